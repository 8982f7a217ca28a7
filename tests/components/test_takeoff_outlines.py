"""Outlines that cross themselves are told, whether their edges are straight or not; a slip of microns is none."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from step_text import StepText

from app.usecases import open_model
from components.model import Components

SPIKE = [(-0.001, 0.001), (125.0, 0.001), (125.0, 900.0), (0.003, 900.0), (0.0015, -0.0075)]
"""An outline whose last edge runs past its first one by some microns, as a program that rounds leaves it."""
BOW = [(0.0, 0.0), (100.0, 100.0), (100.0, 0.0), (0.0, 100.0), (-50.0, 50.0)]


def opened(folder: Path, s: StepText, body: str, kind: str = "SweptSolid") -> Components:
    s.element(body, "IFCMEMBER", kind=kind)
    return open_model(s.write(folder)).model.components


def with_arc(s: StepText, points: list[tuple[float, float]]) -> str:
    """A closed outline of five points: lines, then an arc from the fourth over the fifth back to the first."""
    listed = ",".join(f"({x},{y})" for x, y in points)
    line = s.add(f"IFCCARTESIANPOINTLIST2D(({listed}))")
    curve = s.add(f"IFCINDEXEDPOLYCURVE({line},(IFCLINEINDEX((1,2,3,4)),IFCARCINDEX((4,5,1))),.F.)")
    return s.add(f"IFCARBITRARYCLOSEDPROFILEDEF(.AREA.,$,{curve})")


def test_an_outline_that_passes_its_start_by_microns_is_measured(tmp_path: Path) -> None:
    s = StepText()
    c = opened(tmp_path, s, s.prism(s.polygon(SPIKE), 1000))
    assert c.net_volume_mm3[0] == pytest.approx(125.0 * 900.0 * 1000.0, rel=1e-4)


def test_such_an_outline_is_measured_with_its_cuts_too(tmp_path: Path) -> None:
    s = StepText()
    body = s.minus(s.prism(s.polygon(SPIKE), 1000), s.half_space((0, 0, 600), (0, 0, 1), agree=False))
    c = opened(tmp_path, s, body, "Clipping")
    assert c.net_volume_mm3[0] == pytest.approx(125.0 * 900.0 * 600.0, rel=1e-4)


def test_a_chip_of_some_millimetres_whose_outline_slips_by_microns_is_cut_off(tmp_path: Path) -> None:
    """A triangle of 2.5 x 2.4 mm, its start 5 microns beside its end, through a plate of 12 mm."""
    s = StepText()
    chip = s.polygon([(0.0, 0.0), (2.53, 0.0), (1.91, 2.45), (0.0021, -0.0046)])
    cut = s.prism(chip, 20, position=s.axes((100, 20, -4)))
    c = opened(tmp_path, s, s.minus(s.prism(s.rectangle(300, 200), 12), cut, "IFCBOOLEANRESULT"), "CSG")
    assert c.net_volume_mm3[0] == pytest.approx((300 * 200 - 2.53 * 2.45 / 2) * 12, rel=1e-6)


@pytest.mark.parametrize("cut", [False, True])
def test_an_outline_with_an_arc_that_crosses_itself_is_told(tmp_path: Path, cut: bool) -> None:
    s = StepText()
    body = s.prism(with_arc(s, BOW), 1000)
    if cut:
        body = s.minus(body, s.half_space((0, 0, 600), (0, 0, 1), agree=False))
    c = opened(tmp_path, s, body, "Clipping" if cut else "SweptSolid")
    assert not math.isfinite(c.net_volume_mm3[0])
    assert c.reason[0]


@pytest.mark.parametrize(("way", "sign"), [(-50.0, 1), (50.0, -1)])
def test_an_outline_with_an_arc_that_does_not_cross_itself_is_measured(
    tmp_path: Path, way: float, sign: int
) -> None:
    """200 x 100 with half a disc of radius 50 added to its end, or taken from it."""
    s = StepText()
    points = [(0.0, 0.0), (200.0, 0.0), (200.0, 100.0), (0.0, 100.0), (way, 50.0)]
    c = opened(tmp_path, s, s.prism(with_arc(s, points), 1000))
    assert c.net_volume_mm3[0] == pytest.approx((20000 + sign * math.pi * 50**2 / 2) * 1000, rel=1e-9)


BOX = [(x, y, z) for z in (0, 1000) for y in (-100, 100) for x in (-50, 50)]
FACES = [(0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (1, 3, 7, 5), (3, 2, 6, 7), (2, 0, 4, 6)]


def faceted(s: StepText, points: list[tuple[float, float, float]], faces: list[tuple[int, ...]]) -> str:
    refs = [s.point(*p) for p in points]
    made = []
    for face in faces:
        loop = s.add(f"IFCPOLYLOOP(({','.join(refs[k] for k in face)}))")
        made.append(s.add(f"IFCFACE(({s.add(f'IFCFACEOUTERBOUND({loop},.T.)')}))"))
    return s.add(f"IFCFACETEDBREP({s.add('IFCCLOSEDSHELL((' + ','.join(made) + '))')})")


@pytest.mark.parametrize(
    ("more", "changed"),
    [
        ([(0, -100, 0)], {0: [(0, 2, 3, 1, 8)]}),
        ([(0, -100, 0), (0, -100, 1000)], {2: [(0, 8, 9, 4), (8, 1, 5, 9)]}),
        ([(-50.02, -100.02, 0)], {0: [(8, 2, 3, 1)]}),
    ],
    ids=["a corner that a neighbour skips", "a face in two", "a corner missed by a hair"],
)
def test_a_body_whose_faces_do_not_share_all_corners_is_measured(
    tmp_path: Path, more: list[tuple[float, float, float]], changed: dict[int, list[tuple[int, ...]]]
) -> None:
    s = StepText()
    faces = [f for k, face in enumerate(FACES) for f in changed.get(k, [face])]
    c = opened(tmp_path, s, faceted(s, [*BOX, *more], faces), "Brep")
    assert c.net_volume_mm3[0] == pytest.approx(100 * 200 * 1000, rel=1e-3)
    assert c.volume_source[0] == "boundary"


@pytest.mark.parametrize(
    ("more", "changed"),
    [([], {0: []}), ([(-50.5, -100.5, 0)], {0: [(8, 2, 3, 1)]})],
    ids=["a face missing", "a corner half a millimetre away"],
)
def test_a_body_with_a_gap_is_not_weighed(
    tmp_path: Path, more: list[tuple[float, float, float]], changed: dict[int, list[tuple[int, ...]]]
) -> None:
    s = StepText()
    faces = [f for k, face in enumerate(FACES) for f in changed.get(k, [face])]
    c = opened(tmp_path, s, faceted(s, [*BOX, *more], faces), "Brep")
    assert not math.isfinite(c.net_volume_mm3[0])
    assert c.reason[0] == "takeoff.open_mesh"


@pytest.mark.parametrize("axes", ["Axis", "RefDirection"])
def test_a_profile_placed_by_the_keyword_for_space_lies_where_it_says(tmp_path: Path, axes: str) -> None:
    """A rectangle of 100 x 200 about (0, 50), turned by a right angle; what lies beyond x = 90 is cut off."""
    s = StepText()
    along = s.direction(0.0, 1.0)
    refs = f"{along},$" if axes == "Axis" else f"$,{along}"
    place = s.add(f"IFCAXIS2PLACEMENT3D({s.point(0.0, 50.0)},{refs})")
    profile = s.add(f"IFCRECTANGLEPROFILEDEF(.AREA.,$,{place},100.,200.)")
    body = s.minus(s.prism(profile, 1000), s.half_space((90, 0, 0), (1, 0, 0), agree=False))
    body = s.minus(body, s.half_space((0, 0, 0), (0, 1, 0), agree=True))
    c = opened(tmp_path, s, body, "Clipping")
    assert c.net_volume_mm3[0] == pytest.approx(190 * 100 * 1000)


def test_fillets_that_find_no_room_on_their_section_are_told(tmp_path: Path) -> None:
    s = StepText()
    c = opened(tmp_path, s, s.prism(s.add("IFCISHAPEPROFILEDEF(.AREA.,$,$,200.,400.,8.,13.,120.,$,$)"), 1000))
    assert not math.isfinite(c.net_volume_mm3[0])
    assert c.reason[0] == "takeoff.profile_open"
