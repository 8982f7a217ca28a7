"""Reading a package, a folder or a zip, from people who may want to harm: nothing is unpacked to where it says."""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from components.audit.canonical import BLOCK
from components.audit.refusals import PackageRefused
from components.audit.sums import REVIEWS, SIGNATURE, SUMS
from components.reading import Stamp, changed, opened, reason, stamp

MOST_FILES, LARGEST_BYTES = 500, 6_000_000_000
"""A package holds a dozen files and two for each review; every file of a zip costs a look through its whole list."""
LARGEST_RATIO, _RATIO_FLOOR = 250, 10_000_000
"""Tables and models pack 5 to 30 times; a large entry that packs better is a bomb."""
LARGEST_READ = 500_000_000
"""Largest file taken into memory; a model is copied by pieces."""
MANIFEST = "manifest.json"
_OF_THE_DESKTOP = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What file managers leave in folders by themselves."""


@dataclass(frozen=True)
class Package:
    """An opened package. names: its files, sorted, with '/' between folders. at: path or archive name by name.

    stamps: what each file (of a zip: the zip, under "") was when it was opened; what changed since is not read.
    """

    path: Path
    names: tuple[str, ...]
    at: dict[str, str]
    zipped: bool
    stamps: Mapping[str, Stamp]

    def __contains__(self, name: str) -> bool:
        return name in self.at

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A file of it to read from. PackageRefused where it cannot be read, or is not there."""
        if name not in self.at:
            raise PackageRefused("audit.no_such_file", file=self.path.name, name=name)
        path = self.path if self.zipped else self.path / self.at[name]
        try:
            if stamp(path) != self.stamps["" if self.zipped else name]:
                raise changed(path)
            with opened(path) as source:
                if not self.zipped:
                    yield source
                    return
                with zipfile.ZipFile(source) as archive, archive.open(self.at[name]) as entry:
                    yield entry
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise PackageRefused("audit.zip_damaged", file=self.path.name, name=name) from error
        except OSError as error:
            why = reason(error)
            raise PackageRefused("audit.unreadable", file=f"{self.path.name}/{name}", reason=why) from error

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        with self.open(name) as source:
            content = source.read(LARGEST_READ + 1)
        if len(content) > LARGEST_READ:
            raise PackageRefused("audit.too_large", file=self.path.name, name=name)
        return content

    def sha256(self, name: str) -> str:
        """SHA-256 of a file, read by pieces."""
        digest = hashlib.sha256()
        with self.open(name) as source:
            while block := source.read(BLOCK):
                digest.update(block)
        return digest.hexdigest()

    def extract(self, name: str, target: Path) -> None:
        """Copy a file of it to a path of our own choice."""
        with self.open(name) as source, target.open("wb") as out:
            while block := source.read(BLOCK):
                out.write(block)

    @property
    def listed(self) -> tuple[str, ...]:
        """The files that SHA256SUMS must name."""
        return tuple(n for n in self.names if n not in (SUMS, SIGNATURE) and not n.startswith(REVIEWS))


def open_package(path: Path) -> Package:
    """A folder, or a zip with the package in its root or in one folder. PackageRefused with the way out."""
    try:
        package = _folder(path) if path.is_dir() else _file(path)
    except FileNotFoundError:
        raise PackageRefused("audit.missing", file=str(path)) from None
    except OSError as error:
        raise PackageRefused("audit.unreadable", file=str(path), reason=reason(error)) from error
    if not {MANIFEST, SUMS} & set(package.names):
        raise PackageRefused("audit.no_package", file=path.name)
    return package


def _folder(path: Path) -> Package:
    names = []
    for seen, found in enumerate(path.rglob("*")):
        if found.is_symlink():
            raise PackageRefused("audit.link", file=path.name, name=found.relative_to(path).as_posix())
        if found.is_file() and found.name not in _OF_THE_DESKTOP:
            names.append(found.relative_to(path).as_posix())
        if seen > 2 * MOST_FILES or len(names) > MOST_FILES:
            raise PackageRefused("audit.too_many", file=path.name, limit=MOST_FILES)
    names.sort()
    return Package(path, tuple(names), {n: n for n in names}, False, {n: stamp(path / n) for n in names})


def _file(path: Path) -> Package:
    with opened(path) as source:
        if not zipfile.is_zipfile(source):
            raise PackageRefused("audit.no_package", file=path.name)
        return _zip(path, source)


def _zip(path: Path, source: IO[bytes]) -> Package:
    try:
        with zipfile.ZipFile(source) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise PackageRefused("audit.zip_damaged", file=path.name, name=path.name) from error
    if len(entries) > MOST_FILES:
        raise PackageRefused("audit.too_many", file=path.name, limit=MOST_FILES)
    seen: set[str] = set()
    at: dict[str, str] = {}
    for entry in entries:
        _refuse_entry(path, entry)
        if entry.filename.casefold() in seen:
            raise PackageRefused("audit.twice", file=path.name, name=entry.filename)
        seen.add(entry.filename.casefold())
        if not entry.is_dir() and PurePosixPath(entry.filename).name not in _OF_THE_DESKTOP:
            at[entry.filename] = entry.filename
    if sum(e.file_size for e in entries) > LARGEST_BYTES:
        raise PackageRefused("audit.bomb", file=path.name, name=path.name)
    tops = {n.split("/", 1)[0] for n in at}
    if len(tops) == 1 and all("/" in n for n in at):
        at = {n.split("/", 1)[1]: n for n in at}
    return Package(path, tuple(sorted(at)), at, True, {"": stamp(path)})


def _refuse_entry(path: Path, entry: zipfile.ZipInfo) -> None:
    name = entry.filename
    # zipfile cuts a name at NUL; what was there before tells.
    parts = name.rstrip("/").split("/")
    if (
        name.startswith("/")
        or "\\" in getattr(entry, "orig_filename", name)
        or "\0" in getattr(entry, "orig_filename", name)
        or any(p in ("", ".", "..") or ":" in p or not p.isprintable() for p in parts)
    ):
        raise PackageRefused("audit.bad_name", file=path.name, name=repr(name))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise PackageRefused("audit.link", file=path.name, name=name)
    if entry.flag_bits & 1:
        raise PackageRefused("audit.zip_locked", file=path.name, name=name)
    if entry.file_size > _RATIO_FLOOR and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
        raise PackageRefused("audit.bomb", file=path.name, name=name)
