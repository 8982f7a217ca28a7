"""Which rows of a table are selected, held as one array however many they are.

Qt keeps a selection as spans: every second of 100,000 rows is 50,000 of them, which it compares with one another at each
change and looks through for each cell that it paints. So Qt is given the rows near those that are seen, and no others.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QTableView

from app.gui.sheetmodel import SheetModel
from components.table import Bools, Ints

Flag = QItemSelectionModel.SelectionFlag
_MARGIN = 100
"""Rows above and below those that are seen that Qt is told of beforehand."""


class RowSelection(QItemSelectionModel):
    """Whole rows, by the rules of Qt: what was chosen before, and on top of it what is being dragged or extended.

    changed: other rows are selected than before. `chosen` is (rows of the view,) bool.
    """

    changed = Signal()

    def __init__(self, view: QTableView, model: SheetModel) -> None:
        super().__init__(model, view)
        self._view, self._sheet = view, model
        self.chosen: Bools = np.zeros(model.rowCount(), np.bool_)
        self._before = self.chosen
        self._told = (0, 0)
        model.modelReset.connect(self._forget)
        view.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled())
        view.verticalScrollBar().rangeChanged.connect(lambda *_: self._scrolled())

    def rows(self) -> Ints:
        """Rows of the view that are selected, ascending."""
        return np.flatnonzero(self.chosen)

    def put(self, rows: Ints) -> None:
        """Select these rows of the view and no others."""
        chosen = np.zeros(self._sheet.rowCount(), np.bool_)
        chosen[rows] = True
        self._before = np.zeros(len(chosen), np.bool_)
        self._take(chosen)

    def select(self, what: QItemSelection | QModelIndex, command: Flag) -> None:  # type: ignore[override]
        """What Qt calls for mouse and keys. The rules are those of `QItemSelectionModel.select`."""
        if command == Flag.NoUpdate:
            return
        if command & Flag.Clear:
            self._before = np.zeros(len(self.chosen), np.bool_)
        elif not command & Flag.Current:
            self._before = self.chosen
        now = _rows_of(what, len(self.chosen))
        if command & Flag.Toggle:
            self._take(self._before ^ now)
        elif command & Flag.Deselect:
            self._take(self._before & ~now)
        else:
            self._take(self._before | now if command & Flag.Select else self._before)

    def _take(self, chosen: Bools) -> None:
        other = not np.array_equal(chosen, self.chosen)
        self.chosen = chosen
        self._tell_qt()
        if other:
            self.changed.emit()

    def _forget(self) -> None:
        """Other rows are shown."""
        self.chosen = self._before = np.zeros(self._sheet.rowCount(), np.bool_)
        self._told = (0, 0)

    def _seen(self) -> tuple[int, int]:
        """First row that is seen, and the one after the last."""
        top, bottom = self._view.rowAt(0), self._view.rowAt(self._view.viewport().height() - 1)
        return max(top, 0), (bottom + 1 if bottom >= 0 else len(self.chosen))

    def _tell_qt(self) -> None:
        low, high = self._seen()
        low, high = max(low - _MARGIN, 0), min(high + _MARGIN, len(self.chosen))
        self._told = low, high
        near = low + np.flatnonzero(self.chosen[low:high])
        super().select(self._sheet.spans(near), Flag.ClearAndSelect)

    def _scrolled(self) -> None:
        low, high = self._seen()
        if low < self._told[0] or min(high, len(self.chosen)) > self._told[1]:
            self._tell_qt()


def _rows_of(what: QItemSelection | QModelIndex, count: int) -> Bools:
    now = np.zeros(count, np.bool_)
    if isinstance(what, QItemSelection):
        for i in range(what.count()):
            span = what.at(i)
            now[span.top() : span.bottom() + 1] = True
    elif what.isValid():
        now[what.row()] = True
    return now
