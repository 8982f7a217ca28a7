"""The picture of axes and signs: a section with x and y, the moments about them, and which force is positive."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.gui.panels.sectiondrawing import AXIS
from app.gui.texts import Texts


class AxesPicture(QWidget):
    """x is the strong axis, y the weak one; Mx that compresses the top flange is positive, N that compresses too."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.setMinimumSize(230, 230)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, fill = self.palette().text().color(), QColor(self.palette().link().color())
        fill.setAlpha(60)
        c = QPointF(self.width() / 2 - 10, 104)
        painter.setPen(QPen(ink, 1.3))
        painter.setBrush(fill)
        half, tall, web, flange = 38.0, 58.0, 4.0, 9.0
        outline = [(-half, -tall), (half, -tall), (half, -tall + flange), (web, -tall + flange), (web, tall - flange),
                   (half, tall - flange), (half, tall), (-half, tall), (-half, tall - flange), (-web, tall - flange),
                   (-web, -tall + flange), (-half, -tall + flange)]  # fmt: skip
        painter.drawPolygon(QPolygonF([c + QPointF(x, y) for x, y in outline]))
        self._axis(painter, c - QPointF(62, 0), c + QPointF(66, 0), "x")
        self._axis(painter, c + QPointF(0, 82), c - QPointF(0, 86), "y")
        self._moment(painter, c + QPointF(66, 0))
        painter.setPen(ink)
        small = QRectF(8, 192, self.width() - 16, self.height() - 192)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(small, flags, self._texts.say("gui_check.axes_words"))

    def _axis(self, painter: QPainter, start: QPointF, end: QPointF, name: str) -> None:
        painter.setPen(QPen(QColor(AXIS), 1.4, Qt.PenStyle.DashDotLine))
        painter.drawLine(start, end)
        painter.setPen(QPen(QColor(AXIS), 1.4))
        along = (end - start) / max(((end - start).x() ** 2 + (end - start).y() ** 2) ** 0.5, 1e-9)
        across = QPointF(-along.y(), along.x())
        for side in (1.0, -1.0):
            painter.drawLine(end, end - along * 8.0 + across * (side * 4.0))
        painter.drawText(end + (QPointF(6, -6) if name == "x" else QPointF(8, 10)), name)

    def _moment(self, painter: QPainter, tip: QPointF) -> None:
        """The double arrow of Mx: turns the top into compression."""
        ink = QColor(self.palette().link().color())
        painter.setPen(QPen(ink, 2.0))
        for back in (20.0, 28.0):
            at = tip - QPointF(back, 0)
            painter.drawLine(at, at + QPointF(-7, -5))
            painter.drawLine(at, at + QPointF(-7, 5))
        painter.drawText(tip + QPointF(-36, 24), "Mx")
