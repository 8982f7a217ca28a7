"""Elements of several bodies: weighed as the bars they are, or told. kg/m typed from the standards' own tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from step_text import StepText

from app.usecases import open_model
from components.model import Components

HP12X74 = 74 * 0.45359237 / 0.3048
"""kg/m: the designation gives 74 lb/ft (AISC Manual, 16th edition, table 1-4)."""
L100X10 = 15.1
"""kg/m of L100x10, GB/T 706-2016, table A.3, to three figures."""


def h_section(s: StepText, name: str = "HP12X74", web: float = 15.4) -> str:
    """HP12X74 as a program draws it that knows no fillets: 12.1 x 12.2 in, flange 0.610 in, web 0.605 in."""
    return s.add(f"IFCISHAPEPROFILEDEF(.AREA.,'{name}',$,310.,307.,{web},15.5,$,$,$)")


def taken(folder: Path, s: StepText, bodies: list[str], name: str = "$") -> Components:
    material = s.add("IFCMATERIAL('Q355B',$,$)")
    element = s.element(bodies, "IFCMEMBER", name=name)
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000002',$,$,$,({element}),{material})")
    return open_model(s.write(folder)).model.components


def bars(s: StepText, profile: str, *at: tuple[float, float, float], length: float = 3000.0) -> list[str]:
    return [s.prism(profile, length, position=s.axes((x, y, z))) for x, y, z in at]


def test_equal_bars_in_one_element_are_ordered_by_the_catalogue(tmp_path: Path) -> None:
    s = StepText()
    c = taken(tmp_path, s, bars(s, h_section(s), (0, 0, 0), (1000, 0, 0), (2000, 0, 500)))
    assert c.order_mass_kg[0] == pytest.approx(3 * 3.0 * HP12X74, rel=1e-4)
    assert c.settlement_mass_kg[0] == pytest.approx(c.order_mass_kg[0])
    assert (c.mass_source[0], c.pieces[0], c.length_mm[0]) == ("nominal", 3, pytest.approx(3000))
    assert c.agreement[0] == "single"


def test_bars_of_unequal_length_weigh_their_sum_and_have_no_one_length(tmp_path: Path) -> None:
    s = StepText()
    profile = h_section(s)
    lower, upper = bars(s, profile, (0, 0, 0)), bars(s, profile, (0, 0, 3000), length=2000)
    c = taken(tmp_path, s, lower + upper)
    assert c.order_mass_kg[0] == pytest.approx(5.0 * HP12X74, rel=1e-4)
    assert c.length_mm[0] != c.length_mm[0]


def test_a_bar_with_a_plate_drawn_into_the_same_element_is_told(tmp_path: Path) -> None:
    s = StepText()
    haunch = s.prism(s.rectangle(300, 12), 600)
    c = taken(tmp_path, s, [*bars(s, h_section(s), (0, 0, 0)), haunch])
    # Flanges 2 x 310 x 15.5, web (307 - 31) x 15.4: the section as it is drawn.
    volume = (2 * 310 * 15.5 + (307 - 31) * 15.4) * 3000 + 300 * 12 * 600
    assert c.order_mass_kg[0] == pytest.approx(volume * 7.85e-6, rel=1e-9)
    assert (c.agreement[0], c.cause[0]) == ("uncertain", "takeoff.cause_bodies")


def test_a_bracket_added_to_a_bar_is_weighed_with_it_and_leaves_no_length(tmp_path: Path) -> None:
    s = StepText()
    (bar,) = bars(s, h_section(s), (0, 0, 0))
    bracket = s.prism(s.rectangle(300, 200), 600, position=s.axes((1000, 0, 500)))
    c = taken(tmp_path, s, [s.add(f"IFCBOOLEANRESULT(.UNION.,{bar},{bracket})")], "'HP12X74'")
    volume = (2 * 310 * 15.5 + (307 - 31) * 15.4) * 3000 + 300 * 200 * 600
    assert c.order_mass_kg[0] == pytest.approx(volume * 7.85e-6, rel=1e-6)
    assert c.net_mass_kg[0] == pytest.approx(volume * 7.85e-6, rel=1e-6)
    assert c.length_mm[0] != c.length_mm[0]


def test_two_angles_of_a_double_angle_are_that_section(tmp_path: Path) -> None:
    s = StepText()
    angle = s.add("IFCLSHAPEPROFILEDEF(.AREA.,$,$,100.,100.,10.,12.,3.3,$)")
    c = taken(tmp_path, s, bars(s, angle, (0, 0, 0), (200, 0, 0)), "'2L100X10'")
    assert c.order_mass_kg[0] == pytest.approx(2 * 3.0 * L100X10)
    assert (c.pieces[0], c.agreement[0], c.mass_source[0]) == (2, "single", "nominal")


def test_a_double_angle_laid_end_to_end_is_a_doubt(tmp_path: Path) -> None:
    s = StepText()
    angle = s.add("IFCLSHAPEPROFILEDEF(.AREA.,$,$,100.,100.,10.,12.,3.3,$)")
    c = taken(tmp_path, s, bars(s, angle, (0, 0, 0), (0, 0, 3000)), "'2L100X10'")
    assert c.agreement[0] == "uncertain"


def test_a_body_that_is_listed_twice_is_told_and_two_that_cross_are_not(tmp_path: Path) -> None:
    s = StepText()
    twice = taken(tmp_path, s, bars(s, h_section(s), (0, 0, 0), (0, 0, 0)))
    assert (twice.agreement[0], twice.cause[0]) == ("uncertain", "takeoff.cause_repeated")
    s = StepText()
    round_bar = s.add("IFCCIRCLEPROFILEDEF(.AREA.,'D20',$,10.)")
    ends = ((-500.0, (1, 0, 1)), (500.0, (-1, 0, 1)))
    cross = [s.prism(round_bar, 1000 * 2**0.5, position=s.axes((x, 0, -500), z=z)) for x, z in ends]
    assert taken(tmp_path, s, cross).agreement[0] == "single"
