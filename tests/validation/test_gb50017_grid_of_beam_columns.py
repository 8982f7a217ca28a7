"""Beam-columns through `steelyard member --json` against 8.1 and 8.2 typed by hand: end moments of both signs,
transverse loads, sway, two planes, tubes, tees; class S1 to S4 by hand with the stress gradient.
"""

from __future__ import annotations

import math

import pytest
from gb50017_hand import NE, WEB, Ncr, PlateI, f, phi, told, use

CAPSYS = pytest.CaptureFixture[str]
N, M = 300e3, 120e6
LOADS = {
    "--end-moments 120 60 --load-x none": (lambda n: 0.8, 0.825),
    "--end-moments 120 -60 --load-x none": (lambda n: 0.4, 0.475),
    "--end-moments -60 120 --load-x none": (lambda n: 0.4, 0.475),
    "--Mx 120 --end-moments 0 0 --load-x point": (lambda n: 1 - 0.36 * n, 1.0),
    "--Mx 120 --end-moments 0 0 --load-x uniform": (lambda n: 1 - 0.18 * n, 1.0),
    "--Mx 120 --end-moments 60 40 --load-x uniform --Mqx 70": (
        lambda n: ((1 - 0.18 * n) * 70 + (0.6 + 0.4 * 40 / 60) * 60) / 120,
        1.0,
    ),
    "--Mx 120 --sway-x --end-moments 120 -60 --load-x none": (lambda n: 1 - 0.36 * n, 0.475),
}
"""Words of the command: beta_mx of N/Ncr, and beta_tx."""


def class_of(s: PlateI, ek: float) -> int:
    axial, edge = N / s.A, M * (s.hw / 2) / s.Ix
    alpha = min(2.0, 2 * edge / (axial + edge))
    for i, (c, d, n) in enumerate(WEB):
        flange = (s.b1 - s.tw) / 2 / s.t1 <= (9, 11, 13, 15)[i] * ek
        if flange and s.hw / s.tw <= (c + d * alpha**n) * ek:
            return i + 1
    return 5


@pytest.mark.parametrize("words", LOADS)
@pytest.mark.parametrize(
    ("s", "grade", "lx", "ly"),
    [(PlateI(500, 250, 16, 250, 16, 10), "Q235", 8000, 4000), (PlateI(664, 320, 12, 320, 12, 10), "Q235", 15000, 5000),
     (PlateI(300, 200, 12, 200, 12, 8), "Q355", 6000, 4000), (PlateI(500, 250, 16, 250, 16, 10), "Q460", 8000, 4000)],
    ids=["500 Q235", "664 Q235", "300 Q355", "500 Q460"],
)  # fmt: skip
def test_a_beam_column_in_both_planes(
    capsys: CAPSYS, words: str, s: PlateI, grade: str, lx: float, ly: float
) -> None:
    number = float(grade[1:])
    ek, strength = math.sqrt(235 / number), f(grade, max(s.t1, s.tw))
    lam_x, lam_y = lx / s.ix, ly / s.iy
    beta_m, beta_t = LOADS[words][0](N / Ncr(s.A, lam_x)), LOADS[words][1]
    d = told(
        capsys,
        f"--plates I h={s.h} b={s.b1} tw={s.tw} tf={s.t1} --grade {grade} --N 300 {words} --l0x {lx} --l0y {ly} "
        "--edge flame_cut --role column",
    )
    number_of_class = class_of(s, ek)
    assert d["figures"]["class"] == f"S{number_of_class}"
    gamma = 1.05 if number_of_class <= 3 else 1.0
    assert lam_y <= 120 * ek
    phi_b = min(1.0, 1.07 - lam_y**2 / (44000 * ek**2))
    inside = N / (phi(lam_x, number, "b") * s.A) + beta_m * M / (
        gamma * s.W1 * (1 - 0.8 * N / NE(s.A, lam_x))
    )
    outside = N / (phi(lam_y, number, "b") * s.A) + beta_t * M / (phi_b * s.W1)
    assert d["figures"]["beta_mx"] == pytest.approx(beta_m, rel=1e-6)
    assert d["figures"]["N'Ex"] == pytest.approx(NE(s.A, lam_x), rel=1e-6)
    assert use(d, "in_plane") == pytest.approx(inside / strength, rel=1e-6)
    assert use(d, "out_of_plane") == pytest.approx(outside / strength, rel=1e-6)
    assert use(d, "strength") == pytest.approx((N / s.A + M / (gamma * s.W1)) / strength, rel=1e-6)


def test_a_box_bent_in_two_planes_by_end_moments(capsys: CAPSYS) -> None:
    A, I = 4 * 20 * 380.0, (400**4 - 360**4) / 12  # noqa: E741
    W, lam = I / 200, 7000 / math.sqrt(I / A)
    d = told(
        capsys,
        "--plates BOX h=400 b=400 tw=20 tf=20 --grade Q345 --N 1500 --end-moments 300 -120 --end-moments-y 80 40 "
        "--load-x none --load-y none --lx 7000 --ly 7000 --role column",
    )
    axial, euler, strength = 1.5e6 / (phi(lam, 345, "c") * A), 1 - 0.8 * 1.5e6 / NE(A, lam), 295.0
    x = axial + 0.44 * 300e6 / (1.05 * W * euler) + 0.7 * 0.825 * 80e6 / W
    y = axial + 0.7 * 0.51 * 300e6 / W + 0.8 * 80e6 / (1.05 * W * euler)
    assert use(d, "biaxial_x") == pytest.approx(x / strength, rel=1e-6)
    assert use(d, "biaxial_y") == pytest.approx(y / strength, rel=1e-6)


