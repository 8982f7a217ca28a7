"""Chapter 8: effective section of beam-columns whose web is of class S5 (8.4.2)."""

from __future__ import annotations

import numpy as np

from components.codes.clause import Real, clause


@clause("8.4.2-5", "k_σ")
def k_sigma(alpha_0: Real) -> Real:
    """Buckling factor of a web (8.4.2-5). Ratio."""
    return 16.0 / (2.0 - alpha_0 + np.sqrt((2.0 - alpha_0) ** 2 + 0.112 * alpha_0**2))


@clause("8.4.2-4", "λ_n,p")
def lambda_np(h_w: Real, t_w: Real, k_sigma: Real, epsilon_k: Real) -> Real:
    """Normalised slenderness of a web (8.4.2-4). mm. Ratio."""
    return h_w / t_w / (28.1 * np.sqrt(k_sigma)) / epsilon_k


@clause("8.4.2-2", "ρ")
def rho(lambda_np: Real) -> Real:
    """Effective share of the compressed web (8.4.2-2, -3). Ratio."""
    return np.where(lambda_np <= 0.75, 1.0, (1.0 - 0.19 / lambda_np) / lambda_np)


@clause("8.4.2-1", "h_e", "mm")
def h_e(rho: Real, h_c: Real) -> Real:
    """Effective depth of the compressed web (8.4.2-1). mm."""
    return rho * h_c


@clause("8.4.2-6", "h_e1", "mm")
def h_e1(h_e: Real, alpha_0: Real) -> Real:
    """Part beside the more compressed edge (8.4.2-6 for alpha_0 <= 1, -8 above). mm."""
    return np.where(alpha_0 <= 1.0, 2.0 * h_e / (4.0 + alpha_0), 0.4 * h_e)


@clause("8.4.2-9", "u", limit=1.0)
def strength(N: Real, A_ne: Real, M_x: Real, e: Real, gamma_x: Real, W_nex: Real, f: Real) -> Real:
    """Strength on the effective section (8.4.2-9), as a share of f. N, N.mm, mm. Ratio."""
    return (N / A_ne + (M_x + N * e) / (gamma_x * W_nex)) / f


@clause("8.4.2-10", "u", limit=1.0)
def in_plane(
    N: Real,
    phi_x: Real,
    A_e: Real,
    beta_mx: Real,
    M_x: Real,
    e: Real,
    gamma_x: Real,
    W_e1x: Real,
    NEx: Real,
    f: Real,
) -> Real:
    """In-plane stability on the effective section (8.4.2-10), as a share of 1. N, N.mm, mm, MPa."""
    return N / (phi_x * A_e * f) + (beta_mx * M_x + N * e) / (gamma_x * W_e1x * (1.0 - 0.8 * N / NEx) * f)


@clause("8.4.2-11", "u", limit=1.0)
def out_of_plane(
    N: Real,
    phi_y: Real,
    A_e: Real,
    eta: Real,
    beta_tx: Real,
    M_x: Real,
    e: Real,
    phi_b: Real,
    W_e1x: Real,
    f: Real,
) -> Real:
    """Out-of-plane stability on the effective section (8.4.2-11), as a share of 1. N, N.mm, mm, MPa."""
    return N / (phi_y * A_e * f) + eta * (beta_tx * M_x + N * e) / (phi_b * W_e1x * f)


@clause("8.4.2", "A_e", "mm2")
def effective_area(A: Real, A_r: Real, A_f: Real) -> Real:
    """Effective area: the web strip A_r and the flange outstands A_f beyond 15 epsilon_k left out
    (8.4.2). mm2.
    """
    return A - A_r - A_f


@clause("8.4.2", "e", "mm")
def shift(A_r: Real, y_r: Real, A_e: Real) -> Real:
    """Shift of the centroid away from the more compressed edge, y_r from centroid to the strip left
    out. mm.
    """
    return A_r * y_r / A_e


@clause("8.4.2", "W_e1x", "mm3")
def effective_modulus(
    I: Real,  # noqa: E741
    A_f: Real,
    y_f: Real,
    A_r: Real,
    h_r: Real,
    y_r: Real,
    A_e: Real,
    e: Real,
    y_1: Real,
) -> Real:
    """Section modulus of the effective section at the more compressed edge, y_1 from the gross centroid. mm3.

    A_f at y_f: flange outstands left out, half on either side. A_r, h_r deep at y_r: web strip left out.
    """
    I_e = I - A_f * y_f**2 - A_r * (y_r**2 + h_r**2 / 12.0) - A_e * e**2
    return I_e / (y_1 + e)
