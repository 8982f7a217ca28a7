"""Writing a package whole or not at all: built beside its place, then renamed into it."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from components.audit.canonical import BLOCK
from components.audit.container import open_package
from components.audit.refusals import PackageRefused

Content = Mapping[str, bytes | Path]
"""File contents by name; a path is copied by pieces."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_package(content: Content, target: Path, zipped: bool, replace: bool = False) -> None:
    """Write a package as a folder or one zip. PackageRefused where it cannot be, or something is there already.

    replace: an existing zip package may be taken out of its place. Killed at any instant, the old one stands or, where
    there was none, nothing; a part that was left behind is named `.<name>.<...>.part`.
    """
    _refuse_place(target, zipped, replace)
    beside = target.with_name(f".{target.name}.{os.getpid()}-{os.urandom(3).hex()}.part")
    try:
        if zipped:
            _zip(content, beside)
        else:
            _folder(content, beside)
        _rename(beside, target, zipped)
    except OSError as error:
        raise PackageRefused(
            "audit.unwritable", file=str(target), reason=error.strerror or str(error)
        ) from error
    finally:
        if beside.is_dir():
            shutil.rmtree(beside, ignore_errors=True)
        else:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _refuse_place(target: Path, zipped: bool, replace: bool) -> None:
    if not target.parent.is_dir():
        raise PackageRefused("audit.no_folder", file=str(target), folder=str(target.parent))
    if not target.exists() or (not zipped and target.is_dir() and not any(target.iterdir())):
        return
    if not zipped or not replace or target.is_dir():
        raise PackageRefused("audit.exists", file=str(target))
    open_package(target)  # only a package is replaced, never another file


def _rename(beside: Path, target: Path, zipped: bool) -> None:
    if not zipped and os.name == "nt" and target.is_dir():
        target.rmdir()  # Windows does not rename onto an empty folder
    beside.replace(target)


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
    with what.open("rb") as source:
        while block := source.read(BLOCK):
            write(block)
