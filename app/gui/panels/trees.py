"""The structure of the model as trees with search: by place, assembly, category. A click selects what hangs below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QTabWidget, QTreeView, QVBoxLayout, QWidget

from app.gui.query import natural, told
from app.gui.session import Loaded, Session
from components.table import Ints, Text

Index = QModelIndex | QPersistentModelIndex
_PAUSE_MS = 200


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


def grouped(
    columns: Sequence[tuple[Text, str]], names: Callable[[int], str], lang: str, empty: str
) -> Forest:
    """A tree with a level per text column (with the prefix of its words) and components as leaves."""
    parent: list[int] = []
    words: list[str] = []
    component: list[int] = []
    rows: list[Ints] = []

    def add(up: int, word: str, leaf: int, beneath: Ints) -> int:
        parent.append(up)
        words.append(word)
        component.append(leaf)
        rows.append(beneath)
        return len(parent) - 1

    def grow(up: int, level: int, beneath: Ints) -> None:
        if level == len(columns):
            for r in sorted(beneath.tolist(), key=lambda r: natural(names(r))):
                add(up, names(r), r, np.array([r]))
            return
        column, prefix = columns[level]
        codes = column.codes[beneath]
        found = []
        for code in np.unique(codes).tolist():
            raw = column.vocabulary[code] if code >= 0 else ""
            found.append(
                ((told(prefix + raw, lang) if prefix else raw) if raw else empty, beneath[codes == code])
            )
        for word, part in sorted(found, key=lambda f: natural(f[0])):
            grow(add(up, f"{word}  ({len(part):,})", -1, part), level + 1, part)

    grow(-1, 0, np.arange(len(columns[0][0])))
    return Forest(np.array(parent, np.int64), words, np.array(component, np.int64), rows)


class ForestModel(QAbstractItemModel):
    """A forest under a search: what matches, what stands above it and below it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.forest = Forest(np.zeros(0, np.int64), [], np.zeros(0, np.int64), [])
        self._kept: list[list[int]] = [[]]
        self._place: dict[int, int] = {}

    def set_forest(self, forest: Forest, search: str = "") -> None:
        """Show another forest, or another part of it."""
        self.beginResetModel()
        self.forest = forest
        keep = np.ones(len(forest.parent), np.bool_)
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
        self._kept = [[int(c) for c in kids.tolist() if keep[c]] for kids in forest.children]
        self._place = {c: k for kids in self._kept for k, c in enumerate(kids)}
        self.endResetModel()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        kids = self._kept[self._id(parent)]
        if column != 0 or not 0 <= row < len(kids):
            return QModelIndex()
        return self.createIndex(row, 0, kids[row])

    def _id(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else -1

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not index.isValid():
            return QModelIndex()
        up = int(self.forest.parent[self._id(index)])
        return QModelIndex() if up < 0 else self.createIndex(self._place[up], 0, up)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self._kept[self._id(parent)]) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = 0) -> str | None:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self.forest.words[self._id(index)]
        return None

    def components(self, index: Index) -> Ints:
        """Component rows beneath a node."""
        return self.forest.rows[self._id(index)]


class TreesPanel(QWidget):
    """Three trees, one search."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._forests: dict[str, Forest] = {}
        self.search = QLineEdit(clearButtonEnabled=True)
        session.texts.bind(self.search, self.search.setPlaceholderText, "gui.search_tree")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.tabs = QTabWidget(documentMode=True)
        self.tabs.tabBar().setDrawBase(False)
        self.models: dict[str, ForestModel] = {}
        self.views: dict[str, QTreeView] = {}
        for i, name in enumerate(("places", "assemblies", "categories")):
            model, view = ForestModel(self), QTreeView(headerHidden=True, uniformRowHeights=True)
            view.setModel(model)
            view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
            view.clicked.connect(lambda _, n=name: self._clicked(n))
            self.tabs.addTab(view, "")
            session.texts.bind(view, lambda w, i=i: self.tabs.setTabText(i, w), f"gui.tree_{name}")  # type: ignore[misc]
            self.models[name], self.views[name] = model, view
        self.tabs.currentChanged.connect(lambda _: self._show())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 0)
        layout.addWidget(self.search)
        layout.addWidget(self.tabs, 1)
        session.model_changed.connect(self.refresh)
        session.texts.changed.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """Another model or language; a tree is built when it is looked at."""
        self._forests = {}
        self._show()

    def _show(self) -> None:
        self._pause.stop()
        name = list(self.models)[self.tabs.currentIndex()]
        here = self._session.current
        if name not in self._forests:
            empty = Forest(np.zeros(0, np.int64), [], np.zeros(0, np.int64), [])
            self._forests[name] = self._build(name, here) if here is not None else empty
        words = self.search.text().strip()
        self.models[name].set_forest(self._forests[name], words)
        if words:
            self.views[name].expandAll()
        else:
            self.views[name].expandToDepth(0)

    def _build(self, name: str, here: Loaded) -> Forest:
        c, texts = here.model.components, self._session.texts
        category = (c.category, "model.category_")
        levels: dict[str, list[tuple[Text, str]]] = {
            "places": [(_building(here), ""), (c.storey, ""), category],
            "assemblies": [(c.assembly_mark, ""), (_assembly(here), "")],
            "categories": [category, (c.profile, ""), (c.grade, "")],
        }

        def named(row: int) -> str:
            parts = (c.part_mark.get(row), c.profile.get(row), c.name.get(row))
            return "  ".join(p for p in parts if p) or f"#{int(c.step_id[row])}"

        return grouped(levels[name], named, texts.lang, texts.say("gui.empty_cell"))

    def _clicked(self, name: str) -> None:
        model, chosen = self.models[name], self.views[name].selectionModel().selectedIndexes()
        parts = [model.components(i) for i in chosen]
        self._session.select(np.concatenate(parts) if parts else np.zeros(0, np.int64), self)


def _building(here: Loaded) -> Text:
    """The building each component stands in, or the file's project where it names none."""
    spatial, at = here.facts.spatial, here.model.components.spatial.copy()
    if not len(spatial):
        return Text.full(len(at))
    for _ in range(16):
        climb = (at >= 0) & ~spatial.ifc_class.isin(("IfcBuilding", "IfcProject"))[np.maximum(at, 0)]
        if not climb.any():
            break
        at = np.where(climb, spatial.parent[np.maximum(at, 0)], at)
    return Text(np.where(at >= 0, spatial.name.codes[np.maximum(at, 0)], -1), spatial.name.vocabulary)


def _assembly(here: Loaded) -> Text:
    """One word per assembly: its name and its row's number, so that equal marks stay apart."""
    whole, of = here.model.assemblies, here.model.components.assembly
    words = tuple(f"{whole.name.get(i) or whole.global_id.get(i)} #{i + 1}" for i in range(len(whole)))
    return Text(np.where(of < len(words), of, -1).astype(np.int32), words)
