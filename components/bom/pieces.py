"""What is shipped: steel assemblies, and loose parts as assemblies of one; who belongs to which."""

from __future__ import annotations

import numpy as np

from components.model import STEEL, Model
from components.record import record
from components.table import Bools, Floats, Ints, Table, unique

_FOREIGN = ("precast_concrete", "cast_concrete", "reinforcement", "masonry", "timber")
_DEEPEST = 64


@record
class Pieces(Table):
    """One row per shipped piece. assembly: row of `Model.assemblies`, -1 for a loose part. main: component of the main
    part. parent: piece row of the assembly around it, -1. single: a loose part made an assembly of one."""

    assembly: Ints
    main: Ints
    parent: Ints
    single: Bools


@record
class Belonging:
    """piece_of: (n,) piece row of each component of the model, steel, bolts and studs; -1: none."""

    pieces: Pieces
    piece_of: Ints


def steel_assembly_of(model: Model, steel: Bools) -> Ints:
    """(n,) innermost steel assembly of each component, -1: an assembly whose own parts are steel and not concrete.

    Steel cast into a concrete unit belongs to the embedment's own assembly, or to none.
    """
    c, a = model.components, model.assemblies
    count = len(a)
    if not count:
        return np.full(len(c), -1, np.int64)
    foreign = np.bincount(c.assembly[c.category.isin(_FOREIGN) & (c.assembly >= 0)], minlength=count) > 0
    has = np.bincount(c.assembly[steel & (c.assembly >= 0)], minlength=count) > 0
    fine = has & ~foreign
    at = c.assembly.copy()
    for _ in range(_DEEPEST):
        up = np.flatnonzero((at >= 0) & ~fine[np.maximum(at, 0)])
        if not len(up):
            break
        at[up] = a.parent[at[up]]
    return np.where((at >= 0) & fine[np.maximum(at, 0)], at, -1)


def pieces_of(model: Model, steel: Bools) -> Belonging:
    """Every steel part in exactly one piece; bolts and studs go with the assembly that holds them, if one does."""
    c = model.components
    of = steel_assembly_of(model, steel)
    used = unique(of[steel & (of >= 0)])
    number = np.full(len(model.assemblies) + 1, -1, np.int64)
    number[used] = np.arange(len(used))
    loose = np.flatnonzero(steel & (of < 0))
    piece = np.where(of >= 0, number[of], -1)
    piece[loose] = len(used) + np.arange(len(loose))
    piece[~steel & ~c.category.isin(("fastener", "stud"))] = -1
    main = _heaviest(piece, steel, c.net_mass_kg, c.order_mass_kg, c.length_mm, len(used) + len(loose))
    parent = np.full(len(used), -1, np.int64)
    at = model.assemblies.parent[used] if len(used) else np.zeros(0, np.int64)
    for _ in range(_DEEPEST):
        hit = (at >= 0) & (parent < 0)
        parent[hit] = number[at[hit]]
        at = np.where(hit, model.assemblies.parent[np.maximum(at, 0)], -1)
        if not (at >= 0).any():
            break
    single = np.concatenate((np.zeros(len(used), np.bool_), np.ones(len(loose), np.bool_)))
    pieces = Pieces(
        assembly=np.concatenate((used, np.full(len(loose), -1, np.int64))), main=main,
        parent=np.concatenate((parent, np.full(len(loose), -1, np.int64))), single=single,
    )  # fmt: skip
    return Belonging(pieces, piece)


def _heaviest(piece: Ints, steel: Bools, net: Floats, order: Floats, length: Floats, count: int) -> Ints:
    """The main part: the heaviest bar or plate, the longer where two weigh the same, then the first GlobalId."""
    rows = np.flatnonzero(steel & (piece >= 0))
    mass = np.where(np.isfinite(net), net, np.nan_to_num(order))
    by = np.lexsort((-rows, np.nan_to_num(length[rows]), np.round(mass[rows], 3), piece[rows]))
    out = np.full(count, -1, np.int64)
    out[piece[rows[by]]] = rows[by]
    return out


def steel_of(model: Model) -> Bools:
    """(n,) steel parts that count: without the second of two that coincide where the user drops it."""
    c = model.components
    steel = c.category.isin(STEEL)
    return steel & (c.duplicate_of < 0) if model.settings.duplicates == "drop" else steel
