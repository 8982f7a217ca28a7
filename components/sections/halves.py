"""What lies on one side of a straight cut through a section, exactly: for plastic moduli and static
moments.
"""

from __future__ import annotations

import numpy as np

from components.sections.contour import Loop, arcs, edges
from components.table import Floats

_STEPS = 80
_EQUAL = 1.0e-12


def turned(loop: Loop, angle: Floats) -> Loop:
    """The loop in axes turned counter-clockwise by `angle` (n,) rad."""
    cos, sin = np.cos(angle)[:, None], np.sin(angle)[:, None]
    x, y = loop[..., 0], loop[..., 1]
    return np.stack([cos * x + sin * y, cos * y - sin * x, loop[..., 2]], axis=-1)


def _lines(
    x0: Floats, y0: Floats, x1: Floats, y1: Floats, straight: Floats, cut: Floats
) -> tuple[Floats, Floats]:
    v0, v1 = y0 - cut, y1 - cut
    p0, p1 = np.maximum(v0, 0.0), np.maximum(v1, 0.0)
    level = np.abs(v1 - v0) < 1.0e-12
    share = np.where(level, v0 > 0.0, (p1 - p0) / np.where(level, 1.0, v1 - v0))
    dx = (x1 - x0) * share * straight
    return -dx * (p0 + p1) / 2.0, -dx * (p0 * p0 + p0 * p1 + p1 * p1) / 6.0


def _arc(k: Floats, radius: Floats, start: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Integrals over the part above the cut of an arc that rises or falls throughout; k: centre above the
    cut.
    """
    v0, v1 = k + radius * np.sin(start), k + radius * np.sin(end)
    ratio = np.clip(-k / np.where(radius > 0.0, radius, 1.0), -1.0, 1.0)
    middle = (start + end) / 2.0
    base = np.where(np.cos(middle) >= 0.0, np.arcsin(ratio), np.pi - np.arcsin(ratio))
    crossing = base + 2.0 * np.pi * np.round((middle - base) / (2.0 * np.pi))
    a = np.where((v0 < 0.0) & (v1 > 0.0), crossing, start)
    b = np.where((v0 > 0.0) & (v1 < 0.0), crossing, end)
    keep = (radius > 0.0) & ((v0 > 0.0) | (v1 > 0.0))

    def primitive(t: Floats) -> tuple[Floats, Floats]:
        cos, half = np.cos(t), t / 2.0 - np.sin(2.0 * t) / 4.0
        first = radius * (-k * cos + radius * half)
        second = radius / 2.0 * (-k * k * cos + 2.0 * k * radius * half + radius**2 * (cos**3 / 3.0 - cos))
        return first, second

    (a1, a2), (b1, b2) = primitive(a), primitive(b)
    return np.where(keep, b1 - a1, 0.0), np.where(keep, b2 - a2, 0.0)


def above(loops: list[Loop], level: Floats) -> tuple[Floats, Floats]:
    """Area (n,) mm2 above y = level (n,), and its first moment (n,) mm3 about that line."""
    area, first = np.zeros(len(level)), np.zeros(len(level))
    cut = level[:, None]
    for loop in loops:
        x0, y0, x1, y1, bulge = edges(loop)
        _, cy, radius, start, sweep = arcs(x0, y0, x1, y1, bulge)
        parts = [_lines(x0, y0, x1, y1, (radius == 0.0).astype(np.float64), cut)]
        sign, end, quarter = np.sign(sweep), start + sweep, np.pi / 2.0
        step = np.where(sign >= 0, np.floor(start / quarter) + 1.0, np.ceil(start / quarter) - 1.0) * quarter
        at = start
        for _ in range(3):  # an arc of half a turn or less rises and falls in at most three pieces
            to = np.where(sign >= 0, np.minimum(step, end), np.maximum(step, end))
            parts.append(_arc(cy - cut, radius, at, to))
            at, step = to, step + sign * quarter
        area += sum(p[0].sum(axis=1) for p in parts)
        first += sum(p[1].sum(axis=1) for p in parts)
    return area, first


def halving(loops: list[Loop], area: Floats, start: Floats, low: Floats, high: Floats) -> Floats:
    """(n,) the level that halves the area, between the lowest and the highest point of the sections.

    start: (n,) a first guess; the centroid is the answer for every section symmetric about it.
    """
    level, a, b = start.copy(), low.copy(), high.copy()
    fa, fb = area / 2.0, -area / 2.0
    for _ in range(_STEPS):  # false position with the Illinois rule: bracketed, and much faster than halving
        over = above(loops, level)[0] - area / 2.0
        if bool(np.all(np.abs(over) <= _EQUAL * area)):
            break
        more = over > 0.0
        fa, fb = np.where(more, over, fa / 2.0), np.where(more, fb / 2.0, over)
        a, b = np.where(more, level, a), np.where(more, b, level)
        level = np.where(np.abs(over) <= _EQUAL * area, level, (a * fb - b * fa) / (fb - fa))
    return level
