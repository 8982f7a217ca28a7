"""The figures of the whole model, and what is missing from them."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.gui.panels.trees import elevations
from app.gui.query import told
from app.gui.session import Session
from app.gui.soon import Soon
from components.bom.lists import summary
from components.model import STEEL, Components
from components.sheet import MASS
from components.table import Text

_LINE = 26
"""A value of no more signs than this stands on one line."""
_COUNTS = ("components", "steel_parts", "steel_pieces", "fasteners", "studs", "unmeasured", "uncertain")


class SummaryPanel(QScrollArea):
    """File, counts, masses, categories of the model that is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__(widgetResizable=True)
        self._session = session
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._soon = Soon(self, self.refresh)
        session.model_changed.connect(self._soon.ask)
        session.texts.changed.connect(lambda _: self._soon.ask())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.ask()

    def refresh(self) -> None:
        """Say it anew, where it is seen."""
        if not self.isVisible():
            return
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(14, 10, 14, 14)
        here = self._session.current
        if here is not None:
            self._fill(layout)
        layout.addStretch(1)
        self.setWidget(body)

    def _fill(self, layout: QVBoxLayout) -> None:
        session, here = self._session, self._session.current
        assert here is not None
        say, display = session.texts.say, session.preferences.display
        source, figures = here.model.source, summary(here.model.components)
        self._block(layout, source.name, [
            (say("gui.sum_schema"), source.schema),
            (say("gui.sum_program"), source.originating_system or source.preprocessor),
            (say("gui.sum_written"), source.time_stamp.replace("T", " ")),
            ("SHA-256", f"{source.sha256[:8]}…{source.sha256[-8:]}"),
        ])  # fmt: skip
        self._block(layout, say("gui.sum_masses"), [
            (say("bom.order_mass"), display.figure(MASS, figures["order_mass_kg"])),
            (say("bom.net_mass"), display.figure(MASS, figures["net_mass_kg"])),
            *((told(f"gui.sum_{k}", session.texts.lang), f"{figures[k]:,}") for k in _COUNTS if k in figures),
            *self._beside(here.model.components),
        ])  # fmt: skip
        category = here.model.components.category
        self._block(layout, say("bom.category"), _counted(category, session.texts.lang))
        height = elevations(here)
        storeys = sorted(
            _counted(here.model.components.storey, ""), key=lambda line: height.get(line[0], math.inf)
        )
        if storeys:
            self._block(layout, say("bom.storey"), storeys)

    def _beside(self, c: Components) -> list[tuple[str, str]]:
        """Masses that the table adds up and the steel does not, so that the two totals can be told from each other."""
        session, metal = self._session, c.category.isin(STEEL)
        lines = []
        for i, word in enumerate(c.category.vocabulary):
            mass = float(np.nansum(c.net_mass_kg[(c.category.codes == i) & ~metal]))
            if mass > 0:
                named = told(f"model.category_{word}", session.texts.lang)
                shown = session.preferences.display.figure(MASS, mass)
                lines.append((session.texts.say("gui.sum_beside", category=named), shown))
        return lines

    def _block(self, layout: QVBoxLayout, title: str, rows: list[tuple[str, str]]) -> None:
        head = QLabel(title, wordWrap=True)
        head.setObjectName("subheading")
        layout.addWidget(head)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        for i, (words, value) in enumerate((w, v) for w, v in rows if v):
            left, right = QLabel(words, wordWrap=True), QLabel(value, wordWrap=len(value) > _LINE)
            left.setObjectName("quiet")
            right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            left.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(left, i, 0)
            grid.addWidget(right, i, 1)
        layout.addLayout(grid)


def _counted(column: Text, lang: str) -> list[tuple[str, str]]:
    """Words of a column with how often they stand, most frequent first; `lang` says the model's own codes."""
    count = np.bincount(column.codes[column.codes >= 0], minlength=len(column.vocabulary))
    order = np.argsort(-count, kind="stable")
    return [
        (
            told(f"model.category_{column.vocabulary[i]}", lang) if lang else column.vocabulary[i],
            f"{count[i]:,}",
        )
        for i in order.tolist()
        if count[i]
    ]
