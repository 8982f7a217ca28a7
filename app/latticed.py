"""Latticed members as plain functions: the check of one, and its sheet."""

from __future__ import annotations

from pathlib import Path

from components.checks.gb50017.latticed import LatticedInputs
from components.checks.gb50017.latticed_check import LatticedResult, check_latticed
from components.exports.checksheet import paper
from components.exports.checksheet.latticed import of_latticed
from components.findings import Finding


def check_member(inputs: LatticedInputs) -> LatticedResult:
    """One latticed member without a model. Refusal where an input cannot be understood."""
    return check_latticed(inputs)


def write_sheet(
    result: LatticedResult, path: Path, lang: str, name: str = "", project: str = ""
) -> tuple[Finding, ...]:
    """The sheet of one latticed member as a PDF. ExportRefused where it cannot be written."""
    return paper.write((of_latticed(result, lang, name, project),), path)
