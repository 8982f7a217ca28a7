"""Drawings on a page: fitted to a round scale, with legend and scale bar; or laid straight on the paper."""

from __future__ import annotations

import numpy as np

from components.drawing import LEFT, MIDDLE, PAPER, Drawing, Ink, Label
from components.exports.pdf.pen import INK, QUIET, Pen
from components.exports.pdf.wrap import shortened, wrap
from components.sheet import text
from components.table import Floats
from components.words import say

SCALES = (20, 25, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000, 2500, 5000, 10000)
POINTS_PER_MM = 72 / 25.4
LEGEND = 168.0
SWATCH, LINE = 9.0, 13.0
_CELL = 24.0
Room = tuple[float, float, float, float]


def draw(pen: Pen, drawing: Drawing, lang: str, room: Room) -> None:
    """A drawing in (left, bottom, width, height)."""
    if drawing.unit == PAPER:
        shift = np.array([room[0], room[1]])
        _shapes(pen, drawing, shift, 1.0)
        for label in drawing.labels:
            _label(pen, drawing, label, lang, (room[0] + label.x, room[1] + label.y))
        return
    left, bottom, width, height = room
    field = width - (LEGEND if drawing.legend or drawing.notes else 0.0)
    low, high = extent(drawing)
    scale = scale_of(low, high, field, height - 18.0)
    factor = POINTS_PER_MM / scale
    middle = np.array([left + field / 2, bottom + 18.0 + (height - 18.0) / 2])
    shift = middle - (low + high) / 2 * factor
    _shapes(pen, drawing, shift, factor)
    _marks(pen, drawing, lang, shift, factor)
    _bar(pen, lang, left, bottom, scale)
    _legend(pen, drawing, lang, left + width - LEGEND + 10.0, bottom + height, LEGEND - 10.0)


def extent(drawing: Drawing) -> tuple[Floats, Floats]:
    """Lower left and upper right of all shapes, (2,) each."""
    rings = [r for s in drawing.shapes for r in s.rings if len(r)]
    if not rings:
        return np.zeros(2), np.ones(2) * 1000.0
    points = np.concatenate(rings)
    return points.min(axis=0), points.max(axis=0)


def scale_of(low: Floats, high: Floats, width: float, height: float) -> int:
    """The largest round scale at which the extent fits into width and height (points)."""
    wide, tall = (np.maximum(high - low, 1.0) * POINTS_PER_MM).tolist()
    needed = max(wide / width, tall / height)
    return next((s for s in SCALES if s >= needed), int(np.ceil(needed / 1000.0)) * 1000)


def _shapes(pen: Pen, drawing: Drawing, shift: Floats, factor: float) -> None:
    for shape in drawing.shapes:
        rings = [r * factor + shift for r in shape.rings]
        pen.path(rings, drawing.inks[shape.ink], shape.closed)


def _label(pen: Pen, drawing: Drawing, label: Label, lang: str, at: tuple[float, float]) -> None:
    face, word = pen.face, pen.face.drawable(text(label.words, lang))
    ink = label.ink or INK
    lines = wrap(face, word, label.size, label.width) if label.width else (word,)
    for place, line in enumerate(lines):
        wide = face.width(line, label.size)
        x = at[0] - {LEFT: 0.0, MIDDLE: wide / 2}.get(label.align, wide)
        pen.text(x, at[1] - place * label.size * 1.3, line, label.size, ink, bold=label.bold)


def _marks(pen: Pen, drawing: Drawing, lang: str, shift: Floats, factor: float) -> None:
    """The labels that find room: one that would cover another is left out; of a crowd the first stands."""
    taken: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
    for label in drawing.labels:
        x, y = (shift + np.array([label.x, label.y]) * factor).tolist()
        wide = pen.face.width(pen.face.drawable(text(label.words, lang)), label.size)
        box = (x - wide / 2, y - label.size / 2, x + wide / 2, y + label.size / 2)
        cells = [
            (i, j)
            for i in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1)
            for j in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1)
        ]
        if any(_overlap(box, other) for cell in cells for other in taken.get(cell, ())):
            continue
        for cell in cells:
            taken.setdefault(cell, []).append(box)
        pen.under(box[0] - 0.6, box[1] + 0.2, wide + 1.2, label.size - 0.4)
        _label(pen, drawing, label, lang, (x, y - label.size * 0.35))


def _overlap(a: Room, b: Room) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _bar(pen: Pen, lang: str, x: float, y: float, scale: int) -> None:
    """A scale bar of a round number of metres, and the scale in numbers."""
    metres = next(
        m for m in (1, 2, 5, 10, 20, 50, 100, 200, 500) if m * 1000 * POINTS_PER_MM / scale > 42 or m == 500
    )
    length = metres * 1000 * POINTS_PER_MM / scale
    half = Ink(INK, INK, 0.4)
    pen.path([_box(x, y + 4, length / 2, 3.0)], half)
    pen.path([_box(x + length / 2, y + 4, length / 2, 3.0)], Ink("", INK, 0.4))
    words = say("exports.scale", lang, {"scale": scale, "metres": metres})
    pen.text(x + length + 6, y + 3, pen.face.drawable(words), 6.5, QUIET)


def _box(x: float, y: float, width: float, height: float) -> Floats:
    return np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])


def _legend(pen: Pen, drawing: Drawing, lang: str, x: float, top: float, width: float) -> None:
    face, y = pen.face, top - 4.0
    if drawing.legend:
        pen.text(x, y - 8, say("exports.legend", lang), 9.0, bold=True)
        y -= 16
    for key in drawing.legend:
        y -= LINE
        pen.path([_box(x, y, SWATCH * 1.5, SWATCH)], drawing.inks[key.ink])
        room = width - SWATCH * 1.5 - 6 - (face.width(key.note, 7.0) + 6 if key.note else 0)
        pen.text(
            x + SWATCH * 1.5 + 6,
            y + 1.5,
            shortened(face, face.drawable(text(key.words, lang)), 7.2, room),
            7.2,
        )
        pen.text(x + width, y + 1.5, face.drawable(key.note), 7.0, QUIET, right=True)
    y -= 10
    for note in drawing.notes:
        for line in wrap(face, face.drawable(text(note, lang)), 6.8, width):
            y -= 9.2
            pen.text(x, y, line, 6.8, QUIET)
        y -= 4
