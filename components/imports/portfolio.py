"""Projects from a table: good rows kept, bad rows listed with row, column, reason and way out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from components.findings import INFO, Finding
from components.imports.portfolio_fields import FieldRefused, area_factor, plain, project_of
from components.imports.portfolio_table import UNCOUNTED, ProjectsRefused, rows_of
from components.rates.projects import FIELDS, Project, oddities

DEPTH = 12
"""Rows that may stand above the header."""
_UNIT = re.compile(r"(.+?)[(\[【]([^)\]】]*)[)\]】]?")


@dataclass(frozen=True)
class BadRow:
    """A row that was left out. row: as a spreadsheet counts. column: header as written. code, args: reason, way out."""

    row: int
    column: str
    text: str
    code: str
    args: Mapping[str, Any]


@dataclass(frozen=True)
class ProjectsRead:
    """The projects of a table, the rows they come from, and the rows left out."""

    projects: tuple[Project, ...]
    rows: tuple[int, ...]
    bad: tuple[BadRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Head:
    """Where a field stands: column, header as written, unit."""

    at: int
    written: str
    unit: str


@cache
def headers() -> dict[str, tuple[str, int]]:
    """Field and rank of every header there is a name for, compared as `plain`."""
    text = resources.files(__package__).joinpath("portfolio_columns.toml").read_text(encoding="utf-8")
    known: dict[str, tuple[str, int]] = {plain(f): (f, 0) for f in FIELDS}
    for field, names in tomllib.loads(text).items():
        for listed in names.values():
            known |= {plain(name): (field, rank) for rank, name in enumerate(listed)}
    return known


def read_projects(path: Path) -> ProjectsRead:
    """The projects of a CSV or XLSX. ProjectsRefused: unreadable, no header, a unit of area that is none."""
    rows = rows_of(path)
    at, heads, unused = _header(rows, path)
    _check_unit(heads, path)
    projects: list[Project] = []
    numbers: list[int] = []
    bad: list[BadRow] = []
    found: list[Finding] = []
    for number, row in enumerate(rows[at + 1 :], at + 2):
        if not any(cell.strip() for cell in row):
            continue
        said = {f: row[h.at] for f, h in heads.items() if h.at < len(row)}
        read = _row(number, said, heads)
        if isinstance(read, BadRow):
            bad.append(read)
        else:
            projects.append(read)
            numbers.append(number)
            found += oddities(read)
    if unused:
        found.insert(0, Finding("portfolio.columns_unused", INFO, args={"columns": ", ".join(unused)}))
    if not projects and not bad:
        raise ProjectsRefused("portfolio.no_rows", file=path.name)
    return ProjectsRead(tuple(projects), tuple(numbers), tuple(bad), tuple(found))


def _row(number: int, said: Mapping[str, str], heads: Mapping[str, _Head]) -> Project | BadRow:
    for field, text in said.items():
        if text == UNCOUNTED:
            return BadRow(number, heads[field].written, "", "portfolio.uncounted", {})
    try:
        return project_of(said, {f: h.unit for f, h in heads.items()})
    except FieldRefused as refused:
        field = refused.arguments["field"]
        args = {k: v for k, v in refused.arguments.items() if k != "field"}
        return BadRow(number, heads[field].written, said.get(field, ""), refused.code, args)


def _header(rows: Sequence[Sequence[str]], path: Path) -> tuple[int, dict[str, _Head], list[str]]:
    """Row of the header, the columns by field, and headers nobody reads. The row that names most fields is it."""
    best: tuple[int, dict[str, _Head], list[str]] = (-1, {}, [])
    for at, row in enumerate(rows[:DEPTH]):
        heads, unused = _columns(row)
        if len(heads) > len(best[1]):
            best = at, heads, unused
    if "name" not in best[1] or len(best[1]) < 2:
        raise ProjectsRefused("portfolio.no_header", file=path.name, depth=DEPTH)
    return best


def _columns(row: Sequence[str]) -> tuple[dict[str, _Head], list[str]]:
    taken: dict[str, tuple[int, _Head]] = {}
    unused: list[str] = []
    for at, cell in enumerate(row):
        if not cell.strip():
            continue
        # A header may stand in two languages, one below the other, or be broken anywhere.
        tried = [_name_and_unit(part) for part in (cell, *cell.split("\n"))]
        name, unit = next((t for t in tried if t[0] in headers()), tried[0])
        known = headers().get(name)
        if known is None:
            unused.append(_shown(cell))
            continue
        field, rank = known
        head = _Head(at, _shown(cell), unit)
        if field in taken and taken[field][0] <= rank:
            unused.append(_shown(cell))
            continue
        if field in taken:
            unused.append(taken[field][1].written)
        taken[field] = (rank, head)
    return {f: h for f, (_, h) in taken.items()}, unused


def _shown(cell: str) -> str:
    """A header as it is told, on one line."""
    return " ".join(cell.split())


def _name_and_unit(cell: str) -> tuple[str, str]:
    """`建筑面积（万m²）`, `Floor area (m2)`, `建筑面积/万㎡` apart; a star for "required" does not matter."""
    said = plain(cell).replace("*", "").rstrip(":：")
    if found := _UNIT.fullmatch(said):
        return found[1], found[2].rstrip(")]】")
    name, slash, unit = said.rpartition("/")
    if slash and (area_factor(unit) is not None or unit == "%"):
        return name, unit
    return said, ""


def _check_unit(heads: Mapping[str, _Head], path: Path) -> None:
    area = heads.get("floor_area_m2")
    if area is not None and area.unit and area_factor(area.unit) is None:
        raise ProjectsRefused("portfolio.header_unit", file=path.name, header=area.written, unit=area.unit)
