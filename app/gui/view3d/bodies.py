"""Bodies of items as triangles: prisms by the thousand, cut prisms, swept disks, revolved and tapered ones, meshes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely

from app.gui.view3d.profile import Patch, cut_patch, half_plane
from components.facts import Facts
from components.table import Bools, Floats, Ints
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids.cuts import CutPrism

_STEEP = 1e-6
_TOUCH = 1e-3
_ROUND = 8
_TURN = math.radians(12.0)


@dataclass(frozen=True, eq=False)
class Body:
    """points (p, 3), triangles (t, 3), edges (e, 2) of one item or many. owner: item of each point (p,)."""

    points: Floats
    triangles: Ints
    edges: Ints
    owner: Ints


def _frames(facts: Facts, items: Ints, solids: Ints, world: Floats) -> tuple[Floats, Floats]:
    """(k, 4, 4) from profile plane to world, and (k, 3) the whole way of the extrusion in world coordinates."""
    frame = world[items] @ facts.solids.position[solids]
    way = np.nan_to_num(facts.solids.direction[solids]) * facts.solids.depth_mm[solids][:, None]
    return frame, np.einsum("kij,kj->ki", frame[:, :3, :3], way)


def prisms(facts: Facts, drawn: Patch, items: Ints, solids: Ints, world: Floats) -> Body:
    """All straight extrusions of one profile at once."""
    m, k = len(drawn.points), len(items)
    frame, way = _frames(facts, items, solids, world)
    flat = np.column_stack((drawn.points, np.zeros(m)))
    low = np.einsum("kij,mj->kmi", frame[:, :3, :3], flat) + frame[:, None, :3, 3]
    points = np.concatenate((low, low + way[:, None, :]), axis=1)
    normal = np.cross(frame[:, :3, 0], frame[:, :3, 1])
    inward = np.einsum("ki,ki->k", normal, way) < 0  # mirrored, or extruded downwards
    return _repeat(points, _prism_triangles(drawn), _prism_edges(drawn), items, k, 2 * m, inward)


def _prism_triangles(drawn: Patch) -> Ints:
    m, (a, b) = len(drawn.points), drawn.sides.T
    side = np.concatenate((np.column_stack((a, b, b + m)), np.column_stack((a, b + m, a + m))))
    return np.concatenate((drawn.cap[:, ::-1], drawn.cap + m, side))


def _prism_edges(drawn: Patch) -> Ints:
    m, corner = len(drawn.points), np.flatnonzero(drawn.sharp)
    return np.concatenate((drawn.sides, drawn.sides + m, np.column_stack((corner, corner + m))))


def _repeat(
    points: Floats, triangles: Ints, edges: Ints, items: Ints, k: int, each: int, inward: Bools
) -> Body:
    shift = (np.arange(k) * each)[:, None, None]
    every = triangles[None] + shift
    every[inward] = every[inward][:, :, ::-1]
    return Body(
        points.reshape(-1, 3),
        every.reshape(-1, 3),
        (edges[None] + shift).reshape(-1, 2),
        np.repeat(items, each),
    )


def cut_prism(facts: Facts, shapes: Shapes, item: int, found: CutPrism, world: Floats) -> Body | None:
    """One prism with its holes and plane cuts: planes along the bar cut its profile, one across it moves an end. None
    where that does not make the body: several planes meet at one end, a plane runs out of the side, nothing is left."""
    solid = found.base
    profile, depth = int(facts.solids.profile[solid]), float(facts.solids.depth_mm[solid])
    if profile < 0 or not depth > 0:
        return None
    region: shapely.Geometry | None = None
    for plane in found.planes:
        if abs(plane.normal[2]) <= _STEEP:
            half = half_plane(plane.normal[0], plane.normal[1], plane.offset, 1e5)
            region = half if region is None else shapely.intersection(region, half)
    drawn = cut_patch(shapes.loops[profile], found.holes, region)
    ends = _ends(found, drawn.points, depth) if len(drawn.points) else None
    if ends is None:
        return None
    frame = world[item] @ facts.solids.position[solid]
    way = frame[:3, :3] @ facts.solids.direction[solid]
    m = len(drawn.points)
    flat = np.column_stack((drawn.points, np.zeros(m))) @ frame[:3, :3].T + frame[:3, 3]
    points = np.concatenate((flat + ends[0][:, None] * way, flat + ends[1][:, None] * way))
    triangles = _prism_triangles(drawn)
    if np.cross(frame[:3, 0], frame[:3, 1]) @ way < 0:
        triangles = triangles[:, ::-1]
    return Body(points, triangles, _prism_edges(drawn), np.full(2 * m, item))


def _ends(found: CutPrism, points: Floats, depth: float) -> tuple[Floats, Floats] | None:
    """Where the prism begins and ends over each point (m, 2) of its profile, if each end is one plane and they do not
    meet within the profile."""
    lows, highs = [np.zeros(len(points))], [np.full(len(points), depth)]
    for plane in found.planes:
        nx, ny, nz = plane.normal
        if abs(nz) > _STEEP:
            (lows if nz > 0 else highs).append((plane.offset - points @ np.array([nx, ny])) / nz)
    low, high = np.max(lows, axis=0), np.min(highs, axis=0)
    one = any((v >= low - _TOUCH).all() for v in lows) and any((v <= high + _TOUCH).all() for v in highs)
    return (low, np.maximum(low, high)) if one and (high >= low - _TOUCH).all() else None


def tapered(facts: Facts, first: Patch, last: Patch, item: int, solid: int, world: Floats) -> Body | None:
    """A prism whose two ends differ but pair point by point."""
    m = len(first.points)
    if m == 0 or m != len(last.points):
        return None
    frame = world[item] @ facts.solids.position[solid]
    way = np.nan_to_num(facts.solids.direction[solid]) * facts.solids.depth_mm[solid]
    ends = np.concatenate(
        (np.column_stack((first.points, np.zeros(m))), np.column_stack((last.points, np.zeros(m))))
    )
    ends[m:] += way
    points = ends @ frame[:3, :3].T + frame[:3, 3]
    return Body(points, _prism_triangles(first), _prism_edges(first), np.full(2 * m, item))


def revolved(facts: Facts, drawn: Patch, item: int, solid: int, world: Floats) -> Body | None:
    """A profile turned about an axis of its plane, in steps."""
    angle, axis = float(facts.solids.angle_rad[solid]), facts.solids.axis[solid]
    if not len(drawn.points) or not np.isfinite(angle) or not np.isfinite(axis).all():
        return None
    steps = max(2, math.ceil(abs(angle) / _TURN))
    rings = [_turned(drawn.points, axis, angle * k / steps) for k in range(steps + 1)]
    return tube(facts, np.stack(rings), drawn, item, solid, world)


def _turned(flat: Floats, axis: Floats, angle: float) -> Floats:
    """Rodrigues: points of the plane z = 0 turned about an axis (point, direction)."""
    p = np.column_stack((flat, np.zeros(len(flat)))) - axis[:3]
    u = axis[3:] / (np.linalg.norm(axis[3:]) or 1.0)
    turned = (
        p * math.cos(angle) + np.cross(u, p) * math.sin(angle) + np.outer(p @ u, u) * (1 - math.cos(angle))
    )
    return np.asarray(turned + axis[:3])


def disk(facts: Facts, item: int, solid: int, world: Floats) -> Body | None:
    """A round bar along a path."""
    path = int(facts.solids.path[solid])
    radius = float(facts.solids.radius_mm[solid])
    line = facts.paths[path][:, :3] if path >= 0 else np.zeros((0, 3))
    if len(line) < 2 or not radius > 0:
        return None
    ahead = np.gradient(line, axis=0)
    ahead = ahead / np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-12)
    aside = np.eye(3)[int(np.argmin(np.abs(ahead[0])))]
    rings = []
    turn = np.arange(_ROUND) * 2 * math.pi / _ROUND
    for at, forward in zip(line, ahead, strict=True):
        across = aside - forward * (aside @ forward)
        across = across / (np.linalg.norm(across) or 1.0)
        up = np.cross(forward, across)
        aside = across
        rings.append(at + radius * (np.outer(np.cos(turn), across) + np.outer(np.sin(turn), up)))
    around = np.column_stack((np.arange(_ROUND), (np.arange(_ROUND) + 1) % _ROUND))
    fan = np.array([[0, k, k + 1] for k in range(1, _ROUND - 1)])
    round_patch = Patch(np.zeros((_ROUND, 2)), fan, around, np.zeros(_ROUND, np.bool_))
    return tube(facts, np.stack(rings), round_patch, item, solid, world)


def tube(facts: Facts, rings: Floats, drawn: Patch, item: int, solid: int, world: Floats) -> Body:
    """Rings (s, m, 3) in the solid's own coordinates, joined; the profile's cap closes both ends."""
    steps, m = rings.shape[0] - 1, rings.shape[1]
    frame = world[item] @ facts.solids.position[solid]
    points = rings.reshape(-1, 3) @ frame[:3, :3].T + frame[:3, 3]
    a, b = drawn.sides.T
    side = np.concatenate((np.column_stack((a, b, b + m)), np.column_stack((a, b + m, a + m))))
    every = (side[None] + (np.arange(steps) * m)[:, None, None]).reshape(-1, 3)
    triangles = np.concatenate((drawn.cap[:, ::-1], drawn.cap + steps * m, every))
    corner = np.flatnonzero(drawn.sharp)
    lines = [np.column_stack((corner + k * m, corner + (k + 1) * m)) for k in range(steps)]
    edges = np.concatenate((drawn.sides, drawn.sides + steps * m, *lines))
    return Body(points, triangles, edges, np.full(len(points), item))
