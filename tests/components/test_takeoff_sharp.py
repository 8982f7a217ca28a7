"""Bars whose name and drawing leave the section open: sharp corners without a name, a name of another kind, square bars.

kg/m typed from the standards' own tables; areas by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from step_text import StepText

from app.usecases import open_model
from components.model import Model

HEA100_AREA = 2 * 100 * 8 + (96 - 16) * 5
"""mm2 of two flanges and a web, no fillets."""
HEA100 = 16.7
"""kg/m, EN 10365:2017, table 3."""


def taken(folder: Path, s: StepText, profile: str, keyword: str = "IFCBEAM", length: float = 2000.0) -> Model:
    material = s.add("IFCMATERIAL('S235JR',$,$)")
    element = s.element(s.prism(profile, length), keyword)
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000002',$,$,$,({element}),{material})")
    return open_model(s.write(folder)).model


def test_a_nameless_h_with_sharp_corners_of_a_rolled_size_is_weighed_as_drawn_and_told_with_both_masses(
    tmp_path,
):
    s = StepText()
    model = taken(tmp_path, s, s.add("IFCISHAPEPROFILEDEF(.AREA.,$,$,100.,96.,5.,8.,$,$,$)"))
    c = model.components
    assert (c.agreement.get(0), c.cause.get(0)) == ("uncertain", "takeoff.cause_sharp")
    drawn = 2 * HEA100_AREA * 7.85e-3
    assert c.order_mass_kg[0] == pytest.approx(drawn)
    (told,) = [f for f in model.findings if f.code == "takeoff.rolled_or_welded"]
    assert (told.args["names"], told.args["taken"]) == ("HEA100 1", f"{drawn:.1f}")
    assert float(told.args["rolled"]) == pytest.approx(2 * HEA100, rel=0.004)


@pytest.mark.parametrize(
    "profile",
    [
        "IFCISHAPEPROFILEDEF(.AREA.,$,$,100.,96.,5.,8.,12.,$,$)",
        "IFCISHAPEPROFILEDEF(.AREA.,'HEA100',$,100.,96.,5.,8.,$,$,$)",
        "IFCISHAPEPROFILEDEF(.AREA.,$,$,101.,97.,5.,8.,$,$,$)",
        "IFCRECTANGLEHOLLOWPROFILEDEF(.AREA.,$,$,200.,100.,6.3,$,$)",
    ],
)
def test_fillets_a_name_other_dimensions_or_a_tube_leave_nothing_open(tmp_path, profile):
    s = StepText()
    c = taken(tmp_path, s, s.add(profile)).components
    assert (c.agreement.get(0), c.cause.get(0)) == ("single", "")


def test_a_section_follows_the_drawing_where_its_name_is_read_as_another_kind(tmp_path):
    s = StepText()
    c = taken(tmp_path, s, s.add("IFCCIRCLEHOLLOWPROFILEDEF(.AREA.,'TUB300x10',$,300.,10.)")).components
    assert c.profile.get(0) == "CHS600×10"
    assert (c.agreement.get(0), c.cause.get(0)) == ("uncertain", "takeoff.cause_drawn_section")
    # Outside 600, inside 580 mm across: pi/4 (600^2 - 580^2).
    assert c.order_mass_kg[0] == pytest.approx(18535.396656 * 2 * 7.85e-3, rel=1e-6)


@pytest.mark.parametrize(
    ("keyword", "size", "name", "profile"),
    [
        ("IFCCOLUMN", (80, 80, 3000), "", "SQ80"),
        ("IFCMEMBER", (80, 80, 3000), "80x80", "SQ80"),
        ("IFCMEMBER", (50, 50, 201), "FL50x50", "SQ50"),
        ("IFCMEMBER", (50, 50, 199), "", None),
        ("IFCPLATE", (80, 80, 3000), "", None),
        ("IFCMEMBER", (100, 10, 3000), "FL100x10", None),
        ("IFCMEMBER", (160, 160, 3000), "", None),
    ],
)
def test_a_long_bar_of_two_equal_sides_is_a_square_bar_and_flats_and_blocks_are_plates(
    tmp_path, keyword, size, name, profile
):
    s = StepText()
    wide, thin, length = size
    c = taken(tmp_path, s, s.rectangle(wide, thin, name), keyword, length).components
    assert c.category.get(0) == ("steel_member" if profile else "plate")
    assert profile is None or (c.profile.get(0), c.length_mm[0]) == (profile, length)
    # EN 10059: 80 mm square, 50.2 kg/m; all are side x side x 7.85.
    assert c.order_mass_kg[0] == pytest.approx(wide * thin * length * 7.85e-6, rel=1e-9)


def test_a_name_of_a_catalogue_that_is_not_at_hand_is_told_and_the_drawing_weighs(tmp_path):
    s = StepText()
    # As HN200x100x5.5x8 of GB/T 11263, but with r = 11 for 8: 1.8 % more.
    name = "\\X2\\00320030\\X0\\\\X2\\0411\\X0\\1"
    model = taken(tmp_path, s, s.add(f"IFCISHAPEPROFILEDEF(.AREA.,'{name}',$,100.,200.,5.5,8.,11.,$,$)"))
    (told,) = [f for f in model.findings if f.code == "takeoff.name_unlisted"]
    assert told.args["names"] == "20Б1 1"
    area = 2 * 100 * 8 + 184 * 5.5 + (4 - 3.14159265) * 11**2
    assert model.components.order_mass_kg[0] == pytest.approx(2 * area * 7.85e-3, rel=1e-6)
