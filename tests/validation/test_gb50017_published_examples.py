"""Published exercises of GB 50017 put through `steelyard member --json`, as their readers would.

Beam-column: solution sheet of a Chongqing University exercise (m.china-audit.com, lhd_5kfdl0sjpv5136q5shqm_9): welded I,
N 1600 kN, M 400 kN.m, A 21520, W 4.076e6, N'Ex 9599 kN, phi_x 0.784, 202.6 MPa in the plane; lambda_y 70.3, phi_y 0.749,
phi_b 0.958, 201.7 MPa out of it. The plates (400x20, 460x12) are those that give its A, W and i_y of 99.6.
Column: Dai Guoxin, Steel structures, exercise 4.7 a (midasjg.com/blog/post/167815): Ix 143600 cm4, Iy 41667 cm4 (flanges
500x20, web 500x8), lambda from 10 m, f 205, phi 0.715, 0.715 x 24000 x 205 = 3517.8 kN against 3200 kN.
Truss member: 2L90x56x5 (360docs 0b17934437): lambda 115.8, phi 0.459, 209.1 MPa.
Beam strength: welded I 450x150x12x18 (360docs 5f7780933): 192.3 and 33.5 MPa.
One-axis beam: Chongqing University (m.xueke.org 54219_9): alpha_b 0.964, beta_b 1.75, eta_b 0.742, lambda_y 126.6.
Simple beam with a point load on top, exercise 5.1 (chaoshi.m.zjtcn.com 1839883): 2-300x16, 1200x10, 7.2 m: A 21600, Ix
4.989e9, Wx 8.099e6, i_y 57.76, lambda_y 124.65, M 1182.93 kN.m. The page is cut off before phi_b: row 3 by hand.
Column with a point load at mid-height (app.ixiawen.com 49366461; Dai Guoxin, chapter 6): 2-320x12, 640x10: A 140.8 cm2,
Iy 6554 cm4, W1x 3117 cm3, phi_y 0.732, beta_tx 1.0; its beta_mx is that of the 2003 edition, so only out of plane.
Local compression of the beam 450x150x12x18: 72 kN over 200 mm, 120 mm above the flange; l_z = 200 + 5 18 + 2 120 by hand.
Ordinary I beams: ppkao.com exercises: I45a and I50a under uniform load on top 0.44, I50a under a point load on top 0.50.
"""

from __future__ import annotations

import json

import pytest

from app.cli import main


def report(capsys: pytest.CaptureFixture[str], words: str) -> dict:
    main(["member", *words.split(), "--json", "--lang", "en"])
    return json.loads(capsys.readouterr().out)


def stress(told: dict, check: str) -> float:
    found = next(c for c in told["checks"] if c["check"] == check)
    return found["stress_mpa"]


def value(told: dict, for_: str, symbol: str) -> float:
    """A figure among the steps: of the member or of the governing rows."""
    steps = [*told["steps"], *(s for g in told["governed"] for s in g["steps"])]
    return next(s["value"] for s in steps if s["for"] == for_ and s["symbol"] == symbol)


def test_a_welded_beam_column_in_both_planes(capsys: pytest.CaptureFixture[str]) -> None:
    told = report(
        capsys,
        "--plates I h=500 b=400 tw=12 tf=20 --grade Q235 --N 1600 --Mx 400 --l0x 14000 --l0y 7000 --edge flame_cut",
    )
    q = told["quantities"]
    assert q["A"] == pytest.approx(21520)
    assert q["W1x"] == pytest.approx(4.076e6, rel=1e-3)
    assert q["NEx"] == pytest.approx(9599e3, rel=2e-3)
    assert q["phi_x"] == pytest.approx(0.784, abs=5e-4)
    assert q["lambda_y"] == pytest.approx(70.3, abs=0.05)
    assert q["phi_y"] == pytest.approx(0.749, abs=5e-4)
    assert q["phi_bu_top"] == pytest.approx(0.958, abs=5e-4)
    assert stress(told, "in_plane") == pytest.approx(202.6, rel=1e-3)
    assert stress(told, "out_of_plane") == pytest.approx(201.7, rel=1e-3)


def test_a_flame_cut_column(capsys: pytest.CaptureFixture[str]) -> None:
    told = report(
        capsys,
        "--plates I h=540 b=500 tw=8 tf=20 --grade Q235 --N 3200 --l0x 10000 --l0y 10000 --edge flame_cut",
    )
    q = told["quantities"]
    assert q["Ix"] == pytest.approx(143600e4, rel=1e-3)
    assert q["Iy"] == pytest.approx(41667e4, rel=1e-3)
    assert q["phi_y"] == pytest.approx(0.715, abs=1.5e-3)  # the book rounds lambda to 76 and reads its table
    resistance = 3200.0 / (stress(told, "stability_y") / 205.0)
    assert resistance == pytest.approx(3517.8, rel=2e-3)


def test_a_double_angle_in_a_truss(capsys: pytest.CaptureFixture[str]) -> None:
    # l0x chosen so that lambda_x is the published 115.8 (i_x 2.895 cm of the section)
    first = report(capsys, "--section 2L90x56x5 --grade Q235 --N 138.37 --l0x 1000 --l0y 500")
    length = 115.8 / first["quantities"]["lambda_x"] * 1000.0
    told = report(
        capsys, f"--section 2L90x56x5 --grade Q235 --N 138.37 --l0x {length} --l0y 500 --role truss_web"
    )
    assert told["quantities"]["phi_x"] == pytest.approx(0.459, abs=1e-3)
    assert stress(told, "stability_x") == pytest.approx(209.1, rel=3e-3)


