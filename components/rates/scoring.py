"""One item of a rule book applied to one measure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from components.codes.gbt51129_2017 import chapter4
from components.rates.answers import Answers
from components.rates.book import Book, Figure, Item, Scale, Variant
from components.rates.measures import Measure, ratio_percent, refuse_impossible, refuse_unit
from components.rates.result import ABSENT, NOT_KNOWN, SCORED, ItemResult
from components.rates.wording import Name, Sentence
from components.table import Floats


def points_at(scale: Scale, q_percent: chapter4.FloatOrArray) -> Floats:
    """Points before rounding at a ratio [%], (n,) or scalar."""
    give = chapter4.linear_points if scale.interpolation == "linear" else chapter4.step_points
    return give(q_percent, scale.window_percent, scale.points)


def ratio_at(scale: Scale, points: chapter4.FloatOrArray) -> Floats:
    """The smallest ratio [%] that earns the points before rounding; NaN where none does."""
    find = chapter4.linear_ratio if scale.interpolation == "linear" else chapter4.step_ratio
    return find(points, scale.window_percent, scale.points)


def item_name(item: Item) -> Name | Sentence:
    """What to call the item in a sentence; a key that is only the measure's own (`decor`) is left out."""
    if item.key == item.measure:
        return item.name
    return Sentence("rates.item_named", {"key": item.key, "name": item.name})


def score_item(item: Item, book: Book, given: Mapping[str, Measure], answers: Answers) -> ItemResult:
    """Score one item. Raises MeasureRefused on impossible quantities."""
    for key, unit in ((item.measure, item.unit), *((v.measure, v.unit) for v in item.variants)):
        if key in given:
            refuse_impossible(key, given[key])
            refuse_unit(key, given[key], unit)
    if (absent := _absent(item, given, answers)) is not None:
        return absent
    chosen, why = _variant(item, answers, given)
    if why is not None:
        return _unknown(item, item.measure, item.scale, item.figures, why, given.get(item.measure))
    key, scale, figures = item.measure, item.scale, item.figures
    if chosen is not None:
        key, scale, figures = chosen.measure, chosen.scale, chosen.figures
    measure = given.get(key)
    choice = chosen.choice if chosen else None
    if measure is None:
        why = Sentence("rates.why_not_measured", {"item": item_name(item), "measure": key})
        return _unknown(item, key, scale, figures, why, None, choice)
    if measure.total == 0.0:
        code = "rates.why_zero_total_function" if item.absent_function else "rates.why_zero_total"
        why = Sentence(code, {"item": item_name(item), "function": _function(item)})
        return _unknown(item, key, scale, figures, why, measure, choice)
    return _measured(item, book, key, scale, figures, measure, choice)


def _function(item: Item) -> Sentence | str:
    """The function an item depends on, in words where we have some."""
    known = ("kitchen", "bathroom")
    name = item.absent_function or ""
    return Sentence(f"rates.function_{name}") if name in known else name


def _absent(item: Item, given: Mapping[str, Measure], answers: Answers) -> ItemResult | None:
    """The item's result where its function is said to be absent; None where it is not."""
    presence = answers.functions.get(item.absent_function or "")
    if presence is None or presence.exists:
        return None
    measure = given.get(item.measure)
    args = {"item": item_name(item), "function": _function(item)}
    if measure is not None and measure.total > 0.0:
        why = Sentence("rates.why_absent_yet_measured", args)
        return _unknown(item, item.measure, item.scale, item.figures, why, measure)
    why = Sentence("rates.why_absent", args)
    return ItemResult(
        item, ABSENT, why, item.measure, measure, item.scale, item.figures, None, 0.0, 0.0, 0.0, 0.0, 0.0
    )


def _variant(
    item: Item, answers: Answers, given: Mapping[str, Measure]
) -> tuple[Variant | None, Sentence | None]:
    """The variant for the structure, or why none can be picked yet."""
    if not item.variants:
        return None, None
    named = {"item": item_name(item)}
    if answers.structure is None:
        return None, Sentence("rates.why_structure_unknown", named)
    found = [v for v in item.variants if v.structure == answers.structure]
    if not found:
        return None, None
    if found[0].choice is not None:
        found = [v for v in found if v.choice == answers.core_choice]
        if not found:
            return None, Sentence("rates.why_core_choice", named)
    variant = found[0]
    if variant.needs_evidence and not answers.structure_note.evidence.strip():
        return None, Sentence("rates.why_core_evidence", named)
    against = given.get(variant.excludes_measure or "")
    if against is not None and against.total > 0.0:
        told = Sentence(f"rates.structure_{variant.structure}")
        return None, Sentence(
            "rates.why_structure_contradicted", {**named, "structure": told, "total": against.total}
        )
    return variant, None


def _unknown(
    item: Item,
    key: str,
    scale: Scale,
    figures: Mapping[str, Figure],
    why: Sentence,
    measure: Measure | None,
    choice: str | None = None,
) -> ItemResult:
    """Nothing decides: no points for sure, all of the item's points possible."""
    return ItemResult(
        item, NOT_KNOWN, why, key, measure, scale, figures, None, 0.0, 100.0, 0.0, 0.0, item.full, choice
    )


def _measured(
    item: Item,
    book: Book,
    key: str,
    scale: Scale,
    figures: Mapping[str, Figure],
    measure: Measure,
    choice: str | None,
) -> ItemResult:
    low = ratio_percent(key, measure.part, measure.total)
    high = ratio_percent(key, measure.part + measure.undecided, measure.total)
    why = None
    first = low
    if measure.unmeasured:
        low, high = 0.0, 100.0
        why = Sentence("rates.why_unmeasured", {"item": item_name(item), "count": measure.unmeasured})
    elif measure.undecided > 0.0:
        args = {"undecided": measure.undecided, "unit": Sentence(f"rates.unit_{_plain(measure.unit)}")}
        why = Sentence("rates.why_undecided", {"item": item_name(item), **args})
    raw = points_at(scale, np.array([low, high]))
    rounded = chapter4.half_up(raw, book.rounding.item_decimals)
    return ItemResult(
        item=item,
        state=NOT_KNOWN if why else SCORED,
        reason=why,
        measure_key=key,
        measure=measure,
        scale=scale,
        figures=figures,
        ratio_percent=first,
        ratio_low=low,
        ratio_high=high,
        points_unrounded=float(raw[0]),
        points=float(rounded[0]),
        points_high=float(rounded[1]),
        choice=choice,
    )


def _plain(unit: str) -> str:
    """The unit as a key of the words table."""
    return "percent" if unit == "%" else unit
