"""Two hundred kills of a process that writes to a portfolio."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from portfolio_killing import Told, check, kill_once, nursery

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows"),
]


def test_two_hundred_kills_lose_nothing_and_leave_nothing_half_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng, told, db = random.Random(200), Told(), tmp_path / "p.db"
    with nursery(db) as born:
        for run in range(200):
            kill_once(db, born, run, rng, told)
            if db.exists() and db.stat().st_size:
                check(db, told)
    assert len(told.tables) >= 20, "too few tables were imported to show anything"
    assert told.journals >= 20, "too few of the kills came inside a write to show anything"
    with capsys.disabled():
        print(
            f"\nkills · portfolio: {check(db, told)} projects, {told.journals} of 200 inside a write, none lost"
        )
