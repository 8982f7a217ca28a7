"""Boolean results in closed form: a straight prism, its plane cuts, and the holes that go straight through it.

What does not fit (a cutter that is no half space and no parallel prism, a hole that leaves the outline) is named and
left to the geometry kernel.
"""

from __future__ import annotations

import math

import numpy as np

from components.facts import Facts
from components.record import valued
from components.sections.contour import reversed_loop
from components.table import Floats
from components.takeoff.outlines.clip import Line, area, between, clip
from components.takeoff.outlines.inside import covers, separate
from components.takeoff.outlines.profiles import Shapes

NO_PRISM, NO_DIFFERENCE, CURVED_CUTTER, PARTIAL_HOLE, BOUNDED, NOTHING_LEFT = (
    f"takeoff.cut_{w}"
    for w in ("no_prism", "no_difference", "cutter", "partial_hole", "bounded", "nothing_left")
)
HALF_SPACES = ("HALFSPACESOLID", "POLYGONALBOUNDEDHALFSPACE", "BOXEDHALFSPACE")
_FLAT = 1e-9


@valued
class Plane:
    """A cutting plane in the prism's own coordinates: what is kept has normal . p >= offset, p = (x, y, along)."""

    normal: tuple[float, float, float]
    offset: float


@valued
class CutPrism:
    """A prism after its cuts. reason: words code where it was not resolved ("": it was).

    volume: mm3 left. low, high: where along the extrusion it starts and ends, mm. base: solid row of the prism.
    planes, holes: the cuts that touch it, in prism coordinates; hole_area: mm2 of all holes.
    """

    base: int
    volume: float = math.nan
    low: float = math.nan
    high: float = math.nan
    planes: tuple[Plane, ...] = ()
    holes: tuple[Floats, ...] = ()
    reason: str = ""


def cutters_of(facts: Facts, root: int) -> tuple[int, list[int], str]:
    """The base solid of a chain of differences, its cutters in order, and why it is no such chain ("": it is)."""
    solids = facts.solids
    cutters: list[int] = []
    at = root
    while solids.kind[at] in ("BOOLEANRESULT", "BOOLEANCLIPPINGRESULT", "CSGSOLID"):
        first, second = int(solids.first[at]), int(solids.second[at])
        if first < 0 or (second < 0 and solids.kind[at] != "CSGSOLID"):
            return at, cutters, NO_DIFFERENCE
        if second >= 0:
            if solids.operator[at] != "DIFFERENCE":
                return at, cutters, NO_DIFFERENCE
            cutters.append(second)
        at = first
    return at, cutters[::-1], ""


def frame_of(facts: Facts, solid: int) -> Floats:
    """(4, 4) from prism coordinates (x, y in the profile's plane, along the extrusion) to the solid's own."""
    frame = facts.solids.position[solid].copy()
    frame[:3, 2] = frame[:3, :3] @ facts.solids.direction[solid]
    return np.asarray(frame)


def cut(facts: Facts, shapes: Shapes, root: int, extra: tuple[tuple[int, Floats], ...] = ()) -> CutPrism:
    """Resolve one Boolean result. extra: further cutters (openings) as (solid row, matrix into the root's space)."""
    base, cutters, reason = cutters_of(facts, root)
    solids = facts.solids
    if reason:
        return CutPrism(base, reason=reason)
    profile = int(solids.profile[base])
    depth = float(solids.depth_mm[base])
    fine = solids.kind[base] == "EXTRUDEDAREASOLID" and profile >= 0 and depth > 0
    if not fine or not shapes.loops[profile] or not np.isfinite(shapes.area[profile]):
        return CutPrism(base, reason=NO_PRISM)
    frame = frame_of(facts, base)
    if abs(np.linalg.det(frame[:3, :3])) < 1e-9:
        return CutPrism(base, reason=NO_PRISM)
    inverse = np.linalg.inv(frame)
    loops = list(shapes.loops[profile])
    planes: list[Plane] = []
    holes: list[Floats] = []
    unmoved = np.eye(4)
    for cutter, matrix in [(c, unmoved) for c in cutters] + list(extra):
        to_prism = inverse @ matrix
        kind = solids.kind[cutter]
        if kind in HALF_SPACES:
            plane = plane_of(facts, cutter, to_prism)
            reach = reach_of(facts, cutter, to_prism, plane, shapes.box[profile], depth) if plane else BOUNDED
            if plane is None or reach == BOUNDED:
                return CutPrism(base, reason=BOUNDED)
            if reach:
                planes.append(plane)
            continue
        found = _hole(facts, shapes, cutter, to_prism, loops, holes, depth)
        if isinstance(found, str):
            return CutPrism(base, reason=found)
        if found is not None:
            holes.append(found)
    return _left(base, loops, planes, holes, depth, _rise(facts, base))


def _rise(facts: Facts, base: int) -> float:
    """Height over the profile's plane per unit along the extrusion: less than 1 where it is oblique."""
    return abs(float(facts.solids.direction[base, 2]))


def plane_of(facts: Facts, cutter: int, to_prism: Floats) -> Plane | None:
    """The plane of a half space in prism coordinates; what it takes away lies behind its outward normal."""
    point, normal = facts.solids.plane_point[cutter], facts.solids.plane_normal[cutter]
    if not (np.isfinite(point).all() and np.isfinite(normal).all()):
        return None
    back = np.linalg.inv(to_prism)
    n = back[:3, :3].T @ normal
    length = float(np.linalg.norm(n))
    if length < 1e-12:
        return None
    n = n / length
    place = to_prism[:3, :3] @ point + to_prism[:3, 3]
    return Plane((float(n[0]), float(n[1]), float(n[2])), float(n @ place))


