"""What is odd about the marks of a model is told once."""

from __future__ import annotations

import numpy as np

from components.bom.mark_findings import _two_marks
from components.table import Text


def test_two_marks_that_several_parts_share_are_named_once() -> None:
    mark = Text.of(["F", "H", "F", "H", "A", "B"])
    group = np.array([0, 0, 1, 1, 2, 2])
    (found,) = _two_marks(mark, group, np.arange(6) + 1, np.ones(6, np.bool_))
    assert found.args == {"count": 3, "marks": "A = B, F = H"}
    assert found.step_ids == (1, 2, 3, 4, 5, 6)
