"""The trusses with gussets, by hand (mm, mm2, mm3, kg). Marks are ours: the model has none."""

from __future__ import annotations

from math import pi
from pathlib import Path

from ifc_samples.worked.rows import STEEL, Part, fastener, member, plate, write_parts

MODEL = "truss_gussets"
D22 = pi / 4 * 22**2
D18 = pi / 4 * 18**2

# □120x6: outer corners of radius 12, inner corners of radius 6.
BOX = (120**2 - (4 - pi) * 12**2) - (108**2 - (4 - pi) * 6**2)
# L75x6 (GB/T 706): root radius 9, toe radii 2.
L75 = 6 * (75 + 75 - 6) + (1 - pi / 4) * (9**2 - 2 * 2**2)
L50 = 5 * (50 + 50 - 5) + (1 - pi / 4) * (5.5**2 - 2 * (5 / 3) ** 2)
TUBE = pi / 4 * (76**2 - 68**2)

# Gusset: 600 wide at the chord, 680 at 140 above it, 520 at 240 above it.
GUSSET = (600 + 680) / 2 * 140 + (680 + 520) / 2 * 100
# End gusset, by the shoelace formula over (-120,60) (300,60) (340,200) (260,300) (-120,160).
END = [(-120, 60), (300, 60), (340, 200), (260, 300), (-120, 160)]
END_GUSSET = sum(x * END[(i + 1) % 5][1] - END[(i + 1) % 5][0] * y for i, (x, y) in enumerate(END)) / 2


def diagonals(n: int) -> list[Part]:
    """Six pairs of angles between levels 80 and 1420, rising 3 in 5: front and back are mirror images."""
    axis = (1420 - 80) * 5 / 3
    sawn = (
        axis + 75 * 4 / 3
    )  # the cuts are level, so the leg of 75 in the plane of the truss adds 4/3 of itself
    net = L75 * axis - 4 * D22 * 6
    out = []
    for i in (1, 2, 3, 4, 5, 6):
        # Odd ones rise to the right, even ones to the left. Turning a truss half round swaps front and back,
        # so the front angle is always the same part, seen from its own node.
        for face, mark in (("front", "D-1"), ("back", "D-1R")):
            key = f"diagonal/{n}/{i}/{face}"
            args = (key, "IfcMember", mark, "", "L75x6", "Q235B", sawn, L75)
            out.append(member(*args, net=net, settled=L75 * axis, kg_per_m=6.91))
    return out


def gussets(n: int) -> list[Part]:
    """Five gussets G-1 with four holes, two end gussets G-2 with two."""
    low = [f"gusset/{n}/low{x}" for x in (4000, 8000)]
    top = [f"gusset/{n}/top{x}" for x in (2000, 6000, 10000)]
    out = [
        plate(key, "G-1", "", "Q355B", (680, 240, 10), GUSSET, 4 * D22, profile="PL10") for key in low + top
    ]
    for x in (0, 12000):
        key = f"gusset/{n}/end{x}"
        out.append(plate(key, "G-2", "", "Q355B", END_BOX, END_GUSSET, 2 * D22, profile="PL10"))
    return out


# The smallest rectangle around the end gusset lies along one of its edges: along the axes it is 460 by 240.
END_BOX = (460.0, 240.0, 10.0)


def bent(key: str, kind: str, mark: str, straight: float, bends: int, holes: float) -> Part:
    """A plate of 8 bent round 12, 150 wide: straight parts and quarter rings; blank: the middle line."""
    ring = pi / 4 * (20**2 - 12**2)
    blank = straight + bends * pi / 2 * (12 + 8 / 2)
    gross = (straight * 8 + bends * ring) * 150
    long, wide = max(blank, 150), min(blank, 150)
    order = blank * 150 * 8 * STEEL
    sizes = (long, wide, 8.0, gross, gross - holes * 8, gross, order)
    return Part(key, kind, "bent plate", mark, "", "PL8", "Q355B", *sizes)


def seats(n: int) -> list[Part]:
    """Brackets, saddle, bearings, wedges and studs of one truss."""
    out = []
    for i, mark in ((1, "BP-1"), (2, "BP-1"), (3, "BP-1R"), (4, "BP-1R")):
        key = f"bent_bracket/{n}/{i}"
        out.append(bent(key, "IfcDiscreteAccessory", mark, (120 - 20) + (80 - 20), 1, D18))
    out.append(bent(f"bent_saddle/{n}", "IfcPlate", "BP-2", (140 - 40) + 2 * (90 - 20), 2, 0.0))
    for end in "ab":
        out.append(plate(f"bearing/{n}/{end}", "B-1", "", "Q355B", (300, 200, 20), holes=2 * D22))
        volume = 200 * 120 * (20 + 32) / 2
        order = 200 * 120 * 32 * STEEL
        sizes = (200.0, 120.0, 32.0, volume, volume, volume, order)
        out.append(Part(f"wedge/{n}/{end}", "IfcPlate", "plate", "W-1", "", "PL32*120", "Q355B", *sizes))
    out += [fastener(f"stud/{n}/{i}", "φ16*90", "φ16*90", "ML15", 90, "stud") for i in range(1, 7)]
    return out


def parts() -> list[Part]:
    """Every part of both trusses."""
    out: list[Part] = []
    for n in (1, 2):
        out.append(member(f"chord_low/{n}", "IfcMember", "BC-1", "", "□120x6", "Q355B", 12300, BOX))
        # ends lean by 3:4, so the underside is 90 longer than the axis of 8600, and the top side 90 shorter
        top = f"chord_top/{n}"
        out.append(member(top, "IfcMember", "TC-1", "", "□120x6", "Q355B", 8690, BOX, settled=BOX * 8600))
        out += [*diagonals(n), *gussets(n), *seats(n)]
        for i in (1, 2, 3, 4, 5, 6):
            for spot in ("low1", "low2", "top1", "top2"):
                place = "Site" if spot.startswith("low") else "Shop"
                key = f"bolt/{n}/{i}/{spot}"
                out.append(fastener(key, f"M20*60 {place}", "M20*60", "8.8", 60))
        for x in (4000, 8000):
            for side in (1, 2):
                key = f"weld/{n}/{x}/{side}"
                volume = 6 * 6 / 2 * 600
                out.append(Part(key, "IfcFastener", "weld", "", "", "hf6", "", 600, gross=volume, net=volume))
    for x in (2000, 6000, 10000):
        out.append(member(f"tie/{x}", "IfcMember", "T-1", "", "φ76x4", "Q235B", 5860, TUBE))
    for x in (4000, 8000):
        args = (f"pair/{x}", "IfcMember", "T-2", "", "2L50x5", "Q235B", 5860, L50)
        out.append(member(*args, kg_per_m=3.77, pieces=2))
    return out


def write(folder: Path) -> None:
    """The tables of the trusses."""
    write_parts(folder, MODEL, parts())
