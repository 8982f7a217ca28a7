"""Bodies that share space although each is weighed: of one element, or of an element and a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from components.facts import Facts
from components.record import record
from components.table import Bools, Floats, Ints
from components.takeoff.outlines.inside import contains, corners
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids.bodies import ANALYTIC, BOUNDARY, ItemFigures
from components.takeoff.solids.faceted import Faceted, triangles_of

_SHARE = 0.01
"""Share of an element's volume from which on what is counted twice is told."""
_EVENLY = (np.arange(1, 1001)[:, None] * (0.8191725134, 0.6710436067, 0.5497004779)) % 1.0
"""Points that fill a unit cube evenly (multiples of powers of 0.819, where x^4 + x^3 = 1)."""
_DEEPEST = 8
_RAY = np.array([0.5773, 0.5612, 0.5931])
"""A direction along which no edge of a real body runs."""


@record
class Shared:
    """(elements,) bool. own: bodies of it share space. parts: a part of it, drawn too, lies within it; whole: likewise
    of the part."""

    own: Bools
    parts: Bools


def shared_space(
    facts: Facts, shapes: Shapes, figures: ItemFigures, meshes: Faceted, volume: Floats, wanted: Bools
) -> Shared:
    """Elements of which more than a hundredth is weighed twice. volume: mm3 of each. wanted: (elements,) those asked.

    What a point test tells: prisms with their plane cuts and holes, and faceted bodies; others are not asked.
    """
    n = len(facts.elements)
    own, parts = np.zeros(n, np.bool_), np.zeros(n, np.bool_)
    owner = facts.items.owner
    space: _Space | None = None
    for first, second in _pairs(facts, wanted):
        space = space or _Space(facts, shapes, figures, meshes)
        a, b = owner[first], owner[second]
        limit = _SHARE * np.fmin(volume[a], volume[b])
        for k in np.flatnonzero(space.common_boxes(first, second) > limit).tolist():
            one, other = int(a[k]), int(b[k])
            found = own if one == other else parts
            if not (found[one] and found[other]) and space.common(int(first[k]), int(second[k])) > limit[k]:
                found[[one, other]] = True
    return Shared(own, parts)


