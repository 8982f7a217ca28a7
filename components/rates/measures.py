"""What a ratio is made of: a part and a total with unit, source
and evidence, refused where it makes no sense.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from components.codes.gbt51129_2017 import chapter4
from components.findings import INFO, Finding, Refusal

SOURCES = ("model", "answer")
RATIO_DECIMALS = 9
"""Ratios [%] are kept to 1e-9, so that the order of a sum
never decides whether a window edge is reached.
"""

_EXPRESSION: Mapping[str, Callable[..., chapter4.FloatOrArray]] = {
    "q1a": chapter4.q_1a, "q1b": chapter4.q_1b, "q2a": chapter4.q_2a, "q2b": chapter4.q_2b,
    "q2c": chapter4.q_2c, "q2d": chapter4.q_2d, "q3a": chapter4.q_3a, "q3b": chapter4.q_3b,
    "q3c": chapter4.q_3c, "q3d": chapter4.q_3d,
}  # fmt: skip


class MeasureRefused(Refusal):
    """A quantity that cannot be a part of a total."""


def _share(part: float, total: float) -> float:
    return part / total * 100.0


@dataclass(frozen=True)
class Note:
    """Evidence for one answer: the document, who answered, when."""

    evidence: str = ""
    who: str = ""
    when: dt.date | None = None


NO_NOTE = Note()
"""No evidence given."""


@dataclass(frozen=True)
class Measure:
    """part of total, both in `unit`.

    undecided: share of the total whose evidence decides nothing (counted outside the part, inside the
    range). unmeasured: how many elements that belong here have no quantity at all; with any, the ratio
    is not bounded.
    """

    part: float
    total: float
    unit: str
    source: str = "answer"
    undecided: float = 0.0
    unmeasured: int = 0
    note: Note = NO_NOTE


def percent(ratio_percent: float, note: Note = NO_NOTE) -> Measure:
    """A measure of which only the ratio is known."""
    return Measure(ratio_percent, 100.0, "%", note=note)


def done(yes: bool, note: Note = NO_NOTE) -> Measure:
    """A measure that is done or not, such as full decoration."""
    return Measure(1.0 if yes else 0.0, 1.0, "yes_no", note=note)


def refuse_impossible(key: str, measure: Measure) -> None:
    """Raise MeasureRefused where a quantity is missing, negative, or the part exceeds the total."""
    quantities = {"part": measure.part, "total": measure.total, "undecided": measure.undecided}
    for name, value in quantities.items():
        if not math.isfinite(value):
            raise MeasureRefused("rates.quantity_missing", measure=key, which=name)
        if value < 0.0:
            raise MeasureRefused(
                "rates.quantity_negative", measure=key, which=name, value=value, unit=measure.unit
            )
    if measure.part + measure.undecided > measure.total * (1.0 + 1e-9):
        raise MeasureRefused(
            "rates.part_exceeds_total",
            measure=key,
            part=measure.part + measure.undecided,
            total=measure.total,
            unit=measure.unit,
        )


def refuse_unit(key: str, measure: Measure, unit: str) -> None:
    """Raise MeasureRefused where a measure is not in the unit its
    rule book counts in (a bare ratio may always be).
    """
    if measure.unit not in (unit, "%"):
        raise MeasureRefused("rates.unit_differs", measure=key, got=measure.unit, unit=unit)


def ratio_percent(key: str, part: float, total: float) -> float:
    """The ratio [%] of a measure by its own expression of chapter 4, kept to 1e-9 and never above 100."""
    expression = _EXPRESSION.get(key, _share)
    return min(round(float(expression(part, total)), RATIO_DECIMALS), 100.0)


def merged(
    model: Mapping[str, Measure], answers: Mapping[str, Measure]
) -> tuple[dict[str, Measure], list[Finding]]:
    """Measures of the model, replaced by the user's where both speak; each replacement is a finding."""
    findings = [
        Finding("rates.answer_replaces_model", INFO, args={"measure": key})
        for key in sorted(model.keys() & answers.keys())
    ]
    return {**model, **answers}, findings
