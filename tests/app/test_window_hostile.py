"""Hostile files in the real window: each is a notice with a sentence of its own, and the window lives on."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile.files import lying_bomb
from hostile.models import cut
from hostile.shapes import placements_in_a_circle
from window_rig import SAMPLES, opened, wait

Make = Callable[[Path, bytes, random.Random], Path]


def _model(make: Callable[[bytes, random.Random], bytes]) -> Make:
    def written(folder: Path, raw: bytes, rng: random.Random) -> Path:
        (folder / "m.ifc").write_bytes(make(raw, rng))
        return folder / "m.ifc"

    return written


REFUSED: dict[str, Make] = {
    "cut": _model(cut),
    "circle": _model(lambda _, rng: placements_in_a_circle(rng).encode()),
    "bomb": lying_bomb,
}


def test_a_hostile_file_is_a_notice_and_never_a_dead_window(window: Any, tmp_path: Path) -> None:
    from app.gui.strips import Notice

    raw, rng = (SAMPLES / "zh_gb_small.ifc").read_bytes(), random.Random(5)
    for name, make in REFUSED.items():
        folder = tmp_path / name
        folder.mkdir()
        before = set(window.strips.findChildren(Notice))
        window.open(make(folder, raw, rng))
        wait(lambda known=before: set(window.strips.findChildren(Notice)) - known)
        told = (set(window.strips.findChildren(Notice)) - before).pop()
        assert told.code.startswith("ifc."), name
    assert opened(window) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_worker_killed_while_it_rates_or_checks_is_a_notice_and_the_next_one_works(window: Any) -> None:
    from app.gui.job import Job
    from app.gui.strips import Notice

    opened(window)
    wait(lambda: all(j.over for j in window.session.bench.findChildren(Job)))
    for place in ("rate", "check"):
        before = set(window.strips.findChildren(Notice))
        window.show_place(place)
        wait(lambda: any(not j.over for j in window.session.bench.findChildren(Job)))
        for job in window.session.bench.findChildren(Job):
            if not job.over:
                os.kill(job._process.pid, signal.SIGKILL)
        wait(lambda known=before: set(window.strips.findChildren(Notice)) - known)
        told = (set(window.strips.findChildren(Notice)) - before).pop()
        assert told.code == "gui.our_fault" and told.sentence.text(), place
    assert opened(window, "portal_workshop.ifc") is not None
