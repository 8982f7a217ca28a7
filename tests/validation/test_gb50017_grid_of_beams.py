"""Beams through `steelyard member --json` against 6.1, 6.3, 6.4 and annex C typed by hand: every row of table C.0.1 on
even and uneven I sections, end moments of both signs, shear and combined stress, local compression, panels, webs after
buckling.
"""

from __future__ import annotations

import math

import pytest
from gb50017_hand import PlateI, f, f_v, told, use

CAPSYS = pytest.CaptureFixture[str]
SECTIONS = [
    PlateI(600, 200, 12, 200, 12, 8),
    PlateI(1232, 300, 16, 300, 16, 10),
    PlateI(820, 300, 10, 100, 10, 8),
]
FREE = {"uniform top": (0.69, 0.13, 0.95), "uniform bottom": (1.73, -0.20, 1.33), "point top": (0.73, 0.18, 1.09),
        "point bottom": (2.23, -0.28, 1.67)}  # fmt: skip


def plates(s: PlateI) -> str:
    if s.b1 == s.b2:
        return f"--plates I h={s.h} b={s.b1} tw={s.tw} tf={s.t1}"
    return f"--plates IM h={s.h} b1={s.b1} t1={s.t1} b2={s.b2} t2={s.t2} tw={s.tw}"


def beta(case: str, xi: float, alpha: float) -> float:
    """Rows 1 to 4 of table C.0.1 with the note on strong compression flanges."""
    a, b, c = FREE[case]
    value = a + b * xi if xi <= 2.0 else c
    if alpha > 0.8 and case == "uniform top" and xi <= 1.0:
        return 0.95 * value
    if alpha > 0.8 and case == "point top" and xi <= 1.0:
        return (0.90 if xi <= 0.5 else 0.95) * value
    return value


@pytest.mark.parametrize("s", SECTIONS, ids=lambda s: f"{s.h}")
@pytest.mark.parametrize("case", FREE)
@pytest.mark.parametrize(("grade", "length"), [("Q235", 7200), ("Q345", 5000), ("Q420", 12000)])
def test_a_free_beam(capsys: CAPSYS, s: PlateI, case: str, grade: str, length: float) -> None:
    diagram, flange = case.split()
    value = beta(case, length * s.t1 / (s.b1 * s.h), s.alpha_b)
    hand = 100e6 / (s.phi_b(value, length, 235 / float(grade[1:])) * s.W1 * f(grade, max(s.t1, s.tw)))
    d = told(
        capsys,
        f"{plates(s)} --grade {grade} --Mx 100 --lx {length} --ly {length} --diagram {diagram} --load-on {flange} "
        "--supports 0 --role beam",
    )
    assert use(d, "lateral") == pytest.approx(hand, rel=1e-6)


@pytest.mark.parametrize("s", SECTIONS, ids=lambda s: f"{s.h}")
@pytest.mark.parametrize(
    ("supports", "diagram", "flange", "value"),
    [(1, "uniform", "top", 1.15), (1, "uniform", "bottom", 1.40), (1, "point", "top", 1.75), (2, "uniform", "top", 1.20),
     (3, "points", "bottom", 1.40)],
)  # fmt: skip
def test_a_beam_with_lateral_supports(
    capsys: CAPSYS, s: PlateI, supports: int, diagram: str, flange: str, value: float
) -> None:
    hand = 100e6 / (s.phi_b(value, 9000 / (supports + 1), 235 / 345) * s.W1 * f("Q345", max(s.t1, s.tw)))
    d = told(
        capsys,
        f"{plates(s)} --grade Q345 --Mx 100 --lx 9000 --diagram {diagram} --load-on {flange} --supports {supports} "
        "--role beam",
    )
    assert use(d, "lateral") == pytest.approx(hand, rel=1e-6)


