"""The three-storey office, by hand: its parts (mm), and the areas and volumes of its rates (m2, m3)."""

from __future__ import annotations

from math import pi
from pathlib import Path

from ifc_samples.worked.rows import Part, member, plate, shown, solid, write_parts, write_table

MODEL = "frame_office"
GRID = tuple(f"{i}{j}" for i in (1, 2, 3, 4) for j in (1, 2, 3))
BRICK, AAC = "烧结页岩砖砌体 Brick masonry", "蒸压加气混凝土条板 AAC panel"
FLOORS = ("1F", "2F", "3F")
HIGH = {"1F": 4200, "2F": 3600, "3F": 3600}

# Rolled H of GB/T 11263-2017: two flanges, the web, four fillets; kg/m as the standard prints it.
ROOTS = 4 - pi
HW400 = (2 * 400 * 21 + 358 * 13 + ROOTS * 22**2, 172.0)
HN500 = (2 * 200 * 16 + 468 * 10 + ROOTS * 13**2, 88.1)
HN400 = (2 * 200 * 13 + 374 * 8 + ROOTS * 13**2, 65.4)
HN350 = (2 * 175 * 11 + 328 * 7 + ROOTS * 13**2, 49.4)
D34 = pi / 4 * 34**2
D22 = pi / 4 * 22**2


def bar(
    key: str,
    kind: str,
    mark: str,
    profile: str,
    length: float,
    section: tuple[float, float],
    holes: float = 0.0,
) -> Part:
    """A rolled bar with square ends and `holes` (mm3) drilled out of it."""
    area, kg = section
    return member(key, kind, mark, "", profile, "Q355B", length, area, net=area * length - holes, kg_per_m=kg)


def steel() -> list[Part]:
    """Columns, base plates, beams and fin plates."""
    out: list[Part] = []
    for at in GRID:
        out += [
            bar(f"column/{at}/1", "IfcColumn", "GZ-1", "HW400x400x13x21", 6200, HW400),
            bar(f"column/{at}/2", "IfcColumn", "GZ-2", "HW400x400x13x21", 5880, HW400),
            plate(f"base/{at}", "JB-1", "", "Q355B", (600, 600, 30), holes=4 * D34),
        ]
    for floor in (1, 2, 3):
        for j in (1, 2, 3):
            for i in (1, 2, 3):
                key = f"beam/{floor}/x{i}{j}"
                out.append(bar(key, "IfcBeam", "GKL-1", "HN500x200x10x16", 8000 - 420, HN500))
        for i in (1, 2, 3, 4):
            for j in (1, 2):
                key = f"beam/{floor}/y{i}{j}"
                out.append(bar(key, "IfcBeam", "GKL-2", "HN400x200x8x13", 7000 - 33, HN400))
        for bay in ("11", "12", "21", "31", "32"):
            key = f"beam/{floor}/s{bay}"
            out.append(bar(key, "IfcBeam", "GL-1", "HN350x175x7x11", 7000 - 220, HN350, 6 * D22 * 7))
            out += [
                plate(f"{key}/fin{n}", "LB-1", "", "Q355B", (250, 180, 10), holes=3 * D22) for n in (1, 2)
            ]
    return out


# Areas in plan, m2: the slab from edge to edge, the core from outside to outside, the roof west of x = 8.100.
PLAN = 24.4 * 14.4
CORE = 6.8 * 5.0
ROOF_WEST = 8.3 * 14.4
ROOF_EAST = 16.1 * 14.4


def floors() -> list[Part]:
    """Slabs of 120 mm, four deck sheets and four landings."""
    spots = (
        ("slab/1", (PLAN - CORE) * 0.12),
        ("slab/2", (PLAN - CORE) * 0.12),
        ("slab/3/deck", ROOF_WEST * 0.12),
        ("slab/3/cast", ROOF_EAST * 0.12),
        ("landing/1F/half", 1.20 * 2.60 * 0.12),
        ("landing/2F/half", 1.74 * 2.60 * 0.12),
        ("landing/2F", 1.59 * 2.60 * 0.12),
        ("landing/3F", 1.59 * 2.60 * 0.12),
    )
    out = [solid(key, "IfcSlab", "cast-in-place concrete", "", "C30", v * 1e9, v * 1e9) for key, v in spots]
    for bay in ("11", "12", "31", "32"):
        sheet = plate(f"deck/{bay}", "", "", "镀锌钢板 galvanised sheet", (8000, 7000, 0.5), category="deck")
        out.append(sheet)
    return out


def core() -> list[Part]:
    """Core walls of 250 mm; a doorway of 1200 by 2200 in the south wall of each storey."""
    out: list[Part] = []
    for floor, high in (("1F", 5700), ("2F", 3600), ("3F", 3480)):
        for side, length in (("W", 5000), ("E", 5000), ("S", 6300), ("N", 6300)):
            gross = length * 250 * high
            net = gross - (1200 * 2200 * 250 if side == "S" else 0)
            key = f"core/{floor}/{side}"
            out.append(solid(key, "IfcWall", "cast-in-place concrete", "250", "C40", gross, net))
    return out


def flights() -> list[Part]:
    """Flights 1200 wide: over each tread of 270 stand half a riser of 150 and a waist of 150."""
    out: list[Part] = []
    for floor, treads in (("1F", 13), ("2F", 11)):
        volume = treads * 270 * (150 / 2 + 150) * 1200
        for n in (1, 2):
            key = f"stair/{floor}/{n}"
            out.append(solid(key, "IfcStairFlight", "precast concrete", "", "C30", volume, volume))
    return out


