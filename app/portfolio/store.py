"""Reading and changing the projects of a portfolio file."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.portfolio.file import PortfolioRefused, reading, writing
from app.portfolio.schema import COLUMNS
from components.findings import Finding
from components.rates.projects import CHOICES, FIELDS, Project, Projects, columns_of


@dataclass(frozen=True, eq=False)
class Loaded:
    """A portfolio at one instant. seals: per row, what a change must name. sha256: of the file in that state.

    findings: rows whose content is not what was stored.
    """

    projects: Projects
    seals: tuple[str, ...]
    sha256: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Duplicate:
    """Why a project was not added. code: of the sentence; args name the project that is there. at: its place in what
    was given."""

    at: int
    code: str
    args: dict[str, Any]


@dataclass(frozen=True)
class Added:
    """ids: of those added, in order. duplicates: those that were not."""

    ids: tuple[int, ...]
    duplicates: tuple[Duplicate, ...]


def load(path: Path) -> Loaded:
    """Every project of the file. PortfolioRefused."""
    with reading(path) as connection:
        rows = connection.execute(f"SELECT id, {COLUMNS}, seal FROM project ORDER BY id").fetchall()
        # Never by opening the file: closing it again would drop the locks of this process on it.
        digest = sha256(connection.serialize()).hexdigest()
    altered = [row for row in rows if seal(row[1:-1]) != row[-1]]
    findings = tuple(
        Finding("portfolio.row_altered", "error", args={"id": row[0], "name": row[1]}) for row in altered
    )
    try:
        projects = columns_of(row[:-1] for row in rows)
    except ValueError as error:
        raise PortfolioRefused("portfolio.damaged", file=str(path)) from error
    for field, choices in CHOICES.items():
        if not set(getattr(projects, field).vocabulary) <= set(choices):
            raise PortfolioRefused("portfolio.damaged", file=str(path))
    return Loaded(projects, tuple(row[-1] for row in rows), digest, findings)


def create(path: Path) -> None:
    """An empty portfolio where there is no file yet. PortfolioRefused."""
    if os.path.lexists(path) and (not path.is_file() or path.stat().st_size):
        raise PortfolioRefused("portfolio.exists", file=str(path))
    with writing(path, create=True):
        pass


def add(path: Path, projects: Sequence[Project], create: bool = True) -> Added:
    """Add projects in one transaction: told means stored, killed before means none of them. Duplicates are left out.

    create: the file is made where there is none. PortfolioRefused.
    """
    ids: list[int] = []
    duplicates: list[Duplicate] = []
    with writing(path, create=create) as connection:
        known = _Known(connection.execute(f"SELECT id, {COLUMNS} FROM project"))
        for at, project in enumerate(projects):
            found = known.match(project)
            if found is not None:
                duplicates.append(Duplicate(at, *found))
                continue
            new = _insert(connection, project)
            known.take(new, project)
            ids.append(new)
    return Added(tuple(ids), tuple(duplicates))


def change(path: Path, ident: int, before: str, project: Project) -> None:
    """Put another record in place of one. before: its seal when it was read.

    PortfolioRefused: someone else changed or removed it meanwhile, or it would become a duplicate.
    """
    with writing(path, create=False) as connection:
        _same(connection, ident, before)
        others = connection.execute(f"SELECT id, {COLUMNS} FROM project WHERE id <> ?", (ident,))
        if (found := _Known(others).match(project)) is not None:
            raise PortfolioRefused(found[0], **found[1])
        row = _row(project)
        names = ", ".join(f"{name} = ?" for name in (*FIELDS, "permit_key", "seal"))
        connection.execute(f"UPDATE project SET {names} WHERE id = ?", (*row, ident))


def remove(path: Path, which: Iterable[tuple[int, str]]) -> int:
    """Remove projects given as (id, seal); how many. PortfolioRefused where one was changed meanwhile: none goes then."""
    count = 0
    with writing(path, create=False) as connection:
        for ident, before in which:
            _same(connection, ident, before)
            count += connection.execute("DELETE FROM project WHERE id = ?", (ident,)).rowcount
    return count


def _same(connection: sqlite3.Connection, ident: int, before: str) -> None:
    row = connection.execute("SELECT seal FROM project WHERE id = ?", (ident,)).fetchone()
    if row is None:
        raise PortfolioRefused("portfolio.gone", id=ident)
    if row[0] != before:
        raise PortfolioRefused("portfolio.changed_meanwhile", id=ident)


def _insert(connection: sqlite3.Connection, project: Project) -> int:
    marks = ", ".join("?" * (len(FIELDS) + 2))
    done = connection.execute(
        f"INSERT INTO project ({COLUMNS}, permit_key, seal) VALUES ({marks})", _row(project)
    )
    return int(done.lastrowid or 0)


def _row(project: Project) -> tuple[Any, ...]:
    """The record as SQLite keeps it, with the key of its permit and its seal."""
    plain = tuple(_stored(getattr(project, name)) for name in FIELDS)
    return (*plain, permit_key(project.permit), seal(plain))


def _stored(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    # SQLite hands every REAL back as a float, and the seal is taken over what comes back.
    return float(value) if isinstance(value, (int, float)) else value


def seal(row: Sequence[Any]) -> str:
    """A check sum over what a row says, so that a figure changed by damage or by another program is noticed."""
    return sha256("\x1f".join(map(repr, row)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def permit_key(permit: str) -> str:
    """A permit number as it is compared: full-width signs, case and blanks do not matter."""
    return "".join(unicodedata.normalize("NFKC", permit).upper().split())


class _Known:
    """The projects that are there, by what makes another one a duplicate."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._permit: dict[str, tuple[int, str]] = {}
        self._package: dict[str, tuple[int, str]] = {}
        self._twin: dict[tuple[Any, ...], list[tuple[int, str, str]]] = {}
        for row in rows:
            said = dict(zip(FIELDS, row[1:], strict=True))
            self._put(row[0], said)

    def take(self, ident: int, project: Project) -> None:
        """One more."""
        self._put(ident, dict(zip(FIELDS, _row(project), strict=False)))

    def _put(self, ident: int, said: dict[str, Any]) -> None:
        key, name = permit_key(said["permit"]), said["name"]
        if key:
            self._permit[key] = (ident, name)
        if said["package_sha256"]:
            self._package[said["package_sha256"]] = (ident, name)
        self._twin.setdefault(_twin(said), []).append((ident, name, key))

    def match(self, project: Project) -> tuple[str, dict[str, Any]] | None:
        """Sentence and arguments, where the project is there already."""
        said = dict(zip(FIELDS, _row(project), strict=False))
        key = permit_key(project.permit)
        args: dict[str, Any] = {"name": project.name}
        if key and key in self._permit:
            ident, there = self._permit[key]
            return "portfolio.same_permit", args | {"permit": project.permit, "id": ident, "there": there}
        if project.package_sha256 and project.package_sha256 in self._package:
            ident, there = self._package[project.package_sha256]
            return "portfolio.same_package", args | {"id": ident, "there": there}
        for ident, there, other in self._twin.get(_twin(said), ()):
            # Two permits are two projects, however alike; without them the same file read twice would count twice.
            if not (key and other):
                return "portfolio.same_facts", args | {"id": ident, "there": there}
        return None


def _twin(said: dict[str, Any]) -> tuple[Any, ...]:
    return said["name"], said["city"], said["permit_date"], said["floor_area_m2"]
