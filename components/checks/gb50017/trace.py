"""The sheet of one member: every clause it was asked, written out, for the row of forces that governs
each check.

The sheet is the check itself, run once more on that one member and one row with a recorder in place of
the plain call.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from components.checks.gb50017.asking import Recorder, quiet
from components.checks.gb50017.deflection import deflections
from components.checks.gb50017.engine import Case, Run, block_of, check, prepared
from components.checks.gb50017.envelope import Rows, envelope
from components.checks.gb50017.finish import finish
from components.checks.gb50017.loads import factors, gather
from components.checks.gb50017.quantities import Quantities, quantities
from components.checks.gb50017.reasons import NAMES
from components.checks.gb50017.results import CheckResults
from components.checks.gb50017.tables import ForceTable
from components.codes.formula import Step, trace
from components.codes.gbt50011_2010.ch8 import adjusted
from components.table import Ints


@dataclass(frozen=True)
class Asked:
    """A clause as it was asked: what for (a check or a quantity such as phi_x), and the step."""

    tag: str
    step: Step


@dataclass(frozen=True)
class Governed:
    """The checks one row of forces governs. row, combination: rows of the tables given. forces: as
    used, by name.
    """

    row: int
    combination: int
    forces: dict[str, float]
    checks: tuple[str, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Line:
    """One check of the sheet. utilisation: NaN where there is none; reason: a name of `reasons.REASONS`."""

    check: str
    document: str
    clause: str
    utilisation: float
    combination: int
    row: int
    reason: str


@dataclass(frozen=True)
class Sheet:
    """Everything one member was asked. member: what does not depend on forces; second: the same with mu
    = 1.
    """

    member: tuple[Asked, ...]
    second: tuple[Asked, ...]
    governed: tuple[Governed, ...]
    lines: tuple[Line, ...]
    results: CheckResults


def one_member(case: Case, member: int) -> tuple[Case, Ints]:
    """The case of one member alone, and the rows of the force table it kept."""
    at = np.array([member])
    rows = np.zeros(0, np.int64)
    forces = None
    if case.forces is not None:
        rows = np.flatnonzero(case.forces.member == member)
        kept = case.forces.take(rows)
        forces = replace(kept, member=np.zeros(len(rows), np.int64))
    return replace(case, members=case.members.take(at), forces=forces), rows


def sheet(case: Case, member: int) -> Sheet:
    """The sheet of one member of a case."""
    alone, rows = one_member(case, member)
    results = check(alone)
    digits = case.settings.digits
    first, asked_first = _quantities(alone, digits, second_order=False)
    second, asked_second = _quantities(alone, digits, second_order=True)
    is_second = alone.combinations.analysis.isin(["p_delta", "direct"])
    governing = _by_row(results)
    governed = []
    for row, names in governing.items():
        assert alone.forces is not None
        combination = int(alone.forces.combination[row])
        q = second if is_second[combination] else first
        governed.append(_governed(alone, q, row, names, int(rows[row])))
    lines = tuple(
        Line(
            c.check,
            c.document,
            c.clause,
            float(column.utilisation[0]),
            _combination(alone, int(column.row[0])),
            int(rows[column.row[0]]) if column.row[0] >= 0 else -1,
            NAMES[int(column.reason[0])],
        )
        for c in results.checks
        for column in (results.columns[c.check],)
    )
    used_second = any(is_second[g.combination] for g in governed)
    rest = _finish(alone, first, results, digits)
    return Sheet((*asked_first, *rest), asked_second if used_second else (), tuple(governed), lines, results)


def _combination(case: Case, row: int) -> int:
    return int(case.forces.combination[row]) if case.forces is not None and row >= 0 else -1


def _quantities(case: Case, digits: int, second_order: bool) -> tuple[Quantities, tuple[Asked, ...]]:
    recorder = Recorder(digits)
    q = quantities(recorder, case.sections, case.steels, case.members, case.settings, second_order)
    return q, _asked(recorder)


def _asked(recorder: Recorder) -> tuple[Asked, ...]:
    return tuple(Asked(tag, step) for tag, step in recorder.steps)


def _finish(case: Case, q: Quantities, results: CheckResults, digits: int) -> tuple[Asked, ...]:
    recorder = Recorder(digits)
    run = Run.over(recorder, case.settings, 1)
    most, least = np.array([np.nan]), np.array([np.nan])
    if case.forces is not None:
        used = [rows.forces.N for _, rows in prepared(case, q)]
        if used:
            joined = np.concatenate(used)
            most, least = joined.max(keepdims=True), joined.min(keepdims=True)
    with quiet():
        finish(recorder, q, case.members, most, least, run.sink)
        if case.forces is not None and len(case.forces):
            deflections(recorder, case.members, case.forces, case.combinations, case.settings, run.sink)
    return _asked(recorder)


def _by_row(results: CheckResults) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for c in results.checks:
        column = results.columns[c.check]
        row = int(column.row[0])
        if row >= 0 and not np.isnan(column.utilisation[0]):
            found[row] = (*found.get(row, ()), c.check)
    return found


def _governed(case: Case, q: Quantities, row: int, names: tuple[str, ...], source: int) -> Governed:
    """The row run again alone: strength on itself, stability on the envelope of its combination."""
    assert case.forces is not None
    combination = int(case.forces.combination[row])
    of_combination = np.flatnonzero(case.forces.combination == combination)
    of_combination = of_combination[np.argsort(case.forces.station[of_combination], kind="stable")]
    alone = Rows(case.forces.take(np.array([row])), np.array([row]))
    whole = envelope(Rows(case.forces.take(of_combination), of_combination))
    recorder = Recorder(case.settings.digits)
    per_combination = factors(case.combinations, case.settings)
    same = len(of_combination) == 1
    with quiet():
        for rows, strength, stability in ((alone, True, same), (whole, False, True))[: 1 if same else 2]:
            run = Run.over(recorder, case.settings, 1)
            run.sink.members, run.sink.rows = np.zeros(1, np.int64), rows.source[None, :]
            block_of(
                run, q, gather(rows.forces, np.zeros((1, 1), np.int64), per_combination), strength, stability
            )
    asked = _asked(recorder)
    for name in names:
        factor = per_combination[1 if name in STRENGTH else 2][combination]
        value = last_value(asked, name)
        if factor != 1.0 and name not in PLATES and value is not None:
            step = trace(adjusted, {"gamma_RE": float(factor), "u": value}, case.settings.digits)
            asked = (*asked, Asked(name, step))
    return Governed(source, combination, _forces(alone.forces), names, asked)


STRENGTH = frozenset(
    (
        "axial_gross",
        "axial_net",
        "bending",
        "strength",
        "shear_y",
        "shear_x",
        "local_compression",
        "equivalent",
        "s5_strength",
        "web_panel",
        "post_buckling",
    )
)
PLATES = frozenset(("flange", "web", "axial_flange", "axial_web"))


def last_value(asked: tuple[Asked, ...], check_name: str) -> float | None:
    """The utilisation a check ends with among its steps; the worst where an edge or a section was asked
    twice.
    """
    values = [a.step.value for a in asked if a.tag == check_name and a.step.limit is not None]
    adjusted_last = [
        a.step.value for a in asked if a.tag == check_name and a.step.document == "gbt50011_2010"
    ]
    if adjusted_last:
        return adjusted_last[-1]
    return max(values) if values else None


def _forces(forces: ForceTable) -> dict[str, float]:
    names = ("station", "N", "Vx", "Vy", "Mx", "My", "T", "M1x", "M2x", "M1y", "M2y", "F")
    return {name: float(getattr(forces, name)[0]) for name in names}
