"""Outer outlines of profiles as points, for bodies seen in plan: exact where straight-edged, else the box around them."""

from __future__ import annotations

import math

import numpy as np

from components.facts import PROFILE_DIMS, Facts
from components.record import record
from components.sections.contour import arcs
from components.table import Bools, Floats, Ints, Ragged

_STEP = math.radians(1.0)
"""Arcs in plan as chords of one degree: the area between chord and arc is 5e-5 of the sector."""
_WIDTH, _DEPTH, _RADIUS = (PROFILE_DIMS.index(k) for k in ("width", "depth", "radius"))
_WIDTH2, _GIRTH = PROFILE_DIMS.index("width2"), PROFILE_DIMS.index("girth")


@record
class Rings:
    """Per profile its outer ring (x, y) in its own plane, position applied; none where it cannot be read.

    exact: the ring is the outline itself (straight edges), not the box around it or chords of its arcs.
    holes: inner rings; hole_of: profile of each, rising.
    """

    outer: Ragged
    exact: Bools
    holes: Ragged
    hole_of: Ints


def ranges(start: Ints, count: Ints) -> Ints:
    """The numbers start[i] .. start[i] + count[i] - 1, one run after the other."""
    ends = np.cumsum(count)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) - np.repeat(ends - count, count) + np.repeat(start, count)


def rings_of(facts: Facts, wanted: Ints) -> Rings:
    """Rings of the wanted profile rows (the others stay empty)."""
    n = len(facts.profiles)
    use = np.zeros(n, np.bool_)
    use[wanted[wanted >= 0]] = True
    flat, straight = _straightened(facts)
    first, loops = facts.profiles.first_loop, facts.profiles.loops
    drawn = use & (first >= 0) & ~np.isfinite(facts.profiles.wire_mm) & (loops > 0)
    boxes = _boxes(facts, use & ~drawn)
    rows = np.flatnonzero(drawn)
    size = flat.counts()
    count = np.zeros(n, np.int64)
    count[rows] = size[first[rows]]
    boxed = np.isfinite(boxes[:, 0, 0])
    count[boxed] = 4
    offsets = np.concatenate(([0], np.cumsum(count)))
    xy = np.zeros((int(offsets[-1]), 2))
    xy[ranges(offsets[rows], count[rows])] = flat.values[ranges(flat.offsets[first[rows]], count[rows])]
    at = np.flatnonzero(boxed)
    xy[ranges(offsets[at], np.full(len(at), 4))] = boxes[at].reshape(-1, 2)
    exact = boxed & facts.profiles.kind.isin(("RECTANGLE",))
    exact[rows] = straight[first[rows]]
    inner = np.repeat(rows, np.maximum(loops[rows] - 1, 0))
    hole = ranges(first[rows] + 1, np.maximum(loops[rows] - 1, 0))
    hole_offsets = np.concatenate(([0], np.cumsum(size[hole]))).astype(np.int64)
    holes = flat.values[ranges(flat.offsets[hole], size[hole])]
    position = facts.profiles.position
    return Rings(
        Ragged(offsets, _placed(xy, position, np.repeat(np.arange(n), count))),
        exact,
        Ragged(hole_offsets, _placed(holes, position, np.repeat(inner, size[hole]))),
        inner,
    )


def _placed(xy: Floats, position: Floats, profile: Ints) -> Floats:
    if not len(xy):
        return xy
    turned = np.einsum("pij,pj->pi", position[profile, :2, :2], xy)
    return np.asarray(turned + position[profile, :2, 2])


def _straightened(facts: Facts) -> tuple[Ragged, Bools]:
    """Every outline as points, arcs cut into chords; which had none."""
    outlines = facts.outlines
    n = len(outlines)
    values = outlines.values.reshape(-1, 3) if len(outlines.values) else np.zeros((0, 3))
    owner = outlines.owners()
    curved = np.bincount(owner, np.abs(values[:, 2]) > 1e-12, minlength=n) > 0
    if not curved.any():
        return Ragged(outlines.offsets, values[:, :2]), ~curved
    parts = [_chords(outlines[i]) if curved[i] else outlines[i][:, :2] for i in range(n)]
    return Ragged.of(parts, width=2), ~curved


def _chords(loop: Floats) -> Floats:
    """(k, 2) points along a loop of lines and arcs."""
    following = np.roll(loop, -1, axis=0)
    cx, cy, radius, start, sweep = arcs(loop[:, 0], loop[:, 1], following[:, 0], following[:, 1], loop[:, 2])
    out = []
    for i in range(len(loop)):
        steps = max(1, math.ceil(abs(float(sweep[i])) / _STEP))
        if radius[i] == 0.0 or steps == 1:
            out.append(loop[i : i + 1, :2])
            continue
        t = start[i] + sweep[i] * np.arange(steps) / steps
        out.append(np.column_stack((cx[i] + radius[i] * np.cos(t), cy[i] + radius[i] * np.sin(t))))
    return np.concatenate(out)


def _boxes(facts: Facts, use: Bools) -> Floats:
    """(n, 4, 2) corners of the box around parametric, centre-line and composite profiles; NaN for the rest."""
    dims = facts.profiles.dims
    n = len(dims)
    radius = dims[:, _RADIUS]
    wide = np.fmax(dims[:, _WIDTH], dims[:, _WIDTH2])
    wide = np.where(np.isfinite(wide), wide, np.where(np.isfinite(radius), 2 * radius, dims[:, _DEPTH]))
    high = np.where(
        np.isfinite(dims[:, _DEPTH]), dims[:, _DEPTH], np.where(np.isfinite(radius), 2 * radius, wide)
    )
    round_or_square = ~facts.profiles.kind.isin(("ZSHAPE",))
    wide = np.where(round_or_square, wide, 2 * wide)
    low, top = np.column_stack((-wide, -high)) / 2, np.column_stack((wide, high)) / 2
    for row in np.flatnonzero(
        use & np.isfinite(facts.profiles.wire_mm) & (facts.profiles.first_loop >= 0)
    ).tolist():
        line = facts.outlines[int(facts.profiles.first_loop[row])][:, :2]
        half = float(facts.profiles.wire_mm[row]) / 2
        low[row], top[row] = line.min(axis=0) - half, line.max(axis=0) + half
    members = facts.composite.counts() if len(facts.composite) == n else np.zeros(n, np.int64)
    for row in np.flatnonzero(use & (members > 0)).tolist():
        of = facts.composite[row]
        of = of[of >= 0]
        corners = np.concatenate((low[of], top[of])) if len(of) else np.full((1, 2), np.nan)
        low[row], top[row] = corners.min(axis=0), corners.max(axis=0)
    low[~use], top[~use] = np.nan, np.nan
    lost = ~np.isfinite(low).all(axis=1) | ~np.isfinite(top).all(axis=1)
    low[lost] = np.nan
    return np.stack(
        (low, np.column_stack((top[:, 0], low[:, 1])), top, np.column_stack((low[:, 0], top[:, 1]))), axis=1
    )
