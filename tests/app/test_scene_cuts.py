"""Cut parts are drawn as they are cut: drawn bodies against measured and worked-out volumes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from step_text import StepText
from window_rig import SAMPLES, wait

from app import usecases
from app.gui.view3d.build import build_scene
from app.gui.view3d.scene import Scene
from components.progress import silent
from components.takeoff.outlines import profiles
from components.takeoff.solids.bodies import cut_items

SHARED = Path(__file__).parents[3] / "shared" / "ifc"


def drawn(path: Path, wait_s: float = math.inf) -> tuple[usecases.Opened, Scene]:
    opened = usecases.open_model(path)
    return opened, build_scene(opened.facts, opened.model, silent, wait_s)


def cut_parts(opened: usecases.Opened) -> list[int]:
    """Components of which a body is cut or has openings."""
    facts, c = opened.facts, opened.model.components
    owners = facts.items.owner[list(cut_items(facts, profiles.read(facts)))]
    return np.flatnonzero(np.isin(c.element, owners)).tolist()


def volume(scene: Scene, row: int) -> float:
    """Divergence theorem over the drawn triangles, mm3; negative where they are turned inwards."""
    p = scene.points[scene.triangles[scene.first[row] : scene.first[row + 1]]].astype(np.float64)
    p = p - p[0, 0]
    return float(np.einsum("ij,ij->", p[:, 0], np.cross(p[:, 1], p[:, 2]))) / 6


def is_closed(scene: Scene, row: int) -> bool:
    """Whether each edge is walked as often one way as the other, points nearer than 0.05 mm taken for one."""
    t = scene.triangles[scene.first[row] : scene.first[row + 1]]
    points = np.round(scene.points[t].astype(np.float64) * 20).reshape(-1, 3)
    _, name = np.unique(points, axis=0, return_inverse=True)
    t = name.reshape(-1, 3)
    t = t[(t[:, 0] != t[:, 1]) & (t[:, 1] != t[:, 2]) & (t[:, 0] != t[:, 2])]
    ends = np.concatenate((t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]))
    _, edge = np.unique(np.sort(ends, axis=1), axis=0, return_inverse=True)
    return not np.bincount(edge.reshape(-1), np.where(ends[:, 0] < ends[:, 1], 1, -1)).any()


def check(opened: usecases.Opened, scene: Scene, parts: list[int]) -> None:
    net = opened.model.components.net_volume_mm3
    assert not scene.rough.any()
    assert scene.late == 0
    for row in parts:
        assert volume(scene, row) == pytest.approx(float(net[row]), rel=5e-3), row
        assert is_closed(scene, row), row


@pytest.mark.parametrize(("name", "cut"), [("frame_office", 108), ("truss_gussets", 52)])
def test_every_cut_part_of_a_sample_is_drawn_closed_and_with_its_net_volume(name: str, cut: int) -> None:
    opened, scene = drawn(SAMPLES / f"{name}.ifc")
    parts = cut_parts(opened)
    assert len(parts) == cut
    check(opened, scene, parts)


@pytest.mark.real
def test_every_cut_part_of_a_real_model_is_drawn_closed_and_with_its_net_volume() -> None:
    if not SHARED.is_dir():
        pytest.skip("no real models beside the project")
    paths = [SHARED / "tekla_carwash.ifc", *sorted((SHARED / "clipped").glob("*.ifc"))]
    found = 0
    for path in paths:
        opened, scene = drawn(path)
        parts = cut_parts(opened)
        found += len(parts)
        check(opened, scene, parts)
    assert found == 107 + 11


def bar(s: StepText, *halves: str) -> str:
    body = s.prism(s.rectangle(100, 100), 1000)
    for half in halves:
        body = s.minus(body, half)
    return body


CUTS: dict[str, tuple[Callable[[StepText], str], float]] = {
    # Height 1000 - |y| over the section.
    "a gable of two planes at one end": (
        lambda s: bar(s, s.half_space((0, 0, 1000), (0, 1, 1), agree=False),
                      s.half_space((0, 0, 1000), (0, -1, 1), agree=False)), 1e7 - 2 * 50 * 25 * 100),
    # Height 30 - y where that is more than nothing: y from -50 to 30.
    "a plane that runs out of the side": (
        lambda s: bar(s, s.half_space((0, 0, 30), (0, 1, 1), agree=False)), 80 * 80 / 2 * 100),
    "a mitre": (lambda s: bar(s, s.half_space((0, 0, 900), (0, 1, 1), agree=False)), 9e6),
    "a plane along the bar": (lambda s: bar(s, s.half_space((20, 0, 0), (1, 0, 0), agree=False)), 70 * 1e5),
    "a pocket": (
        lambda s: s.minus(s.prism(s.rectangle(100, 100), 100),
                          s.prism(s.rectangle(20, 20), 30, position=s.axes((0, 0, 80))), "IFCBOOLEANRESULT"),
        1e6 - 20 * 20 * 20),
    # The polygon of the drawn bore has the area of its circle.
    "a round bore across": (
        lambda s: s.minus(s.prism(s.rectangle(100, 100), 100), s.prism(
            s.add("IFCCIRCLEPROFILEDEF(.AREA.,$,$,20.)"), 200, position=s.axes((-100, 0, 50), (1, 0, 0), (0, 1, 0))),
            "IFCBOOLEANRESULT"), 1e6 - math.pi * 400 * 100),
}  # fmt: skip


@pytest.mark.parametrize("name", CUTS)
def test_a_cut_bar_is_drawn_with_the_volume_worked_out_for_it(name: str, tmp_path: Path) -> None:
    build, expected = CUTS[name]
    s = StepText()
    s.element(build(s), kind="Clipping")
    _, scene = drawn(s.write(tmp_path))
    assert not scene.rough.any()
    assert volume(scene, 0) == pytest.approx(expected, rel=1e-5)
    assert is_closed(scene, 0)


def _pocketed(folder: Path) -> Path:
    s = StepText()
    s.element(CUTS["a pocket"][0](s), kind="CSG")
    return s.write(folder)


def test_what_is_not_waited_for_is_drawn_whole_counted_and_said_to_be_late(tmp_path: Path) -> None:
    _, scene = drawn(_pocketed(tmp_path), wait_s=0.0)
    assert (scene.rough.tolist(), scene.late) == ([True], 1)
    assert volume(scene, 0) == pytest.approx(1e6)


def test_a_body_that_the_kernel_cannot_cut_is_drawn_whole_and_counted(tmp_path: Path) -> None:
    s = StepText()
    body = s.minus(bar(s), s.half_space((0, 0, -5), (0, 0, 1), agree=False))
    s.element(body, kind="Clipping")  # nothing is left of it
    _, scene = drawn(s.write(tmp_path))
    assert (scene.rough.tolist(), scene.late) == ([True], 0)
    assert volume(scene, 0) == pytest.approx(1e7)


def test_the_picture_that_follows_with_all_cuts_keeps_what_the_user_did(
    window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.gui.view3d import view

    drawing, canvas, row = window.model_place.view, window.model_place.view.canvas, 3
    ask, second, load = drawing._ask, [], view.load

    def impatient(kind: type, folder: Path) -> Any:
        """What is drawn first as if the kernel had not been waited for: how fast it is must not matter here."""
        scene = load(kind, folder)
        if canvas.scene is None:
            return replace(scene, late=1, rough=np.arange(scene.count) == row)
        return scene

    monkeypatch.setattr(view, "load", impatient)
    # The second picture is held back until the user has acted on the first.
    monkeypatch.setattr(
        drawing, "_ask", lambda patience: ask(patience) if patience else second.append(patience)
    )
    window.open(SAMPLES / "truss_gussets.ifc")
    wait(lambda: second and canvas.note)
    first = canvas.scene
    window.session.select(np.array([row]), None)
    canvas.visible[row + 1] = False
    canvas.camera = canvas.camera.zoom(2.0, np.array(canvas.camera.target))
    looked_at = np.array(canvas.camera.target) + first.origin
    ask(second.pop())
    wait(lambda: canvas.scene is not first)
    assert not canvas.scene.rough.any()
    assert canvas.note == ""
    assert np.array(canvas.camera.target) + canvas.scene.origin == pytest.approx(looked_at)
    assert np.flatnonzero(~canvas.visible).tolist() == [row + 1]
    assert window.session.selection.tolist() == [row]
