"""Prisms, their cuts and holes, against volumes worked out by hand."""

import math

import numpy as np
import pytest
from step_text import StepText

from components.ifc import kernel
from components.ifc.read import read
from components.takeoff.build import build
from components.takeoff.outlines.clip import area, between, clip

SQUARE = np.array([[-50.0, -50, 0], [50, -50, 0], [50, 50, 0], [-50, 50, 0]])
DISK = np.array([[10.0, 0, 1], [-10, 0, 1]])


def volume(s: StepText, folder) -> tuple[float, str | None]:
    facts = kernel.measure(read(s.write(folder)))
    c = build(facts).components
    return float(c.net_volume_mm3[0]), c.volume_source[0]


def test_a_half_plane_takes_a_circular_segment_exactly():
    # Segment beyond x = 5 of a circle of radius 10: r^2 acos(1/2) - 5 sqrt(75).
    kept = clip(DISK, (1.0, 0.0, -5.0))
    assert area([kept]) == pytest.approx(100 * math.acos(0.5) - 5 * math.sqrt(75), rel=1e-12)


def test_a_half_plane_that_misses_changes_nothing():
    assert clip(SQUARE, (1.0, 0.0, 60.0)) is SQUARE
    assert len(clip(SQUARE, (1.0, 0.0, -60.0))) == 0


def test_a_notched_outline_is_clipped_into_two_parts_of_the_right_area():
    u_shape = np.array(
        [[0.0, 0, 0], [30, 0, 0], [30, 30, 0], [20, 30, 0], [20, 10, 0], [10, 10, 0], [10, 30, 0], [0, 30, 0]]
    )
    assert area([clip(u_shape, (0.0, 1.0, -20.0))]) == pytest.approx(200)


def test_the_volume_under_two_crossing_planes_is_a_roof():
    # Over a 100 x 100 square, height 100 - |x|: 100^3 - 2 * (50 * 25) * 100.
    found, low, high = between([SQUARE], [(1.0, 0.0, 100.0), (-1.0, 0.0, 100.0)], [(0.0, 0.0, 0.0)])
    assert found == pytest.approx(1e6 - 2 * 50 * 25 * 100)
    assert (low, high) == pytest.approx((0.0, 100.0))


def test_a_mitred_bar_has_the_length_of_its_longest_side(tmp_path):
    s = StepText()
    bar = s.prism(s.rectangle(100, 100), 1000)
    s.element(s.minus(bar, s.half_space((0, 0, 900), (0, 1, 1), agree=False)), kind="Clipping")
    found, source = volume(s, tmp_path)
    # The plane z = 900 - y takes what lies above it: mean height 900 over the section.
    assert (found, source) == (pytest.approx(100 * 100 * 900), "analytic")
    c = build(read(tmp_path / "t.ifc")).components
    assert c.length_mm[0] == pytest.approx(950)
    assert c.gross_volume_mm3[0] == pytest.approx(100 * 100 * 950)


def test_a_cut_along_the_bar_takes_its_share_of_the_section(tmp_path):
    s = StepText()
    bar = s.prism(s.rectangle(100, 100), 1000)
    s.element(s.minus(bar, s.half_space((25, 0, 0), (1, 0, 0), agree=False)), kind="Clipping")
    assert volume(s, tmp_path) == (pytest.approx(75 * 100 * 1000), "analytic")


def test_a_round_hole_straight_through_is_taken_exactly(tmp_path):
    s = StepText()
    plate = s.prism(s.rectangle(200, 300), 10)
    hole = s.prism(s.add("IFCCIRCLEPROFILEDEF(.AREA.,$,$,11.)"), 30, position=s.axes((0, 0, -10)))
    s.element(s.minus(plate, hole, "IFCBOOLEANRESULT"), "IFCPLATE", kind="CSG")
    assert volume(s, tmp_path) == (pytest.approx(200 * 300 * 10 - math.pi * 121 * 10, rel=1e-12), "analytic")


