"""Everything known about what is selected, and where each figure is from."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui.panels.editdialog import EditDialog
from app.gui.panels.facts_of import properties_sheet, quantities_sheet
from app.gui.panels.sectiondrawing import SectionDrawing
from app.gui.query import told, words_of
from app.gui.session import Session
from app.gui.tableview import TableView
from components.bom.lists import components_sheet
from components.sheet import AREA, LENGTH, MASS, VOLUME, Column, Sheet, text
from components.table import Ints, Text

_IDENTITY = (
    "name", "category", "ifc_class", "profile", "grade", "part_mark", "assembly_mark", "storey", "pieces", "length_mm",
    "width_mm", "thickness_mm", "global_id", "step_id",
)  # fmt: skip
_FIGURES = (
    "gross_mass_kg", "settlement_mass_kg", "net_mass_kg", "gross_volume_m3", "net_volume_m3", "paint_area_m2",
    "mass_source", "quantity_source", "agreement", "cause", "reason",
)  # fmt: skip
_OF_PLATES = ("width_mm", "thickness_mm")
_KINDS = (LENGTH, AREA, VOLUME, MASS)


class Inspector(QTabWidget):
    """Overview, quantities by source, every property of the file."""

    def __init__(self, session: Session) -> None:
        super().__init__(documentMode=True)
        self.tabBar().setDrawBase(False)
        self._session = session
        texts, display = session.texts, session.preferences.display
        self.overview = QScrollArea(widgetResizable=True)
        self.overview.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.quantities, self.properties = TableView(texts, display), TableView(texts, display)
        for i, (name, page) in enumerate(
            (("overview", self.overview), ("quantities", self.quantities), ("properties", self.properties))
        ):
            self.addTab(page, "")
            texts.bind(page, lambda w, i=i: self.setTabText(i, w), f"gui.tab_{name}")  # type: ignore[misc]
        self.edit = QPushButton()
        session.selection_changed.connect(lambda _: self.refresh())
        session.model_changed.connect(self.refresh)
        texts.changed.connect(lambda _: self.refresh())
        self.currentChanged.connect(lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Say it anew; only the page in front is filled."""
        here, rows = self._session.current, self._session.selection
        page = self.currentWidget()
        if page is self.overview:
            self._overview()
        elif page is self.quantities:
            self.quantities.set_sheet(
                quantities_sheet(here, rows, self._session.texts.lang) if here is not None else None
            )
        elif page is self.properties:
            self.properties.set_sheet(properties_sheet(here, rows) if here is not None else None)

    def _overview(self) -> None:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(14, 10, 14, 14)
        here, rows, say = self._session.current, self._session.selection, self._session.texts.say
        if here is None or not len(rows):
            self._sentence(layout, say("gui.inspect_nothing"))
        else:
            self._fill(layout, rows)
        layout.addStretch(1)
        self.overview.setWidget(body)

    def _sentence(self, layout: QVBoxLayout, words: str, name: str = "quiet") -> None:
        label = QLabel(words, wordWrap=True)
        label.setObjectName(name)
        layout.addWidget(label)

    def _fill(self, layout: QVBoxLayout, rows: Ints) -> None:
        say, model = self._session.texts.say, self._session.model
        assert model is not None
        c = model.components
        if len(rows) > 1:
            self._sentence(layout, say("gui.inspect_several", count=f"{len(rows):,}"), "subheading")
        self.edit = QPushButton(say("gui.edit"))
        self.edit.clicked.connect(lambda: EditDialog(self, self._session).open())
        layout.addWidget(self.edit)
        sheet = components_sheet(model)
        self._block(layout, say("gui.ins_identity"), sheet, _IDENTITY, rows)
        self._section(layout, rows)
        self._block(layout, say("gui.ins_masses"), sheet, _FIGURES, rows)
        lang = self._session.texts.lang
        by = [
            (say(f"bom.{field}"), told(f"takeoff.{why}" if "." not in why else why, lang))
            for field, column in (("category", c.category_by), ("profile", c.profile_by))
            if (why := _same(column, rows))
        ]
        self._grid(layout, say("gui.ins_decided_by"), by)

    def _block(
        self, layout: QVBoxLayout, title: str, sheet: Sheet, keys: tuple[str, ...], rows: Ints
    ) -> None:
        by_key = {column.key: column for column in sheet.columns}
        lines = [
            (text(by_key[k].header, self._session.texts.lang), self._value(by_key[k], sheet.data[k], rows))
            for k in keys
            if k in by_key
        ]
        self._grid(layout, title, lines)

    def _value(self, column: Column, data: Any, rows: Ints) -> str:
        """One value for all rows: the common word, or the sum or the common figure."""
        say, lang = self._session.texts.say, self._session.texts.lang
        if isinstance(data, Text):
            codes = np.unique(data.codes[rows])
            if len(codes) > 1:
                return say("gui.inspect_mixed")
            word = data.get(int(rows[0]))
            shown = words_of(column, Text.of([word or None]), lang)
            return shown.get(0)
        figures = np.asarray(data)[rows].astype(np.float64)
        if not np.isfinite(figures).any():
            return "" if len(rows) > 1 or column.key in _OF_PLATES else "–"
        if column.total != "sum" and len(np.unique(figures)) > 1:
            return say("gui.inspect_mixed")
        value = float(np.nansum(figures)) if column.total == "sum" else float(figures[0])
        return (
            self._session.preferences.display.figure(column.kind, value)
            if column.kind in _KINDS
            else f"{value:g}"
        )

    def _grid(self, layout: QVBoxLayout, title: str, lines: list[tuple[str, str]]) -> None:
        lines = [line for line in lines if line[1]]
        if not lines:
            return
        self._sentence(layout, title, "subheading")
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for i, (words, value) in enumerate(lines):
            left, right = QLabel(words), QLabel(value, wordWrap=True)
            left.setObjectName("quiet")
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            right.setMinimumWidth(60)
            grid.addWidget(left, i, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(right, i, 1)
        layout.addLayout(grid)

    def _section(self, layout: QVBoxLayout, rows: Ints) -> None:
        model, say = self._session.model, self._session.texts.say
        assert model is not None
        of = np.unique(model.components.section[rows])
        if len(of) != 1 or of[0] < 0:
            return
        s = int(of[0])
        loops = [model.outlines[int(r)] for r in model.section_loops[s]]
        if not loops:
            return
        self._sentence(layout, f"{say('gui.ins_section')}  {model.sections.designation.get(s)}", "subheading")
        drawing = SectionDrawing()
        drawing.show_section(loops, model.sections.family.get(s), model.sections.dims[s])
        layout.addWidget(drawing)
        parts = []
        if np.isfinite(model.sections.area_mm2[s]):
            parts.append(say("gui.section_area", value=f"{model.sections.area_mm2[s]:,.0f}"))
        if np.isfinite(model.sections.nominal_kg_per_m[s]):
            parts.append(say("gui.section_mass", value=f"{model.sections.nominal_kg_per_m[s]:.2f}"))
        parts.append(model.sections.standard.get(s))
        self._sentence(layout, "   ".join(p for p in parts if p))


def _same(column: Text, rows: Ints) -> str:
    codes = np.unique(column.codes[rows])
    return column.get(int(rows[0])) if len(codes) == 1 else ""
