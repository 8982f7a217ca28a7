"""Deciding how parts count in the rates, with a reason."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.gui.session import Session
from components.building import FIELDS, VALUES
from components.rates.decided import EXCLUDED, value_words
from components.table import Ints


class DecideDialog(QDialog):
    """Field, value, reason. Without a reason nothing is decided."""

    def __init__(self, parent: QWidget, session: Session, rows: Ints) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._rows = session, rows
        say = session.texts.say
        self.setWindowTitle(say("gui_rate.decide_title", count=f"{len(rows):,}"))
        self.field, self.value = QComboBox(), QComboBox()
        for name in sorted(FIELDS, key=lambda f: (f != "made", f != "role")):
            self.field.addItem(say(f"rating.field_{name}"), name)
        self.reason = QLineEdit(placeholderText=say("gui_rate.decide_hint"))
        note = QLabel(say("gui_rate.decide_note"), wordWrap=True)
        note.setObjectName("quiet")
        form = QFormLayout()
        form.addRow(say("gui.edit_field"), self.field)
        form.addRow(say("gui.edit_value"), self.value)
        form.addRow(say("gui.edit_reason"), self.reason)
        self.buttons = QDialogButtonBox()
        self.apply = self.buttons.addButton(say("gui.edit_apply"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.apply.setObjectName("primary")
        self.buttons.addButton(say("gui.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self._apply)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(480)
        self.field.currentIndexChanged.connect(lambda _: self._offer())
        self.reason.textChanged.connect(lambda words: self.apply.setEnabled(bool(words.strip())))
        self.apply.setEnabled(False)
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
