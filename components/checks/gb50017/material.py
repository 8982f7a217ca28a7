"""Strengths of members from their grade and plate thickness (table 4.4.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np

from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.tables import SteelTable
from components.codes.gb50017_2017.ch4 import strengths as table_4_4_1
from components.codes.gb50017_2017.ch4 import thickness_band
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
    """The grades of table 4.4.1 as the steel table of a check, one row per grade."""
    table = table_4_4_1()
    most = max(len(bands) + (bands[0].over_mm > 0.0) for _, bands in table.values())
    names = ("upto_mm", "f", "fv", "fy", "fu")
    columns = {name: np.full((len(table), most), np.nan) for name in names}
    for row, (_, bands) in enumerate(table.values()):
        # A grade that starts above 0 mm has a first band without strengths.
        skip = int(bands[0].over_mm > 0.0)
        if skip:
            columns["upto_mm"][row, 0] = bands[0].over_mm
        for at, band in enumerate(bands, skip):
            for name in names:
                columns[name][row, at] = getattr(band, name)
    return SteelTable(name=Text.of(table), number=np.array([n for n, _ in table.values()]), **columns)


_GRADE = re.compile(r"Q\s*(\d{3})\s*(GJ)?", re.IGNORECASE)


@cache
def gb_steel_row(grade: str) -> int:
    """Row of `gb_steels` for a grade as it is written (Q355B, Q235-B.F, q345gjc), -1 where table 4.4.1
    has none.
    """
    found = _GRADE.match(grade.strip())
    if found is None:
        return -1
    name = f"Q{found[1]}{(found[2] or '').upper()}"
    names = list(table_4_4_1())
    return names.index(name) if name in names else -1
