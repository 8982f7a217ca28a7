"""Parts seen from above: outlines, openings taken out of floors, and unions by level."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from components.facts import Facts
from components.table import Bools, Floats, Ints
from components.takeoff.building.bodies import FACETED, SWEPT, UPRIGHT, Drawn
from components.takeoff.building.rings import ranges

Shapes = NDArray[np.object_]
_SLIVER_MM2 = 1.0


def item_plans(facts: Facts, drawn: Drawn, rows: Ints) -> Shapes:
    """A polygon per body item asked for; None where it has no extent in plan."""
    out: Shapes = np.full(len(drawn.owner), None, dtype=object)
    form = drawn.form[rows]
    _upright(drawn, rows[form == UPRIGHT], out)
    _swept(drawn, rows[form == SWEPT], out)
    for row in rows[form == FACETED].tolist():
        out[row] = _faceted(facts, drawn, row)
    return out[rows]


def _upright(drawn: Drawn, rows: Ints, out: Shapes) -> None:
    if not len(rows):
        return
    plain = np.setdiff1d(rows, drawn.hole_of)
    xy, index = _gather(drawn, plain)
    if len(plain):
        out[plain] = shapely.polygons(shapely.linearrings(xy, indices=index))
    for row in np.intersect1d(rows, drawn.hole_of).tolist():
        holes = [drawn.hole[int(h)][:, :2] for h in np.flatnonzero(drawn.hole_of == row)]
        out[row] = shapely.Polygon(drawn.ring[row][:, :2], [h for h in holes if len(h) >= 3])
    bad = rows[~shapely.is_valid(out[rows])]
    out[bad] = shapely.make_valid(out[bad])


def _gather(drawn: Drawn, rows: Ints) -> tuple[Floats, Ints]:
    """Plan points of the rings of rows, and the place in `rows` of each."""
    count = drawn.ring.counts()[rows]
    at = ranges(drawn.ring.offsets[rows], count)
    return drawn.ring.values.reshape(-1, 3)[at][:, :2], np.repeat(np.arange(len(rows)), count)


def _swept(drawn: Drawn, rows: Ints, out: Shapes) -> None:
    """The hull of start and end: what a bar that lies or leans covers."""
    if not len(rows):
        return
    xy, index = _gather(drawn, rows)
    both = np.concatenate((xy, xy + drawn.sweep[rows][index, :2]))
    twice = np.concatenate((index, index))
    order = np.argsort(twice, kind="stable")
    hulls = shapely.convex_hull(shapely.linestrings(both[order], indices=twice[order]))
    flat = shapely.area(hulls) < _SLIVER_MM2
    hulls[flat] = None
    out[rows] = hulls


def _faceted(facts: Facts, drawn: Drawn, row: int) -> Any:
    """The union of the faces seen from above."""
    mesh = int(facts.solids.mesh[drawn.solid[row]])
    corners = drawn.ring[row]
    if not len(corners):
        return None
    m = facts.meshes
    loops = np.flatnonzero(m.face_mesh[m.loop_face] == mesh)
    size = m.loops.counts()[loops]
    keep = np.repeat(size >= 3, size)
    index = np.repeat(np.cumsum(size >= 3) - 1, size)[keep]
    if not len(index):
        return None
    polygons = shapely.polygons(shapely.linearrings(corners[keep][:, :2], indices=index))
    polygons = polygons[shapely.area(polygons) > _SLIVER_MM2]
    bad = ~shapely.is_valid(polygons)
    polygons[bad] = shapely.buffer(polygons[bad], 0.0)
    return shapely.union_all(polygons) if len(polygons) else None


def part_plans(
    facts: Facts, drawn: Drawn, elements: Ints, pierced: Bools, holes: dict[int, list[int]]
) -> Shapes:
    """A polygon per element asked for (rows of `Facts.elements`); openings are taken out where `pierced`.

    holes: element row -> rows of `drawn` of its openings.
    """
    low, high = drawn.span(elements)
    items = item_plans(facts, drawn, ranges(low, high - low))
    out: Shapes = np.full(len(elements), None, dtype=object)
    start = np.cumsum(high - low) - (high - low)
    single = np.flatnonzero(high - low == 1)
    out[single] = items[start[single]]
    for i in np.flatnonzero(high - low > 1).tolist():
        several = [p for p in items[start[i] : start[i] + high[i] - low[i]] if p is not None]
        out[i] = shapely.union_all(several) if several else None
    for i in np.flatnonzero(pierced).tolist():
        # A bolt hole through a web takes nothing from what is seen from above.
        cut = [h for h in holes.get(int(elements[i]), []) if drawn.form[h] == UPRIGHT]
        if cut and out[i] is not None:
            taken = [p for p in item_plans(facts, drawn, np.array(cut, np.int64)) if p is not None]
            out[i] = shapely.difference(out[i], shapely.union_all(taken)) if taken else out[i]
    return out


def areas(plans: Shapes) -> Floats:
    """Area of each polygon, mm2; NaN where there is none."""
    found = shapely.area(plans)
    return np.where(shapely.is_missing(plans), np.nan, found)


def union_area(floors: Shapes, bars: Shapes) -> float:
    """Area of the union of floors and bars, mm2; bars that lie wholly under a floor are left out of the work."""
    floors, bars = floors[~shapely.is_missing(floors)], bars[~shapely.is_missing(bars)]
    whole = shapely.union_all(floors)
    shapely.prepare(whole)
    loose = bars[~shapely.covers(whole, bars)]
    if not len(loose):
        return float(shapely.area(whole))
    return float(shapely.area(shapely.disjoint_subset_union_all(np.append(loose, shapely.get_parts(whole)))))


def filled_area(plans: Shapes) -> float:
    """Area inside the outer outlines of the union, holes filled, mm2."""
    known = plans[~shapely.is_missing(plans)]
    if not len(known):
        return 0.0
    whole = shapely.get_parts(shapely.union_all(known))
    whole = whole[shapely.get_type_id(whole) == 3]
    if not len(whole):
        return 0.0
    return float(shapely.area(shapely.union_all(shapely.polygons(shapely.get_exterior_ring(whole)))))


def rings(plans: Shapes) -> tuple[Ints, Bools, Ints, Ints, Floats]:
    """Every ring of the polygons: its row, whether it is a hole, where its points start, how many, and the points."""
    # Most are polygons of one ring, whose points need no copies of the shapes.
    single = (shapely.get_type_id(plans) == 3) & (shapely.get_num_interior_rings(plans) == 0)
    plain = np.flatnonzero(single).astype(np.int64)
    points, owner = shapely.get_coordinates(plans[plain], return_index=True)
    row, hole, count, xy = _all_rings(plans, np.flatnonzero(~single & ~shapely.is_missing(plans)))
    row = np.concatenate((plain, row))
    count = np.concatenate((np.bincount(owner, minlength=len(plain)).astype(np.int64), count))
    hole = np.concatenate((np.zeros(len(plain), np.bool_), hole))
    order = np.argsort(row, kind="stable")
    at = ranges((np.cumsum(count) - count)[order], count[order])
    row, hole, count = row[order], hole[order], count[order]
    xy = np.asarray(np.concatenate((points, xy))[at], np.float64)
    return row, hole, np.cumsum(count) - count, count, xy


def _all_rings(plans: Shapes, known: Ints) -> tuple[Ints, Bools, Ints, Floats]:
    """Row, whether it is a hole, number of points, and the points of all rings of the shapes `known`."""
    parts, of = shapely.get_parts(plans[known], return_index=True)
    keep = shapely.get_type_id(parts) == 3
    parts, of = parts[keep], of[keep]
    lines, polygon = shapely.get_rings(parts, return_index=True)
    first = np.ones(len(lines), np.bool_)
    first[1:] = polygon[1:] != polygon[:-1]
    xy, ring = shapely.get_coordinates(lines, return_index=True)
    count = np.bincount(ring, minlength=len(lines)).astype(np.int64)
    return known[of[polygon]].astype(np.int64), ~first, count, xy
