"""A slice of the two hundred kills in tests/long."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from portfolio_killing import Told, check, kill_once, nursery


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_killed_process_loses_no_project_it_told_of_and_imports_no_table_by_half(tmp_path: Path) -> None:
    rng, told, db = random.Random(8), Told(), tmp_path / "p.db"
    with nursery(db) as born:
        for run in range(10):
            kill_once(db, born, run, rng, told)
            if db.exists() and db.stat().st_size:
                check(db, told)
    assert check(db, told) > 1 and told.journals
