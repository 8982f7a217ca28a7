"""The strip of figures: how many members are in each state; a click shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui.places.check.bands import COLOURS
from app.gui.texts import Texts

STATES = ("all", "over", "near", "passes", "low", "unproven", "not_checked")
_STRIPE = {"all": "", "passes": COLOURS["high"]}


class Tile(QPushButton):
    """A count and what it counts."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setObjectName("tile")
        stripe = f"border-left: 4px solid {colour};" if colour else ""
        self.setStyleSheet(f"QPushButton#tile {{ {stripe} padding: 0; }}")
        self.figure, self.words = QLabel("–"), QLabel()
        self.figure.setStyleSheet("font-size: 15pt; font-weight: 600;")
        self.words.setObjectName("quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 5, 12, 6)
        layout.setSpacing(0)
        for label in (self.figure, self.words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def tell(self, count: int | None, words: str) -> None:
        """Another count."""
        self.figure.setText("–" if count is None else f"{count:,}")
        self.words.setText(words)
        self.setAccessibleName(f"{words} {self.figure.text()}")
        self.setEnabled(bool(count))
        self.updateGeometry()


class Tiles(QWidget):
    """chosen: the state whose members are to be shown."""

    chosen = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.tiles: dict[str, Tile] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 4)
        row.setSpacing(8)
        for state in STATES:
            tile = Tile(_STRIPE[state] if state in _STRIPE else COLOURS[state])
            tile.clicked.connect(lambda _=False, s=state: self.chosen.emit(s))
            self._group.addButton(tile)
            self.tiles[state] = tile
            row.addWidget(tile)
        row.addStretch(1)
        self.tell(None, (0.3, 0.9))

    def tell(self, summary: Mapping[str, Any] | None, limits: tuple[float, float]) -> None:
        """Counts of a check, or none."""
        counts: dict[str, int | None] = dict.fromkeys(STATES)
        if summary is not None:
            verdicts = summary["verdicts"]
            counts = {
                "all": summary["members"], "over": verdicts["over"], "near": verdicts["near"],
                "passes": verdicts["passes"], "low": summary["low"], "unproven": verdicts["unproven"],
                "not_checked": verdicts["not_checked"],
            }  # fmt: skip
        for state, tile in self.tiles.items():
            low, near = limits
            tile.tell(
                counts[state], self._texts.say(f"gui_check.tile_{state}", low=f"{low:g}", near=f"{near:g}")
            )

    def mark(self, state: str) -> None:
        """Show a state as the one chosen."""
        self.tiles[state].setChecked(True)
