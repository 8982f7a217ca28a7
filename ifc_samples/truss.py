"""Two trusses with gussets (IFC4X3_ADD2, millimetres), without a single mark: the shape alone tells.

Span 12 m, 1.5 m deep, diagonals at 3:4:5, so every cut is exact. Front and back angles are mirror images.
"""

from __future__ import annotations

from ifc_samples.builder import Model, Names, Node
from ifc_samples.hardware import bolt_items, stud_items
from ifc_samples.space import Frame, Vec, Vec2, along
from ifc_samples.step import Ref

STEEL = ("钢 steel", 0.45, 0.50, 0.56)
PLATE = ("板 plate", 0.62, 0.46, 0.30)
BENT = ("折弯板 bent plate", 0.30, 0.52, 0.42)
WELD = ("焊缝 weld", 0.80, 0.30, 0.20)
X: Vec = (1.0, 0.0, 0.0)
Y: Vec = (0.0, 1.0, 0.0)
Z: Vec = (0.0, 0.0, 1.0)
BACK: Vec = (0.0, -1.0, 0.0)
DEEP = 1500.0
GUSSET: tuple[Vec2, ...] = ((-300, 60), (300, 60), (340, 200), (260, 300), (-260, 300), (-340, 200))
END_GUSSET: tuple[Vec2, ...] = ((-120, 60), (300, 60), (340, 200), (260, 300), (-120, 160))
BOLTS = (240.0, 320.0)  # from the node along a diagonal
C45 = 0.5**0.5


def bent_l(sign: float) -> tuple[tuple[Vec2, ...], tuple[int, ...]]:
    """An L of 120 and 80, 8 thick, bent round 12; `sign` -1 gives its mirror image."""
    i, o = 20.0 - 12.0 * C45, 20.0 - 20.0 * C45
    points: tuple[Vec2, ...] = (
        *((120, 0), (120, 8), (20, 8), (i, i), (8, 20)),
        *((8, 80), (0, 80), (0, 20), (o, o), (20, 0)),
    )
    if sign > 0:
        return points, (2, 7)
    turned = tuple((-x, y) for x, y in reversed(points))
    return turned, (0, 5)


def bent_u() -> tuple[tuple[Vec2, ...], tuple[int, ...]]:
    """A U 140 wide and 90 high over all, 8 thick, bent twice round 12."""
    i, o = 12.0 * C45, 20.0 * C45
    points: tuple[Vec2, ...] = (
        *((120, 0), (120 + o, 20 - o), (140, 20), (140, 90), (132, 90), (132, 20)),
        *((120 + i, 20 - i), (120, 8), (20, 8), (20 - i, 20 - i), (8, 20), (8, 90), (0, 90), (0, 20)),
        *((20 - o, 20 - o), (20, 0)),
    )
    return points, (0, 5, 8, 13)


class Trusses:
    """The model under construction and what repeats in it."""

    def __init__(self) -> None:
        self.m = Model("truss_gussets", "IFC4X3_ADD2", Names("钢桁架 Steel trusses", "栈桥 Gallery 𠮷"))
        self.storey = self.m.storey("storey", "桁架层 Truss level", 0.0)
        self.box = self.m.box("□120x6", 120, 120, 6, 6, 12)
        self.angle = self.m.angle("L75x6", 75, 75, 6, 9, 2)
        self.bolt = self.m.source(bolt_items(self.m, 20.0, 60.0, 34.6, 12.5, 22.0, 18.0))
        self.stud = self.m.source(stud_items(self.m, 16.0, 90.0, 29.0, 8.0))

    def plate(
        self, key: str, name: str, frame: Frame, profile: Ref, t: float, host: Node, **kind: str
    ) -> Node:
        """A plate or bracket: any profile, t thick (or wide) along z."""
        colour = BENT if "bent" in key else PLATE
        item = self.m.paint(self.m.extrusion(profile, t), *colour)
        entity = kind.get("entity", "IFCPLATE")
        what = kind.get("predefined", "GUSSET_PLATE")
        return self.m.product(entity, key, name, frame, (item,), host, predefined=what, material="Q355B")


