"""What would it take, worked by hand on small cases."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from components.rates.answers import Answers, EvaluationUnit, Presence, UnitBuilding
from components.rates.book_reader import SHIPPED, read_book
from components.rates.engine import score
from components.rates.measures import Measure, done
from components.rates.reach import Reach, members_needed, what_would_it_take
from components.rates.result import RateResult
from components.rates.told import reach_lines
from components.rates.wording import text

NATIONAL = read_book(SHIPPED / "gbt51129_2017.toml")
VOLUME = read_book(SHIPPED / "volume_ratio.toml")


def housing(**changed: Measure) -> RateResult:
    """Constructed case P1: 47.3 points; 1b 82 %, 2a 85 %, 2c 100 %, 2d 60 %, 3b 75 %, 3c 80 %."""
    measures = {
        "q1a": Measure(0.0, 900.0, "m3"),
        "q1b": Measure(820.0, 1000.0, "m2"),
        "q2a": Measure(1700.0, 2000.0, "m2"),
        "q2b": Measure(0.0, 2000.0, "m2"),
        "q2c": Measure(3000.0, 3000.0, "m2"),
        "q2d": Measure(1800.0, 3000.0, "m2"),
        "decor": done(True),
        "q3a": Measure(0.0, 5000.0, "m2"),
        "q3b": Measure(75.0, 100.0, "m2"),
        "q3c": Measure(80.0, 100.0, "m2"),
        "q3d": Measure(0.0, 4000.0, "m"),
    }
    return score(NATIONAL, measures | changed, Answers(structure="concrete"))


def to(result: RateResult, kind: str, key: str, own: float | None = None) -> Reach:
    found = [r for r in what_would_it_take(result, own) if (r.goal.kind, r.goal.key) == (kind, key)]
    for lang in ("zh", "en"):
        assert all(text(line, lang) for line in reach_lines(result, found[0]))
    return found[0]


def test_the_least_single_change_to_recognition_is_found_and_exact() -> None:
    """50 % is reached at 49.5 points (half up), 2.2 more than 47.3.

    2b alone: 2.2 points round from 2 + (q - 50) / 30 x 3 = 2.15, q = 51.5 %. 3b alone: 3.8 + 2.2 = 6.0
    rounds from 5.95, q = 70 + 2.95 / 3 x 20 = 89.667 %. 3c lacks only 1.5 of its full points and 2d
    only 2.0.
    """
    reach = to(housing(), "recognition", "recognition")
    assert reach.short_by == 3
    alone = {c.item: c for c in reach.alone}
    assert alone["3b"].to_percent == pytest.approx(70 + 2.95 / 3 * 20, abs=1e-8)
    assert alone["3b"].quantity == pytest.approx(14.0 + 2.0 / 3.0, abs=1e-8)
    assert alone["2b"].to_percent == pytest.approx(51.5, abs=1e-8)
    assert alone["2b"].quantity == pytest.approx(1030.0, abs=1e-6)
    assert alone["1a"].to_percent == 35.0 and alone["1a"].quantity == pytest.approx(315.0)
    assert alone["3a"].to_percent == 70.0 and alone["3d"].to_percent == 50.0
    assert set(alone) == {"3b", "2b", "1a", "3a", "3d"}
    assert reach.together == (alone["3b"],)
    assert [c.item for c in reach.alone] == ["3b", "1a", "3d", "2b", "3a"]
    assert "集成厨房 由 75.00 % 提高到 89.67 %（增加 14.67 m²）" in text(
        reach_lines(housing(), reach)[0], "zh"
    )


def test_a_grade_also_asks_for_35_percent_of_the_vertical_members() -> None:
    """47.3 + 20 (1a at 35 %) = 67.3: grade A by 1a alone."""
    reach = to(housing(), "grade", "A")
    assert [c.item for c in reach.together] == ["1a"]
    assert (reach.together[0].to_percent, reach.rate_after_percent) == (35.0, 67)
    assert [c.item for c in reach.alone] == ["1a"]


def test_the_fewest_items_are_changed_before_the_ratios_are_compared() -> None:
    """AA needs 75.5: 67.3 with 1a at 35 %, 8.2 more. 1a to its full 30 points would give 77.3, so one
    item does it.
    """
    reach = to(housing(), "grade", "AA")
    assert [c.item for c in reach.together] == ["1a"]
    # 20 + 8.2 = 28.2 after rounding, 28.15 before: q = 35 + 8.15 x 4.5
    assert reach.together[0].to_percent == pytest.approx(35 + 8.15 * 4.5, abs=1e-8)


def test_a_minimum_of_a_group_is_reached_within_the_group() -> None:
    result = housing(q2c=Measure(0.0, 3000.0, "m2"))
    reach = to(result, "condition", "walls")
    assert reach.short_by == pytest.approx(2.0)
    assert {c.item for c in reach.alone} == {"2b", "2c", "2d"}
    # 2d from 3 to 5 points: 4.95 before rounding, q = 50 + 2.95 x 10 = 79.5, a rise of 19.5
    assert reach.together[0].item == "2d"
    assert reach.together[0].to_percent == pytest.approx(79.5, abs=1e-8)


def test_full_decoration_is_done_or_not() -> None:
    result = housing(decor=done(False))
    reach = to(result, "condition", "decoration")
    assert [c.item for c in reach.together] == ["decor"]
    assert "全装修 改为做到" in text(reach_lines(result, reach)[0], "zh")


def test_absent_functions_do_not_keep_100_percent_out_of_reach() -> None:
    absent = {"kitchen": Presence(False), "bathroom": Presence(False)}
    result = score(NATIONAL, {}, Answers(structure="concrete", functions=absent))
    reach = to(result, "own", "own", 100.0)
    assert reach.state == "reachable" and reach.rate_after_percent == 100
    assert {c.item for c in reach.together}.isdisjoint({"3b", "3c"})


def test_no_ratio_makes_up_for_a_group_of_buildings_that_does_not_hold() -> None:
    group = EvaluationUnit("group", (UnitBuilding("1#", 9, 300.0), UnitBuilding("2#", 2, 300.0)))
    result = score(NATIONAL, {}, Answers(structure="concrete", unit=group))
    reach = to(result, "recognition", "recognition")
    assert reach.state == "impossible" and "1#" in text(reach_lines(result, reach)[0], "zh")


def test_a_goal_above_the_points_left_is_reported_as_impossible_with_the_best_there_is() -> None:
    halved = tuple(
        replace(i, scale=replace(i.scale, points=tuple(p / 2 for p in i.scale.points)))
        if i.key == "1b"
        else i
        for i in NATIONAL.items
    )
    result = score(replace(NATIONAL, items=halved), {}, Answers(structure="concrete"))
    reach = to(result, "own", "own", 95.0)
    assert reach.state == "impossible"
    assert "90.00 %" in text(reach_lines(result, reach)[0], "zh")


def test_items_that_are_not_known_count_from_zero_and_are_named() -> None:
    reach = to(score(NATIONAL, {}, Answers(structure="concrete")), "condition", "structure")
    assert set(reach.from_unknown) == {c.item for c in reach.together}
    assert reach.together[0].quantity is None


def test_the_volume_book_turns_a_target_into_cubic_metres() -> None:
    result = score(VOLUME, {"q_volume": Measure(100.0, 1000.0, "m3")})
    reach = to(result, "own", "own", 30.0)
    # 30 % after rounding to 0.01 is 29.995 % before: 299.95 m3 of 1000
    quantity = reach.together[0].quantity
    assert quantity == pytest.approx(199.95, abs=1e-6)
    assert score(VOLUME, {"q_volume": Measure(100.0 + (quantity or 0.0), 1000.0, "m3")}).rate_low == 30


@pytest.mark.parametrize(("quantity", "count"), [(0.0, 0), (4.0, 1), (4.1, 2), (9.0, 3), (9.1, None)])
def test_the_fewest_members_are_the_largest(quantity: float, count: int | None) -> None:
    assert members_needed(quantity, np.array([2.0, 4.0, 3.0])) == count
