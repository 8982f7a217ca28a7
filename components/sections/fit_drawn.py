"""Outlines read: corners of their loops, and the exact figures that a fitted shape must have."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from components.record import record
from components.sections import fit_corners
from components.sections.contour import length, moments, reversed_loop
from components.sections.fit_corners import Corners, Plane
from components.table import Floats, unique


@record
class Figures:
    """Per outline: area, outer perimeter, polar moment about the centroid, and the integral of w squared about it.

    w = x + iy, so that turning an outline by an angle turns `square` by twice the angle.
    """

    area: Floats
    perimeter: Floats
    polar: Floats
    square: Plane


@record
class Drawn:
    """An outline read about its own middle, `centre`.

    outer, holes: corners of its loops. factor: drawn area over that with chords made arcs. size: its larger side, mm.
    """

    outer: tuple[Corners, ...]
    holes: tuple[Corners, ...]
    factor: float
    size: float
    centre: complex

    @property
    def faceted(self) -> bool:
        """Whether arcs of any loop were drawn as chords."""
        return any(c.faceted for c in (*self.outer, *self.holes))


def read(loops: Sequence[Floats]) -> Drawn | None:
    """One outline read, moved to its own middle so that nothing is lost far from the origin; None for an empty one."""
    parts = [np.asarray(loop, np.float64) for loop in loops if len(loop) >= 2]
    if not parts or not all(bool(np.all(np.isfinite(p))) for p in parts):
        return None
    points = np.concatenate(parts)[:, :2]
    low, high = points.min(axis=0), points.max(axis=0)
    shift = np.array([*(low + high) / 2.0, 0.0])
    parts = [p - shift for p in parts]
    areas = [_area(p) for p in parts]
    largest = max(areas, key=abs)
    size = float(np.max(high - low))
    if abs(largest) <= 1.0e-9 * size * size:
        return None
    outer: list[Corners] = []
    holes: list[Corners] = []
    for part, area in zip(parts, areas, strict=True):
        corners = fit_corners.read(part if area > 0.0 else reversed_loop(part))
        if corners is None:
            return None
        (outer if area * largest > 0.0 else holes).append(corners)
    restored = [_area(c.restored) for c in (*outer, *holes)]
    true = sum(restored[: len(outer)]) - sum(restored[len(outer) :])
    factor = abs(sum(areas)) / true if any(c.faceted for c in (*outer, *holes)) and true > 0.0 else 1.0
    return Drawn(tuple(outer), tuple(holes), factor, size, complex(shift[0], shift[1]))


def _area(loop: Floats) -> float:
    """Signed area of one loop: the polygon of its chords and the segment beyond each."""
    x, y, bulge = loop.T
    after = np.concatenate((loop[1:], loop[:1]))
    dx, dy = after[:, 0] - x, after[:, 1] - y
    area = 0.5 * float(x @ after[:, 1] - y @ after[:, 0])
    if bulge.any():
        sweep = 4.0 * np.arctan(bulge)
        half = np.where(bulge == 0.0, 1.0, np.sin(sweep / 2.0))
        area += float(np.sum((dx * dx + dy * dy) / (8.0 * half * half) * (sweep - np.sin(sweep))))
    return area


def figures(many: Sequence[Drawn]) -> Figures:
    """Exact figures of outlines with their arcs restored; loops of like length are taken at once."""
    flat = [(i, c.restored, 1.0) for i, d in enumerate(many) for c in d.outer]
    flat += [(i, c.restored, -1.0) for i, d in enumerate(many) for c in d.holes]
    owner = np.array([f[0] for f in flat], np.int64)
    sign = np.array([f[2] for f in flat])
    rows = np.zeros((7, len(flat)))
    room = np.array([1 << (len(f[1]) - 1).bit_length() for f in flat], np.int64)
    for width in unique(room).tolist():
        of = np.flatnonzero(room == width)
        batch = np.stack([_padded(flat[i][1], width) for i in of.tolist()])
        m = moments([batch])
        rows[:, of] = m.area, m.sx, m.sy, m.ixx, m.iyy, m.ixy, length(batch)
    n = len(many)
    area, sx, sy, ixx, iyy, ixy = (np.bincount(owner, r * sign, minlength=n) for r in rows[:6])
    around: Floats = np.bincount(owner, rows[6] * (sign > 0.0), minlength=n).astype(np.float64)
    return central(np.stack([area, sx, sy, ixx, iyy, ixy]), around)


def _padded(loop: Floats, width: int) -> Floats:
    """The loop with its first point repeated, which leaves every integral as it is."""
    more = np.repeat(loop[:1] * np.array([1.0, 1.0, 0.0]), width - len(loop), axis=0)
    return np.concatenate((loop, more))


def central(sums: Floats, perimeter: Floats) -> Figures:
    """Figures from area, sx, sy, ixx, iyy and ixy, (6, n), as `Moments` has them, moved to the centroids."""
    area, sx, sy, ixx, iyy, ixy = sums
    safe = np.where(area > 0.0, area, 1.0)
    xx, yy, xy = ixx - sx * sx / safe, iyy - sy * sy / safe, ixy - sx * sy / safe
    return Figures(area, perimeter, xx + yy, (yy - xx) + 2j * xy)
