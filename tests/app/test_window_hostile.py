"""Hostile files in the real window: each is a notice with a sentence of its own, and the window lives on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
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
    for place, task in (("rate", "rate_model"), ("check", "check_members")):
        before = set(window.strips.findChildren(Notice))
        window.show_place(place)
        wait(
            lambda task=task: any(
                not j.over and j.name == task for j in window.session.bench.findChildren(Job)
            )
        )
        for job in window.session.bench.findChildren(Job):
            if not job.over and job.name == task:
                os.kill(job._process.pid, signal.SIGKILL)
        wait(lambda known=before: set(window.strips.findChildren(Notice)) - known)
        told = (set(window.strips.findChildren(Notice)) - before).pop()
        assert told.code == "gui.step_failed" and told.sentence.text(), place
    assert opened(window, "portal_workshop.ifc") is not None


@pytest.mark.skipif(
    sys.platform == "win32", reason="there is neither SIGKILL nor a limit of memory on Windows"
)
@pytest.mark.parametrize("end", ["killed", pytest.param("out of memory", marks=pytest.mark.long)])
def test_a_worker_that_ends_during_an_export_is_a_notice_and_the_next_export_is_whole(
    window: Any, tmp_path: Path, end: str
) -> None:
    import resource

    from app.gui.strips import Notice

    opened(window)
    window.show_place("bill")
    place = window.bill_place
    before = set(window.strips.findChildren(Notice))
    job = place.write(tmp_path / "out")
    if end == "killed":
        wait(lambda: (tmp_path / "out").exists())
        os.kill(job._process.pid, signal.SIGKILL)
    else:
        resource.prlimit(job._process.pid, resource.RLIMIT_AS, (1 << 20, 1 << 20))
    wait(lambda: any(n.code in ("gui.step_failed", "gui.no_memory") for n in _new(window, before)))
    assert all(n.sentence.text() for n in _new(window, before))
    place.write(tmp_path / "out")
    wait(lambda: any(n.code == "gui.exported" for n in _new(window, before)))
    assert not list((tmp_path / "out").glob(".steelyard-*")) and list((tmp_path / "out").glob("bill.*"))


def _new(window: Any, before: set[Any]) -> set[Any]:
    from app.gui.strips import Notice

    return set(window.strips.findChildren(Notice)) - before


@pytest.mark.parametrize("harm", [pytest.param("cut", marks=pytest.mark.long), "gone"])
def test_a_portfolio_that_is_cut_or_gone_while_it_is_open_is_a_notice_and_nothing_is_made_in_its_place(
    window: Any, tmp_path: Path, harm: str
) -> None:
    from app.portfolio import store
    from components.rates.projects import Project

    db = tmp_path / "p.steelyard-db"
    store.add(db, [Project(f"楼 {i}") for i in range(50)])
    place = window.portfolio_place
    window.show_place("portfolio")
    place.keeper.open(db)
    wait(lambda: place.keeper.view is not None)
    whole = db.read_bytes()
    if harm == "cut":
        db.write_bytes(whole[: len(whole) // 2])
    else:
        db.unlink()
    for deed in (
        lambda: place.keeper.add(Project("新")),
        lambda: place.keeper.export(tmp_path / "list.csv"),
        lambda: place.keeper.reload(),
    ):
        before = _new(window, set())
        deed()
        wait(lambda known=before: any(n.code.startswith("portfolio.") for n in _new(window, known)))
    assert not (tmp_path / "list.csv").exists()
    assert not db.exists() if harm == "gone" else db.read_bytes() == whole[: len(whole) // 2]
    db.write_bytes(whole)
    place.keeper.reload()
    wait(lambda: place.keeper.view is not None and place.table.model.rowCount() == 50)


@pytest.mark.skipif(sys.platform == "win32", reason="HOME is that of a Unix system")
@pytest.mark.parametrize("home", [pytest.param(None, marks=pytest.mark.long), "/proc/none"])
def test_without_a_home_the_window_comes_up(home: str | None, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    env = {k: v for k, v in os.environ.items() if k != "HOME" and not k.startswith("XDG_")}
    env |= {"HOME": home} if home else {"XDG_DATA_HOME": "/proc/none"}
    env |= {"TMPDIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(SAMPLES.parent)}
    done = subprocess.run(
        [sys.executable, "-c", _UP], env=env, capture_output=True, text=True, timeout=60, cwd=SAMPLES.parent
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().startswith(str(tmp_path)) and "Traceback" not in done.stderr


_UP = """
from app.gui.application import start
app, window = start()
window.show()
app.processEvents()
window.preferences.theme = "dark"
window.preferences.flush()
window.session.close()
print(window.preferences.folder)
"""
