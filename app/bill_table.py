"""The component table alone as files, and how one document is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from components.bom import lists
from components.exports import csv
from components.exports.target import make_folder
from components.findings import Finding
from components.model import Model
from components.progress import Progress, silent
from components.sheet import Document, TitleBlock

FORMATS = ("csv", "xlsx", "pdf")
"""What a bill can be written as."""


def write_table(
    model: Model, folder: Path, lang: str, formats: Sequence[str], progress: Progress = silent
) -> tuple[list[Path], tuple[Finding, ...]]:
    """The component table alone, with materials and findings, without marks, assemblies and bases.

    `components.csv`, `materials.csv`, `findings.csv`; the same as `bill.xlsx` and `bill.pdf`. ExportRefused.
    """
    odd = lists.findings_sheet(model.findings, lang)
    made = (lists.components_sheet(model), lists.materials_sheet(model), odd)
    source = model.source
    block = TitleBlock(model_name=source.name, model_sha256=source.sha256)
    bound = Document("bom.bill", (made[1], made[0], odd), block, lang, paper="A3")
    make_folder(folder)
    written: list[Path] = []
    findings: list[Finding] = []
    progress("progress.write", 0.0)
    for sheet in made if "csv" in formats else ():
        written.append(folder / f"{sheet.name}.csv")
        csv.write(sheet, written[-1])
    for kind in (f for f in FORMATS[1:] if f in formats):
        written.append(folder / f"bill.{kind}")
        findings += write_document(bound, written[-1], kind, progress)
    return written, tuple(findings)


def write_document(made: Document, path: Path, kind: str, progress: Progress) -> tuple[Finding, ...]:
    """One document as a workbook or PDF; what the writer found odd. The writers are loaded when one is asked for."""
    if kind == "xlsx":
        from components.exports import xlsx

        xlsx.write(made, path, progress)
        return ()
    from components.exports import pdf

    return pdf.write(made, path, progress)
