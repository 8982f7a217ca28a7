"""The sentences of a result, the first of which always says whether the data is complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.rates.answers import Answers
from components.rates.book import Book, Item
from components.rates.result import NOT_KNOWN, ConditionResult, ItemResult, RateResult
from components.rates.scoring import item_name
from components.rates.wording import Name, Sentence, plain

_CHANGES_POINTS = {
    "group_points": "points",
    "item_points": "points",
    "item_ratio": "percent",
    "rate": "percent",
}


def questions_of(items: Sequence[ItemResult], answers: Answers) -> tuple[Sentence, ...]:
    """What to ask next: unit and stage, then unknown items from the one that may change most."""
    asked = []
    if answers.unit is None:
        asked.append(Sentence("rates.ask_unit"))
    if answers.stage is None:
        asked.append(Sentence("rates.ask_stage"))
    unknown = [i for i in items if i.state == NOT_KNOWN and i.reason is not None]
    unknown.sort(key=lambda i: i.points - i.points_high)
    return (*asked, *(i.reason for i in unknown if i.reason is not None))


def summary(result: RateResult) -> RateResult:
    """The result with its `lines` written."""
    lines = [_first(result)]
    if result.unit is None or result.stage is None:
        lines.append(Sentence("rates.line_unit_missing"))
    else:
        numbers = tuple(b.planning_number for b in result.unit.buildings)
        lines.append(
            Sentence(
                "rates.line_unit",
                {
                    "kind": Sentence(f"rates.unit_kind_{result.unit.kind}"),
                    "buildings": numbers,
                    "stage": Sentence(f"rates.stage_{result.stage}"),
                },
            )
        )
    lines.append(Sentence(f"rates.recognised_{result.recognised}"))
    lines.extend(condition_line(result.book, c) for c in result.conditions)
    lines.append(_grade_line(result))
    return replace(result, lines=tuple(lines))


def _first(result: RateResult) -> Sentence:
    args = {"book": result.book.name, "edition": result.book.edition, "figure": _figure_name(result)}
    if result.complete:
        return Sentence(
            "rates.line_complete",
            {
                **args,
                "rate": shown(result.rate_low, result),
                "unrounded": f"{result.rate_unrounded_low:.2f}",
                "rounding": Sentence(f"rates.rounding_{result.rounding}"),
            },
        )
    unknown = tuple(short_name(i.item) for i in result.items if i.state == NOT_KNOWN)
    return Sentence(
        "rates.line_incomplete",
        {
            **args,
            "count": len(unknown),
            "items": unknown,
            "low": shown(result.rate_low, result),
            "high": shown(result.rate_high, result),
        },
    )


def short_name(item: Item) -> str | Name:
    """The key of an item where it is a number of the standard, else its name."""
    return item.key if item.key[0].isdigit() else item.name


def _figure_name(result: RateResult) -> Sentence:
    return Sentence(f"rates.rate_{result.book.rate}")


def shown(rate: float, result: RateResult) -> str:
    """P as printed: with the decimals its rounding leaves, two where it is not rounded."""
    decimals = 2 if result.rounding == "none" else result.book.rounding.rate_decimals
    return f"{rate:.{decimals}f}"


def condition_name(book: Book, kind: str, of: str) -> Sentence:
    """What a condition is about, by the names the book gives its groups and items."""
    names: dict[str, Sentence | Name] = {i.key: item_name(i) for i in book.items}
    if kind == "group_points":
        names = {g.key: Sentence("rates.item_named", {"key": g.key, "name": g.name}) for g in book.groups}
    return Sentence(f"rates.condition_{kind}", {"of": names.get(of, of)})


def condition_line(book: Book, condition: ConditionResult) -> Sentence:
    """One condition: met by how much, missed by how much, or not known."""
    if condition.detail is not None:
        return condition.detail
    unit = Sentence(f"rates.unit_{_CHANGES_POINTS[condition.kind]}")
    name = condition_name(book, condition.kind, condition.of)
    by = Sentence("rates.unit_points" if "points" in condition.kind else "rates.unit_percentage_points")
    args = {
        "name": name,
        "by": by,
        "needed": f"{condition.needed:g}",
        "unit": unit,
        "clause": condition.clause,
    }
    if condition.state == NOT_KNOWN:
        low, high = condition.needed + condition.margin_low, condition.needed + condition.margin_high
        return Sentence("rates.condition_not_known", {**args, "low": plain(low), "high": plain(high)})
    margin = condition.margin_low if condition.state == "met" else -condition.margin_high
    code = f"rates.condition_{condition.state}" + ("_by_rounding" if condition.by_rounding else "")
    if code == "rates.condition_met" and plain(margin) == "0":
        code = "rates.condition_met_exactly"
    return Sentence(code, {**args, "margin": plain(margin)})


def _grade_line(result: RateResult) -> Sentence:
    if result.grade.state == "not_in_book" or result.grade.key is None:
        return result.grade.reason
    stage = result.stage or "not_chosen"
    return Sentence(f"rates.grade_line_{stage}", {"grade": result.grade.reason})
