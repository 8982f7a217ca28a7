"""Cut bodies that no prism draws: the geometry kernel makes their surfaces in its own process, each shape once."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from app.gui.view3d.bodies import Body
from app.gui.view3d.facets import sharp_edges
from app.gui.view3d.profile import STEP
from components.facts import Facts
from components.ifc import kernel
from components.progress import Progress
from components.table import Floats, Ints
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids import faceted
from components.takeoff.solids.cuts import CutPrism
from components.takeoff.solids.recipes import Builder, Order, cut_orders

_SMOOTH = math.cos(math.radians(36.0))
"""Cosine between two faces above which they stand for one round face: arcs are drawn in steps of 30 degrees."""
_SAME_DIGITS = 4


@dataclass(frozen=True, eq=False)
class Carved:
    """bodies: what the kernel drew. drawn: their item rows. late: how many were not waited for."""

    bodies: tuple[Body, ...]
    drawn: Ints
    late: int


def carve(
    facts: Facts, shapes: Shapes, cuts: Mapping[int, CutPrism], world: Floats, wait_s: float,
    meanwhile: Callable[[], object], standby: kernel.Standby, progress: Progress,
) -> Carved:  # fmt: skip
    """Surfaces of cut items by the kernel (`standby`). world: (items, 4, 4). wait_s: how long to wait once
    `meanwhile`, done while it works, is through."""
    orders: list[Order] = []
    if cuts:
        orders = cut_orders(Builder(facts, shapes, faceted.measure_meshes(facts), STEP), cuts)
    number: dict[object, int] = {}
    which = [number.setdefault(_key(o.recipe), len(number)) for o in orders]
    first = {n: o.recipe for n, o in zip(reversed(which), reversed(orders), strict=True)}
    found = kernel.surfaces([first[n] for n in range(len(first))], progress, wait_s, meanwhile, standby)
    edges = [_edges(points, triangles) for _, points, triangles in found]
    made, late = [], 0
    for order, n in zip(orders, which, strict=True):
        state, points, triangles = found[n]
        late += state == kernel.LATE
        if state == "ok":
            made.append(_placed(world[order.item] @ order.frame, points, triangles, edges[n], order.item))
    return Carved(tuple(made), np.array([int(b.owner[0]) for b in made], np.int64), late)


def _edges(points: Floats, triangles: Ints) -> Ints:
    return sharp_edges(points, triangles, np.zeros(len(triangles), np.int64), _SMOOTH)[0]


def _placed(frame: Floats, points: Floats, triangles: Ints, edges: Ints, item: int) -> Body:
    if np.linalg.det(frame[:3, :3]) < 0:
        triangles = triangles[:, ::-1]
    place = points @ frame[:3, :3].T + frame[:3, 3]
    return Body(place, triangles, edges, np.full(len(points), item))


def _key(recipe: object) -> object:
    """What two recipes of one shape have in common: their numbers but for the rounding of placements, mm."""
    if isinstance(recipe, np.ndarray):
        return recipe.shape, (np.round(recipe, _SAME_DIGITS) + 0.0).tobytes()
    if isinstance(recipe, tuple | list):
        return tuple(_key(part) for part in recipe)
    return round(float(recipe), _SAME_DIGITS) + 0.0 if isinstance(recipe, int | float) else recipe
