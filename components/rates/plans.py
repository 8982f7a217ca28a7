"""The cheapest way to a score: dynamic programming over the steps in which points come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from components.codes.gbt51129_2017.chapter4 import half_up
from components.rates.book import Book
from components.rates.measures import RATIO_DECIMALS
from components.rates.result import ABSENT, ItemResult
from components.rates.scoring import points_at, ratio_at
from components.record import record
from components.table import Floats, Ints

_PER_ITEM = 1.0e4
"""Cost of touching one more item: above any sum of ratio points (each at most 100) a book can ask for."""


@dataclass(frozen=True)
class Option:
    """An item at a score: its points, the ratio [%] that earns
    them, and the rise from today's [ratio points].
    """

    points: float
    ratio_percent: float
    rise_percent: float


@record
class Options:
    """Every score an item can reach.

    steps (n,) int64 points in steps, ratio, rise and cost (n,), all increasing.
    """

    steps: Ints
    ratio_percent: Floats
    rise_percent: Floats
    cost: Floats
    step: float

    def option(self, at: int) -> Option:
        """One of them."""
        return Option(
            float(self.steps[at] * self.step), float(self.ratio_percent[at]), float(self.rise_percent[at])
        )


def options_of(r: ItemResult, book: Book, ratio_min: float, points_min: float) -> Options:
    """What one item can reach from its low end, at no less than a ratio [%] and points a goal asks of it.

    The ratio that earns rounded points p is the one that earns p less half a step, raised to the next
    1e-9 % in which ratios are kept. An absent item keeps its 0.
    """
    step = 10.0**-book.rounding.item_decimals
    top = r.points if r.state == ABSENT else max(r.scale.full, r.points)
    want = np.arange(round(r.points / step), round(top / step) + 1) * step - 0.5 * step
    ratio = np.nan_to_num(ratio_at(r.scale, np.minimum(want, r.scale.full)), nan=100.0)
    ratio = np.minimum(np.ceil(ratio * 10.0**RATIO_DECIMALS - 1e-3) / 10.0**RATIO_DECIMALS, 100.0)
    ratio = np.maximum(ratio, max(ratio_min, r.ratio_low))
    ratio[0] = max(ratio_min, r.ratio_low)
    if r.state == ABSENT:
        steps = np.zeros(1, np.int64)
    else:
        steps = np.rint(half_up(points_at(r.scale, ratio), book.rounding.item_decimals) / step).astype(
            np.int64
        )
    steps, first = np.unique(steps, return_index=True)
    ratio = ratio[first]
    rise = ratio - r.ratio_low
    allowed = steps * step >= points_min - 1e-9
    if r.state == ABSENT and ratio_min > 0.0:
        allowed[:] = False
    cost = rise + _PER_ITEM * (rise > 0.0)
    return Options(steps[allowed], ratio[allowed], rise[allowed], cost[allowed], step)


@dataclass(frozen=True)
class Task:
    """What a plan must reach. members: items of each group. limits: least and most points of each group.

    score: the total, in steps of `step` points.
    """

    members: Mapping[str, Sequence[str]]
    limits: Mapping[str, tuple[float, float]]
    score: int
    step: float


def cheapest(options: Mapping[str, Options], task: Task) -> dict[str, Option] | None:
    """The cheapest option per item with every group within its
    limits and the total reached; None where none is.
    """
    total: Floats = np.zeros(1)
    trail: list[tuple[str, Ints, Ints, Ints]] = []
    inside: dict[str, list[tuple[str, Ints]]] = {}
    for group, (least, most) in task.limits.items():
        sums: Floats = np.zeros(1)
        inside[group] = []
        for key in task.members[group]:
            sums, choice = _joined(sums, options[key].steps, options[key].cost)
            inside[group].append((key, choice))
        counted = np.minimum(np.arange(len(sums)), round(most / task.step))
        rows = np.flatnonzero(np.isfinite(sums) & (counted * task.step >= least - 1e-9))
        total, choice = _joined(total, counted[rows], sums[rows])
        trail.append((group, rows, counted[rows], choice))
    open_to = np.where(np.arange(len(total)) >= task.score, total, np.inf)
    if not np.isfinite(open_to).any():
        return None
    return _traced(int(np.argmin(open_to)), trail, inside, options)


def _joined(sums: Floats, steps: Ints, cost: Floats) -> tuple[Floats, Ints]:
    """Min-plus sum of what is there and one more part; choice[u] is its option at total u, -1 for none."""
    size = len(sums) + (int(steps.max()) if len(steps) else 0)
    best, choice = np.full(size, np.inf), np.full(size, -1, np.int64)
    for i, (shift, price) in enumerate(zip(steps.tolist(), cost.tolist(), strict=True)):
        window = slice(shift, shift + len(sums))
        offered = sums + price
        better = offered < best[window] - 1e-12
        best[window][better] = offered[better]
        choice[window][better] = i
    return best, choice


def _traced(
    at: int,
    trail: Sequence[tuple[str, Ints, Ints, Ints]],
    inside: Mapping[str, Sequence[tuple[str, Ints]]],
    options: Mapping[str, Options],
) -> dict[str, Option]:
    """Back from the total `at` to the option of each item."""
    plan: dict[str, Option] = {}
    for group, rows, counted, chosen in reversed(trail):
        pick = int(chosen[at])
        points, at = int(rows[pick]), at - int(counted[pick])
        for key, choice in reversed(inside[group]):
            i = int(choice[points])
            plan[key] = options[key].option(i)
            points -= int(options[key].steps[i])
    return plan


def alone(key: str, options: Mapping[str, Options], task: Task) -> Option | None:
    """The least option of one item that does it while every
    other item stays as it is; None where none does.
    """
    others = [k for k in options if k != key]
    if any(not len(options[k].steps) or options[k].rise_percent[0] > 0.0 for k in others):
        return None
    mine = options[key].steps
    total, good = np.zeros(len(mine), np.int64), np.ones(len(mine), np.bool_)
    for group, (least, most) in task.limits.items():
        fixed = sum(int(options[k].steps[0]) for k in task.members[group] if k != key)
        points = fixed + (mine if key in task.members[group] else np.zeros(len(mine), np.int64))
        points = np.minimum(points, round(most / task.step))
        good &= points * task.step >= least - 1e-9
        total += points
    found = np.flatnonzero(good & (total >= task.score))
    return options[key].option(int(found[0])) if len(found) else None
