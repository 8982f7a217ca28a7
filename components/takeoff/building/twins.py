"""Parts that are there twice: drawn on top of themselves, or once by the architect and once by the engineer."""

from __future__ import annotations

import numpy as np
import shapely

from components.table import Bools, Floats, Ints, Text
from components.takeoff.building.bodies import UPRIGHT, Drawn
from components.takeoff.building.plan import Shapes

SAME_MM = 1.0
OVERLAP = 0.8
"""Two parts of one kind that share this much of the smaller one's volume are one part drawn twice."""
_KINDS = {
    "column": 0, "bearing_wall": 1, "envelope_wall": 1, "partition": 1, "wall": 1, "beam": 2, "brace": 2,
    "slab": 3, "landing": 3, "balcony": 3, "ac_board": 3, "ground_slab": 3, "stair_flight": 4, "foundation": 5,
}  # fmt: skip


def twins(
    role: Text,
    elements: Ints,
    drawn: Drawn,
    low: Floats,
    high: Floats,
    plans: Shapes,
    strength: Floats,
    known: Ints,
) -> Ints:
    """(n,) row that each part repeats, -1 none. Of a pair the one with the weaker evidence is the twin.

    strength: higher is better evidence. known: duplicates the model already found.
    """
    n = len(elements)
    out = known.copy()
    kind = np.array([*(_KINDS.get(w, -1) for w in role.vocabulary), -1])[role.codes]
    first, last = drawn.span(elements)
    many = last - first
    live = (kind >= 0) & (many > 0) & np.isfinite(low) & (out < 0)
    if not live.any():
        return out
    _coincident(kind, live, elements, drawn, strength, out)
    at = np.minimum(first, len(drawn.owner) - 1)
    upright = live & (many == 1) & (drawn.form[at] == UPRIGHT) & ~shapely.is_missing(plans)
    _overlapping(kind, upright & (out < 0), low, high, plans, strength, out)
    return out if n else known


def _signature(drawn: Drawn) -> Floats:
    """(items, 9) box and mean products of coordinates: two bodies that only mirror each other differ in these."""
    n = len(drawn.owner)
    owner = drawn.ring.owners()
    points = drawn.ring.values.reshape(-1, 3)
    both = np.concatenate((points, points + drawn.sweep[owner]))
    twice = np.concatenate((owner, owner))
    out = np.zeros((n, 9))
    count = np.maximum(np.bincount(twice, minlength=n), 1)
    mean = np.stack([np.bincount(twice, both[:, k], minlength=n) / count for k in range(3)], axis=1)
    rel = both - mean[twice]
    order = np.argsort(twice, kind="stable")
    start = np.searchsorted(twice[order], np.arange(n))
    has = np.bincount(twice, minlength=n) > 0
    for k in range(3):
        values = both[order, k]
        out[has, k] = np.minimum.reduceat(values, start[has])
        out[has, 3 + k] = np.maximum.reduceat(values, start[has])
        product = rel[:, k] * rel[:, (k + 1) % 3]
        mixed = np.bincount(twice, product, minlength=n) / count
        out[:, 6 + k] = np.sign(mixed) * np.sqrt(np.abs(mixed))
    return out


def _coincident(kind: Ints, live: Bools, elements: Ints, drawn: Drawn, strength: Floats, out: Ints) -> None:
    rows = np.flatnonzero(live)
    first, last = drawn.span(elements[rows])
    items = np.round(_signature(drawn) / SAME_MM)
    sums = np.concatenate((np.zeros((1, 9)), np.cumsum(items, axis=0)))
    key = np.column_stack((kind[rows], last - first, sums[last] - sums[first]))
    order = np.lexsort((np.arange(len(rows)), -strength[rows], *key.T))
    same = (key[order][1:] == key[order][:-1]).all(axis=1)
    head = np.concatenate(([True], ~same))
    leader = order[np.maximum.accumulate(np.where(head, np.arange(len(rows)), 0))]
    repeats = order[~head]
    out[rows[repeats]] = rows[leader[~head]]


def _overlapping(
    kind: Ints, live: Bools, low: Floats, high: Floats, plans: Shapes, strength: Floats, out: Ints
) -> None:
    """Upright prisms of one kind whose common volume is most of the smaller one."""
    rows = np.flatnonzero(live)
    if len(rows) < 2:
        return
    shapes = plans[rows]
    a, b = shapely.STRtree(shapes).query(shapes)
    alike = (a < b) & (kind[rows[a]] == kind[rows[b]])
    one, two = rows[a[alike]], rows[b[alike]]
    boxes, flat = shapely.bounds(plans), shapely.area(plans)
    tall = np.minimum(high[one], high[two]) - np.maximum(low[one], low[two])
    least = np.minimum(high[one] - low[one], high[two] - low[two])
    wide = np.minimum(boxes[one, 2:], boxes[two, 2:]) - np.maximum(boxes[one, :2], boxes[two, :2])
    near = tall > OVERLAP * least
    near &= (wide > 0).all(axis=1) & (wide.prod(axis=1) >= OVERLAP * np.fmin(flat[one], flat[two]))
    one, two, tall = one[near], two[near], tall[near]
    if not len(one):
        return
    common = shapely.area(shapely.intersection(plans[one], plans[two])) * tall
    volume = flat * (high - low)
    found = common >= OVERLAP * np.fmin(volume[one], volume[two])
    # Only near equals are one part drawn twice; a small one inside a large one is another thing.
    found &= np.fmin(volume[one], volume[two]) >= OVERLAP**2 * np.fmax(volume[one], volume[two])
    for i, j in zip(one[found].tolist(), two[found].tolist(), strict=True):
        keep, drop = (i, j) if strength[i] >= strength[j] else (j, i)
        if out[drop] < 0 and out[keep] < 0:
            out[drop] = keep
