"""The bytes of a file that somebody hands us, and in our words why there are none.

What lies at a path may be no file at all: a pipe never ends, a device fills the memory. It may be larger than anything
we use, and it may change while it is read. All of these end in an OSError whose `strerror` is a `Phrase`, so that a
room says it in its own sentence: `reason=reason(error)`.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from components.words import Phrase

LARGEST_TEXT, LARGEST_TABLE = 20_000_000, 500_000_000
"""Bytes of a settings file, and of a table: far above any that is real, far below what stops a machine."""
_WORDS = {
    errno.ENOENT: "missing", errno.EACCES: "forbidden", errno.EPERM: "forbidden", errno.ENOTDIR: "missing",
    errno.EISDIR: "folder", errno.ELOOP: "circle", errno.ENAMETOOLONG: "long_name", errno.EROFS: "read_only",
    errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EFBIG: "full", errno.EIO: "fault", errno.ENXIO: "no_file",
    errno.EEXIST: "exists", errno.ENOTEMPTY: "exists", errno.EMFILE: "too_many", errno.ENFILE: "too_many",
}  # fmt: skip
_DEEPEST = 50
"""Tables within tables of a settings file; as many words joined by dots are taken for that, wherever they stand."""
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY = re.compile(rf"""(?<![\w"'-]){_PART}(?:\.[ \t]*+{_PART}){{{_DEEPEST}}}""")
Stamp = tuple[int, int, int, int]


def reason(error: OSError | ValueError) -> str:
    """Why, as an argument of a sentence: our words where we have some, else the system's."""
    if isinstance(error, ValueError):
        return error.args[0] if error.args and isinstance(error.args[0], Phrase) else str(error)
    if isinstance(error.strerror, Phrase):
        return error.strerror
    key = _WORDS.get(error.errno or 0)
    return Phrase(f"reading.{key}") if key else error.strerror or str(error)


def read_file(path: Path, most: int = LARGEST_TEXT) -> bytes:
    """All bytes of a file. OSError: no file, no permission, more than `most` bytes, or changed while it was read."""
    with opened(path, most) as source:
        return source.read()


def toml(text: str) -> dict[str, Any]:
    """The values of a TOML text. ValueError, tomllib's own with the line or a `Phrase`, where it is none.

    Whole numbers beyond 64 bits fit no column, tables far within tables no repr, and tomllib takes the square of the
    length of a dotted key in time.
    """
    if _LONG_KEY.search(text):
        raise ValueError(Phrase("reading.deep"))
    try:
        held = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as error:
        raise ValueError(Phrase("reading.deep")) from error
    except ValueError as error:  # more digits than Python turns into a number
        raise ValueError(Phrase("reading.long_number")) from error
    if why := unfit(held):
        raise ValueError(why)
    return held


def unfit(held: Any) -> Phrase | None:
    """Why no settings hold such values: whole numbers beyond 64 bits, tables that lie too deep. None where they may."""
    level = [held]
    for _ in range(_DEEPEST):
        if any(isinstance(v, int) and not -(2**63) <= v < 2**63 for v in level):
            return Phrase("reading.long_number")
        level = [
            v
            for x in level
            if isinstance(x, (dict, list))
            for v in (x.values() if isinstance(x, dict) else x)
        ]
        if not level:
            return None
    return Phrase("reading.deep")


def stamp(path: Path) -> Stamp:
    """What changes with a file: device, number, size, time. OSError also where it is no plain file."""
    found = _about(path)
    if not stat.S_ISREG(found.st_mode):
        raise _refused(errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.ENXIO, path)
    return _stamp(found)


def is_file(path: Path) -> bool:
    """Whether a plain file lies there that may be looked at. `Path.is_file` raises where a name is too long, a folder
    is closed or a share is gone."""
    try:
        stamp(path)
    except OSError:
        return False
    return True


@contextmanager
def opened(path: Path, most: int | None = None) -> Iterator[IO[bytes]]:
    """A plain file to read from. OSError as `read_file`; that it changed is known when the block ends."""
    stamp(path)
    # Never waiting: between the look and the opening somebody may have put a pipe there.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    source = os.fdopen(_open(path, flags), "rb", buffering=0)
    with source:
        about = os.fstat(source.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise _refused(errno.ENXIO, path)
        if most is not None and about.st_size > most:
            raise OSError(errno.EFBIG, Phrase("reading.too_large"), str(path))
        yield source
        if _grown(os.fstat(source.fileno()), about):
            raise changed(path)


def changed(path: Path) -> OSError:
    """To be raised where a file is not what it was."""
    return OSError(errno.EBUSY, Phrase("reading.changed"), str(path))


def _grown(now: os.stat_result, then: os.stat_result) -> bool:
    return (now.st_size, now.st_mtime_ns) != (then.st_size, then.st_mtime_ns)


def _stamp(about: os.stat_result) -> Stamp:
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns


def _about(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except ValueError:  # a name that no file system takes
        raise _refused(errno.ENOENT, path) from None


def _open(path: Path, flags: int) -> int:
    try:
        return os.open(path, flags)
    except PermissionError:
        with suppress(OSError):
            if path.is_dir():  # as Windows says it
                raise _refused(errno.EISDIR, path) from None
        raise


def _refused(number: int, path: Path) -> OSError:
    return OSError(number, Phrase(f"reading.{_WORDS[number]}"), str(path))
