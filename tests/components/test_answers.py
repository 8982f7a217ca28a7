"""The answers file: read strictly, written as a blank with questions."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from pathlib import Path

import pytest

from components.imports.answers import AnswersRefused, answers_of, read_answers, template
from components.rates.answers import AREA_TARGET_PERCENT
from components.rates.book_reader import read_book, shipped_books
from components.rates.engine import score
from components.rates.measures import Note
from components.words import say

BOOKS = [read_book(p) for p in shipped_books()]
NATIONAL = next(b for b in BOOKS if b.standing == "official")

FILE = """\
schema = 1
[project]
name = "示范办公楼"
city = "沈阳"
who = "张工"
assessed_on = 2026-05-01
permit_date = 2021-03-02
[unit]
kind = "group"
[[unit.building]]
planning_number = "1#"
storeys = 3
above_ground_area_m2 = 480.5
[[unit.building]]
planning_number = "2#"
[stage]
value = "pre_evaluation"
[levels]
outdoor_ground_m = -0.45
[areas]
above_ground_m2 = 961
total_m2 = 1200
[structure]
kind = "steel_frame_concrete_core"
core_choice = "volume_ratio"
evidence = "预评价意见书"
[function.kitchen]
exists = false
evidence = "建施-02"
[answer.q3a]
part = 700.0
total = 961.0
evidence = "装施-11"
who = "李工"
when = 2026-04-20
[answer.q2d]
ratio_percent = 55
[answer.decor]
done = true
[settings]
rounding = "down"
own_target_assembly_percent = 65
area_target_percent = 30
"""


def refused(text: str) -> AnswersRefused:
    with pytest.raises(AnswersRefused) as caught:
        answers_of(text.encode(), "答案.toml", BOOKS)
    for lang in ("zh", "en"):
        assert "答案.toml" in say(caught.value.code, lang, caught.value.arguments)
    return caught.value


def test_every_answer_of_the_file_arrives_in_inside_units_with_its_evidence() -> None:
    a = answers_of(FILE.encode(), "答案.toml")
    assert (a.project, a.city, a.note.who) == ("示范办公楼", "沈阳", "张工")
    assert (a.assessed_on, a.permit_date) == (dt.date(2026, 5, 1), dt.date(2021, 3, 2))
    assert a.unit is not None and a.unit.kind == "group"
    assert [(b.planning_number, b.storeys, b.above_ground_area_m2) for b in a.unit.buildings] == [
        ("1#", 3, 480.5),
        ("2#", None, None),
    ]
    assert (a.stage, a.outdoor_ground_mm) == ("pre_evaluation", -450.0)
    assert (a.above_ground_area_m2, a.total_floor_area_m2) == (961.0, 1200.0)
    assert (a.structure, a.core_choice) == ("steel_frame_concrete_core", "volume_ratio")
    assert a.structure_note.evidence == "预评价意见书"
    assert a.functions["kitchen"].exists is False and "bathroom" not in a.functions
    q3a = a.measures["q3a"]
    assert (q3a.part, q3a.total, q3a.unit, q3a.source) == (700.0, 961.0, "m2", "answer")
    assert q3a.note == Note("装施-11", "李工", dt.date(2026, 4, 20))
    assert (a.measures["q2d"].part, a.measures["q2d"].unit) == (55.0, "%")
    assert (a.measures["decor"].part, a.measures["decor"].unit) == (1.0, "yes_no")
    assert (a.rounding, a.own_targets, a.area_target_percent) == ("down", {"assembly": 65.0}, 30.0)
    assert (a.file, a.sha256) == ("答案.toml", hashlib.sha256(FILE.encode()).hexdigest())


def test_what_is_left_out_is_not_answered() -> None:
    a = answers_of(b"schema = 1", "a.toml")
    assert (a.unit, a.stage, a.outdoor_ground_mm, a.structure, a.rounding) == (None,) * 5
    assert not a.measures and not a.functions and not a.own_targets
    assert a.area_target_percent == AREA_TARGET_PERCENT == 21.0


CASES = [
    ('kind = "group"', 'kind = "block"', "toml_not_one_of", "unit.kind"),
    ('kind = "group"', 'kind = "single"', "answers_one_building", "unit.kind"),
    (
        'planning_number = "2#"',
        'planning_number = "1#"',
        "answers_building_twice",
        "unit.building[2].planning_number",
    ),
    ('planning_number = "2#"', "", "toml_missing_key", "unit.building[2].planning_number"),
    ("storeys = 3", "storeys = 3.5", "toml_wrong_kind", "unit.building[1].storeys"),
    ("storeys = 3", "storeys = 0", "toml_out_of_range", "unit.building[1].storeys"),
    ("outdoor_ground_m = -0.45", 'outdoor_ground_m = "-0.45"', "toml_wrong_kind", "levels.outdoor_ground_m"),
    ("outdoor_ground_m = -0.45", "outdoor_ground_mm = -450", "toml_unknown_key", "levels.outdoor_ground_mm"),
    ("total_m2 = 1200", "total_m2 = 0", "toml_out_of_range", "areas.total_m2"),
    ("total_m2 = 1200", "total_m2 = -5", "toml_out_of_range", "areas.total_m2"),
    ('value = "pre_evaluation"', 'value = "later"', "toml_not_one_of", "stage.value"),
    ('core_choice = "volume_ratio"', 'core_choice = "best"', "toml_not_one_of", "structure.core_choice"),
    ("[function.kitchen]", "[function.garden]", "answers_unknown_measure", "function.garden"),
    ("exists = false", 'exists = "no"', "toml_wrong_kind", "function.kitchen.exists"),
    ("exists = false\n", "", "toml_missing_key", "function.kitchen.exists"),
    ("[answer.q3a]", "[answer.q3x]", "answers_unknown_measure", "answer.q3x"),
    ("part = 700.0", "part = -1.0", "toml_out_of_range", "answer.q3a.part"),
    ("part = 700.0", "part = inf", "toml_out_of_range", "answer.q3a.part"),
    ("part = 700.0\n", "", "toml_missing_key", "answer.q3a.part"),
    ("part = 700.0\ntotal = 961.0\n", "", "answers_empty", "answer.q3a"),
    ("part = 700.0", "part = 700.0\nratio_percent = 3", "answers_both_forms", "answer.q3a.ratio_percent"),
    ("ratio_percent = 55", "ratio_percent = 155", "toml_out_of_range", "answer.q2d.ratio_percent"),
    ("done = true", "done = 1", "toml_wrong_kind", "answer.decor.done"),
    ("when = 2026-04-20", "when = 2026-04-20T10:00:00", "toml_wrong_kind", "answer.q3a.when"),
    ('rounding = "down"', 'rounding = "up"', "toml_not_one_of", "settings.rounding"),
    (
        "area_target_percent = 30",
        "area_target_percent = 130",
        "toml_out_of_range",
        "settings.area_target_percent",
    ),
    ("schema = 1", "schema = 9", "toml_schema", "schema"),
]


@pytest.mark.parametrize(("old", "new", "reason", "path"), CASES)
def test_a_wrong_answer_is_refused_with_line_and_key(old: str, new: str, reason: str, path: str) -> None:
    assert old in FILE
    text = FILE.replace(old, new, 1)
    refusal = refused(text)
    assert (refusal.code, refusal.arguments["path"]) == (f"rates.{reason}", path)
    line = text.splitlines()[refusal.arguments["line"] - 1]
    assert line.startswith((path.split(".")[-1], "[")), line


def test_a_unit_without_a_planning_number_is_refused() -> None:
    assert refused('schema = 1\n[unit]\nkind = "single"\n').code == "rates.answers_no_building"


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(AnswersRefused) as caught:
        read_answers(tmp_path / "none.toml")
    assert caught.value.arguments["file"] == "none.toml"


def test_a_measure_of_a_local_book_can_be_answered_only_with_that_book() -> None:
    text = b"schema = 1\n[answer.standard_parts]\npart = 30\ntotal = 50\n"
    assert answers_of(text, "a.toml", BOOKS).measures["standard_parts"].unit == "count"
    with pytest.raises(AnswersRefused):
        answers_of(text, "a.toml", [NATIONAL])


@pytest.mark.parametrize("languages", [("zh",), ("en",), ("zh", "en")])
def test_a_blank_template_is_readable_and_answers_nothing(languages: tuple[str, ...]) -> None:
    text = template(BOOKS, languages)
    a = answers_of(text.encode(), "blank.toml", BOOKS)
    assert (a.unit, a.stage, a.structure, dict(a.measures), dict(a.functions)) == (None, None, None, {}, {})
    assert ("什么" in text) == ("zh" in languages)
    assert ("Which stage" in text) == ("en" in languages)


FILL = {"when": "2026-05-01", "assessed_on": "2026-05-01", "permit_date": "2021-03-02", "storeys": "3"}
WORDS = {
    'kind = ""': 'kind = "single"',
    'value = ""': 'value = "completion"',
    'planning_number = ""': 'planning_number = "1#"',
    'evidence = ""': 'evidence = "建施-01"',
}
RULE_WORDS = {
    'when = { class = "", name = "" }': 'when = { class = "IfcWall", name = "外挂" }',
    'field = ""\nvalue = ""': 'field = "made"\nvalue = "factory"',
    'reason = ""': 'reason = "加工图"',
    '[[areas.storey]]\nname = ""': '[[areas.storey]]\nname = "1F"',
}


def test_a_template_filled_in_answers_everything_its_books_ask() -> None:
    text = re.sub(r"(?m)^#(?! )", "", template(BOOKS))
    text = text.replace('[structure]\nkind = ""', '[structure]\nkind = "concrete"')
    for blank, word in RULE_WORDS.items():
        text = text.replace(blank, word)
    for blank, word in WORDS.items():
        text = text.replace(blank, word)
    text = re.sub(r"(?m)^(exists|done|roof_counts|envelope_counts) = $", r"\1 = true", text)
    text = re.sub(r"(?m)^(\w+) = $", lambda m: f"{m[1]} = {FILL.get(m[1], '50.0')}", text)
    a = answers_of(text.encode(), "full.toml", BOOKS)
    for book in BOOKS:
        result = score(book, {}, a)
        assert result.complete, [i.reason for i in result.items if i.reason]
        assert "rates.answers_without_evidence" not in [f.code for f in result.findings]


def test_rules_and_storey_areas_are_read_in_their_order() -> None:
    text = (
        'schema = 1\n[[areas.storey]]\nname = "1F"\nm2 = 351.36\n'
        '[[rule]]\nwhen = { class = "IfcWall" }\nfield = "made"\nvalue = "cast"\nreason = "a"\n'
        '[[rule]]\nwhen = { property = "X = 1" }\nfield = "wall"\nvalue = "panel"\nreason = "b"\n'
        '[settings]\nroof_counts = false\nunsaid_concrete = "cast"\n'
    )
    a = answers_of(text.encode(), "a.toml")
    assert dict(a.storey_areas_m2) == {"1F": 351.36}
    assert [(dict(r.when), r.field, r.value, r.reason) for r in a.rules] == [
        ({"class": "IfcWall"}, "made", "cast", "a"),
        ({"property": "X = 1"}, "wall", "panel", "b"),
    ]
    assert (a.roof_counts, a.envelope_counts, a.unsaid_is_cast) == (False, True, True)


@pytest.mark.parametrize(
    "rule",
    [
        'when = {}\nfield = "made"\nvalue = "cast"\nreason = "a"',
        'when = { class = "IfcWall" }\nfield = "made"\nvalue = "masonry"\nreason = "a"',
        'when = { class = "IfcWall" }\nfield = "colour"\nvalue = "red"\nreason = "a"',
        'when = { klass = "IfcWall" }\nfield = "made"\nvalue = "cast"\nreason = "a"',
        'when = { class = "IfcWall" }\nfield = "made"\nvalue = "cast"',
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(rule: str) -> None:
    assert refused(f"schema = 1\n[[rule]]\n{rule}\n").arguments["line"] >= 2


def test_a_template_taken_as_it_is_says_nothing_that_nobody_said() -> None:
    """Uncommenting alone does not make an answer: the blank is refused on its line."""
    text = template(BOOKS).replace("#[answer.decor]\n#done = ", "[answer.decor]\ndone = ")
    assert refused(text).arguments["line"] == text[: text.index("\ndone = ")].count("\n") + 2
