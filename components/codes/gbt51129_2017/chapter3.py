"""Chapter 3, basic rules: what one evaluation unit is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from components.table import Bools

FloatOrArray = float | NDArray[np.float64]


def may_be_grouped(
    storeys: FloatOrArray, A_above_m2: FloatOrArray, storeys_max: float = 3.0, A_max_m2: float = 500.0
) -> Bools:
    """Clause 3.0.1-3: may a building join a group that is evaluated as one unit?

    storeys [-], A_above_m2 floor area above ground [m2], both of one building. Both limits are inclusive.
    Source: reproduced rules at laixue.com/article/920247.
    """
    return np.asarray((np.asarray(storeys) <= storeys_max) & (np.asarray(A_above_m2) <= A_max_m2))
