"""Which member axes come near one another, over whole columns: no loop over members."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.table import Floats, Ints

FARTHEST_MM = 900.0
"""Reach of a member is capped here: a deeper girder does not touch what lies farther from its axis."""


@dataclass(frozen=True, eq=False)
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
    step = max(reach, 500.0)
    count = np.ceil(np.minimum(length, 1.0e6) / step).astype(np.int64) + 1
    owner = np.repeat(np.arange(n), count)
    first = np.concatenate([[0], np.cumsum(count)])[:-1]
    share = (np.arange(count.sum()) - first[owner]) / np.maximum(count - 1, 1)[owner]
    at = start[owner] + share[:, None] * (end - start)[owner]
    # two axes nearer than `reach` have samples nearer than reach + step, hence in neighbouring cells
    cell = np.floor((at - at.min(axis=0, initial=0.0)) / (reach + step)).astype(np.int64) + 1
    size = cell.max(axis=0, initial=0) + 2
    key = (cell[:, 0] * size[1] + cell[:, 1]) * size[2] + cell[:, 2]
    keyed = np.unique(np.stack([key, owner]), axis=1)
    cells, owners = keyed
    found = []
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            for dz in (-1, 0, 1):
                shift = (dx * size[1] + dy) * size[2] + dz
                low = np.searchsorted(cells, cells + shift, side="left")
                many = np.searchsorted(cells, cells + shift, side="right") - low
                one = np.repeat(owners, many)
                offset = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
                other = owners[np.repeat(low, many) + offset]
                keep = one < other
                found.append(np.unique(one[keep] * n + other[keep]))
    pairs = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return pairs // max(n, 1), pairs % max(n, 1)


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
