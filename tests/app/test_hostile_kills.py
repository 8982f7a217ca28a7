"""A slice of the kills in tests/long."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from killing import kill_once, nursery, parts, whole


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("kind", ["project", "csv", "package", "settings"])
def test_a_killed_writer_leaves_the_old_file_or_the_new_one_whole(kind: str, tmp_path: Path) -> None:
    rng = random.Random(f"few {kind}")
    with nursery(tmp_path, kind) as born:
        for _ in range(4):
            kill_once(tmp_path, born, rng)
            assert whole(tmp_path, kind)
            assert len(parts(tmp_path)) <= 1
