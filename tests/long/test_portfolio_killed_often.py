"""Two hundred kills of a process that writes to a portfolio."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from portfolio_killing import Told, check, kill_once

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows"),
]


def test_two_hundred_kills_lose_nothing_and_leave_nothing_half_written(tmp_path: Path) -> None:
    rng, told, db = random.Random(200), Told(), tmp_path / "p.db"
    for run in range(200):
        kill_once(db, run, rng, told)
        if db.exists() and db.stat().st_size:
            check(db, told)
    assert told.journals >= 20, "too few of the kills came inside a write to show anything"
    print(f"{check(db, told)} projects, {told.journals} of 200 kills inside a write")
