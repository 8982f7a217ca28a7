"""Results of an analysis view as forces of a check, against the statics of a beam on two supports."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from analysis_beam import GLOBAL, LOCAL, Beam, write

from app.checking import ModelCheck, check_model
from app.cli import main
from app.usecases import Opened, open_model
from components.analysis import LINE_FORCE, AnalysisView
from components.checks.analysis_results import REASONS
from components.facts import Facts
from components.merged import merge
from components.table import load, save
from components.takeoff.build import build
from components.words import say

PORTAL = Path(__file__).parents[2] / "ifc_samples" / "portal_workshop.ifc"
# by hand: I = (200 420^3 - 192 392^3)/12, W = I/210, gamma_x = 1.05, f = 305 MPa (Q355, t = 14), q L^2/8 = 90 kN.m
MODULUS = (200.0 * 420.0**3 - 192.0 * 392.0**3) / 12.0 / 210.0
SHARE = 90.0e6 / (1.05 * MODULUS * 305.0)


def opened(folder: Path, beam: Beam | None = None) -> Opened:
    return open_model(write(folder, beam))


def checked(folder: Path, beam: Beam | None = None, **declared: dict[str, str]) -> ModelCheck:
    seen = opened(folder, beam)
    return check_model(seen.model, view=seen.facts.analysis, declared=declared)


def view_of(seen: Opened) -> AnalysisView:
    assert seen.facts.analysis is not None
    return seen.facts.analysis


def codes(found: ModelCheck) -> dict[str, dict]:
    return {f.code: dict(f.args) for f in found.findings}


def test_the_view_is_read_in_millimetres_and_newtons(tmp_path: Path) -> None:
    view = view_of(opened(tmp_path))
    assert view.counts() == {
        "members": 1, "supports": 2, "load_cases": 1, "load_combinations": 1, "loads": 1, "results": 3,
    }  # fmt: skip
    assert view.members.start.tolist() == [[0.0, 0.0, 4000.0]]
    assert view.members.end.tolist() == [[6000.0, 0.0, 4000.0]]
    assert view.members.z_axis.tolist() == [[0.0, 0.0, 1.0]]
    assert view.nodes.support.filled() == ["pinned", "pinned"]
    assert view.members.material.filled() == ["Q355B"]
    assert view.result_groups.theory.filled() == ["FIRST_ORDER_THEORY"]
    # 20 kN/m is 20 N/mm, downwards
    load = int(np.flatnonzero(view.activities.of.isin([LINE_FORCE]))[0])
    assert view.values.force[view.values.activity == load][0, 2] == pytest.approx(-20.0)
    curve = int(np.flatnonzero(view.activities.ifc_class.isin(["IfcStructuralCurveReaction"]))[0])
    at = view.values.activity == curve
    assert view.values.at_mm[at].tolist() == [0.0, 1500.0, 3000.0, 4500.0, 6000.0]
    assert view.values.moment[at][2, 1] == pytest.approx(-90.0e6)
    assert view.links.factor.tolist() == [1.35]


@pytest.mark.parametrize("related", [True, False])
@pytest.mark.parametrize("flip", [True, False])
@pytest.mark.parametrize("coords", [GLOBAL, LOCAL])
def test_forces_are_those_of_statics_whichever_way_they_are_written(
    tmp_path: Path, related: bool, flip: bool, coords: str
) -> None:
    beam = Beam(related=related, flip=flip, coords=coords, axial=-30.0)
    found = checked(tmp_path, beam)
    forces = found.checked.case.forces
    assert forces is not None
    order = np.argsort(forces.station)
    assert forces.station[order] == pytest.approx([0.0, 0.25, 0.5, 0.75, 1.0])
    # q x (L - x)/2: sagging compresses the top, so it is positive; 30 kN of compression is positive
    assert forces.Mx[order] == pytest.approx(np.array([0.0, 67.5, 90.0, 67.5, 0.0]) * 1e6, abs=1.0)
    assert np.abs(forces.Vy[order]) == pytest.approx(np.array([60.0, 30.0, 0.0, 30.0, 60.0]) * 1e3, abs=1e-6)
    assert forces.N.tolist() == pytest.approx([30.0e3] * 5)
    assert np.abs(np.stack([forces.My, forces.Vx, forces.T])).max() < 1.0
    assert codes(found)["analysis.matched"] == {"rows": 5, "relation": int(related), "line": int(not related)}


def test_the_utilisation_in_bending_is_that_of_hand_computation(tmp_path: Path) -> None:
    found = checked(tmp_path)
    assert found.checked.results.group("strength")[0] == pytest.approx([SHARE], rel=1e-6)
    assert found.checked.case.combinations.name.filled() == ["ULS1"]


def test_what_the_file_declares_is_taken_and_what_it_leaves_open_is_told(tmp_path: Path) -> None:
    found = checked(tmp_path)
    c = found.checked.case.combinations
    assert (c.design.tolist(), c.situation.filled(), c.analysis.filled()) == (
        [True],
        ["persistent"],
        ["first_order"],
    )
    told = codes(found)["analysis.undeclared"]
    assert told == {"total": 1, "values_open": 0, "analysis_open": 0, "gamma_0_open": 1, "seismic_open": 1}
    c = checked(
        tmp_path, Beam(theory=".SECOND_ORDER_THEORY.", source=".EARTHQUAKE_E.")
    ).checked.case.combinations
    assert (c.situation.filled(), c.analysis.filled()) == (["seismic"], ["p_delta"])
    open_theory = codes(checked(tmp_path, Beam(theory=".NOTDEFINED.")))["analysis.undeclared"]
    assert open_theory["analysis_open"] == 1


@pytest.mark.parametrize("factor", [None, 1.0])
def test_a_load_case_alone_proves_no_strength_until_it_is_declared(
    tmp_path: Path, factor: float | None
) -> None:
    name = "Q" if factor is None else "ULS1"
    bare = checked(tmp_path, Beam(factor=factor))
    assert np.isnan(bare.checked.results.group("strength")[0]).all()
    said = {"values": "design", "gamma_0": "in", "seismic": "in"}
    found = checked(tmp_path, Beam(factor=factor), **{name: said})
    assert found.checked.results.group("strength")[0] == pytest.approx([SHARE], rel=1e-6)
    assert "analysis.undeclared" not in codes(found)


@pytest.mark.parametrize(
    ("beam", "reason"),
    [
        (Beam(shares=(0.0, 1.0), spread=".DISCRETE."), "loaded"),
        (Beam(shares=(0.0, 1.0)), "coarse"),
        (Beam(shares=(0.0, 0.25, 0.75, 1.0)), "coarse"),
        (Beam(shares=(0.0, 0.5, 1.2)), "place"),
        (Beam(spread=".PARABOLA."), "spread"),
        (Beam(empty=True), "place"),
        (Beam(reaction=40.0), "contradiction"),
        (Beam(flip=True, coords=GLOBAL, axial=-30.0, mistaken=True), "contradiction"),
    ],
)
def test_results_that_may_mean_something_else_are_not_used(tmp_path: Path, beam: Beam, reason: str) -> None:
    found = checked(tmp_path, beam)
    assert found.checked.case.forces is None
    assert f"analysis.not_{reason}" in codes(found)
    assert found.checked.results.utilisation.shape == (1,)
    assert np.isnan(found.checked.results.group("strength")[0]).all()


def test_a_member_on_another_line_takes_no_forces(tmp_path: Path) -> None:
    near = checked(tmp_path, Beam(related=False, aside_m=0.009))
    assert codes(near)["analysis.matched"]["line"] == 1
    far = checked(tmp_path, Beam(related=False, aside_m=0.011))
    assert codes(far)["analysis.unmatched"] == {"count": 1}
    assert far.checked.case.forces is None


def test_analysis_members_without_physical_ones_are_not_checked(tmp_path: Path) -> None:
    found = checked(tmp_path, Beam(physical=False))
    assert codes(found)["analysis.members_only"] == {"count": 1}
    assert len(found.checked.results) == 0


def test_loads_alone_give_no_forces(tmp_path: Path) -> None:
    found = checked(tmp_path, Beam(results=False))
    assert codes(found)["analysis.loads_only"] == {"count": 1}
    assert found.checked.case.forces is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_reason_has_a_sentence(lang: str) -> None:
    for word in REASONS[1:]:
        assert "3" in say(f"analysis.not_{word}", lang, {"count": 3})


def test_views_of_several_models_keep_their_references(tmp_path: Path) -> None:
    """The second model's beam takes the second model's results."""
    plain = opened(tmp_path)
    (tmp_path / "b").mkdir()
    other = opened(tmp_path / "b", Beam(shares=(0.0, 0.5, 1.0), factor=None))
    facts = merge([plain.facts, other.facts])
    view = facts.analysis
    assert view is not None
    assert view.counts() == {
        k: plain_n + view_of(other).counts()[k] for k, plain_n in view_of(plain).counts().items()
    }
    found = check_model(build(facts), view=view)
    forces = found.checked.case.forces
    assert forces is not None
    names = found.checked.case.combinations.name.filled()
    assert sorted(np.bincount(forces.member).tolist()) == [3, 5]
    for member in (0, 1):
        own = forces.take(np.flatnonzero(forces.member == member))
        assert {names[c] for c in own.combination.tolist()} == {"ULS1" if len(own) == 5 else "Q"}


def test_facts_with_a_view_come_back_from_disk_as_they_were(tmp_path: Path) -> None:
    facts = opened(tmp_path).facts
    save(facts, tmp_path / "facts")
    view = load(Facts, tmp_path / "facts").analysis
    assert view is not None
    assert facts.analysis is not None
    assert view.counts() == facts.analysis.counts()
    assert np.array_equal(view.values.force, facts.analysis.values.force, equal_nan=True)


def report(capsys: pytest.CaptureFixture[str], *words: object) -> dict:
    main(["check", *map(str, words), "--json", "--lang", "en"])
    return json.loads(capsys.readouterr().out)


def test_the_command_takes_the_results_of_the_model_unless_told_not_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path)
    own = report(capsys, path)
    assert own["results"]["rows"][0]["group_strength"] == pytest.approx(SHARE, rel=1e-6)
    assert "analysis.automatic" in {f["code"] for f in own["findings"]}
    asked = report(capsys, path, "--forces", "model")
    assert asked["results"] == own["results"]
    assert "analysis.automatic" not in {f["code"] for f in asked["findings"]}
    assert report(capsys, path, "--forces", "none")["summary"]["with_forces"] is False
    table = tmp_path / "declared.csv"
    table.write_text("combination,values,gamma_0,seismic\nULS1,characteristic,in,in\n", encoding="utf-8")
    said = report(capsys, path, "--combinations", table)
    assert said["summary"]["not_checked"] == {"only_characteristic": 1}
    lacking = report(capsys, PORTAL, "--forces", "model")
    assert "analysis.no_view" in {f["code"] for f in lacking["findings"]}


def test_info_counts_what_the_view_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["info", str(write(tmp_path)), "--json"])
    assert json.loads(capsys.readouterr().out)["analysis"]["results"] == 3
    main(["info", str(write(tmp_path)), "--lang", "zh"])
    assert "结构分析视图" in capsys.readouterr().out
