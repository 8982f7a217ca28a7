"""The engine: what is not known stays not known, and every verdict says by how much."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import pytest

from components.rates.answers import Answers, EvaluationUnit, Presence, UnitBuilding
from components.rates.book_reader import SHIPPED, read_book
from components.rates.engine import round_rate, score
from components.rates.measures import Measure, MeasureRefused, Note, done, percent
from components.rates.result import RateResult
from components.rates.wording import text
from components.words import say

NATIONAL = read_book(SHIPPED / "gbt51129_2017.toml")
VOLUME = read_book(SHIPPED / "volume_ratio.toml")
LOCAL = read_book(SHIPPED / "example_local.toml")
NOTE = Note("结施-05", "张工", dt.date(2026, 5, 1))
FULL = {
    **{
        k: percent(100.0, NOTE)
        for k in ("q1a", "q1b", "q2a", "q2b", "q2c", "q2d", "q3a", "q3b", "q3c", "q3d")
    },
    "decor": done(True, NOTE),
}
SINGLE = EvaluationUnit("single", (UnitBuilding("1#"),))
CONCRETE = Answers(unit=SINGLE, stage="completion", structure="concrete")
CORE = {"unit": SINGLE, "stage": "completion", "structure": "steel_frame_concrete_core"}


def without(*keys: str) -> dict[str, Measure]:
    return {k: v for k, v in FULL.items() if k not in keys}


def told(result: RateResult) -> str:
    for lang in ("zh", "en"):
        for sentence in (*result.lines, *result.questions):
            assert text(sentence, lang)
        for finding in result.findings:
            assert say(finding.code, lang, finding.args)
    return text(result.lines[0], "zh")


def test_everything_at_full_ratio_scores_100_and_says_so_first() -> None:
    result = score(NATIONAL, FULL, CONCRETE)
    assert result.rate_percent == 100 and result.complete
    assert told(result).startswith("装配率 100 %")


def test_a_missing_item_gives_a_range_and_says_so_in_the_first_line() -> None:
    result = score(NATIONAL, without("q1b", "q3d"), CONCRETE)
    assert result.rate_percent is None
    assert (result.rate_low, result.rate_high) == (74, 100)
    assert told(result) == (
        "数据不完整：2 项未知（1b、3d），装配率在 74 %～100 % 之间"
        "（GB/T 51129-2017《装配式建筑评价标准》），尚不能得出结论。"
    )
    assert result.recognised == "met"
    assert (result.grade.state, result.grade.candidates) == ("not_known", ("A", "AA", "AAA"))


def test_nothing_known_is_neither_recognised_nor_not() -> None:
    result = score(NATIONAL, {})
    assert (result.rate_low, result.rate_high, result.recognised) == (0, 100, "not_known")
    assert {i.state for i in result.items} == {"not_known"}
    assert told(result).startswith("数据不完整：11 项未知")
    assert [q.code for q in result.questions[:2]] == ["rates.ask_unit", "rates.ask_stage"]


def test_a_zero_total_is_asked_about_and_never_put_in_q4() -> None:
    zero = FULL | {"q3b": Measure(0.0, 0.0, "m2")}
    result = score(NATIONAL, zero, CONCRETE)
    assert result.Q4 == 0 and result.item("3b").state == "not_known"
    assert "建筑是否没有厨房" in text(result.questions[0], "zh")
    assert (result.rate_low, result.rate_high) == (94, 100)


def test_a_function_said_to_be_absent_goes_into_q4_with_its_full_points() -> None:
    answers = Answers(**{**CONCRETE.__dict__, "functions": {"kitchen": Presence(False, NOTE)}})
    result = score(NATIONAL, without("q3b") | {"q3b": Measure(0.0, 0.0, "m2")}, answers)
    assert (result.Q4, result.rate_percent) == (6, 100)


def test_a_function_said_to_be_absent_yet_measured_is_not_known() -> None:
    answers = Answers(**{**CONCRETE.__dict__, "functions": {"kitchen": Presence(False, NOTE)}})
    result = score(NATIONAL, FULL, answers)
    assert result.Q4 == 0
    assert result.item("3b").reason is not None
    assert result.item("3b").reason.code == "rates.why_absent_yet_measured"


def test_what_the_evidence_does_not_decide_widens_the_range_and_adds_no_points() -> None:
    result = score(NATIONAL, FULL | {"q1a": Measure(20.0, 100.0, "m3", undecided=37.5)}, CONCRETE)
    item = result.item("1a")
    assert (item.ratio_low, item.ratio_high, item.points, item.points_high) == (20, 57.5, 0, 25)
    assert (result.rate_low, result.rate_high) == (70, 95)
    assert result.condition("vertical").state == "not_known"
    assert "暂按非预制计" in text(item.reason or "", "zh")


def test_an_element_without_a_quantity_leaves_the_ratio_open() -> None:
    result = score(NATIONAL, FULL | {"q1b": Measure(90.0, 100.0, "m2", unmeasured=2)}, CONCRETE)
    assert (result.item("1b").points, result.item("1b").points_high) == (0, 20)
    assert result.item("1b").ratio_percent == 90.0


BAD = [
    (Measure(-1.0, 10.0, "m3"), "quantity_negative"),
    (Measure(1.0, -10.0, "m3"), "quantity_negative"),
    (Measure(math.nan, 10.0, "m3"), "quantity_missing"),
    (Measure(1.0, math.inf, "m3"), "quantity_missing"),
    (Measure(10.1, 10.0, "m3"), "part_exceeds_total"),
    (Measure(6.0, 10.0, "m3", undecided=5.0), "part_exceeds_total"),
    (Measure(1.0, 0.0, "m3"), "part_exceeds_total"),
    (percent(101.0), "part_exceeds_total"),
    (Measure(1.0, 10.0, "kg"), "unit_differs"),
]


@pytest.mark.parametrize(("measure", "reason"), BAD)
def test_impossible_quantities_are_refused_in_one_sentence(measure: Measure, reason: str) -> None:
    with pytest.raises(MeasureRefused) as caught:
        score(NATIONAL, FULL | {"q1a": measure}, CONCRETE)
    assert caught.value.code == f"rates.{reason}"
    for lang in ("zh", "en"):
        assert "q1a" in say(caught.value.code, lang, caught.value.arguments)


def test_a_steel_frame_scores_30_once_35_percent_of_its_vertical_mass_is_factory_made() -> None:
    steel = Answers(unit=SINGLE, stage="completion", structure="all_steel")
    for kg, points, gate in ((34.9, 0, "missed"), (35.0, 30, "met"), (100.0, 30, "met")):
        result = score(NATIONAL, without("q1a") | {"q1a_factory": Measure(kg, 100.0, "kg")}, steel)
        assert (result.item("1a").points, result.condition("vertical").state) == (points, gate)


def test_a_steel_frame_without_a_known_vertical_share_is_not_given_30_points() -> None:
    steel = Answers(unit=SINGLE, stage="completion", structure="all_steel")
    result = score(NATIONAL, without("q1a"), steel)
    assert (result.item("1a").points, result.item("1a").points_high) == (0, 30)


def test_all_steel_with_vertical_concrete_in_the_model_is_a_contradiction() -> None:
    steel = Answers(unit=SINGLE, stage="completion", structure="all_steel")
    both = without("q1a") | {"q1a_factory": Measure(100.0, 100.0, "kg"), "q1a": Measure(0.0, 12.0, "m3")}
    result = score(NATIONAL, both, steel)
    assert result.item("1a").state == "not_known"
    assert "全钢结构" in text(result.item("1a").reason or "", "zh")


def test_a_structure_nobody_named_leaves_1a_open() -> None:
    result = score(NATIONAL, FULL, Answers(unit=SINGLE, stage="completion"))
    assert result.item("1a").reason is not None
    assert result.item("1a").reason.code == "rates.why_structure_unknown"


def test_a_steel_frame_with_a_concrete_core_asks_for_a_choice_and_then_for_its_document() -> None:
    core = without("q1a") | {
        "q1a_factory": Measure(90.0, 100.0, "kg"),
        "q1a": Measure(0.0, 50.0, "m3"),
        "q1a_local": percent(44.0, NOTE),
    }
    result = score(NATIONAL, core, Answers(**CORE))
    assert "未选定" in text(result.item("1a").reason or "", "zh")
    expected = {"frame_points": 30.0, "volume_ratio": 0.0, "local_rule": 22.0}  # 20 + (44 - 35) / 45 x 10
    for choice, points in expected.items():
        bare = score(NATIONAL, core, Answers(**CORE, core_choice=choice))
        assert "确认文件" in text(bare.item("1a").reason or "", "zh")
        scored = score(NATIONAL, core, Answers(**CORE, core_choice=choice, structure_note=NOTE))
        assert (scored.item("1a").state, scored.item("1a").points) == ("scored", points)
        assert scored.item("1a").choice == choice


def test_a_vertical_ratio_below_35_percent_is_recognised_but_not_graded() -> None:
    result = score(NATIONAL, FULL | {"q1a": percent(34.0, NOTE)}, CONCRETE)
    assert (result.rate_percent, result.recognised) == (70, "met")
    assert result.grade.key is None
    assert result.condition("vertical").margin_high == pytest.approx(-1.0)
    assert "相差 1 个百分点" in text(result.lines[-2], "zh")


def test_without_full_decoration_no_rate_is_enough() -> None:
    result = score(NATIONAL, FULL | {"decor": done(False, NOTE)}, CONCRETE)
    assert (result.rate_percent, result.recognised, result.grade.key) == (94, "missed", None)
    assert result.condition("decoration").margin_high == -6


GROUP = [
    ("3 storeys and 500 m2", 3, 500.0, "met"),
    ("4 storeys", 4, 400.0, "missed"),
    ("501 m2", 2, 501.0, "missed"),
    ("storeys not given", None, 400.0, "not_known"),
]


@pytest.mark.parametrize(("_", "storeys", "area", "state"), GROUP)
def test_a_group_of_small_buildings_holds_up_to_3_storeys_and_500_m2_each(
    _: str, storeys: int | None, area: float, state: str
) -> None:
    unit = EvaluationUnit("group", (UnitBuilding("1#", 2, 300.0), UnitBuilding("2#", storeys, area)))
    result = score(NATIONAL, FULL, Answers(unit=unit, stage="completion", structure="concrete"))
    assert result.recognised == state
    assert [c.state for c in result.conditions if c.kind == "unit"] == ["met", state]
    told(result)


def test_a_book_that_groups_no_buildings_does_not_recognise_a_group() -> None:
    unit = EvaluationUnit("group", (UnitBuilding("1#", 2, 300.0), UnitBuilding("2#", 2, 300.0)))
    result = score(LOCAL, FULL, Answers(unit=unit, stage="completion", structure="concrete"))
    assert result.recognised == "missed"
    told(result)


@pytest.mark.parametrize("kind", ["single", "tower", "podium", "tower_and_podium"])
@pytest.mark.parametrize("stage", ["pre_evaluation", "completion", None])
def test_unit_and_stage_are_carried_into_the_result_and_printed(kind: str, stage: str | None) -> None:
    unit = EvaluationUnit(kind, (UnitBuilding("S-7"),))
    result = score(NATIONAL, FULL, Answers(unit=unit, stage=stage, structure="concrete"))
    assert (result.unit, result.stage) == (unit, stage)
    printed = " ".join(text(line, "zh") for line in result.lines)
    assert ("S-7" in printed) == (stage is not None)
    assert ("预评价等级" in printed) == (stage == "pre_evaluation")
    assert ("不能作为正式等级" in printed) == (stage is None)


def test_recognition_that_only_rounding_gives_says_so() -> None:
    # 1b 20, 2a 5, 2b 2 + 10 / 30 x 3 = 3 at 60 %, 2c 5, decoration 6, 3a 6, 3c 3 + 10 / 20 x 3 = 4.5: 49.5
    ratios = {"q1a": 0.0, "q1b": 80.0, "q2a": 80.0, "q2b": 60.0, "q2c": 50.0, "q2d": 0.0}
    ratios |= {"q3a": 70.0, "q3b": 0.0, "q3c": 80.0, "q3d": 0.0}
    measures = {k: percent(v, NOTE) for k, v in ratios.items()} | {"decor": done(True, NOTE)}
    result = score(NATIONAL, measures, CONCRETE)
    assert result.rate_unrounded_low == pytest.approx(49.5)
    assert (result.rate_percent, result.recognised) == (50, "met")
    assert result.condition("rate").by_rounding
    cut = score(NATIONAL, measures, Answers(**{**CONCRETE.__dict__, "rounding": "down"}))
    assert (cut.rate_percent, cut.recognised, cut.condition("rate").by_rounding) == (49, "missed", False)
    assert "rates.rounding_changed" in [f.code for f in cut.findings]


@pytest.mark.parametrize(
    ("x", "method", "rounded"),
    [
        (65.5, "half_up", 66),
        (66.5, "half_up", 67),
        (65.49, "half_up", 65),
        (65.9, "down", 65),
        (65.9, "none", 65.9),
    ],
)
def test_the_rate_is_rounded_as_the_setting_names_it(x: float, method: str, rounded: float) -> None:
    assert round_rate(x, method, 0) == rounded


def test_an_unrounded_rate_in_the_gap_between_two_grades_takes_the_lower_and_says_so() -> None:
    # 1a 30, 1b 20, 2a 5, 2b 2 + 15 / 30 x 3 = 3.5 at 65 %, 2c 5, decoration 6, 3a 6: 75.5
    ratios = {"q1a": 80.0, "q1b": 80.0, "q2a": 80.0, "q2b": 65.0, "q2c": 50.0, "q2d": 0.0}
    ratios |= {"q3a": 70.0, "q3b": 0.0, "q3c": 0.0, "q3d": 0.0}
    measures = {k: percent(v, NOTE) for k, v in ratios.items()} | {"decor": done(True, NOTE)}
    result = score(NATIONAL, measures, Answers(**{**CONCRETE.__dict__, "rounding": "none"}))
    assert result.rate_percent == pytest.approx(75.5)
    assert (result.grade.key, result.grade.in_gap) == ("A", True)
    assert "空档" in text(result.lines[-1], "zh")


def test_an_answer_replaces_what_the_model_measured_and_is_reported() -> None:
    answers = Answers(**{**CONCRETE.__dict__, "measures": {"q1a": percent(0.0, NOTE)}})
    result = score(NATIONAL, FULL, answers)
    assert result.item("1a").points == 0
    assert "rates.answer_replaces_model" in [f.code for f in result.findings]


def test_answers_without_evidence_are_reported() -> None:
    bare = Answers(**{**CONCRETE.__dict__, "measures": {"q3a": percent(80.0)}})
    found = {f.code: f.args for f in score(NATIONAL, FULL, bare).findings}
    assert found["rates.answers_without_evidence"]["measures"] == "q3a"


def test_an_assessment_before_the_standard_took_effect_is_reported() -> None:
    early = Answers(**{**CONCRETE.__dict__, "assessed_on": dt.date(2018, 1, 31)})
    assert "rates.book_not_yet" in [f.code for f in score(NATIONAL, FULL, early).findings]
    on_day = Answers(**{**CONCRETE.__dict__, "assessed_on": dt.date(2018, 2, 1)})
    assert "rates.book_not_yet" not in [f.code for f in score(NATIONAL, FULL, on_day).findings]


def test_the_volume_book_gives_the_ratio_itself_and_recognises_nothing() -> None:
    result = score(VOLUME, {"q_volume": Measure(123.0, 456.0, "m3", note=NOTE)}, CONCRETE)
    assert result.rate_percent == 26.97  # 123 / 456 = 0.269737
    assert (result.recognised, result.grade.state) == ("not_in_book", "not_in_book")
    assert told(result).startswith("预制率 26.97 %")


def test_an_example_book_says_on_every_result_that_it_is_one() -> None:
    assert "rates.book_example" in [f.code for f in score(LOCAL, FULL, CONCRETE).findings]


def test_points_above_the_maximum_of_a_group_do_not_count() -> None:
    group = replace(NATIONAL.groups[0], max_points=40.0)
    capped = replace(NATIONAL, groups=(group, *NATIONAL.groups[1:]))
    assert score(capped, FULL, CONCRETE).rate_percent == 90
