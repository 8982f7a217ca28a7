"""The five places, and below them language, look and help."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout

from app.gui.icon import icon
from app.gui.texts import Texts
from app.gui.theme import Colours

PLACES = ("model", "rate", "check", "bill", "portfolio")
_WIDTH = 84


class SideBar(QFrame):
    """chosen: name of a place. language, theme, help: the user asks for the other one, or for help."""

    chosen = Signal(str)
    language = Signal()
    theme = Signal()
    help = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setFixedWidth(_WIDTH)
        self.buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 6, 8)
        layout.setSpacing(4)
        for i, name in enumerate(PLACES):
            button = self._button(texts, name, f"gui.place_{name}")
            button.setCheckable(True)
            button.setShortcut(f"Ctrl+{i + 1}")
            button.clicked.connect(lambda _=False, n=name: self.chosen.emit(n))
            group.addButton(button)
            layout.addWidget(button)
        layout.addStretch(1)
        for name, code, signal in (
            ("language", "gui.other_language", self.language),
            ("theme", "gui.other_theme", self.theme),
            ("help", "gui.help", self.help),
        ):
            button = self._button(texts, name, code)
            button.clicked.connect(signal)
            layout.addWidget(button)
        self.buttons["model"].setChecked(True)

    def _button(self, texts: Texts, name: str, code: str) -> QToolButton:
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(22, 22))
        button.setFixedWidth(_WIDTH - 13)
        button.setObjectName(name)
        texts.bind(button, button.setText, code)
        self.buttons[name] = button
        return button

    def show_place(self, name: str) -> None:
        """Mark a place as the one shown."""
        self.buttons[name].setChecked(True)

    def dress(self, colours: Colours) -> None:
        """Icons in the colours of the look."""
        for name, button in self.buttons.items():
            button.setIcon(icon(name, colours.quiet if not button.isCheckable() else colours.text))
