"""The portfolio as use-cases: add, import, list, report, export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from app.portfolio import store
from app.portfolio.file import PortfolioRefused
from app.portfolio.store import Loaded
from components.findings import Finding
from components.imports.portfolio import BadRow, read_projects
from components.imports.portfolio_fields import project_of, words
from components.progress import Progress, silent
from components.rates.keypoints import KeyPoints, key_points, targets, years_of
from components.rates.portfolio_sheets import (
    empty_projects,
    guide_sheet,
    projects_sheet,
)
from components.rates.projects import CHOICES, FIELDS, Project, Projects, cities, oddities
from components.sheet import Document, Sheet, TitleBlock
from components.table import Bools
from components.words import say

FORMATS = ("pdf", "xlsx", "csv", "json")
TEMPLATE_ROWS = 100
LISTS = ("csv", "xlsx", "pdf")


@dataclass(frozen=True)
class Imported:
    """What an import did. read: rows with content. ids: of the projects added. bad: rows left out, in their order."""

    read: int
    ids: tuple[int, ...]
    bad: tuple[BadRow, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, eq=False)
class Reported:
    """A portfolio read and measured. file: its name."""

    file: str
    loaded: Loaded
    points: KeyPoints


def add_said(db: Path, said: Mapping[str, str]) -> tuple[int, Project, tuple[Finding, ...]]:
    """Add one project from texts by field, each written as in a table; its id, the record, what looks odd.

    PortfolioRefused; FieldRefused, its argument `field` naming the field.
    """
    return add_project(db, project_of(said))


def add_project(db: Path, project: Project, create: bool = True) -> tuple[int, Project, tuple[Finding, ...]]:
    """Add one project. PortfolioRefused where it is there already, naming it."""
    done = store.add(db, [project], create)
    if done.duplicates:
        raise PortfolioRefused(done.duplicates[0].code, **done.duplicates[0].args)
    return done.ids[0], project, oddities(project)


def import_table(db: Path, path: Path, progress: Progress = silent, create: bool = True) -> Imported:
    """Add the good rows of a table in one transaction; the others come back with row, column and reason.

    ProjectsRefused, PortfolioRefused.
    """
    progress("portfolio.reading", 0.0)
    read = read_projects(path)
    progress("portfolio.storing", 0.6)
    done = store.add(db, read.projects, create)
    twice = [BadRow(read.rows[d.at], "", read.projects[d.at].name, d.code, d.args) for d in done.duplicates]
    left = {d.args["name"] for d in done.duplicates}
    kept = tuple(f for f in read.findings if f.args.get("name") not in left)
    bad = tuple(sorted((*read.bad, *twice), key=lambda b: b.row))
    return Imported(len(read.projects) + len(read.bad), done.ids, bad, kept)


@dataclass(frozen=True)
class Filter:
    """Which projects to list; an empty field lets all through. text: is in the name or the permit number."""

    city: str = ""
    base: str = ""
    year: int | None = None
    use: str = ""
    recognition: str = ""
    text: str = ""


def matching(projects: Projects, wanted: Filter) -> Bools:
    """(n,) bool: the projects a filter lets through."""
    keep = np.ones(len(projects), np.bool_)
    for name in ("city", "base", "use", "recognition"):
        if value := getattr(wanted, name):
            column = getattr(projects, name)
            keep &= column.isin((value,)) | ((value == "unknown") & (column.codes < 0))
    if wanted.year is not None:
        keep &= years_of(projects) == wanted.year
    if wanted.text:
        part = wanted.text.casefold()
        keep &= projects.name.match(lambda w: part in w.casefold()) | projects.permit.match(
            lambda w: part in w.casefold()
        )
    return keep


def report(db: Path, target: float | None = None, years: Sequence[int] = ()) -> Reported:
    """Where the portfolio stands. PortfolioRefused, MeasureRefused."""
    loaded = store.load(db)
    lines = targets() if target is None else replace(targets(), prefabricated=target)
    return Reported(db.name, loaded, key_points(loaded.projects, lines, tuple(sorted(set(years)))))


def export_list(loaded: Loaded, path: Path, lang: str, wanted: Filter = Filter()) -> tuple[Finding, ...]:
    """Write the projects to one file by its ending: csv, xlsx or pdf. ExportRefused, PortfolioRefused."""
    ending = path.suffix.lower().lstrip(".")
    if ending not in LISTS:
        raise PortfolioRefused("portfolio.not_a_format", file=path.name, formats=", ".join(LISTS))
    rows = loaded.projects.take(matching(loaded.projects, wanted))
    return write_list(projects_sheet(rows, lang), path, lang, loaded.sha256)


def write_list(
    sheet: Sheet, path: Path, lang: str, sha256: str = "", more: tuple[Sheet, ...] = ()
) -> tuple[Finding, ...]:
    """One list as a file of its ending."""
    ending = path.suffix.lower().lstrip(".")
    if ending == "csv":
        from components.exports import csv

        csv.write(sheet, path, lang)
        return ()
    made = Document(
        sheet.title,
        (sheet, *more),
        TitleBlock(model_sha256=sha256, file_label="portfolio.file", digest_label="portfolio.file_sha256"),
        lang,
        paper="A3",
        cover=False,
    )
    if ending == "xlsx":
        from components.exports import xlsx

        xlsx.write(made, path)
        return ()
    from components.exports import pdf

    return pdf.write(made, path)


def write_template(path: Path, lang: str) -> Path:
    """An empty table to fill in; a workbook has a second sheet that says what each column takes. ExportRefused."""
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise PortfolioRefused("portfolio.not_a_format", file=path.name, formats="csv, xlsx")
    rows = 0 if path.suffix.lower() == ".csv" else TEMPLATE_ROWS
    write_list(empty_projects(rows), path, lang, more=(guide_sheet({f: _takes(f, lang) for f in FIELDS}),))
    return path


def _takes(field: str, lang: str) -> str:
    """What may be written for a field."""
    if field in CHOICES:
        offered = " / ".join(say(f"portfolio.{field}_{c}", lang) for c in words()[field])
        return say("portfolio.takes_choice", lang, {"choices": offered})
    names = " / ".join(c.of(lang) for c in cities().values())
    return say(f"portfolio.takes_{field}", lang, {"cities": names})
