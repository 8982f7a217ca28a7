"""Prefabrication rate (预制率) by concrete volume; beside it, never in its place, the factory-made share
by mass.

Rows are pieces of elements already cut at the outdoor ground level, so a member that crosses it is two rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.rates.measures import Measure, MeasureRefused
from components.record import record
from components.table import Bools, Floats, Table, Text
from components.units import MM3_PER_M3

Made = NDArray[np.int8]
CAST, FACTORY, UNDECIDED = 0, 1, -1


@record
class RateRows(Table):
    """Pieces of elements, one row each. NaN volume or mass: not measured.

    volume_mm3, mass_kg (n,). is_concrete, is_steel, is_vertical, above_ground (n,) bool. counts (n,)
    bool: a member of structure or envelope, the only kind that enters a rate. made (n,) int8: CAST,
    FACTORY or UNDECIDED. An in-situ topping is its own CAST row. storey, kind: text, none for "not
    known".
    """

    volume_mm3: Floats
    mass_kg: Floats
    is_concrete: Bools
    is_steel: Bools
    is_vertical: Bools
    above_ground: Bools
    counts: Bools
    made: Made
    storey: Text
    kind: Text


@record
class Breakdown(Table):
    """Sums by one label. part and total in the unit of the rate; ratio_percent NaN where the total is 0."""

    label: Text
    part: Floats
    undecided: Floats
    total: Floats
    ratio_percent: Floats


@dataclass(frozen=True)
class VolumeRate:
    """Precast over total concrete of the same members above outdoor ground [m3].

    measure: `q_volume`. steel_vertical_count and _kg: vertical steel members, for which the rate is not
    applicable.
    """

    measure: Measure
    by_storey: Breakdown
    by_kind: Breakdown
    steel_vertical_count: int
    steel_vertical_kg: float


@dataclass(frozen=True)
class MassShare:
    """Factory-made share by mass of the structure above ground [kg], all materials."""

    measure: Measure
    by_storey: Breakdown
    by_kind: Breakdown


def prefabrication_rate(rows: RateRows, only_vertical: bool = False) -> VolumeRate:
    """Prefabrication rate by volume, whole and by storey and kind. Raises MeasureRefused on a negative
    volume.

    only_vertical: the vertical members alone, which is the ratio of 4.0.2 (joints that count are
    FACTORY rows).
    """
    _refuse_negative(rows.volume_mm3, "volume_mm3")
    above = rows.counts & rows.above_ground
    picked = above & rows.is_concrete
    if only_vertical:
        picked &= rows.is_vertical
    steel = above & rows.is_steel & rows.is_vertical
    volume_m3 = rows.volume_mm3 / MM3_PER_M3
    return VolumeRate(
        measure=_measure(volume_m3, rows.made, picked, "m3"),
        by_storey=_breakdown(rows.storey, volume_m3, rows.made, picked),
        by_kind=_breakdown(rows.kind, volume_m3, rows.made, picked),
        steel_vertical_count=int(np.count_nonzero(steel)),
        steel_vertical_kg=float(np.nansum(rows.mass_kg[steel])),
    )


def factory_share_by_mass(rows: RateRows, only_vertical: bool = False) -> MassShare:
    """Factory-made share by mass, whole and by storey and kind. Raises MeasureRefused on a negative mass.

    only_vertical: vertical members alone, the share that stands for 1a in an all-steel structure.
    """
    _refuse_negative(rows.mass_kg, "mass_kg")
    picked = rows.counts & rows.above_ground
    if only_vertical:
        picked = picked & rows.is_vertical
    return MassShare(
        measure=_measure(rows.mass_kg, rows.made, picked, "kg"),
        by_storey=_breakdown(rows.storey, rows.mass_kg, rows.made, picked),
        by_kind=_breakdown(rows.kind, rows.mass_kg, rows.made, picked),
    )


def steel_mass_per_area(rows: RateRows, floor_area_m2: float | None) -> float | None:
    """Steel of the structure above ground per floor area [kg/m2]; None while the area is not known.

    Raises MeasureRefused where the area is not positive. Unmeasured rows count nothing: see
    `factory_share_by_mass`.
    """
    if floor_area_m2 is None:
        return None
    if not floor_area_m2 > 0.0:
        raise MeasureRefused("rates.floor_area_not_positive", area=floor_area_m2)
    picked = rows.counts & rows.above_ground & rows.is_steel
    return float(np.nansum(rows.mass_kg[picked])) / floor_area_m2


def _refuse_negative(quantity: Floats, which: str) -> None:
    bad = np.flatnonzero(quantity < 0.0)
    if len(bad):
        raise MeasureRefused("rates.row_negative", which=which, row=int(bad[0]) + 1, count=len(bad))


def _measure(quantity: Floats, made: Made, picked: Bools, unit: str) -> Measure:
    measured = picked & np.isfinite(quantity)
    total = float(np.sum(quantity[measured]))
    return Measure(
        part=float(np.sum(quantity[measured & (made == FACTORY)])),
        total=total,
        unit=unit,
        source="model",
        undecided=float(np.sum(quantity[measured & (made == UNDECIDED)])),
        unmeasured=int(np.count_nonzero(picked & ~np.isfinite(quantity))),
    )


def _breakdown(label: Text, quantity: Floats, made: Made, picked: Bools) -> Breakdown:
    """Sums by label over the picked rows, one row per label that occurs; rows without a label come last."""
    use = picked & np.isfinite(quantity)
    slots = len(label.vocabulary) + 1
    code = np.where(label.codes[use] < 0, slots - 1, label.codes[use])
    weight, how = quantity[use], made[use]
    total: Floats = np.bincount(code, weight, slots).astype(np.float64)
    part: Floats = np.bincount(code, weight * (how == FACTORY), slots).astype(np.float64)
    undecided: Floats = np.bincount(code, weight * (how == UNDECIDED), slots).astype(np.float64)
    present = np.flatnonzero(np.bincount(code, minlength=slots))
    ratio = np.divide(part * 100.0, total, out=np.full(slots, np.nan), where=total > 0.0)
    words = np.where(present == slots - 1, -1, present).astype(np.int32)
    return Breakdown(
        Text(words, label.vocabulary), part[present], undecided[present], total[present], ratio[present]
    )