def test_a_welded_beam_in_bending_and_shear(capsys: pytest.CaptureFixture[str]) -> None:
    told = report(
        capsys,
        "--plates I h=450 b=150 tw=12 tf=18 --grade Q235 --Mx 290.1 --Vy 154.8 --role beam --lx 7000 --held",
    )
    assert stress(told, "bending") == pytest.approx(192.3, rel=2e-3)
    assert told["quantities"]["Sx"] == pytest.approx(840294, rel=1e-5)
    shear = next(c["utilisation"] for c in told["checks"] if c["check"] == "shear_y")
    assert shear * 125.0 == pytest.approx(33.5, rel=2e-3)  # web 12 mm: f_v 125


def test_a_beam_of_one_axis_of_symmetry_from_its_diagram(capsys: pytest.CaptureFixture[str]) -> None:
    told = report(
        capsys,
        "--plates IM h=820 b1=300 t1=10 b2=100 t2=10 tw=8 --grade Q235 --Mx 400 --lx 12000 --role beam "
        "--diagram point --supports 1",
    )
    assert value(told, "alpha_b", "α_b") == pytest.approx(0.964, abs=5e-4)
    assert value(told, "phi_b_top", "β_b") == 1.75
    assert value(told, "phi_b_top", "η_b") == pytest.approx(0.742, abs=1e-3)
    assert value(told, "phi_b_top", "φ_b") == pytest.approx(2.578, rel=5e-3)
    assert told["quantities"]["phi_b_top"] == pytest.approx(0.961, abs=1e-3)


@pytest.mark.parametrize(
    ("section", "diagram", "printed"),
    [("I45a", "uniform", 0.44), ("I50a", "uniform", 0.44), ("I50a", "point", 0.50)],
)
def test_rolled_ordinary_i_beams(
    capsys: pytest.CaptureFixture[str], section: str, diagram: str, printed: float
) -> None:
    told = report(
        capsys,
        f"--section {section} --grade Q235 --Mx 50 --lx 8000 --ly 8000 --role beam --diagram {diagram} --supports 0",
    )
    assert told["quantities"]["phi_b_top"] == pytest.approx(printed, abs=1e-9)


def test_a_net_area_gives_the_net_strength(capsys: pytest.CaptureFixture[str]) -> None:
    # plain: 100 kN on 600 mm2 of Q235: 166.7 MPa against 0.7 x 370
    told = report(
        capsys, "--plates FLAT b=100 t=8 --grade Q235 --N -100 --An 600 --lx 2000 --ly 2000 --role tie"
    )
    net = next(c["utilisation"] for c in told["checks"] if c["check"] == "axial_net")
    assert net == pytest.approx(100e3 / 600 / (0.7 * 370), rel=1e-12)
    assert (
        main(
            ["member", *["--plates", "FLAT", "b=100", "t=8", "--grade", "Q235", "--N", "-100", "--An", "900"]]
        )
        == 2
    )


def test_a_welded_beam_under_a_point_load_on_top(capsys: pytest.CaptureFixture[str]) -> None:
    told = report(
        capsys,
        "--section H1232x300x10x16 --grade Q235 --Mx 1182.93 --lx 7200 --diagram point --supports 0 --role beam",
    )
    q = told["quantities"]
    assert q["A"] == pytest.approx(21600)
    assert q["Ix"] == pytest.approx(4.989e9, rel=1e-3)
    assert q["W1x"] == pytest.approx(8.099e6, rel=1e-3)
    xi = 7200 * 16 / (300 * 1232)
    beta = 0.73 + 0.18 * xi
    root = (1 + (124.65 * 16 / (4.4 * 1232)) ** 2) ** 0.5
    phi_b = beta * 4320 / 124.65**2 * 21600 * 1232 / 8.099e6 * root
    assert phi_b > 0.6
    assert told["figures"]["phi_b"] == pytest.approx(1.07 - 0.282 / phi_b, rel=1e-3)
    assert stress(told, "lateral") == pytest.approx(1182.93e6 / ((1.07 - 0.282 / phi_b) * 8.099e6), rel=2e-3)


def test_a_column_with_a_point_load_out_of_its_plane(capsys: pytest.CaptureFixture[str]) -> None:
    told = report(
        capsys,
        "--plates I h=664 b=320 tw=10 tf=12 --grade Q235 --N 900 --Mx 375 --end-moments 0 0 --load-x point "
        "--l0x 15000 --l0y 5000 --edge flame_cut --role column",
    )
    q = told["quantities"]
    assert q["A"] == pytest.approx(14080)
    assert q["Iy"] == pytest.approx(6554e4, rel=1e-3)
    assert q["W1x"] == pytest.approx(3117e3, rel=1e-3)
    assert told["figures"]["phi_y"] == pytest.approx(0.732, abs=2.5e-3)  # the book enters its table with 73
    assert told["figures"]["beta_tx"] == 1.0
    lam = 5000 / (6554e4 / 14080) ** 0.5
    hand = 900e3 / (0.732 * 14080) + 375e6 / ((1.07 - lam**2 / 44000) * 3117e3)
    assert stress(told, "out_of_plane") == pytest.approx(hand, rel=3e-3)


def test_local_compression_of_a_welded_beam(capsys: pytest.CaptureFixture[str]) -> None:
    told = report(
        capsys,
        "--plates I h=450 b=150 tw=12 tf=18 --grade Q235 --Mx 290.1 --Vy 154.8 --F 72 --bearing 200 --rail-h 120 "
        "--role beam --lx 7000 --held",
    )
    assert told["figures"]["l_z"] == pytest.approx(530.0)
    assert stress(told, "local_compression") == pytest.approx(72e3 / (12 * 530), rel=1e-9)
