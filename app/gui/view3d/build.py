"""Facts and a model to a scene. Runs in the worker: no Qt, no VTK."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.gui.view3d import bodies, swept
from app.gui.view3d.bodies import Body
from app.gui.view3d.carved import carve
from app.gui.view3d.facets import Facets, facets
from app.gui.view3d.profile import Patch, patch
from app.gui.view3d.scene import Scene, box_edges
from components.facts import Facts
from components.ifc import kernel
from components.model import Model
from components.progress import Progress, silent
from components.table import Floats, Ints
from components.takeoff.outlines import profiles
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids import bodies as measured
from components.takeoff.solids.cuts import NOTHING_LEFT, CutPrism

_TELL = 500


def build_scene(facts: Facts, model: Model, progress: Progress, wait_s: float = math.inf) -> Scene:
    """Everything that can be drawn of a model, in world coordinates less a common origin.

    wait_s: how long to wait for the geometry kernel when all else is drawn; what it has not made by then is drawn
    without its cuts (`Scene.late`).
    """
    progress("progress.draw", 0.0)
    items, n = facts.items, len(model.components)
    component = np.full(len(facts.elements), -1, np.int64)
    component[model.components.element] = np.arange(n)
    owner = component[items.owner] if len(items) else np.zeros(0, np.int64)
    placement = facts.elements.placement[items.owner]
    world = items.matrix.copy()
    placed = placement >= 0
    world[placed] = facts.placements[placement[placed]] @ items.matrix[placed]
    with kernel.Standby() as standby:
        if facts.kernel is not None:
            standby.start()  # what was measured there is drawn there
        made, rough, late = _made(facts, owner, world, wait_s, standby, progress)
    return _scene(model, made, owner, rough, late, n)


def _made(
    facts: Facts, owner: Ints, world: Floats, wait_s: float, standby: kernel.Standby, progress: Progress
) -> tuple[list[Body], Ints, int]:
    """All bodies; the items that are drawn without their cuts, and how many of those the kernel still had in hand.
    owner: component of each item, -1 for none."""
    shapes = profiles.read(facts)
    cuts = {i: found for i, found in measured.cut_items(facts, shapes).items() if owner[i] >= 0}
    made, closed = _closed(facts, shapes, cuts, world, progress)
    draw = _Whole(facts, shapes, cuts, world)
    plain = np.setdiff1d(np.flatnonzero(owner >= 0), np.array(sorted(cuts), np.int64))
    hard = {i: found for i, found in cuts.items() if i not in closed and found.reason != NOTHING_LEFT}
    carved = carve(
        facts, shapes, hard, world, wait_s, lambda: made.extend(draw.bodies(plain, progress)), standby,
        lambda _, done: progress("progress.draw", 0.85 + 0.1 * done),
    )  # fmt: skip
    made.extend(carved.bodies)
    rough = np.setdiff1d(np.array(sorted(set(cuts) - closed), np.int64), carved.drawn)
    made.extend(draw.bodies(rough, silent))
    return made, rough, carved.late


def _closed(
    facts: Facts, shapes: Shapes, cuts: dict[int, CutPrism], world: Floats, progress: Progress
) -> tuple[list[Body], set[int]]:
    """Cut prisms that are prisms still, and their items."""
    made: list[Body] = []
    done: set[int] = set()
    for k, (i, found) in enumerate(cuts.items()):
        if k % _TELL == 0:
            progress("progress.draw", 0.3 * k / len(cuts))
        body = None if found.reason else bodies.cut_prism(facts, shapes, i, found, world)
        if body is not None:
            made.append(body)
            done.add(i)
    return made, done


@dataclass(frozen=True, eq=False)
class _Whole:
    """Items as they are before any cut. world: (items, 4, 4)."""

    facts: Facts
    shapes: Shapes
    cuts: dict[int, CutPrism]
    world: Floats

    @cached_property
    def _base(self) -> Ints:
        base = measured.bare_roots(self.facts)
        for i, found in self.cuts.items():
            base[i] = found.base
        return np.asarray(base, np.int64)

    @cached_property
    def _facets(self) -> Facets:
        return facets(self.facts)

    def bodies(self, rows: Ints, progress: Progress) -> list[Body]:
        """Bodies of items."""
        facts, shapes, base, world = self.facts, self.shapes, self._base, self.world
        made: list[Body] = []
        if not len(rows):
            return made
        solids = facts.solids
        kind = solids.kind.take(base)
        swept = kind.take(rows).isin(("EXTRUDEDAREASOLID",)) & (solids.profile[base[rows]] >= 0)
        straight = rows[swept]
        _straight(facts, shapes, straight, base, world, made, progress)
        meshed = rows[solids.mesh[base[rows]] >= 0]
        if len(meshed):
            made.extend(_meshed(facts, self._facets, meshed, base, world))
        progress("progress.draw", 0.85)
        for i in np.setdiff1d(rows, np.concatenate((straight, meshed))).tolist():
            body = _other(facts, shapes, i, int(base[i]), kind[i], world)
            if body is not None:
                made.append(body)
        return made


def _straight(
    facts: Facts, shapes: Shapes, rows: Ints, base: Ints, world: Floats, made: list[Body], progress: Progress
) -> None:
    profile = facts.solids.profile[base[rows]]
    order = np.argsort(profile, kind="stable")
    rows, profile = rows[order], profile[order]
    groups = np.split(rows, np.flatnonzero(np.diff(profile)) + 1) if len(rows) else []
    for k, group in enumerate(groups):
        if k % _TELL == 0:
            progress("progress.draw", 0.3 + 0.5 * k / len(groups))
        one = patch(shapes.loops[int(facts.solids.profile[base[group[0]]])])
        if len(one.points):
            made.append(bodies.prisms(facts, one, group, base[group], world))


def _other(
    facts: Facts, shapes: Shapes, item: int, solid: int, kind: str | None, world: Floats
) -> Body | None:
    profile, last = int(facts.solids.profile[solid]), int(facts.solids.end_profile[solid])
    if kind in ("SWEPTDISKSOLID", "SWEPTDISKSOLIDPOLYGONAL"):
        return bodies.disk(facts, item, solid, world)
    if kind in swept.PRIMITIVES:
        return swept.primitive(facts, kind, item, solid, world)
    if profile < 0:
        return None
    one = patch(shapes.loops[profile])
    if kind in swept.ALONG:
        return swept.along(facts, one, item, solid, world)
    if kind == "REVOLVEDAREASOLID":
        return bodies.revolved(facts, one, item, solid, world)
    if kind == "EXTRUDEDAREASOLIDTAPERED":
        other: Patch = patch(shapes.loops[last]) if last >= 0 else one
        return bodies.tapered(facts, one, other, item, solid, world) or bodies.tapered(
            facts, one, one, item, solid, world
        )
    return None


def _meshed(facts: Facts, made: Facets, rows: Ints, base: Ints, world: Floats) -> list[Body]:
    out = []
    points = facts.meshes.points
    for i in rows.tolist():
        mesh = int(facts.solids.mesh[base[i]])
        triangles = made.triangles[made.first[mesh] : made.first[mesh + 1]]
        edges = made.edges[made.first_edge[mesh] : made.first_edge[mesh + 1]]
        used, at = np.unique(triangles, return_inverse=True)
        place = points[used] @ world[i, :3, :3].T + world[i, :3, 3]
        lines = np.searchsorted(used, edges)
        at = at.reshape(-1, 3)
        if np.linalg.det(world[i, :3, :3]) < 0:
            at = at[:, ::-1]
        out.append(Body(place, at, lines, np.full(len(used), i)))
    return out


def _scene(model: Model, made: list[Body], owner: Ints, rough: Ints, late: int, n: int) -> Scene:
    points, triangles, edges, item = _joined(made)
    of_point = owner[item] if len(item) else np.zeros(0, np.int64)
    boxes = np.full((n, 2, 3), np.nan)
    for k, pick in enumerate((np.fmin, np.fmax)):
        pick.at(boxes[:, k], of_point, points)
    known = np.isfinite(boxes).all(axis=(1, 2))
    origin = np.zeros(3)
    if known.any():
        origin = np.round((np.median(boxes[known, 0], axis=0) + np.median(boxes[known, 1], axis=0)) / 2, -3)
    triangles, first = _by_owner(triangles, of_point, n)
    edges, first_edge = _by_owner(edges, of_point, n)
    boxes = boxes - origin
    lines, line_owner, members = _reduced(model, boxes, known, origin)
    flag = np.zeros(n, np.bool_)
    flag[owner[rough]] = True
    return Scene(
        points=(points - origin).astype(np.float32), owner=of_point.astype(np.int32),
        triangles=triangles.astype(np.int32), first=first,
        edges=edges.astype(np.int32), first_edge=first_edge, axes=lines, axis_owner=line_owner.astype(np.int32),
        members=members, boxes=boxes, rough=flag, origin=origin, late=late,
    )  # fmt: skip


def _joined(made: list[Body]) -> tuple[Floats, Ints, Ints, Ints]:
    if not made:
        return np.zeros((0, 3)), np.zeros((0, 3), np.int64), np.zeros((0, 2), np.int64), np.zeros(0, np.int64)
    start = np.concatenate(([0], np.cumsum([len(b.points) for b in made])[:-1])).tolist()
    return (
        np.concatenate([b.points for b in made]),
        np.concatenate([b.triangles + s for b, s in zip(made, start, strict=True)]),
        np.concatenate([b.edges + s for b, s in zip(made, start, strict=True)]),
        np.concatenate([b.owner for b in made]),
    )


def _by_owner(cells: Ints, of_point: Ints, n: int) -> tuple[Ints, Ints]:
    of = of_point[cells[:, 0]] if len(cells) else np.zeros(0, np.int64)
    order = np.argsort(of, kind="stable")
    return cells[order], np.searchsorted(of[order], np.arange(n + 1))


def _reduced(
    model: Model, boxes: Floats, known: np.ndarray, origin: Floats
) -> tuple[np.ndarray, Ints, np.ndarray]:
    """Lines that stand for each component while the view moves: its axis, or else the edges of its box."""
    axes = model.axes
    lines = np.stack((axes.start, axes.end), axis=1) - origin if len(axes) else np.zeros((0, 2, 3))
    long = np.linalg.norm(lines[:, 1] - lines[:, 0], axis=1) if len(axes) else np.zeros(0)
    plate = model.components.category.isin(("plate", "bent_plate"))
    size = np.nan_to_num((boxes[:, 1] - boxes[:, 0]).max(axis=1))
    good = (long > 0.5 * size[axes.component]) & ~plate[axes.component]
    lines, of = lines[good], axes.component[good]
    bare = known.copy()
    bare[of] = False
    rows = np.flatnonzero(bare)
    every = np.concatenate((lines.astype(np.float32), box_edges(boxes[rows])))
    members = np.concatenate((np.ones(len(of), np.bool_), np.zeros(12 * len(rows), np.bool_)))
    return every, np.concatenate((of, np.repeat(rows, 12))), members
