"""What a check says of every member: utilisations by check, what governs, and why something has no
figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from components.checks.gb50017.quantities import Quantities
from components.checks.gb50017.reasons import CODE, MISSING
from components.checks.gb50017.sink import Check, Column
from components.codes.gb50017_2017.settings import Settings
from components.table import Floats, Ints

PASSES, NEAR, OVER, UNPROVEN, NOT_CHECKED = range(5)
VERDICTS = ("passes", "near", "over", "unproven", "not_checked")
"""near: above the `near` of the settings. unproven: none over, but something has no figure.
not_checked: nothing has.
"""

LOADED = ("strength", "in_plane", "out_of_plane", "web_panel")
"""Groups of checks whose utilisation grows with load."""
NORMAL, ABOVE, CLOSE, LOW = range(4)
LEVELS = ("normal", "over", "near", "low")


@dataclass(frozen=True)
class CheckResults:
    """Results of n members. columns: by check name. section_class: 1 to 5, 0 not classified.

    utilisation: the largest, NaN where there is none; governing: its index in `checks`, -1;
    combination: row of the combination table, -1; row: row of the force table, -1. verdict: index in
    `VERDICTS`. reason: first reason that keeps the member from being proven, 0 where none does.
    capacities: resistances by name, N or N.mm.
    """

    checks: tuple[Check, ...]
    columns: Mapping[str, Column]
    quantities: Quantities
    section_class: Ints
    utilisation: Floats
    governing: Ints
    combination: Ints
    row: Ints
    verdict: Ints
    reason: Ints
    capacities: Mapping[str, Floats]
    settings: Settings

    def __len__(self) -> int:
        return len(self.utilisation)

    def loaded(self) -> Floats:
        """(n,) largest utilisation of the checks that grow with load: strength, stability, web panels; NaN none."""
        parts = np.stack([worst(self.checks, self.columns, name)[0] for name in LOADED])
        return np.asarray(np.fmax.reduce(parts, axis=0))

    def levels(self) -> Ints:
        """(n,) index in `LEVELS`: over the limit, near it, far below it; a member with few loads is far below whatever
        its slenderness and plates are. Only proven members are near or far below."""
        u, cfg = self.utilisation, self.settings
        proven = ~np.isin(self.verdict, (NOT_CHECKED, UNPROVEN))
        out = np.where(proven & (self.loaded() < cfg.low) & (u <= cfg.near), LOW, NORMAL)
        out = np.where(proven & (u > cfg.near), CLOSE, out)
        return np.where(u > cfg.over, ABOVE, out)

    def group(self, name: str) -> tuple[Floats, Ints]:
        """Largest utilisation of a group of checks (strength, in_plane ...) and the index of its check,
        -1 where none.
        """
        return worst(self.checks, self.columns, name)


def worst(
    checks: tuple[Check, ...], columns: Mapping[str, Column], group: str | None = None
) -> tuple[Floats, Ints]:
    """Largest utilisation over the checks (of a group) and the index of its check; NaN and -1 where
    there is none.
    """
    n = len(next(iter(columns.values())).utilisation)
    best, which = np.full(n, -np.inf), np.full(n, -1, np.int64)
    for index, check in enumerate(checks):
        if group is None or check.group == group:
            u = columns[check.check].utilisation
            more = u > best
            best, which = np.where(more, u, best), np.where(more, index, which)
    return np.where(which < 0, np.nan, best), which


def conclude(
    checks: tuple[Check, ...],
    columns: Mapping[str, Column],
    q: Quantities,
    section_class: Ints,
    no_forces: Ints,
    combination_of: Ints,
    cfg: Settings,
) -> CheckResults:
    """Results from the filled columns. no_forces: reason code of members without usable forces.
    combination_of: per row.
    """
    best, which = worst(checks, columns)
    n = len(best)
    row = np.full(n, -1, np.int64)
    missing = np.zeros(n, np.int64)
    listed = np.array(sorted(MISSING))
    for index, check in enumerate(checks):
        column = columns[check.check]
        row = np.where(which == index, column.row, row)
        lacking = np.isin(column.reason, listed)
        missing = np.where((missing == 0) & lacking, column.reason, missing)
    reason = np.where(q.why > 0, q.why, np.where(no_forces > 0, no_forces, missing))
    verdict = np.where(best > cfg.near, NEAR, PASSES)
    verdict = np.where(reason > 0, UNPROVEN, verdict)
    # Slenderness and plates alone prove no strength.
    verdict = np.where((q.why > 0) | (no_forces > 0) | (which < 0), NOT_CHECKED, verdict)
    verdict = np.where(best > cfg.over, OVER, verdict)
    known = row >= 0
    combination = np.where(known, combination_of[np.maximum(row, 0)], -1) if len(combination_of) else row
    reason = np.where((verdict == NOT_CHECKED) & (reason == 0), CODE["no_value"], reason)
    return CheckResults(
        checks, columns, q, section_class, best, which, combination, row, verdict, reason, capacities(q), cfg
    )


def capacities(q: Quantities) -> dict[str, Floats]:
    """Resistances of each member: shown where there are no forces, never called a pass. N, N.mm; NaN
    where not known.
    """
    M_x = np.fmin(q.gamma_x1 * q.W1x, q.gamma_x2 * q.W2x) * q.f
    return {
        "N_t": q.A * q.f,
        "N_x": q.phi_x * q.A * q.f,
        "N_y": q.phi_y * q.A * q.f,
        "M_x": M_x,
        "M_y": q.gamma_y * q.Wy * q.f,
        "M_b": np.where(q.spared, M_x, q.phi_b_top * q.W1x * q.f),
        "V_y": q.Ix * q.tx * q.fv_w / q.Sx,
        "V_x": q.Iy * q.ty * q.fv_f / q.Sy,
    }


def notes_of(results: CheckResults) -> tuple[str, ...]:
    """Codes of what every list and sheet of these results says at its end."""
    effective = ~np.isnan(results.columns["s5_strength"].utilisation)
    gross = effective & ~np.isnan(results.columns["lateral"].utilisation)
    q = results.quantities
    bent = ~np.isnan(results.columns["bending"].utilisation) | ~np.isnan(
        results.columns["strength"].utilisation
    )
    holed = bent & (q.A_net < q.A_eta * (1.0 - 1.0e-9))
    told = (
        "note_connections",
        "note_gb55006",
        "note_memory",
        *(("note_gross_modulus",) if gross.any() else ()),
        *(("note_gross_W_n",) if holed.any() else ()),
    )
    return tuple(f"gb50017.{name}" for name in told)
