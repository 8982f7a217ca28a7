"""How far bores run through the material of prisms: straight lines against outlines, many at once."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.record import record
from components.table import Floats, Ints, unique
from components.takeoff.features.cutters import Cutters, prism_frames
from components.takeoff.outlines.inside import contains, corners
from components.takeoff.outlines.profiles import Shapes

_LEAST_MM = 1e-3


@record
class Bores:
    """Pieces of material on the way of bores. row: row of the cutters; place: (n, 3) middle and axis: (n, 3) unit, in the
    prism's coordinates; depth: mm."""

    row: Ints
    place: Floats
    axis: Floats
    depth: Floats


def bores(facts: Facts, shapes: Shapes, cutters: Cutters, rows: Ints, centre: Floats) -> Bores:
    """rows: cutters that are prisms; centre: (n, 2) middle of each one's outline."""
    frame = cutters.matrix[rows] @ prism_frames(facts, cutters.solid[rows])
    start = np.einsum("nij,nj->ni", frame[:, :3, :2], centre) + frame[:, :3, 3]
    way = frame[:, :3, 2]
    size = np.linalg.norm(way, axis=1)
    axis = way / size[:, None]
    reach = facts.solids.depth_mm[cutters.solid[rows]] * size
    profile = facts.solids.profile[cutters.base[rows]]
    depth = facts.solids.depth_mm[cutters.base[rows]]
    low, high = _between_ends(start, axis, reach, depth)
    found: list[tuple[Ints, Floats, Floats]] = []
    for p in unique(profile).tolist():
        mine = np.flatnonzero((profile == p) & (high > low))
        if len(mine):
            loops = [corners(loop) for loop in shapes.loops[p]]
            at, begin, stop = _pieces(loops, start[mine], axis[mine], low[mine], high[mine])
            found.append((mine[at], begin, stop))
    if not found:
        return Bores(rows[:0], np.zeros((0, 3)), np.zeros((0, 3)), np.zeros(0))
    which = np.concatenate([f[0] for f in found])
    begin, stop = (np.concatenate([f[k] for f in found]) for k in (1, 2))
    keep = np.flatnonzero(stop - begin > _LEAST_MM)
    keep = keep[np.lexsort((begin[keep], which[keep]))]
    which, begin, stop = which[keep], begin[keep], stop[keep]
    place = start[which] + axis[which] * ((begin + stop) / 2)[:, None]
    return Bores(rows[which], place, axis[which], stop - begin)


def _between_ends(start: Floats, axis: Floats, reach: Floats, depth: Floats) -> tuple[Floats, Floats]:
    """Where each line is between the ends of its prism and within its own length."""
    lift = axis[:, 2]
    flat = np.abs(lift) < 1e-9
    slope = np.where(flat, 1.0, lift)
    one, other = -start[:, 2] / slope, (depth - start[:, 2]) / slope
    low, high = np.minimum(one, other), np.maximum(one, other)
    inside = (start[:, 2] > 0) & (start[:, 2] < depth)
    low = np.where(flat, np.where(inside, -np.inf, np.inf), low)
    high = np.where(flat, np.where(inside, np.inf, -np.inf), high)
    return np.maximum(low, 0.0), np.minimum(high, reach)


def _pieces(
    loops: list[Floats], start: Floats, axis: Floats, low: Floats, high: Floats
) -> tuple[Ints, Floats, Floats]:
    """Parts of lines inside an outline, clipped to [low, high]: line, begin, end."""
    along = np.hypot(axis[:, 0], axis[:, 1]) < 1e-9
    rows: list[Ints] = []
    begins: list[Floats] = []
    ends: list[Floats] = []
    end_on = np.flatnonzero(along)
    if len(end_on):
        inside = sum(
            (contains(loop, start[end_on, :2]).astype(int) for loop in loops), np.zeros(len(end_on), int)
        )
        hit = end_on[inside % 2 == 1]
        rows.append(hit)
        begins.append(low[hit])
        ends.append(high[hit])
    lying = np.flatnonzero(~along)
    if len(lying):
        a = np.concatenate(loops)
        b = np.concatenate([np.roll(loop, -1, axis=0) for loop in loops])
        t = _crossings(a, b, start[lying, :2], axis[lying, :2])
        for k in range(0, t.shape[1] - 1, 2):
            live = np.isfinite(t[:, k + 1])
            rows.append(lying[live])
            begins.append(np.maximum(t[live, k], low[lying[live]]))
            ends.append(np.minimum(t[live, k + 1], high[lying[live]]))
    if not rows:
        return np.zeros(0, np.int64), np.zeros(0), np.zeros(0)
    return np.concatenate(rows), np.concatenate(begins), np.concatenate(ends)


def _crossings(a: Floats, b: Floats, start: Floats, way: Floats) -> Floats:
    """(n, m) where lines cross edges, ascending, the rest infinite. Lines are moved off corners by a hair."""
    normal = np.stack((-way[:, 1], way[:, 0]), axis=1)
    normal /= np.linalg.norm(normal, axis=1)[:, None]
    shift = (normal * start).sum(axis=1) + 1.7e-7
    side_a, side_b = (p @ normal.T - shift for p in (a, b))
    cross = (side_a > 0) != (side_b > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.where(cross, side_a / (side_a - side_b), 0.0)
    at = a[:, None, :] + part[..., None] * (b - a)[:, None, :]
    t = ((at - start[None]) * way[None]).sum(axis=2) / (way * way).sum(axis=1)
    return np.sort(np.where(cross, t, np.inf).T, axis=1)
