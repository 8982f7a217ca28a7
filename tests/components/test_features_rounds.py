"""Bars drawn with flat sides, and plan and side areas."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from plates_bodies import circle, polygon_area, prism, turned

from components.facts import Facts
from components.ifc.read import read
from components.takeoff import bodies, profiles
from components.takeoff.projections import Projections, projected_areas
from components.takeoff.rounds import NOT_ROUND, round_outline, round_shell

SAMPLES = Path(__file__).parents[2] / "ifc_samples"


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


@cache
def office() -> tuple[Facts, Projections]:
    facts = read(SAMPLES / "frame_office.ifc")
    shapes = profiles.read(facts)
    return facts, projected_areas(facts, shapes, bodies.measure_items(facts, shapes), -450.0)


def test_the_columns_of_the_office_have_the_plan_of_their_section() -> None:
    """HW400x400x13x21: 21 869.5 mm2 (README of the samples); exact for upright prisms."""
    facts, found = office()
    columns = np.flatnonzero(facts.elements.ifc_class.isin(("IfcColumn",)))
    assert len(columns) > 0
    assert found.plan_mm2[columns] == pytest.approx(21869.5, abs=0.1)
    assert found.exact[columns].all()


def test_a_level_beam_casts_its_width_times_its_length_and_its_depth_times_its_length() -> None:
    """HN500x200 of 7580 mm: plan 200 x 7580, side 500 x 7580."""
    facts, found = office()
    beams = np.flatnonzero(facts.elements.ifc_class.isin(("IfcBeam",)))
    size = {
        (round(p / 200.0), round(s / 500.0))
        for p, s in zip(found.plan_mm2[beams], found.side_mm2[beams], strict=True)
    }
    assert (7580, 7580) in size
    assert found.exact[beams].all()


def test_the_part_above_the_ground_is_its_share_of_the_height() -> None:
    _, found = office()
    live = np.isfinite(found.low_mm)
    share = found.above_share[live]
    assert ((share >= 0) & (share <= 1)).all()
    below = found.high_mm[live] <= -450.0
    above = found.low_mm[live] >= -450.0
    assert below.any() or (found.low_mm[live] < -450.0).any()
    assert (share[below] == 0).all() and (share[above] == 1).all()
    crossing = np.flatnonzero((found.low_mm < -450.0) & (found.high_mm > -450.0))
    for k in crossing.tolist():
        height = found.high_mm[k] - found.low_mm[k]
        assert found.side_above_mm2[k] == pytest.approx(
            found.side_mm2[k] * (found.high_mm[k] + 450.0) / height
        )
