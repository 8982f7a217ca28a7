"""What is odd about the marks of a model is told once."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from bills import SAMPLES, opened

from app.bills import make_issue, plan_of
from components.bom.mark_findings import _two_marks
from components.table import Text


def test_two_marks_that_several_parts_share_are_named_once() -> None:
    mark = Text.of(["F", "H", "F", "H", "A", "B"])
    group = np.array([0, 0, 1, 1, 2, 2])
    (found,) = _two_marks(mark, group, np.arange(6) + 1, np.ones(6, np.bool_))
    assert found.args == {"count": 3, "marks": "A = B, F = H"}
    assert found.step_ids == (1, 2, 3, 4, 5, 6)


def test_a_bill_without_a_single_steel_part_says_so() -> None:
    o = opened(SAMPLES / "frame_office.ifc")
    steel = o.model.components.category.isin(("steel_member", "plate", "bent_plate", "accessory"))
    bare = o.model.components.take(~steel)
    assert len(bare)
    none = [f.code for f in make_issue(o.facts, replace(o.model, components=bare), plan_of()).findings]
    assert "marks.no_steel" in none
    assert "marks.no_steel" not in [f.code for f in make_issue(o.facts, o.model, plan_of()).findings]