def chords(t: Trusses, n: int, host: Node) -> None:
    """Both chords, placed with x along the bar; the ends of the top chord lean by 3:4."""
    m, y = t.m, host.frame.o[1]
    lying = Frame((0.0, 0.0, 0.0), Y, X)
    section = m.profile_set("Q355B", t.box, "□120x6")
    low = m.paint(m.extrusion(t.box, 12300.0, lying), *STEEL)
    where = Frame((-150.0, y, 0.0))
    name = "下弦杆 Bottom chord"
    m.product("IFCMEMBER", f"chord_low/{n}", name, where, (low,), host, predefined="CHORD", material=section)
    solid = m.clipped(m.extrusion(t.box, 8690.0, lying), (45.0, 0.0, 0.0), (-0.8, 0.0, 0.6))
    solid = m.paint(m.clipped(solid, (8645.0, 0.0, 0.0), (0.8, 0.0, 0.6)), *STEEL)
    where = Frame((1655.0, y, DEEP))
    m.product(
        "IFCMEMBER",
        f"chord_top/{n}",
        "上弦杆 Top chord",
        where,
        (solid,),
        host,
        how="Clipping",
        predefined="CHORD",
        material=section,
    )


def diagonals(t: Trusses, n: int, host: Node) -> None:
    """Six double-angle diagonals; each angle an element, both ends cut level."""
    y = host.frame.o[1]
    number = 0
    for node in (0.0, 4000.0, 8000.0, 12000.0):
        for way in (1.0, -1.0):
            if not 0.0 <= node + way * 2000.0 <= 12000.0:
                continue
            number += 1
            at = Frame((node, y, 0.0), (way, 0.0, 0.0))
            for face in ("front", "back"):
                _angle(t, f"diagonal/{n}/{number}/{face}", at, face, host)
            for end, turn in (("low", 0.0), ("top", 2500.0)):
                for i, s in enumerate(BOLTS, 1):
                    where = abs(turn - s)
                    spot = at.point((0.8 * where, 0.0, 0.6 * where))
                    frame = Frame((spot[0], y + 11.0, spot[2]), X, BACK)
                    _bolt(t, f"bolt/{n}/{number}/{end}{i}", frame, end == "top", host)


def _angle(t: Trusses, key: str, at: Frame, face: str, host: Node) -> None:
    """One angle: its heel is 40 above the line of bolts, its back 5 away from the plane of the truss."""
    m = t.m
    down: Vec = (0.6, 0.0, -0.8)
    front = face == "front"
    middle: Vec = (80.0 * 0.8 - 2.5 * 0.6, 42.5 if front else -42.5, 80.0 * 0.6 + 2.5 * 0.8)
    bar = Frame(middle, down if front else BACK, (0.8, 0.0, 0.6))
    solid = m.extrusion(t.angle, 7000.0 / 3.0)
    for level, out in ((80.0, -1.0), (1420.0, 1.0)):
        cut = Frame((0.0, 0.0, level), X, (0.0, 0.0, out)).within(bar)
        solid = m.clipped(solid, cut.o, cut.z)
    node = m.product(
        "IFCMEMBER",
        key,
        "斜腹杆 Diagonal",
        at.place(bar),
        (m.paint(solid, *STEEL),),
        host,
        how="Clipping",
        predefined="BRACE",
        material="Q235B",
    )
    spots = (*BOLTS, 2500.0 - BOLTS[1], 2500.0 - BOLTS[0])
    for i, s in enumerate(spots, 1):
        if front:
            m.hole(node, f"{key}/hole{i}", (2.5, -42.5, s - 80.0), 22.0, 16.0, Y)
        else:
            m.hole(node, f"{key}/hole{i}", (-42.5, 2.5, s - 80.0), 22.0, 16.0, X)


