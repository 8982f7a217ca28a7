"""I with one axis of symmetry: compression flange 300x10, web 800x8, tension flange 100x10, l1 = 6 m, Q235.

Source: exercise solutions, Chongqing University (Cui Jia), m.xueke.org/wenku/54219_9. Published: A 10 400,
alpha_b 0.964, beta_b 1.75 (point load, one lateral support at mid-span), eta_b 0.742, Ix 9.34e8, Iy 2.34e7,
iy 47.4, lambda_y 126.6.
phi_b is not printed; 2.578 and 0.961 are the formula with those numbers, W = Ix / 332.1.
"""

from __future__ import annotations

import pytest

from components.codes.gb50017_2017.annexc import alpha_b, eta_b, phi_b, phi_b_reduced

I_1, I_2 = 10 * 300**3 / 12, 10 * 100**3 / 12


def test_the_share_of_the_compression_flange_is_the_published_one() -> None:
    assert float(alpha_b(I_1, I_2)) == pytest.approx(0.964, abs=5e-4)


def test_the_asymmetry_is_the_published_one() -> None:
    assert float(eta_b(alpha_b(I_1, I_2))) == pytest.approx(0.742, rel=2e-3)


def test_phi_b_follows_from_the_published_figures() -> None:
    factor = phi_b(1.75, 126.6, 10_400.0, 820.0, 9.34e8 / 332.1, 10.0, 0.742, 1.0, 2.0)
    assert float(factor) == pytest.approx(2.578, rel=1e-2)
    assert float(phi_b_reduced(factor)) == pytest.approx(0.961, rel=1e-2)
