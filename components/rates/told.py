"""Sentences for results that are numbers: what stands beside
the prefabrication rate, and what it would take.
"""

from __future__ import annotations

import math

from components.rates.measures import ratio_percent
from components.rates.reach import Change, Goal, Reach
from components.rates.result import MET, RateResult
from components.rates.scoring import item_name
from components.rates.summary import condition_name, short_name, shown
from components.rates.volume import MassShare, VolumeRate
from components.rates.wording import Sentence


def beside_prefabrication(
    volume: VolumeRate, mass: MassShare, steel_kg_per_m2: float | None
) -> tuple[Sentence, ...]:
    """Factory-made share by mass, steel per floor area, and the
    vertical steel the volume rate leaves out.
    """
    lines = []
    measure = mass.measure
    if measure.unmeasured:
        lines.append(Sentence("rates.beside_mass_unmeasured", {"count": measure.unmeasured}))
    elif measure.total > 0.0:
        low = ratio_percent("mass", measure.part, measure.total)
        high = ratio_percent("mass", measure.part + measure.undecided, measure.total)
        if high > low:
            lines.append(Sentence("rates.beside_mass_open", {"low": low, "high": high}))
        else:
            lines.append(Sentence("rates.beside_mass", {"share": low}))
    if steel_kg_per_m2 is None:
        lines.append(Sentence("rates.beside_steel_area_unknown"))
    else:
        lines.append(Sentence("rates.beside_steel_area", {"mass": steel_kg_per_m2}))
    if volume.steel_vertical_count:
        args = {"count": volume.steel_vertical_count, "mass": volume.steel_vertical_kg}
        lines.append(Sentence("rates.steel_vertical_not_applicable", args))
    return tuple(lines)


def goal_name(result: RateResult, goal: Goal) -> Sentence:
    """What a goal is called."""
    if goal.kind == "condition":
        condition = result.condition(goal.key)
        name = condition_name(result.book, condition.kind, condition.of)
        return Sentence("rates.minimum", {"name": name, "needed": f"{condition.needed:g}"})
    return Sentence(f"rates.reach_goal_{goal.kind}", {"key": goal.key, "at_least": goal.at_least})


def reach_lines(result: RateResult, reach: Reach) -> tuple[Sentence, ...]:
    """One goal told: reached, the smallest change together and
    the ways alone, or why it cannot be reached.
    """
    goal = {"goal": goal_name(result, reach.goal)}
    if reach.state == MET:
        return (Sentence("rates.reach_met", goal),)
    if reach.state == "impossible":
        return (Sentence("rates.reach_not_possible", {**goal, "reason": reach.reason}),)
    changes = tuple(change_told(result, c) for c in reach.together)
    lines = [
        Sentence(
            "rates.reach_together",
            {**goal, "changes": changes, "after": shown(reach.rate_after_percent or 0.0, result)},
        )
    ]
    lines += [Sentence("rates.reach_alone", {**goal, "change": change_told(result, c)}) for c in reach.alone]
    if reach.from_unknown:
        lines.append(
            Sentence(
                "rates.reach_unknown",
                {"items": tuple(short_name(result.item(k).item) for k in reach.from_unknown)},
            )
        )
    return tuple(lines)


def change_told(result: RateResult, change: Change) -> Sentence:
    """One item raised: done, by a quantity, or by its ratio alone."""
    item = item_name(result.item(change.item).item)
    if change.unit == "yes_no":
        return Sentence("rates.change_yes", {"item": item})
    args = {"item": item, "before": change.from_percent, "after": _up(change.to_percent)}
    if change.quantity is None:
        return Sentence("rates.change_ratio", args)
    unit = Sentence(f"rates.unit_{change.unit}")
    args |= {"quantity": _up(change.quantity), "unit": unit}
    if change.members is None:
        return Sentence("rates.change_quantity", args)
    return Sentence("rates.change_members", {**args, "members": change.members})


def _up(value: float) -> float:
    """The value as printed with two decimals, never less than what is needed."""
    return math.ceil(value * 100.0 - 1e-6) / 100.0
