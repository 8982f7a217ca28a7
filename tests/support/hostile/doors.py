# ruff: noqa: E501
"""Every file that a command asks for, and what may lie in its place that is no file: pipes, devices, folders, circles."""

from __future__ import annotations

import random
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hostile.bench import Case
from hostile.files import pipe_at
from hostile.inputs import FORCES, OFFICE, PROJECTS, SMALL, quietly


@dataclass(frozen=True)
class Door:
    """A file that a command asks for. command: with {file} for it, {out} for the folder of results, {in} for that of whole inputs."""

    name: str
    ending: str
    command: tuple[str, ...]


_BOM = ("bom", str(SMALL), "--format", "csv", "-o", "{out}")
_RATE = ("rate", str(SMALL))
_CHECK = ("check", str(SMALL))
_AUDIT = ("audit", str(OFFICE), "-o", "{out}")
_DB = ("--db", "{file}")
_WORDS = ("--name", "甲", "--city", "沈阳", "--date", "2021-03-05", "--area", "1000")
READERS = (
    Door("model of info", ".ifc", ("info", "{file}", "--json")),
    Door("model of bom", ".ifc", ("bom", "{file}", "--format", "csv", "-o", "{out}")),
    Door("second model", ".ifc", ("bom", str(SMALL), "{file}", "--format", "csv", "-o", "{out}")),
    Door("packed model", ".ifczip", ("rate", "{file}")),
    Door("marks rules", ".toml", (*_BOM, "--marks-rules", "{file}")),
    Door("previous marks", ".csv", (*_BOM, "--previous", "{file}", "--marks", "number")),
    Door("template", ".toml", (*_BOM, "--template", "{file}")),
    Door("logo", ".png", ("bom", str(SMALL), "--format", "pdf", "-o", "{out}", "--template", "{in}/logo.toml")),
    Door("bases", ".toml", (*_BOM, "--bases", "{file}")),
    Door("rule book", ".toml", (*_RATE, "--book", "{file}")),
    Door("answers", ".toml", (*_RATE, "--answers", "{file}")),
    Door("forces", ".csv", (*_CHECK, "--forces", "{file}")),
    Door("combinations", ".csv", (*_CHECK, "--forces", "{in}/forces.csv", "--combinations", "{file}")),
    Door("mapping", ".toml", (*_CHECK, "--forces", "{in}/forces.csv", "--map", "{file}")),
    Door("decisions table", ".csv", (*_CHECK, "--overrides", "{file}")),
    Door("decisions toml", ".toml", (*_CHECK, "--overrides", "{file}")),
    Door("project", ".steelyard", (*_AUDIT, "--project", "{file}")),
    Door("model of audit", ".ifc", ("audit", "{file}", "-o", "{out}", "--project", "{in}/p.steelyard")),
    Door("answers of audit", ".toml", (*_AUDIT, "--answers", "{file}")),
    Door("key", ".p12", (*_AUDIT, "--sign", "{file}")),
    Door("password", ".txt", (*_AUDIT, "--sign", "{in}/key.p12", "--password-file", "{file}")),
    Door("package", ".zip", ("verify", "{file}")),
    Door("model of verify", ".ifc", ("verify", "{in}/package.zip", "{file}")),
    Door("certificate", ".pem", ("verify", "{in}/package.zip", "--trust", "{file}")),
    Door("register", ".json", ("verify", "{in}/package.zip", "--register", "{file}")),
    Door("package of review", ".zip", ("review", "{file}", "--accepted", "--sign", "{in}/key.p12", "--password-file", "{in}/word.txt")),
    Door("register of reviewer", ".json", ("reviewer", "list", "--register", "{file}")),
    Door("certificate of reviewer", ".pem", ("reviewer", "add", "--register", "{out}.json", "--certificate", "{file}", "--field", "钢结构")),
    Door("projects", ".csv", ("portfolio", "import", "{file}", "--db", "{out}.db")),
    Door("package of portfolio", ".zip", ("portfolio", "add", "--db", "{out}.db", "--package", "{file}")),
    Door("portfolio listed", ".db", ("portfolio", "list", *_DB)),
    Door("portfolio reported", ".db", ("portfolio", "report", *_DB, "-o", "{out}", "--format", "csv")),
)  # fmt: skip
WRITERS = (
    Door("bill csv", "", ("bom", str(SMALL), "--format", "csv", "-o", "{file}")),
    Door("bill xlsx", "", ("bom", str(SMALL), "--format", "xlsx", "-o", "{file}")),
    Door("bill pdf", "", ("bom", str(SMALL), "--format", "pdf", "-o", "{file}")),
    Door("run", "", ("run", str(SMALL), "-o", "{file}")),
    Door("rate", "", ("rate", str(OFFICE), "-o", "{file}")),
    Door("blank answers", ".toml", ("rate", "--template", "{file}")),
    Door("check", "", ("check", str(SMALL), "-o", "{file}", "--sheets", "1")),
    Door("member", ".pdf", ("member", "--section", "HW300x300x10x15", "--grade", "Q355B", "--N", "100", "--lx", "3000", "--role", "column", "-o", "{file}")),
    Door("package folder", "", ("audit", str(OFFICE), "-o", "{file}")),
    Door("package zip", ".zip", ("audit", str(OFFICE), "--zip", "--replace", "-o", "{file}")),
    Door("new register", ".json", ("reviewer", "add", "--register", "{file}", "--certificate", "{in}/cert.pem", "--field", "钢结构")),
    Door("new portfolio", ".db", ("portfolio", "add", "--db", "{file}", *_WORDS)),
    Door("report", "", ("portfolio", "report", "--db", "{in}/p.db", "-o", "{file}", "--format", "pdf,xlsx,csv,json")),
    Door("list", ".xlsx", ("portfolio", "export", "{file}", "--db", "{in}/p.db")),
    Door("portfolio added to", ".db", ("portfolio", "add", *_DB, *_WORDS)),
    Door("portfolio imported to", ".db", ("portfolio", "import", "{in}/projects.csv", *_DB)),
    Door("blank projects", ".xlsx", ("portfolio", "import", "--template", "{file}")),
)  # fmt: skip

