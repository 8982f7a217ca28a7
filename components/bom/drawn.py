"""How the parts are drawn, as flat tables: the base of each body item, what cuts it, its openings."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.record import record
from components.table import Bools, Floats, Ints, unique

_BOOLEAN = ("BOOLEANRESULT", "BOOLEANCLIPPINGRESULT", "CSGSOLID")
_HALF = ("HALFSPACESOLID", "BOXEDHALFSPACE", "POLYGONALBOUNDEDHALFSPACE")
_DEEPEST = 4096


@record
class Drawn:
    """Body items of the wanted elements and what cuts them.

    item: rows of `Facts.items`. part: (i,) place of each item's element among the wanted ones. base: solid row under
    the cuts. solved: False where a body is no chain of differences. cut_item, cut_solid, cut_matrix: (c,) place among
    the items, solid row of the cutter, its matrix (c, 4, 4) into the item's element coordinates. half: cutter is an
    unbounded half space.
    """

    item: Ints
    part: Ints
    base: Ints
    solved: Bools
    cut_item: Ints
    cut_solid: Ints
    cut_matrix: Floats
    half: Bools


def drawn(facts: Facts, elements: Ints) -> Drawn:
    """The bodies of some elements, their cuts and openings resolved to single solids."""
    place = np.full(len(facts.elements), -1, np.int64)
    place[elements] = np.arange(len(elements))
    item = np.flatnonzero(place[facts.items.owner] >= 0) if len(facts.items) else np.zeros(0, np.int64)
    item = item[np.argsort(place[facts.items.owner[item]], kind="stable")]
    part = place[facts.items.owner[item]]
    base, solved, owner, cutter = chain(facts, facts.items.solid[item])
    matrix = facts.items.matrix[item[owner]]
    hole_item, hole_solid, hole_matrix, hole_solved = _openings(facts, elements, item, part)
    solved[hole_item[~hole_solved]] = False
    owner, cutter = np.concatenate((owner, hole_item)), np.concatenate((cutter, hole_solid))
    matrix = np.concatenate((matrix, hole_matrix))
    kind = facts.solids.kind.take(cutter)
    half = kind.isin(_HALF[:2])
    known = half | kind.isin(("EXTRUDEDAREASOLID",))
    np.logical_and.at(solved, owner, known)
    return Drawn(item, part, base, solved, owner, cutter, matrix, half)


def chain(facts: Facts, root: Ints) -> tuple[Ints, Bools, Ints, Ints]:
    """Down the first operands of differences: base solids, whether they are such chains, and (item, cutter) pairs."""
    solids = facts.solids
    at, solved = root.copy(), np.ones(len(root), np.bool_)
    boolean, difference = solids.kind.isin(_BOOLEAN), solids.operator.isin(("DIFFERENCE",))
    tree = solids.kind.isin(("CSGSOLID",))
    owners, cutters = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for _ in range(_DEEPEST):
        live = np.flatnonzero(boolean[at] & (solids.first[at] >= 0))
        if not len(live):
            break
        here = at[live]
        cuts = solids.second[here] >= 0
        solved[live[~(tree[here] | (difference[here] & cuts))]] = False
        owners.append(live[cuts])
        cutters.append(solids.second[here][cuts])
        at[live] = solids.first[here]
    solved &= ~boolean[at]
    return at, solved, np.concatenate(owners), np.concatenate(cutters)


def _openings(facts: Facts, elements: Ints, item: Ints, part: Ints) -> tuple[Ints, Ints, Floats, Bools]:
    """Solids of the openings in each part, hung on the part's first item, with matrices into the part's coordinates."""
    every = facts.elements
    place = np.full(len(every), -1, np.int64)
    place[elements] = np.arange(len(elements))
    hosts = np.where(every.is_opening & (every.host >= 0), every.host, -1)
    of = np.where(hosts >= 0, place[np.maximum(hosts, 0)], -1)
    first = np.full(len(elements), -1, np.int64)
    first[part[::-1]] = np.arange(len(item))[::-1]
    rows = np.flatnonzero(of[facts.items.owner] >= 0) if len(facts.items) else np.zeros(0, np.int64)
    rows = rows[first[of[facts.items.owner[rows]]] >= 0]
    hole, host = facts.items.owner[rows], elements[of[facts.items.owner[rows]]]
    inverse = np.linalg.inv(placed(facts, host)) if len(rows) else np.zeros((0, 4, 4))
    matrix = inverse @ placed(facts, hole) @ facts.items.matrix[rows]
    base, solved, _, cutter = chain(facts, facts.items.solid[rows])
    solved = solved if not len(cutter) else np.zeros(len(rows), np.bool_)
    return first[of[hole]], base, matrix, solved


def placed(facts: Facts, elements: Ints) -> Floats:
    """(n, 4, 4) world matrices of elements; the unit matrix where one has no placement."""
    at = facts.elements.placement[elements]
    if not len(facts.placements):
        return np.broadcast_to(np.eye(4), (len(elements), 4, 4))
    return np.where((at >= 0)[:, None, None], facts.placements[np.maximum(at, 0)], np.eye(4))


def frames(facts: Facts, solid: Ints) -> Floats:
    """(n, 4, 4) from prism coordinates (x, y of the profile, way along the extrusion) to the solid's own."""
    frame = facts.solids.position[solid].copy()
    frame[:, :3, 2] = np.einsum("nij,nj->ni", frame[:, :3, :3], np.nan_to_num(facts.solids.direction[solid]))
    return frame


_SAME_AXIS_MM = 0.5


def axes_of(facts: Facts, elements: Ints, otherwise: Ints) -> Ints:
    """(n,) how many different axes the round prisms and disks of each element have; `otherwise` where it has none.

    A bolt drawn of head, shank and nut is one bolt; a bolt group drawn as one element is as many as its axes.
    """
    d = drawn(facts, elements)
    swept = facts.solids.kind.isin(("EXTRUDEDAREASOLID",))[d.base] & (facts.solids.profile[d.base] >= 0)
    rows = np.flatnonzero(swept)
    out = otherwise.copy()
    if not len(rows):
        return out
    frame = facts.items.matrix[d.item[rows]] @ frames(facts, d.base[rows])
    way = frame[:, :3, 2] / np.maximum(np.linalg.norm(frame[:, :3, 2], axis=1), 1e-12)[:, None]
    # One direction for both ways along a line: the first coordinate that is not zero is positive.
    lead = np.argmax(np.abs(way) > 1e-6, axis=1)
    way = way * np.where(way[np.arange(len(way)), lead] < 0, -1.0, 1.0)[:, None]
    foot = frame[:, :3, 3] - (frame[:, :3, 3] * way).sum(axis=1)[:, None] * way
    table = np.column_stack((d.part[rows], np.round(way * 1e3), np.round(foot / _SAME_AXIS_MM)))
    lines = unique(table + 0.0, axis=0)
    count = np.bincount(lines[:, 0].astype(np.int64), minlength=len(elements))
    return np.where(count > 0, count, out)
