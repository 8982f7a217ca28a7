"""The bar of the portfolio: its file, the line it is held against, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy

from app.gui.texts import Texts

_NEEDS_FILE = ("import", "export", "report")


class PortfolioBar(QFrame):
    """target_set: the user set another line [%]."""

    target_set = Signal(float)

    def __init__(self, texts: Texts, target: float, deeds: Mapping[str, Callable[[], object]]) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self._percent = target
        title, line, self.file = QLabel(), QLabel(), QLabel()
        title.setObjectName("heading")
        self.file.setObjectName("quiet")
        self.file.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        texts.bind(title, title.setText, "gui.place_portfolio")
        texts.bind(line, line.setText, "gui_portfolio.target")
        self.target = QLineEdit(f"{target:g}")
        self.target.setFixedWidth(56)
        self.target.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.target.editingFinished.connect(self._target)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(title)
        row.addWidget(self.file, 1)
        row.addWidget(line)
        row.addWidget(self.target)
        self.buttons: dict[str, QPushButton] = {}
        for name, deed in deeds.items():
            button = self.buttons[name] = QPushButton()
            texts.bind(button, button.setText, f"gui_portfolio.{name}")
            button.clicked.connect(lambda _=False, d=deed: d())
            row.addWidget(button)
        self.buttons["report"].setObjectName("primary")

    def show_file(self, path: Path | None) -> None:
        """Name the file that is open; without one only opening and making is offered."""
        self.file.setText(str(path or ""))
        self.file.setToolTip(self.file.text())
        for name in _NEEDS_FILE:
            self.buttons[name].setEnabled(path is not None)

    def _target(self) -> None:
        """Take another line where it is one, else show the one that stands."""
        try:
            percent = float(self.target.text().strip().rstrip("%％"))
        except ValueError:
            percent = self._percent
        self._percent = percent if 0.0 <= percent <= 100.0 else self._percent
        self.target.setText(f"{self._percent:g}")
        self.target_set.emit(self._percent)
