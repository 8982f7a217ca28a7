"""Deflections against annex B (B.1.1): those that the table of forces gives, in characteristic combinations."""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.asking import Ask, where
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.sink import Sink
from components.checks.gb50017.tables import CombinationTable, ForceTable, MemberTable
from components.codes.gb50017_2017 import annexb
from components.codes.gb50017_2017.settings import Settings
from components.table import Bools, Floats, Text

BY_ROLE = {"purlin": "purlin_other", "girt": "girt_other"}
"""Rows of table B.1.1 of roles that leave no choice; beams take the one of the settings."""
KINDS = (("deflection_total", "total", "vT"), ("deflection_live", "live", "vQ"))


def kinds(m: MemberTable, cfg: Settings) -> Text:
    """(n,) row of table B.1.1 of each member: stated, or by its role; none for columns, braces and trusses."""
    by_role = m.role.map(lambda word: cfg.deflection_beam if word == "beam" else BY_ROLE.get(word))
    return m.deflection.where(m.deflection.codes < 0, by_role)


def largest(forces: ForceTable, counts: Bools, column: str, n: int) -> Floats:
    """(n,) largest deflection of each member over the rows that count, NaN where none gives one."""
    v = np.abs(getattr(forces, column))
    use = counts & np.isfinite(v)
    out = np.full(n, -np.inf)
    np.maximum.at(out, forces.member[use], v[use])
    return np.where(np.isfinite(out), out, np.nan)


def deflections(
    ask: Ask, m: MemberTable, forces: ForceTable, combinations: CombinationTable, cfg: Settings, sink: Sink
) -> None:
    """v/(l/n) of each member with a deflection, l its length about x. Those of design combinations do not count."""
    n = len(m)
    sink.members = np.arange(n)
    kind = kinds(m, cfg)
    service = ~combinations.design | combinations.situation.isin(["serviceability"])
    counts = service[forces.combination]
    for check, which, column in KINDS:
        given = np.isfinite(getattr(forces, column))
        if not given.any():
            continue
        v = largest(forces, counts, column, n)
        any_v = np.bincount(forces.member[given], minlength=n)[:n] > 0
        table = annexb.limits()
        divisor = np.array([table.get(w, {}).get(which, np.nan) for w in kind.vocabulary] + [np.nan])[
            kind.codes
        ]
        why = np.where(np.isnan(v), CODE["deflection_of_design"], 0)
        why = np.where((kind.codes < 0) & any_v, CODE["deflection_kind_unknown"], why)
        long = np.isfinite(m.lx) & (m.lx > 0.0)
        why = np.where((why == 0) & ~long, CODE["bad_length"], why)
        # table B.1.1 gives some members a limit for one of the two deflections only
        applies = any_v & ((kind.codes < 0) | np.isfinite(divisor))
        u = where(ask, check, applies & (why == 0), annexb.deflection, v=v, l=m.lx, n=divisor)
        reason = np.where(applies, why, CODE["not_applicable"]).astype(np.int16)
        sink.write(check, np.where(reason == 0, u, np.nan), np.full(n, -1, np.int64), reason)
