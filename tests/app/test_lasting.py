"""A window that is used all day, and one that is killed: nothing is left over, nothing that was decided is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from window_rig import SAMPLES, no_screen, opened, wait

from app import project as pj
from components.words import say

ROOT = Path(__file__).parents[2]


def _held(window: Any) -> tuple[int, int]:
    """Qt objects beneath the window, and threads of the process."""
    import gc

    from PySide6.QtCore import QCoreApplication, QEvent, QObject

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return len(window.findChildren(QObject)), threading.active_count()


def _settled(window: Any) -> tuple[int, int]:
    """The same once it changes no more: a loaded machine takes longer to let go."""
    from PySide6.QtTest import QTest

    now, before = _held(window), (0, 0)
    for _ in range(100):
        if now == before:
            break
        QTest.qWait(200)
        now, before = _held(window), now
    return now


def test_opening_rating_and_closing_again_and_again_leaves_no_object_and_no_thread(window: Any) -> None:
    from PySide6.QtTest import QTest

    from app.gui.job import Job

    seen = []
    for _ in range(3):
        opened(window)
        for place in ("rate", "check"):
            window.show_place(place)
            QTest.qWait(60)
            wait(lambda: all(job.over for job in window.session.bench.findChildren(Job)))
        window.session.undo.setClean()
        window.close_project()
        QTest.qWait(120)
        seen.append(_settled(window))
    assert seen[2] == seen[1], seen  # what is made once, such as a pool of threads, has been made by then


_WORK = """
import sys
from pathlib import Path
import numpy as np
from PySide6.QtCore import QTimer
from app.gui.application import start
app, window = start(Path(sys.argv[1]), "zh")
window.show()
window.open(Path(sys.argv[2]))
def edit():
    if window.session.current is None:
        QTimer.singleShot(50, edit)
        return
    window.session.select(np.array([1]))
    window.session.decide("category", "timber", "seen on site")
    print("edited", flush=True)
QTimer.singleShot(50, edit)
app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_window_killed_with_edits_on_a_saved_project_offers_them_when_it_is_started_again(
    state: Path, open_window: Callable[..., Any], tmp_path: Path
) -> None:
    from PySide6.QtWidgets import QPushButton

    from app.gui.strips import Notice

    if why := no_screen():
        pytest.skip(why)
    path, model = tmp_path / "a.steelyard", SAMPLES / "zh_gb_small.ifc"
    ref = pj.ModelRef(str(model), sha256(model.read_bytes()).hexdigest())
    pj.write(pj.Project((ref,)), path)
    saved = path.read_bytes()
    killed = subprocess.Popen(
        [sys.executable, "-c", _WORK, str(state), str(path)], cwd=ROOT, text=True, stdout=subprocess.PIPE
    )
    assert killed.stdout is not None and killed.stdout.readline().strip() == "edited"
    wait(lambda: list(tmp_path.glob(".a.steelyard.*.recovery")))  # its own timer writes it
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert path.read_bytes() == saved
    again = open_window("zh")
    again.open(path)
    wait(lambda: again.session.current is not None)
    notice = next(n for n in again.strips.findChildren(Notice) if n.code == "gui.recovered")
    next(b for b in notice.findChildren(QPushButton) if b.text() == say("gui.recover", "zh")).click()
    wait(lambda: again.session.current is not None and again.session.model.components.category[1] == "timber")
    assert again.session.modified and again.session.current.path == model.resolve()
    (decided,) = again.session.project.decisions
    assert (decided.value, decided.reason) == ("timber", "seen on site")
    assert pj.read(path) != again.session.project
