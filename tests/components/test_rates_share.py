"""Share of new floor area, volume rate and the three gauges."""

from __future__ import annotations

import math

import numpy as np
import pytest

from components.findings import Refusal
from components.rates.answers import Answers, EvaluationUnit, UnitBuilding
from components.rates.book_reader import SHIPPED, read_book
from components.rates.engine import score
from components.rates.gauges import (
    Gauge,
    Value,
    assembly_value,
    one_building_value,
    share_value,
    three_rates,
    volume_value,
)
from components.rates.measures import Measure, done, percent
from components.rates.share import Buildings, share_of_new_floor_area
from components.rates.told import beside_prefabrication
from components.rates.volume import (
    CAST,
    FACTORY,
    UNDECIDED,
    RateRows,
    factory_share_by_mass,
    prefabrication_rate,
    steel_mass_per_area,
)
from components.rates.wording import text
from components.table import Text
from components.words import say

NATIONAL = read_book(SHIPPED / "gbt51129_2017.toml")
VOLUME = read_book(SHIPPED / "volume_ratio.toml")


def buildings(*rows: tuple[float, int, str, str]) -> Buildings:
    return Buildings(
        np.array([r[0] for r in rows], float),
        np.array([r[1] for r in rows], np.int8),
        np.array([r[2] for r in rows], "datetime64[D]"),
        Text.of([r[3] or None for r in rows]),
    )


def test_a_recognised_building_counts_with_its_whole_floor_area_in_its_city_and_year() -> None:
    share = share_of_new_floor_area(
        buildings(
            (21000.0, 1, "2021-01-01", "沈阳"),
            (79000.0, 0, "2021-12-31", "沈阳"),
            (5000.0, 1, "2022-01-01", "沈阳"),
            (5000.0, 0, "2021-06-01", "大连"),
        )
    )
    rows = share.by_city_year
    assert list(zip(rows.city, rows.year.tolist(), strict=True)) == [
        ("大连", 2021),
        ("沈阳", 2021),
        ("沈阳", 2022),
    ]
    assert rows.share_percent.tolist() == [0.0, 21.0, 100.0]
    assert rows.met.tolist() == [0, 1, 1]
    assert rows.short_m2.tolist() == [1050.0, 0.0, 0.0]
    assert share.by_year.share_percent.tolist() == [20.0, 100.0]
    assert share.by_year.margin_percent.tolist() == [-1.0, 79.0]
    assert share.whole.share_percent[0] == pytest.approx(26000 / 110000 * 100)
    assert share.state == "met"


def test_another_target_is_a_setting() -> None:
    made = buildings((26000.0, 1, "2021-01-01", ""), (74000.0, 0, "2021-01-01", ""))
    assert share_of_new_floor_area(made, 26.0).state == "met"
    assert share_of_new_floor_area(made, 26.1).state == "missed"


def test_a_building_nobody_judged_leaves_the_share_between_two_ends() -> None:
    share = share_of_new_floor_area(
        buildings((20.0, 1, "2021-01-01", ""), (5.0, -1, "2021-01-01", ""), (75.0, 0, "2021-01-01", ""))
    )
    assert (share.low_percent, share.high_percent, share.state) == (20.0, 25.0, "not_known")


def test_a_building_without_a_permit_date_is_in_no_year_and_told() -> None:
    share = share_of_new_floor_area(
        buildings((20.0, 1, "2021-01-01", ""), (60.0, 0, "2021-01-01", ""), (20.0, 0, "NaT", ""))
    )
    assert share.whole.total_m2.tolist() == [80.0]
    assert (share.undated, share.undated_m2) == (1, 20.0)
    assert (share.low_percent, share.high_percent, share.state) == (20.0, 25.0, "not_known")


def test_no_building_is_not_known() -> None:
    share = share_of_new_floor_area(buildings())
    assert share.state == "not_known" and len(share.whole) == 0
    assert share_value(share).low is None


@pytest.mark.parametrize("area", [0.0, -1.0, math.nan])
def test_a_building_without_a_floor_area_is_refused_by_its_row(area: float) -> None:
    with pytest.raises(Refusal) as caught:
        share_of_new_floor_area(buildings((1.0, 1, "2021-01-01", ""), (area, 1, "2021-01-01", "")))
    assert "2" in say(caught.value.code, "zh", caught.value.arguments)


