"""Exact conversion factors. Inside Steelyard: N, mm, MPa, kg, rad."""

from __future__ import annotations

import math

MM_PER_M = 1000.0
MM_PER_KM = 1_000_000.0
MM_PER_INCH = 25.4
MM_PER_FOOT = 304.8
KG_PER_POUND = 0.45359237
N_PER_POUND_FORCE = 4.4482216152605
KG_PER_G = 0.001
KG_PER_TONNE = 1000.0
RAD_PER_DEGREE = math.pi / 180.0

MM2_PER_M2 = 1.0e6
MM3_PER_M3 = 1.0e9

STEEL_DENSITY_KG_PER_M3 = 7850.0
"""Density at which structural steel is ordered (GB 50017-2017, 4.4.8)."""

SI_PREFIX = {
    "EXA": 1e18, "PETA": 1e15, "TERA": 1e12, "GIGA": 1e9, "MEGA": 1e6, "KILO": 1e3, "HECTO": 1e2,
    "DECA": 1e1, "DECI": 1e-1, "CENTI": 1e-2, "MILLI": 1e-3, "MICRO": 1e-6, "NANO": 1e-9, "PICO": 1e-12,
    "FEMTO": 1e-15, "ATTO": 1e-18,
}  # fmt: skip
"""IfcSIPrefix. A prefix belongs to the base unit: MILLI SQUARE_METRE is mm2, so the power applies to it."""


def m3(volume_mm3: float) -> float:
    """mm3 to m3."""
    return volume_mm3 / MM3_PER_M3


def m2(area_mm2: float) -> float:
    """mm2 to m2."""
    return area_mm2 / MM2_PER_M2
