"""Outlines, areas and recognition over columns."""

from __future__ import annotations

import math

import numpy as np
import pytest

from components.sections import (
    FAMILY_CODE,
    area_and_perimeter,
    catalogue,
    design_shape,
    find,
    measure,
    outline,
    properties,
    recognise,
    shape,
    static_moment,
    valid,
)


def test_a_circle_is_two_arcs_and_not_a_polygon() -> None:
    (loop,) = outline(shape("ROUND", d=50))
    assert len(loop) == 2
    assert loop[:, 2].tolist() == [1.0, 1.0]
    area, perimeter = area_and_perimeter("ROUND", np.array([[50.0]]))
    assert area[0] == pytest.approx(math.pi * 625)
    assert perimeter[0] == pytest.approx(math.pi * 50)


def test_root_fillets_add_and_toes_take_away_the_area_of_a_rounded_corner() -> None:
    """A fillet of radius r in a right angle holds (1 - pi/4) r^2."""
    corner = 1 - math.pi / 4
    area, _ = area_and_perimeter("I", np.array([[400, 200, 8, 13, 13, 0, 0, 0]]))
    assert area[0] == pytest.approx(2 * 200 * 13 + 374 * 8 + 4 * corner * 13**2)
    area, _ = area_and_perimeter("L", np.array([[100, 100, 10, 12, 4]]))
    assert area[0] == pytest.approx(10 * 190 + corner * (12**2 - 2 * 4**2))


def test_the_paint_perimeter_leaves_out_the_inside_of_hollow_sections() -> None:
    _, perimeter = area_and_perimeter("RHS", np.array([[200, 100, 6, 12, 6]]))
    assert perimeter[0] == pytest.approx(2 * (200 + 100) - 8 * 12 + 2 * math.pi * 12)


def test_a_column_of_mixed_sections_is_measured_and_what_cannot_be_is_not_a_number() -> None:
    codes = np.array([FAMILY_CODE["CHS"], -1, FAMILY_CODE["FLAT"], FAMILY_CODE["CHS"]], np.int32)
    dims = np.zeros((4, 8))
    dims[0, :2], dims[2, :2], dims[3, :2] = (219, 8), (150, 10), (20, 15)
    area, _ = measure(codes, dims)
    assert area[0] == pytest.approx(math.pi * 211 * 8)
    assert area[2] == pytest.approx(1500)
    assert np.isnan(area[[1, 3]]).all()


@pytest.mark.parametrize(
    ("family", "dims"),
    [
        ("I", [400, 200, 8, 0]),
        ("I", [400, 200, 250, 13]),
        ("RHS", [200, 100, 60, 0, 0]),
        ("CHS", [20, 15]),
        ("L", [100, 100, -8]),
        ("FLAT", [float("nan"), 8]),
    ],
)
def test_dimensions_that_leave_no_room_are_not_valid(family: str, dims: list[float]) -> None:
    assert not valid(family, np.array([dims]))[0]


def test_recognition_takes_rounded_dimensions_to_the_nearest_section() -> None:
    rows = recognise(
        "I", np.array([[402.6, 177.8, 7.5, 10.9, 10], [403.86, 177.546, 7.493, 10.922, 10.2]]), region="US"
    )
    assert rows[0] == -1
    assert catalogue().names[rows[1]] == "W16X36"


def test_recognition_by_radius_tells_two_standards_of_one_size_apart() -> None:
    hot, cold = [100, 100, 5, 7.5, 5], [100, 100, 5, 10, 5]
    rows = recognise("RHS", np.array([hot, cold]))
    assert [catalogue().section(r).standard[:2] for r in rows] == ["EN", "GB"]


def test_recognition_accepts_the_nominal_and_the_design_wall_of_american_tubes() -> None:
    """HSS12x10x3/8: nominal 0.375 in, design 0.349 in."""
    walls = np.array([[304.8, 254.0, 0.375 * 25.4], [304.8, 254.0, 0.349 * 25.4]])
    assert [catalogue().names[r] for r in recognise("RHS", walls, region="US")] == ["HSS12X10X3/8"] * 2


def test_an_american_tube_is_designed_with_its_design_wall() -> None:
    """AISC Manual: HSS12x10x3/8 A 14.6 in2, Ix 310 in4, Iy 234 in4; nominal weight 53.00 lb/ft."""
    section = find("HSS12x10x3/8").section
    assert section is not None
    p = properties(design_shape(section))
    assert p.area_mm2 / 25.4**2 == pytest.approx(14.6, rel=0.005)
    assert p.Ix_mm4 / 25.4**4 == pytest.approx(310, rel=0.005)
    assert p.Iy_mm4 / 25.4**4 == pytest.approx(234, rel=0.005)
    assert section.mass_kg_per_m == pytest.approx(53.0 * 1.48816394, rel=1e-4)


def test_a_tee_of_the_chinese_standard_is_half_an_h() -> None:
    tee, whole = find("TN200x200x8x13").section, find("HN400x200").section
    assert tee is not None
    assert whole is not None
    assert tee.mass_kg_per_m == whole.mass_kg_per_m / 2  # type: ignore[operator]
    assert 2 * properties(tee.shape).area_mm2 == pytest.approx(properties(whole.shape).area_mm2)


def test_the_static_moment_at_the_web_is_that_of_the_flange() -> None:
    """Welded I 450, flanges 150x18: the flange's centroid lies 216 from the axis."""
    girder = shape("I", h=450, b=150, tw=12, tf=18)
    assert static_moment(girder, 225 - 18) == pytest.approx(150 * 18 * 216)
    assert static_moment(girder, 0) == pytest.approx(properties(girder).Sx_mm3)


def test_american_names_in_metric_units_find_the_section_they_stand_for() -> None:
    """ASTM A6M: W310x38.7 is W12x26, C250x23 is C10x15.3, W410x53 is W16x36."""
    names = {"W310X38.7": "W12X26", "C250x23": "C10X15.3", "W410x53": "W16X36", "HP310x79": "HP12X53"}
    assert {n: find(n).canonical for n in names} == names
