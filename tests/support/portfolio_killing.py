"""Kills a process that adds to and imports into a portfolio, at an instant nobody chose, and looks at what is left."""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from nursery import Nursery, nurse

from app.portfolio.store import load

ROWS = 40
"""Projects of one imported table."""


@dataclass
class Told:
    """What the killed processes had told as done. tables: named by their first word. journals: kills inside a write."""

    added: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    started: set[str] = field(default_factory=set)
    journals: int = 0


def nursery(db: Path) -> Nursery:
    """The process whose children work on a portfolio."""
    return Nursery(__file__, str(db))


def kill_once(db: Path, born: Nursery, run: int, rng: random.Random, told: Told) -> None:
    """Let a child work on the portfolio without end, and kill it; every other time shortly after a write began."""
    journal = db.with_name(db.name + "-journal")

    def wait() -> None:
        if rng.random() < 0.5:
            time.sleep(rng.uniform(0.0, 0.6))
            return
        time.sleep(rng.uniform(0.0, 0.4))
        patience = time.monotonic() + 2.0
        while not journal.exists() and time.monotonic() < patience:
            time.sleep(0.0002)
        time.sleep(rng.choice((0.0, rng.uniform(0.0, 0.005))))

    said = born.kill(str(run), wait)
    told.journals += journal.exists()
    for line in said:
        deed, _, name = line.partition(" ")
        {"added": told.added, "imported": told.tables, "starting": told.started}[deed].add(name)


def check(db: Path, told: Told) -> int:
    """How many projects there are; an assertion fails where one is lost or half there."""
    loaded = load(db)
    assert loaded.findings == ()
    names = loaded.projects.name.filled()
    there, batches = set(names), {}
    assert len(there) == len(names), "a project is there twice"
    for name in names:
        if "/" in name:
            table = name.partition("/")[0]
            batches[table] = batches.get(table, 0) + 1
    assert told.added <= there, "a project that was told as added is lost"
    assert set(batches.values()) <= {ROWS}, "a table is half imported"
    assert told.tables <= set(batches), "a table that was told as imported is lost"
    assert {n for n in there if "/" not in n} | set(batches) <= told.started
    return len(names)


def _work(db: Path, run: int) -> None:
    """Add and import through the command line's own door until killed."""
    import contextlib
    import io

    from app.cli.main import main

    table = db.with_name("table.csv")
    serial = 0
    while True:
        serial += 1
        name = f"r{run}n{serial}"
        print(f"starting {name}", flush=True)
        with contextlib.redirect_stdout(io.StringIO()):
            flags = ["--permit", name, "--city", "沈阳", "--date", "2021-03-05", "--area", "1.2万m2"]
            assert main(["portfolio", "add", "--db", str(db), "--name", name, *flags]) == 0
        print(f"added {name}", flush=True)
        name = f"r{run}t{serial}"
        rows = "".join(f"{name}/{i},{name}-{i},沈阳,2021年3月5日,1000\n" for i in range(ROWS))
        table.write_text("项目名称,施工许可证号,城市,施工许可日期,建筑面积\n" + rows, encoding="gbk")
        print(f"starting {name}", flush=True)
        with contextlib.redirect_stdout(io.StringIO()):
            assert main(["portfolio", "import", str(table), "--db", str(db)]) == 0
        print(f"imported {name}", flush=True)


def _main(db: Path) -> None:
    import app.cli.portfolio  # noqa: F401  loaded before the clock starts
    import components.imports.portfolio  # noqa: F401

    nurse(lambda run: _work(db, int(run)), lambda: None)


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
