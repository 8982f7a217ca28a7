"""Slenderness and plate limits of GB/T 50011-2010 (2024), 8.3.1, 8.3.2, 8.4.1, on whole members.

Source: public seismic steel tool for the 2024 edition (columns 60/80/100/120, H flange 10/11/12/13, web 43/45/48/52);
braces and the caps of beam webs are recalled.
"""

from __future__ import annotations

import math

import pytest

from components.checks.gb50017.single import MemberInputs, member
from components.sections import Shape, shape

EPS = math.sqrt(235 / 355)
H_400 = shape("I", h=400, b=300, tw=10, tf=16)
AREA = 2 * 300 * 16 + 368 * 10


def use(check: str, role: str, grade: int, section: Shape = H_400, N: float = 1e5, Mx: float = 0.0) -> float:
    inputs = MemberInputs(section, "Q355B", role=role, seismic_grade=grade, lx=5000, ly=5000, N=N, Mx=Mx)
    return float(member(inputs).sheet.results.columns[check].utilisation[0])


@pytest.mark.parametrize(("grade", "flange", "web"), [(1, 10, 43), (2, 11, 45), (3, 12, 48), (4, 13, 52)])
def test_plates_of_columns(grade: int, flange: float, web: float) -> None:
    assert use("seismic_flange", "column", grade) == pytest.approx(145 / 16 / (flange * EPS))
    assert use("seismic_web", "column", grade) == pytest.approx(36.8 / (web * EPS))


@pytest.mark.parametrize(("grade", "limit"), [(1, 60), (2, 80), (3, 100), (4, 120)])
def test_slenderness_of_columns(grade: int, limit: float) -> None:
    i_y = math.sqrt((2 * 16 * 300**3 + 368 * 10**3) / 12 / AREA)
    assert use("seismic_slenderness", "column", grade) == pytest.approx(5000 / i_y / (limit * EPS))


@pytest.mark.parametrize(
    ("grade", "a", "b", "cap"), [(1, 72, 120, 60), (2, 72, 100, 65), (3, 80, 110, 70), (4, 85, 120, 75)]
)
@pytest.mark.parametrize("share", [0.0, 0.2])
def test_webs_of_beams_by_their_axial_force(grade: int, a: float, b: float, cap: float, share: float) -> None:
    limit = min(a - b * share, cap) * EPS
    found = use("seismic_web", "beam", grade, N=share * AREA * 305, Mx=1e6)
    assert found == pytest.approx(36.8 / limit)


def test_tube_braces_by_the_yield_number_itself() -> None:
    found = use("seismic_flange", "brace", 2, shape("CHS", d=219, t=8))
    assert found == pytest.approx(219 / 8 / (40 * 235 / 355))
