"""What Qt draws on the picture: labels, measures, legend, axes, frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from app.gui.view3d.camera import Camera
from app.gui.view3d.colours import Entry
from app.gui.view3d.measure import Measure, Ruler
from app.gui.view3d.scene import Scene, spread
from components.table import Floats, Ints

if TYPE_CHECKING:
    from app.gui.theme import Colours

_MOST_LABELS = 400
_LEGEND_ROWS = 16
_MOST_EDGES = 6000


def focus(painter: QPainter, where: QRect, look: Colours) -> None:
    """A line around the picture that has the keys."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QColor(look.accent))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(where.adjusted(0, 0, -1, -1))


def sentence(painter: QPainter, where: QRect, words: str, look: Colours) -> None:
    """One sentence in the middle."""
    painter.setPen(QColor(look.quiet))
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)


def labels(
    painter: QPainter,
    scene: Scene,
    camera: Camera,
    size: tuple[int, int],
    rows: Ints,
    words: list[str],
    look: Colours,
) -> None:
    """Words at the middle of components, nearest first, none over another."""
    middle = scene.boxes[rows].mean(axis=1)
    seen = camera.project(middle, *size)
    on = np.isfinite(seen).all(axis=1) & (seen[:, 2] > 0)
    on &= (seen[:, 0] > 0) & (seen[:, 0] < size[0]) & (seen[:, 1] > 0) & (seen[:, 1] < size[1])
    metrics = QFontMetrics(painter.font())
    taken: list[QRectF] = []
    order = np.flatnonzero(on)
    for i in order[np.argsort(seen[order, 2])].tolist():
        if len(taken) >= _MOST_LABELS or not words[i]:
            continue
        box = QRectF(metrics.boundingRect(words[i])).adjusted(-4, -1, 4, 1)
        box.moveCenter(QPointF(seen[i, 0], seen[i, 1]))
        if not any(box.intersects(t) for t in taken):
            taken.append(box)
            _tag(painter, box, words[i], look)


def outlines(
    painter: QPainter, scene: Scene, camera: Camera, size: tuple[int, int], rows: Ints, look: Colours
) -> None:
    """Sharp edges of a few components, in front of whatever hides them."""
    at = spread(scene.first_edge, rows)
    if not 0 < len(at) <= _MOST_EDGES:
        return
    ends = camera.project(scene.points[scene.edges[at].reshape(-1)].astype(np.float64), *size).reshape(
        -1, 2, 3
    )
    ends = ends[(ends[..., 2] > 0).all(axis=1)]
    painter.setPen(QPen(QColor(look.selected), 1.2))
    painter.drawLines([QLineF(a, b, c, d) for a, b, c, d in ends[..., :2].reshape(-1, 4).tolist()])


