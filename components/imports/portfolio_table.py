"""The rows of a table of projects: CSV in UTF-8, UTF-16 or GBK, or the first sheet of a workbook, cells as text."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

from components.findings import Refusal
from components.imports import workbook
from components.imports.forces_table import ForcesRefused, rows_in
from components.reading import LARGEST_TABLE, read_file, reason
from components.words import Phrase

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
        raw = read_file(path, LARGEST_TABLE)
    except OSError as error:
        raise ProjectsRefused("portfolio.unreadable", file=str(path), reason=reason(error)) from error
    if raw[:4] == _OLE:
        raise ProjectsRefused("portfolio.old_workbook", file=path.name)
    if raw[:2] == b"PK":
        return _workbook(raw, path)
    try:
        return [[_GUARD.sub("", cell) for cell in row] for row in rows_in(raw, path)]
    except ForcesRefused as refused:
        if isinstance(why := refused.arguments.get("reason"), Phrase):
            raise ProjectsRefused("portfolio.unreadable", file=path.name, reason=why) from refused
        raise ProjectsRefused("portfolio.not_text", file=path.name) from refused


def _workbook(raw: bytes, path: Path) -> list[list[str]]:
    try:
        rows = [[_text(cell) for cell in row] for row in workbook.rows(raw, values_only=False)]
        return _marked(raw, rows) if _has_formulas(raw) else rows
    except workbook.TooMuch as error:
        raise ProjectsRefused("portfolio.unreadable", file=path.name, reason=workbook.why(error)) from error
    except workbook.BROKEN as error:
        raise ProjectsRefused("portfolio.not_a_workbook", file=path.name) from error


def _has_formulas(raw: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        sheets = [n for n in parts.namelist() if n.startswith("xl/worksheets/")]
        return any(re.search(rb"<f[ >/]", parts.read(n)) for n in sheets)


def _marked(raw: bytes, rows: list[list[str]]) -> list[list[str]]:
    """The rows, with a mark where a formula stands that no program has worked out yet."""
    for row, cells in zip(rows, workbook.rows(raw, cached=False), strict=False):
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
