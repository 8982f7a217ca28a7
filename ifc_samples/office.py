"""Three-storey office, steel frame and concrete core (IFC4, metres): columns, beams, slabs; marks in Tag."""

from __future__ import annotations

from dataclasses import dataclass

from ifc_samples.builder import Model, Names, Node
from ifc_samples.office_walls import core, envelope, partitions, spaces, stairs
from ifc_samples.space import Frame, Vec, Vec2, along
from ifc_samples.step import Ref

XS = (0.0, 8000.0, 16000.0, 24000.0)
YS = (0.0, 7000.0, 14000.0)
LEVELS = (4200.0, 7800.0, 11400.0)
UP: Vec = (0.0, 0.0, 1.0)
SLAB = 120.0
CORE_OUTLINE: tuple[Vec2, ...] = ((8600, 8000), (15400, 8000), (15400, 13000), (8600, 13000))

STEEL = ("钢 steel", 0.45, 0.50, 0.56)
PLATE = ("板 plate", 0.62, 0.46, 0.30)
CAST = ("现浇 cast in place", 0.74, 0.74, 0.72)


@dataclass(frozen=True)
class Office:
    """The model under construction and its storeys, from the ground up to the roof."""

    m: Model
    storeys: tuple[Node, ...]

    def above(self, level: int) -> Node:
        """The storey whose floor is suspended slab number `level`, 1 to 3."""
        return self.storeys[level]


def start() -> Office:
    """The skeleton: four storeys, outdoor ground 450 mm below the ground floor, floor areas declared."""
    names = Names("三层办公楼 Three-storey office", "办公楼 Office", terrain_mm=-450.0)
    m = Model("frame_office", "IFC4", names, unit_mm=1000.0)
    m.quantities(m.building, "Qto_BuildingBaseQuantities", {"GrossFloorArea": 1054.08, "Height": 11.85})
    named = (("1F", 0.0), ("2F", 4200.0), ("3F", 7800.0), ("RF", 11400.0))
    words = {"1F": "一层 1F", "2F": "二层 2F", "3F": "三层 3F", "RF": "屋面 Roof"}
    storeys = tuple(m.storey(f"storey/{key}", words[key], z) for key, z in named)
    for node in storeys[:3]:
        m.quantities(node, "Qto_BuildingStoreyBaseQuantities", {"GrossFloorArea": 351.36})
    return Office(m, storeys)


def columns(office: Office) -> None:
    """Two lengths of HW400 at each crossing, spliced 1.2 m above the second floor, on base plates."""
    m = office.m
    section = m.h_profile("HW400*400*13*21", 400, 400, 13, 21, 22)
    both = m.profile_set("Q355B", section, "HW400x400x13x21")
    for i, x in enumerate(XS, 1):
        for j, y in enumerate(YS, 1):
            for mark, z0, z1, storey in (("GZ-1", -800.0, 5400.0, 0), ("GZ-2", 5400.0, 11280.0, 1)):
                frame = along((x, y, z0), (x, y, z1), (1.0, 0.0, 0.0))
                item = m.paint(m.extrusion(section, z1 - z0), *STEEL)
                key = f"column/{i}{j}/{mark[-1]}"
                host = office.storeys[storey]
                m.product(
                    "IFCCOLUMN",
                    key,
                    "钢柱 Column",
                    frame,
                    (item,),
                    host,
                    tag=mark,
                    object_type="HW400x400x13x21",
                    predefined="COLUMN",
                    material=both,
                )
            _base_plate(office, f"base/{i}{j}", x, y)


def _base_plate(office: Office, key: str, x: float, y: float) -> None:
    m = office.m
    item = m.paint(m.extrusion(m.rectangle(None, 600.0, 600.0), 30.0), *PLATE)
    node = m.product(
        "IFCPLATE",
        key,
        "柱脚底板 Base plate",
        Frame((x, y, -830.0)),
        (item,),
        office.storeys[0],
        tag="JB-1",
        object_type="-30*600*600",
        predefined="SHEET",
        material="Q355B",
    )
    for i, (u, v) in enumerate(((-240.0, -240.0), (240.0, -240.0), (240.0, 240.0), (-240.0, 240.0)), 1):
        m.hole(node, f"{key}/hole{i}", (u, v, -5.0), 34.0, 40.0)


def beam(
    office: Office, level: int, key: str, mark: str, section: Ref, name: str, ends: tuple[Vec, Vec]
) -> Node:
    """One beam of a floor from end to end of its axis."""
    m = office.m
    frame = along(*ends, UP)
    length = abs(ends[1][0] - ends[0][0]) + abs(ends[1][1] - ends[0][1])
    item = m.paint(m.extrusion(section, length), *STEEL)
    return m.product(
        "IFCBEAM",
        key,
        "次梁 Secondary beam" if mark == "GL-1" else "框架梁 Frame beam",
        frame,
        (item,),
        office.above(level),
        tag=mark,
        object_type=name,
        predefined="BEAM",
        material=m.once("IFCMATERIAL", "Q355B", None, "steel"),
    )