def test_a_hole_that_does_not_go_through_goes_to_the_kernel(tmp_path):
    s = StepText()
    block = s.prism(s.rectangle(100, 100), 100)
    pocket = s.prism(s.rectangle(20, 20), 30, position=s.axes((0, 0, 80)))
    s.element(s.minus(block, pocket, "IFCBOOLEANRESULT"), kind="CSG")
    assert volume(s, tmp_path) == (pytest.approx(1e6 - 20 * 20 * 20, rel=1e-9), "kernel")


def test_a_round_pocket_weighs_as_a_round_one_not_as_its_polygon(tmp_path):
    s = StepText()
    block = s.prism(s.rectangle(100, 100), 100)
    pocket = s.prism(s.add("IFCCIRCLEPROFILEDEF(.AREA.,$,$,40.)"), 50, position=s.axes((0, 0, 60)))
    s.element(s.minus(block, pocket, "IFCBOOLEANRESULT"), kind="CSG")
    assert volume(s, tmp_path)[0] == pytest.approx(1e6 - math.pi * 1600 * 40, rel=1e-6)


def test_an_opening_of_the_element_is_deducted_like_a_hole(tmp_path):
    s = StepText()
    beam = s.element(s.prism(s.rectangle(100, 200), 10), "IFCPLATE")
    hole = s.prism(s.rectangle(20, 20), 30, position=s.axes((0, 0, -10)))
    opening = s.element(hole, "IFCOPENINGELEMENT", "0000000000000000000002")
    s.add(f"IFCRELVOIDSELEMENT('v',$,$,$,{beam},{opening})")
    facts = read(s.write(tmp_path))
    model = build(facts)
    assert len(model.components) == 1
    assert model.components.net_volume_mm3[0] == pytest.approx((100 * 200 - 400) * 10)


def test_a_bound_that_holds_the_whole_cut_is_no_bound(tmp_path):
    s = StepText()
    bar = s.prism(s.rectangle(100, 100), 1000)
    plane = s.add(f"IFCPLANE({s.axes((0, 0, 900), z=(0, 0, 1))})")
    ring = s.add(
        "IFCPOLYLINE(("
        + ",".join(s.point(x, y) for x, y in [(-99, -99), (99, -99), (99, 99), (-99, 99), (-99, -99)])
        + "))"
    )
    half = s.add(f"IFCPOLYGONALBOUNDEDHALFSPACE({plane},.F.,{s.axes()},{ring})")
    s.element(s.minus(bar, half), kind="Clipping")
    assert volume(s, tmp_path) == (pytest.approx(900 * 1e4), "analytic")


def test_a_bounded_cut_takes_only_what_its_bound_holds(tmp_path):
    s = StepText()
    bar = s.prism(s.rectangle(100, 100), 1000)
    plane = s.add(f"IFCPLANE({s.axes((0, 0, 900), z=(0, 0, 1))})")
    ring = s.add(
        "IFCPOLYLINE(("
        + ",".join(s.point(x, y) for x, y in [(0, -99), (99, -99), (99, 99), (0, 99), (0, -99)])
        + "))"
    )
    half = s.add(f"IFCPOLYGONALBOUNDEDHALFSPACE({plane},.F.,{s.axes()},{ring})")
    s.element(s.minus(bar, half), kind="Clipping")
    assert volume(s, tmp_path) == (pytest.approx(1e7 - 50 * 100 * 100, rel=1e-9), "kernel")


def test_a_body_cut_away_entirely_weighs_nothing_in_the_open(tmp_path):
    s = StepText()
    bar = s.prism(s.rectangle(100, 100), 1000)
    s.element(s.minus(bar, s.half_space((0, 0, -5), (0, 0, 1), agree=False)), kind="Clipping")
    c = build(read(s.write(tmp_path))).components
    assert c.reason[0] == "takeoff.cut_nothing_left"
    assert c.volume_source[0] is None


