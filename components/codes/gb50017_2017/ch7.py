"""Chapter 7: strength (7.1), stability (7.2.1, 7.6) and plates (7.3) of axially loaded members."""

from __future__ import annotations

import numpy as np

from components.codes.clause import Real, clause


@clause("7.1.1-1", "N/(Af)", limit=1.0)
def axial_gross(N: Real, A: Real, f: Real) -> Real:
    """Gross section (7.1.1-1), as a share of f. N N, A mm2, f MPa."""
    return N / (A * f)


@clause("7.1.1-2", "N/(0.7·A_n·f_u)", limit=1.0)
def axial_net(N: Real, A_n: Real, f_u: Real) -> Real:
    """Net section (7.1.1-2), as a share of 0.7 fu. N N, A_n mm2, f_u MPa."""
    return N / (A_n * 0.7 * f_u)


@clause("7.1.1-3", "u", limit=1.0)
def axial_net_friction(N: Real, n_1: Real, n: Real, A_n: Real, f_u: Real) -> Real:
    """Net section with friction bolts (7.1.1-3), n bolts on one side, n_1 in the section, share of 0.7
    fu.
    """
    return (1.0 - 0.5 * n_1 / n) * N / (A_n * 0.7 * f_u)


@clause("7.1.3", "A_ef", "mm2")
def partly_connected_area(eta: Real, A: Real) -> Real:
    """Area that counts where not every part is connected (7.1.3). mm2."""
    return eta * A


@clause("7.2.1", "N/(φAf)", limit=1.0)
def axial_stability(N: Real, phi: Real, A: Real, f: Real) -> Real:
    """Stability of a compression member (7.2.1), as a share of 1. N N, A mm2, f MPa."""
    return N / (phi * A * f)


@clause("7.3.1-1", "[h_0/t_w]")
def limit_web(lambda_: Real, epsilon_k: Real) -> Real:
    """H web (7.3.1-1); lambda bounded to 30..100. Ratio."""
    return (25.0 + 0.5 * np.clip(lambda_, 30.0, 100.0)) * epsilon_k


@clause("7.3.1-2", "[b/t_f]")
def limit_flange(lambda_: Real, epsilon_k: Real) -> Real:
    """H flange outstand (7.3.1-2); lambda bounded to 30..100. Ratio."""
    return (10.0 + 0.1 * np.clip(lambda_, 30.0, 100.0)) * epsilon_k


@clause("7.3.1-3", "[b/t]")
def limit_wall(epsilon_k: Real) -> Real:
    """Wall of a box (7.3.1-3). Ratio."""
    return 40.0 * epsilon_k


@clause("7.3.1-4", "[h_0/t_w]")
def limit_stem(lambda_: Real, c: Real, d: Real, epsilon_k: Real) -> Real:
    """T stem (7.3.1-4 hot-rolled 15, 0.2; -5 welded 13, 0.17); lambda bounded to 30..100. Ratio."""
    return (c + d * np.clip(lambda_, 30.0, 100.0)) * epsilon_k


@clause("7.3.1-6", "[w/t]")
def limit_angle(lambda_: Real, epsilon_k: Real) -> Real:
    """Leg of an equal angle (7.3.1-6, -7). Ratio."""
    return np.where(lambda_ <= 80.0 * epsilon_k, 15.0 * epsilon_k, 5.0 * epsilon_k + 0.125 * lambda_)


@clause("7.3.1", "[D/t]")
def limit_tube(epsilon_k: Real) -> Real:
    """Circular tube (7.3.1, 6). Ratio."""
    return 100.0 * epsilon_k**2


@clause("7.3.2", "α")
def limit_increase(phi: Real, A: Real, f: Real, N: Real) -> Real:
    """Increase of the limits of 7.3.1 where N is below phi A f (7.3.2). Ratio, at least 1."""
    return np.maximum(np.sqrt(phi * A * f / N), 1.0)