def walls() -> list[Part]:
    """Facade panels, north walls, partitions; windows and doorways are taken out of the net volume."""
    out: list[Part] = []

    def one(key: str, category: str, grade: str, size: tuple[int, int, int], gap: float = 0.0) -> None:
        gross = size[0] * size[1] * size[2]
        net = gross - gap * size[1]
        out.append(solid(key, "IfcWall", category, f"{size[1]}", grade, gross, net))

    def glass(key: str, width: int) -> None:
        volume = width * 20 * 1500
        out.append(solid(key, "IfcWindow", "bought item", "", "", volume, volume))

    for floor in FLOORS:
        high = HIGH[floor]
        for i in (1, 2, 3, 4, 5, 6):
            one(f"panel/{floor}/S{i}", "precast concrete", "C30", (4120, 160, high), 2400 * 1500)
            glass(f"panel/{floor}/S{i}/window", 2400)
        for side in "WE":
            for i in (1, 2, 3, 4):
                one(f"panel/{floor}/{side}{i}", "precast concrete", "C30", (3600, 160, high), 1800 * 1500)
                glass(f"panel/{floor}/{side}{i}/window", 1800)
        brick = floor == "1F"
        thick, material = (
            (240, "烧结页岩砖砌体 Brick masonry") if brick else (200, "蒸压加气混凝土条板 AAC panel")
        )
        one(f"north/{floor}", "wall", material, (24720, thick, high), 3 * 3000 * 1500)
        for i in (1, 2, 3):
            glass(f"north/{floor}/window{i}", 3000)
        low = high - 120 - 500
        inside = f"partition/{floor}/"
        one(inside + "A", "wall", AAC, (14000, 100, low), 900 * 2100)
        one(inside + "B", "wall", "蒸压加气混凝土砌块 AAC block", (8000, 200, low))
        one(inside + "C", "wall", BRICK, (5900, 200, low))
        one(inside + "D", "wall", "轻钢龙骨石膏板墙 Lined board wall", (5950, 100, low))
    one("partition/1F/E", "wall", "", (3000, 150, 3580))
    return out


def parts() -> list[Part]:
    """Every part of the office."""
    return [*steel(), *floors(), *core(), *flights(), *walls()]


# What the rates are made of, each line worked out once more from its own sizes (m, m2, m3).
CAST_CORE = (2 * 5.0 + 2 * 6.3) * 0.25 * (
    11.28 + 0.45
) - 3 * 1.2 * 2.2 * 0.25  # above outdoor ground at -0.450
CAST_SLABS = (2 * (PLAN - CORE) + ROOF_WEST + ROOF_EAST) * 0.12
CAST_LANDINGS = (1.20 + 1.74 + 2 * 1.59) * 2.60 * 0.12
PRECAST_STAIRS = 2 * (13 + 11) * 0.27 * 0.225 * 1.2
PRECAST_SOUTH = (24.72 * 11.4 - 18 * 2.4 * 1.5) * 0.16
PRECAST_SIDES = (2 * 14.4 * 11.4 - 24 * 1.8 * 1.5) * 0.16
# Beams under the roof cast on formwork: 6 along X, 4 along Y, 3 secondary; none overlaps another in plan.
ROOF_BEAMS = 6 * 7.58 * 0.200 + 4 * 6.967 * 0.200 + 3 * 6.78 * 0.175
FLIGHTS_PLAN = 2 * (13 + 11) * 0.27 * 1.2
SOUTH, SIDES, NORTH_BRICK, NORTH_AAC = 24.72 * 11.4, 2 * 14.4 * 11.4, 24.72 * 4.2, 24.72 * 7.2
TALL = 3.58 + 2.98 + 2.98  # partitions end 500 under the slab


def ratios() -> dict[str, tuple[float, float]]:
    """Numerator and denominator of each ratio."""
    cast = CAST_CORE + CAST_SLABS + CAST_LANDINGS
    precast = PRECAST_STAIRS + PRECAST_SOUTH + PRECAST_SIDES
    envelope = SOUTH + SIDES + NORTH_BRICK + NORTH_AAC
    partition = (14.0 + 8.0 + 5.9 + 5.95) * TALL + 3.0 * 3.58
    return {
        "prefabrication": (precast, precast + cast),
        "prefabrication_structure_only": (PRECAST_STAIRS, PRECAST_STAIRS + cast),
        "q1a_core_as_cast": (0.0, CAST_CORE),
        "q1b": (2 * (PLAN - CORE) + ROOF_WEST + ROOF_BEAMS + FLIGHTS_PLAN, 3 * PLAN),
        "q1b_level_2F": (PLAN - CORE + 2 * 13 * 0.27 * 1.2, PLAN),
        "q1b_level_3F": (PLAN - CORE + 2 * 11 * 0.27 * 1.2, PLAN),
        "q1b_level_RF": (ROOF_WEST + ROOF_BEAMS, PLAN),
        "q1b_roof_left_out": (2 * (PLAN - CORE) + FLIGHTS_PLAN, 2 * PLAN),
        "q2a": (SOUTH + SIDES + NORTH_AAC, envelope),
        "q2b": (SOUTH + SIDES, envelope),
        "q2c": ((14.0 + 5.95) * TALL, partition),
        "q2d": (5.95 * TALL, partition),
    }


def write(folder: Path) -> None:
    """The tables of the office and its ratios."""
    write_parts(folder, MODEL, parts())
    rows = [(name, shown(a, 6), shown(b, 6), shown(100 * a / b, 4)) for name, (a, b) in ratios().items()]
    write_table(folder / f"{MODEL}_ratios.csv", ("ratio", "numerator", "denominator", "percent"), rows)
