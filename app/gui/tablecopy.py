"""Copying rows of a table: few at once, many beside the window's work, told when they are there."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QMimeData, QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QGuiApplication

from app.gui.clipboard import copied
from app.gui.sheetmodel import SheetModel
from components.table import Ints

AT_ONCE = 50_000
"""Cells that are made ready in a few hundredths of a second."""


class Copier(QObject):
    """told: code of the sentence that says how far it is, and how many rows it is about."""

    told = Signal(str, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._asked = 0
        self._work: _Work | None = None

    def copy(self, model: SheetModel, view_rows: Ints) -> None:
        """Put the cells of rows of a view on the clipboard; the last rows asked for stay there."""
        self._asked += 1
        if len(view_rows) * max(len(model.columns), 1) <= AT_ONCE:
            self._put(self._asked, *copied(model, view_rows), len(view_rows))
            return
        self.told.emit("gui.copying", len(view_rows))
        self._work = _Work(self._asked, model.as_it_stands(), np.array(view_rows))
        self._work.told.ready.connect(self._put, Qt.ConnectionType.QueuedConnection)
        QThreadPool.globalInstance().start(self._work)

    def _put(self, asked: int, plain: bytes, rich: bytes, count: int) -> None:
        if asked != self._asked:
            return
        data = QMimeData()
        data.setData("text/plain", plain)
        data.setData("text/html", rich)
        QGuiApplication.clipboard().setMimeData(data)
        self.told.emit("gui.copied", count)


class _Told(QObject):
    ready = Signal(int, object, object, int)


class _Work(QRunnable):
    """Makes the cells ready on another thread. model: one that nobody else changes."""

    def __init__(self, asked: int, model: SheetModel, rows: Ints) -> None:
        super().__init__()
        self.setAutoDelete(False)  # the copier holds it, and what it made, until the next one
        self.told = _Told()
        self._asked, self._model, self._rows = asked, model, rows

    def run(self) -> None:
        plain, rich = copied(self._model, self._rows)
        self.told.ready.emit(self._asked, plain, rich, len(self._rows))
