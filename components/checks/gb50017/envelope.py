"""Rows that stability is checked with: one per member and combination, made from its stations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.checks.gb50017.tables import LOAD_BOTH, LOAD_NONE, LOAD_UNKNOWN, ForceTable
from components.table import Bools, Floats, Ints

STRAIGHT = 1.0e-3
"""A diagram counts as straight when its stations lie within this share of its largest value off the
line of its ends.
"""


@dataclass(frozen=True)
class Rows:
    """Forces sorted by member, and for each row the row of the table they came from."""

    forces: ForceTable
    source: Ints


def usable(forces: ForceTable, rows: Ints) -> Rows:
    """The given rows, sorted by member and, within it, by combination and station."""
    member = forces.member[rows]
    sort_keys = (forces.station[rows], forces.combination[rows], member)
    tidy = bool(np.all(member[1:] >= member[:-1]))
    order = np.arange(len(rows)) if tidy and _unstationed(forces, rows) else np.lexsort(sort_keys)
    whole = len(rows) == len(forces) and tidy and np.array_equal(order, np.arange(len(rows)))
    source = rows if whole else rows[order]
    return Rows(forces if whole else forces.take(source), source)


def _unstationed(forces: ForceTable, rows: Ints) -> bool:
    member, combination = forces.member[rows], forces.combination[rows]
    return not bool(((member[1:] == member[:-1]) & (combination[1:] <= combination[:-1])).any())


def envelope(rows: Rows) -> Rows:
    """One row per member and combination: largest compression, largest moments, end moments from the
    end stations.

    Where every member has one row per combination the rows themselves come back. A combination with
    several stations gives ends to those that have none, and says whether its diagrams are straight.
    """
    f = rows.forces
    first = np.ones(len(f), np.bool_)
    first[1:] = (f.member[1:] != f.member[:-1]) | (f.combination[1:] != f.combination[:-1])
    if first.all():
        return rows
    at = np.flatnonzero(first)
    last = np.append(at[1:], len(f)) - 1
    owner = np.cumsum(first) - 1
    several = last > at
    columns = {name: getattr(f, name)[at] for name in f.names()}
    columns["N"] = np.maximum.reduceat(f.N, at)
    worst: Ints = at
    for axis in ("y", "x"):
        moment = getattr(f, f"M{axis}")
        peak = _peak(moment, at, owner)
        columns[f"M{axis}"] = moment[peak]
        columns |= _ends(f, axis, at, last, owner, several, columns)
        worst = peak
    for name in ("Vx", "Vy", "T", "F"):
        columns[name] = np.maximum.reduceat(np.abs(getattr(f, name)), at)
    return Rows(ForceTable(**columns), rows.source[worst])


def _peak(values: Floats, at: Ints, owner: Ints) -> Ints:
    """(g,) row of the largest size of each group; a NaN counts as the largest."""
    size = np.where(np.isnan(values), np.inf, np.abs(values))
    most = np.maximum.reduceat(size, at)
    rows = np.flatnonzero(size == most[owner])
    peak = np.zeros(len(at), np.int64)
    peak[owner[rows[::-1]]] = rows[::-1]
    return peak


def _ends(
    f: ForceTable, axis: str, at: Ints, last: Ints, owner: Ints, several: Bools, columns: dict[str, object]
) -> dict[str, object]:
    moment = getattr(f, f"M{axis}")
    M1, M2 = np.asarray(columns[f"M1{axis}"]), np.asarray(columns[f"M2{axis}"])
    give = several & np.isnan(M1) & np.isnan(M2) & (f.station[last] > f.station[at])
    ends = {f"M1{axis}": np.where(give, moment[at], M1), f"M2{axis}": np.where(give, moment[last], M2)}
    span = np.where(give, f.station[last] - f.station[at], 1.0)[owner]
    share = (f.station - f.station[at][owner]) / span
    line = moment[at][owner] * (1.0 - share) + moment[last][owner] * share
    off = np.maximum.reduceat(np.abs(moment - line), at)
    scale = np.maximum.reduceat(np.abs(moment), at)
    load = np.asarray(columns[f"load_{axis}"])
    # Two stations cannot tell a straight diagram from a sagging one.
    seen = give & (load == LOAD_UNKNOWN) & (last - at >= 2)
    straight = np.where(off <= STRAIGHT * scale, LOAD_NONE, LOAD_BOTH)
    return {**ends, f"load_{axis}": np.where(seen, straight, load)}
