"""Chapter 4: design strength by thickness (table 4.4.1) as arrays; the figures are in
components.materials.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

E_MPA = 206_000.0
"""Modulus of elasticity, table 4.4.8, MPa."""
G_MPA = 79_000.0
"""Shear modulus, table 4.4.8, MPa."""


def thickness_band(t: NDArray[np.float64], upto: NDArray[np.float64]) -> NDArray[np.int64]:
    """Column of the thickness band that holds t (table 4.4.1: over the last limit, up to and with the next).

    t: (n,) mm. upto: (n, bands) upper limits in mm, rising, padded with NaN.
    Returns (n,) int; -1 where t is not positive, not finite or beyond the last band.
    """
    beyond = (t[:, None] > upto).sum(axis=1)
    bands = np.isfinite(upto).sum(axis=1)
    return np.where((t > 0.0) & (beyond < bands), beyond, -1)


@dataclass(frozen=True)
class Band:
    """One row of table 4.4.1: thickness over and up to (mm), strengths (MPa), how sure the row is."""

    over_mm: float
    upto_mm: float
    f: float
    fv: float
    fce: float
    fy: float
    fu: float
    status: str


_FIGURES = ("over_mm", "upto_mm", "f", "fv", "fce", "fy", "fu")


@cache
def strengths() -> dict[str, tuple[float, tuple[Band, ...]]]:
    """Table 4.4.1 by grade: the yield number in its name and its bands, rising. Q345GJ starts at 16 mm."""
    text = resources.files(__package__).joinpath("table_4_4_1.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[float, tuple[Band, ...]]] = {}
    for row in csv.DictReader(text.splitlines()):
        over, upto, f, fv, fce, fy, fu = (float(row[k]) for k in _FIGURES)
        _, before = found.get(row["grade"], (0.0, ()))
        found[row["grade"]] = (
            float(row["number"]),
            (*before, Band(over, upto, f, fv, fce, fy, fu, row["status"])),
        )
    return found
