"""Bolts, studs, welds and what is bought ready made: sets, spares, and which assemblies they go with."""

from __future__ import annotations

import math
import re

import numpy as np

from components.bom.bill import Bill, Groups, Scope, grouped, lines, ordered, sheet
from components.bom.part_lists import by_words
from components.bom.template import BoltSet
from components.sheet import Data, Sheet
from components.table import Ints, Text
from components.words import say

_BOLTS = ("bolt", "anchor", "nut", "washer")
BOUGHT = ("bought_item", "deck")
"""Categories that no shop cuts and no other list holds."""
_NUMBER = re.compile(r":\d{4,}$")
"""The number of an element that some programs write behind its family and type."""
_LISTED = 6
"""Assemblies named in one cell; more are counted."""


def _scoped(bill: Bill, scope: Scope, kinds: tuple[str, ...]) -> Ints:
    """Rows of `Model.fasteners` of some kinds in a scope."""
    f = bill.model.fasteners
    if not len(f):
        return np.zeros(0, np.int64)
    return np.flatnonzero(f.kind.isin(kinds) & scope.parts[f.component])


def _groups(bill: Bill, rows: Ints) -> Groups:
    f = bill.model.fasteners
    length = np.round(np.nan_to_num(f.length_mm, nan=-1.0) * 10).astype(np.int64)
    return grouped((f.kind, f.size, length, f.grade, f.where), rows)


def _held_by(bill: Bill, g: Groups, rows: Ints) -> Text:
    """Marks of the assemblies that fasteners hang on, a few by name."""
    m = bill.marking
    piece = m.belonging.piece_of[bill.model.fasteners.component[rows]]
    mark = m.piece_mark.take(np.maximum(piece, 0)) if len(m.piece_mark) else Text.full(len(rows))
    seen: list[dict[str, None]] = [{} for _ in range(g.count)]
    for group, p, word in zip(g.row.tolist(), piece.tolist(), mark, strict=True):
        if p >= 0 and word is not None:
            seen[group].setdefault(word)
    said = []
    for words in seen:
        some = sorted(words)
        more = f" … +{len(some) - _LISTED}" if len(some) > _LISTED else ""
        said.append(", ".join(some[:_LISTED]) + more if some else None)
    return Text.of(said)


def set_of(bill: Bill, kind: str, grade: str) -> BoltSet | None:
    """Nuts and washers that the template gives a bolt of a kind and grade."""
    for one in bill.template.bolt_sets:
        if one.kind == kind and (not one.grades or grade in one.grades):
            return one
    return None


def spares(count: Ints, percent: float) -> Ints:
    """(n,) how many more to order, rounded up; an exact share is not rounded up once more."""
    return np.array([math.ceil(round(n * percent / 100.0, 9)) for n in count.tolist()], np.int64)


def bolts(bill: Bill, scope: Scope, lang: str) -> Sheet | None:
    """Bolt sets by size, length, grade and place, with nuts, washers and spares."""
    f = bill.model.fasteners
    rows = _scoped(bill, scope, _BOLTS)
    g = _groups(bill, rows)
    first = rows[g.first]
    own_nuts = bool(len(f)) and bool(f.kind.isin(("nut", "washer")).any())
    count = np.bincount(g.row, bill.bolt_count[rows], minlength=g.count).astype(np.int64)
    sets = [set_of(bill, k or "", q or "") if not own_nuts else None
            for k, q in zip(f.kind.take(first), f.grade.take(first), strict=True)]  # fmt: skip
    spare = spares(count, bill.template.spare_percent)
    # Nuts and washers of the model stand in rows of their own; where neither it nor the template has any, none is known.
    unknown = 0.0 if own_nuts else np.nan
    each = np.array([(s.nuts, s.washers) if s else (unknown, unknown) for s in sets], np.float64).reshape(
        -1, 2
    )
    data: dict[str, Data] = {
        "fastener": f.kind.take(first), "size": f.size.take(first), "length_mm": f.length_mm[first],
        "grade": f.grade.take(first), "where": f.where.take(first), "quantity": count, "nuts": count * each[:, 0],
        "washers": count * each[:, 1], "spare": spare, "order": count + spare, "assemblies": _held_by(bill, g, rows),
        "remark": Text.of([_remark(s, k, lang) for s, k in zip(sets, f.kind.take(first), strict=True)]),
    }  # fmt: skip
    order = by_words(
        f.kind.take(first), f.size.take(first), f.length_mm[first], f.grade.take(first), f.where.take(first)
    )
    notes = ("bom.note_sets_model",) if own_nuts else ("bom.note_sets_assumed",)
    off = _switched_off(bill, "bolts")
    said = (*notes, *off) if len(rows) else off or _elsewhere(bill, _BOLTS, "bom.note_no_bolts")
    return sheet(bill, "bolts", ordered(data, order), said, lines(bill, f.component[rows], g, order))


