"""Faceted bodies some of whose faces are written the wrong way round, though edge by edge they close."""

from __future__ import annotations

import numpy as np

from components.table import Bools, Ints

MOST_EDGES = 400_000
"""Edges of all such bodies together; beyond that they stay as they are, open."""


def turned_faces(start: Ints, end: Ints, face: Ints, mesh: Ints, wanted: Bools, faces: int) -> Bools:
    """(faces,) bool, the faces to turn for the wanted bodies to close.

    start, end: (e,) welded points of each edge as its face walks it; face, mesh: of each. A body is turned only where
    every edge belongs to two faces and all hang together: then one way round is right for all of them, and which of the
    two does not change the volume. Where faces lie on two rounds at once (a Möbius band) nothing is turned.
    """
    out = np.zeros(faces, np.bool_)
    rows = np.flatnonzero(wanted[mesh] & (start != end))
    if not len(rows) or len(rows) > MOST_EDGES:
        return out
    low, high = np.minimum(start[rows], end[rows]), np.maximum(start[rows], end[rows])
    order = np.lexsort((high, low, mesh[rows]))
    rows, low, high = rows[order], low[order], high[order]
    new = np.ones(len(rows), np.bool_)
    of = mesh[rows]
    new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1]) | (of[1:] != of[:-1])
    at = np.flatnonzero(new)
    count = np.diff(np.append(at, len(rows)))
    paired = np.ones(len(wanted), np.bool_)
    paired[of[at[count != 2]]] = False
    at = at[(count == 2) & paired[of[at]]]
    first, second = rows[at], rows[at + 1]
    against = start[first] == start[second]
    near: dict[int, list[tuple[int, bool]]] = {}
    for f, g, odd in zip(face[first].tolist(), face[second].tolist(), against.tolist(), strict=True):
        near.setdefault(f, []).append((g, odd))
        near.setdefault(g, []).append((f, odd))
    body = dict(zip(face[rows].tolist(), of.tolist(), strict=True))
    size = np.bincount(list(body.values()), minlength=len(wanted))
    seen: set[int] = set()
    for root in near:
        if root in seen:
            continue
        turn = _spread(near, root)
        seen |= turn.keys()
        if len(turn) == size[body[root]] and all(
            turn[f] ^ turn[g] == odd for f in turn for g, odd in near[f]
        ):
            out[[f for f, back in turn.items() if back]] = True
    return out


def _spread(near: dict[int, list[tuple[int, bool]]], root: int) -> dict[int, bool]:
    """Every face that hangs together with one, and whether it is to be turned."""
    turn = {root: False}
    waiting = [root]
    while waiting:
        f = waiting.pop()
        for g, odd in near[f]:
            if g not in turn:
                turn[g] = turn[f] ^ odd
                waiting.append(g)
    return turn
