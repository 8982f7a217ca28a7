"""Bent parts laid flat, against lengths worked out from legs, angles and radii."""

from __future__ import annotations

import math

import numpy as np
import pytest
from plates_bodies import circle, folded, polygon_area, prism, turned

from components.takeoff.plates.sheetmetal import NO_STRIP, unfold_profile, unfold_shell
from components.takeoff.plates.strips import read_strip
from components.takeoff.solids.shells import Shell, shell_from


def arc_angle(t: float, r: float) -> np.ndarray:
    """A leg of 100 and one of 60 with one square bend, drawn with true arcs."""
    b = math.tan(math.pi / 8)
    points = [
        (100 + r + t, 0, 0), (100 + r + t, t, 0), (r + t, t, -b), (t, r + t, 0), (t, 60 + r + t, 0),
        (0, 60 + r + t, 0), (0, r + t, b), (r + t, 0, 0),
    ]  # fmt: skip
    return np.array(points, float)


def test_a_square_bend_of_true_arcs_develops_to_its_legs_and_the_arc_of_its_middle() -> None:
    flat = unfold_profile((arc_angle(8.0, 12.0),), 150.0)
    assert flat.reason == ""
    assert flat.thickness == pytest.approx(8.0, abs=1e-6)
    assert flat.developed == pytest.approx(160 + math.pi / 2 * 16, abs=1e-6)
    assert (flat.length, flat.width) == (flat.developed, 150.0)
    assert flat.bends[0].inner_radius == pytest.approx(12.0, abs=1e-6)
    assert abs(flat.bends[0].angle) == pytest.approx(math.pi / 2)


def test_the_neutral_line_moves_the_developed_length_by_thickness_times_angle() -> None:
    middle, third = (unfold_profile((arc_angle(8.0, 12.0),), 150.0, k) for k in (0.5, 1 / 3))
    assert middle.developed - third.developed == pytest.approx((0.5 - 1 / 3) * 8.0 * math.pi / 2)
    assert third.developed == pytest.approx(160 + math.pi / 2 * (12 + 8 / 3), abs=1e-6)


def test_a_faceted_bend_develops_to_the_arc_that_its_chords_stand_for() -> None:
    outline = folded([50.0, 40.0, 30.0], [math.radians(45), -math.radians(60)], 6.0, 7.0, 3)
    flat = unfold_shell(prism(outline, 60.0, move=turned(0.3, 1.1, -0.7, (1e4, -2e3, 500.0))))
    assert flat.reason == ""
    assert flat.thickness == pytest.approx(6.0, abs=0.02)
    assert flat.developed == pytest.approx(120 + math.radians(105) * 10.0, rel=1e-3)
    assert flat.width == pytest.approx(60.0, abs=0.02)
    assert sorted(round(math.degrees(abs(b.angle)), 1) for b in flat.bends) == [45.0, 60.0]
    assert [b.inner_radius for b in flat.bends] == pytest.approx([7.0, 7.0], abs=0.1)


def test_a_sharp_fold_develops_along_the_middle_of_the_sheet() -> None:
    # Legs outside 100 and 80, 5 thick: middle line 97.5 + 77.5.
    outline = np.array([(0, 0, 0), (100, 0, 0), (100, 5, 0), (5, 5, 0), (5, 80, 0), (0, 80, 0)], float)
    flat = unfold_profile((outline,), 40.0)
    assert flat.developed == pytest.approx(97.5 + 77.5)
    assert [b.inner_radius for b in flat.bends] == [0.0]


