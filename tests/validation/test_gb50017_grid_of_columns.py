"""Axially compressed members through `steelyard member --json` against 7.2.1, 7.2.2, 7.3 and 7.6.1 typed by hand.

Welded I of all grades and thickness groups, both flange edges; boxes on both sides of b/t = 20; rolled H by the printed
radii of GB/T 11263 tables; double angles in all three arrangements; single angles by one leg; thin boxes.
"""

from __future__ import annotations

import math

import pytest
from gb50017_hand import Ncr, PlateI, f, phi, told, use

CAPSYS = pytest.CaptureFixture[str]


@pytest.mark.parametrize("grade", ["Q235", "Q345", "Q355", "Q390", "Q420", "Q460"])
@pytest.mark.parametrize(("edge", "curve"), [("flame_cut", "b"), ("sheared", "c")])
@pytest.mark.parametrize(("h", "b", "tw", "tf"), [(300, 300, 8, 12), (500, 400, 12, 20), (600, 500, 20, 30)])
def test_a_welded_i_buckles_by_the_curve_of_its_edge(
    capsys: CAPSYS, grade: str, edge: str, curve: str, h: float, b: float, tw: float, tf: float
) -> None:
    s, number = PlateI(h, b, tf, b, tf, tw), float(grade[1:])
    d = told(
        capsys,
        f"--plates I h={h} b={b} tw={tw} tf={tf} --grade {grade} --N 1000 --l0x 8000 --l0y 5000 --edge {edge}",
    )
    lx, ly, lz = 8000 / s.ix, 5000 / s.iy, s.lambda_z(5000)
    Af = s.A * f(grade, max(tf, tw))
    assert d["figures"]["lambda_x"] == pytest.approx(lx, rel=1e-6)
    assert d["figures"]["phi_x"] == pytest.approx(phi(lx, number, "b"), rel=1e-6)
    assert d["figures"]["phi_y"] == pytest.approx(phi(ly, number, curve), rel=1e-6)
    assert use(d, "stability_y") == pytest.approx(1e6 / (phi(ly, number, curve) * Af), rel=1e-6)
    assert use(d, "stability_z") == pytest.approx(
        1e6 / (phi(lz, number, curve) * Af), rel=2e-3
    )  # I_t of thin plates
    assert d["figures"]["Ncrx"] == pytest.approx(Ncr(s.A, lx), rel=1e-6)


@pytest.mark.parametrize("tf", [50, 90])
def test_plates_of_40_mm_and_more_take_the_curves_of_their_own_table(capsys: CAPSYS, tf: float) -> None:
    s = PlateI(900, 700, tf, 700, tf, 40)
    d = told(capsys, f"--plates I h=900 b=700 tw=40 tf={tf} --grade Q355 --N 20000 --l0x 9000 --l0y 9000")
    for axis, radius, curve in (("x", s.ix, "c"), ("y", s.iy, "d")):
        hand = 2e7 / (phi(9000 / radius, 355, curve) * s.A * f("Q355", tf))
        assert use(d, f"stability_{axis}") == pytest.approx(hand, rel=1e-6)


@pytest.mark.parametrize(("t", "curve"), [(16, "b"), (20, "c")])
def test_a_box_takes_the_curve_of_its_plates(capsys: CAPSYS, t: float, curve: str) -> None:
    A, I = 4 * t * (400 - t), (400**4 - (400 - 2 * t) ** 4) / 12  # noqa: E741
    d = told(capsys, f"--plates BOX h=400 b=400 tw={t} tf={t} --grade Q345 --N 3000 --lx 7000 --ly 7000")
    hand = 3e6 / (phi(7000 / math.sqrt(I / A), 345, curve) * A * f("Q345", t))
    assert use(d, "stability_y") == pytest.approx(hand, rel=1e-6)


def test_a_thin_box_counts_with_its_effective_webs(capsys: CAPSYS) -> None:
    """7.3.3, 7.3.4: 500x300, webs 10 (47.2 > 42 epsilon_k), flanges 14; lambda_y 57.8 > 52 epsilon_k."""
    h, b, tw, tf, ek = 500.0, 300.0, 10.0, 14.0, math.sqrt(235 / 345)
    A = 2 * b * tf + 2 * (h - 2 * tf) * tw
    Iy = (h * b**3 - (h - 2 * tf) * (b - 2 * tw) ** 3) / 12
    lam = 7000 / math.sqrt(Iy / A)
    n = 47.2 / (56.2 * ek)
    rho = max((1 - 0.19 / n) / n, (29 * ek + 0.25 * lam) / 47.2)
    d = told(capsys, "--plates BOX h=500 b=300 tw=10 tf=14 --grade Q345 --N 3000 --lx 7000 --ly 7000")
    A_e = A - (1 - rho) * 2 * (h - 2 * tf) * tw
    assert d["figures"]["A_e"] == pytest.approx(A_e, rel=1e-6)
    assert use(d, "stability_y") == pytest.approx(3e6 / (phi(lam, 345, "c") * A_e * 305), rel=1e-6)


