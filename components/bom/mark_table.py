"""Marks as tables: each mark with what it stands for, which a later revision is numbered against; those of components."""

from __future__ import annotations

import numpy as np

from components.bom.lists import ComponentMarks
from components.bom.marks import BY_MODEL, Marking, group_marks
from components.bom.remembered import as_text, written
from components.bom.rules import ASSEMBLY, PART
from components.model import Model
from components.sheet import INTEGER, Column, Data, Sheet
from components.table import Text


def marks_sheet(model: Model, marking: Marking) -> Sheet:
    """Marks with their identity: `--previous` reads this list back.

    key: section, grade and lot of a part, or the parts of an assembly; shape: key points (label, radius, x, y, z) in mm.
    """
    m, c = marking, model.components
    rows: list[tuple[str, str, str, str, int, str]] = []
    count = np.bincount(m.identity.group, c.pieces[m.rows], minlength=len(m.identity.master)).astype(np.int64)
    for g, word in enumerate(group_marks(m.part, m.identity, m.rows)):
        at = int(m.identity.master[g])
        row = int(m.rows[at])
        if word:
            lot = m.lot.get(row) if m.rules.lot_series else ""
            k = int(m.identity.kept[g])
            # The master of a kept mark stays what it was: else marks would drift from issue to issue.
            shape = m.earlier_parts[k].shape if k >= 0 else written(m.shapes, at)
            rows.append((PART, word, lot, m.keys.get(at), int(count[g]), shape))
    names = group_marks(m.part, m.identity, m.rows)
    pieces = np.bincount(m.pieces.group, minlength=m.pieces.count)
    first = np.full(m.pieces.count, -1, np.int64)
    first[m.pieces.group[::-1]] = np.arange(len(m.pieces.group))[::-1]
    for g in range(m.pieces.count):
        i = int(first[g])
        mark = m.piece_mark.get(i)
        if mark and m.pieces.clouds[g] is not None:
            lot = m.lot.get(int(m.belonging.pieces.main[i])) if m.rules.lot_series else ""
            before = m.earlier_pieces.get(g)
            shape = before.shape if before else as_text(m.pieces.named(g, names))
            rows.append((ASSEMBLY, mark, lot, m.pieces.content(g, m.part), int(pieces[g]), shape))
    used = {(what, mark) for what, mark, *_ in rows}
    # Marks that are no longer used stay in the table, so that they are never given to something else.
    rows += [(e.what, e.mark, e.lot, e.key, 0, e.shape) for e in m.earlier if (e.what, e.mark) not in used]
    rows.sort()
    columns = (
        Column("what", "marks.what", words="marks.what_"), Column("mark", "marks.mark"), Column("lot", "marks.lot"),
        Column("key", "marks.key"), Column("quantity", "marks.quantity", INTEGER), Column("shape", "marks.shape"),
    )  # fmt: skip
    fields = list(zip(*rows, strict=True)) or [()] * 6
    data: dict[str, Data] = {
        c.key: Text.of(f) for c, f in zip(columns, fields, strict=True) if c.key != "quantity"
    }
    data["quantity"] = np.array(fields[4], np.int64)
    return Sheet("marks", "marks.table", columns, data)


def marks_of(model: Model, marking: Marking) -> ComponentMarks:
    """Marks of all components: those of the bill before the model's."""
    c, m = model.components, marking
    own = Text.full(len(c), BY_MODEL)
    none = Text.full(len(c))
    part = c.part_mark.where(m.part.codes >= 0, m.part)
    part_by = none.where(part.codes >= 0, own).where(m.part.codes >= 0, m.part_by)
    of = m.belonging.piece_of
    held = of >= 0
    if len(m.piece_mark):
        piece, given = (t.take(np.maximum(of, 0)) for t in (m.piece_mark, m.piece_by))
        held = held & (piece.codes >= 0)
    else:
        piece, given = none, none
    assembly = c.assembly_mark.where(held, piece)
    assembly_by = none.where(assembly.codes >= 0, own).where(held, given)
    return ComponentMarks(part, assembly, part_by, assembly_by)
