"""Area, paint perimeter and mass per metre over columns of sections, from the one contour of each family."""

from __future__ import annotations

from functools import cache

import numpy as np

from components.sections.contour import length, moments
from components.sections.families import FAMILIES, Shape
from components.sections.outline import as_rows, outlines, valid
from components.table import Codes, Floats, unique
from components.units import MM3_PER_M3, MM_PER_M, STEEL_DENSITY_KG_PER_M3

_CHUNK = 20_000  # rows at a time: a contour of 100,000 sections would take some 100 MB


def area_and_perimeter(family: str, dims: Floats) -> tuple[Floats, Floats]:
    """Area (n,) mm2 and outer developed perimeter (n,) mm of n sections of one family.

    dims: (n, 8) mm. The perimeter is what paint sees: the inside of hollow sections is not in it; both pieces
    of a double section are, all round. NaN where the dimensions cannot be a section.
    """
    rows = as_rows(dims)
    area, perimeter = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    keep = np.flatnonzero(valid(family, rows))
    for start in range(0, len(keep), _CHUNK):
        part = keep[start : start + _CHUNK]
        loops = outlines(family, rows[part])
        area[part] = moments(loops).area
        outer = loops if family in ("2L", "2C") else loops[:1]
        perimeter[part] = np.sum([length(loop) for loop in outer], axis=0)
    return area, perimeter


@cache
def figures_of(section: Shape) -> tuple[float, float]:
    """Area mm2 and outer perimeter mm of one section, NaN where its dimensions cannot be one; remembered."""
    area, perimeter = area_and_perimeter(section.family, np.array([section.dims]))
    return float(area[0]), float(perimeter[0])


def measure(family_codes: Codes, dims: Floats) -> tuple[Floats, Floats]:
    """Area mm2 and outer perimeter mm of mixed sections: (n,) family codes (`FAMILY_CODE`, -1 unknown), (n,
    8) dims.

    NaN where the family is unknown or the dimensions cannot be a section.
    """
    rows = as_rows(dims)
    codes = np.asarray(family_codes)
    area, perimeter = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    for code in unique(codes[codes >= 0]).tolist():
        of = np.flatnonzero(codes == code)
        area[of], perimeter[of] = area_and_perimeter(FAMILIES[code], rows[of])
    return area, perimeter


def mass_kg_per_m(area_mm2: Floats, density_kg_per_m3: float = STEEL_DENSITY_KG_PER_M3) -> Floats:
    """(n,) kg/m from (n,) mm2, at the density steel is ordered at unless told otherwise."""
    return np.asarray(area_mm2) * MM_PER_M / MM3_PER_M3 * density_kg_per_m3
