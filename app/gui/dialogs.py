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

_CAMERA = ("turn", "shift", "zoom")
_TABLE = (("enter", "Enter"), ("copy", "Ctrl+C"))
_MOUSE = ("orbit", "pan", "zoom", "pick", "box", "add")


def ask_unsaved(
    parent: QWidget, texts: Texts, save: Callable[[], object], drop: Callable[[], object]
) -> None:
    """Ask about decisions that are not saved: save, drop, or stay. save, drop: they also go on with what was asked."""
    _ask(parent, texts, texts.say("gui.unsaved"), (("gui.save", save), ("gui.do_not_save", drop)))


def ask_overtaken(
    parent: QWidget, texts: Texts, file: str, overwrite: Callable[[], object], elsewhere: Callable[[], object]
) -> None:
    """Ask what becomes of a project file that somebody else has written meanwhile."""
    ways = (("gui.do_save_as", elsewhere), ("gui.overwrite", overwrite))
    _ask(parent, texts, texts.say("gui.overtaken", file=file), ways)


def ask_writing(parent: QWidget, texts: Texts, stop: Callable[[], object]) -> None:
    """Ask whether files that are still being written are to be given up."""
    _ask(parent, texts, texts.say("gui.still_writing"), (("gui.stop_writing", stop),))


def _ask(
    parent: QWidget, texts: Texts, words: str, ways: tuple[tuple[str, Callable[[], object]], ...]
) -> None:
    """A question with its ways, the first one at hand, and a way back."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(words)
    roles = (QMessageBox.ButtonRole.AcceptRole, QMessageBox.ButtonRole.DestructiveRole)
    made = [
        (box.addButton(texts.say(code), role), act) for (code, act), role in zip(ways, roles, strict=False)
    ]
    box.setEscapeButton(box.addButton(texts.say("gui.cancel"), QMessageBox.ButtonRole.RejectRole))

    def answered() -> None:
        for button, act in made:
            if box.clickedButton() is button:
                act()

    box.buttonClicked.connect(lambda _: answered())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


class ShortcutSheet(QDialog):
    """Every key of the program and of the 3D view, and what the mouse does."""

    def __init__(
        self, parent: QWidget, texts: Texts, actions: dict[str, QAction], view: dict[str, QAction]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts.say("gui.do_shortcuts"))
        say = texts.say
        places = [(say("gui.sheet_places"), "Ctrl+1 … Ctrl+5")]
        camera = [(say(f"gui.key_{k}"), say(f"gui.key_{k}_how")) for k in _CAMERA]
        table = [(say(f"gui.key_{k}"), key) for k, key in _TABLE]
        mouse = [(say(f"gui.mouse_{m}"), say(f"gui.mouse_{m}_how")) for m in _MOUSE]
        columns = (
            (("gui.sheet_program", [*_keyed(actions), *places]),),
            (("gui.sheet_view", [*_keyed(view), *camera]),),
            (("gui.sheet_mouse", mouse), ("gui.sheet_tables", table)),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(5)
        for at, parts in enumerate(columns):
            row = 0
            for code, rows in parts:
                head = QLabel(say(code))
                head.setObjectName("subheading")
                grid.addWidget(head, row, 2 * at, 1, 2)
                for words, key in rows:
                    row += 1
                    label = QLabel(key)
                    label.setObjectName("key")
                    grid.addWidget(QLabel(words), row, 2 * at)
                    grid.addWidget(label, row, 2 * at + 1, Qt.AlignmentFlag.AlignLeft)
                row += 1
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 22, 26, 18)
        layout.addLayout(grid)
        layout.addWidget(_close(self, texts))


def _keyed(actions: dict[str, QAction]) -> list[tuple[str, str]]:
    """Words and key of the actions that have a key."""
    native = QKeySequence.SequenceFormat.NativeText
    keyed = (a for a in actions.values() if not a.shortcut().isEmpty())
    return [(a.text().rstrip("…"), a.shortcut().toString(native)) for a in keyed]


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
