"""Annex D: stability factor of axially compressed members."""

from __future__ import annotations

import numpy as np

from components.codes.clause import Real, clause


@clause("D.0.5", "λ_n")
def lambda_n(lambda_: Real, f_y: Real, E: Real) -> Real:
    """Normalised slenderness (D.0.5). f_y, E MPa. Ratio."""
    return lambda_ / np.pi * np.sqrt(f_y / E)


@clause("D.0.5-1", "φ")
def phi(lambda_n: Real, alpha_1: Real, alpha_2: Real, alpha_3: Real) -> Real:
    """Stability factor (D.0.5-1 up to lambda_n = 0.215, -2 above). alpha_1 to 3 by curve (table D.0.5).

    Ratio.
    """
    s = alpha_2 + alpha_3 * lambda_n + lambda_n**2
    return np.where(
        lambda_n <= 0.215,
        1.0 - alpha_1 * lambda_n**2,
        (s - np.sqrt(s**2 - 4.0 * lambda_n**2)) / (2.0 * lambda_n**2),
    )
