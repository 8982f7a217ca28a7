"""Changing a field of what is selected, with a reason."""

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

from app.gui.query import natural, told
from app.gui.session import Session
from components.model import CATEGORIES
from components.table import Text

FIELDS = ("category", "profile", "grade", "part_mark", "assembly_mark")


class EditDialog(QDialog):
    """Field, value, reason. Without a reason there is no change."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        say = session.texts.say
        self.setWindowTitle(say("gui.edit_title", count=f"{len(session.selection):,}"))
        self.field, self.value = QComboBox(), QComboBox(editable=True)
        for name in FIELDS:
            self.field.addItem(say(f"bom.{name}"), name)
        self.reason = QLineEdit(placeholderText=say("gui.edit_reason_hint"))
        note = QLabel(say("gui.edit_note"), wordWrap=True)
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
        self.setMinimumWidth(460)
        self.field.currentIndexChanged.connect(lambda _: self._offer())
        self.reason.textChanged.connect(lambda _: self._check())
        self.value.editTextChanged.connect(lambda _: self._check())
        self._offer()

    def _offer(self) -> None:
        """The values there are, that of the first component first."""
        model, rows, lang = self._session.model, self._session.selection, self._session.texts.lang
        field = str(self.field.currentData())
        self.value.clear()
        if model is None or not len(rows):
            return
        column: Text = getattr(model.components, field)
        if field == "category":
            self.value.setEditable(False)
            for word in CATEGORIES:
                self.value.addItem(told(f"model.category_{word}", lang), word)
            self.value.setCurrentIndex(self.value.findData(column.get(int(rows[0]))))
        else:
            self.value.setEditable(True)
            self.value.addItems(sorted(column.vocabulary, key=natural))
            self.value.setEditText(column.get(int(rows[0])))
        self._check()

    def chosen(self) -> str:
        """The value to set."""
        return (
            str(self.value.currentData())
            if self.field.currentData() == "category"
            else self.value.currentText().strip()
        )

    def _check(self) -> None:
        self.apply.setEnabled(bool(self.reason.text().strip()) and bool(self.chosen()))

    def _apply(self) -> None:
        self._session.decide(str(self.field.currentData()), self.chosen(), self.reason.text().strip())
        self.accept()