@clause("7.3.4-1", "ρ")
def rho_wall(b: Real, t: Real, lambda_: Real, epsilon_k: Real) -> Real:
    """Effective share of a box wall or an H web in compression (7.3.4-1 to -3). mm. Ratio."""
    lambda_np = b / t / (56.2 * epsilon_k)
    rho_min = np.where(lambda_ > 52.0 * epsilon_k, (29.0 * epsilon_k + 0.25 * lambda_) * t / b, 0.0)
    return np.where(
        b / t <= 42.0 * epsilon_k,
        1.0,
        np.minimum(np.maximum((1.0 - 0.19 / lambda_np) / lambda_np, rho_min), 1.0),
    )


@clause("7.3.4-4", "ρ")
def rho_angle(w: Real, t: Real, lambda_: Real, epsilon_k: Real) -> Real:
    """Effective share of a single angle in compression (7.3.4-4 to -6). mm. Ratio."""
    lambda_np = w / t / (16.8 * epsilon_k)
    rho_min = np.where(lambda_ > 80.0 * epsilon_k, (5.0 * epsilon_k + 0.13 * lambda_) * t / w, 0.0)
    return np.where(
        w / t <= 15.0 * epsilon_k,
        1.0,
        np.minimum(np.maximum((1.0 - 0.1 / lambda_np) / lambda_np, rho_min), 1.0),
    )


@clause("7.6.1-2", "η")
def eta_equal_leg(lambda_: Real) -> Real:
    """Equal angle joined by one leg (7.6.1-2); lambda by the least radius, at least 20. Ratio, at most
    1.
    """
    return np.minimum(0.6 + 0.0015 * np.maximum(lambda_, 20.0), 1.0)


@clause("7.6.1-3", "η")
def eta_short_leg(lambda_: Real) -> Real:
    """Unequal angle joined by the short leg (7.6.1-3). Ratio, at most 1."""
    return np.minimum(0.5 + 0.0025 * np.maximum(lambda_, 20.0), 1.0)


@clause("7.6.1-1", "N/(ηφAf)", limit=1.0)
def one_leg_stability(N: Real, eta: Real, phi: Real, A: Real, f: Real, rho_e: Real) -> Real:
    """Single angle joined by one leg (7.6.1-1, with rho_e of 7.6.3), as a share of 1. N, mm2, MPa."""
    return N / (eta * phi * A * f * rho_e)


@clause("7.6.3", "ρ_e")
def rho_e_angle(w: Real, t: Real, epsilon_k: Real) -> Real:
    """Reduction for a slender leg of a single angle joined by one leg, w/t > 14 epsilon_k (7.6.3). mm.

    Ratio.
    """
    return np.where(w / t > 14.0 * epsilon_k, 1.3 - 0.3 * w / (14.0 * t * epsilon_k), 1.0)


@clause("7.3.1", "u", limit=1.0)
def flange_share(b_t: Real, b_t_limit: Real, alpha: Real) -> Real:
    """Width over thickness of a flange, leg or wall as a share of its limit of 7.3.1, raised by alpha of 7.3.2. Ratio."""
    return b_t / (b_t_limit * alpha)


@clause("7.3.1", "u", limit=1.0)
def web_share(h0_tw: Real, h0_tw_limit: Real, alpha: Real) -> Real:
    """Height over thickness of a web as a share of its limit of 7.3.1, raised by alpha of 7.3.2. Ratio."""
    return h0_tw / (h0_tw_limit * alpha)


@clause("7.3.1", "u", limit=1.0)
def tube_share(D_t: Real, D_t_limit: Real, alpha: Real) -> Real:
    """Diameter over thickness of a tube as a share of its limit of 7.3.1, raised by alpha of 7.3.2. Ratio."""
    return D_t / (D_t_limit * alpha)


@clause("7.3.3-4", "A_e", "mm2")
def effective_area(A: Real, rho_w: Real, A_w: Real, rho_f: Real, A_f: Real) -> Real:
    """Effective area of an axially compressed section (7.3.3-4): plates A_w and A_f count with rho. mm2."""
    return A - (1.0 - rho_w) * A_w - (1.0 - rho_f) * A_f


@clause("7.3.3-2", "N/(φ·A_e·f)", limit=1.0)
def axial_stability_effective(N: Real, phi: Real, A_e: Real, f: Real) -> Real:
    """Stability with an effective section (7.3.3-2), as a share of 1. N, mm2, MPa."""
    return N / (phi * A_e * f)
