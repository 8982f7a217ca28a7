"""Effective lengths of truss web members (table 7.4.1-1) and of crossed braces (7.4.2), as shares of their length."""

from __future__ import annotations

import numpy as np

from components.checks.lines import CROSSING
from components.checks.touching import Touches
from components.codes.gb50017_2017.ch7_slenderness import truss_lengths
from components.table import Bools, Floats

FLAT, NORMAL = 0.5, 0.87
"""The web of a section lies in a plane below this share of its direction along the plane's normal, across it above."""
GUSSETED = ("L", "2L")
"""Families that are taken to be joined by gussets."""


def web_shares(
    unit: Floats, up: Floats, near: Touches, web: Bools, chord: Bools, single: Bools
) -> tuple[Floats, Floats]:
    """Shares of l for bending about x and y, (n,). web: members the table is used for; single: angles by i_min."""
    n = len(unit)
    share_x, share_y = np.ones(n), np.ones(n)
    use = web[near.a] & chord[near.b] & (near.cosine < CROSSING)
    across = _across(unit, up, near, use)
    rows = near.a[use]
    table = truss_lengths()["web"]
    in_plane, oblique = float(table["in_plane"]["factor"]), float(table["oblique"]["factor"])
    share_x[rows[across < FLAT]] = in_plane
    share_y[rows[across > NORMAL]] = in_plane
    share_x[single] = 1.0
    share_y[single & np.isin(np.arange(n), rows)] = oblique
    return share_x, share_y


def crossed_shares(
    unit: Floats, up: Floats, length: Floats, size: Floats, near: Touches, brace: Bools, single: Bools
) -> tuple[Floats, Floats, Bools]:
    """Shares of l of crossed braces for bending about x and y, and which braces are crossed, (n,).

    In their plane they reach from node to crossing; out of it the whole length stands, which is on the safe side.
    """
    n = len(unit)
    share_x, share_y, crossed = np.ones(n), np.ones(n), np.zeros(n, np.bool_)
    middle = (near.along > size[near.a]) & (near.along < length[near.a] - size[near.a])
    code = near.a * n + near.b
    inner = np.isin(code, (near.b * n + near.a)[middle])  # the crossing lies within the other one too
    use = brace[near.a] & brace[near.b] & (near.cosine < CROSSING) & middle & inner
    rows = near.a[use]
    crossed[rows] = True
    part = np.maximum(near.along[use], length[rows] - near.along[use]) / length[rows]
    across = _across(unit, up, near, use)
    straight = ~single[rows]
    share_x[rows[straight & (across < FLAT)]] = part[straight & (across < FLAT)]
    share_y[rows[straight & (across > NORMAL)]] = part[straight & (across > NORMAL)]
    return share_x, share_y, crossed


def _across(unit: Floats, up: Floats, near: Touches, use: Bools) -> Floats:
    """Share of the section's y along the normal of the plane of each pair."""
    a, b = near.a[use], near.b[use]
    normal = np.cross(unit[a], unit[b])
    normal /= np.maximum(np.linalg.norm(normal, axis=1), 1e-9)[:, None]
    return np.asarray(np.abs(np.einsum("ij,ij->i", normal, up[a])))
