"""Members that design programs publish with their intermediate values, through `steelyard member --json`.

STAAD.Pro help, verification examples of GB 50017-2017 (docs.bentley.com/LiveContent/web):
- GUID-3715A531 double angle 2L100x100x7 back to back, 3.005 m, Q235, 416.2 kN: A 2760, I_x 2631000, I_y 4732000, i_x
  30.87, i_y 41.41, lambda_x 97.33, lambda_y 72.57, lambda_z 55.71, lambda_yz 79.42.
- GUID-4CB1D282 HN500x200, Q235: A 11225, I_x 468110000, I_y 21380000, W_x 1872400, W_y 213800, i_y 43.6, 2.5 m: lambda_y
  57.3, phi_b of C.0.5-1 0.995.
- GUID-83376033 pipe 299x10, Q235, mu 1.297 and 2.0383 of 4 m: A 9079, i 102.2, lambda_x 50.73, lambda_y 79.72, 0.53 of
  150. The pages end there as far as they could be read; what follows from these figures is by hand.
PKPM STS, calculation of a workshop (portal.ythpt.sg.gov.cn, Calculation_En.txt of GJ1 and GJ2), Q355, sheared flanges,
class b about x and c about y: welded H300x200x6x10, 17.41 and 7.10 m: 134.5, 146.5; H400x250x6x12, 9.01 and 7.10 m: 51.5,
115.4.
"""

from __future__ import annotations

import math

import pytest
from gb50017_hand import phi, row, told

CAPSYS = pytest.CaptureFixture[str]


def test_staad_double_angle_with_axial_force(capsys: CAPSYS) -> None:
    d = told(
        capsys, "--section 2L100x100x7 --grade Q235 --N 416.2 --lx 3005 --ly 3005 --role truss_chord --eta 1"
    )
    q, f = d["quantities"], d["figures"]
    assert q["A"] == pytest.approx(2760, rel=1e-3)
    assert q["Ix"] == pytest.approx(2631000, rel=5e-3)
    assert q["Iy"] == pytest.approx(
        4732000, rel=1.5e-2
    )  # its second moment is that of a section without fillets
    assert f["lambda_x"] == pytest.approx(97.33, rel=2e-3)
    assert f["lambda_y"] == pytest.approx(72.57, rel=7e-3)
    assert f["lambda_z"] == pytest.approx(55.71, abs=0.01)
    assert f["lambda_yz"] == pytest.approx(79.42, rel=6e-3)
    hand = 416.2e3 / (phi(97.33, 235, "b") * 2760)
    assert row(d, "stability_x")["stress_mpa"] == pytest.approx(hand, rel=2e-3)


def test_staad_h_section_in_bending(capsys: CAPSYS) -> None:
    d = told(
        capsys, "--section HN500x200 --grade Q235 --Mx 100 --lx 1000 --ly 2500 --role beam --diagram constant"
    )
    q = d["quantities"]
    for name, printed in (
        ("A", 11225), ("Ix", 468110000), ("Iy", 21380000), ("W1x", 1872400), ("Wy", 213800),
    ):  # fmt: skip
        assert q[name] == pytest.approx(printed, rel=1e-3)
    assert d["figures"]["lambda_y"] == pytest.approx(57.3, abs=0.05)
    assert q["phi_bu_top"] == pytest.approx(0.995, abs=6e-4)


def test_staad_pipe_in_bending_and_compression(capsys: CAPSYS) -> None:
    d = told(
        capsys,
        "--section φ299x10 --process hot_formed --grade Q235 --N 93.3 --Mx 76.7 --My 117.8 --lx 4000 --ly 4000 "
        "--l0x 5188 --l0y 8150 --role column",
    )
    assert d["quantities"]["A"] == pytest.approx(9079, rel=1e-3)
    assert d["figures"]["lambda_x"] == pytest.approx(50.73, rel=1e-3)
    assert d["figures"]["lambda_y"] == pytest.approx(79.72, rel=1e-3)
    assert row(d, "slenderness")["utilisation"] == pytest.approx(0.53, abs=5e-3)
    W = 9079 * 102.2**2 / 149.5
    M = math.hypot(76.7e6, 117.8e6)
    assert row(d, "strength")["stress_mpa"] == pytest.approx(93.3e3 / 9079 + M / (1.15 * W), rel=2e-3)


@pytest.mark.parametrize(
    ("plates", "l0x", "l0y", "lambda_x", "lambda_y"),
    [
        ("h=300 b=200 tw=6 tf=10", 17410, 7100, 134.5, 146.5),
        ("h=400 b=250 tw=6 tf=12", 9010, 7100, 51.5, 115.4),
    ],
)
def test_pkpm_columns_of_a_workshop(
    capsys: CAPSYS, plates: str, l0x: float, l0y: float, lambda_x: float, lambda_y: float
) -> None:
    d = told(
        capsys,
        f"--plates I {plates} --grade Q355 --N 100 --l0x {l0x} --l0y {l0y} --role column --edge sheared",
    )
    assert d["figures"]["lambda_x"] == pytest.approx(lambda_x, abs=0.3)  # lengths are printed to centimetres
    assert d["figures"]["lambda_y"] == pytest.approx(lambda_y, abs=0.3)
    assert (d["figures"]["curve_x"], d["figures"]["curve_y"]) == ("b", "c")
