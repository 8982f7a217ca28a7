"""Share of new floor area: whole floor area of recognised buildings over all newly started, by permit date.

Source of the ratio: indicator "prefab share" of the fact sheets; that a recognised building counts with
its whole floor area, not area times rate, is from memory. The 21 % target is the user's, of Liaoning's
2021 key points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.rates.answers import AREA_TARGET_PERCENT
from components.rates.measures import MeasureRefused
from components.rates.result import MET, MISSED, NOT_KNOWN
from components.record import record
from components.table import Floats, Ints, Table, Text

NO, YES, UNKNOWN = 0, 1, -1
_EPS = 1e-9


@record
class Buildings(Table):
    """Newly started buildings.

    floor_area_m2 (n,) > 0. recognised (n,) int8 of YES, NO, UNKNOWN. permit_date (n,) datetime64[D],
    NaT where not known. city: text.
    """

    floor_area_m2: Floats
    recognised: NDArray[np.int8]
    permit_date: NDArray[np.datetime64]
    city: Text


@record
class ShareRows(Table):
    """One row per label pair. Areas in m2, shares in %. share_high counts undecided buildings as recognised.

    year 0 stands for every year; city none for every city. low, high: bounds of the share whatever the undecided,
    and those of unknown year, prove to be; buildings without a floor area (`unmeasured`) are beyond them.
    met (n,) int8: YES, NO, UNKNOWN, and UNKNOWN where any of these could turn it.
    margin_percent: share less target, at the low end. short_m2: recognised area still missing (0 where met), the total
    staying as it is; further_m2: area of further recognised buildings that would do, the total growing with them.
    NaN where no area is known.
    """

    city: Text
    year: Ints
    buildings: Ints
    unmeasured: Ints
    recognised_m2: Floats
    undecided_m2: Floats
    total_m2: Floats
    share_percent: Floats
    share_high_percent: Floats
    low_percent: Floats
    high_percent: Floats
    margin_percent: Floats
    short_m2: Floats
    further_m2: Floats
    met: NDArray[np.int8]


@dataclass(frozen=True)
class AreaShare:
    """Share of new floor area against a target [%], whole, by year, and by city and year.

    undated: buildings without a permit date; they are in no row, and `undated_m2` says how much that
    is. low_percent, high_percent: bounds of the whole share, whatever the undecided and the undated
    prove to be; NaN where there is no building.
    """

    target_percent: float
    whole: ShareRows
    by_year: ShareRows
    by_city_year: ShareRows
    undated: int
    undated_m2: float
    low_percent: float
    high_percent: float

    @property
    def state(self) -> str:
        """met or missed where no undecided or undated building can change it, else not_known."""
        if self.low_percent >= self.target_percent - _EPS:
            return MET
        return MISSED if self.high_percent < self.target_percent - _EPS else NOT_KNOWN


def share_of_new_floor_area(buildings: Buildings, target_percent: float = AREA_TARGET_PERCENT) -> AreaShare:
    """The share against a target [%].

    Raises MeasureRefused where a floor area is missing, zero or negative, or the target is not within 0
    to 100.
    """
    area = np.asarray(buildings.floor_area_m2, np.float64)
    bad = np.flatnonzero(~(np.isfinite(area) & (area > 0.0)))
    if len(bad):
        raise MeasureRefused("rates.building_area", row=int(bad[0]) + 1, count=len(bad))
    if not 0.0 <= target_percent <= 100.0:
        raise MeasureRefused("rates.target_out_of_range", target=target_percent)
    dated = ~np.isnat(buildings.permit_date)
    known = buildings.take(dated)
    year = known.permit_date.astype("datetime64[Y]").astype(np.int64) + 1970
    low, high = _bounds(area, buildings.recognised, dated)
    every_city, every_year = Text.full(len(known)), np.zeros(len(known), np.int64)
    return AreaShare(
        target_percent=target_percent,
        whole=share_rows(known, every_city, every_year, target_percent),
        by_year=share_rows(known, every_city, year, target_percent),
        by_city_year=share_rows(known, known.city, year, target_percent),
        undated=int(np.count_nonzero(~dated)),
        undated_m2=float(area[~dated].sum()),
        low_percent=low,
        high_percent=high,
    )


def _bounds(area: Floats, recognised: NDArray[np.int8], dated: NDArray[np.bool_]) -> tuple[float, float]:
    """The least and the most the whole share can be [%], each
    undated building being in the period or not.
    """
    if not len(area):
        return math.nan, math.nan
    yes, maybe = recognised == YES, recognised != NO
    least = float(area[yes & dated].sum()), float(area[~yes].sum())
    most = float(area[maybe].sum()), float(area[~maybe & dated].sum())
    low = least[0] / sum(least) * 100.0 if sum(least) else 100.0
    high = most[0] / sum(most) * 100.0 if sum(most) else 0.0
    return low, high


def share_rows(
    buildings: Buildings, label: Text, year: Ints, target: float, inside: NDArray[np.bool_] | None = None
) -> ShareRows:
    """Sums by (label, year), sorted by label and year; no label comes last.

    floor_area_m2 may be NaN: not known. inside (n,) bool: buildings whose year is known (None: all); the others are
    in no row, but may belong to any row of their label and widen its bounds.
    """
    inside = np.ones(len(buildings), np.bool_) if inside is None else inside
    order = sorted(range(len(label.vocabulary)), key=lambda c: label.vocabulary[c])
    rank = np.empty(len(order) + 1, np.int64)
    rank[[*order, -1]] = np.arange(len(order) + 1)
    place, span = rank[label.codes], int(year.max(initial=0)) + 1
    pairs, slot = np.unique(place[inside] * span + year[inside], return_inverse=True)
    here = _sums(buildings.take(inside), slot, len(pairs))
    # What has no year stands beside every row of its label.
    loose = _sums(buildings.take(~inside), place[~inside], len(order) + 1).take(pairs // span)
    codes = np.array([*order, -1], np.int32)[pairs // span]
    counts = np.bincount(slot, minlength=len(pairs))
    return _judged(here, loose, Text(codes, label.vocabulary), pairs % span, counts, target / 100.0)


@record
class _Sums(Table):
    """Per slot: areas [m2] that count, do not, may; and how many without an area count, do not, may."""

    yes: Floats
    no: Floats
    maybe: Floats
    bare_yes: Ints
    bare_no: Ints
    bare_maybe: Ints


def _sums(of: Buildings, slot: Ints, n: int) -> _Sums:
    area = np.asarray(of.floor_area_m2, np.float64)
    bare = np.isnan(area)
    known = np.where(bare, 0.0, area)
    states = [of.recognised == s for s in (YES, NO, UNKNOWN)]
    yes, no, maybe = (np.bincount(slot, known * s, n).astype(np.float64) for s in states)
    bare_yes, bare_no, bare_maybe = (np.bincount(slot[bare & s], minlength=n) for s in states)
    return _Sums(yes, no, maybe, bare_yes, bare_no, bare_maybe)


def _judged(here: _Sums, loose: _Sums, label: Text, year: Ints, counts: Ints, target: float) -> ShareRows:
    total = here.yes + here.no + here.maybe
    least = (here.yes, total + loose.no + loose.maybe)
    most = (here.yes + here.maybe + loose.yes + loose.maybe, total + loose.yes + loose.maybe)
    share, high = _percent(here.yes, total), _percent(here.yes + here.maybe, total)
    low, top = _percent(*least), _percent(*most)
    sinks = here.bare_no + here.bare_maybe + loose.bare_no + loose.bare_maybe > 0
    lifts = here.bare_yes + here.bare_maybe + loose.bare_yes + loose.bare_maybe > 0
    percent = target * 100.0
    met = np.where(
        (low >= percent - _EPS) & ~sinks, YES, np.where((top < percent - _EPS) & ~lifts, NO, UNKNOWN)
    )
    short = np.maximum(total * target - here.yes, 0.0)
    return ShareRows(
        city=label,
        year=year,
        buildings=counts,
        unmeasured=here.bare_yes + here.bare_no + here.bare_maybe,
        recognised_m2=here.yes,
        undecided_m2=here.maybe,
        total_m2=total,
        share_percent=share,
        share_high_percent=high,
        low_percent=low,
        high_percent=top,
        margin_percent=share - percent,
        short_m2=np.where(total > 0.0, short, np.nan),
        further_m2=np.where((total > 0.0) & (target < 1.0), short / max(1.0 - target, _EPS), np.nan),
        met=met.astype(np.int8),
    )


def _percent(part: Floats, total: Floats) -> Floats:
    """Part over total [%], NaN where there is nothing."""
    share: Floats = np.divide(part, total, out=np.full(len(total), np.nan), where=total > 0.0)
    return share * 100.0
