"""Recipes of the bodies that Boolean trees are made of, for the geometry kernel; curved ones keep their volume.

Arcs become chords on a circle a little larger, so that a polygon has the area of its arc and a turned body the volume
that Pappus gives it. What is cut at such a face is off by no more than that shift: 0.0002 of the radius.
"""

from __future__ import annotations

import math

import numpy as np

from components.facts import Facts
from components.table import Floats
from components.takeoff.outlines.polygon import STEP, polygon
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.outlines.tidy import oriented
from components.takeoff.outlines.triangles import face_triangles

Leaf = tuple[object, ...]
LEAVES = (
    "BLOCK", "RIGHTCIRCULARCYLINDER", "RIGHTCIRCULARCONE", "SPHERE", "RECTANGULARPYRAMID", "REVOLVEDAREASOLID",
    "EXTRUDEDAREASOLIDTAPERED", "SWEPTDISKSOLID", "SWEPTDISKSOLIDPOLYGONAL",
)  # fmt: skip

_CHORD = 1e-3
"""Relative difference of a piece of a path and its chord up to which the chord stands for it."""
_SHARPEST = 0.25
"""Cosine of half the turn at a corner of a path below which no mitre is made."""


def leaf(facts: Facts, shapes: Shapes, solid: int, matrix: Floats, step: float = STEP) -> Leaf | None:
    """The recipe of one solid row of a kind in `LEAVES` under a (4, 4) matrix; None where it cannot be told. step: rad
    of an arc between two points."""
    kind = facts.solids.kind.get(solid)
    frame = matrix @ facts.solids.position[solid]
    if kind == "EXTRUDEDAREASOLIDTAPERED":
        return _taper(facts, shapes, solid, frame, step)
    if kind == "REVOLVEDAREASOLID":
        return _turned_profile(facts, shapes, solid, frame, step)
    if kind in ("SWEPTDISKSOLID", "SWEPTDISKSOLIDPOLYGONAL"):
        return _disk(facts, solid, matrix, step)
    x, y, z = facts.solids.size_mm[solid].tolist()
    r = float(facts.solids.radius_mm[solid])
    if not all(v > 0 for v in _needed(kind, x, y, z, r)):
        return None
    if kind == "BLOCK":
        return ("prism", [np.array([(0, 0), (x, 0), (x, y), (0, y)], np.float64)], frame, z)
    if kind == "RIGHTCIRCULARCYLINDER":
        return ("prism", [_circle(r, step)], frame, z)
    if kind == "RIGHTCIRCULARCONE":
        return turned([np.array([(0, 0), (r, 0), (0, z)], np.float64)], frame, 2 * math.pi, step)
    if kind == "SPHERE":
        return turned([polygon(np.array([(0, -r, 1.0), (0, r, 0.0)]), step)], frame, 2 * math.pi, step)
    base = np.array([(0, 0, 0), (x, 0, 0), (x, y, 0), (0, y, 0), (x / 2, y / 2, z)], np.float64)
    faces = np.array([(2, 1, 0), (3, 2, 0), (0, 1, 4), (1, 2, 4), (2, 3, 4), (3, 0, 4)])
    return _mesh(base, faces, frame)


def _needed(kind: str, x: float, y: float, z: float, r: float) -> tuple[float, ...]:
    if kind in ("BLOCK", "RECTANGULARPYRAMID"):
        return (x, y, z)
    return (r,) if kind == "SPHERE" else (r, z)


def _circle(r: float, step: float) -> Floats:
    return polygon(np.array([(r, 0.0, 1.0), (-r, 0.0, 1.0)]), step)


def turned(loops: list[Floats], frame: Floats, angle: float, step: float = STEP) -> Leaf:
    """Loops (k, 2) of radius and height, turned about the frame's z from its x axis; radii stretched to keep volume."""
    steps = max(3, math.ceil(angle / step))
    factor = math.sqrt(angle / steps / math.sin(angle / steps))
    return ("turned", [loop * [factor, 1.0] for loop in loops], frame, angle, steps)


def _turned_profile(facts: Facts, shapes: Shapes, solid: int, frame: Floats, step: float) -> Leaf | None:
    """A revolved profile whose axis lies in its plane and beside it."""
    axis, angle = facts.solids.axis[solid], float(facts.solids.angle_rad[solid])
    profile = int(facts.solids.profile[solid])
    if profile < 0 or not shapes.loops[profile] or not np.isfinite(shapes.area[profile]):
        return None
    if not (0 < angle < 2 * math.pi + 1e-6 and np.isfinite(axis).all()):
        return None
    along = axis[3:6] / np.linalg.norm(axis[3:6])
    if abs(axis[2]) > 1e-6 or abs(along[2]) > 1e-6:
        return None
    out = np.array([-along[1], along[0], 0.0])
    loops = [np.insert(polygon(loop, step), 2, 0.0, axis=1) for loop in shapes.loops[profile]]
    radii = np.concatenate([(loop - axis[:3]) @ out for loop in loops])
    if radii.min() < -1e-6:
        out = -out
        if (-radii).min() < -1e-6:
            return None
    flat = [np.column_stack(((p - axis[:3]) @ out, (p - axis[:3]) @ along, np.zeros(len(p)))) for p in loops]
    if np.cross(out, along)[2] < 0:
        flat = [p[::-1] for p in flat]
    own = np.eye(4)
    own[:3, 0], own[:3, 1], own[:3, 2], own[:3, 3] = out, np.cross(along, out), along, axis[:3]
    return turned([p[:, :2] for p in flat], frame @ own, min(angle, 2 * math.pi), step)


