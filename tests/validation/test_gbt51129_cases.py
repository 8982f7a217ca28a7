"""Constructed cases for GB/T 51129-2017: item by item worked by hand from formula 4.0.1 and the linear
interpolation of table 4.0.1. They are not published examples (none was found); 3.75 becomes 3.8 by
rounding half up.
"""

from __future__ import annotations

import pytest

from components.rates.answers import Answers, EvaluationUnit, Presence, UnitBuilding
from components.rates.book import Book
from components.rates.book_reader import SHIPPED, read_book
from components.rates.engine import score
from components.rates.measures import Measure, Note, done, percent
from components.rates.result import RateResult
from components.rates.wording import text

ORDER = ("1a", "1b", "2a", "2b", "2c", "2d", "decor", "3a", "3b", "3c", "3d")
NOTE = Note("A-01", "检查人")


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(SHIPPED / "gbt51129_2017.toml")


def scored(
    book: Book,
    ratios: dict[str, float],
    absent: tuple[str, ...] = (),
    structure: str = "concrete",
    decor: bool = True,
) -> RateResult:
    vertical = "q1a_factory" if structure == "all_steel" else "q1a"
    names = {i.key: i.measure for i in book.items} | {"1a": vertical}
    measures: dict[str, Measure] = {names[k]: percent(v, NOTE) for k, v in ratios.items()}
    measures["decor"] = done(decor, NOTE)
    answers = Answers(
        unit=EvaluationUnit("single", (UnitBuilding("1#"),)),
        stage="completion",
        structure=structure,
        functions={f: Presence(False, NOTE) for f in absent},
        measures=measures,
    )
    return score(book, {}, answers)


def test_p1_shear_wall_housing_scores_47_3_percent_and_is_not_recognised(book: Book) -> None:
    ratios = dict(zip(ORDER, (0, 82, 85, 0, 100, 60, 0, 0, 75, 80, 0), strict=True))
    ratios.pop("decor")
    result = scored(book, ratios)
    assert [r.points for r in result.items] == [0, 20, 5, 0, 5, 3, 6, 0, 3.8, 4.5, 0]
    assert [round(g.points, 9) for g in result.groups] == [20.0, 13.0, 14.3]
    assert result.Q4 == 0
    assert result.rate_unrounded_low == pytest.approx(47.3, abs=1e-9)
    assert result.rate_percent == 47
    assert result.recognised == "missed"
    assert result.condition("rate").margin_high == -3
    assert result.grade.key is None
    assert result.item("3b").points_unrounded == 3.75


def test_p2_frame_office_scores_65_43_percent_and_grade_a(book: Book) -> None:
    ratios = {"1a": 57.5, "1b": 76, "2a": 90, "2b": 0, "2c": 80, "2d": 0, "3a": 0, "3c": 0, "3d": 55}
    result = scored(book, ratios, absent=("kitchen",))
    points = [r.points for r in result.items]
    assert points == [25, 16, 5, 0, 5, 0, 6, 0, 0, 0, 4.5]
    assert result.item("3b").state == "absent"
    assert [g.points for g in result.groups] == [41.0, 10.0, 10.5]
    assert result.Q4 == 6
    assert round(result.rate_unrounded_low, 2) == 65.43
    assert result.rate_percent == 65
    assert result.recognised == "met"
    assert result.grade.key == "A"
    assert "65 %" in text(result.lines[0], "zh")


def test_p4_steel_building_with_every_item_scores_100_percent_and_grade_aaa(book: Book) -> None:
    ratios = {"1a": 100, "1b": 95, "2a": 100, "2b": 80, "2c": 100, "2d": 80, "3a": 75, "3d": 70}
    result = scored(book, ratios, absent=("kitchen", "bathroom"), structure="all_steel")
    assert [r.points for r in result.items] == [30, 20, 5, 5, 5, 5, 6, 6, 0, 0, 6]
    assert [g.points for g in result.groups] == [50, 20, 18]
    assert result.Q4 == 12
    assert result.rate_unrounded_low == pytest.approx(100.0, abs=1e-9)
    assert result.grade.key == "AAA"


