"""Split pieces on one line joined, members framing in, and the lengths between them: assumptions, stated as such."""

from __future__ import annotations

import numpy as np

from components.checks.touching import Touches, touches
from components.record import record
from components.table import Bools, Floats, Ints

PARALLEL, ASIDE_MM, GAP_MM = 0.9995, 15.0, 100.0
"""Pieces are one line where they are parallel to this cosine, this little aside and this little apart."""
CROSSING, ACROSS = 0.94, 0.30
"""A member frames in where it is not nearly parallel; it holds a direction it has this share of."""


@record
class Framing:
    """Lengths of n members, (n,) mm, NaN where there is no axis.

    whole: of the piece. lx: between points held along the web, so for bending about x; ly: held sideways.
    held: number of points between the ends of the line where it is held sideways. line: joined pieces share a number.
    """

    touching: Touches
    line: Ints
    whole: Floats
    lx: Floats
    ly: Floats
    held: Ints


def framing(
    start: Floats,
    end: Floats,
    up: Floats,
    depth: Floats,
    width: Floats,
    section: Ints,
    holds: Bools,
    slight: Bools,
) -> Framing:
    """Lengths from the axes of n members. start, end, up: (n, 3), NaN where unknown; depth, width: mm.

    holds: whether a member counts as holding what it meets. slight: braces and ties, which do not hold one another.
    """
    n = len(start)
    known = np.flatnonzero(np.isfinite(start + end).all(axis=1))
    size = np.nan_to_num(np.maximum(depth, width), nan=100.0)
    near = touches(start[known], end[known], 0.5 * size[known] + 25.0)
    near = Touches(known[near.a], known[near.b], near.along, near.distance, near.cosine)
    line = joined(start, end, section, near, n)
    whole = np.linalg.norm(end - start, axis=1)
    head = origins(line)
    axis = (end - start)[head] / np.maximum(np.linalg.norm((end - start)[head], axis=1), 1e-9)[:, None]
    low = np.einsum("ij,ij->i", start - start[head], axis)
    high = np.einsum("ij,ij->i", end - start[head], axis)
    low, high = np.minimum(low, high), np.maximum(low, high)
    unit = (end - start) / np.maximum(whole, 1e-9)[:, None]
    side = np.cross(up, unit)
    use = (near.cosine < CROSSING) & (line[near.a] != line[near.b]) & holds[near.b]
    use &= ~(slight[near.a] & slight[near.b])
    a, b = near.a[use], near.b[use]
    place = start[a] + near.along[use][:, None] * unit[a]
    at = np.einsum("ij,ij->i", place - start[head[a]], axis[a])
    lengths, count = [], np.zeros(n, np.int64)
    for direction in (up, side):
        share = np.abs(np.einsum("ij,ij->i", unit[b], direction[a]))
        held = share > ACROSS
        longest, count = _longest(line, low, high, line[a][held], at[held], size)
        lengths.append(np.where(np.isfinite(whole), longest, np.nan))
    return Framing(near, line, whole, lengths[0], lengths[1], count)


def origins(line: Ints) -> Ints:
    """For each member the first member of its line."""
    _, first, inverse = np.unique(line, return_index=True, return_inverse=True)
    return np.asarray(first[inverse])


def joined(start: Floats, end: Floats, section: Ints, near: Touches, n: int) -> Ints:
    """The least row of the pieces a member is joined with."""
    same = (near.cosine > PARALLEL) & (section[near.a] == section[near.b])
    a, b = near.a[same], near.b[same]
    unit = (end - start)[a] / np.maximum(np.linalg.norm((end - start)[a], axis=1), 1e-9)[:, None]

    def aside(point: Floats) -> Floats:
        off = point - start[a]
        return np.asarray(np.linalg.norm(off - np.einsum("ij,ij->i", off, unit)[:, None] * unit, axis=1))

    straight = (aside(start[b]) < ASIDE_MM) & (aside(end[b]) < ASIDE_MM)
    ends = np.min(
        [np.linalg.norm(p[a] - q[b], axis=1) for p in (start, end) for q in (start, end)],
        axis=0,
        initial=np.inf,
    )
    a, b = a[straight & (ends < GAP_MM)], b[straight & (ends < GAP_MM)]
    label = np.arange(n)
    while len(a):
        before = label.copy()
        np.minimum.at(label, a, label[b])
        np.minimum.at(label, b, label[a])
        label = label[label]
        if (label == before).all():
            break
    return label


def _longest(
    line: Ints, low: Floats, high: Floats, on: Ints, at: Floats, size: Floats
) -> tuple[Floats, Ints]:
    """Longest distance between held points (or ends of the line) that a piece lies in, and points held between."""
    n = len(line)
    bottom, top = np.full(n, np.inf), np.full(n, -np.inf)
    there = np.isfinite(low)
    np.minimum.at(bottom, line[there], low[there])
    np.maximum.at(top, line[there], high[there])
    # what meets a line within its own size from an end holds that end
    inside = (at > bottom[on] + size[on]) & (at < top[on] - size[on])
    own = np.unique(line[there])
    where = np.concatenate([on[inside], own, own])
    place = np.concatenate([at[inside], bottom[own], top[own]])
    order = np.lexsort((place, where))
    where, place = where[order], place[order]
    joined = where[1:] == where[:-1]
    gap_line, gap_low, gap_high = where[:-1][joined], place[:-1][joined], place[1:][joined]
    gap = gap_high - gap_low
    # gaps of a line follow one another: those a piece lies in are a run from `first` up to `last`
    base = _bases(bottom, top, own)
    first = np.searchsorted(gap_high + base[gap_line], np.nan_to_num(low) + 1.0 + base[line], side="right")
    last = np.searchsorted(gap_low + base[gap_line], np.nan_to_num(high) - 1.0 + base[line], side="left")
    longest = np.full(n, -np.inf)
    run = there & (last > first)
    if run.any():
        runs = np.flatnonzero(run)
        runs = runs[
            np.argsort(first[runs], kind="stable")
        ]  # so that reduceat has nothing to do between two runs
        ends = np.stack([first[runs], last[runs]], axis=1).ravel()
        longest[runs] = np.maximum.reduceat(np.append(gap, -np.inf), ends)[::2]
    fine = np.concatenate([[0], np.cumsum(gap > 50.0)])
    count = np.where(run, fine[np.maximum(last, first)] - fine[first], 0)
    return np.where(np.isfinite(longest), longest, high - low), np.maximum(count - 1, 0)


def _bases(bottom: Floats, top: Floats, own: Ints) -> Floats:
    """An offset per line that puts all lines one after the other on one axis, apart from each other."""
    base = np.zeros(len(bottom))
    span = top[own] - bottom[own] + 1.0e4
    base[own] = np.cumsum(span) - span - bottom[own]
    return base
