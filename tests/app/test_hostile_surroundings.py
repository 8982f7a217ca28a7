"""Odd surroundings: Chinese folders with blanks, no HOME, one that is read-only, LANG=C, two programs at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hostile.bench import HOUSE
from hostile.doors import READERS, WRITERS, whole_inputs
from hostile.inputs import OFFICE, SMALL

_OWN = {
    "package": "package.zip", "certificate": "cert.pem", "forces": "forces.csv", "projects": "projects.csv",
    "key": "key.p12",
    "portfolio listed": "p.db", "portfolio reported": "p.db", "project": "p.steelyard", "password": "word.txt",
    "package of portfolio": "package.zip", "package of review": "package.zip",
}  # fmt: skip
_BOTH = """
import sys
from pathlib import Path
from app.cli.main import main
from app.project import Project, read, write
who, db, project = sys.argv[1], sys.argv[2], Path(sys.argv[3])
for i in range(5):
    words = ['--name', f'{who}{i}', '--permit', f'{who}-{i}', '--city', '沈阳', '--date', '2021-03-05', '--area', '9']
    assert main(['portfolio', 'add', '--db', db, *words]) == 0
    write(Project(block={'name': who * 50_000}), project)
    assert set(read(project).block['name']) in ({'A'}, {'B'})
"""
_CHILD = "import sys; from app.cli.main import main; sys.exit(main(sys.argv[1:]))"
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="HOME and LANG are those of a Unix system")


def _run(env: dict[str, str], *argv: str) -> tuple[int, str]:
    plain = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")}
    done = subprocess.run(
        [sys.executable, "-B", "-c", _CHILD, *argv], cwd=HOUSE, env={**plain, "PYTHONPATH": str(HOUSE), **env},
        capture_output=True, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stderr.decode("utf-8")


@UNIX
@pytest.mark.parametrize(
    "case", ["no HOME", *(pytest.param(c, marks=pytest.mark.long) for c in ("LANG=C", "read-only HOME"))]
)
def test_the_command_line_works_in_bare_surroundings(case: str, tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    env = {"no HOME": {}, "LANG=C": {"LANG": "C", "LC_ALL": "C"}, "read-only HOME": {"HOME": str(shut)}}[case]
    home = tmp_path / "鞍钢 厂房 (一期)"
    home.mkdir()
    out = home / "清单 输出"
    code, said = _run(env, "bom", str(SMALL), "--format", "csv,xlsx,pdf", "-o", str(out))
    assert code in (0, 1) and "Traceback" not in said, said
    assert {p.suffix for p in out.rglob("*")} >= {".csv", ".xlsx", ".pdf"}
    assert list(shut.iterdir()) == []


def _commands(folder: Path, inputs: Path) -> list[tuple[str, ...]]:
    """Every command that reads or writes, on paths of the folder."""
    model, office = folder / "模 型.ifc", folder / "办公 楼.ifc"
    model.write_bytes(SMALL.read_bytes())
    office.write_bytes(OFFICE.read_bytes())
    found = []
    for number, door in enumerate((*READERS, *WRITERS)):
        target = folder / f"结果 {number}{door.ending if door in WRITERS else ''}"
        if door in READERS and not door.name.startswith("model") and door.name not in _OWN:
            continue
        given = inputs / _OWN[door.name] if door.name in _OWN else office if "audit" in door.name else model
        words = {"{file}": str(target if door in WRITERS else given), "{out}": str(target), "{in}": str(inputs),
                 str(SMALL): str(model), str(OFFICE): str(office)}  # fmt: skip
        command = door.command
        for was, now in words.items():
            command = tuple(w.replace(was, now) for w in command)
        if door.name == "key":
            command = (*command, "--password-file", str(inputs / "word.txt"))
        found.append(command)
    return found


@pytest.mark.long
def test_every_command_takes_chinese_paths_with_blanks(tmp_path: Path) -> None:
    folder = tmp_path / "鞍钢 厂房 (一期)"
    folder.mkdir()
    commands = _commands(folder, whole_inputs(folder / "输 入"))
    assert len(commands) >= 28
    for command in commands:
        code, said = _run({"LANG": "C"}, *command)
        assert code in (0, 1) and "Traceback" not in said, f"{command}: {said}"


def test_two_programs_at_once_on_one_portfolio_and_one_project_lose_nothing(tmp_path: Path) -> None:
    db, project = tmp_path / "两个 人.db", tmp_path / "p.steelyard"
    env = os.environ | {"PYTHONPATH": str(HOUSE)}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _BOTH, who, str(db), str(project)], env=env, stdout=subprocess.DEVNULL
        )
        for who in "AB"
    ]
    assert [one.wait(timeout=100) for one in both] == [0, 0]
    from app.portfolio.store import load

    assert sorted(load(db).projects.name.filled()) == sorted(f"{w}{i}" for w in "AB" for i in range(5))
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([db.name, project.name])
