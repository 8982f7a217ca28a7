"""Editors of answers: text, number, date, choice, yes or no; each blank where nothing is answered."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.gui.places.rate.questions import CHOICE, DATE, FLAG, NUMBER, Cell
from app.gui.texts import Texts

INVALID = object()
"""What an editor holds that cannot be read."""
_WIDTH = {NUMBER: 104, DATE: 96}


class _Choice(QComboBox):
    """A choice that the wheel leaves alone: whoever scrolls the form answers nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Editor:
    """One cell on the screen. changed is called when the user is done with it."""

    def __init__(self, cell: Cell, texts: Texts, changed: Callable[[], None]) -> None:
        self.cell, self._texts = cell, texts
        self.widget: QWidget
        if cell.kind in (CHOICE, FLAG):
            box = _Choice()
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.activated.connect(lambda _: changed())
            self.widget = self._box = box
            self._options: tuple[Any, ...] = cell.options if cell.kind == CHOICE else (True, False)
            self.say()
        else:
            line = QLineEdit()
            line.editingFinished.connect(lambda: changed() if line.isModified() else None)
            if cell.kind in _WIDTH:
                line.setFixedWidth(_WIDTH[cell.kind])
            if cell.kind == NUMBER:
                line.setAlignment(Qt.AlignmentFlag.AlignRight)
            if cell.kind == DATE:
                texts.bind(line, line.setPlaceholderText, "gui_rate.date_hint")
            self.widget = self._line = line

    def say(self) -> None:
        """The words of a choice in the language of the moment."""
        if self.cell.kind not in (CHOICE, FLAG):
            return
        at = self._box.currentIndex()
        self._box.clear()
        self._box.addItem(self._texts.say("gui_rate.not_answered"), None)
        for option in self._options:
            code = (
                self.cell.prefix + option
                if self.cell.kind == CHOICE
                else f"rating.tri_{'yes' if option else 'no'}"
            )
            self._box.addItem(self._texts.say(code), option)
        self._box.setCurrentIndex(max(at, 0))

    def hint(self, words: str) -> None:
        """What the model says, while nothing is answered."""
        if self.cell.kind == NUMBER:
            self._line.setPlaceholderText(words)

    def set(self, value: Any) -> None:
        """Show an answer, or none."""
        if self.cell.kind in (CHOICE, FLAG):
            self._box.setCurrentIndex(0 if value is None else max(self._box.findData(value), 0))
            return
        words = "" if value is None else f"{value:.12g}" if isinstance(value, (int, float)) else str(value)
        if words != self._line.text():
            self._line.setText(words)
        self._line.setModified(False)
        self.mark(True)

    def value(self) -> Any:
        """The answer; None where blank, INVALID where it cannot be read."""
        if self.cell.kind in (CHOICE, FLAG):
            return self._box.currentData()
        words = self._line.text().strip()
        if not words:
            return None
        if self.cell.kind == NUMBER:
            return _number(words)
        if self.cell.kind == DATE:
            return _date(words)
        return words

    def mark(self, good: bool) -> None:
        """Show that an answer cannot be read, or that it can."""
        if self.cell.kind not in (CHOICE, FLAG):
            self._line.setStyleSheet("" if good else "border-color: #c0322b;")
            wrong = {NUMBER: "gui_rate.no_number", DATE: "gui_rate.no_date"}.get(self.cell.kind, "")
            self._line.setToolTip(self._texts.say(wrong) if wrong and not good else "")


def _number(words: str) -> Any:
    try:
        value = float(words.replace(",", "").replace("，", ""))
    except ValueError:
        return INVALID
    return value if math.isfinite(value) else INVALID


def _date(words: str) -> Any:
    try:
        return dt.date.fromisoformat(words).isoformat()
    except ValueError:
        return INVALID
