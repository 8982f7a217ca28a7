"""Answers as a project keeps them: written as a file and read back, they say the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.rating_inputs import Inputs, given, inputs_of, kept_of
from components.imports.answers import answers_of
from components.imports.answers_text import answered, plain_of, to_toml
from components.rates.answers import NOTHING_ANSWERED

FILE = """\
schema = 1
[project]
name = "示范 \\"一期\\" 办公楼"
who = "张工"
assessed_on = 2026-05-01
[unit]
kind = "group"
[[unit.building]]
planning_number = "1#"
storeys = 3
above_ground_area_m2 = 480.5
[[unit.building]]
planning_number = "2#"
[levels]
outdoor_ground_m = -0.45
[[areas.storey]]
name = "一层 1F"
m2 = 351.36
[function.kitchen]
exists = false
evidence = "建施-02"
[answer.q3a]
part = 700.0
total = 961
when = 2026-04-20
[answer.decor]
done = true
[settings]
roof_counts = false
[[rule]]
when = { class = "IfcWall", name = "外挂" }
field = "made"
value = "factory"
reason = "构件详图"
"""


def same(text: str, other: str) -> bool:
    a, b = (vars(answers_of(t.encode(), "a.toml")) | {"file": "", "sha256": ""} for t in (text, other))
    return a == b


def test_answers_kept_in_a_project_and_written_again_say_what_the_file_said() -> None:
    kept = json.loads(json.dumps(plain_of(FILE.encode())))
    assert same(to_toml(kept), FILE)


@pytest.mark.parametrize(
    "draft",
    [
        {"answer": {"q3a": {"evidence": "装施-11", "who": "李工"}}},
        {"function": {"kitchen": {"evidence": "建施-02"}}},
        {"unit": {"kind": "single"}},
        {"project": {"name": ""}},
        {},
    ],
)
def test_a_note_without_an_answer_is_no_answer(draft: dict[str, Any]) -> None:
    assert answered(draft) == {}
    assert given(Inputs(answers=draft))[1] == NOTHING_ANSWERED


def test_what_the_project_keeps_of_a_rating_comes_back() -> None:
    inputs = Inputs(("example-local",), plain_of(FILE.encode()))
    again = inputs_of(json.loads(json.dumps(kept_of(inputs))))
    assert again == inputs
    assert given(again)[0][0].key == "example-local"
    assert given(again)[1].outdoor_ground_mm == -450.0


def test_a_date_that_is_none_is_refused_when_read_and_not_changed() -> None:
    from components.imports.answers import AnswersRefused

    with pytest.raises(AnswersRefused):
        answers_of(to_toml({"project": {"assessed_on": "yesterday"}}).encode(), "a.toml")
