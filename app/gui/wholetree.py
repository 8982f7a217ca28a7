"""A tree that is known whole, as columns, under a search."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from components.table import Bools, Ints

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, eq=False)
class Forest:
    """A tree as columns. parent: (n,) row or -1. words: (n,). component: (n,) row of a leaf, -1 of a branch.

    Rows come parents first. rows: (n,) array of component rows beneath each, the node's own included.
    """

    parent: Ints
    words: list[str]
    component: Ints
    rows: list[Ints]

    def __post_init__(self) -> None:
        object.__setattr__(self, "children", _children(self.parent))

    children: tuple[Ints, ...] = ()


def _children(parent: Ints) -> tuple[Ints, ...]:
    """Children of each row, and last those of nobody."""
    order = np.argsort(parent, kind="stable")
    bounds = np.searchsorted(parent[order], np.arange(-1, len(parent) + 1))
    runs = [order[a:b] for a, b in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)]
    return (*runs[1:], runs[0])


_BARE = Forest(np.zeros(0, np.int64), [], np.zeros(0, np.int64), [])


class ForestModel(QAbstractItemModel):
    """A forest under a search: what matches, what stands above it and below it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.forest = _BARE
        self._keep: Bools | None = None
        self._kept: dict[int, Ints] = {}

    def set_forest(self, forest: Forest, search: str = "") -> None:
        """Show another forest, or another part of it."""
        self.beginResetModel()
        self.forest = forest
        self._keep, self._kept = None, {}
        if search:
            hit = np.array([search.casefold() in w.casefold() for w in forest.words], np.bool_)
            keep = hit.copy()
            up = forest.parent
            for i in range(len(up)):  # downwards: rows come parents first
                if up[i] >= 0 and hit[up[i]]:
                    hit[i] = keep[i] = True
            for i in range(len(up) - 1, -1, -1):
                if keep[i] and up[i] >= 0:
                    keep[up[i]] = True
            self._keep = keep
        self.endResetModel()

    def _children(self, node: int) -> Ints:
        """Children of a node that are shown, in order; ascending, as the forest is grown in that order."""
        kids = self._kept.get(node)
        if kids is None:
            kids = self.forest.children[node]
            kids = self._kept[node] = kids if self._keep is None else kids[self._keep[kids]]
        return kids

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        kids = self._children(self._id(parent))
        if column != 0 or not 0 <= row < len(kids):
            return QModelIndex()
        return self.createIndex(row, 0, int(kids[row]))

    def _id(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else -1

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid():
            return QModelIndex()
        up = int(self.forest.parent[self._id(index)])
        if up < 0:
            return QModelIndex()
        siblings = self._children(int(self.forest.parent[up]))
        return self.createIndex(int(np.searchsorted(siblings, up)), 0, up)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._children(self._id(parent))) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = 0) -> str | None:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self.forest.words[self._id(index)]
        return None

    def components(self, index: Index) -> Ints:
        """Component rows beneath a node."""
        return self.forest.rows[self._id(index)]
