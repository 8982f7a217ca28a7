"""The three rates, each with the lines that apply to it: one structure for window, command line and report.

The 21 % is a share of new floor area. It is the target on the third rate; on the first two it is drawn
as a reference that says what it is and is not, beside the lines that do apply there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.rates.answers import AREA_TARGET_PERCENT
from components.rates.book import Book
from components.rates.result import MET, MISSED, NOT_KNOWN, RateResult
from components.rates.share import AreaShare
from components.rates.wording import Sentence, plain

TARGET, REFERENCE, THRESHOLD, OWN = "target", "reference", "threshold", "own"
NOT_COMPARED = "not_compared"
NOT_APPLICABLE = "not_applicable"
_EPS = 1e-9


@dataclass(frozen=True)
class Mark:
    """One line across a gauge, at `percent`.

    state: met, missed, not_known, or not_compared (a reference never judges). margin: value less line
    at the low end [percentage points], None where nothing is compared.
    """

    role: str
    percent: float
    state: str
    margin: float | None
    title: Sentence
    text: Sentence


@dataclass(frozen=True)
class Gauge:
    """One rate. low and high [%] differ while data is incomplete; both None where there is no value at all.

    state: `known`, `not_known` or `not_applicable`. lines: first the headline, then what stands beside
    the rate.
    """

    rate: str
    name: Sentence
    state: str
    low: float | None
    high: float | None
    headline: Sentence
    beside: tuple[Sentence, ...]
    marks: tuple[Mark, ...]

    @property
    def told(self) -> tuple[Sentence, ...]:
        """What stands below the lines. The share says whose it is: that of one building is not that of a city."""
        return (*self.beside, self.headline) if self.rate == "share" else self.beside


@dataclass(frozen=True)
class Value:
    """What a gauge shows: low and high [%] of a rate, both None where there is nothing to show, and why."""

    low: float | None
    high: float | None
    headline: Sentence
    state: str = "known"


def volume_value(result: RateResult, has_concrete: bool) -> Value:
    """The prefabrication rate of a result; not applicable to a building without concrete members."""
    if not has_concrete:
        return Value(None, None, Sentence("rates.volume_not_applicable"), NOT_APPLICABLE)
    return assembly_value(result)


def assembly_value(result: RateResult) -> Value:
    """The rate of a result with its first line."""
    state = "known" if result.complete else NOT_KNOWN
    return Value(result.rate_low, result.rate_high, result.lines[0], state)


def share_value(share: AreaShare) -> Value:
    """The share of a portfolio."""
    if not len(share.whole):
        return Value(None, None, Sentence("rates.share_nothing", {"undated": share.undated}), NOT_KNOWN)
    low, high = share.low_percent, share.high_percent
    args = {
        "low": f"{low:.2f}",
        "high": f"{high:.2f}",
        "recognised": f"{float(share.whole.recognised_m2[0]):.0f}",
        "total": f"{float(share.whole.total_m2[0]):.0f}",
        "undated": share.undated,
        "undated_area": f"{share.undated_m2:.0f}",
    }
    if share.undated or high > low:
        return Value(low, high, Sentence("rates.share_incomplete", args), NOT_KNOWN)
    return Value(low, high, Sentence("rates.share_complete", args))


def one_building_value(recognised: str, floor_area_m2: float | None) -> Value:
    """The contribution of one model: its whole floor area or none of it.

    recognised: state of a `RateResult`.
    """
    if floor_area_m2 is None:
        sentence = Sentence(f"rates.share_one_{recognised}_no_area", {})
    else:
        sentence = Sentence(f"rates.share_one_{recognised}", {"area": f"{floor_area_m2:.0f}"})
    low, high = {MET: (100.0, 100.0), MISSED: (0.0, 0.0)}.get(recognised, (0.0, 100.0))
    known = recognised in (MET, MISSED) and floor_area_m2 is not None
    return Value(low, high, sentence, "known" if known else NOT_KNOWN)


def three_rates(
    prefabrication: Value,
    assembly: Value,
    share: Value,
    book: Book,
    own_targets: Mapping[str, float] | None = None,
    area_target_percent: float = AREA_TARGET_PERCENT,
    beside_prefabrication: tuple[Sentence, ...] = (),
) -> tuple[Gauge, Gauge, Gauge]:
    """The three gauges in their order: prefabrication rate, assembly rate, share of new floor area.

    book: the one that scored `assembly`; its minima and grades are the lines that apply there.
    """
    own = own_targets or {}
    reference = _mark(REFERENCE, area_target_percent, Value(None, None, Sentence("")), "reference_volume")
    reference_P = _mark(REFERENCE, area_target_percent, Value(None, None, Sentence("")), "reference_assembly")
    limits = [
        _mark(THRESHOLD, c.at_least, assembly, "threshold_rate", clause=c.clause)
        for c in book.conditions
        if c.kind == "rate"
    ]
    limits += [_mark(THRESHOLD, g.at_least, assembly, "threshold_grade", grade=g.key) for g in book.grades]
    target = _mark(TARGET, area_target_percent, share, "target")
    return (
        _gauge(
            "prefabrication",
            prefabrication,
            beside_prefabrication,
            (reference, *_own("prefabrication", own, prefabrication)),
        ),
        _gauge("assembly", assembly, (), (reference_P, *limits, *_own("assembly", own, assembly))),
        _gauge("share", share, (), (target,)),
    )


def _own(rate: str, own: Mapping[str, float], value: Value) -> tuple[Mark, ...]:
    return (_mark(OWN, own[rate], value, "own"),) if rate in own else ()


def _gauge(rate: str, value: Value, beside: tuple[Sentence, ...], marks: tuple[Mark, ...]) -> Gauge:
    name = Sentence(f"rates.rate_{rate}")
    return Gauge(rate, name, value.state, value.low, value.high, value.headline, beside, marks)


def _mark(role: str, percent: float, value: Value, what: str, **args: object) -> Mark:
    """A line with its verdict; a reference, and a rate without a value, are never judged."""
    title = Sentence(f"rates.mark_{what}", {"percent": f"{percent:g}", **args})
    if role == REFERENCE:
        text = Sentence(f"rates.mark_{what}_text", {"percent": f"{percent:g}"})
        return Mark(role, percent, NOT_COMPARED, None, title, text)
    if value.low is None or value.high is None:
        state = NOT_COMPARED if value.state == NOT_APPLICABLE else NOT_KNOWN
        return Mark(role, percent, state, None, title, Sentence(f"rates.mark_{state}"))
    margin = value.low - percent
    if margin >= -_EPS:
        state, by = MET, margin
    elif value.high < percent - _EPS:
        state, by = MISSED, percent - value.high
    else:
        state, by = NOT_KNOWN, 0.0
    return Mark(role, percent, state, margin, title, Sentence(f"rates.mark_{state}", {"by": plain(by)}))
