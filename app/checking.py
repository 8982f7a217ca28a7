"""Member checks as plain functions: the catalogue, one member without a model, all members of a model."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from components.analysis import AnalysisView
from components.bom.lists import findings_sheet
from components.checks import outcome
from components.checks import suggest as suggesting
from components.checks.analysis_forces import holds_results, view_forces
from components.checks.bracing import bracing
from components.checks.gb50017.engine import Case, check
from components.checks.gb50017.inspect import inspect_forces
from components.checks.gb50017.single import MemberInputs, MemberResult, member
from components.checks.gb50017.trace import sheet
from components.checks.leaning import with_leaning
from components.checks.members import Members, axes_of, members_of_model, with_forces
from components.codes.formula import number
from components.codes.gb50017_2017.settings import Settings
from components.exports import csv, xlsx
from components.exports.checksheet import content, paper
from components.exports.checksheet.parts import CheckSheet, Subject
from components.exports.target import make_folder
from components.facts import Facts
from components.findings import INFO, WARNING, Finding, Refusal
from components.imports.forces import ForcesFile, Names, attach
from components.imports.forces_units import LENGTH, UnitRefused, figure
from components.model import Model, Override
from components.progress import Progress, silent
from components.sections import DIMENSIONS, PRIMARY, Section, Shape, catalogue, find, properties, shape, valid
from components.sheet import Document, TitleBlock
from components.table import Ints
from components.takeoff.lines import lines_model
from components.words import say


class SectionRefused(Refusal):
    """Plates that are not a section."""


@dataclass(frozen=True)
class Lookup:
    """What the catalogues say to a query. exact: what it stands for, None; said: words code of what is to be said.

    rows: catalogue rows whose name holds the query, nearest in length first; others: how many more there are.
    """

    query: str
    exact: Section | None
    said: str
    arguments: Mapping[str, Any]
    rows: tuple[Section, ...]
    others: int


def lookup(query: str, limit: int = 20) -> Lookup:
    """The section a query stands for, and the catalogue rows whose name holds it."""
    match = find(query)
    book, wanted = catalogue(), _plain(query)
    names = [_plain(name) for name in book.names]
    held = [row for row, name in enumerate(names) if wanted and wanted in name]
    if not held and match.section is None:
        sizes = re.sub(r"^[^\d.]+", "", wanted)
        held = [row for row, name in enumerate(names) if "X" in sizes and sizes in name]
    if not held and match.section is None:
        near = set(difflib.get_close_matches(wanted, names, n=limit, cutoff=0.75))
        held = [row for row, name in enumerate(names) if name in near]
    held.sort(key=lambda row: (not names[row].startswith(wanted), len(names[row]), row))
    said = match.ambiguity or match.reason
    found = tuple(book.section(row) for row in held[:limit])
    return Lookup(query, match.section, said, match.args, found, max(len(held) - limit, 0))


def _plain(name: str) -> str:
    return "".join(name.upper().replace("×", "X").replace("*", "X").split())


def section_report(section: Section) -> dict[str, Any]:
    """A section and its properties as plain values, None where a property is not known."""
    held = properties(section.shape)
    named = DIMENSIONS[section.shape.family]
    return {
        "name": section.name,
        "family": section.shape.family,
        "standard": section.standard,
        "series": section.series,
        "region": section.region,
        "nominal_mass_kg_per_m": section.mass_kg_per_m,
        "dimensions_mm": dict(zip(named, section.shape.dims, strict=False)),
        "properties": {f.name: _known(getattr(held, f.name)) for f in fields(held)},
    }


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


FAMILY_WORDS = {
    "H": "I",
    "BH": "I",
    "工": "I",
    "□": "BOX",
    "箱": "BOX",
    "T形": "T",
    "U": "C",
    "[": "C",
    "O": "CHS",
    "○": "CHS",
}
"""What a family is called beside its key: a welded H is drawn from the same plates as an I."""


def plates(words: Sequence[str]) -> Shape:
    """A section from its plates: a family, then `dimension=figure` in mm. SectionRefused where it cannot be one."""
    family, *rest = words
    family = FAMILY_WORDS.get(family.upper(), family.upper())
    if family not in DIMENSIONS:
        named = find(words[0]).section if not rest else None
        if named is not None:  # a designation such as H500x200x8x12 says its plates too
            return named.shape
        raise SectionRefused("checks.unknown_family", family=family, families=", ".join(DIMENSIONS))
    given: dict[str, float] = {}
    for word in rest:
        name, sign, text = word.partition("=")
        try:
            given[name.strip()] = figure(text, LENGTH, "mm")
        except UnitRefused as error:
            raise SectionRefused("checks.bad_plate", text=word) from error
        if not sign or name.strip() not in DIMENSIONS[family]:
            names = ", ".join(DIMENSIONS[family])
            raise SectionRefused("checks.unknown_plate", family=family, name=name.strip(), names=names)
    missing = [n for n in PRIMARY[family] if n not in given and n != "gap"]
    if missing:
        raise SectionRefused("checks.missing_plates", family=family, names=", ".join(missing))
    made = shape(family, **given)
    if not valid(family, np.array([made.dims]))[0]:
        raise SectionRefused("checks.impossible_plates", family=family, given=", ".join(rest) or "-")
    return made


def known(name: str) -> Finding | None:
    """What is to be said of how a section name was read, None where nothing is. SectionRefused: no section, with those
    of like names."""
    match = find(name)
    if match.section is None:
        if match.reason == "sections.unknown":
            near = ", ".join(dict.fromkeys(s.name for s in lookup(name, 8).rows))
            raise SectionRefused(
                "checks.section_unknown" if near else "checks.section_strange", name=name, near=near
            )
        raise SectionRefused(match.reason or "sections.unknown", **(match.args or {"text": name}))
    return Finding(match.ambiguity, INFO, (), match.args) if match.ambiguity else None


def net_ratio(section: str | Shape, net_area_mm2: float) -> float:
    """A_n/A of a section by name or plates. SectionRefused where the net area cannot be one."""
    held = section if isinstance(section, Shape) else find(section).section
    whole = held if isinstance(held, Shape) else held.shape if held is not None else None
    if whole is None:  # the check itself says that the name is unknown
        return float("nan")
    gross = properties(whole).area_mm2
    if not 0.0 < net_area_mm2 <= gross:
        raise SectionRefused("checks.bad_net_area", net=f"{net_area_mm2:g}", gross=f"{gross:.0f}")
    return net_area_mm2 / gross


def check_member(inputs: MemberInputs) -> MemberResult:
    """One member without a model. Refusal where an input cannot be understood."""
    return member(inputs)


def write_member_sheet(
    result: MemberResult, path: Path, lang: str, name: str = "", project: str = ""
) -> tuple[Finding, ...]:
    """The sheet of one member as a PDF. ExportRefused where it cannot be written."""
    return paper.write((content.of_member(result, lang, name, project),), path)


@dataclass(frozen=True, eq=False)
class ModelCheck:
    """The check of a model and everything that was found odd on the way."""

    checked: outcome.Checked
    findings: tuple[Finding, ...]


def check_model(
    model: Model,
    settings: Settings | None = None,
    forces: ForcesFile | None = None,
    progress: Progress = silent,
    *,
    overrides: Iterable[Override] = (),
    view: AnalysisView | None = None,
    declared: Mapping[str, Mapping[str, str]] | None = None,
) -> ModelCheck:
    """Every steel member of a model, with the forces of a file, of the model's own analysis view, or without any.

    view: taken where no file is given. declared: what its combinations declare beyond what it says.
    overrides: decisions on members; those of other rooms (profile, grade ...) are left alone.
    """
    members = members_of_model(model, settings, overrides=overrides)
    findings: tuple[Finding, ...] = members.findings
    case = members.case
    if forces is not None:
        table, odd = attach(forces, names_of(model, members.rows))
        kept, more = inspect_forces(table, len(members.rows), forces.combinations)
        case = with_forces(members, forces.combinations, kept)
        findings = (*findings, *odd, *more)
    elif view is not None:
        case, more = _with_view(model, members, view, declared)
        findings = (*findings, *more)
    axes = axes_of(model, members.rows)
    members, case, leaning = with_leaning(members, case, axes)
    findings = (*findings, *leaning, *bracing(members, case, axes, model.components.step_id[members.rows]))
    results = check(case, progress=progress)
    return ModelCheck(outcome.Checked(model, members, case, results), findings)


def checkable(facts: Facts, model: Model) -> tuple[Model, tuple[Finding, ...]]:
    """The model to check: of a file without steel members the steel line members of its analysis view; it is told."""
    made = lines_model(facts, model)
    if made is model:
        return model, ()
    assert facts.analysis is not None
    count = len(made.components)
    args = {"count": count, "others": len(facts.analysis.members) - count}
    return made, (Finding("analysis.lines_alone", WARNING, (), args),)


def view_of(view: AnalysisView | None) -> tuple[AnalysisView | None, tuple[Finding, ...]]:
    """The analysis view whose results are taken where no table of forces is given: one that holds results; it is told."""
    if view is None or not holds_results(view):
        return None, ()
    return view, (Finding("analysis.automatic", WARNING),)


def _with_view(
    model: Model, members: Members, view: AnalysisView, declared: Mapping[str, Mapping[str, str]] | None
) -> tuple[Case, tuple[Finding, ...]]:
    """The case with the results of the analysis view, and what is to be said of them."""
    if not holds_results(view):
        loads = view.counts()["loads"]
        code = "analysis.loads_only" if loads else "analysis.no_results"
        return members.case, (Finding(code, WARNING, (), {"count": loads}),)
    found = view_forces(view, model, members, declared)
    if not len(found.forces):
        return members.case, found.findings
    kept, odd = inspect_forces(found.forces, len(members.rows), found.combinations)
    # members that meet on one line both give forces at their common station
    odd = tuple(f for f in odd if f.code != "gb50017.forces_duplicate")
    return with_forces(members, found.combinations, kept), (*found.findings, *odd)


def suggest(
    checked: outcome.Checked, rows: Ints | None = None, progress: Progress = silent
) -> suggesting.Suggestions:
    """The lightest section of the same series for members `rows`; those over the limit or far below it where None."""
    c, m = checked.model.components, checked.members
    asked = suggesting.worth_asking(checked.results) if rows is None else rows
    length = np.where(np.isfinite(m.framing.whole), m.framing.whole, c.length_mm[m.rows])
    return suggesting.suggest(
        checked.case, checked.model.sections.designation.filled(), length, asked, progress
    )


def names_of(model: Model, rows: Ints) -> Names:
    """What a force table may call each member: GlobalId, part mark, assembly mark, name."""
    c = model.components
    return Names(*(getattr(c, k).take(rows) for k in ("global_id", "part_mark", "assembly_mark", "name")))


def steps_of(model: Model) -> dict[str, list[int]]:
    """STEP ids of the components of each GlobalId; there may be several."""
    c = model.components
    found: dict[str, list[int]] = {}
    for name, step in zip(c.global_id.filled(), c.step_id.tolist(), strict=True):
        found.setdefault(name, []).append(int(step))
    return found


def write_check(
    found: ModelCheck,
    folder: Path,
    lang: str,
    sheets: int = 10,
    progress: Progress = silent,
    *,
    suggestions: suggesting.Suggestions | None = None,
) -> tuple[list[Path], tuple[Finding, ...]]:
    """`checks.csv`, `checks.xlsx` and `check_sheets.pdf`, the sheets of the members used most; `suggestions.csv`.

    ExportRefused where a file cannot be written.
    """
    make_folder(folder)
    listed = outcome.results_sheet(found.checked)
    more = () if suggestions is None else (outcome.suggestions_sheet(found.checked, suggestions),)
    source = found.checked.model.source
    block = TitleBlock(model_name=source.name, model_sha256=source.sha256)
    document = Document(
        "checks.list_results",
        (listed, *more, findings_sheet(found.findings, lang)),
        block,
        language=lang,
        paper="A3",
    )
    written = [folder / "checks.csv", folder / "checks.xlsx"]
    csv.write(listed, written[0])
    for extra in more:
        written.append(folder / f"{extra.name}.csv")
        csv.write(extra, written[-1])
    xlsx.write(document, written[1], progress)
    told = [member_sheet(found.checked, row, lang) for row in most_used(found.checked, sheets)]
    if not told:
        return written, ()
    written.append(folder / "check_sheets.pdf")
    return written, paper.write(told, written[-1], progress)


def most_used(checked: outcome.Checked, count: int) -> list[int]:
    """Members of the largest utilisation, one per section, grade and role before any comes twice."""
    u = np.where(np.isfinite(checked.results.utilisation), checked.results.utilisation, -1.0)
    order = np.lexsort((np.arange(len(u)), -u))
    order = order[u[order] >= 0.0]
    m = checked.case.members
    kind = np.stack([m.section, m.steel, m.role.codes.astype(np.int64)], axis=1)[order]
    _, first = np.unique(kind, axis=0, return_index=True)
    leading = order[np.sort(first)]
    rest = order[~np.isin(order, leading)]
    return [int(i) for i in np.concatenate([leading, rest])[: max(count, 0)]]


def member_sheet(checked: outcome.Checked, row: int, lang: str) -> CheckSheet:
    """The sheet of one member of a checked model, its assumptions stated."""
    return sheet_of(checked.model, checked.members, checked.case, row, lang)


def sheet_of(model: Model, members: Members, case: Case, row: int, lang: str) -> CheckSheet:
    """The sheet of one member of a model; the check of that member is run again. case: with its forces."""
    c, at = model.components, int(members.rows[row])
    s = model.sections
    place = int(c.section[at])
    known = place >= 0 and s.family.get(place) in DIMENSIONS
    drawn = Shape(s.family.get(place), tuple(s.dims[place].tolist())) if known else None
    step = int(c.step_id[at])
    remarks = tuple(
        say(f.code, lang, f.args) for f in members.findings if step in f.step_ids
    )  # fmt: skip
    remarks = (*remarks, *storey_remarks(members, row, lang))
    name = c.part_mark.get(at) or c.name.get(at) or c.global_id.get(at)
    subject = Subject(
        name, c.profile.get(at), drawn, c.grade.get(at), model=model.source.name,
        remarks=(f"GlobalId {c.global_id.get(at)}  {c.name.get(at)}  {c.storey.get(at)}".strip(), *remarks),
        decided=tuple(d for d in members.decided if d.row == row),
    )  # fmt: skip
    return content.content(case, row, sheet(case, row), subject, lang)


def storey_remarks(members: Members, row: int, lang: str) -> tuple[str, ...]:
    """How annex E came to the effective lengths of a column, a sentence per plane; none for other members."""
    told = []
    for axis, frame in (("x", members.effective.frame_x), ("y", members.effective.frame_y)):
        if not np.isfinite(frame.height[row]):
            continue
        word = (
            "annex_e_leaning"
            if frame.leaning[row]
            else "choice_sway"
            if frame.sway[row]
            else "choice_non_sway"
        )
        clause = "8.3.1" if frame.leaning[row] else "E.0.2" if frame.sway[row] else "E.0.1"
        figures = {"height": frame.height, "K1": frame.K_1, "K2": frame.K_2, "mu": frame.mu}
        shown = {k: number(float(v[row])) for k, v in figures.items()}
        told.append(
            say(
                "checks.annex_e",
                lang,
                {"axis": axis, "kind": say(f"checks.{word}", lang), "clause": clause, **shown},
            )
        )
    return tuple(told)
