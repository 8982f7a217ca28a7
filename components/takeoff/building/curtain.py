"""Curtain walls: one without a body of its own is as large as the union of its parts, and its panels stand for it."""

from __future__ import annotations

import numpy as np
import shapely

from components.facts import Facts
from components.table import Bools, Floats, Ints, unique
from components.takeoff.building.bodies import UPRIGHT, Drawn

_FLAT_MM = 600.0
"""A curtain wall deeper than this in plan is no single plane."""
_DEEPEST = 8
_PLATES = ("IfcPlate", "IfcPlateStandardCase", "IfcWindow", "IfcDoor")


def held_by(facts: Facts) -> Ints:
    """(elements,) the nearest curtain wall above each element, -1 none."""
    elements = facts.elements
    wall = elements.ifc_class.isin(("IfcCurtainWall",))
    up = elements.parent.copy()
    for _ in range(_DEEPEST):
        climb = (up >= 0) & ~wall[np.maximum(up, 0)]
        if not climb.any():
            break
        up[climb] = elements.parent[up[climb]]
    return np.where((up >= 0) & wall[np.maximum(up, 0)], up, -1)


def panels_and_rest(facts: Facts, element: Ints) -> tuple[Bools, Bools]:
    """(n,) components (by their element) that stand for a curtain wall without a body, and those that only belong to one.

    Panels stand for it; where it has none, every part does.
    """
    over = held_by(facts)[element]
    inside = over >= 0
    bare = inside & (facts.body[np.maximum(over, 0)] == 0)
    plate = inside & facts.elements.ifc_class.isin(_PLATES)[element]
    with_plates = np.zeros(len(facts.elements) + 1, np.bool_)
    with_plates[over[plate]] = True
    panel = bare & (plate | ~with_plates[over])
    return panel, inside & ~panel


def share_out(
    facts: Facts, drawn: Drawn, element: Ints, panel: Bools, side: Floats, ground: float
) -> tuple[Floats, Floats, Bools]:
    """(n,) faces in which the panels of each bare curtain wall share what the union of all its parts covers, mm2; what of
    them is above a height in the world; whether exact. NaN where its parts do not tell, or stand in several planes.

    side: (n,) the panels' own faces.
    """
    over, new = held_by(facts), side.copy()
    above, exact = np.full(len(side), np.nan), np.zeros(len(side), np.bool_)
    for wall in unique(over[element[panel]]).tolist():
        mine = np.flatnonzero(panel & (over[element] == wall))
        area, high, fine = _union(drawn, np.flatnonzero(over == wall), ground)
        part = side[mine] / side[mine].sum()
        new[mine], above[mine], exact[mine] = area * part, high * part, fine
    return new, above, exact


def _union(drawn: Drawn, parts: Ints, ground: float) -> tuple[float, float, bool]:
    """Elevation of the union of some elements, gaps within it filled; what is above a height; whether exact."""
    first, last = drawn.span(parts)
    rows = np.concatenate([np.arange(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True)])
    clouds = [np.concatenate((drawn.ring[r], drawn.ring[r] + drawn.sweep[r])) for r in rows.tolist()]
    if not clouds or not all(len(c) for c in clouds):
        return np.nan, np.nan, False
    every = np.concatenate(clouds)[:, :2]
    middle = every.mean(axis=0)
    _, _, axes = np.linalg.svd(every - middle, full_matrices=False)
    if float(np.ptp((every - middle) @ axes[1])) > _FLAT_MM:
        return np.nan, np.nan, False
    shadows = [
        shapely.convex_hull(shapely.multipoints(np.column_stack(((c[:, :2] - middle) @ axes[0], c[:, 2]))))
        for c in clouds
    ]
    whole = shapely.get_parts(shapely.union_all(shadows))
    flat = whole[shapely.get_type_id(whole) == shapely.GeometryType.POLYGON]
    filled = shapely.union_all(shapely.polygons(shapely.get_exterior_ring(flat)))
    if shapely.is_empty(filled):
        return np.nan, np.nan, False
    left, low, right, high = shapely.bounds(filled).tolist()
    above = shapely.intersection(filled, shapely.box(left, max(low, ground), right, max(high, ground)))
    plain = (drawn.form[rows] == UPRIGHT) & drawn.exact[rows] & ~drawn.clipped[rows]
    return float(shapely.area(filled)), float(shapely.area(above)), bool(plain.all())
