"""The frame of every dialog that decides something: a form, a reason, apply or cancel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.gui.session import Session


class DecisionDialog(QDialog):
    """Without a reason nothing is decided.

    A subclass fills `form`, puts what stands above it into `above`, calls `finish`, and says in `_check` when it may
    be applied and in `_apply` what that does.
    """

    def __init__(self, parent: QWidget | None, session: Session, title: str, hint: str, note: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        say = session.texts.say
        self.setWindowTitle(title)
        self.form = QFormLayout()
        self.above = QVBoxLayout()
        self.reason = QLineEdit(placeholderText=hint)
        self.note = QLabel(note, wordWrap=True)
        self.note.setObjectName("quiet")
        self._buttons = QDialogButtonBox()
        self.apply = self._buttons.addButton(say("gui.edit_apply"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.apply.setObjectName("primary")
        self._buttons.addButton(say("gui.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self._apply)
        self._buttons.rejected.connect(self.reject)

    def finish(self) -> None:
        """Lay it out: what stands above, the form with the reason as its last row, the note, the buttons."""
        self.form.addRow(self._session.texts.say("gui.edit_reason"), self.reason)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.addLayout(self.above, 1)
        layout.addLayout(self.form)
        layout.addWidget(self.note)
        layout.addWidget(self._buttons)
        self.reason.textChanged.connect(lambda _: self._check())
        self.setMinimumWidth(480)

    def _check(self) -> None:
        self.apply.setEnabled(bool(self.reason.text().strip()))

    def _apply(self) -> None:
        raise NotImplementedError