def _bolt(t: Trusses, key: str, frame: Frame, shop: bool, host: Node) -> None:
    node = t.m.product(
        "IFCMECHANICALFASTENER",
        key,
        f"螺栓 Bolt M20x60 8.8 {'Shop' if shop else 'Site'}",
        frame,
        (t.m.mapped(t.bolt),),
        host,
        how="MappedRepresentation",
        extra=(20.0, 60.0),
        predefined="BOLT",
        material="8.8",
    )
    t.m.pset(node, "Bolt", {"Grade": "8.8", "Place": "Shop" if shop else "Site"})


def gussets(t: Trusses, n: int, host: Node) -> None:
    """One plate at every node; those of the top chord are the lower ones turned over."""
    m, y = t.m, host.frame.o[1]
    name = "节点板 Gusset"
    spots = [("low", x, 0.0) for x in (4000.0, 8000.0)] + [
        ("top", x, DEEP) for x in (2000.0, 6000.0, 10000.0)
    ]
    for row, x, z in spots:
        low = row == "low"
        frame = Frame((x, y + (5.0 if low else -5.0), z), X, BACK if low else Y)
        key = f"gusset/{n}/{row}{x:.0f}"
        node = t.plate(key, name, frame, m.outline(None, GUSSET), 10.0, host)
        for i, (s, hand) in enumerate(((s, w) for s in BOLTS for w in (1.0, -1.0)), 1):
            m.hole(node, f"{key}/hole{i}", (0.8 * s * hand, 0.6 * s, -5.0), 22.0, 20.0)
        if low:
            for side, lift in ((1, 5.0), (2, -5.0)):
                _weld(t, f"weld/{n}/{x:.0f}/{side}", (x - 300.0, y + lift, 60.0), lift > 0, host)
    for x, first in ((0.0, True), (12000.0, False)):
        way: Vec = X if first else (-1.0, 0.0, 0.0)
        frame = Frame((x, y + (5.0 if first else -5.0), 0.0), way, BACK if first else Y)
        key = f"gusset/{n}/end{x:.0f}"
        node = t.plate(key, name, frame, m.outline(None, END_GUSSET), 10.0, host)
        for i, s in enumerate(BOLTS, 1):
            m.hole(node, f"{key}/hole{i}", (0.8 * s, 0.6 * s, -5.0), 22.0, 20.0)


def _weld(t: Trusses, key: str, at: Vec, front: bool, host: Node) -> None:
    """A fillet weld with legs of 6, 600 long, between gusset and chord."""
    triangle: tuple[Vec2, ...] = ((0, 0), (6, 0), (0, 6)) if front else ((0, 0), (0, 6), (-6, 0))
    # x of the outline is the world's y, its y is up, and the weld runs along the chord
    item = t.m.paint(t.m.extrusion(t.m.outline(None, triangle), 600.0), *WELD)
    frame = Frame(at, Y, X)
    node = t.m.product(
        "IFCFASTENER", key, "角焊缝 Fillet weld hf6 L600", frame, (item,), host, predefined="WELD"
    )
    t.m.pset(node, "Weld", {"Type": "fillet", "Leg mm": 6.0, "Length mm": 600.0})


