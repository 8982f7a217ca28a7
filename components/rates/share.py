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
from components.table import Floats, Ints, Table, Text

NO, YES, UNKNOWN = 0, 1, -1
_EPS = 1e-9


@dataclass(frozen=True, eq=False)
class Buildings(Table):
    """Newly started buildings.

    floor_area_m2 (n,) > 0. recognised (n,) int8 of YES, NO, UNKNOWN. permit_date (n,) datetime64[D],
    NaT where not known. city: text.
    """

    floor_area_m2: Floats
    recognised: NDArray[np.int8]
    permit_date: NDArray[np.datetime64]
    city: Text


@dataclass(frozen=True, eq=False)
class ShareRows(Table):
    """One row per label pair. Areas in m2, shares in %. share_high counts undecided buildings as recognised.

    year 0 stands for every year; city none for every city. met (n,) int8: YES, NO, UNKNOWN.
    margin_percent: share less target, at the low end. short_m2: recognised area still missing (0 where met).
    """

    city: Text
    year: Ints
    buildings: Ints
    recognised_m2: Floats
    undecided_m2: Floats
    total_m2: Floats
    share_percent: Floats
    share_high_percent: Floats
    margin_percent: Floats
    short_m2: Floats
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
        whole=_rows(known, every_city, every_year, target_percent),
        by_year=_rows(known, every_city, year, target_percent),
        by_city_year=_rows(known, known.city, year, target_percent),
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


def _rows(known: Buildings, city: Text, year: Ints, target: float) -> ShareRows:
    """Sums by (city, year), sorted by city name and year; no city comes last."""
    order = sorted(range(len(city.vocabulary)), key=lambda c: city.vocabulary[c])
    rank = np.empty(len(order) + 1, np.int64)
    rank[[*order, -1]] = np.arange(len(order) + 1)
    span = int(year.max(initial=0)) + 1
    pairs, slot = np.unique(rank[city.codes] * span + year, return_inverse=True)
    n = len(pairs)
    area = np.asarray(known.floor_area_m2, np.float64)
    total: Floats = np.bincount(slot, area, n).astype(np.float64)
    yes: Floats = np.bincount(slot, area * (known.recognised == YES), n).astype(np.float64)
    maybe = known.recognised == UNKNOWN
    undecided: Floats = np.bincount(slot, area * maybe, n).astype(np.float64)
    share, high = yes / total * 100.0, (yes + undecided) / total * 100.0
    met = np.where(share >= target - _EPS, YES, np.where(high < target - _EPS, NO, UNKNOWN)).astype(np.int8)
    codes = np.array([*order, -1], np.int32)[pairs // span]
    return ShareRows(
        city=Text(codes, city.vocabulary),
        year=pairs % span,
        buildings=np.bincount(slot, minlength=n),
        recognised_m2=yes,
        undecided_m2=undecided,
        total_m2=total,
        share_percent=share,
        share_high_percent=high,
        margin_percent=share - target,
        short_m2=np.maximum(total * target / 100.0 - yes, 0.0),
        met=met,
    )
