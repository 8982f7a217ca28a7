"""Where the checks of a chunk put their figures: the worst row per member, or the reason there is none."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from components.checks.gb50017.reasons import CODE, KIND_NEEDLESS, REASONS
from components.table import Bools, Floats, Ints

NOT_APPLICABLE, NO_VALUE, BEYOND_EULER = CODE["not_applicable"], CODE["no_value"], CODE["beyond_euler"]
NEEDLESS = [i for i, (_, kind) in enumerate(REASONS) if kind == KIND_NEEDLESS]


@dataclass(frozen=True)
class Check:
    """One check: its name, document and clause, and the group it is read in (strength, in_plane ...)."""

    check: str
    document: str
    clause: str
    group: str


@cache
def checks() -> tuple[Check, ...]:
    """Every check, in the order it is shown."""
    text = resources.files(__package__).joinpath("checks.csv").read_text(encoding="utf-8")
    return tuple(Check(**row) for row in csv.DictReader(text.splitlines()))


@dataclass(frozen=True)
class Column:
    """One check over all members: utilisation (NaN where none), row of forces that governs (-1), reason
    code.
    """

    utilisation: Floats
    row: Ints
    reason: NDArray[np.int16]

    @classmethod
    def empty(cls, n: int) -> Column:
        """Nothing applies yet."""
        return cls(np.full(n, np.nan), np.full(n, -1, np.int64), np.full(n, NOT_APPLICABLE, np.int16))


@dataclass
class Sink:
    """Columns of all members, filled chunk by chunk. members: those of the chunk; rows: (k, m) their
    rows of forces.
    """

    columns: dict[str, Column]
    members: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    rows: Ints = field(default_factory=lambda: np.zeros((0, 0), np.int64))
    why: Ints = field(default_factory=lambda: np.zeros(0, np.int64))

    @classmethod
    def over(cls, n: int) -> Sink:
        """Columns for n members."""
        return cls({c.check: Column.empty(n) for c in checks()})

    def put(self, check: str, u: Floats, mask: Bools | None, why: Ints | None = None) -> None:
        """Keep the worst of u (k, m) over the rows of mask. why: (m,) reason codes that stand before
        any figure.
        """
        if mask is not None:
            u = np.where(mask, u, -np.inf)
        elif u.ndim == 1:
            u = np.broadcast_to(u, self.rows.shape)
        worst = u.max(axis=0)
        which = np.zeros(len(worst), np.int64)
        for k in range(len(u) - 1, 0, -1):
            np.copyto(which, k, where=u[k] == worst)
        which[u[0] == worst] = 0
        reason = np.zeros(len(worst), np.int16)
        reason[np.isnan(worst)] = NO_VALUE
        reason[worst == np.inf] = BEYOND_EULER
        apart = worst == -np.inf
        if why is not None:
            blocked = (why > 0) & ~apart
            reason[blocked] = why[blocked]
            worst[blocked] = np.nan
        reason[apart] = NOT_APPLICABLE
        worst[apart] = np.nan
        rows = self.rows[which, np.arange(len(worst))]
        self.write(check, worst, np.where(reason == NOT_APPLICABLE, -1, rows), reason)

    def write(self, check: str, u: Floats, rows: Ints, reason: NDArray[np.int16]) -> None:
        """Merge figures of the chunk: the larger utilisation stands, and a missing figure is not hidden
        by one below 1.
        """
        column = self.columns[check]
        at = self.members
        before_u, before = column.utilisation[at], column.reason[at]
        needless = np.isin(before, NEEDLESS)
        silent = np.isin(reason, NEEDLESS) & (before != NOT_APPLICABLE)
        missing, before_missing = np.isnan(u), np.isnan(before_u)
        worse = np.where(
            missing, ~(before_u > 1.0) & ~before_missing, np.where(before_missing, u > 1.0, u > before_u)
        )
        take = (needless | worse) & ~silent & (reason != NOT_APPLICABLE)
        column.utilisation[at] = np.where(take, u, before_u)
        column.row[at] = np.where(take, rows, column.row[at])
        column.reason[at] = np.where(take, reason, before)
