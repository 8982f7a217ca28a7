"""Ten members of ten kinds, read line by line against arithmetic written out here: plates in mm, forces in N, and the
formulas of GB 50017-2017 typed as they stand. Nothing below calls a clause function or takes a figure of the program.
Rolled sections are idealised as their own plates (no fillets) so that every property can be summed by hand.
"""

from __future__ import annotations

import math

import pytest

from components.checks.gb50017.single import MemberInputs, MemberResult, member
from components.codes.gb50017_2017.settings import Settings
from components.sections import shape

E, G_RATIO = 206_000.0, 25.7
B, C = (0.965, 0.300), (0.906, 0.595)


def phi(lam: float, fy: float, curve: tuple[float, float]) -> float:
    """Annex D, curve c up to lambda_n = 1.05."""
    x = lam / math.pi * math.sqrt(fy / E)
    assert curve == B or x <= 1.05
    if x <= 0.215:
        return 1.0 - (0.65 if curve == B else 0.73) * x * x
    s = curve[0] + curve[1] * x + x * x
    return (s - math.sqrt(s * s - 4.0 * x * x)) / (2.0 * x * x)


def euler(A: float, lam: float) -> float:
    return math.pi**2 * E * A / (1.1 * lam**2)


def use(result: MemberResult, check: str) -> float:
    return float(result.sheet.results.columns[check].utilisation[0])


def quantity(result: MemberResult, name: str) -> float:
    return float(getattr(result.sheet.results.quantities, name)[0])


class I:  # noqa: E742
    """Plate sums of an I of two axes of symmetry."""

    def __init__(self, h: float, b: float, tw: float, tf: float) -> None:
        hw = h - 2 * tf
        self.h, self.b, self.tw, self.tf, self.hw = h, b, tw, tf, hw
        self.A = 2 * b * tf + hw * tw
        self.Ix = (b * h**3 - (b - tw) * hw**3) / 12
        self.Iy = (2 * tf * b**3 + hw * tw**3) / 12
        self.Wx, self.Wy = self.Ix / (h / 2), self.Iy / (b / 2)
        self.ix, self.iy = math.sqrt(self.Ix / self.A), math.sqrt(self.Iy / self.A)


def test_1_rolled_h_beam_with_overall_stability() -> None:
    """H 400x200x8x13 of Q355 (rolled), 5 m, uniform load on top, M 120 kN.m, V 96 kN."""
    s = I(400, 200, 8, 13)
    r = member(MemberInputs(
        shape("I", h=400, b=200, tw=8, tf=13), "Q355B", process="rolled", Mx=120e6, Vy=96e3, lx=5000, ly=5000,
        role="beam", ltb_case="none_udl_top",
    ))  # fmt: skip
    lam, xi = 5000 / s.iy, 5000 * 13 / (200 * 400)
    beta = 0.69 + 0.13 * xi
    raw = beta * 4320 / lam**2 * s.A * 400 / s.Wx * math.sqrt(1 + (lam * 13 / (4.4 * 400)) ** 2) * 235 / 355
    phi_b = 1.07 - 0.282 / raw if raw > 0.6 else raw
    assert use(r, "lateral") == pytest.approx(120e6 / (phi_b * s.Wx * 305), rel=1e-9)
    assert use(r, "bending") == pytest.approx(120e6 / (1.05 * s.Wx * 305), rel=1e-9)
    S1 = 200 * 13 * (400 - 13) / 2
    assert use(r, "shear_y") == pytest.approx(96e3 * (S1 + 8 * s.hw**2 / 8) / (s.Ix * 8) / 175, rel=1e-9)
    sigma, tau = 120e6 * s.hw / 2 / s.Ix, 96e3 * S1 / (s.Ix * 8)
    assert use(r, "equivalent") == pytest.approx(
        math.hypot(sigma, math.sqrt(3) * tau) / (1.1 * 305), rel=1e-9
    )
    assert use(r, "flange") == pytest.approx(96 / 13 / (15 * math.sqrt(235 / 355)), rel=1e-9)
    assert use(r, "web") == pytest.approx(s.hw / 8 / (124 * math.sqrt(235 / 355)), rel=1e-9)


