"""What would it take: how far to each minimum, grade and target, and the smallest changes that get there.

Smallest means: fewest items changed, then the least sum of ratio points. It is exact: item points come
in steps of the book's rounding, so every reachable score is a whole number of steps, and the cheapest
way to each is found by dynamic programming over items within a group, then over groups.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from components.rates.engine import round_rate
from components.rates.plans import Option, Options, Task, alone, cheapest, options_of
from components.rates.result import ABSENT, MET, NOT_KNOWN, ConditionResult, ItemResult, RateResult
from components.rates.wording import Sentence
from components.table import Floats


@dataclass(frozen=True)
class Change:
    """One item raised.

    Ratios in %. quantity in `unit` (None where only the ratio is known), points before and after. members: the fewest
    members of the model that bring the quantity, None where nobody knows.
    """

    item: str
    from_percent: float
    to_percent: float
    quantity: float | None
    unit: str
    points_before: float
    points_after: float
    members: int | None = None


@dataclass(frozen=True)
class Goal:
    """What is to be reached. kind: condition, recognition, grade or own. at_least in points or %."""

    kind: str
    key: str
    at_least: float


@dataclass(frozen=True)
class Reach:
    """One goal. state: met already, reachable, or impossible (reason says why).

    short_by: points or % still missing, at the low end. together: the cheapest plan. alone: every
    single item that reaches the goal by itself, least change first. Unknown items count from 0, so
    `from_unknown` names those used.
    """

    goal: Goal
    state: str
    short_by: float
    together: tuple[Change, ...]
    alone: tuple[Change, ...]
    rate_after_percent: float | None
    from_unknown: tuple[str, ...]
    reason: Sentence | None


def goals_of(result: RateResult, own_target_percent: float | None = None) -> tuple[Goal, ...]:
    """Every goal the book sets, then the user's own rate."""
    goals = [Goal("condition", c.key, c.needed) for c in result.conditions if c.kind != "unit"]
    rates = [c.needed for c in result.conditions if c.kind == "rate"]
    if any(c.purpose == "recognition" for c in result.conditions):
        goals.append(Goal("recognition", "recognition", max(rates, default=0.0)))
    goals.extend(Goal("grade", g.key, g.at_least) for g in result.book.grades)
    if own_target_percent is not None:
        goals.append(Goal("own", "own", own_target_percent))
    return tuple(goals)


def what_would_it_take(
    result: RateResult, own_target_percent: float | None = None, sizes: Mapping[str, Floats] | None = None
) -> tuple[Reach, ...]:
    """The way to every goal of the book and to the user's own rate [%].

    sizes: by measure, quantity of each member that could still be changed, in the unit of the measure.
    """
    return tuple(
        _counted(result, _reach(result, g), sizes or {}) for g in goals_of(result, own_target_percent)
    )


def _counted(result: RateResult, reach: Reach, sizes: Mapping[str, Floats]) -> Reach:
    """The same with the number of members behind every quantity that the model measured."""

    def counted(change: Change) -> Change:
        item = result.item(change.item)
        mine = sizes.get(item.measure_key)
        from_model = item.measure is not None and item.measure.source == "model"
        if mine is None or change.quantity is None or not from_model:
            return change
        return replace(change, members=members_needed(change.quantity, mine))

    together, alone = (tuple(counted(c) for c in changes) for changes in (reach.together, reach.alone))
    return replace(reach, together=together, alone=alone)


def members_needed(quantity: float, sizes: Floats) -> int | None:
    """The fewest members whose sizes add up to `quantity`, largest first; None where all together do not.

    sizes (n,): quantity of each member that could still be changed, in the same unit.
    """
    if quantity <= 0.0:
        return 0
    sums = np.cumsum(np.sort(sizes)[::-1])
    at = int(np.searchsorted(sums, quantity * (1.0 - 1e-12), side="left"))
    return at + 1 if at < len(sums) else None


@dataclass(frozen=True)
class _Needs:
    """Limits of one goal: item ratios [%], item points, group points, and the rate [%]."""

    ratio: Mapping[str, float]
    item: Mapping[str, float]
    group: Mapping[str, float]
    rate: float


def _needs(result: RateResult, goal: Goal) -> _Needs:
    if goal.kind == "condition":
        wanted: Sequence[ConditionResult] = [c for c in result.conditions if c.key == goal.key]
    elif goal.kind == "own":
        wanted = []
    else:
        purposes = ("recognition",) if goal.kind == "recognition" else ("recognition", "grade")
        wanted = [c for c in result.conditions if c.purpose in purposes]

    def pick(kind: str) -> dict[str, float]:
        return {c.of: c.needed for c in wanted if c.kind == kind}

    rates = [c.needed for c in wanted if c.kind == "rate"]
    if goal.kind in ("grade", "own"):
        rates.append(goal.at_least)
    return _Needs(pick("item_ratio"), pick("item_points"), pick("group_points"), max(rates, default=0.0))


