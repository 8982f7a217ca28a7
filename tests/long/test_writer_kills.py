"""Two hundred kills of processes that save, export and pack; those of the portfolio are counted apart."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from killing import KINDS, kill_once, target, whole

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows"),
]


@pytest.mark.parametrize("kind", KINDS)
def test_forty_kills_of_a_writer_leave_the_old_file_or_the_new_one_whole(kind: str, tmp_path: Path) -> None:
    rng, inside = random.Random(kind), 0
    for _ in range(40):
        inside += kill_once(tmp_path, kind, rng)
        path = target(tmp_path, kind)
        assert not path.exists() or whole(path, kind)
    assert target(tmp_path, kind).exists()
    print(f"{kind}: {inside} of 40 kills inside a write")
    assert inside >= 1, "too few of the kills came inside a write to show anything"
