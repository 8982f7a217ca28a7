"""The members of a model as the tables of a check, with what had to be assumed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from components.checks.decisions import Decided, Decision, decide, decisions
from components.checks.gb50017.adapt import COLD, HOT, section_table
from components.checks.gb50017.engine import Case
from components.checks.gb50017.material import gb_steel_row, gb_steels
from components.checks.gb50017.tables import (
    CombinationTable,
    ForceTable,
    MemberTable,
    SectionTable,
    members_of,
)
from components.checks.lengths import BRACES, Effective, effective
from components.checks.lines import Framing, framing
from components.checks.roles import roles, standards
from components.codes.gb50017_2017.settings import Settings
from components.findings import INFO, WARNING, Finding
from components.model import Model, Override
from components.record import record
from components.sections import DIMENSIONS
from components.table import Floats, Ints, Text

PROCESS_OF = {"GB/T 6728": COLD, "EN 10219": COLD, "EN 10210": HOT}
"""How hollow sections are made, by the standard they are listed in."""
TRUSSES = ("truss_web", "truss_web_low", "truss_end_diagonal", "truss_chord")
DECIDABLE = (
    "bottom_l", "held", "beta_mx", "beta_my", "beta_tx", "beta_ty", "net_ratio", "eta",
    "one_leg", "edge", "panel_a", "bearing", "rail_h", "psi", "seismic_grade", "fatigue", "deflection",
)  # fmt: skip
"""Columns of the member table that only a decision fills."""
DECISION = "decision"
"""What decided a role that the user decided."""


@record
class Members:
    """The steel members of a model, ready to be checked. rows: component row of each; case: tables without forces.

    role_by: what decided the role. framing: lengths and joined lines. decided: what the user decided of them.
    """

    rows: Ints
    case: Case
    role_by: Text
    framing: Framing
    findings: tuple[Finding, ...]
    effective: Effective
    decided: tuple[Decided, ...] = ()


def no_combinations() -> CombinationTable:
    """A combination table without rows."""
    none = np.zeros(0, np.bool_)
    return CombinationTable(Text.of([]), none, Text.of([]), Text.of([]), none, none)


def members_of_model(
    model: Model, settings: Settings | None = None, *, overrides: Iterable[Override] = ()
) -> Members:
    """Every steel member of a model: section, steel, role, governing standard and lengths.

    overrides: the user's decisions on members (see `decisions`); those that cannot be used become findings.
    """
    settings = settings or Settings()
    c = model.components
    rows = np.flatnonzero(c.category.isin(["steel_member"]))
    made, odd = decisions(overrides, c.step_id[rows])
    start, end, up = axes_of(model, rows)
    whole = np.linalg.norm(end - start, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        rise = np.abs(end - start)[:, 2] / np.where(whole > 0.0, whole, np.nan)
    depth, width = _sizes(model, c.section[rows])
    role, role_by = roles(model, rows, rise)
    first, told = decide({"role": role}, made)
    role = first["role"]
    role_by = _decided_roles(role_by, told)
    slight = role.isin(BRACES) | c.family.take(rows).isin(["ROUND"])
    # crossed braces are not counted as holding each other (7.4.2), nor tie rods as holding anything
    bars = c.family.take(rows).isin(["ROUND"])
    found = framing(start, end, up, depth, width, c.section[rows], ~bars, slight)
    standard = standards(model, rows, role, rise, found.touching)
    sections = _sections(model)
    at = c.section[rows]
    inertia = tuple(np.where(at >= 0, getattr(sections, k)[np.maximum(at, 0)], np.nan) for k in ("Ix", "Iy"))
    size = np.nan_to_num(np.fmax(depth, width), nan=100.0)
    long = effective(
        (start, end, up), size, (inertia[0], inertia[1]), role, c.family.take(rows), found, settings
    )
    base = {
        "standard": standard, "lx": found.lx, "ly": found.ly, "ltb_case": _ltb(found), "mu_x": long.mu_x,
        "mu_y": long.mu_y, "sway_x": long.frame_x.sway & ~long.frame_x.leaning,
        "sway_y": long.frame_y.sway & ~long.frame_y.leaning,
    }  # fmt: skip
    columns, more = _columns(base, made, len(rows))
    table = members_of(
        len(rows), section=c.section[rows], steel=_steels(c.grade.take(rows)), role=role, **columns
    )
    case = Case(sections, gb_steels(), table, no_combinations(), None, settings)
    findings = (*_findings(model, rows, table, found, long, settings), *odd)
    return Members(rows, case, role_by, found, findings, long, (*told, *more))


def _columns(
    base: dict[str, Any], made: tuple[Decision, ...], n: int
) -> tuple[dict[str, Any], tuple[Decided, ...]]:
    """Columns of the member table: lengths first, then what follows from them, then the rest of the decisions."""
    early, told = decide(base, made)
    lx, ly = early["lx"], early["ly"]
    nobody = np.full(n, -1, np.int64)
    plain = members_of(n, section=nobody, steel=nobody)
    follows: dict[str, Any] = {
        "l0x": early.pop("mu_x") * lx, "l0y": early.pop("mu_y") * ly, "l1": ly, "lw": ly,
        **{k: getattr(plain, k) for k in DECIDABLE},
    }  # fmt: skip
    late, more = decide(follows, made)
    return {**early, **late}, (*told, *more)


def _decided_roles(role_by: Text, told: tuple[Decided, ...]) -> Text:
    at = np.zeros(len(role_by), np.bool_)
    at[[d.row for d in told]] = True
    return role_by.where(at, Text.full(len(role_by), DECISION))


def with_forces(members: Members, combinations: CombinationTable, forces: ForceTable) -> Case:
    """The case of the members with a force table whose member column counts `members.rows`."""
    c = members.case
    return Case(c.sections, c.steels, c.members, combinations, forces, c.settings)


def axes_of(model: Model, rows: Ints) -> tuple[Floats, Floats, Floats]:
    """Axes of component rows, (n, 3) each, NaN where there is none or it has no length."""
    at = np.full(len(model.components), -1, np.int64)
    at[model.axes.component] = np.arange(len(model.axes))
    place = at[rows]
    known = place >= 0
    out = []
    for column in (model.axes.start, model.axes.end, model.axes.up):
        part = np.full((len(rows), 3), np.nan)
        part[known] = column[place[known]]
        out.append(part)
    short = ~(np.linalg.norm(out[1] - out[0], axis=1) > 1.0)
    for part in out[:2]:
        part[short] = np.nan
    return out[0], out[1], out[2]


def _sizes(model: Model, section: Ints) -> tuple[Floats, Floats]:
    """Depth and width of sections, mm, NaN where unknown."""
    n = len(model.sections)
    depth, width = np.full(n + 1, np.nan), np.full(n + 1, np.nan)
    for code, family in enumerate(model.sections.family.vocabulary):
        at = np.flatnonzero(model.sections.family.codes == code)
        names = DIMENSIONS.get(family, ())
        for out, wanted in ((depth, ("h", "a", "d", "b")), (width, ("b", "b1", "d"))):
            name = next((w for w in wanted if w in names), None)
            if name is not None:
                out[at] = model.sections.dims[at, names.index(name)]
    return depth[section], width[section]


def _steels(grade: Text) -> Ints:
    word = np.array([gb_steel_row(w) for w in grade.vocabulary] + [-1], np.int64)
    return np.asarray(word[grade.codes])


def _sections(model: Model) -> SectionTable:
    s = model.sections
    families = s.family.filled()
    made = [next((p for k, p in PROCESS_OF.items() if w.startswith(k)), None) for w in s.standard.filled()]
    dims = s.dims
    if not len(s):
        families, dims, made = [""], np.zeros((1, 8)), [None]
    return section_table(families, dims, made)


def _ltb(found: Framing) -> Text:
    """Load case of table C.0.1 by the number of points held between the ends: uniform load on the top flange."""
    code = np.minimum(found.held, 2)
    return Text(code.astype(np.int32), ("none_udl_top", "mid_udl_top", "more_top"))


def _findings(
    model: Model, rows: Ints, table: MemberTable, found: Framing, long: Effective, cfg: Settings
) -> tuple[Finding, ...]:
    """What was assumed and what is not checked, once each with the elements it touches."""
    ids = model.components.step_id[rows]
    role, standard = table.role, table.standard
    here = standard.codes < 0
    out = []

    def tell(
        code: str, severity: str, mask: np.ndarray[tuple[int], np.dtype[np.bool_]], **args: object
    ) -> None:
        if mask.any():
            chosen = tuple(int(i) for i in ids[mask].tolist())
            out.append(Finding(f"checks.{code}", severity, chosen, {"count": int(mask.sum()), **args}))

    for word in standard.vocabulary:
        tell("other_standard", WARNING, standard.isin([word]), standard=word)
    framed = here & (np.isfinite(long.frame_x.height) | np.isfinite(long.frame_y.height))
    sways = (table.sway_x | table.sway_y) & framed
    tell("assumed_columns", WARNING, framed, sway=int(sways.sum()))
    leaning = framed & (long.frame_x.leaning | long.frame_y.leaning)
    tell("assumed_leaning", WARNING, leaning, value=f"{cfg.leaning:g}")
    tell("assumed_lengths", INFO, here & np.isfinite(found.lx))
    joined = np.bincount(found.line, minlength=len(rows))[found.line] > 1 if len(rows) else here
    tell("assumed_joined", INFO, here & joined)
    tell("assumed_trusses", INFO, here & role.isin(TRUSSES), reduced=int((here & long.reduced).sum()))
    tell("assumed_braces", INFO, here & role.isin(BRACES), crossed=int((here & long.crossed).sum()))
    tell("assumed_ltb", INFO, here & role.isin(["beam", "purlin", "girt"]))
    tell("no_axis", WARNING, here & ~np.isfinite(found.whole))
    tell("no_role", INFO, here & (role.codes < 0))
    return tuple(out)
