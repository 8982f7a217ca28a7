"""A disk of 64 kB that is full, in a mount namespace of its own that goes with the process, and every writer on it.

`unshare -m python -m hostile.full_disk FOLDER FREE KIND ...`: FOLDER is where the small disk is mounted, beside it lie
the whole inputs in `inputs`; FREE bytes are left. One line of JSON per kind: {"kind", "code", "say", "old", "left"}:
how it ended, whether what lay in the place before is the same, and what else lies on the disk.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from hostile.doors import WRITERS
from hostile.inputs import filled, rich_project

SIZE = 64 * 1024
DOORS = {door.name: door for door in WRITERS}
OWN = ("project", "automatic copy", "preferences")
"""What the window writes itself."""
KINDS = (*DOORS, *OWN)
QUICK = ("blank answers", "new register", "portfolio added to", "project")
"""Those that need no model."""


def namespace() -> list[str]:
    """The words before a command that give it mounts of its own; none where the system does not allow it."""
    for words in (["unshare", "-m"], ["unshare", "-rm"]):
        if shutil.which("unshare") and subprocess.run([*words, "true"], capture_output=True).returncode == 0:
            return words
    return []


def _fill(disk: Path, free: int) -> None:
    """A plain file that takes all room but `free` bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as out, contextlib.suppress(OSError):
        while True:
            out.write(bytes(4096))
    with filler.open("rb+") as out:
        out.truncate(max(filler.stat().st_size - free, 0))


def _main(argv: list[str]) -> tuple[int, str]:
    from app.cli.main import main

    err = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(err):
        code = main(argv)
    return code, err.getvalue()


def _own(kind: str, target: Path) -> tuple[int, str]:
    """The window's own writers: 2 and the sentence where they refuse."""
    from app import project as pj

    whole = target.parent.parent / "inputs" / "rich.steelyard"
    whole.write_bytes(rich_project())
    try:
        if kind == "project":
            pj.write(pj.read(whole), target)
        elif kind == "automatic copy":
            from app.gui.recovery import Recovery

            here = Recovery(target.parent)
            pj.write(pj.read(whole), here.place(target))
        else:
            from app.gui.preferences import Preferences

            mine = Preferences(target.parent)
            mine.theme = "dark"
            mine.flush()
    except pj.ProjectUnwritable as refused:
        return 2, f"{refused.code}\n"
    return 0, ""


def _tried(kind: str, disk: Path, inputs: Path, free: int) -> dict[str, object]:
    door = DOORS.get(kind)
    ending = door.ending if door else {"preferences": ".ini"}.get(kind, ".steelyard")
    target = disk / f"{'window' if kind == 'preferences' else 'f'}{ending}"
    old = {".db": inputs / "p.db", ".json": inputs / "r.json"}.get(ending)
    if kind in ("new portfolio", "portfolio imported to"):
        old = None
    if old is not None and old.exists() and old.stat().st_size < SIZE // 2:
        shutil.copyfile(old, target)
    elif ending and ending not in (".zip", ".db", ".json"):
        target.write_bytes(b"old")
    before = target.read_bytes() if target.is_file() else b""
    _fill(disk, free)
    run: Callable[[], tuple[int, str]] = lambda: _own(kind, target)  # noqa: E731
    if door is not None:
        words = {"{file}": str(target), "{in}": str(inputs)}
        argv = [filled(w, words) for w in door.command]
        run = lambda: _main(argv)  # noqa: E731
    try:
        code, say = run()
    except BaseException:
        code, say = -1, traceback.format_exc()
    after = target.read_bytes() if target.is_file() else b""
    left = sorted(str(p.relative_to(disk)) for p in disk.rglob("*") if p != target and p.name != "filler")
    return {"kind": kind, "code": code, "say": say, "old": after == before, "left": left}


def main(words: list[str]) -> None:
    disk, free = Path(words[0]), int(words[1])
    inputs = disk.parent / "inputs"
    for kind in words[2:]:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)], check=True)
        try:
            print(json.dumps(_tried(kind, disk, inputs, free)), flush=True)
        finally:
            subprocess.run(["umount", str(disk)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