def test_ten_thousand_projects_give_the_same_share_as_adding_them_up_one_by_one() -> None:
    rng = np.random.default_rng(5)
    n = 10_000
    made = Buildings(
        rng.uniform(500.0, 50000.0, n),
        rng.integers(0, 2, n).astype(np.int8),
        np.datetime64("2019-01-01") + rng.integers(0, 2000, n).astype("timedelta64[D]"),
        Text.of([f"城市{i}" for i in rng.integers(0, 14, n)]),
    )
    sums: dict[tuple[str | None, int], list[float]] = {}
    for area, yes, day, city in zip(
        made.floor_area_m2, made.recognised, made.permit_date, made.city, strict=True
    ):
        slot = sums.setdefault((city, int(str(day)[:4])), [0.0, 0.0])
        slot[0] += float(area) * int(yes)
        slot[1] += float(area)
    rows = share_of_new_floor_area(made).by_city_year
    assert len(rows) == len(sums)
    for i, key in enumerate(zip(rows.city, rows.year.tolist(), strict=True)):
        assert rows.share_percent[i] == pytest.approx(sums[key][0] / sums[key][1] * 100)


def frame() -> RateRows:
    """A steel frame with concrete decks.

    Two steel columns, a precast slab of 4 m3 with 2 m3 of topping, a cast wall of 2 m3, a basement
    wall, and a stair of 2 m3 nobody decided on.
    """
    volume = [0.01, 0.01, 4.0, 2.0, 2.0, 50.0, 2.0]
    mass = [78.5, 78.5, 10000.0, 5000.0, 5000.0, 125000.0, 5000.0]
    concrete = np.array([False, False, True, True, True, True, True])
    return RateRows(
        volume_mm3=np.array(volume) * 1e9,
        mass_kg=np.array(mass),
        is_concrete=concrete,
        is_steel=~concrete,
        is_vertical=np.array([True, True, False, False, True, True, False]),
        above_ground=np.array([True, True, True, True, True, False, True]),
        counts=np.ones(7, bool),
        made=np.array([FACTORY, FACTORY, FACTORY, CAST, CAST, CAST, UNDECIDED], np.int8),
        storey=Text.of(["1F", "1F", "1F", "1F", "2F", "B1", None]),
        kind=Text.of(["column", "column", "slab", "slab", "wall", "wall", "stair"]),
    )


def test_topping_counts_as_cast_basements_and_steel_columns_do_not_count() -> None:
    rate = prefabrication_rate(frame())
    assert (rate.measure.part, rate.measure.undecided, rate.measure.total) == (4.0, 2.0, 10.0)
    assert (rate.steel_vertical_count, rate.steel_vertical_kg) == (2, 157.0)
    assert list(rate.by_storey.label) == ["1F", "2F", None]
    assert rate.by_storey.ratio_percent.tolist() == [pytest.approx(400 / 6), 0.0, 0.0]
    assert dict(zip(rate.by_kind.label, rate.by_kind.total.tolist(), strict=True)) == {
        "slab": 6.0,
        "wall": 2.0,
        "stair": 2.0,
    }


def test_the_vertical_ratio_counts_vertical_concrete_alone() -> None:
    measure = prefabrication_rate(frame(), only_vertical=True).measure
    assert (measure.part, measure.total) == (0.0, 2.0)


def test_the_share_by_mass_counts_steel_and_stands_beside_the_volume_rate() -> None:
    mass = factory_share_by_mass(frame())
    assert (mass.measure.part, mass.measure.undecided, mass.measure.total) == (10157.0, 5000.0, 25157.0)
    assert steel_mass_per_area(frame(), 3.14) == pytest.approx(50.0)
    assert steel_mass_per_area(frame(), None) is None
    told = beside_prefabrication(prefabrication_rate(frame()), mass, 50.0)
    assert text(told[0], "zh").startswith("工厂制作构件质量占比在 40.4 %～60.2 %")
    assert "竖向钢构件 2 件（157 kg）" in text(told[2], "zh")


def test_a_negative_volume_and_a_zero_floor_area_are_refused() -> None:
    rows = frame()
    volume = rows.volume_mm3.copy()
    volume[3] = -1.0
    with pytest.raises(Refusal) as caught:
        prefabrication_rate(RateRows(**{**rows.__dict__, "volume_mm3": volume}))
    assert caught.value.arguments["row"] == 4
    with pytest.raises(Refusal):
        steel_mass_per_area(rows, 0.0)


