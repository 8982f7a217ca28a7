"""Check: every steel member by GB 50017, what governs, and why; forces, settings and assumptions are decided here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui import query as q
from app.gui.checking import Found, checking_of
from app.gui.display import Display
from app.gui.panels.checktrace import CheckTrace
from app.gui.panels.findings import FindingsPanel
from app.gui.panels.whichmodel import WhichModel
from app.gui.places.check.bands import UTILISATION, query_of
from app.gui.places.check.bars import Bars
from app.gui.places.check.calculator import Calculator
from app.gui.places.check.export import ExportDialog
from app.gui.places.check.forces import ForcesDialog
from app.gui.places.check.settings import SettingsDialog
from app.gui.places.check.suggestions import Suggestions
from app.gui.places.check.tiles import Tiles
from app.gui.places.model import ModelPlace
from app.gui.places.place import Place
from app.gui.session import NOBODY, Session
from app.gui.tableview import TableView
from components.findings import ERROR
from components.sheet import Data
from components.table import Bools, Ints, Text

WHO = "place"
_FIRST = ("part_mark", "name", "profile", "grade", "role", "verdict", "utilisation")
_GROUPS = ("strength", "in_plane", "out_of_plane", "slenderness", "flange", "web", "web_panel")
_CAPACITIES = ("N_t", "N_x", "N_y", "M_x", "M_b", "V_y")
_MORE = ("section_class", "lambda_x", "lambda_y", "b_t", "h0_tw", "l0x", "l0y", "l1", "decided", "storey", "standard",
         "role_by", "global_id")  # fmt: skip
WITH_FORCES = (*_FIRST, *(f"group_{g}" for g in _GROUPS), "governing", "combination", "reason", *_MORE)
"""Columns at first where there are forces: those that users of Chinese programs read, in their order."""
SAID = ("analysis.lines_alone",)
"""Findings below errors that stand above the table: they say what its rows are."""
WITHOUT_FORCES = (*_FIRST[:-1], *(f"capacity_{k}" for k in _CAPACITIES), "reason", *_MORE)


class CheckPlace(QWidget, Place):
    """exported: files written, and what the writers found odd."""

    exported = Signal(object, object)

    def __init__(self, session: Session, models: ModelPlace) -> None:
        super().__init__()
        self._session, self._models = session, models
        self._checking = checking_of(session)
        self._mode = models.view.colouring.name
        self._shown: Found | None = None
        self._members_in: Bools | None = None  # the view's state in which members alone are visible
        self._visible = self._members = np.zeros(0, np.bool_)
        texts, display = session.texts, session.preferences.display
        self.tiles = Tiles(texts)
        self.tiles.chosen.connect(self.show_state)
        self.said = QLabel(wordWrap=True)
        self.said.setObjectName("quiet")
        self.said.setContentsMargins(14, 0, 14, 6)
        self.retry = QPushButton()
        texts.bind(self.retry, self.retry.setText, "gui_check.check_now")
        self.retry.clicked.connect(self._checking.start)
        self.table = TableView(texts, display)
        self.bars = Bars(self.table.view)
        self.table.view.setItemDelegate(self.bars)
        self.table.set_query(q.Query(sort="utilisation", down=True))
        self.findings = FindingsPanel(texts, display)
        self.trace = CheckTrace(session, WHO)
        self.trace.written.connect(self.exported)
        self.tabs = QTabWidget(documentMode=True)
        self.tabs.addTab(self.table, "")
        self.suggestions = Suggestions(session)
        self.tabs.addTab(self.findings, "")
        self.tabs.addTab(self.suggestions, "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        told = QHBoxLayout()
        told.setContentsMargins(0, 0, 14, 0)
        told.addWidget(self.said, 1)
        told.addWidget(self.retry)
        layout.addWidget(self._head())
        self.which = WhichModel(session, "gui_check.which_model", "gui_check.which_none")
        layout.addWidget(self.which)
        layout.addWidget(self.tiles)
        layout.addLayout(told)
        layout.addWidget(self._body(), 1)
        self.table.selected.connect(self._choose)
        self.table.activated.connect(lambda _: self._zoom())
        self.zoom = self.table.add_button("gui.finding_show", self._zoom)
        self.table.view.addAction(models.view.acts["fit"])  # the same key as in the view
        self.findings.chosen.connect(lambda ids: session.select_steps(ids, self.findings))
        self.findings.wanted.connect(self._zoom)
        self._checking.changed.connect(self.refresh)
        models.view.drawn.connect(self._only_members)
        session.selection_changed.connect(self._selected)
        session.model_changed.connect(self.refresh)
        session.project_changed.connect(self._say)
        texts.changed.connect(lambda _: self.refresh())
        self.refresh()

    def _head(self) -> QFrame:
        texts = self._session.texts
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 14, 8)
        title = QLabel()
        title.setObjectName("heading")
        texts.bind(title, title.setText, "gui.place_check")
        self.forces = QLabel()
        self.forces.setObjectName("quiet")
        row.addWidget(title)
        row.addSpacing(12)
        row.addWidget(self.forces)
        row.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        for name, call in (
            ("forces", self.ask_forces), ("settings", self.ask_settings), ("calculator", self.ask_calculator),
            ("export", self.ask_export),
        ):  # fmt: skip
            button = self.buttons[name] = QPushButton()
            texts.bind(button, button.setText, f"gui_check.do_{name}")
            button.clicked.connect(call)
            row.addWidget(button)
        self.buttons["export"].setObjectName("primary")
        head = QFrame()
        head.setObjectName("topbar")
        head.setLayout(row)
        return head

    def _body(self) -> QWidget:
        self.picture = QWidget()
        room = QVBoxLayout(self.picture)
        room.setContentsMargins(0, 0, 0, 0)
        self.left = QSplitter(Qt.Orientation.Vertical)
        self.left.addWidget(self.picture)
        self.left.addWidget(self.tabs)
        self.left.setSizes([300, 300])
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.body.addWidget(self.left)
        self.body.addWidget(self.trace)
        self.body.setStretchFactor(0, 1)
        self.body.setSizes([800, 400])
        self.body.setChildrenCollapsible(False)
        self.left.setChildrenCollapsible(False)
        return self.body

    # The 3D view is borrowed while this place is seen.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        view = self._models.view
        if view.parentWidget() is not self.picture:
            room = self.picture.layout()
            assert room is not None
            room.addWidget(self._models.lend_view())
            view.show()
            self._mode = view.colouring.name
            view.colour_by(UTILISATION.name)
            self._only_members()
        self._checking.want(WHO)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        view = self._models.view
        if not event.spontaneous() and view.parentWidget() is self.picture:
            self._show_as_before()
            self._models.take_view_back()
            view.colour_by(self._mode)

    def _only_members(self) -> None:
        """Hide what is no member, once per picture: cladding and slabs would stand before the frame.

        An edit changes what is a member, and only that follows it: what the user hid or showed here stays.
        """
        found, view = self._checking.found, self._models.view
        canvas = view.canvas
        if found is None or canvas.scene is None or view.parentWidget() is not self.picture:
            return
        if len(canvas.visible) != len(found.member):
            return
        members = found.member >= 0
        if found.alone or not len(found.rows):
            members[:] = True
        if canvas.visible is not self._members_in:  # another picture comes with a state of its own
            self._members_in, self._visible = canvas.visible, canvas.visible.copy()
            canvas.visible[:] = members
        else:
            canvas.visible[members & ~self._members] = True
            canvas.visible[self._members & ~members] = False
        self._members = members
        view.recolour()

    def _show_as_before(self) -> None:
        canvas = self._models.view.canvas
        if canvas.visible is self._members_in:
            canvas.visible[:] = self._visible
        self._members_in = None

    # What is shown.

    def refresh(self) -> None:
        """Show the result of the moment."""
        found = self._checking.found
        self._say()
        for name in ("forces", "settings", "export"):
            self.buttons[name].setEnabled(
                self._session.current is not None and (name != "export" or found is not None)
            )
        self.tiles.tell(found.summary if found else None, found.limits if found else (0.3, 0.9))
        if found is not self._shown:
            self._shown = found
            self.bars.found = found
            self.table.set_sheet(found.sheet if found else None, _filled(found) if found else None)
            self.findings.set_findings(found.findings if found else ())
            self._only_members()
            self._selected(None)
        count = len(found.findings) if found else 0
        self.tabs.setTabText(0, self._session.texts.say("gui_check.tab_results"))
        self.tabs.setTabText(1, self._session.texts.say("gui_check.tab_findings", count=count))
        self.tabs.setTabText(2, self._session.texts.say("checks.list_suggestions"))

    def _say(self) -> None:
        say, checking = self._session.texts.say, self._checking
        inputs = checking.inputs
        name = Path(inputs.forces).name
        own = checking.found is not None and bool(checking.found.summary["with_forces"])
        bare = say("gui_check.forces_model" if own else "gui_check.forces_none")
        self.forces.setText(say("gui_check.forces_of", file=name) if name else bare)
        self.forces.setToolTip(inputs.forces)
        if self._session.current is None:
            words = say("gui_check.empty")
        elif self._session.current.several:
            words = say("gui_check.which_first")
        elif checking.refusal is not None:
            words = say(checking.refusal[0], **checking.refusal[1])
        elif checking.found is None:
            words = say("gui_check.running")
        else:
            summary = checking.found.summary
            parts = [] if summary["members"] else [say("gui_check.none")]
            parts += [] if summary["with_forces"] else [say("gui_check.capacities_only")]
            parts += [
                say("gui_check.by_standard", count=f"{count:,}", standard=standard)
                for standard, count in summary["standards"].items()
            ]
            told = [f for f in checking.found.findings if f.severity == ERROR or f.code in SAID]
            parts += [say(f.code, **f.args) for f in told]
            parts.append(say("gb50017.note_connections"))
            stop = say("gui_check.stop")
            words = " ".join(p if p.endswith((".", "。")) else p + stop for p in parts)
        self.said.setText(words)
        self.retry.setVisible(checking.refusal is not None)

    def show_state(self, state: str) -> None:
        """Show the members of a state, or all."""
        found = self._checking.found
        if found is not None:
            self.tabs.setCurrentIndex(0)
            self.table.set_query(query_of(state, self.table.model.query))

    def _choose(self, rows: Ints) -> None:
        found = self._checking.found
        if found is not None and found.alone:
            self._checking.pick(rows)
        else:
            self._session.select(found.rows[rows] if found is not None else NOBODY, self.table)

    def _zoom(self) -> None:
        """Show what is selected, large."""
        if len(self._session.selection):
            self._models.view.fit()

    def _selected(self, by: object) -> None:
        self.zoom.setEnabled(bool(len(self._session.selection)))
        if by is not self.table:
            self.table.select_rows(self._checking.selected(), scroll=True)

    # What the user does.

    def ask_forces(self) -> None:
        """The dialog of the force table."""
        ForcesDialog(self, self._session).open()

    def ask_settings(self) -> None:
        """The dialog of the settings."""
        SettingsDialog(self, self._session).open()

    def ask_calculator(self) -> None:
        """One member without a model."""
        dialog = Calculator(self, self._session)
        dialog.written.connect(self.exported)
        dialog.show()

    def ask_export(self) -> bool:
        """Ask where results and sheets go, where there are any."""
        if self._checking.found is None:
            return False
        dialog = ExportDialog(self, self._session)
        dialog.written.connect(self.exported)
        dialog.open()
        return True

    def find_text(self) -> bool:
        """Into the search box of the results."""
        self.tabs.setCurrentIndex(0)
        self.table.search.setFocus()
        return True

    def set_display(self, display: Display) -> None:
        """Figures in other units."""
        self.table.set_display(display)
        self.suggestions.set_display(display)


def _filled(found: Found) -> tuple[str, ...]:
    """The columns at first: those that hold anything."""
    wanted = WITH_FORCES if found.summary["with_forces"] else WITHOUT_FORCES
    data = found.sheet.data
    held = (k for k in wanted if k in data)
    return tuple(k for k in held if _holds(data[k]))


def _holds(column: Data) -> bool:
    if isinstance(column, Text):
        return bool((column.codes >= 0).any())
    return bool(np.isfinite(np.asarray(column, np.float64)).any())