def test_a_strap_split_and_bent_both_ways_is_one_blank_of_its_whole_width() -> None:
    """Two halves of 30 mm side by side, one bent up, one down by 45 degrees after the same 50 mm."""
    points: list[tuple[float, float, float]] = []
    faces: list[list[tuple[int, ...]]] = []
    up = folded([50.0, 30.0], [math.radians(45)], 6.0, 7.0, 2)
    down = [(x, -y) for x, y in up][::-1]
    for outline, low in ((up, 0.0), (down, -30.0)):
        n, first = len(outline), len(points)
        points += [(x, y, low) for x, y in outline] + [(x, y, low + 30.0) for x, y in outline]
        bottom, top = list(range(first, first + n)), list(range(first + n, first + 2 * n))
        faces += [[tuple(bottom[::-1])], [tuple(top)]]
        faces += [[(bottom[k], bottom[(k + 1) % n], top[(k + 1) % n], top[k])] for k in range(n)]
    shell = shell_from(np.array(points), faces)
    assert shell is not None
    flat = unfold_shell(shell)
    assert flat.reason == ""
    assert flat.developed == pytest.approx(80 + math.pi / 4 * 10, rel=1e-3)
    assert (flat.length, flat.width) == pytest.approx((flat.developed, 60.0))


def test_holes_in_a_leg_are_closed_before_unfolding_and_told_as_holes() -> None:
    # A flat leg of 80 with a hole, folded by hand: the hole is bored through the leg along y.
    shell = _angle_with_a_bored_leg()
    flat = unfold_shell(shell)
    assert flat.reason == ""
    assert flat.developed == pytest.approx(97.5 + 77.5, rel=1e-4)
    assert len(flat.holes) == 1
    assert flat.holes[0].depth == pytest.approx(5.0, abs=1e-6)
    assert flat.holes[0].area == pytest.approx(polygon_area(18.0, 16), rel=1e-3)


def _angle_with_a_bored_leg() -> Shell:
    outline = [(0, 0), (100, 0), (100, 5), (5, 5), (5, 80), (0, 80)]
    n = len(outline)
    points = [(x, y, 0.0) for x, y in outline] + [(x, y, 40.0) for x, y in outline]
    faces: list[list[tuple[int, ...]]] = [[tuple(range(n))[::-1]], [tuple(range(n, 2 * n))]]
    faces += [[(k, (k + 1) % n, n + (k + 1) % n, n + k)] for k in range(n)]
    ring = circle(60.0, 20.0, 18.0, 16)
    below = list(range(len(points), len(points) + 16))
    points += [(x, 0.0, z) for x, z in ring]
    above = list(range(len(points), len(points) + 16))
    points += [(x, 5.0, z) for x, z in ring]
    faces[2].append(tuple(below[::-1]))
    faces[4].append(tuple(above))
    faces += [[(below[k], below[(k + 1) % 16], above[(k + 1) % 16], above[k])] for k in range(16)]
    shell = shell_from(np.array(points, float), faces)
    assert shell is not None
    return shell


def test_a_rolled_angle_with_a_root_fillet_is_no_bent_plate() -> None:
    b = math.tan(math.pi / 8)
    outline = [(0, 0, 0), (100, 0, 0), (100, 10, 0), (22, 10, -b), (10, 22, 0), (10, 100, 0), (0, 100, 0)]
    assert read_strip(np.array(outline, float)) is None


def test_a_body_whose_thickness_changes_is_not_unfolded() -> None:
    wedge = [(0.0, 0.0), (200.0, 0.0), (200.0, 32.0), (0.0, 20.0)]
    assert unfold_shell(prism(wedge, 120.0)).reason == NO_STRIP


def test_a_sheet_folded_both_ways_counts_its_folds() -> None:
    """A folded line 1 mm thick, mitred: area over thickness is its length, to the corners' own rule."""
    line = [(0, 0), (40, 0), (60, 35), (100, 35), (120, 0), (160, 0)]
    shift = math.tan(math.atan2(35, 20) / 2)
    up = [(x + d * shift, y + 1) for (x, y), d in zip(line, (0, -1, -1, 1, 1, 0), strict=True)]
    outline = np.array([(x, y, 0.0) for x, y in (*line, *reversed(up))])
    got = read_strip(outline)
    assert got is not None
    assert np.sign([b.angle for b in got.bends]).tolist() in ([1, -1, -1, 1], [-1, 1, 1, -1])
    x, y = outline[:, 0], outline[:, 1]
    area = abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
    assert got.developed * got.thickness == pytest.approx(area, rel=1e-3)
