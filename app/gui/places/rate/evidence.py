"""The evidence of every part: filtered by the number it entered, linked with the view, decided otherwise here."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui import query as q
from app.gui.places.rate.decidedialog import DecideDialog
from app.gui.rated import IN_PART, IN_TOTAL, OPEN
from app.gui.session import Session
from app.gui.tableview import TableView
from components.rates.decided import EXCLUDED
from components.rates.elements import entered_word
from components.sheet import Sheet
from components.table import Ints, Text

STATES = {"any": (), "part": (IN_PART,), "rest": (IN_TOTAL,), "open": (OPEN,)}
"""Ways to enter a number, as the filter offers them."""
_COLUMNS = (
    "no", "mark", "name", "ifc_class", "storey", "role", "made", "made_by", "made_said", "contradicts", "masonry",
    "masonry_by", "integrated", "external", "load_bearing", "counts_1b", "volume", "above", "topping", "mass", "side",
    "plan", "how", "twin_of", "entered", "material", "role_by", "step_id", "global_id",
)  # fmt: skip
_FEW = 100
_QUICK = (("gui_rate.do_factory", "made", "factory"), ("gui_rate.do_cast", "made", "cast"),
          ("gui_rate.do_exclude", "role", EXCLUDED))  # fmt: skip


class EvidenceTable(QWidget):
    """The element list with its filter and what can be decided. shown: somebody asks to see the parts in the model."""

    shown = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.table = TableView(session.texts, session.preferences.display)
        self.table.choose_columns(_COLUMNS)
        self.measure, self.state = QComboBox(), QComboBox()
        self.measure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.state.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for name in STATES:
            self.state.addItem("", name)
        label = QLabel()
        session.texts.bind(label, label.setText, "gui_rate.filter")
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 8, 0)
        for widget in (label, self.measure, self.state):
            row.addWidget(widget)
        row.addStretch(1)
        self.deeds: list[QPushButton] = []
        for code, field, value in _QUICK:
            self._deed(row, code, field, value)
        self._deed(row, "gui_rate.do_more", "", "")
        in_3d = QPushButton()
        session.texts.bind(in_3d, in_3d.setText, "gui_rate.show_in_model")
        in_3d.clicked.connect(self.shown)
        row.addWidget(in_3d)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        self.measure.currentIndexChanged.connect(lambda _: self._filter())
        self.state.currentIndexChanged.connect(lambda _: self._filter())
        self.table.selected.connect(self._select)
        session.selection_changed.connect(self._follow)
        self._say()

    def _deed(self, row: QHBoxLayout, code: str, field: str, value: str) -> None:
        button = QPushButton()
        self._session.texts.bind(button, button.setText, code)
        button.clicked.connect(lambda: self.decide(field, value))
        button.setEnabled(False)
        self.deeds.append(button)
        row.addWidget(button)

    def _say(self) -> None:
        say = self._session.texts.say
        for i, name in enumerate(STATES):
            self.state.setItemText(i, say(f"gui_rate.state_{name}"))

    def refresh(self) -> None:
        """Show the rating of the session."""
        view, chosen = self._session.rating.view, self.measure.currentData()
        self._say()
        self.measure.blockSignals(True)
        self.measure.clear()
        self.measure.addItem(self._session.texts.say("gui_rate.every_part"), "")
        for key in view.measured if view is not None else ():
            self.measure.addItem(self._session.texts.say(f"rating.ratio_{key}"), key)
        self.measure.setCurrentIndex(max(self.measure.findData(chosen), 0))
        self.measure.blockSignals(False)
        self.table.set_sheet(view.elements if view is not None else None)
        self._filter()
        self._follow(None)

    def show_number(self, measure: str, state: str = "any") -> None:
        """The parts that entered a number, and no other filter."""
        for box, chosen in ((self.measure, measure), (self.state, state)):
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(chosen), 0))
            box.blockSignals(False)
        self.table.search.blockSignals(True)
        self.table.search.clear()
        self.table.search.blockSignals(False)
        self.table.select_rows(np.zeros(0, np.int64))
        self._filter(alone=True)
        self._follow(None)

    def _filter(self, alone: bool = False) -> None:
        """Filter by the number chosen, beside the other filters or alone."""
        sheet, query = self.table.model.sheet, self.table.model.query
        self.state.setEnabled(bool(self.measure.currentData()))
        if sheet is None:
            return
        others = {} if alone else {k: v for k, v in query.filters.items() if k != "entered"}
        wanted = self._wanted(sheet)
        filters = others if wanted is None else {**others, "entered": wanted}
        after = replace(query, filters=filters)
        if alone:
            after = replace(after, search="", group="", closed=frozenset())
        if after != query:
            self.table.set_query(after)

    def _wanted(self, sheet: Sheet) -> q.Words | None:
        """Words of the column of entered numbers that name the one chosen; None for every part."""
        measure, state = str(self.measure.currentData() or ""), str(self.state.currentData())
        if not measure:
            return None
        column = sheet.data["entered"]
        assert isinstance(column, Text)
        signs = {"any": ("", "+", "?"), "part": ("+",), "rest": ("",), "open": ("?",)}[state]
        wanted = {entered_word(measure) + sign for sign in signs}
        return q.Words(frozenset(w for w in column.vocabulary if wanted & set(w.split())))

    def chosen(self) -> Ints:
        """Component rows selected in the table."""
        view = self._session.rating.view
        return (
            view.rows[self.table.selected_rows()]
            if view is not None and view.has_model
            else np.zeros(0, np.int64)
        )

    def _select(self, rows: Ints) -> None:
        view = self._session.rating.view
        if view is not None and view.has_model:
            self._session.select(view.rows[rows], self)
        self._enable()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._follow(None)

    def _follow(self, by: object) -> None:
        view = self._session.rating.view
        if not self.isVisible():
            return
        if by is not self and view is not None and view.has_model:
            at = np.flatnonzero(np.isin(view.rows, self._session.selection))
            # Where every line would be marked, none is: it says nothing.
            listed = len(self.table.model.view_rows(at))
            every = listed > _FEW and listed == int((self.table.model.shown.rows >= 0).sum())
            self.table.select_rows(at[:0] if every else at, scroll=True)
        self._enable()

    def _enable(self) -> None:
        on = bool(len(self.table.selected_rows())) and not self._session.rating.stale
        for button in self.deeds:
            button.setEnabled(on)

    def decide(self, field: str, value: str) -> DecideDialog | None:
        """Ask for the reason, then decide on what is selected."""
        rows = self.chosen()
        if not len(rows):
            return None
        dialog = DecideDialog(self, self._session, rows)
        if field:
            dialog.choose(field, value)
        dialog.open()
        return dialog
