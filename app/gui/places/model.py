"""Model: the building, its parts, and everything known about those selected."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QDockWidget, QLayout, QMainWindow, QTabBar, QWidget

from app.gui.display import Display
from app.gui.logbook import LogLines, LogPanel
from app.gui.marking import RESULT
from app.gui.panels.edits import EditsPanel
from app.gui.panels.findings import FindingsPanel
from app.gui.panels.inspector import Inspector
from app.gui.panels.summary import SummaryPanel
from app.gui.panels.trees import TreesPanel
from app.gui.places.place import Place
from app.gui.session import NOBODY, Session
from app.gui.tableview import TableView
from app.gui.theme import Colours
from app.gui.view3d.view import View3D
from components.bom.lists import ComponentMarks, components_sheet
from components.model import CATEGORIES
from components.sheet import Sheet
from components.table import Ints, Text

Area = Qt.DockWidgetArea
COLUMNS = (
    "part_mark", "assembly_mark", "model", "category", "name", "profile", "grade", "storey", "pieces", "length_mm",
    "gross_mass_kg", "settlement_mass_kg", "net_mass_kg", "paint_area_m2", "mass_source", "agreement", "cause", "reason",
    "ifc_class", "step_id", "global_id",
)  # fmt: skip
"""Columns of the component table at first; the others are a click away."""


_VERSION = 1
"""Of the layout that is kept: another one where docks come or go."""
_TABLE = 0.41
"""Share of the height that the tables take at first."""


def steel_first(sheet: Sheet) -> Ints:
    """(n,) place of the category of each row: what a steel shop cuts, what it buys, the rest."""
    column = sheet.data["category"]
    assert isinstance(column, Text)
    place = [CATEGORIES.index(w) if w in CATEGORIES else len(CATEGORIES) for w in column.vocabulary]
    return np.array([*place, len(CATEGORIES)], np.int64)[column.codes]


class ModelPlace(QMainWindow, Place):
    """A window in the window: its docks move, float and are remembered."""

    def __init__(self, session: Session, lines: LogLines) -> None:
        super().__init__()
        self._session = session
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setDockNestingEnabled(True)
        if (arrangement := self.layout()) is not None:
            arrangement.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        texts, display = session.texts, session.preferences.display
        self._sized = False
        self._wanted = QByteArray()
        self.docks: dict[str, QDockWidget] = {}
        self.table = TableView(texts, display)
        self.table.model.first = steel_first
        self.table.choose_columns(COLUMNS)
        self.view = View3D(session)
        self.setCentralWidget(self.view)
        self.findings = FindingsPanel(texts, display)
        self.summary = SummaryPanel(session)
        self.log = LogPanel(texts, lines)
        self.trees, self.inspector, self.edits = TreesPanel(session), Inspector(session), EditsPanel(session)
        self._dock("trees", self.trees, Area.LeftDockWidgetArea)
        self._dock("inspector", self.inspector, Area.RightDockWidgetArea)
        self._dock("summary", self.summary, Area.RightDockWidgetArea)
        self.tabifyDockWidget(self.docks["inspector"], self.docks["summary"])
        self.setCorner(Qt.Corner.BottomRightCorner, Area.RightDockWidgetArea)
        self._dock("table", self.table, Area.BottomDockWidgetArea)
        self._dock("findings", self.findings, Area.BottomDockWidgetArea)
        self._dock("edits", self.edits, Area.BottomDockWidgetArea)
        self._dock("log", self.log, Area.BottomDockWidgetArea)
        for name in ("findings", "edits", "log"):
            self.tabifyDockWidget(self.docks["table"], self.docks[name])
        self.docks["table"].raise_()
        self._at_first = self.saveState(_VERSION)
        self.table.selected.connect(lambda rows: session.select(self._components(rows), self.table))
        self.table.activated.connect(lambda _: self.view.fit())
        self.table.view.addAction(self.view.acts["fit"])  # the same key as in the view
        for lists in (self.table.view, *self.trees.views.values()):
            lists.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            lists.customContextMenuRequested.connect(partial(self._menu, lists))
        self.trees.wanted.connect(self.view.fit)
        self.findings.chosen.connect(lambda ids: session.select_steps(ids, self.findings))
        self.findings.wanted.connect(self._look_at)
        session.model_changed.connect(self.refresh)
        session.selection_changed.connect(self._selected)
        session.results.changed.connect(lambda found: self._fill() if found == RESULT else None)

    def _dock(self, name: str, widget: QWidget, area: Qt.DockWidgetArea) -> None:
        dock = QDockWidget()
        dock.setObjectName(name)
        dock.setWidget(widget)
        self._session.texts.bind(dock, dock.setWindowTitle, f"gui.dock_{name}")
        dock.visibilityChanged.connect(widget.setEnabled)  # behind another one it must not take the keys
        self.addDockWidget(area, dock)
        self.docks[name] = dock

    def refresh(self) -> None:
        """Show the model of the session."""
        model = self._session.model
        self._fill()
        self.findings.set_findings(model.findings if model else ())

    def _fill(self) -> None:
        """The table; the marks of the bill come when they are there."""
        model, marks = self._session.model, self._session.results.get(RESULT, ComponentMarks)
        self.table.set_sheet(components_sheet(model, marks) if model else None)

    def tidy(self) -> None:
        """Hide bars of tabs that Qt left behind when it replaced them while the docks were put together."""
        bars = self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        held = [{bar.tabText(i) for i in range(bar.count())} for bar in bars]
        for bar, names in zip(bars, held, strict=True):
            if any(names < others for others in held):
                bar.hide()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.tidy()
        QTimer.singleShot(0, self, self.tidy)
        if not self._sized:
            self._sized = True
            self._lay()

    def arrange(self, state: QByteArray) -> None:
        """Put the docks as they were kept; as they stood at first where nothing was.

        It is done when the place is seen: sooner it has no size to divide, and a floating dock no window to float on.
        """
        self._wanted = state
        if self._sized:
            self._lay()

    def arrangement(self) -> QByteArray:
        """How the docks stand, or are to stand when the place is first seen."""
        return self.saveState(_VERSION) if self._sized else self._wanted

    def _lay(self) -> None:
        if not self._wanted.isEmpty() and self.restoreState(self._wanted, _VERSION):
            return
        self.restoreState(self._at_first, _VERSION)
        self.docks["summary" if self._session.selection.size == 0 else "inspector"].raise_()
        self.resizeDocks(
            [self.docks["trees"], self.docks["inspector"]], [280, 330], Qt.Orientation.Horizontal
        )
        self.resizeDocks([self.docks["table"]], [int(_TABLE * self.height())], Qt.Orientation.Vertical)

    def lend_view(self) -> View3D:
        """The 3D view for another place, while this one is not shown."""
        self.takeCentralWidget()
        self.setCentralWidget(QWidget())
        return self.view

    def take_view_back(self) -> None:
        """The 3D view in the middle again."""
        self.setCentralWidget(self.view)
        self.view.show()

    def set_display(self, display: Display) -> None:
        """Figures in other units."""
        for table in (self.table, self.inspector.quantities, self.edits.table):
            table.set_display(display)
        self.summary.refresh()
        self.inspector.refresh()

    def dress(self, colours: Colours) -> None:
        """The look of the moment."""
        self.view.dress(colours)

    def find_text(self) -> bool:
        """Into the search box of the component table."""
        self.docks["table"].show()
        self.docks["table"].raise_()
        self.table.search.setFocus()
        return True

    def select_all(self) -> None:
        """Every component the table shows."""
        shown = self.table.model.shown.rows
        self._session.select(self._components(shown[shown >= 0]))

    def select_same(self) -> None:
        """Every component with the profile and grade of those selected."""
        model, rows = self._session.model, self._session.selection
        if model is not None and len(rows):
            c = model.components
            same = [np.isin(col.codes, col.codes[rows]) for col in (c.category, c.profile, c.grade)]
            self._session.select(np.flatnonzero(same[0] & same[1] & same[2]))

    def _components(self, rows: Ints) -> Ints:
        """Component rows of sheet rows: the component list has one row per component, in the same order."""
        return rows

    def _menu(self, lists: QAbstractItemView, at: QPoint) -> None:
        """What can be done with the parts of the line; a click has selected them already."""
        if len(self._session.selection):
            self.view.offer(lists.viewport().mapToGlobal(at))

    def _look_at(self) -> None:
        self.view.show_all()
        self.view.fit()

    def _selected(self, by: object) -> None:
        if len(self._session.selection) and by is not None:
            self.docks["inspector"].raise_()
        if by is not self.table:
            self.table.select_rows(self._session.selection if self._session.model else NOBODY, scroll=True)
