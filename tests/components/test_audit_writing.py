"""Packages are written whole or not at all, and read from people who may want to harm."""

from __future__ import annotations

import os
import random
import signal
import stat
import sys
import time
import warnings
import zipfile
from pathlib import Path

import pytest

from components.audit import container, sums
from components.audit.canonical import sha256
from components.audit.container import open_package
from components.audit.refusals import PackageRefused
from components.audit.writing import write_package

OLD = {"manifest.json": b"old", "elements.csv": b"old rows", "SHA256SUMS": b"x"}
NEW = {
    "manifest.json": b"new",
    "elements.csv": os.urandom(2_000_000),
    "books/a.toml": b"a",
    "SHA256SUMS": b"x",
}


def content_of(package: Path) -> dict[str, bytes]:
    opened = open_package(package)
    return {name: opened.read(name) for name in opened.names}


def test_a_zip_has_the_same_bytes_in_whatever_order_its_files_come(tmp_path: Path) -> None:
    one, other = tmp_path / "a.zip", tmp_path / "b.zip"
    write_package(NEW, one, zipped=True)
    write_package(dict(reversed(NEW.items())), other, zipped=True)
    assert one.read_bytes() == other.read_bytes()
    assert content_of(one) == NEW


def test_folder_and_zip_hold_the_same_files(tmp_path: Path) -> None:
    write_package(NEW, tmp_path / "folder", zipped=False)
    write_package(NEW, tmp_path / "one.zip", zipped=True)
    assert content_of(tmp_path / "folder") == content_of(tmp_path / "one.zip") == NEW


@pytest.mark.skipif(not hasattr(os, "fork"), reason="killing needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_killed_writer_leaves_the_old_package_or_nothing_and_never_a_half(tmp_path: Path) -> None:
    rng, kept, killed = random.Random(7), tmp_path / "kept.zip", 0
    write_package(OLD, kept, zipped=True)
    takes = {}
    for zipped in (True, False):
        started = time.monotonic()
        write_package(NEW, tmp_path / f"measured{zipped}", zipped)
        takes[zipped] = time.monotonic() - started
    for turn in range(16):
        target = kept if turn % 2 else tmp_path / f"fresh{turn}"
        zipped = target is kept
        child = os.fork()
        if child == 0:
            try:
                write_package(NEW, target, zipped, replace=True)
            finally:
                os._exit(0)
        time.sleep(rng.uniform(0.0, 0.9 * takes[zipped]))
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        assert content_of(kept) in (OLD, NEW)
        assert not target.exists() or zipped or content_of(target) == NEW
    assert killed >= 8


def test_what_is_there_is_not_overwritten_but_a_zip_package_may_be_replaced(tmp_path: Path) -> None:
    folder, zipped = tmp_path / "folder", tmp_path / "a.zip"
    for target in (folder, zipped):
        write_package(OLD, target, zipped=target is zipped)
        with pytest.raises(PackageRefused, match="exists"):
            write_package(NEW, target, zipped=target is zipped)
    with pytest.raises(PackageRefused, match="exists"):
        write_package(NEW, folder, zipped=False, replace=True)
    write_package(NEW, zipped, zipped=True, replace=True)
    zipped.write_bytes(b"my diary")
    with pytest.raises(PackageRefused, match="no_package"):
        write_package(NEW, zipped, zipped=True, replace=True)
    assert zipped.read_bytes() == b"my diary"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackageRefused, match="no_folder"):
        write_package(OLD, tmp_path / "no" / "a.zip", zipped=True)


