"""Plan and side areas of elements, openings not deducted, and what of them lies above the outdoor ground.

Exact for upright prisms, for prisms that lie level, and for slanting boxes; for other bodies the area of the convex hull
of their shadow, and said so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.facts import Facts
from components.table import Bools, Floats, Ints, Table
from components.takeoff.bodies import ItemFigures
from components.takeoff.profiles import Shapes, loop_figures
from components.takeoff.rectangles import hull, smallest_rectangle
from components.takeoff.slices import loop_area

_FLAT = 1e-6
_EXTRUDED = ("EXTRUDEDAREASOLID",)


@dataclass(frozen=True, eq=False)
class Projections(Table):
    """One row per element. NaN: no body to project.

    plan_mm2: shadow on the ground. side_mm2: shadow on the upright plane along the element's longer horizontal side.
    low_mm, high_mm: world heights. above_share: part of the height above the outdoor ground, NaN where none was given.
    side_above_mm2: side area above it. exact: closed form; false: hull of the shadow, or several bodies summed.
    """

    plan_mm2: Floats
    side_mm2: Floats
    low_mm: Floats
    high_mm: Floats
    above_share: Floats
    side_above_mm2: Floats
    exact: Bools


def projected_areas(
    facts: Facts, shapes: Shapes, figures: ItemFigures, ground_mm: float | None = None
) -> Projections:
    """(n_elements,) projections. ground_mm: world height of the outdoor ground."""
    items = facts.items
    n = len(facts.elements)
    plan, side, low, high = (np.full(len(items), np.nan) for _ in range(4))
    exact = np.zeros(len(items), np.bool_)
    world = _world(facts)
    _prisms(facts, shapes, figures, world, plan, side, low, high, exact)
    _meshes(facts, figures, world, plan, side, low, high, exact)
    owner = items.owner
    count = np.bincount(owner, minlength=n)
    lost = np.bincount(owner, ~np.isfinite(plan), minlength=n) > 0

    def total(values: Floats) -> Floats:
        return np.where((count == 0) | lost, np.nan, np.bincount(owner, np.nan_to_num(values), minlength=n))

    bottom, top = np.full(n, np.nan), np.full(n, np.nan)
    np.fmin.at(bottom, owner, low)
    np.fmax.at(top, owner, high)
    whole = (count == 1) & (np.bincount(owner, exact, minlength=n) == count)
    above = np.full(n, np.nan)
    if ground_mm is not None:
        reach = np.maximum(top - bottom, 1e-9)
        above = np.clip((top - ground_mm) / reach, 0.0, 1.0)
        above[~np.isfinite(top)] = np.nan
    side_total = total(side)
    return Projections(total(plan), side_total, bottom, top, above, side_total * above, whole)


def _world(facts: Facts) -> Floats:
    """(n, 4, 4) from each item's coordinates to the world."""
    placement = facts.elements.placement[facts.items.owner]
    if not len(facts.placements):
        return facts.items.matrix
    held = np.where((placement >= 0)[:, None, None], facts.placements[np.maximum(placement, 0)], np.eye(4))
    return np.asarray(held @ facts.items.matrix)


def _prisms(
    facts: Facts, shapes: Shapes, figures: ItemFigures, world: Floats, plan: Floats, side: Floats, low: Floats,
    high: Floats, exact: Bools,
) -> None:  # fmt: skip
    """Boxes around the profile swept along the axis; upright prisms by their outline instead of its box."""
    solids = facts.solids
    base, profile = figures.base, figures.profile
    drawn = np.array([len(p) > 0 for p in shapes.loops] + [False])
    rows = np.flatnonzero(solids.kind.take(base).isin(_EXTRUDED) & (profile >= 0) & drawn[profile])
    if not len(rows):
        return
    outline, filled, longer = _outlines(shapes, np.unique(profile[rows]))
    frame = world[rows] @ solids.position[base[rows]]
    box = shapes.box[profile[rows]]
    along = np.einsum("nij,nj->ni", frame[:, :3, :3], np.nan_to_num(solids.direction[base[rows]]))
    # The cut length where it is known: a plane at an end changes a bar's shadow, an opening does not.
    stretch = np.linalg.norm(along, axis=1)
    reach = np.where(
        np.isfinite(figures.length[rows]), figures.length[rows] / stretch, solids.depth_mm[base[rows]]
    )
    begin = figures.low[rows]
    a = frame[:, :3, 0] * (box[:, 1] - box[:, 0])[:, None]
    b = frame[:, :3, 1] * (box[:, 3] - box[:, 2])[:, None]
    c = along * reach[:, None]
    corner = frame[:, :3, 3] + along * begin[:, None]
    corner = corner + frame[:, :3, 0] * box[:, 0, None] + frame[:, :3, 1] * box[:, 2, None]
    upright = np.hypot(along[:, 0], along[:, 1]) < _FLAT * stretch
    level = np.abs(along[:, 2]) < _FLAT * stretch
    boxy = filled[profile[rows]] > 1 - 1e-6
    up = np.broadcast_to(np.array((0.0, 0.0, 1.0)), a.shape)
    scale = np.abs(np.cross(frame[:, :3, 0], frame[:, :3, 1])[:, 2])
    plan[rows] = np.where(upright, outline[profile[rows]] * scale, _shadow(a, b, c, up))
    facing = _facing(a, b, c)
    side[rows] = _shadow(a, b, c, facing)
    turned = upright & ~boxy
    if turned.any():
        # An upright prism's elevation: the longer side of its smallest rectangle by its height.
        length = longer[profile[rows], 0] * np.sqrt(scale)
        side[rows] = np.where(turned, length * np.abs(c[:, 2]), side[rows])
    z = corner[:, 2]
    low[rows] = z + sum(np.minimum(e[:, 2], 0.0) for e in (a, b, c))
    high[rows] = z + sum(np.maximum(e[:, 2], 0.0) for e in (a, b, c))
    # A level prism's profile may stand askew: its own reach, not that of its box, counts.
    square = np.abs(frame[:, 2, :2]).min(axis=1) < _FLAT
    exact[rows] = upright | boxy | (level & square)


