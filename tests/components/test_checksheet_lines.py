"""Ten members of ten kinds: every printed line, evaluated again from its printed numbers, gives its printed result."""

from __future__ import annotations

import math
import re

import pytest

from components.checks.gb50017.report import member_report
from components.checks.gb50017.single import MemberInputs, member
from components.codes.gb50017_2017.settings import Settings
from components.sections import shape

WORDS = {"pi": math.pi, "sqrt": math.sqrt, "min": min, "max": max, "abs": abs, "inf": math.inf}
TEN = {
    "column": MemberInputs(shape("I", h=500, b=300, tw=12, tf=20), "Q355", N=1.8e6, Vy=1.2e5, Mx=3.2e8, M1x=3.2e8,
                           M2x=-1.4e8, load_x="none", lx=6e3, ly=3e3, edge="flame_cut", role="column"),
    "box": MemberInputs(shape("BOX", h=500, b=400, tw=16, tf=20), "Q345", N=4e6, Mx=5e8, M1x=5e8, M2x=-2e8, My=1.6e8,
                        M1y=1.6e8, M2y=8e7, load_x="none", load_y="none", Vy=1.5e5, Vx=6e4, lx=6e3, ly=6e3,
                        role="column"),
    "tube": MemberInputs("CHS273x10", "Q355", process="hot_formed", N=9e5, Mx=5e7, M1x=5e7, M2x=2.5e7, My=2e7, M1y=2e7,
                         M2y=-1e7, load_x="none", load_y="none", Vy=2e4, lx=5e3, ly=5e3, role="column"),
    "double angle": MemberInputs("2L100x80x8", "Q235", N=2.2e5, lx=2400, ly=3000, role="truss_web"),
    "angle": MemberInputs("L90x8", "Q235", N=6e4, lx=1800, ly=1800, one_leg="equal", role="truss_web"),
    "chord": MemberInputs(shape("T", h=200, b=200, tw=10, tf=14), "Q345", N=5e5, Mx=9e6, Vy=1.2e4, M1x=0.0, M2x=0.0,
                          load_x="point", lx=3e3, ly=3e3, edge="flame_cut", role="truss_chord"),
    "uneven beam": MemberInputs(shape("IM", h=820, b1=300, t1=14, b2=200, t2=12, tw=10), "Q345", Mx=7e8, Vy=3e5,
                                F=1.2e5, bearing=100.0, lx=9e3, l1=3e3, ltb_case="more_top", role="beam", panel_a=1500.0,
                                settings=Settings(panel_eta=1.11)),
    "portal beam": MemberInputs(shape("I", h=700, b=220, tw=6, tf=10), "Q235", N=6e4, Mx=2.6e8, Vy=1e5, lx=9e3, ly=3e3,
                                role="beam", ltb_case="more_top", panel_a=2000.0),
    "S5": MemberInputs(shape("I", h=1000, b=300, tw=6, tf=16), "Q355", N=4e5, Mx=6e8, Vy=1e5, lx=8e3, ly=4e3,
                       role="column", edge="flame_cut"),
    "seismic brace": MemberInputs(shape("I", h=300, b=300, tw=10, tf=15), "Q355", N=9e5, lx=6e3, ly=6e3, role="brace",
                                  seismic_grade=3, situation="seismic", seismic_in=False, edge="flame_cut"),
}  # fmt: skip


def evaluated(text: str) -> float:
    plain = re.sub(r"×10\^(-?\d+)", r"e\1", text).replace("×", "*").replace("π", "pi").replace("√", "sqrt")
    plain = plain.replace("²", "**2").replace("³", "**3").replace("^", "**").replace("∞", "inf")
    return float(eval(re.sub(r"\|([^|]*)\|", r"abs(\1)", plain), WORDS))


@pytest.mark.parametrize("kind", TEN)
def test_every_printed_line_gives_its_printed_result(kind: str) -> None:
    told = member_report(member(TEN[kind]), "en")
    lines = [
        line
        for s in (*told["steps"], *(s for g in told["governed"] for s in g["steps"]))
        for line in s["lines"]
    ]
    shown = [line for line in lines if line["value"] is not None]
    assert len(shown) > 20
    for line in shown:
        # four digits are printed of each number
        slack = 4e-3 * max(abs(line["value"]), 1e-3)
        assert evaluated(line["substituted"]) == pytest.approx(line["value"], abs=slack), line


def test_the_square_of_a_large_number_is_not_read_as_a_larger_power() -> None:
    told = member_report(member(TEN["tube"]), "en")
    lines = [line["substituted"] for g in told["governed"] for s in g["steps"] for line in s["lines"]]
    assert any(")²" in line for line in lines)
    assert not any(re.search(r"10\^\d+[²³]", line) for line in lines)
