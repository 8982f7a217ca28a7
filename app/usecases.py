"""What the program does, as plain functions; the window and the command line are two covers over these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from components.bom import lists
from components.exports.target import make_folder
from components.facts import Facts
from components.findings import SEVERITIES, Finding
from components.ifc import kernel
from components.ifc.read import read
from components.model import Model, Overrides
from components.progress import Progress, silent
from components.sheet import Document, TitleBlock
from components.takeoff.build import build
from components.takeoff.study import prepare

FORMATS = ("csv", "xlsx", "pdf")


@dataclass(frozen=True, eq=False)
class Opened:
    """A model file as it was read and what we made of it."""

    facts: Facts
    model: Model


def open_model(path: Path, overrides: Overrides | None = None, progress: Progress = silent) -> Opened:
    """Read a model and take it off. UnreadableModel where the file cannot be read."""
    with kernel.Standby() as standby:
        facts = read(path, lambda stage, done: progress(stage, 0.5 * done), standby.expect)
        prepared = prepare(facts)
        facts = kernel.measure(
            facts, lambda stage, done: progress(stage, 0.5 + 0.3 * done), prepared=prepared, standby=standby
        )
    model = build(facts, overrides, lambda stage, done: progress(stage, 0.8 + 0.2 * done), prepared)
    progress("progress.done", 1.0)
    return Opened(facts, model)


def bill(model: Model, lang: str, block: TitleBlock | None = None, facts: Facts | None = None) -> Document:
    """The bill of a model as a document of lists, in one language.

    With its facts: marks, assemblies and every list (`app.bills`); without them, what the model alone can tell.
    """
    if facts is not None:
        from app import bills

        return next(
            made for _, made in bills.documents(bills.make_issue(facts, model, bills.plan_of()), lang)
        )
    block = block or TitleBlock()
    source = model.source
    named = TitleBlock(**{**block.__dict__, "model_name": source.name, "model_sha256": source.sha256})
    return Document(
        title="bom.bill",
        sheets=(
            lists.materials_sheet(model),
            lists.components_sheet(model),
            lists.findings_sheet(model.findings, lang),
        ),
        block=named,
        language=lang,
        paper="A3",
    )


def write_bill(
    model: Model,
    folder: Path,
    lang: str = "zh",
    formats: Sequence[str] = FORMATS,
    progress: Progress = silent,
    facts: Facts | None = None,
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Write the bill: `components.csv` and `materials.csv`, `bill.xlsx`, `bill.pdf`. ExportRefused where it cannot.

    With its facts: marks, assemblies and every list (`app.bills`). Returns the files in the order written, and what
    the marks and the writers found odd.
    """
    if facts is not None:
        from app import bills

        issue = bills.make_issue(facts, model, bills.plan_of())
        files, odd = bills.write_issue(issue, folder, lang, formats, progress)
        return files, (*issue.findings, *odd)
    from components.exports import csv

    make_folder(folder)
    written: list[Path] = []
    findings: tuple[Finding, ...] = ()
    progress("progress.write", 0.0)
    if "csv" in formats:
        for sheet in (
            lists.components_sheet(model), lists.materials_sheet(model), lists.findings_sheet(model.findings, lang),
        ):  # fmt: skip
            path = folder / f"{sheet.name}.csv"
            csv.write(sheet, path)
            written.append(path)
    if "xlsx" in formats:
        from components.exports import xlsx

        path = folder / "bill.xlsx"
        xlsx.write(bill(model, lang), path, progress)
        written.append(path)
    if "pdf" in formats:
        from components.exports import pdf

        path = folder / "bill.pdf"
        findings = pdf.write(bill(model, lang), path, progress)
        written.append(path)
    return written, findings


def worst(findings: Sequence[Finding]) -> int:
    """Place of the worst severity in SEVERITIES; -1 where there is no finding."""
    return max((SEVERITIES.index(f.severity) for f in findings), default=-1)
