"""Leaning columns of a storey put their sway on the others: increase of mu by 8.3.1-2 from the forces.

A storey is taken to sway as one: the floors hold together all columns that stand at its height.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from components.checks.frames import Frame
from components.checks.gb50017.engine import Case
from components.checks.members import Members
from components.codes.gb50017_2017 import ch8_frames
from components.findings import INFO, WARNING, Finding
from components.table import Bools, Floats, Ints

STEP = 5.0
"""Planes within this many degrees are parallel."""
FIELDS = {"x": ("check_mu_y", "check_buckling_y_mm"), "y": ("check_mu_z", "check_buckling_z_mm")}
"""Decisions that fix the length of a plane; fields count y as the strong axis."""


@dataclass(frozen=True)
class Plane:
    """The columns of one plane of bending: degrees of the direction they bend in, whether they lean or carry sway."""

    axis: str
    frame: Frame
    angle: Floats
    leans: Bools
    sways: Bools


def with_leaning(
    members: Members, case: Case, axes: tuple[Floats, Floats, Floats]
) -> tuple[Members, Case, tuple[Finding, ...]]:
    """The case with mu of sway columns increased, where leaning columns stand beside them and forces are known.

    axes: start, end, up (n, 3) of the members. A stated increase (`leaning` of the settings) goes before; lengths that
    the user decided stay.
    """
    planes = planes_of(members, axes)
    if case.forces is None or case.settings.leaning != 1.0 or not any(p.leans.any() for p in planes):
        return members, case, ()
    N, known = _compression(case)
    needed = np.any([p.leans | p.sways for p in planes], axis=0)
    if (needed & ~known).any():
        return (
            members,
            case,
            (Finding("checks.leaning_open", WARNING, (), {"count": int((needed & ~known).sum())}),),
        )
    low, high = (np.nan_to_num(f(axes[0][:, 2], axes[1][:, 2])) for f in (np.minimum, np.maximum))
    columns: dict[str, Any] = {}
    frames: dict[str, Any] = {}
    most, touched = 1.0, np.zeros(len(case.members), np.bool_)
    for p in planes:
        eta = _increase(p, planes, N, low, high)
        eta = np.where(_decided(members, FIELDS[p.axis]), 1.0, eta)
        columns[f"l0{p.axis}"] = getattr(case.members, f"l0{p.axis}") * eta
        frames[f"frame_{p.axis}"] = replace(p.frame, mu=p.frame.mu * eta, l0=p.frame.l0 * eta)
        touched |= eta > 1.0
        most = max(most, float(eta.max(initial=1.0)))
    made = replace(case, members=replace(case.members, **columns))
    told = Finding("checks.leaning_done", INFO, (), {"count": int(touched.sum()), "most": f"{most:.3f}"})
    return replace(members, effective=replace(members.effective, **frames)), made, (told,)


def planes_of(members: Members, axes: tuple[Floats, Floats, Floats]) -> tuple[Plane, Plane]:
    """The planes in which the columns bend about x and about y. axes: start, end, up (n, 3)."""
    start, end, up = (np.nan_to_num(a) for a in axes)
    found = []
    for axis, way in (("x", up), ("y", np.cross(up, end - start))):
        frame: Frame = getattr(members.effective, f"frame_{axis}")
        angle = np.degrees(np.arctan2(way[:, 1], way[:, 0])) % 180.0
        sways = frame.sway & ~frame.leaning & np.isfinite(frame.height)
        found.append(Plane(axis, frame, angle, frame.leaning & np.isfinite(frame.height), sways))
    return found[0], found[1]


def _compression(case: Case) -> tuple[Floats, Bools]:
    """(members, combinations) largest compression, nil under tension; (members,) which have forces at all."""
    f = case.forces
    assert f is not None
    n, k = len(case.members), len(case.combinations)
    N = np.zeros(n * k)
    np.maximum.at(N, f.member * k + f.combination, np.nan_to_num(f.N))
    held = np.bincount(f.member, minlength=n)[:n] > 0
    return N.reshape(n, k), held


def _decided(members: Members, fields: tuple[str, ...]) -> Bools:
    out = np.zeros(len(members.rows), np.bool_)
    out[[d.row for d in members.decided if d.field in fields]] = True
    return out


def _increase(p: Plane, planes: tuple[Plane, ...], N: Floats, low: Floats, high: Floats) -> Floats:
    """(n,) eta of 8.3.1-2 of the columns that carry sway in a plane, the largest of the combinations; 1 elsewhere."""
    eta = np.ones(len(low))
    rows = np.flatnonzero(p.sways)
    if not len(rows):
        return eta
    at = low[rows] + 0.5 * np.minimum(p.frame.height[rows], high[rows] - low[rows])
    turn = np.round(p.angle[rows] / STEP).astype(np.int64) % int(180 / STEP)
    key = np.stack([turn, np.round(at / 100.0).astype(np.int64)], axis=1)
    storeys, first, of = np.unique(key, axis=0, return_index=True, return_inverse=True)
    for i in range(len(storeys)):  # a building has few storeys and directions
        leaning, frame = (
            _sum(planes, kind, float(p.angle[rows[first[i]]]), float(at[first[i]]), N, low, high)
            for kind in ("leans", "sways")
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            found = ch8_frames.leaning_increase(leaning, frame)
        worst = float(np.max(np.where(frame > 0.0, found, 1.0), initial=1.0))
        eta[rows[of.reshape(-1) == i]] = worst
    return eta


def _sum(
    planes: tuple[Plane, ...], kind: str, angle: float, z: float, N: Floats, low: Floats, high: Floats
) -> Floats:
    """(combinations,) sum of N/h of the columns of a kind that stand at a height and bend in a direction, N/mm."""
    total: Floats = np.zeros(N.shape[1])
    for p in planes:
        off = np.abs(p.angle - angle) % 180.0
        here: Ints = np.flatnonzero(
            getattr(p, kind) & (np.minimum(off, 180.0 - off) <= STEP) & (low < z) & (high > z)
        )
        total = total + (N[here] / p.frame.height[here][:, None]).sum(axis=0)
    return total
