"""A portfolio file: read and measured, changed, filled from a table, written out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from app import portfolios
from app.gui.sheetstore import save_sheets
from app.gui.tasks.kinds import Task
from app.portfolio import store
from app.portfolio_report import write_report
from components.exports.cells import as_text
from components.progress import Progress
from components.rates.book import Book
from components.rates.book_reader import read_book, shipped_books
from components.rates.keypoints import key_points, targets
from components.rates.portfolio_sheets import projects_sheet
from components.rates.projects import Project, oddities
from components.rates.wording import text
from components.sheet import DATE, TEXT, Data, Sheet
from components.table import Text


def portfolio_load(progress: Progress, path: Path, target: float, lang: str, folder: Path) -> dict[str, Any]:
    """The projects as a list to look at and as columns, and where they stand."""
    progress("portfolio.measuring", 0.0)
    loaded = store.load(path)
    points = key_points(loaded.projects, replace(targets(), prefabricated=target))
    save_sheets([_to_look_at(projects_sheet(loaded.projects, lang), lang)], folder / "sheets")
    return {
        "folder": folder, "projects": loaded.projects, "seals": loaded.seals, "points": points,
        "findings": loaded.findings,
    }  # fmt: skip


def _to_look_at(sheet: Sheet, lang: str) -> Sheet:
    """Days as ISO text, which the window's table sorts, searches and filters as it stands; rule books by their names.

    Named by language, so that columns take the width of its words.
    """
    days = [c.key for c in sheet.columns if c.kind == DATE]
    columns = tuple(replace(c, kind=TEXT) if c.key in days else c for c in sheet.columns)
    said: dict[str, Data] = {
        c.key: as_text(c, sheet.data[c.key], None) for c in sheet.columns if c.key in days
    }
    keys = sheet.data["book"]
    assert isinstance(keys, Text)
    known = {book.key: f"{book.edition}  {text(book.name, lang)}".strip() for book in _shipped()}
    said["book"] = keys.map(lambda key: known.get(key, key))
    return replace(sheet, name=f"projects_{lang}", columns=columns, data={**sheet.data, **said})


@cache
def _shipped() -> tuple[Book, ...]:
    return tuple(read_book(path) for path in shipped_books())


def portfolio_create(progress: Progress, path: Path) -> dict[str, Any]:
    """An empty portfolio."""
    progress("portfolio.storing", 0.0)
    store.create(path)
    return {}


def portfolio_add(progress: Progress, path: Path, project: Project) -> dict[str, Any]:
    """One more project."""
    progress("portfolio.storing", 0.0)
    ident, _, findings = portfolios.add_project(path, project, create=False)
    return {"id": ident, "findings": findings}


def portfolio_change(
    progress: Progress, path: Path, ident: int, before: str, project: Project
) -> dict[str, Any]:
    """Another record in place of one."""
    progress("portfolio.storing", 0.0)
    store.change(path, ident, before, project)
    return {"id": ident, "findings": oddities(project)}


def portfolio_remove(progress: Progress, path: Path, which: tuple[tuple[int, str], ...]) -> dict[str, Any]:
    """Some projects fewer."""
    progress("portfolio.storing", 0.0)
    return {"count": store.remove(path, which)}


def portfolio_import(progress: Progress, path: Path, table: Path) -> dict[str, Any]:
    """The good rows of a table; the others come back."""
    return {"imported": portfolios.import_table(path, table, progress, create=False)}


def portfolio_package(progress: Progress, package: Path) -> dict[str, Any]:
    """A project as an audit package tells it, to be looked at before it is added."""
    progress("portfolio.reading", 0.0)
    from app.portfolio_package import from_package  # slow to load, and seldom asked for

    project, findings = from_package(package)
    return {"project": project, "findings": findings}


def portfolio_template(progress: Progress, file: Path, lang: str) -> dict[str, Any]:
    """An empty table to fill in."""
    progress("progress.write", 0.0)
    return {"files": [portfolios.write_template(file, lang)], "findings": ()}


def portfolio_export(progress: Progress, path: Path, file: Path, lang: str) -> dict[str, Any]:
    """The list of projects as a file of its ending."""
    progress("progress.write", 0.0)
    return {"files": [file], "findings": portfolios.export_list(store.load(path), file, lang)}


def portfolio_report(
    progress: Progress, path: Path, target: float, folder: Path, lang: str, formats: tuple[str, ...]
) -> dict[str, Any]:
    """The report."""
    reported = portfolios.report(path, target)
    files, findings = write_report(reported, folder, lang, formats, progress)
    return {"files": files, "findings": (*reported.loaded.findings, *findings)}


TASKS: dict[str, Task] = {
    "portfolio_load": portfolio_load,
    "portfolio_create": portfolio_create,
    "portfolio_add": portfolio_add,
    "portfolio_change": portfolio_change,
    "portfolio_remove": portfolio_remove,
    "portfolio_import": portfolio_import,
    "portfolio_package": portfolio_package,
    "portfolio_template": portfolio_template,
    "portfolio_export": portfolio_export,
    "portfolio_report": portfolio_report,
}
