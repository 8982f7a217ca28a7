"""Writing a package whole or not at all: built beside its place, then renamed into it."""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from components.audit.canonical import BLOCK
from components.audit.container import open_package
from components.audit.refusals import PackageRefused
from components.reading import opened, reason
from components.replacing import beside, place, remove

Content = Mapping[str, bytes | Path]
"""File contents by name; a path is copied by pieces."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_package(content: Content, target: Path, zipped: bool, replace: bool = False) -> None:
    """Write a package as a folder or one zip. PackageRefused where it cannot be, or something is there already.

    replace: an existing zip package may be taken out of its place. Killed at any instant, the old one stands or, where
    there was none, nothing; a part that was left behind goes at the next writing.
    """
    part = target
    try:
        _check_place(target, zipped, replace)
        part = beside(target)
        if zipped:
            _zip(content, part)
        else:
            _folder(content, part)
        _rename(part, target, zipped)
    except OSError as error:
        raise PackageRefused("audit.unwritable", file=str(target), reason=reason(error)) from error
    finally:
        if part != target:
            remove(part)


def refuse_place(target: Path, zipped: bool, replace: bool = False) -> None:
    """Before anything is computed: PackageRefused where the package could not be written."""
    try:
        _check_place(target, zipped, replace)
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise PackageRefused("audit.unwritable", file=str(target), reason=reason(error)) from error


def _check_place(target: Path, zipped: bool, replace: bool) -> None:
    if not os.path.isdir(target.parent):  # noqa: PTH112  which says no, where pathlib raises
        raise PackageRefused("audit.no_folder", file=str(target), folder=str(target.parent))
    if not os.path.lexists(target) or (not zipped and target.is_dir() and not any(target.iterdir())):
        return
    if not zipped or not replace or target.is_dir():
        raise PackageRefused("audit.exists", file=str(target))
    place(target)
    open_package(target)  # only a package is replaced, never another file


def _rename(part: Path, target: Path, zipped: bool) -> None:
    if not zipped and os.name == "nt" and target.is_dir():
        target.rmdir()  # Windows does not rename onto an empty folder
    part.replace(target)


def _folder(content: Content, folder: Path) -> None:
    for name, what in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            _pour(what, out.write)
            out.flush()
            os.fsync(out.fileno())


def _zip(content: Content, path: Path) -> None:
    """The same bytes for the same content: sorted, without times, one way to pack."""
    with path.open("wb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name in sorted(content):
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                entry.create_system = 3
                what = content[name]
                entry.file_size = len(what) if isinstance(what, bytes) else what.stat().st_size
                with archive.open(entry, "w") as target:
                    _pour(what, target.write)
        out.flush()
        os.fsync(out.fileno())


def _pour(what: bytes | Path, write: Callable[[bytes], object]) -> None:
    if isinstance(what, bytes):
        write(what)
        return
    with opened(what) as source:
        while block := source.read(BLOCK):
            write(block)
