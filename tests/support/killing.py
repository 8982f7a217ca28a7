"""Kills a process that writes the same file again and again, at an instant nobody chose."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

KINDS = ("project", "csv", "xlsx", "pdf", "package")
_HOUSE = Path(__file__).parents[2]


def target(folder: Path, kind: str) -> Path:
    """The file that is written."""
    return folder / {"project": "p.steelyard", "package": "k.zip"}.get(kind, f"bill.{kind}")


def kill_once(folder: Path, kind: str, rng: random.Random) -> bool:
    """Start a writer, kill it; whether it left something behind, that is, was killed inside a write."""
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(_HOUSE), str(_HOUSE / "tests" / "support")])}
    worker = subprocess.Popen(
        [sys.executable, __file__, str(folder), kind], stdout=subprocess.PIPE, env=env, cwd=_HOUSE
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"ready\n"
    time.sleep(rng.uniform(0.0, 0.15))
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    left = [p for p in folder.iterdir() if p.name.endswith(".part")]
    for path in left:
        path.unlink()
    return bool(left)


def whole(path: Path, kind: str) -> bool:
    """Whether a file is one that the writer could have finished."""
    if kind == "project":
        from app.project import read

        return len(read(path).block["name"]) == 200_000
    if kind == "csv":
        return path.read_bytes().endswith(b"the end\r\n")
    if kind == "xlsx":
        import openpyxl

        return bool(openpyxl.load_workbook(path, read_only=True).worksheets)
    if kind == "pdf":
        import pypdf

        return len(pypdf.PdfReader(path, strict=True).pages) > 0
    from components.audit.container import open_package

    package = open_package(path)
    return all(package.read(name) is not None for name in package.names)


def _work(folder: Path, kind: str) -> None:
    """Write until killed. What is written is made once: the kill then falls into the writing."""
    from app.project import Project, write
    from components.audit.writing import write_package
    from components.exports.target import write_bytes

    path, serial = target(folder, kind), 0
    if kind in ("xlsx", "pdf"):
        from bills import SAMPLES, issue

        from app.bills import made_document
        from components.exports import pdf, xlsx

        made = made_document(issue(SAMPLES / "zh_gb_small.ifc"), "zh")
        writer = xlsx if kind == "xlsx" else pdf
        writer.write(made, path)
    print("ready", flush=True)
    while True:
        serial += 1
        word = f"{serial:06d}"
        if kind == "project":
            write(Project(block={"name": (word * 40_000)[:200_000]}), path)
        elif kind == "csv":
            write_bytes(path, (word + "\r\n").encode() * 1_500_000 + b"the end\r\n")
        elif kind == "package":
            content = {"manifest.json": b"{}", "SHA256SUMS": word.encode(), "big": os.urandom(1_000_000)}
            write_package(content, path, zipped=True, replace=True)
        else:
            writer.write(made, path)


if __name__ == "__main__":
    _work(Path(sys.argv[1]), sys.argv[2])
