"""GB 50017-2017 by hand for the validation modules: plates in mm, N, MPa, the formulas typed as they stand in the
standard. Nothing here calls the program or takes a figure of it.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

import pytest

from app.cli import main

E = 206_000.0
CURVES = {
    "a": (0.41, 0.986, 0.152), "b": (0.65, 0.965, 0.300), "c": (0.73, 0.906, 0.595), "C": (0.73, 1.216, 0.302),
    "d": (1.35, 0.868, 0.915), "D": (1.35, 1.375, 0.432),
}  # fmt: skip
"""Table D.0.5; capitals are the rows above lambda_n = 1.05."""
STRENGTHS = {
    "Q235": ((16, 215, 125), (40, 205, 120), (100, 200, 115)),
    "Q345": ((16, 305, 175), (40, 295, 170), (63, 290, 165), (80, 280, 160), (100, 270, 155)),
    "Q355": ((16, 305, 175), (40, 295, 170), (63, 290, 165), (80, 280, 160), (100, 270, 155)),
    "Q390": ((16, 345, 200), (40, 330, 190), (63, 310, 180), (100, 295, 170)),
    "Q420": ((16, 375, 215), (40, 355, 205), (63, 320, 185), (100, 305, 175)),
    "Q460": ((16, 410, 235), (40, 390, 225), (63, 355, 205), (100, 340, 195)),
}
"""Table 4.4.1: up to mm, f, f_v."""
WEB = ((33, 13, 1.3), (38, 13, 1.39), (40, 18, 1.5), (45, 25, 1.66))


def f(grade: str, t: float) -> float:
    return next(row[1] for row in STRENGTHS[grade] if t <= row[0])


def f_v(grade: str, t: float) -> float:
    return next(row[2] for row in STRENGTHS[grade] if t <= row[0])


def phi(lam: float, yield_number: float, curve: str) -> float:
    x = lam / math.pi * math.sqrt(yield_number / E)
    a1, a2, a3 = CURVES[curve.upper() if curve in "cd" and x > 1.05 else curve]
    if x <= 0.215:
        return 1.0 - a1 * x * x
    s = a2 + a3 * x + x * x
    return (s - math.sqrt(s * s - 4.0 * x * x)) / (2.0 * x * x)


def NE(A: float, lam: float) -> float:
    return math.pi**2 * E * A / (1.1 * lam**2)


def Ncr(A: float, lam: float) -> float:
    return math.pi**2 * E * A / lam**2


def reduced(phi_b: float) -> float:
    return phi_b if phi_b <= 0.6 else min(1.07 - 0.282 / phi_b, 1.0)


@dataclass(frozen=True)
class PlateI:
    """A welded I of three plates, flange 1 on top."""

    h: float
    b1: float
    t1: float
    b2: float
    t2: float
    tw: float

    def __post_init__(self) -> None:
        hw = self.h - self.t1 - self.t2
        parts = (
            (self.b1 * self.t1, self.h - self.t1 / 2, self.b1 * self.t1**3 / 12),
            (self.b2 * self.t2, self.t2 / 2, self.b2 * self.t2**3 / 12),
            (hw * self.tw, self.t2 + hw / 2, self.tw * hw**3 / 12),
        )
        A = sum(p[0] for p in parts)
        y = sum(p[0] * p[1] for p in parts) / A
        Ix = sum(own + area * (at - y) ** 2 for area, at, own in parts)
        I1, I2 = self.t1 * self.b1**3 / 12, self.t2 * self.b2**3 / 12
        Iy, arm = I1 + I2 + hw * self.tw**3 / 12, self.h - self.t1 / 2 - self.t2 / 2
        y1 = self.h - y
        S1, S2 = self.b1 * self.t1 * (y1 - self.t1 / 2), self.b2 * self.t2 * (y - self.t2 / 2)
        known = {
            "hw": hw, "A": A, "y1": y1, "y2": y, "Ix": Ix, "Iy": Iy, "W1": Ix / y1, "W2": Ix / y, "S1": S1, "S2": S2,
            "S": S1 + self.tw * (y1 - self.t1) ** 2 / 2, "ix": math.sqrt(Ix / A), "iy": math.sqrt(Iy / A),
            "J": (self.b1 * self.t1**3 + self.b2 * self.t2**3 + hw * self.tw**3) / 3,
            "Iw": I1 * I2 / (I1 + I2) * arm**2, "alpha_b": I1 / (I1 + I2),
        }  # fmt: skip
        for name, value in known.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> float:  # the figures of __post_init__, for readers of types
        raise AttributeError(name)

    @property
    def eta_b(self) -> float:
        return 0.8 * (2 * self.alpha_b - 1) if self.alpha_b > 0.5 else 2 * self.alpha_b - 1

    def phi_b(self, beta: float, l1: float, ek2: float) -> float:
        lam = l1 / self.iy
        root = math.sqrt(1 + (lam * self.t1 / (4.4 * self.h)) ** 2) + (
            0 if self.b1 == self.b2 else self.eta_b
        )
        return reduced(beta * 4320 / lam**2 * self.A * self.h / self.W1 * root * ek2)

    def lambda_z(self, lw: float) -> float:
        I0 = self.Ix + self.Iy
        return math.sqrt(I0 / (self.J / 25.7 + self.Iw / lw**2))


def told(capsys: pytest.CaptureFixture[str], words: str) -> dict[str, Any]:
    """The report of `steelyard member` as its reader gets it."""
    main(["member", *words.split(), "--json", "--lang", "en"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def row(report: dict[str, Any], check: str) -> dict[str, Any]:
    """One check of it."""
    found: dict[str, Any] = next(c for c in report["checks"] if c["check"] == check)
    return found


def use(report: dict[str, Any], check: str) -> float:
    return _known(row(report, check), "utilisation")


def stress(report: dict[str, Any], check: str) -> float:
    return _known(row(report, check), "stress_mpa")


def _known(check: dict[str, Any], figure: str) -> float:
    assert check[figure] is not None, (check["check"], check["reason"])
    return float(check[figure])
