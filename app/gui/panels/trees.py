"""The structure of the model as trees with search: by place, assembly, category. A click selects what hangs below."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QTabWidget, QTreeView, QVBoxLayout, QWidget

from app.gui.loaded import Loaded
from app.gui.marking import RESULT, column_of
from app.gui.panels.forest import Forest, Level
from app.gui.panels.models import ModelsPanel
from app.gui.results import Results
from app.gui.session import Session
from app.gui.soon import Soon
from components.merged import told as step
from components.table import Ints, Text

Index = QModelIndex | QPersistentModelIndex
_PAUSE_MS = 200
_MOST_MARKED = 300
"""More nodes than these are not marked one by one: the tables list what is selected."""
_OPEN_ALL = 300
"""A search that finds no more than this is shown with every branch open."""


class ForestModel(QAbstractItemModel):
    """A forest as Qt asks for it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.forest: Forest | None = None

    def set_forest(self, forest: Forest | None) -> None:
        """Show another forest, or the same one after a search."""
        self.beginResetModel()
        self.forest = forest
        self.endResetModel()

    def _id(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else 0

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if self.forest is None or column != 0 or row < 0:
            return QModelIndex()
        kids = self.forest.children(self._id(parent))
        return self.createIndex(row, 0, kids[row]) if row < len(kids) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if self.forest is None or not index.isValid():
            return QModelIndex()
        up = self.forest.parent[self._id(index)]
        return self.createIndex(self.forest.row[up], 0, up) if up > 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if self.forest is None or parent.column() > 0:
            return 0
        return len(self.forest.children(self._id(parent)))

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return self.forest is not None and parent.column() <= 0 and self.forest.has_children(self._id(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = 0) -> str | None:
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if self.forest is not None and index.isValid() and shown:
            return self.forest.words[self._id(index)]
        return None

    def of_node(self, node: int) -> QModelIndex:
        """Where a node stands."""
        assert self.forest is not None
        return self.createIndex(self.forest.row[node], 0, node)

    def components(self, index: Index) -> Ints:
        """Component rows beneath a node."""
        return self.forest.rows[self._id(index)] if self.forest is not None else np.zeros(0, np.int64)


class TreesPanel(QWidget):
    """Three trees, one search. A tree is made when it is looked at, and keeps its open branches after an edit.

    wanted: a part was double-clicked, to be looked at.
    """

    wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale: set[str] = set()
        self._quiet = False
        self._of = ""
        self.search = QLineEdit(clearButtonEnabled=True)
        session.texts.bind(self.search, self.search.setPlaceholderText, "gui.search_tree")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self.refresh)
        self.tabs = QTabWidget(documentMode=True)
        self.tabs.tabBar().setDrawBase(False)
        self.models: dict[str, ForestModel] = {}
        self.views: dict[str, QTreeView] = {}
        for i, name in enumerate(("places", "assemblies", "categories")):
            model, view = ForestModel(self), QTreeView(headerHidden=True, uniformRowHeights=True)
            view.setModel(model)
            view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
            view.doubleClicked.connect(self._opened)
            view.selectionModel().selectionChanged.connect(lambda *_, n=name: self._chosen(n))
            self.tabs.addTab(view, "")
            session.texts.bind(view, lambda w, i=i: self.tabs.setTabText(i, w), f"gui.tree_{name}")  # type: ignore[misc]
            self.models[name], self.views[name] = model, view
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 0)
        self.list_of_models = ModelsPanel(session)
        layout.addWidget(self.list_of_models)
        layout.addWidget(self.search)
        layout.addWidget(self.tabs, 1)
        self._soon = Soon(self, self.refresh)
        self.tabs.currentChanged.connect(lambda _: self._soon.ask())
        self._mark_soon = Soon(self, self._mark)
        session.selection_changed.connect(lambda by: self._mark_soon.ask() if by is not self else None)
        session.model_changed.connect(self._outdated)
        session.results.changed.connect(lambda found: self._outdated() if found == RESULT else None)
        session.texts.changed.connect(lambda _: self._outdated())

    def _outdated(self) -> None:
        self._stale = set(self.models)
        self._soon.ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.ask()

    def refresh(self) -> None:
        """The tree in front anew: another model, language or search."""
        self._pause.stop()
        if not self.isVisible():
            return
        name = list(self.models)[self.tabs.currentIndex()]
        model, view, here = self.models[name], self.views[name], self._session.current
        search = self.search.text().strip()
        same = model.forest is not None and model.forest.search == search
        if name not in self._stale and (same or model.forest is None):
            self._mark_soon.ask()
            return
        known = here is not None and here.sha256 == self._of
        kept = self._open_branches(name) if known and same else None
        self._of = here.sha256 if here is not None else ""
        texts = self._session.texts
        results, empty = self._session.results, texts.say("gui.empty_cell")
        forest = build(name, here, results, texts.lang, empty) if here is not None else None
        if forest is not None and search:
            forest.look_for(search)
        self._stale.discard(name)
        model.set_forest(forest)
        if kept is not None:
            self._open(name, kept)
        elif search and forest is not None and len(forest.rows[0]) <= _OPEN_ALL:
            view.expandAll()
        else:
            view.expandToDepth(0)
        self._mark_soon.ask()

    def _mark(self) -> None:
        """What is selected, in the tree in front; of a few parts the first one is brought into sight."""
        name = list(self.models)[self.tabs.currentIndex()]
        model, view, rows = self.models[name], self.views[name], self._session.selection
        if not self.isVisible() or name in self._stale or model.forest is None or self._session.model is None:
            return
        chosen = np.zeros(len(self._session.model.components), np.bool_)
        chosen[rows] = True
        marked = QItemSelection()
        nodes = model.forest.holding(chosen) if len(rows) else []
        nodes = nodes if len(nodes) <= _MOST_MARKED else []
        for node in nodes:
            at = model.of_node(node)
            marked.select(at, at)
        self._quiet = True
        flag = QItemSelectionModel.SelectionFlag
        view.selectionModel().select(marked, flag.ClearAndSelect)
        if nodes:
            view.selectionModel().setCurrentIndex(model.of_node(nodes[0]), flag.NoUpdate)
            view.scrollTo(model.of_node(nodes[0]))
        self._quiet = False

    def _opened(self, index: QModelIndex) -> None:
        if not self.models[list(self.models)[self.tabs.currentIndex()]].hasChildren(index):
            self.wanted.emit()

    def _open_branches(self, name: str) -> set[tuple[int, ...]]:
        """Where each open branch stands, as places from the root down."""
        model, view = self.models[name], self.views[name]
        out: set[tuple[int, ...]] = set()
        below: list[tuple[QModelIndex, tuple[int, ...]]]
        below = [(model.index(i, 0), (i,)) for i in range(model.rowCount())]
        while below:
            index, place = below.pop()
            if view.isExpanded(index):
                out.add(place)
                below += [(model.index(i, 0, index), (*place, i)) for i in range(model.rowCount(index))]
        return out

    def _open(self, name: str, places: set[tuple[int, ...]]) -> None:
        model, view = self.models[name], self.views[name]
        for place in sorted(places):
            index = QModelIndex()
            for i in place:
                index = model.index(i, 0, index)
            if index.isValid():
                view.expand(index)

    def _chosen(self, name: str) -> None:
        model, chosen = self.models[name], self.views[name].selectionModel().selectedIndexes()
        parts = [model.components(i) for i in chosen]
        if parts and not self._quiet:
            self._session.select(np.concatenate(parts), self)


def build(name: str, here: Loaded, results: Results, lang: str, empty: str) -> Forest:
    """One of the three trees of what is shown, in a language; of several models, a root for each."""
    c = here.model.components
    part, whole = (column_of(here.model, results, f"{of}_mark") for of in ("part", "assembly"))
    category = Level(c.category, "model.category_")
    levels: dict[str, list[Level]] = {
        "places": [Level(_building(here)), Level(c.storey, heights=elevations(here)), category],
        "assemblies": [Level(whole), Level(_assembly(here))],
        "categories": [category, Level(c.profile), Level(c.grade)],
    }
    names = (part, c.profile, c.name)
    if here.several:
        files = tuple(file for file, _ in here.parts)
        levels[name].insert(0, Level(Text(here.part.astype(np.int32), files)))
    return Forest(levels[name], names, lang, empty, lambda r: step(int(c.step_id[r])))


def elevations(here: Loaded) -> dict[str, float]:
    """Elevation in mm of each storey by its name, of those that have one."""
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
