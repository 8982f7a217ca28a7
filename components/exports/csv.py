"""CSV: UTF-8 with BOM, '.' decimals, ISO dates, nothing that a spreadsheet would run."""

from __future__ import annotations

import re
from pathlib import Path

from components.exports.cells import as_text, cells
from components.exports.target import write_bytes
from components.sheet import SKETCH, Column, Sheet, text
from components.table import Text

BOM = b"\xef\xbb\xbf"

# What a spreadsheet takes for a formula or a command at the start of a cell, full-width forms included; and
# after a separator, because a program set to ';' or tab cuts the line there, quotes or not.
_RUN = re.compile(r"(^|[;\t\r\n])(\s*[=+\-@＝＋－＠\t\r])")
_QUOTE = re.compile(r'[",;\t\r\n]|^\s|\s$')

_SEPARATOR = "\x1f"
_SUSPECT = re.compile(r'[",;\t\r\n]|(?:^|\x1f)[\s=+\-@＝＋－＠]|\s(?:\x1f|$)')
"""Finds anything in words joined by the separator that `guarded` might change."""


def guarded(word: str) -> str:
    """A word as a CSV cell: an apostrophe before what would be run, quotes where the format needs them."""
    if not _SUSPECT.search(word):
        return word
    safe = _RUN.sub(r"\1'\2", word)
    return '"' + safe.replace('"', '""') + '"' if _QUOTE.search(safe) else safe


def guarded_words(column: Text) -> Text:
    """A text column as CSV cells; words are looked at one by one only where one of them needs it."""
    joined = _SEPARATOR.join(column.vocabulary)
    plain = joined.count(_SEPARATOR) == len(column.vocabulary) - 1 and not _SUSPECT.search(joined)
    return column if plain else column.map(guarded)


def _header(column: Column, lang: str | None) -> str:
    if lang is None:
        return column.key
    return text(column.header, lang) + (f" ({column.shown_unit})" if column.shown_unit else "")


def _column(column: Column, sheet: Sheet, lang: str | None, rounded: bool) -> list[str]:
    data = sheet.data[column.key]
    if column.numeric:
        return cells(column, data, lang, column.shown_decimals if rounded else None)
    return guarded_words(as_text(column, data, lang)).filled()


def render(sheet: Sheet, lang: str | None = None, rounded: bool = False) -> bytes:
    """The list as CSV bytes.

    lang: None heads the columns with their keys and leaves codes raw, for programs; `zh` or `en` for people.
    rounded: figures as documents show them; otherwise to 12 significant digits. Drawings are left out.
    """
    columns = [c for c in sheet.columns if c.kind != SKETCH]
    head = ",".join(guarded(_header(c, lang)) for c in columns)
    body = [_column(c, sheet, lang, rounded) for c in columns]
    if len(body) == 1:
        # An empty line is no row to most readers.
        body = [[cell or '""' for cell in body[0]]]
    lines = [head, *map(",".join, zip(*body, strict=True)), ""]
    return BOM + "\r\n".join(lines).encode("utf-8")


def write(sheet: Sheet, path: Path, lang: str | None = None, rounded: bool = False) -> None:
    """Write the list to a CSV file (see `render`); raises `ExportRefused`."""
    write_bytes(path, render(sheet, lang, rounded))
