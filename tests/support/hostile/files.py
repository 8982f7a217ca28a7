# ruff: noqa: E501
"""Places on the disk, and containers, that are no model: zips of all kinds, links, pipes, devices, names."""

from __future__ import annotations

import os
import random
import stat
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

Place = Callable[[Path, bytes, random.Random], Path]


def _zip(path: Path, entries: dict[str, bytes], pack: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", pack) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def bomb(folder: Path, raw: bytes, rng: random.Random) -> Path:
    return _zip(folder / "m.ifczip", {"m.ifc": raw + b" " * rng.choice((100_000_000, 300_000_000))})


def lying_bomb(folder: Path, raw: bytes, rng: random.Random) -> Path:
    """Says that it is small."""
    path = _zip(folder / "m.ifczip", {"m.ifc": raw + b" " * 30_000_000})
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        data[data.rindex(mark) + at : data.rindex(mark) + at + 4] = struct.pack("<I", 100)
    path.write_bytes(data)
    return path


def traversal(folder: Path, raw: bytes, rng: random.Random) -> Path:
    name = rng.choice(
        (
            "../../../../tmp/hostile_was_here.ifc",
            "/tmp/hostile_was_here.ifc",
            "..\\..\\x.ifc",
            "a/../../x.ifc",
        )
    )
    return _zip(folder / "m.ifczip", {name: raw})


def nested(folder: Path, raw: bytes, rng: random.Random) -> Path:
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("m.ifc", raw)
    return _zip(folder / "m.ifczip", {rng.choice(("m.ifczip", "m.ifc")): inner.getvalue()})


def empty_zip(folder: Path, raw: bytes, rng: random.Random) -> Path:
    return _zip(folder / "m.ifczip", {})


def two_models(folder: Path, raw: bytes, rng: random.Random) -> Path:
    return _zip(folder / "m.ifczip", {"a.ifc": raw, "b.ifc": raw})


def spoiled_zip(folder: Path, raw: bytes, rng: random.Random) -> Path:
    path = _zip(
        folder / "m.ifczip",
        {"m.ifc": raw},
        rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 0)),
    )
    data = bytearray(path.read_bytes())
    if rng.random() < 0.3:
        data = data[: rng.randrange(len(data))]
    else:
        for _ in range(rng.choice((1, 5, 50))):
            data[rng.randrange(len(data))] = rng.randrange(256)
    path.write_bytes(data)
    return path


def linked_entry(folder: Path, raw: bytes, rng: random.Random) -> Path:
    path = folder / "m.ifczip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("m.ifc")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return path


def folder_as_file(folder: Path, raw: bytes, rng: random.Random) -> Path:
    (folder / "m.ifc").mkdir()
    return folder / "m.ifc"


def pipe_at(path: Path) -> Path:
    os.mkfifo(path)
    return path


def pipe(folder: Path, raw: bytes, rng: random.Random) -> Path:
    return pipe_at(folder / "m.ifc")


def device(folder: Path, raw: bytes, rng: random.Random) -> Path:
    return Path(rng.choice(("/dev/zero", "/dev/null", "/dev/urandom", "/dev/tty")))


def link(folder: Path, raw: bytes, rng: random.Random) -> Path:
    """To a device, to itself, to nowhere."""
    path = folder / "m.ifc"
    path.symlink_to(rng.choice(("/dev/zero", "m.ifc", "nowhere.ifc", "/proc/self/mem", "/etc/passwd")))
    return path


def long_name(folder: Path, raw: bytes, rng: random.Random) -> Path:
    """As long as the file system allows, or longer."""
    path = folder / (rng.choice(("x", "钢")) * rng.choice((83, 300)) + ".ifc")
    if len(os.fsencode(path.name)) < 255:
        path.write_bytes(raw)
    return path


def odd_name(folder: Path, raw: bytes, rng: random.Random) -> Path:
    path = folder / (
        rng.choice(
            ("a\nb", "\x1b[31mx", "=cmd|'x'", "-o", "{file}", "%s", "<b>", "\u202eifc", " ", "a\udcff")
        )
        + ".ifc"
    )
    path.write_bytes(raw)
    return path


def sparse(folder: Path, raw: bytes, rng: random.Random) -> Path:
    """Five thousand million bytes that take no room."""
    path = folder / "m.ifc"
    with path.open("wb") as out:
        out.write(raw)
        out.truncate(5_000_000_000)
    return path


def nothing(folder: Path, raw: bytes, rng: random.Random) -> Path:
    path = folder / "m.ifc"
    path.write_bytes(rng.choice((b"", b"\0" * 1000, b"\n", b"PK\x03\x04", b"%PDF-1.4", b"\xff\xfe", b"MZ", b"ISO-10303-21;",
                                 bytes(rng.randrange(256) for _ in range(5000)))))  # fmt: skip
    return path


PLACES: tuple[Place, ...] = (
    bomb, lying_bomb, traversal, nested, empty_zip, two_models, spoiled_zip, linked_entry, folder_as_file, pipe, device, link,
    long_name, odd_name, sparse, nothing,
)  # fmt: skip
