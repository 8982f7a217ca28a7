"""Writing beside the target and swapping it in: an interrupted export leaves the old file whole."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from components.findings import Refusal


class ExportRefused(Refusal):
    """A file that cannot be written, or a document that cannot be set."""


_CODE = {
    errno.ENOENT: "exports.no_folder",
    errno.ENOTDIR: "exports.no_folder",
    errno.EACCES: "exports.not_allowed",
    errno.EPERM: "exports.not_allowed",
    errno.EROFS: "exports.read_only_disk",
    errno.ENOSPC: "exports.disk_full",
    errno.EDQUOT: "exports.disk_full",
    errno.EFBIG: "exports.disk_full",
    errno.ENAMETOOLONG: "exports.name_too_long",
    errno.EISDIR: "exports.is_folder",
    errno.EINVAL: "exports.bad_name",
}


def refused(path: Path, problem: OSError) -> ExportRefused:
    """The sentence for a failed write: the file, what was wrong, the way out."""
    code = _CODE.get(problem.errno or 0, "exports.cannot_write")
    return ExportRefused(
        code, file=str(path), folder=str(path.parent), reason=problem.strerror or str(problem)
    )


def make_folder(path: Path) -> Path:
    """The folder, made with those above it where it is not there. `ExportRefused` where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ExportRefused(
            "exports.no_new_folder", file=str(path), folder=str(path), reason=problem.strerror or str(problem)
        ) from None
    return path


def _check(path: Path) -> None:
    if path.is_dir():
        raise ExportRefused("exports.is_folder", file=str(path), folder=str(path.parent))
    if not path.parent.is_dir():
        raise ExportRefused("exports.no_folder", file=str(path), folder=str(path.parent))
    # os.replace would swap a write-protected file too: the protection is the user's word.
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise ExportRefused("exports.protected", file=str(path), folder=str(path.parent))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` when the block ends without an error.

    Raises `ExportRefused`: folder missing or write-protected, disk full, name impossible.
    """
    try:
        # A link keeps pointing where it points; the file behind it is replaced.
        target = path.resolve()
        _check(target)
    except ValueError as problem:
        raise ExportRefused("exports.bad_name", file=repr(str(path)), folder="") from problem
    except OSError as problem:
        raise refused(path, problem) from problem
    beside = target.with_name(f".steelyard-{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        yield beside
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except OSError as problem:
        raise refused(path, problem) from problem
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Put finished bytes in place of a file; raises `ExportRefused`."""
    with replacing(path) as beside:
        beside.write_bytes(content)
