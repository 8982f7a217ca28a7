"""Whole members against a second derivation: plate sums and the standard's formulas written out here by hand, in kN and
metres where the program works in N and mm. No figure below comes from the program.
"""

from __future__ import annotations

import math

import pytest

from components.checks.gb50017.single import MemberInputs, MemberResult, member
from components.codes.gb50017_2017.settings import Settings
from components.sections import shape

E = 206e6  # kN/m2


def phi(slenderness: float, f_y: float, a2: float, a3: float) -> float:
    x = slenderness / math.pi * math.sqrt(f_y / 206_000.0)
    s = a2 + a3 * x + x * x
    return (s - math.sqrt(s * s - 4 * x * x)) / (2 * x * x)


def use(result: MemberResult, check: str) -> float:
    return float(result.sheet.results.columns[check].utilisation[0])


class WeldedI:
    """H 500x250x10x16, Q355, flame-cut: A, I, W from plates in m."""

    h, b, tw, tf = 0.5, 0.25, 0.01, 0.016
    hw = h - 2 * tf
    A = 2 * b * tf + hw * tw
    Ix = (b * h**3 - (b - tw) * hw**3) / 12
    Iy = (2 * tf * b**3 + hw * tw**3) / 12
    W = Ix / (h / 2)


COLUMN = member(
    MemberInputs(
        shape("I", h=500, b=250, tw=10, tf=16), "Q355B", N=1200e3, Mx=300e6, Vy=200e3, M1x=300e6, M2x=150e6,
        load_x="none", lx=6000, ly=3000, role="column", edge="flame_cut",
    )
)  # fmt: skip


def test_in_plane_stability_of_a_welded_column() -> None:
    c = WeldedI
    lam = 6.0 / math.sqrt(c.Ix / c.A)
    NEx = math.pi**2 * E * c.A / (1.1 * lam**2)
    beta = 0.6 + 0.4 * 150 / 300
    hand = 1200 / (phi(lam, 355, 0.965, 0.300) * c.A * 305e3) + beta * 300 / (
        1.05 * c.W * (1 - 0.8 * 1200 / NEx) * 305e3
    )
    assert use(COLUMN, "in_plane") == pytest.approx(hand, rel=1e-6)


def test_out_of_plane_stability_of_a_welded_column() -> None:
    c = WeldedI
    lam = 3.0 / math.sqrt(c.Iy / c.A)
    phi_b = min(1.0, 1.07 - lam**2 / 44000 * 355 / 235)
    beta = 0.65 + 0.35 * 150 / 300
    hand = 1200 / (phi(lam, 355, 0.965, 0.300) * c.A * 305e3) + beta * 300 / (phi_b * c.W * 305e3)
    assert use(COLUMN, "out_of_plane") == pytest.approx(hand, rel=1e-6)


def test_strength_shear_and_combined_stress_of_a_welded_column() -> None:
    c = WeldedI
    assert use(COLUMN, "strength") == pytest.approx((1200 / c.A + 300 / (1.05 * c.W)) / 305e3, rel=1e-6)
    S1 = c.b * c.tf * (c.h - c.tf) / 2
    S = S1 + c.hw / 2 * c.tw * c.hw / 4
    assert use(COLUMN, "shear_y") == pytest.approx(200 * S / (c.Ix * c.tw) / 175e3, rel=1e-6)
    sigma, tau = 1200 / c.A + 300 * (c.hw / 2) / c.Ix, 200 * S1 / (c.Ix * c.tw)
    assert use(COLUMN, "equivalent") == pytest.approx(
        math.sqrt(sigma**2 + 3 * tau**2) / (1.1 * 305e3), rel=1e-6
    )


def test_class_of_a_welded_column() -> None:
    # b/t = 120/16 = 7.5 > 9 x 0.8136 = 7.3: S2; web 46.8 with alpha_0 = 2 x 141.2/(107.9 + 141.2) = 1.13, S1 48 x 0.81.
    c = WeldedI
    axial, edge = 1200 / c.A, 300 * (c.hw / 2) / c.Ix
    alpha = 2 * edge / (axial + edge)
    eps = math.sqrt(235 / 355)
    assert (38 + 13 * alpha**1.39) * eps < 46.8 and (40 + 18 * alpha**1.5) * eps > 46.8
    assert int(COLUMN.sheet.results.section_class[0]) == 3


