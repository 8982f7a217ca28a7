"""Strengths of members from their grade and plate thickness (table 4.4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.tables import SteelTable
from components.codes.gb50017_2017.ch4 import thickness_band
from components.materials import listed, read_material, table
from components.table import Floats, Ints, Text


@dataclass(frozen=True)
class Strengths:
    """Design values of n members, MPa (n,), NaN where not known; why: reason code, 0 where all is known.

    f: of the plate that governs by the settings; f_w, fv_w: web; fv_f: flange; fu, fy: thickest plate.
    """

    number: Floats
    f: Floats
    f_w: Floats
    fv_w: Floats
    fv_f: Floats
    fu: Floats
    fy: Floats
    why: Ints


def strengths(steels: SteelTable, row: Ints, flange: Floats, web: Floats, strength_from: str) -> Strengths:
    """Strengths of members. row: (n,) grade, -1 unknown. flange, web: thickest plate of each, mm."""
    known = (row >= 0) & (row < len(steels))
    at = np.where(known, row, 0)
    upto = steels.upto_mm[at] if len(steels) else np.full((len(row), 1), np.nan)
    thickest = np.fmax(flange, web)
    governing = thickest if strength_from == "thickest" else flange
    bands = {name: thickness_band(t, upto) for name, t in (("g", governing), ("f", flange), ("w", web))}
    bands["t"] = thickness_band(thickest, upto)

    def of(column: Floats, band: str) -> Floats:
        b = bands[band]
        if not len(steels):
            return np.full(len(row), np.nan)
        return np.where(known & (b >= 0), column[at, np.maximum(b, 0)], np.nan)

    off = np.any([b < 0 for b in bands.values()], axis=0) | np.isnan(of(steels.f, "g") + of(steels.f, "w"))
    why = np.where(known, np.where(off, CODE["thickness_off_table"], 0), CODE["unknown_grade"])
    number = np.where(known, steels.number[at], np.nan) if len(steels) else np.full(len(row), np.nan)
    return Strengths(
        number,
        of(steels.f, "g"),
        of(steels.f, "w"),
        of(steels.fv, "w"),
        of(steels.fv, "f"),
        of(steels.fu, "t"),
        of(steels.fy, "t"),
        why,
    )


@cache
def gb_steels() -> SteelTable:
    """The grades of table 4.4.1 as the steel table of a check, one row per grade, hot-rolled plates and sections.

    A grade that starts above 0 mm (Q345GJ) has a first band without strengths.
    """
    held = table()
    hot = [i for i in range(len(held.grade)) if not held.cold_formed[i]]
    by_grade = {g: [i for i in hot if held.grade[i] == code] for code, g in enumerate(held.grades)}
    by_grade = {g: rows for g, rows in by_grade.items() if rows}
    most = max(len(rows) + (held.over_mm[rows[0]] > 0.0) for rows in by_grade.values())
    upto, values = np.full((len(by_grade), most), np.nan), np.full((len(by_grade), most, 5), np.nan)
    for at, rows in enumerate(by_grade.values()):
        skip = int(held.over_mm[rows[0]] > 0.0)
        upto[at, 0] = held.over_mm[rows[0]]
        upto[at, skip : skip + len(rows)] = held.upto_mm[rows]
        values[at, skip : skip + len(rows)] = held.values[rows]
    f, fv, _, fy, fu = np.moveaxis(values, 2, 0)
    number = np.array([float(listed()[g].yield_mpa) for g in by_grade])
    return SteelTable(Text.of(by_grade), number, upto, f, fv, fy, fu)


@cache
def gb_steel_row(grade: str) -> int:
    """Row of `gb_steels` for a grade as it is written (Q355B, Q235-B.F), -1 where table 4.4.1 has none."""
    names = gb_steels().name.filled()
    base = read_material(grade).base
    return names.index(base) if base in names else -1