def test_an_oblique_extrusion_keeps_its_volume_and_has_a_longer_bar(tmp_path):
    s = StepText()
    s.element(s.prism(s.rectangle(100, 100), 1000, direction=(0.0, 0.6, 0.8)))
    c = build(read(s.write(tmp_path))).components
    assert (c.net_volume_mm3[0], c.length_mm[0]) == pytest.approx((100 * 100 * 800, 1000))


def test_one_body_that_crashes_the_kernel_loses_no_other():
    # A recipe without a kind ends the process as a fault of the kernel would; a new one answers the next.
    box = ("prism", [np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]])], np.eye(4), 2.0)
    answers = kernel.ask([box, (), box], seconds=5)
    assert [a[0] for a in answers] == ["ok", "crashed", "ok"]
    assert answers[2][1] == pytest.approx(2.0)


def test_a_body_that_overruns_its_time_is_named_and_left(monkeypatch):
    box = ("prism", [np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]])], np.eye(4), 2.0)
    # Thousands of nested unions of rough spheres take minutes; the limit is a tenth of a second.
    t = np.linspace(0, 2 * np.pi, 4000, endpoint=False)
    star = (
        "prism",
        [np.column_stack((np.cos(t), np.sin(t))) * (1 + 0.5 * np.sin(900 * t))[:, None]],
        np.eye(4),
        1.0,
    )
    turned = [("moved", np.array([[c, 0, -d, 0], [0, 1, 0, 0], [d, 0, c, 0]]), star)
              for c, d in ((math.cos(a), math.sin(a)) for a in np.linspace(0, 3, 60))]  # fmt: skip
    monkeypatch.setattr(kernel, "_START_SECONDS", 1.0)
    answers = kernel.ask([("union", *turned), box], seconds=0.1)
    assert answers[0][0] == "timeout"
    assert answers[1][0] in ("ok", "timeout")


def test_an_open_body_is_refused_by_the_kernel_not_guessed():
    points = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
    tent = ("mesh", points, np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3]]))
    assert kernel.ask([tent], seconds=5)[0][0].startswith("not_closed")


@pytest.mark.parametrize(
    ("shift", "turn", "found"), [(0.0, False, 1), (200.0, False, 0), (0.0, True, 0), (0.5, False, 1)]
)
def test_only_bodies_that_fill_the_same_space_are_duplicates(tmp_path, shift, turn, found):
    s = StepText()
    steel = s.add("IFCMATERIAL('Q355B',$,$)")
    refs = []
    for guid, at, x in (("1", 0.0, None), ("2", shift, (0, 1, 0) if turn else None)):
        # One placement for both: what tells them apart is the outline or the solid's own axes.
        ring = [(-50 + at, -10), (50 + at, -10), (50 + at, 10), (-50 + at, 10)]
        solid = s.prism(s.polygon(ring), 300, position=s.axes(x=x))
        refs.append(s.element(solid, "IFCPLATE", guid))
    s.add(f"IFCRELASSOCIATESMATERIAL('m',$,$,$,({','.join(refs)}),{steel})")
    c = build(read(s.write(tmp_path))).components
    assert int((c.duplicate_of >= 0).sum()) == found


def test_a_cutter_that_its_own_planes_cut_away_takes_nothing(tmp_path):
    """A block far from one plane is left out whole; the second plane then has nothing to cut, which is no error."""
    s = StepText()
    cutter = s.prism(s.rectangle(80, 80), 100, position=s.axes((0, 0, 400)))
    for x in (-500, -600):
        cutter = s.minus(cutter, s.half_space((x, 0, 0), (1, 0, 0), agree=False), "IFCBOOLEANRESULT")
    bar = s.minus(s.prism(s.rectangle(100, 100), 1000), cutter, "IFCBOOLEANRESULT")
    s.element(bar, kind="CSG")
    assert volume(s, tmp_path) == (pytest.approx(100 * 100 * 1000), "kernel")
