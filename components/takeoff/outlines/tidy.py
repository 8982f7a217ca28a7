"""Outlines that are not as they should be: holes that overlap or leave the outline, parts in one place, crossings."""

from __future__ import annotations

import math

import numpy as np

from components.sections.contour import moments, reversed_loop
from components.table import Bools, Floats, unique
from components.takeoff.outlines.inside import separate
from components.takeoff.outlines.polygon import polygon

_SAME = 1e-6
_SLIP = 5e-5
"""Share of the area that an outline may lose where it crosses itself by rounding: the chips Tekla cuts off are small."""
_TURN = math.radians(1.0)

Loops = tuple[Floats, ...]


def oriented(loops: Loops) -> Loops:
    """The outer loop, which comes first, counter-clockwise, the holes clockwise."""
    return tuple(
        reversed_loop(loop) if (float(moments([loop[None]]).area[0]) > 0) != (k == 0) else loop
        for k, loop in enumerate(loops)
    )


def face_up(loops: Loops) -> Loops:
    """A section drawn clockwise or mirrored, all its loops turned round: a part of several must not count as a hole."""
    if not all(len(loop) for loop in loops) or sum(float(moments([p[None]]).area[0]) for p in loops) >= 0:
        return loops
    return tuple(reversed_loop(loop) for loop in loops)


def tidied(loops: Loops) -> Loops:
    """The loops as they are where outer ones lie apart and holes inside; else what outer ones less holes leave.

    loops: outer ones counter-clockwise, holes clockwise. Parts that only touch stay apart: they are pieces.
    """
    if not all(len(loop) for loop in loops):
        return ()
    outer = [loop for loop in loops if float(moments([loop[None]]).area[0]) > 0]
    holes = [loop for loop in loops if not any(loop is o for o in outer)]
    apart = all(separate(o, outer[:k]) == "outside" for k, o in enumerate(outer))
    inside = all(separate(h, outer) == "inside" for h in holes)
    if apart and inside and all(separate(h, holes[:k]) == "outside" for k, h in enumerate(holes)):
        return loops
    import shapely  # 10 ms that most models do not need

    try:
        region = shapely.unary_union([shapely.Polygon(polygon(o)) for o in outer])
        region = region.difference(shapely.unary_union([shapely.Polygon(polygon(h)) for h in holes]))
    except (shapely.errors.GEOSException, ValueError):
        return ()  # loops that cross themselves and each other enclose nothing that could be said
    drawn = sum(float(moments([loop[None]]).area[0]) for loop in loops)
    if abs(region.area - drawn) <= _SAME * abs(drawn):
        return loops
    parts = [g for g in getattr(region, "geoms", [region]) if g.geom_type == "Polygon" and g.area > 0]
    made: list[Floats] = []
    for part in parts:
        rings = (part.exterior, *part.interiors)
        made += oriented(tuple(np.insert(np.array(r.coords)[:-1, :2], 2, 0.0, axis=1) for r in rings))
    return tuple(made)


def crossed(loops: list[Floats]) -> Bools:
    """(n,) loops that cross themselves: their sides do not turn once around, and what they enclose is not the area they
    run around. A spike of some microns where a line returns to its start is none."""
    found = np.zeros(len(loops), np.bool_)
    sizes = np.array([len(loop) if len(loop) > 3 else 0 for loop in loops], np.int64)
    for size in unique(sizes[sizes > 0]).tolist():
        rows = np.flatnonzero(sizes == size)
        batch = np.stack([loops[r] for r in rows.tolist()])
        way = np.roll(batch[:, :, :2], -1, axis=1) - batch[:, :, :2]
        chord, half = np.arctan2(way[:, :, 1], way[:, :, 0]), 2.0 * np.arctan(batch[:, :, 2])
        corner = (np.roll(chord - half, -1, axis=1) - (chord + half) + math.pi) % (2 * math.pi) - math.pi
        turn = (corner + 2.0 * half).sum(axis=1)
        for row in rows[np.abs(np.abs(turn) - 2 * math.pi) > _TURN].tolist():
            found[row] = _encloses_other(polygon(loops[row]))
    return found


def _encloses_other(points: Floats) -> bool:
    """Whether a polygon (k, 2) encloses another area than the one it runs around."""
    import shapely

    drawn = shapely.Polygon(points)
    if drawn.is_valid:
        return False
    try:
        return bool(abs(shapely.make_valid(drawn).area - drawn.area) > _SLIP * drawn.area)
    except shapely.errors.GEOSException:
        return True
