"""Chapter 7: latticed members (7.2.3 to 7.2.5, 7.2.7). Limbs joined by lacing bars or by battens; x is an open axis."""

from __future__ import annotations

import numpy as np

from components.codes.clause import Real, clause


@clause("7.2.3", "I", "mm4")
def limbs_inertia(n: Real, I_1: Real, A_1: Real, a: Real) -> Real:
    """Second moment of n limbs about an open axis midway between their axes, a apart (7.2.3). mm, mm2, mm4. mm4."""
    return n * (I_1 + A_1 * (a / 2.0) ** 2)


@clause("7.2.3-1", "λ_0x")
def battened(lambda_x: Real, lambda_1: Real) -> Real:
    """Two limbs joined by battens, about the open axis (7.2.3-1). Ratio."""
    return np.sqrt(lambda_x**2 + lambda_1**2)


@clause("7.2.3-2", "λ_0x")
def laced(lambda_x: Real, A: Real, A_1x: Real) -> Real:
    """Two limbs joined by lacing, about the open axis (7.2.3-2). A_1x: bars cut by a plane across. mm2. Ratio."""
    return np.sqrt(lambda_x**2 + 27.0 * A / A_1x)


@clause("7.2.3-3", "λ_0x")
def battened_four_x(lambda_x: Real, lambda_1: Real) -> Real:
    """Four limbs joined by battens, about x (7.2.3-3). Ratio."""
    return np.sqrt(lambda_x**2 + lambda_1**2)


@clause("7.2.3-4", "λ_0y")
def battened_four_y(lambda_y: Real, lambda_1: Real) -> Real:
    """Four limbs joined by battens, about y (7.2.3-4). Ratio."""
    return np.sqrt(lambda_y**2 + lambda_1**2)


@clause("7.2.3-5", "λ_0x")
def laced_four_x(lambda_x: Real, A: Real, A_1x: Real) -> Real:
    """Four limbs joined by lacing, about x (7.2.3-5). mm2. Ratio."""
    return np.sqrt(lambda_x**2 + 40.0 * A / A_1x)


@clause("7.2.3-6", "λ_0y")
def laced_four_y(lambda_y: Real, A: Real, A_1y: Real) -> Real:
    """Four limbs joined by lacing, about y (7.2.3-6). mm2. Ratio."""
    return np.sqrt(lambda_y**2 + 40.0 * A / A_1y)


@clause("7.2.3-7", "λ_0x")
def laced_three_x(lambda_x: Real, A: Real, A_1: Real, theta: Real) -> Real:
    """Three limbs joined by lacing, about x (7.2.3-7). theta: between the faces and x, rad. mm2. Ratio."""
    return np.sqrt(lambda_x**2 + 42.0 * A / (A_1 * (1.5 - np.cos(theta) ** 2)))


@clause("7.2.3-8", "λ_0y")
def laced_three_y(lambda_y: Real, A: Real, A_1: Real, theta: Real) -> Real:
    """Three limbs joined by lacing, about y (7.2.3-8). rad, mm2. Ratio."""
    return np.sqrt(lambda_y**2 + 42.0 * A / (A_1 * np.cos(theta) ** 2))


@clause("7.2.4", "[λ_1]")
def limb_limit_laced(lambda_max: Real) -> Real:
    """Slenderness a limb may have between joints of its lacing (7.2.4). Ratio."""
    return 0.7 * lambda_max


@clause("7.2.5", "[λ_1]")
def limb_limit_battened(lambda_max: Real, epsilon_k: Real) -> Real:
    """Slenderness a limb may have between battens (7.2.5); lambda_max counts as at least 50. Ratio."""
    return np.minimum(40.0 * epsilon_k, 0.5 * np.maximum(lambda_max, 50.0))


@clause("7.2.5", "u", limit=1.0)
def limb_share(lambda_1: Real, lambda_1_limit: Real) -> Real:
    """Slenderness of a limb as a share of its limit (7.2.4, 7.2.5). Ratio."""
    return lambda_1 / lambda_1_limit


@clause("7.2.5", "u", limit=1.0)
def batten_stiffness(I_b: Real, a: Real, I_1: Real, l_1: Real) -> Real:
    """Six times the stiffness of a limb over that of the battens at one level, I_b of all (7.2.5). mm4, mm. Ratio."""
    return 6.0 * (I_1 / l_1) / (I_b / a)


@clause("7.2.7", "V", "N")
def shear(A: Real, f: Real, epsilon_k: Real) -> Real:
    """Shear force lacing and battens have to carry (7.2.7). mm2, MPa. N."""
    return A * f / (85.0 * epsilon_k)


@clause("7.2.7", "V_1", "N")
def face_shear(V: Real, n_f: Real) -> Real:
    """Share of one of n_f faces of lacing or battens (7.2.7). N."""
    return V / n_f


@clause("7.2.7", "N_d", "N")
def lacing_force(V_1: Real, n: Real, alpha: Real) -> Real:
    """Force of a lacing bar: V_1 of its face on n bars at alpha degrees to the axis of the member (7.2.7). N."""
    return V_1 / (n * np.sin(alpha * np.pi / 180.0))


@clause("7.2.7", "T", "N")
def batten_shear(V_1: Real, l_1: Real, a: Real) -> Real:
    """Shear force of a batten (7.2.7): V_1 of its face, l_1 between battens, a between limb axes, mm. N."""
    return V_1 * l_1 / a


@clause("7.2.7", "M_b", "N.mm")
def batten_moment(V_1: Real, l_1: Real) -> Real:
    """Moment at the end of a batten (7.2.7). N, mm. N.mm."""
    return V_1 * l_1 / 2.0
