"""The bill of a saved model as the project wants it: to look at, and as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.bill_plan import plan_of_project
from app.bill_view import view_of
from app.bills import Issue, make_issue, write_issue
from app.gui.sheetstore import save_sheets
from app.gui.tasks.kinds import Task
from app.project import Project
from components.bom.mark_table import marks_of
from components.bom.marks import mark_model
from components.facts import Facts
from components.merged import starts
from components.model import Model
from components.progress import Progress
from components.table import load, save


def _issue(progress: Progress, facts: Path, model: Path, project: Project) -> Issue:
    made = load(Model, model)
    plan = plan_of_project(project, starts(made.source))
    return make_issue(load(Facts, facts), made, plan, progress)


def write_bill(
    progress: Progress,
    facts: Path,
    model: Path,
    project: Project,
    folder: Path,
    lang: str,
    formats: tuple[str, ...],
) -> dict[str, Any]:
    """The whole bill and one per base; the files written and what the writers found odd."""
    issue = _issue(lambda stage, done: progress(stage, 0.2 * done), facts, model, project)
    written, findings = write_issue(
        issue, folder, lang, formats, lambda stage, done: progress(stage, 0.2 + 0.8 * done)
    )
    return {"files": written, "findings": findings}


def bill_view(
    progress: Progress, facts: Path, model: Path, project: Project, lang: str, folder: Path
) -> dict[str, Any]:
    """The lists, the tree and the bases, to look at."""
    view, sheets = view_of(_issue(progress, facts, model, project), lang)
    save(view, folder / "view")
    save_sheets(sheets, folder / "sheets")
    return {"view": folder / "view", "sheets": folder / "sheets"}


def mark_components(
    progress: Progress, facts: Path, model: Path, project: Project, folder: Path
) -> dict[str, Any]:
    """The marks of the bill for every component."""
    progress("progress.marks", 0.0)
    made = load(Model, model)
    plan = plan_of_project(project, starts(made.source))
    marking = mark_model(load(Facts, facts), made, plan.rules, plan.mode, plan.earlier)
    save(marks_of(made, marking), folder)
    return {"marks": folder}


TASKS: dict[str, Task] = {
    "write_bill": write_bill, "bill_view": bill_view, "mark_components": mark_components,
}  # fmt: skip
