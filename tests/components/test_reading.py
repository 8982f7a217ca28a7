"""The bytes of a file that somebody hands us: what is no file, too large, or changes is said, not waited for."""

from __future__ import annotations

import errno
import os
import pickle
import sys
from pathlib import Path

import pytest

from components.audit.container import open_package
from components.audit.refusals import PackageRefused
from components.reading import opened, read_file, reason, stamp, toml
from components.words import LANGUAGES, Phrase, say, table

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such things in its file system")


def said(error: OSError) -> str:
    why = reason(error)
    assert isinstance(why, Phrase), f"no words of ours for {error!r}"
    return why.code


@UNIX
def test_what_is_no_file_is_said_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")
    expected = {
        "pipe": "reading.no_file", "circle": "reading.circle", "": "reading.folder", "gone": "reading.missing",
        "gone/x": "reading.missing", "a\0b": "reading.missing", "x" * 300: "reading.long_name",
    }  # fmt: skip
    for name, code in expected.items():
        with pytest.raises(OSError) as told:
            read_file(tmp_path / name)
        assert said(told.value) == code, name


def test_a_file_larger_than_its_kind_may_be_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"12345")
    assert read_file(path, 5) == b"12345"
    with pytest.raises(OSError) as told:
        read_file(path, 4)
    assert told.value.errno == errno.EFBIG and said(told.value) == "reading.too_large"


@pytest.mark.parametrize("change", ["grown", "cut", "rewritten"])
def test_a_file_that_changes_while_it_is_read_is_not_taken(tmp_path: Path, change: str) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"1234567890")
    os.utime(path, (1e9, 1e9))
    with pytest.raises(OSError) as told, opened(path) as source:
        assert source.read(3) == b"123"
        with path.open({"grown": "ab", "cut": "r+b", "rewritten": "r+b"}[change]) as other:
            if change == "cut":
                other.truncate(5)
            else:
                other.write(b"X")
    assert said(told.value) == "reading.changed"


def test_a_file_that_is_replaced_while_it_is_read_is_read_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"old")
    before = stamp(path)
    with opened(path) as source:
        if sys.platform != "win32":
            (tmp_path / "g").write_bytes(b"new")
            (tmp_path / "g").replace(path)
        assert source.read() == b"old"
    assert sys.platform == "win32" or stamp(path) != before


@pytest.mark.parametrize("zipped", [True, False])
def test_a_package_that_changes_after_it_was_opened_is_not_read_on(tmp_path: Path, zipped: bool) -> None:
    from components.audit.writing import write_package

    path = tmp_path / ("k.zip" if zipped else "k")
    write_package({"manifest.json": b"{}", "SHA256SUMS": b"x"}, path, zipped)
    package = open_package(path)
    assert package.read("manifest.json") == b"{}"
    changed = path if zipped else path / "manifest.json"
    changed.write_bytes(changed.read_bytes() + b" ")
    with pytest.raises(PackageRefused) as told:
        package.read("manifest.json")
    assert told.value.arguments["reason"].code == "reading.changed"


def test_every_reason_has_words_in_both_languages_and_travels_between_processes() -> None:
    assert table("zh", "reading").keys() == table("en", "reading").keys()
    for key in table("zh", "reading"):
        phrase = pickle.loads(pickle.dumps(Phrase(f"reading.{key}")))
        assert phrase == table("en", "reading")[key]
        for lang in LANGUAGES:
            assert table(lang, "reading")[key] in say(
                "project.missing", lang, {"file": "f", "reason": phrase}
            )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x = " + "9" * 400, "long_number"), ("x = " + "9" * 5000, "long_number"), ("x = 0x" + "f" * 9000, "long_number"),
        ("x = [[1, {y = 9223372036854775808}]]", "long_number"), ("a." * 200_000 + "a = 1", "deep"),
        ("[" + "'a b' . " * 200_000 + "a]", "deep"), ('x = {"\\"".' + "b." * 200 + "c = 1}", "deep"),
        ("x = " + "[" * 60 + "]" * 60, "deep"), ("x = " + "[" * 5000, "deep"),
    ],
)  # fmt: skip
def test_toml_with_figures_or_depths_that_no_settings_have_is_refused_at_once(text: str, code: str) -> None:
    with pytest.raises(ValueError) as told:
        toml(text)
    why = reason(told.value)
    assert isinstance(why, Phrase) and why.code == f"reading.{code}"


def test_toml_that_looks_deep_and_is_not_is_read() -> None:
    dots = "a.b " * 500 + "1.5" * 40
    held = toml(
        f"x = '{dots}'\n# {dots}\ny = {2**63 - 1}\nz = {-(2**63)}\n'{dots}' = [1.5, 2.5]\r\n[a.b.c]\nd = true"
    )
    assert held == {
        "x": dots,
        "y": 2**63 - 1,
        "z": -(2**63),
        dots: [1.5, 2.5],
        "a": {"b": {"c": {"d": True}}},
    }
