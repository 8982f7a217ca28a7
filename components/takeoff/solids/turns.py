"""Sweeps beside their path: how much longer or shorter the way of the section's centroid is than the path.

Every section stands square to the path, so a part of it at e left of the path goes (1 - e / R) of the way: the volume is
area x (length - e x turn), exactly (Pappus), where the path is flat and nothing reaches the centre of a bend.
"""

from __future__ import annotations

import math

import numpy as np

from components.table import Floats

SURE = 1e-3
"""Relative difference of volume up to which it does not matter to which side of its path a section lies."""
_FLAT, _SMOOTH = 1e-6, 1e-4


def turn_of(path: Floats, normal: Floats) -> tuple[float, float]:
    """Turn of a flat path to the left about its normal, rad, and the smallest radius of its bends, mm (inf: none); NaN
    where the path is not flat, has corners, or does not tell its bends.

    path: (k, 4) points and the exact lengths of the pieces that leave them: a piece that is longer than its chord is an
    arc, and an arc has at least two equal pieces.
    """
    chord = np.diff(path[:, :3], axis=0)
    reach, length = np.linalg.norm(chord, axis=1), path[:-1, 3]
    none = math.nan, math.nan
    if not (reach > 0).all() or (np.abs(chord @ normal) > _FLAT * reach).any():
        return none
    bend = np.array([_bend(a, b) for a, b in zip(reach.tolist(), length.tolist(), strict=True)])
    ahead, behind = chord[1:], chord[:-1]
    corner = np.arctan2(np.cross(behind, ahead) @ normal, (behind * ahead).sum(axis=1))
    signed = np.zeros(len(bend))
    for k in np.flatnonzero(bend > 0).tolist():
        for other, at in ((k - 1, k - 1), (k + 1, k)):
            if not 0 <= other < len(bend) or abs(bend[other] - bend[k]) > 1e-3 * bend[k]:
                continue
            if abs(abs(corner[at]) - bend[k]) <= 1e-3 * bend[k]:
                signed[k] = math.copysign(bend[k], corner[at])
        if signed[k] == 0:
            return none
    if (np.abs(corner - (signed[:-1] + signed[1:]) / 2) > _SMOOTH).any():
        return none
    arcs = bend > 0
    return float(signed.sum()), float((length[arcs] / bend[arcs]).min()) if arcs.any() else math.inf


def _bend(chord: float, length: float) -> float:
    """Angle of the arc with this chord and length, rad; 0 where it is straight."""
    if length <= chord * (1 + 1e-10):
        return 0.0
    angle = math.sqrt(24 * (1 - chord / length))
    for _ in range(20):
        half = angle / 2
        value = math.sin(half) / half - chord / length
        angle -= value / ((half * math.cos(half) - math.sin(half)) / (2 * half * half))
    return angle


def beside(path: Floats, normal: Floats, centroid: Floats, box: Floats) -> tuple[float, float]:
    """Length in mm that area x length needs to be the volume of a section swept beside its path, and by how much it
    would differ if the section were turned by a right angle, relative; NaN where it cannot be told.

    normal: the reference direction, which the section's x axis follows: square to the path all along. centroid: (2,)
    of the section, box: its x and y bounds, both in mm from the path. Files differ on which axis of the section it is
    that the reference stands for, hence the second figure.
    """
    size = float(np.linalg.norm(normal))
    if not size > 0:
        return math.nan, math.nan
    turn, radius = turn_of(path, normal / size)
    if not (math.isfinite(turn) and float(np.abs(box).max()) < radius):
        return math.nan, math.nan
    way = float(path[:, 3].sum())
    # Along the path, x up: y points to the right.
    left = np.array((-centroid[1], centroid[0], -centroid[0]))
    ways = way - left * turn
    return float(ways[0]), float(np.abs(ways / ways[0] - 1).max())
