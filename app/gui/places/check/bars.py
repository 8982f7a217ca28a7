"""Utilisations as bars in their cells: as long as the share used, in the colour of their state."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.gui.checking import BANDS, Found
from app.gui.places.check.bands import COLOURS
from app.gui.sheetmodel import SheetModel

_SHARE = 0.42
"""Of the colour in a light bar."""


class Bars(QStyledItemDelegate):
    """Draws a bar behind figures of the columns named `utilisation` and `group_…`."""

    found: Found | None = None

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        share = self._share(index)
        if share <= 0.0:
            return
        room = QRectF(option.rect).adjusted(2, 3, -2, -3)
        colour, dark = (
            QColor(COLOURS[self._band(share, index)]),
            option.palette.base().color().lightness() < 128,
        )
        painter.save()
        # over the cell, so that a selected one keeps its bar; the figure stays as sharp as it was
        mode = QPainter.CompositionMode
        painter.setCompositionMode(mode.CompositionMode_Screen if dark else mode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour.darker(230) if dark else _light(colour))
        painter.drawRoundedRect(
            QRectF(room.left(), room.top(), room.width() * min(share, 1.0), room.height()), 2, 2
        )
        painter.restore()

    def _share(self, index: QModelIndex | QPersistentModelIndex) -> float:
        model = index.model()
        if not isinstance(model, SheetModel) or model.sheet is None:
            return 0.0
        key, row = model.columns[index.column()].key, int(model.shown.rows[index.row()])
        if row < 0 or not (key == "utilisation" or key.startswith("group_")):
            return 0.0
        value = float(np.asarray(model.sheet.data[key])[row])
        return value if value > 0.0 else 0.0

    def _band(self, share: float, index: QModelIndex | QPersistentModelIndex) -> str:
        """The band of one figure; that of the member where it is not proven."""
        model = index.model()
        if self.found is None or not isinstance(model, SheetModel):
            return "not_checked"
        if share > 1.0:
            return "over"
        own = BANDS[int(self.found.band[int(model.shown.rows[index.row()])])]
        if own in ("unproven", "not_checked"):
            return own
        low, near = self.found.limits
        return (
            "near"
            if share > near
            else "low"
            if share < low
            else "middle"
            if share < (low + near) / 2
            else "high"
        )


def _light(colour: QColor) -> QColor:
    red, green, blue = (
        round(255 - _SHARE * (255 - c)) for c in (colour.red(), colour.green(), colour.blue())
    )
    return QColor(red, green, blue)
