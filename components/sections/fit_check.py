"""Whether a shape that was read from an outline has the outline's own figures."""

from __future__ import annotations

from typing import Final

import numpy as np

from components.record import record
from components.sections.contour import length, moments
from components.sections.families import DIMENSIONS
from components.sections.fit_drawn import Figures, central
from components.sections.fit_measure import Reading
from components.sections.outline import outlines, valid
from components.table import Bools, Floats, Ints

AREA: Final = 0.005
PERIMETER: Final = 0.015
INERTIA: Final = 0.015
"""Largest relative differences between a fitted shape and the outline it was fitted to."""

AREA_OFF: Final = "fit.area"
PERIMETER_OFF: Final = "fit.perimeter"
INERTIA_OFF: Final = "fit.inertia"

_CORNER = (0.05, 0.004, 0.30)  # mm, of the size, of the thickness: how far a drawn corner may be off


@record
class Checked:
    """Per row of a reading: whether it passed, the reason where it was measured and did not, relative differences."""

    passed: Bools
    reasons: tuple[str, ...]
    area: Floats
    perimeter: Floats
    inertia: Floats


def check(reading: Reading, figures: Figures, of: Ints, size: Floats) -> Checked:
    """Compare n shapes with the outlines `of` (rows of figures, (n,)); size: (n,) larger side of each, mm."""
    n = len(of)
    off = np.full((3, n), np.nan)
    least, share, wall = _CORNER
    near = reading.miss <= least + np.minimum(share * size, wall * _thinnest(reading))
    rows = np.flatnonzero(reading.good & near & valid(reading.family, reading.dims))
    if len(rows):
        off[:, rows] = _differences(reading, figures, of, rows)
    limits = ((AREA, AREA_OFF), (PERIMETER, PERIMETER_OFF), (INERTIA, INERTIA_OFF))
    reasons = np.full(n, "", dtype=object)
    for row, (limit, code) in reversed(list(enumerate(limits))):
        reasons[off[row] > limit] = code
    passed = np.isfinite(off).all(axis=0) & (reasons == "")
    return Checked(passed, tuple(reasons.tolist()), *off)


def _thinnest(reading: Reading) -> Floats:
    """(n,) the thinnest wall of each; rounds have none and no corners either."""
    names = DIMENSIONS[reading.family]
    walls = [i for i, name in enumerate(names) if name.startswith("t")]
    return reading.dims[:, walls].min(axis=1) if walls else np.zeros(len(reading.dims))


def _differences(reading: Reading, figures: Figures, of: Ints, rows: Ints) -> Floats:
    """(3, k) relative differences of area, perimeter and inertia of the given rows of a reading."""
    loops = outlines(reading.family, reading.dims[rows])
    m = moments(loops)
    own = central(np.stack([m.area, m.sx, m.sy, m.ixx, m.iyy, m.ixy]), length(loops[0]))
    at = of[rows]
    turned = figures.square[at] * reading.axis[rows].conj() ** 2
    turned = np.where(reading.mirrored[rows], turned.conj(), turned)
    polar, self_x = figures.polar[at], (own.polar - own.square.real) / 2.0
    self_y, self_xy = own.polar - self_x, own.square.imag / 2.0
    x, y, xy = (polar - turned.real) / 2.0, (polar + turned.real) / 2.0, turned.imag / 2.0
    inertia = np.stack([
        np.abs(self_x / x - 1.0), np.abs(self_y / y - 1.0), np.abs(self_xy - xy) / (polar / 2.0)
    ]).max(axis=0)  # fmt: skip
    area = own.area if reading.sharp is None else own.area + reading.sharp[rows]
    return np.stack([
        np.abs(area / figures.area[at] - 1.0), np.abs(own.perimeter / figures.perimeter[at] - 1.0), inertia
    ])  # fmt: skip