EDGES = [
    # item, ratio %, points after rounding: worked by hand from 20+(q-35)/45*10, 10+(q-70)/10*10,
    # 2+(q-50)/30*3, 3+(q-70)/20*3, 4+(q-50)/20*2, all or nothing for the others
    *[("1a", q, p) for q, p in [(0, 0), (34.999, 0), (35, 20), (57.5, 25), (79.9, 30), (80, 30), (100, 30)]],
    *[("1b", q, p) for q, p in [(0, 0), (69.999, 0), (70, 10), (76, 16), (79.94, 19.9), (80, 20), (100, 20)]],
    *[("2a", q, p) for q, p in [(0, 0), (79.999, 0), (80, 5), (90, 5), (100, 5)]],
    *[("2b", q, p) for q, p in [(0, 0), (49.999, 0), (50, 2), (56.5, 2.7), (65, 3.5), (80, 5), (100, 5)]],
    *[("2c", q, p) for q, p in [(0, 0), (49.999, 0), (50, 5), (60, 5), (100, 5)]],
    *[("2d", q, p) for q, p in [(0, 0), (49.999, 0), (50, 2), (60, 3), (79.4, 4.9), (80, 5), (100, 5)]],
    *[("3a", q, p) for q, p in [(0, 0), (69.999, 0), (70, 6), (85, 6), (100, 6)]],
    *[("3b", q, p) for q, p in [(0, 0), (69.999, 0), (70, 3), (75, 3.8), (80, 4.5), (90, 6), (100, 6)]],
    *[("3c", q, p) for q, p in [(0, 0), (69.999, 0), (70, 3), (75, 3.8), (80, 4.5), (90, 6), (100, 6)]],
    *[("3d", q, p) for q, p in [(0, 0), (49.999, 0), (50, 4), (55, 4.5), (69.4, 5.9), (70, 6), (100, 6)]],
]


@pytest.mark.parametrize(("key", "ratio", "points"), EDGES)
def test_every_window_edge_earns_its_points(book: Book, key: str, ratio: float, points: float) -> None:
    assert scored(book, {key: ratio}).item(key).points == points


@pytest.mark.parametrize(
    ("part", "total"), [(7, 20), (0.35, 1), (1.05, 3), (sum([0.1] * 7), sum([0.1] * 20)), (3.5e-9, 1e-8)]
)
def test_a_ratio_of_exactly_35_percent_reaches_the_window_however_it_was_summed(
    book: Book, part: float, total: float
) -> None:
    answers = Answers(structure="concrete")
    assert score(book, {"q1a": Measure(part, total, "m3")}, answers).item("1a").points == 20


GRADES = [(59.4, None), (59.5, "A"), (75.4, "A"), (75.5, "AA"), (90.4, "AA"), (90.5, "AAA"), (100, "AAA")]


@pytest.mark.parametrize(("rate", "grade"), GRADES)
def test_grades_change_where_the_rounded_rate_does(book: Book, rate: float, grade: str | None) -> None:
    """Points are chosen so that the sum is `rate`: 1a carries the tenths, the others are all or nothing."""
    full = {"1b": 80.0, "2a": 80.0, "2b": 80.0, "2c": 50.0, "2d": 80.0}
    full |= {"3a": 70.0, "3b": 90.0, "3c": 90.0, "3d": 70.0}
    # 20 + 5 + 5 + 5 + 5 + 6 + 6 + 6 + 6 + decor 6 = 70, and 1a gives 20 to 30
    drop = {59.4: ("2b", "2d", "3a", "3b", "3c", "3d"), 59.5: ("2b", "2d", "3a", "3b", "3c", "3d")}
    drop |= {75.4: ("3b", "3c", "3a"), 75.5: ("3b", "3c", "3a"), 90.4: (), 90.5: ()}
    points = {"2b": 5.0, "2d": 5.0, "3a": 6.0, "3b": 6.0, "3c": 6.0, "3d": 6.0}
    kept = {k: v for k, v in full.items() if k not in drop.get(rate, ())}
    rest = 70.0 - sum(points[k] for k in drop.get(rate, ()))
    need = rate - rest
    ratios = dict.fromkeys(full, 0.0) | kept | {"1a": 35.0 + (need - 20.0) * 4.5}
    result = scored(book, ratios)
    assert result.rate_unrounded_low == pytest.approx(rate, abs=1e-9)
    assert result.grade.key == grade