def test_biaxial_box() -> None:
    h, b, tw, tf = 0.4, 0.3, 0.012, 0.016
    A = 2 * b * tf + 2 * (h - 2 * tf) * tw
    Ix = (b * h**3 - (b - 2 * tw) * (h - 2 * tf) ** 3) / 12
    Iy = (h * b**3 - (h - 2 * tf) * (b - 2 * tw) ** 3) / 12
    r = member(
        MemberInputs(
            shape("BOX", h=400, b=300, tw=12, tf=16), "Q235B", N=900e3, Mx=120e6, My=60e6, lx=8000, ly=8000,
            role="column",
        )
    )  # fmt: skip
    lx, ly = 8.0 / math.sqrt(Ix / A), 8.0 / math.sqrt(Iy / A)
    # Flanges 276/16 = 17.3 <= 20, so curve c; webs and flanges of class S1: gamma 1.05.
    px, py = (phi(v, 235, 0.906, 0.595) for v in (lx, ly))
    Nx, Ny = (math.pi**2 * E * A / (1.1 * v**2) for v in (lx, ly))
    Wx, Wy, f = Ix / (h / 2), Iy / (b / 2), 215e3
    hand_x = 900 / (px * A * f) + 120 / (1.05 * Wx * (1 - 0.8 * 900 / Nx) * f) + 0.7 * 60 / (Wy * f)
    hand_y = 900 / (py * A * f) + 0.7 * 120 / (Wx * f) + 60 / (1.05 * Wy * (1 - 0.8 * 900 / Ny) * f)
    assert use(r, "biaxial_x") == pytest.approx(hand_x, rel=1e-6)
    assert use(r, "biaxial_y") == pytest.approx(hand_y, rel=1e-6)


def test_tube_bent_in_two_planes() -> None:
    D, t = 0.219, 0.008
    A = math.pi * t * (D - t)
    I = math.pi / 64 * (D**4 - (D - 2 * t) ** 4)  # noqa: E741
    W = I / (D / 2)
    r = member(
        MemberInputs(
            shape("CHS", d=219, t=8), "Q235B", process="hot_formed", N=400e3, Mx=20e6, My=10e6, M1x=20e6, M2x=-10e6,
            M1y=10e6, M2y=10e6, load_x="none", load_y="none", lx=4000, ly=4000, role="column",
        )
    )  # fmt: skip
    lam = 4.0 / math.sqrt(I / A)
    NE = math.pi**2 * E * A / lam**2
    root = 0.35 * math.sqrt(400 / NE)
    beta = (1 - root - root * 0.5) * 1.0
    p = phi(lam, 235, 0.986, 0.152)
    M = math.hypot(20, 10)
    hand = 400 / (p * A * 215e3) + beta * M / (1.15 * W * (1 - 0.8 * 400 * 1.1 / NE) * 215e3)
    assert use(r, "tube") == pytest.approx(hand, rel=1e-6)
    assert use(r, "strength") == pytest.approx((400 / A + M / (1.15 * W)) / 215e3, rel=1e-6)


def test_double_angle_strut_buckles_with_torsion() -> None:
    r = member(
        MemberInputs(
            shape("2L", a=100, b=100, t=8, gap=10),
            "Q235B",
            N=300e3,
            lx=2500,
            ly=2500,
            lw=2500,
            role="truss_web",
        )
    )
    # Two angles 100x100x8 of two rectangles each, 10 mm apart, in m.
    one = 0.1 * 0.008 + 0.092 * 0.008
    x = (0.1 * 0.008 * 0.004 + 0.092 * 0.008 * 0.054) / one
    I_own = 0.1 * 0.008**3 / 12 + 0.1 * 0.008 * (x - 0.004) ** 2
    I_own += 0.008 * 0.092**3 / 12 + 0.008 * 0.092 * (0.054 - x) ** 2
    Iy = 2 * (I_own + one * (x + 0.005) ** 2)
    ly = 2.5 / math.sqrt(Iy / (2 * one))
    lz = 3.9 * 100 / 8
    lyz = ly * (1 + 0.16 * (lz / ly) ** 2) if ly >= lz else lz * (1 + 0.16 * (ly / lz) ** 2)
    hand = 300 / (phi(lyz, 235, 0.965, 0.300) * 2 * one * 215e3)
    assert use(r, "stability_y") == pytest.approx(hand, rel=1e-6)