def beams(office: Office) -> None:
    """Frame beams on the grid, secondary beams in the middle of the bays, all under the slab."""
    m = office.m
    big = m.h_profile("HN500*200*10*16", 500, 200, 10, 16, 13)
    middle = m.h_profile("HN400*200*8*13", 400, 200, 8, 13, 13)
    small = m.h_profile("HN350*175*7*11", 350, 175, 7, 11, 13)
    for level, top in enumerate(LEVELS, 1):
        soffit = top - SLAB
        for j, y in enumerate(YS, 1):
            for i in (1, 2, 3):
                z = soffit - 250.0
                ends = ((XS[i - 1] + 210.0, y, z), (XS[i] - 210.0, y, z))
                beam(office, level, f"beam/{level}/x{i}{j}", "GKL-1", big, "HN500x200x10x16", ends)
        for i, x in enumerate(XS, 1):
            for j in (1, 2):
                z = soffit - 200.0
                ends = ((x, YS[j - 1] + 16.5, z), (x, YS[j] - 16.5, z))
                beam(office, level, f"beam/{level}/y{i}{j}", "GKL-2", middle, "HN400x200x8x13", ends)
        for i, j in ((1, 1), (1, 2), (2, 1), (3, 1), (3, 2)):
            x, z = XS[i - 1] + 4000.0, soffit - 175.0
            ends = ((x, YS[j - 1] + 110.0, z), (x, YS[j] - 110.0, z))
            key = f"beam/{level}/s{i}{j}"
            node = beam(office, level, key, "GL-1", small, "HN350x175x7x11", ends)
            for n, (along_bar, up) in enumerate(
                ((s, u) for s in (40.0, 6740.0) for u in (-70.0, 0.0, 70.0)), 1
            ):
                m.hole(node, f"{key}/hole{n}", (-8.5, up, along_bar), 22.0, 17.0, (1.0, 0.0, 0.0))
            _fin_plates(office, level, key, ends)


def _fin_plates(office: Office, level: int, key: str, ends: tuple[Vec, Vec]) -> None:
    m = office.m
    for number, (end, way) in enumerate(((ends[0], 1.0), (ends[1], -1.0)), 1):
        # the plate starts at the web of the frame beam, 105 mm before the secondary beam does
        at = (end[0] + 3.5 * way, end[1] - 105.0 * way, end[2] - 125.0)
        frame = Frame(at, (0.0, way, 0.0), (way, 0.0, 0.0))
        outline: tuple[Vec2, ...] = ((0.0, 0.0), (180.0, 0.0), (180.0, 250.0), (0.0, 250.0))
        flipped = tuple((x, -y) for x, y in reversed(outline)) if frame.y[2] < 0 else outline
        item = m.paint(m.extrusion(m.outline("PL10*180", flipped), 10.0), *PLATE)
        plate = f"{key}/fin{number}"
        node = m.product(
            "IFCPLATE",
            plate,
            "连接板 Fin plate",
            frame,
            (item,),
            office.above(level),
            tag="LB-1",
            object_type="-10*180*250",
            predefined="SHEET",
            material="Q355B",
        )
        up = -1.0 if frame.y[2] < 0 else 1.0
        for n, y in enumerate((55.0, 125.0, 195.0), 1):
            m.hole(node, f"{plate}/hole{n}", (145.0, y * up, -5.0), 22.0, 20.0)


def slab(office: Office, level: int, key: str, name: str, outline: tuple[Vec2, ...], void: bool) -> Node:
    """A slab of 120 mm under its level, with the core left out where it has walls."""
    m = office.m
    holes = (CORE_OUTLINE,) if void else ()
    item = m.paint(m.extrusion(m.outline(None, outline, holes), SLAB), *CAST)
    frame = Frame((0.0, 0.0, LEVELS[level - 1] - SLAB))
    return m.product(
        "IFCSLAB",
        key,
        name,
        frame,
        (item,),
        office.above(level),
        predefined="ROOF" if level == 3 else "FLOOR",
        material="C30",
    )


def floors(office: Office) -> None:
    """Two floors on bar-truss deck; a roof part on sheet, part on formwork; four deck sheets."""
    m = office.m
    whole: tuple[Vec2, ...] = ((-200, -200), (24200, -200), (24200, 14200), (-200, 14200))
    truss = "钢筋桁架楼承板组合楼板 Composite slab on bar-truss deck TD3-90"
    for level in (1, 2):
        node = slab(office, level, f"slab/{level}", truss, whole, True)
        m.pset(node, "Pset_ConcreteElementGeneral", {"ConstructionMethod": "In-Situ", "StrengthClass": "C30"})
    west: tuple[Vec2, ...] = ((-200, -200), (8100, -200), (8100, 14200), (-200, 14200))
    east: tuple[Vec2, ...] = ((8100, -200), (24200, -200), (24200, 14200), (8100, 14200))
    slab(
        office,
        3,
        "slab/3/deck",
        "压型钢板组合楼板 Composite slab on profiled sheet YX51-240-720",
        west,
        False,
    )
    node = slab(office, 3, "slab/3/cast", "现浇屋面板 Roof slab cast on formwork", east, False)
    m.pset(node, "Pset_ConcreteElementGeneral", {"ConstructionMethod": "In-Situ", "StrengthClass": "C30"})
    sheet = m.source((m.paint(m.extrusion(m.rectangle(None, 8000.0, 7000.0), 0.5), *STEEL),))
    for i, x in ((1, 4000.0), (3, 20000.0)):
        for j, y in ((1, 3500.0), (2, 10500.0)):
            m.product(
                "IFCPLATE",
                f"deck/{i}{j}",
                "楼承板底模 Deck sheet TD3-90",
                Frame((x, y, LEVELS[1] - SLAB - 0.5)),
                (m.mapped(sheet),),
                office.above(2),
                how="MappedRepresentation",
                object_type="TD3-90 0.5",
                predefined="SHEET",
                material="镀锌钢板 galvanised sheet",
            )


def build() -> bytes:
    """The whole office as a file."""
    office = start()
    columns(office)
    beams(office)
    floors(office)
    core(office.m, office.storeys)
    stairs(office.m, office.storeys)
    envelope(office.m, office.storeys)
    partitions(office.m, office.storeys)
    spaces(office.m, office.storeys)
    return office.m.finish()