def _reach(result: RateResult, goal: Goal) -> Reach:
    needs = _needs(result, goal)
    units = [c for c in result.conditions if c.kind == "unit" and c.state != MET]
    if goal.kind in ("recognition", "grade") and units:
        why = Sentence("rates.reach_unit", {"building": tuple(c.of for c in units)})
        return Reach(goal, "impossible", 0.0, (), (), None, (), why)
    short = _short(result, goal)
    step = 10.0**-result.book.rounding.item_decimals
    score = _steps_needed(result, needs.rate, step)
    options = {
        r.item.key: options_of(
            r, result.book, needs.ratio.get(r.item.key, 0.0), needs.item.get(r.item.key, 0.0)
        )
        for r in result.items
    }
    task = Task(
        members={
            g.key: [r.item.key for r in result.items if r.item.group == g.key] for g in result.book.groups
        },
        limits={g.key: (needs.group.get(g.key, 0.0), g.max_points) for g in result.book.groups},
        score=score,
        step=step,
    )
    plan = cheapest(options, task)
    if plan is None:
        best = round_rate(_best(result), result.rounding, result.book.rounding.rate_decimals)
        why = Sentence("rates.reach_impossible", {"best": f"{best:.2f}"})
        return Reach(goal, "impossible", short, (), (), None, (), why)
    changes = _changes(result, plan)
    after = _rate_with(result, plan)
    unknown = tuple(c.item for c in changes if result.item(c.item).state == NOT_KNOWN)
    return Reach(
        goal=goal,
        state="reachable" if changes else MET,
        short_by=short,
        together=changes,
        alone=_alone(result, options, task) if changes else (),
        rate_after_percent=after,
        from_unknown=unknown,
        reason=None,
    )


def _short(result: RateResult, goal: Goal) -> float:
    """How much is missing at the low end: points or ratio of a condition, percentage points of a rate."""
    if goal.kind == "condition":
        return max(-result.condition(goal.key).margin_low, 0.0)
    return max(goal.at_least - result.rate_low, 0.0)


def _steps_needed(result: RateResult, rate: float, step: float) -> int:
    """The least score, in steps, whose rounded rate reaches `rate` [%]."""
    if rate <= 0.0:
        return 0
    decimals = result.book.rounding.rate_decimals
    least = rate
    if result.rounding != "none":
        least = math.ceil(rate * 10.0**decimals - 1e-9) / 10.0**decimals
    if result.rounding == "half_up":
        least -= 0.5 * 10.0**-decimals
    base = result.book.total_points - result.Q4
    return max(math.ceil(least * base / 100.0 / step - 1e-9), 0)


def _best(result: RateResult) -> float:
    """The rate [%] with every item that is not absent at its full points."""
    full = 0.0
    for group in result.groups:
        mine = [r.item.full for r in result.items if r.item.group == group.key and r.state != ABSENT]
        full += min(sum(mine), group.max_points)
    return full / (result.book.total_points - result.Q4) * 100.0


def _rate_with(result: RateResult, plan: Mapping[str, Option]) -> float:
    """P [%] after a plan, as the book rounds it."""
    total = 0.0
    for group in result.groups:
        total += min(
            sum(plan[r.item.key].points for r in result.items if r.item.group == group.key), group.max_points
        )
    raw = total / (result.book.total_points - result.Q4) * 100.0
    return round_rate(raw, result.rounding, result.book.rounding.rate_decimals)


def _alone(result: RateResult, options: Mapping[str, Options], task: Task) -> tuple[Change, ...]:
    """Every item that does it by itself, least rise first."""
    found = [(r, alone(r.item.key, options, task)) for r in result.items if r.state != ABSENT]
    changes = [_change(r, option) for r, option in found if option is not None]
    return tuple(sorted(changes, key=lambda c: c.to_percent - c.from_percent))


def _changes(result: RateResult, plan: Mapping[str, Option]) -> tuple[Change, ...]:
    found = [_change(result.item(key), option) for key, option in plan.items() if option.rise_percent > 0.0]
    return tuple(sorted(found, key=lambda c: c.to_percent - c.from_percent))


def _change(r: ItemResult, option: Option) -> Change:
    measure = r.measure
    known = measure is not None and measure.total > 0.0 and measure.unit != "%"
    quantity = measure.total * option.rise_percent / 100.0 if known and measure is not None else None
    return Change(
        item=r.item.key,
        from_percent=r.ratio_low,
        to_percent=option.ratio_percent,
        quantity=quantity,
        unit=measure.unit if measure is not None else r.item.unit,
        points_before=r.points,
        points_after=option.points,
    )
