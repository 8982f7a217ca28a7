"""Copying rows of a table: few at once, many beside the window's work, told when they are there."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.gui.beside import Beside
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
        self._beside = Beside(self)

    def copy(self, model: SheetModel, view_rows: Ints) -> None:
        """Put the cells of rows of a view on the clipboard; the last rows asked for stay there."""
        count = len(view_rows)
        self._beside.forget()
        if count * max(len(model.columns), 1) <= AT_ONCE:
            self._put(copied(model, view_rows), count)
            return
        self.told.emit("gui.copying", count)
        stands, rows = model.as_it_stands(), np.array(view_rows)
        self._beside.ask(lambda: copied(stands, rows), lambda made: self._put(made, count))

    def _put(self, made: tuple[bytes, bytes], count: int) -> None:
        data = QMimeData()
        for kind, cells in zip(("text/plain", "text/html"), made, strict=True):
            data.setData(kind, cells)
        QGuiApplication.clipboard().setMimeData(data)
        self.told.emit("gui.copied", count)
