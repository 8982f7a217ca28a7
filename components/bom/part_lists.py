"""Lists of parts: by mark, within assemblies, by material, plates by thickness, paint, and what was measured in doubt."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from components.bom.bill import Bill, Groups, Scope, grouped, lines, ordered, sheet, totals
from components.bom.declared import asked
from components.bom.numbering import natural
from components.bom.rules import TOGETHER
from components.bom.told import doubtful, mass_notes, paint_note, titles, why
from components.bom.work import work
from components.model import STEEL
from components.sheet import Data, Sheet, Words
from components.table import Floats, Ints, Text, unique
from components.takeoff.naming.evidence import Evidence
from components.units import KG_PER_TONNE, MM2_PER_M2
from components.words import LANGUAGES, say

FINISH = ("Finish", "Surface treatment", "Coating", "Paint", "涂装", "表面处理", "油漆")
NO_MARK = ""


def steel_rows(bill: Bill, scope: Scope) -> Ints:
    """Component rows of the parts in a scope."""
    return np.flatnonzero(bill.marking.steel & scope.parts)


def by_words(*columns: Text | Floats) -> Ints:
    """(g,) order of rows by columns, words with their figures as numbers, unknown figures first."""
    keys = []
    for column in reversed(columns):
        if isinstance(column, Text):
            used = unique(column.codes[column.codes >= 0]).tolist()
            place = np.full(len(column.vocabulary) + 1, -1, np.int64)
            order = sorted((natural(column.vocabulary[i]), i) for i in used)
            place[[i for _, i in order]] = np.arange(len(used))
            keys.append(place[column.codes])
        else:
            keys.append(np.nan_to_num(np.round(column, 3), nan=-1.0))
    return np.lexsort(keys) if keys else np.zeros(0, np.int64)


def per_piece(values: Data, pieces: Data) -> Floats:
    """Sums divided by pieces."""
    return np.asarray(values, np.float64) / np.maximum(np.asarray(pieces, np.float64), 1.0)


def parts(bill: Bill, scope: Scope, lang: str) -> Sheet | None:
    """The part list: a row per mark and content; a mark with two contents has two rows."""
    rows = steel_rows(bill, scope)
    m, c = bill.marking, bill.model.components
    lot: tuple[Text, ...] = (m.lot,) if m.rules.lot_series else ()
    g = grouped((m.part, m.group, *lot), rows)
    first = rows[g.first]
    data = totals(bill, g, rows) | _described(bill, first)
    data |= {
        "length_mm": per_piece(g.total((c.length_mm * c.pieces)[rows]), data["pieces"]),
        "hands": _hands(bill, g, rows),
        "unit_order_mass_kg": per_piece(data["order_mass_kg"], data["pieces"]),
        "unit_net_mass_kg": per_piece(data["net_mass_kg"], data["pieces"]),
        "mass_source": c.mass_source.take(first),
        "given_by": m.part_by.take(first),
        "work": work(bill.model, first, lang),
        "deviation_mm": _spread_of(g, c.length_mm[rows]),
        "kind": titles(m.rules, m.kind[first], lang),
        "lot": m.lot.take(first),
    }
    order = by_words(m.part.take(first), bill.spec.take(first), c.length_mm[first])
    notes: list[Words] = [tolerance_note(bill), *mass_notes(bill.model.settings)]
    layout = bill.template.layout("parts")
    if layout is not None and any(c.key == "work" for c in layout.columns):
        notes.append("bom.note_work")
    made = sheet(bill, "parts", ordered(data, order), tuple(notes), lines(bill, rows, g, order))
    if made is None or m.rules.mirrored == TOGETHER:
        return made
    # Without opposite hands under one mark the column would be empty.
    return replace(made, columns=tuple(c for c in made.columns if c.key != "hands"))


def tolerance_note(bill: Bill) -> Words:
    """How parts were told to be equal, with the tolerance."""
    args = {"tolerance": f"{bill.marking.rules.tolerance_mm:g}"}
    code = "marks.note_tolerance_" + bill.marking.rules.mirrored
    return {lang: say(code, lang, args) for lang in LANGUAGES}


def _described(bill: Bill, first: Ints) -> dict[str, Data]:
    c = bill.model.components
    return {
        "mark": bill.marking.part.take(first), "sketch": bill.sketches(bill.drawn_section[first]),
        "profile": bill.spec.take(first), "grade": c.grade.take(first),
    }  # fmt: skip


def _hands(bill: Bill, g: Groups, rows: Ints) -> Text:
    """`5 / 3` where a mark holds both hands, else nothing."""
    turned = np.zeros(len(bill.marking.steel), np.bool_)
    turned[bill.marking.rows] = bill.marking.identity.reversed
    pieces = bill.model.components.pieces[rows].astype(np.float64)
    other = g.total(np.where(turned[rows], pieces, 0.0))
    all_of = g.total(pieces)
    return Text.of(
        [f"{a - b:g} / {b:g}" if b else None for a, b in zip(all_of.tolist(), other.tolist(), strict=True)]
    )


def _spread_of(g: Groups, values: Floats) -> Floats:
    """Greatest less smallest of what is known of each group."""
    low, high = np.full(g.count, np.nan), np.full(g.count, np.nan)
    known = np.isfinite(values)
    np.fmin.at(low, g.row[known], values[known])
    np.fmax.at(high, g.row[known], values[known])
    return np.asarray(high - low)


def assembly_parts(bill: Bill, scope: Scope, lang: str) -> Sheet | None:
    """Parts within assemblies: per assembly mark and content, each part with its number in one and in all."""
    rows = steel_rows(bill, scope)
    m, c = bill.marking, bill.model.components
    piece = m.belonging.piece_of[rows]
    holder = np.full(len(c), -1, np.int64)
    holder[rows] = m.pieces.group[piece]
    mark = m.piece_mark.take(piece)
    of_row = np.full(len(c), -1, np.int32)
    of_row[rows] = mark.codes
    assembly = Text(of_row, mark.vocabulary)
    g = grouped((assembly, holder, m.part, m.group), rows)
    first = rows[g.first]
    pairs = np.column_stack((assembly.codes[rows], holder[rows], piece))
    distinct = unique(pairs, axis=0)
    kinds, count = np.unique(distinct[:, :2], axis=0, return_counts=True)
    number = {(int(a), int(b)): int(k) for (a, b), k in zip(kinds.tolist(), count.tolist(), strict=True)}
    held = np.array([number[int(assembly.codes[r]), int(holder[r])] for r in first.tolist()], np.float64)
    data = totals(bill, g, rows) | _described(bill, first)
    main = np.zeros(len(c), np.bool_)
    main[m.belonging.pieces.main] = True
    is_main = np.bincount(g.row, main[rows], minlength=g.count) > 0
    loose = m.belonging.pieces.single[m.belonging.piece_of[first]] if len(first) else np.zeros(0, np.bool_)
    data |= {
        "assembly": assembly.take(first),
        "length_mm": c.length_mm[first],
        "each": np.asarray(data["pieces"], np.float64) / np.maximum(held, 1.0),
        "remark": Text.of([
            "loose" if lo else "main" if ma else None for lo, ma in zip(loose.tolist(), is_main.tolist(), strict=True)
        ]),
    }  # fmt: skip
    order = by_words(
        assembly.take(first),
        holder[first].astype(np.float64),
        np.where(is_main, 0.0, 1.0),
        m.part.take(first),
        c.length_mm[first],
    )
    return sheet(
        bill, "assembly_parts", ordered(data, order), ("bom.note_loose",), lines(bill, rows, g, order)
    )


def materials(bill: Bill, scope: Scope, lang: str) -> Sheet | None:
    """What to buy: by category, section or thickness, and grade."""
    rows = steel_rows(bill, scope)
    c = bill.model.components
    g = grouped((c.category, bill.stock, c.grade), rows)
    first = rows[g.first]
    data = totals(bill, g, rows) | {
        "category": c.category.take(first), "profile": bill.stock.take(first), "grade": c.grade.take(first),
        "sketch": bill.sketches(bill.drawn_section[first]),
    }  # fmt: skip
    rank = np.array([STEEL.index(w) for w in c.category.take(first).filled(STEEL[-1])], np.float64)
    order = by_words(rank, bill.stock.take(first), c.grade.take(first))
    return sheet(
        bill, "materials", ordered(data, order), mass_notes(bill.model.settings), lines(bill, rows, g, order)
    )


def plates(bill: Bill, scope: Scope, lang: str) -> Sheet | None:
    """Plates by thickness, each mark with the rectangle it is cut from."""
    m, c = bill.marking, bill.model.components
    rows = steel_rows(bill, scope)
    rows = rows[c.category.isin(("plate", "bent_plate"))[rows]]
    g = grouped((m.part, m.group), rows)
    first = rows[g.first]
    data = totals(bill, g, rows)
    blank = g.total((c.length_mm * c.width_mm * c.pieces)[rows])
    with np.errstate(invalid="ignore", divide="ignore"):
        use = np.asarray(data["net_mass_kg"]) / np.asarray(data["order_mass_kg"])
    thick = bill.plate_mm[first]
    data |= {
        "thickness": Text.of([f"{t:g} mm" if t == t else "—" for t in thick.tolist()]),
        "stock": Text.of([f"{bought} {grade}".strip() if t == t else f"— {grade}".strip() for bought, grade, t in zip(
            bill.stock.take(first).filled(), c.grade.take(first).filled(), thick.tolist(), strict=True)]),
        "mark": m.part.take(first), "grade": c.grade.take(first), "width_mm": c.width_mm[first],
        "length_mm": c.length_mm[first], "blank_mm2": blank, "use": use,
    }  # fmt: skip
    order = by_words(thick, c.grade.take(first), m.part.take(first), c.length_mm[first])
    return sheet(bill, "plates", ordered(data, order), (), lines(bill, rows, g, order))


def paint(bill: Bill, scope: Scope, lang: str) -> Sheet | None:
    """Surface by finish and category, and per tonne."""
    c = bill.model.components
    rows = steel_rows(bill, scope)
    finish = asked(bill.facts, Evidence(bill.facts), FINISH).take(c.element)
    g = grouped((finish, c.category), rows)
    first = rows[g.first]
    data = totals(bill, g, rows)
    area, mass = (np.asarray(data[k], np.float64) for k in ("area_mm2", "net_mass_kg"))
    with np.errstate(invalid="ignore", divide="ignore"):
        per_tonne = np.where(mass > 0, area / MM2_PER_M2 / (mass / KG_PER_TONNE), np.nan)
    data |= {
        "finish": finish.take(first), "category": c.category.take(first), "area_per_tonne": per_tonne,
        "without_area": g.number(~np.isfinite(c.paint_area_mm2[rows])),
    }  # fmt: skip
    order = by_words(finish.take(first), c.category.take(first))
    painted = paint_note(bill.model.settings)
    notes = (painted,) if (finish.codes[rows] >= 0).any() else (painted, "bom.note_no_finish")
    return sheet(bill, "paint", ordered(data, order), notes, lines(bill, rows, g, order))


def doubt(bill: Bill, scope: Scope, lang: str) -> Sheet | None:
    """Parts whose mass is not certain, each with why: sources that differ, not measured, drawn twice."""
    m, c = bill.marking, bill.model.components
    every = steel_rows(bill, scope)
    doubted = doubtful(c)[every]
    rows = every[doubted]
    declared = _declared_mass(bill)
    mark = m.piece_mark.take(m.belonging.piece_of[rows])
    data: dict[str, Data] = {
        "mark": m.part.take(rows), "assembly": mark, "profile": bill.spec.take(rows), "pieces": c.pieces[rows],
        "order_mass_kg": c.order_mass_kg[rows], "net_mass_kg": c.net_mass_kg[rows],
        "mass_source": c.mass_source.take(rows), "declared_mass_kg": declared[rows],
        "why": why(c, rows, lang), "global_id": c.global_id.take(rows),
    }  # fmt: skip
    order = by_words(m.part.take(rows), mark, c.global_id.take(rows))
    single = int((c.agreement.isin(("single",))[every] & ~doubted).sum())
    told = {lang: say("bom.note_single", lang, {"count": single}) for lang in LANGUAGES}
    notes: tuple[Words, ...] = (told,) if single else ()
    said = notes if len(rows) else ("bom.note_no_doubt", *notes)
    each = Groups(np.arange(len(rows)), np.arange(len(rows)))
    return sheet(bill, "doubt", ordered(data, order), said, lines(bill, rows, each, order))


def _declared_mass(bill: Bill) -> Floats:
    """(n,) the mass that the file states, net before gross."""
    q = bill.model.quantities
    out = np.full(len(bill.model.components), np.nan)
    for name in ("gross_mass_kg", "net_mass_kg"):
        at = q.quantity.isin((name,)) & q.source.isin(("declared",))
        out[q.component[at]] = q.value[at]
    return out
