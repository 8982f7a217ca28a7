"""Profiles as flat patches: points, triangles of the cap, and the sides that an extrusion has."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely

from components.table import Bools, Floats, Ints
from components.takeoff.outlines import polygon as exact

STEP = math.radians(30.0)
"""Of an arc between two of its points."""
_FILLET = 0.12
"""An arc of a smaller radius than this share of the profile is drawn as the corner it rounds."""
_SAME = 1e-6
_CORNER = math.sin(math.radians(36.0))
"""Sine of the turn from which a corner of a cut profile is one, and no step of an arc."""


@dataclass(frozen=True, eq=False)
class Patch:
    """points: (m, 2). cap: (t, 3), sides: (m', 2) from point to next along each loop. sharp: (m,) real corners."""

    points: Floats
    cap: Ints
    sides: Ints
    sharp: Bools


EMPTY = Patch(np.zeros((0, 2)), np.zeros((0, 3), np.int64), np.zeros((0, 2), np.int64), np.zeros(0, np.bool_))


def polygon(loop: Floats) -> tuple[Floats, Bools]:
    """Points (k, 2) along a loop of lines and arcs, and which of them are corners; small fillets become corners."""
    if len(loop) < 2:
        return np.zeros((0, 2)), np.zeros(0, np.bool_)
    following = np.roll(loop, -1, axis=0)
    size = float(np.ptp(loop[:, :2], axis=0).max()) or 1.0
    out: list[tuple[float, float, bool]] = []
    for (x0, y0, bulge), (x1, y1, _) in zip(loop.tolist(), following.tolist(), strict=True):
        if abs(bulge) < 1e-9:
            out.append((x0, y0, True))
            continue
        sweep, chord = 4 * math.atan(bulge), math.hypot(x1 - x0, y1 - y0)
        radius = chord * (1 + bulge * bulge) / (4 * abs(bulge))
        if radius < _FILLET * size and abs(sweep) < 1.9:
            reach = 0.5 * math.tan(
                sweep / 2
            )  # tangents meet at the middle of the chord, off to the right of it
            out.append(((x0 + x1) / 2 + reach * (y1 - y0), (y0 + y1) / 2 - reach * (x1 - x0), True))
            continue
        off = (1 - bulge * bulge) / (4 * bulge)
        cx, cy = (x0 + x1) / 2 - off * (y1 - y0), (y0 + y1) / 2 + off * (x1 - x0)
        start = math.atan2(y0 - cy, x0 - cx)
        steps = max(2, math.ceil(abs(sweep) / STEP))
        for k in range(steps):
            angle = start + sweep * k / steps
            out.append(
                (cx + radius * math.cos(angle), cy + radius * math.sin(angle), k == 0 and abs(sweep) < 3.0)
            )
    points = np.array([p[:2] for p in out])
    sharp = np.array([p[2] for p in out])
    new = np.abs(points - np.roll(points, 1, axis=0)).max(axis=1) > _SAME * size
    points, sharp = points[new], sharp[new]
    into, out_of = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
    turn = np.abs(into[:, 0] * out_of[:, 1] - into[:, 1] * out_of[:, 0])
    bends = turn > _SAME * size * size  # where a fillet was, its ends lie on the straight sides now
    return points[bends], sharp[bends]


def cut_patch(
    loops: tuple[Floats, ...], holes: tuple[Floats, ...] = (), region: shapely.Geometry | None = None
) -> Patch:
    """A profile with further holes, cut by a region of its plane; empty where nothing is left. Its fillets are drawn,
    and it has the area of its arcs: what is cut is drawn as it is measured."""
    rings = [ring for loop in loops if len(ring := exact.polygon(loop, STEP)) >= 3]
    if not rings:
        return EMPTY
    area = _area(rings)
    for hole in holes:
        ring = exact.polygon(hole, STEP)
        if len(ring) >= 3:
            area = shapely.difference(area, shapely.make_valid(shapely.Polygon(ring)))
    return _patched(area if region is None else shapely.intersection(area, region), None)


def patch(loops: tuple[Floats, ...]) -> Patch:
    """A profile; empty where it bounds nothing. Small fillets become corners."""
    rings = [polygon(loop) for loop in loops]
    rings = [r for r in rings if len(r[0]) >= 3]
    if not rings:
        return EMPTY
    if len(rings) == 1:
        points, sharp = rings[0]
        if len(points) == 4 and _convex(points):
            return Patch(points, np.array([[0, 1, 2], [0, 2, 3]]), _around(4, 0), sharp)
    return _patched(_area([r[0] for r in rings]), np.concatenate([r[0][r[1]] for r in rings]))


def _area(rings: list[Floats]) -> shapely.Geometry:
    """Rings joined by even-odd: a ring inside another is its hole, a separate one a second piece."""
    area: shapely.Geometry = shapely.Polygon()
    for ring in sorted(rings, key=lambda r: -abs(_signed(r))):
        area = shapely.symmetric_difference(area, shapely.make_valid(shapely.Polygon(ring)))
    return area


def _signed(ring: Floats) -> float:
    x, y = ring.T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def _convex(points: Floats) -> bool:
    a = np.roll(points, -1, axis=0) - points
    b = np.roll(a, -1, axis=0)
    turn = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return bool((turn > 0).all() or (turn < 0).all())


def _around(count: int, start: int) -> Ints:
    at = np.arange(count)
    return np.column_stack((at, (at + 1) % count)) + start


def _patched(area: shapely.Geometry, corners: Floats | None) -> Patch:
    """corners: (c, 2) points that are real corners; None: tell by the turn."""
    parts = [shapely.orient_polygons(g) for g in shapely.get_parts(area) if _counts(g)]
    points: list[Floats] = []
    turned: list[Bools] = []
    sides: list[Ints] = []
    start = 0
    for part in parts:
        for ring in (part.exterior, *part.interiors):
            at = shapely.get_coordinates(ring)[:-1]
            points.append(at)
            turned.append(_turns(at))
            sides.append(_around(len(at), start))
            start += len(at)
    if not points:
        return EMPTY
    joined = np.concatenate(points)
    cap = triangulate(parts, joined)
    if corners is None:
        return Patch(joined, cap, np.concatenate(sides), np.concatenate(turned))
    known = {(round(x, 3), round(y, 3)) for x, y in corners.tolist()}
    sharp = np.array([(round(x, 3), round(y, 3)) in known for x, y in joined.tolist()])
    return Patch(joined, cap, np.concatenate(sides), sharp)


def _counts(part: shapely.Geometry) -> bool:
    return part.geom_type == "Polygon" and bool(part.area > 0)


def _turns(ring: Floats) -> Bools:
    """(k,) corners of a closed ring that turn more than a step of an arc."""
    into, out = ring - np.roll(ring, 1, axis=0), np.roll(ring, -1, axis=0) - ring
    size = np.hypot(*into.T) * np.hypot(*out.T)
    ahead = (into * out).sum(axis=1)
    turn = np.abs(into[:, 0] * out[:, 1] - into[:, 1] * out[:, 0])
    return np.asarray((turn > _CORNER * size) | (ahead < 0))


def triangulate(parts: list[shapely.Geometry], points: Floats) -> Ints:
    """(t, 3) rows of `points` that triangulate polygons whose corners are those points, counter-clockwise."""
    row = {(x, y): i for i, (x, y) in reversed(list(enumerate(points.tolist())))}
    found = shapely.get_parts(shapely.constrained_delaunay_triangles(np.array(parts, dtype=object)))
    corners = shapely.get_coordinates(shapely.get_parts(found)).reshape(-1, 4, 2)[:, :3]
    rows = [[row.get((x, y), -1) for x, y in t] for t in corners.tolist()]
    out = np.array(rows, np.int64).reshape(-1, 3)
    out = out[(out >= 0).all(axis=1)]
    a, b, c = (points[out[:, k]] for k in range(3))
    back = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) < (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    return np.where(back[:, None], out[:, ::-1], out)


def half_plane(a: float, b: float, c: float, reach: float) -> shapely.Geometry:
    """The part of a large square where a x + b y >= c."""
    length = math.hypot(a, b)
    nx, ny = a / length, b / length
    px, py = nx * c / length, ny * c / length
    tx, ty = -ny * reach, nx * reach
    return shapely.Polygon([
        (px + tx, py + ty), (px - tx, py - ty),
        (px - tx + nx * reach, py - ty + ny * reach), (px + tx + nx * reach, py + ty + ny * reach),
    ])  # fmt: skip
