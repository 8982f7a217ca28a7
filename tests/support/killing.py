"""Kills a process that writes the same file again and again, at an instant nobody chose."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from nursery import Nursery, nurse

KINDS = (
    "project",
    "csv",
    "json",
    "xlsx",
    "pdf",
    "package",
    "package folder",
    "review",
    "register",
    "settings",
)
_NAMES = {
    "project": "p.steelyard", "package": "k.zip", "package folder": "k", "review": "k.zip", "register": "r.json",
    "settings": "s.toml",
}  # fmt: skip
_END = b"the end\r\n"
_BIG = 30_000_000


def target(folder: Path, kind: str) -> Path:
    """The file that is written; of folders, what their names begin with."""
    return folder / _NAMES.get(kind, f"bill.{kind}")


def nursery(folder: Path, kind: str) -> Nursery:
    """The process whose children write."""
    return Nursery(__file__, str(folder), kind)


def parts(folder: Path) -> list[Path]:
    """What writers left behind."""
    return [p for p in folder.iterdir() if p.name.endswith(".part")]


def kill_once(folder: Path, born: Nursery, rng: random.Random) -> bool:
    """Let a child write and kill it; whether it was killed inside a write, that is, left a part behind.

    Half of the kills come at any instant, half at one shortly after a part was begun: where a file is made long and
    placed quickly, the first alone would hardly ever meet the placing.
    """
    before = set(parts(folder))

    def wait() -> None:
        if rng.random() < 0.5:
            time.sleep(rng.uniform(0.0, 1.5 * born.seconds))
            return
        patience = time.monotonic() + 10.0 * born.seconds + 1.0
        while set(parts(folder)) <= before and time.monotonic() < patience:
            time.sleep(0.0005)
        time.sleep(rng.choice((0.0, rng.uniform(0.0, 0.01), rng.uniform(0.0, 0.05))))

    born.kill("", wait)
    return bool(set(parts(folder)) - before)


def whole(folder: Path, kind: str) -> bool:
    """Whether what stands there is what the writer could have finished."""
    path = target(folder, kind)
    if kind == "package folder":
        return all(_package(p) for p in folder.iterdir() if p.name.startswith("k") and p.is_dir())
    if not path.exists():
        return kind not in ("review",)
    if kind == "project":
        from app.project import read

        return len(read(path).block["name"]) == 200_000
    if kind in ("csv", "json", "settings"):
        return path.read_bytes().endswith(_END)
    if kind == "xlsx":
        import openpyxl

        return bool(openpyxl.load_workbook(path, read_only=True).worksheets)
    if kind == "pdf":
        import pypdf

        return len(pypdf.PdfReader(path, strict=True).pages) > 0
    if kind == "register":
        from components.audit.register import read_register

        return len(read_register(path)) > 0
    return _package(path)


def _package(path: Path) -> bool:
    from components.audit.container import open_package
    from components.audit.reviews import STATEMENT, numbers

    package = open_package(path)
    for name in package.names:
        if name.startswith("reviews/.") or ".part/" in name:
            continue  # a review that was not finished counts as none
        package.read(name)
    return all(f"reviews/{n}/{STATEMENT}.p7s" in package for n in numbers(package))


def _writer(folder: Path, kind: str) -> Callable[[int], None]:
    """One write of a kind, given its number."""
    path = target(folder, kind)
    if kind == "project":
        from app.project import Project, write

        return lambda n: write(Project(block={"name": (f"{n:06d}" * 40_000)[:200_000]}), path)
    if kind in ("csv", "json"):
        from components.exports.target import write_bytes

        return lambda n: write_bytes(path, (f"{n:06d}\r\n").encode() * (_BIG // 8) + _END)
    if kind == "settings":
        from components.replacing import put

        return lambda n: put(path, (f"{n:06d}\r\n").encode() * 100_000 + _END)
    if kind in ("xlsx", "pdf"):
        return _document(path, kind)
    return _audited(folder, kind)


def _document(path: Path, kind: str) -> Callable[[int], None]:
    from bills import SAMPLES, issue

    from app.bills import made_document
    from components.exports import pdf, xlsx

    made = made_document(issue(SAMPLES / "zh_gb_small.ifc"), "zh")
    writer = xlsx if kind == "xlsx" else pdf

    def write(number: int) -> None:
        writer.write(made, path)

    return write


def _audited(folder: Path, kind: str) -> Callable[[int], None]:
    from audit_rig import NOW, PASSWORD, holder

    from components.audit import register
    from components.audit.container import open_package
    from components.audit.keys import read_key
    from components.audit.reviews import add_review
    from components.audit.writing import write_package
    from components.replacing import put

    path = target(folder, kind)

    def content(number: int) -> dict[str, bytes | Path]:
        return {"manifest.json": b"{}", "SHA256SUMS": f"{number:06d}".encode(), "big": os.urandom(300_000)}

    if kind == "package":
        return lambda n: write_package(content(n), path, zipped=True, replace=True)
    if kind == "package folder":
        return lambda n: write_package(content(n), path.with_name(f"k{os.getpid()}-{n}"), zipped=False)
    if kind == "register":
        signers = [holder(f"王{i}").pem(folder / f"{i}.pem") for i in range(8)]
        register.add(folder / f"first{os.getpid()}.json", signers[0], "钢结构")
        first = (folder / f"first{os.getpid()}.json").read_bytes()
        at = [0, 0]

        def enter(number: int) -> None:
            if at[0] != os.getpid() or at[1] == len(signers):  # a new child, or all are in
                put(path, first)
                at[:] = os.getpid(), 1
            register.add(path, signers[at[1]], "钢结构")
            at[1] += 1

        return enter
    if not path.exists():
        write_package(content(0), path, zipped=True)
    key = read_key(holder("王工").p12(folder / "key.p12"), PASSWORD, NOW)

    def review(number: int) -> None:
        package = open_package(path)
        add_review(package, key, "accepted", "", NOW)

    return review


def _main(folder: Path, kind: str) -> None:
    write = _writer(folder, kind)
    made = iter(range(10**9))

    def until_killed(_: str) -> None:
        while True:
            write(next(made))

    nurse(until_killed, lambda: write(next(made)))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2])
