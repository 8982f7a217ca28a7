"""Steel that is drawn twice in one place, and lines that are taken for areas: never weighed without a word."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from step_text import StepText

from app.usecases import open_model
from components.model import Components

TWICE, WITHIN = "takeoff.cause_shared", "takeoff.cause_within"


def block(s: StepText, at: tuple[float, float, float] = (0, 0, 0), turned: float = 0.0) -> str:
    """A bar of 100 x 200 x 1000 along z, or turned about z."""
    x = (math.cos(turned), math.sin(turned), 0.0)
    return s.prism(s.rectangle(100, 200), 1000, position=s.axes(at, z=(0, 0, 1), x=x))


def faceted(s: StepText, at: tuple[float, float, float] = (0, 0, 0)) -> str:
    """The same bar as triangles."""
    ends = [(x, y, z) for z in (0, 1000) for y in (-100, 100) for x in (-50, 50)]
    listed = ",".join(f"({float(x + at[0])},{float(y + at[1])},{float(z + at[2])})" for x, y, z in ends)
    points = s.add(f"IFCCARTESIANPOINTLIST3D(({listed}))")
    rings = [(1, 3, 4, 2), (5, 6, 8, 7), (1, 2, 6, 5), (2, 4, 8, 6), (4, 3, 7, 8), (3, 1, 5, 7)]
    faces = ",".join(f"({r[0]},{r[k]},{r[k + 1]})" for r in rings for k in (1, 2))
    return s.add(f"IFCTRIANGULATEDFACESET({points},$,.T.,({faces}),$)")


def opened(folder: Path, s: StepText, *elements: str) -> Components:
    steel = s.add("IFCMATERIAL('S355',$,$)")
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000009',$,$,$,({','.join(elements)}),{steel})")
    return open_model(s.write(folder)).model.components


@pytest.mark.parametrize("make", [block, faceted])
@pytest.mark.parametrize("at", [(50.0, 0.0, 0.0), (0.0, 150.0, 600.0), (0.0, 0.0, 900.0)])
def test_bodies_of_one_element_that_overlap_are_told(tmp_path: Path, make, at) -> None:  # type: ignore[no-untyped-def]
    s = StepText()
    c = opened(tmp_path, s, s.element([make(s), make(s, at)], "IFCMEMBER"))
    assert (c.agreement[0], c.cause[0]) == ("uncertain", TWICE)


@pytest.mark.parametrize("make", [block, faceted])
@pytest.mark.parametrize(
    "at", [(100.0, 0.0, 0.0), (0.0, 200.0, 0.0), (0.0, 0.0, 1000.0), (101.0, 0.0, 500.0)]
)
def test_bodies_of_one_element_that_only_touch_are_not_told(tmp_path: Path, make, at) -> None:  # type: ignore[no-untyped-def]
    s = StepText()
    c = opened(tmp_path, s, s.element([make(s), make(s, at)], "IFCMEMBER"))
    assert c.cause[0] != TWICE
    assert c.net_volume_mm3[0] == pytest.approx(2 * 100 * 200 * 1000)


def test_bars_whose_boxes_overlap_and_that_pass_one_another_are_not_told(tmp_path: Path) -> None:
    """Two bars at right angles to one another, turned by 45 degrees about z, 250 mm apart: their boxes share space."""
    s = StepText()
    c = opened(
        tmp_path, s, s.element([block(s, turned=0.785), block(s, (175, 175, 0), turned=-0.785)], "IFCMEMBER")
    )
    assert c.cause[0] != TWICE


def test_a_bar_in_the_cope_of_another_is_not_told(tmp_path: Path) -> None:
    s = StepText()
    cut = s.minus(block(s), s.half_space((0, 0, 500), (0, 0, 1), agree=False))
    c = opened(tmp_path, s, s.element([cut, block(s, (0, 0, 500))], "IFCMEMBER", kind="Clipping"))
    assert c.cause[0] != TWICE
    assert c.net_volume_mm3[0] == pytest.approx(1.5 * 100 * 200 * 1000)


def test_a_body_that_is_stated_in_two_representations_is_told(tmp_path: Path) -> None:
    s = StepText()
    shapes = [
        s.add(f"IFCSHAPEREPRESENTATION($,'Body','{kind}',({make(s)}))")
        for kind, make in (("SweptSolid", block), ("Tessellation", faceted))
    ]
    body = s.add(f"IFCPRODUCTDEFINITIONSHAPE($,$,({','.join(shapes)}))")
    place = s.add(f"IFCLOCALPLACEMENT($,{s.axes()})")
    c = opened(tmp_path, s, s.add(f"IFCMEMBER('0000000000000000000001',$,$,$,$,{place},{body},$,$)"))
    assert (c.agreement[0], c.cause[0]) == ("uncertain", TWICE)


@pytest.mark.parametrize("apart", [False, True])
def test_a_part_drawn_within_its_whole_is_told_and_one_beside_it_is_not(tmp_path: Path, apart: bool) -> None:
    s = StepText()
    whole = s.element(block(s), "IFCMEMBER")
    plate = s.prism(s.rectangle(20, 200), 1000, position=s.axes((60.0 if apart else 0.0, 0, 0)))
    part = s.element(plate, "IFCPLATE", guid="0000000000000000000002")
    s.add(f"IFCRELAGGREGATES('0000000000000000000003',$,$,$,{whole},({part}))")
    c = opened(tmp_path, s, whole, part)
    assert [cause == WITHIN for cause in c.cause] == [not apart, not apart]


def test_an_open_line_swept_is_not_weighed_as_the_area_it_does_not_enclose(tmp_path: Path) -> None:
    s = StepText()
    line = s.add(f"IFCPOLYLINE(({s.point(0, 0)},{s.point(0, 200)},{s.point(80, 200)}))")
    profile = s.add(f"IFCARBITRARYOPENPROFILEDEF(.CURVE.,$,{line})")
    c = opened(tmp_path, s, s.element(s.prism(profile, 1000), "IFCMEMBER"))
    assert not math.isfinite(c.net_volume_mm3[0])
    assert c.reason[0] == "takeoff.profile_unread"


@pytest.mark.parametrize("through", [True, False])
def test_a_bar_that_a_cut_parts_in_two_is_told(tmp_path: Path, through: bool) -> None:
    s = StepText()
    gap = s.prism(s.rectangle(500, 500), 200, position=s.axes((0, 0 if through else 200, 400)))
    bar = s.minus(block(s), gap, "IFCBOOLEANRESULT")
    element = s.element(bar, "IFCMEMBER", kind="CSG")
    steel = s.add("IFCMATERIAL('S355',$,$)")
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000009',$,$,$,({element}),{steel})")
    model = open_model(s.write(tmp_path)).model
    assert ("takeoff.apart" in [f.code for f in model.findings]) is through
    assert model.components.cause[0] is None