def test_single_angle_joined_by_one_leg() -> None:
    r = member(
        MemberInputs(
            shape("L", a=100, b=100, t=10), "Q235B", N=100e3, lx=2000, ly=2000, role="truss_web", one_leg="equal",
            eta=0.85,
        )
    )  # fmt: skip
    A = 0.1 * 0.01 + 0.09 * 0.01
    x = (0.1 * 0.01 * 0.005 + 0.09 * 0.01 * 0.055) / A
    I = 0.1 * 0.01**3 / 12 + 0.001 * (x - 0.005) ** 2 + 0.01 * 0.09**3 / 12 + 0.0009 * (0.055 - x) ** 2  # noqa: E741
    Ixy = 0.001 * (0.05 - x) * (0.005 - x) + 0.0009 * (0.005 - x) * (0.055 - x)
    lam = 2.0 / math.sqrt((I - abs(Ixy)) / A)
    hand = 100 / ((0.6 + 0.0015 * lam) * phi(lam, 235, 0.965, 0.300) * A * 215e3)  # a*, Q235: curve b
    assert use(r, "one_leg") == pytest.approx(hand, rel=1e-6)
    assert use(r, "axial_gross") == pytest.approx(100 / (0.85 * A * 215e3), rel=1e-6)


@pytest.mark.parametrize(
    ("grade", "l1", "phi_b", "reduced"),
    [
        ("Q235B", 3000, 2.1364, 0.9380), ("Q345B", 3000, 1.4553, 0.8762), ("Q355B", 3000, 1.4143, 0.8706),
        ("Q235B", 6000, 0.7104, 0.6730), ("Q345B", 6000, 0.4839, 0.4839), ("Q355B", 6000, 0.4703, 0.4703),
    ],
)  # fmt: skip
def test_overall_stability_of_hn600x200_under_uniform_load(
    grade: str, l1: float, phi_b: float, reduced: float
) -> None:
    """Own anchors, kept as regression: uniform load on the top flange, no lateral support; tables to four digits."""
    r = member(
        MemberInputs(
            "HN600x200", grade, Mx=100e6, Vy=1e3, lx=l1, ly=l1, l1=l1, role="beam", ltb_case="none_udl_top"
        )
    )
    assert float(r.sheet.results.quantities.phi_b_top[0]) == pytest.approx(reduced, rel=3e-3)


@pytest.mark.parametrize(("process", "curve", "resistance"), [("rolled", "b", 5408e3)])
def test_axial_resistance_of_hw400(process: str, curve: str, resistance: float) -> None:
    """Own anchor: HW400x400x13x21, 4.5 m about y, f_y 345 and f 295 by thickness."""
    settings = Settings(phi_yield_from="thickness")
    r = member(
        MemberInputs("HW400x400", "Q355B", N=resistance, lx=4500, ly=4500, role="column", settings=settings)
    )
    assert use(r, "stability_y") == pytest.approx(1.0, rel=2e-3)