def test_2_welded_h_beam_column_with_load_between_its_ends() -> None:
    """H 500x300x10x16 of Q355, flame-cut; N 900 kN, uniform load Mq 150, ends 200 and 120 kN.m of one sign."""
    s = I(500, 300, 10, 16)
    r = member(MemberInputs(
        shape("I", h=500, b=300, tw=10, tf=16), "Q355B", edge="flame_cut", N=900e3, Mx=200e6, M1x=200e6, M2x=120e6,
        Mqx=150e6, load_x="uniform", lx=8000, ly=4000, role="column",
    ))  # fmt: skip
    lx, ly = 8000 / s.ix, 4000 / s.iy
    Ncr = math.pi**2 * E * s.A / lx**2
    bq, b1 = 1 - 0.18 * 900e3 / Ncr, 0.6 + 0.4 * 120 / 200
    M = bq * 150e6 + b1 * 200e6  # beta_mx Mx = beta_mqx Mqx + beta_m1x M1
    hand = 900e3 / (phi(lx, 355, B) * s.A * 305) + M / (
        1.05 * s.Wx * (1 - 0.8 * 900e3 / euler(s.A, lx)) * 305
    )
    assert use(r, "in_plane") == pytest.approx(hand, rel=1e-9)
    phi_b = min(1.0, 1.07 - ly**2 / 44000 * 355 / 235)
    hand = 900e3 / (phi(ly, 355, B) * s.A * 305) + 200e6 / (phi_b * s.Wx * 305)
    assert use(r, "out_of_plane") == pytest.approx(hand, rel=1e-9)


def test_2b_reverse_curvature_between_ends_and_load_lowers_the_factor_out_of_plane() -> None:
    """The same with end moments against the load: beta_tx 0.85."""
    s = I(500, 300, 10, 16)
    r = member(MemberInputs(
        shape("I", h=500, b=300, tw=10, tf=16), "Q355B", edge="flame_cut", N=900e3, Mx=200e6, M1x=-200e6, M2x=-120e6,
        Mqx=250e6, load_x="uniform", lx=8000, ly=4000, role="column",
    ))  # fmt: skip
    ly = 4000 / s.iy
    phi_b = min(1.0, 1.07 - ly**2 / 44000 * 355 / 235)
    hand = 900e3 / (phi(ly, 355, B) * s.A * 305) + 0.85 * 200e6 / (phi_b * s.Wx * 305)
    assert use(r, "out_of_plane") == pytest.approx(hand, rel=1e-9)


def test_3_channel_strut_buckles_about_its_axis_of_symmetry_with_torsion() -> None:
    """C 200x75x8x10 of Q235 without fillets; I_t of bare rectangles and thin-walled e and I_w: 3 % on lambda_xz."""
    h, b, tw, tf, L, N = 200.0, 75.0, 8.0, 10.0, 3000.0, 250e3
    hw = h - 2 * tf
    A = 2 * b * tf + hw * tw
    x = (2 * b * tf * b / 2 + hw * tw * tw / 2) / A
    Ix = (b * h**3 - (b - tw) * hw**3) / 12
    Iy = 2 * (tf * b**3 / 12 + b * tf * (b / 2 - x) ** 2) + hw * tw**3 / 12 + hw * tw * (x - tw / 2) ** 2
    hc, bc = h - tf, b - tw / 2
    e = tf * bc**2 * hc**2 / (4 * Ix)
    ys = e + (x - tw / 2)
    It = (2 * b * tf**3 + hw * tw**3) / 3
    Iw = tf * bc**3 * hc**2 / 12 * (3 * bc * tf + 2 * hc * tw) / (6 * bc * tf + hc * tw)
    i0 = math.sqrt(ys**2 + (Ix + Iy) / A)
    lx, lz = L / math.sqrt(Ix / A), math.sqrt(A * i0**2 / (It / G_RATIO + Iw / L**2))
    lxz = math.sqrt(
        0.5 * (lx**2 + lz**2 + math.sqrt((lx**2 + lz**2) ** 2 - 4 * (1 - (ys / i0) ** 2) * (lx * lz) ** 2))
    )
    r = member(MemberInputs(shape("C", h=h, b=b, tw=tw, tf=tf), "Q235B", N=N, lx=L, ly=L, role="strut"))
    assert quantity(r, "A") == pytest.approx(A, rel=1e-9)
    assert quantity(r, "eff_x") == pytest.approx(lxz, rel=0.03)
    ly = L / math.sqrt(Iy / A)
    assert use(r, "stability_y") == pytest.approx(N / (phi(ly, 235, B) * A * 215), rel=1e-9)


