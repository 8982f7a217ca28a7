"""Chapter 4: design strength by thickness (table 4.4.1) as arrays; the figures are in
components.materials.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

E_MPA = 206_000.0
"""Modulus of elasticity, table 4.4.8, MPa."""
G_MPA = 79_000.0
"""Shear modulus, table 4.4.8, MPa."""


def thickness_band(t: NDArray[np.float64], upto: NDArray[np.float64]) -> NDArray[np.int64]:
    """Column of the thickness band that holds t (table 4.4.1: over the last limit, up to and with the next).

    t: (n,) mm. upto: (n, bands) upper limits in mm, rising, padded with NaN.
    Returns (n,) int; -1 where t is not positive, not finite or beyond the last band.
    """
    beyond = (t[:, None] > upto).sum(axis=1)
    bands = np.isfinite(upto).sum(axis=1)
    return np.where((t > 0.0) & (beyond < bands), beyond, -1)
