"""Annex E: effective length factors of frame columns, the exact equations solved by bisection."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from components.codes.clause import Real, clause

STEPS = 60


@clause("E.0.1", "F")
def non_sway_residual(p: Real, K_1: Real, K_2: Real) -> Real:
    """Equation of E.0.1, braced frame: nil at p = pi/mu. K: beam over column stiffness, top and bottom."""
    return (
        (p**2 + 2.0 * (K_1 + K_2) - 4.0 * K_1 * K_2) * p * np.sin(p)
        - 2.0 * ((K_1 + K_2) * p**2 + 4.0 * K_1 * K_2) * np.cos(p)
        + 8.0 * K_1 * K_2
    )


@clause("E.0.2", "F")
def sway_residual(p: Real, K_1: Real, K_2: Real) -> Real:
    """Equation of E.0.2, unbraced frame: nil at p = pi/mu."""
    return (36.0 * K_1 * K_2 - p**2) * np.sin(p) + 6.0 * (K_1 + K_2) * p * np.cos(p)


@clause("E.0.1", "i_b")
def beam_stiffness(c: Real, I_b: Real, l_b: Real) -> Real:
    """Stiffness a beam lends a column, mm3: c by its far end, of `FAR_END`. I_b mm4, l_b mm."""
    return c * I_b / l_b


@clause("E.0.1", "α_N")
def beam_axial(c: Real, N: Real, N_E: Real) -> Real:
    """Reduction of a beam's stiffness by its compression N, c of `FAR_END_AXIAL`. N_E = pi^2 E I_b/l^2. Ratio."""
    return 1.0 - c * N / N_E


FAR_END = {
    "non_sway": {"rigid": 1.0, "hinged": 1.5, "fixed": 2.0, "pinned_to_column": 0.0},
    "sway": {"rigid": 1.0, "hinged": 0.5, "fixed": 2.0 / 3.0, "pinned_to_column": 0.0},
}
"""Notes to E.0.1 and E.0.2: share of a beam's I/l by how its far end is held."""
FAR_END_AXIAL = {
    "non_sway": {"rigid": 1.0, "hinged": 1.0, "fixed": 0.5},
    "sway": {"rigid": 0.25, "hinged": 1.0, "fixed": 0.5},
}
"""Notes to E.0.1 and E.0.2: c of `beam_axial`."""
K_BASE = {"pinned": 0.0, "base_plate": 0.1, "fixed": 10.0}
"""K_2 at a column base."""


def mu_non_sway(K_1: Real, K_2: Real) -> NDArray[np.float64]:
    """Root of E.0.1 for columns of stiffness ratios (n,): mu between 0.5 and 1."""
    return _mu(non_sway_residual, K_1, K_2, np.pi, 2.0 * np.pi)


def mu_sway(K_1: Real, K_2: Real) -> NDArray[np.float64]:
    """Root of E.0.2 for columns of stiffness ratios (n,): mu from 1 upwards, infinite where both K are
    nil.
    """
    mu = _mu(sway_residual, K_1, K_2, 0.0, np.pi)
    return np.where((np.asarray(K_1) == 0.0) & (np.asarray(K_2) == 0.0), np.inf, mu)


def _mu(
    residual: Callable[[Real, Real, Real], Real], K_1: Real, K_2: Real, low: float, high: float
) -> NDArray[np.float64]:
    # The residual is positive before the root and negative after it on either interval.
    K_1, K_2 = np.broadcast_arrays(np.asarray(K_1, float), np.asarray(K_2, float))
    left, right = np.full(K_1.shape, low), np.full(K_1.shape, high)
    for _ in range(STEPS):
        middle = 0.5 * (left + right)
        before = np.asarray(residual(middle, K_1, K_2)) > 0.0
        left, right = np.where(before, middle, left), np.where(before, right, middle)
    mu = np.pi / (0.5 * (left + right))
    return np.where(np.isfinite(K_1 + K_2) & (K_1 >= 0.0) & (K_2 >= 0.0), mu, np.nan)
