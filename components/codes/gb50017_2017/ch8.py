"""Chapter 8: strength (8.1) and stability (8.2) of members in bending and axial force."""

from __future__ import annotations

import numpy as np

from components.codes.clause import Real, clause


@clause("8.1.1-1", "u", limit=1.0)
def strength(
    N: Real, A_n: Real, M_x: Real, M_y: Real, gamma_x: Real, gamma_y: Real, W_nx: Real, W_ny: Real, f: Real
) -> Real:
    """Section in bending and axial force (8.1.1-1), as a share of f; absolute values.

    N, N.mm, mm2, mm3, MPa.
    """
    return (N / A_n + M_x / (gamma_x * W_nx) + M_y / (gamma_y * W_ny)) / f


@clause("8.1.1-2", "u", limit=1.0)
def strength_tube(N: Real, A_n: Real, M_x: Real, M_y: Real, gamma_m: Real, W_n: Real, f: Real) -> Real:
    """Circular tube in bending and axial force (8.1.1-2), as a share of f. N, N.mm, mm2, mm3, MPa."""
    return (N / A_n + np.sqrt(M_x**2 + M_y**2) / (gamma_m * W_n)) / f


@clause("8.2.1-2", "N'_E", "N")
def NE_prime(A: Real, lambda_: Real, E: Real) -> Real:
    """Parameter N'Ex (8.2.1-2) or N'Ey (8.2.5-3): pi^2 E A / (1.1 lambda^2). mm2, MPa. N."""
    return np.pi**2 * E * A / (1.1 * lambda_**2)


@clause("8.2.1-8", "N_cr", "N")
def N_cr(E: Real, A: Real, lambda_: Real) -> Real:
    """Elastic critical force (8.2.1-8), pi^2 E I/(mu l)^2 with I = A i^2. mm2, MPa. N."""
    return np.pi**2 * E * A / lambda_**2


@clause("8.2.1-1", "u", limit=1.0)
def in_plane(
    N: Real, phi_x: Real, A: Real, beta_mx: Real, M_x: Real, gamma_x: Real, W_1x: Real, NEx: Real, f: Real
) -> Real:
    """Stability in the plane of the moment (8.2.1-1), as a share of 1. N, N.mm, mm2, mm3, MPa."""
    return N / (phi_x * A * f) + beta_mx * M_x / (gamma_x * W_1x * (1.0 - 0.8 * N / NEx) * f)


@clause("8.2.1-3", "u", limit=1.0)
def out_of_plane(
    N: Real, phi_y: Real, A: Real, eta: Real, beta_tx: Real, M_x: Real, phi_b: Real, W_1x: Real, f: Real
) -> Real:
    """Stability out of the plane of the moment (8.2.1-3), as a share of 1. eta 0.7 closed, 1.0 open.

    N, mm, MPa.
    """
    return N / (phi_y * A * f) + eta * beta_tx * M_x / (phi_b * W_1x * f)


@clause("8.2.1-4", "u", limit=1.0)
def in_plane_tension_side(
    N: Real, A: Real, beta_mx: Real, M_x: Real, gamma_x: Real, W_2x: Real, NEx: Real, f: Real
) -> Real:
    """Tension side of a section with one axis of symmetry, flange compressed (8.2.1-4), as a share of 1.

    N, mm, MPa.
    """
    return np.abs(N / (A * f) - beta_mx * M_x / (gamma_x * W_2x * (1.0 - 1.25 * N / NEx) * f))


@clause("8.2.1-5", "β_m")
def beta_m_ends(M_1: Real, M_2: Real) -> Real:
    """End moments only, no sway (8.2.1-5); |M_1| >= |M_2|, same sign for single curvature. Ratio."""
    return 0.6 + 0.4 * M_2 / M_1


@clause("8.2.1-6", "β_mq")
def beta_m_transverse(c: Real, N: Real, N_cr: Real) -> Real:
    """Transverse load only: c = 0.36 point load at mid-span (8.2.1-6), 0.18 uniform (-7); sway frame 0.36
    (-10). Ratio.
    """
    return 1.0 - c * N / N_cr


