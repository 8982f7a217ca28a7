"""Faceted bodies whose faces skip a corner that their neighbours keep, or miss it by a hair: closed all the same."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np

from components.table import Bools, Floats, Ints

STITCH_MM = 0.05
"""Corners closer than this to one another or to an edge lie on it: a twentieth of the finest tolerance of a shop."""
_MOST = 1000
"""Open edges of one body up to which it is tried."""


def stitched(first: Ints, second: Ints, mesh: Ints, wanted: Bools, points: Floats) -> Bools:
    """(meshes,) bool, which of the wanted ones are closed once their open edges are parted at the corners that lie on
    them.

    first, second, mesh: welded ends and body of all edges as they are walked. points: (p, 3) mm of the welded corners.
    """
    found = np.zeros(len(wanted), np.bool_)
    keep = wanted[mesh] & (first != second)
    first, second, mesh = first[keep], second[keep], mesh[keep]
    order = np.argsort(mesh, kind="stable")
    start = np.searchsorted(mesh[order], np.arange(len(wanted) + 1))
    for m in np.flatnonzero(wanted).tolist():
        rows = order[start[m] : start[m + 1]]
        found[m] = len(rows) > 0 and _closes(first[rows], second[rows], points)
    return found


def _closes(first: Ints, second: Ints, points: Floats) -> bool:
    balance = Counter(zip(first.tolist(), second.tolist(), strict=True))
    open_ = [(a, b) for (a, b), n in balance.items() for _ in range(max(n - balance.get((b, a), 0), 0))]
    if not 0 < len(open_) <= _MOST:
        return not open_
    ends = np.array(sorted({v for edge in open_ for v in edge}))
    place = points[ends]
    near = np.linalg.norm(place[:, None] - place[None], axis=2) <= STITCH_MM if len(ends) <= _MOST else None
    if near is None:
        return False
    one = dict(zip(ends.tolist(), ends[near.argmax(axis=1)].tolist(), strict=True))
    kept = np.array(sorted(set(one.values())))
    left: Counter[tuple[int, int]] = Counter()
    for a, b in open_:
        chain = _parted(one[a], one[b], kept, points)
        for edge in pairwise(chain):
            left[edge] += 1
            left[edge[::-1]] -= 1
    return not any(left.values())


def _parted(a: int, b: int, corners: Ints, points: Floats) -> list[int]:
    """The corners on the edge from a to b in order, its ends with them."""
    if a == b:
        return [a]
    way = points[b] - points[a]
    length = float(np.linalg.norm(way))
    off = points[corners] - points[a]
    along = off @ way / length
    aside = np.linalg.norm(off - along[:, None] * way / length, axis=1)
    on = (aside <= STITCH_MM) & (along > STITCH_MM) & (along < length - STITCH_MM)
    between = corners[on][np.argsort(along[on], kind="stable")]
    return [a, *between.tolist(), b]