def reach_of(facts: Facts, cutter: int, to_prism: Floats, plane: Plane, box: Floats, depth: float) -> str:
    """ "" where a half space misses the prism, "all" where its bound, if any, holds all it takes, else BOUNDED."""
    corners = np.array([(x, y, s) for x in box[:2] for y in box[2:] for s in (0.0, depth)])
    n, offset = np.array(plane.normal), plane.offset
    value = corners @ n - offset
    if (value >= -1e-6).all():
        return ""
    outline = int(facts.solids.outline[cutter])
    if facts.solids.kind[cutter] == "HALFSPACESOLID":
        return "all"
    if facts.solids.kind[cutter] == "BOXEDHALFSPACE":
        # The box is there for computing only: it has to hold the body, else nobody knows what is meant.
        own = np.linalg.inv(to_prism)
        return "all" if boxed(facts, cutter, corners @ own[:3, :3].T + own[:3, 3]) else BOUNDED
    if outline < 0:
        return BOUNDED
    taken = [corners[value < 0]]
    for i in range(8):
        for j in range(i + 1, 8):
            if value[i] * value[j] < 0 and _along_edge(corners[i], corners[j]):
                t = value[i] / (value[i] - value[j])
                taken.append((corners[i] + t * (corners[j] - corners[i]))[None])
    back = np.linalg.inv(to_prism @ facts.solids.position[cutter])
    points = np.concatenate(taken) @ back[:3, :3].T + back[:3, 3]
    return "all" if covers(facts.outlines[outline], points[:, :2]) else BOUNDED


def boxed(facts: Facts, cutter: int, points: Floats) -> bool:
    """Whether the box of a boxed half space holds all points (n, 3), in the coordinates it is stated in."""
    corner, size = facts.solids.position[cutter, :3, 3], facts.solids.size_mm[cutter]
    slack = 1e-6 + 1e-9 * np.abs(points).max()
    return bool((points >= corner - slack).all() and (points <= corner + size + slack).all())


def _along_edge(a: Floats, b: Floats) -> bool:
    return int((np.abs(a - b) > 1e-9).sum()) == 1


def _hole(
    facts: Facts,
    shapes: Shapes,
    cutter: int,
    to_prism: Floats,
    loops: list[Floats],
    holes: list[Floats],
    depth: float,
) -> Floats | str | None:
    """The outline of a prism that goes straight through, None where it misses, a reason where it is neither."""
    solids = facts.solids
    profile = int(solids.profile[cutter])
    if solids.kind[cutter] != "EXTRUDEDAREASOLID" or profile < 0 or len(shapes.loops[profile]) != 1:
        return CURVED_CUTTER
    frame = to_prism @ frame_of(facts, cutter)
    along = frame[:3, 2]
    flat = frame[:2, :2]
    height = float(solids.depth_mm[cutter])
    if not height > 0:
        return CURVED_CUTTER
    parallel = math.hypot(along[0], along[1]) < 1e-7 * abs(along[2]) and np.abs(frame[2, :2]).max() < 1e-7
    if not parallel:
        return CURVED_CUTTER
    ends = sorted((float(frame[2, 3]), float(frame[2, 3] + along[2] * height)))
    if ends[1] <= 1e-6 or ends[0] >= depth - 1e-6:
        return None
    skew = abs(float(flat[:, 0] @ flat[:, 1])) > 1e-9 or abs(float(np.linalg.norm(flat[:, 0])) - 1) > 1e-9
    if skew:
        return CURVED_CUTTER
    own = shapes.loops[profile][0]
    loop = np.column_stack((own[:, :2] @ flat.T + frame[:2, 3], own[:, 2] * np.sign(np.linalg.det(flat))))
    if separate(loop, loops) == "outside":
        return None
    through = ends[0] <= 1e-6 and ends[1] >= depth - 1e-6
    if (
        not through
        or separate(loop, loops) != "inside"
        or any(separate(loop, [h]) != "outside" for h in holes)
    ):
        return PARTIAL_HOLE
    return loop if area([loop]) < 0 else reversed_loop(loop)


def _left(
    base: int, loops: list[Floats], planes: list[Plane], holes: list[Floats], depth: float, rise: float
) -> CutPrism:
    """Integrate what the planes leave of the profile with its holes."""
    uppers: list[Line] = [(0.0, 0.0, depth)]
    lowers: list[Line] = [(0.0, 0.0, 0.0)]
    sides: list[Line] = []
    for plane in planes:
        a, b, c = plane.normal
        if abs(c) < _FLAT:
            sides.append((a, b, -plane.offset))
        else:
            height = (-a / c, -b / c, plane.offset / c)
            (lowers if c > 0 else uppers).append(height)
    region = [*loops, *holes]
    for side in sides:
        region = [piece for loop in region if len(piece := clip(loop, side)) > 1]
    volume, low, high = between(region, uppers, lowers)
    if not volume > 1e-3:
        return CutPrism(base, 0.0, 0.0, 0.0, tuple(planes), tuple(holes), NOTHING_LEFT)
    return CutPrism(base, volume * rise, low, high, tuple(planes), tuple(holes))
