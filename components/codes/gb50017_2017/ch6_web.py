"""Chapter 6: webs of beams. Panels that may not buckle (6.3) and post-buckling strength (6.4)."""

from __future__ import annotations

import numpy as np

from components.codes.clause import Real, clause


@clause("6.3.2", "[h_0/t_w]")
def stiffener_limit(c: Real, epsilon_k: Real) -> Real:
    """h0/tw above which stiffeners are needed (6.3.2): 80 transverse, 170 or 150 longitudinal, times
    epsilon_k. Ratio.
    """
    return c * epsilon_k


@clause("6.3.3-1", "u", limit=1.0)
def panel(sigma: Real, sigma_cr: Real, tau: Real, tau_cr: Real, sigma_c: Real, sigma_ccr: Real) -> Real:
    """Web panel with transverse stiffeners only (6.3.3-1), as a share of 1. MPa."""
    return (sigma / sigma_cr) ** 2 + (tau / tau_cr) ** 2 + sigma_c / sigma_ccr


@clause("6.3.3-2", "τ", "MPa")
def panel_tau(V: Real, h_w: Real, t_w: Real) -> Real:
    """Mean shear stress of a panel (6.3.3-2). V N, mm. MPa."""
    return V / (h_w * t_w)


@clause("6.3.3-6", "λ_n,b")
def panel_lambda_nb(h_c: Real, t_w: Real, c: Real, epsilon_k: Real) -> Real:
    """Normalised slenderness in bending (6.3.3-6, -7): c = 177 flange held against twisting, 138 otherwise.

    Ratio.
    """
    return 2.0 * h_c / t_w / (c * epsilon_k)


@clause("6.3.3-3", "σ_cr", "MPa")
def panel_sigma_cr(lambda_nb: Real, f: Real) -> Real:
    """Critical bending stress of a panel (6.3.3-3 to -5). MPa."""
    return np.where(
        lambda_nb <= 0.85,
        f,
        np.where(lambda_nb <= 1.25, (1.0 - 0.75 * (lambda_nb - 0.85)) * f, 1.1 * f / lambda_nb**2),
    )


@clause("6.3.3-11", "λ_n,s")
def panel_lambda_ns(h_0: Real, t_w: Real, a: Real, eta: Real, epsilon_k: Real) -> Real:
    """Normalised slenderness in shear (6.3.3-11, -12): eta 1.11 simple beam, 1.0 end of a frame beam. mm.

    Ratio.
    """
    return np.where(
        a <= h_0,
        h_0 / t_w / (37.0 * eta * epsilon_k * np.sqrt(4.0 + 5.34 * (h_0 / a) ** 2)),
        h_0 / t_w / (37.0 * eta * epsilon_k * np.sqrt(5.34 + 4.0 * (h_0 / a) ** 2)),
    )


@clause("6.3.3-8", "τ_cr", "MPa")
def panel_tau_cr(lambda_ns: Real, f_v: Real) -> Real:
    """Critical shear stress of a panel (6.3.3-8 to -10). MPa."""
    return np.where(
        lambda_ns <= 0.8,
        f_v,
        np.where(lambda_ns <= 1.2, (1.0 - 0.59 * (lambda_ns - 0.8)) * f_v, 1.1 * f_v / lambda_ns**2),
    )


@clause("6.3.3-16", "λ_n,c")
def panel_lambda_nc(h_0: Real, t_w: Real, a: Real, epsilon_k: Real) -> Real:
    """Normalised slenderness under local compression (6.3.3-16, -17), 0.5 <= a/h0 <= 2. mm. Ratio."""
    return np.where(
        a <= 1.5 * h_0,
        h_0 / t_w / (28.0 * epsilon_k * np.sqrt(10.9 + 13.4 * (1.83 - a / h_0) ** 3)),
        h_0 / t_w / (28.0 * epsilon_k * np.sqrt(18.9 - 5.0 * a / h_0)),
    )


@clause("6.3.3-13", "σ_c,cr", "MPa")
def panel_sigma_ccr(lambda_nc: Real, f: Real) -> Real:
    """Critical stress of local compression (6.3.3-13 to -15). MPa."""
    return np.where(
        lambda_nc <= 0.9,
        f,
        np.where(lambda_nc <= 1.2, (1.0 - 0.79 * (lambda_nc - 0.9)) * f, 1.1 * f / lambda_nc**2),
    )


@clause("6.4.1-1", "u", limit=1.0)
def post_buckling(V: Real, V_u: Real, M: Real, M_f: Real, M_eu: Real) -> Real:
    """Bending and shear with post-buckling strength (6.4.1-1), as a share of 1. N, N.mm.

    Below half of V_u the shear term is nil, below M_f the moment term is.
    """
    return (np.maximum(V / (0.5 * V_u), 1.0) - 1.0) ** 2 + (np.maximum(M, M_f) - M_f) / (M_eu - M_f)


@clause("6.4.1-2", "M_f", "N.mm")
def flange_moment(A_f1: Real, h_m1: Real, A_f2: Real, h_m2: Real, f: Real) -> Real:
    """Moment of the two flanges alone (6.4.1-2). A mm2, h mm (to the neutral axis), f MPa. N.mm."""
    return (A_f1 * h_m1**2 / h_m2 + A_f2 * h_m2) * f


@clause("6.4.1-3", "M_eu", "N.mm")
def effective_moment(gamma_x: Real, alpha_e: Real, W_x: Real, f: Real) -> Real:
    """Moment resistance with an effective web (6.4.1-3). mm3, MPa. N.mm."""
    return gamma_x * alpha_e * W_x * f


@clause("6.4.1-4", "α_e")
def alpha_e(rho: Real, h_c: Real, t_w: Real, I_x: Real) -> Real:
    """Reduction of the section modulus for an effective web (6.4.1-4). mm, mm4. Ratio."""
    return 1.0 - (1.0 - rho) * h_c**3 * t_w / (2.0 * I_x)


@clause("6.4.1-5", "ρ")
def rho_bending(lambda_nb: Real) -> Real:
    """Effective share of the compressed web (6.4.1-5 to -7). Ratio."""
    return np.where(
        lambda_nb <= 0.85,
        1.0,
        np.where(lambda_nb <= 1.25, 1.0 - 0.82 * (lambda_nb - 0.85), (1.0 - 0.2 / lambda_nb) / lambda_nb),
    )


@clause("6.4.1-8", "V_u", "N")
def V_u(lambda_ns: Real, h_w: Real, t_w: Real, f_v: Real) -> Real:
    """Shear resistance with post-buckling strength (6.4.1-8 to -10). mm, MPa. N."""
    return np.where(
        lambda_ns <= 0.8,
        h_w * t_w * f_v,
        np.where(
            lambda_ns <= 1.2,
            h_w * t_w * f_v * (1.0 - 0.5 * (lambda_ns - 0.8)),
            h_w * t_w * f_v / lambda_ns**1.2,
        ),
    )
