"""Sections swept along bends beside their path, against Pappus by hand and against a mesh of our own making."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from step_text import StepText

from app.usecases import open_model
from components.model import Components

R = 2000.0


def rectangle(s: StepText, x: float, y: float) -> str:
    """100 wide and 200 high, its middle at x, y."""
    return s.polygon([(x - 50, y - 100), (x + 50, y - 100), (x + 50, y + 100), (x - 50, y + 100)])


def arc(s: StepText, left: bool) -> str:
    """A quarter of a circle of radius R from the origin along x."""
    if s.schema == "IFC4X1":
        way = "T" if left else "F"
        return s.add(f"IFCCIRCULARARCSEGMENT2D({s.point(0, 0)},0.,{R * math.pi / 2!r},{R!r},.{way}.)")
    side = 1.0 if left else -1.0
    circle = s.add(f"IFCCIRCLE({s.axes((0, side * R, 0), z=(0, 0, side), x=(0, -side, 0))},{R!r})")
    ends = (s.point(0, 0, 0), s.point(R, side * R, 0))
    return s.add(f"IFCTRIMMEDCURVE({circle},({ends[0]}),({ends[1]}),.T.,.CARTESIAN.)")


def swept(folder: Path, s: StepText, profile: str, path: str, limits: str = "$,$") -> Components:
    solid = s.add(
        f"IFCFIXEDREFERENCESWEPTAREASOLID({profile},{s.axes()},{path},{limits},{s.direction(0, 0, 1)})"
    )
    s.element(solid, kind="AdvancedSweptSolid")
    return open_model(s.write(folder)).model.components


def by_mesh(corners: list[tuple[float, float]], left: bool, angle: float, steps: int) -> float:
    """Volume of the sweep as a strip of straight pieces, by the divergence theorem. A section's x axis stands upright,
    its y axis to the right of the way, as ISO 10303-42 has it."""
    at = np.linspace(0.0, angle, steps + 1)
    up, right = np.array(corners).T
    side = 1.0 if left else -1.0
    radius = R + side * right
    ring = np.stack([np.stack((radius * math.sin(t), -radius * math.cos(t), up), axis=1) for t in at])
    total = 0.0
    n = len(corners)

    def add(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> float:
        return float(a @ np.cross(b, c)) / 6

    for k in range(steps):
        for i in range(n):
            j = (i + 1) % n
            total += add(ring[k, i], ring[k, j], ring[k + 1, j]) + add(
                ring[k, i], ring[k + 1, j], ring[k + 1, i]
            )
    for end, sign in ((ring[0], -1.0), (ring[-1], 1.0)):
        total += sign * sum(add(end[0], end[i], end[i + 1]) for i in range(1, n - 1))
    return abs(total)


@pytest.mark.parametrize("schema", ["IFC4", "IFC4X1"])
@pytest.mark.parametrize("left", [True, False])
def test_a_section_beside_its_bend_goes_the_way_of_its_centroid(
    tmp_path: Path, schema: str, left: bool
) -> None:
    s = StepText(schema=schema)
    # 300 to the right of the way: outside of a bend to the left.
    c = swept(tmp_path, s, rectangle(s, 0, 300), arc(s, left))
    by_hand = 100 * 200 * (R + (300 if left else -300)) * math.pi / 2
    corners = [(-50.0, 200.0), (50.0, 200.0), (50.0, 400.0), (-50.0, 400.0)]
    coarse, fine = (by_mesh(corners, left, math.pi / 2, steps) for steps in (100, 200))
    assert (4 * fine - coarse) / 3 == pytest.approx(by_hand, rel=1e-7)
    assert c.net_volume_mm3[0] == pytest.approx(by_hand, rel=1e-9)
    # 300 upright instead of beside would be another volume: nobody can be sure what a file means.
    assert (c.volume_source[0], c.agreement[0], c.cause[0]) == ("analytic", "uncertain", "takeoff.cause_turn")


def test_a_section_nearly_on_its_bend_is_certain(tmp_path: Path) -> None:
    s = StepText()
    c = swept(tmp_path, s, rectangle(s, 0, 1.0), arc(s, True))
    assert c.net_volume_mm3[0] == pytest.approx(100 * 200 * (R + 1.0) * math.pi / 2, rel=1e-9)
    assert (c.agreement[0], c.length_mm[0]) == ("single", pytest.approx(R * math.pi / 2))


def test_a_part_of_an_alignment_segment_is_as_long_as_its_parameters_say(tmp_path: Path) -> None:
    s = StepText(schema="IFC4X1")
    c = swept(tmp_path, s, rectangle(s, 0, 0), arc(s, True), "100.,1350.")
    assert c.net_volume_mm3[0] == pytest.approx(100 * 200 * 1250, rel=1e-9)
    line = StepText(schema="IFC4X1")
    straight = line.add(f"IFCLINESEGMENT2D({line.point(0, 0)},0.5,4000.)")
    c = swept(tmp_path, line, rectangle(line, 0, 300), straight, "1000.,4000.")
    assert c.net_volume_mm3[0] == pytest.approx(100 * 200 * 3000, rel=1e-9)


def test_a_part_beyond_the_end_of_its_segment_is_not_measured(tmp_path: Path) -> None:
    s = StepText(schema="IFC4X1")
    c = swept(tmp_path, s, rectangle(s, 0, 0), arc(s, True), "100.,3200.")
    assert c.net_volume_mm3[0] != c.net_volume_mm3[0]
    assert c.reason[0]


def test_a_section_that_reaches_the_centre_of_its_bend_is_not_measured_in_closed_form(tmp_path: Path) -> None:
    s = StepText(schema="IFC4X1")
    c = swept(tmp_path, s, rectangle(s, 0, -1950.0), arc(s, True))
    assert c.volume_source[0] != "analytic"
