"""The structure of the model as trees with search: by place, assembly, category. A click selects what hangs below."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QThreadPool,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QLineEdit, QTabWidget, QTreeView, QVBoxLayout, QWidget

from app.gui.loaded import Loaded
from app.gui.query import natural, told
from app.gui.session import Session
from components.table import Bools, Ints, Text

Index = QModelIndex | QPersistentModelIndex
_PAUSE_MS = 200
_LATER_MS = 300
_LEVEL: dict[str, float] = {}


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
    columns: Sequence[tuple[Text, str]],
    names: Callable[[int], str],
    lang: str,
    empty: str,
    heights: Mapping[str, float] = _LEVEL,
) -> Forest:
    """A tree with a level per text column (with the prefix of its words) and components as leaves.

    heights: words that are put in order by a height instead of by themselves, such as storeys.
    """
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
            word = (told(prefix + raw, lang) if prefix else raw) if raw else empty
            found.append((heights.get(raw, 0.0), natural(word), word, beneath[codes == code]))
        for _, _, word, part in sorted(found, key=lambda f: f[:2]):
            grow(add(up, f"{word}  ({len(part):,})", -1, part), level + 1, part)

    grow(-1, 0, np.arange(len(columns[0][0])))
    return Forest(np.array(parent, np.int64), words, np.array(component, np.int64), rows)


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


class TreesPanel(QWidget):
    """Three trees, one search. A tree is grown beside the window's own work, when it is looked at."""

    grown = Signal(int, str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._forests: dict[str, Forest] = {}
        self._growing: set[str] = set()
        self._age, self._of = 0, ""
        self._last: dict[str, Forest] = {}
        self._on_show: dict[str, Forest] = {}
        self._words: dict[str, str] = {}
        self.grown.connect(self._take)
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
        here = self._session.current
        now = here.sha256 if here is not None else ""
        # An edit leaves the old tree standing until the new one has grown.
        self._last = {**self._last, **self._forests} if now == self._of else {}
        self._of = now
        self._forests, self._growing = {}, set()
        self._age += 1
        self._show()

    def _take(self, age: int, name: str, forest: Forest) -> None:
        if age == self._age:
            self._growing.discard(name)
            self._forests[name] = forest
            self._show()

    def _grow(self, name: str, here: Loaded) -> None:
        age, lang, empty = self._age, self._session.texts.lang, self._session.texts.say("gui.empty_cell")
        if name not in self._growing:
            self._growing.add(name)

            def work() -> None:
                with contextlib.suppress(RuntimeError):  # the window may be gone before its tree has grown
                    self.grown.emit(age, name, build(name, here, lang, empty))

            # Table and picture come first.
            QTimer.singleShot(_LATER_MS, self, lambda: QThreadPool.globalInstance().start(work))

    def _show(self) -> None:
        self._pause.stop()
        name = list(self.models)[self.tabs.currentIndex()]
        here = self._session.current
        forest = self._forests.get(name)
        if forest is None and here is not None:
            self._grow(name, here)
        words = self.search.text().strip()
        shown = forest or self._last.get(name, _BARE)
        if shown is self._on_show.get(name) and words == self._words.get(name):
            return
        self._on_show[name], self._words[name] = shown, words
        self.models[name].set_forest(shown, words)
        if words:
            self.views[name].expandAll()
        else:
            self.views[name].expandToDepth(0)

    def _clicked(self, name: str) -> None:
        model, chosen = self.models[name], self.views[name].selectionModel().selectedIndexes()
        parts = [model.components(i) for i in chosen]
        self._session.select(np.concatenate(parts) if parts else np.zeros(0, np.int64), self)


def build(name: str, here: Loaded, lang: str, empty: str) -> Forest:
    """One of the three trees of a model, in a language."""
    c = here.model.components
    category = (c.category, "model.category_")
    levels: dict[str, list[tuple[Text, str]]] = {
        "places": [(_building(here), ""), (c.storey, ""), category],
        "assemblies": [(c.assembly_mark, ""), (_assembly(here), "")],
        "categories": [category, (c.profile, ""), (c.grade, "")],
    }

    def named(row: int) -> str:
        parts = (c.part_mark.get(row), c.profile.get(row), c.name.get(row))
        return "  ".join(p for p in parts if p) or f"#{int(c.step_id[row])}"

    return grouped(levels[name], named, lang, empty, _heights(here))


def _heights(here: Loaded) -> dict[str, float]:
    """Elevation of each storey by its name."""
    spatial = here.facts.spatial
    storeys = np.flatnonzero(
        spatial.ifc_class.isin(("IfcBuildingStorey",)) & np.isfinite(spatial.elevation_mm)
    )
    return {spatial.name.get(r): float(spatial.elevation_mm[r]) for r in storeys.tolist()}


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
