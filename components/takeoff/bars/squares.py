"""Square bars: steel of two equal sides that is much longer than they are, and no plate.

Sides of 8 to 150 mm are rolled as square bars (EN 10059). A flat stays a plate whatever its class: one drawing serves a
flat bar (EN 10058 up to 150 mm) and a strip cut from plate, and both weigh rectangle x thickness.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from components.facts import Facts
from components.sections.reading import square_name
from components.table import Bools, Text
from components.takeoff.naming.designations import Named
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids.bodies import Bodies, ItemFigures

LINEAR = (
    "IfcBeam", "IfcBeamStandardCase", "IfcColumn", "IfcColumnStandardCase", "IfcMember", "IfcMemberStandardCase",
)  # fmt: skip
SLENDER = 4.0
"""Length over side from which a square is a bar and no block."""
_LEAST_MM, _MOST_MM = 8.0, 150.0
_EQUAL = 0.02
"""Share by which the sides may differ: EN 10059 allows 1.8 mm of 150."""


def square_bars(facts: Facts, shapes: Shapes, figures: ItemFigures, whole: Bodies, named: Named) -> Bools:
    """(elements,) bool, whether a body of a linear class is a square bar, by its drawn section and its length."""
    n = len(facts.elements)
    at = np.maximum(whole.main, 0)
    if not len(figures.profile) or not len(shapes.area):
        return np.zeros(n, np.bool_)
    profile = figures.profile[at]
    box = shapes.box[np.maximum(profile, 0)]
    sides = np.stack((box[:, 1] - box[:, 0], box[:, 3] - box[:, 2]))
    wide, thin = sides.max(axis=0), sides.min(axis=0)
    full = np.abs(shapes.area[np.maximum(profile, 0)] / np.where(wide > 0, wide * thin, 1.0) - 1.0) <= _EQUAL
    square = full & (wide - thin <= _EQUAL * wide) & (wide <= _MOST_MM) & (thin >= _LEAST_MM)
    flat = named.family.isin(("FLAT",)) | (named.designation.codes < 0)
    drawn = (whole.main >= 0) & (profile >= 0) & (whole.items == 1)
    return np.asarray(
        drawn & square & flat & (whole.length > SLENDER * wide) & facts.elements.ifc_class.isin(LINEAR)
    )


def as_squares(named: Named, rows: Bools, shapes: Shapes, figures: ItemFigures, whole: Bodies) -> Named:
    """The names with those of square bars, of the sides that are drawn."""
    if not rows.any():
        return named
    words: list[str | None] = [None] * len(rows)
    dims, area = named.dims.copy(), named.area.copy()
    for element in np.flatnonzero(rows).tolist():
        low, high, left, right = shapes.box[figures.profile[whole.main[element]]].tolist()
        wide, thin = max(high - low, right - left), min(high - low, right - left)
        words[element] = square_name(wide, thin)
        dims[element] = (wide, thin, *(0.0,) * 6)
        area[element] = wide * thin
    family = named.family.where(rows, Text.full(len(rows), "FLAT"))
    return replace(
        named, designation=named.designation.where(rows, Text.of(words)), dims=dims, area=area, family=family
    )
