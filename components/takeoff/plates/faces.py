"""A flat plate out of a closed faceted body: its two faces, thickness, area, rectangle and holes."""

from __future__ import annotations

import math

import numpy as np

from components.record import record
from components.table import Bools, Floats
from components.takeoff.outlines.rectangles import smallest_rectangle
from components.takeoff.solids.shells import Passage, Shell, filled
from components.takeoff.solids.slices import frame_along

NOT_CONSTANT, EDGES = "plates.not_constant", "plates.edges"
_SHARE = 0.005
_PARALLEL = 1e-4
_SAME_MM = 0.05


@record
class FlatPlate:
    """thickness, length, width mm; area: mm2 of the larger face, holes not deducted; net_area: deducted.

    reason: "" where volume = area x thickness within 0.5 %; EDGES: two parallel faces, but edges that are not square
    (the larger face counts); NOT_CONSTANT: no plate of one thickness, the figures are those of the smallest box.
    """

    thickness: float
    length: float
    width: float
    area: float
    net_area: float
    holes: tuple[Passage, ...]
    reason: str


def flat_plate(shell: Shell) -> FlatPlate | None:
    """Two largest parallel faces and the holes between them; None where the body is no plate of one thickness."""
    for k in np.argsort(-shell.area, kind="stable")[:3].tolist():
        found = _between_faces(shell, shell.normal[k])
        if found is not None:
            return found
    return None


def _between_faces(shell: Shell, n: Floats) -> FlatPlate | None:
    height = shell.points @ n
    used = _corners(shell, np.ones(len(shell.rings), np.bool_))
    high, low = float(height[used].max()), float(height[used].min())
    thickness = high - low
    holes = tuple(
        h for h in shell.passages if abs(float(h.direction @ n)) > 1 - _PARALLEL and _through(h, thickness)
    )
    body = filled(shell, holes)
    facing = body.normal @ n
    top = (facing > 1 - _PARALLEL) & (np.abs(body.offset - high) < _SAME_MM)
    bottom = (facing < -1 + _PARALLEL) & (np.abs(body.offset + low) < _SAME_MM)
    if not top.any() or not bottom.any():
        return None
    upper, lower = float(body.area[top].sum()), float(body.area[bottom].sum())
    area = max(upper, lower)
    square = abs(body.volume / (area * thickness) - 1) <= _SHARE and min(upper, lower) > area * (
        1 - 2 * _SHARE
    )
    # A bevelled edge leaves the volume between those of the two faces.
    edges = (
        min(upper, lower) > 0.6 * area and min(upper, lower) * 0.995 < body.volume / thickness < area * 1.005
    )
    if not square and not edges:
        return None
    side = _corners(body, top if upper >= lower else bottom)
    length, width = _rectangle(body, n, side)
    if thickness > width * (1 + 1e-6) or not _over_one_another(body, n, used, side):
        return None
    lost = sum(h.area for h in holes)
    return FlatPlate(thickness, length, width, area, area - lost, holes, "" if square else EDGES)


def _over_one_another(shell: Shell, n: Floats, used: list[int], side: list[int]) -> bool:
    """Whether nothing of the body reaches beside its larger face."""
    flat = shell.points @ frame_along(n)[:2].T
    low, high = flat[side].min(axis=0) - _SAME_MM, flat[side].max(axis=0) + _SAME_MM
    return bool((flat[used] >= low).all() and (flat[used] <= high).all())


def _through(hole: Passage, thickness: float) -> bool:
    return abs(hole.depth - thickness) < _SAME_MM


def _corners(shell: Shell, regions: Bools) -> list[int]:
    return sorted({p for k in np.flatnonzero(regions).tolist() for ring in shell.rings[k] for p in ring})


def _rectangle(shell: Shell, n: Floats, corners: list[int]) -> tuple[float, float]:
    xy = shell.points[corners] @ frame_along(n)[:2].T
    around = smallest_rectangle([np.column_stack((xy, np.zeros(len(xy))))])
    return around.length, around.width


def smallest_box(shell: Shell) -> FlatPlate:
    """The smallest box with one side on a face of the body, for what is no plate."""
    used = _corners(shell, np.ones(len(shell.rings), np.bool_))
    best: tuple[float, ...] = (math.inf, math.nan, math.nan, math.nan)
    for k in np.argsort(-shell.area, kind="stable")[:8].tolist():
        n = shell.normal[k]
        sides = sorted((float(np.ptp(shell.points[used] @ n)), *_rectangle(shell, n, used)))
        size = math.prod(sides)
        if size < best[0] * (1 - 1e-6):
            best = (size, *sides)
    return FlatPlate(best[1], best[3], best[2], math.nan, math.nan, (), NOT_CONSTANT)
