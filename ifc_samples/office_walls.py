"""The office without its steel: core walls, stairs, envelope, partitions and spaces."""

from __future__ import annotations

from collections.abc import Sequence

from ifc_samples.builder import Model, Node
from ifc_samples.space import Frame, Vec, Vec2
from ifc_samples.step import Enum, Ref

FLOORS = ("1F", "2F", "3F")
HEIGHTS = (4200.0, 3600.0, 3600.0)
ALONG_X: Vec = (1.0, 0.0, 0.0)
ALONG_Y: Vec = (0.0, 1.0, 0.0)

Colour = tuple[str, float, float, float]
CAST: Colour = ("现浇 cast in place", 0.74, 0.74, 0.72)
PRECAST: Colour = ("预制 precast", 0.84, 0.80, 0.70)
AAC: Colour = ("加气混凝土 AAC", 0.86, 0.86, 0.90)
BRICK: Colour = ("砖 brick", 0.70, 0.40, 0.32)
BOARD: Colour = ("石膏板 board", 0.92, 0.92, 0.88)
GLASS: Colour = ("玻璃 glass", 0.55, 0.75, 0.85)

ALC_PANEL = "蒸压加气混凝土条板 AAC panel"
AAC_BLOCK = "蒸压加气混凝土砌块 AAC block"
BRICKWORK = "烧结页岩砖砌体 Brick masonry"


def wall(
    m: Model,
    storey: Node,
    key: str,
    name: str,
    middle: Vec,
    way: Vec,
    size: Vec,
    colour: Colour,
    material: str | Ref | None,
    predefined: str,
) -> Node:
    """An upright wall: `middle` of its foot, the way it runs, and its length, thickness and height (mm)."""
    length, thick, high = size
    item = m.paint(m.extrusion(m.rectangle(None, length, thick), high), *colour)
    frame = Frame(middle, way)
    return m.product("IFCWALL", key, name, frame, (item,), storey, predefined=predefined, material=material)


def opening(m: Model, host: Node, key: str, at: float, sill: float, size: Vec) -> None:
    """A doorway in a wall: `at` along it from its middle; `size` is width, wall thickness and height (mm)."""
    frame = Frame((at, 0.0, sill))
    m.opening(host, key, frame, m.rectangle(None, size[0], size[1] + 40.0), size[2])


def window(m: Model, storey: Node, host: Node, key: str, at: float, size: Vec, pane: Ref) -> None:
    """A window 900 above the foot of a wall, and the opening it fills."""
    spot = Frame((at, 0.0, 900.0))
    values = (m.size(size[2]), m.size(size[0]))
    node = m.product(
        "IFCWINDOW",
        key,
        "窗 Window",
        host.frame.place(spot),
        (m.mapped(pane),),
        storey,
        how="MappedRepresentation",
        extra=values,
        predefined="WINDOW",
        tail=(Enum("SINGLE_PANEL"), None),
    )
    m.fill(host, f"{key}/opening", spot, m.rectangle(None, size[0], size[1] + 40.0), size[2], node)


def core(m: Model, storeys: Sequence[Node]) -> None:
    """Four walls of 250 mm on each storey, cast in place; those of the first start below outdoor ground."""
    for number, (floor, storey) in enumerate(zip(FLOORS, storeys, strict=False)):
        foot = (-1500.0, 4200.0, 7800.0)[number]
        high = (4200.0, 7800.0, 11280.0)[number] - foot
        spots = (
            ("W", (8725.0, 10500.0), ALONG_Y, 5000.0),
            ("E", (15275.0, 10500.0), ALONG_Y, 5000.0),
            ("S", (12000.0, 8125.0), ALONG_X, 6300.0),
            ("N", (12000.0, 12875.0), ALONG_X, 6300.0),
        )
        for side, (x, y), way, length in spots:
            size = (length, 250.0, high)
            key = f"core/{floor}/{side}"
            name = "核心筒剪力墙 Core wall"
            node = wall(m, storey, key, name, (x, y, foot), way, size, CAST, "C40", "SHEAR")
            m.pset(
                node, "Pset_ConcreteElementGeneral", {"ConstructionMethod": "In-Situ", "StrengthClass": "C40"}
            )
            m.pset(node, "Pset_WallCommon", {"LoadBearing": True, "IsExternal": False})
            if side == "S":
                sill = 1500.0 if number == 0 else 0.0
                opening(m, node, f"{key}/door", -2400.0, sill, (1200.0, 250.0, 2200.0))


