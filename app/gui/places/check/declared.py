"""What each combination declares: values, situation, analysis, and which factors its forces hold already."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from app.gui.texts import Texts
from components.checks.gb50017.single import ANALYSES

ROWS_AT_ONCE = 4
CHOICES: Mapping[str, tuple[str, ...]] = {
    "values": ("design", "characteristic"),
    "situation": ("persistent", "seismic", "serviceability"),
    "analysis": ANALYSES,
    "gamma_0": ("in", "out"),
    "seismic": ("in", "out"),
}


class Declarations(QTableWidget):
    """A row per combination. changed: the user declares something. A choice counts for every row selected."""

    changed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(0, 1 + len(CHOICES))
        self._texts = texts
        self._quiet = False
        self._filled = 0
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fill)
        self._stood: dict[str, dict[str, str]] = {}
        heads = [texts.say("checks.combination")] + [texts.say(f"gui_check.declares_{f}") for f in CHOICES]
        self.setHorizontalHeaderLabels(heads)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_declared(self, declares: Mapping[str, Mapping[str, str]]) -> None:
        """Show what stands for each combination."""
        self._stood = {name: dict(words) for name, words in declares.items()}
        self.clearContents()
        self.setRowCount(len(declares))
        for row, name in enumerate(self._stood):
            self.setItem(row, 0, QTableWidgetItem(name))
        self._filled = 0
        self._fill()

    def _fill(self) -> None:
        """The choices of a few rows, then the next ones once the window has drawn breath: a box takes 2 ms."""
        rows = list(self._stood.values())[self._filled : self._filled + ROWS_AT_ONCE]
        for row, words in enumerate(rows, start=self._filled):
            self._fill_row(row, words)
        self._filled += len(rows)
        if self._filled < len(self._stood):
            self._soon.start()

    def _fill_row(self, row: int, words: Mapping[str, str]) -> None:
        for column, (field, choices) in enumerate(CHOICES.items(), start=1):
            box = QComboBox()
            for choice in choices:
                box.addItem(self._words(field, choice), choice)
            box.setCurrentIndex(box.findData(words[field]))
            box.currentIndexChanged.connect(lambda _, r=row, f=field: self._chosen(r, f))
            self.setCellWidget(row, column, box)

    def _words(self, field: str, choice: str) -> str:
        code = {"values": "gui_check.values_", "situation": "checks.situation_", "analysis": "checks.analysis_",
                "gamma_0": "gui_check.factor_", "seismic": "gui_check.factor_"}[field]  # fmt: skip
        return self._texts.say(code + choice)

    def _chosen(self, row: int, field: str) -> None:
        if self._quiet:
            return
        column = 1 + list(CHOICES).index(field)
        first = self.cellWidget(row, column)
        rows = {i.row() for i in self.selectionModel().selectedRows()}
        self._quiet = True
        if isinstance(first, QComboBox) and row in rows:
            for other in rows:
                box = self.cellWidget(other, column)
                if isinstance(box, QComboBox):
                    box.setCurrentIndex(first.currentIndex())
        self._quiet = False
        self.changed.emit()

    def declared(self) -> dict[str, dict[str, str]]:
        """What the combinations say now, where that is not what stood there."""
        out: dict[str, dict[str, str]] = {}
        for row, (name, words) in enumerate(self._stood.items()):
            for column, field in enumerate(CHOICES, start=1):
                box = self.cellWidget(row, column)
                if isinstance(box, QComboBox) and box.currentData() != words[field]:
                    out.setdefault(name, {})[field] = str(box.currentData())
        return out
