"""A file that holds nothing but an analysis view: its steel line members are checked alone, with their results.

The beam of `analysis_beam`: H420x200x8x14 of Q355B, 6 m, 20 kN/m: 90 kN.m in the middle, 60 kN at the supports.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from analysis_beam import Beam, write

from app.checking import check_model, checkable, view_of
from app.cli import main
from app.usecases import open_model
from components.takeoff.lines import lines_model

h, b, tw, tf = 420.0, 200.0, 8.0, 14.0
HW = h - 2 * tf
I = (b * h**3 - (b - tw) * HW**3) / 12  # noqa: E741
S = b * tf * (h - tf) / 2 + tw * HW**2 / 8


@pytest.mark.parametrize("flip", [False, True])
def test_a_line_member_alone_is_checked_with_its_results(tmp_path: Path, flip: bool) -> None:
    opened = open_model(write(tmp_path, Beam(physical=False, flip=flip)))
    assert not opened.model.components.category.isin(["steel_member"]).any()
    model, told = checkable(opened.facts, opened.model)
    assert [f.code for f in told] == ["analysis.lines_alone"]
    found = check_model(model, view=view_of(opened.facts.analysis)[0])
    columns = found.checked.results.columns
    assert found.checked.case.members.role[0] == "beam"
    assert float(columns["bending"].utilisation[0]) == pytest.approx(
        90e6 / (1.05 * I / (h / 2)) / 305, rel=1e-6
    )
    assert float(columns["shear_y"].utilisation[0]) == pytest.approx(60e3 * S / (I * tw) / 175, rel=1e-6)


def test_a_sagging_moment_of_the_file_compresses_the_top_flange(tmp_path: Path) -> None:
    opened = open_model(write(tmp_path, Beam(physical=False)))
    model, _ = checkable(opened.facts, opened.model)
    forces = check_model(model, view=opened.facts.analysis).checked.case.forces
    assert forces is not None
    assert forces.Mx.max() == pytest.approx(90e6, rel=1e-6)
    assert forces.Mx.min() >= -1.0


@pytest.mark.parametrize(("axial", "N"), [(50.0, -50e3), (-50.0, 50e3)])
def test_tension_of_the_file_is_negative_here(tmp_path: Path, axial: float, N: float) -> None:
    opened = open_model(write(tmp_path, Beam(physical=False, axial=axial)))
    model, _ = checkable(opened.facts, opened.model)
    forces = check_model(model, view=opened.facts.analysis).checked.case.forces
    assert forces is not None
    assert pytest.approx(N) == forces.N


def test_a_file_with_physical_members_is_checked_by_them(tmp_path: Path) -> None:
    opened = open_model(write(tmp_path))
    model, told = checkable(opened.facts, opened.model)
    assert model is opened.model
    assert told == ()


@pytest.mark.parametrize("command", ["check", "run"])
def test_the_command_line_takes_line_members_and_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    path = write(tmp_path, Beam(physical=False))
    main([command, str(path), "-o", str(tmp_path / "out"), "--json", "--lang", "en", "--fail-on", "never"])
    told = json.loads(capsys.readouterr().out)
    codes = {f["code"] for f in told["findings"]}
    assert {"analysis.lines_alone", "analysis.automatic", "analysis.matched"} <= codes
    if command == "check":
        assert told["summary"]["with_forces"] is True


@pytest.mark.real
@pytest.mark.parametrize(("name", "steel"), [("portal_01", 3), ("building_01", 4), ("beam_01", 0)])
def test_published_analysis_models_give_their_steel_lines(name: str, steel: int) -> None:
    path = Path(__file__).parents[3] / "shared" / "ifc" / f"analysis_{name}.ifc"
    if not path.is_file():
        pytest.skip("the models beside the project are not here")
    opened = open_model(path)
    model, _ = checkable(opened.facts, opened.model)
    assert int(model.components.category.isin(["steel_member"]).sum()) == steel


@pytest.mark.parametrize("known", [True, False])
def test_a_line_member_without_a_known_section_does_not_take_that_of_another(
    tmp_path: Path, known: bool
) -> None:
    opened = open_model(write(tmp_path, Beam(physical=False)))
    view = opened.facts.analysis
    assert view is not None
    two = view.members.take(np.array([0, 0]))
    profile = np.array([int(two.profile[0]) if known else -1, -1])
    members = replace(two, profile=profile, step_id=two.step_id + np.array([0, 100_000]))
    facts = replace(opened.facts, analysis=replace(view, members=members))
    made = lines_model(facts, opened.model).components
    assert made.section.tolist() == [0 if known else -1, -1]
    assert made.family.get(0, "none") == ("I" if known else "none")
    assert made.family.get(1, "none") == made.profile.get(1, "none") == "none"
