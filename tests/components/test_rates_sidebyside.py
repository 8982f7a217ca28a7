"""Several rule books on the same building."""

from __future__ import annotations

import pytest

from components.rates.answers import Answers, Presence
from components.rates.book_reader import SHIPPED, read_book
from components.rates.engine import score
from components.rates.measures import Measure, done, percent
from components.rates.sidebyside import Row, SideBySide, side_by_side
from components.rates.wording import text

NATIONAL = read_book(SHIPPED / "gbt51129_2017.toml")
LOCAL = read_book(SHIPPED / "example_local.toml")
VOLUME = read_book(SHIPPED / "volume_ratio.toml")


@pytest.fixture(scope="module")
def lined_up() -> SideBySide:
    keys = ("q1a", "q1b", "q2a", "q2b", "q2c", "q2d", "q3a", "q3c", "q3d", "standard_parts")
    measures = {k: percent(70.0) for k in keys} | {"decor": done(True), "q_volume": Measure(7.0, 10.0, "m3")}
    answers = Answers(structure="concrete", functions={"kitchen": Presence(False)})
    return side_by_side([score(b, measures, answers) for b in (NATIONAL, LOCAL, VOLUME)])


def row(lined_up: SideBySide, measure: str) -> Row:
    return next(r for r in lined_up.rows if r.measure == measure)


def test_the_items_of_each_book_add_up_to_its_rate(lined_up: SideBySide) -> None:
    for i, result in enumerate(lined_up.results):
        total = sum(r.shares_percent[i] for r in lined_up.rows)
        assert total == pytest.approx(result.rate_unrounded_low)


def test_an_item_only_one_book_has_is_told_in_both_directions(lined_up: SideBySide) -> None:
    assert [s.code for s in row(lined_up, "q3d").reasons[1]] == ["rates.differs_not_in_book"]
    assert [s.code for s in row(lined_up, "standard_parts").reasons[1]] == ["rates.differs_only_here"]
    assert row(lined_up, "q3d").results[1] is None


def test_window_points_and_interpolation_are_each_named_where_they_differ(lined_up: SideBySide) -> None:
    codes = [s.code for s in row(lined_up, "q2a").reasons[1]]
    assert codes == ["rates.differs_window", "rates.differs_points"]
    assert text(row(lined_up, "q2a").reasons[1][0], "zh") == "比例要求不同：80 % ↔ 60 % / 80 %"
    assert [s.code for s in row(lined_up, "q1b").reasons[1]] == ["rates.differs_points"]


def test_an_item_without_a_reason_has_the_same_window_and_points(lined_up: SideBySide) -> None:
    for r in lined_up.rows:
        for result, reasons in zip(r.results[1:], r.reasons[1:], strict=True):
            first = r.results[0]
            if not reasons and first is not None and result is not None:
                assert (first.scale, first.points) == (result.scale, result.points)


def test_minima_rounding_and_q4_are_named_where_whole_books_differ(lined_up: SideBySide) -> None:
    codes = [s.code for s in lined_up.reasons[1]]
    assert codes == [
        "rates.differs_minima",
        "rates.differs_grades",
        "rates.differs_rounding",
        "rates.differs_q4",
    ]
    assert "rates.differs_rate" in [s.code for s in lined_up.reasons[2]]
    for reasons in lined_up.reasons:
        for sentence in reasons:
            assert text(sentence, "zh") and text(sentence, "en")


def test_the_first_book_is_compared_with_nothing(lined_up: SideBySide) -> None:
    assert lined_up.reasons[0] == () and all(r.reasons[0] == () for r in lined_up.rows)