def _tag(painter: QPainter, box: QRectF, words: str, look: Colours) -> None:
    paper = QColor(look.base)
    paper.setAlpha(225)
    painter.setPen(QPen(QColor(look.line), 1))
    painter.setBrush(paper)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor(look.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def measures(painter: QPainter, camera: Camera, size: tuple[int, int], ruler: Ruler, look: Colours) -> None:
    """Lines with their length, and the point beneath the pointer."""
    every = list(ruler.done)
    if ruler.first is not None and ruler.hover is not None:
        every.append(Measure(ruler.first, ruler.hover[0]))
    ink = QColor(look.accent)
    metrics = QFontMetrics(painter.font())
    for one in every:
        a, b = _on_screen(camera, one.start, size), _on_screen(camera, one.end, size)
        painter.setPen(QPen(ink, 2))
        painter.drawLine(a, b)
        painter.setBrush(ink)
        for p in (a, b):
            painter.drawEllipse(p, 3, 3)
        words = ruler.words(one)
        box = QRectF(metrics.boundingRect(words)).adjusted(-6, -2, 6, 2)
        box.moveCenter((a + b) / 2 - QPointF(0, 14))
        _tag(painter, box, words, look)
    if ruler.hover is not None:
        at = _on_screen(camera, ruler.hover[0], size)
        painter.setPen(QPen(QColor(look.selected), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if ruler.hover[1] == "corner":
            painter.drawRect(QRectF(at.x() - 6, at.y() - 6, 12, 12))
        elif ruler.hover[1] == "middle":
            painter.drawPolygon([at + QPointF(0, -7), at + QPointF(7, 6), at + QPointF(-7, 6)])
        else:
            painter.drawEllipse(at, 5, 5)


def _on_screen(camera: Camera, point: Floats, size: tuple[int, int]) -> QPointF:
    x, y, _ = camera.project(point[None], *size)[0].tolist()
    return QPointF(x, y)


def triad(painter: QPainter, camera: Camera, height: int, look: Colours) -> None:
    """The directions of the world, bottom left."""
    centre, reach = QPointF(40, height - 40), 24.0
    right, up, back = camera.axes
    parts = sorted(
        zip("XYZ", np.eye(3), ("#d55e00", "#009e73", "#0072b2"), strict=True), key=lambda p: p[1] @ back
    )
    for name, axis, colour in parts:
        end = centre + QPointF(reach * float(axis @ right), -reach * float(axis @ up))
        painter.setPen(QPen(QColor(colour), 2))
        painter.drawLine(centre, end)
        away = centre + (end - centre) * 1.35
        painter.drawText(QRectF(away.x() - 8, away.y() - 8, 16, 16), Qt.AlignmentFlag.AlignCenter, name)


def legend_box(
    metrics: QFontMetrics, where: QRect, title: str, entries: tuple[Entry, ...]
) -> tuple[QRectF, list[str]]:
    """Where the legend stands, top right, and the names in it; an empty box where there is none or no room."""
    shown = entries[:_LEGEND_ROWS]
    names = [metrics.elidedText(e.words, Qt.TextElideMode.ElideRight, 200) for e in shown]
    wide = [metrics.horizontalAdvance(f"{n}  {e.count:,}") for n, e in zip(names, shown, strict=True)]
    width = max(max(wide, default=0) + 20, metrics.horizontalAdvance(title)) + 22
    box = QRectF(where.right() - width - 10, 10, width, (metrics.height() + 4) * (len(shown) + 1) + 14)
    nothing = not (entries or title) or box.height() > where.height() - 20
    return (QRectF() if nothing else box), names


def legend(painter: QPainter, where: QRect, title: str, entries: tuple[Entry, ...], look: Colours) -> None:
    """What the colours mean, top right; the title alone where it says why there are none."""
    metrics = QFontMetrics(painter.font())
    box, names = legend_box(metrics, where, title, entries)
    if box.isEmpty():
        return
    line = metrics.height() + 4
    paper = QColor(look.base)
    paper.setAlpha(222)
    painter.setPen(QPen(QColor(look.line), 1))
    painter.setBrush(paper)
    painter.drawRoundedRect(box, 6, 6)
    at = QRectF(box.left() + 11, box.top() + 6, box.width() - 22, line)
    painter.setPen(QColor(look.quiet))
    painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
    for entry, name in zip(entries, names, strict=False):  # the legend ends where its rows do
        at.translate(0, line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(entry.colour))
        painter.drawRoundedRect(QRectF(at.left(), at.center().y() - 5, 11, 11), 2, 2)
        painter.setPen(QColor(look.text))
        painter.drawText(
            at.adjusted(18, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name
        )
        painter.setPen(QColor(look.quiet))
        painter.drawText(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{entry.count:,}")


def note(painter: QPainter, where: QRect, words: str, look: Colours) -> None:
    """What the picture leaves out, bottom right."""
    painter.setPen(QColor(look.quiet))
    room = where.adjusted(90, 0, -10, -8)
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
    painter.drawText(room, flags | Qt.TextFlag.TextWordWrap, words)


def frame(painter: QPainter, box: QRect, look: Colours) -> None:
    """The selection frame: solid to the right, dashed to the left."""
    fill = QColor(look.accent)
    fill.setAlpha(36)
    style = Qt.PenStyle.SolidLine if box.width() > 0 else Qt.PenStyle.DashLine
    painter.setPen(QPen(QColor(look.accent), 1, style))
    painter.setBrush(fill)
    painter.drawRect(box.normalized())
