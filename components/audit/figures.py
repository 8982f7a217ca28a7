"""Every figure of a rating, unrounded and without words, as nested values by name; and where two of them differ."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from components.audit.canonical import plain
from components.audit.evidence import CLOSE
from components.rates.from_model import FromModel
from components.rates.gauges import Gauge
from components.rates.result import ConditionResult, ItemResult, RateResult


def figures(
    results: Sequence[RateResult], gauges: Sequence[Gauge], measured: FromModel | None
) -> dict[str, Any]:
    """The rates with their lines, every book with its items, groups and conditions, every measure by storey."""
    made = {
        "rates": {g.rate: _gauge(g) for g in gauges},
        "books": {r.book.key: _book(r) for r in results},
        "measures": _measures(measured) if measured is not None else {},
        "floor_area_m2": measured.floor_area_m2 if measured is not None else None,
    }
    return dict(plain(made))


def _gauge(gauge: Gauge) -> dict[str, Any]:
    lines = {f"{m.role} {m.percent:g}": {"state": m.state, "margin": m.margin} for m in gauge.marks}
    return {"state": gauge.state, "low_percent": gauge.low, "high_percent": gauge.high, "lines": lines}


def _book(result: RateResult) -> dict[str, Any]:
    return {
        "unrounded_low_percent": result.rate_unrounded_low, "unrounded_high_percent": result.rate_unrounded_high,
        "low_percent": result.rate_low, "high_percent": result.rate_high, "rounding": result.rounding,
        "complete": result.complete, "recognised": result.recognised, "Q4": result.Q4,
        "structure": result.structure, "stage": result.stage,
        "grade": {"state": result.grade.state, "key": result.grade.key, "candidates": result.grade.candidates},
        "groups": {
            g.key: {"points": g.points, "points_high": g.points_high, "full": g.max_points} for g in result.groups
        },
        "conditions": {c.key: _condition(c) for c in result.conditions},
        "items": {r.item.key: _item(r) for r in result.items},
    }  # fmt: skip


def _condition(c: ConditionResult) -> dict[str, Any]:
    return {
        "state": c.state, "needed": c.needed, "margin_low": c.margin_low, "margin_high": c.margin_high,
        "by_rounding": c.by_rounding,
    }  # fmt: skip


def _item(r: ItemResult) -> dict[str, Any]:
    measure = r.measure
    return {
        "state": r.state, "measure": r.measure_key, "ratio_percent": r.ratio_percent,
        "ratio_low_percent": r.ratio_low, "ratio_high_percent": r.ratio_high,
        "unrounded_points": r.points_unrounded, "points": r.points, "points_high": r.points_high, "full": r.item.full,
        "quantity": None if measure is None else measure,
    }  # fmt: skip


def _measures(measured: FromModel) -> dict[str, Any]:
    made = {}
    for key, measure in measured.measures.items():
        by = measured.by_storey[key]
        storeys = zip(
            by.label.filled("-"), by.part.tolist(), by.undecided.tolist(), by.total.tolist(), strict=True
        )
        made[key] = {
            "part": measure.part, "total": measure.total, "undecided": measure.undecided, "unit": measure.unit,
            "unmeasured": measure.unmeasured,
            "storeys": {name: {"part": p, "undecided": u, "total": t} for name, p, u, t in storeys},
        }  # fmt: skip
    return made


THERE = "there"
"""Stands for all the figures below a name that only one side has."""


@dataclass(frozen=True)
class FigureDiffers:
    """One figure: the names that lead to it, what the package says, what was found."""

    path: tuple[str, ...]
    was: Any
    now: Any


def compare(
    was: Any, now: Any, other_version: bool = False, path: tuple[str, ...] = ()
) -> Iterator[FigureDiffers]:
    """Every figure that differs, in the order of names. other_version: names that one side alone has are not compared."""
    if isinstance(was, dict) and isinstance(now, dict):
        keys = was.keys() & now.keys() if other_version else was.keys() | now.keys()
        for key in sorted(keys):
            yield from compare(was.get(key), now.get(key), other_version, (*path, key))
    elif isinstance(was, dict) or isinstance(now, dict):
        yield FigureDiffers(
            path, THERE if isinstance(was, dict) else was, THERE if isinstance(now, dict) else now
        )
    elif not _same(was, now):
        yield FigureDiffers(path, was, now)


def _same(was: Any, now: Any) -> bool:
    if was == now:
        return True
    numbers = isinstance(was, (int, float)) and isinstance(now, (int, float)) and not isinstance(was, bool)
    try:
        return numbers and math.isclose(was, now, rel_tol=CLOSE, abs_tol=CLOSE)
    except OverflowError:  # a whole number from the package may be larger than any figure
        return False
