"""What was odd: one row per finding, worst first; a click selects its elements."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.display import Display
from app.gui.tableview import TableView
from app.gui.texts import Texts
from components.bom.lists import findings_sheet
from components.findings import SEVERITIES, Finding

_SHOWN = ("severity", "finding", "elements")


class FindingsPanel(QWidget):
    """A table of findings. chosen: the STEP ids of those selected."""

    chosen = Signal(object)

    def __init__(self, texts: Texts, display: Display) -> None:
        super().__init__()
        self._texts = texts
        self._findings: tuple[Finding, ...] = ()
        self.table = TableView(texts, display)
        self.table.choose_columns(_SHOWN)
        self.table.selected.connect(self._select)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        texts.changed.connect(lambda _: self._show())

    def set_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show these."""
        self._findings = tuple(sorted(findings, key=lambda f: (-SEVERITIES.index(f.severity), f.code)))
        self._show()

    def _show(self) -> None:
        self.table.set_sheet(findings_sheet(self._findings, self._texts.lang))
        self.table.view.horizontalHeader().setStretchLastSection(False)
        self.table.view.setColumnWidth(1, 760)

    def _select(self, rows: object) -> None:
        ids = [i for r in rows.tolist() for i in self._findings[r].step_ids]  # type: ignore[attr-defined]
        if ids:
            self.chosen.emit(tuple(ids))
