"""A bill as the window looks at it: every list, the tree of marks, and which piece goes to which base."""

from __future__ import annotations

import numpy as np

from app.bills import Issue, made_document
from components.bom.bases import Base, Rule
from components.bom.sets import weights
from components.bom.told import titles
from components.bom.tree import MarkTree, mark_tree
from components.findings import Finding
from components.record import record
from components.sheet import Sheet
from components.table import Bools, Floats, Ints, Table, Text

HAND, RULE = "hand", "rule"


@record
class ShownPieces(Table):
    """One row per piece. main: component of its main part. base: code, none where it has no base. by: HAND or RULE.

    rule: which of `BillView.rules`, -1. over: over a limit of its base; unsure: could not be held against one.
    kind: code of its series; title: in words.
    """

    main: Ints
    mark: Text
    kind: Text
    title: Text
    storey: Text
    lot: Text
    length_mm: Floats
    net_mass_kg: Floats
    base: Text
    by: Text
    rule: Ints
    over: Bools
    unsure: Bools


@record
class BillView:
    """piece_of: (n,) piece of each component, -1. base: (n,) code of its base. example: the bases are not real ones.
    kinds, titles: codes of the series that rules speak of, and their words.

    bases: none where the project has none.
    """

    piece_of: Ints
    base: Text
    pieces: ShownPieces
    tree: MarkTree
    bases: tuple[Base, ...]
    rules: tuple[Rule, ...]
    example: bool
    findings: tuple[Finding, ...]
    kinds: tuple[str, ...]
    titles: tuple[str, ...]


def view_of(issue: Issue, lang: str) -> tuple[BillView, tuple[Sheet, ...]]:
    """What the window shows of an issue, in a language; the lists are those of the document of the whole."""
    bill, given = issue.bill, issue.assignment
    m, c = bill.marking, bill.model.components
    p = m.belonging.pieces
    n = len(p)
    sizes = weights(bill)
    codes = tuple(b.code for b in given.bases.bases) if given else ()
    base = Text(given.base_of.astype(np.int32), codes) if given else Text.full(n)
    by = np.where(given.by_hand, 0, np.where(given.rule >= 0, 1, -1)) if given else np.full(n, -1)
    pieces = ShownPieces(
        p.main, m.piece_mark, Text(m.piece_kind.astype(np.int32), tuple(s.kind for s in m.rules.series)),
        titles(m.rules, m.piece_kind, lang), c.storey.take(p.main), m.lot.take(p.main), sizes.length, sizes.mass, base,
        Text(by.astype(np.int32), (HAND, RULE)), given.rule if given else np.full(n, -1, np.int64),
        given.over if given else np.zeros(n, np.bool_), given.unsure if given else np.zeros(n, np.bool_),
    )  # fmt: skip
    of = m.belonging.piece_of
    held = base.take(np.maximum(of, 0)) if n else Text.full(len(of))
    told = held.where(of < 0, Text.full(len(of)))
    view = BillView(
        of, told, pieces, mark_tree(bill, lang), given.bases.bases if given else (), given.bases.rules if given else (),
        bool(given and given.bases.example), issue.findings, tuple(s.kind for s in m.rules.series),
        titles(m.rules, np.arange(len(m.rules.series)), lang).vocabulary,
    )  # fmt: skip
    return view, made_document(issue, lang).sheets