def test_elements_without_a_volume_are_counted_as_unmeasured() -> None:
    rows = frame()
    volume = rows.volume_mm3.copy()
    volume[2] = np.nan
    measure = prefabrication_rate(RateRows(**{**rows.__dict__, "volume_mm3": volume})).measure
    assert (measure.unmeasured, measure.part, measure.total) == (1, 0.0, 6.0)
    assert not score(VOLUME, {"q_volume": measure}).complete


def gauges(area_target: float = 21.0) -> tuple[Gauge, Gauge, Gauge]:
    unit = EvaluationUnit("single", (UnitBuilding("1#"),))
    answers = Answers(unit=unit, stage="completion", structure="concrete")
    ratios = {
        "q1a": 57.5,
        "q1b": 76,
        "q2a": 90,
        "q2b": 0,
        "q2c": 80,
        "q2d": 0,
        "q3a": 0,
        "q3b": 0,
        "q3c": 0,
        "q3d": 55,
    }
    whole = score(NATIONAL, {k: percent(v) for k, v in ratios.items()} | {"decor": done(True)}, answers)
    volume = score(VOLUME, {"q_volume": Measure(30.0, 100.0, "m3")}, answers)
    return three_rates(
        volume_value(volume, True),
        assembly_value(whole),
        one_building_value(whole.recognised, 5000.0),
        NATIONAL,
        {"prefabrication": 35.0, "assembly": 60.0},
        area_target,
    )


def test_21_percent_is_the_target_of_the_share_alone_and_a_reference_that_judges_nothing_on_the_others() -> (
    None
):
    prefabrication, assembly, share = gauges()
    for gauge in (prefabrication, assembly):
        mark = gauge.marks[0]
        assert (mark.role, mark.percent, mark.state, mark.margin) == ("reference", 21.0, "not_compared", None)
        assert "不是" in text(mark.text, "zh") and "not a pass mark" in text(mark.text, "en")
    assert [(m.role, m.percent, m.state, m.margin) for m in share.marks] == [("target", 21.0, "met", 79.0)]
    assert "只含本模型一栋" in text(share.told[-1], "zh") and "this model alone" in text(share.told[-1], "en")


def test_the_assembly_rate_stands_beside_50_60_76_91_and_the_users_own_target() -> None:
    assembly = gauges()[1]
    # 41 + 10 + 10.5 = 61.5, rounded half up to 62
    assert (assembly.low, assembly.high) == (62.0, 62.0)
    assert [(m.role, m.percent, m.state, m.margin) for m in assembly.marks[1:]] == [
        ("threshold", 50.0, "met", 12.0),
        ("threshold", 60.0, "met", 2.0),
        ("threshold", 76.0, "missed", -14.0),
        ("threshold", 91.0, "missed", -29.0),
        ("own", 60.0, "met", 2.0),
    ]


def test_the_prefabrication_rate_has_no_pass_mark_but_the_users_own() -> None:
    prefabrication = gauges()[0]
    assert [(m.role, m.percent, m.state) for m in prefabrication.marks[1:]] == [("own", 35.0, "missed")]
    assert "用户自定" in text(prefabrication.marks[1].title, "zh")


def test_the_area_target_is_a_setting_of_all_three_gauges() -> None:
    assert [g.marks[0].percent for g in gauges(30.0)] == [30.0, 30.0, 30.0]


def test_a_building_without_concrete_has_no_prefabrication_rate_and_no_verdict() -> None:
    empty = volume_value(score(VOLUME, {}), has_concrete=False)
    gauge = three_rates(empty, empty, empty, VOLUME, {"prefabrication": 35.0})[0]
    assert (gauge.state, gauge.low) == ("not_applicable", None)
    assert [m.state for m in gauge.marks] == ["not_compared", "not_compared"]


def test_a_building_not_judged_yet_counts_neither_way() -> None:
    for state in ("not_known", "not_in_book"):
        value = one_building_value(state, 5000.0)
        assert (value.low, value.high, value.state) == (0.0, 100.0, "not_known")
    assert one_building_value("missed", 5000.0).high == 0.0
    assert one_building_value("met", None).state == "not_known"


def test_every_gauge_is_told_in_both_languages() -> None:
    share = share_value(share_of_new_floor_area(buildings((20.0, -1, "2021-01-01", ""), (5.0, 1, "NaT", ""))))
    for gauge in (
        *gauges(),
        *three_rates(share, share, Value(None, None, share.headline, "not_known"), NATIONAL),
    ):
        for lang in ("zh", "en"):
            for sentence in (gauge.name, gauge.headline, *gauge.beside):
                assert text(sentence, lang)
            for mark in gauge.marks:
                assert text(mark.title, lang) and text(mark.text, lang)
