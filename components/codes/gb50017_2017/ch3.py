"""Chapter 3: classes of plates in sections (3.5.1)."""

from __future__ import annotations

import numpy as np

from components.codes.clause import Real, clause


@clause("3.5.1", "ε_k")
def epsilon_k(f_y: Real) -> Real:
    """Steel grade correction, table 3.5.1 note 1. f_y: yield number of the grade (or yield strength), MPa.

    Ratio.
    """
    return np.sqrt(235.0 / f_y)


@clause("3.5.1-1", "α_0")
def alpha_0(sigma_max: Real, sigma_min: Real) -> Real:
    """Stress gradient of a web (3.5.1-1). Edge stresses, compression positive, MPa.

    0 is pure compression, 2 pure bending; bounded to that range, which is on the safe side under tension.
    """
    return np.clip((sigma_max - sigma_min) / sigma_max, 0.0, 2.0)


@clause("3.5.1", "[h_0/t_w]")
def web_limit(alpha_0: Real, c: Real, d: Real, n: Real, epsilon_k: Real) -> Real:
    """Limit of h0/tw of an H or I web, table 3.5.1: (c + d alpha_0^n) epsilon_k, constants by class.

    Ratio.
    """
    return (c + d * alpha_0**n) * epsilon_k


@clause("3.5.1", "[b/t]")
def plate_limit(c: Real, epsilon_k: Real) -> Real:
    """Limit of b/t (or h0/tw of a beam web, b0/t of a wall), table 3.5.1: c epsilon_k, constant by class.

    Ratio.
    """
    return c * epsilon_k


@clause("3.5.1", "[D/t]")
def tube_limit(c: Real, epsilon_k: Real) -> Real:
    """Limit of D/t of a circular tube, table 3.5.1: c epsilon_k^2, constant by class. Ratio."""
    return c * epsilon_k**2


@clause("3.5.1", "u", limit=1.0)
def flange_share(b_t: Real, b_t_limit: Real) -> Real:
    """Width over thickness of a flange or a wall as a share of its limit (3.5.1). Ratio."""
    return b_t / b_t_limit


@clause("3.5.1", "u", limit=1.0)
def web_share(h0_tw: Real, h0_tw_limit: Real) -> Real:
    """Height over thickness of a web as a share of its limit (3.5.1). Ratio."""
    return h0_tw / h0_tw_limit


@clause("3.5.1", "u", limit=1.0)
def tube_share(D_t: Real, D_t_limit: Real) -> Real:
    """Diameter over thickness of a tube as a share of its limit (3.5.1). Ratio."""
    return D_t / D_t_limit
