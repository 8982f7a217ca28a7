"""Which elements have a length at all: bars and plates. The depth of a wall's or a slab's extrusion is none."""

from __future__ import annotations

import re

import numpy as np

from components.facts import Facts
from components.table import Bools
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids.bodies import Bodies, ItemFigures

_LINEAR = re.compile(
    r"Ifc(Beam|Column|Member|Pile|ReinforcingBar|Tendon|TendonConduit|Rail|\w+Segment)(StandardCase)?$"
)
_WELDS = ("IfcFastener",)


def bar_like(
    facts: Facts, shapes: Shapes, figures: ItemFigures, whole: Bodies, steel_bar: Bools, sectioned: Bools
) -> Bools:
    """(elements,) bool, whether the length of the main body is that of a bar.

    steel_bar: parts that are cut from bars; sectioned: those whose section is named. A steel bar without a name, and
    what is no steel but of a linear class, is one where it is at least as long as its section is wide. Welds are lines.
    """
    weld = facts.elements.ifc_class.isin(_WELDS)
    if not len(figures.length):
        return weld & False
    linear = facts.elements.ifc_class.match(lambda w: _LINEAR.match(w) is not None)
    at = np.maximum(whole.main, 0)
    length, profile = figures.length[at], figures.profile[at]
    with np.errstate(invalid="ignore", divide="ignore"):
        across = np.sqrt(figures.gross[at] / length)
    if len(shapes.area):
        box = shapes.box[np.maximum(profile, 0)]
        wide = np.maximum(box[:, 1] - box[:, 0], box[:, 3] - box[:, 2])
        across = np.where((profile >= 0) & np.isfinite(wide), wide, across)
    slender = length >= across
    return np.asarray(
        (whole.main >= 0) & (weld | (steel_bar & (sectioned | slender)) | (linear & ~steel_bar & slender))
    )
