"""Totals beneath a list: on as many lines as they need, each total whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

_BETWEEN = "    "


class Totals(QLabel):
    """Asks for no width of its own; a line ends between two totals, never within one."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[str, ...] = ()
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def tell(self, parts: Sequence[str]) -> None:
        """Show these, in order."""
        self._parts = tuple(p for p in parts if p)
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay()

    def _lay(self) -> None:
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        lines: list[str] = []
        for part in self._parts:
            longer = f"{lines[-1]}{_BETWEEN}{part}" if lines else part
            if lines and metrics.horizontalAdvance(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(part)
        words = "\n".join(lines) if self.isVisible() else _BETWEEN.join(self._parts)
        if words != self.text():
            self.setText(words)
