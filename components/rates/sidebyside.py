"""Several rule books on the same building: what each gives, and why they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components.rates.book import Scale
from components.rates.result import ABSENT, NOT_KNOWN, ItemResult, RateResult
from components.rates.summary import condition_name
from components.rates.wording import Name, Sentence


@dataclass(frozen=True)
class Row:
    """One measure.

    results: per book, None where the book has no such item. reasons: per book against the first.
    """

    measure: str
    name: Name
    results: tuple[ItemResult | None, ...]
    shares_percent: tuple[float, ...]
    reasons: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True)
class SideBySide:
    """Rule books in the order given. shares_percent of a row add up to the unrounded rate of its book.

    reasons: what differs between whole books (minima, rounding, Q4, grades), per book against the first.
    """

    results: tuple[RateResult, ...]
    rows: tuple[Row, ...]
    reasons: tuple[tuple[Sentence, ...], ...]


def side_by_side(results: Sequence[RateResult]) -> SideBySide:
    """Line up results by measure; the first book is what the others are compared with."""
    order: dict[str, Name] = {}
    for result in results:
        for r in result.items:
            order.setdefault(r.item.measure, r.item.name)
    rows = tuple(_row(measure, name, results) for measure, name in order.items())
    return SideBySide(
        tuple(results), rows, tuple(_book_reasons(results[0], r) for r in results) if results else ()
    )


def _row(measure: str, name: Name, results: Sequence[RateResult]) -> Row:
    found = tuple(next((r for r in result.items if r.item.measure == measure), None) for result in results)
    shares = tuple(_share(result, r) for result, r in zip(results, found, strict=True))
    reasons = tuple(_item_reasons(found[0], r) for r in found)
    return Row(measure, name, found, shares, reasons)


def _share(result: RateResult, r: ItemResult | None) -> float:
    """Percentage points of the unrounded rate that an item
    brings; a capped group is shared out in proportion.
    """
    if r is None:
        return 0.0
    group = result.group(r.item.group)
    whole = sum(i.points for i in result.items if i.item.group == group.key)
    counted = r.points * group.points / whole if whole > 0.0 else 0.0
    return counted / (result.book.total_points - result.Q4) * 100.0


def _item_reasons(first: ItemResult | None, other: ItemResult | None) -> tuple[Sentence, ...]:
    """Why the item scores otherwise than in the first book; empty where it is the same there."""
    if first is other:
        return ()
    if first is None:
        return (Sentence("rates.differs_only_here"),)
    if other is None:
        return (Sentence("rates.differs_not_in_book"),)
    found = []
    for code, get in (("window", _window), ("points", _points), ("interpolation", _interpolation)):
        before, after = get(first.scale), get(other.scale)
        if before != after:
            found.append(Sentence(f"rates.differs_{code}", {"first": before, "other": after}))
    if first.measure_key != other.measure_key:
        found.append(
            Sentence("rates.differs_measure", {"first": first.measure_key, "other": other.measure_key})
        )
    if first.state != other.state:
        states = {"first": _state(first), "other": _state(other)}
        found.append(Sentence("rates.differs_state", states))
    return tuple(found)


def _state(r: ItemResult) -> Sentence:
    return Sentence(f"rates.state_{r.state if r.state in (ABSENT, NOT_KNOWN) else 'scored'}")


def _window(scale: Scale) -> str:
    return " / ".join(f"{w:g} %" for w in scale.window_percent)


def _points(scale: Scale) -> str:
    return " / ".join(f"{p:g}" for p in scale.points)


def _interpolation(scale: Scale) -> Sentence:
    return Sentence(f"rates.interpolation_{scale.interpolation}")


def _book_reasons(first: RateResult, other: RateResult) -> tuple[Sentence, ...]:
    if first is other:
        return ()
    found = []
    for code, get in (
        ("rate", _rate),
        ("minima", _minima),
        ("grades", _grades),
        ("rounding", _rounding),
        ("q4", _q4),
    ):
        before, after = get(first), get(other)
        if before != after:
            found.append(Sentence(f"rates.differs_{code}", {"first": before, "other": after}))
    return tuple(found)


def _rate(result: RateResult) -> Sentence:
    return Sentence(f"rates.rate_{result.book.rate}")


def _minima(result: RateResult) -> tuple[Sentence, ...] | Sentence:
    made = tuple(
        Sentence(
            "rates.minimum",
            {"name": condition_name(result.book, c.kind, c.of), "needed": f"{c.at_least:g}"},
        )
        for c in result.book.conditions
    )
    return made or Sentence("rates.none")


def _grades(result: RateResult) -> str:
    return " ".join(f"{g.key} ≥ {g.at_least:g}" for g in result.book.grades) or "—"


def _rounding(result: RateResult) -> Sentence:
    return Sentence(f"rates.rounding_{result.rounding}")


def _q4(result: RateResult) -> str:
    return f"{result.Q4:g}"
