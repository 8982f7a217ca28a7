"""Bars drawn as faceted bodies that bend: their length along the line of the centroid, which is what is cut.

Two flat ends of one form, square to all faces around them, and sides that are as long as the body is: a section swept
along a line has the volume area x length and the side surface perimeter x length (Pappus, corners mitred), and where
both give one length the body is that.
"""

from __future__ import annotations

import math

import numpy as np

from components.facts import Facts
from components.record import record, valued
from components.table import Bools, Floats, unique
from components.takeoff.naming.designations import Named
from components.takeoff.solids.bodies import BOUNDARY, Bodies, ItemFigures
from components.takeoff.solids.shells import Shell, mesh_faces, shell_of

MOST_REGIONS = 3000
_SAME, _SQUARE = 1e-3, 2e-2
_ONE_LENGTH = 0.015
_ROUND = ("ROUND", "CHS")
_DRAWN = (0.9, 1.03)
"""Area drawn over that of the section named: fillets are left out, walls rounded."""
_REGULAR = 0.01


@valued
class BentBar:
    """length: mm of the centroid's line. area: mm2 of one end. sides: corners of its outer ring where that is a regular
    polygon, else 0."""

    length: float
    area: float
    sides: int


@record
class BentBars:
    """Per element. length: mm, NaN where none was found. polygon: a round one is drawn with flat sides, and the name
    weighs it. unsure: named as a round one and drawn in facets of which nothing more is known."""

    length: Floats
    polygon: Bools
    unsure: Bools


def bent_bars(facts: Facts, figures: ItemFigures, whole: Bodies, named: Named, wanted: Bools) -> BentBars:
    """Lengths of the wanted elements with a named section that are one faceted body and no straight bar."""
    n = len(whole.main)
    length, polygon, unsure = np.full(n, np.nan), np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    if not len(figures.profile):
        return BentBars(length, polygon, unsure)
    at = np.maximum(whole.main, 0)
    mesh = np.where(whole.main >= 0, facts.solids.mesh[figures.base[at]], -1)
    faceted = np.array([s == BOUNDARY for s in figures.source], np.bool_)[at] & (mesh >= 0)
    open_ = wanted & faceted & (whole.items == 1) & (figures.profile[at] < 0) & ~np.isfinite(whole.length)
    rows = np.flatnonzero(open_ & (named.area > 0))
    if not len(rows):
        return BentBars(length, polygon, unsure)
    index = mesh_faces(facts)
    found = {m: bent_bar(shell_of(index, m)) for m in unique(mesh[rows]).tolist()}
    rounds = named.family.isin(_ROUND)
    for e in rows.tolist():
        bar, linear = found[int(mesh[e])], facts.items.matrix[at[e]][:3, :3]
        scale = float(np.cbrt(abs(np.linalg.det(linear))))
        even = np.allclose(linear.T @ linear, scale**2 * np.eye(3), rtol=0, atol=1e-6 * scale**2)
        share = bar.area * scale**2 / named.area[e] if bar and even else math.nan
        if bar and bool(rounds[e]) and bar.sides:
            drawn = bar.sides / (2 * math.pi) * math.sin(2 * math.pi / bar.sides)
            fits = min(abs(share / drawn - 1), abs(share - 1), abs(share * drawn - 1)) <= 2 * _REGULAR
        else:
            fits = not rounds[e] and _DRAWN[0] <= share <= _DRAWN[1]
        if bar and fits:
            length[e] = bar.length * scale
            polygon[e] = bool(rounds[e])
        else:
            unsure[e] = bool(rounds[e])
    return BentBars(length, polygon, unsure)


def bent_bar(shell: Shell | None) -> BentBar | None:
    """The bar that a closed body is, whichever way it bends; None where it is none with square ends."""
    if shell is None or not shell.volume > 0 or len(shell.rings) > MOST_REGIONS:
        return None
    around = _around(shell)
    total = float(shell.area.sum())
    ends = [k for k in np.argsort(shell.area, kind="stable").tolist() if _square(shell, around, k)]
    for i, a in enumerate(ends):
        perimeter = _perimeter(shell, a)
        for b in ends[i + 1 :]:
            if abs(shell.area[b] - shell.area[a]) > _SAME * shell.area[a]:
                break
            if b in around[a] or abs(_perimeter(shell, b) - perimeter) > _SAME * perimeter:
                continue
            length = shell.volume / float(shell.area[a])
            sides = (total - 2 * float(shell.area[a])) / perimeter
            if abs(sides / length - 1) <= _ONE_LENGTH:
                return BentBar(length, float(shell.area[a]), _regular(shell, a))
    return None


def _around(shell: Shell) -> list[set[int]]:
    """Regions that share an edge with each region."""
    owner: dict[tuple[int, int], int] = {}
    for k, rings in enumerate(shell.rings):
        for ring in rings:
            owner.update({(ring[i - 1], ring[i]): k for i in range(len(ring))})
    found: list[set[int]] = [set() for _ in shell.rings]
    for (p, q), k in owner.items():
        other = owner.get((q, p), k)
        if other != k:
            found[k].add(other)
    return found


def _square(shell: Shell, around: list[set[int]], k: int) -> bool:
    """Whether all regions around one stand square to it, one for each of its edges at least."""
    near = sorted(around[k])
    return len(near) >= 3 and float(np.abs(shell.normal[near] @ shell.normal[k]).max()) < _SQUARE


def _perimeter(shell: Shell, k: int) -> float:
    total = 0.0
    for ring in shell.rings[k]:
        p = shell.points[list(ring)]
        total += float(np.linalg.norm(np.roll(p, -1, axis=0) - p, axis=1).sum())
    return total


def _regular(shell: Shell, k: int) -> int:
    """Corners of a region's outer ring where that is a regular polygon of five or more, else 0."""
    p = shell.points[list(shell.rings[k][0])]
    radius = np.linalg.norm(p - p.mean(axis=0), axis=1)
    side = np.linalg.norm(np.roll(p, -1, axis=0) - p, axis=1)
    even = np.ptp(radius) <= _REGULAR * radius.mean() and np.ptp(side) <= 5 * _REGULAR * side.mean()
    return len(p) if len(p) >= 5 and even else 0
