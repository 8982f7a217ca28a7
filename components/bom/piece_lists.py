"""Lists of what is shipped: assemblies, their outline and centre of gravity, and the bases they go to."""

from __future__ import annotations

import numpy as np

from components.bom.bases import Assignment, Sizes
from components.bom.bill import Bill, Groups, Scope, grouped, lines, ordered, sheet, totals
from components.bom.extents import extents
from components.bom.part_lists import by_words, per_piece, steel_rows
from components.bom.told import titles
from components.sheet import Data, Sheet
from components.table import Ints, Text


def _piece_rows(bill: Bill, scope: Scope) -> tuple[Ints, Groups, Ints]:
    """Pieces of a scope, grouped by mark, content and lot; the piece that stands for each group."""
    m = bill.marking
    rows = np.flatnonzero(scope.pieces)
    lot = m.lot.take(m.belonging.pieces.main)
    g = grouped((m.piece_mark, m.pieces.group, lot), rows)
    return rows, g, rows[g.first]


def assemblies(bill: Bill, scope: Scope, lang: str) -> Sheet | None:
    """The assembly list: a row per mark, content and lot."""
    pieces, g, first = _piece_rows(bill, scope)
    m, c = bill.marking, bill.model.components
    p = m.belonging.pieces
    row_of = np.full(len(p), -1, np.int64)
    row_of[pieces] = g.row
    rows = steel_rows(bill, scope)
    inner = Groups(row_of[m.belonging.piece_of[rows]], g.first)
    main = p.main[first]
    data = totals(bill, inner, rows)
    quantity = g.number()
    measures = extents(bill, first) if _wants(bill, "assemblies", ("box", "centre")) else None
    data |= {
        "mark": m.piece_mark.take(first), "title": titles(m.rules, m.piece_kind[first], lang),
        "quantity": quantity, "sketch": bill.sketches(bill.drawn_section[main]), "profile": bill.spec.take(main),
        "grade": c.grade.take(main), "length_mm": c.length_mm[main],
        "unit_mass_kg": per_piece(data["net_mass_kg"], quantity), "lot": m.lot.take(main),
        "main_part": m.part.take(main), "parent": _parents(bill, first), "storey": c.storey.take(main),
        "model_name": _names(bill, first),
    }  # fmt: skip
    if measures is not None:
        data |= {
            "box": Text.of(["×".join(f"{x:.0f}" for x in row) if row[0] == row[0] else None
                            for row in measures.box.tolist()]),
            "centre": Text.of(["; ".join(f"{x:.0f}" for x in row) if row[0] == row[0] else None
                               for row in measures.centre.tolist()]),
        }  # fmt: skip
    order = by_words(m.piece_mark.take(first), bill.spec.take(main), c.length_mm[main], m.lot.take(main))
    return sheet(
        bill, "assemblies", ordered(data, order), ("bom.note_loose",), _piece_lines(bill, pieces, g, order)
    )


def _piece_lines(bill: Bill, pieces: Ints, groups: Groups, order: Ints) -> Ints:
    """(n,) the row of a list of pieces that each component stands in, bolts and studs of a piece with it."""
    of = bill.marking.belonging.piece_of
    row = np.full(len(bill.marking.piece_mark), -1, np.int64)
    row[pieces] = groups.row
    rows = np.flatnonzero((of >= 0) & (row[np.maximum(of, 0)] >= 0)) if len(row) else np.zeros(0, np.int64)
    return lines(bill, rows, Groups(row[of[rows]], groups.first), order)


def _wants(bill: Bill, name: str, keys: tuple[str, ...]) -> bool:
    layout = bill.template.layout(name)
    return layout is not None and any(c.key in keys for c in layout.columns)


def _names(bill: Bill, pieces: Ints) -> Text:
    """What the model calls each piece."""
    p, c, a = bill.marking.belonging.pieces, bill.model.components, bill.model.assemblies
    own = c.name.take(p.main[pieces])
    if not len(a):
        return own
    held = p.assembly[pieces]
    name = a.name.take(np.maximum(held, 0))
    return own.where((held >= 0) & (name.codes >= 0), name)


