"""Sweeps along curves and primitives in the picture, each against its own dimensions; and what has no body at all."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from step_text import StepText
from window_rig import wait

from app.gui.view3d.build import build_scene
from app.gui.view3d.scene import Scene
from app.usecases import open_model

SHARED = Path(__file__).parents[3] / "shared" / "ifc"
REAL = {"steel_bridge_ifc4x1.ifc": 18, "sds2_sculpture.ifc": 66}
"""Elements whose seventh attribute, the representation, is $ in the STEP lines."""


def _drawn(folder: Path, build: Callable[[StepText], str], kind: str) -> tuple[Scene, float]:
    s = StepText()
    s.element(build(s), kind=kind)
    one = open_model(s.write(folder))
    scene = build_scene(one.facts, one.model, lambda *_: None)
    p = scene.points[scene.triangles].astype(np.float64)
    return scene, float(np.einsum("ij,ij->", p[:, 0], np.cross(p[:, 1], p[:, 2])) / 6)


def _swept(s: StepText, points: list[tuple[float, float, float]], up: tuple[float, float, float]) -> str:
    """A rectangle of 20 along its x by 30 along its y, about the path."""
    path = s.add(f"IFCPOLYLINE(({','.join(s.point(*p) for p in points)}))")
    last = len(points) - 1
    return s.add(
        f"IFCFIXEDREFERENCESWEPTAREASOLID({s.rectangle(20, 30)},{s.axes()},{path},0.,{last}.,{s.direction(*up)})"
    )


def test_a_profile_swept_straight_stands_with_its_x_axis_along_the_reference(tmp_path: Path) -> None:
    scene, volume = _drawn(
        tmp_path, lambda s: _swept(s, [(0, 0, 0), (500, 0, 0)], (0, 0, 1)), "AdvancedSweptSolid"
    )
    low, high = scene.boxes[0] + scene.origin
    np.testing.assert_allclose(low, (0, -15, -10), atol=1e-3)
    np.testing.assert_allclose(high, (500, 15, 10), atol=1e-3)
    assert volume == pytest.approx(20 * 30 * 500, rel=1e-6)


def test_a_sweep_round_a_corner_is_mitred_and_keeps_area_times_length(tmp_path: Path) -> None:
    corner = [(0.0, 0.0, 0.0), (400.0, 0.0, 0.0), (400.0, 300.0, 0.0)]
    scene, volume = _drawn(tmp_path, lambda s: _swept(s, corner, (0, 0, 1)), "AdvancedSweptSolid")
    low, high = scene.boxes[0] + scene.origin
    np.testing.assert_allclose(low, (0, -15, -10), atol=1e-3)
    np.testing.assert_allclose(high, (415, 300, 10), atol=1e-3)
    assert volume == pytest.approx(20 * 30 * (400 + 300), rel=1e-6)


def _solid(statement: str) -> Callable[[StepText], str]:
    return lambda s: s.add(f"IFCCSGSOLID({s.add(statement.format(s.axes((10.0, 20.0, 30.0))))})")


@pytest.mark.parametrize(
    ("statement", "low", "high", "volume", "within"),
    [
        ("IFCBLOCK({},100.,60.,40.)", (10, 20, 30), (110, 80, 70), 100 * 60 * 40, 1e-6),
        ("IFCRECTANGULARPYRAMID({},100.,60.,90.)", (10, 20, 30), (110, 80, 120), 100 * 60 * 90 / 3, 1e-6),
        ("IFCRIGHTCIRCULARCYLINDER({},90.,50.)", None, None, math.pi * 2500 * 90, 1e-6),
        ("IFCRIGHTCIRCULARCONE({},90.,50.)", None, None, math.pi * 2500 * 90 / 3, 1e-6),
        ("IFCSPHERE({},50.)", None, None, 4 / 3 * math.pi * 50**3, 0.06),
    ],
    ids=["block", "pyramid", "cylinder", "cone", "sphere"],
)
def test_a_primitive_is_drawn_where_it_stands_with_its_volume(
    tmp_path: Path, statement: str, low: Any, high: Any, volume: float, within: float
) -> None:
    scene, drawn = _drawn(tmp_path, _solid(statement), "CSG")
    assert drawn == pytest.approx(volume, rel=within)
    if low is not None:
        np.testing.assert_allclose(scene.boxes[0] + scene.origin, (low, high), atol=1e-3)


def test_the_inspector_says_that_the_file_has_no_body_of_what_is_not_drawn(
    window: Any, tmp_path: Path
) -> None:
    from PySide6.QtWidgets import QLabel

    s = StepText()
    s.element(_solid("IFCBLOCK({},100.,60.,40.)")(s), kind="CSG")
    s.element([], guid="0000000000000000000002")
    window.open(s.write(tmp_path, "half.ifc"))
    wait(lambda: window.session.results.get("scene", Scene) is not None)
    bare = np.flatnonzero(window.session.current.model.components.global_id.isin(["0000000000000000000002"]))
    window.session.select(bare)
    window.model_place.docks["inspector"].raise_()
    told = window.texts.say("gui.drawn_none", count=1)
    inspector = window.model_place.inspector
    wait(lambda: told in [x.text() for x in inspector.overview.widget().findChildren(QLabel)])


@pytest.mark.real
@pytest.mark.parametrize("name", REAL)
def test_only_what_has_no_body_in_the_file_is_not_drawn(name: str) -> None:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the project")
    one = open_model(path)
    scene = build_scene(one.facts, one.model, lambda *_: None)
    bare = np.diff(scene.first) == 0
    without = one.facts.body[one.model.components.element] == 0
    assert int(bare.sum()) == REAL[name]
    assert (without | ~bare).all()
