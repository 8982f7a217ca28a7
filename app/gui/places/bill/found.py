"""What the bill adds to the rest of the window: colours by base, and the marks and base of what is selected."""

from __future__ import annotations

import numpy as np

from app.bill_view import BillView
from app.gui.panels.told import Told
from app.gui.results import Results
from app.gui.session import Session
from app.gui.view3d.colours import BASES, Colouring, Painted, by_words
from components.model import Model
from components.table import Ints, Text

RESULT = "bill"
"""Under this name the bill place keeps a `BillView`."""


def colours_of(view: BillView) -> dict[str, str]:
    """#rrggbb of each base by its name."""
    return {b.name: BASES[i % len(BASES)] for i, b in enumerate(view.bases)}


def _paint(model: Model, results: Results, lang: str) -> Painted | None:
    view = results.get(RESULT, BillView)
    if view is None or not view.bases:
        return None
    names = {b.code: b.name for b in view.bases}
    return by_words(view.base.map(names.get), lang, fixed=colours_of(view))


BY_BASE = Colouring("base", "bom.base", _paint, RESULT, "bill.no_base_colours")


def marks_and_base(session: Session, rows: Ints) -> Told | None:
    """The inspector's section: pieces that are touched, their marks, and the bases they go to."""
    view = session.results.get(RESULT, BillView)
    if view is None:
        return None
    pieces = np.unique(view.piece_of[rows])
    pieces = pieces[pieces >= 0]
    if not len(pieces):
        return None
    say, names = session.texts.say, {b.code: b.name for b in view.bases}
    p = view.pieces
    by = p.by.take(pieces).map(lambda w: say(f"bill.by_{w}"))
    lines = [
        (say("bom.assembly_mark"), _one(session, p.mark.take(pieces))),
        (say("bill.pieces"), f"{len(pieces):,}"),
    ]
    if view.bases:
        lines.append(
            (say("bom.base"), _one(session, p.base.take(pieces).map(names.get)) or say("bill.no_base"))
        )
        lines.append((say("bill.assigned_by"), _one(session, by)))
    over = int(p.over[pieces].sum())
    return Told(say("bill.section"), tuple(lines), (say("bill.over_note", count=over),) if over else ())


def _one(session: Session, column: Text) -> str:
    words = sorted(set(column.filled()))
    if len(words) > 3:
        return session.texts.say("gui.inspect_mixed")
    return (
        "、".join(w for w in words if w) if session.texts.lang == "zh" else ", ".join(w for w in words if w)
    )
