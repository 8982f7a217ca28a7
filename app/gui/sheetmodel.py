"""One generic table model over a finished sheet: frozen columns in, cells out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont, QGuiApplication, QPixmap

from app.gui import query as q
from app.gui.display import Display
from app.gui.sketch import sketched
from app.gui.texts import Texts
from components.sheet import FLAG, INTEGER, SKETCH, Column, Sheet, Sketches, text
from components.table import Ints, Text

Index = QModelIndex | QPersistentModelIndex
GROUP_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""Group number of a heading row, or -1."""
_SKETCH = 18
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class SheetModel(QAbstractTableModel):
    """Shows a sheet under a query. `sheet` and `query` are frozen; setting one recomputes the rows shown.

    first: what stands first where the user has not sorted, as a number per row of a sheet; None: the sheet's own order.
    """

    def __init__(self, texts: Texts, display: Display, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.display = display
        self.sheet: Sheet | None = None
        self.query = q.Query()
        self.columns: tuple[Column, ...] = ()
        self.shown = q.Shown(np.zeros(0, np.int64), np.zeros(0, np.int64), ())
        self.first: Callable[[Sheet], Ints] | None = None
        self._words: dict[str, Text] = {}
        self._pictures: dict[tuple[str, int, str], QPixmap] = {}
        self._place: Ints = np.zeros(0, np.int64)

    def set_sheet(self, sheet: Sheet | None, columns: Sequence[str] | None = None) -> None:
        """Show another sheet; `columns` names those to show, in order (None: all)."""
        self.beginResetModel()
        self.sheet = sheet
        if sheet is None:
            self.columns = ()
        elif columns is None:
            self.columns = sheet.columns
        else:
            by_key = {c.key: c for c in sheet.columns}
            self.columns = tuple(by_key[k] for k in columns if k in by_key)
        self._words, self._pictures = {}, {}
        self._requery()
        self.endResetModel()

    def set_query(self, query: q.Query) -> None:
        """Search, filter, sort or group anew."""
        self.beginResetModel()
        self.query = query
        self._requery()
        self.endResetModel()

    def set_display(self, display: Display) -> None:
        """Show figures in other units."""
        self.beginResetModel()
        self.display = display
        self.endResetModel()

    def say_again(self) -> None:
        """The language changed."""
        self.set_query(self.query)

    def _requery(self) -> None:
        self._words = {}
        if self.sheet is None:
            self.shown = q.Shown(np.zeros(0, np.int64), np.zeros(0, np.int64), ())
        else:
            order = self.first(self.sheet) if self.first is not None else None
            self.shown = q.run(self.sheet, self.query, self._texts.lang, order)
        self._place = np.full(len(self.sheet) if self.sheet else 0, -1, np.int64)
        real = np.flatnonzero(self.shown.rows >= 0)
        self._place[self.shown.rows[real]] = real

    def as_it_stands(self) -> SheetModel:
        """A model of its own of what is shown now, for another thread to read."""
        still = SheetModel(self._texts, self.display)
        still.sheet, still.query, still.columns, still.shown = (
            self.sheet,
            self.query,
            self.columns,
            self.shown,
        )
        return still

    # What Qt asks.

    @property
    def lang(self) -> str:
        """The language that cells are said in."""
        return self._texts.lang

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.header(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._texts.say("gui.head_hint")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.numeric else _LEFT
        if role == Qt.ItemDataRole.FontRole and column.key in self.query.filters:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def header(self, column: Column) -> str:
        """Header with the unit shown."""
        words = text(column.header, self._texts.lang)
        symbol = self.display.unit(column)[0]
        return f"{words} ({symbol})" if symbol else words

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid() or self.sheet is None:
            return None
        row, column = int(self.shown.rows[index.row()]), self.columns[index.column()]
        if role == GROUP_ROLE:
            return -1 - row if row < 0 else -1
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(-1 - row, index.column()) if row < 0 else self.cell(row, column)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._sketch(row, column) if column.kind == SKETCH and row >= 0 else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.numeric and (row >= 0 or index.column()) else _LEFT
        if role == Qt.ItemDataRole.FontRole and row < 0:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ToolTipRole and not column.numeric and row >= 0:
            return self.cell(row, column) or None
        return None

    def cell(self, row: int, column: Column) -> str:
        """One cell as people read it."""
        assert self.sheet is not None
        data = self.sheet.data[column.key]
        if isinstance(data, Text):
            words = self._words.get(column.key)
            if words is None:
                words = self._words[column.key] = q.words_of(column, data, self._texts.lang)
            return words.get(row)
        if column.kind == SKETCH:
            return ""
        if column.kind == FLAG:
            return self._texts.say("exports.yes" if data[row] else "exports.no")  # type: ignore[index]
        value = float(data[row])  # type: ignore[index]
        return self.figure(column, value)

    def _sketch(self, row: int, column: Column) -> QPixmap | None:
        """The small drawing of a cell, in the ink of the text."""
        assert self.sheet is not None
        data = self.sheet.data[column.key]
        code = int(data.codes[row]) if isinstance(data, Sketches) else -1
        if not isinstance(data, Sketches) or code < 0:
            return None
        ink = QGuiApplication.palette().text().color()
        key = (column.key, code, ink.name())
        if key not in self._pictures:
            self._pictures[key] = sketched(data.shapes[code], _SKETCH, ink)
        return self._pictures[key]

    def figure(self, column: Column, value: float) -> str:
        """A figure from its internal unit, without its unit; empty where unknown."""
        return self.figures(column, np.array([value], np.float64))[0]

    def figures(self, column: Column, values: np.ndarray) -> list[str]:
        """Figures from their internal unit, without their unit; empty where unknown."""
        if column.kind == INTEGER:
            return [str(int(v)) if math.isfinite(v) else "" for v in values.tolist()]
        _, divisor, decimals = self.display.unit(column)
        return [f"{v / divisor:.{decimals}f}" if math.isfinite(v) else "" for v in values.tolist()]

    def _heading(self, group: int, section: int) -> str:
        assert self.sheet is not None
        column, members = self.columns[section], self.shown.members[group]
        if section == 0:
            key = next(c for c in self.sheet.columns if c.key == self.query.group)
            word = self.cell(int(self.shown.first[group]), key) or self._texts.say("gui.empty_cell")
            sign = "▸" if group in self.query.closed else "▾"
            return f"{sign} {word}  ({len(members)})"
        if column.total != "sum":
            return ""
        figures = np.asarray(self.sheet.data[column.key])[members].astype(np.float64)
        known = figures[np.isfinite(figures)]
        return self.figure(column, math.fsum(known.tolist())) if len(known) else ""

    # What views ask.

    def sheet_rows(self, view_rows: Sequence[int] | Ints) -> Ints:
        """Sheet rows of rows of the view, headings left out."""
        rows = self.shown.rows[np.asarray(view_rows, np.int64)] if len(view_rows) else self.shown.rows[:0]
        return rows[rows >= 0]

    def view_rows(self, sheet_rows: Ints) -> Ints:
        """Rows of the view of sheet rows, those not shown left out, in order."""
        at = self._place[sheet_rows[sheet_rows < len(self._place)]]
        return np.sort(at[at >= 0])

    def spans(self, rows: Ints) -> QItemSelection:
        """Rows of the view, ascending, as the fewest spans over every column."""
        chosen, last = QItemSelection(), max(len(self.columns) - 1, 0)
        if len(rows):
            breaks = np.flatnonzero(np.diff(rows) > 1)
            low, high = rows[np.r_[0, breaks + 1]].tolist(), rows[np.r_[breaks, -1]].tolist()
            make = self.createIndex  # not `index`, which asks the model four times each
            for a, b in zip(low, high, strict=True):
                chosen.append(QItemSelectionRange(make(a, 0), make(b, last)))
        return chosen

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns):
            down = order == Qt.SortOrder.DescendingOrder
            self.set_query(replace(self.query, sort=self.columns[column].key, down=down))
