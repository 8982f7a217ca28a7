"""Chapter 4, assembly rate: formula 4.0.1, the points of table 4.0.1, and the ratios of 4.0.2 to 4.0.13.

Ratios and rates are in %, points in points. Every function takes floats or arrays and neither validates
nor rounds, except `half_up`, which is the rounding the commentary to 4.0.1 uses.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from components.table import Bools, Floats

FloatOrArray = float | NDArray[np.float64]

HALF_TOLERANCE = 1e-9
"""A value this close below a half is a half: 2 + 6.5 / 30 x 3
is 2.65 on paper and may be 2.6499999 in binary.
"""


def P(Q_1: FloatOrArray, Q_2: FloatOrArray, Q_3: FloatOrArray, Q_4: FloatOrArray) -> FloatOrArray:
    """Formula 4.0.1: assembly rate [%].

    Q_1 main structure, Q_2 envelope and partitions, Q_3 finishes and pipes [points]; Q_4 full points of
    the items whose function the building lacks.
    """
    return (Q_1 + Q_2 + Q_3) / (100.0 - Q_4) * 100.0


def linear_points(q: FloatOrArray, window: Sequence[float], points: Sequence[float]) -> Floats:
    """Table 4.0.1, note: points by linear interpolation [points].

    q ratio [%], shape (n,) or scalar. window ratios [%] and points, (k,) each, increasing. Below the
    window 0 points, above it the last.
    """
    ratio = np.asarray(q, dtype=np.float64)
    return np.asarray(np.where(ratio < window[0], 0.0, np.interp(ratio, window, points)))


def step_points(q: FloatOrArray, window: Sequence[float], points: Sequence[float]) -> Floats:
    """Table 4.0.1: points of an item that is not interpolated [points].

    q ratio [%], (n,) or scalar. window (k,) increasing [%]; the points of the last limit reached, 0
    below the first.
    """
    ladder = np.array([0.0, *points])
    return np.asarray(ladder[np.searchsorted(np.asarray(window), np.asarray(q, np.float64), side="right")])


def linear_ratio(p: FloatOrArray, window: Sequence[float], points: Sequence[float]) -> Floats:
    """Inverse of `linear_points`: the smallest ratio [%] that
    earns p; 0 for p <= 0, NaN above the last points.
    """
    want = np.asarray(p, dtype=np.float64)
    ratio = np.where(want <= 0.0, 0.0, np.interp(want, points, window))
    return np.asarray(np.where(want > points[-1], np.nan, ratio))


def step_ratio(p: FloatOrArray, window: Sequence[float], points: Sequence[float]) -> Floats:
    """Inverse of `step_points`: the smallest ratio [%] that
    earns p; 0 for p <= 0, NaN above the last points.
    """
    want = np.asarray(p, dtype=np.float64)
    ladder = np.array([*window, np.nan])[np.searchsorted(np.asarray(points), want, side="left")]
    return np.asarray(np.where(want <= 0.0, 0.0, ladder))


def half_up(x: FloatOrArray, decimals: int) -> Floats:
    """Round half up (四舍五入) to `decimals`; commentary to 4.0.1. Any unit. Made for x >= 0."""
    scale = 10.0**decimals
    return np.asarray(np.floor(np.asarray(x, np.float64) * scale + 0.5 + HALF_TOLERANCE) / scale)


def q_1a(V_1a: FloatOrArray, V: FloatOrArray) -> FloatOrArray:
    """4.0.2: vertical members [%].

    V_1a precast, V all concrete of the vertical members above ground [volume].
    """
    return V_1a / V * 100.0


def q_1b(A_1b: FloatOrArray, A: FloatOrArray) -> FloatOrArray:
    """4.0.4: beams, slabs, stairs, balconies [%].

    A_1b projection of the prefabricated ones, A all floors [area].
    """
    return A_1b / A * 100.0


def q_2a(A_2a: FloatOrArray, A_w1: FloatOrArray) -> FloatOrArray:
    """4.0.6: non-bearing envelope wall, not masonry [%]. Outer faces, openings not deducted [area]."""
    return A_2a / A_w1 * 100.0


def q_2b(A_2b: FloatOrArray, A_w2: FloatOrArray) -> FloatOrArray:
    """4.0.7: envelope integrated with insulation and finish [%].

    Outer faces, openings not deducted [area].
    """
    return A_2b / A_w2 * 100.0


def q_2c(A_2c: FloatOrArray, A_w3: FloatOrArray) -> FloatOrArray:
    """4.0.8: internal partition, not masonry [%]. Faces, openings not deducted [area]."""
    return A_2c / A_w3 * 100.0


def q_2d(A_2d: FloatOrArray, A_w3: FloatOrArray) -> FloatOrArray:
    """4.0.9: internal partition integrated with pipes and finish [%].

    Faces, openings not deducted [area].
    """
    return A_2d / A_w3 * 100.0


def q_3a(A_3a: FloatOrArray, A: FloatOrArray) -> FloatOrArray:
    """4.0.10: floors laid dry [%]. Floor plan areas [area]."""
    return A_3a / A * 100.0


def q_3b(A_3b: FloatOrArray, A_k: FloatOrArray) -> FloatOrArray:
    """4.0.11: integrated kitchen [%]. Walls, ceiling and floor of the kitchens [area]."""
    return A_3b / A_k * 100.0


def q_3c(A_3c: FloatOrArray, A_b: FloatOrArray) -> FloatOrArray:
    """4.0.12: integrated bathroom [%]. Walls, ceiling and floor of the bathrooms [area]."""
    return A_3c / A_b * 100.0


def q_3d(L_3d: FloatOrArray, L: FloatOrArray) -> FloatOrArray:
    """4.0.13: pipes kept apart from the structure [%].

    L_3d separated, L all electrical, water, heating [length].
    """
    return L_3d / L * 100.0


def strip_counts_4_0_3(
    width_mm: FloatOrArray, height_mm: FloatOrArray, width_max_mm: float = 600.0, height_max_mm: float = 300.0
) -> Bools:
    """4.0.3-1: does cast concrete between precast wall panels count as precast?

    width_mm of a vertical strip, height_mm of a horizontal band or ring beam; NaN where it is not one [mm].
    """
    return np.asarray((np.asarray(width_mm) <= width_max_mm) | (np.asarray(height_mm) <= height_max_mm))


def joint_counts_4_0_3(height_mm: FloatOrArray, column_side_mm: FloatOrArray) -> Bools:
    """4.0.3-3: does the cast joint between precast columns count?

    height_mm, column_side_mm (the smaller) [mm].
    """
    return np.asarray(np.asarray(height_mm) <= np.asarray(column_side_mm))


def strip_counts_4_0_5(width_mm: FloatOrArray, width_max_mm: float = 300.0) -> Bools:
    """4.0.5: does a cast strip between precast floor parts count in A_1b? width_mm [mm]."""
    return np.asarray(np.asarray(width_mm) <= width_max_mm)
