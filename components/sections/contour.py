"""Exact integrals over contours of straight lines and circular arcs (Green's theorem), for many sections at
once.

A loop is an array (n, m, 3) of x, y, bulge: n sections, m vertices each, the bulge tan(theta/4) of the arc
from a vertex to the next (0: straight; positive: counter-clockwise). Loops run counter-clockwise, holes
clockwise. Repeated vertices are harmless. Nothing is faceted: each arc is its chord and a circular segment in
closed form.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from components.record import record
from components.table import Floats

Loop = Floats
_TINY = 1.0e-12


@record
class Moments:
    """Integrals over the section about the origin of its contour, each (n,): area_mm2, s* mm3, i* mm4.

    sx = integral of y, sy = integral of x, ixx of y^2, iyy of x^2, ixy of x y.
    """

    area: Floats
    sx: Floats
    sy: Floats
    ixx: Floats
    iyy: Floats
    ixy: Floats


def following(points: Floats) -> Floats:
    """The point after each of a closed row (m, ...), the first after the last; `np.roll` takes ten times as long."""
    return np.concatenate((points[1:], points[:1]))


def preceding(points: Floats) -> Floats:
    """The point before each of a closed row (m, ...), the last before the first."""
    return np.concatenate((points[-1:], points[:-1]))


def reversed_loop(loop: Loop) -> Loop:
    """One loop (k, 3) walked the other way round."""
    back = loop[::-1].copy()
    back[:, 2] = -np.roll(loop[::-1, 2], -1)
    return back


def edges(loop: Loop) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Start x, y, end x, y and bulge of each edge, (n, m) each."""
    ends = np.concatenate((loop[:, 1:], loop[:, :1]), axis=1)
    return loop[..., 0], loop[..., 1], ends[..., 0], ends[..., 1], loop[..., 2]


def arcs(x0: Floats, y0: Floats, x1: Floats, y1: Floats, bulge: Floats) -> tuple[Floats, ...]:
    """Centre x, y, radius, start angle and sweep (signed) of each edge; radius 0 where it is straight or
    empty.
    """
    dx, dy = x1 - x0, y1 - y0
    chord = np.hypot(dx, dy)
    curved = (np.abs(bulge) > _TINY) & (chord > _TINY)
    b = np.where(curved, bulge, 1.0)
    sweep = np.where(curved, 4.0 * np.arctan(b), 0.0)
    radius = np.where(curved, chord * (1.0 + b * b) / (4.0 * np.abs(b)), 0.0)
    off = np.where(curved, (1.0 - b * b) / (4.0 * b), 0.0)  # chord middle to centre, in chords, to the left
    cx, cy = 0.5 * (x0 + x1) - off * dy, 0.5 * (y0 + y1) + off * dx
    return cx, cy, radius, np.arctan2(y0 - cy, x0 - cx), sweep


