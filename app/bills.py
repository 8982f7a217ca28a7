"""The bill as use-cases: marks, lists, bases and the files of an issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bill_plan import Plan, plan_of
from app.bill_table import FORMATS, write_document
from components.bom import lists
from components.bom.bases import Assignment, assign
from components.bom.bill import Bill, Scope, everything
from components.bom.mark_findings import mark_findings
from components.bom.mark_table import marks_of, marks_sheet
from components.bom.marks import mark_model
from components.bom.sets import document, in_all, scopes, sheets, weights
from components.bom.told import doubtful
from components.exports import csv
from components.exports.target import make_folder
from components.facts import Facts
from components.findings import Finding
from components.model import Model
from components.progress import Progress, silent
from components.sheet import Document
from components.words import say

__all__ = ["FORMATS", "Issue", "Plan", "documents", "make_issue", "plan_of", "write_issue"]


@dataclass(frozen=True, eq=False)
class Issue:
    """A bill with its assignment to bases and everything found odd."""

    bill: Bill
    assignment: Assignment | None
    findings: tuple[Finding, ...]

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """One scope per base, and what none was given; empty without bases."""
        return scopes(self.bill, self.assignment)


def make_issue(facts: Facts, model: Model, plan: Plan, progress: Progress = silent) -> Issue:
    """Mark the model, group it, assign it to bases."""
    progress("progress.marks", 0.0)
    marking = mark_model(facts, model, plan.rules, plan.mode, plan.earlier)
    progress("progress.lists", 0.8)
    bill = Bill(facts, model, marking, plan.template)
    assignment = assign(plan.bases, model, marking, weights(bill), plan.hand) if plan.bases else None
    more = assignment.findings if assignment else ()
    return Issue(bill, assignment, (*mark_findings(model, marking), *more))


def in_short(issue: Issue, lang: str) -> list[str]:
    """What a bill comes to, in lines: in all, for each base, and how many parts are in doubt."""
    bill = issue.bill
    lines = [in_all(bill, everything(bill), lang)]
    for scope in issue.scopes:
        base = f"{_issued_to(issue, scope, lang)} ({scope.name})"
        args = {"base": base, "words": in_all(bill, scope, lang)}
        lines.append(say("cli.of_base", lang, args))
    doubted = int((doubtful(bill.model.components) & bill.marking.steel).sum())
    return [*lines, say("cli.in_doubt", lang, {"count": doubted})] if doubted else lines


def documents(issue: Issue, lang: str) -> Iterator[tuple[str, Document]]:
    """The documents of an issue as (folder, document): the whole in "", then one per base in its own."""
    for scope in (None, *issue.scopes):
        yield (scope.name if scope else ""), made_document(issue, lang, scope)


def made_document(issue: Issue, lang: str, scope: Scope | None = None) -> Document:
    """The document of a base, or of the whole with its findings."""
    if scope is None:
        odd = lists.findings_sheet((*issue.bill.model.findings, *issue.findings), lang)
        return document(issue.bill, lang, None, issue.assignment, (odd,))
    to = _issued_to(issue, scope, lang)
    return document(issue.bill, lang, scope, issue.assignment, (), "bom.bill_of_base", to)


def _issued_to(issue: Issue, scope: Scope, lang: str) -> str:
    """Name and city of the base whose bill a scope is."""
    names = {b.code: b for b in issue.assignment.bases.bases} if issue.assignment else {}
    base = names.get(scope.name)
    return f"{base.name} {base.city}".strip() if base else say("marks.unassigned_name", lang)


def write_issue(
    issue: Issue, folder: Path, lang: str, formats: Sequence[str], progress: Progress = silent
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Write `components.csv`, `marks.csv`, a CSV per list, `bill.xlsx` and `bill.pdf`; the same per base in its folder.

    Returns the files in the order written, and what the writers found odd. ExportRefused where it cannot be written.
    """
    make_folder(folder)
    written: list[Path] = []
    progress("progress.write", 0.0)
    if "csv" in formats:
        written += _write_csv(issue, folder, lang)
    findings: list[Finding] = []
    kinds = [f for f in FORMATS[1:] if f in formats]
    scopes_of: tuple[Scope | None, ...] = (None, *issue.scopes) if kinds else ()
    steps = len(scopes_of) * len(kinds)
    for n, scope in enumerate(scopes_of):
        made = made_document(issue, lang, scope)
        place = folder / scope.name if scope else folder
        make_folder(place)
        for k, kind in enumerate(kinds):
            part = _share(progress, (n * len(kinds) + k) / steps, 1.0 / steps)
            written.append(place / f"bill.{kind}")
            findings += [f for f in write_document(made, written[-1], kind, part) if f not in findings]
    return written, tuple(findings)


def _share(progress: Progress, start: float, width: float) -> Progress:
    """The progress of one of several steps."""
    return lambda stage, done: progress(stage, start + width * done)


def _write_csv(issue: Issue, folder: Path, lang: str) -> list[Path]:
    """Machine-readable tables by key, lists for people with headers and units in words."""
    bill, model = issue.bill, issue.bill.model
    written = []
    for sheet in (lists.components_sheet(model, marks_of(model, bill.marking)), marks_sheet(model, bill.marking),
                  lists.findings_sheet((*model.findings, *issue.findings), lang)):  # fmt: skip
        csv.write(sheet, folder / f"{sheet.name}.csv")
        written.append(folder / f"{sheet.name}.csv")
    for scope in (everything(bill), *issue.scopes):
        place = folder / scope.name if scope.name else folder
        make_folder(place)
        for sheet in sheets(bill, scope, lang):
            csv.write(sheet, place / f"{sheet.name}.csv", lang)
            written.append(place / f"{sheet.name}.csv")
    return written
