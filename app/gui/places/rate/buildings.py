"""The buildings of the evaluation unit: planning number, storeys, floor area above ground; the last line is blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from app.gui.texts import Texts

_KEYS = ("planning_number", "storeys", "above_ground_area_m2")
_ROW = 26


class BuildingsTable(QTableWidget):
    """edited: the buildings as plain rows."""

    edited = Signal(object)

    def __init__(self, texts: Texts) -> None:
        super().__init__(1, len(_KEYS))
        self._texts = texts
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.cellChanged.connect(lambda *_: self.edited.emit(self.rows()))
        texts.changed.connect(lambda _: self._say())
        self._say()

    def _say(self) -> None:
        self.setHorizontalHeaderLabels([self._texts.say(f"gui_rate.building_{key}") for key in _KEYS])

    def rows(self) -> list[dict[str, Any]]:
        """What stands in the table; a figure that cannot be read stays text, which the answers refuse in a sentence."""
        made = []
        for r in range(self.rowCount()):
            words = [(item.text().strip() if (item := self.item(r, i)) else "") for i in range(len(_KEYS))]
            if any(words):
                row = {k: _read(k, w) for k, w in zip(_KEYS, words, strict=True)}
                made.append({k: v for k, v in row.items() if v != ""})
        return made

    def show_buildings(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show these, and a blank line."""
        self.blockSignals(True)
        self.setRowCount(len(rows) + 1)
        for r in range(len(rows) + 1):
            for i, key in enumerate(_KEYS):
                value = rows[r].get(key, "") if r < len(rows) else ""
                words = f"{value:g}" if isinstance(value, float) else str(value)
                self.setItem(r, i, QTableWidgetItem(words))
        self.blockSignals(False)
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + _ROW * (len(rows) + 1) + 4)


def _read(key: str, words: str) -> Any:
    if key == "planning_number" or not words:
        return words
    try:
        return int(words) if key == "storeys" else float(words.replace(",", ""))
    except ValueError:
        return words
