"""A slice of the kills in tests/long."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from killing import kill_once, target, whole


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("kind", ["project", "csv", "package"])
def test_a_killed_writer_leaves_the_old_file_or_the_new_one_whole(kind: str, tmp_path: Path) -> None:
    rng = random.Random(f"few {kind}")
    for _ in range(3):
        kill_once(tmp_path, kind, rng)
        path = target(tmp_path, kind)
        assert not path.exists() or whole(path, kind)
