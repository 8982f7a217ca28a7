"""Numbers for groups of equal things: which series, in which order, skipping what is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from components.bom.rules import MarkRules, Series
from components.model import Components
from components.record import valued
from components.table import Ints, Text

_FIGURE = re.compile(r"(\d+(?:\.\d+)?)")


@valued
class Wanted:
    """A group that wants a mark. order: sorts groups of one series, from names and geometry alone."""

    group: int
    lot: str
    prefix: str
    order: tuple[object, ...]


@lru_cache(maxsize=65536)
def natural(text: str) -> tuple[object, ...]:
    """A text so that PL8 comes before PL10: figures as numbers, words in between."""
    parts = _FIGURE.split(text)
    return tuple((0, float(p), "") if i % 2 else (1, 0.0, p) for i, p in enumerate(parts) if p or i % 2)


def numbered(wanted: Iterable[Wanted], taken: set[str], rules: MarkRules) -> dict[int, str]:
    """A mark for each group; adds them to `taken`. Two marks never differ by letter case alone."""
    marks: dict[int, str] = {}
    folded = {t.casefold() for t in taken}
    counters: dict[tuple[str, str], int] = {}
    for w in sorted(wanted, key=lambda w: (w.lot, w.prefix, w.order)):
        series = (w.lot if rules.lot_series else "", w.prefix)
        number = counters.get(series, rules.start)
        while (word := rules.mark(w.lot, w.prefix, number)).casefold() in folded:
            number += 1
        marks[w.group] = word
        folded.add(word.casefold())
        taken.add(word)
        counters[series] = number + 1
    return marks


def kinds(components: Components, rows: Ints, rules: MarkRules) -> Ints:
    """(r,) series of each row: the first whose category, name or class fits; the last one where none does."""
    out = np.full(len(rows), -1, np.int64)
    category, name = components.category.take(rows), components.name.take(rows)
    ifc_class = components.ifc_class.take(rows)
    for number, s in enumerate(rules.series):
        out[(out < 0) & category.isin(s.categories) & _fits(s, name, ifc_class)] = number
    return np.where(out < 0, len(rules.series) - 1, out)


def piece_kinds(names: Text, main: Ints, rules: MarkRules) -> Ints:
    """(p,) series of pieces: by the name of the assembly where a series names it, else that of its main part (`main`)."""
    out = np.full(len(names), -1, np.int64)
    for number, s in enumerate(rules.series):
        wanted = [w.casefold() for w in s.names]
        by_name = names.match(lambda word, some=wanted: any(_has(word.casefold(), w) for w in some))
        out[(out < 0) & by_name] = number
    return np.where(out < 0, main, out)


def _fits(series: Series, name: Text, ifc_class: Text) -> np.ndarray:
    if not series.names and not series.classes:
        return np.ones(len(name), np.bool_)
    wanted = [w.casefold() for w in series.names]
    by_name = name.match(lambda word: any(_has(word.casefold(), w) for w in wanted))
    return np.asarray(by_name | ifc_class.isin(series.classes))


def _has(name: str, word: str) -> bool:
    """A word in a name; a Latin one as a word of its own, so that "tie" is not in "utility"."""
    if not word.isascii():
        return word in name
    return re.search(rf"(?<![a-z]){re.escape(word)}s?(?![a-z])", name) is not None


def majority(values: Ints, groups: Ints, count: int) -> Ints:
    """(count,) the most frequent value >= 0 of each group, the smaller on a tie; -1 where there is none."""
    out = np.full(count, -1, np.int64)
    live = values >= 0
    if not live.any():
        return out
    pair, times = np.unique(np.column_stack((groups[live], values[live])), axis=0, return_counts=True)
    order = np.lexsort((-pair[:, 1], times, pair[:, 0]))
    out[pair[order, 0]] = pair[order, 1]
    return out


def alphabetical(text: Text) -> Ints:
    """(n,) place of each word in alphabetical order, -1 for none: codes that do not depend on the order of the file."""
    order = sorted(range(len(text.vocabulary)), key=lambda i: text.vocabulary[i])
    place = np.full(len(order) + 1, -1, np.int64)
    place[order] = np.arange(len(order))
    return np.asarray(place[text.codes])


def words_of(text: Text) -> Sequence[str]:
    """The vocabulary in alphabetical order, to go with `alphabetical`."""
    return sorted(text.vocabulary)
