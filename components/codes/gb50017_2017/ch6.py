"""Chapter 6: strength of beams (6.1) and overall stability of beams (6.2)."""

from __future__ import annotations

import numpy as np

from components.codes.clause import Real, clause


@clause("6.1.1", "M/(γWf)", limit=1.0)
def bending(M_x: Real, M_y: Real, gamma_x: Real, gamma_y: Real, W_nx: Real, W_ny: Real, f: Real) -> Real:
    """Bending strength in two planes (6.1.1), as a share of f. M N.mm, W mm3, f MPa."""
    return (M_x / (gamma_x * W_nx) + M_y / (gamma_y * W_ny)) / f


@clause("6.1.3", "τ/f_v", limit=1.0)
def shear(V: Real, S: Real, I: Real, t_w: Real, f_v: Real) -> Real:  # noqa: E741
    """Shear strength (6.1.3), as a share of fv. V N, S mm3 (above the point), I mm4, t_w mm, fv MPa."""
    return V * S / (I * t_w * f_v)


@clause("6.1.4-1", "σ_c/f", limit=1.0)
def local_compression(psi: Real, F: Real, t_w: Real, l_z: Real, f: Real) -> Real:
    """Local compression at the web edge (6.1.4-1), as a share of f. F N, t_w and l_z mm, f MPa."""
    return psi * F / (t_w * l_z * f)


@clause("6.1.4", "σ_c", "MPa")
def local_stress(psi: Real, F: Real, t_w: Real, l_z: Real) -> Real:
    """Local compressive stress at the web edge (6.1.4-1), as it enters 6.1.5 and 6.3.3. F N, t_w and l_z mm. MPa."""
    return psi * F / (t_w * l_z)


@clause("6.1.4-2", "l_z", "mm")
def crane_rail_length(I_R: Real, I_f: Real, t_w: Real) -> Real:
    """Assumed length of a wheel load at the web edge (6.1.4-2). I_R rail, I_f flange, mm4; t_w mm. mm."""
    return 3.25 * ((I_R + I_f) / t_w) ** (1.0 / 3.0)


@clause("6.1.4-3", "l_z", "mm")
def bearing_length(a: Real, h_y: Real, h_R: Real) -> Real:
    """Assumed length of a concentrated load (6.1.4-3). a bearing, h_y flange top to web edge, h_R rail, mm.

    mm.
    """
    return a + 5.0 * h_y + 2.0 * h_R


@clause("6.1.5-2", "σ", "MPa")
def edge_stress(N: Real, A_n: Real, M: Real, I_n: Real, y_1: Real) -> Real:
    """Normal stress at the web edge (6.1.5-2, with the axial part). N N, M N.mm, A mm2, I mm4, y mm.
    MPa.
    """
    return N / A_n + M * y_1 / I_n


@clause("6.1.5", "τ", "MPa")
def shear_stress(V: Real, S: Real, I: Real, t_w: Real) -> Real:  # noqa: E741
    """Shear stress at the same point (6.1.3 taken at the web edge). V N, S mm3, I mm4, t_w mm. MPa."""
    return V * S / (I * t_w)


@clause("6.1.5-1", "σ_z/(β_1·f)", limit=1.0)
def equivalent(sigma: Real, sigma_c: Real, tau: Real, beta_1: Real, f: Real) -> Real:
    """Combined stress at the web edge (6.1.5-1), as a share of beta_1 f.

    MPa; tension and compression with their sign.
    """
    return np.sqrt(sigma**2 + sigma_c**2 - sigma * sigma_c + 3.0 * tau**2) / (beta_1 * f)


@clause("6.1.5", "β_1")
def beta_1(sigma: Real, sigma_c: Real) -> Real:
    """Increase of strength in 6.1.5: 1.2 where sigma and sigma_c differ in sign, else 1.1. Ratio."""
    return np.where(sigma * sigma_c < 0.0, 1.2, 1.1)


@clause("6.2.2", "M_x/(φ_b·W_x·f)", limit=1.0)
def lateral_torsional(M_x: Real, phi_b: Real, W_x: Real, f: Real) -> Real:
    """Overall stability of a beam in bending about the strong axis (6.2.2), as a share of 1.

    M N.mm, W mm3, f MPa.
    """
    return M_x / (phi_b * W_x * f)


@clause("6.2.3", "M_x/(φ_b·W_x·f)+M_y/(γ_y·W_y·f)", limit=1.0)
def lateral_torsional_biaxial(
    M_x: Real, M_y: Real, phi_b: Real, gamma_y: Real, W_x: Real, W_y: Real, f: Real
) -> Real:
    """Overall stability of an H or I beam in two planes (6.2.3), as a share of 1. M N.mm, W mm3, f MPa."""
    return M_x / (phi_b * W_x * f) + M_y / (gamma_y * W_y * f)


@clause("6.2.7-5", "γ")
def distortion_gamma(b_1: Real, t_1: Real, h_w: Real, t_w: Real) -> Real:
    """Section factor of distortional buckling (6.2.7-5). Flange b_1 x t_1, web h_w x t_w, mm. Ratio."""
    return b_1 / t_w * np.sqrt(b_1 * t_1 / (h_w * t_w))


@clause("6.2.7-6", "φ_1")
def distortion_phi_1(gamma: Real, h_w: Real, l: Real) -> Real:  # noqa: E741
    """Length factor of distortional buckling (6.2.7-6). h_w, l mm. Ratio."""
    return 0.5 * (5.436 * gamma * h_w**2 / l**2 + l**2 / (5.436 * gamma * h_w**2))


@clause("6.2.7-4", "σ_cr", "MPa")
def distortion_stress(b_1: Real, t_1: Real, h_w: Real, t_w: Real, gamma: Real, phi_1: Real, E: Real) -> Real:
    """Critical stress of distortional buckling of a bottom flange (6.2.7-4). mm, E MPa. MPa."""
    return (
        (3.46 * b_1 * t_1**3 + h_w * t_w**3 * (7.27 * gamma + 3.3) * phi_1)
        / (h_w**2 * (12.0 * b_1 * t_1 + 1.78 * h_w * t_w))
        * E
    )


@clause("6.2.7-3", "λ_n,b")
def distortion_lambda_nb(f_y: Real, sigma_cr: Real) -> Real:
    """Normalised slenderness of a bottom flange (6.2.7-3). At 0.45 and below no check is needed. MPa.

    Ratio.
    """
    return np.sqrt(f_y / sigma_cr)


@clause("6.2.7-2", "λ_e")
def distortion_lambda_e(lambda_nb: Real, E: Real, f_y: Real) -> Real:
    """Equivalent slenderness with which phi_d is read from curve b (6.2.7-2). MPa. Ratio."""
    return np.pi * lambda_nb * np.sqrt(E / f_y)


@clause("6.2.7-1", "M_x/(φ_d·W_1x·f)", limit=1.0)
def distortion(M_x: Real, phi_d: Real, W_1x: Real, f: Real) -> Real:
    """Stability of the bottom flange of a frame beam at its support (6.2.7-1), as a share of 1.

    N.mm, mm3, MPa.
    """
    return M_x / (phi_d * W_1x * f)