def zip_of(path: Path, entries: list[tuple[str, bytes, int]]) -> Path:
    """A zip with entries (name, content, mode) that an honest program would not write."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content, mode in entries:
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, mode << 16
            archive.writestr(entry, content)
    return path


GOOD = [("manifest.json", b"{}", 0o644), ("SHA256SUMS", b"", 0o644)]
LINK = stat.S_IFLNK | 0o777


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ([("../evil", b"x", 0o644)], "bad_name"),
        ([("/etc/evil", b"x", 0o644)], "bad_name"),
        ([("a/../../evil", b"x", 0o644)], "bad_name"),
        ([("C:/evil", b"x", 0o644)], "bad_name"),
        ([("a\\..\\evil", b"x", 0o644)], "bad_name"),
        ([("a//evil", b"x", 0o644)], "bad_name"),
        ([("a\nevil", b"x", 0o644)], "bad_name"),
        ([("link", b"/etc/passwd", LINK)], "link"),
        ([("manifest.json", b"{ }", 0o644)], "twice"),
        ([("MANIFEST.json", b"{ }", 0o644)], "twice"),
        ([("bomb", bytes(20_000_000), 0o644)], "bomb"),
    ],
)
def test_a_zip_that_would_harm_is_refused(
    tmp_path: Path, more: list[tuple[str, bytes, int]], why: str
) -> None:
    with pytest.raises(PackageRefused, match=f"audit.{why}"):
        open_package(zip_of(tmp_path / "evil.zip", [*GOOD, *more]))


def test_a_zip_of_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_FILES", 3)
    with pytest.raises(PackageRefused, match="too_many"):
        open_package(zip_of(tmp_path / "a.zip", [*GOOD, ("a", b"", 0o644), ("b", b"", 0o644)]))
    for number in range(8):  # and a folder of them is not walked to its end
        (tmp_path / "p" / str(number)).mkdir(parents=True)
    with pytest.raises(PackageRefused, match="too_many"):
        open_package(tmp_path / "p")


def test_a_truncated_or_damaged_zip_is_refused_and_never_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    write_package(OLD, path, zipped=True)
    whole = path.read_bytes()
    for cut in range(0, len(whole), 7):
        path.write_bytes(whole[:cut])
        with pytest.raises(PackageRefused):
            content_of(path)
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        try:
            content_of(path)
        except PackageRefused:
            continue


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    write_package(OLD, tmp_path / "p", zipped=False)
    (tmp_path / "p" / "secret").symlink_to("/etc/hostname")
    with pytest.raises(PackageRefused, match="link"):
        open_package(tmp_path / "p")


def test_a_zip_of_the_folder_is_the_same_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "by_hand.zip", "w") as archive:
        for name, content in OLD.items():
            archive.writestr(f"office 审核/{name}", content)
        archive.writestr("office 审核/.DS_Store", b"of the desktop")
    assert content_of(tmp_path / "by_hand.zip") == OLD


@pytest.mark.parametrize("name", ["text.txt", "empty.zip", "other.zip", "folder", "gone"])
def test_what_is_no_package_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith(".txt"):
        path.write_text("hello")
    elif name == "empty.zip":
        path.write_bytes(b"")
    elif name == "other.zip":
        zip_of(path, [("a.txt", b"x", 0o644)])
    elif name == "folder":
        path.mkdir()
    with pytest.raises(PackageRefused):
        open_package(path)


def test_the_list_is_read_as_sha256sum_writes_it_and_nothing_else() -> None:
    digests = {"b/ä 楼.toml": sha256(b"1"), "a": sha256(b"2")}
    assert sums.parse(sums.render(digests)) == digests
    whole = sums.render(digests)
    for spoilt in (
        b"",
        whole[:-1],
        whole + b"x\n",
        whole.replace(b"  ", b" ", 1),
        whole + whole,
        b"\xff" + whole,
    ):
        assert sums.parse(spoilt) is None


def test_where_only_the_list_was_changed_no_file_is_accused() -> None:
    actual = {"a": sha256(b"a"), "b": sha256(b"b")}
    signed = sha256(sums.render(actual))
    spoilt = sums.render({**actual, "a": sha256(b"other")})
    found = sums.compare(spoilt, actual, signed)
    assert found.sums_altered and not found.altered
    both = sums.compare(spoilt, {**actual, "b": sha256(b"c")}, signed)
    assert both.sums_altered and both.altered == ("a", "b")
