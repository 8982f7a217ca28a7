"""Key points of prisms after their plane cuts, of what is cut out of them, and of faceted bodies, all parts at once.

Every function returns one flat table: part, label, value [mm], point (n, 3) in the part's own coordinates [mm].
"""

from __future__ import annotations

import numpy as np

from components.bom.drawn import Drawn, frames
from components.bom.outlines import PLANE, VERTEX, VOID, VOID_CORNER, Key
from components.facts import Facts
from components.record import record
from components.table import Bools, Codes, Floats, Ints, unique

Points = tuple[Ints, Codes, Floats, Floats]
_ALONG = 1e-9
_TOUCH_MM = 1e-6
_WELD_MM = 1e-2
_LEVER_MM = 1000.0
"""A plane's normal is held as a point this far out: an angle then counts like a distance."""


def _no_points() -> Points:
    return np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0), np.zeros((0, 3))


def _expand(keys: dict[int, Key], profile: Ints) -> tuple[Ints, Floats, Codes, Floats]:
    """Key points of a column of profiles, end to end: which entry, xy, label, value."""
    if not len(profile) or not keys:
        return np.zeros(0, np.int64), np.zeros((0, 2)), np.zeros(0, np.int32), np.zeros(0)
    rows = sorted(keys)
    count = np.array([len(keys[r].xy) for r in rows])
    start = np.concatenate(([0], np.cumsum(count)))
    xy, label, value = (np.concatenate([getattr(keys[r], f) for r in rows]) for f in ("xy", "label", "value"))
    at = np.searchsorted(np.array(rows), profile)
    times = count[at]
    owner = np.repeat(np.arange(len(profile)), times)
    pick = (
        np.repeat(start[at], times) + np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    )
    return owner, xy[pick], label[pick], value[pick]


@record
class Ends:
    """Where each key line of a prism begins and ends. Per item: found (it is a prism), plain (square ends, nothing
    else cuts it), low and high along it. Per key line: item, xy, label, value, low, high. planes: (item, normal, offset)
    in prism coordinates of those that have to be told apart as planes: several meet, or one takes a whole edge."""

    found: Bools
    plain: Bools
    low: Floats
    high: Floats
    line: tuple[Ints, Floats, Codes, Floats, Floats, Floats]
    planes: tuple[Ints, Floats, Floats]

    def points(self, facts: Facts, d: Drawn, keys: dict[int, Key], items: Ints) -> Points:
        """Both ends of the key lines of some items, and their planes."""
        wanted = np.zeros(len(d.item), np.bool_)
        wanted[items] = True
        item, xy, label, value, low, high = self.line
        keep = np.flatnonzero(wanted[item] & (high > low + _TOUCH_MM))
        frame = facts.items.matrix[d.item] @ frames(facts, d.base)
        ends = [_at(frame[item[keep]], xy[keep], z[keep]) for z in (low, high)]
        of, normal, offset = self.planes
        chosen = np.flatnonzero(wanted[of])
        middle = _middles(frame, d, of[chosen], item, xy, (low + high) / 2, keep)
        turn = (
            np.swapaxes(np.linalg.inv(frame[of[chosen]][:, :3, :3]), 1, 2)
            if len(chosen)
            else np.zeros((0, 3, 3))
        )
        way = np.einsum("nij,nj->ni", turn, normal[chosen])
        long = np.maximum(np.linalg.norm(way, axis=1), 1e-12)
        origin = frame[of[chosen], :3, 3]
        unit = way / long[:, None]
        far = offset[chosen] / long + (unit * origin).sum(axis=1) - (unit * middle).sum(axis=1)
        part = d.part[np.concatenate((item[keep], item[keep], of[chosen]))]
        labels = np.concatenate((label[keep], label[keep], np.full(len(chosen), PLANE, np.int32)))
        values = np.concatenate((value[keep], value[keep], far))
        return part, labels, values, np.concatenate((*ends, middle + unit * _LEVER_MM))


def _at(frame: Floats, xy: Floats, z: Floats) -> Floats:
    local = np.column_stack((xy, z))
    return np.asarray(np.einsum("nij,nj->ni", frame[:, :3, :3], local) + frame[:, :3, 3])


def _middles(frame: Floats, d: Drawn, of: Ints, item: Ints, xy: Floats, z: Floats, keep: Ints) -> Floats:
    """The mean of the key lines of each plane's item: the point that a plane's distance is told from."""
    if not len(of):
        return np.zeros((0, 3))
    points = _at(frame[item[keep]], xy[keep], z[keep])
    n = len(d.item)
    count = np.maximum(np.bincount(item[keep], minlength=n), 1)
    mean = np.stack([np.bincount(item[keep], points[:, k], minlength=n) for k in range(3)], axis=1)
    return np.asarray((mean / count[:, None])[of])


