"""Building: what we make of walls, floors, stairs and storeys for the rates. Frozen column tables; mm, kg.

`Parts` has a row per row of `Model.components`, so that a figure leads to its elements and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.findings import Finding
from components.record import record
from components.table import Bools, Floats, Ints, Table, Text

ROLES = (
    "column", "brace", "bearing_wall", "envelope_wall", "partition", "wall", "beam", "slab", "stair_flight",
    "landing", "balcony", "ac_board", "deck", "ground_slab", "foundation", "connection", "other",
)  # fmt: skip
"""What a part does in the building. wall: envelope or partition, nobody says which."""
VERTICAL = ("column", "brace", "bearing_wall")
HORIZONTAL = ("beam", "slab", "stair_flight", "landing", "balcony", "ac_board", "deck")
WALLS = ("bearing_wall", "envelope_wall", "partition", "wall")
STRUCTURE = (*VERTICAL, *HORIZONTAL)

CAST, FACTORY, UNDECIDED = 0, 1, -1
"""How a part is made; the codes of `components.rates.volume`."""
NO, YES, UNSAID = 0, 1, -1

EXACT, BOUNDS, NOT_MEASURED = "exact", "bounds", "not_measured"
"""How a part was measured: exactly, by the bounding heights or sides of its body, or not at all."""

FIELDS = ("role", "made", "wall", "integrated", "joint", "external", "load_bearing")
"""What a rule or an override may decide."""
VALUES: Mapping[str, tuple[str, ...]] = {
    "role": ROLES,
    "made": ("factory", "cast"),
    "wall": ("masonry", "panel"),
    "integrated": ("yes", "no"),
    "joint": ("yes", "no"),
    "external": ("yes", "no"),
    "load_bearing": ("yes", "no"),
}


@dataclass(frozen=True)
class Rule:
    """One decision of the user on every part that fits; the last rule that fits wins.

    when: what must hold, by `class`, `name`, `material`, `storey`, `global_id` (text that occurs in it, any letter
    case; a global_id whole) or `property` ("name = value" or just the name). field, value: see FIELDS, VALUES.
    """

    when: Mapping[str, str]
    field: str
    value: str
    reason: str


@record
class Storeys(Table):
    """Storeys from the ground up. spatial: row of `Facts.spatial`. above_ground: said or by its level.

    floor_area_mm2: plan area of the storey; NaN unknown. area_source: words code of where that is from.
    level_area_mm2: plan area that the structure over the storey below covers, the total of 1b at this level; 0 where
    there is no storey above ground below it. is_roof: the last level, over which nothing stands.
    """

    spatial: Ints
    name: Text
    elevation_mm: Floats
    above_ground: Bools
    floor_area_mm2: Floats
    area_source: Text
    level_area_mm2: Floats
    is_roof: Bools


@record
class Parts(Table):
    """One row per component of the model.

    component: its row. role: see ROLES. storey: row of `Storeys` that holds it, -1 none; level: row of `Storeys` whose
    floor it makes or reaches, -1 none. concrete, steel: main material; stuff: its kind, none where nobody says.
    made, made_by, made_said: CAST, FACTORY or UNDECIDED; words code of the evidence that decided; what it said.
    contradicts: other evidence says the opposite. plan_made: how it counts in 1b (a slab on decking is cast, and counts).
    topping: share of the volume that is cast on site on top of a factory-made part. joint: cast, and allowed in 1a.
    masonry, masonry_by: YES, NO, UNSAID of walls, and the evidence. integrated: YES, NO, UNSAID.
    external, load_bearing: YES, NO, UNSAID; load-bearing as assumed where the file is silent, then assumed is true.
    volume_mm3: body less its openings; mass_kg: steel by the bill. above: share above outdoor ground, by volume.
    side_mm2: one face of a wall, openings not deducted; side_above_mm2: above ground. plan_mm2: projection.
    how: EXACT, BOUNDS or NOT_MEASURED. twin_of: part that this one repeats, -1; a twin counts nowhere.
    """

    component: Ints
    role: Text
    role_by: Text
    storey: Ints
    level: Ints
    concrete: Bools
    steel: Bools
    stuff: Text
    made: NDArray[np.int8]
    made_by: Text
    made_said: Text
    contradicts: Bools
    plan_made: NDArray[np.int8]
    topping: Floats
    joint: Bools
    masonry: NDArray[np.int8]
    masonry_by: Text
    integrated: NDArray[np.int8]
    external: NDArray[np.int8]
    load_bearing: NDArray[np.int8]
    assumed: Bools
    volume_mm3: Floats
    mass_kg: Floats
    above: Floats
    low_mm: Floats
    high_mm: Floats
    side_mm2: Floats
    side_above_mm2: Floats
    plan_mm2: Floats
    how: Text
    twin_of: Ints


@record
class Plans(Table):
    """Outlines in plan, one row per ring: part row, whether it is a hole in the ring before, and its place in `xy`."""

    part: Ints
    is_hole: Bools
    start: Ints
    count: Ints


@record
class Building:
    """A building as the rates see it.

    plans, xy: outlines in plan, (p, 2) mm. level_counted_mm2 (storeys,): union of the projections that count in 1b.
    ground_mm: outdoor ground level used; ground_said: whether the user said so; ground_hint_mm: what the file says of it,
    NaN nothing. declared_area_mm2: floor area of the
    whole building by the file, NaN none. says_integrated: whether the file says anything of integrated walls, by role.
    """

    storeys: Storeys
    parts: Parts
    plans: Plans
    xy: Floats
    level_counted_mm2: Floats
    ground_mm: float
    ground_said: bool
    ground_hint_mm: float
    declared_area_mm2: float
    says_integrated: Mapping[str, bool]
    findings: tuple[Finding, ...]
