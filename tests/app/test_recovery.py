"""What is left behind unsaved is offered once its window is gone, and not before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app import project as pj

ROOT = Path(__file__).parents[2]

pytest.importorskip("PySide6")


def _project(count: int) -> pj.Project:
    made = tuple(pj.Decision("m", i, f"g{i}", "category", "timber", "seen") for i in range(count))
    return pj.Project((pj.ModelRef("/nowhere/a.ifc", "m"),), made)


def test_a_copy_is_offered_only_where_it_says_something_else_than_the_file(tmp_path: Path) -> None:
    from app.gui.recovery import Recovery

    path = tmp_path / "a.steelyard"
    pj.write(_project(1), path)
    gone, here = Recovery(tmp_path), Recovery(tmp_path)
    gone.close()
    assert here.left(path) == ()
    pj.write(_project(1), gone.place(path))
    assert here.left(path) == ()
    pj.write(_project(2), gone.place(path))
    assert here.left(path) == (gone.place(path),)


@pytest.mark.parametrize("name", ["厂房[A]", "a**b", "x" * 240, "钢" * 78, "?"])
def test_a_copy_is_found_again_whatever_its_project_is_called(name: str, tmp_path: Path) -> None:
    from app.gui.recovery import Recovery

    path, other = tmp_path / f"{name}.steelyard", tmp_path / f"{name[:-1]}b.steelyard"
    gone, here = Recovery(tmp_path), Recovery(tmp_path)
    gone.close()
    for count, project in enumerate((path, other), 1):
        pj.write(_project(0), project)
        pj.write(_project(count), gone.place(project))
    assert here.left(path) == (gone.place(path),) and here.left(other) == (gone.place(other),)


def test_two_windows_do_not_share_a_copy_and_none_is_offered_the_other_ones(tmp_path: Path) -> None:
    from app.gui.recovery import Recovery

    one, two = Recovery(tmp_path), Recovery(tmp_path)
    pj.write(_project(1), one.place(None))
    pj.write(_project(2), two.place(None))
    assert one.place(None) != two.place(None)
    assert one.left(None) == two.left(None) == ()
    one.close()
    assert two.left(None) == (one.place(None),)


_LEAVE = """
import sys, os, signal
from pathlib import Path
from app import project as pj
from app.gui.recovery import Recovery
mine = Recovery(Path(sys.argv[1]))
pj.write(pj.Project(block={"project": "left"}), mine.place(None))
print(mine.place(None), flush=True)
sys.stdin.readline()
"""


def test_the_copy_of_a_killed_process_is_offered_and_that_of_a_living_one_is_not(tmp_path: Path) -> None:
    from app.gui.recovery import Recovery

    other = subprocess.Popen(
        [sys.executable, "-c", _LEAVE, str(tmp_path)], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert other.stdout is not None
    copy = Path(other.stdout.readline().strip())
    here = Recovery(tmp_path)
    assert here.left(None) == ()
    other.kill()
    other.communicate()
    assert here.left(None) == (copy,)


_SAVE = """
import sys
from pathlib import Path
from app import project as pj
path = Path(sys.argv[1])
made = tuple(pj.Decision("m", i, f"g{i}", "category", "timber", "x" * 60) for i in range(4000))
print("ready", flush=True)
n = 0
while True:
    n += 1
    pj.write(pj.Project((pj.ModelRef("/nowhere/a.ifc", "m"),), made, block={"n": str(n)}), path)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not sent on Windows")
def test_a_process_killed_at_any_instant_of_saving_leaves_a_whole_project(tmp_path: Path) -> None:
    path, seen = tmp_path / "a.steelyard", set()
    for kill in range(8):
        saving = subprocess.Popen(
            [sys.executable, "-c", _SAVE, str(path)], cwd=ROOT, text=True, stdout=subprocess.PIPE
        )
        assert saving.stdout is not None
        saving.stdout.readline()
        while kill == 0 and not path.exists():
            time.sleep(0.01)
        time.sleep(0.03 + 0.017 * kill)
        os.kill(saving.pid, signal.SIGKILL)
        saving.communicate()
        project = pj.read(path)
        assert len(project.decisions) == 4000
        seen.add(project.block["n"])
    assert seen