@pytest.mark.parametrize(
    ("section", "ix", "iy", "wide"),
    [("HW200x200", 86.1, 50.2, True), ("HW300x300", 130.5, 75.5, True), ("HN400x200", 168, 45.6, False),
     ("HM588x300", 247, 69.4, False)],
)  # fmt: skip
@pytest.mark.parametrize("grade", ["Q235", "Q355"])
def test_a_rolled_h_takes_its_curve_by_width_and_grade(
    capsys: CAPSYS, section: str, ix: float, iy: float, wide: bool, grade: str
) -> None:
    number = float(grade[1:])
    x, y = (("b", "c") if grade == "Q235" else ("a", "b")) if wide else ("a", "b")
    d = told(capsys, f"--section {section} --grade {grade} --N 500 --lx 6000 --ly 4000")
    assert d["figures"]["phi_x"] == pytest.approx(
        phi(6000 / ix, number, x), rel=4e-3
    )  # radii to three digits
    assert d["figures"]["phi_y"] == pytest.approx(phi(4000 / iy, number, y), rel=4e-3)


@pytest.mark.parametrize(
    ("a", "b", "t", "k", "c"),
    [(100, 100, 8, 3.9, 0.16), (90, 90, 10, 3.9, 0.16), (100, 63, 8, 5.1, 0.25), (125, 80, 10, 5.1, 0.25),
     (63, 100, 8, 3.7, 0.06), (80, 125, 10, 3.7, 0.06)],
)  # fmt: skip
@pytest.mark.parametrize("length", [1500, 4000])
def test_double_angles_buckle_with_torsion(
    capsys: CAPSYS, a: float, b: float, t: float, k: float, c: float, length: float
) -> None:
    A1, A2 = a * t, (b - t) * t
    x = (A1 * t / 2 + A2 * (t + b) / 2) / (A1 + A2)
    own = a * t**3 / 12 + A1 * (x - t / 2) ** 2 + t * (b - t) ** 3 / 12 + A2 * ((t + b) / 2 - x) ** 2
    A = 2 * (A1 + A2)
    ly, lz = length / math.sqrt(2 * (own + A / 2 * (x + 5) ** 2) / A), k * b / t
    lyz = ly * (1 + c * (lz / ly) ** 2) if ly >= lz else lz * (1 + c * (ly / lz) ** 2)
    d = told(capsys, f"--plates 2L a={a} b={b} t={t} gap=10 --grade Q235 --N 200 --lx {length} --ly {length}")
    assert d["figures"]["lambda_yz"] == pytest.approx(lyz, rel=1e-6)
    assert use(d, "stability_y") == pytest.approx(2e5 / (phi(lyz, 235, "b") * A * 215), rel=1e-6)


@pytest.mark.parametrize(
    ("a", "b", "t", "leg"),
    [(100, 100, 10, "equal"), (75, 75, 5, "equal"), (100, 63, 8, "short"), (125, 80, 8, "long")],
)
@pytest.mark.parametrize("grade", ["Q235", "Q355"])
def test_a_single_angle_by_one_leg(
    capsys: CAPSYS, a: float, b: float, t: float, leg: str, grade: str
) -> None:
    A1, A2 = a * t, (b - t) * t
    A = A1 + A2
    x, y = (A1 * t / 2 + A2 * (t + b) / 2) / A, (A1 * a / 2 + A2 * t / 2) / A
    Ix = t * a**3 / 12 + A1 * (a / 2 - y) ** 2 + (b - t) * t**3 / 12 + A2 * (t / 2 - y) ** 2
    Iy = a * t**3 / 12 + A1 * (t / 2 - x) ** 2 + t * (b - t) ** 3 / 12 + A2 * ((t + b) / 2 - x) ** 2
    Ixy = A1 * (t / 2 - x) * (a / 2 - y) + A2 * ((t + b) / 2 - x) * (t / 2 - y)
    lam = 2000 / math.sqrt(((Ix + Iy) / 2 - math.hypot((Ix - Iy) / 2, Ixy)) / A)
    number = float(grade[1:])
    ek, width = math.sqrt(235 / number), (max(a, b) - 2 * t) / t
    eta = min({"equal": 0.6 + 0.0015 * lam, "short": 0.5 + 0.0025 * lam, "long": 0.7}[leg], 1.0)
    rho = 1.3 - 0.3 * width / (14 * ek) if width > 14 * ek else 1.0
    curve = "a" if a == b and grade != "Q235" else "b"
    d = told(
        capsys, f"--plates L a={a} b={b} t={t} --grade {grade} --N 40 --lx 2000 --ly 2000 --one-leg {leg}"
    )
    hand = 4e4 / (eta * phi(lam, number, curve) * A * f(grade, t) * rho)
    assert use(d, "one_leg") == pytest.approx(hand, rel=1e-6)
    assert use(d, "axial_gross") == pytest.approx(4e4 / (0.85 * A * f(grade, t)), rel=1e-6)


def test_friction_bolts_have_taken_part_of_the_force_before_the_net_section(capsys: CAPSYS) -> None:
    """7.1.1-3: plate 400x14 of Q235, 920 kN, 12 bolts a side, 4 in the first row with holes of 21.5 mm."""
    An = 400 * 14 - 4 * 21.5 * 14
    d = told(
        capsys,
        f"--plates FLAT b=400 t=14 --grade Q235 --N -920 --An {An} --bolts 12 4 --lx 3000 --ly 3000 --role tie",
    )
    assert use(d, "axial_net") == pytest.approx((1 - 0.5 * 4 / 12) * 920e3 / An / (0.7 * 370), rel=1e-9)
    assert use(d, "axial_gross") == pytest.approx(920e3 / 5600 / 215, rel=1e-9)
