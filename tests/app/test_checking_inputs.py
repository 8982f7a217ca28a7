"""What a project says of its check, there and back."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from app import project as pj
from app.checking_inputs import CheckInputs, inputs_of, located, plain_of, settings_of, with_settings
from components.codes.gb50017_2017.settings import Settings
from components.table import Text


def test_inputs_survive_the_project_file(tmp_path: Path) -> None:
    inputs = CheckInputs(
        str(tmp_path / "f.csv"), "0" * 64, "etabs", {"N": "p"}, {"C1": {"situation": "seismic"}}, {"gamma_0": 1.1}
    )  # fmt: skip
    path = tmp_path / "a.steelyard"
    pj.write(pj.Project(check=plain_of(inputs)), path)
    assert inputs_of(pj.read(path).check) == inputs


def test_inputs_of_a_later_version_are_read_without_what_is_not_known() -> None:
    assert inputs_of({"forces": "a.csv", "moods": 3}) == CheckInputs("a.csv")


def test_only_settings_that_differ_are_kept_and_the_unknown_net_section_is_the_default() -> None:
    assert with_settings(CheckInputs(), Settings()).settings == {}
    changed = with_settings(CheckInputs(), Settings(flange_edge="flame_cut", net_ratio=0.9))
    assert changed.settings == {"flange_edge": "flame_cut", "net_ratio": 0.9}
    assert settings_of(changed).flange_edge == "flame_cut"


def test_a_force_table_that_moved_with_its_project_is_found_beside_it(tmp_path: Path) -> None:
    beside = tmp_path / "f.csv"
    beside.write_text("", encoding="utf-8")
    assert located("/nowhere/f.csv", tmp_path) == beside
    assert located("/nowhere/g.csv", tmp_path) == Path("/nowhere/g.csv")


def test_decisions_for_the_check_do_not_make_the_model_anew() -> None:
    made = tuple(
        pj.Decision("m", 7, "g", field, value, "r")
        for field, value in (("check_role", "column"), ("grade", "Q355B"))
    )
    project = pj.decide(pj.Project(), made)
    assert [e.field for e in pj.overrides(project, {"m": 0}).edits] == ["grade"]
    assert [e.field for e in pj.check_overrides(project, {"m": 0})] == ["check_role"]


def test_a_member_that_is_not_proven_has_no_colour_of_passing() -> None:
    from app.gui.checking import BANDS, bands

    verdict = Text.of(["passes", "near", "over", "unproven", "not_checked", "passes", "passes"])
    level = Text.of(["low", "near", "over", "normal", "normal", "normal", "normal"])
    u = np.array([0.5, 0.95, 1.2, 0.2, 0.5, 0.45, 0.8])
    told = [BANDS[i] for i in bands(verdict, level, u, (0.3, 0.9)).tolist()]
    assert told == ["low", "near", "over", "unproven", "not_checked", "middle", "high"]