def _remark(chosen: BoltSet | None, kind: str | None, lang: str) -> str | None:
    """Whose sets these are; an anchor that the template gives none has its nuts and washers by the drawings."""
    if chosen:
        return chosen.source.get(lang)
    return say("bom.remark_by_drawing", lang) if kind in ("bolt", "anchor") else None


def _elsewhere(bill: Bill, kinds: tuple[str, ...], none: str) -> tuple[str, ...]:
    """What an empty list says: that the model has none, or that those it has are in another base's bill."""
    f = bill.model.fasteners
    return ("bom.note_elsewhere",) if len(f) and bool(f.kind.isin(kinds).any()) else (none,)


def _switched_off(bill: Bill, what: str) -> tuple[str, ...]:
    """What was switched off in the export is not none, it is unknown, whatever else of its kind the model has."""
    off = bill.model.source.options.get(what.capitalize(), "").casefold() in ("off", "false", "0", "no")
    return (f"bom.note_{what}_off",) if off else ()


def studs(bill: Bill, scope: Scope, lang: str) -> Sheet | None:
    """Studs by size, length and grade."""
    f = bill.model.fasteners
    rows = _scoped(bill, scope, ("stud",))
    g = _groups(bill, rows)
    first = rows[g.first]
    count = np.bincount(g.row, bill.bolt_count[rows], minlength=g.count).astype(np.int64)
    spare = spares(count, bill.template.spare_percent)
    data: dict[str, Data] = {
        "size": f.size.take(first), "length_mm": f.length_mm[first], "grade": f.grade.take(first), "quantity": count,
        "spare": spare, "order": count + spare, "assemblies": _held_by(bill, g, rows),
    }  # fmt: skip
    order = by_words(f.size.take(first), f.length_mm[first], f.grade.take(first))
    none = () if len(rows) else _elsewhere(bill, ("stud",), "bom.note_no_studs")
    said = _switched_off(bill, "bolts") or none
    return sheet(bill, "studs", ordered(data, order), said, lines(bill, f.component[rows], g, order))


def welds(bill: Bill, scope: Scope, lang: str) -> Sheet | None:
    """Welds that the model has as elements, or the word that it has none."""
    f = bill.model.fasteners
    rows = _scoped(bill, scope, ("weld",))
    names = bill.model.components.name
    of = f.component[rows]
    code = np.full(len(f), -1, np.int64)
    code[rows] = names.codes[of]
    g = grouped((code,), rows)
    first = rows[g.first]
    length = np.where(np.isfinite(f.length_mm[rows]), f.length_mm[rows], bill.model.components.length_mm[of])
    data: dict[str, Data] = {
        "name": names.take(f.component[first]),
        "quantity": np.bincount(g.row, bill.bolt_count[rows], minlength=g.count).astype(np.int64),
        "length_mm": g.total(length),
    }
    order = by_words(names.take(f.component[first]))
    none = () if len(rows) else _elsewhere(bill, ("weld",), "bom.note_no_welds")
    said = _switched_off(bill, "welds") or none
    return sheet(bill, "welds", ordered(data, order), said, lines(bill, of, g, order))


def bought(bill: Bill, scope: Scope, lang: str) -> Sheet | None:
    """What is bought ready made and in no other list, decking among it: by kind, name, section, material and length."""
    c = bill.model.components
    rows = np.flatnonzero(c.category.isin(BOUGHT) & scope.parts)
    length = np.round(np.nan_to_num(c.length_mm, nan=-1.0)).astype(np.int64)
    name = c.name.map(lambda word: _NUMBER.sub("", word))
    g = grouped((c.category, name, c.profile, c.material, length), rows)
    first = rows[g.first]
    data: dict[str, Data] = {
        "category": c.category.take(first), "name": name.take(first), "profile": c.profile.take(first),
        "grade": c.material.take(first), "length_mm": c.length_mm[first],
        "pieces": np.bincount(g.row, c.pieces[rows], minlength=g.count).astype(np.int64),
        "total_length_mm": g.total((c.length_mm * c.pieces)[rows]), "net_mass_kg": g.total(c.net_mass_kg[rows]),
    }  # fmt: skip
    order = by_words(c.category.take(first), name.take(first), c.profile.take(first), c.length_mm[first])
    notes = ("bom.note_bought",) if len(rows) else ("bom.note_no_bought",)
    return sheet(bill, "bought", ordered(data, order), notes, lines(bill, rows, g, order))
