"""Writing beside the target and swapping it in: an interrupted export leaves the old file whole."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from components.findings import Refusal
from components.reading import reason
from components.replacing import replacing as placing


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
    errno.ENXIO: "exports.no_plain_file",
    errno.ELOOP: "exports.circle",
}


def refused(path: Path, problem: OSError) -> ExportRefused:
    """The sentence for a failed write: the file, what was wrong, the way out."""
    code = _CODE.get(problem.errno or 0, "exports.cannot_write")
    return ExportRefused(code, file=str(path), folder=str(path.parent), reason=reason(problem))


def make_folder(path: Path) -> Path:
    """The folder, made with those above it where it is not there. `ExportRefused` where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        if problem.errno == errno.ENOENT:  # what lies above is made too: a system's own folder takes none
            problem = OSError(errno.EACCES, os.strerror(errno.EACCES))
        raise ExportRefused(
            "exports.no_new_folder", file=str(path), folder=str(path), reason=reason(problem)
        ) from None
    return path


def check_folder(path: Path) -> None:
    """Before anything is computed: `ExportRefused` where the folder is none, or cannot be made or written to.

    Nothing is made: a command that fails later leaves no empty folder.
    """
    for there in (path, *path.parents):
        if not os.path.lexists(there):  # which says no, where pathlib raises
            continue
        if not os.path.isdir(there):  # noqa: PTH112
            raise ExportRefused("exports.folder_is_file", file=str(path), folder=str(path), there=str(there))
        if not os.access(there, os.W_OK | os.X_OK):
            why = reason(OSError(errno.EACCES, os.strerror(errno.EACCES)))
            raise ExportRefused("exports.no_new_folder", file=str(path), folder=str(path), reason=why)
        return


def _check(path: Path) -> None:
    if path.is_dir():
        raise ExportRefused("exports.is_folder", file=str(path), folder=str(path.parent))
    if not path.parent.is_dir():
        raise ExportRefused("exports.no_folder", file=str(path), folder=str(path.parent))
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise ExportRefused("exports.protected", file=str(path), folder=str(path.parent))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` when the block ends without an error.

    Raises `ExportRefused`: folder missing or write-protected, disk full, name impossible.
    """
    try:
        _check(path)
        with placing(path) as part:
            yield part
    except OSError as problem:
        raise refused(path, problem) from problem


def write_bytes(path: Path, content: bytes) -> None:
    """Put finished bytes in place of a file; raises `ExportRefused`."""
    with replacing(path) as beside:
        beside.write_bytes(content)
