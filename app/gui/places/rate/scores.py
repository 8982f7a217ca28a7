"""Score table, ratios by storey, rule books side by side; a row leads to its elements."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui.places.rate.lists import WrappedTable
from app.gui.rated import RatedView
from app.gui.session import Session
from app.gui.tableview import TableView
from components.sheet import Sheet, text
from components.table import Ints, Text

_STOREYS = ("ratios", "kinds", "storeys", "evidence")
_BOOKS = ("side_by_side", "figures")


class ScorePages(QObject):
    """asked: the measure whose elements are wanted, and in which way they entered."""

    asked = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._view: RatedView | None = None
        self._sheets: dict[str, Sheet] = {}
        texts, display = session.texts, session.preferences.display
        self.table = WrappedTable(texts, display, ("remark",))
        self.ratios, self.compare = TableView(texts, display), WrappedTable(texts, display, ("why_",))
        self.which, self.whose = QComboBox(), QComboBox()
        self.score = self._page(self.table, None, self._buttons())
        self.storeys = self._page(self.ratios, self.which, None)
        self.books = self._page(self.compare, self.whose, None)
        self.table.selected.connect(self._score_selected)
        self.table.activated.connect(lambda _: self._ask("any"))
        self.ratios.selected.connect(self._ratio_selected)
        self.ratios.activated.connect(self._ratio_asked)
        self.which.currentIndexChanged.connect(lambda _: self._show(self.which, self.ratios))
        self.whose.currentIndexChanged.connect(lambda _: self._show(self.whose, self.compare))

    def _page(self, table: TableView, choice: QComboBox | None, buttons: QWidget | None) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if choice is not None:
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            table.bar.insertWidget(0, choice)
        if buttons is not None:
            column.addWidget(buttons)
        column.addWidget(table, 1)
        return page

    def _buttons(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 6, 8, 0)
        self.formula = QLabel()
        self.formula.setObjectName("line")
        row.addWidget(self.formula)
        row.addStretch(1)
        self.elements: dict[str, QPushButton] = {}
        for state in ("part", "any"):
            button = QPushButton()
            self._session.texts.bind(button, button.setText, f"gui_rate.list_{state}")
            button.clicked.connect(lambda _=False, s=state: self._ask(s))
            button.setEnabled(False)
            row.addWidget(button)
            self.elements[state] = button
        return bar

    def set_view(self, view: RatedView | None) -> None:
        """Take this rating; its pages are filled by `refresh`."""
        self._view = view
        self._sheets = view.sheets(self._session.texts.lang) if view is not None else {}

    def refresh(self, page: str) -> None:
        """Fill a page: score, storeys or books."""
        if page == "score":
            score = self._sheets.get("score")
            self.table.set_sheet(score)
            noted = score is not None and bool(score.notes)
            self.formula.setText(text(score.notes[0], self._session.texts.lang) if score and noted else "")
            self._score_selected(self.table.selected_rows())
            return
        names, box, table = (
            (_STOREYS, self.which, self.ratios) if page == "storeys" else (_BOOKS, self.whose, self.compare)
        )
        chosen = box.currentData()
        box.blockSignals(True)
        box.clear()
        for name in names:
            if name in self._sheets:
                box.addItem(text(self._sheets[name].title, self._session.texts.lang), name)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(False)
        self._show(box, table)

    def _show(self, box: QComboBox, table: TableView) -> None:
        table.set_sheet(self._sheets.get(str(box.currentData())))

    # From a number to its elements.

    def _measures(self, rows: Ints) -> list[str]:
        view = self._view
        if view is None:
            return []
        keys = [view.assembly.items[r].measure_key for r in rows.tolist()]
        return [k for k in keys if k in view.measured]

    def _score_selected(self, rows: Ints) -> None:
        view, keys = self._view, self._measures(rows)
        for button in self.elements.values():
            button.setEnabled(bool(keys))
        if view is not None and keys:
            self._session.select(np.concatenate([view.who(k) for k in keys]), self)

    def _ask(self, state: str) -> None:
        keys = self._measures(self.table.selected_rows())
        if keys:
            self.asked.emit(keys[0], state)

    def _ratio_of(self, row: int) -> tuple[str, Ints]:
        """Measure and component rows of a line of the table by storey; no measure for lines of the other lists."""
        view, sheet = self._view, self.ratios.model.sheet
        if view is None or sheet is None or sheet.name != "ratios":
            return "", np.zeros(0, np.int64)
        say = self._session.texts.say
        rate, storey = sheet.data["rate"], sheet.data["storey"]
        assert isinstance(rate, Text) and isinstance(storey, Text)
        key = next((k for k in view.measured if say(f"rating.ratio_{k}") == rate.get(row)), "")
        rows = view.who(key)
        elements = view.elements
        if elements is None or storey.get(row) == say("rates.report_whole"):
            return key, rows
        here, level = elements.data["storey"], elements.data["level"]
        assert isinstance(here, Text) and isinstance(level, Text)
        label = level if key == "q1b" else here.where(here.codes < 0, level)
        wanted = (
            label.codes < 0
            if storey.get(row) == say("rates.report_no_storey")
            else label.isin((storey.get(row),))
        )
        return key, np.intersect1d(rows, view.rows[wanted])

    def _ratio_selected(self, rows: Ints) -> None:
        found = [self._ratio_of(r)[1] for r in rows.tolist()]
        if found and any(len(f) for f in found):
            self._session.select(np.concatenate(found), self)

    def _ratio_asked(self, row: int) -> None:
        key, _ = self._ratio_of(row)
        if key:
            self.asked.emit(key, "any")
