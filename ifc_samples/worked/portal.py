"""The portal-frame workshop and its revision B, by hand (mm, mm2, mm3, kg)."""

from __future__ import annotations

from math import hypot, pi, sqrt
from pathlib import Path

from ifc_samples.step import global_id
from ifc_samples.worked.rows import Part, fastener, member, plate, solid, write_parts, write_table

A, B = "portal_workshop", "portal_workshop_rev_b"
HALVES = tuple(f"{side}{frame}" for frame in (1, 2, 3, 4, 5) for side in "LR")

D30 = pi / 4 * 30**2
D22 = pi / 4 * 22**2
D13 = pi / 4 * 13.5**2

# Column web: a trapezium from 276 to 576 wide over 5200, and a rectangle of 576 by 880 above it.
WEB = (276 + 576) / 2 * 5200 + 576 * 880
STIFFENER = 576 * 96 - 2 * (20 * 20 / 2)
# Lipped channel: straight parts and four quarter rings of 3.3 inside and 5.5 outside radius.
C180 = 2.2 * ((180 - 2 * 5.5) + 2 * (70 - 2 * 5.5) + 2 * (20 - 5.5)) + pi * (5.5**2 - 3.3**2)
Z160 = 2.5 * (160 + 2 * (60 - 2.5) + 2 * (20 - 2.5))
H450 = 2 * 200 * 12 + (450 - 2 * 12) * 8
TUBE = pi / 4 * (102**2 - 94**2)
ROD = pi / 4 * 20**2


def columns() -> list[Part]:
    """Ten tapered columns GZ-1."""
    out: list[Part] = []
    for at in HALVES:
        mark, grade = "GZ-1", "Q355B"
        out += [
            plate(f"web/{at}", "P101", mark, grade, (6080, 576, 8), WEB, profile="PL8"),
            plate(f"outer/{at}", "P102", mark, grade, (6092, 200, 12)),
            plate(f"inner/{at}", "P103", mark, grade, (5200, 200, 12)),
            plate(f"base/{at}", "P104", mark, grade, (320, 260, 20), holes=4 * D30),
            plate(f"knee_column/{at}", "P105", mark, grade, (880, 220, 20), holes=8 * D22),
            plate(f"cap/{at}", "P106", mark, grade, (596, 200, 12)),
        ]
        out += [plate(f"stiffener/{at}/{i}", "P107", mark, grade, (576, 96, 10), STIFFENER) for i in (1, 2)]
        out += [
            plate(f"bracket/{at}/{i}", "P108", mark, grade, (150, 140, 8), holes=4 * D13) for i in (1, 2, 3)
        ]
    return out


def rafters(model: str) -> list[Part]:
    """Ten rafters; in revision B those of frame 3 are of a better steel, and so have marks of their own."""
    out: list[Part] = []
    axis = 8352 * sqrt(1.01)  # the ends are plumb, 8352 apart on the level, and the slope is 1 in 10
    sawn = axis + 450 * 0.1  # square ends around both skew cuts
    for at in HALVES:
        better = model == B and at.endswith("3")
        mark, bar, grade = ("GL-2", "B202", "Q390B") if better else ("GL-1", "B201", "Q355B")
        key = f"rafter_bar/{at}"
        out += [
            member(key, "IfcBeam", bar, mark, "BH450*200*8*12", grade, sawn, H450, settled=H450 * axis),
            plate(f"knee_rafter/{at}", "P202", mark, "Q355B", (640, 220, 20), holes=8 * D22),
            plate(f"ridge/{at}", "P203", mark, "Q355B", (660, 220, 20), holes=8 * D22),
        ]
        out += [
            plate(f"cleat/{at}/{i}", "P204", mark, "Q355B", (160, 140, 8), holes=4 * D13)
            for i in (1, 2, 3, 4, 5, 6)
        ]
    return out


def purlins(model: str) -> list[Part]:
    """48 purlins of 5990; in revision B the twelve of the last bay are 6290 long."""
    out: list[Part] = []
    for side in "LR":
        for bay in (1, 2, 3, 4):
            mark, length = ("LT-2", 6290) if model == B and bay == 4 else ("LT-1", 5990)
            net = C180 * length - 4 * D13 * 2.2
            for line in (1, 2, 3, 4, 5, 6):
                key = f"purlin/{side}/{bay}/{line}"
                out.append(member(key, "IfcBeam", mark, "", "C180*70*20*2.2", "Q235B", length, C180, net=net))
    return out