def test_3b_channel_beam() -> None:
    """The same channel as a beam of 2.5 m: phi_b = 570 b t/(l h) and its reduction."""
    h, b, tw, tf = 200.0, 75.0, 8.0, 10.0
    Wx = (b * h**3 - (b - tw) * (h - 2 * tf) ** 3) / 12 / (h / 2)
    r = member(MemberInputs(
        shape("C", h=h, b=b, tw=tw, tf=tf), "Q235B", Mx=20e6, lx=2500, ly=2500, role="beam", ltb_case="none_udl_top",
    ))  # fmt: skip
    raw = 570 * b * tf / (2500 * h)
    assert use(r, "lateral") == pytest.approx(20e6 / ((1.07 - 0.282 / raw) * Wx * 215), rel=1e-9)


def test_4_unequal_angle_joined_by_its_short_leg() -> None:
    """L 100x80x8 of Q235, 1.8 m, N 60 kN: eta = 0.5 + 0.0025 lambda with i_v from its principal axes."""
    a, b, t, L, N = 100.0, 80.0, 8.0, 1800.0, 60e3
    A1, A2 = a * t, (b - t) * t  # the long leg upright, the rest of the short one beside it
    A = A1 + A2
    x = (A1 * t / 2 + A2 * (t + (b - t) / 2)) / A
    y = (A1 * a / 2 + A2 * t / 2) / A
    Ix = t * a**3 / 12 + A1 * (a / 2 - y) ** 2 + (b - t) * t**3 / 12 + A2 * (t / 2 - y) ** 2
    Iy = a * t**3 / 12 + A1 * (t / 2 - x) ** 2 + t * (b - t) ** 3 / 12 + A2 * (t + (b - t) / 2 - x) ** 2
    Ixy = A1 * (t / 2 - x) * (a / 2 - y) + A2 * (t + (b - t) / 2 - x) * (t / 2 - y)
    Iv = (Ix + Iy) / 2 - math.hypot((Ix - Iy) / 2, Ixy)
    lam = L / math.sqrt(Iv / A)
    r = member(
        MemberInputs(shape("L", a=a, b=b, t=t), "Q235B", N=N, lx=L, ly=L, role="truss_web", one_leg="short")
    )
    assert quantity(r, "lambda_y") == pytest.approx(lam, rel=1e-9)
    ratio = use(r, "one_leg") / (N / (min(1.0, 0.5 + 0.0025 * lam) * A * 215))
    assert ratio == pytest.approx(1 / phi(lam, 235, B), rel=1e-9)
    assert use(r, "axial_gross") == pytest.approx(N / (0.85 * A * 215), rel=1e-9)


def test_5_tube_strut() -> None:
    """Seamless tube 168x8 of Q345, 4.5 m, N 400 kN: curve a; D/t against 100 eps^2."""
    D, t, L, N = 168.0, 8.0, 4500.0, 400e3
    A = math.pi * t * (D - t)
    i = math.sqrt((D**2 + (D - 2 * t) ** 2) / 16)
    lam = L / i
    x = lam / math.pi * math.sqrt(345 / E)
    q = 0.986 + 0.152 * x + x * x
    p = (q - math.sqrt(q * q - 4 * x * x)) / (2 * x * x)
    r = member(
        MemberInputs(shape("CHS", d=D, t=t), "Q345B", process="hot_formed", N=N, lx=L, ly=L, role="brace")
    )
    assert use(r, "stability_x") == pytest.approx(N / (p * A * 305), rel=1e-9)
    assert use(r, "slenderness") == pytest.approx(lam / 200, rel=1e-9)
    alpha = math.sqrt(p * A * 305 / N)
    assert use(r, "axial_flange") == pytest.approx(D / t / (100 * 235 / 345 * max(alpha, 1.0)), rel=1e-9)


def test_6_box_column_bent_about_one_axis() -> None:
    """Box 350x350x14 of Q235 (walls 322/14 = 23 > 20: curve b), N 1800 kN, M 180 kN.m at both ends, 6 m."""
    h, t, L, N, M = 350.0, 14.0, 6000.0, 1800e3, 180e6
    A = h**2 - (h - 2 * t) ** 2
    I_ = (h**4 - (h - 2 * t) ** 4) / 12
    W, lam = I_ / (h / 2), L / math.sqrt(I_ / A)
    r = member(MemberInputs(
        shape("BOX", h=h, b=h, tw=t, tf=t), "Q235B", N=N, Mx=M, M1x=M, M2x=M, load_x="none", lx=L, ly=L, role="column",
    ))  # fmt: skip
    p = phi(lam, 235, B)
    assert use(r, "strength") == pytest.approx((N / A + M / (1.05 * W)) / 215, rel=1e-9)
    assert use(r, "in_plane") == pytest.approx(
        N / (p * A * 215) + M / (1.05 * W * (1 - 0.8 * N / euler(A, lam)) * 215), rel=1e-9
    )
    assert use(r, "out_of_plane") == pytest.approx(N / (p * A * 215) + 0.7 * M / (W * 215), rel=1e-9)


