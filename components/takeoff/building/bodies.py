"""Bodies of building elements in the world: upright prisms, other sweeps, faceted bodies; heights, plan and sides."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.record import record
from components.table import Bools, Codes, Floats, Ints, Ragged, unique
from components.takeoff.building.rings import ranges, rings_of

UNKNOWN, UPRIGHT, SWEPT, FACETED = 0, 1, 2, 3
_BOOLEAN = ("BOOLEANRESULT", "BOOLEANCLIPPINGRESULT", "CSGSOLID")
_STRAIGHT = 1e-6


@record
class Drawn:
    """Body items in the world, one row each, sorted by owner; mm.

    owner: element row. form: UPRIGHT (a vertical prism), SWEPT (any other straight prism), FACETED, UNKNOWN.
    exact: the ring is the outline itself. clipped: something is cut off it that the ring does not show.
    ring: (., 3) the outer outline at its start, or every corner of a faceted body. sweep: (n, 3).
    hole, hole_of: inner rings of prisms and the row each is in. low, high: heights.
    item: row of `Facts.items`. solid: base solid row. start: (elements + 1,) where the rows of each element begin.
    """

    owner: Ints
    form: Codes
    exact: Bools
    clipped: Bools
    ring: Ragged
    sweep: Floats
    hole: Ragged
    hole_of: Ints
    low: Floats
    high: Floats
    item: Ints
    solid: Ints
    start: Ints

    def span(self, elements: Ints) -> tuple[Ints, Ints]:
        """First row of each element, and the row after its last."""
        return self.start[elements], self.start[elements + 1]


def draw(facts: Facts, elements: Bools) -> Drawn:
    """The body items of the elements asked for (mask over `Facts.elements`)."""
    items = np.flatnonzero(elements[facts.items.owner])
    items = items[np.argsort(facts.items.owner[items], kind="stable")]
    base, clipped = _bases(facts, facts.items.solid[items])
    owner = facts.items.owner[items]
    world = _world(facts, items)
    kind = facts.solids.kind.take(base)
    mesh = facts.solids.mesh[base]
    faceted = (mesh >= 0) & ~clipped
    depth, direction = facts.solids.depth_mm[base], facts.solids.direction[base]
    swept = (
        kind.isin(("EXTRUDEDAREASOLID",))
        & np.isfinite(depth)
        & (depth > 0)
        & np.isfinite(direction).all(axis=1)
    )
    frame = world @ facts.solids.position[base]
    profile = np.where(swept, facts.solids.profile[base], -1)
    rings = rings_of(facts, unique(profile))
    size = rings.outer.counts() if len(rings.outer) else np.zeros(0, np.int64)
    count = np.where(profile >= 0, size[np.maximum(profile, 0)] if len(size) else 0, 0)
    swept &= count >= 3
    sweep = (
        np.einsum("nij,nj->ni", frame[:, :3, :3], np.nan_to_num(direction)) * np.nan_to_num(depth)[:, None]
    )
    upright = swept & (np.hypot(sweep[:, 0], sweep[:, 1]) <= _STRAIGHT * np.abs(sweep[:, 2]))
    upright &= np.hypot(frame[:, 2, 0], frame[:, 2, 1]) <= _STRAIGHT * np.linalg.norm(frame[:, :3, 0], axis=1)
    form = np.select([upright, swept, faceted], [UPRIGHT, SWEPT, FACETED], UNKNOWN).astype(np.int32)
    points, offsets = _points(facts, form, profile, mesh, frame, world, rings.outer, count)
    inner, inner_of = _inner(rings.holes, rings.hole_of, profile, frame, swept)
    low, high = _heights(points, offsets, np.where(form == FACETED, 0.0, sweep[:, 2]))
    exact = np.where(swept, rings.exact[np.maximum(profile, 0)] if len(rings.exact) else False, faceted)
    return Drawn(
        owner=owner, form=form, exact=np.asarray(exact, np.bool_), clipped=clipped, ring=Ragged(offsets, points),
        sweep=np.where((form == FACETED)[:, None], 0.0, sweep), hole=inner, hole_of=inner_of, low=low, high=high,
        item=items, solid=base,
        start=np.concatenate(([0], np.cumsum(np.bincount(owner, minlength=len(elements))))).astype(np.int64),
    )  # fmt: skip


def _bases(facts: Facts, solid: Ints) -> tuple[Ints, Bools]:
    """The first operand of every Boolean result, and whether there was one."""
    is_boolean = facts.solids.kind.isin(_BOOLEAN)
    base = solid.copy()
    clipped = is_boolean[base] if len(base) else np.zeros(0, np.bool_)
    for _ in range(64):
        climb = is_boolean[base] & (facts.solids.first[base] >= 0) if len(base) else clipped
        if not climb.any():
            break
        base = np.where(climb, facts.solids.first[base], base)
    return base, np.asarray(clipped, np.bool_)


def world_of(facts: Facts, item: int) -> Floats:
    """(4, 4) from the own coordinates of one item to the world."""
    return np.asarray(_world(facts, np.array([item]))[0])


def _world(facts: Facts, items: Ints) -> Floats:
    """(n, 4, 4) from an item's own coordinates to the world."""
    placement = facts.elements.placement[facts.items.owner[items]]
    whole = facts.placements[np.maximum(placement, 0)] if len(facts.placements) else np.eye(4)[None]
    whole = np.where((placement >= 0)[:, None, None], whole, np.eye(4))
    return np.asarray(whole @ facts.items.matrix[items])


