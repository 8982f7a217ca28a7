"""Steel-structure bases: what each can make, and which assemblies go where."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase

import numpy as np

from components.bom.marks import Marking
from components.findings import INFO, WARNING, Finding
from components.model import Model
from components.record import record, valued
from components.table import Bools, Floats, Ints, Text

_NOBODY: Mapping[int, str] = {}


@valued
class Base:
    """One base. capacity_kg: per month. longest_mm, heaviest_kg: of one piece; NaN: no limit stated."""

    code: str
    name: str
    city: str
    capacity_kg: float
    longest_mm: float
    heaviest_kg: float


@valued
class Rule:
    """Conditions that must all hold; an empty one always does. marks: patterns with * and ?. by_hand: before others.

    reason: why, where the user said so.
    """

    base: str
    kinds: tuple[str, ...] = ()
    storeys: tuple[str, ...] = ()
    lots: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    by_hand: bool = False
    reason: str = ""


@valued
class Bases:
    """The bases and the rules in order. example: the file says of itself that its figures are not real."""

    bases: tuple[Base, ...]
    rules: tuple[Rule, ...]
    example: bool = False


@record
class Sizes:
    """Of each piece (p,): length [mm], the longer of the main part and a side of the outline box; mass [kg] of the parts
    that are weighed. short, light: these are only what is known of it, the piece may be longer or heavier."""

    length: Floats
    mass: Floats
    short: Bools
    light: Bools


@record
class Assignment:
    """base_of: (p,) row of the base of each piece, -1 where no rule fits. over: (p,) pieces over a limit of theirs.
    unsure: (p,) pieces that could not be held against a limit, because their length or mass is not known whole.
    rule: (p,) which of `bases.rules` decided, -1 where none did. by_hand: (p,) decided piece by piece."""

    bases: Bases
    base_of: Ints
    over: Bools
    unsure: Bools
    rule: Ints
    by_hand: Bools
    findings: tuple[Finding, ...]


def assign(
    bases: Bases, model: Model, marking: Marking, sizes: Sizes, hand: Mapping[int, str] = _NOBODY
) -> Assignment:
    """Give each piece to a base: what was decided by hand, else the first rule that fits.

    hand: base code by the STEP id of a component; it is
    that of its piece, the main part's before the others'.
    """
    of, odd = _by_hand(bases, model, marking, hand)
    by_hand = of >= 0
    rule = _by_rule(bases, model, marking, of)
    limits = np.array([(b.longest_mm, b.heaviest_kg) for b in bases.bases] + [(np.nan, np.nan)])
    over = (sizes.length > limits[of, 0]) | (sizes.mass > limits[of, 1])
    short, light = (np.isfinite(limits[of, k]) & some for k, some in enumerate((sizes.short, sizes.light)))
    unsure = ~over & (short | light)
    found = _findings(bases, model, marking, of, over, unsure)
    return Assignment(bases, of, over, unsure, rule, by_hand, (*found, *odd))


def _by_hand(
    bases: Bases, model: Model, marking: Marking, hand: Mapping[int, str]
) -> tuple[Ints, list[Finding]]:
    """(p,) row of the base decided for each piece, -1 for none; and decisions that cannot stand."""
    c, p = model.components, marking.belonging.pieces
    of = np.full(len(p), -1, np.int64)
    place = {b.code: i for i, b in enumerate(bases.bases)}
    rows = np.flatnonzero(np.isin(c.step_id, np.array(list(hand), np.int64)))
    piece = marking.belonging.piece_of[rows]
    rows, piece = rows[piece >= 0], piece[piece >= 0]
    order = np.argsort(p.main[piece] == rows, kind="stable")
    unknown, torn = [], []
    for row, at in zip(rows[order].tolist(), piece[order].tolist(), strict=True):
        base = place.get(hand[int(c.step_id[row])], -1)
        if base < 0:
            unknown.append(int(c.step_id[row]))
        elif of[at] >= 0 and of[at] != base:
            torn.append(int(c.step_id[p.main[at]]))
        of[at] = base if base >= 0 else of[at]
    found = []
    for code, ids in (("marks.base_unknown", unknown), ("marks.base_torn", torn)):
        if ids:
            found.append(Finding(code, WARNING, tuple(sorted(set(ids))), {"count": len(set(ids))}))
    lost = [r.base for r in bases.rules if r.base not in place]
    if lost:
        names = ", ".join(sorted(set(lost)))
        found.append(Finding("marks.rule_base_unknown", WARNING, (), {"count": len(lost), "bases": names}))
    return of, found


def hits(rule: Rule, kind: Text, storey: Text, lot: Text, mark: Text) -> Bools:
    """(p,) pieces that a rule is about, whoever had them before."""
    fits = np.ones(len(mark), np.bool_)
    for column, wanted in ((kind, rule.kinds), (storey, rule.storeys), (lot, rule.lots)):
        if wanted:
            fits &= column.isin(wanted)
    if rule.marks:
        fits &= mark.match(lambda m: any(fnmatchcase(m, w) for w in rule.marks))
    return fits


def _by_rule(bases: Bases, model: Model, marking: Marking, of: Ints) -> Ints:
    """Give out what is left in `of` by the rules in order; (p,) which rule it was."""
    c, p = model.components, marking.belonging.pieces
    place = {b.code: i for i, b in enumerate(bases.bases)}
    kind = Text(marking.piece_kind.astype(np.int32), tuple(s.kind for s in marking.rules.series))
    storey, lot = c.storey.take(p.main), marking.lot.take(p.main)
    decided = np.full(len(p), -1, np.int64)
    for number, rule in sorted(enumerate(bases.rules), key=lambda r: not r[1].by_hand):
        if rule.base not in place:
            continue
        fits = (of < 0) & hits(rule, kind, storey, lot, marking.piece_mark)
        of[fits], decided[fits] = place[rule.base], number
    return decided


def _findings(
    bases: Bases, model: Model, marking: Marking, of: Ints, over: Bools, unsure: Bools
) -> list[Finding]:
    main = model.components.step_id[marking.belonging.pieces.main]
    found = []
    if bases.example:
        found.append(Finding("marks.bases_example", WARNING))
    lost = of < 0
    if lost.any():
        ids = tuple(main[lost].tolist())
        found.append(Finding("marks.unassigned", WARNING, ids, {"count": len(ids)}))
    for i, base in enumerate(bases.bases):
        some = over & (of == i)
        if some.any():
            ids = tuple(main[some].tolist())
            found.append(Finding("marks.over_limit", WARNING, ids, {"count": len(ids), "base": base.name}))
        some = unsure & (of == i)
        if some.any():
            ids = tuple(main[some].tolist())
            found.append(Finding("marks.limit_unknown", WARNING, ids, {"count": len(ids), "base": base.name}))
        if not (of == i).any():
            found.append(Finding("marks.base_without_work", INFO, (), {"base": base.name}))
    return found
