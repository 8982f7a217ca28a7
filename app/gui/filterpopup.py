"""What opens on a column's head: sort, group, and the filter of the column."""

from __future__ import annotations

import contextlib
import math
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
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

_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
"""As the tables write them: 9,804.8."""
_BARE = q.Range(math.inf, -math.inf, empty=True)
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
        """Open below a place of the screen, or as far above as it takes to be seen whole."""
        self.adjustSize()
        room = (QGuiApplication.screenAt(at) or self.screen()).availableGeometry()
        x = min(at.x(), room.right() - self.width())
        y = min(at.y(), room.bottom() - self.height())
        self.move(max(x, room.left()), max(y, room.top()))
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
        self._choices = q.choices(self._column, sheet, self._texts.lang)
        keep = current.keep if isinstance(current, q.Words) else None
        self._on = {raw for raw, _, _ in self._choices if keep is None or raw in keep}
        self._list = QListWidget()
        self._list.itemChanged.connect(self._ticked)
        self._narrow("")
        layout.addWidget(self._list)
        find.textChanged.connect(self._narrow)
        row = QHBoxLayout()
        for code, state in (("gui.all", True), ("gui.none", False)):
            button = QPushButton(self._texts.say(code))
            button.clicked.connect(lambda _=False, s=state: self._check(s))
            row.addWidget(button)
        layout.addLayout(row)
        self._apply(layout, self._wanted_words)
        find.setFocus()

    def _narrow(self, words: str) -> None:
        """List what holds these words. What is not listed keeps its tick."""
        empty = self._texts.say("gui.empty_cell")
        self._found = [
            (raw, f"{word or empty}  ({count:,})")
            for raw, word, count in self._choices
            if words.casefold() in (word or empty).casefold()
        ]
        self._list.blockSignals(True)
        self._list.clear()
        for raw, shown in self._found[:_MOST]:
            item = QListWidgetItem(shown)
            item.setData(Qt.ItemDataRole.UserRole, raw)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if raw in self._on else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.blockSignals(False)

    def _ticked(self, item: QListWidgetItem) -> None:
        raw = item.data(Qt.ItemDataRole.UserRole)
        if item.checkState() == Qt.CheckState.Checked:
            self._on.add(raw)
        else:
            self._on.discard(raw)

    def _check(self, on: bool) -> None:
        """Tick everything found, or nothing of it, however much of that is listed."""
        found = {raw for raw, _ in self._found}
        self._on = self._on | found if on else self._on - found
        self._list.blockSignals(True)
        for i in range(self._list.count()):
            self._list.item(i).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)

    def _wanted_words(self) -> q.Words | None:
        return None if len(self._on) == len(self._choices) else q.Words(frozenset(self._on))

    def _range(self, layout: QVBoxLayout) -> None:
        current = self._table.model.query.filters.get(self._column.key)
        symbol, self._divisor, _ = self._table.model.display.unit(self._column)
        form = QFormLayout()
        self._low, self._high = QLineEdit(), QLineEdit()
        for box, value in ((self._low, "low"), (self._high, "high")):
            limit = getattr(current, value) if isinstance(current, q.Range) and current != _BARE else math.inf
            box.setText("" if math.isinf(limit) else f"{limit / self._divisor:g}")
            words = self._texts.say(f"gui.filter_{value}")
            form.addRow(f"{words} ({symbol})" if symbol else words, box)
        layout.addLayout(form)
        bare = QPushButton(self._texts.say("gui.filter_bare"))
        bare.clicked.connect(lambda: self._do(self._table.set_filter, self._column.key, _BARE))
        layout.addWidget(bare)
        self._apply(layout, self._wanted_range)
        self._low.setFocus()

    def _wanted_range(self) -> q.Range | None:
        """The range entered. ValueError where a box holds no number; it is marked."""
        limits: list[float | None] = []
        for box in (self._low, self._high):
            try:
                limits.append(number(box.text()))
            except ValueError:
                box.setFocus()
                box.selectAll()
                box.setObjectName("bad")
                box.style().polish(box)
                raise
        low, high = limits
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
        on.clicked.connect(lambda: self._filter(wanted))
        row.addWidget(off)
        row.addWidget(on)
        layout.addLayout(row)

    def _filter(self, wanted: Callable[[], object]) -> None:
        with contextlib.suppress(ValueError):  # what is not a number stays to be mended
            self._do(self._table.set_filter, self._column.key, wanted())

    def _do(self, act: Callable[..., object], *args: object) -> None:
        act(*args)
        self.close()


def number(words: str) -> float | None:
    """A figure as people write it, with a comma between thousands or before decimals; None where nothing stands.

    ValueError where it is no figure.
    """
    plain = words.strip()
    if not plain:
        return None
    value = float(plain.replace(",", "") if _THOUSANDS.fullmatch(plain) else plain.replace(",", "."))
    if not math.isfinite(value):
        raise ValueError(words)
    return value