def stairs(m: Model, storeys: Sequence[Node]) -> None:
    """Two precast flights between floors, a half landing and a floor landing, cast in place."""
    for number, treads in ((0, 13), (1, 11)):
        storey = storeys[number]
        z0, rise = storey.frame.o[2], 150.0
        run = treads * 270.0
        half = z0 + (treads + 1) * rise
        steps: list[Vec2] = [(0.0, -150.0), (run, treads * rise - 150.0), (run, treads * rise)]
        for i in range(treads, 0, -1):
            steps += [((i - 1) * 270.0, i * rise)] + ([((i - 1) * 270.0, (i - 1) * rise)] if i > 1 else [])
        floor = FLOORS[number]
        for flight, (x, z, way, y) in enumerate(
            ((10440.0, z0, 1.0, 8350.0), (10440.0 + run, half, -1.0, 10850.0)), 1
        ):
            # x of the outline runs up the flight, its y is up, and the width goes along its z
            frame = Frame((x, y + (1200.0 if way > 0 else -1200.0), z), (way, 0.0, 0.0), (0.0, -way, 0.0))
            item = m.paint(m.extrusion(m.outline(None, tuple(steps)), 1200.0), *PRECAST)
            extra = (treads + 1, treads, m.size(rise), m.size(270.0))
            m.product(
                "IFCSTAIRFLIGHT",
                f"stair/{floor}/{flight}",
                "预制楼梯梯段 Precast stair flight",
                frame,
                (item,),
                storey,
                extra=extra,
                predefined="STRAIGHT",
                material="C30",
            )
        _landing(m, storey, f"landing/{floor}/half", (10440.0 + run, 15150.0), half)
        _landing(
            m, storeys[number + 1], f"landing/{FLOORS[number + 1]}", (8850.0, 10440.0), z0 + HEIGHTS[number]
        )


def _landing(m: Model, storey: Node, key: str, x: tuple[float, float], top: float) -> None:
    outline: tuple[Vec2, ...] = ((x[0], 8250.0), (x[1], 8250.0), (x[1], 10850.0), (x[0], 10850.0))
    item = m.paint(m.extrusion(m.outline(None, outline), 120.0), *CAST)
    frame = Frame((0.0, 0.0, top - 120.0))
    name = "现浇休息平台 Landing cast in place"
    m.product("IFCSLAB", key, name, frame, (item,), storey, predefined="LANDING", material="C30")


def envelope(m: Model, storeys: Sequence[Node]) -> None:
    """Precast panels on three sides; brick below and AAC panels above on the north side."""
    panes = {
        w: m.source((m.paint(m.extrusion(m.rectangle(None, w, 20.0), 1500.0), *GLASS),))
        for w in (2400.0, 1800.0, 3000.0)
    }
    for floor, storey, high in zip(FLOORS, storeys, HEIGHTS, strict=False):
        z = storey.frame.o[2]
        for i in range(1, 7):
            middle = (-360.0 + (i - 0.5) * 4120.0, -280.0, z)
            _panel(m, storey, f"panel/{floor}/S{i}", middle, ALONG_X, (4120.0, 160.0, high), 2400.0, panes)
        for side, x in (("W", -280.0), ("E", 24280.0)):
            for i in range(1, 5):
                middle = (x, -200.0 + (i - 0.5) * 3600.0, z)
                _panel(
                    m,
                    storey,
                    f"panel/{floor}/{side}{i}",
                    middle,
                    ALONG_Y,
                    (3600.0, 160.0, high),
                    1800.0,
                    panes,
                )
        thick = 240.0 if floor == "1F" else 200.0
        material, colour = (BRICKWORK, BRICK) if floor == "1F" else (ALC_PANEL, AAC)
        name = "北外墙 砖砌体 North wall, brick" if floor == "1F" else "北外墙 ALC条板 North wall, AAC panels"
        middle, size = (12000.0, 14200.0 + thick / 2, z), (24720.0, thick, high)
        key = f"north/{floor}"
        node = wall(m, storey, key, name, middle, ALONG_X, size, colour, material, "STANDARD")
        m.pset(node, "Pset_WallCommon", {"LoadBearing": False, "IsExternal": True})
        for i, at in enumerate((-8000.0, 0.0, 8000.0), 1):
            window(m, storey, node, f"{key}/window{i}", at, (3000.0, thick, 1500.0), panes[3000.0])