def _pairs(facts: Facts, wanted: Bools) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of body items of one element, and of an element and what it is made of, some at a time."""
    owner = facts.items.owner
    rows = np.flatnonzero(wanted[owner])
    rows = rows[np.argsort(owner[rows], kind="stable")]
    mine = owner[rows]
    at = np.arange(len(rows))
    for step in range(1, len(rows)):
        at = at[at + step < len(rows)]
        at = at[mine[at] == mine[at + step]]
        if not len(at):
            break
        yield rows[at], rows[at + step]
    start = np.searchsorted(mine, np.arange(len(facts.elements) + 1))
    part = np.flatnonzero(wanted & (facts.elements.parent >= 0))
    whole = facts.elements.parent[part]
    for _ in range(_DEEPEST):
        part, whole = part[whole >= 0], whole[whole >= 0]
        drawn = wanted[whole] & (start[whole + 1] > start[whole]) & (start[part + 1] > start[part])
        for p, w in zip(part[drawn].tolist(), whole[drawn].tolist(), strict=True):
            of_part, of_whole = rows[start[p] : start[p + 1]], rows[start[w] : start[w + 1]]
            for item in of_whole.tolist():
                yield of_part, np.full(len(of_part), item)
        whole = facts.elements.parent[whole]


@record
class _Space:
    """Where items lie in the world, and which points they hold."""

    facts: Facts
    shapes: Shapes
    figures: ItemFigures
    meshes: Faceted

    @cached_property
    def places(self) -> tuple[Floats, Floats]:
        """(items, 2, 3) boxes of the bodies in their own axes, mm, NaN of those that no point test tells of; and
        (items, 4, 4) from there into the world."""
        facts, figures = self.facts, self.figures
        base, profile = figures.base, figures.profile
        source = np.array(figures.source, dtype=object)
        mesh = facts.solids.mesh[base]
        faceted = (source == BOUNDARY) & (mesh >= 0)
        straight = (
            facts.solids.kind.isin(("EXTRUDEDAREASOLID",))[base] & (profile >= 0) & (source == ANALYTIC)
        )
        box = np.full((len(base), 2, 3), np.nan)
        box[faceted] = self.meshes.box[mesh[faceted]]
        box[straight, :, :2] = self.shapes.box[profile[straight]].reshape(-1, 2, 2).transpose(0, 2, 1)
        box[straight, 0, 2], box[straight, 1, 2] = 0.0, facts.solids.depth_mm[base[straight]]
        frame = np.broadcast_to(np.eye(4), (len(base), 4, 4)).copy()
        own = facts.solids.position[base[straight]].copy()
        own[:, :3, 2] = np.einsum("nij,nj->ni", own[:, :3, :3], facts.solids.direction[base[straight]])
        frame[straight] = own
        place = facts.elements.placement[facts.items.owner]
        world = np.where(
            (place >= 0)[:, None, None],
            facts.placements[np.maximum(place, 0)] if len(facts.placements) else np.eye(4),
            np.eye(4),
        )
        return box, world @ facts.items.matrix @ frame

    @cached_property
    def boxes(self) -> Floats:
        """(items, 2, 3) boxes in the world, mm; NaN of what cannot be told."""
        box, matrix = self.places
        ends = np.stack([np.stack([box[:, b >> k & 1, k] for k in range(3)], 1) for b in range(8)], 1)
        placed = np.einsum("nij,nkj->nki", matrix[:, :3, :3], ends) + matrix[:, None, :3, 3]
        return np.stack((placed.min(axis=1), placed.max(axis=1)), axis=1)

    @cached_property
    def cut_up(self) -> dict[int, tuple[Floats, Ints]]:
        """Triangles of the meshes that were asked for."""
        return {}

    def common_boxes(self, first: Ints, second: Ints) -> Floats:
        """mm3 that the boxes of pairs of items have in common."""
        a, b = self.boxes[first], self.boxes[second]
        reach = np.minimum(a[:, 1], b[:, 1]) - np.maximum(a[:, 0], b[:, 0])
        return np.asarray(np.nan_to_num(np.maximum(reach, 0.0)).prod(axis=1))

    def common(self, first: int, second: int) -> float:
        """mm3 that two items have in common, by points in the box of the smaller one."""
        size = self.figures.volume
        small, large = (first, second) if size[first] <= size[second] else (second, first)
        box, matrix = self.places
        low, high = box[small]
        back = np.linalg.inv(matrix[large]) @ matrix[small]
        points = low + _EVENLY * (high - low)
        there = points @ back[:3, :3].T + back[:3, 3]
        inside = (there >= box[large, 0]) & (there <= box[large, 1])
        near: Bools = np.asarray(inside.all(axis=1), np.bool_)
        for item, where in ((small, points), (large, there)):
            if near.any():
                near[near] = self.holds(item, where[near])
        scale = abs(float(np.linalg.det(matrix[small, :3, :3])))
        return float(near.mean() * (high - low).prod() * scale)

    def holds(self, item: int, points: Floats) -> Bools:
        """(n,) bool, the points (n, 3) in the item's own axes that lie in it."""
        facts, figures = self.facts, self.figures
        base = int(figures.base[item])
        if figures.source[item] == BOUNDARY:
            mesh = int(facts.solids.mesh[base])
            if mesh not in self.cut_up:
                self.cut_up[mesh] = triangles_of(facts, mesh, self.meshes.turned)
            return _in_mesh(*self.cut_up[mesh], points)
        inside = (points[:, 2] >= 0) & (points[:, 2] <= facts.solids.depth_mm[base])
        loops = self.shapes.loops[int(figures.profile[item])]
        inside &= np.sum([contains(corners(loop), points[:, :2]) for loop in loops], axis=0) % 2 == 1
        cut = figures.cuts.get(item)
        if cut is not None:
            for plane in cut.planes:
                inside &= points @ np.array(plane.normal) >= plane.offset
            for hole in cut.holes:
                inside &= ~contains(corners(hole), points[:, :2])
        return np.asarray(inside)


def _in_mesh(corner: Floats, triangles: Ints, points: Floats) -> Bools:
    """(n,) bool, points in a closed mesh: a ray from each meets it an odd number of times."""
    # Looked at along the ray, a point is met by the triangles that hold it in the picture and lie behind it.
    side = np.cross(_RAY, (1.0, 0.0, 0.0))
    view = np.column_stack((side, np.cross(_RAY, side), _RAY))
    p, q = points @ view, corner @ view
    a, b, c = (q[triangles[:, k]] for k in range(3))
    ends = np.stack((a, b, c))
    near = (ends.max(axis=0) >= p.min(axis=0)).all(axis=1)
    near &= (ends.min(axis=0)[:, :2] <= p.max(axis=0)[:2]).all(axis=1)
    a, b, c = a[near], b[near], c[near]
    ab, ac = b - a, c - a
    size = ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0]
    met = np.zeros(len(points), np.int64)
    with np.errstate(divide="ignore", invalid="ignore"):
        for k in range(len(a)):
            x, y = p[:, 0] - a[k, 0], p[:, 1] - a[k, 1]
            u = (x * ac[k, 1] - y * ac[k, 0]) / size[k]
            v = (y * ab[k, 0] - x * ab[k, 1]) / size[k]
            deep = a[k, 2] + u * ab[k, 2] + v * ac[k, 2]
            met += (u >= 0) & (v >= 0) & (u + v <= 1) & (deep > p[:, 2])
    return np.asarray(met % 2 == 1)
