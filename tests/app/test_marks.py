"""The component table of the window carries the marks of the bill, and begins with steel."""

from __future__ import annotations

from typing import Any

import numpy as np
from window_rig import SAMPLES, opened, wait

from app.bills import make_issue, plan_of
from app.usecases import open_model
from components.bom.lists import ComponentMarks
from components.model import STEEL

NAME = "truss_gussets.ifc"


def test_the_table_shows_the_marks_that_the_bill_gives_and_who_gave_them(window: Any) -> None:
    one = open_model(SAMPLES / NAME)
    bill = make_issue(one.facts, one.model, plan_of()).bill
    assert not (one.model.components.part_mark.codes >= 0).any()  # the file has none
    opened(window, NAME)
    table = window.model_place.table.model
    wait(lambda: window.session.results.get("marks", ComponentMarks) is not None)
    shown = table.sheet.data["part_mark"]
    steel = bill.marking.rows
    assert shown.take(steel).filled() == bill.marking.part.take(steel).filled()
    assert all(shown.take(steel))
    assert "part_mark_by" in table.sheet.data
    window.session.select(steel[:1])
    window.model_place.docks["inspector"].raise_()
    inspector = window.model_place.inspector
    from PySide6.QtWidgets import QLabel

    mark = shown.get(int(steel[0]))
    wait(lambda: mark in [x.text() for x in inspector.overview.widget().findChildren(QLabel)])


def test_an_edit_brings_other_marks(window: Any) -> None:
    opened(window, NAME)
    results = window.session.results
    wait(lambda: results.get("marks", ComponentMarks) is not None)
    marks = results.get("marks", ComponentMarks)
    row = int(np.flatnonzero(marks.part.codes >= 0)[0])
    twins = np.flatnonzero(marks.part.codes == marks.part.codes[row])
    assert len(twins) > 1
    window.session.select(np.array([row]))
    window.session.decide("grade", "Q460C", "as on drawing 7")
    wait(lambda: window.session.current.generation == 1)
    wait(lambda: results.get("marks", ComponentMarks) is not None)
    now = results.get("marks", ComponentMarks).part
    assert now.get(row) not in {now.get(int(r)) for r in twins[1:]}


def test_steel_stands_first_and_a_sorted_table_is_as_the_user_sorted_it(window: Any) -> None:
    from dataclasses import replace

    opened(window, "portal_workshop.ifc")
    table, c = window.model_place.table, window.session.model.components
    steel = c.category.isin(STEEL)[table.model.shown.rows]
    assert steel.any() and not steel.all()
    assert (np.diff(steel.astype(int)) <= 0).all()
    table.set_query(replace(table.model.query, sort="global_id"))
    words = c.global_id.take(table.model.shown.rows).filled()
    assert [w.casefold() for w in words[:1]] and not (
        np.diff(c.category.isin(STEEL)[table.model.shown.rows].astype(int)) <= 0
    ).all()
