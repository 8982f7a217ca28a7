"""A rule book applied to a building: `score(book, measures, answers) -> RateResult`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from components.codes.gbt51129_2017 import chapter3, chapter4, chapter5
from components.findings import INFO, WARNING, Finding
from components.rates.answers import NOTHING_ANSWERED, Answers
from components.rates.book import Book, Condition
from components.rates.measures import Measure, merged
from components.rates.result import (
    ABSENT,
    MET,
    MISSED,
    NOT_KNOWN,
    ConditionResult,
    GradeResult,
    GroupResult,
    ItemResult,
    RateResult,
)
from components.rates.scoring import score_item
from components.rates.summary import questions_of, summary
from components.rates.wording import Sentence, both, tell
from components.words import LANGUAGES

_EPS = 1e-9


def score(book: Book, measures: Mapping[str, Measure], answers: Answers = NOTHING_ANSWERED) -> RateResult:
    """Apply a rule book to measures of a model and the user's answers (which replace the model where
    both speak).

    Raises MeasureRefused where a quantity is missing, negative, or a part exceeds its total.
    """
    given, findings = merged(measures, answers.measures)
    items = tuple(score_item(item, book, given, answers) for item in book.items)
    groups = tuple(_group(g.key, g.max_points, items) for g in book.groups)
    Q4 = sum(i.item.full for i in items if i.state == ABSENT)
    method = answers.rounding or book.rounding.rate_method
    raw = [_rate(book, sum(points), Q4) for points in _ends(groups)]
    low, high = (round_rate(x, method, book.rounding.rate_decimals) for x in raw)
    conditions = tuple(
        _condition(c, items, groups, (low, high), (raw[0], raw[1])) for c in book.conditions
    ) + _unit_conditions(book, answers)
    recognised = _all_met([c for c in conditions if c.purpose == "recognition"])
    bare = RateResult(
        book=book,
        unit=answers.unit,
        stage=answers.stage,
        structure=answers.structure,
        rounding=method,
        items=items,
        groups=groups,
        Q4=Q4,
        rate_unrounded_low=raw[0],
        rate_unrounded_high=raw[1],
        rate_low=low,
        rate_high=high,
        complete=all(i.state != NOT_KNOWN for i in items),
        conditions=conditions,
        recognised=recognised,
        grade=_grade(book, conditions, recognised, low, high),
        questions=questions_of(items, answers),
        findings=(*findings, *_findings(book, answers, items, given)),
        lines=(),
    )
    return summary(bare)


def round_rate(x: float, method: str, decimals: int) -> float:
    """P as the rounding asks: `half_up` (四舍五入), `down` (cut off) or `none`."""
    if method == "half_up":
        return float(chapter4.half_up(x, decimals))
    if method == "down":
        return float(np.floor(x * 10.0**decimals + _EPS) / 10.0**decimals)
    return x


def _group(key: str, limit: float, items: Sequence[ItemResult]) -> GroupResult:
    mine = [i for i in items if i.item.group == key]
    low, high = sum(i.points for i in mine), sum(i.points_high for i in mine)
    return GroupResult(key, min(low, limit), min(high, limit), limit)


def _ends(groups: Sequence[GroupResult]) -> tuple[list[float], list[float]]:
    return [g.points for g in groups], [g.points_high for g in groups]


def _rate(book: Book, points: float, Q4: float) -> float:
    """Formula 4.0.1; a book whose points do not add up to 100 is brought to 100 first.

    An item that is not known may yet prove absent; that leaves the rate between the same two ends, because
    N / (D - m) lies between N / D and (N + m) / D wherever N <= D - m.
    """
    to_100 = 100.0 / book.total_points
    return float(chapter4.P(points * to_100, 0.0, 0.0, Q4 * to_100))


def _state(low: float, high: float) -> str:
    if low >= -_EPS:
        return MET
    return MISSED if high < -_EPS else NOT_KNOWN


def _condition(
    condition: Condition,
    items: Sequence[ItemResult],
    groups: Sequence[GroupResult],
    rate: tuple[float, float],
    raw: tuple[float, float],
) -> ConditionResult:
    need = condition.at_least
    by_rounding = False
    if condition.kind == "group_points":
        low, high = next((g.points, g.points_high) for g in groups if g.key == condition.of)
    elif condition.kind == "item_points":
        low, high = next((i.points, i.points_high) for i in items if i.item.key == condition.of)
    elif condition.kind == "item_ratio":
        low, high = next((i.ratio_low, i.ratio_high) for i in items if i.item.key == condition.of)
    else:
        low, high = rate
        by_rounding = _state(rate[0] - need, rate[1] - need) != _state(raw[0] - need, raw[1] - need)
    return ConditionResult(
        key=condition.key,
        purpose=condition.purpose,
        kind=condition.kind,
        of=condition.of,
        state=_state(low - need, high - need),
        needed=need,
        margin_low=low - need,
        margin_high=high - need,
        clause=condition.clause,
        by_rounding=by_rounding,
    )


def _unit_conditions(book: Book, answers: Answers) -> tuple[ConditionResult, ...]:
    """One condition per building of a group: may it be part of one?

    A building not described is not known.
    """
    unit = answers.unit
    if unit is None or unit.kind != "group":
        return ()
    rule = book.unit_rule
    made = []
    for building in unit.buildings:
        known = building.storeys is not None and building.above_ground_area_m2 is not None
        args = {"building": building.planning_number}
        if rule is None:
            state, detail = MISSED, Sentence("rates.group_not_in_book", args)
        elif not known:
            state, detail = NOT_KNOWN, Sentence("rates.group_not_described", args)
        else:
            storeys, area = float(building.storeys or 0), float(building.above_ground_area_m2 or 0.0)
            fits = bool(chapter3.may_be_grouped(storeys, area, rule.max_storeys, rule.max_area_m2))
            state = MET if fits else MISSED
            limits = {"max_storeys": rule.max_storeys, "max_area": rule.max_area_m2}
            code = "rates.group_fits" if fits else "rates.group_too_large"
            detail = Sentence(code, {**args, **limits, "storeys": building.storeys, "area": area})
        clause = rule.clause if rule else "-"
        made.append(
            ConditionResult(
                f"unit:{building.planning_number}", "recognition", "unit", building.planning_number, state,
                0.0, 0.0, 0.0, clause, detail=detail,
            )
        )  # fmt: skip
    return tuple(made)


def _all_met(conditions: Sequence[ConditionResult]) -> str:
    """met, missed or not_known; `not_in_book` where the book sets no condition."""
    if not conditions:
        return "not_in_book"
    states = {c.state for c in conditions}
    return MISSED if MISSED in states else NOT_KNOWN if NOT_KNOWN in states else MET


def _grade(
    book: Book, conditions: Sequence[ConditionResult], recognised: str, low: float, high: float
) -> GradeResult:
    if not book.grades:
        return GradeResult("not_in_book", None, (), False, Sentence("rates.grade_not_in_book"))
    gate = _all_met([c for c in conditions if c.purpose == "grade"])
    for state, code in (
        (recognised, "rates.grade_not_recognised"),
        (gate, "rates.grade_precondition_missed"),
    ):
        if state == MISSED:
            return GradeResult(MISSED, None, (), False, Sentence(code))
    first, last = (
        int(i) for i in chapter5.grade_5_0_2(np.array([low, high]), [g.at_least for g in book.grades])
    )
    open_grades = tuple(book.grades[i].key for i in range(max(first, 0), last + 1))
    if last < 0:
        lowest = book.grades[0]
        return GradeResult(
            MISSED, None, (), False, Sentence("rates.grade_below", {"needed": lowest.at_least})
        )
    certain = first == last and recognised == MET and gate in (MET, "not_in_book")
    if not certain:
        code = "rates.grade_open" if first >= 0 and recognised == gate == MET else "rates.grade_open_or_none"
        return GradeResult(NOT_KNOWN, None, open_grades, False, Sentence(code, {"grades": open_grades}))
    grade = book.grades[first]
    in_gap = grade.up_to is not None and low > grade.up_to
    code = "rates.grade_in_gap" if in_gap else "rates.grade_given"
    return GradeResult(MET, grade.key, (grade.key,), in_gap, Sentence(code, {"grade": grade.key}))


def _findings(
    book: Book, answers: Answers, items: Sequence[ItemResult], given: Mapping[str, Measure]
) -> list[Finding]:
    """What an auditor would ask: standing of the book, dates, unused and unsupported answers."""
    found = []
    if book.standing != "official":
        found.append(Finding(f"rates.book_{book.standing}", WARNING, args={"book": both(book.name)}))
    day = answers.assessed_on
    if day and book.effective_from and day < book.effective_from:
        found.append(
            Finding(
                "rates.book_not_yet", WARNING, args={"book": both(book.name), "from": book.effective_from}
            )
        )
    if day and book.effective_to and day > book.effective_to:
        found.append(
            Finding("rates.book_no_longer", WARNING, args={"book": both(book.name), "to": book.effective_to})
        )
    if answers.rounding and answers.rounding != book.rounding.rate_method:
        found.append(Finding("rates.rounding_changed", WARNING, args={"book": both(book.name)}))
    used = {i.measure_key for i in items}
    unused = [k for k in answers.measures if k not in used]
    if unused:
        found.append(Finding("rates.answers_unused", INFO, args={"measures": ", ".join(sorted(unused))}))
    bare = [
        k
        for k in sorted(used & given.keys())
        if given[k].source == "answer" and not given[k].note.evidence.strip()
    ]
    bare += [k for k, p in sorted(answers.functions.items()) if not p.note.evidence.strip()]
    if bare:
        found.append(Finding("rates.answers_without_evidence", WARNING, args={"measures": ", ".join(bare)}))
    doubtful = tuple(
        i.item.key if i.item.key[0].isdigit() else i.item.name
        for i in items
        if any(f.status not in ("verified", "own") for f in i.figures.values())
    )
    if doubtful:
        named = {lang: tell(doubtful, lang) for lang in LANGUAGES}
        found.append(Finding("rates.figures_not_verified", INFO, args={"items": named}))
    return found
