"""Which member axes come near one another, over whole columns: no loop over members."""

from __future__ import annotations

import numpy as np

from components.record import record
from components.table import Bools, Floats, Ints

STEP_MM = 1000.0
"""Axes are sampled at least this far apart."""
FARTHEST_MM = 900.0
"""Reach of a member is capped here: a deeper girder does not touch what lies farther from its axis."""


@record
class Touches:
    """Pairs of axes nearer than their reaches, each pair twice: (a, b) and (b, a).

    along: mm from the start of a to the point nearest b. distance: mm. cosine: of the angle between the two.
    """

    a: Ints
    b: Ints
    along: Floats
    distance: Floats
    cosine: Floats


def touches(start: Floats, end: Floats, reach: Floats) -> Touches:
    """Touching pairs of n axes. start, end: (n, 3) mm. reach: (n,) mm from the axis to where a member ends."""
    reach = np.minimum(reach, FARTHEST_MM)
    a, b = _candidates(start, end, float(2.0 * reach.max(initial=0.0)) + 1.0)
    s, distance, cosine = _nearest(start, end, a, b)
    t, _, _ = _nearest(start, end, b, a)
    near = distance <= reach[a] + reach[b]
    a, b, s, t, distance, cosine = a[near], b[near], s[near], t[near], distance[near], cosine[near]
    return Touches(
        np.concatenate([a, b]), np.concatenate([b, a]), np.concatenate([s, t]),
        np.concatenate([distance, distance]), np.concatenate([cosine, cosine]),
    )  # fmt: skip


def _candidates(start: Floats, end: Floats, reach: float) -> tuple[Ints, Ints]:
    """Pairs a < b with sampled points in the same or neighbouring cells of a grid."""
    n = len(start)
    length = np.linalg.norm(end - start, axis=1)
    step = max(reach, STEP_MM)
    count = np.ceil(np.minimum(length, 1.0e6) / step).astype(np.int64) + 1
    owner = np.repeat(np.arange(n), count)
    first = np.concatenate([[0], np.cumsum(count)])[:-1]
    share = (np.arange(count.sum()) - first[owner]) / np.maximum(count - 1, 1)[owner]
    at = start[owner] + share[:, None] * (end - start)[owner]
    # two axes nearer than `reach` have samples nearer than reach + step, hence in neighbouring cells
    cell = np.floor((at - at.min(axis=0, initial=0.0)) / (reach + step)).astype(np.int64) + 1
    size = cell.max(axis=0, initial=0) + 2
    key = (cell[:, 0] * size[1] + cell[:, 1]) * size[2] + cell[:, 2]
    places, which = np.unique(key, return_inverse=True)
    keyed = _distinct(which * max(n, 1) + owner)
    place, owners = keyed // max(n, 1), keyed % max(n, 1)
    cells = places[place]
    found = []
    # columns of three cells along z are contiguous; each of two neighbouring columns sees the other once
    for dx, dy in ((0, 0), (0, 1), (1, -1), (1, 0), (1, 1)):
        shift = (dx * size[1] + dy) * size[2]
        low = np.searchsorted(cells, places + shift - 1, side="left")[place]
        many = np.searchsorted(cells, places + shift + 1, side="right")[place] - low
        start_of = np.cumsum(many) - many
        other = owners[np.arange(many.sum()) + np.repeat(low - start_of, many)]
        one = np.repeat(owners, many)
        apart = one < other if shift == 0 else one != other
        one, other = one[apart], other[apart]
        found.append(np.minimum(one, other) * n + np.maximum(one, other))
    pairs = _distinct(np.concatenate(found))
    a, b = pairs // max(n, 1), pairs % max(n, 1)
    close = _boxes_meet(start, end, reach, a, b)
    return a[close], b[close]


def _distinct(values: Ints) -> Ints:
    """The distinct values, rising."""
    values = np.sort(values)
    return np.asarray(values[np.append(True, values[1:] != values[:-1])[: len(values)]])


def _boxes_meet(start: Floats, end: Floats, reach: float, a: Ints, b: Ints) -> Bools:
    """Pairs whose boxes, widened by the reach, meet: cheaper than their distance."""
    low, high = np.minimum(start, end) - reach, np.maximum(start, end)
    meet = np.ones(len(a), np.bool_)
    for axis in range(3):
        meet &= (low[a, axis] <= high[b, axis]) & (low[b, axis] <= high[a, axis])
    return meet


def _nearest(start: Floats, end: Floats, a: Ints, b: Ints) -> tuple[Floats, Floats, Floats]:
    """Place on a (mm) nearest to b, their distance and the cosine between them, for segments."""
    d1, d2, r = (end - start)[a], (end - start)[b], start[a] - start[b]
    aa, bb, ab = _dot(d1, d1), _dot(d2, d2), _dot(d1, d2)
    ar, br = _dot(d1, r), _dot(d2, r)
    flat = aa * bb - ab * ab
    with np.errstate(divide="ignore", invalid="ignore"):
        s = np.where(flat > 1.0e-9 * aa * bb, np.clip((ab * br - ar * bb) / flat, 0.0, 1.0), 0.0)
        t = np.clip((ab * s + br) / bb, 0.0, 1.0)
        s = np.clip((ab * t - ar) / aa, 0.0, 1.0)
        cosine = np.abs(ab) / np.sqrt(aa * bb)
    s, t = np.nan_to_num(s), np.nan_to_num(t)
    gap = r + s[:, None] * d1 - t[:, None] * d2
    return s * np.sqrt(aa), np.sqrt(_dot(gap, gap)), np.nan_to_num(cosine)


def _dot(a: Floats, b: Floats) -> Floats:
    return np.asarray(np.einsum("ij,ij->i", a, b))
