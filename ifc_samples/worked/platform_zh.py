"""The small platform with GB sections, by hand (mm, mm2, mm3, kg)."""

from __future__ import annotations

from math import atan, hypot, pi, tan
from pathlib import Path

from ifc_samples.worked.rows import Part, member, plate, write_parts

MODEL = "zh_gb_small"
D26 = pi / 4 * 26**2
ROOTS = 4 - pi


def corner(slope: float) -> float:
    """Area of a rounded corner over r2 where a flange slopes; it opens to 90 degrees plus the slope."""
    opening = pi / 2 + atan(slope)
    return 1 / tan(opening / 2) - (pi - opening) / 2


HW200 = 2 * 200 * 12 + 176 * 8 + ROOTS * 13**2
HN300 = 2 * 150 * 9 + 282 * 6.5 + ROOTS * 13**2
I20A = 200 * 7 + 2 * 11.4 * (100 - 7) + 4 * corner(1 / 6) * (9**2 - 4.5**2)
C20A = 200 * 7 + 2 * 11 * (73 - 7) + 2 * corner(1 / 10) * (11**2 - 5.5**2)
L100 = 10 * (100 + 100 - 10) + (1 - pi / 4) * (12**2 - 2 * (10 / 3) ** 2)
BOX = (200**2 - ROOTS * 20**2) - (184**2 - ROOTS * 12**2)
TUBE = pi / 4 * (219**2 - 203**2)


def parts() -> list[Part]:
    """Every part of the platform; the last figure is the kg/m the product standard prints."""
    out: list[Part] = []
    spots = (
        (1, "Z1", "GZ-1", "HW200×200×8×12", HW200, 49.9),
        (2, "Z1", "GZ-1", "HW200×200×8×12", HW200, 49.9),
        (3, "Z2", "GZ-2", "□200×8", BOX, 46.5),
        (4, "Z3", "GZ-3", "φ219×8", TUBE, None),
    )
    for i, mark, assembly, profile, area, kg in spots:
        args = (f"column/{i}", "IfcColumn", mark, assembly, profile, "Q355B", 3000 - 16, area)
        out.append(member(*args, kg_per_m=kg))
        out.append(plate(f"base/{i}", "B1", assembly, "Q355B", (350, 350, 16), holes=4 * D26))
    for i in (1, 2):
        key, size = f"main/{i}", 6000 - 2 * 110
        out.append(
            member(key, "IfcBeam", "L1", "GL-1", "HN300×150×6.5×9", "Q355B", size, HN300, kg_per_m=36.7)
        )
        long = hypot(5800, 2200)
        out.append(member(f"brace/{i}", "IfcMember", "C1", "", "L100×10", "Q235B", long, L100, kg_per_m=15.1))
        out.append(member(f"board/{i}", "IfcMember", "T1", "", "-10×150", "Q235B", 6000, 10 * 150))
        size = 4000 - 110 - 120
        out.append(member(f"edge/{i}", "IfcBeam", "L3", "GL-3", "[20a", "Q235B", size, C20A, kg_per_m=22.6))
    for i in (1, 2, 3):
        size = 4000 - 2 * 85
        key = f"joist/{i}"
        out.append(member(key, "IfcBeam", "L2", "GL-2", "I20a", "Q235B", size, I20A, kg_per_m=27.9))
        out.append(plate(f"floor/{i}", "P1", "", "Q235B", (5800, 1250, 6)))
    return out


def write(folder: Path) -> None:
    """The tables of the platform."""
    write_parts(folder, MODEL, parts())
