"""Latticed members: two channels or I, or four angles in a square, joined by lacing or battens (7.2.3 to 7.2.7, 8.2.2).

x is the open axis between the limbs; y the solid axis of two limbs, the second open axis of four.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from components.checks.gb50017.finish import roles
from components.checks.gb50017.material import gb_steel_row
from components.checks.gb50017.single import LOADS, MemberRefused, refuse_short
from components.codes.gb50017_2017.settings import Settings
from components.record import record
from components.sections import Shape, find, properties

NAN = float("nan")
LIMBS = {"C": 2, "I": 2, "L": 4}
"""Families that can be limbs, and how many of them make a member."""
FACES = 2
STEEPEST, FLATTEST = 70.0, 40.0
"""Angles a lacing bar may make with the axis of the member, degrees (7.2.3)."""


@dataclass(frozen=True)
class Lacing:
    """Bars of one face: a single angle by one leg, at `angle` degrees to the axis of the member; `panel` mm between the
    joints of a limb, NaN: by the angle. crossed: two bars of a face are cut by a plane across."""

    bar: str
    angle: float = 45.0
    panel: float = NAN
    crossed: bool = False


@dataclass(frozen=True)
class Battens:
    """Plates of both faces: `depth` along the member x `t`, mm; `panel` mm from middle to middle."""

    depth: float
    t: float
    panel: float


@dataclass(frozen=True)
class LatticedInputs:
    """One latticed member. N, N.mm, mm; compression positive.

    limb: designation of a limb. axes: distance of the axes of the limbs, NaN: by `width` over their outer faces.
    toes_out: channels with their webs inside. V: shear force across the open axis x. M1x, M2x, load_x, Mqx, sway_x:
    as of a member (8.2.1). role: a word of limits.csv.
    """

    limb: str
    grade: str
    join: Lacing | Battens
    axes: float = NAN
    width: float = NAN
    toes_out: bool = False
    forces: bool = True
    N: float = 0.0
    Mx: float = 0.0
    V: float = 0.0
    M1x: float = NAN
    M2x: float = NAN
    load_x: str = "unknown"
    Mqx: float = NAN
    l0x: float = NAN
    l0y: float = NAN
    sway_x: bool = False
    beta_mx: float = NAN
    role: str = "column"
    settings: Settings = field(default_factory=Settings)


@record
class Built:
    """The built section. n limbs of area A_1; a: between their axes; I_1, i_1: of a limb about its own axis along x (four
    angles: least radius); I_y1: of a limb along y; y_0: as in 8.2.2-2; y_max: to the outermost fibre; W_1: of a limb
    about its own axis, the smaller. outer: extent of the whole about x, mm."""

    name: str
    limb: Shape
    n: int
    a: float
    A_1: float
    I_1: float
    i_1: float
    I_y1: float
    W_1: float
    y_0: float
    y_max: float
    toes_out: bool

    @property
    def A(self) -> float:
        """Area, mm2."""
        return self.n * self.A_1

    @property
    def square(self) -> bool:
        """Four limbs: y is an open axis as x is."""
        return self.n == 4


def built(i: LatticedInputs) -> Built:
    """The section that the inputs describe. `MemberRefused` where they describe none."""
    _refuse(i)
    found = find(i.limb).section
    if found is None:
        raise MemberRefused("gb50017.section_refused", name=i.limb)
    s, p = found.shape, properties(found.shape)
    if s.family not in LIMBS or (s.family == "L" and s["a"] != s["b"]):
        raise MemberRefused("gb50017.latticed_limb", name=found.name)
    n = LIMBS[s.family]
    # from the axis of a limb to its outer face, and to the outside of its web
    if s.family == "I":
        outer, web, modulus = s["b"] / 2.0, s["tw"] / 2.0, p.Iy_mm4 / (s["b"] / 2.0)
    else:
        back, toes = p.xc_mm, s["b"] - p.xc_mm
        outer = toes if i.toes_out else back
        web, modulus = (-back if i.toes_out else back), p.Iy_mm4 / max(back, toes)
    a = i.axes if math.isfinite(i.axes) else i.width - 2.0 * outer
    least = 2.0 * (s["b"] - outer if s.family != "I" else outer)
    if not a >= least:
        raise MemberRefused("gb50017.latticed_apart", axes=f"{a:.1f}", least=f"{least:.1f}")
    inward = p.iv_mm if s.family == "L" else p.iy_mm
    return Built(
        name=f"{n}×{found.name}", limb=s, n=n, a=a, A_1=p.area_mm2, I_1=p.Iy_mm4, i_1=inward,
        I_y1=p.Ix_mm4, W_1=modulus, y_0=a / 2.0 + max(web, 0.0), y_max=a / 2.0 + outer, toes_out=i.toes_out,
    )  # fmt: skip


def bar_of(name: str) -> Shape:
    """A lacing bar: an equal angle. `MemberRefused` where the name is none."""
    found = find(name).section
    if found is None or found.shape.family != "L" or found.shape["a"] != found.shape["b"]:
        raise MemberRefused("gb50017.latticed_bar", name=name)
    return found.shape


def _refuse(i: LatticedInputs) -> None:
    """Inputs that cannot be a latticed member."""
    if math.isfinite(i.axes) == math.isfinite(i.width):
        raise MemberRefused("gb50017.latticed_one_width")
    if i.load_x not in LOADS or i.role not in roles():
        words = ", ".join([*LOADS] if i.load_x not in LOADS else [*roles()])
        name, value = ("load_x", i.load_x) if i.load_x not in LOADS else ("role", i.role)
        raise MemberRefused("gb50017.word_refused", name=name, value=value, choices=words)
    if gb_steel_row(i.grade) < 0:
        raise MemberRefused("gb50017.latticed_grade", grade=i.grade)
    sizes = {"axes": i.axes, "width": i.width, "panel": i.join.panel, "l0x": i.l0x, "l0y": i.l0y}
    if isinstance(i.join, Battens):
        sizes |= {"depth": i.join.depth, "t": i.join.t}
        if not i.join.depth < i.join.panel:
            raise MemberRefused(
                "gb50017.latticed_battens", depth=f"{i.join.depth:g}", panel=f"{i.join.panel:g}"
            )
    elif not FLATTEST <= i.join.angle <= STEEPEST:
        raise MemberRefused("gb50017.latticed_angle", angle=f"{i.join.angle:g}")
    refuse_short({"l0x": i.l0x, "l0y": i.l0y})
    for name, size in sizes.items():
        if not (math.isnan(size) or 0.0 < size <= 1.0e6):
            raise MemberRefused("gb50017.latticed_size", name=name, value=f"{size:g}")
    for name in ("N", "Mx", "V"):
        if not math.isfinite(getattr(i, name)):
            raise MemberRefused("gb50017.latticed_size", name=name, value=f"{getattr(i, name):g}")
