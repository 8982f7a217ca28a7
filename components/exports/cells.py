"""Cells as text: figures, dates, flags and words, a column at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from components.sheet import DATE, FLAG, SKETCH, Column, Data, Sheet, Sketches, shown
from components.table import Floats, Text
from components.words import say
from components.words.wide import columns_wide as columns_wide

SIGNIFICANT = 12
"""Digits of a figure in files for programs: finer than any measurement, coarse enough to shed noise."""

# Control characters and lone surrogates cannot stand in UTF-8 text or XML: they are shown, not dropped.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(word: str) -> str:
    """The word with what no file format can hold replaced by U+FFFD."""
    return word if word.isascii() and word.isprintable() else _UNWRITABLE.sub("\ufffd", word)


def clean_words(column: Text) -> Text:
    """`clean` over a column; words are looked at one by one only where one of them needs it."""
    return column.map(clean) if _UNWRITABLE.search("".join(column.vocabulary)) else column


def as_text(column: Column, data: Data, lang: str | None) -> Text:
    """A text, flag or date column as coded words; `lang` None leaves codes as they are (true, false)."""
    if column.kind == SKETCH or isinstance(data, Sketches):
        return Text.full(len(data))
    if column.kind == FLAG and not isinstance(data, Text):
        flags = np.asarray(data, dtype=np.bool_).astype(np.int32)
        words = ("false", "true") if lang is None else (say("exports.no", lang), say("exports.yes", lang))
        return Text(flags, words)
    if not isinstance(data, Text):
        data = _coded(column, np.asarray(data).tolist() if column.kind != DATE else _dates(data))
    if lang is not None and column.words:
        return data.map(lambda word: say(column.words + word, lang))
    return clean_words(data)


def _dates(data: object) -> list[str | None]:
    days = np.datetime_as_string(np.asarray(data, dtype="datetime64[D]")).tolist()
    return [None if d == "NaT" else d for d in days]


def _coded(column: Column, values: Iterable[object]) -> Text:
    return Text.of(None if v is None else str(v) for v in values)


def exact(figures: Floats) -> list[str]:
    """Figures in the fewest digits that hold `SIGNIFICANT` of them, '.' decimals, empty where unknown."""
    return _formatted(figures, f"%.{SIGNIFICANT}g")


def fixed(figures: Floats, decimals: int) -> list[str]:
    """Figures with so many decimals, empty where unknown; no negative zero."""
    return _formatted(np.round(figures, decimals) + 0.0, f"%.{decimals}f")


def _formatted(figures: Floats, pattern: str) -> list[str]:
    n = len(figures)
    if not n:
        return []
    # One % over the whole column: several times faster than one call a cell.
    cells = (pattern + ("\n" + pattern) * (n - 1)) % tuple((figures + 0.0).tolist())
    strings = cells.split("\n")
    for row in np.flatnonzero(np.isnan(figures)).tolist():
        strings[row] = ""
    return strings


def cells(column: Column, data: Data, lang: str | None, decimals: int | None) -> list[str]:
    """A column as strings: `decimals` None writes figures exactly, else with so many."""
    if column.numeric:
        figures = shown(column, data)
        return exact(figures) if decimals is None else fixed(figures, decimals)
    return as_text(column, data, lang).filled()


def group_word(sheet: Sheet, run: slice, lang: str) -> str:
    """What a group of rows has in common, as its subtotal names it."""
    column = next((c for c in sheet.columns if c.key == sheet.group), Column(sheet.group, {}))
    data = sheet.data[sheet.group]
    if isinstance(data, Text):
        word = clean(data.get(run.start))
        return say(column.words + word, lang) if column.words and word else word
    return cells(column, np.asarray(data)[[run.start]], lang, column.shown_decimals)[0]
