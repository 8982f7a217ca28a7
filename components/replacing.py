"""The one way a file or folder gets to its place: built beside it, then renamed into it.

Killed at any instant, the old one stands or the new one, whole. What a killed process left behind is swept by the next
one that writes into the same folder.
"""

from __future__ import annotations

import errno
import os
import platform
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

PREFIX, SUFFIX = ".steelyard-", ".part"
_FORGOTTEN_S = 86400.0
"""A part that nobody touched for a day belongs to nobody, whoever made it on whichever machine."""


def beside(target: Path) -> Path:
    """A new name in the folder of a target, for what is built there; parts that were left behind are removed."""
    sweep(target.parent)
    return target.with_name(f"{PREFIX}{_here()}-{os.getpid()}-{os.urandom(4).hex()}{SUFFIX}")


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A path to write to; it takes the place of `target` when the block ends without an error. OSError."""
    target = place(target)
    part = beside(target)
    try:
        yield part
        settle(part, target)
    finally:
        remove(part)


def place(target: Path) -> Path:
    """Where a file really goes: a link keeps pointing where it points. OSError where nothing may take its place.

    A rename would take the place of anything: of a write-protected file, though the protection is the user's word, and
    with enough rights of a device.
    """
    try:
        target = target.resolve()
    except RuntimeError:  # as Python says it up to 3.12
        raise _not(errno.ELOOP, target) from None
    except ValueError:  # a name that no file system takes
        raise _not(errno.EINVAL, target) from None
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return target
    if stat.S_ISDIR(mode):
        raise _not(errno.EISDIR, target)
    if stat.S_ISLNK(mode):
        raise _not(errno.ELOOP, target)
    if not stat.S_ISREG(mode):
        raise _not(errno.ENXIO, target)
    if not mode & stat.S_IWUSR:
        raise _not(errno.EACCES, target)
    return target


def _not(number: int, target: Path) -> OSError:
    return OSError(number, os.strerror(number), str(target))


def settle(part: Path, target: Path) -> None:
    """Bring a finished file to the disk and then to its place. OSError."""
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    if target.exists():
        shutil.copymode(target, part)
    part.replace(target)


def put(target: Path, content: bytes) -> None:
    """Finished bytes in the place of a file. OSError."""
    with replacing(target) as part:
        part.write_bytes(content)


def remove(part: Path) -> None:
    """A part that is not wanted; where it cannot be removed it stays for the next sweep."""
    with suppress(OSError):
        if part.is_dir() and not part.is_symlink():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove the parts of processes that are gone."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in list(found):
            if entry.name.startswith(PREFIX) and entry.name.endswith(SUFFIX) and _abandoned(entry):
                remove(Path(entry.path))


def _abandoned(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        if time.time() - entry.stat(follow_symlinks=False).st_mtime > _FORGOTTEN_S:
            return True
    where, _, rest = entry.name.removeprefix(PREFIX).partition("-")
    pid = rest.partition("-")[0]
    # Windows has no signal that only asks; there age decides alone.
    return where == _here() and pid.isdecimal() and os.name != "nt" and not _alive(int(pid))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


@cache
def _here() -> str:
    """This machine: a process number means nothing on another one that shares the folder."""
    return sha256(platform.node().encode("utf-8", "surrogateescape")).hexdigest()[:8]
