"""What the property sets of the file say about its elements, by property name, occurrence before type."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from components.facts import ELEMENT, TYPE, Facts
from components.record import record
from components.table import Codes, Floats, Ints, Text


@record
class Said:
    """Per element: the row of `Facts.properties` that answers, -1 where none does."""

    row: Ints

    def text(self, facts: Facts) -> Text:
        """The answer as text; numbers are written without a trailing `.0`."""
        rows = self.row
        found = (
            facts.properties.text.take(np.maximum(rows, 0)) if len(facts.properties) else Text.full(len(rows))
        )
        codes = np.where(rows >= 0, found.codes, -1)
        text = Text(codes, found.vocabulary)
        lacking = (rows >= 0) & (codes < 0)
        if not lacking.any():
            return text
        numbers = self.number(facts)
        spelled = [
            f"{x:g}" if f and x == x else None
            for x, f in zip(numbers.tolist(), lacking.tolist(), strict=True)
        ]
        return text.where(lacking, Text.of(spelled))

    def number(self, facts: Facts) -> Floats:
        """(n,) the answer as a number in our units; NaN where there is none."""
        if not len(facts.properties):
            return np.full(len(self.row), np.nan)
        return np.where(self.row >= 0, facts.properties.number[np.maximum(self.row, 0)], np.nan)


@record
class Evidence:
    """Answers from property sets of one model."""

    facts: Facts

    @cached_property
    def _names(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Lower-case spelling -> vocabulary codes, of property names and of set names."""
        tables: list[dict[str, list[int]]] = []
        for vocabulary in (self.facts.properties.name.vocabulary, self.facts.property_sets.name.vocabulary):
            table: dict[str, list[int]] = {}
            for code, word in enumerate(vocabulary):
                table.setdefault(word.strip().lower(), []).append(code)
            tables.append(table)
        return tables[0], tables[1]

    @cached_property
    def _owners(self) -> tuple[Ints, Ints, Ints, Codes]:
        """Links in order of their set: set, element row, and how near the owner is (0 occurrence, 1 type)."""
        links, elements = self.facts.set_links, self.facts.elements
        own = links.table == ELEMENT
        by_type = np.flatnonzero(links.table == TYPE)
        order = np.argsort(elements.type, kind="stable")
        sorted_types = elements.type[order]
        low = np.searchsorted(sorted_types, links.owner[by_type], "left")
        high = np.searchsorted(sorted_types, links.owner[by_type], "right")
        times = high - low
        at = np.repeat(low, times) + np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
        sets = np.concatenate((links.set[own], np.repeat(links.set[by_type], times)))
        owner = np.concatenate((links.owner[own], order[at]))
        near = np.concatenate((np.zeros(int(own.sum()), np.int32), np.ones(len(at), np.int32)))
        by_set = np.argsort(sets, kind="stable")
        start = np.searchsorted(sets[by_set], np.arange(len(self.facts.property_sets) + 1))
        return start, owner[by_set], sets[by_set], near[by_set]

    def ask(self, wanted: Sequence[str | tuple[str, str]], quantities_only: bool = False) -> Said:
        """The first of several questions that a property answers, per element.

        wanted: property names, or (set name, property name), in order of preference, in any letter case.
        quantities_only: ask the quantity sets alone.
        """
        facts = self.facts
        best = np.full(len(facts.elements), np.iinfo(np.int64).max)
        found = np.full(len(facts.elements), -1, np.int64)
        names, set_names = self._names
        start, owners, _, near = self._owners
        for place, question in enumerate(wanted):
            set_name, name = question if isinstance(question, tuple) else ("", question)
            codes = names.get(name.lower(), [])
            if not codes:
                continue
            rows = np.flatnonzero(np.isin(facts.properties.name.codes, codes))
            rows = rows[(facts.properties.text.codes[rows] >= 0) | np.isfinite(facts.properties.number[rows])]
            if quantities_only:
                rows = rows[facts.property_sets.is_quantity[facts.properties.set[rows]]]
            if set_name:
                wanted_sets = set_names.get(set_name.lower(), [])
                in_set = np.isin(facts.property_sets.name.codes[facts.properties.set[rows]], wanted_sets)
                rows = rows[in_set]
            of = facts.properties.set[rows]
            times = start[of + 1] - start[of]
            at = (
                np.repeat(start[of], times)
                + np.arange(int(times.sum()))
                - np.repeat(np.cumsum(times) - times, times)
            )
            element, rank = owners[at], place * 2 + near[at]
            answer = np.repeat(rows, times)
            order = np.lexsort((answer, rank))[::-1]
            element, rank, answer = element[order], rank[order], answer[order]
            better = rank < best[element]
            # Later writes win: the order is from worst to best, so the best rank of an element is written last.
            best[element[better]] = rank[better]
            found[element[better]] = answer[better]
        return Said(found)