@pytest.mark.parametrize(("process", "curve"), [("hot_formed", "a"), ("welded", "b")])
def test_a_tube_takes_the_larger_resultant_of_its_two_ends(capsys: CAPSYS, process: str, curve: str) -> None:
    """8.2.4: 273x8 of Q355, end A 40 and 10 kN.m, end B -20 and 25: sqrt(40^2 + 10^2), not sqrt(40^2 + 25^2)."""
    D, t = 273.0, 8.0
    A, I = math.pi * t * (D - t), math.pi / 64 * (D**4 - (D - 2 * t) ** 4)  # noqa: E741
    lam = 6000 / math.sqrt(I / A)
    d = told(
        capsys,
        f"--section CHS273x8 --process {process} --grade Q355 --N 800 --end-moments 40 -20 --end-moments-y 10 25 "
        "--load-x none --load-y none --lx 6000 --ly 6000 --role column",
    )
    root = 0.35 * math.sqrt(800e3 / Ncr(A, lam))
    beta = (1 - root - root * 0.5) * (1 - root + root * 0.4)
    bent = beta * math.hypot(40e6, 10e6) / (1.15 * 2 * I / D * (1 - 0.8 * 800e3 / NE(A, lam)))
    hand = (800e3 / (phi(lam, 355, curve) * A) + bent) / 305
    assert use(d, "tube") == pytest.approx(hand, rel=1e-6)


def tee(h: float, b: float, tw: float, tf: float) -> tuple[float, float, float]:
    """Area, centroid from the flange's outer face and Ix [mm] of a welded tee."""
    A = b * tf + (h - tf) * tw
    y = (b * tf * tf / 2 + (h - tf) * tw * (h + tf) / 2) / A
    Ix = (
        b * tf**3 / 12
        + b * tf * (y - tf / 2) ** 2
        + tw * (h - tf) ** 3 / 12
        + (h - tf) * tw * ((h + tf) / 2 - y) ** 2
    )
    return A, y, Ix


def test_the_tension_side_of_a_tee(capsys: CAPSYS) -> None:
    """8.2.1-4: welded T 200x200x8x12 of Q235, 150 kN and 8 kN.m that press the flange: gamma_x2 = 1.2 at the stem."""
    h, b, tw, tf = 200.0, 200.0, 8.0, 12.0
    A, y, Ix = tee(h, b, tw, tf)
    lam = 3000 / math.sqrt(Ix / A)
    d = told(
        capsys,
        "--plates T h=200 b=200 tw=8 tf=12 --grade Q235 --N 150 --Mx 8 --lx 3000 --ly 3000 --edge flame_cut",
    )
    ratio = 150e3 / NE(A, lam)
    first = 150e3 / (phi(lam, 235, "b") * A) + 8e6 / (1.05 * Ix / y * (1 - 0.8 * ratio))
    second = abs(150e3 / A - 8e6 / (1.2 * Ix / (h - y) * (1 - 1.25 * ratio)))
    assert use(d, "in_plane") == pytest.approx(first / 215, rel=1e-6)
    assert use(d, "in_plane_tension") == pytest.approx(second / 215, rel=1e-6)


@pytest.mark.parametrize(("tw", "gamma"), [(16, 1.2), (8, 1.0)])
def test_a_compressed_stem_has_its_gamma_where_it_is_stocky(capsys: CAPSYS, tw: float, gamma: float) -> None:
    """Table 8.1.1, T with the stem compressed: 1.2 within the outstand of class S3 (188/16 = 11.75), else 1."""
    h, b, tf = 200.0, 200.0, 16.0
    A, y, Ix = tee(h, b, tw, tf)
    lam = 2000 / math.sqrt(Ix / A)
    d = told(
        capsys,
        f"--plates T h=200 b=200 tw={tw} tf=16 --grade Q235 --N 150 --Mx -12 --lx 2000 --ly 2000 --edge flame_cut",
    )
    hand = 150e3 / (phi(lam, 235, "b") * A) + 12e6 / (gamma * Ix / (h - y) * (1 - 0.8 * 150e3 / NE(A, lam)))
    assert use(d, "in_plane") == pytest.approx(hand / 215, rel=1e-6)


def test_tension_with_bending_counts_the_holes(capsys: CAPSYS) -> None:
    s = PlateI(300, 150, 10, 150, 10, 6.5)
    d = told(
        capsys,
        "--plates I h=300 b=150 tw=6.5 tf=10 --grade Q355 --N -500 --Mx 60 --An 3800 --lx 4000 --ly 4000 --held "
        "--role beam",
    )
    assert use(d, "strength") == pytest.approx((500e3 / 3800 + 60e6 / (1.05 * s.W1)) / 305, rel=1e-6)
