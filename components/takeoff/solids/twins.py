"""Elements that coincide: the same body twice in the same place."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.table import Bools, Floats, Ints
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids.bodies import Bodies, ItemFigures, centred
from components.takeoff.solids.faceted import Faceted

SAME_MM = 1.0
SAME_VOLUME = 1e-3


def centres(facts: Facts, shapes: Shapes, figures: ItemFigures, meshes: Faceted) -> Floats:
    """(items, 3) world coordinates of the middle of each body item; NaN where it is not known."""
    start, end = centred(figures, facts, shapes)
    middle = (start + end) / 2
    mesh = facts.solids.mesh[figures.base]
    rows = np.flatnonzero((mesh >= 0) & ~np.isfinite(middle).all(axis=1))
    if len(rows):
        box = meshes.box[mesh[rows]].mean(axis=1)
        local = (
            np.einsum("nij,nj->ni", facts.items.matrix[rows][:, :3, :3], box)
            + facts.items.matrix[rows, :3, 3]
        )
        placement = facts.elements.placement[facts.items.owner[rows]]
        world = facts.placements[np.maximum(placement, 0)] if len(facts.placements) else np.eye(4)[None]
        moved = np.einsum("nij,nj->ni", world[:, :3, :3], local) + world[:, :3, 3]
        middle[rows] = np.where((placement >= 0)[:, None], moved, local)
    return middle


def duplicates(
    facts: Facts, shapes: Shapes, figures: ItemFigures, whole: Bodies, meshes: Faceted, wanted: Bools
) -> Ints:
    """(elements,) the first element in file order that coincides with this one, -1 where none does.

    Coinciding: middle within 1 mm, volume within 0.1 %, same number of bodies, and for bars the same axis line and
    the same way up.
    """
    n = len(facts.elements)
    out = np.full(n, -1, np.int64)
    rows = np.flatnonzero(wanted & (whole.main >= 0) & np.isfinite(whole.volume))
    if not len(rows):
        return out
    main = whole.main[rows]
    middle = centres(facts, shapes, figures, meshes)[main]
    swept = np.isfinite(figures.start[main]).all(axis=1, keepdims=True)
    way = _line(figures.end[main] - figures.start[main])
    direction = np.concatenate((way, np.where(swept, _line(figures.up[main]), 0.0)), axis=1)
    volume = whole.volume[rows]
    fine = np.isfinite(middle).all(axis=1)
    rows, middle, direction, volume = rows[fine], middle[fine], direction[fine], volume[fine]
    # Two grids, half a cell apart: what is closer than a cell shares one of them.
    for shift in (0.0, 0.5):
        cell = np.floor(middle / SAME_MM / 2 + shift).astype(np.int64)
        order = np.lexsort((rows, cell[:, 2], cell[:, 1], cell[:, 0]))
        near = (cell[order][1:] == cell[order][:-1]).all(axis=1)
        for k in np.flatnonzero(near).tolist():
            first, j = order[k], order[k + 1]
            while True:
                close = abs(volume[first] - volume[j]) <= SAME_VOLUME * volume[j]
                close &= np.abs(middle[first] - middle[j]).max() <= SAME_MM
                close &= np.abs(direction[first] - direction[j]).max() <= 1e-3
                close &= whole.items[rows[first]] == whole.items[rows[j]]
                if close:
                    low, high = sorted((int(rows[first]), int(rows[j])))
                    root = int(out[low]) if out[low] >= 0 else low
                    out[high] = root
                    break
                k -= 1
                if k < 0 or not near[k]:
                    break
                first = order[k]
    return out


def _line(vector: Floats) -> Floats:
    """Directions of lines, one of the two senses for all; zero where there is none."""
    length = np.linalg.norm(vector, axis=1, keepdims=True)
    unit = np.divide(vector, length, out=np.zeros_like(vector), where=np.isfinite(length) & (length > 1e-9))
    lead = np.take_along_axis(unit, np.abs(unit).argmax(axis=1)[:, None], axis=1)
    return np.asarray(unit * np.where(lead < 0, -1.0, 1.0))
