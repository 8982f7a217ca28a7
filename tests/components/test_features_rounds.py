"""Bars drawn with flat sides."""

from __future__ import annotations

import math

import numpy as np
import pytest
from plates_bodies import circle, polygon_area, prism, turned

from components.takeoff.bars.rounds import NOT_ROUND, round_outline, round_shell


def test_a_bar_of_twelve_flats_is_told_by_the_circle_through_its_corners() -> None:
    found = round_shell(prism(circle(0.0, 0.0, 24.0, 12), 500.0, move=turned(0.1, 0.7, 0.3)))
    assert found.reason == ""
    assert found.diameter == pytest.approx(24.0, abs=0.02)
    assert found.length == pytest.approx(500.0, abs=0.3)
    # n/2 sin(2 pi/n) / pi = 3 / pi for n = 12.
    assert found.area_factor == pytest.approx(3 / math.pi, rel=1e-3)
    assert found.corners == 12


def test_a_tube_of_flats_keeps_both_diameters() -> None:
    found = round_shell(prism(circle(0.0, 0.0, 110.0, 20), 800.0, holes=(circle(0.0, 0.0, 104.0, 20),)))
    assert (found.diameter, found.inner_diameter) == pytest.approx((110.0, 104.0), abs=0.02)
    ring = polygon_area(110.0, 20) - polygon_area(104.0, 20)
    assert found.area_factor == pytest.approx(ring / (math.pi / 4 * (110.0**2 - 104.0**2)), rel=1e-3)


def test_a_hexagon_bar_and_a_cone_are_not_round_bars() -> None:
    assert round_shell(prism(circle(0.0, 0.0, 24.0, 6), 500.0)).reason == NOT_ROUND
    skew = prism(circle(0.0, 0.0, 24.0, 12), 500.0, lean=(0.5, 0.0))
    assert round_shell(skew).reason == NOT_ROUND


def test_a_true_circle_has_no_correction() -> None:
    found = round_outline((np.array([(38.0, 0.0, 1.0), (-38.0, 0.0, 1.0)]),), 100.0)
    assert (found.diameter, found.area_factor, found.corners) == (pytest.approx(76.0), pytest.approx(1.0), 0)
