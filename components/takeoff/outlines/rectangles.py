"""The smallest rectangle around an outline of lines and arcs."""

from __future__ import annotations

import math

import numpy as np

from components.record import valued
from components.sections import contour
from components.table import Floats
from components.takeoff.outlines.inside import corners

_QUARTER = math.pi / 2


@valued
class Rectangle:
    """Sides mm, the longer first; angle of the longer side against x, rad."""

    length: float
    width: float
    angle: float


def smallest_rectangle(loops: list[Floats]) -> Rectangle:
    """The rectangle of least area around loops (k, 3); NaN where there are no three points.

    One side of it runs along the convex hull; arcs are measured exactly in each direction that is tried. Corners on a
    grid of 1e-6 mm and directions to 1e-8 rad: sides hold to about 1e-8 of the length, whatever the axes.
    """
    points = np.concatenate([corners(loop) for loop in loops]) if loops else np.zeros((0, 2))
    around = hull(points)
    if len(around) < 3:
        return Rectangle(math.nan, math.nan, math.nan)
    way = contour.following(around) - around
    straight = np.concatenate([_straight(loop) for loop in loops])
    every = np.concatenate((way, straight)) if len(straight) else way
    angle = np.arctan2(every[:, 1], every[:, 0]) % _QUARTER
    angle = angle[np.unique(np.round(angle, 8), return_index=True)[1]]
    u, v = _reach(loops, angle), _reach(loops, angle + _QUARTER)
    size = u * v
    near = np.flatnonzero(size <= size.min() * (1 + 1e-7))
    # Of equal rectangles the one along the longest straight edge, so that turning a part changes nothing.
    best = int(near[int(np.argmax([_along(every, float(angle[k])) for k in near.tolist()]))])
    swap = u[best] < v[best]
    sides = (float(v[best]), float(u[best])) if swap else (float(u[best]), float(v[best]))
    return Rectangle(*sides, float(angle[best]) + (_QUARTER if swap else 0.0))


def _straight(loop: Floats) -> Floats:
    way = contour.following(loop[:, :2]) - loop[:, :2]
    return np.asarray(way[loop[:, 2] == 0])


def _along(every: Floats, angle: float) -> float:
    """Length of the edges that run along one side or the other."""
    length = np.hypot(*every.T)
    off = (np.arctan2(every[:, 1], every[:, 0]) - angle) % _QUARTER
    return float(length[(off < 1e-6) | (off > _QUARTER - 1e-6)].max(initial=0.0))


def _reach(loops: list[Floats], angle: Floats) -> Floats:
    """(n,) extent of the loops along each angle, arcs taken exactly."""
    cos, sin = np.cos(angle), np.sin(angle)
    low, high = np.full(len(angle), np.inf), np.full(len(angle), -np.inf)
    for loop in loops:
        along = loop[:, :1] * cos + loop[:, 1:2] * sin
        low, high = np.minimum(low, along.min(axis=0)), np.maximum(high, along.max(axis=0))
        curved = np.flatnonzero(loop[:, 2] != 0)
        if not len(curved):
            continue
        x0, y0, x1, y1, bulge = (e[0] for e in contour.edges(loop[None]))
        cx, cy, r, start, sweep = contour.arcs(*(e[curved, None] for e in (x0, y0, x1, y1, bulge)))
        for turn, side in ((0.0, 1.0), (math.pi, -1.0)):
            way = np.where(sweep > 0, angle + turn - start, start - angle - turn) % (2 * math.pi)
            top = cx * cos + cy * sin + side * r
            on = way <= np.abs(sweep)
            low = np.minimum(low, np.where(on, top, np.inf).min(axis=0))
            high = np.maximum(high, np.where(on, top, -np.inf).max(axis=0))
    return np.asarray(high - low)


def hull(points: Floats) -> Floats:
    """(k, 2) convex hull, counter-clockwise (monotone chain)."""
    order = sorted({(round(float(x), 6), round(float(y), 6)) for x, y in points})
    if len(order) < 3:
        return np.array(order).reshape(-1, 2)

    def half(walk: list[tuple[float, float]]) -> list[tuple[float, float]]:
        out: list[tuple[float, float]] = []
        for p in walk:
            while len(out) > 1 and _turn(out[-2], out[-1], p) <= 0:
                out.pop()
            out.append(p)
        return out[:-1]

    return np.array(half(order) + half(order[::-1]))


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
