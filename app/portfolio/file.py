"""Opening a portfolio file, and one sentence for whatever is wrong with it.

A rollback journal, not a write-ahead log: the portfolio stays one file that can be copied, mailed and kept on a network
share, where a log would need shared memory and leave commits in a second file. A process killed at any instant leaves
a journal that the next one rolls back. Writers take turns: `BEGIN IMMEDIATE` waits up to `WAIT_S`.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from itertools import chain
from pathlib import Path

from app.portfolio.schema import APPLICATION_ID, STEPS
from components.findings import Refusal
from components.reading import reason
from components.words import Phrase

WAIT_S = 10.0
"""A writer that waits longer than this gives up with a sentence."""


class PortfolioRefused(Refusal):
    """A portfolio file that cannot be used, or a change that it refuses."""


_CODE = {
    sqlite3.SQLITE_BUSY: "portfolio.locked",
    sqlite3.SQLITE_LOCKED: "portfolio.locked",
    sqlite3.SQLITE_READONLY: "portfolio.read_only",
    sqlite3.SQLITE_PERM: "portfolio.read_only",
    sqlite3.SQLITE_CANTOPEN: "portfolio.no_access",
    sqlite3.SQLITE_FULL: "portfolio.disk_full",
    sqlite3.SQLITE_IOERR: "portfolio.disk_fault",
    sqlite3.SQLITE_CORRUPT: "portfolio.damaged",
    sqlite3.SQLITE_NOTADB: "portfolio.foreign",
}


@contextmanager
def reading(path: Path, steps: Sequence[Sequence[str]] = STEPS) -> Iterator[sqlite3.Connection]:
    """A connection inside a read transaction: what is read is one state of the file. PortfolioRefused."""
    about = _about(path)
    if about is None:
        raise PortfolioRefused("portfolio.missing", file=str(path))
    if stat.S_ISREG(about.st_mode) and not about.st_size:
        raise PortfolioRefused("portfolio.empty_file", file=str(path))
    with _connected(path, "rw" if _writable(path) else "ro") as connection:
        connection.execute("BEGIN")
        if _version(connection, path, steps) < len(steps):
            connection.execute("ROLLBACK")
            if not _writable(path):
                raise PortfolioRefused("portfolio.older_read_only", file=path.name)
            connection.execute("BEGIN IMMEDIATE")
            upgrade(connection, steps)
            connection.execute("COMMIT")
            connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")


@contextmanager
def writing(path: Path, create: bool, steps: Sequence[Sequence[str]] = STEPS) -> Iterator[sqlite3.Connection]:
    """A connection inside a write transaction; all of it is kept when the block ends, else nothing.

    create: make the file where there is none. PortfolioRefused.
    """
    about = _about(path)
    if about is None and not create:
        raise PortfolioRefused("portfolio.missing", file=str(path))
    if about is not None and not _writable(path):
        raise PortfolioRefused("portfolio.read_only", file=str(path))
    with _connected(path, "rwc") as connection:
        connection.execute("BEGIN IMMEDIATE")
        if _version(connection, path, steps) < len(steps):
            upgrade(connection, steps)
        yield connection
        connection.execute("COMMIT")


@contextmanager
def _connected(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    if path.is_dir():
        raise PortfolioRefused("portfolio.is_folder", file=str(path))
    if not path.absolute().parent.is_dir():
        raise PortfolioRefused("portfolio.no_folder", file=str(path), folder=str(path.absolute().parent))
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=WAIT_S, isolation_level=None
        )
        # EXTRA: a commit that was told survives a power cut, the vanishing of the journal included.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection
    except sqlite3.Error as problem:
        raise _refused(path, problem) from problem
    except (
        UnicodeDecodeError
    ) as problem:  # what SQLite says of a broken schema quotes it, broken bytes and all
        raise PortfolioRefused("portfolio.damaged", file=str(path)) from problem
    finally:
        if connection is not None:
            connection.close()  # rolls back what was not committed


def _refused(path: Path, problem: sqlite3.Error) -> PortfolioRefused:
    # The low byte is the kind; the rest says where it happened.
    kind = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    if not kind and isinstance(problem, sqlite3.OperationalError):
        kind = sqlite3.SQLITE_CORRUPT  # text that is no UTF-8: the module's own complaint, without a number
    if kind not in _CODE:
        raise problem
    return PortfolioRefused(_CODE[kind], file=str(path), reason=str(problem), seconds=f"{WAIT_S:g}")


def _about(path: Path) -> os.stat_result | None:
    """What lies there, None for nothing. PortfolioRefused: no file (a pipe never ends), or it may not be looked at."""
    try:
        about = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError as error:
        raise PortfolioRefused("portfolio.unreadable", file=str(path), reason=reason(error)) from error
    if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
        raise PortfolioRefused("portfolio.unreadable", file=str(path), reason=Phrase("reading.no_file"))
    return about


def _writable(path: Path) -> bool:
    # The protection is the user's word, even where the system would let us through.
    return bool(path.stat().st_mode & stat.S_IWUSR) and os.access(path, os.W_OK)


def _version(connection: sqlite3.Connection, path: Path, steps: Sequence[Sequence[str]]) -> int:
    """The version of the file, 0 for an empty one; PortfolioRefused where it is foreign, newer or damaged."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if not (version or mark or tables):
        return 0
    if mark != APPLICATION_ID or version < 1:
        raise PortfolioRefused("portfolio.foreign", file=str(path))
    if version > len(steps):
        raise PortfolioRefused("portfolio.newer", file=str(path), version=version, known=len(steps))
    # A view may stand for a table and never end, a trigger may take away what was just told as added.
    if _schema(connection) != _made_by(tuple(map(tuple, steps[:version]))):
        raise PortfolioRefused("portfolio.damaged", file=str(path))
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise PortfolioRefused("portfolio.damaged", file=str(path))
    return version


def _schema(connection: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    """Every table, index, view and trigger as it was written, but SQLite's own."""
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_master "
        "WHERE type IN ('view', 'trigger') OR name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return frozenset(found.fetchall())


@cache
def _made_by(steps: tuple[tuple[str, ...], ...]) -> frozenset[tuple[str, ...]]:
    """The schema that these steps make."""
    with closing(sqlite3.connect(":memory:")) as empty:
        for statement in chain.from_iterable(steps):
            empty.execute(statement)
        return _schema(empty)


def upgrade(connection: sqlite3.Connection, steps: Sequence[Sequence[str]] = STEPS) -> None:
    """Bring the file to the newest version, inside the transaction of the caller."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    for step in steps[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(steps)}")
