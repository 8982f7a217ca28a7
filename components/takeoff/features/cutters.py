"""What is taken from straight prisms, as one table: Boolean operands and openings, in the prism's coordinates."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.record import record
from components.table import Bools, Floats, Ints, Table
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.outlines.rectangles import smallest_rectangle
from components.takeoff.solids.bodies import ItemFigures
from components.takeoff.solids.cuts import cutters_of
from components.takeoff.solids.voids import openings_of, pierced_by

_BOOLEAN = ("BOOLEANRESULT", "BOOLEANCLIPPINGRESULT", "CSGSOLID")
_HOLLOW = 0.7
HALF_SPACES = ("HALFSPACESOLID", "POLYGONALBOUNDEDHALFSPACE", "BOXEDHALFSPACE")


@record
class Cutters(Table):
    """One row per cutter. item: row of `Facts.items` it cuts; element: its owner; solid: the cutter; opening: element row
    of the opening, -1 for a Boolean operand. base: solid row of the prism. matrix: (n, 4, 4) from the cutter's
    coordinates to the prism's: x, y in the profile's plane, z along the extrusion, mm of the solid."""

    item: Ints
    element: Ints
    solid: Ints
    opening: Ints
    base: Ints
    matrix: Floats


@record
class Taken:
    """cutters of straight prisms; unread: (n_elements,) whether an element has a cut that is not among them."""

    cutters: Cutters
    unread: Bools


def taken_from(facts: Facts, shapes: Shapes, figures: ItemFigures) -> Taken:
    """All cutters of the body items of elements. Bodies that are no prisms are told as unread."""
    items, solids, elements = facts.items, facts.solids, facts.elements
    voids = openings_of(facts)
    opening_rows = _openings_in_order(facts)
    boolean = solids.kind.take(items.solid).isin(_BOOLEAN)
    pierced = np.isin(items.owner, np.array(sorted(voids), np.int64))
    live = np.flatnonzero((boolean | pierced) & ~elements.is_opening[items.owner])
    unread = np.zeros(len(elements), np.bool_)
    back = np.linalg.inv(items.matrix[live]) if len(live) else np.zeros((0, 4, 4))
    rows: list[tuple[int, int, int, int]] = []
    matrices: list[Floats] = []
    for at, i in enumerate(live.tolist()):
        base, chain, reason = cutters_of(facts, int(items.solid[i]))
        element = int(items.owner[i])
        straight = solids.kind[base] == "EXTRUDEDAREASOLID" and solids.profile[base] >= 0
        if reason or not straight or not shapes.loops[int(solids.profile[base])]:
            unread[element] = True
            continue
        for cutter in chain:
            rows.append((i, cutter, -1, base))
            matrices.append(np.eye(4))
        for (cutter, to_element), opening in zip(
            voids.get(element, ()), opening_rows.get(element, ()), strict=True
        ):
            rows.append((i, cutter, opening, base))
            matrices.append(back[at] @ to_element)
    column = np.array(rows, np.int64).reshape(-1, 4)
    return Taken(_table(facts, column, matrices), unread)


def _openings_in_order(facts: Facts) -> dict[int, list[int]]:
    """Opening of each cutter, in the order in which `openings_of` lists them."""
    hosts, openings = pierced_by(facts)
    count = np.bincount(facts.items.owner, minlength=len(facts.elements))
    found: dict[int, list[int]] = {}
    for host, opening in zip(hosts.tolist(), openings.tolist(), strict=True):
        found.setdefault(host, []).extend([opening] * int(count[opening]))
    return found


def _table(facts: Facts, rows: Ints, matrices: list[Floats]) -> Cutters:
    base = rows[:, 3]
    if not len(rows):
        empty = np.zeros(0, np.int64)
        return Cutters(empty, empty, empty, empty, empty, np.zeros((0, 4, 4)))
    frame = prism_frames(facts, base)
    matrix = np.asarray(np.linalg.inv(frame) @ np.array(matrices), np.float64)
    return Cutters(rows[:, 0], facts.items.owner[rows[:, 0]], rows[:, 1], rows[:, 2], base, matrix)


def prism_frames(facts: Facts, solids: Ints) -> Floats:
    """(n, 4, 4) from prism coordinates to the solid's own, its third axis the direction of extrusion."""
    frame = facts.solids.position[solids].copy()
    direction = np.nan_to_num(facts.solids.direction[solids])
    direction[np.abs(direction).sum(axis=1) == 0] = (0.0, 0.0, 1.0)
    frame[:, :3, 2] = np.einsum("nij,nj->ni", frame[:, :3, :3], direction)
    return np.asarray(frame)


def pierced_outlines(facts: Facts, shapes: Shapes, figures: ItemFigures) -> Cutters:
    """Prisms extruded through their thickness whose own outline has holes: one row each, the prism as its own cutter.

    A single large opening (over 0.7 of the outline's width) is a hollow section's, no hole.
    """
    solids, items = facts.solids, facts.items
    drilled = np.zeros(len(shapes.loops) + 1, np.bool_)
    width = np.full(len(shapes.loops) + 1, np.nan)
    for p, loops in enumerate(shapes.loops):
        if len(loops) < 2 or shapes.pieces[p] != 1:
            continue
        width[p] = smallest_rectangle([loops[0]]).width
        drilled[p] = len(loops) > 2 or smallest_rectangle([loops[1]]).length <= _HOLLOW * width[p]
    base, profile = figures.base, figures.profile
    straight = solids.kind.take(base).isin(("EXTRUDEDAREASOLID",)) & ~facts.elements.is_opening[items.owner]
    live = np.flatnonzero(straight & drilled[profile] & (solids.depth_mm[base] <= width[profile]))
    none = np.full(len(live), -1, np.int64)
    matrix = np.broadcast_to(np.eye(4), (len(live), 4, 4)).copy()
    return Cutters(live, items.owner[live], base[live], none, base[live], matrix)


def joined(first: Cutters, second: Cutters) -> Cutters:
    """Both tables, one after the other."""
    return Cutters(*(np.concatenate((getattr(first, n), getattr(second, n))) for n in Cutters.names()))
