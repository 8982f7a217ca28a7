"""Loops of lines and arcs clipped by half-planes, and linear functions integrated over what is left, exactly.

A clipped loop of a non-convex outline may run along the cut more than once; these runs cancel in every integral, so
areas and volumes stay exact without a polygon library.
"""

from __future__ import annotations

import math

import numpy as np

from components.sections import contour
from components.table import Floats

_SAME = 1e-9
Line = tuple[float, float, float]
"""(a, b, c): the half-plane a x + b y + c >= 0."""


def clip(loop: Floats, line: Line) -> Floats:
    """The loop (k, 3) kept where a x + b y + c >= 0; an empty array where nothing is left."""
    a, b, c = line
    scale = math.hypot(a, b)
    value = a * loop[:, 0] + b * loop[:, 1] + c
    limit = _SAME * max(scale, 1e-12) * max(1.0, float(np.abs(loop[:, :2]).max(initial=0.0)))
    if (value >= -limit).all() and not loop[:, 2].any():
        return loop
    if (value <= limit).all() and not loop[:, 2].any():
        return loop[:0]
    out: list[tuple[float, float, float]] = []
    count = len(loop)
    for i in range(count):
        start, stop = loop[i], loop[(i + 1) % count]
        for x0, y0, x1, y1, bulge in _pieces(start, stop, line):
            mid = _middle(x0, y0, x1, y1, bulge)
            if a * mid[0] + b * mid[1] + c >= 0:
                _append(out, x0, y0, bulge)
                _append(out, x1, y1, 0.0)
    return np.array(out) if len(out) > 1 else loop[:0]


def _append(out: list[tuple[float, float, float]], x: float, y: float, bulge: float) -> None:
    if out and abs(out[-1][0] - x) < _SAME and abs(out[-1][1] - y) < _SAME and out[-1][2] == 0.0:
        out[-1] = (x, y, bulge)
    else:
        out.append((x, y, bulge))


def _pieces(start: Floats, stop: Floats, line: Line) -> list[tuple[float, float, float, float, float]]:
    """One edge cut where it crosses the line."""
    x0, y0, bulge = float(start[0]), float(start[1]), float(start[2])
    x1, y1 = float(stop[0]), float(stop[1])
    a, b, c = line
    if abs(bulge) < 1e-12:
        v0, v1 = a * x0 + b * y0 + c, a * x1 + b * y1 + c
        if v0 * v1 >= 0:
            return [(x0, y0, x1, y1, 0.0)]
        t = v0 / (v0 - v1)
        xm, ym = x0 + t * (x1 - x0), y0 + t * (y1 - y0)
        return [(x0, y0, xm, ym, 0.0), (xm, ym, x1, y1, 0.0)]
    cx, cy, r, begin, sweep = _arc(x0, y0, x1, y1, bulge)
    norm = math.hypot(a, b)
    distance = (a * cx + b * cy + c) / norm
    if abs(distance) >= r:
        return [(x0, y0, x1, y1, bulge)]
    toward = math.atan2(-b, -a)
    half = math.acos(distance / r)
    cuts = []
    for angle in (toward - half, toward + half):
        way = (angle - begin) % (2 * math.pi) if sweep > 0 else -((begin - angle) % (2 * math.pi))
        if 1e-12 < abs(way) < abs(sweep) - 1e-12:
            cuts.append(way)
    cuts.sort(key=abs)
    ways = [0.0, *cuts, sweep]
    ends = [(x0, y0), *((cx + r * math.cos(begin + w), cy + r * math.sin(begin + w)) for w in cuts), (x1, y1)]
    return [(*ends[k], *ends[k + 1], math.tan((ways[k + 1] - ways[k]) / 4)) for k in range(len(ways) - 1)]


def _arc(
    x0: float, y0: float, x1: float, y1: float, bulge: float
) -> tuple[float, float, float, float, float]:
    """Centre, radius, start angle and signed sweep of an edge with a bulge."""
    chord = math.hypot(x1 - x0, y1 - y0)
    off = (1.0 - bulge * bulge) / (4.0 * bulge)
    cx, cy = (x0 + x1) / 2 - off * (y1 - y0), (y0 + y1) / 2 + off * (x1 - x0)
    r = chord * (1.0 + bulge * bulge) / (4.0 * abs(bulge))
    return cx, cy, r, math.atan2(y0 - cy, x0 - cx), 4.0 * math.atan(bulge)


def _middle(x0: float, y0: float, x1: float, y1: float, bulge: float) -> tuple[float, float]:
    """A point half-way along an edge."""
    return (x0 + x1) / 2 + bulge * (y1 - y0) / 2, (y0 + y1) / 2 - bulge * (x1 - x0) / 2


def integral(loops: list[Floats], plane: Line) -> float:
    """Integral of a x + b y + c over the region that the loops bound."""
    live = [loop for loop in loops if len(loop) > 1]
    if not live:
        return 0.0
    m = contour.moments([loop[None] for loop in live])
    a, b, c = plane
    return float(a * m.sy[0] + b * m.sx[0] + c * m.area[0])


def area(loops: list[Floats]) -> float:
    """Area of the region."""
    return integral(loops, (0.0, 0.0, 1.0))


def between(loops: list[Floats], uppers: list[Line], lowers: list[Line]) -> tuple[float, float, float]:
    """Volume under the lowest of `uppers` and over the highest of `lowers`, above the region of the loops.

    Each line is a height a x + b y + c. Returns the volume and the least and greatest height it reaches.
    """
    volume, low, high = 0.0, math.inf, -math.inf
    for i, upper in enumerate(uppers):
        part = _where(loops, [_minus(other, upper) for k, other in enumerate(uppers) if k != i], i, uppers)
        for j, lower in enumerate(lowers):
            region = _where(
                part, [_minus(lower, other) for k, other in enumerate(lowers) if k != j], j, lowers
            )
            gap = _minus(upper, lower)
            region = [clip(loop, gap) for loop in region] if _tilted(gap) else (region if gap[2] > 0 else [])
            region = [loop for loop in region if len(loop) > 1]
            if not region:
                continue
            volume += integral(region, gap)
            points = np.concatenate(region)[:, :2]
            low = min(low, float((points @ lower[:2]).min() + lower[2]))
            high = max(high, float((points @ upper[:2]).max() + upper[2]))
    return volume, low, high


def _where(loops: list[Floats], conditions: list[Line], own: int, family: list[Line]) -> list[Floats]:
    """The part of the region where every condition is >= 0; of equal functions only the first takes it."""
    region = loops
    others = [k for k in range(len(family)) if k != own]
    for k, condition in zip(others, conditions, strict=True):
        if _tilted(condition):
            region = [clip(loop, condition) for loop in region]
        elif condition[2] < -1e-9 or (abs(condition[2]) <= 1e-9 and k < own):
            return []
    return region


def _minus(first: Line, second: Line) -> Line:
    return first[0] - second[0], first[1] - second[1], first[2] - second[2]


def _tilted(line: Line) -> bool:
    return math.hypot(line[0], line[1]) > 1e-12
