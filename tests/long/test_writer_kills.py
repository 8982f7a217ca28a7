"""Two hundred kills of processes that save, export and pack; those of the portfolio are counted apart."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from killing import KINDS, kill_once, nursery, parts, target, whole

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows"),
]
SHARE = 20


@pytest.mark.parametrize("kind", KINDS)
def test_twenty_kills_of_a_writer_leave_the_old_file_or_the_new_one_whole(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng, inside = random.Random(kind), 0
    with nursery(tmp_path, kind) as born:
        for _ in range(SHARE):
            inside += kill_once(tmp_path, born, rng)
            assert whole(tmp_path, kind)
            assert len(parts(tmp_path)) <= 1, "what killed writers leave behind piles up"
    with nursery(tmp_path, kind):  # writes twice before it is ready
        assert parts(tmp_path) == [] and whole(tmp_path, kind)
    assert kind == "package folder" or target(tmp_path, kind).exists()
    with capsys.disabled():
        print(f"\nkills · {kind}: {inside} of {SHARE} inside a write, none torn")
    assert inside >= 2, "too few of the kills came inside a write to show anything"