def _panel(
    m: Model, storey: Node, key: str, middle: Vec, way: Vec, size: Vec, wide: float, panes: dict[float, Ref]
) -> None:
    south = way == ALONG_X
    name = "预制外挂墙板 Precast facade panel"
    node = wall(m, storey, key, name, middle, way, size, PRECAST, "C30", "ELEMENTEDWALL")
    m.pset(node, "Pset_WallCommon", {"LoadBearing": False, "IsExternal": True})
    m.pset(node, "外墙 Facade", {"保温装饰一体 InsulationAndFinishIntegrated": True})
    if south:
        m.pset(node, "Pset_ConcreteElementGeneral", {"ConstructionMethod": "Precast", "StrengthClass": "C30"})
        m.pset(node, "Pset_PrecastConcreteElementGeneral", {"TypeDesignation": "WGB-1", "PieceMark": "WGB-1"})
    else:
        m.pset(node, "Pset_ManufacturerOccurrence", {"AssemblyPlace": "FACTORY"})
    window(m, storey, node, f"{key}/window", 0.0, (wide, size[1], 1500.0), panes[wide])


def partitions(m: Model, storeys: Sequence[Node]) -> None:
    """AAC panels, AAC blocks, brick, lined board, and one wall that says nothing of itself."""
    lined = m.layers(
        "轻钢龙骨石膏板墙 Lined board wall",
        (("石膏板 board", 12.0), ("岩棉 mineral wool", 76.0), ("石膏板 board", 12.0)),
    )
    for floor, storey, high in zip(FLOORS, storeys, (3580.0, 2980.0, 2980.0), strict=False):
        z = storey.frame.o[2]
        spots: tuple[tuple[str, str, Vec2, Vec, Vec2, Colour, str | Ref], ...] = (
            ("A", "内隔墙 ALC条板 AAC panel wall", (6000, 7000), ALONG_Y, (14000, 100), AAC, ALC_PANEL),
            ("B", "内隔墙 加气块 AAC block wall", (18000, 10000), ALONG_Y, (8000, 200), AAC, AAC_BLOCK),
            ("C", "内隔墙 砖 Brick wall", (21050, 5000), ALONG_X, (5900, 200), BRICK, BRICKWORK),
            (
                "D",
                "管线装修一体化隔墙 Lined wall with services",
                (2975, 5000),
                ALONG_X,
                (5950, 100),
                BOARD,
                lined,
            ),
        )
        for label, name, (x, y), way, (length, thick), colour, material in spots:
            key = f"partition/{floor}/{label}"
            size = (length, thick, high)
            node = wall(m, storey, key, name, (x, y, z), way, size, colour, material, "PARTITIONING")
            m.pset(node, "Pset_WallCommon", {"LoadBearing": False, "IsExternal": False})
            if label == "D":
                m.pset(node, "隔墙 Partition", {"管线装修一体 ServicesAndFinishIntegrated": True})
            if label == "A":
                opening(m, node, f"{key}/door", -4000.0, 0.0, (900.0, thick, 2100.0))
    size = (3000.0, 150.0, 3580.0)
    node = wall(
        m,
        storeys[0],
        "partition/1F/E",
        "隔墙 Partition",
        (12000, 2500, 0),
        ALONG_Y,
        size,
        BOARD,
        None,
        "PARTITIONING",
    )
    m.pset(node, "Pset_WallCommon", {"LoadBearing": False, "IsExternal": False})


def spaces(m: Model, storeys: Sequence[Node]) -> None:
    """Offices, hall and washroom of each storey, with their areas declared."""
    rooms = (
        ("west", "西侧办公室 West office", (-200.0, -200.0, 5950.0, 14200.0), 88.56),
        ("hall", "大厅 Hall", (6050.0, -200.0, 17900.0, 14200.0), 136.64),
        ("wash", "卫生间 Washroom", (18100.0, -200.0, 24200.0, 4900.0), 31.11),
        ("east", "东侧办公室 East office", (18100.0, 5100.0, 24200.0, 14200.0), 55.51),
    )
    hole: tuple[Vec2, ...] = ((8600, 8000), (15400, 8000), (15400, 13000), (8600, 13000))
    for floor, storey in zip(FLOORS, storeys, strict=False):
        for label, name, (x0, y0, x1, y1), area in rooms:
            outline: tuple[Vec2, ...] = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
            profile = m.outline(None, outline, (hole,) if label == "hall" else ())
            node = m.product(
                "IFCSPACE",
                f"space/{floor}/{label}",
                f"{floor}-{label}",
                storey.frame,
                (m.extrusion(profile, 2900.0),),
                storey,
                extra=(name, Enum("ELEMENT")),
                predefined="INTERNAL",
                tail=(None,),
            )
            m.quantities(node, "Qto_SpaceBaseQuantities", {"NetFloorArea": area, "Height": 2.9})
