"""Faceted bodies as triangles and sharp edges, all meshes of a file at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from app.gui.view3d.profile import triangulate
from components.facts import Facts
from components.table import Floats, Ints

_WELD_MM = 0.01
_SHARP = 0.94
"""Cosine between two faces beneath which their common edge is drawn."""


@dataclass(frozen=True, eq=False)
class Facets:
    """triangles (t, 3) rows of `Facts.meshes.points`, by mesh: first (m + 1,). edges (e, 2) likewise: first_edge."""

    triangles: Ints
    first: Ints
    edges: Ints
    first_edge: Ints


def facets(facts: Facts) -> Facets:
    """Triangles of every face; triangles and quadrangles at once, the others one by one."""
    m = facts.meshes
    count = len(m.closed)
    size = m.loops.counts()
    loops = (
        np.bincount(m.loop_face, minlength=len(m.face_mesh)) if len(m.loop_face) else np.zeros(0, np.int64)
    )
    alone = loops[m.loop_face] == 1 if len(m.loop_face) else np.zeros(0, np.bool_)
    start = m.loops.offsets[:-1]
    three, four = np.flatnonzero(alone & (size == 3)), np.flatnonzero(alone & (size == 4))
    parts = [m.loops.values[start[three][:, None] + np.arange(3)]]
    faces = [m.loop_face[three]]
    quad = m.loops.values[start[four][:, None] + np.arange(4)]
    parts += _split(m.points, quad)
    faces += [m.loop_face[four]] * 2
    many = _faces_one_by_one(facts, alone & (size <= 4))
    for one, found in many:
        parts.append(found)
        faces.append(np.full(len(found), one))
    triangles, face = np.concatenate(parts), np.concatenate(faces)
    mesh = m.face_mesh[face] if len(face) else face
    order = np.argsort(mesh, kind="stable")
    triangles, mesh = triangles[order].astype(np.int64), mesh[order]
    edges, edge_mesh = sharp_edges(m.points, triangles, mesh)
    bound = np.arange(count + 1)
    return Facets(triangles, np.searchsorted(mesh, bound), edges, np.searchsorted(edge_mesh, bound))


def _split(points: Floats, quad: Ints) -> list[Ints]:
    """Each quadrangle along the diagonal that leaves both halves turning the same way."""
    p = points[quad]
    one = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
    two = np.cross(p[:, 2] - p[:, 0], p[:, 3] - p[:, 0])
    good = (one * two).sum(axis=1) >= 0
    first = np.where(good[:, None], quad[:, [0, 1, 2]], quad[:, [0, 1, 3]])
    second = np.where(good[:, None], quad[:, [0, 2, 3]], quad[:, [1, 2, 3]])
    return [first, second]


def _faces_one_by_one(facts: Facts, done: np.ndarray) -> list[tuple[int, Ints]]:
    m = facts.meshes
    rest = np.flatnonzero(~done)
    out: list[tuple[int, Ints]] = []
    if not len(rest):
        return out
    breaks = np.flatnonzero(np.diff(m.loop_face[rest])) + 1
    for group in np.split(rest, breaks):
        rings = [m.loops[int(g)] for g in group]
        rows = np.concatenate(rings)
        flat = _flat(m.points, rings[0], rows)
        if flat is None:
            continue
        ends = np.cumsum([len(r) for r in rings])
        cornered = [flat[e - len(r) : e] for e, r in zip(ends.tolist(), rings, strict=True) if len(r) >= 3]
        if not cornered or len(rings[0]) < 3:
            continue
        try:
            face = shapely.Polygon(cornered[0], cornered[1:])
            found = triangulate([face], flat) if face.is_valid else _fan(len(rings[0]))
        except shapely.errors.GEOSException:
            found = _fan(len(rings[0]))
        out.append((int(m.loop_face[group[0]]), rows[found]))
    return out


def _fan(count: int) -> Ints:
    at = np.arange(1, count - 1)
    return np.column_stack((np.zeros(count - 2, np.int64), at, at + 1))


def _flat(points: Floats, outer: Ints, rows: Ints) -> Floats | None:
    """Corners in the plane of the outer loop (Newell's normal); None where it has no area."""
    p = points[outer]
    q = np.roll(p, -1, axis=0)
    normal = np.cross(p, q).sum(axis=0) if len(p) < 3 else np.cross(p - p[0], q - p[0]).sum(axis=0)
    length = float(np.linalg.norm(normal))
    if length < 1e-9:
        return None
    normal = normal / length
    aside = np.eye(3)[int(np.argmin(np.abs(normal)))]
    u = np.cross(normal, aside)
    u = u / np.linalg.norm(u)
    return np.column_stack(((points[rows] - p[0]) @ u, (points[rows] - p[0]) @ np.cross(normal, u)))


def sharp_edges(points: Floats, triangles: Ints, mesh: Ints, smooth: float = _SHARP) -> tuple[Ints, Ints]:
    """Edges between faces that turn, and open ones; ordered by mesh, with the mesh of each. mesh: of each triangle.
    smooth: cosine between two faces above which their edge is none."""
    if not len(triangles):
        return np.zeros((0, 2), np.int64), np.zeros(0, np.int64)
    p = points[triangles]
    normal = np.cross(p[:, 1] - p[:, 0], p[:, 2] - p[:, 0])
    normal = normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    grid = np.round(points / _WELD_MM).astype(np.int64)
    _, welded = np.unique(grid, axis=0, return_inverse=True)
    welded = welded.reshape(-1)
    ends = triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)
    of = np.repeat(np.arange(len(triangles)), 3)
    key = np.sort(welded[ends], axis=1)
    order = np.lexsort((key[:, 1], key[:, 0], mesh[of]))
    key, ends, of = key[order], ends[order], of[order]
    same = np.zeros(len(key), np.bool_)
    same[1:] = (key[1:] == key[:-1]).all(axis=1) & (mesh[of[1:]] == mesh[of[:-1]])
    turn = np.ones(len(key))
    turn[1:] = (normal[of[1:]] * normal[of[:-1]]).sum(axis=1)
    smooth_second = same & (np.abs(turn) > smooth)
    smooth_first = np.append(smooth_second[1:], False)
    keep = ~same & ~smooth_first
    return ends[keep], mesh[of[keep]]
