"""The face of a wall: length times height, openings not deducted."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.table import Bools, Floats, Ints
from components.takeoff.building.bodies import FACETED, SWEPT, UPRIGHT, Drawn, ring_area
from components.takeoff.building.faces import clipped_face

_TOLERANCE = 1.01


def wall_sides(facts: Facts, drawn: Drawn, elements: Ints, ground: float) -> tuple[Floats, Bools, Floats]:
    """(n,) area of one face of each wall by its bodies, mm2, whether it is exact, and what of it is above a height in
    the world; NaN where they do not tell.

    An upright prism of constant thickness has length L and thickness t with L + t half the way around it and L t its
    area, straight or bent alike. A wall drawn in elevation has its outline for a face. What planes cut off is taken off.
    """
    n = len(drawn.owner)
    area, around = ring_area(drawn)
    face, exact = np.full(n, np.nan), np.zeros(n, np.bool_)
    upright = drawn.form == UPRIGHT
    half = around / 2
    root = np.sqrt(np.maximum(half**2 - 4 * area, 0.0))
    holed = np.isin(np.arange(n), drawn.hole_of)
    length = (half + root) / 2
    face = np.where(upright & ~holed, length * (drawn.high - drawn.low), face)
    exact |= upright & ~holed & ~drawn.clipped & drawn.exact
    asked = np.isin(drawn.owner, elements)
    for row in np.flatnonzero(
        asked & ((drawn.form == SWEPT) | (drawn.form == FACETED) | (upright & holed))
    ).tolist():
        face[row], exact[row] = _leaning(drawn, row)
    above = side_above(face, drawn.low, drawn.high, ground)
    for row in np.flatnonzero(asked & drawn.clipped & ((drawn.form == SWEPT) | upright)).tolist():
        found = clipped_face(facts, drawn, row, ground)
        if found is not None:
            face[row], above[row], exact[row] = found
    low, high = drawn.span(elements)
    sums = np.concatenate(([0.0], np.cumsum(np.nan_to_num(face))))
    over = np.concatenate(([0.0], np.cumsum(np.nan_to_num(above))))
    lost = np.concatenate(([0], np.cumsum(~np.isfinite(face))))
    fine = np.concatenate(([0], np.cumsum(exact)))
    total = sums[high] - sums[low]
    known = (high > low) & (lost[high] == lost[low])
    exactly = known & (fine[high] - fine[low] == high - low)
    return np.where(known, total, np.nan), exactly, np.where(known, over[high] - over[low], np.nan)


def _leaning(drawn: Drawn, row: int) -> tuple[float, bool]:
    """A wall that is no plain upright prism: its elevation where that was swept, else the box that stands around it."""
    ring, sweep = drawn.ring[row], drawn.sweep[row]
    if drawn.form[row] == SWEPT and abs(sweep[2]) < 1e-6:
        flat = np.cross(ring - ring[0], np.roll(ring, -1, axis=0) - ring[0]).sum(axis=0) / 2
        outline, depth = float(np.linalg.norm(flat)), float(np.linalg.norm(sweep))
        high = float(np.ptp(ring[:, 2]))
        if depth * _TOLERANCE < outline / max(high, 1e-9):
            return outline, bool(drawn.exact[row]) and not bool(drawn.clipped[row])
        return depth * high, not bool(drawn.clipped[row])
    points = np.concatenate((ring, ring + sweep))
    plan = points[:, :2] - points[:, :2].mean(axis=0)
    _, _, axes = np.linalg.svd(plan, full_matrices=False)
    length = float(np.ptp(plan @ axes[0]))
    return length * float(np.ptp(points[:, 2])), False


def side_above(side: Floats, low: Floats, high: Floats, ground: float) -> Floats:
    """(n,) what of each face is above a height: walls stand upright, so by their heights."""
    share = (high - ground) / np.where(high > low, high - low, 1.0)
    return np.asarray(side * np.clip(share, 0.0, 1.0))
