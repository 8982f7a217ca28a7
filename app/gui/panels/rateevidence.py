"""What the rating knows of the components selected: how each is made and why, and every number it entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.gui.panels.told import Link, Told
from app.gui.query import told
from app.gui.rated import IN_PART, IN_TOTAL, NOT_ENTERED, OPEN, RatedView
from app.gui.rating import RESULT
from app.gui.results import Results
from app.gui.view3d.colours import Colouring, Painted, by_words
from components.building import Parts
from components.model import Model
from components.table import Ints, Text

if TYPE_CHECKING:
    from app.gui.session import Session

_ENTERED = {IN_PART: "part", IN_TOTAL: "total", OPEN: "open"}
_COLOURS = {"factory": "#0072b2", "cast": "#e69f00", "undecided": "#cc79a7", "not_applicable": "#c9ced6"}
"""Of Okabe and Ito: told apart without colour vision, and by lightness."""


def _paint(model: Model, results: Results, lang: str) -> Painted | None:
    view = results.get(RESULT, RatedView)
    made = view.made if view is not None else None
    if made is None or len(made) != len(model.components):
        return None
    return by_words(made, lang, "gui_rate.made_", _COLOURS)


COLOURING = Colouring("made", "gui_rate.colour_made", _paint, RESULT, "gui_rate.working")
"""Factory-made or cast in place."""


def section(session: Session, rows: Ints) -> Told | None:
    """Making, role, and the numbers entered; while there is no rating, one is wished for."""
    say = session.texts.say
    title = say("gui_rate.tab_inspector")
    view = session.results.get(RESULT, RatedView)
    if view is None:
        session.results.wish(RESULT)
        return None
    parts = view.parts
    if parts is None or len(parts) <= int(rows.max()):
        return None
    lines = [*_making(session, view, parts, rows), *_numbers(session, view, rows)]
    notes = []
    if (parts.twin_of[rows] >= 0).any():
        notes.append(say("gui_rate.inspect_elsewhere"))
    if parts.contradicts[rows].any():
        notes.append(say("gui_rate.contradicted"))
    if not (view.entered[:, rows] != NOT_ENTERED).any():
        notes.append(say("gui_rate.inspect_no_numbers"))
    link = Link(say("gui_rate.do_more"), lambda: _decide(session, rows))
    return Told(title, tuple(lines), tuple(notes), links=(link,))


def _decide(session: Session, rows: Ints) -> None:
    session.rating.ask_decision.emit(rows)


def _making(session: Session, view: RatedView, parts: Parts, rows: Ints) -> list[tuple[str, str]]:
    say, lang = session.texts.say, session.texts.lang
    made = view.made
    assert made is not None

    def words(column: Text, prefix: str) -> str:
        codes = np.unique(column.codes[rows])
        if len(codes) > 1:
            return say("gui.inspect_mixed")
        word = column.get(int(rows[0]))
        return told(prefix + word, lang) if word and prefix else word

    wall = parts.role.isin(("envelope_wall", "partition", "wall"))[rows].all()
    by = parts.masonry_by if wall and not parts.concrete[rows].any() else parts.made_by
    return [
        (say("rating.role"), words(parts.role, "rating.role_")),
        (say("rating.role_by"), words(parts.role_by, "") and told(words(parts.role_by, ""), lang)),
        (say("rating.made"), words(made, "gui_rate.made_")),
        (say("gui_rate.decided_by"), words(by, "") and told(words(by, ""), lang)),
        (say("gui_rate.said"), words(parts.made_said, "")),
    ]


def _numbers(session: Session, view: RatedView, rows: Ints) -> list[tuple[str, str]]:
    """A line per number: how it was entered, and by how much where that is known."""
    say = session.texts.say
    lines = []
    for i, (key, unit) in enumerate(view.measured.items()):
        state, size = view.entered[i, rows], view.quantity[i, rows]
        for kind, word in _ENTERED.items():
            mine = state == kind
            if not mine.any():
                continue
            known = size[mine][np.isfinite(size[mine])]
            figure = f"{known.sum():,.3f} {say(f'rates.unit_{unit}')}" if len(known) else "–"
            count = f" × {int(mine.sum())}" if len(rows) > 1 else ""
            lines.append((say(f"rating.ratio_{key}"), f"{figure}  {say(f'gui_rate.entered_{word}')}{count}"))
    return lines