def _chords(x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> list[Floats]:
    cross = x0 * y1 - x1 * y0
    xs, ys = x0 + x1, y0 + y1
    return [
        cross / 2.0,
        cross * ys / 6.0,
        cross * xs / 6.0,
        cross * (y0 * y0 + y0 * y1 + y1 * y1) / 12.0,
        cross * (x0 * x0 + x0 * x1 + x1 * x1) / 12.0,
        cross * (x0 * y1 + 2.0 * x0 * y0 + 2.0 * x1 * y1 + x1 * y0) / 24.0,
    ]


def _segments(cx: Floats, cy: Floats, radius: Floats, start: Floats, sweep: Floats) -> list[Floats]:
    """The circular segments between chords and arcs; a clockwise arc takes its segment away."""
    half, sign = np.abs(sweep) / 2.0, np.sign(sweep)
    sin, cos = np.sin(half), np.cos(half)
    area = radius**2 * (half - sin * cos)
    first = radius**3 * (2.0 / 3.0) * sin**3  # about the centre, along the axis of the segment
    along = radius**4 / 4.0 * (half - sin * cos + 2.0 * sin**3 * cos)
    across = radius**4 / 4.0 * (half - sin * cos - (2.0 / 3.0) * sin**3 * cos)
    axis = start + sweep / 2.0
    ux, uy = np.cos(axis), np.sin(axis)
    mx, my = first * ux, first * uy
    return [
        sign * area,
        sign * (cy * area + my),
        sign * (cx * area + mx),
        sign * (cy * cy * area + 2.0 * cy * my + along * uy * uy + across * ux * ux),
        sign * (cx * cx * area + 2.0 * cx * mx + along * ux * ux + across * uy * uy),
        sign * (cx * cy * area + cx * my + cy * mx + (along - across) * ux * uy),
    ]


def moments(loops: list[Loop]) -> Moments:
    """Area, first and second moments of sections bounded by `loops` (outer loops and holes)."""
    total: list[Floats] | None = None
    for loop in loops:
        line = edges(loop)
        each = _chords(*line[:4])
        if line[4].any():
            each = [a + b for a, b in zip(each, _segments(*arcs(*line)), strict=True)]
        sums = [np.sum(a, axis=1) for a in each]
        total = sums if total is None else [a + b for a, b in zip(total, sums, strict=True)]
    assert total is not None
    return Moments(*total)


def length(loop: Loop) -> Floats:
    """(n,) developed length of a loop, mm."""
    x0, y0, x1, y1, bulge = edges(loop)
    if not bulge.any():
        return np.asarray(np.sum(np.hypot(x1 - x0, y1 - y0), axis=1))
    _, _, radius, _, sweep = arcs(x0, y0, x1, y1, bulge)
    each = np.where(radius > 0.0, radius * np.abs(sweep), np.hypot(x1 - x0, y1 - y0))
    return np.asarray(np.sum(each, axis=1))


def extent(loop: Loop) -> tuple[Floats, Floats, Floats, Floats]:
    """x min, x max, y min, y max of a loop, (n,) each, with the bellies of its arcs."""
    x0, y0, x1, y1, bulge = edges(loop)
    if not bulge.any():
        return x0.min(axis=1), x0.max(axis=1), y0.min(axis=1), y0.max(axis=1)
    cx, cy, radius, start, sweep = arcs(x0, y0, x1, y1, bulge)
    xs, ys = [x0], [y0]
    for quarter in range(4):
        angle = quarter * np.pi / 2.0
        turn = np.mod(np.where(sweep >= 0.0, angle - start, start - angle), 2.0 * np.pi)
        inside = (radius > 0.0) & (turn <= np.abs(sweep))
        xs.append(np.where(inside, cx + radius * np.cos(angle), x0))
        ys.append(np.where(inside, cy + radius * np.sin(angle), y0))
    x, y = np.concatenate(xs, axis=1), np.concatenate(ys, axis=1)
    return x.min(axis=1), x.max(axis=1), y.min(axis=1), y.max(axis=1)


def rounded(points: Floats, radius: Floats) -> Loop:
    """(n, 2 m, 3): a polygon (n, m, 2) with each corner rounded by its radius (n, m); 0 keeps it sharp.

    Works for convex and re-entrant corners of any angle, so root fillets, toes and tapered flanges are one
    case.
    """
    if not radius.any():
        sharp: Loop = np.zeros((len(points), 2 * points.shape[1], 3))
        sharp[..., :2] = np.repeat(points, 2, axis=1)
        return sharp
    before = np.concatenate((points[:, -1:], points[:, :-1]), axis=1) - points
    after = np.concatenate((points[:, 1:], points[:, :1]), axis=1) - points
    a = before / np.maximum(np.linalg.norm(before, axis=2, keepdims=True), _TINY)
    b = after / np.maximum(np.linalg.norm(after, axis=2, keepdims=True), _TINY)
    turn = np.arctan2(b[..., 1] * -a[..., 0] + b[..., 0] * a[..., 1], -(a * b).sum(axis=2))
    reach = (radius * np.abs(np.tan(turn / 2.0)))[..., None]
    bulge = np.where(radius > 0.0, np.tan(turn / 4.0), 0.0)
    n, m = radius.shape
    loop: NDArray[np.float64] = np.zeros((n, m, 2, 3))
    loop[:, :, 0, :2], loop[:, :, 1, :2] = points + a * reach, points + b * reach
    loop[:, :, 0, 2] = bulge
    return loop.reshape(n, 2 * m, 3)
