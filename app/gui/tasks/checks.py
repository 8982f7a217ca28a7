"""The check of a saved model: results to look at, its sheets, the lists, one member alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from app import checking
from app.checking_inputs import CheckInputs, located, settings_of
from app.gui.sheetstore import save_sheets
from app.gui.tasks.kinds import Task
from app.project import file_sha256
from components.analysis import AnalysisView
from components.checks import outcome
from components.checks.analysis_forces import holds_results
from components.checks.gb50017.engine import Case, check
from components.checks.gb50017.results import LEVELS
from components.checks.gb50017.single import MemberInputs
from components.checks.members import Members
from components.exports.checksheet import content, paper
from components.exports.target import make_folder
from components.facts import Facts
from components.findings import WARNING, Finding, Refusal
from components.imports.forces import ForcesFile, Recognised, forces_in, read_forces, recognise
from components.imports.forces_table import DEPTH, headers_of, read_rows
from components.model import Model, Override
from components.progress import Progress
from components.sheet import Column, Sheet
from components.table import Text, load, save

SHOWN_ROWS = 8
"""Rows of a force table shown before it is taken."""
MOST_COMBINATIONS = 50
"""Combinations whose declarations can be edited one by one; more are declared in the table's own columns."""


def check_members(
    progress: Progress,
    model: Path,
    inputs: CheckInputs,
    overrides: Sequence[Override],
    home: Path | None,
    folder: Path,
    facts: Path | None = None,
) -> dict[str, Any]:
    """Check a saved model. Results, case and members are saved beneath `folder`.

    facts: where its facts are saved; the results of their analysis view are taken where there is no force table, and
    its line members where the model has no steel member: `alone`, and `model` is where the model of those is saved.
    """
    progress("progress.check", 0.0)
    forces, findings = _forces(inputs, home)
    view = _view(facts) if forces is None else None
    if view is not None:
        findings = (*findings, Finding("gui_check.forces_of_model", WARNING))
    taken, told = _checkable(load(Model, model), facts)
    findings = (*told, *findings)
    if told:
        model = folder / "model"
        save(taken, model)
    found = checking.check_model(
        taken, settings_of(inputs), forces, progress, overrides=overrides, view=view, declared=inputs.declared
    )
    save_sheets((_with_level(found.checked),), folder / "results")
    save(found.checked.case, folder / "case")
    save(found.checked.members, folder / "members")
    return {
        "folder": folder,
        "model": model,
        "alone": bool(told),
        "summary": outcome.summary(found.checked),
        "findings": (*findings, *found.findings),
        "rows": np.asarray(found.checked.members.rows),
        "limits": (found.checked.case.settings.low, found.checked.case.settings.near),
        "combinations": len(found.checked.case.combinations),
    }


def _checkable(model: Model, facts: Path | None) -> tuple[Model, tuple[Finding, ...]]:
    """The model to check, and what is said where that is the line members of the saved facts' analysis view."""
    if facts is None or model.components.category.isin(["steel_member"]).any():
        return model, ()
    return checking.checkable(load(Facts, facts), model)


def _view(facts: Path | None) -> AnalysisView | None:
    """The analysis view of saved facts where it holds results of line members."""
    if facts is None or not (facts / "analysis" / "plain.json").exists():
        return None
    view = load(AnalysisView, facts / "analysis")
    return view if holds_results(view) else None


def _with_level(checked: outcome.Checked) -> Sheet:
    """The results with a column that says which members are over, near or far below: what the counts count."""
    sheet = outcome.results_sheet(checked)
    level = Text(checked.results.levels().astype(np.int32), LEVELS)
    column = Column("level", "gui_check.level", words="gui_check.level_")
    return replace(sheet, columns=(*sheet.columns, column), data={**sheet.data, "level": level})


def _forces(inputs: CheckInputs, home: Path | None) -> tuple[ForcesFile | None, tuple[Finding, ...]]:
    if not inputs.forces:
        return None, ()
    path = located(inputs.forces, home)
    read = read_forces(path, inputs.layout or None, inputs.mapping, inputs.declared)
    changed = bool(inputs.sha256) and file_sha256(path) != inputs.sha256
    told = Finding("gui_check.forces_changed", WARNING, (), {"file": path.name})
    return read, (told,) if changed else ()


def preview_forces(progress: Progress, path: Path, inputs: CheckInputs) -> dict[str, Any]:
    """What a force table looks like and whether it can be used: headers, columns, first rows, combinations.

    refused: code and arguments of the sentence that says why not, None where it can.
    """
    progress("progress.read", 0.0)
    digest = file_sha256(path)
    plain: dict[str, Any] = {
        "sha256": digest,
        "refused": None,
        "findings": (),
        "combinations": 0,
        "declares": {},
    }
    try:
        seen = recognise(path, inputs.layout or None, inputs.mapping)
    except Refusal as refused:
        return plain | _unrecognised(path) | {"refused": (refused.code, dict(refused.arguments))}
    plain |= _looks(seen)
    try:
        read = forces_in(seen, path, inputs.declared)
    except Refusal as refused:
        return plain | {"refused": (refused.code, dict(refused.arguments))}
    c = read.combinations
    words = {
        name: {
            "values": "design" if c.design[i] else "characteristic",
            "situation": c.situation.get(i),
            "analysis": c.analysis.get(i),
            "gamma_0": "in" if c.gamma_0_in[i] else "out",
            "seismic": "in" if c.seismic_in[i] else "out",
        }
        for i, name in enumerate(c.name.filled()[:MOST_COMBINATIONS])
    }
    return plain | {"findings": read.findings, "combinations": len(c), "declares": words}


