"""Whether the braces of a storey make its frame a braced one: their stiffness against S_b of 8.3.1-6.

Braces count in tension and in compression, with E A/L and their direction; floors hold all columns of a storey together.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from components.checks.gb50017.asking import plain, quiet
from components.checks.gb50017.engine import Case
from components.checks.gb50017.quantities import Quantities, quantities
from components.checks.leaning import STEP, Plane, planes_of
from components.checks.lengths import BRACES
from components.checks.members import Members
from components.codes.gb50017_2017 import annexe, ch8_frames
from components.codes.gb50017_2017.ch4 import E_MPA
from components.findings import INFO, WARNING, Finding
from components.table import Bools, Floats, Ints


def bracing(
    members: Members, case: Case, axes: tuple[Floats, Floats, Floats], ids: Ints
) -> tuple[Finding, ...]:
    """What 8.3.1-6 says of each storey and direction whose columns are taken as held: strong enough, too weak, or open.

    axes: start, end, up (n, 3). ids: STEP ids of the members. Lengths are not changed: a weak storey is a finding.
    """
    start, end, _ = (np.nan_to_num(a) for a in axes)
    low, high = np.minimum(start[:, 2], end[:, 2]), np.maximum(start[:, 2], end[:, 2])
    brace = case.members.role.isin(BRACES) & (high > low + 1.0)
    if case.settings.frame != "auto" or not brace.any():
        return ()
    planes = planes_of(members, axes)
    held = [~p.frame.sway & np.isfinite(p.frame.height) & np.isfinite(p.frame.mu) for p in planes]
    lends = _stiffness(case, start, end)
    resist = [_resistances(case, p, h) for p, h in zip(planes, held, strict=True)]
    weak: list[int] = []
    count, least, lost = 0, np.inf, 0
    for p, mine in zip(planes, held, strict=True):
        rows = np.flatnonzero(mine)
        at = low[rows] + 0.5 * np.minimum(p.frame.height[rows], high[rows] - low[rows])
        turn = np.round(p.angle[rows] / STEP).astype(np.int64)
        _, first, of = np.unique(
            np.stack([turn, np.round(at / 100.0).astype(np.int64)], axis=1), axis=0, return_index=True,
            return_inverse=True,
        )  # fmt: skip
        for i, one in enumerate(first.tolist()):  # a building has few storeys and directions
            angle, z = float(p.angle[rows[one]]), float(at[one])
            S_b = _lent(lends, brace & (low < z) & (high > z), angle)
            needed = _needed(planes, held, resist, angle, (low < z) & (high > z))
            if not np.isfinite(needed):
                lost += 1
                continue
            count += 1
            least = min(least, S_b / needed if needed > 0.0 else np.inf)
            if S_b < needed:
                weak += [int(ids[r]) for r in rows[of.reshape(-1) == i]]
    unknown = (Finding("checks.bracing_open", WARNING, (), {"count": lost}),) if lost else ()
    if not count:
        return unknown
    args = {"count": count, "least": f"{least:.2f}"}
    if weak:
        return (Finding("checks.bracing_weak", WARNING, tuple(dict.fromkeys(weak)), args), *unknown)
    return (Finding("checks.bracing_strong", INFO, (), args), *unknown)


def _stiffness(case: Case, start: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Of each member E A/L times its height, N, and its direction in plan, (n, 2), of the unit vector along it."""
    along = end - start
    length = np.maximum(np.linalg.norm(along, axis=1), 1.0e-9)
    at = case.members.section
    area = np.where(at >= 0, case.sections.A[np.maximum(at, 0)], 0.0)
    lent = E_MPA * np.nan_to_num(area) / length * np.abs(along[:, 2])
    return lent, along[:, :2] / length[:, None]


def _lent(lends: tuple[Floats, Floats], here: Bools, angle: float) -> float:
    """Horizontal force per unit of tilt that braces give a direction, N."""
    force, plan = lends
    way = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    return float((force[here] * (plan[here] @ way) ** 2).sum())


def _resistances(case: Case, p: Plane, held: Bools) -> tuple[Floats, Floats, Floats]:
    """N_b and N_0 of columns in a plane: phi A f with mu of a frame without and with sway, N; and f_y."""
    K_1, K_2 = (np.where(held, k, 1.0) for k in (p.frame.K_1, p.frame.K_2))
    found: list[Floats] = []
    f_y: Floats = np.zeros(0)
    for mu in (annexe.mu_non_sway(K_1, K_2), annexe.mu_sway(K_1, K_2)):
        lengths: dict[str, Any] = {f"l0{p.axis}": np.where(held, mu * p.frame.height, 1.0)}
        m = replace(case.members, **lengths)
        with quiet():
            q: Quantities = quantities(plain, case.sections, case.steels, m, case.settings, False)
        phi = q.phi_x if p.axis == "x" else q.phi_y
        found.append(np.where(held, phi * q.A * q.f, 0.0))
        f_y = q.fy
    # a column that nothing holds in rotation has no resistance of its own against sway
    return found[0], np.nan_to_num(found[1]), f_y


def _needed(
    planes: tuple[Plane, Plane], held: list[Bools], resist: list[tuple[Floats, Floats, Floats]], angle: float,
    here: Bools,
) -> float:  # fmt: skip
    """S_b of 8.3.1-6 of the columns that stand at a height and bend in a direction, N; the lowest f_y is the safe one."""
    N_b = N_0 = 0.0
    f_y = np.inf
    for p, mine, (braced, free, strength) in zip(planes, held, resist, strict=True):
        off = np.abs(p.angle - angle) % 180.0
        rows = mine & here & (np.minimum(off, 180.0 - off) <= STEP)
        N_b, N_0 = N_b + float(braced[rows].sum()), N_0 + float(free[rows].sum())
        f_y = min(f_y, float(np.min(strength[rows], initial=np.inf)))
    return float(ch8_frames.bracing_needed(f_y, N_b, N_0))
