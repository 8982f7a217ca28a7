"""What cutters leave of a plate's face: outlines in the plane of the plate, holes and cut corners taken away.

Arcs are polygons of their own area here. The caller holds the result against the body's volume: a cutter that takes
less than the whole thickness shows there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from components.facts import Facts
from components.record import record
from components.table import Floats
from components.takeoff.outlines.polygon import polygon
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids.cuts import frame_of

if TYPE_CHECKING:
    import shapely

_HALF = ("HALFSPACESOLID", "POLYGONALBOUNDEDHALFSPACE", "BOXEDHALFSPACE")
_FLAT = 1e-6
_FAR = 1e6
Cutter = tuple[int, Floats]
"""A solid row and the (4, 4) matrix into the face's coordinates: x, y in the face, z through the thickness."""


@record
class Face:
    """What is left: area mm2 with and without holes deducted, holes, outer ring (k, 2), low and high of the thickness,
    pieces, and whether the outer edge was cut at all."""

    area: float
    net_area: float
    holes: int
    ring: Floats
    low: float
    high: float
    pieces: int
    edge_cut: bool


def face_after(
    facts: Facts, shapes: Shapes, loops: Sequence[Floats], low: float, high: float, cutters: Sequence[Cutter]
) -> Face | None:
    """A face bounded by loops (k, 3), between low and high mm of thickness, after its cutters; None: nothing left."""
    import shapely  # 10 ms that most models do not need

    whole = shapely.Polygon(polygon(loops[0]), [polygon(hole) for hole in loops[1:]])
    if not whole.is_valid:
        return None
    taken = []
    for solid, matrix in cutters:
        if facts.solids.kind[solid] in _HALF:
            low, high, part = _half(facts, solid, matrix, low, high, whole)
        else:
            part = _prism(facts, shapes, solid, matrix, low, high)
        if part is not None and not part.is_empty:
            taken.append(part)
    left = shapely.difference(whole, shapely.union_all(taken)) if taken else whole
    parts = [p for p in shapely.get_parts(left) if p.geom_type == "Polygon" and p.area > 1.0]
    if not parts or not high > low:
        return None
    main = max(parts, key=lambda p: float(p.area))
    outer = shapely.Polygon(main.exterior)
    same = abs(outer.area / shapely.Polygon(whole.exterior).area - 1) < 1e-9
    ring = np.asarray(shapely.get_coordinates(main.exterior))[:-1]
    return Face(
        float(outer.area), float(main.area), len(main.interiors), ring, low, high, len(parts), not same
    )


def _half(
    facts: Facts, solid: int, matrix: Floats, low: float, high: float, whole: shapely.Polygon
) -> tuple[float, float, shapely.Geometry | None]:
    """A plane square to the face takes a side of it, one parallel to it takes thickness; a leaning one is left."""
    import shapely  # 10 ms that most models do not need

    solids = facts.solids
    point, normal = solids.plane_point[solid], solids.plane_normal[solid]
    if not (np.isfinite(point).all() and np.isfinite(normal).all()):
        return low, high, None
    n = np.linalg.inv(matrix)[:3, :3].T @ normal
    n = n / np.linalg.norm(n)
    at = matrix[:3, :3] @ point + matrix[:3, 3]
    across = math.hypot(n[0], n[1])
    if across < _FLAT:
        if n[2] > 0:
            return max(low, min(float(at[2]), high)), high, None
        return low, min(high, max(float(at[2]), low)), None
    if abs(n[2]) > _FLAT:
        return low, high, None
    side, along = n[:2] / across, np.array((-n[1], n[0])) / across
    corners = [at[:2] + along * _FAR, at[:2] - along * _FAR, at[:2] - along * _FAR - side * _FAR]
    corners.append(at[:2] + along * _FAR - side * _FAR)
    part: shapely.Geometry = shapely.Polygon(corners)
    outline = int(solids.outline[solid])
    if solids.kind[solid] != "HALFSPACESOLID" and outline >= 0:
        bound = polygon(facts.outlines[outline])
        frame = matrix @ solids.position[solid]
        ends = [_placed(bound, frame, z) for z in (-_FAR, _FAR)]
        part = shapely.intersection(part, shapely.MultiPoint(np.concatenate(ends)[:, :2]).convex_hull)
    return low, high, part


def _placed(xy: Floats, frame: Floats, z: float) -> Floats:
    p = np.column_stack((xy, np.full(len(xy), z)))
    return np.asarray(p @ frame[:3, :3].T + frame[:3, 3])


def _prism(
    facts: Facts, shapes: Shapes, solid: int, matrix: Floats, low: float, high: float
) -> shapely.Geometry | None:
    """The shadow on the face of a prism that reaches through the thickness; its hull where it lies across."""
    import shapely  # 10 ms that most models do not need

    solids = facts.solids
    profile, depth = int(solids.profile[solid]), float(solids.depth_mm[solid])
    if solids.kind[solid] != "EXTRUDEDAREASOLID" or profile < 0 or not depth > 0 or not shapes.loops[profile]:
        return None
    frame = matrix @ frame_of(facts, solid)
    outline = polygon(shapes.loops[profile][0])
    ends = [_placed(outline, frame, z) for z in (0.0, depth)]
    both = np.concatenate(ends)
    if both[:, 2].min() > low + 0.01 or both[:, 2].max() < high - 0.01:
        return None
    along = frame[:3, 2]
    if math.hypot(along[0], along[1]) < _FLAT * abs(along[2]):
        return shapely.make_valid(shapely.Polygon(ends[0][:, :2]))
    return shapely.MultiPoint(both[:, :2]).convex_hull
