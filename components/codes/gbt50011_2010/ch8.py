"""Chapter 8: slenderness and plates of columns, beams (8.3) and braces (8.4); 5.4.2: S <= R/gamma_RE."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from components.codes.clause import Real, clause


@clause("8.3.1", "[λ]")
def slenderness_limit(c: Real, epsilon_k: Real) -> Real:
    """Slenderness of columns (8.3.1) and braces (8.4.1): constant by seismic grade times sqrt(235/fy).

    Ratio.
    """
    return c * epsilon_k


@clause("8.3.2", "[b/t]")
def plate_limit(c: Real, epsilon_k: Real) -> Real:
    """Plates of columns, beams (8.3.2) and braces (8.4.1): constant by seismic grade times sqrt(235/fy).

    Ratio.
    """
    return c * epsilon_k


@clause("8.3.2", "[h_0/t_w]")
def beam_web_limit(c: Real, d: Real, cap: Real, rho: Real, epsilon_k: Real) -> Real:
    """Web of a beam (8.3.2): c - d N_b/(A f), at most `cap`, times sqrt(235/fy). rho = N_b/(A f). Ratio.

    Nil where so much compression leaves no web that would do.
    """
    return np.maximum(np.minimum(c - d * rho, cap), 0.0) * epsilon_k


@clause("8.4.1", "[λ]")
def brace_slenderness_limit(c: Real, epsilon_k: Real) -> Real:
    """Slenderness of concentric braces (8.4.1): constant by seismic grade times sqrt(235/fy). Ratio."""
    return c * epsilon_k


@clause("8.4.1", "[b/t]")
def brace_plate_limit(c: Real, epsilon_k: Real) -> Real:
    """Plates of concentric braces (8.4.1): constant by seismic grade times sqrt(235/fy). Ratio."""
    return c * epsilon_k


@clause("8.4.1", "[D/t]")
def tube_limit(c: Real, epsilon_k: Real) -> Real:
    """Circular tube brace (8.4.1): constant times 235/fy. Ratio."""
    return c * epsilon_k**2


@clause("5.4.2", "γ_RE·S/R", limit=1.0)
def adjusted(gamma_RE: Real, u: Real) -> Real:
    """Seismic check S <= R/gamma_RE (5.4.2): the utilisation S/R times gamma_RE. Ratio."""
    return gamma_RE * u


@clause("8.3.1", "u", limit=1.0)
def slenderness_share(lambda_: Real, lambda_limit: Real) -> Real:
    """Slenderness as a share of its limit (8.3.1, 8.4.1). Ratio."""
    return lambda_ / lambda_limit


@clause("8.3.2", "u", limit=1.0)
def flange_share(b_t: Real, b_t_limit: Real) -> Real:
    """Width over thickness of a flange or a wall as a share of its limit (8.3.2, 8.4.1). Ratio."""
    return b_t / b_t_limit


@clause("8.3.2", "u", limit=1.0)
def web_share(h0_tw: Real, h0_tw_limit: Real) -> Real:
    """Height over thickness of a web as a share of its limit (8.3.2, 8.4.1). Ratio."""
    return h0_tw / h0_tw_limit


@clause("8.3.2", "u", limit=1.0)
def tube_share(D_t: Real, D_t_limit: Real) -> Real:
    """Diameter over thickness of a tube as a share of its limit (8.3.2, 8.4.1). Ratio."""
    return D_t / D_t_limit


@cache
def figures() -> dict[tuple[str, str], NDArray[np.float64]]:
    """Constants by (member, plate): (5,) indexed by seismic grade, NaN at 0 (no grade) and where there is
    none.
    """
    text = resources.files(__package__).joinpath("chapter8.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        cells = [float(row[f"grade{g}"] or "nan") for g in range(1, 5)]
        found[row["member"], row["plate"]] = np.array([np.nan, *cells])
    return found
