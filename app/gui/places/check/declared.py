"""What each combination declares: values, situation, analysis, and which factors its forces hold already."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from app.gui.texts import Texts
from components.checks.gb50017.single import ANALYSES

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
        self._quiet = True
        self.setRowCount(len(declares))
        for row, (name, words) in enumerate(self._stood.items()):
            self.setItem(row, 0, QTableWidgetItem(name))
            for column, (field, choices) in enumerate(CHOICES.items(), start=1):
                box = QComboBox()
                for choice in choices:
                    box.addItem(self._words(field, choice), choice)
                box.setCurrentIndex(box.findData(words[field]))
                box.currentIndexChanged.connect(lambda _, r=row, f=field: self._chosen(r, f))
                self.setCellWidget(row, column, box)
        self._quiet = False

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
