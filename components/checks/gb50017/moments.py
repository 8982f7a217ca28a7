"""Equivalent moment factors of each row: beta_m in the plane (8.2.1), beta_t out of it, from ends and
loads.
"""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.asking import Ask
from components.checks.gb50017.tables import LOAD_BOTH, LOAD_NONE, LOAD_POINT, LOAD_UNIFORM
from components.codes.gb50017_2017 import ch8
from components.table import Bools, Floats, Ints

OPPOSITE = 0.85
"""beta_t of 8.2.1 with end moments and transverse load in reverse curvature."""


def ordered(M_1: Floats, M_2: Floats) -> tuple[Floats, Floats, Bools]:
    """End moments with the larger first, and where they are known and not nil; same sign is single
    curvature.
    """
    swap = np.abs(M_2) > np.abs(M_1)
    first, second = np.where(swap, M_2, M_1), np.where(swap, M_1, M_2)
    return first, second, np.isfinite(first) & np.isfinite(second) & (first != 0.0)


def stated(beta: Floats, given: Floats) -> Floats:
    """beta (k, m) with the factor stated for a member (m,) in its place, NaN where none is."""
    known = ~np.isnan(given)
    return np.where(known, given, beta) if known.any() else beta


def beta_m(
    ask: Ask,
    tag: str,
    N: Floats,
    M: Floats,
    ends: tuple[Floats, Floats],
    load: Ints,
    M_q: Floats,
    N_cr: Floats,
    sway: Bools,
) -> Floats:
    """beta_m of 8.2.1 per row (k, m). Where ends or load are not known it is 1, the most it can be.

    sway: columns of unbraced frames: 1 - 0.36 N/N_cr, and 1 with transverse load. M absolute.
    """
    M_1, M_2, known = ordered(*ends)
    beta = np.ones(N.shape)
    bare = (load == LOAD_NONE) & known & ~sway
    if bare.any():
        beta = np.where(bare, ask(tag, ch8.beta_m_ends, M_1=M_1, M_2=M_2), beta)
    quiet_ends = (M_1 == 0.0) & (M_2 == 0.0)  # known to be nil, not merely unknown
    for kind, c in ((LOAD_POINT, 0.36), (LOAD_UNIFORM, 0.18)):
        alone = (load == kind) & quiet_ends & ~sway
        if alone.any():
            beta = np.where(alone, ask(tag, ch8.beta_m_transverse, c=c, N=N, N_cr=N_cr), beta)
        both = (load == kind) & known & np.isfinite(M_q) & (M > 0.0) & ~sway
        if both.any():
            mq = ask(tag, ch8.beta_m_transverse, c=c, N=N, N_cr=N_cr)
            m1 = ask(tag, ch8.beta_m_ends, M_1=M_1, M_2=M_2)
            joined = ask(
                tag, ch8.beta_m_both, beta_mq=mq, M_q=np.abs(M_q), beta_m1=m1, M_1=np.abs(M_1), M_x=M
            )
            beta = np.where(both, joined, beta)
    swaying = sway & (load == LOAD_NONE)
    if swaying.any():
        beta = np.where(swaying, ask(tag, ch8.beta_m_transverse, c=0.36, N=N, N_cr=N_cr), beta)
    return beta


def beta_t(ask: Ask, tag: str, ends: tuple[Floats, Floats], load: Ints, M_q: Floats) -> Floats:
    """beta_t of 8.2.1 per row (k, m): by the end moments where there is no transverse load, 0.85 where end moments and
    load bend it both ways, else 1. M_q: moment of the transverse load alone, with its sign, NaN unknown.
    """
    M_1, M_2, known = ordered(*ends)
    bare = (load == LOAD_NONE) & known
    loaded = known & ((load == LOAD_POINT) | (load == LOAD_UNIFORM) | (load == LOAD_BOTH))
    # ends of opposite sign, or a load that turns the moment between ends of one sign
    turned = loaded & ((M_1 * M_2 < 0.0) | (((M_1 + M_2) / 2.0 + np.nan_to_num(M_q)) * M_1 < 0.0))
    out = np.where(turned, OPPOSITE, 1.0)
    if not bare.any():
        return out
    return np.where(bare, ask(tag, ch8.beta_t_ends, M_1=M_1, M_2=M_2), out)
