"""A table of text from a CSV (UTF-8, UTF-16 or GBK) or the first sheet of a workbook, and the headers in it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from pathlib import Path

from components.findings import Refusal
from components.imports import workbook
from components.imports.forces_units import FORCE, LENGTH, MOMENT, factor
from components.reading import LARGEST_TABLE, read_file, reason
from components.words import Phrase

DEPTH = 12
"""Rows that may stand above the header."""
_UNIT = re.compile(r"^(.*?)\s*[(\[（【]\s*([^)\]）】]*)\s*[)\]）】]\s*$")
MOST_HELD, _ROW = 60_000_000, 8
"""Cells of a text that we take, and how many of them a row alone is worth: 100 MB of blank lines are 8 GB of rows."""
_LONGEST_HEADER = 200
"""Signs; the search for brackets and units goes over each of them many times, and no header is that long."""


class ForcesRefused(Refusal):
    """A force table that cannot be used."""


@dataclass(frozen=True)
class Header:
    """A column: its name in lower case without unit, the unit written with it, "" for none, and the name as written."""

    name: str
    unit: str
    written: str = ""


def read_rows(path: Path) -> list[list[str]]:
    """Every row of the table as text. ForcesRefused where the file cannot be read."""
    return rows_in(_raw(path), path)


def _raw(path: Path) -> bytes:
    try:
        return read_file(path, LARGEST_TABLE)
    except OSError as error:
        raise ForcesRefused("forces.unreadable", file=path.name, reason=reason(error)) from error


def rows_in(raw: bytes, path: Path) -> list[list[str]]:
    """Every row of a table's bytes as text; `path` is what refusals call it. ForcesRefused."""
    if raw[:2] == b"PK":
        return _workbook(raw, path)
    try:
        return _text_rows(_decoded(raw, path))
    except workbook.TooMuch as error:
        raise ForcesRefused("forces.unreadable", file=path.name, reason=workbook.why(error)) from error
    except csv.Error as error:
        raise ForcesRefused("forces.unreadable", file=path.name, reason=str(error)) from error


def _workbook(raw: bytes, path: Path) -> list[list[str]]:
    try:
        return [["" if v is None else str(v) for v in row] for row in workbook.rows(raw)]
    except workbook.BROKEN as error:
        raise ForcesRefused("forces.unreadable", file=path.name, reason=workbook.why(error)) from error


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
    rows: list[list[str]] = []
    held = 0
    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
        held += _ROW + len(row)
        if held > MOST_HELD:
            raise workbook.TooMuch(Phrase("reading.too_many_cells"))
        rows.append(row)
    return rows


def header_of(cell: str) -> Header:
    """A header cell apart into name and unit: `N (kN)`, `Mx[kN·m]`, `轴力（kN）`, `N/kN`."""
    text = " ".join(cell.split()).strip()
    if len(text) > _LONGEST_HEADER:
        return _header(text, "")
    found = _UNIT.match(text)
    if found:
        return _header(found[1], found[2])
    name, slash, unit = text.rpartition("/")
    if slash and any(factor(kind, unit) is not None for kind in (FORCE, MOMENT, LENGTH)):
        return _header(name, unit)
    return _header(text, "")


def _header(name: str, unit: str) -> Header:
    return Header(name.strip().lower(), unit.strip(), name.strip())


def headers_of(row: list[str], below: list[str]) -> tuple[list[Header], bool]:
    """Headers of a row; whether the row below holds units, which then stand for those not written."""
    heads = [header_of(c) for c in row]
    units = [c.strip() for c in below]
    known = [u for u in units if u and any(factor(k, u) is not None for k in (FORCE, MOMENT, LENGTH))]
    words = {"text", "unitless", ""}
    is_units = bool(known) and all(u.lower() in words or u in known for u in units)
    if is_units:
        heads = [replace(h, unit=h.unit or (units[i] if i < len(units) else "")) for i, h in enumerate(heads)]
    return heads, is_units
