"""The one way a file gets to its place: whole or not at all, never over what is no file, nothing left lying about."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from components.replacing import PREFIX, SUFFIX, beside, place, put, replacing, sweep

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such things in its file system")


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_write_that_fails_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    put(tmp_path / "f", b"old")
    with pytest.raises(RuntimeError), replacing(tmp_path / "f") as part:
        part.write_bytes(b"half")
        raise RuntimeError
    assert (tmp_path / "f").read_bytes() == b"old" and names(tmp_path) == ["f"]


@UNIX
def test_only_a_plain_file_gives_up_its_place(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link to pipe").symlink_to("pipe")
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "folder").mkdir()
    (tmp_path / "shut").write_bytes(b"mine")
    (tmp_path / "shut").chmod(0o444)
    before = names(tmp_path)
    for name in before:
        with pytest.raises(OSError):
            put(tmp_path / name, b"x")
    assert names(tmp_path) == before and (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "shut").read_bytes() == b"mine"


@UNIX
def test_a_link_keeps_pointing_and_the_file_behind_it_is_replaced_with_its_rights(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    put(tmp_path / "far" / "f", b"old")
    (tmp_path / "far" / "f").chmod(0o640)
    (tmp_path / "link").symlink_to(tmp_path / "far" / "f")
    put(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "far" / "f").read_bytes() == b"new"
    assert (tmp_path / "far" / "f").stat().st_mode & 0o777 == 0o640
    assert place(tmp_path / "link") == (tmp_path / "far" / "f").resolve()


@UNIX
def test_the_parts_of_dead_processes_are_swept_and_those_of_the_living_are_not(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from components.replacing import beside\n"
        "p = beside(Path(sys.argv[1]) / 'f'); p.write_bytes(b'half')\n"
        "q = beside(Path(sys.argv[1]) / 'g'); q.mkdir(); (q / 'x').write_bytes(b'half')\n"
        "print('ready', flush=True); sys.stdin.read()\n"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert worker.stdout is not None and worker.stdout.readline() == b"ready\n"
    foreign = tmp_path / f"{PREFIX}0badc0de-1-00{SUFFIX}"
    foreign.write_bytes(b"of another machine")
    sweep(tmp_path)
    assert len(names(tmp_path)) == 3, "the parts of a process that writes were taken away"
    worker.kill()
    worker.communicate()
    put(tmp_path / "h", b"whole")
    assert names(tmp_path) == sorted([foreign.name, "h"])
    old = time.time() - 2 * 86400
    os.utime(foreign, (old, old))
    assert beside(tmp_path / "h").name not in names(tmp_path) and names(tmp_path) == ["h"]
