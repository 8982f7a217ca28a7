"""The tree of marks and assemblies with counts, under a search; what is chosen in it is selected everywhere."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeView, QVBoxLayout, QWidget

from app.gui.session import NOBODY, Session
from app.gui.wholetree import Forest, ForestModel, Index
from components.bom.tree import MarkTree
from components.sheet import MASS
from components.table import Ints

_PAUSE_MS = 200
_MOST = 400
"""More nodes than this are not marked one by one."""
_COLUMNS = ("bill.tree_mark", "bom.profile", "bill.tree_count", "bill.tree_unit")
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class MarkTreeModel(ForestModel):
    """A `MarkTree` with its counts and masses beside the marks."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.tree: MarkTree | None = None

    def set_tree(self, tree: MarkTree | None, search: str = "") -> None:
        """Show another tree, or what of it matches a search."""
        if tree is not self.tree or self.tree is None:
            self._forest = _forest(tree)
        self.tree = tree
        self.set_forest(self._forest, search)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(_COLUMNS)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        first = super().index(row, 0, parent)
        if not first.isValid() or not 0 <= column < len(_COLUMNS):
            return QModelIndex()
        return self.createIndex(row, column, first.internalId())

    def of_node(self, node: int) -> QModelIndex:
        """The index of a node, where the search shows it."""
        kids = self._children(int(self.forest.parent[node]))
        at = np.flatnonzero(kids == node)
        return self.createIndex(int(at[0]), 0, node) if len(at) else QModelIndex()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._session.texts.say(_COLUMNS[section])
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and section > 1 else None

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid() or self.tree is None:
            return None
        node, column = self._id(index), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column > 1 else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        tree = self.tree
        if column == 0:
            return tree.word.get(node) or self._session.texts.say("gui.empty_cell")
        if column == 1:
            return tree.spec.get(node)
        if column == 2:
            return f"{int(tree.count[node]):,}"
        value = float(tree.unit_kg[node])
        return self._session.preferences.display.figure(MASS, value, False) if math.isfinite(value) else ""


def _forest(tree: MarkTree | None) -> Forest:
    if tree is None:
        return Forest(NOBODY, [], NOBODY, [])
    words = [f"{a} {b}" for a, b in zip(tree.word.filled(), tree.spec.filled(), strict=True)]
    none = np.full(len(words), -1, np.int64)
    return Forest(np.asarray(tree.parent), words, none, [tree.rows[i] for i in range(len(words))])


class MarkTreePanel(QWidget):
    """The tree with its search box."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._tree: MarkTree | None = None
        self.search = QLineEdit(clearButtonEnabled=True)
        session.texts.bind(self.search, self.search.setPlaceholderText, "bill.search_marks")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.model = MarkTreeModel(session, self)
        self.view = QTreeView(uniformRowHeights=True)
        self.view.setModel(self.model)
        self.view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.view.setIndentation(14)
        self.view.clicked.connect(lambda _: self._clicked())
        head = self.view.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 118), (2, 48), (3, 88)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            head.resizeSection(column, width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(self.view, 1)
        session.selection_changed.connect(self._selected)

    def set_tree(self, tree: MarkTree | None) -> None:
        """Show another tree under the same search."""
        self._tree = tree
        self._show()
        self._selected(None)

    def _show(self) -> None:
        self._pause.stop()
        words = self.search.text().strip()
        self.model.set_tree(self._tree, words)
        if words:
            self.view.expandAll()
        elif self.model.rowCount() == 1:
            self.view.expandToDepth(0)

    def _clicked(self) -> None:
        chosen = {i.internalId(): i for i in self.view.selectionModel().selectedRows()}
        parts = [self.model.components(i) for i in chosen.values()]
        self._session.select(np.concatenate(parts) if parts else NOBODY, self)

    def _selected(self, by: object) -> None:
        if by is self or self._tree is None:
            return
        nodes = self._nodes(self._session.selection)
        chosen, first = QItemSelection(), QModelIndex()
        for node in nodes.tolist():
            at = self.model.of_node(node)
            if at.isValid():
                chosen.select(at, at)
                first = first if first.isValid() else at
        flag = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().select(chosen, flag.ClearAndSelect | flag.Rows)
        if first.isValid():
            self.view.scrollTo(first)

    def _nodes(self, rows: Ints) -> Ints:
        """The deepest node of each component; none where there are too many to mark."""
        assert self._tree is not None
        if not len(rows) or (len(rows) and int(rows[-1]) >= len(self._tree.node_of)):
            return NOBODY
        nodes = np.unique(self._tree.node_of[rows])
        nodes = nodes[nodes >= 0]
        return nodes if len(nodes) <= _MOST else NOBODY