def test_s5_web_loses_its_middle() -> None:
    """Welded I 1000x300x6x16, Q235, in pure bending: 8.4.2 with alpha_0 = 2 by hand."""
    h, b, tw, tf = 1.0, 0.3, 0.006, 0.016
    hw = h - 2 * tf
    A = 2 * b * tf + hw * tw
    Ix = (b * h**3 - (b - tw) * hw**3) / 12
    r = member(
        MemberInputs(
            shape("I", h=1000, b=300, tw=6, tf=16),
            "Q235B",
            Mx=500e6,
            lx=3000,
            ly=3000,
            role="beam",
            held=True,
        )
    )
    assert int(r.sheet.results.section_class[0]) == 5
    k = 16 / math.sqrt(0.112 * 4)
    lnp = hw / tw / (28.1 * math.sqrt(k))
    rho = 1 / lnp * (1 - 0.19 / lnp)
    hc = hw / 2
    strip = (1 - rho) * hc
    yr = hw / 2 - 0.4 * rho * hc - strip / 2
    Ae = A - strip * tw
    e = strip * tw * yr / Ae
    Ie = Ix - strip * tw * (yr**2 + strip**2 / 12) - Ae * e**2
    assert rho < 1.0
    assert use(r, "s5_strength") == pytest.approx(500 / (Ie / (h / 2 + e)) / 215e3, rel=1e-6)


def test_seismic_strength_and_stability_are_eased_by_gamma_re() -> None:
    same = {"lx": 6000.0, "ly": 3000.0, "role": "column", "edge": "flame_cut"}
    section = shape("I", h=500, b=250, tw=10, tf=16)
    plain = member(MemberInputs(section, "Q355B", N=1200e3, Mx=300e6, **same))
    eased = member(
        MemberInputs(section, "Q355B", N=1200e3, Mx=300e6, situation="seismic", seismic_in=False, **same)
    )
    assert use(eased, "strength") == pytest.approx(0.75 * use(plain, "strength"))
    assert use(eased, "in_plane") == pytest.approx(0.80 * use(plain, "in_plane"))
    assert use(eased, "out_of_plane") == pytest.approx(0.80 * use(plain, "out_of_plane"))


def test_second_order_forces_take_the_geometric_length() -> None:
    section = shape("I", h=500, b=250, tw=10, tf=16)
    first = member(MemberInputs(section, "Q355B", N=1200e3, lx=6000, ly=3000, l0x=6000, role="column"))
    second = member(
        MemberInputs(
            section, "Q355B", N=1200e3, lx=6000, ly=3000, l0x=15000, analysis="p_delta", role="column"
        )
    )
    assert use(second, "stability_x") == pytest.approx(use(first, "stability_x"))


def test_first_order_gamma_0_multiplies_the_forces() -> None:
    section = shape("I", h=500, b=250, tw=10, tf=16)
    same = {"lx": 6000.0, "ly": 3000.0, "role": "column"}
    more = member(MemberInputs(section, "Q355B", N=1100e3, Mx=110e6, **same))
    factored = member(
        MemberInputs(
            section, "Q355B", N=1000e3, Mx=100e6, gamma_0_in=False, settings=Settings(gamma_0=1.1), **same
        )
    )
    assert use(factored, "in_plane") == pytest.approx(use(more, "in_plane"))


def test_bottom_flange_of_a_frame_beam() -> None:
    """6.2.7 by hand: welded I 600x200x10x16, Q355, l = 3 m to the first secondary beam."""
    b1, t1, tw, hw, length = 0.2, 0.016, 0.01, 0.568, 3.0
    g = b1 / tw * math.sqrt(b1 * t1 / (hw * tw))
    p1 = 0.5 * (5.436 * g * hw**2 / length**2 + length**2 / (5.436 * g * hw**2))
    cr = (
        (3.46 * b1 * t1**3 + hw * tw**3 * (7.27 * g + 3.3) * p1)
        / (hw**2 * (12 * b1 * t1 + 1.78 * hw * tw))
        * 206000
    )
    lam = math.pi * math.sqrt(355 / cr) * math.sqrt(206000 / 355)
    W = (0.2 * 0.6**3 - 0.19 * hw**3) / 12 / 0.3
    r = member(
        MemberInputs(
            shape("I", h=600, b=200, tw=10, tf=16), "Q355B", Mx=-400e6, lx=9000, ly=9000, role="beam", held=True,
            bottom_l=3000,
        )
    )  # fmt: skip
    assert math.sqrt(355 / cr) > 0.45
    assert use(r, "bottom_flange") == pytest.approx(400 / (phi(lam, 355, 0.965, 0.300) * W * 305e3), rel=1e-6)
