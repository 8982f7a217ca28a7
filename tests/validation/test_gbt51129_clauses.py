"""GB/T 51129-2017 clause by clause, against exact rational arithmetic of the formulas of table 4.0.1.

Formulas: 1a 20+(q-35)/45*10, 1b 10+(q-70)/10*10, 2b and 2d 2+(q-50)/30*3, 3b and 3c 3+(q-70)/20*3,
3d 4+(q-50)/20*2. Limits of 4.0.3 (600 mm strip, 300 mm band, joint up to the smaller column side)
and of 4.0.5 (300 mm strip) are recalled, not read off a copy.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from components.codes.gbt51129_2017 import chapter3, chapter4, chapter5

LINES = {
    "1a": (35, 80, 20, 30),
    "1b": (70, 80, 10, 20),
    "2b": (50, 80, 2, 5),
    "3b": (70, 90, 3, 6),
    "3d": (50, 70, 4, 6),
}


def exact(q: Fraction, q_0: int, q_1: int, p_0: int, p_1: int) -> Fraction:
    """Points on paper, before rounding."""
    if q < q_0:
        return Fraction(0)
    return p_0 + (min(q, Fraction(q_1)) - q_0) / Fraction(q_1 - q_0) * (p_1 - p_0)


@pytest.mark.parametrize("key", LINES)
def test_every_ratio_in_steps_of_0_05_percent_earns_the_points_it_earns_on_paper(key: str) -> None:
    q_0, q_1, p_0, p_1 = LINES[key]
    steps = [Fraction(k, 20) for k in range(2001)]
    points = chapter4.linear_points(np.array([float(q) for q in steps]), (q_0, q_1), (p_0, p_1))
    paper = [exact(q, q_0, q_1, p_0, p_1) for q in steps]
    np.testing.assert_allclose(points, [float(p) for p in paper], atol=1e-12)
    rounded = [math.floor(p * 10 + Fraction(1, 2)) for p in paper]
    assert np.rint(chapter4.half_up(points, 1) * 10).astype(int).tolist() == rounded


def test_a_half_that_binary_arithmetic_loses_is_still_rounded_up() -> None:
    """1b at 70.05 % earns 10.05 points on paper, which is 10.1; binary gives a hair below the half."""
    points = chapter4.linear_points(70.05, (70, 80), (10, 20))
    assert points < 10.05
    assert chapter4.half_up(points, 1) == 10.1


def test_the_rate_is_the_points_over_what_is_left_without_absent_items() -> None:
    assert chapter4.P(41.0, 10.0, 10.5, 6.0) == pytest.approx(float(Fraction(6150, 94)))
    np.testing.assert_allclose(
        np.asarray(chapter4.P(np.array([20.0, 50.0]), 13.0, 14.3, np.array([0.0, 12.0]))),
        [47.3, 77.3 / 88 * 100],
    )


@pytest.mark.parametrize(
    "ratio",
    [
        chapter4.q_1a, chapter4.q_1b, chapter4.q_2a, chapter4.q_2b, chapter4.q_2c,
        chapter4.q_2d, chapter4.q_3a, chapter4.q_3b, chapter4.q_3c, chapter4.q_3d,
    ],
)  # fmt: skip
def test_each_ratio_is_its_part_over_its_total_in_percent(ratio) -> None:  # type: ignore[no-untyped-def]
    assert ratio(3.0, 8.0) == 37.5
    assert ratio(np.array([1.0, 2.0]), np.array([4.0, 4.0])).tolist() == [25.0, 50.0]


def test_cast_strips_count_up_to_600_mm_wide_and_bands_up_to_300_mm_high() -> None:
    nan = math.nan
    width = np.array([600.0, 600.1, nan, nan, nan])
    height = np.array([nan, nan, 300.0, 300.1, nan])
    assert chapter4.strip_counts_4_0_3(width, height).tolist() == [True, False, True, False, False]


def test_a_column_joint_counts_up_to_the_smaller_side_of_the_column() -> None:
    assert chapter4.joint_counts_4_0_3(np.array([400.0, 400.1]), 400.0).tolist() == [True, False]


def test_a_floor_strip_counts_up_to_300_mm_wide() -> None:
    assert chapter4.strip_counts_4_0_5(np.array([300.0, 300.1])).tolist() == [True, False]


def test_buildings_may_be_grouped_up_to_3_storeys_and_500_m2() -> None:
    storeys, area = np.array([3.0, 4.0, 3.0, 1.0]), np.array([500.0, 100.0, 500.1, 20.0])
    assert chapter3.may_be_grouped(storeys, area).tolist() == [True, False, False, True]


def test_grades_begin_at_60_76_and_91_percent() -> None:
    rates = np.array([59.0, 60.0, 75.0, 76.0, 90.0, 91.0, 100.0])
    assert chapter5.grade_5_0_2(rates, (60, 76, 91)).tolist() == [-1, 0, 0, 1, 1, 2, 2]
