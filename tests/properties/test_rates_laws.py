"""Laws of the rates that hold for every input."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.codes.gbt51129_2017 import chapter4
from components.rates.answers import Answers
from components.rates.book import Item
from components.rates.book_reader import read_book, shipped_books
from components.rates.engine import score
from components.rates.measures import Measure, done, percent, ratio_percent
from components.rates.reach import what_would_it_take
from components.rates.scoring import points_at, ratio_at
from components.rates.share import Buildings, share_of_new_floor_area
from components.rates.volume import (
    CAST,
    FACTORY,
    UNDECIDED,
    RateRows,
    factory_share_by_mass,
    prefabrication_rate,
)
from components.table import Text

BOOKS = {b.key: b for b in map(read_book, shipped_books())}
NATIONAL = BOOKS["gbt51129-2017"]
ITEMS = [item for book in BOOKS.values() for item in book.items]
LINEAR = [item for item in ITEMS if item.scale.interpolation == "linear"]
ratios = st.floats(0.0, 100.0)


@given(st.sampled_from(LINEAR), ratios, ratios)
def test_points_inside_a_window_are_continuous_and_rise_with_the_ratio(
    item: Item, a: float, b: float
) -> None:
    low, high = item.scale.window_percent[0], item.scale.window_percent[-1]
    a, b = sorted((low + (high - low) * a / 100, low + (high - low) * b / 100))
    steepest = max(
        (p1 - p0) / (w1 - w0)
        for (w0, w1), (p0, p1) in zip(
            zip(item.scale.window_percent, item.scale.window_percent[1:], strict=False),
            zip(item.scale.points, item.scale.points[1:], strict=False),
            strict=True,
        )
    )
    points = points_at(item.scale, np.array([a, b]))
    assert 0.0 <= points[1] - points[0] <= steepest * (b - a) + 1e-9


@given(st.sampled_from(ITEMS), ratios, ratios)
def test_points_never_fall_when_a_ratio_rises(item: Item, a: float, b: float) -> None:
    points = points_at(item.scale, np.array(sorted((a, b))))
    assert points[0] <= points[1]


@given(st.sampled_from(ITEMS), st.lists(ratios, min_size=1, max_size=20))
def test_an_array_of_ratios_earns_what_each_earns_alone(item: Item, many: list[float]) -> None:
    together = points_at(item.scale, np.array(many))
    assert together.tolist() == [float(points_at(item.scale, q)) for q in many]


@given(st.sampled_from(ITEMS), st.floats(0.01, 1.0))
def test_the_inverse_is_the_smallest_ratio_that_earns_the_points(item: Item, share: float) -> None:
    points = item.scale.full * share
    ratio = float(ratio_at(item.scale, points))
    assert points_at(item.scale, ratio) >= points - 1e-9
    if ratio > 1e-6:
        assert points_at(item.scale, ratio - 1e-6) < points


@given(st.integers(0, 10**6), st.integers(0, 2))
def test_a_half_is_rounded_up(tenths: int, decimals: int) -> None:
    half = Fraction(2 * tenths + 1, 2 * 10**decimals)
    below = half - Fraction(1, 10**6)
    assert chapter4.half_up(float(half), decimals) == pytest.approx(float(Fraction(tenths + 1, 10**decimals)))
    assert chapter4.half_up(float(below), decimals) == pytest.approx(float(Fraction(tenths, 10**decimals)))


@st.composite
def element_rows(draw: st.DrawFn) -> RateRows:
    n = draw(st.integers(1, 30))
    sizes = draw(st.lists(st.floats(1e6, 1e10), min_size=n, max_size=n))
    made = draw(st.lists(st.sampled_from([CAST, FACTORY, UNDECIDED]), min_size=n, max_size=n))
    flags = [draw(st.lists(st.booleans(), min_size=n, max_size=n)) for _ in range(3)]
    concrete = np.array(flags[0])
    labels = draw(st.lists(st.sampled_from(["1F", "2F", None]), min_size=n, max_size=n))
    return RateRows(
        volume_mm3=np.array(sizes),
        mass_kg=np.array(sizes) * 2.5e-6,
        is_concrete=concrete,
        is_steel=~concrete,
        is_vertical=np.array(flags[1]),
        above_ground=np.array(flags[2]),
        counts=np.ones(n, bool),
        made=np.array(made, np.int8),
        storey=Text.of(labels),
        kind=Text.of(labels),
    )


def both(rows: RateRows) -> list[tuple[float, float]]:
    """(ratio, ratio with the undecided) [%] of the volume rate and the mass share; NaN without a total."""
    found = []
    for measure in (prefabrication_rate(rows).measure, factory_share_by_mass(rows).measure):
        ends = (measure.part, measure.part + measure.undecided)
        low, high = (ratio_percent("", end, measure.total) if measure.total else math.nan for end in ends)
        found.append((low, high))
    return found


@given(element_rows(), st.integers(0, 29), st.sampled_from([CAST, UNDECIDED]))
def test_making_a_member_in_the_factory_never_lowers_a_ratio(rows: RateRows, pick: int, was: int) -> None:
    at = pick % len(rows)
    made = rows.made.copy()
    made[at] = was
    before = both(replace(rows, made=made))
    made = made.copy()
    made[at] = FACTORY
    after = both(replace(rows, made=made))
    for old, new in zip(before, after, strict=True):
        for low, high in zip(old, new, strict=True):
            assert math.isnan(low) or high >= low


@given(element_rows(), st.randoms())
def test_the_order_of_elements_leaves_the_rates_alone(rows: RateRows, random) -> None:  # type: ignore[no-untyped-def]
    order = list(range(len(rows)))
    random.shuffle(order)
    np.testing.assert_allclose(both(rows.take(np.array(order))), both(rows), rtol=1e-9)


@given(element_rows(), st.floats(1e-3, 1e3))
def test_the_unit_of_volume_and_mass_leaves_the_rates_alone(rows: RateRows, factor: float) -> None:
    scaled = replace(rows, volume_mm3=rows.volume_mm3 * factor, mass_kg=rows.mass_kg * factor)
    np.testing.assert_allclose(both(scaled), both(rows), rtol=1e-9)


@given(element_rows(), st.floats(0.01, 0.99))
def test_splitting_elements_in_two_leaves_the_rates_alone(rows: RateRows, cut: float) -> None:
    twice = rows.take(np.repeat(np.arange(len(rows)), 2))
    share = np.tile([cut, 1.0 - cut], len(rows))
    split = replace(twice, volume_mm3=twice.volume_mm3 * share, mass_kg=twice.mass_kg * share)
    np.testing.assert_allclose(both(split), both(rows), rtol=1e-9)


@given(element_rows())
def test_storeys_and_kinds_add_up_to_the_whole(rows: RateRows) -> None:
    rate = prefabrication_rate(rows)
    for parts in (rate.by_storey, rate.by_kind):
        assert parts.total.sum() == pytest.approx(rate.measure.total)
        assert parts.part.sum() == pytest.approx(rate.measure.part)
        assert parts.undecided.sum() == pytest.approx(rate.measure.undecided)


MEASURES = [i.measure for i in NATIONAL.items if i.measure != "decor"]
some_ratios = st.fixed_dictionaries({m: st.floats(0.0, 100.0) for m in MEASURES})


def measured(values: dict[str, float], decor: bool) -> dict[str, Measure]:
    return {k: percent(v) for k, v in values.items()} | {"decor": done(decor)}


@given(some_ratios, st.booleans(), st.sets(st.sampled_from(MEASURES)), st.data())
def test_the_range_of_an_incomplete_rate_holds_whatever_the_missing_items_prove_to_be(
    values: dict[str, float], decor: bool, missing: set[str], data: st.DataObject
) -> None:
    answers = Answers(structure="concrete")
    known = {k: v for k, v in measured(values, decor).items() if k not in missing}
    bounds = score(NATIONAL, known, answers)
    whole = score(NATIONAL, measured(values, decor), answers)
    assert bounds.complete == (not missing)
    assert bounds.rate_low <= whole.rate_low <= bounds.rate_high
    for before, after in zip(bounds.conditions, whole.conditions, strict=True):
        assert before.state in (after.state, "not_known")


@settings(max_examples=30, deadline=None)
@given(some_ratios, st.booleans(), st.sampled_from(["half_up", "down", "none"]))
def test_a_plan_reaches_its_goal_when_it_is_carried_out(
    values: dict[str, float], decor: bool, rounding: str
) -> None:
    answers = Answers(structure="concrete", rounding=rounding)
    result = score(NATIONAL, measured(values, decor), answers)
    for reach in what_would_it_take(result, own_target_percent=73.0):
        assert reach.state in ("met", "reachable")
        for changes in ([reach.together] if reach.together else []) + [(c,) for c in reach.alone]:
            made = dict(measured(values, decor))
            for change in changes:
                made[NATIONAL.item(change.item).measure] = percent(change.to_percent)
            after = score(NATIONAL, made, answers)
            if reach.goal.kind == "condition":
                assert after.condition(reach.goal.key).state == "met"
            elif reach.goal.kind == "recognition":
                assert after.recognised == "met"
            elif reach.goal.kind == "grade":
                grades = [g.key for g in NATIONAL.grades]
                assert grades.index(after.grade.key or "") >= grades.index(reach.goal.key)
            else:
                assert after.rate_low >= 73.0
            if changes is reach.together:
                assert reach.rate_after_percent == pytest.approx(after.rate_low)


@settings(max_examples=15, deadline=None)
@given(some_ratios, st.booleans())
def test_a_hair_less_than_a_single_change_does_not_reach_the_goal(
    values: dict[str, float], decor: bool
) -> None:
    answers = Answers(structure="concrete")
    result = score(NATIONAL, measured(values, decor), answers)
    for reach in what_would_it_take(result):
        if reach.goal.kind != "grade":
            continue
        for change in reach.alone:
            made = dict(measured(values, decor))
            made[NATIONAL.item(change.item).measure] = percent(max(change.to_percent - 1e-5, 0.0))
            after = score(NATIONAL, made, answers)
            grades = [g.key for g in NATIONAL.grades]
            assert after.grade.key is None or grades.index(after.grade.key) < grades.index(reach.goal.key)


def cheapest_pair(values: dict[str, float], need: float) -> float:
    """The least sum of ratio points over all pairs of items that brings `need` more, by trying every step."""
    gains: list[list[tuple[float, float]]] = []
    for item in NATIONAL.items:
        if item.measure == "decor":
            continue
        now = float(chapter4.half_up(points_at(item.scale, values[item.measure]), 1))
        steps = [k / 10 for k in range(1, round(item.scale.full * 10) + 1) if k / 10 > now + 1e-9]
        ratio = [float(ratio_at(item.scale, p - 0.05)) for p in steps]
        earned = [float(chapter4.half_up(points_at(item.scale, q + 1e-9), 1)) for q in ratio]
        gains.append([(e - now, q - values[item.measure]) for e, q in zip(earned, ratio, strict=True)])
    best = math.inf
    for i, first in enumerate(gains):
        for second in gains[i + 1 :]:
            for gain, rise in first:
                rest = [r for g, r in second if gain + g >= need - 1e-6]
                best = min(best, rise + min(rest, default=math.inf))
    return best


@settings(max_examples=25, deadline=None)
@given(some_ratios, st.integers(30, 99))
def test_no_single_item_and_no_pair_of_items_is_cheaper_than_the_plan(
    values: dict[str, float], goal: int
) -> None:
    result = score(NATIONAL, measured(values, True), Answers(structure="concrete"))
    reach = next(r for r in what_would_it_take(result, float(goal)) if r.goal.kind == "own")
    if reach.state == "met":
        assert result.rate_low >= goal
        return
    rise = sum(c.to_percent - c.from_percent for c in reach.together)
    if reach.alone:
        assert len(reach.together) == 1
        assert rise == pytest.approx(reach.alone[0].to_percent - reach.alone[0].from_percent)
        return
    pair = cheapest_pair(values, goal - 0.5 - result.rate_unrounded_low)
    assert (len(reach.together) == 2) == math.isfinite(pair)
    if len(reach.together) == 2:
        assert rise == pytest.approx(pair, abs=1e-6)


@given(
    st.lists(
        st.tuples(
            st.floats(1.0, 1e5),
            st.sampled_from([0, 1, -1]),
            st.sampled_from(["2021-03-01", "2022-05-01", "NaT"]),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_the_bounds_of_a_share_hold_whatever_the_undecided_prove_to_be(
    rows: list[tuple[float, int, str]],
) -> None:
    def share(decided: int, undated: str):  # type: ignore[no-untyped-def]
        made = np.array([decided if r[1] == -1 else r[1] for r in rows], np.int8)
        dates = np.array([undated if r[2] == "NaT" else r[2] for r in rows], "datetime64[D]")
        area = np.array([r[0] for r in rows])
        return share_of_new_floor_area(Buildings(area, made, dates, Text.full(len(rows), "沈阳")))

    open_share = share(-1, "NaT")
    for decided in (0, 1):
        for undated in ("NaT", "2021-07-01"):
            closed = share(decided, undated)
            if len(closed.whole):
                value = float(closed.whole.share_percent[0])
                assert open_share.low_percent - 1e-9 <= value <= open_share.high_percent + 1e-9
