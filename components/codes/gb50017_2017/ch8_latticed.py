"""Chapter 8: latticed members in compression and bending about the open axis (8.2.2)."""

from __future__ import annotations

import numpy as np

from components.codes.clause import Real, clause


@clause("8.2.2-1", "u", limit=1.0)
def in_plane(N: Real, phi_x: Real, A: Real, beta_mx: Real, M_x: Real, W_1x: Real, NEx: Real, f: Real) -> Real:
    """Stability in the plane of the moment (8.2.2-1), phi_x and NEx by lambda_0x, as a share of 1.

    N, N.mm, mm2, mm3, MPa.
    """
    return N / (phi_x * A * f) + beta_mx * M_x / (W_1x * (1.0 - N / NEx) * f)


@clause("8.2.2-2", "W_1x", "mm3")
def modulus(I_x: Real, y_0: Real) -> Real:
    """Modulus of 8.2.2-1: y_0 to the axis of the more compressed limb or to the outside of its web, the larger (8.2.2-2).

    mm4, mm. mm3.
    """
    return I_x / y_0


@clause("8.2.2", "N_1", "N")
def limb_force(N: Real, M_x: Real, a: Real, n: Real) -> Real:
    """Force of the most compressed of n limbs, as the chord of a truss (8.2.2). N, N.mm, mm. N."""
    return N / n + 2.0 * M_x / (n * a)


@clause("8.2.2", "M_1", "N.mm")
def limb_moment(V: Real, l_1: Real, n: Real) -> Real:
    """Moment of a limb between battens under the shear force V of n limbs (8.2.2). N, mm. N.mm."""
    return V * l_1 / (2.0 * n)


@clause("8.2.7", "V", "N")
def joining_shear(V_own: Real, V_least: Real) -> Real:
    """Shear force of lacing and battens: the member's own, at least that of 7.2.7 (8.2.7). N."""
    return np.maximum(V_own, V_least)