def prism_ends(facts: Facts, d: Drawn, keys: dict[int, Key], items: Ints) -> Ends:
    """Cut the key lines of prisms by the half spaces that take from them."""
    n = len(d.item)
    found = np.zeros(n, np.bool_)
    found[items] = True
    depth = facts.solids.depth_mm[d.base]
    found &= np.isfinite(depth) & (depth > 0)
    items = np.flatnonzero(found)
    owner, xy, label, value = _expand(keys, facts.solids.profile[d.base[items]])
    item = items[owner]
    low, high = np.zeros(len(item)), depth[item].copy()
    cuts = np.flatnonzero(d.half & found[d.cut_item])
    normal, offset = _planes(facts, d, cuts)
    first = np.searchsorted(item, d.cut_item[cuts], "left")
    times = np.searchsorted(item, d.cut_item[cuts], "right") - first
    which = np.repeat(np.arange(len(cuts)), times)
    line = np.repeat(first, times) + np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    a, b, c = normal[which].T if len(which) else np.zeros((3, 0))
    rest = offset[which] - a * xy[line, 0] - b * xy[line, 1]
    along = np.abs(c) > _ALONG
    with np.errstate(divide="ignore", invalid="ignore"):
        bound = np.where(along, rest / c, np.nan)
    up = along & (c > 0)
    np.maximum.at(low, line[up], bound[up])
    np.minimum.at(high, line[along & ~up], bound[along & ~up])
    beyond = np.where(up, bound > _TOUCH_MM, bound < depth[item[line]] - _TOUCH_MM)
    acts = np.where(along, beyond, rest > _TOUCH_MM)
    active = np.bincount(which, acts, minlength=len(cuts)) > 0
    square = (np.abs(normal[:, :2]) < 1e-9).all(axis=1) if len(cuts) else np.zeros(0, np.bool_)
    skew = active & ~square
    several = np.bincount(d.cut_item[cuts[skew]], minlength=n)
    gone = np.bincount(item[high <= low + _TOUCH_MM], minlength=n) > 0
    side = np.bincount(d.cut_item[cuts[active & (np.abs(normal[:, 2]) <= _ALONG)]], minlength=n) > 0
    told = np.flatnonzero(active & ((several > 1) | gone | side)[d.cut_item[cuts]])
    other = np.bincount(d.cut_item[~d.half], minlength=n) > 0
    plain = found & (several == 0) & ~other & ~gone
    lowest, highest = np.full(n, np.inf), np.full(n, -np.inf)
    np.minimum.at(lowest, item, low)
    np.maximum.at(highest, item, high)
    planes = (d.cut_item[cuts[told]], normal[told], offset[told])
    return Ends(found, plain, lowest, highest, (item, xy, label, value, low, high), planes)


def _planes(facts: Facts, d: Drawn, cuts: Ints) -> tuple[Floats, Floats]:
    """Cutting planes in prism coordinates: what is kept has normal . (x, y, z) >= offset."""
    if not len(cuts):
        return np.zeros((0, 3)), np.zeros(0)
    solid, item = d.cut_solid[cuts], d.cut_item[cuts]
    world = d.cut_matrix[cuts]
    turn = np.swapaxes(np.linalg.inv(world[:, :3, :3]), 1, 2)
    n = np.einsum("nij,nj->ni", turn, facts.solids.plane_normal[solid])
    n /= np.maximum(np.linalg.norm(n, axis=1), 1e-12)[:, None]
    point = np.einsum("nij,nj->ni", world[:, :3, :3], facts.solids.plane_point[solid]) + world[:, :3, 3]
    frame = facts.items.matrix[d.item[item]] @ frames(facts, d.base[item])
    local = np.einsum("nji,nj->ni", frame[:, :3, :3], n)
    offset = (n * (point - frame[:, :3, 3])).sum(axis=1)
    return local, offset


