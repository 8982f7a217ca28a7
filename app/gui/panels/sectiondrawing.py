"""A cross-section drawn to scale with its dimensions."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.gui.sketch import path_of
from components.sections.families import DIMENSIONS
from components.table import Floats

_MARGIN = 34
AXIS = "#d55e00"
_SHOWN = {"h", "b", "b1", "b2", "tw", "tf", "t", "t1", "t2", "d", "a", "r", "c", "ro", "ri"}


class SectionDrawing(QWidget):
    """Draws one section; empty without one."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(190)
        self._path = QPainterPath()
        self._sizes = ""
        self._centre: QPointF | None = None

    def show_section(
        self, loops: list[Floats], family: str, dims: Floats, centre: tuple[float, float] | None = None
    ) -> None:
        """The loops of a section, its dimensions by the names of its family. centre: where its axes cross, if drawn."""
        self._path = path_of([[(x, y, b) for x, y, b in loop.tolist()] for loop in loops])
        self._centre = QPointF(*centre) if centre is not None else None
        names = DIMENSIONS.get(family, ())
        parts = [f"{n} {v:g}" for n, v in zip(names, dims.tolist(), strict=False) if n in _SHOWN and v > 0]
        self._sizes = "   ".join(parts)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._path.boundingRect()
        if box.isEmpty():
            return
        ink, quiet = self.palette().text().color(), QColor(self.palette().placeholderText().color())
        room = self.rect().adjusted(_MARGIN, 14, -_MARGIN - 20, -48)
        scale = min(room.width() / box.width(), room.height() / box.height())
        painter.save()
        painter.translate(room.center())
        painter.scale(scale, -scale)
        painter.translate(-box.center())
        fill = QColor(self.palette().link().color())
        fill.setAlpha(60)
        painter.setBrush(fill)
        pen = QPen(ink, 1.4)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPath(self._path)
        painter.restore()
        if self._centre is not None:
            self._axes(painter, QRectF(room), box, scale)
        painter.setPen(QPen(quiet, 1))
        self._dimensions(painter, QRectF(room), box, scale)
        where = self.rect().adjusted(4, 0, -4, -2)
        painter.drawText(where, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, self._sizes)

    def _axes(self, painter: QPainter, room: QRectF, box: QRectF, scale: float) -> None:
        """Axes x and y through the centroid, beyond the outline."""
        assert self._centre is not None
        c, half = room.center(), QPointF(box.width() * scale / 2 + 8, box.height() * scale / 2 + 6)
        x = c.x() + (self._centre.x() - box.center().x()) * scale
        y = c.y() - (self._centre.y() - box.center().y()) * scale
        pen = QPen(QColor(AXIS), 1, Qt.PenStyle.DashDotLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(c.x() - half.x(), y), QPointF(c.x() + half.x(), y))
        painter.drawLine(QPointF(x, c.y() - half.y()), QPointF(x, c.y() + half.y()))
        painter.drawText(QPointF(c.x() - half.x() - 10, y + 4), "x")
        painter.drawText(QPointF(x + 5, c.y() - half.y() + 2), "y")

    def _dimensions(self, painter: QPainter, room: QRectF, box: QRectF, scale: float) -> None:
        """Overall width below and height at the right, with dimension lines."""
        w, h, c = box.width() * scale, box.height() * scale, room.center()
        y = c.y() + h / 2 + 10
        x = c.x() + w / 2 + 10
        for a, b, across in (
            (QPointF(c.x() - w / 2, y), QPointF(c.x() + w / 2, y), QPointF(0, 4)),
            (QPointF(x, c.y() - h / 2), QPointF(x, c.y() + h / 2), QPointF(4, 0)),
        ):
            painter.drawLine(a, b)
            for end in (a, b):
                painter.drawLine(end - across, end + across)
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(QRectF(c.x() - 60, y + 2, 120, 18), middle, f"{box.width():g}")
        painter.drawText(
            QRectF(x + 6, c.y() - 10, 60, 20), Qt.AlignmentFlag.AlignVCenter, f"{box.height():g}"
        )
