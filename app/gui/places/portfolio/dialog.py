"""One project to add or to correct; and the rows an import left out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.gui.display import Display
from app.gui.tableview import TableView
from app.gui.texts import Texts
from app.portfolios import Imported
from components.imports.portfolio_fields import FieldRefused, project_of
from components.rates.projects import CHOICES, FIELDS, FIGURES, Project, base_cities, cities, place_name
from components.sheet import INTEGER, Column, Data, Sheet
from components.table import Text
from components.words import say

_UNIT = {"floor_area_m2": "m²", "P_percent": "%", "energy_saving_percent": "%"}


class ProjectDialog(QDialog):
    """Every field in two columns; what cannot be read is told under them, and nothing is kept until it can."""

    def __init__(
        self, parent: QWidget, texts: Texts, project: Project | None, take: Callable[[Project], object]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._texts, self._take = texts, take
        self.setWindowTitle(texts.say("gui_portfolio.edit" if project else "gui_portfolio.add"))
        self.fields: dict[str, QLineEdit | QComboBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        half = (len(FIELDS) + 1) // 2
        for at, field in enumerate(FIELDS):
            widget = self._widget(field, project)
            self.fields[field] = widget
            name = texts.say(f"portfolio.col_{field}") + (f" ({_UNIT[field]})" if field in _UNIT else "")
            row, column = at % half, 2 * (at // half)
            grid.addWidget(QLabel(name), row, column)
            grid.addWidget(widget, row, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.wrong = QLabel(wordWrap=True)
        self.wrong.setObjectName("bad")
        self.wrong.setMinimumHeight(34)
        buttons = QDialogButtonBox()
        keep = buttons.addButton(texts.say("gui.save"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setObjectName("primary")
        buttons.addButton(texts.say("gui.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.keep)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.addLayout(grid)
        layout.addWidget(self.wrong)
        layout.addWidget(buttons)
        self.setMinimumWidth(820)

    def _widget(self, field: str, project: Project | None) -> QLineEdit | QComboBox:
        value = getattr(project, field) if project is not None else None
        if field in CHOICES:
            box = QComboBox()
            for choice in CHOICES[field]:
                box.addItem(self._texts.say(f"portfolio.{field}_{choice}"), choice)
            box.setCurrentIndex(box.findData(value or "unknown"))
            return box
        if field in ("city", "base"):
            box = QComboBox(editable=True)
            lang = self._texts.lang
            box.addItems(
                ["", *(place_name(k, lang) for k in (cities() if field == "city" else base_cities()))]
            )
            box.setEditText(place_name(str(value or ""), lang))
            return box
        said = "" if value is None else f"{value:.12g}" if field in FIGURES else str(value)
        line = QLineEdit(said)
        if field == "permit_date":
            line.setPlaceholderText(self._texts.say("gui_portfolio.date_hint"))
        return line

    def said(self) -> dict[str, str]:
        """What stands in the fields."""
        out = {}
        for field, widget in self.fields.items():
            if isinstance(widget, QLineEdit):
                out[field] = widget.text()
            else:
                out[field] = widget.currentData() if field in CHOICES else widget.currentText()
        # A figure in a field that names its unit is in that unit: 0.8 is 0.8 %.
        for field in ("P_percent", "energy_saving_percent"):
            if out[field].strip() and not out[field].strip().endswith(("%", "％")):
                out[field] += "%"
        return out

    def keep(self) -> None:
        """Hand the project on, or say what cannot be read."""
        try:
            project = project_of(self.said())
        except FieldRefused as refused:
            field = refused.arguments["field"]
            reason = self._texts.say(refused.code, **refused.arguments)
            name = self._texts.say(f"portfolio.col_{field}")
            self.wrong.setText(self._texts.say("portfolio.in_field", field=name, reason=reason))
            self.fields[field].setFocus()
            return
        self._take(project)
        self.accept()


class ImportDialog(QDialog):
    """What an import took, and every row it left out with the reason."""

    def __init__(self, parent: QWidget, texts: Texts, display: Display, done: Imported) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts.say("gui_portfolio.import"))
        said = texts.say("portfolio.imported", count=len(done.ids), read=done.read, bad=len(done.bad))
        head = QLabel(said, wordWrap=True)
        head.setObjectName("subheading")
        self.table = TableView(texts, display)
        self.table.set_sheet(left_out(done, texts.lang))
        self.table.view.horizontalHeader().setStretchLastSection(True)
        buttons = QDialogButtonBox()
        buttons.addButton(texts.say("gui.close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        for widget in (head, self.table, buttons):
            layout.addWidget(widget)
        self.resize(1000, 520)


def left_out(done: Imported, lang: str) -> Sheet:
    """The rows that were not taken, then what looked odd in those that were."""
    odd = [(0, "", "", say(f.code, lang, f.args)) for f in done.findings]
    rows = [(b.row, b.column, b.text, say(b.code, lang, b.args)) for b in done.bad] + odd
    columns = (
        Column("row", "gui_portfolio.bad_row", INTEGER),
        Column("column", "gui_portfolio.bad_column"),
        Column("text", "gui_portfolio.bad_text"),
        Column("reason", "gui_portfolio.bad_reason"),
    )
    data: dict[str, Data] = {
        "row": np.array([r[0] or np.nan for r in rows], np.float64),
        "column": Text.of([r[1] or None for r in rows]),
        "text": Text.of([r[2] or None for r in rows]),
        "reason": Text.of([r[3] for r in rows]),
    }
    return Sheet("left_out", "gui_portfolio.import", columns, data)
