"""Shares of a portfolio, worked out by hand, with what is not known kept open."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math

import numpy as np
import pytest

from components.rates.keypoints import KeyPoints, energy_states, key_points, targets
from components.rates.measures import MeasureRefused
from components.rates.portfolio_charts import cover_banner, place_pages, top_percent
from components.rates.portfolio_sheets import headline, key_points_sheet, share_sheets
from components.rates.projects import FIELDS, Project, Projects, columns_of, oddities, project_at
from components.rates.share import NO, UNKNOWN, YES, Buildings, share_of_new_floor_area

YES_, NO_, MAYBE = "recognised", "not_recognised", "unknown"


def projects(*made: Project) -> Projects:
    return columns_of((i + 1, *(getattr(p, f) for f in FIELDS)) for i, p in enumerate(made))


def one(area: float | None, recognition: str, year: int | None = 2021, **more: object) -> Project:
    day = dt.date(year, 5, 1) if year else None
    base = Project("x", city="shenyang", permit_date=day, floor_area_m2=area, recognition=recognition)
    return dataclasses.replace(base, **more)  # type: ignore[arg-type]


def whole(points: KeyPoints) -> tuple[float, ...]:
    rows = points.prefabricated.whole
    return tuple(float(getattr(rows, n)[0]) for n in ("share_percent", "low_percent", "high_percent"))


def test_twenty_of_a_hundred_misses_21_by_one_point_and_needs_the_area_by_hand() -> None:
    rows = key_points(projects(one(20000, YES_), one(80000, NO_))).prefabricated.whole
    assert rows.share_percent.tolist() == [20.0]
    assert rows.margin_percent.tolist() == [-1.0]
    assert rows.met.tolist() == [NO]
    # 21 % of 100,000 is 21,000. Adding x to both: (20,000 + x) / (100,000 + x) = 0.21, x = 1,000 / 0.79.
    assert rows.short_m2.tolist() == [pytest.approx(1000.0)]
    assert rows.further_m2.tolist() == [pytest.approx(1000.0 / 0.79)]
    assert (20000 + rows.further_m2[0]) / (100000 + rows.further_m2[0]) == pytest.approx(0.21)


def test_years_cities_and_bases_stand_apart() -> None:
    points = key_points(
        projects(
            one(30, YES_, base="anshan"), one(70, NO_, city="dalian", base="anshan"), one(10, YES_, 2022, base=""),
        )
    )  # fmt: skip
    share = points.prefabricated
    assert (share.by_year.year.tolist(), share.by_year.share_percent.tolist()) == (
        [2021, 2022],
        [30.0, 100.0],
    )
    assert list(zip(share.by_city.city, share.by_city.year.tolist(), strict=True)) == [
        ("dalian", 2021), ("shenyang", 2021), ("shenyang", 2022),
    ]  # fmt: skip
    assert list(share.by_base.city) == ["anshan", None]
    assert (
        key_points(
            projects(one(30, YES_), one(10, NO_, 2022)), years=(2022,)
        ).prefabricated.whole.share_percent
        == 0
    )


def test_what_is_undecided_or_undated_widens_the_bounds_and_leaves_the_verdict_open() -> None:
    # Certain: 20 of 100. The undecided 10 may count: 30 of 100.
    assert whole(key_points(projects(one(20, YES_), one(10, MAYBE), one(70, NO_)))) == (20.0, 20.0, 30.0)
    # An undated 100 that does not count may belong to the year: 25 of 200; or not: 25 of 100.
    points = key_points(projects(one(25, YES_), one(75, NO_), one(100, NO_, None)))
    assert whole(points) == (25.0, 12.5, 25.0)
    assert points.prefabricated.whole.met.tolist() == [UNKNOWN]
    assert (points.undated, points.undated_m2) == (1, 100.0)
    # One that counts can only help: the verdict stands.
    assert (
        key_points(projects(one(25, YES_), one(75, NO_), one(9, YES_, None))).prefabricated.whole.met == YES
    )


def test_a_verdict_that_stands_whatever_is_open_still_tells_both_bounds() -> None:
    # 30 of 100 count for certain, 10 more may: met by 9 at least. 5 of 100 and 10 more that may: missed by 6 at least.
    met = headline(key_points(projects(one(30, YES_), one(10, MAYBE), one(60, NO_))))[0]
    assert (met.code, met.args["low"], met.args["high"], met.args["by"]) == (
        "portfolio.head_met_open",
        "30.00",
        "40.00",
        "9.00",
    )
    missed = headline(key_points(projects(one(5, YES_), one(10, MAYBE), one(85, NO_))))[0]
    assert (missed.code, missed.args["low"], missed.args["high"], missed.args["by"]) == (
        "portfolio.head_missed_open", "5.00", "15.00", "6.00",
    )  # fmt: skip
    assert headline(key_points(projects(one(30, YES_), one(70, NO_))))[0].code == "portfolio.head_met"


@pytest.mark.parametrize(
    ("area", "recognition", "met"),
    [(25, NO_, UNKNOWN), (25, MAYBE, UNKNOWN), (25, YES_, YES), (5, YES_, UNKNOWN), (5, NO_, NO)],
)
def test_a_project_without_area_leaves_the_verdict_open_where_it_could_turn_it(
    area: float, recognition: str, met: int
) -> None:
    made = projects(one(area, YES_), one(100 - area, NO_), one(None, recognition))
    points = key_points(made)
    assert points.prefabricated.whole.met.tolist() == [met]
    assert points.unmeasured == 1
    assert "portfolio.head_unmeasured" in [s.code for s in headline(points)]


def test_a_year_of_projects_without_area_has_no_share_and_no_verdict() -> None:
    points = key_points(projects(one(None, YES_), one(10, YES_, 2022)))
    assert math.isnan(points.prefabricated.by_year.share_percent[0])
    assert points.prefabricated.by_year.met.tolist() == [UNKNOWN, YES]


def test_with_everything_known_the_share_is_that_of_the_rates() -> None:
    rng = np.random.default_rng(3)
    made = [
        one(float(rng.integers(100, 9000)), YES_ if rng.random() < 0.3 else NO_, int(rng.integers(2019, 2024)),
            city=str(rng.choice(["a", "b", "c"])))
        for _ in range(80)
    ]  # fmt: skip
    table = projects(*made)
    decided = np.array([YES if p.recognition == YES_ else NO for p in made], np.int8)
    other = share_of_new_floor_area(Buildings(table.floor_area_m2, decided, table.permit_date, table.city))
    points = key_points(table).prefabricated
    for ours, theirs in ((points.whole, other.whole), (points.by_city, other.by_city_year)):
        assert ours.share_percent.tolist() == theirs.share_percent.tolist()
    for year in (2019, 2020):
        rows = [p for p in made if p.permit_date and p.permit_date.year == year]
        areas = [p.floor_area_m2 or 0.0 for p in rows]
        part = math.fsum(a for a, p in zip(areas, rows, strict=True) if p.recognition == YES_)
        at = points.by_year.year.tolist().index(year)
        assert points.by_year.share_percent[at] == pytest.approx(part / math.fsum(areas) * 100)


def test_the_lines_are_those_reported_of_the_2021_key_points() -> None:
    # en.precast.com.cn/d/760: 21 % prefabricated, 70 % green, 75 % residential, 65 % public, 100 % of civil buildings.
    lines = targets()
    assert dataclasses.astuple(lines) == (21.0, 70.0, 75.0, 65.0, 100.0)


def test_energy_saving_is_held_against_the_line_of_the_use() -> None:
    made = projects(
        *(one(1, NO_, use=u, energy_saving_percent=s) for u, s in (
            ("residential", 75.0), ("residential", 74.9), ("public", 65.0), ("public", 64.9), ("public", None),
            ("unknown", 70.0), ("unknown", 75.0), ("unknown", 64.0)))
    )  # fmt: skip
    assert energy_states(made, targets()).tolist() == [YES, NO, YES, NO, UNKNOWN, UNKNOWN, YES, NO]


def test_industrial_buildings_are_no_civil_ones_and_green_begins_with_the_basic_grade() -> None:
    points = key_points(
        projects(
            one(60, NO_, use="residential", energy_saving_percent=75.0, green="basic"),
            one(40, NO_, use="industrial", energy_saving_percent=0.0, green="none"),
        )
    )
    assert points.energy.whole.share_percent.tolist() == [100.0]
    assert points.green.whole.share_percent.tolist() == [60.0]


def test_a_target_beyond_a_hundred_is_refused() -> None:
    with pytest.raises(MeasureRefused):
        key_points(projects(one(1, YES_)), dataclasses.replace(targets(), prefabricated=101.0))


def test_what_looks_like_a_slip_is_told() -> None:
    slip = Project("x", city="长春", floor_area_m2=1.2, recognition=YES_, P_percent=49.9)
    assert [f.code for f in oddities(slip)] == [
        "portfolio.city_elsewhere", "portfolio.area_odd", "portfolio.recognised_below",
    ]  # fmt: skip


def test_a_record_survives_its_columns() -> None:
    full = one(
        12.5,
        YES_,
        use="public",
        P_percent=60.25,
        stage="completion",
        green="two_star",
        package_sha256="a" * 64,
    )
    assert project_at(projects(full, Project("bare")), 0) == full
    assert project_at(projects(full, Project("bare")), 1) == Project("bare")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "made", [(), (one(None, MAYBE, None),), (one(0.5, YES_), one(None, NO_), one(3, NO_, None))]
)
def test_a_portfolio_of_nearly_nothing_is_still_drawn_and_listed(
    lang: str, made: tuple[Project, ...]
) -> None:
    points = key_points(projects(*made))
    assert headline(points)
    assert cover_banner(points, lang).labels
    place_pages(points, lang)
    assert [s.name for s in share_sheets(points, lang)] == ["years", "cities", "bases"]
    key_points_sheet(points, lang)


def test_the_axis_always_holds_the_target() -> None:
    rows = key_points(projects(one(1, NO_))).prefabricated.by_year
    assert all(top_percent(rows, t) >= t for t in (0.0, 21.0, 70.0, 100.0))
