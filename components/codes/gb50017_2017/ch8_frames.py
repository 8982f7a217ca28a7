"""Chapter 8: effective lengths of frame columns (8.3.1)."""

from __future__ import annotations

import numpy as np

from components.codes.clause import Real, clause


@clause("8.3.1-1", "μ")
def mu_sway(K_1: Real, K_2: Real) -> Real:
    """Column of an unbraced frame, simplified (8.3.1-1). K: beam over column stiffness, top and bottom.

    Ratio.
    """
    return np.sqrt((7.5 * K_1 * K_2 + 4.0 * (K_1 + K_2) + 1.52) / (7.5 * K_1 * K_2 + K_1 + K_2))


@clause("8.3.1-2", "η")
def leaning_increase(sum_leaning: Real, sum_frame: Real) -> Real:
    """Increase of mu for the leaning columns of a storey (8.3.1-2). Sums of N/h, N/mm. Ratio."""
    return np.sqrt(1.0 + sum_leaning / sum_frame)


@clause("8.3.1-3", "μ_i")
def mu_storey(N_E: Real, N: Real, K: Real, sum_frame: Real) -> Real:
    """Column of a storey whose columns differ in N/I (8.3.1-3). N_E = pi^2 E I/h^2, N; K storey stiffness.

    Ratio.
    """
    return np.sqrt(N_E / N * 1.2 / K * sum_frame)


@clause("8.3.1-5", "μ_i")
def mu_storey_leaning(N_E: Real, N: Real, K: Real, sum_frame: Real, sum_leaning: Real) -> Real:
    """The same with leaning columns in the storey (8.3.1-5). Ratio."""
    return np.sqrt(N_E / N * (1.2 * sum_frame + sum_leaning) / K)


@clause("8.3.1-4", "N_E", "N")
def N_E(E: Real, I: Real, h: Real) -> Real:  # noqa: E741
    """Euler force of the storey height (8.3.1-4). MPa, mm4, mm. N."""
    return np.pi**2 * E * I / h**2


@clause("8.3.1-6", "S_b", "N")
def bracing_needed(f_y: Real, sum_Nb: Real, sum_N0: Real) -> Real:
    """Storey stiffness above which a frame counts as braced (8.3.1-6). N: sums of column resistances.

    N per unit angle.
    """
    return 4.4 * ((1.0 + 100.0 / f_y) * sum_Nb - sum_N0)


@clause("8.3.1-7", "μ")
def mu_non_sway(K_1: Real, K_2: Real) -> Real:
    """Column of a braced frame, simplified (8.3.1-7). Ratio."""
    return np.sqrt((1.0 + 0.41 * K_1) * (1.0 + 0.41 * K_2) / ((1.0 + 0.82 * K_1) * (1.0 + 0.82 * K_2)))
