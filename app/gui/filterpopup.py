"""What opens on a column's head: sort, group, and the filter of the column."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import query as q
from app.gui.texts import Texts
from components.sheet import Column
from components.table import Text

if TYPE_CHECKING:
    from app.gui.tableview import TableView

_MOST = 2000
"""A list of more words than this is searched, not scrolled: only the first are listed."""


class FilterPopup(QWidget):
    """The filter of one column of a table."""

    def __init__(self, texts: Texts, table: TableView, column: Column) -> None:
        super().__init__(table, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self._texts, self._table, self._column = texts, table, column
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        row = QHBoxLayout()
        for code, down in (("gui.sort_up", False), ("gui.sort_down", True)):
            button = QPushButton(texts.say(code))
            button.clicked.connect(lambda _=False, d=down: self._sort(d))
            row.addWidget(button)
        layout.addLayout(row)
        assert table.model.sheet is not None
        if isinstance(table.model.sheet.data[column.key], Text):
            self._words(layout)
        elif column.numeric:
            self._range(layout)
        self.setMinimumWidth(260)

    def popup(self, at: QPoint) -> None:
        """Open below the pointer."""
        self.move(at)
        self.show()

    def _sort(self, down: bool) -> None:
        query = replace(self._table.model.query, sort=self._column.key, down=down)
        self._table.set_query(query)
        self.close()

    def _words(self, layout: QVBoxLayout) -> None:
        sheet, current = self._table.model.sheet, self._table.model.query.filters.get(self._column.key)
        assert sheet is not None
        group = QPushButton(self._texts.say("gui.group_by_this"))
        group.clicked.connect(lambda: self._do(self._table.group_by, self._column.key))
        layout.addWidget(group)
        find = QLineEdit(clearButtonEnabled=True, placeholderText=self._texts.say("gui.search_values"))
        layout.addWidget(find)
        self._list = QListWidget()
        keep = current.keep if isinstance(current, q.Words) else None
        for raw, word, count in q.choices(self._column, sheet, self._texts.lang)[:_MOST]:
            item = QListWidgetItem(f"{word or self._texts.say('gui.empty_cell')}  ({count:,})")
            item.setData(Qt.ItemDataRole.UserRole, raw)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = keep is None or raw in keep
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        layout.addWidget(self._list)
        find.textChanged.connect(self._narrow)
        row = QHBoxLayout()
        for code, state in (("gui.all", Qt.CheckState.Checked), ("gui.none", Qt.CheckState.Unchecked)):
            button = QPushButton(self._texts.say(code))
            button.clicked.connect(lambda _=False, s=state: self._check(s))
            row.addWidget(button)
        layout.addLayout(row)
        self._apply(layout, self._wanted_words)
        find.setFocus()

    def _narrow(self, words: str) -> None:
        for i in range(self._list.count()):
            item = self._list.item(i)
            item.setHidden(words.casefold() not in item.text().casefold())

    def _check(self, state: Qt.CheckState) -> None:
        for i in range(self._list.count()):
            if not self._list.item(i).isHidden():
                self._list.item(i).setCheckState(state)

    def _wanted_words(self) -> q.Words | None:
        items = [self._list.item(i) for i in range(self._list.count())]
        on = [i for i in items if i.checkState() == Qt.CheckState.Checked]
        if len(on) == len(items):
            return None
        return q.Words(frozenset(i.data(Qt.ItemDataRole.UserRole) for i in on))

    def _range(self, layout: QVBoxLayout) -> None:
        current = self._table.model.query.filters.get(self._column.key)
        symbol, self._divisor, _ = self._table.model.display.unit(self._column)
        form = QFormLayout()
        self._low, self._high = QLineEdit(), QLineEdit()
        for box, value in ((self._low, "low"), (self._high, "high")):
            limit = getattr(current, value) if isinstance(current, q.Range) else math.inf
            box.setText("" if math.isinf(limit) else f"{limit / self._divisor:g}")
            words = self._texts.say(f"gui.filter_{value}")
            form.addRow(f"{words} ({symbol})" if symbol else words, box)
        layout.addLayout(form)
        self._apply(layout, self._wanted_range)
        self._low.setFocus()

    def _wanted_range(self) -> q.Range | None:
        low, high = _number(self._low.text()), _number(self._high.text())
        if low is None and high is None:
            return None
        return q.Range(
            -math.inf if low is None else low * self._divisor,
            math.inf if high is None else high * self._divisor,
        )

    def _apply(self, layout: QVBoxLayout, wanted: Callable[[], object]) -> None:
        row = QHBoxLayout()
        off = QPushButton(self._texts.say("gui.filter_off"))
        off.clicked.connect(lambda: self._do(self._table.set_filter, self._column.key, None))
        on = QPushButton(self._texts.say("gui.filter_on"))
        on.setDefault(True)
        on.setObjectName("primary")
        on.clicked.connect(lambda: self._do(self._table.set_filter, self._column.key, wanted()))
        row.addWidget(off)
        row.addWidget(on)
        layout.addLayout(row)

    def _do(self, act: Callable[..., object], *args: object) -> None:
        act(*args)
        self.close()


def _number(words: str) -> float | None:
    try:
        return float(words.strip().replace(",", "."))
    except ValueError:
        return None
