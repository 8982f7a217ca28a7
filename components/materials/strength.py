"""Design strengths by grade and thickness, over columns: table 4.4.1 of GB 50017-2017 and its neighbours."""

from __future__ import annotations

import csv
from functools import cache

import numpy as np
from numpy.typing import NDArray

from components.materials.grades import FOLDER
from components.record import record
from components.table import Bools, Codes, Floats

FOUND, NO_SUCH_GRADE, OFF_THE_TABLE, NO_THICKNESS = range(4)
REASONS = ("", "materials.grade_not_in_table", "materials.thickness_off_table", "materials.no_thickness")
"""Words code of each value of `Strength.reason`."""


@record
class Strength:
    """Columns (n,), MPa: f tension, compression and bending; fv shear; fce end bearing; fy yield; fu tensile.

    NaN where there is none; `reason` (n,) indexes `REASONS`, `row` (n,) the row of `table()` or -1.
    """

    f: Floats
    fv: Floats
    fce: Floats
    fy: Floats
    fu: Floats
    reason: NDArray[np.int8]
    row: Codes


@record
class StrengthTable:
    """The rows of `strength_gb50017.csv`: a grade and product holds over_mm < t <= upto_mm."""

    grades: tuple[str, ...]
    grade: Codes
    cold_formed: Bools
    over_mm: Floats
    upto_mm: Floats
    values: Floats
    status: tuple[str, ...]
    source: tuple[str, ...]


@cache
def table() -> StrengthTable:
    """The table, read once. values: (m, 5) f, fv, fce, fy, fu. status: "seen" in a public source, or
    "memory".
    """
    with (FOLDER / "strength_gb50017.csv").open(encoding="utf-8", newline="") as lines:
        _, *rows = csv.reader(lines)
    grades = tuple(dict.fromkeys(r[0] for r in rows))
    numbers = np.array([[float(v or "nan") for v in r[2:9]] for r in rows])
    return StrengthTable(
        grades,
        np.array([grades.index(r[0]) for r in rows], dtype=np.int32),
        np.array([r[1] == "cold_formed" for r in rows]),
        numbers[:, 0],
        numbers[:, 1],
        numbers[:, 2:],
        tuple(r[9] for r in rows),
        tuple(r[10] for r in rows),
    )


def grade_code(base: str) -> int:
    """The code of a grade's base name ("Q355") for `strength`, -1 where the table does not hold it."""
    grades = table().grades
    return grades.index(base) if base in grades else -1


def strength(grade_codes: Codes, thickness_mm: Floats, cold_formed: Bools | bool = False) -> Strength:
    """Design strengths of n parts. grade_codes: (n,) from `grade_code`; thickness_mm: (n,), the thickest
    plate.

    cold_formed: (n,) or one for all: cold-formed hollow and open sections go by GB 50018. Never raises: off
    the table the values are NaN and the reason says why.
    """
    held = table()
    codes = np.asarray(grade_codes, dtype=np.int32)
    t = np.broadcast_to(np.asarray(thickness_mm, dtype=np.float64), codes.shape)
    cold = np.broadcast_to(np.asarray(cold_formed, dtype=np.bool_), codes.shape)
    row = np.full(codes.shape, -1, dtype=np.int32)
    for i in range(len(held.grade)):  # over rows of the table, not over parts
        fits = (codes == held.grade[i]) & (cold == held.cold_formed[i])
        fits &= (t > held.over_mm[i]) & (t <= held.upto_mm[i])
        row[fits] = i
    known = np.zeros(codes.shape, dtype=np.bool_)
    for wants in (False, True):
        of = np.unique(held.grade[held.cold_formed == wants])
        known |= (cold == wants) & np.isin(codes, of)
    reason = np.full(codes.shape, OFF_THE_TABLE, dtype=np.int8)
    reason[~np.isfinite(t)] = NO_THICKNESS
    reason[~known] = NO_SUCH_GRADE
    reason[row >= 0] = FOUND
    values = np.vstack([held.values, np.full(5, np.nan)])[row]
    f, fv, fce, fy, fu = values.T
    return Strength(f, fv, fce, fy, fu, reason, row)