@clause("8.2.1-9", "β_m")
def beta_m_both(beta_mq: Real, M_q: Real, beta_m1: Real, M_1: Real, M_x: Real) -> Real:
    """End moments and transverse load (8.2.1-9): beta_mx that stands before M_x. M N.mm. Ratio."""
    return (beta_mq * M_q + beta_m1 * M_1) / M_x


@clause("8.2.1-11", "β_m")
def beta_m_cantilever(m: Real, N: Real, N_cr: Real) -> Real:
    """Cantilever (8.2.1-11): m free-end over fixed-end moment, positive without inflection. Ratio."""
    return 1.0 - 0.36 * (1.0 - m) * N / N_cr


@clause("8.2.1-12", "β_t")
def beta_t_ends(M_1: Real, M_2: Real) -> Real:
    """End moments only between lateral supports (8.2.1-12); |M_1| >= |M_2|. Ratio."""
    return 0.65 + 0.35 * M_2 / M_1


@clause("8.2.4-1", "u", limit=1.0)
def tube(N: Real, phi: Real, A: Real, beta: Real, M: Real, gamma_m: Real, W: Real, NE: Real, f: Real) -> Real:
    """Circular tube bent in two planes (8.2.4-1), as a share of 1. N, N.mm, mm2, mm3, MPa."""
    return N / (phi * A * f) + beta * M / (gamma_m * W * (1.0 - 0.8 * N / NE) * f)


@clause("8.2.4-2", "M", "N.mm")
def tube_moment(M_xA: Real, M_yA: Real, M_xB: Real, M_yB: Real) -> Real:
    """Larger resultant of the two ends (8.2.4-2). N.mm."""
    return np.sqrt(np.maximum(M_xA**2 + M_yA**2, M_xB**2 + M_yB**2))


@clause("8.2.4-4", "β_x")
def tube_beta(N: Real, N_E: Real, M_1: Real, M_2: Real) -> Real:
    """Equivalent moment factor of bending about x (8.2.4-4); |M_1| >= |M_2|. N_E = pi^2 E A / lambda^2.

    Ratio.
    """
    return 1.0 - 0.35 * np.sqrt(N / N_E) + 0.35 * np.sqrt(N / N_E) * M_2 / M_1


@clause("8.2.4-5", "β_y")
def tube_beta_y(N: Real, N_E: Real, M_1: Real, M_2: Real) -> Real:
    """The same for bending about y (8.2.4-5). Ratio."""
    return 1.0 - 0.35 * np.sqrt(N / N_E) + 0.35 * np.sqrt(N / N_E) * M_2 / M_1


@clause("8.2.4-3", "β")
def tube_beta_product(beta_x: Real, beta_y: Real) -> Real:
    """Factor of both planes (8.2.4-3). Ratio."""
    return beta_x * beta_y


@clause("8.2.5-1", "u", limit=1.0)
def biaxial(
    N: Real,
    phi_x: Real,
    A: Real,
    beta_mx: Real,
    M_x: Real,
    gamma_x: Real,
    W_x: Real,
    NEx: Real,
    eta: Real,
    beta_ty: Real,
    M_y: Real,
    phi_by: Real,
    W_y: Real,
    f: Real,
) -> Real:
    """Bending in two planes, I and box (8.2.5-1), as a share of 1.

    N, N.mm, mm2, mm3, MPa.
    """
    return (
        N / (phi_x * A * f)
        + beta_mx * M_x / (gamma_x * W_x * (1.0 - 0.8 * N / NEx) * f)
        + eta * beta_ty * M_y / (phi_by * W_y * f)
    )


@clause("8.2.5-2", "u", limit=1.0)
def biaxial_y(
    N: Real,
    phi_y: Real,
    A: Real,
    eta: Real,
    beta_tx: Real,
    M_x: Real,
    phi_bx: Real,
    W_x: Real,
    beta_my: Real,
    M_y: Real,
    gamma_y: Real,
    W_y: Real,
    NEy: Real,
    f: Real,
) -> Real:
    """Bending in two planes, I and box (8.2.5-2), as a share of 1. N, N.mm, mm2, mm3, MPa."""
    return (
        N / (phi_y * A * f)
        + eta * beta_tx * M_x / (phi_bx * W_x * f)
        + beta_my * M_y / (gamma_y * W_y * (1.0 - 0.8 * N / NEy) * f)
    )
