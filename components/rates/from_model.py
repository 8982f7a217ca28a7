"""What a building gives the rates: a part and a total of every ratio the model can tell, and who entered which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from components.building import HORIZONTAL, NO, STRUCTURE, VERTICAL, YES, Building, Parts
from components.rates.measures import Measure
from components.rates.volume import (
    CAST,
    FACTORY,
    UNDECIDED,
    Breakdown,
    MassShare,
    RateRows,
    VolumeRate,
    factory_share_by_mass,
    prefabrication_rate,
)
from components.record import record
from components.table import Bools, Floats, Ints, Text
from components.units import MM2_PER_M2, MM_PER_M

WALL_MEASURES = ("q2a", "q2b", "q2c", "q2d")


@dataclass(frozen=True)
class Choices:
    """What is counted. roof: the roof level is a floor of 1b. envelope: its concrete is in the volume rate."""

    roof: bool = True
    envelope: bool = True


@record
class Entered:
    """Who entered a ratio: masks over the parts, and each part's own quantity in the unit of the ratio.

    The parts of `q1b` overlap in plan: their quantities add up to more than the union that counts.
    """

    measure: str
    unit: str
    in_total: Bools
    in_part: Bools
    undecided: Bools
    quantity: Floats


@dataclass(frozen=True)
class FromModel:
    """Measures by key, their storeys, who entered them, and the two rates by volume and by mass."""

    measures: Mapping[str, Measure]
    by_storey: Mapping[str, Breakdown]
    entered: Mapping[str, Entered]
    volume: VolumeRate
    mass: MassShare
    mass_rows: RateRows
    has_concrete: bool
    floor_area_m2: float | None

    @property
    def changeable(self) -> dict[str, Floats]:
        """By measure: the quantity of each part that is in its total and not in its part, in its unit."""
        return {
            key: quantity[np.isfinite(quantity) & (quantity > 0)]
            for key, e in self.entered.items()
            for quantity in (e.quantity[e.in_total & ~e.in_part],)
        }


def from_model(building: Building, choices: Choices | None = None) -> FromModel:
    """Every ratio that can be measured. Raises MeasureRefused on a negative quantity."""
    choices = choices or Choices()
    parts = building.parts
    counts = parts.role.isin((*STRUCTURE, "wall", *(("envelope_wall",) if choices.envelope else ())))
    rows = _rows(building, counts)
    vertical = parts.role.isin(VERTICAL)
    joints = _rows(building, vertical, np.where(parts.joint, FACTORY, parts.made).astype(np.int8))
    metal = _rows(building, vertical & ~parts.concrete & ~_unknown(parts))
    structure = _rows(building, parts.role.isin((*STRUCTURE, "connection")))
    volume, q1a = prefabrication_rate(rows), prefabrication_rate(joints, only_vertical=True)
    measures = {"q_volume": volume.measure, "q1a": q1a.measure}
    shares = {"q_volume": volume.by_storey, "q1a": q1a.by_storey}
    by_mass = factory_share_by_mass(metal, only_vertical=True)
    measures["q1a_factory"], shares["q1a_factory"] = by_mass.measure, by_mass.by_storey
    entered = {
        "q_volume": _entered_volume("q_volume", parts, counts, parts.made),
        "q1a": _entered_volume("q1a", parts, vertical, np.where(parts.joint, FACTORY, parts.made)),
        "q1a_factory": _entered_mass(parts, vertical & ~parts.concrete),
    }
    floors = _floors(building, choices)
    if floors is not None:
        measures["q1b"], shares["q1b"], entered["q1b"] = floors
    for key in WALL_MEASURES:
        wall = _walls(building, key)
        if wall is not None:
            measures[key], shares[key], entered[key] = wall
    measures = {key: _with_ground(building, measure, entered[key]) for key, measure in measures.items()}
    return FromModel(
        measures=measures,
        by_storey=shares,
        entered=entered,
        volume=volume,
        mass=factory_share_by_mass(structure),
        mass_rows=structure,
        has_concrete=bool((counts & parts.concrete & (parts.twin_of < 0) & (parts.above > 0)).any()),
        floor_area_m2=floor_area_m2(building),
    )


def _with_ground(building: Building, measure: Measure, entered: Entered) -> Measure:
    """While nobody says where outdoor ground is, what reaches below the level taken for it is not measured."""
    if building.ground_said:
        return measure
    deeper = entered.in_total & (building.parts.low_mm < building.ground_mm - 1.0)
    return replace(measure, unmeasured=measure.unmeasured + int(deeper.sum()))


def floor_area_m2(building: Building) -> float | None:
    """Floor area above ground: the sum of the storeys; None while one of them is not known."""
    storeys = building.storeys
    counted = storeys.above_ground & ~storeys.is_roof
    area = storeys.floor_area_mm2[counted]
    return float(area.sum()) / MM2_PER_M2 if len(area) and np.isfinite(area).all() else None


def storey_labels(building: Building) -> tuple[str, ...]:
    """What each storey is called; a roof without a name by its level."""
    return tuple(
        name or f"{z / MM_PER_M:+.3f}"
        for name, z in zip(building.storeys.name, building.storeys.elevation_mm.tolist(), strict=True)
    )


def _labels(building: Building, at: Ints) -> Text:
    return Text(at.astype(np.int32), storey_labels(building))


def _storey_of(building: Building) -> Ints:
    """Storey that holds each part, else the one whose floor it makes."""
    parts = building.parts
    return np.where(parts.storey >= 0, parts.storey, parts.level)


def _unknown(parts: Parts) -> Bools:
    """Members of which nobody says what they are made of: they may be concrete."""
    return (parts.stuff.codes < 0) & parts.role.isin(STRUCTURE)


def _rows(building: Building, counts: Bools, made: np.ndarray | None = None) -> RateRows:
    """Pieces of the parts that count: above and below ground apart, and a cast topping apart from what carries it."""
    parts = building.parts
    use = np.flatnonzero(counts & (parts.twin_of < 0))
    how = (parts.made if made is None else made)[use]
    unknown = _unknown(parts)[use]
    above, topping = parts.above[use], parts.topping[use]
    split = np.isfinite(above) & (above < 1.0)
    topped = topping > 0.0
    # A member that is placed nowhere, or whose material nobody says, stays in the count without a quantity.
    lost = ~np.isfinite(above) | unknown
    volume = np.where(lost, np.nan, parts.volume_mm3[use])
    mass = np.where(lost, np.nan, parts.mass_kg[use])
    share = np.nan_to_num(above, nan=1.0)
    every = np.ones(len(use), np.bool_)
    pieces = (
        (every, share * (1.0 - topping), True, how),
        (topped, share * topping, True, np.full(len(use), CAST)),
        (split, 1.0 - share, False, how),
    )
    picked = np.concatenate([np.flatnonzero(mask) for mask, _, _, _ in pieces])
    factor = np.concatenate([f[mask] for mask, f, _, _ in pieces])
    up = np.concatenate([np.full(int(mask.sum()), is_up) for mask, _, is_up, _ in pieces])
    up &= factor > 0.0
    row = use[picked]
    return RateRows(
        volume_mm3=volume[picked] * factor,
        mass_kg=mass[picked] * factor,
        is_concrete=parts.concrete[row] | unknown[picked],
        is_steel=parts.steel[row],
        is_vertical=parts.role.isin(VERTICAL)[row],
        above_ground=up,
        counts=np.ones(len(row), np.bool_),
        made=np.concatenate([h[mask] for mask, _, _, h in pieces]).astype(np.int8),
        storey=_labels(building, _storey_of(building)[row]),
        kind=parts.role.take(row),
    )


def _entered_volume(key: str, parts: Parts, counts: Bools, made: np.ndarray) -> Entered:
    live = counts & parts.concrete & (parts.twin_of < 0) & (parts.above > 0)
    return Entered(
        key,
        "m3",
        live,
        live & (made == FACTORY),
        live & (made == UNDECIDED),
        parts.volume_mm3 * parts.above / 1e9,
    )


def _entered_mass(parts: Parts, counts: Bools) -> Entered:
    live = counts & (parts.twin_of < 0) & (parts.above > 0) & parts.stuff.isin(("steel", "timber"))
    return Entered(
        "q1a_factory", "kg", live, live & (parts.made == FACTORY), live & (parts.made == UNDECIDED),
        parts.mass_kg * parts.above,
    )  # fmt: skip


def _floors(building: Building, choices: Choices) -> tuple[Measure, Breakdown, Entered] | None:
    """1b: the union of what counts at each level over the plan area of the storey below it; never above it."""
    storeys, parts = building.storeys, building.parts
    use = (storeys.level_area_mm2 > 0) & (choices.roof | ~storeys.is_roof)
    if not use.any():
        return None
    total = np.where(use, storeys.level_area_mm2, 0.0)
    part = np.minimum(building.level_counted_mm2, total)
    live = parts.role.isin(HORIZONTAL) & (parts.twin_of < 0)
    at = np.where(live & (parts.level >= 0), parts.level, len(total))
    live &= np.append(use, False)[at]
    open_ = live & (parts.plan_made == UNDECIDED) & np.isfinite(parts.plan_mm2)
    maybe = np.bincount(at[open_], parts.plan_mm2[open_], minlength=len(total) + 1)[:-1]
    undecided = np.minimum(maybe, total - part)
    floors = parts.role.isin(("slab", "deck")) & (parts.twin_of < 0) & (parts.level >= 0)
    drawn = np.bincount(parts.level[floors], minlength=len(total)) > 0
    slabs = live & parts.role.isin(("slab", "deck", "balcony", "landing"))
    lost = int((use & ~drawn).sum()) + int((slabs & ~np.isfinite(parts.plan_mm2)).sum())
    real = storeys.above_ground & ~storeys.is_roof
    lost += int((real & ~np.isfinite(storeys.floor_area_mm2)).sum())
    measure = Measure(
        float(part.sum()) / MM2_PER_M2, float(total.sum()) / MM2_PER_M2, "m2", "model",
        float(undecided.sum()) / MM2_PER_M2, lost,
    )  # fmt: skip
    rows = np.flatnonzero(use)
    shares = Breakdown(
        _labels(building, rows), part[rows] / MM2_PER_M2, undecided[rows] / MM2_PER_M2, total[rows] / MM2_PER_M2,
        part[rows] / total[rows] * 100.0,
    )  # fmt: skip
    counted = live & (parts.plan_made == FACTORY)
    return measure, shares, Entered("q1b", "m2", live, counted, open_, parts.plan_mm2 / MM2_PER_M2)


def _walls(building: Building, key: str) -> tuple[Measure, Breakdown, Entered] | None:
    """2a to 2d by the faces of walls above ground. None where the model holds no such walls, or says nothing of them."""
    parts = building.parts
    alive = (parts.twin_of < 0) & ~(parts.above <= 0)
    envelope = parts.role.isin(("envelope_wall",))
    which = {
        "q2a": envelope,
        "q2b": envelope | (parts.role.isin(("bearing_wall",)) & (parts.external == YES)),
        "q2c": parts.role.isin(("partition",)),
        "q2d": parts.role.isin(("partition",)),
    }[key]
    side = "envelope" if key in ("q2a", "q2b") else "partition"
    if not (which & alive).any() or (key in ("q2b", "q2d") and not building.says_integrated[side]):
        return None
    live = which & alive & np.isfinite(parts.side_above_mm2)
    if key in ("q2a", "q2c"):
        # A concrete wall is no masonry, but only a factory-made one is a dry wall.
        counted = live & (parts.masonry == NO) & (~parts.concrete | (parts.made == FACTORY))
        maybe = live & (parts.masonry == NO) & parts.concrete & (parts.made == UNDECIDED)
    else:
        counted, maybe = live & (parts.integrated == YES), np.zeros(len(live), np.bool_)
    area = parts.side_above_mm2 / MM2_PER_M2
    lost = which & alive & ~np.isfinite(parts.side_above_mm2)
    unplaced = parts.role.isin(("wall",)) & alive
    measure = Measure(
        float(area[counted].sum()), float(area[live].sum()), "m2", "model", float(area[maybe].sum()),
        int(lost.sum()) + int(unplaced.sum()),
    )  # fmt: skip
    shares = _breakdown(_labels(building, _storey_of(building)), area, live, counted, maybe)
    return measure, shares, Entered(key, "m2", live, counted, maybe, area)


def _breakdown(label: Text, area: Floats, live: Bools, counted: Bools, maybe: Bools) -> Breakdown:
    slots = len(label.vocabulary) + 1
    code = np.where(label.codes < 0, slots - 1, label.codes)

    def by_slot(mask: Bools) -> Floats:
        return np.asarray(np.bincount(code[mask], area[mask], minlength=slots), np.float64)

    total, part, undecided = by_slot(live), by_slot(counted), by_slot(maybe)
    here = np.flatnonzero(np.bincount(code[live], minlength=slots))
    words = np.where(here == slots - 1, -1, here).astype(np.int32)
    ratio = np.divide(part * 100.0, total, out=np.full(slots, np.nan), where=total > 0)
    return Breakdown(Text(words, label.vocabulary), part[here], undecided[here], total[here], ratio[here])