def seats(t: Trusses, n: int, host: Node) -> None:
    """Bent brackets on the top chord (two and two mirrored), a bent saddle, bearings with wedges, studs."""
    m, y = t.m, host.frame.o[1]
    for i, (x, sign) in enumerate(((3000.0, 1.0), (5000.0, 1.0), (7000.0, -1.0), (9000.0, -1.0)), 1):
        frame = Frame((x, y + 75.0, DEEP + 60.0), X, BACK)
        key = f"bent_bracket/{n}/{i}"
        profile = m.curved(None, *bent_l(sign))
        kind = {"entity": "IFCDISCRETEACCESSORY", "predefined": "BRACKET"}
        node = t.plate(key, "折弯檩托 Bent bracket", frame, profile, 150.0, host, **kind)
        m.hole(node, f"{key}/hole", (70.0 * sign, -5.0, 40.0), 18.0, 18.0, Y)
    frame = Frame((5930.0, y + 75.0, DEEP + 60.0), X, BACK)
    profile = m.curved(None, *bent_u())
    t.plate(f"bent_saddle/{n}", "折弯管托 Bent saddle", frame, profile, 150.0, host, predefined="SHEET")
    for end, x in (("a", 0.0), ("b", 12000.0)):
        frame = Frame((x, y, -80.0))
        key = f"bearing/{n}/{end}"
        name = "支座板 Bearing plate"
        profile = m.rectangle(None, 300.0, 200.0)
        node = t.plate(key, name, frame, profile, 20.0, host, predefined="BASE_PLATE")
        for i, u in enumerate((-110.0, 110.0), 1):
            m.hole(node, f"{key}/hole{i}", (u, 0.0, -5.0), 22.0, 30.0)
        _wedge(t, f"wedge/{n}/{end}", Frame((x, y, -80.0)), host)
    for i, x in enumerate((2500.0, 3500.0, 4500.0, 7500.0, 8500.0, 9500.0), 1):
        m.product(
            "IFCMECHANICALFASTENER",
            f"stud/{n}/{i}",
            "栓钉 Stud 16x90",
            Frame((x, y, DEEP + 60.0)),
            (m.mapped(t.stud),),
            host,
            how="MappedRepresentation",
            extra=(16.0, 90.0),
            predefined="STUDSHEARCONNECTOR",
            material="ML15",
        )


def _wedge(t: Trusses, key: str, frame: Frame, host: Node) -> None:
    """A wedge 200 by 120, 20 thick at one end and 32 at the other, as a closed faceted body."""
    m = t.m
    points: tuple[Vec, ...] = (
        *((-100, -60, -20), (100, -60, -32), (100, 60, -32), (-100, 60, -20)),
        *((-100, -60, 0), (100, -60, 0), (100, 60, 0), (-100, 60, 0)),
    )
    faces = ((0, 3, 2, 1), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7))
    item = m.paint(m.faceted(points, faces), *PLATE)
    name = "楔形垫板 Wedge"
    m.product(
        "IFCPLATE", key, name, frame, (item,), host, how="Brep", predefined="USERDEFINED",
        object_type="WEDGE", material="Q355B",
    )  # fmt: skip


def build() -> bytes:
    """Both trusses and the tubes between them."""
    t = Trusses()
    for n, y in ((1, 0.0), (2, 6000.0)):
        name = f"桁架 Truss {n}"
        host = t.m.assembly(f"truss/{n}", name, Frame((0.0, y, 0.0)), t.storey, tag=None, predefined="TRUSS")
        chords(t, n, host)
        diagonals(t, n, host)
        gussets(t, n, host)
        seats(t, n, host)
    tube = t.m.tube("φ76x4", 76.0, 4.0)
    for x in (2000.0, 6000.0, 10000.0):
        frame = along((x, 70.0, DEEP), (x, 5930.0, DEEP), Z)
        item = t.m.paint(t.m.extrusion(tube, 5860.0), *STEEL)
        name = "系杆 Tie"
        t.m.product(
            "IFCMEMBER", f"tie/{x:.0f}", name, frame, (item,), t.storey, predefined="MEMBER", material="Q235B"
        )
    pair = t.m.angle_pair("2L50x5", 50.0, 5.0, 5.5, 5.0 / 3.0, 8.0)
    for x in (4000.0, 8000.0):
        frame = along((x, 70.0, 0.0), (x, 5930.0, 0.0), Z)
        item = t.m.paint(t.m.extrusion(pair, 5860.0), *STEEL)
        name = "下弦水平系杆 Lower tie"
        t.m.product(
            "IFCMEMBER",
            f"pair/{x:.0f}",
            name,
            frame,
            (item,),
            t.storey,
            predefined="MEMBER",
            material="Q235B",
        )
    return t.m.finish()
