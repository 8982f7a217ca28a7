"""A table of text from a CSV (UTF-8, UTF-16 or GBK) or the first sheet of a workbook, and the headers in it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from components.findings import Refusal
from components.imports.forces_units import FORCE, LENGTH, MOMENT, factor

DEPTH = 12
"""Rows that may stand above the header."""
_UNIT = re.compile(r"^(.*?)\s*[(\[（【]\s*([^)\]）】]*)\s*[)\]）】]\s*$")


BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, IndexError, TypeError, AttributeError, SyntaxError,
    EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What openpyxl and its XML reader end in on a workbook that is none; they have no error of their own for it."""


class ForcesRefused(Refusal):
    """A force table that cannot be used."""


@dataclass(frozen=True)
class Header:
    """A column: its name in lower case without unit, and the unit written with it, "" for none."""

    name: str
    unit: str


def read_rows(path: Path) -> list[list[str]]:
    """Every row of the table as text. ForcesRefused where the file cannot be read."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ForcesRefused(
            "forces.unreadable", file=path.name, reason=error.strerror or str(error)
        ) from error
    if raw[:2] == b"PK":
        return _workbook(path)
    try:
        return _text_rows(_decoded(raw, path))
    except csv.Error as error:
        raise ForcesRefused("forces.unreadable", file=path.name, reason=str(error)) from error


def _workbook(path: Path) -> list[list[str]]:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = [
            ["" if v is None else str(v) for v in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
    except BROKEN as error:
        raise ForcesRefused("forces.unreadable", file=path.name, reason=str(error)) from error
    return rows


def _decoded(raw: bytes, path: Path) -> str:
    codings = ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for coding in codings:
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    raise ForcesRefused("forces.not_text", file=path.name)


def _text_rows(text: str) -> list[list[str]]:
    head = text[:4000]
    delimiter = max(",;\t", key=head.count)
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def header_of(cell: str) -> Header:
    """A header cell apart into name and unit: `N (kN)`, `Mx[kN·m]`, `轴力（kN）`, `N/kN`."""
    text = " ".join(cell.split()).strip()
    found = _UNIT.match(text)
    if found:
        return Header(found[1].strip().lower(), found[2].strip())
    name, slash, unit = text.rpartition("/")
    if slash and any(factor(kind, unit) is not None for kind in (FORCE, MOMENT, LENGTH)):
        return Header(name.strip().lower(), unit.strip())
    return Header(text.lower(), "")


def headers_of(row: list[str], below: list[str]) -> tuple[list[Header], bool]:
    """Headers of a row; whether the row below holds units, which then stand for those not written."""
    heads = [header_of(c) for c in row]
    units = [c.strip() for c in below]
    known = [u for u in units if u and any(factor(k, u) is not None for k in (FORCE, MOMENT, LENGTH))]
    words = {"text", "unitless", ""}
    is_units = bool(known) and all(u.lower() in words or u in known for u in units)
    if is_units:
        heads = [Header(h.name, h.unit or (units[i] if i < len(units) else "")) for i, h in enumerate(heads)]
    return heads, is_units
