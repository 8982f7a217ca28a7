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
