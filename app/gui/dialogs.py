"""Small dialogs; opened, not executed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from app.gui.texts import Texts

_MOUSE = ("orbit", "pan", "zoom", "pick", "box", "add")


def ask_unsaved(
    parent: QWidget, texts: Texts, save: Callable[[], object], go_on: Callable[[], object]
) -> None:
    """Ask about decisions that are not saved: save, drop, or stay."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(texts.say("gui.unsaved"))
    yes = box.addButton(texts.say("gui.save"), QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(texts.say("gui.do_not_save"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(texts.say("gui.cancel"), QMessageBox.ButtonRole.RejectRole)

    def answered() -> None:
        if box.clickedButton() is yes:
            save()
        elif box.clickedButton() is no:
            go_on()

    box.buttonClicked.connect(lambda _: answered())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


class ShortcutSheet(QDialog):
    """Every key and what the mouse does."""

    def __init__(self, parent: QWidget, texts: Texts, actions: dict[str, QAction]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts.say("gui.do_shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(7)
        keyed = [a for a in actions.values() if not a.shortcut().isEmpty()]
        rows = [(a.text(), a.shortcut().toString(QKeySequence.SequenceFormat.NativeText)) for a in keyed]
        rows += [(texts.say("gui.sheet_places"), "Ctrl+1 … Ctrl+5")]
        rows += [(texts.say(f"gui.mouse_{m}"), texts.say(f"gui.mouse_{m}_how")) for m in _MOUSE]
        half = (len(rows) + 1) // 2
        for i, (words, key) in enumerate(rows):
            label = QLabel(key)
            label.setObjectName("key")
            grid.addWidget(QLabel(words), i % half, 2 * (i // half))
            grid.addWidget(label, i % half, 2 * (i // half) + 1, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 22, 26, 18)
        layout.addLayout(grid)
        layout.addWidget(_close(self, texts))


class AboutBox(QDialog):
    """Name, version, licence."""

    def __init__(self, parent: QWidget, texts: Texts) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts.say("gui.do_about"))
        try:
            number = version("steelyard")
        except PackageNotFoundError:
            number = ""
        title = QLabel(f"Steelyard {number}".rstrip())
        title.setObjectName("heading")
        words = QLabel(texts.say("gui.about_text"), wordWrap=True)
        words.setMinimumWidth(420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 22, 26, 18)
        for widget in (title, words, _close(self, texts)):
            layout.addWidget(widget)


def _close(dialog: QDialog, texts: Texts) -> QDialogButtonBox:
    buttons = QDialogButtonBox()
    buttons.addButton(texts.say("gui.close"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    return buttons
