"""Section properties from dimensions, fillets, slopes and rounded corners included, in closed form."""

from __future__ import annotations

from dataclasses import fields
from functools import lru_cache

import numpy as np

from components.record import record
from components.sections.contour import Loop, extent, length, moments
from components.sections.families import Shape
from components.sections.halves import above, halving, turned
from components.sections.measure import mass_kg_per_m
from components.sections.outline import as_rows, outlines, valid
from components.sections.torsion import torsion
from components.table import Floats
from components.units import MM_PER_M


@record
class Columns:
    """Properties of n sections, (n,) each; `Properties` says what each is."""

    area_mm2: Floats
    mass_kg_per_m: Floats
    surface_m2_per_m: Floats
    xc_mm: Floats
    yc_mm: Floats
    Ix_mm4: Floats
    Iy_mm4: Floats
    Ixy_mm4: Floats
    Iu_mm4: Floats
    Iv_mm4: Floats
    alpha_rad: Floats
    ix_mm: Floats
    iy_mm: Floats
    iu_mm: Floats
    iv_mm: Floats
    Wx_top_mm3: Floats
    Wx_bottom_mm3: Floats
    Wy_left_mm3: Floats
    Wy_right_mm3: Floats
    Wu_mm3: Floats
    Wv_mm3: Floats
    Zx_mm3: Floats
    Zy_mm3: Floats
    Sx_mm3: Floats
    Sy_mm3: Floats
    It_mm4: Floats
    Iw_mm6: Floats
    xs_mm: Floats
    ys_mm: Floats


@record
class Properties:
    """Properties of one section.

    Axes x (horizontal) and y (upright) through the centroid; u and v principal, Iu >= Iv, u turned from x by
    alpha. xc, yc: centroid, and xs, ys: shear centre, in the axes of the outline. W: elastic moduli to each
    side, of u and v the smaller. Z: plastic moduli about x and y. S: static moment about the centroidal axis
    of the part to one side of it (shear). It, Iw: torsion and warping constants. surface: outer area to
    paint. Mass at 7850 kg/m3. Iw, xs and ys of double sections are NaN: they hang on how the two are tied,
    which the shape does not say.
    """

    area_mm2: float
    mass_kg_per_m: float
    surface_m2_per_m: float
    xc_mm: float
    yc_mm: float
    Ix_mm4: float
    Iy_mm4: float
    Ixy_mm4: float
    Iu_mm4: float
    Iv_mm4: float
    alpha_rad: float
    ix_mm: float
    iy_mm: float
    iu_mm: float
    iv_mm: float
    Wx_top_mm3: float
    Wx_bottom_mm3: float
    Wy_left_mm3: float
    Wy_right_mm3: float
    Wu_mm3: float
    Wv_mm3: float
    Zx_mm3: float
    Zy_mm3: float
    Sx_mm3: float
    Sy_mm3: float
    It_mm4: float
    Iw_mm6: float
    xs_mm: float
    ys_mm: float


def _furthest(loops: list[Loop]) -> tuple[Floats, Floats, Floats, Floats]:
    """Extent of all loops together."""
    spans = [extent(loop) for loop in loops]
    low = [np.min([s[i] for s in spans], axis=0) for i in (0, 2)]
    high = [np.max([s[i] for s in spans], axis=0) for i in (1, 3)]
    return low[0], high[0], low[1], high[1]


def _bending(loops: list[Loop], area: Floats, sx: Floats) -> tuple[Floats, Floats]:
    """Plastic modulus about x, and the static moment about x of the part above the centroid."""
    _, _, low, high = _furthest(loops)
    level = halving(loops, area, sx / area, low, high)
    upper = above(loops, level)[1]
    lower = upper - (sx - area * level)
    return upper + lower, above(loops, sx / area)[1]


def properties_of(family: str, dims: Floats) -> Columns:
    """Properties of n sections of one family; dims (n, 8) mm in the order of `DIMENSIONS[family]`.

    ValueError where dimensions cannot be a section (`valid` tells which).
    """
    rows = as_rows(dims)
    if not bool(np.all(valid(family, rows))):
        raise ValueError(f"dimensions that cannot be a section of family {family}")
    loops = outlines(family, rows)
    m = moments(loops)
    a = m.area
    xc, yc = m.sy / a, m.sx / a
    ixx, iyy, ixy = m.ixx - a * yc**2, m.iyy - a * xc**2, m.ixy - a * xc * yc
    ixy = np.where(np.abs(ixy) < 1.0e-9 * (ixx + iyy), 0.0, ixy)  # a symmetric section, to rounding
    mean, half = (ixx + iyy) / 2.0, np.hypot((ixx - iyy) / 2.0, ixy)
    level = half < 1.0e-9 * mean
    alpha = np.where(level, 0.0, 0.5 * np.arctan2(-2.0 * ixy, ixx - iyy))
    left, right, low, high = _furthest(loops)
    main = [turned(loop, alpha) for loop in loops]
    uc, vc = np.cos(alpha) * xc + np.sin(alpha) * yc, np.cos(alpha) * yc - np.sin(alpha) * xc
    u0, u1, v0, v1 = _furthest(main)
    quarter = np.full(len(a), -np.pi / 2.0)
    zx, sx = _bending(loops, a, m.sx)
    zy, sy = _bending([turned(loop, quarter) for loop in loops], a, m.sy)
    outer = loops if family in ("2L", "2C") else loops[:1]
    twist = torsion(family, rows, a)
    centred = family in ("I", "RHS", "CHS", "ROUND", "FLAT", "BOX", "Z", "CZ")
    return Columns(
        a,
        mass_kg_per_m(a),
        np.sum([length(loop) for loop in outer], axis=0) / MM_PER_M,
        xc,
        yc,
        ixx,
        iyy,
        ixy,
        mean + half,
        mean - half,
        alpha,
        np.sqrt(ixx / a),
        np.sqrt(iyy / a),
        np.sqrt((mean + half) / a),
        np.sqrt((mean - half) / a),
        ixx / (high - yc),
        ixx / (yc - low),
        iyy / (xc - left),
        iyy / (right - xc),
        (mean + half) / np.maximum(v1 - vc, vc - v0),
        (mean - half) / np.maximum(u1 - uc, uc - u0),
        zx,
        zy,
        sx,
        sy,
        twist.it,
        twist.iw,
        xc if centred else twist.xs,
        yc if centred else twist.ys,
    )


@lru_cache(maxsize=8192)
def properties(section: Shape) -> Properties:
    """Properties of one section; ValueError where its dimensions cannot be one. Answers are remembered."""
    columns = properties_of(section.family, np.array([section.dims]))
    return Properties(*(float(getattr(columns, f.name)[0]) for f in fields(Columns)))


def static_moment(section: Shape, y_mm: float) -> float:
    """Static moment, mm3, about the centroidal x axis of what lies above y (axes of the outline): S of V S
    / (I t).
    """
    loops = outlines(section.family, np.array([section.dims]))
    area, first = above(loops, np.array([y_mm]))
    return float(first[0] + area[0] * (y_mm - properties(section).yc_mm))