def _disk(facts: Facts, solid: int, matrix: Floats, step: float) -> Leaf | None:
    """A disk or ring along a path: a tube mitred at every point of the path."""
    path = int(facts.solids.path[solid])
    r, inner = float(facts.solids.radius_mm[solid]), float(np.nan_to_num(facts.solids.inner_radius_mm[solid]))
    if path < 0 or not r > inner >= 0:
        return None
    way = facts.paths[path]
    reach = np.linalg.norm(np.diff(way[:, :3], axis=0), axis=1)
    if (np.abs(way[:-1, 3] - reach) > _CHORD * reach).any():
        return None  # corners rounded in the lengths alone
    body = _tube(way[:, :3], r, matrix, step)
    if body is None or inner == 0:
        return body
    # The bore runs out of both ends.
    longer = way[:, :3].copy()
    longer[0] += (way[0, :3] - way[1, :3]) / reach[0]
    longer[-1] += (way[-1, :3] - way[-2, :3]) / reach[-1]
    bore = _tube(longer, inner, matrix, step)
    return bore and ("difference", body, bore)


def _tube(points: Floats, r: float, matrix: Floats, step: float) -> Leaf | None:
    """A round bar along points (k, 3); None where a bend is too tight for it or where it ends in its start."""
    chord = np.diff(points, axis=0)
    reach = np.linalg.norm(chord, axis=1)
    if not (reach > 0).all() or np.linalg.norm(points[0] - points[-1]) <= r:
        return None
    ways = chord / reach[:, None]
    x = np.cross(ways[0], np.eye(3)[int(np.argmin(np.abs(ways[0])))])
    x /= np.linalg.norm(x)
    circle = _circle(r, step)
    rings = [points[0] + circle[:, :1] * x + circle[:, 1:2] * np.cross(ways[0], x)]
    for k, along in enumerate(ways):
        across = along + ways[k + 1] if k + 1 < len(ways) else along
        lean = float(across @ along)
        if lean < _SHARPEST * float(np.linalg.norm(across)):
            return None
        on = (points[k + 1] - rings[-1]) @ across / lean
        if not (on > 0).all():
            return None
        rings.append(rings[-1] + on[:, None] * along)
    n, count = len(circle), len(rings)
    at, after = np.arange(n), np.roll(np.arange(n), -1)
    low = np.arange(count - 1)[:, None] * n
    sides = [(low + at, low + after, low + n + after), (low + at, low + n + after, low + n + at)]
    fan = np.arange(1, n - 1)
    ends = [np.stack((0 * fan, fan + 1, fan), axis=1)]
    ends.append(np.stack((0 * fan, fan, fan + 1), axis=1) + (count - 1) * n)
    faces = np.concatenate([np.stack(s, axis=2).reshape(-1, 3) for s in sides] + ends)
    return _mesh(np.concatenate(rings), faces, matrix)


def _taper(facts: Facts, shapes: Shapes, solid: int, frame: Floats, step: float) -> Leaf | None:
    """Two outlines of equally many points, joined point by point."""
    first, last = int(facts.solids.profile[solid]), int(facts.solids.end_profile[solid])
    depth = float(facts.solids.depth_mm[solid])
    if first < 0 or last < 0 or not depth > 0:
        return None
    low = [polygon(loop, step) for loop in oriented(shapes.loops[first])]
    high = [polygon(loop, step) for loop in oriented(shapes.loops[last])]
    if not low or [len(p) for p in low] != [len(p) for p in high]:
        return None
    rise = depth * facts.solids.direction[solid]
    flat, top = np.concatenate(low), np.concatenate(high)
    n = len(flat)
    points = np.concatenate((np.insert(flat, 2, 0.0, axis=1), np.insert(top, 2, 0.0, axis=1) + rise))
    ends = np.cumsum([len(p) for p in low])
    rings = [list(range(int(e) - len(p), int(e))) for e, p in zip(ends, low, strict=True)]
    faces = [t[::-1] for t in face_triangles(points, rings)]
    faces += face_triangles(points, [[i + n for i in ring] for ring in rings])
    for ring in rings:
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            faces += [(a, b, b + n), (a, b + n, a + n)]
    return _mesh(points, np.array(faces, np.int64), frame)


def _mesh(points: Floats, faces: np.ndarray, frame: Floats) -> Leaf:
    if np.linalg.det(frame[:3, :3]) < 0:
        faces = faces[:, ::-1]
    return ("mesh", points @ frame[:3, :3].T + frame[:3, 3], faces)
