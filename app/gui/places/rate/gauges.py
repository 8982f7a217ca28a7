"""The three rates, each beside the lines that apply to it: painted by Qt, in the words of report and command line."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.texts import Texts, held
from components.rates.banner import figure
from components.rates.gauges import OWN, REFERENCE, TARGET, Gauge, Mark
from components.rates.result import MET, MISSED
from components.rates.wording import text

_OWN = {False: "#7a3fa0", True: "#c39be0"}
_SIGN = {MET: "✓", MISSED: "✕", "not_known": "?"}
_BAR, _TICK, _ROW = 16.0, 5.0, 14.0
_NEAR = 7.0
"""Marks closer than this [%] stand in two rows."""


class Bar(QWidget):
    """0 to 100 %: what is reached, what may yet be reached, and a line per mark."""

    def __init__(self) -> None:
        super().__init__()
        self._gauge: Gauge | None = None
        self._look = theme.LIGHT
        self._rows = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_gauge(self, gauge: Gauge, look: theme.Colours) -> None:
        """Paint this one."""
        self._gauge, self._look = gauge, look
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, int(self._rows * _ROW + _BAR + 2 * _TICK + _ROW))

    def rows(self) -> int:
        """How many rows the figures of the marks need: two where two of them would meet."""
        marks = sorted(m.percent for m in self._gauge.marks) if self._gauge is not None else []
        return 2 if any(b - a < _NEAR for a, b in pairwise(marks)) else 1

    def set_rows(self, rows: int) -> None:
        """Leave room for so many, as the bars beside do."""
        self._rows = rows
        self.updateGeometry()

    def paintEvent(self, _event: Any) -> None:
        if self._gauge is not None:
            with QPainter(self) as painter:
                self._paint(painter, self._gauge, self._look)

    def _paint(self, painter: QPainter, gauge: Gauge, look: theme.Colours) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.86)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        left, width = 6.0, self.width() - 12.0
        above = self._rows * _ROW
        top = above + _TICK
        track = QRectF(left, top, width, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.line))
        painter.drawRoundedRect(track, 3, 3)
        if gauge.low is not None and gauge.high is not None:
            self._fill(painter, track, gauge.low, gauge.high)
        taken: list[list[float]] = [[], []]
        for mark in sorted(gauge.marks, key=lambda m: m.percent):
            x = left + width * mark.percent / 100
            painter.setPen(_pen(mark, look))
            painter.drawLine(QPointF(x, top - _TICK), QPointF(x, top + _BAR + _TICK))
            words = f"{mark.percent:g}"
            half = metrics.horizontalAdvance(words) / 2
            at = min(max(x, left + half), left + width - half)
            row = int(self._rows > 1 and any(abs(at - t) <= 2 * half + 3 for t in taken[0]))
            taken[row].append(at)
            painter.setPen(QColor(_ink(mark, look)))
            painter.drawText(QPointF(at - half, above - row * _ROW - 3), words)
        painter.setPen(QColor(look.quiet))
        base = top + _BAR + _TICK + _ROW - 2
        painter.drawText(QPointF(left, base), "0")
        end = "100 %"
        painter.drawText(QPointF(left + width - metrics.horizontalAdvance(end), base), end)

    def _fill(self, painter: QPainter, track: QRectF, low: float, high: float) -> None:
        accent = QColor(self._look.accent)
        if high > low:
            soft = QColor(accent)
            soft.setAlpha(60)
            box = QRectF(
                track.left() + track.width() * low / 100,
                track.top(),
                track.width() * (high - low) / 100,
                _BAR,
            )
            painter.setBrush(soft)
            painter.drawRect(box)
            painter.setBrush(QBrush(accent, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(box)
        painter.setBrush(accent)
        painter.drawRoundedRect(QRectF(track.left(), track.top(), track.width() * low / 100, _BAR), 3, 3)


def _ink(mark: Mark, look: theme.Colours) -> str:
    if mark.role in (TARGET, REFERENCE):
        return look.error
    return _OWN[look is theme.DARK] if mark.role == OWN else look.text


def _pen(mark: Mark, look: theme.Colours) -> QPen:
    pen = QPen(QColor(_ink(mark, look)), 2.2 if mark.role == TARGET else 1.5)
    if mark.role in (REFERENCE, OWN):
        pen.setStyle(Qt.PenStyle.DashLine if mark.role == REFERENCE else Qt.PenStyle.DashDotLine)
    return pen


class GaugeCard(QFrame):
    """One rate: its name, its figure, the first line that says whether it is complete, its bar, its verdicts."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.name, self.figure, self.headline = QLabel(wordWrap=True), QLabel(), QLabel(wordWrap=True)
        self.open = QLabel()
        self.name.setObjectName("subheading")
        self.figure.setObjectName("heading")
        self.open.setObjectName("bad")
        self.bar = Bar()
        self.name.setIndent(0)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.name, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.open, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignBottom)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(6)
        self._lines.setVerticalSpacing(2)
        self._lines.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 4, 14, 8)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self.headline)  # the first line says whether the rate is complete
        layout.addLayout(self._lines)
        layout.addStretch(1)

    def show_gauge(self, gauge: Gauge, texts: Texts, look: theme.Colours) -> None:
        """Say and paint one rate."""
        lang = texts.lang
        self.name.setText(text(gauge.name, lang))
        self.figure.setText(figure(gauge, lang))
        self.headline.setText(held(text(gauge.headline, lang)))
        unsure = gauge.low is not None and gauge.low != gauge.high
        self.open.setText(texts.say("rating.incomplete") if unsure else "")
        self.bar.show_gauge(gauge, look)
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, mark in enumerate(gauge.marks):
            sign, line = QLabel(_SIGN.get(mark.state, "–")), QLabel(wordWrap=True)
            sign.setObjectName({MET: "good", MISSED: "bad"}.get(mark.state, "quiet"))
            title, said = text(mark.title, lang), text(mark.text, lang)
            reference = mark.role == REFERENCE
            line.setText(held(said if reference else f"{title}  {said}"))
            line.setObjectName("quiet" if reference else "line")
            self._put(row, sign, line)
        for row, beside in enumerate(gauge.beside, len(gauge.marks)):
            line = QLabel(held(text(beside, lang)), wordWrap=True)
            line.setObjectName("quiet")
            self._put(row, QLabel("·"), line)

    def _put(self, row: int, sign: QLabel, line: QLabel) -> None:
        sign.setFixedWidth(14)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addWidget(line, row, 1)


class Gauges(QWidget):
    """The three cards in a row. stood: they need another height."""

    stood = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards = tuple(GaugeCard() for _ in range(3))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        for card in self.cards:
            row.addWidget(card, 1)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():  # words break by width alone
            self._stand()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # words have changed, or got their font
            self._stand()
        return done

    def _stand(self) -> None:
        """No lower than the words need at this width: rather scrolled than squeezed."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            high = layout.totalHeightForWidth(self.width())
            if high != self.minimumHeight():
                self.setMinimumHeight(high)
                self.stood.emit()

    def show_gauges(self, gauges: tuple[Gauge, ...], texts: Texts, look: theme.Colours) -> None:
        """Say and paint them."""
        for card, gauge in zip(self.cards, gauges, strict=True):
            card.show_gauge(gauge, texts, look)
        for card in self.cards:
            card.bar.set_rows(max(c.bar.rows() for c in self.cards))
        self._stand()
