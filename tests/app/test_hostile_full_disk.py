"""A disk of 64 kB that is full: each writer says so in one sentence, keeps the old file, and leaves no part behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hostile.bench import HOUSE
from hostile.doors import small_inputs
from hostile.full_disk import KINDS, OWN, QUICK, namespace
from hostile.inputs import quietly

pytestmark = pytest.mark.skipif(not namespace(), reason="mounts of one's own are not allowed here")


def _on_full_disk(folder: Path, free: int, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    inputs = small_inputs(folder / "inputs")
    quietly(
        "reviewer",
        "add",
        "--register",
        str(inputs / "r.json"),
        "--certificate",
        str(inputs / "cert.pem"),
        "--field",
        "装饰",
    )
    (folder / "disk").mkdir()
    env = os.environ | {
        "PYTHONPATH": f"{HOUSE}{os.pathsep}{HOUSE / 'tests' / 'support'}",
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [*namespace(), sys.executable, "-m", "hostile.full_disk", str(folder / "disk"), str(free), *kinds],
        cwd=HOUSE, env=env, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _checked(ended: list[dict[str, Any]], codes: tuple[int, ...]) -> None:
    for one in ended:
        if one["kind"] == "preferences":  # which tell nobody, and are kept as far as there is room
            assert one["code"] == 0, one
            continue
        assert one["code"] in codes, one
        if one["code"] == 2:
            assert one["say"].count("\n") == 1 and "Traceback" not in one["say"], one
            assert one["old"], one
        assert not [p for p in one["left"] if p.endswith((".part", "-journal", ".lock"))], one


def test_on_a_full_disk_small_writers_say_so_and_keep_what_was_there(tmp_path: Path) -> None:
    ended = _on_full_disk(tmp_path, 0, QUICK)
    assert [one["kind"] for one in ended] == list(QUICK)
    _checked(ended, (2,))


@pytest.mark.long
@pytest.mark.parametrize("free", [0, 16_384])
def test_on_a_full_disk_every_writer_says_so_and_keeps_what_was_there(free: int, tmp_path: Path) -> None:
    ended = _on_full_disk(tmp_path, free, KINDS)
    assert [one["kind"] for one in ended] == [*KINDS]
    _checked(ended, (2,) if not free else (0, 1, 2))
    assert sum(one["code"] == 2 for one in ended) >= len(KINDS) - len(OWN) - 6, "nothing was shown"
