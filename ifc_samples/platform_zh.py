"""操作平台: a small platform in Chinese with GB sections (IFC4, millimetres), in three text encodings."""

from __future__ import annotations

from ifc_samples.builder import Model, Names, Node
from ifc_samples.rolled import channel, i_section
from ifc_samples.space import Frame, Vec, along
from ifc_samples.step import Ref

STEEL = ("钢", 0.45, 0.50, 0.56)
PLATE = ("钢板", 0.62, 0.46, 0.30)
UP: Vec = (0.0, 0.0, 1.0)
ALONG_X: Vec = (1.0, 0.0, 0.0)


class Platform:
    """The model under construction; every part has its number in the set 零件属性."""

    def __init__(self, encoding: str) -> None:
        names = Names("操作平台", "鞍山钢结构厂房“检修平台”", "辽宁省鞍山市")
        self.m = Model("zh_gb_small", "IFC4", names, encoding=encoding)
        self.storey = self.m.storey("storey", "标高±0.000", 0.0)

    def bar(
        self,
        key: str,
        kind: str,
        name: str,
        mark: tuple[str, str],
        section: tuple[str, Ref],
        ends: tuple[Vec, Vec],
        grade: str,
        up: Vec = UP,
    ) -> None:
        """A bar from end to end of its axis; `mark` is its part and its assembly number."""
        frame = along(*ends, up)
        p, q = ends
        length = sum((q[i] - p[i]) ** 2 for i in range(3)) ** 0.5
        item = self.m.paint(self.m.extrusion(section[1], length), *STEEL)
        what = {"IFCCOLUMN": "COLUMN", "IFCBEAM": "BEAM", "IFCMEMBER": "BRACE"}[kind]
        node = self.m.product(
            kind,
            key,
            name,
            frame,
            (item,),
            self.storey,
            object_type=section[0],
            predefined=what,
            material=grade,
        )
        self.numbers(node, mark, grade, length)

    def numbers(self, node: Node, mark: tuple[str, str], grade: str, length: float) -> None:
        """The property set of a Chinese detailing program."""
        values: dict[str, object] = {"零件号": mark[0], "材质": grade, "长度": round(length, 1)}
        if mark[1]:
            values["构件号"] = mark[1]
        self.m.pset(node, "零件属性", values)

    def plate(
        self, key: str, name: str, mark: tuple[str, str], foot: Vec, size: Vec, spec: str, grade: str
    ) -> Node:
        """A level rectangular plate: the middle of its underside, and its sizes along x, y and z."""
        profile = self.m.rectangle(None, size[0], size[1])
        item = self.m.paint(self.m.extrusion(profile, size[2]), *PLATE)
        node = self.m.product(
            "IFCPLATE",
            key,
            name,
            Frame(foot),
            (item,),
            self.storey,
            object_type=spec,
            predefined="SHEET",
            material=grade,
        )
        self.numbers(node, mark, grade, max(size[0], size[1]))
        return node


def columns(p: Platform) -> None:
    """Two H columns, a box and a round tube, each on a plate with four holes."""
    m = p.m
    wide = ("HW200×200×8×12", m.h_profile("HW200×200×8×12", 200, 200, 8, 12, 13))
    box = ("□200×8", m.box("□200×8", 200, 200, 8, 12, 20))
    tube = ("φ219×8", m.tube("φ219×8", 219.0, 8.0))
    spots = ((0.0, 0.0, wide), (6000.0, 0.0, wide), (6000.0, 4000.0, box), (0.0, 4000.0, tube))
    for i, (x, y, section) in enumerate(spots, 1):
        number = {"H": ("Z1", "GZ-1"), "□": ("Z2", "GZ-2"), "φ": ("Z3", "GZ-3")}[section[0][0]]
        ends = ((x, y, 16.0), (x, y, 3000.0))
        p.bar(f"column/{i}", "IFCCOLUMN", "钢柱", number, section, ends, "Q355B", ALONG_X)
        size = (350.0, 350.0, 16.0)
        node = p.plate(f"base/{i}", "柱脚板", ("B1", number[1]), (x, y, 0.0), size, "-16×350×350", "Q355B")
        for n, (u, v) in enumerate(((-140.0, -140.0), (140.0, -140.0), (140.0, 140.0), (-140.0, 140.0)), 1):
            m.hole(node, f"base/{i}/hole{n}", (u, v, -5.0), 26.0, 26.0)


def beams(p: Platform) -> None:
    """H beams along x, I20a between them, channels at the ends, angles as braces, flats as toe boards."""
    m = p.m
    main = ("HN300×150×6.5×9", m.h_profile("HN300×150×6.5×9", 300, 150, 6.5, 9, 13))
    joist = ("I20a", m.curved("I20a", *i_section(200, 100, 7, 11.4, 9, 4.5)))
    edge = ("[20a", m.curved("[20a", *channel(200, 73, 7, 11, 11, 5.5)))
    brace = ("L100×10", m.angle("L100×10", 100, 100, 10, 12, 10 / 3))
    flat = ("-10×150", m.rectangle("-10×150", 10, 150))
    for i, y in enumerate((0.0, 4000.0), 1):
        ends = ((110.0, y, 2850.0), (5890.0, y, 2850.0))
        p.bar(f"main/{i}", "IFCBEAM", "主梁", ("L1", "GL-1"), main, ends, "Q355B")
        y_out = y + (-160.0 if i == 1 else 160.0)
        diagonal = ((100.0, y_out, 400.0), (5900.0, y_out, 2600.0))
        p.bar(f"brace/{i}", "IFCMEMBER", "柱间支撑", ("C1", ""), brace, diagonal, "Q235B")
        y_board = y + (-105.0 if i == 1 else 105.0)
        board = ((0.0, y_board, 3075.0), (6000.0, y_board, 3075.0))
        p.bar(f"board/{i}", "IFCMEMBER", "踢脚板", ("T1", ""), flat, board, "Q235B")
    for i, x in enumerate((1500.0, 3000.0, 4500.0), 1):
        ends = ((x, 85.0, 2900.0), (x, 3915.0, 2900.0))
        p.bar(f"joist/{i}", "IFCBEAM", "次梁", ("L2", "GL-2"), joist, ends, "Q235B")
    for i, x in enumerate((0.0, 6000.0), 1):
        first, last = (x, 110.0, 2900.0), (x, 3880.0, 2900.0)
        ends = (first, last) if i == 2 else (last, first)
        p.bar(f"edge/{i}", "IFCBEAM", "边梁（槽钢）", ("L3", "GL-3"), edge, ends, "Q235B")
    for i, y in enumerate((700.0, 2000.0, 3300.0), 1):
        foot, size = (3000.0, y, 3000.0), (5800.0, 1250.0, 6.0)
        p.plate(f"floor/{i}", "花纹钢板", ("P1", ""), foot, size, "-6×1250", "Q235B")


def build(encoding: str) -> bytes:
    """The platform in one of the encodings: ascii (with \\X2\\ escapes), utf-8 or gbk."""
    p = Platform(encoding)
    columns(p)
    beams(p)
    return p.m.finish()
