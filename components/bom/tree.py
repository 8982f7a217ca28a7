"""Marks and assemblies as a tree: kind of piece, its mark with how many there are, the parts in one of them."""

from __future__ import annotations

import numpy as np

from components.bom.bill import Bill, Groups, everything, grouped
from components.bom.part_lists import by_words, steel_rows
from components.bom.told import titles
from components.record import record
from components.table import Floats, Ints, Ragged, Text

KIND, PIECE, PART = 0, 1, 2


@record
class MarkTree:
    """Nodes, each after its parent; those of one parent in the order they are shown.

    parent: (n,) node or -1. level: KIND, PIECE (an assembly, or a loose part) or PART. word: title of the kind, or mark.
    spec: section of a part or of the main part. count: pieces of a kind or mark, parts in one assembly.
    unit_kg, total_kg: net mass of one and of all, NaN where nothing of it is measured. rows: component rows beneath.
    node_of: (n,) the deepest node of each component, -1 for what is in none.
    """

    parent: Ints
    level: Ints
    word: Text
    spec: Text
    count: Ints
    unit_kg: Floats
    total_kg: Floats
    rows: Ragged
    node_of: Ints


def mark_tree(bill: Bill, lang: str) -> MarkTree:
    """The tree of a whole bill."""
    m, c = bill.marking, bill.model.components
    p = m.belonging.pieces
    title = titles(m.rules, m.piece_kind, lang)
    every = np.arange(len(p))
    kinds = grouped((title,), every)
    pieces = grouped((title, m.piece_mark, m.pieces.group), every)
    rows = steel_rows(bill, everything(bill))
    piece = m.belonging.piece_of[rows]
    held = np.full(len(c), -1, np.int64)
    held[rows] = pieces.row[piece]
    inner = rows[~p.single[piece]]
    parts = grouped((held, m.part, m.group), inner)
    first = inner[parts.first]
    up = held[first]
    sizes = (kinds.count, pieces.count, parts.count)
    order = _order(bill, title, kinds, pieces, up, first)
    place = np.empty(sum(sizes), np.int64)
    place[order] = np.arange(len(order))
    parent = np.concatenate(
        (np.full(sizes[0], -1), place[kinds.row[pieces.first]], place[sizes[0] + up])
    ).astype(np.int64)
    number = pieces.number()
    net = bill.figures["net_mass_kg"]
    inside = Groups(pieces.row[piece], pieces.first)
    of_pieces = inside.total(net[rows])
    of_kinds = Groups(kinds.row[piece], kinds.first).total(net[rows])
    of_parts = parts.total(net[inner])
    made = Groups(parts.row, parts.first).total(c.pieces[inner].astype(np.float64))
    each = np.round(made / np.maximum(number[up], 1)).astype(np.int64) if len(up) else up
    count = np.concatenate((kinds.number(), number, each))
    total = np.concatenate((of_kinds, of_pieces, of_parts))
    with np.errstate(invalid="ignore", divide="ignore"):
        unit = np.concatenate((np.full(sizes[0], np.nan), of_pieces / number, of_parts / made))
    word = _words(title.take(kinds.first), m.piece_mark.take(pieces.first), m.part.take(first))
    spec = _words(Text.full(sizes[0]), bill.spec.take(p.main[pieces.first]), bill.spec.take(first))
    level = np.repeat(np.array([KIND, PIECE, PART]), sizes)
    node = _nodes(bill, kinds, pieces, parts, inner, sizes)
    deepest, known = np.full(len(c), -1, np.int64), node[-1] >= 0
    deepest[known] = place[node[-1][known]]
    return MarkTree(
        parent[order], level[order], word.take(order), spec.take(order), count[order], unit[order], total[order],
        _beneath(node, place, sum(sizes)), deepest,
    )  # fmt: skip


def _words(*columns: Text) -> Text:
    return Text.of([w for column in columns for w in column])


def _order(bill: Bill, title: Text, kinds: Groups, pieces: Groups, up: Ints, first: Ints) -> Ints:
    """Nodes level by level, each level by its parents, then marks with their figures as numbers."""
    m, c = bill.marking, bill.model.components
    main = m.belonging.pieces.main[pieces.first]
    series = m.piece_kind[kinds.first]
    top = np.argsort(series, kind="stable")
    rank = np.empty(len(top), np.int64)
    rank[top] = np.arange(len(top))
    above = rank[kinds.row[pieces.first]].astype(np.float64)
    middle = by_words(above, m.piece_mark.take(pieces.first), bill.spec.take(main), c.length_mm[main])
    rank = np.empty(len(middle), np.int64)
    rank[middle] = np.arange(len(middle))
    low = by_words(rank[up].astype(np.float64), m.part.take(first), bill.spec.take(first), c.length_mm[first])
    return np.concatenate((top, len(top) + middle, len(top) + len(middle) + low)).astype(np.int64)


def _nodes(
    bill: Bill, kinds: Groups, pieces: Groups, parts: Groups, inner: Ints, sizes: tuple[int, int, int]
) -> tuple[Ints, Ints, Ints]:
    """(n,) per level the node of each component, before nodes are put in order; last: the deepest one."""
    of = bill.marking.belonging.piece_of
    none = np.full(len(of), -1, np.int64)
    if not len(pieces.row):
        return none, none, none
    held = of >= 0
    high = np.where(held, kinds.row[np.maximum(of, 0)], -1)
    middle = np.where(held, sizes[0] + pieces.row[np.maximum(of, 0)], -1)
    low = middle.copy()
    low[inner] = sizes[0] + sizes[1] + parts.row
    return high, middle, low


def _beneath(nodes: tuple[Ints, Ints, Ints], place: Ints, count: int) -> Ragged:
    """Component rows beneath each node in its final place."""
    high, middle, low = nodes
    pairs = [
        (n, r) for n, r in ((high, high >= 0), (middle, middle >= 0), (low, (low >= 0) & (low != middle)))
    ]
    node = np.concatenate([place[n[r]] for n, r in pairs]) if count else np.zeros(0, np.int64)
    row = np.concatenate([np.flatnonzero(r) for _, r in pairs]) if count else np.zeros(0, np.int64)
    order = np.lexsort((row, node))
    offsets = np.searchsorted(node[order], np.arange(count + 1))
    return Ragged(offsets.astype(np.int64), row[order])
