"""Laws of plates, bends and bars: figures do not change by moving and turning, and hold against volumes and surfaces."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "components"))

from plates_bodies import circle, folded, polygon_area, prism, turned

from components.takeoff.bars.straight import straight_bar
from components.takeoff.outlines.rectangles import smallest_rectangle
from components.takeoff.plates.faces import flat_plate
from components.takeoff.plates.sheetmetal import unfold_shell

angles = st.floats(-3.0, 3.0)
moves = st.builds(turned, angles, angles, angles, st.tuples(*[st.floats(-5e4, 5e4)] * 3))
# Corners are welded on a grid of 0.01 mm, so figures may differ by about as much.
NEAR = 0.03


@settings(max_examples=40, deadline=None)
@given(st.floats(60, 900), st.floats(50, 400), st.floats(4, 40), st.floats(12, 30), moves)
def test_a_plate_keeps_its_figures_wherever_it_lies(
    a: float, b: float, t: float, d: float, move: np.ndarray
) -> None:
    plate = flat_plate(
        prism([(0.0, 0.0), (a, 0.0), (a, b), (0.0, b)], t, (circle(a / 2, b / 2, d, 16),), move=move)
    )
    assert plate is not None and plate.reason == ""
    assert plate.thickness == pytest.approx(t, abs=NEAR)
    assert (plate.length, plate.width) == pytest.approx((max(a, b), min(a, b)), abs=2 * NEAR)
    assert plate.area - plate.net_area == pytest.approx(polygon_area(d, 16), rel=0.01)
    assert plate.net_area < plate.area <= plate.length * plate.width * (1 + 1e-3)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.floats(40, 150), min_size=2, max_size=4), st.floats(20, 100), st.floats(3, 8), st.floats(5, 20),
    st.integers(2, 6), st.floats(30, 300), moves,
)  # fmt: skip
def test_a_folded_strip_unfolds_to_its_legs_and_arcs(
    legs: list[float], angle: float, t: float, r: float, chords: int, width: float, move: np.ndarray
) -> None:
    turns = [math.radians(angle) * (1 if k % 2 else -1) for k in range(len(legs) - 1)]
    flat = unfold_shell(prism(folded(legs, turns, t, r, chords), width, move=move))
    want = sum(legs) + sum(abs(a) for a in turns) * (r + t / 2)
    if flat.reason and (chords < 3 or angle / chords < 6):
        return  # Chords too coarse or bends too shallow to be told from another part: a reason, never a figure.
    assert flat.reason == ""
    assert flat.thickness == pytest.approx(t, abs=NEAR + 0.005 * t)
    assert flat.developed == pytest.approx(want, rel=0.01)
    assert len(flat.bends) == len(turns)


@settings(max_examples=40, deadline=None)
@given(st.floats(80, 300), st.floats(300, 5000), st.floats(-0.8, 0.8), moves)
def test_a_bar_keeps_length_and_volume_wherever_it_lies(
    h: float, length: float, lean: float, move: np.ndarray
) -> None:
    b, t = 0.6 * h, 0.05 * h
    half = [(b / 2, 0.0), (b / 2, t), (t / 2, t), (t / 2, h - t), (b / 2, h - t), (b / 2, h)]
    outline = [*half, *((-x, y) for x, y in half[::-1])]
    shell = prism(outline, length, lean=(0.0, lean), move=move)
    bar = straight_bar(shell)
    assert bar.reason == ""
    assert bar.length == pytest.approx(length + max(lean * h, 0.0), abs=0.1)
    assert bar.area * bar.axis_length == pytest.approx(shell.volume, rel=1e-3)
    assert max(bar.end_angles) == pytest.approx(abs(math.atan(lean)), abs=2e-3)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(-500, 500)), min_size=4, max_size=12), angles)
def test_the_smallest_rectangle_does_not_depend_on_the_direction_of_the_axes(
    points: list[tuple[float, float]], turn: float
) -> None:
    loop = np.array([(x, y, 0.0) for x, y in points])
    c, s = math.cos(turn), math.sin(turn)
    other = np.column_stack((c * loop[:, 0] - s * loop[:, 1], s * loop[:, 0] + c * loop[:, 1], loop[:, 2]))
    one, two = smallest_rectangle([loop]), smallest_rectangle([other])
    if math.isnan(one.length) or one.width < 1.0:
        return
    # Directions closer than 1e-8 rad are one, and corners lie on a grid of 1e-6 mm: over 1,500 mm a side may be off by
    # 2e-5 mm either time, which is much of a thin rectangle. Areas that differ by 1e-7 count as equal.
    area = one.length * one.width
    assert area == pytest.approx(two.length * two.width, rel=2e-7, abs=4e-5 * one.length)
    box = float(np.ptp(loop[:, :2], axis=0).prod())
    assert area <= box * (1 + 2e-7) + 4e-5 * one.length


def test_a_thin_rectangle_keeps_its_sides_when_its_axes_are_turned() -> None:
    # A strip of 813 mm by 2 mm: relative to its area the grid of the corners shows.
    rng = np.random.default_rng(7)
    for turn in rng.uniform(-3.0, 3.0, 60):
        across = rng.uniform(-1.0, 1.0, 12).round(1)
        across[:2] = -1.0, 1.0
        points = np.column_stack((rng.uniform(-400.0, 400.0, 12), across)) @ _turn(rng.uniform(0.0, 3.0))
        one, two = (
            smallest_rectangle([np.column_stack((p, np.zeros(12)))]) for p in (points, points @ _turn(turn))
        )
        assert (one.length, one.width) == pytest.approx((two.length, two.width), abs=4e-5)


def _turn(angle: float) -> np.ndarray:
    c, s = math.cos(angle), math.sin(angle)
    return np.array([[c, s], [-s, c]])
