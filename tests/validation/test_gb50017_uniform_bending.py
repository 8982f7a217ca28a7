"""Weak-axis figures of a beam-column exercise at lambda_y = 72.5, Q235 (Chongqing University, second copy).

Published: phi_y 0.736 (curve b), phi_b 0.951 by the simplified formula for uniform bending.
"""

from __future__ import annotations

import numpy as np
import pytest

from components.codes.gb50017_2017.annexc import phi_b_uniform
from components.codes.gb50017_2017.annexd import lambda_n
from components.codes.gb50017_2017.curves import CURVES, phi


def test_phi_y_is_the_published_one() -> None:
    found = phi(np.array([CURVES.index("b")], np.int32), np.array([float(lambda_n(72.5, 235.0, 206_000.0))]))[
        0
    ]
    assert found == pytest.approx(0.736, rel=5e-3)


def test_phi_b_is_the_published_one() -> None:
    assert float(phi_b_uniform(72.5, 1.0)) == pytest.approx(0.951, rel=5e-3)
