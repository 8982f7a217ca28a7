"""Arguments of many statements as columns: references, numbers, lists, coded text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from components.ifc.step import Step, factorise, numbers, trim
from components.record import record
from components.table import Bools, Floats, Ints, Ragged, Text

_OPEN, _COMMA = 1, 3
_DIGITS = np.zeros(256, np.bool_)
_DIGITS[[ord(c) for c in "0123456789+-.eE \t\r\n"]] = True
_CHUNK = 40_000
"""Numbers read at a time: what is gathered for them takes a hundred times their own memory."""
Decode = Callable[[bytes], str]
_BETWEEN = b"\x1f"
"""Stands in no text, and in no encoding as a part of a sign."""
"""Turns the bytes between the quotes of a STEP string into text."""


@record
class Spans:
    """Byte spans of one argument over many statements: text[start:stop], and the mark indices around it.

    before, after: index into `Step.marks` of the structural characters that enclose the argument.
    """

    step: Step
    before: Ints
    after: Ints

    @cached_property
    def bounds(self) -> tuple[Ints, Ints]:
        """(start, stop) byte positions, blanks trimmed."""
        marks = self.step.marks
        return trim(self.step.text, marks[self.before].astype(np.int64) + 1, marks[self.after])

    def __len__(self) -> int:
        return len(self.before)

    @cached_property
    def lead(self) -> NDArray[np.uint8]:
        """First byte of each argument; 0 where it is absent."""
        start, stop = self.bounds
        return np.where(stop > start, self.step.text[start], 0).astype(np.uint8)

    def refs(self) -> Ints:
        """(n,) statement number of a reference `#12`; -1 where the argument is no reference."""
        value, good = numbers(self.step.text, *self.bounds, ord("#"))
        return np.where(good, value, -1)

    def integers(self, missing: int = -1) -> Ints:
        """(n,) whole numbers; `missing` where there is none."""
        value, good = numbers(self.step.text, *self.bounds)
        return np.where(good, value, missing)

    def reals(self) -> Floats:
        """(n,) numbers; NaN where there is none, or none that is finite."""
        return _reals(self.step, *self.bounds)

    def words(self) -> Text:
        """(n,) enumeration words `.AREA.` without their dots."""
        return self._coded(lambda raws: [w.strip(b".").decode("latin-1").upper() for w in raws], ord("."))

    def texts(self, decode: Decode) -> Text:
        """(n,) strings, decoded once per distinct spelling; none where the argument is no string."""
        return self._coded(lambda raws: _decoded(raws, decode), ord("'"))

    def raw(self) -> Text:
        """(n,) the argument as it is written."""
        return self._coded(lambda raws: [w.decode("latin-1") for w in raws], 0)

    def _coded(self, make: Callable[[list[bytes]], list[str]], lead: int) -> Text:
        start, stop = self.bounds
        live = np.flatnonzero(self.lead == lead) if lead else np.flatnonzero(stop > start)
        codes = np.full(len(start), -1, np.int32)
        found, shown = factorise(self.step.text, start[live], stop[live])
        order: dict[str, int] = {}
        text, rows = self.step.text.data, live[shown]
        spans = zip(start[rows].tolist(), stop[rows].tolist(), strict=True)
        row = [order.setdefault(word, len(order)) for word in make([bytes(text[a:b]) for a, b in spans])]
        codes[live] = np.array(row, np.int32)[found] if len(live) else found
        return Text(codes, tuple(order))

    def is_list(self) -> Bools:
        """(n,) whether the argument is a list `(...)`."""
        return np.asarray(self.lead == ord("("))

    def items(self) -> tuple[Ints, Spans]:
        """The members of a list argument: how many per row, and the spans of all of them, joined.

        A row that is no list, or an empty one, has none.
        """
        step = self.step
        opening = self.before + 1
        live = self.is_list()
        closing = self.after - 1
        level = step.depth[opening] + 1
        plain = live & (closing - opening >= 1)
        # Fast way: a flat list has only commas between its brackets.
        flat_count = np.where(plain, closing - opening, 0)
        inner = np.where(plain, opening + 1, opening)
        nested = plain & (np.where(inner < closing, step.mark_kinds[inner] != _COMMA, False))
        nested |= plain & _any_open(step, opening, closing)
        if not nested.any():
            counts = np.where(plain & ~self._is_empty(opening, closing), flat_count, 0)
            owner = np.repeat(np.arange(len(opening)), counts)
            place = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
            before = opening[owner] + place
            return counts, Spans(step, before, before + 1)
        rows_before: list[NDArray[Any]] = []
        counts = np.zeros(len(opening), np.int64)
        for r in np.flatnonzero(plain):
            between = np.arange(opening[r] + 1, closing[r])
            cut = between[(step.mark_kinds[between] == _COMMA) & (step.depth[between] == level[r])]
            edges = np.concatenate(([opening[r]], cut, [closing[r]]))
            rows_before.append(np.stack((edges[:-1], edges[1:]), axis=1))
            counts[r] = len(edges) - 1
        joined = np.concatenate(rows_before) if rows_before else np.zeros((0, 2), np.int64)
        return counts, Spans(step, joined[:, 0].astype(np.int64), joined[:, 1].astype(np.int64))

    def _is_empty(self, opening: Ints, closing: Ints) -> Bools:
        marks = self.step.marks
        touching = closing - opening == 1
        rows = np.flatnonzero(touching)
        start, stop = trim(self.step.text, marks[opening[rows]].astype(np.int64) + 1, marks[closing[rows]])
        empty = np.zeros(len(opening), np.bool_)
        empty[rows[start >= stop]] = True
        return empty

    def ref_lists(self) -> Ragged:
        """Lists of references; entries that are none are left out."""
        counts, inner = self.items()
        ids = inner.refs()
        return _ragged(counts, ids, ids >= 0)

    def real_lists(self) -> Ragged:
        """Flat lists of numbers."""
        counts, inner = self.items()
        values = inner.reals()
        return _ragged(counts, values, np.ones(len(values), np.bool_))

    def nested_reals(self, row: int) -> Floats:
        """All numbers of a nested list `((..),(..))` of one row, flattened."""
        start, stop = self.bounds
        body = self.step.text[start[row] : stop[row]].tobytes().translate(_NO_BRACKETS)
        parts = [p for p in body.split(b",") if p.strip()]
        try:
            return np.array(parts, dtype=np.float64)
        except ValueError:
            return np.zeros(0)

    def typed(self, decode: Decode) -> tuple[Text, Text, Floats]:
        """Select values `IFCLABEL('x')`, `IFCLENGTHMEASURE(3.5)`, or bare ones.

        Returns the type keyword, the text (strings, enumerations and logicals) and the number (NaN where none).
        """
        step = self.step
        start, _stop = self.bounds
        opening = self.before + 1
        wrapped = (opening < self.after) & (step.mark_kinds[opening] == _OPEN) & (self.lead != ord("("))
        wrapped &= step.marks[opening] > start
        outer = Spans(
            step, np.where(wrapped, opening, self.before), np.where(wrapped, self.after - 1, self.after)
        )
        names = np.full(len(start), -1, np.int32)
        rows = np.flatnonzero(wrapped)
        found, shown = factorise(step.text, start[rows], step.marks[opening[rows]])
        spelled = [
            step.text[start[r] : step.marks[opening[r]]].tobytes().strip().decode("latin-1").upper()
            for r in rows[shown]
        ]
        order: dict[str, int] = {}
        table = np.array([order.setdefault(w, len(order)) for w in spelled], np.int32)
        names[rows] = table[found] if len(rows) else found
        strings, words = outer.texts(decode), outer.words()
        text = strings.where(strings.codes < 0, words)
        return Text(names, tuple(order)), text, outer.reals()


_NO_BRACKETS = bytes.maketrans(b"()", b"  ")


def _any_open(step: Step, opening: Ints, closing: Ints) -> Bools:
    opens = step.opens
    return np.asarray(opens[np.maximum(closing - 1, 0)] > opens[opening])


def _ragged(counts: Ints, values: NDArray[Any], keep: Bools) -> Ragged:
    owner = np.repeat(np.arange(len(counts)), counts)[keep]
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=len(counts)), out=offsets[1:])
    return Ragged(offsets, values[keep])


def _decoded(raws: list[bytes], decode: Decode) -> list[str]:
    """Strings with their quotes as text: all at once where none holds what only STEP reads, which is nearly always."""
    inner = [raw[1:-1] for raw in raws]
    joined = _BETWEEN.join(inner)
    if not any(sign in joined for sign in (b"\\", b"'", b"\n")):
        words = decode(joined).split(_BETWEEN.decode())
        if len(words) == len(inner):  # none held the sign itself, and no broken one took it along
            return words
    return [decode(raw) for raw in inner]


def _reals(step: Step, start: Ints, stop: Ints) -> Floats:
    """Numbers of many spans: gathered into one comma-separated text and read in one call."""
    text = step.text
    out = np.full(len(start), np.nan)
    lead = text[np.minimum(start, len(text) - 1)]
    live = np.flatnonzero((stop > start) & _DIGITS[lead])
    for chunk in np.array_split(live, max(1, len(live) // _CHUNK)):
        out[chunk] = _chunk(text, start[chunk], stop[chunk])
    out[np.isinf(out)] = np.nan
    return out


def _chunk(text: NDArray[np.uint8], start: Ints, stop: Ints) -> Floats:
    if not len(start):
        return np.zeros(0)
    length = stop - start + 1
    ends = np.cumsum(length)
    at = np.arange(ends[-1]) + np.repeat(start - (ends - length), length)
    gathered = text[at]
    gathered[ends - 1] = ord(",")
    clean = _DIGITS[gathered]
    clean[ends - 1] = True
    if clean.all():
        try:
            values = np.fromstring(gathered[:-1].tobytes(), dtype=np.float64, sep=",")
            if len(values) == len(start):
                return values
        except (ValueError, DeprecationWarning):
            pass
    return np.array([_one(text[a:b].tobytes()) for a, b in zip(start.tolist(), stop.tolist(), strict=True)])


def _one(raw: bytes) -> float:
    try:
        return float(raw)
    except ValueError:
        return float("nan")


@record
class Rows:
    """Statements of one keyword, their arguments by position."""

    step: Step
    rows: Ints

    @cached_property
    def _commas(self) -> tuple[Ints, Ints, Ints]:
        commas = self.step.top_commas
        low = np.searchsorted(commas, self.step.first[self.rows])
        high = np.searchsorted(commas, self.step.last[self.rows])
        return commas, low, high

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def ids(self) -> Ints:
        """(n,) statement numbers."""
        return self.step.ids[self.rows]

    def arity(self) -> Ints:
        """(n,) number of arguments of each statement."""
        _, low, high = self._commas
        return np.asarray(high - low + 1)

    def arg(self, position: int | NDArray[Any]) -> Spans:
        """Argument at a position (one for all rows, or one per row); an empty span where the statement has fewer."""
        commas, low, high = self._commas
        first, last = self.step.first[self.rows], self.step.last[self.rows]
        at = low + position
        padded = np.append(commas, 0) if len(commas) == 0 else commas
        clip = len(padded) - 1
        before = np.where(np.asarray(position) == 0, first, padded[np.clip(at - 1, 0, clip)])
        after = np.where(at < high, padded[np.clip(at, 0, clip)], last)
        absent = (at > high) | (np.asarray(position) < 0)
        return Spans(self.step, np.where(absent, last, before), np.where(absent, last, after))

    def take(self, mask: NDArray[Any]) -> Rows:
        """A part of the rows."""
        return Rows(self.step, self.rows[mask])