def cut_points(facts: Facts, d: Drawn, keys: dict[int, Key], live: Bools, bodies: Points) -> Points:
    """Key lines of holes and solid cutters, held within the body's box where every line of them meets it.

    A hole drilled from either side, or drawn longer than the plate is thick, is the same hole.
    """
    cuts = np.flatnonzero(~d.half & live[d.cut_item])
    if not len(cuts):
        return _no_points()
    solid = d.cut_solid[cuts]
    owner, xy, label, value = _expand(keys, facts.solids.profile[solid])
    frame = d.cut_matrix[cuts] @ frames(facts, solid)
    base = facts.items.matrix[d.item[d.cut_item[cuts]]] @ facts.solids.position[d.base[d.cut_item[cuts]]]
    base = np.where(np.isfinite(base).all(axis=(1, 2), keepdims=True), base, np.eye(4))
    part = d.part[d.cut_item[cuts]]
    box = _boxes(facts, d, bodies, len(live))
    back = np.linalg.inv(base)
    a = _at((back @ frame)[owner], xy, np.zeros(len(owner)))
    b = _at((back @ frame)[owner], xy, facts.solids.depth_mm[solid][owner])
    t0, t1 = _within(a, b, box[d.cut_item[cuts]][owner])
    misses = np.bincount(owner, t1 <= t0 + 1e-12, minlength=len(cuts)) > 0
    t0, t1 = np.where(misses[owner], 0.0, t0), np.where(misses[owner], 1.0, t1)
    ends = [a + (b - a) * t[:, None] for t in (t0, t1)]
    world = [np.einsum("nij,nj->ni", base[owner, :3, :3], e) + base[owner, :3, 3] for e in ends]
    label = np.where(label >= VOID_CORNER, label, label + VOID).astype(np.int32)
    two = np.concatenate((owner, owner))
    return part[two], np.tile(label, 2), np.tile(value, 2), np.concatenate(world)


def _boxes(facts: Facts, d: Drawn, bodies: Points, count: int) -> Floats:
    """(i, 2, 3) box of each item's part in the axes of the item's own prism."""
    box = np.empty((count, 2, 3))
    box[:, 0], box[:, 1] = -np.inf, np.inf
    first = np.full(int(d.part.max()) + 1, -1, np.int64)
    first[d.part[::-1]] = np.arange(len(d.item))[::-1]
    part, label, value, points = bodies
    real = (label != PLANE) & (part < len(first))
    if not real.any():
        return box
    part, points, value = part[real], points[real], value[real]
    item = first[part]
    base = np.linalg.inv(facts.items.matrix[d.item] @ facts.solids.position[d.base])
    local = np.einsum("nij,nj->ni", base[item, :3, :3], points) + base[item, :3, 3]
    round_off = np.stack((value, value, np.zeros(len(value))), axis=1)
    known = unique(item)
    box[known, 0], box[known, 1] = np.inf, -np.inf
    np.minimum.at(box[:, 0], item, local - round_off)
    np.maximum.at(box[:, 1], item, local + round_off)
    return box


def _within(a: Floats, b: Floats, box: Floats) -> tuple[Floats, Floats]:
    """The shares of the ways from a to b that lie in boxes (n, 2, 3); an empty one has its end before its start."""
    way = b - a
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (box[:, 0] - a) / way, (box[:, 1] - a) / way
    still = np.abs(way) < 1e-9
    inside = (a >= box[:, 0] - 1e-6) & (a <= box[:, 1] + 1e-6)
    near = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(low, high))
    far = np.where(still, np.where(inside, np.inf, -np.inf), np.maximum(low, high))
    return np.clip(near.max(axis=1), 0.0, 1.0), np.clip(far.min(axis=1), 0.0, 1.0)


def mesh_points(facts: Facts, d: Drawn, items: Ints) -> Points:
    """Welded vertices of faceted bodies."""
    if not len(items):
        return _no_points()
    m = facts.meshes
    mesh = facts.solids.mesh[d.base[items]]
    of_point = m.face_mesh[m.loop_face][m.loops.owners()]
    used = np.isin(of_point, mesh)
    rows, of_point = m.loops.values[used], of_point[used]
    grid = np.round(m.points[rows] / _WELD_MM).astype(np.int64)
    order = np.lexsort((*grid.T, of_point))
    grid, rows, of_point = grid[order], rows[order], of_point[order]
    new = np.ones(len(rows), np.bool_)
    new[1:] = (grid[1:] != grid[:-1]).any(axis=1) | (of_point[1:] != of_point[:-1])
    rows, of_point = rows[new], of_point[new]
    start, stop = np.searchsorted(of_point, mesh, "left"), np.searchsorted(of_point, mesh, "right")
    times = stop - start
    owner = np.repeat(np.arange(len(items)), times)
    pick = np.repeat(start, times) + np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    matrix = facts.items.matrix[d.item[items]][owner]
    points = np.einsum("nij,nj->ni", matrix[:, :3, :3], m.points[rows[pick]]) + matrix[:, :3, 3]
    label = np.full(len(pick), VERTEX, np.int32)
    return d.part[items][owner], label, np.zeros(len(pick)), points