@pytest.mark.parametrize("s", SECTIONS, ids=lambda s: f"{s.h}")
@pytest.mark.parametrize(("M1", "M2"), [(100, 100), (100, 50), (100, 0), (100, -100), (-80, 100)])
def test_a_beam_with_end_moments(capsys: CAPSYS, s: PlateI, M1: float, M2: float) -> None:
    most, least = (M1, M2) if abs(M1) >= abs(M2) else (M2, M1)
    value = min(1.75 - 1.05 * least / most + 0.3 * (least / most) ** 2, 2.3)
    hand = abs(most) * 1e6 / (s.phi_b(value, 8000, 1.0) * s.W1 * f("Q235", max(s.t1, s.tw)))
    d = told(
        capsys,
        f"{plates(s)} --grade Q235 --end-moments {M1} {M2} --lx 8000 --ly 8000 --diagram ends --role beam",
    )
    assert use(d, "lateral") == pytest.approx(hand, rel=1e-6)


@pytest.mark.parametrize("s", SECTIONS, ids=lambda s: f"{s.h}")
def test_bending_shear_and_combined_stress_at_both_edges(capsys: CAPSYS, s: PlateI) -> None:
    d = told(capsys, f"{plates(s)} --grade Q235 --Mx 150 --Vy 300 --lx 5000 --role beam --held")
    # S4 by 93 < h0/tw <= 124: gamma = 1
    gamma = 1.05 if s.hw / s.tw <= 93 and (s.b1 - s.tw) / 2 / s.t1 <= 13 else 1.0
    assert use(d, "bending") == pytest.approx(
        150e6 / (gamma * min(s.W1, s.W2)) / f("Q235", max(s.t1, s.tw)), rel=1e-6
    )
    assert use(d, "shear_y") == pytest.approx(300e3 * s.S / (s.Ix * s.tw) / f_v("Q235", s.tw), rel=1e-6)
    edges = [
        math.hypot(150e6 * (y - t) / s.Ix, math.sqrt(3) * 300e3 * S / (s.Ix * s.tw))
        for y, t, S in ((s.y1, s.t1, s.S1), (s.y2, s.t2, s.S2))
    ]
    assert use(d, "equivalent") == pytest.approx(max(edges) / (1.1 * f("Q235", s.tw)), rel=1e-6)


@pytest.mark.parametrize("a", [1200, 1800, 2400])
@pytest.mark.parametrize("F", [0, 200])
def test_a_web_panel_of_a_simple_beam(capsys: CAPSYS, a: float, F: float) -> None:
    """6.3.3: 1232x300x10x16 of Q235, 1000 kN.m, 500 kN, with and without 200 kN over 150 mm."""
    s = PlateI(1232, 300, 16, 300, 16, 10)
    more = f"--F {F} --bearing 150 " if F else ""
    d = told(
        capsys,
        f"{plates(s)} --grade Q235 --Mx 1000 --Vy 500 {more}--lx 9000 --held --role beam --panel-a {a} "
        "--set panel_eta=1.11",
    )
    lb = 120 / 177
    assert lb <= 0.85
    inner = 4 + 5.34 * (1200 / a) ** 2 if a <= 1200 else 5.34 + 4 * (1200 / a) ** 2
    ls = 120 / (37 * 1.11 * math.sqrt(inner))
    taucr = 125.0 if ls <= 0.8 else (1 - 0.59 * (ls - 0.8)) * 125 if ls <= 1.2 else 1.1 * 125 / ls**2
    pressed = F * 1e3 / (10 * (150 + 5 * 16))
    inner = 10.9 + 13.4 * (1.83 - a / 1200) ** 3 if a <= 1800 else 18.9 - 5 * a / 1200
    lc = 120 / (28 * math.sqrt(inner))
    crushing = 215.0 if lc <= 0.9 else (1 - 0.79 * (lc - 0.9)) * 215 if lc <= 1.2 else 1.1 * 215 / lc**2
    bent, tau = 1000e6 * 600 / s.Ix, 500e3 * s.S1 / (s.Ix * 10)
    hand = (bent / 215) ** 2 + (500e3 / 12000 / taucr) ** 2 + pressed / crushing
    assert use(d, "web_panel") == pytest.approx(hand, rel=1e-6)
    if F:
        assert use(d, "local_compression") == pytest.approx(pressed / 215, rel=1e-9)
        joined = math.sqrt(bent**2 + pressed**2 - bent * pressed + 3 * tau**2)
        apart = math.sqrt(bent**2 + 3 * tau**2)  # the other edge, where nothing presses
        assert use(d, "equivalent") == pytest.approx(max(joined, apart) / (1.1 * 215), rel=1e-6)