def _points(
    facts: Facts,
    form: Codes,
    profile: Ints,
    mesh: Ints,
    frame: Floats,
    world: Floats,
    outer: Ragged,
    count: Ints,
) -> tuple[Floats, Ints]:
    """World points of every item and their offsets."""
    corners, start, many = _mesh_corners(facts)
    prism, faceted = (form == UPRIGHT) | (form == SWEPT), form == FACETED
    each = np.where(prism, count, 0)
    if faceted.any():
        each = np.where(faceted, many[np.maximum(mesh, 0)], each)
    offsets = np.concatenate(([0], np.cumsum(each))).astype(np.int64)
    points = np.zeros((int(offsets[-1]), 3))
    rows = np.flatnonzero(prism)
    if len(rows):
        xy = outer.values[ranges(outer.offsets[profile[rows]], each[rows])]
        of = np.repeat(rows, each[rows])
        points[ranges(offsets[rows], each[rows])] = (
            np.einsum("pij,pj->pi", frame[of][:, :3, :2], xy) + frame[of, :3, 3]
        )
    rows = np.flatnonzero(faceted)
    if len(rows):
        xyz = corners[ranges(start[mesh[rows]], each[rows])]
        of = np.repeat(rows, each[rows])
        points[ranges(offsets[rows], each[rows])] = (
            np.einsum("pij,pj->pi", world[of][:, :3, :3], xyz) + world[of, :3, 3]
        )
    return points, offsets


def _mesh_corners(facts: Facts) -> tuple[Floats, Ints, Ints]:
    """Corners of all meshes in the order of the mesh; where each mesh's begin, and how many there are."""
    m = facts.meshes
    count = len(m.closed)
    if not count or not len(m.loops.values):
        return np.zeros((0, 3)), np.zeros(count, np.int64), np.zeros(count, np.int64)
    of = m.face_mesh[m.loop_face][m.loops.owners()]
    order = np.argsort(of, kind="stable")
    many = np.bincount(of, minlength=count)
    return m.points[m.loops.values[order]], np.cumsum(many) - many, many


def _inner(holes: Ragged, hole_of: Ints, profile: Ints, frame: Floats, swept: Bools) -> tuple[Ragged, Ints]:
    """Inner rings of every prism in the world."""
    low, high = np.searchsorted(hole_of, profile, "left"), np.searchsorted(hole_of, profile, "right")
    many = np.where(swept, high - low, 0)
    which = ranges(low, many)
    of = np.repeat(np.arange(len(profile)), many)
    size = holes.counts()[which] if len(holes) else np.zeros(0, np.int64)
    offsets = np.concatenate(([0], np.cumsum(size))).astype(np.int64)
    if not len(which):
        return Ragged(offsets, np.zeros((0, 3))), of
    xy = holes.values[ranges(holes.offsets[which], size)]
    at = np.repeat(of, size)
    return Ragged(offsets, np.einsum("pij,pj->pi", frame[at][:, :3, :2], xy) + frame[at, :3, 3]), of


def _heights(points: Floats, offsets: Ints, rise: Floats) -> tuple[Floats, Floats]:
    """Lowest and highest point of every item; NaN where it has none."""
    n = len(offsets) - 1
    low, high = np.full(n, np.nan), np.full(n, np.nan)
    rows = np.flatnonzero(np.diff(offsets) > 0)
    if len(rows):
        z = points[:, 2]
        low[rows] = np.minimum.reduceat(z, offsets[rows])
        high[rows] = np.maximum.reduceat(z, offsets[rows])
    low, high = low + np.minimum(rise, 0.0), high + np.maximum(rise, 0.0)
    return low, high


def ring_area(drawn: Drawn) -> tuple[Floats, Floats]:
    """Area in plan of each item's outer ring less its holes, and length around the outer ring; mm2, mm."""
    n = len(drawn.owner)
    area, around = _shoelace(drawn.ring, n)
    if len(drawn.hole_of):
        hole, _ = _shoelace(drawn.hole, len(drawn.hole_of))
        area = area - np.bincount(drawn.hole_of, hole, minlength=n)
    return area, around


def _shoelace(rings: Ragged, n: int) -> tuple[Floats, Floats]:
    xy = rings.values.reshape(-1, 3)[:, :2]
    owner = rings.owners()
    if not len(xy):
        return np.zeros(n), np.zeros(n)
    following = np.arange(len(xy)) + 1
    last = following == rings.offsets[1:][owner]
    following[last] = rings.offsets[:-1][owner[last]]
    # Taken from each ring's first point, so that far-away coordinates lose no digits.
    first = xy[rings.offsets[:-1][owner]]
    a, b = xy - first, xy[following] - first
    cross = np.bincount(owner, a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0], minlength=n) / 2
    return np.abs(cross), np.asarray(np.bincount(owner, np.hypot(*(b - a).T), minlength=n), np.float64)
