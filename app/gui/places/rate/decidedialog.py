"""Deciding how parts count in the rates, with a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from app.gui.panels.decisiondialog import DecisionDialog
from app.gui.session import Session
from components.building import FIELDS, VALUES
from components.rates.decided import EXCLUDED, value_words
from components.table import Ints


class DecideDialog(DecisionDialog):
    """Field, value, reason."""

    def __init__(self, parent: QWidget, session: Session, rows: Ints) -> None:
        say = session.texts.say
        title = say("gui_rate.decide_title", count=f"{len(rows):,}")
        super().__init__(parent, session, title, say("gui_rate.decide_hint"), say("gui_rate.decide_note"))
        self._rows = rows
        self.field, self.value = QComboBox(), QComboBox()
        for name in sorted(FIELDS, key=lambda f: (f != "made", f != "role")):
            self.field.addItem(say(f"rating.field_{name}"), name)
        self.form.addRow(say("gui.edit_field"), self.field)
        self.form.addRow(say("gui.edit_value"), self.value)
        self.finish()
        self.field.currentIndexChanged.connect(lambda _: self._offer())
        self._check()
        self._offer()

    def _offer(self) -> None:
        field = str(self.field.currentData())
        self.value.clear()
        values = VALUES[field]
        for value in sorted(values, key=lambda v: v != EXCLUDED) if field == "role" else values:
            self.value.addItem(self._session.texts.say(value_words(field, value)), value)

    def choose(self, field: str, value: str) -> None:
        """Start from a field and a value."""
        self.field.setCurrentIndex(self.field.findData(field))
        self.value.setCurrentIndex(self.value.findData(value))

    def _apply(self) -> None:
        self._session.rating.decide(
            self._rows,
            str(self.field.currentData()),
            str(self.value.currentData()),
            self.reason.text().strip(),
        )
        self.accept()
