"""Bent bars drawn in facets: measured along the line of their centroid, round ones as round. Figures by hand."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from step_text import StepText

from app.usecases import open_model
from components.model import Components

STEEL = 7.85e-6
HEA360 = 112.0
"""kg/m, EN 10365:2017."""


def along(path: list[tuple[float, float]], ring: list[tuple[float, float]]) -> list[np.ndarray]:
    """Rings of corners where a section, (x across the plane of the path, y in it), meets the mitre planes of a path in
    the plane x = 0; square at both ends."""
    p = np.array(path, float)
    way = np.diff(p, axis=0)
    way /= np.linalg.norm(way, axis=1)[:, None]
    rings = []
    for k, at in enumerate(p):
        before, after = way[max(k - 1, 0)], way[min(k, len(way) - 1)]
        turn = math.atan2(before[0] * after[1] - before[1] * after[0], before @ after)
        middle = (before + after) / np.linalg.norm(before + after)
        across = np.array([-middle[1], middle[0]]) / math.cos(turn / 2)
        rings.append(np.array([(x, *(at + y * across)) for x, y in ring]))
    return rings


def drawn(s: StepText, rings: list[np.ndarray]) -> str:
    points = [[s.point(*p) for p in ring] for ring in rings]
    n = len(points[0])
    loops = [points[0][::-1], points[-1]]
    for a, b in pairwise(points):
        loops += [[a[i], a[(i + 1) % n], b[(i + 1) % n], b[i]] for i in range(n)]
    faces = [
        s.add(f"IFCFACE(({s.add(f'IFCFACEOUTERBOUND({line},.T.)')}))")
        for line in (s.add(f"IFCPOLYLOOP(({','.join(loop)}))") for loop in loops)
    ]
    closed = s.add(f"IFCCLOSEDSHELL(({','.join(faces)}))")
    return s.add(f"IFCFACETEDBREP({closed})")


def polygon(sides: int, radius: float) -> list[tuple[float, float]]:
    turn = [2 * math.pi * k / sides for k in range(sides)]
    return [(radius * math.cos(t), radius * math.sin(t)) for t in turn]


def bend(radius: float, straight: float, steps: int) -> list[tuple[float, float]]:
    """Straight, a quarter turn, straight."""
    turn = [math.pi / 2 * k / steps for k in range(steps + 1)]
    arc = [(straight + radius * math.sin(t), radius * (1 - math.cos(t))) for t in turn]
    return [(0.0, 0.0), *arc, (straight + radius, radius + straight)]


def length(path: list[tuple[float, float]]) -> float:
    return float(np.linalg.norm(np.diff(np.array(path), axis=0), axis=1).sum())


def taken(folder: Path, s: StepText, body: str, name: str) -> Components:
    material = s.add("IFCMATERIAL('S355J2',$,$)")
    element = s.element(body, "IFCMEMBER", name=f"'{name}'", kind="Brep")
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000002',$,$,$,({element}),{material})")
    return open_model(s.write(folder)).model.components


@pytest.mark.parametrize("sides", [8, 12, 24])
def test_a_bent_round_bar_drawn_with_flat_sides_weighs_as_round(tmp_path: Path, sides: int) -> None:
    s = StepText()
    path = bend(100, 300, 6)
    c = taken(tmp_path, s, drawn(s, along(path, polygon(sides, 12))), "D24")
    assert c.length_mm[0] == pytest.approx(length(path), rel=1e-6)
    assert c.order_mass_kg[0] == pytest.approx(math.pi * 12**2 * length(path) * STEEL, rel=1e-3)
    assert (c.agreement[0], c.cause[0]) == ("explained", "takeoff.cause_faceted")


def test_a_beam_with_two_slight_kinks_is_as_long_as_its_line_and_weighs_by_the_catalogue(
    tmp_path: Path,
) -> None:
    s = StepText()
    b, h, web, flange = 300.0, 350.0, 10.0, 17.5
    half = [
        (b / 2, -h / 2), (b / 2, flange - h / 2), (web / 2, flange - h / 2), (web / 2, h / 2 - flange),
        (b / 2, h / 2 - flange), (b / 2, h / 2),
    ]  # fmt: skip
    ring = half + [(-x, y) for x, y in half[::-1]]
    path = [(0.0, 0.0), (4000.0, 10.0), (8000.0, 10.0), (12000.0, 0.0)]
    c = taken(tmp_path, s, drawn(s, along(path, ring)), "HEA360")
    assert c.length_mm[0] == pytest.approx(length(path), rel=1e-6)
    assert c.order_mass_kg[0] == pytest.approx(length(path) / 1000 * HEA360, rel=2e-3)
    assert c.mass_source[0] == "nominal"


def test_a_round_bar_drawn_as_something_else_is_told(tmp_path: Path) -> None:
    s = StepText()
    spindle = along([(0, 0), (100, 0), (200, 0)], polygon(12, 12))
    spindle[1] = spindle[1] * [1.8, 1.0, 1.8]
    c = taken(tmp_path, s, drawn(s, spindle), "D24")
    assert (c.agreement[0], c.cause[0]) == ("uncertain", "takeoff.cause_facets")
    assert c.length_mm[0] != c.length_mm[0]


def test_a_beam_with_a_bracket_drawn_into_it_has_no_length_by_its_volume(tmp_path: Path) -> None:
    s = StepText()
    ring = [(-150.0, -100.0), (150.0, -100.0), (150.0, 100.0), (-150.0, 100.0)]
    rings = along([(0, 0), (1000, 0), (2000, 0), (3000, 0)], ring)
    rings[1] = rings[1] * [1.0, 1.0, 2.0]
    c = taken(tmp_path, s, drawn(s, rings), "HEA360")
    assert c.length_mm[0] != c.length_mm[0]
