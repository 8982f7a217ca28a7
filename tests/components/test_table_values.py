"""Values told apart and their middle, without what numpy would load for it."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from components.table import median, unique

figures = st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30)


@given(figures)
def test_the_median_is_that_of_numpy(values: list[float]) -> None:
    assert median(np.array(values)) == np.median(values)


@given(figures)
def test_unique_values_are_those_of_numpy(values: list[float]) -> None:
    assert unique(np.array(values)).tolist() == np.unique(values).tolist()


def test_neither_loads_masked_arrays() -> None:
    asked = (
        "import sys, numpy as np; from components.table import median, unique; "
        "median(np.arange(4.0)); unique(np.arange(4)); sys.exit('numpy.ma' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