Thing = Callable[[Path], Path]


def _socket(path: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as listening:
        # The name of a socket may have 107 bytes only; a short way leads there.
        short = Path("/tmp") / f"hostile-{random.randrange(10**9)}"
        short.symlink_to(path.parent)
        listening.bind(str(short / path.name))
        short.unlink()
    return path


def _circle(path: Path) -> Path:
    path.symlink_to(path.name)
    return path


def _long_circle(path: Path) -> Path:
    other = path.with_name(f"other{path.suffix}")
    path.symlink_to(other)
    other.symlink_to(path)
    return path


def _nowhere(path: Path) -> Path:
    path.symlink_to(path.parent / "gone" / "there")
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    (path / "x").write_bytes(b"x")
    return path


def _closed(path: Path) -> Path:
    path.write_bytes(b"something")
    path.chmod(0)
    return path


def _closed_folder(path: Path) -> Path:
    path.parent.joinpath("shut").mkdir()
    inside = path.parent / "shut" / path.name
    inside.write_bytes(b"something")
    inside.parent.chmod(0)
    return inside


def _linked(target: str) -> Thing:
    def made(path: Path) -> Path:
        path.symlink_to(target)
        return path

    made.__name__ = target.strip("/").replace("/", "_")
    return made


NO_FILES: tuple[Thing, ...] = (
    pipe_at, _socket, _circle, _long_circle, _nowhere, _folder, _closed, _closed_folder, lambda path: path / "below" / "nothing",
)  # fmt: skip
DEVICES: tuple[Thing, ...] = tuple(
    map(_linked, ("/dev/zero", "/dev/null", "/dev/full", "/dev/urandom", "/proc/self/mem"))
)
"""To be read only: with the rights of root a program that fails this test would do harm."""


def whole_inputs(folder: Path) -> Path:
    """A folder of whole inputs, for the options beside the one that is spoiled."""
    small_inputs(folder)
    quietly("audit", str(OFFICE), "--zip", "-o", str(folder / "package.zip"))
    return folder


def small_inputs(folder: Path) -> Path:
    """Those for which no model is read."""
    from audit_rig import PASSWORD, holder

    folder.mkdir(exist_ok=True)
    signer = holder("王工")
    signer.p12(folder / "key.p12")
    signer.pem(folder / "cert.pem")
    (folder / "word.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    (folder / "forces.csv").write_text(FORCES, encoding="utf-8")
    (folder / "projects.csv").write_text(PROJECTS, encoding="utf-8")
    (folder / "p.steelyard").write_text(
        '{"steelyard": 1, "models": [], "decisions": [], "settings": {}}', encoding="utf-8"
    )
    quietly("portfolio", "import", str(folder / "projects.csv"), "--db", str(folder / "p.db"))
    return folder


def doors(
    folder: Path, which: tuple[Door, ...], things: tuple[Thing, ...], every: int = 1, first: int = 0
) -> Iterator[Case]:
    """Each thing in the place of each file; `every` and `first` take a part of them."""
    inputs = whole_inputs(folder / "inputs")
    number = 0
    for door in which:
        for thing in things:
            number += 1
            if number % every != first:
                continue
            place = folder / f"d{number}"
            place.mkdir()
            path = thing(place / f"f{door.ending}")
            out = place / "out"
            if "{in}/logo.toml" in door.command:
                (place / "logo.toml").write_text(f'schema = 1\n[title]\nlogo = "{path}"\n', encoding="utf-8")
            words = [w.replace("{in}/logo.toml", str(place / "logo.toml")) for w in door.command]
            command = tuple(
                w.replace("{file}", str(path)).replace("{out}", str(out)).replace("{in}", str(inputs))
                for w in words
            )
            yield Case(f"{door.name}", command, place, 30.0)
