"""A chart of the report painted in the colours of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui import theme
from components.drawing import LEFT, MIDDLE, Drawing, Label, Shape
from components.rates.portfolio_charts import GREEN, QUIET, RED
from components.sheet import text

POINT = 1.5
"""Pixels a point of the drawing takes, so that its 7 point words are as large as those of the window."""
Make = Callable[[str, float, float], Drawing]


class Chart(QWidget):
    """Asks for the drawing in its own size, so that words keep theirs."""

    def __init__(self) -> None:
        super().__init__()
        self._make: Make | None = None
        self._lang = "zh"
        self._look = theme.LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, make: Make | None, lang: str) -> None:
        """Paint what `make(lang, width, height)` draws; None paints nothing."""
        self._make, self._lang = make, lang
        self.update()

    def dress(self, look: theme.Colours) -> None:
        """The look of the moment."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 260)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._look.base))
            if self._make is not None:
                self._paint(painter, self._make(self._lang, self.width() / POINT, self.height() / POINT))

    def _paint(self, painter: QPainter, drawing: Drawing) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in drawing.shapes:
            self._shape(painter, drawing, shape)
        for label in drawing.labels:
            self._label(painter, label)

    def _at(self, x: float, y: float) -> QPointF:
        return QPointF(x * POINT, self.height() - y * POINT)

    def _shape(self, painter: QPainter, drawing: Drawing, shape: Shape) -> None:
        colour, ink = QColor(self._colour(shape.ink)), drawing.inks[shape.ink]
        for ring in shape.rings:
            points = QPolygonF([self._at(x, y) for x, y in ring.tolist()])
            if shape.closed:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawPolygon(points)
            else:
                painter.setPen(QPen(colour, max(ink.weight * POINT, 1.0)))
                painter.drawPolyline(points)

    def _label(self, painter: QPainter, label: Label) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(round(label.size * POINT), 9))
        font.setBold(label.bold)
        words = text(label.words, self._lang)
        wide = QFontMetricsF(font).horizontalAdvance(words)
        at = self._at(label.x, label.y)
        shift = {LEFT: 0.0, MIDDLE: wide / 2}.get(label.align, wide)
        painter.setFont(font)
        painter.setPen(QColor(self._words(label.ink)))
        painter.drawText(QPointF(at.x() - shift, at.y()), words)

    def _words(self, ink: str) -> str:
        c = self._look
        return {QUIET: c.quiet, RED: c.error, GREEN: c.good}.get(ink, c.text)

    def _colour(self, ink: str) -> str:
        c = self._look
        known = {
            "bar": c.accent,
            "target": c.error,
            "axis": c.quiet,
            "rule": c.line,
            "met": c.good,
            "missed": c.error,
        }
        return _between(c.accent, c.base, 0.35) if ink == "open" else known.get(ink, c.quiet)


def _between(one: str, other: str, share: float) -> str:
    """A colour between two: `share` of the first."""
    a, b = QColor(one), QColor(other)
    rest = 1.0 - share
    return QColor.fromRgbF(
        a.redF() * share + b.redF() * rest,
        a.greenF() * share + b.greenF() * rest,
        a.blueF() * share + b.blueF() * rest,
    ).name()


class Swatches(QWidget):
    """What the colours of the bars mean."""

    def __init__(self) -> None:
        super().__init__()
        self._said: list[tuple[str, str]] = []
        self._look = theme.LIGHT
        self.setFixedHeight(22)

    def show_words(self, said: list[tuple[str, str]], look: theme.Colours) -> None:
        """Ink and words, from the left."""
        self._said, self._look = said, look
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter, self._look)

    def _paint(self, painter: QPainter, c: theme.Colours) -> None:
        inks = {"bar": c.accent, "open": _between(c.accent, c.base, 0.35), "met": c.good, "missed": c.error}
        x = 4.0
        for ink, words in self._said:
            painter.fillRect(QRectF(x, 7, 9, 9), QColor(inks.get(ink, c.quiet)))
            painter.setPen(QColor(c.quiet))
            painter.drawText(QPointF(x + 14, 16), words)
            x += 34 + QFontMetricsF(self.font()).horizontalAdvance(words)
