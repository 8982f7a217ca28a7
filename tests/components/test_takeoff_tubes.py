"""Bent tubes: what their parameters leave of the path, and what cuts leave of the tube. Volumes by Pappus."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from step_text import StepText

from app.usecases import open_model
from components.model import Components

R, INNER, BEND, LEG = 20.0, 15.0, 200.0, 500.0
SOLID, RING = math.pi * R**2, math.pi * (R**2 - INNER**2)
QUARTER = BEND * math.pi / 2


def opened(folder: Path, s: StepText, body: str, kind: str = "AdvancedSweptSolid") -> Components:
    s.element(body, "IFCMEMBER", kind=kind)
    return open_model(s.write(folder)).model.components


def bent(s: StepText, hollow: bool) -> str:
    """A leg along x, a quarter bend to y, a leg along y; the bend starts at the origin about (0, BEND)."""
    half = BEND * math.sqrt(0.5)
    listed = [(-LEG, 0), (0, 0), (half, BEND - half), (BEND, BEND), (BEND, BEND + LEG)]
    points = s.add(
        f"IFCCARTESIANPOINTLIST3D(({','.join(f'({float(x)!r},{float(y)!r},0.)' for x, y in listed)}))"
    )
    line = s.add(
        f"IFCINDEXEDPOLYCURVE({points},(IFCLINEINDEX((1,2)),IFCARCINDEX((2,3,4)),IFCLINEINDEX((4,5))),.F.)"
    )
    return s.add(f"IFCSWEPTDISKSOLID({line},{R!r},{INNER if hollow else '$'},$,$)")


@pytest.mark.parametrize(("hollow", "area"), [(False, SOLID), (True, RING)])
@pytest.mark.parametrize(
    ("at", "normal", "left"),
    [
        ((0.0, BEND + LEG / 2, 0.0), (0.0, 1.0, 0.0), LEG + QUARTER + LEG / 2),
        ((0.0, BEND, 0.0), (1.0, 1.0, 0.0), LEG + QUARTER / 2),
        ((-100.0, 0.0, 0.0), (1.0, 0.0, 0.0), LEG - 100.0),
    ],
    ids=["across a leg", "through the bend", "bend away"],
)
def test_a_bent_tube_cut_by_a_plane_is_measured(
    tmp_path: Path, hollow: bool, area: float, at: tuple[float, ...], normal: tuple[float, ...], left: float
) -> None:
    s = StepText()
    c = opened(tmp_path, s, s.minus(bent(s, hollow), s.half_space(at, normal, agree=False)), "Clipping")
    assert c.net_volume_mm3[0] == pytest.approx(area * left, rel=1e-3)


@pytest.mark.parametrize(("hollow", "area"), [(False, SOLID), (True, RING)])
def test_a_bent_tube_with_an_opening_loses_what_the_opening_takes(
    tmp_path: Path, hollow: bool, area: float
) -> None:
    s = StepText()
    host = s.element(bent(s, hollow), "IFCMEMBER", kind="AdvancedSweptSolid")
    gap = s.prism(s.rectangle(100, 100), 100, position=s.axes((-300, 0, -50)))
    opening = s.element(gap, "IFCOPENINGELEMENT", guid="0000000000000000000002")
    s.add(f"IFCRELVOIDSELEMENT('0000000000000000000003',$,$,$,{host},{opening})")
    c = open_model(s.write(tmp_path)).model.components
    assert c.net_volume_mm3[0] == pytest.approx(area * (2 * LEG + QUARTER - 100), rel=1e-3)


def test_a_tube_in_a_bend_too_tight_for_it_is_not_cut_but_told(tmp_path: Path) -> None:
    s = StepText()
    points = [s.point(*p) for p in ((0, 0, 0), (500, 0, 0), (5, 30, 0))]
    line = s.add(f"IFCPOLYLINE(({','.join(points)}))")
    tube = s.add(f"IFCSWEPTDISKSOLID({line},{R!r},$,$,$)")
    c = opened(tmp_path, s, s.minus(tube, s.half_space((100, 0, 0), (-1, 0, 0), agree=False)), "Clipping")
    assert not math.isfinite(c.net_volume_mm3[0])
    assert c.reason[0]


@pytest.mark.parametrize(
    ("ends", "limits", "sense"),
    [
        ((270, 360), (0, 90), ".T."), ((270, 0), (0, 90), ".T."), ((90, 0), (0, 90), ".F."),
        ((10, 100), (10, 100), ".T."),
    ],
    ids=["from its start", "over the seam", "backwards", "in the circle's own"],
)  # fmt: skip
def test_an_arc_is_swept_whole_where_its_parameters_say_so_in_degrees(
    tmp_path: Path, ends: tuple[int, int], limits: tuple[int, int], sense: str
) -> None:
    """Revit writes bent members with the parameters of the arc counted from its own start."""
    s = StepText()
    radian = s.add("IFCSIUNIT(*,.PLANEANGLEUNIT.,$,.RADIAN.)")
    one = s.add(f"IFCMEASUREWITHUNIT(IFCRATIOMEASURE(0.017453292519943295),{radian})")
    powers = s.add("IFCDIMENSIONALEXPONENTS(0,0,0,0,0,0,0)")
    degree = s.add(f"IFCCONVERSIONBASEDUNIT({powers},.PLANEANGLEUNIT.,'DEGREE',{one})")
    s.lines[1] = f"IFCUNITASSIGNMENT((#1,{degree}))"
    circle = s.add(f"IFCCIRCLE({s.axes()},{BEND!r})")
    first, last = (f"(IFCPARAMETERVALUE({float(e)!r}))" for e in ends)
    arc = s.add(f"IFCTRIMMEDCURVE({circle},{first},{last},{sense},.PARAMETER.)")
    tube = s.add(f"IFCSWEPTDISKSOLID({arc},{R!r},$,{float(limits[0])!r},{float(limits[1])!r})")
    c = opened(tmp_path, s, tube)
    assert c.net_volume_mm3[0] == pytest.approx(SOLID * QUARTER, rel=1e-9)


def test_a_boxed_half_space_cuts_a_cylinder_that_its_box_holds(tmp_path: Path) -> None:
    s = StepText()
    round_ = s.add(f"IFCRIGHTCIRCULARCYLINDER({s.axes()},100.,50.)")
    box = s.add(f"IFCBOUNDINGBOX({s.point(-1e4, -1e4, -1e4)},2.E4,2.E4,2.E4)")
    plane = s.add(f"IFCPLANE({s.axes((0, 0, 60), z=(0, 0, 1))})")
    half = s.add(f"IFCBOXEDHALFSPACE({plane},.F.,{box})")
    c = opened(tmp_path, s, s.minus(round_, half), "Clipping")
    assert c.net_volume_mm3[0] == pytest.approx(math.pi * 50**2 * 60, rel=1e-3)
