"""The section of a member, drawn to scale with its dimensions and axes."""

from __future__ import annotations

import math

from components.exports.checksheet import typeset
from components.exports.checksheet.parts import Drawn
from components.exports.pdf.pen import INK, QUIET, Pen
from components.sections import DIMENSIONS, Shape, outline, properties
from components.table import Floats
from components.words import say

MM = 72 / 25.4
SCALES = (1, 2, 2.5, 4, 5, 7.5, 10, 12.5, 15, 20, 25, 30, 40, 50, 75, 100)
AXIS = "0.72 0.30 0.18"
STEEL = "0.82 0.86 0.90"
DIMENSION = {"tw": "t_w", "tf": "t_f", "t1": "t_1", "t2": "t_2", "b1": "b_1", "b2": "b_2", "ro": "r_o", "ri": "r_i",
             "r2": "r_2"}  # fmt: skip


def points(loop: Floats) -> list[tuple[float, float]]:
    """A loop with its arcs as short chords, mm. Bulge is the tangent of a quarter of the arc's angle."""
    out = []
    for i in range(len(loop)):
        x, y, bulge = loop[i]
        x1, y1 = loop[(i + 1) % len(loop)][:2]
        out.append((float(x), float(y)))
        if abs(bulge) > 1e-9:
            sweep = 4.0 * math.atan(bulge)
            mx, my, half = (x + x1) / 2.0, (y + y1) / 2.0, 1.0 / math.tan(sweep / 2.0) / 2.0
            cx, cy = mx - (y1 - y) * half, my + (x1 - x) * half
            start, radius = math.atan2(y - cy, x - cx), math.hypot(x - cx, y - cy)
            steps = max(int(abs(sweep) / 0.15), 2)
            for k in range(1, steps):
                a = start + sweep * k / steps
                out.append((cx + radius * math.cos(a), cy + radius * math.sin(a)))
    return out


def scale_of(width_mm: float, height_mm: float, room: float) -> float:
    """The least reduction of the usual ones at which the section fits `room` points."""
    return next((s for s in SCALES if max(width_mm, height_mm) * MM / s <= room), SCALES[-1] * 2)


def drawn(shape: Shape) -> Drawn:
    """A section of the families as it is drawn."""
    held = properties(shape)
    named = zip(DIMENSIONS[shape.family], shape.dims, strict=False)
    return Drawn(
        tuple(tuple(points(loop)) for loop in outline(shape)),
        (held.xc_mm, held.yc_mm),
        tuple((DIMENSION.get(n, n), v) for n, v in named if v and n not in ("slope", "u")),
    )


def draw(pen: Pen, x: float, top: float, room: float, shape: Shape | Drawn, lang: str) -> None:
    """The section in a field `room` wide and `room` + 22 high whose upper left corner is (x, top)."""
    figure = drawn(shape) if isinstance(shape, Shape) else shape
    loops = figure.loops
    every = [p for loop in loops for p in loop]
    low_x, high_x = min(p[0] for p in every), max(p[0] for p in every)
    low_y, high_y = min(p[1] for p in every), max(p[1] for p in every)
    inner = room - 46.0
    reduction = scale_of(high_x - low_x, high_y - low_y, inner)
    k = MM / reduction
    left, bottom = (
        x + 34 + (inner - (high_x - low_x) * k) / 2,
        top - 8 - inner + (inner - (high_y - low_y) * k) / 2,
    )

    def place(p: tuple[float, float]) -> tuple[float, float]:
        return left + (p[0] - low_x) * k, bottom + (p[1] - low_y) * k

    pen.area([[place(p) for p in loop] for loop in loops], STEEL, INK, 0.6)
    for x0, y0, x1, y1 in figure.ties:
        pen.dashed(*place((x0, y0)), *place((x1, y1)), INK)
    cx, cy = place(figure.centre)
    right, upper = place((high_x, high_y))
    pen.dashed(left - 9, cy, right + 9, cy, AXIS)
    pen.dashed(cx, bottom - 7, cx, upper + 7, AXIS)
    pen.text(right + 10, cy - 2.2, "x", 6.5, AXIS)
    pen.text(cx + 2, upper + 5, "y", 6.5, AXIS)
    _span(pen, left - 15, bottom, left - 15, upper, f"{high_y - low_y:g}", True)
    _span(pen, left, bottom - 13, right, bottom - 13, f"{high_x - low_x:g}", False)
    _labels(pen, x, top - room - 6, room, figure, say("checks.scale", lang, {"scale": f"{reduction:g}"}))


def _span(pen: Pen, x: float, y: float, x1: float, y1: float, word: str, upright: bool) -> None:
    """A dimension line with ticks and its figure."""
    if upright:
        pen.post(x, y, y1 - y, 0.35, INK)
        for end in (y, y1):
            pen.rule(x - 3, end, 6, 0.35, INK)
        pen.text(x - 3, (y + y1) / 2 - 2.4, word, 6.8, INK, right=True)
    else:
        pen.rule(x, y, x1 - x, 0.35, INK)
        for end in (x, x1):
            pen.post(end, y - 3, 6, 0.35, INK)
        pen.text((x + x1) / 2 - pen.face.width(word, 6.8) / 2, y - 8.5, word, 6.8)


def _labels(pen: Pen, x: float, y: float, room: float, figure: Drawn, scale: str) -> None:
    """The named dimensions under the drawing, in as many lines as they need, and the scale."""
    at = x + 4
    for name, value in figure.dimensions:
        word = f"{name} = {round(value, 2):g}"
        wide = typeset.width(pen.face, word, 7.0) + 9
        if at + wide > x + room:
            at, y = x + 4, y - 9.5
        typeset.draw(pen, at, y, word, 7.0)
        at += wide
    pen.text(x + 4, y - 10.5, pen.face.drawable(f"mm   {scale}"), 6.2, QUIET)
