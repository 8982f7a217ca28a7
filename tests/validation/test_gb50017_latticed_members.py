"""Latticed members through `steelyard member --json`, against the textbook procedure of 7.2.3 to 7.2.7 and 8.2.2 by hand.

The figures of the limbs are those printed in the tables of GB/T 706 (area, z_0, radii, second moments of [28a, I40a,
L125x10, L45x4, L50x5), in cm; the formulas are written out here. No figure below comes from the program.
"""

from __future__ import annotations

import math

import pytest
from gb50017_hand import phi, told, use

CAPSYS = pytest.CaptureFixture[str]
TABLE = 6e-3
"""The printed tables leave out parts of the fillets and round to three digits."""
E = 206e3


class Channel28a:
    A1, z0, Iy, iy, ix = 40.03, 2.10, 218.0, 2.33, 10.9  # cm


class I40a:
    A1, Iy, iy, ix, b, tw = 86.11, 660.0, 2.77, 15.9, 14.2, 1.05  # cm


class L125x10:
    A1, z0, Ix, iv = 24.37, 3.45, 361.67, 2.48  # cm


def test_two_channels_with_lacing_in_compression(capsys: CAPSYS) -> None:
    c = Channel28a
    d = told(capsys, "--section [28a --grade Q235 --width 260 --lacing L45x4 --N 1300 --l0x 6000 --l0y 6000")
    a = 26.0 - 2 * c.z0
    A = 2 * c.A1
    ix = math.sqrt(2 * (c.Iy + c.A1 * (a / 2) ** 2) / A)
    lx, ly = 600 / ix, 600 / c.ix
    l0x = math.sqrt(lx**2 + 27 * A / (2 * 3.49))
    assert d["figures"]["lambda_0x"] == pytest.approx(l0x, rel=TABLE)
    assert d["figures"]["lambda_y"] == pytest.approx(ly, rel=TABLE)
    assert use(d, "stability_x") == pytest.approx(1300e3 / (phi(l0x, 235, "b") * A * 100 * 215), rel=TABLE)
    assert use(d, "stability_y") == pytest.approx(1300e3 / (phi(ly, 235, "b") * A * 100 * 215), rel=TABLE)
    # bars at 45 degrees to and fro: joints 2 a apart
    assert use(d, "limb_slenderness") == pytest.approx(2 * a / c.iy / (0.7 * max(l0x, ly)), rel=1.5 * TABLE)
    V = A * 100 * 215 / 85
    slim = math.sqrt(2) * a / 0.89
    N_d = V / 2 * math.sqrt(2)
    hand = N_d / ((0.6 + 0.0015 * slim) * phi(slim, 235, "b") * 349 * 215)
    assert d["figures"]["V"] == pytest.approx(V, rel=TABLE)
    assert use(d, "lacing") == pytest.approx(hand, rel=2 * TABLE)


def test_two_channels_with_battens_in_compression(capsys: CAPSYS) -> None:
    c = Channel28a
    d = told(
        capsys,
        "--section [28a --grade Q345 --width 260 --battens 180x8 --panel 780 --N 1300 --l0x 6000 --l0y 6000",
    )
    a, A, ek = 26.0 - 2 * c.z0, 2 * c.A1, math.sqrt(235 / 345)
    ix = math.sqrt(2 * (c.Iy + c.A1 * (a / 2) ** 2) / A)
    l1 = 60.0 / c.iy
    l0x = math.hypot(600 / ix, l1)
    assert d["figures"]["lambda_1"] == pytest.approx(l1, rel=TABLE)
    assert d["figures"]["lambda_0x"] == pytest.approx(l0x, rel=TABLE)
    assert use(d, "stability_x") == pytest.approx(1300e3 / (phi(l0x, 345, "b") * A * 100 * 305), rel=TABLE)
    assert use(d, "limb_slenderness") == pytest.approx(l1 / min(40 * ek, 0.5 * l0x), rel=TABLE)
    V = A * 100 * 305 / (85 * ek)
    T, M = V / 2 * 780 / (10 * a), V / 2 * 780 / 2
    assert use(d, "batten_bending") == pytest.approx(M / (8 * 180**2 / 6) / 305, rel=TABLE)
    assert use(d, "batten_shear") == pytest.approx(1.5 * T / (8 * 180) / 175, rel=TABLE)
    stiff = (2 * 0.8 * 18**3 / 12 / a) / (c.Iy / 78)
    assert use(d, "batten_stiffness") == pytest.approx(6 / stiff, rel=TABLE)


