"""Straight bars drawn as faceted bodies: axis, length, section and ends."""

from __future__ import annotations

import math

import numpy as np
import pytest
from plates_bodies import circle, prism, turned

from components.takeoff.bars.straight import CUT, NO_AXIS, NOT_CONSTANT, straight_bar
from components.takeoff.solids.shells import shell_from

H = [
    (-90.0, 0.0), (90.0, 0.0), (90.0, 9.5), (3.0, 9.5), (3.0, 161.5), (90.0, 161.5), (90.0, 171.0),
    (-90.0, 171.0), (-90.0, 161.5), (-3.0, 161.5), (-3.0, 9.5), (-90.0, 9.5),
]  # fmt: skip
H_AREA = 2 * 180 * 9.5 + 152 * 6


def test_the_axis_of_an_h_section_runs_through_its_centroid_from_end_to_end() -> None:
    move = turned(0.4, -0.2, 0.9, (1000.0, 2000.0, 3000.0))
    bar = straight_bar(prism(H, 3000.0, move=move))
    assert bar.reason == ""
    assert bar.length == pytest.approx(3000.0, abs=0.02)
    assert bar.area == pytest.approx(H_AREA, rel=1e-4)
    ends = [move[:3, :3] @ (0.0, 85.5, z) + move[:3, 3] for z in (0.0, 3000.0)]
    found = sorted((bar.start.tolist(), bar.end.tolist()))
    assert np.allclose(found, sorted(e.tolist() for e in ends), atol=0.05)
    web = move[:3, :3] @ (0.0, 1.0, 0.0)
    assert abs(float(bar.up @ web)) == pytest.approx(1.0, abs=1e-4)


def test_an_end_sawn_askew_is_told_by_its_angle_and_the_length_is_overall() -> None:
    bar = straight_bar(prism(H, 1000.0, lean=(0.0, math.tan(math.radians(30)))))
    assert bar.reason == ""
    assert sorted(math.degrees(a) for a in bar.end_angles) == pytest.approx([0.0, 30.0], abs=0.01)
    assert bar.length == pytest.approx(1000 + 171 * math.tan(math.radians(30)), abs=0.02)


def test_the_length_of_a_short_wide_tube_is_along_its_hollow_not_its_side() -> None:
    outer = [(-40.0, -40.0), (40.0, -40.0), (40.0, 40.0), (-40.0, 40.0)]
    inner = [(-36.0, -36.0), (36.0, -36.0), (36.0, 36.0), (-36.0, 36.0)]
    for length in (3610.0, 90.0):
        bar = straight_bar(prism(outer, length, holes=(inner,)))
        assert bar.reason == ""
        assert bar.length == pytest.approx(length)
        assert bar.area == pytest.approx(80.0**2 - 72.0**2)
        assert len(bar.loops) == 2


def test_a_cut_corner_leaves_the_length_and_is_told_as_a_cut() -> None:
    """A rectangle 100 x 60 of 1000 mm with a notch of 100 x 60 x 30 at one end."""
    side = [(0.0, 0.0), (1000.0, 0.0), (1000.0, 30.0), (900.0, 30.0), (900.0, 60.0), (0.0, 60.0)]
    bar = straight_bar(prism(side, 100.0))
    assert bar.reason == CUT
    assert bar.length == pytest.approx(1000.0)
    assert bar.area == pytest.approx(6000.0)
    assert bar.filling == pytest.approx(1 - 0.05, abs=1e-6)


def test_a_pyramid_is_no_bar() -> None:
    points = np.array([(0, 0, 0), (100, 0, 0), (100, 100, 0), (0, 100, 0), (50, 50, 300)], float)
    faces = [[(0, 3, 2, 1)], [(0, 1, 4)], [(1, 2, 4)], [(2, 3, 4)], [(3, 0, 4)]]
    assert straight_bar(shell_from(points, faces)).reason in (NO_AXIS, NOT_CONSTANT)


def test_triangles_of_a_tessellated_bar_give_the_same_bar() -> None:
    shell = prism(circle(0.0, 0.0, 50.0, 12), 700.0)
    cut = [[(r[0], r[k], r[k + 1])] for rings in shell.rings for r in rings for k in range(1, len(r) - 1)]
    again = shell_from(shell.points, cut)
    assert again is not None
    one, other = straight_bar(shell), straight_bar(again)
    assert len(again.rings) == len(shell.rings) == 14
    assert (one.length, one.area, one.reason) == pytest.approx((other.length, other.area, other.reason))


def test_two_halves_that_mirror_one_another_are_no_bar_though_their_volume_is_that_of_a_sweep() -> None:
    """A box beside the same box shifted by half its height: the cross cut of either, swept, has the whole volume."""
    points: list[tuple[float, float, float]] = []
    for z, y in ((0.0, 0.0), (100.0, 30.0)):
        for level in (z, z + 100.0):
            points += [(0.0, y, level), (40.0, y, level), (40.0, y + 60, level), (0.0, y + 60, level)]
    box = [(3, 2, 1, 0), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)]
    faces = [[tuple(c + first for c in ring)] for first in (0, 8) for ring in box]
    bar = straight_bar(shell_from(np.array(points), faces))
    assert bar.reason == NOT_CONSTANT or bar.length != pytest.approx(200.0)
