"""What is odd in a table of forces before a check: said once each, with the number of rows."""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.tables import CombinationTable, ForceTable
from components.findings import ERROR, WARNING, Finding


def inspect_forces(
    forces: ForceTable, members: int, combinations: CombinationTable
) -> tuple[ForceTable, tuple[Finding, ...]]:
    """The rows that can be checked, and findings on the others: no member, no combination, repeated,
    not a number.

    Rows that are not numbers stay: their member then says so. Repeated rows stay too: the worst of them
    governs.
    """
    strange = (forces.member < 0) | (forces.member >= members)
    lost = (forces.combination < 0) | (forces.combination >= len(combinations))
    kept = forces.take(np.flatnonzero(~(strange | lost))) if (strange | lost).any() else forces
    values = (
        np.abs(kept.N)
        + np.abs(kept.Vx)
        + np.abs(kept.Vy)
        + np.abs(kept.Mx)
        + np.abs(kept.My)
        + np.abs(kept.T)
    )
    found = []
    for code, severity, count in (
        ("gb50017.forces_unknown_member", ERROR, int(strange.sum())),
        ("gb50017.forces_unknown_combination", ERROR, int((lost & ~strange).sum())),
        ("gb50017.forces_duplicate", WARNING, repeated(kept)),
        ("gb50017.forces_not_a_number", ERROR, int((~np.isfinite(values)).sum())),
    ):
        if count:
            found.append(Finding(code, severity, (), {"count": count}))
    if combinations.analysis.isin(["p_delta", "direct"]).any():
        found.append(Finding("gb50017.second_order_assumption", WARNING))
    return kept, tuple(found)


def repeated(forces: ForceTable) -> int:
    """Rows that repeat a member, combination and station."""
    order = np.lexsort((forces.station, forces.combination, forces.member))
    keys = [getattr(forces, name)[order] for name in ("member", "combination", "station")]
    return int(np.logical_and.reduce([k[1:] == k[:-1] for k in keys]).sum())