def girts(model: str) -> list[Part]:
    """24 girts of 5990; revision B leaves two out."""
    gone = {"girt/R/3/2", "girt/R/3/3"} if model == B else set()
    keys = [f"girt/{side}/{bay}/{row}" for side in "LR" for bay in (1, 2, 3, 4) for row in (1, 2, 3)]
    net = Z160 * 5990 - 4 * D13 * 2.5
    return [
        member(key, "IfcBeam", "QL-1", "", "Z160*60*20*2.5", "Q235B", 5990, Z160, net=net)
        for key in keys
        if key not in gone
    ]


def ties_and_braces(model: str) -> list[Part]:
    """Tubes of 5980; round bars across a panel of 5940 by 5150 (walls) or by 3800 on the level (roof)."""
    spots = ("eaves", "ridge", "middle") if model == B else ("eaves", "ridge")
    out = [
        member(f"tie/{side}/{spot}/{bay}", "IfcMember", "XG-1", "", "φ102*4", "Q235B", 5980, TUBE)
        for side in "LR"
        for spot in spots
        for bay in (1, 2, 3, 4)
    ]
    wall = hypot(5940, 5150)
    roof = sqrt(5940**2 + 3800**2 * 1.01)
    for side in "LR":
        for bay in (1, 3 if model == B else 4):
            for i in (1, 2):
                key = f"brace_wall/{side}/{bay}/{i}"
                out.append(member(key, "IfcMember", "ZC-1", "", "φ20", "Q235B", wall, ROD))
        for bay in (1, 4):
            for panel in (1, 2):
                for i in (1, 2):
                    key = f"brace_roof/{side}/{bay}/{panel}/{i}"
                    out.append(member(key, "IfcMember", "SC-1", "", "φ20", "Q235B", roof, ROD))
    return out


def the_rest(model: str) -> list[Part]:
    """120 bolts, 40 anchor bolts and ten pedestals of 700 x 600 x 700."""
    out: list[Part] = []
    long = 800 if model == B else 700
    for at in HALVES:
        out += [fastener(f"bolt_knee/{at}/{i}", "M20*75", "M20*75", "10.9S", 75) for i in range(1, 9)]
        out += [
            fastener(f"anchor/{at}/{i}", f"M24*{long}", f"M24*{long}", "Q355B", long) for i in (1, 2, 3, 4)
        ]
        volume = 700 * 600 * 700
        key = f"pedestal/{at}"
        out.append(solid(key, "IfcFooting", "cast-in-place concrete", "700x600", "C30", volume, volume))
    for frame in (1, 2, 3, 4, 5):
        out += [fastener(f"bolt_ridge/{frame}/{i}", "M20*75", "M20*75", "10.9S", 75) for i in range(1, 9)]
    return out


def parts(model: str) -> list[Part]:
    """Every part of one issue of the workshop."""
    return [
        *columns(),
        *rafters(model),
        *purlins(model),
        *girts(model),
        *ties_and_braces(model),
        *the_rest(model),
    ]


def changes() -> list[tuple[str, str, str, str]]:
    """What revision B changed: kind, key before, key after, in words."""
    out = [
        (
            "moved",
            f"brace_wall/{s}/4/{i}",
            f"brace_wall/{s}/3/{i}",
            "second braced bay of the walls is bay 3: 6000 mm along -Y",
        )
        for s in "LR"
        for i in (1, 2)
    ]
    out += [
        ("lengthened", key, key, "purlin overhangs the last frame: 5990 -> 6290 mm, mark LT-1 -> LT-2")
        for key in (f"purlin/{s}/4/{i}" for s in "LR" for i in (1, 2, 3, 4, 5, 6))
    ]
    out += [
        ("lengthened", key, key, "anchor bolt 700 -> 800 mm, top end stays")
        for key in (f"anchor/{at}/{i}" for at in HALVES for i in (1, 2, 3, 4))
    ]
    out += [
        ("added", "", f"tie/{s}/middle/{b}", "line of ties half-way up") for s in "LR" for b in (1, 2, 3, 4)
    ]
    out += [("deleted", f"girt/R/3/{i}", "", "room for a gate") for i in (2, 3)]
    words = "rafter of frame 3: Q355B -> Q390B, mark B201 -> B202, assembly GL-1 -> GL-2"
    out += [("regraded", f"rafter_bar/{at}", f"rafter_bar/{at}", words) for at in ("L3", "R3")]
    return out


def write(folder: Path) -> None:
    """The tables of both issues and the list of changes between them."""
    for model in (A, B):
        write_parts(folder, model, parts(model))
    rows = [
        (kind, a, global_id(A, a) if a else "", b, global_id(B, b) if b else "", words)
        for kind, a, b, words in changes()
    ]
    header = ("change", "key_a", "global_id_a", "key_b", "global_id_b", "what")
    write_table(folder / f"{B}_changes.csv", header, rows)
