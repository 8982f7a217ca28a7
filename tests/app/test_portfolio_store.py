"""The portfolio file: what it refuses, what it keeps, and who may write."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.portfolio import file, store
from app.portfolio.file import PortfolioRefused, reading, writing
from app.portfolio.schema import APPLICATION_ID, COLUMNS, STEPS, VERSION
from components.rates.projects import Project, project_at
from components.words import say

FULL = Project(
    "一号楼", "2101-A", "shenyang", dt.date(2021, 3, 5), 12000.0, "public", 65.5, "recognised", "gbt51129-2017",
    "completion", "anshan", "ab" * 32, "two_star", 75.0,
)  # fmt: skip


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "p.db"


def refusal(deed: Callable[[], object]) -> PortfolioRefused:
    with pytest.raises(PortfolioRefused) as refused:
        deed()
    assert say(refused.value.code, "zh", refused.value.arguments)
    assert say(refused.value.code, "en", refused.value.arguments)
    return refused.value


def test_a_project_comes_back_as_it_was_given(db: Path) -> None:
    store.add(db, [FULL, Project("只有名字")])
    loaded = store.load(db)
    assert project_at(loaded.projects, 0) == FULL
    assert project_at(loaded.projects, 1) == Project("只有名字")
    assert loaded.findings == ()


def test_the_hash_is_that_of_the_file(db: Path) -> None:
    store.add(db, [FULL])
    assert store.load(db).sha256 == hashlib.sha256(db.read_bytes()).hexdigest()
    assert [p.name for p in db.parent.iterdir()] == ["p.db"], "a portfolio is one file"


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (
            dataclasses.replace(FULL, name="b", permit="２１０１-a ", package_sha256=""),
            "portfolio.same_permit",
        ),
        (dataclasses.replace(FULL, name="b", permit="other"), "portfolio.same_package"),
        (dataclasses.replace(FULL, permit="", package_sha256=""), "portfolio.same_facts"),
    ],
)
def test_a_duplicate_is_left_out_and_names_the_project_that_is_there(
    db: Path, other: Project, code: str
) -> None:
    store.add(db, [FULL])
    done = store.add(db, [other, Project("new")])
    assert [(d.at, d.code, d.args["id"], d.args["there"]) for d in done.duplicates] == [
        (0, code, 1, "一号楼")
    ]
    assert "一号楼" in say(code, "zh", done.duplicates[0].args)
    assert len(done.ids) == 1


def test_two_permits_are_two_projects_however_alike(db: Path) -> None:
    twin = dataclasses.replace(FULL, permit="2101-B", package_sha256="")
    assert store.add(db, [FULL, twin]).duplicates == ()


def test_a_change_asks_that_nobody_else_changed_it(db: Path) -> None:
    store.add(db, [FULL, Project("b")])
    seal = store.load(db).seals[0]
    store.change(db, 1, seal, dataclasses.replace(FULL, floor_area_m2=13000.0))
    assert store.load(db).projects.floor_area_m2[0] == 13000.0
    late = refusal(lambda: store.change(db, 1, seal, FULL))
    assert late.code == "portfolio.changed_meanwhile"
    now = store.load(db).seals
    twin = refusal(lambda: store.change(db, 2, now[1], dataclasses.replace(FULL, name="b")))
    assert twin.code == "portfolio.same_permit"
    assert store.remove(db, [(1, now[0])]) == 1
    assert refusal(lambda: store.remove(db, [(2, now[1]), (1, now[0])])).code == "portfolio.gone"
    assert store.load(db).projects.name.filled() == ["b"], "a removal that was refused removes nothing"


def test_a_number_is_never_given_twice(db: Path) -> None:
    store.add(db, [Project("a"), Project("b")])
    store.remove(db, [(2, store.load(db).seals[1])])
    assert store.add(db, [Project("c")]).ids == (3,)


@pytest.mark.parametrize("kind", ["text", "other database", "newer", "torn", "empty", "folder", "missing"])
def test_a_file_that_is_no_portfolio_is_refused_and_stays_as_it_was(db: Path, kind: str) -> None:
    codes = {"text": "foreign", "other database": "foreign", "newer": "newer", "torn": "damaged",
             "empty": "empty_file", "folder": "is_folder", "missing": "missing"}  # fmt: skip
    if kind == "folder":
        db.mkdir()
    elif kind == "text":
        db.write_text("no database at all, but long enough for a header" * 40, encoding="utf-8")
    elif kind == "empty":
        db.touch()
    elif kind == "other database":
        with sqlite3.connect(db) as other:
            other.execute("CREATE TABLE t (a)")
        other.close()
    elif kind != "missing":
        store.add(
            db, [dataclasses.replace(FULL, name=str(i), permit=str(i), package_sha256="") for i in range(400)]
        )
        if kind == "newer":
            with sqlite3.connect(db) as other:
                other.execute(f"PRAGMA user_version = {VERSION + 1}")
            other.close()
        else:
            whole = db.read_bytes()
            db.write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    before = db.read_bytes() if db.is_file() else None
    assert refusal(lambda: store.load(db)).code == f"portfolio.{codes[kind]}"
    if kind not in ("empty", "missing"):
        assert refusal(lambda: store.add(db, [FULL])).code == f"portfolio.{codes[kind]}"
    assert (db.read_bytes() if db.is_file() else None) == before


@pytest.mark.parametrize(
    ("was", "now"),
    [(b"CREATE TABLE project", b"CREATE \xa8ABLE project"), (b"permit_date", b"\xff\xfe \xa8\xa8 date")],
)
def test_a_portfolio_whose_schema_is_no_text_is_refused(db: Path, was: bytes, now: bytes) -> None:
    store.add(db, [FULL])
    raw = db.read_bytes()
    assert was in raw
    db.write_bytes(raw.replace(was, now))
    assert refusal(lambda: store.load(db)).code == "portfolio.damaged"
    assert refusal(lambda: store.add(db, [FULL])).code == "portfolio.damaged"


_ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
_NAMES = ", ".join(f"x AS {name}" for name in ("id", *COLUMNS.split(", "), "permit_key", "seal"))


@pytest.mark.parametrize(
    "statements",
    [
        ("DROP TABLE project", f"CREATE VIEW project AS {_ENDLESS} SELECT {_NAMES} FROM c"),
        ("DROP TABLE project", "CREATE TABLE other (a)"),
        ("ALTER TABLE project DROP COLUMN city",),
        ("CREATE TRIGGER t AFTER INSERT ON project BEGIN DELETE FROM project WHERE id = NEW.id; END",),
        (
            "CREATE TRIGGER t AFTER INSERT ON project BEGIN DELETE FROM project WHERE id = NEW.id; END",
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET name = 'sqlite_t', sql = replace(sql, ' t ', ' sqlite_t ') WHERE name = 't'",
        ),
        ("CREATE UNIQUE INDEX i ON project (length(name))",),
    ],
)
def test_a_portfolio_whose_tables_are_not_ours_is_refused_at_once(
    db: Path, statements: tuple[str, ...]
) -> None:
    store.add(db, [FULL])
    with sqlite3.connect(db, isolation_level=None) as other:
        for statement in statements:
            other.execute(statement)
    other.close()
    before = db.read_bytes()
    assert refusal(lambda: store.load(db)).code == "portfolio.damaged"
    assert refusal(lambda: store.add(db, [Project("b")])).code == "portfolio.damaged"
    assert db.read_bytes() == before


def test_a_flipped_byte_in_any_page_is_never_read_in_silence(db: Path) -> None:
    store.add(
        db, [dataclasses.replace(FULL, name=f"楼{i}", permit=str(i), package_sha256="") for i in range(30)]
    )
    good, whole = store.load(db), db.read_bytes()
    names = good.projects.name.filled()
    for at in range(28, len(whole), 97):
        db.write_bytes(whole[:at] + bytes([whole[at] ^ 0x15]) + whole[at + 1 :])
        try:
            loaded = store.load(db)
        except PortfolioRefused:
            continue
        assert loaded.findings or loaded.projects.name.filled() == names
        if not loaded.findings:
            assert loaded.projects.floor_area_m2.tolist() == good.projects.floor_area_m2.tolist()
            assert loaded.seals == good.seals


def test_a_figure_changed_by_another_program_is_told(db: Path) -> None:
    store.add(db, [FULL])
    with sqlite3.connect(db) as other:
        other.execute("UPDATE project SET floor_area_m2 = 120000")
    other.close()
    assert [f.code for f in store.load(db).findings] == ["portfolio.row_altered"]


def test_a_write_protected_portfolio_is_read_but_not_written(db: Path) -> None:
    store.add(db, [FULL])
    db.chmod(0o444)
    assert len(store.load(db).projects) == 1
    assert refusal(lambda: store.add(db, [Project("b")])).code == "portfolio.read_only"


def test_a_writer_that_waits_too_long_says_so(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(db, [FULL])
    monkeypatch.setattr(file, "WAIT_S", 0.2)
    held = sqlite3.connect(db, isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    assert len(store.load(db).projects) == 1, "reading does not wait for a writer"
    assert refusal(lambda: store.add(db, [Project("b")])).code == "portfolio.locked"
    held.close()
    assert store.add(db, [Project("b")]).ids == (2,)


def test_two_writers_at_once_lose_nothing(db: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from app.portfolio import store; "
        "from components.rates.projects import Project\n"
        "for i in range(40): store.add(Path(sys.argv[1]), [Project(f'{sys.argv[2]}{i}')])"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(db), who]) for who in "ab"]
    assert [w.wait(60) for w in writers] == [0, 0]
    loaded = store.load(db)
    assert sorted(loaded.projects.name.filled()) == sorted(f"{w}{i}" for w in "ab" for i in range(40))
    assert loaded.projects.id.tolist() == list(range(1, 81))


def test_the_same_permit_from_two_writers_is_taken_once(db: Path) -> None:
    store.create(db)
    done: list[store.Added] = []
    start = threading.Barrier(4)

    def work(who: int) -> None:
        start.wait()
        done.append(store.add(db, [Project(f"w{who}", permit="P")]))

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(len(d.ids) for d in done) == [0, 0, 0, 1]
    assert len(store.load(db).projects) == 1


def test_a_failed_change_leaves_nothing_behind(db: Path) -> None:
    store.add(db, [FULL])
    before = db.read_bytes()

    def broken() -> None:
        with writing(db, create=False) as connection:
            connection.execute("DELETE FROM project")
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        broken()
    assert db.read_bytes() == before


def test_an_older_file_is_upgraded_with_all_it_holds(db: Path) -> None:
    store.add(db, [FULL])
    steps = (*STEPS, ("ALTER TABLE project ADD COLUMN owner TEXT NOT NULL DEFAULT ''",))
    with reading(db, steps) as connection:
        assert connection.execute("SELECT name, owner FROM project").fetchall() == [("一号楼", "")]
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert refusal(lambda: store.load(db)).code == "portfolio.newer"


def test_an_upgrade_that_fails_leaves_the_older_file(db: Path) -> None:
    store.add(db, [FULL])
    before = db.read_bytes()
    steps = (*STEPS, ("ALTER TABLE project ADD COLUMN owner TEXT", "SELECT nothing FROM nowhere"))

    def upgrade() -> None:
        with reading(db, steps):
            pass

    with pytest.raises(sqlite3.OperationalError):
        upgrade()
    assert db.read_bytes() == before
