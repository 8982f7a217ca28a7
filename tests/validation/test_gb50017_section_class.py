"""Limits of table 3.5.1 at the ends and the middle of the stress gradient.

Source: public section-class code. Pure bending gives the beam's own limits for S1, S2 and S4.
"""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from components.codes.gb50017_2017.ch3 import alpha_0, epsilon_k, tube_limit, web_limit

ROWS = list(
    csv.DictReader(
        resources.files("components.codes.gb50017_2017")
        .joinpath("table_3_5_1_web.csv")
        .read_text()
        .splitlines()
    )
)


def limits(gradient: float) -> list[float]:
    return [float(web_limit(gradient, float(r["c"]), float(r["d"]), float(r["n"]), 1.0)) for r in ROWS]


@pytest.mark.parametrize(
    ("gradient", "published"),
    [(0.0, [33, 38, 40, 45]), (1.0, [46, 51, 58, 70]), (2.0, [65.0, 72.1, 90.9, 124.0])],
)
def test_the_web_limits_are_the_published_ones(gradient: float, published: list[float]) -> None:
    assert limits(gradient) == pytest.approx(published, abs=0.06)


def test_the_gradient_is_nil_in_pure_compression_and_two_in_pure_bending() -> None:
    assert float(alpha_0(100.0, 100.0)) == 0.0
    assert float(alpha_0(100.0, -100.0)) == 2.0


def test_a_tube_limit_falls_with_the_yield_number_itself() -> None:
    assert float(tube_limit(100.0, epsilon_k(355.0))) == pytest.approx(100.0 * 235.0 / 355.0)
