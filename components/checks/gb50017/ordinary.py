"""phi_b of beams of rolled ordinary I: table C.0.2, between its lengths by straight lines."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from components.checks.gb50017.asking import Ask, where
from components.checks.gb50017.tables import MemberTable, SectionTable
from components.codes.gb50017_2017 import annexc
from components.table import Bools, Floats

CODES = "components.codes.gb50017_2017"
LENGTHS = np.arange(2.0, 11.0) * 1.0e3
"""Free lengths of the table, mm."""


@dataclass(frozen=True)
class Row:
    """One row: the load cases it serves, sizes over `over` up to `upto` mm deep, phi_b of Q235 at `LENGTHS`."""

    cases: tuple[str, ...]
    over: float
    upto: float
    phi: Floats


@cache
def rows() -> tuple[Row, ...]:
    """Table C.0.2. Sizes are told apart by depth: I 20 is 200 mm deep, I 22 is the next."""
    text = resources.files(CODES).joinpath("table_c_0_2.csv").read_text(encoding="utf-8")
    return tuple(
        Row(
            tuple(r["cases"].split()), float(r["over_mm"]), float(r["upto_mm"]),
            np.array([float(r[f"l{i}"]) for i in range(2, 11)]),
        )
        for r in csv.DictReader(text.splitlines())
    )  # fmt: skip


def ordinary(ask: Ask, tag: str, s: SectionTable, m: MemberTable, epsilon_k: Floats, into: Floats) -> Floats:
    """phi_b (n,) of rolled ordinary I after C.0.1-7, `into` elsewhere; NaN beyond 10 m or without a row of the table.

    Below 2 m the figure of 2 m stands, which is on the safe side.
    """
    mask = s.kind.isin(["rolled_i"])
    out = np.where(mask, np.nan, into)
    if not mask.any():
        return out
    l_1 = np.maximum(m.l1, LENGTHS[0])
    for row in rows():
        use: Bools = mask & m.ltb_case.isin(row.cases) & (s.h > row.over) & (s.h <= row.upto)
        use &= (l_1 <= LENGTHS[-1]) & (m.l1 > 0.0)
        if not use.any():
            continue
        at = np.clip(np.searchsorted(LENGTHS, np.nan_to_num(l_1), side="right") - 1, 0, len(LENGTHS) - 2)
        raw = where(
            ask, tag, use, annexc.phi_b_ordinary, l_1=l_1, l_a=LENGTHS[at], l_b=LENGTHS[at + 1],
            phi_a=row.phi[at], phi_c=row.phi[at + 1], epsilon_k=epsilon_k,
        )  # fmt: skip
        out = where(ask, tag, use, annexc.phi_b_reduced, out, phi_b=raw)
    return out
