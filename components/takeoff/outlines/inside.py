"""How loops of lines and arcs lie to one another: inside, outside, or across. In doubt the answer is "across"."""

from __future__ import annotations

import math

import numpy as np

from components.table import Bools, Floats

_STEP = math.radians(5.0)
_TOUCH_MM = 1e-6


def corners(loop: Floats) -> Floats:
    """(k, 2) points along a loop, arcs in steps of five degrees."""
    if not loop[:, 2].any():
        return loop[:, :2]
    out = []
    following = np.roll(loop, -1, axis=0)
    for (x0, y0, bulge), (x1, y1, _) in zip(loop, following, strict=True):
        if abs(bulge) < 1e-12:
            out.append(np.array([[x0, y0]]))
            continue
        sweep = 4 * math.atan(bulge)
        chord = math.hypot(x1 - x0, y1 - y0)
        off = (1 - bulge * bulge) / (4 * bulge)
        cx, cy = (x0 + x1) / 2 - off * (y1 - y0), (y0 + y1) / 2 + off * (x1 - x0)
        r = chord * (1 + bulge * bulge) / (4 * abs(bulge))
        t = (
            math.atan2(y0 - cy, x0 - cx)
            + np.linspace(0, sweep, max(2, math.ceil(abs(sweep) / _STEP)) + 1)[:-1]
        )
        out.append(np.column_stack((cx + r * np.cos(t), cy + r * np.sin(t))))
    return np.concatenate(out)


def contains(polygon: Floats, points: Floats) -> Bools:
    """(n,) bool: points inside a polygon (k, 2), by crossings."""
    x, y = points[:, 0:1], points[:, 1:2]
    x0, y0 = polygon[:, 0], polygon[:, 1]
    x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
    spans = (y0 > y) != (y1 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x0 + (y - y0) / (y1 - y0) * (x1 - x0)
    return np.asarray((spans & (x < at)).sum(axis=1) % 2 == 1)


def crosses(first: Floats, second: Floats) -> bool:
    """Whether two polygons' edges meet or touch."""
    p, q = first, np.roll(first, -1, axis=0)
    a, b = second, np.roll(second, -1, axis=0)

    def side(o: Floats, d: Floats, t: Floats) -> Floats:
        edge = (d - o)[:, None, :]
        way = t[None, :, :] - o[:, None, :]
        length = np.maximum(np.linalg.norm(edge, axis=2), 1e-12)
        return np.asarray((edge[..., 0] * way[..., 1] - edge[..., 1] * way[..., 0]) / length)

    s1, s2 = side(p, q, a), side(p, q, b)
    t1, t2 = side(a, b, p).T, side(a, b, q).T
    touch = _TOUCH_MM
    apart = (np.minimum(s1, s2) > touch) | (np.maximum(s1, s2) < -touch)
    apart |= (np.minimum(t1, t2) > touch) | (np.maximum(t1, t2) < -touch)
    return bool((~apart).any())


def separate(loop: Floats, others: list[Floats]) -> str:
    """How a loop lies to a region bounded by `others`: "inside" it, "outside" it, or "across" its edge."""
    own = corners(loop)
    low, high = own.min(axis=0), own.max(axis=0)
    inside = 0
    for other in others:
        edge = corners(other)
        if (edge.min(axis=0) > high).any() or (edge.max(axis=0) < low).any():
            continue
        if crosses(own, edge):
            return "across"
        inside += int(contains(edge, own[:1])[0])
        if contains(own, edge[:1])[0]:
            return "across"
    return "inside" if inside % 2 == 1 else "outside"


def covers(loop: Floats, points: Floats) -> bool:
    """Whether a convex polygon holds all points, its edge included; a polygon that is not convex does not."""
    edge = corners(loop)
    way = np.roll(edge, -1, axis=0) - edge
    turn = way[:, 0] * np.roll(way[:, 1], -1) - way[:, 1] * np.roll(way[:, 0], -1)
    scale = float(np.abs(way).max()) ** 2
    if not ((turn >= -1e-9 * scale).all() or (turn <= 1e-9 * scale).all()):
        return False
    sign = 1.0 if turn.sum() > 0 else -1.0
    rel = points[:, None, :] - edge[None, :, :]
    side = sign * (way[:, 0] * rel[..., 1] - way[:, 1] * rel[..., 0])
    return bool((side >= -1e-6 * math.sqrt(scale)).all())