def _outlines(shapes: Shapes, profiles: Ints) -> tuple[Floats, Floats, Floats]:
    """Per profile: area of its outer loop, its share of the box, and (length, angle) of its smallest rectangle."""
    n = len(shapes.loops)
    area, filled, longer = np.full(n, np.nan), np.full(n, np.nan), np.full((n, 2), np.nan)
    for p in profiles.tolist():
        loops = list(shapes.loops[p])
        outer = loop_figures(loops).area
        area[p] = float(outer[outer > 0].sum()) or abs(float(outer[0]))
        box = shapes.box[p]
        filled[p] = area[p] / float((box[1] - box[0]) * (box[3] - box[2]))
        around = smallest_rectangle(loops)
        longer[p] = around.length, around.angle
    return area, filled, longer


def _shadow(a: Floats, b: Floats, c: Floats, normal: Floats) -> Floats:
    """(n,) area of the shadow of boxes with edges a, b, c on planes of these unit normals."""
    pairs = ((a, b), (b, c), (c, a))
    return np.asarray(sum(np.abs((np.cross(p, q) * normal).sum(axis=1)) for p, q in pairs))


def _facing(a: Floats, b: Floats, c: Floats) -> Floats:
    """Unit horizontal normal of the upright plane along the longest horizontal edge."""
    edges = np.stack((a, b, c), axis=1)
    flat = edges.copy()
    flat[:, :, 2] = 0.0
    pick = np.argmax(np.linalg.norm(flat, axis=2), axis=1)
    way = flat[np.arange(len(flat)), pick]
    normal = np.stack((-way[:, 1], way[:, 0], np.zeros(len(way))), axis=1)
    size = np.linalg.norm(normal, axis=1)
    return np.where((size > 0)[:, None], normal / np.maximum(size, 1e-12)[:, None], (1.0, 0.0, 0.0))


def _meshes(
    facts: Facts, figures: ItemFigures, world: Floats, plan: Floats, side: Floats, low: Floats, high: Floats,
    exact: Bools,
) -> None:  # fmt: skip
    """Faceted bodies: the hull of the shadow of their corners."""
    m = facts.meshes
    mesh = facts.solids.mesh[figures.base]
    rows = np.flatnonzero(mesh >= 0)
    if not len(rows):
        return
    loop_mesh = m.face_mesh[m.loop_face]
    corner_mesh = loop_mesh[m.loops.owners()]
    order = np.argsort(corner_mesh, kind="stable")
    start = np.searchsorted(corner_mesh[order], np.arange(len(m.closed) + 1))
    corners: dict[int, Floats] = {}
    for i in rows.tolist():
        k = int(mesh[i])
        if k not in corners:
            corners[k] = m.points[np.unique(m.loops.values[order[start[k] : start[k + 1]]])]
        points = corners[k] @ world[i][:3, :3].T + world[i][:3, 3]
        if len(points) < 4:
            continue
        low[i], high[i] = points[:, 2].min(), points[:, 2].max()
        shadow = hull(points[:, :2])
        if len(shadow) < 3:
            continue
        plan[i] = abs(loop_area(shadow))
        around = smallest_rectangle([np.column_stack((shadow, np.zeros(len(shadow))))])
        way = np.array((np.cos(around.angle), np.sin(around.angle)))
        front = hull(np.column_stack((points[:, :2] @ way, points[:, 2])))
        side[i] = abs(loop_area(front)) if len(front) > 2 else 0.0
        # A box fills its own rectangle and height: then the hull is the body.
        full = around.length * around.width * (high[i] - low[i])
        exact[i] = bool(figures.source[i] and abs(figures.gross[i] / full - 1) < 1e-6) if full > 0 else False
