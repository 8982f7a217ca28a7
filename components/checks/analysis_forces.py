"""The results of a structural analysis view as the force table of a check: matched, turned, declared."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from components.analysis import AnalysisView
from components.checks.analysis_results import CODE, NEAR_MM, REASONS, Stations, Told, stations
from components.checks.gb50017.tables import CombinationTable, ForceTable, forces_of
from components.checks.members import Members, axes_of
from components.checks.touching import touches
from components.findings import ERROR, INFO, WARNING, Finding
from components.model import Model
from components.record import record
from components.table import Bools, Floats, Ints, Text

PARALLEL = 0.9999
"""Least cosine between an analysis member and a physical one on the same line."""
THEORY = {"FIRST_ORDER_THEORY": "first_order", "SECOND_ORDER_THEORY": "p_delta", "THIRD_ORDER_THEORY": "p_delta",
          "FULL_NONLINEAR_THEORY": "p_delta"}  # fmt: skip
EARTHQUAKE = "EARTHQUAKE_E"


@record
class ViewForces:
    """The forces of an analysis view on the members of a check. open: declarations the file leaves open, by field."""

    combinations: CombinationTable
    forces: ForceTable
    findings: tuple[Finding, ...]
    open: Mapping[str, int]


@record
class _Pairs:
    """Analysis member and row of `Members.rows` that stand for one another. by_relation: said by the file."""

    analysis: Ints
    member: Ints
    by_relation: Bools


def holds_results(view: AnalysisView | None) -> bool:
    """Whether a view holds results of line members."""
    return view is not None and bool(view.activities.ifc_class.isin(["IfcStructuralCurveReaction"]).any())


def view_forces(
    view: AnalysisView,
    model: Model,
    members: Members,
    declared: Mapping[str, Mapping[str, str]] | None = None,
) -> ViewForces:
    """The section forces that a view's results give, on the members of a check.

    declared: what the user declares of combinations, by name and field; it goes before what the file says.
    """
    told = stations(view)
    s = told.stations
    axes = axes_of(model, members.rows)
    pairs = _matched(view, model, members, axes, np.unique(s.member))
    forces, lost = _forces(view, s, pairs, axes)
    used = np.unique(s.group)
    combinations, unknown = _combinations(view, used, declared or {})
    place = np.full(len(view.result_groups) + 1, -1, np.int64)
    place[used] = np.arange(len(used))
    forces = ForceTable(**{**vars(forces), "combination": place[forces.combination]})
    found = (*_refused(view, told), *_told(view, s, told, pairs, forces, lost, members))
    if unknown:
        found = (*found, _open(unknown, len(used)))
    return ViewForces(combinations, forces, found, unknown)


def _matched(
    view: AnalysisView, model: Model, members: Members, axes: tuple[Floats, Floats, Floats], wanted: Ints
) -> _Pairs:
    """By the relation of the file, else by the same line."""
    held, named = model.components.element[members.rows], view.members.element[wanted]
    row_of = np.full(max(int(held.max(initial=-1)), int(named.max(initial=-1))) + 2, -1, np.int64)
    row_of[held] = np.arange(len(held))
    own = np.where(named >= 0, row_of[named], -1)
    said = own >= 0
    start, end, _ = axes
    there = np.flatnonzero(np.isfinite(start + end).all(axis=1))
    rest = wanted[~said]
    rest = rest[np.isfinite(view.members.start[rest] + view.members.end[rest]).all(axis=1)]
    n = len(rest)
    first = np.concatenate([view.members.start[rest], start[there]])
    last = np.concatenate([view.members.end[rest], end[there]])
    near = touches(first, last, np.full(len(first), NEAR_MM)) if n else None
    none = np.zeros(0, np.int64)
    a, b = none, none
    if near is not None:
        fits = (near.a < n) & (near.b >= n) & (near.cosine > PARALLEL)
        a, b = near.a[fits], near.b[fits]
        same = _same_line(first, last, a, b)
        a, b = rest[a[same]], there[b[same] - n]
    order = np.argsort(wanted[said], kind="stable")
    return _Pairs(
        np.concatenate([wanted[said][order], a]), np.concatenate([own[said][order], b]),
        np.concatenate([np.ones(int(said.sum()), np.bool_), np.zeros(len(a), np.bool_)]),
    )  # fmt: skip


def _same_line(start: Floats, end: Floats, a: Ints, b: Ints) -> Bools:
    """Pairs where both ends of a lie within NEAR_MM of the line of b, and the two overlap for half the shorter."""
    along = (end - start)[b]
    length = np.linalg.norm(along, axis=1)
    unit = along / np.maximum(length, 1e-9)[:, None]
    aside, place = [], []
    for point in (start[a], end[a]):
        off = point - start[b]
        at = np.einsum("ij,ij->i", off, unit)
        aside.append(np.linalg.norm(off - at[:, None] * unit, axis=1))
        place.append(at)
    low, high = np.minimum(*place), np.maximum(*place)
    overlap = np.minimum(high, length) - np.maximum(low, 0.0)
    return np.asarray((np.maximum(*aside) <= NEAR_MM) & (overlap > 0.5 * np.minimum(high - low, length)))


def _forces(
    view: AnalysisView, s: Stations, pairs: _Pairs, axes: tuple[Floats, Floats, Floats]
) -> tuple[ForceTable, Ints]:
    """A row per station and physical member (combination: the result group), and analysis members with none."""
    order = np.argsort(pairs.analysis, kind="stable")
    of, to = pairs.analysis[order], pairs.member[order]
    low, high = (np.searchsorted(of, s.member, side=side) for side in ("left", "right"))
    many = high - low
    row = np.repeat(np.arange(len(s.member)), many)
    target = to[np.arange(many.sum()) + np.repeat(low - (np.cumsum(many) - many), many)]
    x, y, up, start, length = _own_axes(axes, target)
    line = view.members
    unit = line.end - line.start
    unit = unit / np.maximum(np.linalg.norm(unit, axis=1), 1e-9)[:, None]
    point = line.start[s.member[row]] + s.at_mm[row][:, None] * unit[s.member[row]]
    at = np.einsum("ij,ij->i", point - start, x)
    # a piece of a longer line takes the stations that lie on it; a member alone also those in its end joints
    inside = (many[row] == 1) | ((at > -NEAR_MM) & (at < length + NEAR_MM))
    row, target, at, length = row[inside], target[inside], at[inside], length[inside]
    x, y, up = x[inside], y[inside], up[inside]
    # the face that looks towards the end of a member turned round carries the opposite vectors
    turned = np.where(np.einsum("ij,ij->i", x, unit[s.member[row]]) < 0.0, -1.0, 1.0)[:, None]
    force, moment = s.force[row] * turned, s.moment[row] * turned

    def part(vector: Floats, axis: Floats) -> Floats:
        return np.asarray(np.einsum("ij,ij->i", vector, axis))

    table = forces_of(
        target, s.group[row], station=np.clip(at / np.maximum(length, 1e-9), 0.0, 1.0), N=-part(force, x),
        Vy=part(force, up), Vx=part(force, y), Mx=-part(moment, y), My=part(moment, up), T=part(moment, x),
    )  # fmt: skip
    lost = np.setdiff1d(np.unique(s.member), np.unique(s.member[row]))
    return table, lost


def _own_axes(
    axes: tuple[Floats, Floats, Floats], rows: Ints
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """x along, y = up x along, up square to both; start and length of members."""
    start, end, up = (column[rows] for column in axes)
    length = np.linalg.norm(end - start, axis=1)
    x = (end - start) / np.maximum(length, 1e-9)[:, None]
    up = up - np.einsum("ij,ij->i", up, x)[:, None] * x
    up = up / np.maximum(np.linalg.norm(up, axis=1), 1e-9)[:, None]
    return x, np.cross(up, x), up, start, length


def _combinations(
    view: AnalysisView, used: Ints, declared: Mapping[str, Mapping[str, str]]
) -> tuple[CombinationTable, dict[str, int]]:
    """What each result group declares, and how many leave which field open."""
    names = _names(view, used)
    rows, unknown = [], dict.fromkeys(("values", "analysis", "gamma_0", "seismic"), 0)
    for name, group in zip(names, used.tolist(), strict=True):
        told = {**_said(view, group), **declared.get(name, {})}
        for field in unknown:
            unknown[field] += field not in told
        rows.append(told)

    def column(field: str, plain: str) -> list[str]:
        return [r.get(field, plain) for r in rows]

    table = CombinationTable(
        Text.of(names), np.array([v == "design" for v in column("values", "design")], np.bool_),
        Text.of(column("situation", "persistent")), Text.of(column("analysis", "first_order")),
        np.array([v == "in" for v in column("gamma_0", "in")], np.bool_),
        np.array([v == "in" for v in column("seismic", "in")], np.bool_),
    )  # fmt: skip
    return table, {field: count for field, count in unknown.items() if count}


def _names(view: AnalysisView, used: Ints) -> list[str]:
    """What a result group is called: by itself, else by its load group, else by its GlobalId; no name twice."""
    r, names = view.result_groups, []
    for group in used.tolist():
        load = int(r.load_group[group])
        of_load = view.load_groups.name.get(load) if load >= 0 else ""
        name = r.name.get(group) or of_load or r.global_id.get(group) or str(int(r.step_id[group]))
        names.append(name if name not in names else f"{name} #{int(r.step_id[group])}")
    return names


def _said(view: AnalysisView, group: int) -> dict[str, str]:
    """What the file itself says of a result group: theory, load cases or factored combinations, earthquake."""
    told = {}
    theory = THEORY.get(view.result_groups.theory.get(group))
    if theory is not None:
        told["analysis"] = theory
    load = int(view.result_groups.load_group[group])
    if load < 0:
        return told
    within, factors = _below(view, load)
    g = view.load_groups
    if g.action_source.take(within).isin([EARTHQUAKE]).any():
        told["situation"] = "seismic"
    if g.kind.get(load) != "LOAD_COMBINATION":
        told["values"] = "characteristic"
    elif (np.abs(factors - 1.0) > 1e-9).any():
        told["values"] = "design"
    elif len(factors):
        told["values"] = "characteristic"
    return told


def _below(view: AnalysisView, load: int) -> tuple[Ints, Floats]:
    """A load group with all it is made of, and the factors the file gives for its direct parts and itself."""
    k, g = view.links, view.load_groups
    within = np.array([load])
    while True:
        more = np.union1d(within, k.part[np.isin(k.whole, within)])
        if len(more) == len(within):
            break
        within = more
    direct = k.part[k.whole == load]
    factors = np.concatenate([k.factor[k.whole == load], g.coefficient[[load]], g.coefficient[direct]])
    return within, factors[np.isfinite(factors)]


def _refused(view: AnalysisView, told: Told) -> tuple[Finding, ...]:
    """Results that are not taken, once per reason."""
    out = []
    for word in REASONS[1:]:
        at = np.flatnonzero(told.reason == CODE[word])
        if len(at):
            ids = tuple(int(i) for i in np.unique(view.members.step_id[view.activities.member[at]]))
            severity = ERROR if word == "contradiction" else WARNING
            out.append(Finding(f"analysis.not_{word}", severity, ids, {"count": len(at)}))
    return tuple(out)


def _told(
    view: AnalysisView,
    s: Stations,
    told: Told,
    pairs: _Pairs,
    forces: ForceTable,
    lost: Ints,
    members: Members,
) -> tuple[Finding, ...]:
    """How results were matched, what was not, and how signs were read."""
    out = []
    if len(forces):
        by_relation = len(np.unique(pairs.analysis[pairs.by_relation]))
        by_line = len(np.unique(pairs.analysis[~pairs.by_relation]))
        args = {"rows": len(forces), "relation": by_relation, "line": by_line}
        out.append(Finding("analysis.matched", INFO, (), args))
    if not len(members.rows):
        ids = tuple(int(i) for i in view.members.step_id.tolist())
        out.append(Finding("analysis.members_only", WARNING, ids, {"count": len(ids)}))
    elif len(lost):
        ids = tuple(int(i) for i in view.members.step_id[lost].tolist())
        out.append(Finding("analysis.unmatched", ERROR, ids, {"count": len(lost)}))
    drawn = len(np.unique(s.activity)) - told.ends
    if drawn and len(forces):
        out.append(Finding("analysis.signs", WARNING, (), {"count": drawn}))
    bare = len(members.rows) - len(np.unique(forces.member))
    if bare and len(forces):
        args = {"count": bare, "total": len(members.rows)}
        out.append(Finding("forces.members_without", WARNING, (), args))
    return tuple(out)


def _open(unknown: Mapping[str, int], total: int) -> Finding:
    """What the file does not declare and was taken as usual; the reader is told."""
    args = {f"{k}_open": unknown.get(k, 0) for k in ("values", "analysis", "gamma_0", "seismic")}
    return Finding("analysis.undeclared", WARNING, (), {"total": total, **args})
