"""Openings and Boolean results on bodies of curved faces, boxed half spaces, and openings that are not drawn: by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import pytest
from step_text import StepText
from test_takeoff_bodies import BOX, advanced_cylinder, corners, disk, shell

from app.usecases import open_model
from components.model import Components

CYLINDER = math.pi * 50**2 * 100
"""Of `advanced_cylinder`: radius 50, height 100."""
SLAB = 400 * 400 * 100


def box(s: StepText, a: float, b: float, c: float, at: tuple[float, float, float] = (0, 0, 0)) -> str:
    return s.prism(s.rectangle(a, b), c, position=s.axes(at))


def slab(s: StepText) -> str:
    return box(s, 400, 400, 100)


def bolt_hole(s: StepText, at: tuple[float, float, float] = (0, 0, -50)) -> str:
    """20 x 20, through everything here."""
    return box(s, 20, 20, 300, at)


def opened(s: StepText, body: list[str] | str, hole: str | None, kind: str = "SolidModel") -> None:
    element = s.element(body, kind="SolidModel")
    shape = s.add(f"IFCSHAPEREPRESENTATION($,'Body','{kind}',({hole}))") if hole else ""
    drawn = s.add(f"IFCPRODUCTDEFINITIONSHAPE($,$,({shape}))") if hole else "$"
    place = s.add(f"IFCLOCALPLACEMENT($,{s.axes()})")
    opening = s.add(f"IFCOPENINGELEMENT('0000000000000000000002',$,$,$,$,{place},{drawn},$,.OPENING.)")
    s.add(f"IFCRELVOIDSELEMENT('0000000000000000000003',$,$,$,{element},{opening})")


def measured(folder: Path, s: StepText) -> Components:
    s.add("IFCPROJECT('0000000000000000000009',$,'P',$,$,$,$,$,#2)")
    return open_model(s.write(folder)).model.components


def minus(s: StepText, first: str, second: str) -> None:
    s.element(s.minus(first, second, "IFCBOOLEANRESULT"), kind="CSG")


def cut_by_box(s: StepText) -> None:
    minus(s, advanced_cylinder(s), bolt_hole(s))


def cut_by_plane(s: StepText) -> None:
    minus(s, advanced_cylinder(s), s.half_space((0, 0, 60), (0, 0, -1)))


def round_hole(s: StepText) -> None:
    minus(s, slab(s), advanced_cylinder(s))


def bored(s: StepText) -> None:
    opened(s, advanced_cylinder(s), bolt_hole(s))


def missed(s: StepText) -> None:
    opened(s, advanced_cylinder(s), bolt_hole(s, (500, 0, -50)))


def curved_opening(s: StepText) -> None:
    opened(s, slab(s), advanced_cylinder(s))


def two_bodies(s: StepText) -> None:
    opened(s, [slab(s), advanced_cylinder(s)], bolt_hole(s))


CURVED: dict[Callable[[StepText], None], float] = {
    cut_by_box: CYLINDER - 400 * 100, cut_by_plane: CYLINDER * 0.6, round_hole: SLAB - CYLINDER,
    bored: CYLINDER - 400 * 100, missed: CYLINDER, curved_opening: SLAB - CYLINDER,
    two_bodies: SLAB + CYLINDER - 2 * 400 * 100,
}  # fmt: skip


@pytest.mark.parametrize("build", CURVED, ids=lambda b: b.__name__)
def test_a_cut_on_curved_faces_takes_what_it_takes_from_the_true_body(
    tmp_path: Path, build: Callable[[StepText], None]
) -> None:
    s = StepText()
    build(s)
    c = measured(tmp_path, s)
    assert c.net_volume_mm3[0] == pytest.approx(CURVED[build], rel=1e-5)
    assert (c.volume_source[0], c.agreement[0]) == ("kernel", "single")


def no_body(s: StepText) -> None:
    opened(s, slab(s), None)


def unknown_body(s: StepText) -> None:
    opened(s, slab(s), s.add("IFCSECTIONEDSPINE($,(),())"))


def only_a_box(s: StepText) -> None:
    opened(s, slab(s), s.add(f"IFCBOUNDINGBOX({s.point(0, 0, 0)},50.,50.,200.)"), "BoundingBox")


@pytest.mark.parametrize("build", [no_body, unknown_body, only_a_box], ids=lambda b: b.__name__)
def test_an_opening_that_is_not_drawn_makes_its_element_uncertain(
    tmp_path: Path, build: Callable[[StepText], None]
) -> None:
    s = StepText()
    build(s)
    c = measured(tmp_path, s)
    assert (c.agreement[0], c.cause[0]) == ("uncertain", "takeoff.cause_opening")


def test_an_opening_of_a_whole_is_taken_from_its_parts(tmp_path: Path) -> None:
    s = StepText()
    opened(s, [], bolt_hole(s))
    whole = next(f"#{k}" for k, line in enumerate(s.lines, 1) if line.startswith("IFCBEAM"))
    part = s.element(slab(s), "IFCBUILDINGELEMENTPART", guid="0000000000000000000005", tail=",$")
    s.add(f"IFCRELAGGREGATES('0000000000000000000006',$,$,$,{whole},({part}))")
    c = measured(tmp_path, s)
    row = list(c.global_id).index("0000000000000000000005")
    assert c.net_volume_mm3[row] == pytest.approx(SLAB - 400 * 100)


def test_a_bar_along_a_bent_line_loses_what_its_opening_takes(tmp_path: Path) -> None:
    """A bar of radius 10 along 800 mm with one corner, and a slit of 10 x 10 x 100 along its axis."""
    s = StepText()
    opened(s, disk(s, "$", "$"), box(s, 10, 10, 100, (0, 0, 100)))
    c = measured(tmp_path, s)
    assert c.net_volume_mm3[0] == pytest.approx(math.pi * 10**2 * 800 - 10 * 10 * 100, rel=1e-3)


def surface(s: StepText) -> None:
    opened(s, s.add(f"IFCSHELLBASEDSURFACEMODEL(({shell(s, corners(400, 400, 100))}))"), bolt_hole(s))


def overlapping_shells(s: StepText) -> None:
    two = shell(s, corners(400, 400, 100), corners(400, 400, 100, x=200))
    opened(s, s.add(f"IFCFACETEDBREP({two})"), bolt_hole(s, (50, 50, -50)))


def open_cutter(s: StepText) -> None:
    points = [s.point(*p) for p in corners(50, 50, 200)]
    loops = [s.add(f"IFCPOLYLOOP(({','.join(points[i] for i in ring)}))") for ring in BOX[:5]]
    faces = [s.add(f"IFCFACE(({s.add(f'IFCFACEOUTERBOUND({loop},.T.)')}))") for loop in loops]
    closed = s.add(f"IFCCLOSEDSHELL(({','.join(faces)}))")
    opened(s, slab(s), s.add(f"IFCFACETEDBREP({closed})"))


@pytest.mark.parametrize("build", [surface, overlapping_shells, open_cutter], ids=lambda b: b.__name__)
def test_a_pierced_body_that_nobody_can_measure_has_no_volume_and_no_mass(
    tmp_path: Path, build: Callable[[StepText], None]
) -> None:
    s = StepText()
    build(s)
    material = s.add("IFCMATERIAL('S355J2',$,$)")
    beam = next(f"#{k}" for k, line in enumerate(s.lines, 1) if line.startswith("IFCBEAM"))
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000007',$,$,$,({beam}),{material})")
    c = measured(tmp_path, s)
    assert c.net_volume_mm3[0] != c.net_volume_mm3[0]
    assert c.net_mass_kg[0] != c.net_mass_kg[0]
    assert c.agreement[0] == "none"
    assert c.reason[0]


@pytest.mark.parametrize(
    ("reach", "volume"),
    [(1000.0, SLAB * 0.6), (60.0, None)],
    ids=["its box holds the body", "its box is smaller"],
)
@pytest.mark.parametrize("pierced", [False, True], ids=["alone", "with a pocket"])
def test_a_boxed_half_space_is_a_plain_one_as_long_as_its_box_holds_the_body(
    tmp_path: Path, reach: float, volume: float | None, pierced: bool
) -> None:
    s = StepText()
    plane = s.add(f"IFCPLANE({s.axes((0, 0, 60), z=(0, 0, -1))})")
    bound = s.add(f"IFCBOUNDINGBOX({s.point(*3 * [-reach])},{2 * reach!r},{2 * reach!r},{2 * reach!r})")
    half = s.add(f"IFCBOXEDHALFSPACE({plane},.T.,{bound})")
    body = s.minus(slab(s), half)
    if pierced:
        body = s.minus(body, box(s, 20, 20, 30), "IFCBOOLEANRESULT")
    s.element(body, kind="Clipping")
    c = measured(tmp_path, s)
    if volume is None:
        assert c.net_volume_mm3[0] != c.net_volume_mm3[0]
        assert c.reason[0]
    else:
        assert c.net_volume_mm3[0] == pytest.approx(volume - 400 * 30 * pierced, rel=1e-9)


def test_what_is_added_to_a_bar_is_weighed_beyond_the_bar_and_cut_wherever_it_lies(tmp_path: Path) -> None:
    s = StepText()
    bracket = box(s, 2000, 100, 100, (6000, 0, 0))
    both = s.add(f"IFCBOOLEANRESULT(.UNION.,{box(s, 100, 100, 1000)},{bracket})")
    plane = s.add(f"IFCPLANE({s.axes((0, 0, 50), z=(0, 0, -1))})")
    ring = [s.point(*p) for p in ((-9000, -9000), (9000, -9000), (9000, 9000), (-9000, 9000))]
    line = s.add(f"IFCPOLYLINE(({','.join([*ring, ring[0]])}))")
    half = s.add(f"IFCPOLYGONALBOUNDEDHALFSPACE({plane},.T.,{s.axes()},{line})")
    s.element(s.minus(both, half), kind="Clipping")
    c = measured(tmp_path, s)
    # Below 50 stays: of the bar 100 x 100 x 50, of the bracket 2000 x 100 x 50.
    assert c.net_volume_mm3[0] == pytest.approx(2100 * 100 * 50, rel=1e-9)
    assert c.gross_volume_mm3[0] >= c.net_volume_mm3[0]


def crooked(s: StepText, wrong: tuple[int, ...], size: tuple[float, float, float], z: float = 0.0) -> str:
    """A box some faces of which are written the wrong way round."""
    points = [s.point(*p) for p in corners(*size, z=z)]
    faces = []
    for k, ring in enumerate(BOX):
        loop = s.add(f"IFCPOLYLOOP(({','.join(points[i] for i in (ring[::-1] if k in wrong else ring))}))")
        faces.append(s.add(f"IFCFACE(({s.add(f'IFCFACEOUTERBOUND({loop},.T.)')}))"))
    return s.add(f"IFCFACETEDBREP({s.add('IFCCLOSEDSHELL((' + ','.join(faces) + '))')})")


@pytest.mark.parametrize("wrong", [(1,), (0, 4), (0, 1, 2, 3, 4)])
def test_faces_written_the_wrong_way_round_change_no_volume(tmp_path: Path, wrong: tuple[int, ...]) -> None:
    s = StepText()
    s.element(crooked(s, wrong, (400, 400, 100)), kind="Brep")
    c = measured(tmp_path, s)
    assert c.net_volume_mm3[0] == pytest.approx(SLAB)
    assert (c.volume_source[0], c.agreement[0]) == ("boundary", "single")


def test_a_plate_whose_faces_do_not_agree_has_its_thickness_and_its_hole(tmp_path: Path) -> None:
    s = StepText()
    body = s.minus(
        crooked(s, (2, 5), (400, 300, 10)), crooked(s, (1,), (50, 50, 80), -20), "IFCBOOLEANRESULT"
    )
    material = s.add("IFCMATERIAL('S355J2',$,$)")
    whole = s.element(crooked(s, (2, 5), (400, 300, 10)), "IFCPLATE", kind="Brep", tail=",$")
    pierced = s.element(body, "IFCPLATE", guid="0000000000000000000004", kind="CSG", tail=",$")
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000007',$,$,$,({whole},{pierced}),{material})")
    c = measured(tmp_path, s)
    assert (c.thickness_mm[0], c.length_mm[0], c.width_mm[0]) == pytest.approx((10, 400, 300))
    assert c.net_volume_mm3.tolist() == pytest.approx([400 * 300 * 10, (400 * 300 - 50 * 50) * 10])


def test_an_open_body_stays_open_whichever_way_its_faces_run(tmp_path: Path) -> None:
    s = StepText()
    points = [s.point(*p) for p in corners(400, 400, 100)]
    loops = [s.add(f"IFCPOLYLOOP(({','.join(points[i] for i in ring)}))") for ring in BOX[:5]]
    faces = [s.add(f"IFCFACE(({s.add(f'IFCFACEOUTERBOUND({loop},.T.)')}))") for loop in loops]
    s.element(s.add(f"IFCFACETEDBREP({s.add('IFCCLOSEDSHELL((' + ','.join(faces) + '))')})"), kind="Brep")
    c = measured(tmp_path, s)
    assert c.net_volume_mm3[0] != c.net_volume_mm3[0]
    assert c.reason[0] == "takeoff.open_mesh"
