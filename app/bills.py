"""The bill as use-cases: marks, lists, bases and the files of an issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from components.bom import lists
from components.bom.bases import Assignment, Bases, assign
from components.bom.bill import Bill, Scope, everything
from components.bom.mark_findings import mark_findings
from components.bom.mark_table import marks_sheet
from components.bom.marks import Earlier, mark_model
from components.bom.rules import KEEP, MarkRules
from components.bom.sets import document, scopes, sheets, weights
from components.bom.template import Template
from components.exports import csv
from components.exports.target import make_folder
from components.facts import Facts
from components.findings import Finding
from components.imports.bases import read_bases
from components.imports.bill_template import default_template, read_template
from components.imports.mark_table import read_marks
from components.imports.marks import default_rules, read_rules
from components.model import Model
from components.progress import Progress, silent
from components.sheet import Document
from components.words import say


@dataclass(frozen=True, eq=False)
class Plan:
    """How a bill is made. mode: see `components.bom.rules.MODES`. earlier: marks of the issue before."""

    rules: MarkRules
    template: Template
    mode: str = KEEP
    earlier: tuple[Earlier, ...] = ()
    bases: Bases | None = None


def plan_of(
    mode: str = KEEP, rules: Path | None = None, template: Path | None = None, bases: Path | None = None,
    previous: Path | None = None,
) -> Plan:  # fmt: skip
    """A plan from the user's files; what is not given is as shipped. MarksRefused, TemplateRefused, BasesRefused."""
    return Plan(
        rules=read_rules(rules) if rules else default_rules(),
        template=read_template(template) if template else default_template(),
        mode=mode,
        earlier=read_marks(previous) if previous else (),
        bases=read_bases(bases) if bases else None,
    )


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


def make_issue(facts: Facts, model: Model, plan: Plan) -> Issue:
    """Mark the model, group it, assign it to bases."""
    marking = mark_model(facts, model, plan.rules, plan.mode, plan.earlier)
    bill = Bill(facts, model, marking, plan.template)
    assignment = assign(plan.bases, model, marking, *weights(bill)) if plan.bases else None
    more = assignment.findings if assignment else ()
    return Issue(bill, assignment, (*mark_findings(model, marking), *more))


def documents(issue: Issue, lang: str) -> Iterator[tuple[str, Document]]:
    """The documents of an issue as (folder, document): the whole in "", then one per base in its own."""
    model = issue.bill.model
    odd = lists.findings_sheet((*model.findings, *issue.findings), lang)
    yield "", document(issue.bill, lang, None, issue.assignment, (odd,))
    names = {b.code: b for b in issue.assignment.bases.bases} if issue.assignment else {}
    for scope in issue.scopes:
        base = names.get(scope.name)
        to = f"{base.name} {base.city}".strip() if base else say("marks.unassigned_name", lang)
        yield scope.name, document(issue.bill, lang, scope, issue.assignment, (), "bom.bill_of_base", to)


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
    for name, made in documents(issue, lang) if {"xlsx", "pdf"} & set(formats) else ():
        place = folder / name if name else folder
        make_folder(place)
        if "xlsx" in formats:
            from components.exports import xlsx

            xlsx.write(made, place / "bill.xlsx", progress)
            written.append(place / "bill.xlsx")
        if "pdf" in formats:
            from components.exports import pdf

            findings += [f for f in pdf.write(made, place / "bill.pdf", progress) if f not in findings]
            written.append(place / "bill.pdf")
    return written, tuple(findings)


def _write_csv(issue: Issue, folder: Path, lang: str) -> list[Path]:
    """Machine-readable tables by key, lists for people with headers and units in words."""
    bill, model = issue.bill, issue.bill.model
    written = []
    for sheet in (lists.components_sheet(model), marks_sheet(model, bill.marking),
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
