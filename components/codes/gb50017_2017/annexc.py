"""Annex C: overall stability factor of beams."""

from __future__ import annotations

import numpy as np

from components.codes.clause import Real, clause


@clause("C.0.1-1", "φ_b")
def phi_b(
    beta_b: Real,
    lambda_y: Real,
    A: Real,
    h: Real,
    W_x: Real,
    t_1: Real,
    eta_b: Real,
    epsilon_k: Real,
    n: Real,
) -> Real:
    """Welded I or rolled H, simply supported (C.0.1-1). mm.

    n: exponent of epsilon_k (2 in the corrected print). Ratio.
    """
    return (
        beta_b
        * (4320.0 / lambda_y**2)
        * (A * h / W_x)
        * (np.sqrt(1.0 + (lambda_y * t_1 / (4.4 * h)) ** 2) + eta_b)
        * epsilon_k**n
    )


@clause("C.0.1-7", "φ'_b")
def phi_b_reduced(phi_b: Real) -> Real:
    """Factor in the inelastic range, phi_b > 0.6 (C.0.1-7). Ratio, at most 1."""
    return np.where(phi_b > 0.6, np.minimum(1.07 - 0.282 / phi_b, 1.0), phi_b)


@clause("C.0.1", "η_b")
def eta_b(alpha_b: Real) -> Real:
    """Asymmetry of the section (C.0.1-4, -5): compression flange stronger 0.8(2a-1), tension flange (2a-1).

    Ratio.
    """
    return np.where(alpha_b > 0.5, 0.8 * (2.0 * alpha_b - 1.0), 2.0 * alpha_b - 1.0)


@clause("C.0.1", "α_b")
def alpha_b(I_1: Real, I_2: Real) -> Real:
    """Share of the compression flange in the weak-axis inertia (C.0.1). mm4. Ratio."""
    return I_1 / (I_1 + I_2)


@clause("C.0.1", "ξ")
def xi(l_1: Real, t_1: Real, b_1: Real, h: Real) -> Real:
    """Length parameter of table C.0.1. mm. Ratio."""
    return l_1 * t_1 / (b_1 * h)


@clause("C.0.1", "β_b")
def beta_b(xi: Real, a: Real, b: Real, c: Real) -> Real:
    """Equivalent moment factor, rows 1 to 9 of table C.0.1: a + b xi up to xi = 2, c above. Ratio."""
    return np.where(xi <= 2.0, a + b * xi, c)


@clause("C.0.1", "β_b")
def beta_b_ends(M_1: Real, M_2: Real) -> Real:
    """Row 10 of table C.0.1: end moments only, |M_1| >= |M_2|, same sign for single curvature.

    Ratio, at most 2.3.
    """
    return np.minimum(1.75 - 1.05 * (M_2 / M_1) + 0.3 * (M_2 / M_1) ** 2, 2.3)


@clause("C.0.4", "β_b")
def beta_b_cantilever(a: Real, b: Real, xi: Real) -> Real:
    """Table C.0.4, cantilever: a + b xi with the constants of the range of xi (0.60 to 3.10). Ratio."""
    return a + b * xi


@clause("C.0.2", "φ_b")
def phi_b_ordinary(l_1: Real, l_a: Real, l_b: Real, phi_a: Real, phi_c: Real, epsilon_k: Real) -> Real:
    """Rolled ordinary I, simply supported: table C.0.2 between the lengths l_a, l_b where it gives phi_a, phi_c. mm.

    Ratio.
    """
    return (phi_a + (phi_c - phi_a) * (l_1 - l_a) / (l_b - l_a)) * epsilon_k**2


@clause("C.0.3", "φ_b")
def phi_b_channel(b: Real, t: Real, l_1: Real, h: Real, epsilon_k: Real) -> Real:
    """Rolled channel, simply supported, any load (C.0.3). mm. Ratio."""
    return 570.0 * b * t / (l_1 * h) * epsilon_k**2


@clause("C.0.5-1", "φ_b")
def phi_b_uniform(lambda_y: Real, epsilon_k: Real) -> Real:
    """I of two axes of symmetry in uniform bending, lambda_y <= 120 epsilon_k (C.0.5-1). Ratio, at most
    1.
    """
    return np.minimum(1.07 - lambda_y**2 / (44000.0 * epsilon_k**2), 1.0)


@clause("C.0.5-2", "φ_b")
def phi_b_uniform_mono(W_x: Real, alpha_b: Real, A: Real, h: Real, lambda_y: Real, epsilon_k: Real) -> Real:
    """I of one axis of symmetry in uniform bending (C.0.5-2). mm. Ratio, at most 1."""
    return np.minimum(
        1.07 - W_x / ((2.0 * alpha_b + 0.1) * A * h) * lambda_y**2 / (14000.0 * epsilon_k**2), 1.0
    )


@clause("C.0.5-3", "φ_b")
def phi_b_tee(c: Real, lambda_y: Real, epsilon_k: Real) -> Real:
    """T in uniform bending: c = 0.0017 double angles (C.0.5-3), 0.0022 T (-4), 0.0005 flange in tension
    (-5). Ratio.
    """
    return np.minimum(1.0 - c * lambda_y / epsilon_k, 1.0)
