"""What the user decided, and its file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import project as pj
from components.model import CATEGORIES, Override, Settings
from components.words import say

WORD = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
SAID = st.one_of(
    st.tuples(st.just("grade"), WORD), st.tuples(st.just("category"), st.sampled_from(CATEGORIES))
)
DECISION = st.builds(
    lambda said, **rest: pj.Decision(field=said[0], value=said[1], **rest),
    SAID, model=WORD, step_id=st.integers(1, 10**6), global_id=WORD, reason=WORD, before=WORD, date=WORD,
)  # fmt: skip


def _project(n: int = 1) -> pj.Project:
    made = tuple(
        pj.Decision("m", i, f"g{i}", "grade", f"Q{i}", "说明", "Q235B", "2026-01-02") for i in range(n)
    )
    return pj.Project(
        (pj.ModelRef("/models/厂房.ifc", "m"),), made, Settings(tolerance=0.02), {"project": "一号厂房"}
    )


@given(st.lists(DECISION, max_size=6))
@settings(max_examples=40, deadline=None)
def test_a_project_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, made: list[pj.Decision]
) -> None:
    path = tmp_path_factory.mktemp("p") / "a.steelyard"
    project = replace(_project(), decisions=tuple(made))
    pj.write(project, path)
    assert pj.read(path) == project


def test_models_beside_the_project_are_found_after_both_have_moved(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    pj.write(pj.Project((pj.ModelRef(str((old / "m.ifc").resolve()), "x"),)), old / "a.steelyard")
    old.rename(new)
    assert pj.read(new / "a.steelyard").models[0].path == str((new / "m.ifc").resolve())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "project.damaged"),
        ("{", "project.damaged"),
        ("[]", "project.foreign"),
        ("{}", "project.foreign"),
        ('{"steelyard": 1}', "project.damaged"),
        ('{"steelyard": 1, "models": [{"path": "a"}], "decisions": [], "settings": {}}', "project.damaged"),
        ('{"steelyard": 999}', "project.newer"),
    ],
)
def test_a_file_that_is_no_project_is_refused_with_a_sentence(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "a.steelyard"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(pj.ProjectUnreadable) as refused:
        pj.read(path)
    assert refused.value.code == code
    for lang in ("zh", "en"):
        assert "a.steelyard" in say(code, lang, refused.value.arguments)


def test_a_saved_project_of_every_version_opens() -> None:
    saved = sorted((Path(__file__).parent / "projects").glob("v*.steelyard"))
    assert [json.loads(p.read_text(encoding="utf-8"))["steelyard"] for p in saved] == list(
        range(1, pj.VERSION + 1)
    )
    for path in saved:
        project = pj.read(path)
        assert project.decisions[0].value == "Q355B"
        assert project.settings.tolerance == 0.02


def test_a_program_killed_while_it_saves_leaves_a_whole_project(tmp_path: Path) -> None:
    path = tmp_path / "a.steelyard"
    pj.write(_project(1), path)
    loop = (
        "import sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path; from app import project as pj\n"
        "one = pj.read(Path(sys.argv[1])); d = one.decisions[0]; import dataclasses\n"
        "many = dataclasses.replace(one, decisions=tuple(dataclasses.replace(d, step_id=i) for i in range(3000)))\n"
        "print('go', flush=True)\n"
        "while True:\n    pj.write(many, Path(sys.argv[1])); pj.write(one, Path(sys.argv[1]))\n"
    )
    root = str(Path(__file__).parents[2])
    for pause in (0.0, 0.013, 0.031, 0.05):
        child = subprocess.Popen([sys.executable, "-c", loop, str(path), root], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(pause)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert len(pj.read(path).decisions) in (1, 3000)


def test_the_last_decision_on_a_field_stands() -> None:
    first = pj.Decision("m", 5, "g", "grade", "Q235B", "a")
    then = replace(first, value="Q355B", reason="b")
    project = pj.decide(pj.decide(pj.Project(), (first,)), (then,))
    assert pj.overrides(project, {"m": 0}).edits == (Override(5, "grade", "Q355B", "b"),)
    assert pj.overrides(project, {"other": 0}).edits == ()


def test_decisions_follow_their_element_into_a_changed_file_and_none_is_dropped() -> None:
    project = _project(3)
    carried = pj.carry_over(project, "m", "n", {"g0": 70, "g2": 72})
    assert [d.step_id for d in carried.project.decisions if d.model == "n"] == [70, 72]
    assert [d.global_id for d in carried.lost] == ["g1"]
    assert len(carried.project.decisions) == 3
    assert carried.project.models[0].sha256 == "n"


def test_a_model_that_a_project_names_twice_is_counted_once(tmp_path: Path) -> None:
    here, copy, other = (str(tmp_path / f"{n}.ifc") for n in "abc")
    named = (pj.ModelRef(here, "1"), pj.ModelRef(copy, "1"), pj.ModelRef(other, "2"), pj.ModelRef(here, "1"))
    pj.write(pj.Project((*named, pj.ModelRef(copy), pj.ModelRef(copy))), tmp_path / "p.steelyard")
    read = pj.read(tmp_path / "p.steelyard").models
    assert read == (pj.ModelRef(here, "1"), pj.ModelRef(other, "2"), pj.ModelRef(copy))