def test_7_tee_with_its_flange_compressed_and_with_its_stem_compressed() -> None:
    """Welded T 200x200x8x12 of Q235 (b/t = 8 <= 13: gamma 1.05 and 1.20), N 150 kN, M 8 kN.m, 3 m."""
    h, b, tw, tf, L, N, M = 200.0, 200.0, 8.0, 12.0, 3000.0, 150e3, 8e6
    hw = h - tf
    A = b * tf + hw * tw
    y = (b * tf * tf / 2 + hw * tw * (tf + hw / 2)) / A
    Ix = b * tf**3 / 12 + b * tf * (y - tf / 2) ** 2 + tw * hw**3 / 12 + hw * tw * (tf + hw / 2 - y) ** 2
    Iy = (tf * b**3 + hw * tw**3) / 12
    W1, W2 = Ix / y, Ix / (h - y)
    lx, ly = L / math.sqrt(Ix / A), L / math.sqrt(Iy / A)
    same = {"lx": L, "ly": L, "role": "column", "edge": "flame_cut"}
    section = shape("T", h=h, b=b, tw=tw, tf=tf)
    down = member(MemberInputs(section, "Q235B", N=N, Mx=M, **same))
    amplified = 1 - 0.8 * N / euler(A, lx)
    assert use(down, "in_plane") == pytest.approx(
        N / (phi(lx, 235, B) * A * 215) + M / (1.05 * W1 * amplified * 215), rel=1e-9
    )
    assert use(down, "in_plane_tension") == pytest.approx(
        abs(N / A - M / (1.20 * W2 * (1 - 1.25 * N / euler(A, lx)))) / 215, rel=1e-9
    )
    phi_b = 1 - 0.0022 * ly
    out = use(down, "out_of_plane") - M / (phi_b * W1 * 215)
    assert out == pytest.approx(N / (quantity(down, "phi_y") * A * 215), rel=1e-9)
    up = member(MemberInputs(section, "Q235B", N=N, Mx=-M, **same))
    assert use(up, "in_plane") == pytest.approx(
        N / (phi(lx, 235, B) * A * 215) + M / (W2 * amplified * 215), rel=1e-9
    )  # the stem compressed: gamma 1.0


def test_8_s5_plate_girder_as_a_column() -> None:
    """I 1200x350x8x20 of Q235 with N 600 kN and M 900 kN.m: the web loses a strip, its centroid moves by e."""
    s = I(1200, 350, 8, 20)
    N, M = 600e3, 900e6
    r = member(MemberInputs(
        shape("I", h=1200, b=350, tw=8, tf=20), "Q235B", edge="flame_cut", N=N, Mx=M, lx=9000, ly=3000, role="column",
    ))  # fmt: skip
    assert int(r.sheet.results.section_class[0]) == 5
    high, low = N / s.A + M * s.hw / 2 / s.Ix, N / s.A - M * s.hw / 2 / s.Ix
    a0 = (high - low) / high
    k = 16 / (2 - a0 + math.sqrt((2 - a0) ** 2 + 0.112 * a0**2))
    lnp = s.hw / 8 / (28.1 * math.sqrt(k))
    rho = (1 - 0.19 / lnp) / lnp
    hc = s.hw / a0
    strip, he1 = (1 - rho) * hc, 0.4 * rho * hc  # a0 > 1
    yr = s.hw / 2 - he1 - strip / 2
    Ae = s.A - strip * 8
    e = strip * 8 * yr / Ae
    We = (s.Ix - strip * 8 * (yr**2 + strip**2 / 12) - Ae * e**2) / (600 + e)
    assert a0 > 1 and lnp > 0.75
    f = 205.0  # flange 20 mm
    assert use(r, "s5_strength") == pytest.approx((N / Ae + (M + N * e) / We) / f, rel=1e-9)
    lx, ly = 9000 / s.ix, 3000 / s.iy
    px = phi(lx, 235, B)
    assert use(r, "s5_in_plane") == pytest.approx(
        N / (px * Ae * f) + (M + N * e) / (We * (1 - 0.8 * N / euler(s.A, lx)) * f), rel=1e-9
    )
    phi_b = min(1.0, 1.07 - ly**2 / 44000)
    assert use(r, "s5_out_of_plane") == pytest.approx(
        N / (phi(ly, 235, B) * Ae * f) + (M + N * e) / (phi_b * We * f), rel=1e-9
    )