def test_a_tensioned_edge_under_a_load_has_the_larger_beta_1(capsys: CAPSYS) -> None:
    """6.1.5: a negative moment pulls the loaded edge: the stresses differ in sign, beta_1 = 1.2."""
    s = PlateI(600, 200, 12, 200, 12, 8)
    d = told(capsys, f"{plates(s)} --grade Q235 --Mx -200 --Vy 250 --F 250 --bearing 100 --lx 4000 --ly 4000")
    sigma, pressed = -200e6 * 288 / s.Ix, 250e3 / (8 * (100 + 5 * 12))
    tau = 250e3 * s.S1 / (s.Ix * 8)
    joined = math.sqrt(sigma**2 + pressed**2 - sigma * pressed + 3 * tau**2) / (1.2 * 215)
    apart = math.sqrt(sigma**2 + 3 * tau**2) / (1.1 * 215)
    assert joined > apart
    assert use(d, "equivalent") == pytest.approx(joined, rel=1e-6)


def test_a_crane_wheel_spreads_by_its_rail(capsys: CAPSYS) -> None:
    """6.1.4-2: l_z = 3.25 ((I_R + I_f)/t_w)^(1/3), rail of 1.75e7 mm4, heavy duty psi = 1.35."""
    s = PlateI(900, 320, 18, 320, 18, 10)
    d = told(
        capsys, f"{plates(s)} --grade Q345 --Mx 400 --F 180 --rail-I 1.75e7 --psi 1.35 --lx 6000 --ly 6000"
    )
    lz = 3.25 * ((1.75e7 + 320 * 18**3 / 12) / 10) ** (1 / 3)
    assert d["figures"]["l_z"] == pytest.approx(lz, rel=1e-9)
    assert use(d, "local_compression") == pytest.approx(1.35 * 180e3 / (10 * lz) / 305, rel=1e-9)


def test_a_web_after_buckling(capsys: CAPSYS) -> None:
    """6.4.1: 1232x300x8x16 of Q235 with stiffeners at the supports only, h0/tw = 150."""
    s = PlateI(1232, 300, 16, 300, 16, 8)
    d = told(
        capsys,
        f"{plates(s)} --grade Q235 --Mx 1600 --Vy 600 --lx 9000 --held --role beam "
        "--set post_buckling=yes panel_eta=1.11",
    )
    lb, ls = 150 / 177, 150 / (37 * 1.11 * math.sqrt(5.34))
    assert lb <= 0.85 and ls > 1.2  # rho = 1
    M_f, M_eu, V_u = 2 * 300 * 16 * 608 * 215, 1.05 * s.W1 * 215, 1200 * 8 * 125 / ls**1.2
    hand = (600e3 / (0.5 * V_u) - 1) ** 2 + (1600e6 - M_f) / (M_eu - M_f)
    assert use(d, "post_buckling") == pytest.approx(hand, rel=1e-6)


def test_a_beam_under_a_deck_is_spared_overall_stability(capsys: CAPSYS) -> None:
    s = PlateI(600, 200, 12, 200, 12, 8)
    d = told(capsys, f"{plates(s)} --grade Q235 --Mx 200 --lx 9000 --role beam --held")
    assert next(c["reason"] for c in d["checks"] if c["check"] == "lateral") == "ltb_spared"
    assert use(d, "bending") == pytest.approx(200e6 / (1.05 * s.W1 * 215), rel=1e-6)
