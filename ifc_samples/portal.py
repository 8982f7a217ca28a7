"""Portal-frame workshop, 18 m span, four bays of 6 m (IFC2X3, millimetres), and its revision B.

Columns of tapered plates and rafters of welded H stand in assemblies with marks; purlins, girts, ties and
braces carry part marks only. The marks lie in property sets, as shop-drawing programs write them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ifc_samples.builder import Model, Names, Node
from ifc_samples.space import Frame, Vec, Vec2, along, times
from ifc_samples.step import Ref

BAYS = 4
BAY = 6000.0
SPAN = 18000.0
COS = 1.0 / math.sqrt(1.01)
SLOPE: Vec = (COS, 0.0, 0.1 * COS)
NORMAL: Vec = (-0.1 * COS, 0.0, COS)
UP: Vec = (0.0, 0.0, 1.0)
CLEATS = (900.0, 2400.0, 3900.0, 5400.0, 6900.0, 8400.0)
GIRTS = (1200.0, 2700.0, 4200.0)

STEEL = ("钢 steel", 0.45, 0.50, 0.56)
PLATE = ("板 plate", 0.62, 0.46, 0.30)
COLD = ("冷弯 cold-formed", 0.72, 0.74, 0.70)
BRACE = ("支撑 brace", 0.70, 0.25, 0.20)
CONCRETE = ("混凝土 concrete", 0.70, 0.70, 0.68)


@dataclass(frozen=True)
class Revision:
    """What differs from one issue of the workshop to the next."""

    salt: str = "portal_workshop"
    braced_bay: int = 4  # the second braced bay of the walls
    overhang: float = 0.0  # purlins of the last bay run this far past the gable frame, mm
    anchor: float = 700.0  # anchor bolt length, mm
    middle_ties: bool = False
    no_girts: tuple[str, ...] = ()
    rafter_grade: tuple[int, str] = (0, "Q355B")  # a frame number and the grade of its rafters


A = Revision()
B = Revision("portal_workshop_rev_b", 3, 300.0, 800.0, True, ("girt/R/3/2", "girt/R/3/3"), (3, "Q390B"))


class Workshop:
    """The model under construction and the bodies that repeat in it."""

    def __init__(self, name: str, rev: Revision) -> None:
        words = Names("门式刚架厂房 Portal-frame workshop", "一号厂房 Workshop No. 1", terrain_mm=-150.0)
        self.m = Model(name, "IFC2X3", words, salt=rev.salt)
        self.rev = rev
        self.storey = self.m.storey("storey", "首层 Ground floor", 0.0)
        self._sources: dict[str, Ref] = {}

    def body(self, item: Ref, colour: tuple[str, float, float, float]) -> Ref:
        """A coloured item."""
        return self.m.paint(item, *colour)

    def shown(self, name: str, *items: Ref) -> Ref:
        """A mapped item of the source called `name`, which is made of `items` the first time."""
        if name not in self._sources:
            self._sources[name] = self.m.source(items)
        return self.m.mapped(self._sources[name])

    def plate(
        self,
        key: str,
        name: str,
        size: str,
        mark: str,
        frame: Frame,
        outline: tuple[Vec2, ...],
        t: float,
        host: Node,
    ) -> Node:
        """A flat plate: its outline in the x-y plane of `frame`, t thick along z."""
        item = self.body(self.m.extrusion(self.m.outline(size, outline), t), PLATE)
        node = self.m.product(
            "IFCPLATE", key, name, frame, (item,), host, object_type=size, description=size, material="Q355B"
        )
        self.marks(node, "Pset_PlateCommon", mark, "1")
        return node

    def marks(self, node: Node, common: str, mark: str, grade: str) -> None:
        """The part mark, where shop-drawing programs put it."""
        self.m.pset(node, common, {"Reference": mark})
        self.m.pset(node, "Tekla Common", {"Class": grade, "Phase": 1})

    def assembly(self, key: str, name: str, mark: str, frame: Frame, predefined: str) -> Node:
        """A shop assembly with its mark."""
        node = self.m.assembly(key, name, frame, self.storey, tag=mark, predefined=predefined)
        self.m.pset(node, "Tekla Assembly", {"Assembly/Cast unit position code": mark})
        return node


def rectangle(x0: float, y0: float, x1: float, y1: float) -> tuple[Vec2, ...]:
    """A rectangular outline from corner to corner."""
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def sides() -> tuple[tuple[str, Vec, Vec], ...]:
    """The two halves of a frame: the right one is the left one turned half round, never mirrored."""
    return (("L", (0.0, 0.0, 0.0), (1.0, 0.0, 0.0)), ("R", (SPAN, 0.0, 0.0), (-1.0, 0.0, 0.0)))


def column(w: Workshop, label: str, frame: Frame) -> None:
    """A tapered column: web, two flanges, base plate, end plate, cap, stiffeners and girt brackets."""
    host = w.assembly(f"column/{label}", "钢柱 Column", "GZ-1", frame, "RIGID_FRAME")
    side = Frame(
        frame.point((0.0, 4.0, 0.0)), frame.x, frame.turn((0.0, -1.0, 0.0))
    )  # x-y is the frame's x-z plane
    web = ((12.0, 0.0), (288.0, 0.0), (588.0, 5200.0), (588.0, 6080.0), (12.0, 6080.0))
    w.plate(f"web/{label}", "柱腹板 Column web", "PL8", "P101", side, web, 8.0, host)

    outer = Frame(frame.o, frame.turn((0.0, 1.0, 0.0)), frame.x)
    w.plate(
        f"outer/{label}",
        "柱外翼缘 Outer flange",
        "PL12*200",
        "P102",
        outer,
        rectangle(-100, 0, 100, 6092),
        12.0,
        host,
    )
    lean = math.hypot(300.0, 5200.0)
    out = frame.turn((5200.0 / lean, 0.0, -300.0 / lean))
    rise: Vec = (300.0 / lean, 0.0, 5200.0 / lean)
    at = frame.point((288.0 + rise[0], 0.0, rise[2]))
    inner = Frame(at, frame.turn((0.0, 1.0, 0.0)), out)
    w.plate(
        f"inner/{label}",
        "柱内翼缘 Inner flange",
        "PL12*200",
        "P103",
        inner,
        rectangle(-100, 0, 100, 5200),
        12.0,
        host,
    )
    _column_plates(w, label, frame, host)


def _column_plates(w: Workshop, label: str, frame: Frame, host: Node) -> None:
    base = Frame(frame.point((150.0, 0.0, -20.0)), frame.x, UP)
    outline = rectangle(-160, -130, 160, 130)
    node = w.plate(f"base/{label}", "柱底板 Base plate", "PL20*260", "P104", base, outline, 20.0, host)
    for i, (x, y) in enumerate(((-90.0, -70.0), (90.0, -70.0), (90.0, 70.0), (-90.0, 70.0)), 1):
        w.m.hole(node, f"base/{label}/hole{i}", (x, y, -5.0), 30.0, 30.0)

    knee = Frame(frame.point((588.0, 0.0, 5200.0)), frame.turn((0.0, 1.0, 0.0)), frame.x)
    outline = rectangle(-110, 0, 110, 880)
    node = w.plate(
        f"knee_column/{label}", "柱端板 Column end plate", "PL20*220", "P105", knee, outline, 20.0, host
    )
    _bolt_holes(w, node, f"knee_column/{label}", (290.0, 400.0, 720.0, 830.0))

    cap = Frame(frame.point((0.0, 0.0, 6080.0)), frame.x, UP)
    w.plate(
        f"cap/{label}", "柱顶板 Cap plate", "PL12*200", "P106", cap, rectangle(12, -100, 608, 100), 12.0, host
    )
    snipped: tuple[Vec2, ...] = ((12, 24), (32, 4), (568, 4), (588, 24), (588, 100), (12, 100))
    for number, turn in ((1, 1.0), (2, -1.0)):
        # the second stiffener is the first one turned over about the x axis of the column
        z = 5534.0 if turn > 0 else 5544.0
        over = Frame(frame.point((0.0, 0.0, z)), frame.x, (0.0, 0.0, turn))
        w.plate(
            f"stiffener/{label}/{number}", "加劲肋 Stiffener", "PL10*96", "P107", over, snipped, 10.0, host
        )
    for number, z in enumerate(GIRTS, 1):
        shelf = Frame(frame.point((0.0, 0.0, z - 9.25)), frame.x, UP)
        outline = rectangle(-150, -70, 0, 70)
        name = "墙梁檩托 Girt bracket"
        node = w.plate(f"bracket/{label}/{number}", name, "PL8*140", "P108", shelf, outline, 8.0, host)
        for i, (x, y) in enumerate(((-60.0, -40.0), (-120.0, -40.0), (-120.0, 40.0), (-60.0, 40.0)), 1):
            w.m.hole(node, f"bracket/{label}/{number}/hole{i}", (x, y, -5.0), 13.5, 18.0)


def _bolt_holes(w: Workshop, node: Node, key: str, rows: tuple[float, ...]) -> None:
    for i, (x, y) in enumerate(((x, y) for y in rows for x in (-60.0, 60.0)), 1):
        w.m.hole(node, f"{key}/hole{i}", (x, y, -5.0), 22.0, 30.0)


def rafter(w: Workshop, label: str, frame: Frame, grade: str) -> None:
    """A rafter: welded H with plumb-cut ends, its two end plates and six purlin cleats."""
    plain = grade == "Q355B"
    host = w.assembly(f"rafter/{label}", "钢梁 Rafter", "GL-1" if plain else "GL-2", frame, "RIGID_FRAME")
    start: Vec = (628.0 - 22.5 * COS, 0.0, 5760.0 - 2.25 * COS)
    end: Vec = (8980.0 + 22.5 * COS, 0.0, 6595.2 + 2.25 * COS)
    bar = along(start, end, NORMAL)
    solid = w.m.extrusion(w.m.h_profile("BH450*200*8*12", 450, 200, 8, 12), 8352.0 / COS + 45.0)
    for at, out in (((628.0, 0.0, 5760.0), (-1.0, 0.0, 0.0)), ((8980.0, 0.0, 6595.2), (1.0, 0.0, 0.0))):
        cut = Frame(at, z=out, x=(0.0, 1.0, 0.0)).within(bar)
        solid = w.m.clipped(solid, cut.o, cut.z)
    node = w.m.product(
        "IFCBEAM",
        f"rafter_bar/{label}",
        "斜梁 Rafter",
        frame.place(bar),
        (w.body(solid, STEEL),),
        host,
        how="Clipping",
        object_type="BH450*200*8*12",
        description="BH450*200*8*12",
        material=grade,
    )
    w.marks(node, "Pset_BeamCommon", "B201" if plain else "B202", "3")

    knee = Frame(frame.point((608.0, 0.0, 5440.0)), frame.turn((0.0, 1.0, 0.0)), frame.x)
    outline = rectangle(-110, 0, 110, 640)
    plate = w.plate(
        f"knee_rafter/{label}", "梁端板 Rafter end plate", "PL20*220", "P202", knee, outline, 20.0, host
    )
    _bolt_holes(w, plate, f"knee_rafter/{label}", (50.0, 160.0, 480.0, 590.0))
    ridge = Frame(frame.point((8980.0, 0.0, 6265.2)), frame.turn((0.0, 1.0, 0.0)), frame.x)
    outline = rectangle(-110, 0, 110, 660)
    plate = w.plate(f"ridge/{label}", "屋脊端板 Ridge plate", "PL20*220", "P203", ridge, outline, 20.0, host)
    _bolt_holes(w, plate, f"ridge/{label}", (50.0, 160.0, 500.0, 610.0))
    _cleats(w, label, frame, host)


def top(u: float, over: float) -> Vec:
    """A point of the left half: u across the span on the rafter axis, `over` square to that axis, mm."""
    axis: Vec = (u, 0.0, 5760.0 + 0.1 * (u - 628.0))
    up = times(NORMAL, over)
    return (axis[0] + up[0], 0.0, axis[2] + up[2])


def _cleats(w: Workshop, label: str, frame: Frame, host: Node) -> None:
    holes: tuple[Vec2, ...] = ((-40, 70), (40, 70), (-40, 130), (40, 130))
    for number, u in enumerate(CLEATS, 1):
        at = top(u, 225.0)
        here = Frame(frame.point(at), frame.turn((0.0, -1.0, 0.0)), frame.turn(times(SLOPE, -1.0)))
        if "cleat" not in w._sources:
            profile = w.m.drilled("PL8*140", rectangle(-70, 0, 70, 160), holes, 13.5)
            w._sources["cleat"] = w.m.source((w.body(w.m.extrusion(profile, 8.0), PLATE),))
        node = w.m.product(
            "IFCPLATE",
            f"cleat/{label}/{number}",
            "檩托 Purlin cleat",
            here,
            (w.m.mapped(w._sources["cleat"]),),
            host,
            how="MappedRepresentation",
            object_type="PL8*140",
            description="PL8*140",
            material="Q355B",
        )
        w.marks(node, "Pset_PlateCommon", "P204", "1")
