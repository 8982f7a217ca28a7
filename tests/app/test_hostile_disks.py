"""Outputs where nothing can be written, and on a disk that fills up: one sentence, the old file whole, no parts left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hostile.bench import HOUSE

SMALL = HOUSE / "ifc_samples" / "zh_gb_small.ifc"
OFFICE = HOUSE / "ifc_samples" / "frame_office.ifc"
_CHILD = """
import resource, signal, sys
limit = int(sys.argv[1])
if limit:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from app.cli.main import main
sys.exit(main(sys.argv[2:]))
"""


def _run(limit: int, *argv: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-B", "-c", _CHILD, str(limit), *argv],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stderr


pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the limit of a file's size is that of a Unix system"
)

WRITERS = {
    "csv": ("bom", str(SMALL), "--format", "csv", "-o"),
    "xlsx": ("bom", str(SMALL), "--format", "xlsx", "-o"),
    "pdf": ("bom", str(SMALL), "--format", "pdf", "-o"),
    "rate": ("rate", str(OFFICE), "-o"),
    "check": ("check", str(SMALL), "-o"),
    "package": ("audit", str(OFFICE), "--zip", "-o"),
}


def _old(target: Path, kind: str) -> dict[Path, bytes]:
    """What lay in the folder before: a finished file under each name that is written."""
    code, said = _run(0, *WRITERS[kind], str(target))
    assert code in (0, 1), said
    return {p: p.read_bytes() for p in sorted(target.parent.rglob("*")) if p.is_file()}


SOME = [k if k == "csv" else pytest.param(k, marks=pytest.mark.long) for k in sorted(WRITERS)]


@pytest.mark.parametrize("kind", SOME)
def test_a_disk_that_fills_up_is_one_sentence_and_leaves_the_old_files_whole(
    kind: str, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    before = _old(target, kind)
    again = ("--replace",) if kind == "package" else ()
    code, said = _run(600, *WRITERS[kind], str(target), *again)
    assert code == 2, said
    assert len(said.strip().splitlines()) == 1 and "Traceback" not in said
    after = {p: p.read_bytes() for p in sorted(tmp_path.rglob("*")) if p.is_file()}
    assert after.keys() == before.keys(), "a part was left behind"
    small = {p for p in after if after[p] != before[p]}
    assert all(len(after[p]) <= 600 for p in small), "a file is neither the old one nor a new one"


@pytest.mark.parametrize("kind", SOME)
def test_a_file_in_the_place_of_the_folder_is_one_sentence(kind: str, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"mine")
    code, said = _run(0, *WRITERS[kind], str(blocked / "out"))
    assert code == 2, said
    assert len(said.strip().splitlines()) == 1 and "Traceback" not in said
    assert blocked.read_bytes() == b"mine" and list(tmp_path.iterdir()) == [blocked]


@pytest.mark.parametrize("name", ["p.steelyard", "p.db"])
def test_a_project_or_portfolio_that_cannot_be_written_keeps_what_was_there(
    name: str, tmp_path: Path
) -> None:
    if name.endswith(".db"):
        argv = ("portfolio", "add", "--db", str(tmp_path / name), "--name", "甲", "--permit", "1")
        argv = (*argv, "--city", "沈阳", "--date", "2021-03-05", "--area", "1000")
        assert _run(0, *argv)[0] == 0
        before = (tmp_path / name).read_bytes()
        code, said = _run(2000, *argv[:6], "乙", "--permit", "2", *argv[8:]) if False else _run(2000, *argv)
        assert code in (1, 2) and len(said.strip().splitlines()) <= 1 and "Traceback" not in said, said
        assert (tmp_path / name).read_bytes() == before
        return
    from app.project import Project, ProjectUnwritable, write

    write(Project(block={"name": "old"}), tmp_path / name)
    before = (tmp_path / name).read_bytes()
    (tmp_path / "f").write_bytes(b"")
    with pytest.raises(ProjectUnwritable):
        write(Project(), tmp_path / "f" / name)
    assert (tmp_path / name).read_bytes() == before
