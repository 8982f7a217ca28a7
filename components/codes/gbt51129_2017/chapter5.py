"""Chapter 5, grades."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from components.table import Ints

FloatOrArray = float | NDArray[np.float64]


def grade_5_0_2(P: FloatOrArray, at_least: Sequence[float]) -> Ints:
    """5.0.2: index of the grade whose lower limit P [%] reaches, -1 below all. at_least (k,) increasing [%].

    Whether a grade may be given at all (3.0.3, and the vertical ratio of 5.0.1) is not asked here.
    """
    return np.asarray(
        np.searchsorted(np.asarray(at_least), np.asarray(P, np.float64), side="right") - 1, np.int64
    )
