"""Axially compressed double angle 2L90x56x5, Q235, curve b (published exercise, 360docs 0b17934437).

A = 2 x 721 mm2, lambda = 115.8, N = 138.37 kN; published phi = 0.459, sigma = 209.1 MPa.
"""

from __future__ import annotations

import numpy as np
import pytest

from components.codes.gb50017_2017.annexd import lambda_n
from components.codes.gb50017_2017.ch7 import axial_stability
from components.codes.gb50017_2017.curves import CURVES, phi

PHI = float(
    phi(np.array([CURVES.index("b")], np.int32), np.array([float(lambda_n(115.8, 235.0, 206_000.0))]))[0]
)


def test_phi_is_the_published_one() -> None:
    assert pytest.approx(0.459, rel=3e-3) == PHI


def test_the_stress_is_the_published_one() -> None:
    assert float(axial_stability(138_370.0, PHI, 2 * 721.0, 1.0)) == pytest.approx(209.1, rel=3e-3)
