"""The face of a wall that planes cut off, such as a gable under a roof: what they leave, openings not deducted."""

from __future__ import annotations

import math

import numpy as np

from components.facts import Facts
from components.table import Floats
from components.takeoff.building.bodies import UPRIGHT, Drawn, world_of
from components.takeoff.solids.cuts import HALF_SPACES, Plane, cutters_of, frame_of, plane_of, reach_of

_SAME = 1e-6


def clipped_face(facts: Facts, drawn: Drawn, row: int, ground: float) -> tuple[float, float, bool] | None:
    """One face of a clipped prism that is a wall: mm2, what of it is above a height in the world, and whether exact.

    The face is the mean of the two opposite ones, which is that half-way through the wall. None where a cut is not a
    plane right across the wall. Cutting bodies are openings and not deducted; with any, the face is not exact.
    """
    base, cutters, reason = cutters_of(facts, int(facts.items.solid[drawn.item[row]]))
    if reason:
        return None
    frame = world_of(facts, int(drawn.item[row])) @ frame_of(facts, base)
    if abs(float(np.linalg.det(frame[:3, :3]))) < _SAME:
        return None
    inverse: Floats = np.asarray(np.linalg.inv(frame), np.float64)
    ring, sweep = drawn.ring[row], drawn.sweep[row]
    own = ring @ inverse[:3, :3].T + inverse[:3, 3]
    box = np.array([own[:, 0].min(), own[:, 0].max(), own[:, 1].min(), own[:, 1].max()])
    depth = float(facts.solids.depth_mm[base])
    to_prism: Floats = np.asarray(np.linalg.inv(frame_of(facts, base)), np.float64)
    planes: list[Plane] = []
    exact = bool(drawn.exact[row])
    for cutter in cutters:
        if facts.solids.kind[cutter] not in HALF_SPACES:
            exact = False
            continue
        plane = plane_of(facts, cutter, to_prism)
        reach = reach_of(facts, cutter, to_prism, plane, box, depth) if plane is not None else None
        if plane is None or reach not in ("", "all"):
            return None
        if reach:
            planes.append(plane)
    limits = [_in_world(p, inverse) for p in planes]
    polygons, full = _faces(ring, sweep, bool(drawn.form[row] == UPRIGHT))
    if not polygons:
        return None
    floor = (np.array((0.0, 0.0, 1.0)), ground)
    whole, above = _left(polygons, limits), _left(polygons, [*limits, floor])
    if full is None:
        return whole / len(polygons), above / len(polygons), exact
    # No plain straight wall: its face shrinks as all the faces around it do.
    around = _left(polygons, [])
    return full * whole / around, full * above / around, False


def _in_world(plane: Plane, inverse: Floats) -> tuple[Floats, float]:
    """Normal n and offset c of a plane in the world: kept is n . p >= c."""
    n = np.array(plane.normal)
    return n @ inverse[:3, :3], plane.offset - float(n @ inverse[:3, 3])


def _faces(ring: Floats, sweep: Floats, upright: bool) -> tuple[list[Floats], float | None]:
    """The two opposite faces of a wall; or every face around it, and the area of the face that these stand for."""
    quads = [
        np.stack((a, b, b + sweep, a + sweep)) for a, b in zip(ring, np.roll(ring, -1, axis=0), strict=True)
    ]
    if not upright:
        return _level_faces(ring, sweep, quads), None
    length = np.array([float(np.hypot(*(q[1] - q[0])[:2])) for q in quads])
    if len(quads) == 4 and abs(length[0] - length[2]) < 1e-3 and abs(length[1] - length[3]) < 1e-3:
        first = 0 if length[0] >= length[1] else 1
        return [quads[first], quads[first + 2]], None
    half, flat = length.sum() / 2, ring[:, :2] - ring[0, :2]
    following = np.roll(flat, -1, axis=0)
    area = abs(float((flat[:, 0] * following[:, 1] - flat[:, 1] * following[:, 0]).sum())) / 2
    along = (half + math.sqrt(max(half**2 - 4 * area, 0.0))) / 2
    return quads, along * abs(float(sweep[2]))


def _level_faces(ring: Floats, sweep: Floats, quads: list[Floats]) -> list[Floats]:
    """The faces of a wall that was swept level: its drawn elevation, or the two sides of its cross-section."""
    if abs(sweep[2]) > _SAME:
        return []
    if _left([ring], []) > float(np.linalg.norm(sweep)) * float(np.ptp(ring[:, 2])):
        return [ring, ring + sweep]
    sides = [q for q in quads if float(np.hypot(*(q[1] - q[0])[:2])) < _SAME]
    return sides if len(quads) == 4 and len(sides) == 2 else []


def _left(polygons: list[Floats], limits: list[tuple[Floats, float]]) -> float:
    """Area of plane polygons within half spaces."""
    total = 0.0
    for polygon in polygons:
        kept = polygon
        for normal, offset in limits:
            kept = _cut(kept, normal, offset)
        if len(kept) > 2:
            edges = kept - kept[0]
            total += float(np.linalg.norm(np.cross(edges, np.roll(edges, -1, axis=0)).sum(axis=0))) / 2
    return total


def _cut(polygon: Floats, normal: Floats, offset: float) -> Floats:
    """The polygon (k, 3) where normal . p >= offset; runs along the cut of one that is not convex cancel in its area."""
    value = polygon @ normal - offset
    out: list[Floats] = []
    for i in range(len(polygon)):
        j = (i + 1) % len(polygon)
        if value[i] >= 0:
            out.append(polygon[i])
        if value[i] * value[j] < 0:
            out.append(polygon[i] + value[i] / (value[i] - value[j]) * (polygon[j] - polygon[i]))
    return np.array(out).reshape(-1, 3)
