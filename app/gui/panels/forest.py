"""A tree over components that grows where it is looked at: a level per text column, components as leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from app.gui.query import natural, told
from components.table import Bools, Ints, Text

_LOOKED_AT = 5000


@dataclass(frozen=True, eq=False)
class Level:
    """A level of branches. prefix: of the codes of its words, "" where they are the file's own.

    heights: words that are put in order by a height instead of by themselves, such as storeys.
    """

    column: Text
    prefix: str = ""
    heights: Mapping[str, float] = field(default_factory=dict)

    def word(self, code: int, lang: str, empty: str) -> str:
        """The word of a code as people read it."""
        raw = self.column.vocabulary[code] if code >= 0 else ""
        if not raw:
            return empty
        return told(self.prefix + raw, lang) if self.prefix else raw


class Forest:
    """Nodes are numbers; 0 is the root, which is not shown. Children are made when they are first asked for.

    names: text columns that say what a leaf is; a leaf without any is told by `fallback`.
    """

    def __init__(
        self,
        levels: Sequence[Level],
        names: Sequence[Text],
        lang: str,
        empty: str,
        fallback: Callable[[int], str],
    ) -> None:
        self._levels, self._names, self._lang, self._empty = tuple(levels), tuple(names), lang, empty
        self._fallback = fallback
        self.search = ""
        self._clear(np.arange(len(levels[0].column)))

    def _clear(self, rows: Ints) -> None:
        self.parent, self.row, self.depth = [-1], [0], [0]
        self.words, self.rows = [""], [rows]
        self._children: dict[int, range] = {}

    def look_for(self, search: str) -> None:
        """Keep what matches, what stands above it and what hangs below it. "" keeps everything."""
        self.search = search
        keep = np.ones(len(self._levels[0].column), np.bool_)
        if search:
            keep = self._matches(search.casefold())
        self._clear(np.flatnonzero(keep))

    def _matches(self, search: str) -> Bools:
        hit = np.zeros(len(self._levels[0].column), np.bool_)
        for level in self._levels:
            words = range(-1, len(level.column.vocabulary))
            found = [search in level.word(code, self._lang, self._empty).casefold() for code in words]
            hit |= np.array(found, np.bool_)[level.column.codes + 1]
        for column in self._names:
            hit |= column.match(lambda word: search in word.casefold())
        return hit

    def children(self, node: int) -> range:
        """The nodes below one, in order."""
        found = self._children.get(node)
        if found is None:
            first = len(self.parent)
            self._grow(node)
            found = self._children[node] = range(first, len(self.parent))
        return found

    def holding(self, chosen: Bools) -> list[int]:
        """The nodes that together hold components chosen, (all,) bool, and nothing else: as few as there are.

        Branches are opened for it as far as `_LOOKED_AT` nodes go; where that ends, what is deeper is left out.
        """
        out: list[int] = []
        beneath, left = [0], _LOOKED_AT
        while beneath and left > 0:
            node = beneath.pop()
            for child in self.children(node):
                left -= 1
                held = chosen[self.rows[child]]
                if held.all():
                    out.append(child)
                elif held.any() and len(held) <= left:
                    beneath.append(child)
        return sorted(out)

    def has_children(self, node: int) -> bool:
        """Whether there are any, without making them."""
        return self.depth[node] <= len(self._levels) and len(self.rows[node]) > 0

    def _grow(self, node: int) -> None:
        depth, beneath = self.depth[node], self.rows[node]
        if depth > len(self._levels) or not len(beneath):
            return
        if depth == len(self._levels):
            named = sorted((natural(word), word, r) for r in beneath.tolist() for word in [self.name(r)])
            for k, (_, word, r) in enumerate(named):
                self._add(node, k, word, np.array([r]))
            return
        level = self._levels[depth]
        codes = level.column.codes[beneath]
        found = []
        for code in np.unique(codes).tolist():
            word = level.word(code, self._lang, self._empty)
            height = level.heights.get(level.column.vocabulary[code], 0.0) if code >= 0 else 0.0
            found.append(((height, natural(word)), word, beneath[codes == code]))
        found.sort(key=lambda f: f[0])
        for k, (_, word, part) in enumerate(found):
            self._add(node, k, f"{word}  ({len(part):,})", part)

    def _add(self, up: int, row: int, word: str, rows: Ints) -> None:
        self.parent.append(up)
        self.row.append(row)
        self.depth.append(self.depth[up] + 1)
        self.words.append(word)
        self.rows.append(rows)

    def name(self, row: int) -> str:
        """What a leaf is called."""
        return "  ".join(w for c in self._names if (w := c.get(row))) or self._fallback(row)
