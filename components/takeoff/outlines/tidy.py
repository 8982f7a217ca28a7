"""Outlines that are not as they should be: holes that overlap or leave the outline, parts in one place, crossings."""

from __future__ import annotations

import math

import numpy as np

from components.sections.contour import moments, reversed_loop
from components.table import Bools, Floats, unique
from components.takeoff.outlines.inside import separate
from components.takeoff.outlines.polygon import polygon

_SAME = 1e-6
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
    """(n,) loops of straight edges that cross themselves: their sides do not turn once around, and a check agrees."""
    found = np.zeros(len(loops), np.bool_)
    sizes = np.array([len(loop) if len(loop) > 3 and not loop[:, 2].any() else 0 for loop in loops], np.int64)
    for size in unique(sizes[sizes > 0]).tolist():
        rows = np.flatnonzero(sizes == size)
        way = np.stack([loops[r][:, :2] for r in rows.tolist()])
        way = np.roll(way, -1, axis=1) - way
        heading = np.arctan2(way[:, :, 1], way[:, :, 0])
        turn = (np.roll(heading, -1, axis=1) - heading + math.pi) % (2 * math.pi) - math.pi
        odd = np.abs(np.abs(turn.sum(axis=1)) - 2 * math.pi) > _TURN
        for row in rows[odd].tolist():
            import shapely

            found[row] = not shapely.Polygon(loops[row][:, :2]).is_valid
    return found