def _parents(bill: Bill, pieces: Ints) -> Text:
    """Mark of the piece around each, or the name of the model's own assembly where that is no piece."""
    p, a = bill.marking.belonging.pieces, bill.model.assemblies
    around = p.parent[pieces]
    mark = bill.marking.piece_mark.take(np.maximum(around, 0))
    out = Text(np.where(around >= 0, mark.codes, -1), mark.vocabulary)
    if not len(a):
        return out
    up = np.where(p.assembly[pieces] >= 0, a.parent[np.maximum(p.assembly[pieces], 0)], -1)
    name = a.name.take(np.maximum(up, 0))
    return out.where((out.codes < 0) & (up >= 0), name)


def erection(bill: Bill, scope: Scope, lang: str) -> Sheet | None:
    """Outline box and centre of gravity of each assembly, along, across and above its main part."""
    pieces, g, first = _piece_rows(bill, scope)
    m = bill.marking
    measures = extents(bill, first)
    data: dict[str, Data] = {
        "mark": m.piece_mark.take(first), "title": titles(m.rules, m.piece_kind[first], lang), "quantity": g.number(),
        "main_part": m.part.take(m.belonging.pieces.main[first]), "parent": _parents(bill, first),
        "unit_mass_kg": measures.mass,
    }  # fmt: skip
    for k, axis in enumerate(("length", "width", "height")):
        data[f"box_{axis}_mm"] = measures.box[:, k]
    for k, axis in enumerate("xyz"):
        data[f"centre_{axis}_mm"] = measures.centre[:, k]
    order = by_words(data_text(data, "mark"), measures.box[:, 0])
    return sheet(
        bill, "erection", ordered(data, order), ("bom.note_box",), _piece_lines(bill, pieces, g, order)
    )


def data_text(data: dict[str, Data], key: str) -> Text:
    """A column that is known to be text."""
    column = data[key]
    assert isinstance(column, Text)
    return column


def bases(bill: Bill, assignment: Assignment, sizes: Sizes) -> Sheet | None:
    """What each base gets, against its capacity and limits; a last row for what none was given to."""
    m = bill.marking
    every = assignment.bases.bases
    n = len(every)
    of = np.where(assignment.base_of >= 0, assignment.base_of, n)
    used = [*range(n), *([n] if (of == n).any() else [])]
    parts = np.flatnonzero(m.steel)
    base = of[m.belonging.piece_of[parts]]
    data: dict[str, Data] = {
        "base": Text.of([*(b.name for b in every), "—"][: len(used)]),
        "city": Text.of([*(b.city for b in every), None][: len(used)]),
        "quantity": np.bincount(of, minlength=n + 1)[used],
        "over": np.bincount(of, assignment.over, minlength=n + 1)[used].astype(np.int64),
        "unsure": np.bincount(of, assignment.unsure, minlength=n + 1)[used].astype(np.int64),
    }
    for key in ("pieces", "net_mass_kg", "order_mass_kg"):
        values = np.nan_to_num(bill.figures[key][parts])
        data[key] = np.bincount(base, values, minlength=n + 1)[used]
    data["pieces"] = np.asarray(data["pieces"]).astype(np.int64)
    for key, field in (("capacity_kg", "capacity_kg"), ("length_limit_mm", "longest_mm"),
                       ("mass_limit_kg", "heaviest_kg")):  # fmt: skip
        data[key] = np.array([*(getattr(b, field) for b in every), np.nan])[used]
    with np.errstate(invalid="ignore", divide="ignore"):
        data["months"] = np.asarray(data["net_mass_kg"]) / np.asarray(data["capacity_kg"])
    for key, values in (("longest_mm", sizes.length), ("heaviest_kg", sizes.mass)):
        most = np.full(n + 1, -np.inf)
        np.maximum.at(most, of, np.nan_to_num(values, nan=-np.inf))
        data[key] = np.where(np.isfinite(most), most, np.nan)[used]
    notes = ("bom.note_example",) if assignment.bases.example else ()
    pieces = np.arange(len(of))
    line = _piece_lines(bill, pieces, Groups(of, np.array(used, np.int64)), np.arange(n + 1))
    return sheet(bill, "bases", data, notes, line)
