"""Small drawings of lists as pictures, and closed outlines with arcs as paths."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from components.sheet import Sketch

Loop = Sequence[tuple[float, float, float]]


def path_of(loops: Iterable[Loop]) -> QPainterPath:
    """Closed loops of (x, y, bulge) as one path, y upwards, holes by even-odd."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for loop in loops:
        if len(loop) < 2:
            continue
        path.moveTo(loop[0][0], loop[0][1])
        for (x0, y0, bulge), (x1, y1, _) in zip(loop, [*loop[1:], loop[0]], strict=True):
            if abs(bulge) < 1e-9:
                path.lineTo(x1, y1)
                continue
            off = (1 - bulge * bulge) / (4 * bulge)
            cx, cy = (x0 + x1) / 2 - off * (y1 - y0), (y0 + y1) / 2 + off * (x1 - x0)
            radius = math.hypot(x0 - cx, y0 - cy)
            start = math.degrees(math.atan2(y0 - cy, x0 - cx))
            box = QRectF(cx - radius, cy - radius, 2 * radius, 2 * radius)
            path.arcTo(box, -start, -math.degrees(4 * math.atan(bulge)))  # Qt turns the other way round
        path.closeSubpath()
    return path


def sketched(sketch: Sketch, side: int, ink: QColor) -> QPixmap:
    """A sketch as a square picture of `side` pixels, drawn at twice that for sharp screens."""
    picture = QPixmap(2 * side, 2 * side)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    path = path_of(sketch.loops)
    box = path.boundingRect()
    scale = (side - 2.0) / max(box.width(), box.height(), 1e-9)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(side / 2, side / 2)
        painter.scale(scale, -scale)
        painter.translate(-box.center())
        painter.setPen(QPen(ink, 0.9 / scale))
        painter.setBrush(ink if sketch.filled else Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
    return picture
