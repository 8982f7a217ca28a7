"""The list of what the user decided, with what stood there before and why it was changed."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import project as pj
from app.gui.query import told
from app.gui.session import Session
from app.gui.tableview import TableView
from components.rates.decided import value_words
from components.sheet import INTEGER, Column, Data, Sheet
from components.table import Ints, Text

_WORDS = {
    "category": "model.category_", "check_role": "checks.role_", "check_ltb_case": "checks.ltb_case_",
    "check_one_leg": "checks.one_leg_", "check_edge": "checks.edge_",
    **dict.fromkeys(("check_held", "check_sway_y", "check_sway_z", "check_fatigue"), "exports."),
}  # fmt: skip


class EditsPanel(QWidget):
    """A row per decision; a click selects its element."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.table = TableView(session.texts, session.preferences.display)
        self.table.selected.connect(self._select)
        self.empty = QLabel(wordWrap=True)
        self.empty.setObjectName("quiet")
        self.empty.setContentsMargins(12, 12, 12, 12)
        session.texts.bind(self.empty, self.empty.setText, "gui.edits_none")
        self.withdraw = QPushButton()
        session.texts.bind(self.withdraw, self.withdraw.setText, "gui.edits_withdraw")
        self.withdraw.clicked.connect(self._withdraw)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 6)
        row.addStretch(1)
        row.addWidget(self.withdraw)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.empty)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        session.project_changed.connect(self.refresh)
        session.texts.changed.connect(lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Say it anew."""
        made = self._session.project.decisions
        self.empty.setVisible(not made)
        self.table.setVisible(bool(made))
        self.withdraw.setVisible(bool(made))
        models = frozenset(m.sha256 for m in self._session.project.models)
        self.table.set_sheet(edits_sheet(made, self._session.texts.lang, models))

    def _select(self, rows: Ints) -> None:
        made = self._session.project.decisions
        here = self._session.current
        starts = here.starts if here is not None else {}
        mine = [made[r] for r in rows.tolist() if made[r].model in starts]
        if mine:
            self._session.select_steps(tuple(starts[d.model] + d.step_id for d in mine), self)

    def _withdraw(self) -> None:
        made = self._session.project.decisions
        taken = frozenset(made[r] for r in self.table.selected_rows().tolist())
        if taken:
            words = self._session.texts.say("gui.edits_withdraw")
            self._session.edit(pj.withdraw(self._session.project, taken), words)


def _room(field: str) -> str:
    if field in pj.EVIDENCE:
        return "rating.field_"
    return "checks.field_" if field.startswith(pj.CHECK) else "bom."


def edits_sheet(made: tuple[pj.Decision, ...], lang: str, models: frozenset[str]) -> Sheet:
    """Decisions as a list. models: SHA-256 of those of the project; what is decided about another file rests."""

    def worded(d: pj.Decision, value: str) -> str:
        if d.field in pj.EVIDENCE and value:
            return told(value_words(d.field, value), lang)
        return told(_WORDS[d.field] + value, lang) if d.field in _WORDS and value else value

    columns = (
        Column("step_id", "bom.step_id", INTEGER), Column("state", "gui.edits_state", words="gui.edits_state_"),
        Column("field", "gui.edit_field"),
        Column("before", "gui.edits_before"),
        Column("value", "gui.edits_value"), Column("reason", "gui.edits_reason"), Column("date", "gui.edits_when"),
        Column("global_id", "bom.global_id"),
    )  # fmt: skip
    data: dict[str, Data] = {
        "step_id": np.array([d.step_id for d in made], np.int64),
        "state": Text.of(["holds" if d.model in models else "rests" for d in made]),
        "field": Text.of([told(f"{_room(d.field)}{d.field}", lang) for d in made]),
        "before": Text.of([worded(d, d.before) for d in made]),
        "value": Text.of([worded(d, d.value) for d in made]),
        "reason": Text.of([d.reason for d in made]),
        "date": Text.of([d.date.replace("T", " ") for d in made]),
        "global_id": Text.of([d.global_id for d in made]),
    }
    return Sheet("edits", "gui.dock_edits", columns, data)