def test_9_brace_in_tension() -> None:
    """2L 75x6 of Q235, gap 8, N -250 kN, A_n/A 0.85, 4 m: gross, net at 0.7 f_u, slenderness 400."""
    a, t = 75.0, 6.0
    A = 2 * (a * t + (a - t) * t)
    r = member(MemberInputs(
        shape("2L", a=a, b=a, t=t, gap=8), "Q235B", N=-250e3, net_ratio=0.85, lx=4000, ly=4000, role="brace",
    ))  # fmt: skip
    assert use(r, "axial_gross") == pytest.approx(250e3 / A / 215, rel=1e-9)
    assert use(r, "axial_net") == pytest.approx(250e3 / (0.85 * A) / (0.7 * 370), rel=1e-9)
    one = A / 2
    y = (a * t * a / 2 + (a - t) * t * t / 2) / one
    Ix = 2 * (t * a**3 / 12 + a * t * (a / 2 - y) ** 2 + (a - t) * t**3 / 12 + (a - t) * t * (y - t / 2) ** 2)
    assert use(r, "slenderness") == pytest.approx(4000 / math.sqrt(Ix / A) / 400, rel=1e-9)
    assert r.verdict == "passes"


def test_10_biaxial_column_in_an_earthquake() -> None:
    """H 400x400x14x20 of Q355, flame-cut; N 2000, Mx 250, My 60, gamma_RE 0.75 and 0.80 not yet in the forces."""
    s = I(400, 400, 14, 20)
    N, Mx, My, f = 2000e3, 250e6, 60e6, 295.0  # flange 20 mm
    r = member(MemberInputs(
        shape("I", h=400, b=400, tw=14, tf=20), "Q355B", edge="flame_cut", N=N, Mx=Mx, My=My, lx=4500, ly=4500,
        role="column", situation="seismic", seismic_in=False, seismic_grade=2,
    ))  # fmt: skip
    lx, ly, eps = 4500 / s.ix, 4500 / s.iy, math.sqrt(235 / 355)
    # b/t = 193/20 = 9.65 > 11 eps = 8.95 but <= 13 eps: S3, gamma 1.05 and 1.20
    assert 11 * eps < 9.65 < 13 * eps
    strength = (N / s.A + Mx / (1.05 * s.Wx) + My / (1.20 * s.Wy)) / f
    assert use(r, "strength") == pytest.approx(0.75 * strength, rel=1e-9)
    px, py = phi(lx, 355, B), phi(ly, 355, B)
    phi_b = min(1.0, 1.07 - ly**2 / 44000 / eps**2)
    one = N / (px * s.A * f) + Mx / (1.05 * s.Wx * (1 - 0.8 * N / euler(s.A, lx)) * f) + My / (s.Wy * f)
    two = (
        N / (py * s.A * f) + Mx / (phi_b * s.Wx * f) + My / (1.20 * s.Wy * (1 - 0.8 * N / euler(s.A, ly)) * f)
    )
    assert use(r, "biaxial_x") == pytest.approx(0.80 * one, rel=1e-9)
    assert use(r, "biaxial_y") == pytest.approx(0.80 * two, rel=1e-9)
    # GB/T 50011 8.3.1 and 8.3.2, grade 2: lambda 80, flange 11, web 45, all times eps
    assert use(r, "seismic_slenderness") == pytest.approx(ly / (80 * eps), rel=1e-9)
    assert use(r, "seismic_flange") == pytest.approx(193 / 20 / (11 * eps), rel=1e-9)
    assert use(r, "seismic_web") == pytest.approx(360 / 14 / (45 * eps), rel=1e-9)


def test_fatigue_takes_the_gammas_away() -> None:
    s = I(400, 200, 8, 13)
    r = member(MemberInputs(
        shape("I", h=400, b=200, tw=8, tf=13), "Q355B", Mx=120e6, lx=3000, ly=3000, role="beam", held=True, fatigue=True,
        settings=Settings(),
    ))  # fmt: skip
    assert use(r, "bending") == pytest.approx(120e6 / (s.Wx * 305), rel=1e-9)
