"""What a table shows of a sheet: search, filters, order, groups, totals, as plain functions over columns."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from components.sheet import FLAG, SKETCH, Column, Sheet
from components.table import Bools, Ints, Text
from components.words import say


@dataclass(frozen=True)
class Words:
    """A filter of a text column: the words that stay ("" stands for an empty cell)."""

    keep: frozenset[str]


@dataclass(frozen=True)
class Range:
    """A filter of a numeric column in its internal unit, both ends included. empty: keep unknown figures too."""

    low: float = -math.inf
    high: float = math.inf
    empty: bool = False


@dataclass(frozen=True)
class Query:
    """What to show. filters: by column key. sort: column key, and whether downwards. group: column key or ""."""

    search: str = ""
    filters: Mapping[str, Words | Range] = field(default_factory=dict)
    sort: str = ""
    down: bool = False
    group: str = ""
    closed: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Shown:
    """Rows to show. rows: sheet rows, or -1 - g for the heading of group g. first: per group its sheet row that
    names it; members: sheet rows of each group."""

    rows: Ints
    first: Ints
    members: tuple[Ints, ...]


_ONE = {"count": 1}
_NOTHING = np.zeros(0, np.int64)
_CODED = ("cause", "reason")
"""Columns whose words are codes of sentences."""
_PARTS = re.compile(r"(\d+)")


def words_of(column: Column, data: Text, lang: str) -> Text:
    """A text column as people read it."""
    if not column.words:
        return data.map(lambda w: told(w, lang)) if column.key in _CODED else data
    return data.map(lambda w: told(column.words + w, lang))


def told(code: str, lang: str) -> str:
    """The words of a code about one element, or the code itself where a file brings one of its own."""
    try:
        return say(code, lang, _ONE)
    except KeyError:
        return code.rpartition("_")[2] if "." in code else code


def natural(word: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts B2 before B10."""
    parts = _PARTS.split(word.casefold())
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts if p)


def run(sheet: Sheet, query: Query, lang: str, order: Ints | None = None) -> Shown:
    """The rows of a sheet under a query. order: (n,) what puts them in order before the query does."""
    rows = np.flatnonzero(matches(sheet, query, lang))
    if order is not None:
        rows = rows[np.argsort(order[rows], kind="stable")]
    rows = _sorted(sheet, rows, query, lang)
    if not query.group or query.group not in sheet.data:
        return Shown(rows, _NOTHING, ())
    key = ranks(_column(sheet, query.group), sheet, lang)[rows]
    order = np.argsort(key, kind="stable")
    rows, key = rows[order], key[order]
    starts = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))) if len(rows) else _NOTHING
    members = tuple(np.split(rows, starts[1:])) if len(rows) else ()
    parts = []
    for g, part in enumerate(members):
        parts.append(np.array([-1 - g], np.int64))
        if g not in query.closed:
            parts.append(part)
    return Shown(np.concatenate(parts) if parts else _NOTHING, rows[starts], members)


def _column(sheet: Sheet, key: str) -> Column:
    return next(c for c in sheet.columns if c.key == key)


def _sorted(sheet: Sheet, rows: Ints, query: Query, lang: str) -> Ints:
    if not query.sort or query.sort not in sheet.data:
        return rows
    rank = ranks(_column(sheet, query.sort), sheet, lang)[rows].astype(np.float64)
    known = rank >= 0
    rank = np.where(known, -rank if query.down else rank, np.inf)
    return rows[np.argsort(rank, kind="stable")]


def ranks(column: Column, sheet: Sheet, lang: str) -> Ints:
    """(n,) a number per row that puts the column in order; -1 where the cell is empty."""
    data = sheet.data[column.key]
    if isinstance(data, Text):
        words = [*(told(column.words + w, lang) if column.words else w for w in data.vocabulary)]
        order = sorted(range(len(words)), key=lambda i: natural(words[i]))
        rank = np.full(len(words) + 1, -1, np.int64)
        rank[order] = np.arange(len(words))
        return rank[data.codes]
    if column.kind == SKETCH:
        return np.full(len(sheet), -1, np.int64)
    figures = np.asarray(data).astype(np.float64)
    known = np.isfinite(figures)
    rank = np.full(len(figures), -1, np.int64)
    rank[known] = np.unique(figures[known], return_inverse=True)[1].reshape(-1)
    return rank


def matches(sheet: Sheet, query: Query, lang: str) -> Bools:
    """(n,) bool: rows that pass the search and every filter."""
    keep = np.ones(len(sheet), np.bool_)
    for key, wanted in query.filters.items():
        if key not in sheet.data:
            continue
        data = sheet.data[key]
        if isinstance(wanted, Words) and isinstance(data, Text):
            keep &= data.isin(wanted.keep) | ((data.codes < 0) & ("" in wanted.keep))
        elif isinstance(wanted, Range) and not isinstance(data, Text):
            figures = np.asarray(data).astype(np.float64)
            with np.errstate(invalid="ignore"):
                inside = (figures >= wanted.low) & (figures <= wanted.high)
            keep &= inside | (np.isnan(figures) & wanted.empty)
    for word in query.search.casefold().split():
        keep &= _found(sheet, word, lang)
    return keep


def _found(sheet: Sheet, word: str, lang: str) -> Bools:
    hit = np.zeros(len(sheet), np.bool_)
    number = word.lstrip("#")
    for column in sheet.columns:
        data = sheet.data[column.key]
        if isinstance(data, Text):
            hit |= words_of(column, data, lang).match(lambda w: word in w.casefold())
        elif column.key.endswith("_id") and number.isdigit():
            hit |= np.asarray(data) == int(number)
    return hit


def totals(sheet: Sheet, rows: Ints, of: Sequence[Column]) -> list[tuple[Column, float, int]]:
    """Per column of `of` that is summed: its sum over rows in the internal unit, and how many have no figure."""
    out, summed = [], {c.key for c in sheet.summed}
    for column in of:
        if column.key in summed:
            figures = np.asarray(sheet.data[column.key])[rows].astype(np.float64)
            lost = np.isnan(figures)
            out.append((column, math.fsum(figures[~lost].tolist()), int(lost.sum())))
    return out


def choices(column: Column, sheet: Sheet, lang: str) -> list[tuple[str, str, int]]:
    """What stands in a text column, in order: raw word, word shown, count; the empty cell last."""
    data = sheet.data[column.key]
    if not isinstance(data, Text) or column.kind in (FLAG, SKETCH):
        return []
    count = np.bincount(data.codes + 1, minlength=len(data.vocabulary) + 1)
    found = [
        (w, told(column.words + w, lang) if column.words else w, int(n))
        for w, n in zip(data.vocabulary, count[1:], strict=True)
        if n
    ]
    found.sort(key=lambda c: natural(c[1]))
    return [*found, ("", "", int(count[0]))] if count[0] else found
