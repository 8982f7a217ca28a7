"""Welded I beam, 450 deep, flanges 150x18, web 12; M = 290.1 kN.m, V = 154.8 kN.

Source: published exercise, 360docs 5f7780933.

Published: A 10 368 mm2, Ix 3.2305e8 mm4, W 1.436e6 mm3, S 840 294 mm3, sigma 192.3 MPa, tau 33.5 MPa.
"""

from __future__ import annotations

import pytest

from components.codes.gb50017_2017.ch6 import bending, shear

W, I, S = 1.43576e6, 3.23046e8, 840_294.0  # noqa: E741  recomputed in the source to more digits


def test_the_bending_stress_is_the_published_one() -> None:
    assert float(bending(290.1e6, 0.0, 1.05, 1.2, W, W, 1.0)) == pytest.approx(192.3, rel=2e-3)


def test_the_shear_stress_is_the_published_one() -> None:
    assert float(shear(154_800.0, S, I, 12.0, 1.0)) == pytest.approx(33.5, rel=2e-3)
