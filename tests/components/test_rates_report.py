"""What the calculation sheet says is what was scored, with the status of every figure."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from components.rates.answers import Answers, EvaluationUnit, UnitBuilding
from components.rates.book_reader import read_book, shipped_books
from components.rates.engine import score
from components.rates.measures import Measure, Note, done, percent
from components.rates.reach import what_would_it_take
from components.rates.report import ReportContent, report_content
from components.rates.volume import CAST, FACTORY, RateRows, factory_share_by_mass, prefabrication_rate
from components.table import Text

BOOKS = {b.key: b for b in map(read_book, shipped_books())}
NATIONAL = BOOKS["gbt51129-2017"]


@pytest.fixture(scope="module")
def sheet() -> ReportContent:
    rows = RateRows(
        volume_mm3=np.array([3e9, 1e9]),
        mass_kg=np.array([7500.0, 2500.0]),
        is_concrete=np.array([True, True]),
        is_steel=np.array([False, False]),
        is_vertical=np.array([True, False]),
        above_ground=np.array([True, True]),
        counts=np.array([True, True]),
        made=np.array([FACTORY, CAST], np.int8),
        storey=Text.of(["1F", None]),
        kind=Text.of(["column", "slab"]),
    )
    answers = Answers(
        project="示范办公楼",
        unit=EvaluationUnit("tower", (UnitBuilding("A-1"),)),
        stage="pre_evaluation",
        structure="concrete",
        outdoor_ground_mm=-450.0,
        measures={"q3a": Measure(70.0, 100.0, "m2", note=Note("装施-11", "李工", dt.date(2026, 4, 20)))},
    )
    volume, mass = prefabrication_rate(rows), factory_share_by_mass(rows)
    measures = {"q1b": percent(76.0), "decor": done(True), "q1a": Measure(57.5, 100.0, "m3", source="model")}
    result = score(NATIONAL, measures, answers)
    return report_content(result, answers, (), volume, mass, what_would_it_take(result))


def test_the_sheet_opens_with_whether_the_data_is_complete(sheet: ReportContent) -> None:
    assert sheet.lines[0]["zh"].startswith("数据不完整：7 项未知")
    assert sheet.lines[0]["en"].startswith("Incomplete data: 7 items")


def test_the_score_table_carries_quantities_ratio_points_and_evidence(sheet: ReportContent) -> None:
    rows = {r.key: r for r in sheet.score}
    assert (rows["1a"].part, rows["1a"].total, rows["1a"].ratio_percent, rows["1a"].points) == (
        57.5,
        100.0,
        57.5,
        25.0,
    )
    assert rows["1a"].source["zh"] == "模型量得"
    assert rows["1a"].window["zh"] == "35 % – 80 %：20 – 30（线性插值）"
    assert rows["3a"].window["zh"] == "≥ 70 %：6"
    assert (rows["3a"].evidence, rows["3a"].who, rows["3a"].when) == ("装施-11", "李工", dt.date(2026, 4, 20))
    assert (rows["2a"].part, rows["2a"].points, rows["2a"].points_high) == (None, 0.0, 5.0)
    assert "未量得" in rows["2a"].remark["zh"]
    assert [(g.key, g.points, g.points_high) for g in sheet.groups] == [
        ("Q1", 41, 41),
        ("Q2", 0, 20),
        ("Q3", 12, 30),
    ]


def test_storeys_are_listed_with_the_total_last_and_unknown_ones_named(sheet: ReportContent) -> None:
    rows = [(r.storey["zh"], r.part, r.total, r.unit, r.ratio_percent) for r in sheet.storeys]
    assert rows == [
        ("1F", 3.0, 3.0, "m3", 100.0),
        ("楼层未知", 0.0, 1.0, "m3", 0.0),
        ("合计", 3.0, 4.0, "m3", 75.0),
        ("1F", 7500.0, 7500.0, "kg", 100.0),
        ("楼层未知", 0.0, 2500.0, "kg", 0.0),
        ("合计", 7500.0, 10000.0, "kg", 75.0),
    ]


def test_project_data_that_was_not_given_is_left_blank(sheet: ReportContent) -> None:
    fields = {f.label["zh"]: f.value["zh"] for f in sheet.project}
    assert fields["项目名称"] == "示范办公楼" and fields["评价单元"] == "主楼"
    assert fields["室外地坪标高（相对 ±0.000）"] == "-0.450 m"
    assert fields["所在城市"] == "" and fields["施工许可日期"] == ""


def test_the_sheet_ends_with_boxes_to_draw_up_check_and_approve(sheet: ReportContent) -> None:
    assert [s.role["zh"] for s in sheet.signatures] == ["编制", "校核", "审核"]


@pytest.mark.parametrize("key", sorted(BOOKS))
def test_every_figure_of_a_book_is_listed_with_its_status_and_sources(key: str) -> None:
    book = BOOKS[key]
    answers = Answers(structure="concrete")
    sheet = report_content(score(book, {}, answers), answers)
    scales = sum(1 + len(i.variants) for i in book.items)
    others = len(book.groups) + len(book.conditions) + len(book.grades) + 1
    others += (book.unit_rule is not None) + (book.effective_figure is not None)
    assert len(sheet.figures) == 3 * scales + others
    listed = {s for row in sheet.figures for s in row.sources}
    assert listed <= {s[0] for s in sheet.sources}
    assert {f.value["zh"] for f in sheet.book if f.label["zh"] == "规则文件 SHA-256"} == {book.sha256}
    assert all(row.status["zh"] and row.status["en"] for row in sheet.figures)


def test_every_text_of_the_sheet_stands_in_both_languages(sheet: ReportContent) -> None:
    told = [*sheet.lines, *sheet.reach, *sheet.questions, *sheet.findings, sheet.title]
    told += [f.label for f in (*sheet.project, *sheet.book)] + [r.what for r in sheet.figures]
    for text in told:
        assert set(text) == {"zh", "en"} and all(text.values())
