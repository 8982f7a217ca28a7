"""What was odd: one row per finding, worst first; a click selects its elements."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.gui.display import Display
from app.gui.tableview import TableView
from app.gui.texts import Texts
from components.bom.lists import findings_sheet
from components.findings import SEVERITIES, Finding
from components.merged import told as step
from components.words import say

_SHOWN = ("severity", "finding", "elements")


class FindingsPanel(QWidget):
    """A table of findings. chosen: the STEP ids of those selected. wanted: the user wants to see them, large."""

    chosen = Signal(object)
    wanted = Signal()

    def __init__(self, texts: Texts, display: Display) -> None:
        super().__init__()
        self._texts = texts
        self._findings: tuple[Finding, ...] = ()
        self.table = TableView(texts, display)
        self.table.wide = {"finding": 760}
        self.table.choose_columns(_SHOWN)
        self.table.selected.connect(self._select)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self.buttons: dict[str, QToolButton] = {}
        for name, act in (("show", self._show_elements), ("copy", self._copy)):
            button = QToolButton()
            button.setObjectName("tool")
            texts.bind(button, button.setText, f"gui.finding_{name}")
            button.clicked.connect(lambda _=False, act=act: act())
            self.table.bar.insertWidget(self.table.bar.count() - 1, button)
            self.buttons[name] = button
        self.table.activated.connect(lambda _: self._show_elements())
        self._told()
        texts.changed.connect(lambda _: self._show())

    def set_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show these."""
        self._findings = tuple(sorted(findings, key=lambda f: (-SEVERITIES.index(f.severity), f.code)))
        self._show()

    def _show(self) -> None:
        self.table.set_sheet(findings_sheet(self._findings, self._texts.lang))
        self._told()

    def _chosen(self) -> list[Finding]:
        return [self._findings[r] for r in self.table.selected_rows().tolist() if r < len(self._findings)]

    def _told(self) -> None:
        some = self._chosen()
        self.buttons["copy"].setEnabled(bool(some))
        self.buttons["show"].setEnabled(any(f.step_ids for f in some))

    def _select(self, _rows: object) -> None:
        self._told()
        ids = tuple(i for f in self._chosen() for i in f.step_ids)
        if ids:
            self.chosen.emit(ids)

    def _show_elements(self) -> None:
        ids = tuple(i for f in self._chosen() for i in f.step_ids)
        if ids:
            self.chosen.emit(ids)
            self.wanted.emit()

    def _copy(self) -> None:
        """Code, sentence, arguments and every element, as text for a report."""
        parts = []
        for f in self._chosen():
            steps = " ".join(step(i) for i in f.step_ids)
            arguments = "  ".join(f"{k}={v}" for k, v in f.args.items())
            parts.append(
                "\n".join(
                    (f"{f.severity}  {f.code}", say(f.code, self._texts.lang, f.args), arguments, steps)
                )
            )
        QGuiApplication.clipboard().setText("\n\n".join(parts))
