"""Axially compressed I20a, l = 9 m, braced at its thirds in the weak plane, N = 250 kN, Q235 (ptmygj.cn).

Published: phi_x 0.5595 (curve a), phi_y 0.3388 (curve b), 207.9 MPa.
lambda 110.4 and 141.5 follow from the inputs.
"""

from __future__ import annotations

import numpy as np
import pytest

from components.codes.gb50017_2017.annexd import lambda_n
from components.codes.gb50017_2017.ch7 import axial_stability
from components.codes.gb50017_2017.curves import CURVES, phi


@pytest.mark.parametrize(("curve", "slenderness", "published"), [("a", 110.4, 0.5595), ("b", 141.5, 0.3388)])
def test_phi_is_the_published_one(curve: str, slenderness: float, published: float) -> None:
    normalised = np.array([float(lambda_n(slenderness, 235.0, 206_000.0))])
    found = phi(np.array([CURVES.index(curve)], np.int32), normalised)[0]
    assert found == pytest.approx(published, rel=3e-3)


def test_the_stress_is_the_published_one() -> None:
    assert float(axial_stability(250_000.0, 0.3388, 3555.0, 1.0)) == pytest.approx(207.9, rel=3e-3)