def test_two_i_with_lacing_bent_about_the_open_axis(capsys: CAPSYS) -> None:
    """A crane column: cantilever in the plane of the moment, l_0x twice its height."""
    s = I40a
    d = told(
        capsys,
        "--section I40a --grade Q235 --axes 1000 --lacing L70x5 --panel 1000 --N 1500 --Mx 500 --Vy 60 "
        "--load-x none --sway-x --l0x 20000 --l0y 6000",
    )
    A, f = 2 * s.A1 * 100, 205
    Ix = 2 * (s.Iy + s.A1 * 50**2) * 1e4
    lx = 20000 / math.sqrt(Ix / A)
    l0x = math.sqrt(lx**2 + 27 * A / (2 * 688))
    Ncr = math.pi**2 * E * A / l0x**2
    NEx = Ncr / 1.1
    y0 = 500 + s.tw * 10 / 2  # the outside of the web, as it is farther than the axis
    beta = 1 - 0.36 * 1500e3 / Ncr
    hand = 1500e3 / (phi(l0x, 235, "b") * A * f) + beta * 500e6 / (Ix / y0 * (1 - 1500e3 / NEx) * f)
    assert d["figures"]["lambda_0x"] == pytest.approx(l0x, rel=TABLE)
    assert d["figures"]["beta_mx"] == pytest.approx(beta, rel=1e-3)
    assert use(d, "latticed_in_plane") == pytest.approx(hand, rel=TABLE)
    N1 = 1500e3 / 2 + 500e6 / 1000
    slim = max(1000 / (s.iy * 10), 6000 / (s.ix * 10))
    assert use(d, "limb_stability") == pytest.approx(N1 / (phi(slim, 235, "b") * A / 2 * f), rel=TABLE)
    outer = Ix / (500 + s.b * 10 / 2)
    assert use(d, "strength") == pytest.approx((1500e3 / A + 500e6 / outer) / f, rel=TABLE)
    # V: the member's own 60 kN is more than A f / 85
    assert d["figures"]["V"] == pytest.approx(60e3)
    assert d["figures"]["N_d"] == pytest.approx(30e3 * math.sqrt(2), rel=1e-6)


def test_a_limb_between_battens_is_bent_by_the_shear_force(capsys: CAPSYS) -> None:
    s = I40a
    d = told(
        capsys,
        "--section I40a --grade Q235 --axes 500 --battens 300x12 --panel 900 --N 1200 --Mx 120 --Vy 60 "
        "--end-moments 120 120 --l0x 8000 --l0y 6000",
    )
    A1, f = s.A1 * 100, 205
    N1, M1 = 1200e3 / 2 + 120e6 / 500, 60e3 * 900 / 4
    l1, ly = 600 / (s.iy * 10), 6000 / (s.ix * 10)
    NE = math.pi**2 * E * A1 / (1.1 * l1**2)
    W = s.Iy * 1e4 / (s.b * 5)
    plane = N1 / (phi(l1, 235, "b") * A1 * f) + M1 / (W * (1 - 0.8 * N1 / NE) * f)
    beside = N1 / (phi(ly, 235, "b") * A1 * f) + M1 / (W * f)
    assert d["figures"]["beta_mx"] == pytest.approx(1.0)
    assert use(d, "limb_stability") == pytest.approx(max(plane, beside), rel=2 * TABLE)


def test_four_angles_in_a_square(capsys: CAPSYS) -> None:
    s = L125x10
    d = told(
        capsys,
        "--section L125x10 --grade Q235 --width 700 --lacing L50x5 --crossed --N 1400 --lx 15000 --ly 15000",
    )
    A, a = 4 * s.A1, 70 - 2 * s.z0
    i = math.sqrt(4 * (s.Ix + s.A1 * (a / 2) ** 2) / A)
    l0 = math.sqrt((1500 / i) ** 2 + 40 * A / (4 * 4.80))
    assert d["figures"]["lambda_0x"] == pytest.approx(l0, rel=TABLE)
    assert d["figures"]["lambda_0y"] == pytest.approx(l0, rel=TABLE)
    assert use(d, "stability_x") == pytest.approx(1400e3 / (phi(l0, 235, "b") * A * 100 * 215), rel=TABLE)
    assert use(d, "limb_slenderness") == pytest.approx(a / s.iv / (0.7 * l0), rel=2 * TABLE)
    assert d["figures"]["N_d"] == pytest.approx(A * 100 * 215 / 85 / 2 / 2 * math.sqrt(2), rel=TABLE)
