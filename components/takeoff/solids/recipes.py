"""Which bodies need the geometry kernel, and how to build each of them there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from components.facts import Facts
from components.record import valued
from components.table import Floats, Ints
from components.takeoff.outlines.polygon import STEP, polygon
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.outlines.tidy import oriented
from components.takeoff.solids.cuts import NOTHING_LEFT, CutPrism, boxed, frame_of
from components.takeoff.solids.faceted import Faceted, triangles_of
from components.takeoff.solids.leaves import LEAVES, leaf
from components.takeoff.solids.sweeps import measure_swept
from components.takeoff.solids.voids import openings_of

Recipe = tuple[Any, ...]
_BOOLEAN = ("BOOLEANRESULT", "BOOLEANCLIPPINGRESULT", "CSGSOLID")
_HALF = ("HALFSPACESOLID", "POLYGONALBOUNDEDHALFSPACE", "BOXEDHALFSPACE")
_FAR = 3.0
STATED = (
    "ADVANCEDBREP", "ADVANCEDBREPWITHVOIDS", "SURFACECURVESWEPTAREASOLID", "FIXEDREFERENCESWEPTAREASOLID",
    "DIRECTRIXDERIVEDREFERENCESWEPTAREASOLID",
)  # fmt: skip
"""Kinds that are measured as the file states them where no closed form does."""
CURVED = ("ADVANCEDBREP", "ADVANCEDBREPWITHVOIDS")
"""Kinds whose faces the kernel makes facets of where they are cut or cut others."""


@valued
class Order:
    """One body item for the kernel. scale: volume factor of the item's matrix. gross: mm3 uncut per mm of
    extrusion, NaN unknown. frame: (4, 4) from the recipe's coordinates to the item's."""

    item: int
    recipe: Recipe
    scale: float
    gross: float
    frame: Floats


class NoRecipe(Exception):
    """A body that cannot be described to the kernel."""


def may_need_kernel(facts: Facts) -> bool:
    """Whether there is any body that a closed form might not answer: a Boolean one, or one with openings."""
    boolean = (
        facts.solids.kind.isin(_BOOLEAN)[facts.items.solid] if len(facts.solids) else facts.items.solid < 0
    )
    stated = facts.solids.kind.isin(STATED).any()
    return bool(boolean.any() or stated or facts.relations.kind.isin(("VOIDS",)).any())


def orders(facts: Facts, shapes: Shapes, meshes: Faceted, cuts: Mapping[int, CutPrism]) -> list[Order]:
    """Body items whose volume no closed form gives, each with its openings. cuts: of `bodies.cut_items`."""
    unsolved = {i: c for i, c in cuts.items() if c.reason not in ("", NOTHING_LEFT)}
    return cut_orders(Builder(facts, shapes, meshes), unsolved) + _stated(facts, shapes)


def cut_orders(builder: Builder, cuts: Mapping[int, CutPrism]) -> list[Order]:
    """Orders of cut body items (by item row), those that no recipe can describe left out."""
    facts = builder.facts
    voids = openings_of(facts)
    made: list[Order] = []
    for i, closed in cuts.items():
        extra = voids.get(int(facts.items.owner[i]), ())
        local = tuple((solid, np.linalg.inv(facts.items.matrix[i]) @ matrix) for solid, matrix in extra)
        order = _order(builder, i, closed, local)
        if order is not None:
            made.append(order)
    return made


def _stated(facts: Facts, shapes: Shapes) -> list[Order]:
    """Bodies without openings that only their own statement describes: STEP ids of the item and, where it is the whole
    body of its product, of the product."""
    items, solids = facts.items, facts.solids
    kind = solids.kind.isin(STATED)
    if not kind.any():
        return []
    wanted = kind & (measure_swept(facts, shapes).reason != 0)
    pierced = np.isin(items.owner, np.array(sorted(openings_of(facts)), np.int64))
    alone = np.bincount(items.owner, minlength=len(facts.elements)) == 1
    made = []
    for i in np.flatnonzero(wanted[items.solid] & ~pierced).tolist():
        owner = int(items.owner[i])
        factor = abs(float(np.linalg.det(items.matrix[i][:3, :3])))
        product = int(facts.elements.step_id[owner]) if alone[owner] else 0
        recipe = ("stated", int(solids.step_id[items.solid[i]]), product, factor)
        made.append(Order(i, recipe, factor, float("nan"), np.eye(4)))
    return made


def _order(
    builder: Builder, item: int, closed: CutPrism, extra: tuple[tuple[int, Floats], ...]
) -> Order | None:
    facts, shapes = builder.facts, builder.shapes
    root = int(facts.items.solid[item])
    base = closed.base
    try:
        straight = facts.solids.kind[base] == "EXTRUDEDAREASOLID"
        frame = frame_of(facts, base) if straight else np.eye(4)
        to_base = np.asarray(np.linalg.inv(frame), np.float64)
        size = builder.reach(root)
        recipe = builder.build(root, to_base, size)
        if extra:
            recipe = ("difference", recipe, *(builder.build(s, to_base @ m, size) for s, m in extra))
    except (NoRecipe, np.linalg.LinAlgError):
        return None
    profile = int(facts.solids.profile[base])
    gross = float("nan")
    if straight and profile >= 0:
        rise = abs(float(facts.solids.direction[base, 2]))
        gross = float(shapes.area[profile]) * rise
    own = abs(float(np.linalg.det(facts.items.matrix[item][:3, :3])))
    return Order(item, recipe, own * abs(float(np.linalg.det(frame[:3, :3]))), gross * own, frame)


@valued
class Builder:
    """Recipes of solids, in the coordinates that a matrix leads to. step: rad of an arc between two points."""

    facts: Facts
    shapes: Shapes
    meshes: Faceted
    step: float = STEP

    def build(self, solid: int, matrix: Floats, size: float) -> Recipe:
        """The recipe of one solid row under a matrix. size: mm, larger than anything it can meet."""
        solids = self.facts.solids
        kind = solids.kind[solid]
        if kind in _BOOLEAN:
            return self._boolean(solid, matrix, size)
        if kind == "EXTRUDEDAREASOLID":
            return self._prism(solid, matrix)
        if kind in _HALF:
            return self._bounded_half(solid, matrix, size)
        if kind in CURVED:
            return ("faces", "", "", int(solids.step_id[solid]), matrix, 0.0)
        if solids.mesh[solid] >= 0:
            return self._mesh(solid, matrix)
        made = leaf(self.facts, self.shapes, solid, matrix, self.step) if kind in LEAVES else None
        if made is None:
            raise NoRecipe(kind)
        return made

    def reach(self, solid: int) -> float:
        """A length beyond which nothing of the body lies, mm, measured from its base."""
        first, *others = list(self._leaves(solid))[::-1]
        if not others:
            return self._alone(first)
        return _FAR * sum(self._far(at) + self._spread(at) for at in (first, *others))

    def _spread(self, solid: int) -> float:
        """The largest coordinate of a faceted body, mm; 0 for others."""
        mesh = self.facts.solids.mesh[solid]
        return float(np.abs(self.meshes.box[mesh]).max()) if mesh >= 0 else 0.0

    def _alone(self, at: int) -> float:
        """`reach` of one body, mm, from its own frame."""
        solids = self.facts.solids
        if solids.mesh[at] >= 0:
            box = self.meshes.box[solids.mesh[at]]
            return float(np.abs(box).max() * 2 + np.ptp(box, axis=0).max()) + 1.0
        if solids.kind[at] in LEAVES:
            return self._far(at)
        profile = int(solids.profile[at])
        if profile < 0:
            raise NoRecipe("profile")
        box = self.shapes.box[profile]
        return float(np.abs(box).max() + np.nan_to_num(solids.depth_mm[at])) * _FAR + 1.0

    def _far(self, solid: int) -> float:
        """A bound on the coordinates of a primitive, a revolved or a tapered body, doubled to be safe."""
        s = self.facts.solids
        sizes = [np.abs(s.position[solid, :3, 3]).sum(), np.nansum(s.size_mm[solid]), s.depth_mm[solid]]
        sizes += [s.radius_mm[solid], *np.abs(s.axis[solid, :3])]
        for profile in (int(s.profile[solid]), int(s.end_profile[solid])):
            if profile >= 0:
                sizes += [float(np.abs(self.shapes.box[profile]).max()) * 2]
        if s.path[solid] >= 0:
            sizes.append(float(np.abs(self.facts.paths[int(s.path[solid])][:, :3]).max()))
        return 2 * float(np.nansum(sizes)) + 1.0

    def _boolean(self, solid: int, matrix: Floats, size: float) -> Recipe:
        solids = self.facts.solids
        operator = solids.operator[solid] or "DIFFERENCE"
        first, second = int(solids.first[solid]), int(solids.second[solid])
        if first < 0:
            raise NoRecipe("operand")
        body = self.build(first, matrix, size)
        if second < 0:
            return body
        half = solids.kind[second] == "HALFSPACESOLID" or self._held(first, second)
        other = self._half(second, matrix) if half else self.build(second, matrix, size)
        if operator == "UNION":
            if half:
                raise NoRecipe("half")
            return ("union", body, other)
        return (operator.lower(), body, other)

    def _held(self, body: int, cutter: int) -> bool:
        """Whether a cutter is a boxed half space whose box holds the whole body: then it is a plain one."""
        if self.facts.solids.kind[cutter] != "BOXEDHALFSPACE":
            return False
        return all(boxed(self.facts, cutter, self._corners(leaf)) for leaf in self._leaves(body))

    def _leaves(self, solid: int) -> Iterator[int]:
        """The bodies that a tree of first operands and unions is made of."""
        solids = self.facts.solids
        while solids.kind[solid] in _BOOLEAN and solids.first[solid] >= 0:
            if solids.operator[solid] == "UNION" and solids.second[solid] >= 0:
                yield from self._leaves(int(solids.second[solid]))
            solid = int(solids.first[solid])
        yield solid

    def _corners(self, solid: int) -> Floats:
        """(8, 3) corners of a box around a body, in the coordinates it is stated in."""
        solids = self.facts.solids
        signs = np.array([[-1.0, 1.0][b >> k & 1] for b in range(8) for k in range(3)]).reshape(8, 3)
        if solids.kind[solid] in LEAVES:
            return signs * self._far(solid)
        if solids.mesh[solid] >= 0:
            low, high = self.meshes.box[solids.mesh[solid]]
            return np.asarray(np.where(signs < 0, low, high), np.float64)
        profile, depth = int(solids.profile[solid]), float(solids.depth_mm[solid])
        if solids.kind[solid] != "EXTRUDEDAREASOLID" or profile < 0 or not depth > 0:
            raise NoRecipe("box")
        box, frame = self.shapes.box[profile], frame_of(self.facts, solid)
        own = np.array([(x, y, z) for x in box[:2] for y in box[2:] for z in (0.0, depth)])
        return np.asarray(own @ frame[:3, :3].T + frame[:3, 3])

    def _half(self, solid: int, matrix: Floats) -> Recipe:
        """Keep normal . p >= offset: the side the plane's outward normal points to."""
        point, normal = self.facts.solids.plane_point[solid], self.facts.solids.plane_normal[solid]
        if not (np.isfinite(point).all() and np.isfinite(normal).all()):
            raise NoRecipe("plane")
        n = np.linalg.inv(matrix)[:3, :3].T @ normal
        n = n / np.linalg.norm(n)
        place = matrix[:3, :3] @ point + matrix[:3, 3]
        return ("half", (float(n[0]), float(n[1]), float(n[2])), float(n @ place))

    def _bounded_half(self, solid: int, matrix: Floats, size: float) -> Recipe:
        """A polygon's prism, as long as anything it can meet, on the material side of the plane."""
        if self.facts.solids.kind[solid] == "HALFSPACESOLID":
            raise NoRecipe("half")
        outline = int(self.facts.solids.outline[solid])
        if outline < 0 or not np.isfinite(size):
            raise NoRecipe("bound")
        frame = matrix @ self.facts.solids.position[solid]
        away = float(np.abs(frame[:3, 3]).max()) + size
        low = np.eye(4)
        low[2, 3] = -away
        prism = (
            "prism",
            [polygon(oriented((self.facts.outlines[outline],))[0], self.step)],
            frame @ low,
            2 * away,
        )
        _, normal, offset = self._half(solid, matrix)
        return ("difference", prism, ("half", tuple(-v for v in normal), -offset))

    def _prism(self, solid: int, matrix: Floats) -> Recipe:
        profile, depth = int(self.facts.solids.profile[solid]), float(self.facts.solids.depth_mm[solid])
        if profile < 0 or not depth > 0 or not self.shapes.loops[profile]:
            raise NoRecipe("prism")
        if not np.isfinite(self.shapes.area[profile]):
            raise NoRecipe("crossed")
        frame = matrix @ frame_of(self.facts, solid)
        return ("prism", [polygon(loop, self.step) for loop in self.shapes.loops[profile]], frame, depth)

    def _mesh(self, solid: int, matrix: Floats) -> Recipe:
        mesh = int(self.facts.solids.mesh[solid])
        points, triangles = triangles_of(self.facts, mesh, self.meshes.turned)
        if not len(triangles) or self.meshes.tangled[mesh]:
            raise NoRecipe("faces")
        moved = points @ matrix[:3, :3].T + matrix[:3, 3]
        if np.linalg.det(matrix[:3, :3]) < 0:
            triangles = triangles[:, ::-1]
        if volume_of(moved, triangles) < 0:
            triangles = triangles[:, ::-1]
        return ("mesh", moved, triangles)


def volume_of(points: Floats, triangles: Ints) -> float:
    """Signed volume of a triangle mesh."""
    a, b, c = (points[triangles[:, k]] - points[0] for k in range(3))
    return float((a * np.cross(b, c)).sum() / 6)
