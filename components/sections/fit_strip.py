"""Bent plates and folded strips: an outline of one thickness along an open line, and how long it is laid flat."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from components.sections.fit_corners import Corners, Plane
from components.table import Floats

_SQUARE_END = math.radians(3.0)
_SAME_TURN = math.radians(1.0)
_THICKNESS = 0.03
_LENGTH = 0.05
_SHARP = 0.20
_BEND = 0.25
_SLENDER = 4.0


@dataclass(frozen=True)
class Strip:
    """A strip bent out of flat plate, laid flat along its mid line.

    length_mm: developed length, the neutral line taken at half the thickness (k = 0.5), so that length times thickness
    is the area; a shop's own k-factor shortens each bend by (0.5 - k) t times its angle. angles_rad: how far each bend
    turns, along the strip, left positive. inner_radii_mm: of each bend; 0 where it is drawn sharp.
    """

    thickness_mm: float
    length_mm: float
    angles_rad: tuple[float, ...]
    inner_radii_mm: tuple[float, ...]

    @property
    def bends(self) -> int:
        """Number of bends."""
        return len(self.angles_rad)


def read(corners: Corners) -> Strip | None:
    """The strip whose outline this is, the thinnest there is; None where the outline is no strip with square ends."""
    m = len(corners.points)
    if m < 6 or m % 2:
        return None
    side = np.roll(corners.points, -1) - corners.points
    width = np.abs(side)
    direction = _directions(side, width)
    turn = np.angle(direction * np.roll(direction, 1).conj())
    square = np.abs(turn - np.pi / 2.0) <= _SQUARE_END
    both = square & np.roll(square, -1)
    half = m // 2
    found = [
        strip
        for k in range(half)
        if both[k] and both[k + half] and abs(width[k] - width[k + half]) <= _LENGTH * width[k]
        if (strip := _along(corners, turn, k, float(width[k] + width[k + half]) / 2.0)) is not None
    ]
    return min(found, key=lambda s: s.thickness_mm) if found else None


def _directions(side: Plane, width: Floats) -> Plane:
    """Unit directions; a side of no length goes half-way between its neighbours."""
    empty = width <= 1.0e-6 * width.max()
    unit = np.where(empty, 0.0, side / np.where(empty, 1.0, width))
    mean = np.roll(unit, 1) + np.roll(unit, -1)
    return np.where(empty, mean / np.maximum(np.abs(mean), 1.0e-12), unit)


def _along(corners: Corners, turn: Floats, k: int, t: float) -> Strip | None:
    m = len(corners.points)
    half = m // 2
    one = (k + 1 + np.arange(half)) % m
    other = (k - np.arange(half)) % m
    bend = turn[one[1:-1]]
    if np.max(np.abs(bend + turn[other[1:-1]])) > _SAME_TURN:
        return None
    a, b = corners.points[one], corners.points[other]
    middle = (a + b) / 2.0
    step = np.diff(middle)
    long = np.abs(step) > 0.05 * t
    across = np.abs(((a - b)[:-1][long].conj() * step[long]).imag) / np.abs(step[long])
    if not len(across) or np.max(np.abs(across - t)) > _THICKNESS * t + 0.02:
        return None
    radii = np.stack([corners.radii[one], corners.radii[other]])
    if np.max(radii[:, [0, -1]]) > _SHARP * t:
        return None
    outer_first = bend > 0.0
    outer = np.where(outer_first, radii[0, 1:-1], radii[1, 1:-1])
    inner = np.where(outer_first, radii[1, 1:-1], radii[0, 1:-1])
    folded = np.maximum(outer, inner) <= _SHARP * t
    if not bool(np.all(folded | (np.abs(outer - inner - t) <= _BEND * t))):
        return None
    mid = np.where(folded, 0.0, (outer + inner) / 2.0)
    saved = mid * (2.0 * np.tan(np.abs(bend) / 2.0) - np.abs(bend))
    length = float(np.sum(np.abs(step)) - np.sum(saved))
    if length < _SLENDER * t:
        return None
    angles, sizes = _whole(bend, np.where(folded, 0.0, inner), mid, np.abs(step), t)
    return Strip(t, length, angles, sizes)


def _whole(
    bend: Floats, inner: Floats, mid: Floats, step: Floats, t: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Angles and radii of bends, parts of one long arc put together."""
    angles: list[float] = []
    sizes: list[float] = []
    reach = mid * np.tan(np.abs(bend) / 2.0)
    for i, (angle, size) in enumerate(zip(bend.tolist(), inner.tolist(), strict=True)):
        flat = step[i] - reach[i] - (reach[i - 1] if i else 0.0)
        goes_on = i > 0 and mid[i] > 0.0 and flat < 0.05 * t and angle * angles[-1] > 0.0
        if goes_on and abs(size - sizes[-1]) <= 0.05 * mid[i]:
            angles[-1] += angle
        else:
            angles.append(angle)
            sizes.append(size)
    return tuple(angles), tuple(sizes)
