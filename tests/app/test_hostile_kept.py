"""What the program keeps for itself, spoiled: projects and their automatic copies, the window's preferences."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hostile.inputs import rich_project
from hostile.tables import spoiled, spoiled_json

from app import bill_plan, checking_inputs, rating_inputs
from app import project as pj
from components.findings import Refusal

CASES = 250


def _used(project: pj.Project, folder: Path) -> None:
    """What the window makes of a project before it has read a model."""
    starts = {"0" * 64: 0}
    pj.overrides(project, starts), pj.evidence(project, starts), pj.check_overrides(project, starts)
    for use in (
        lambda: bill_plan.plan_of_project(project, starts, folder),
        lambda: bill_plan.own_rules(project.bill),
        lambda: rating_inputs.given(rating_inputs.inputs_of(project.rate)),
        lambda: checking_inputs.settings_of(checking_inputs.inputs_of(project.check)),
        lambda: checking_inputs.located(checking_inputs.inputs_of(project.check).forces, folder),
        lambda: pj.write(project, folder / "again.steelyard"),
    ):
        try:
            use()
        except Refusal as refused:
            assert refused.code


@pytest.mark.parametrize("how", [spoiled, spoiled_json])
def test_a_spoiled_project_is_refused_or_used_without_a_fault(how, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    raw = rich_project()
    (tmp_path / "whole.steelyard").write_bytes(raw)
    whole = pj.read(tmp_path / "whole.steelyard")
    _used(whole, tmp_path)
    assert whole.decisions and whole.bill and whole.rate and whole.check
    refused = 0
    for i in range(CASES):
        path = tmp_path / "p.steelyard"
        path.write_bytes(how(raw, random.Random(f"project {i}")))
        try:
            project = pj.read(path)
        except pj.ProjectUnreadable:
            refused += 1
            continue
        _used(project, tmp_path)
    assert 20 < refused < CASES, "nothing was shown"


def test_spoiled_automatic_copies_are_not_offered_and_break_no_window(tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    from app.gui.recovery import Recovery

    here = Recovery(tmp_path)
    for i in range(60):
        (tmp_path / f"unsaved.{i:012x}.recovery").write_bytes(
            spoiled(rich_project(), random.Random(f"copy {i}"))
        )
    (tmp_path / "unsaved.folder.recovery").mkdir()
    (tmp_path / "unsaved.nowhere.recovery").symlink_to(tmp_path / "gone")
    offered = here.left(None)
    assert all(pj.read(copy) for copy in offered) and len(offered) < 60
    here.close()


def test_spoiled_preferences_are_the_usual_ones(tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    from app.gui.preferences import THEMES, Preferences

    raw = b"[General]\nlang=zh\ntheme=dark\nunits=metric\nrecent=/a.ifc, /b.ifc\nportfolio=/p.db\n"
    raw += b"\n[layout]\nwindow=@ByteArray(\\0\\0\\0\\xff)\n"
    for i in range(100):
        folder = tmp_path / str(i)
        folder.mkdir()
        (folder / "window.ini").write_bytes(spoiled(raw, random.Random(f"preferences {i}")))
        mine = Preferences(folder)
        assert mine.lang in ("", "zh", "en") and mine.theme in THEMES
        assert mine.display.system and isinstance(mine.recent, list) and mine.portfolio is None
        assert mine.layout("window") is not None
        mine.theme = "light"
        mine.flush()


@pytest.mark.parametrize("name", ["/" + "x" * 300, "/dev/null/x", "a\0b"])
def test_names_that_no_file_can_have_are_files_that_are_gone(name: str, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    from app.gui.preferences import Preferences

    mine = Preferences(tmp_path)
    mine._settings.setValue("recent", [name, str(Path(__file__))])
    mine._settings.setValue("portfolio", name)
    assert mine.recent == [Path(__file__)] and mine.portfolio is None
    assert checking_inputs.located(name, tmp_path) == Path(name)


def test_a_project_saved_under_a_very_long_name_is_saved_and_its_models_may_have_one(
    window: Any, tmp_path: Path
) -> None:
    path = tmp_path / f"{'x' * 240}.steelyard"
    lost = pj.ModelRef(str(tmp_path / ("y" * 300)), "0" * 64)
    pj.write(pj.Project((lost,)), path)
    moved: list[pj.ModelRef] = []
    window.session.file.moved.connect(moved.append)
    window.session.file.open(path)
    assert moved == [lost]
    assert window.session.file.save(path) and not window.session.modified
    window.session.file.autosave()
    assert sorted(p.name for p in tmp_path.glob("*.steelyard")) == [path.name]


def test_every_setting_of_a_model_is_looked_at_when_a_project_is_read() -> None:
    from app.project_form import settings_known
    from components.model import Settings

    assert settings_known(Settings)


def _deep(levels: int) -> dict[str, object]:
    made: dict[str, object] = {"a": 1}
    for _ in range(levels):
        made = {"a": made}
    return made


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("settings", "paint_deduction"), 7.0), (("settings", "steel_density"), float("nan")),
        (("settings", "duplicates"), "x"),
        (("settings", "steel_density"), "7850"), (("decisions", 0, "step_id"), "12"), (("decisions", 0, "step_id"), True),
        (("models", 0, "path"), "a\0b"), (("models", 0, "path"), "\ud800"), (("bill", "mode"), 3),
        (("rate", "books"), "gb"), (("decisions", 0, "value"), "ceiling"),
        (("check", "mapping"), []), (("block", "project"), 1), (("rate", "answers", "project"), _deep(400)),
        (("check", "settings"), _deep(900)), (("rate", "answers", "levels"), {"outdoor_ground_m": 10**400}),
    ],
)  # fmt: skip
def test_a_project_whose_values_are_of_another_kind_is_damaged(
    place: tuple[str | int, ...], value: object, tmp_path: Path
) -> None:
    plain = json.loads(rich_project())
    at = plain
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value
    path = tmp_path / "p.steelyard"
    path.write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(pj.ProjectUnreadable) as refused:
        pj.read(path)
    assert refused.value.code == "project.damaged"
