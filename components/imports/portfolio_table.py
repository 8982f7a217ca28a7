"""The rows of a table of projects: CSV in UTF-8, UTF-16 or GBK, or the first sheet of a workbook, cells as text."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl

from components.findings import Refusal
from components.imports.forces_table import BROKEN, ForcesRefused, read_rows

_OLE = b"\xd0\xcf\x11\xe0"
_GUARD = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")
"""The apostrophe that the CSV writer puts before what a spreadsheet would run."""
UNCOUNTED = "\x00"
"""Stands in a cell whose formula was never worked out, so that it is not taken for an empty one."""


class ProjectsRefused(Refusal):
    """A table of projects that cannot be used at all."""


def rows_of(path: Path) -> list[list[str]]:
    """Every row as text, blank ones kept so that numbers stay right. ProjectsRefused."""
    try:
        with path.open("rb") as source:
            head = source.read(4)
    except OSError as error:
        raise ProjectsRefused("portfolio.unreadable", file=str(path), reason=error.strerror or "") from error
    if head == _OLE:
        raise ProjectsRefused("portfolio.old_workbook", file=path.name)
    if head[:2] == b"PK":
        return _workbook(path)
    try:
        return [[_GUARD.sub("", cell) for cell in row] for row in read_rows(path)]
    except ForcesRefused as refused:
        raise ProjectsRefused("portfolio.not_text", file=path.name) from refused


def _workbook(path: Path) -> list[list[str]]:
    try:
        # Handed over open: by its path a workbook is refused for its ending.
        with path.open("rb") as source:
            book = openpyxl.load_workbook(source, read_only=True, data_only=True)
            rows = [[_text(cell) for cell in row] for row in book.worksheets[0].iter_rows()]
        return _marked(path, rows) if _has_formulas(path) else rows
    except BROKEN as error:
        raise ProjectsRefused("portfolio.not_a_workbook", file=path.name) from error


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as parts:
        sheets = [n for n in parts.namelist() if n.startswith("xl/worksheets/")]
        return any(re.search(rb"<f[ >/]", parts.read(n)) for n in sheets)


def _marked(path: Path, rows: list[list[str]]) -> list[list[str]]:
    """The rows, with a mark where a formula stands that no program has worked out yet."""
    with path.open("rb") as source:
        book = openpyxl.load_workbook(source, read_only=True, data_only=False)
        for row, cells in zip(rows, book.worksheets[0].iter_rows(values_only=True), strict=False):
            for at, value in enumerate(cells[: len(row)]):
                if not row[at] and isinstance(value, str) and value.startswith("="):
                    row[at] = UNCOUNTED
    return rows


def _text(cell: Any) -> str:
    """A cell as somebody would have typed it: percentages with their sign, whole numbers without a point."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, (dt.datetime, dt.date)):
        return value.isoformat(" ") if isinstance(value, dt.datetime) else value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if "%" in str(cell.number_format):
            return f"{round(value * 100.0, 9):.12g}%"
        if abs(value) >= 1e15:
            return f"{float(value):.6e}"
        return str(int(value)) if float(value).is_integer() else repr(value)
    return str(value)
