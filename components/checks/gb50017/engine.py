"""All members against all their combinations, in chunks that stay in the cache; no loop over members."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.checks.gb50017.asking import Ask, plain, quiet
from components.checks.gb50017.classes import Classes, classify
from components.checks.gb50017.deflection import deflections
from components.checks.gb50017.envelope import Rows, envelope, usable
from components.checks.gb50017.finish import finish
from components.checks.gb50017.loads import Loads, bad, factors, gather, signs
from components.checks.gb50017.quantities import ANGLE, BOX, NONE, SOLID, Quantities, quantities
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.results import CheckResults, conclude
from components.checks.gb50017.s5_rows import FLANGE_S5, WEB_MOST, s5
from components.checks.gb50017.sink import Sink, checks
from components.checks.gb50017.stability_rows import stability
from components.checks.gb50017.strength_rows import strength
from components.checks.gb50017.tables import (
    CombinationTable,
    ForceTable,
    MemberTable,
    SectionTable,
    SteelTable,
)
from components.checks.gb50017.web_rows import web_panels
from components.codes.gb50017_2017.settings import Settings
from components.progress import Progress, silent
from components.table import Bools, Floats, Ints

CHUNK = 24_000
"""Rows of forces per chunk: some dozen columns of it stay in the second-level cache."""


@dataclass(frozen=True)
class Case:
    """What a check is of. forces None: nothing but capacities, slenderness and plates."""

    sections: SectionTable
    steels: SteelTable
    members: MemberTable
    combinations: CombinationTable
    forces: ForceTable | None
    settings: Settings


@dataclass
class Run:
    """State of one run: where results go, worst class and extremes of N per member."""

    ask: Ask
    cfg: Settings
    sink: Sink
    section_class: Ints
    most_N: Floats
    least_N: Floats

    @classmethod
    def over(cls, ask: Ask, cfg: Settings, n: int) -> Run:
        """A run over n members with nothing found yet."""
        nothing = np.full(n, -np.inf), np.full(n, np.inf)
        return cls(ask, cfg, Sink.over(n), np.zeros(n, np.int64), *nothing)


def check(case: Case, ask: Ask = plain, progress: Progress = silent) -> CheckResults:
    """Every clause that applies, for every member. See `CheckResults`.

    Characteristic and serviceability combinations prove no strength and are left out; members with
    nothing else say so.
    """
    n = len(case.members)
    first = quantities(ask, case.sections, case.steels, case.members, case.settings, second_order=False)
    state = Run.over(ask, case.settings, n)
    no_forces = np.full(n, CODE["no_forces"], np.int64)
    forces = case.forces
    if forces is not None and len(forces):
        any_row = np.bincount(forces.member, minlength=n)[:n] > 0
        counted = np.zeros(n, np.bool_)
        per_combination = factors(case.combinations, case.settings)
        for q, rows in prepared(case, first):
            counted[rows.forces.member] = True
            _run(state, q, rows, per_combination, progress)
        no_forces = np.where(counted, 0, np.where(any_row, CODE["only_characteristic"], no_forces))
    none = ~np.isfinite(state.most_N)
    most, least = np.where(none, np.nan, state.most_N), np.where(none, np.nan, state.least_N)
    with quiet():
        finish(ask, first, case.members, most, least, state.sink)
        if forces is not None and len(forces):
            deflections(ask, case.members, forces, case.combinations, case.settings, state.sink)
    by_row = forces.combination if forces is not None else np.zeros(0, np.int64)
    return conclude(
        checks(), state.sink.columns, first, state.section_class, no_forces, by_row, case.settings
    )


def prepared(case: Case, first: Quantities) -> list[tuple[Quantities, Rows]]:
    """Rows of first-order combinations with effective lengths, rows of second-order ones with mu = 1."""
    assert case.forces is not None
    c = case.combinations
    strengthening = c.design & ~c.situation.isin(["serviceability"])
    second = c.analysis.isin(["p_delta", "direct"])
    owner = case.forces.combination
    runs = []
    for wanted, order in ((strengthening & ~second, False), (strengthening & second, True)):
        if not wanted.any():
            continue
        rows = np.arange(len(owner)) if wanted.all() else np.flatnonzero(wanted[owner])
        if len(rows):
            q = first
            if order:
                q = quantities(
                    plain, case.sections, case.steels, case.members, case.settings, second_order=True
                )
            runs.append((q, usable(case.forces, rows)))
    return runs


def _run(
    state: Run,
    q: Quantities,
    rows: Rows,
    per_combination: tuple[Floats, Floats, Floats],
    progress: Progress,
) -> None:
    stable = envelope(rows)
    passes = ((rows, True, True),) if stable is rows else ((rows, True, False), (stable, False, True))
    with quiet():
        for which, for_strength, for_stability in passes:
            for members, at in chunks(which.forces.member, q.group):
                block = gather(which.forces, at, per_combination)
                state.sink.members, state.sink.rows = members, which.source[at]
                block_of(state, q.take(members), block, for_strength, for_stability)
            progress("progress.check", 1.0 if for_stability else 0.5)


def chunks(member: Ints, group: Ints) -> list[tuple[Ints, Ints]]:
    """Members and their rows (k, m) of forces sorted by member, by group and number of rows; short ones
    repeated.
    """
    n = len(group)
    count = np.bincount(member, minlength=n)
    start = np.concatenate([[0], np.cumsum(count)])[:-1]
    size = _rounded_up(count)
    out = []
    for g in range(NONE):
        of_group = np.flatnonzero((group == g) & (count > 0))
        for k in np.unique(size[of_group]):
            some = of_group[size[of_group] == k]
            step = max(1, CHUNK // int(k))
            within = np.arange(k)[:, None]
            for i in range(0, len(some), step):
                part = some[i : i + step]
                out.append((part, start[part] + np.minimum(within, count[part] - 1)))
    unknown = np.flatnonzero((group == NONE) & (count > 0))
    return out if not len(unknown) else [*out, (unknown, start[unknown][None, :])]


def _rounded_up(count: Ints) -> Ints:
    """Row counts rounded up a little, so that members of like count share a chunk."""
    sizes = np.array([1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64])
    found = sizes[np.minimum(np.searchsorted(sizes, count), len(sizes) - 1)]
    return np.where(count <= 64, found, -(-count // 64) * 64)


def block_of(state: Run, q: Quantities, loads: Loads, for_strength: bool, for_stability: bool) -> None:
    """One chunk: classes, strength, stability. Members that cannot be checked get their reason
    everywhere it applies.
    """
    ask, cfg, sink = state.ask, state.cfg, state.sink
    group = int(q.group[0])
    members = sink.members
    sink.why = np.where(q.why > 0, q.why, np.where(bad(loads), CODE["bad_force"], 0))
    state.most_N[members] = np.maximum(state.most_N[members], loads.N.max(axis=0))
    state.least_N[members] = np.minimum(state.least_N[members], loads.N.min(axis=0))
    blocked = sink.why > 0
    if blocked.any():
        _say_why(sink, loads, blocked)
    if group == NONE or blocked.all():
        return
    sg = signs(loads, q, cfg)
    unclassed = group in (ANGLE, SOLID) or not sg.moment.any()
    cl = None if unclassed else classify(ask, q, loads, sg, group)
    if cl is not None:
        state.section_class[members] = np.maximum(state.section_class[members], cl.worst)
        over = _plates(q, cl, sink, group, for_strength, cfg)
        if cl.s5 is not None:
            s5(ask, q, loads, sg, cl.alpha_0, cl.s5, over, sink, cfg, for_strength, for_stability)
    if for_strength:
        strength(ask, q, loads, sg, cl, sink, group, cfg)
        web_panels(ask, q, loads, sg, sink, cfg, group)
    if for_stability:
        stability(ask, q, loads, sg, cl, sink, group)


def _say_why(sink: Sink, loads: Loads, blocked: Bools) -> None:
    """A member that cannot be checked says so at strength, whatever its forces are."""
    u = np.full(loads.N.shape, np.nan)
    sink.put("strength", u, np.broadcast_to(blocked, u.shape), sink.why)


def _plates(q: Quantities, cl: Classes, sink: Sink, group: int, write: bool, cfg: Settings) -> Bools:
    """Outstand and web against the S4 limit; (m,) members beyond what the effective section of 8.4.2
    covers.
    """
    flange, web = np.broadcast_to(cl.flange_share, cl.compressed.shape), cl.web_share
    top, side = flange.max(axis=0), web.max(axis=0)
    over = (q.web > WEB_MOST) & q.web_class
    over |= (q.flange > FLANGE_S5) if group != BOX else top > 1.0
    over |= (top > 1.0) & (group not in (BOX,)) & ~q.s5_able
    if write and q.classified.any():
        covered = q.s5_able & ~over & cfg.s5_section
        used = CODE["effective_section_used"]
        for check, share, worst in (("flange", flange, top), ("web", web, side)):
            apply = (share > -np.inf) & q.classified
            reason = np.where((sink.why == 0) & covered & (worst > 1.0), used, sink.why)
            sink.put(check, share, apply, reason)
    return over