def _looks(seen: Recognised) -> dict[str, Any]:
    return {
        "layout": str(seen.layout["name"]),
        "status": str(seen.layout["status"]),
        "sign_N": float(seen.layout["sign_N"]),
        "heads": [(h.name, h.unit, h.written) for h in seen.heads],
        "columns": dict(seen.columns),
        "rows": [list(r) for r in seen.body[:SHOWN_ROWS]],
        "count": len(seen.body),
    }


def _unrecognised(path: Path) -> dict[str, Any]:
    """The table as it stands, so that columns can be named by hand; empty where it cannot be read at all."""
    bare: dict[str, Any] = {
        "layout": "",
        "status": "",
        "sign_N": 1.0,
        "heads": [],
        "columns": {},
        "rows": [],
        "count": 0,
    }
    try:
        rows = read_rows(path)
    except Refusal:
        return bare
    top = rows[:DEPTH]
    if not top:
        return bare
    at = max(range(len(top)), key=lambda i: (sum(bool(c.strip()) for c in top[i]), -i))
    heads, units = headers_of(rows[at], rows[at + 1] if at + 1 < len(rows) else [])
    body = rows[at + 1 + int(units) :]
    return bare | {
        "heads": [(h.name, h.unit, h.written) for h in heads],
        "rows": body[:SHOWN_ROWS],
        "count": len(body),
    }


def write_check_sheets(
    progress: Progress, model: Path, folder: Path, rows: Sequence[int], path: Path, lang: str
) -> dict[str, Any]:
    """The sheets of some members as one PDF."""
    taken, members, case = load(Model, model), load(Members, folder / "members"), load(Case, folder / "case")
    told = []
    for done, row in enumerate(rows):
        told.append(checking.sheet_of(taken, members, case, row, lang))
        progress("progress.check", 0.5 * (done + 1) / len(rows))
    make_folder(path.parent)
    findings = paper.write(told, path, lambda stage, done: progress(stage, 0.5 + 0.5 * done))
    return {"files": [path], "findings": findings}


def write_check_lists(
    progress: Progress,
    model: Path,
    folder: Path,
    out: Path,
    lang: str,
    sheets: int,
    suggest: bool,
    findings: tuple[Finding, ...],
) -> dict[str, Any]:
    """Results as CSV and workbook, and the sheets of the members used most as a PDF."""
    checked = _checked(model, folder, lambda stage, done: progress(stage, 0.3 * done))
    better = checking.suggest(checked) if suggest else None
    written, odd = checking.write_check(
        checking.ModelCheck(checked, findings),
        out,
        lang,
        sheets,
        lambda stage, done: progress(stage, 0.4 + 0.6 * done),
        suggestions=better,
    )
    return {"files": written, "findings": odd}


def _checked(model: Path, folder: Path, progress: Progress) -> outcome.Checked:
    """A saved check, its results computed anew from the case as it was."""
    members, case = load(Members, folder / "members"), load(Case, folder / "case")
    return outcome.Checked(load(Model, model), members, case, check(case, progress=progress))


def suggest_sections(progress: Progress, model: Path, folder: Path, out: Path) -> dict[str, Any]:
    """Lighter or stronger sections for the members over the limit or far below it."""
    checked = _checked(model, folder, lambda stage, done: progress(stage, 0.3 * done))
    found = checking.suggest(checked, None, lambda stage, done: progress(stage, 0.3 + 0.7 * done))
    save_sheets((outcome.suggestions_sheet(checked, found),), out)
    saved = found.saved_kg[found.outcome.isin(["found"])]
    told = {"asked": len(found), "found": len(saved), "saved": f"{float(np.nansum(saved)):,.0f}"}
    return {"sheets": out, "member": np.asarray(found.member), "told": told}


def check_one(progress: Progress, inputs: MemberInputs, lang: str, name: str) -> dict[str, Any]:
    """One member without a model: its sheet as data."""
    return {"sheet": content.of_member(checking.check_member(inputs), lang, name)}


def write_one(progress: Progress, inputs: MemberInputs, lang: str, name: str, path: Path) -> dict[str, Any]:
    """One member without a model: its sheet as a PDF."""
    findings = checking.write_member_sheet(checking.check_member(inputs), path, lang, name)
    return {"files": [path], "findings": findings}


TASKS: dict[str, Task] = {
    "check_members": check_members, "preview_forces": preview_forces,
    "write_check_sheets": write_check_sheets, "write_check_lists": write_check_lists, "check_one": check_one,
    "write_one": write_one, "suggest_sections": suggest_sections,
}  # fmt: skip
