"""Closed faceted bodies: volume and surface by the divergence theorem, with a test that they are closed."""

from __future__ import annotations

import numpy as np

from components.facts import Facts, Meshes
from components.record import record
from components.table import Bools, Floats, Ints, unique
from components.takeoff.outlines.triangles import face_triangles
from components.takeoff.solids.stitched import stitched
from components.takeoff.solids.tangles import Walk, tangled
from components.takeoff.solids.turned import turned_faces

WELD_MM = 1e-2
"""Corners closer than this are one: exporters write each face's points anew, rounded."""


@record
class Faceted:
    """Per mesh: volume mm3 (of a closed one; else NaN), surface mm2, whether it is closed, its box (n, 2, 3) mm, and
    whether shells of it share space: then the volume is NaN too. turned: (faces,) written the wrong way round."""

    volume: Floats
    area: Floats
    closed: Bools
    box: Floats
    tangled: Bools
    turned: Bools


def measure_meshes(facts: Facts) -> Faceted:
    """Exact volume and surface of all meshes at once."""
    m = facts.meshes
    count = len(m.closed)
    loop_mesh = m.face_mesh[m.loop_face] if len(m.loop_face) else np.zeros(0, np.int64)
    owner = m.loops.owners()
    if not len(owner):
        empty = np.full(count, np.nan)
        none = np.zeros(count, np.bool_)
        return Faceted(empty, empty.copy(), none, np.full((count, 2, 3), np.nan), none, none[:0])
    start = m.loops.values
    following = np.arange(len(start)) + 1
    last = following == m.loops.offsets[1:][owner]
    following[last] = m.loops.offsets[:-1][owner[last]]
    end = start[following]
    corner_mesh = loop_mesh[owner]
    box = _boxes(m, start, corner_mesh, count)
    shift = np.nan_to_num(box[:, 0])[corner_mesh]
    a, b = m.points[start] - shift, m.points[end] - shift
    first_of_loop = m.loops.offsets[:-1][np.arange(len(m.loops))]
    pivot = (m.points[start[first_of_loop]] - np.nan_to_num(box[:, 0])[loop_mesh])[owner]
    cross = np.cross(a, b)
    loops = len(m.loops)
    vector = (
        np.stack(
            [np.bincount(owner, np.cross(a - pivot, b - pivot)[:, k], minlength=loops) for k in range(3)], 1
        )
        / 2
    )
    part = np.bincount(owner, (pivot * cross).sum(axis=1), minlength=loops) / 6
    sign = _hole_signs(m, vector)
    face_vector = np.zeros((len(m.face_mesh), 3))
    np.add.at(face_vector, m.loop_face, vector * sign[:, None])
    area = np.asarray(
        np.bincount(m.face_mesh, np.linalg.norm(face_vector, axis=1), minlength=count), np.float64
    )
    first, second, welded = _welded_edges(m, start, end, sign[owner])
    closed = _closed(m, first, second, corner_mesh, count)
    back = np.zeros(len(m.face_mesh), np.bool_)
    if (m.closed & ~closed).any():
        back = turned_faces(first, second, m.loop_face[owner], corner_mesh, m.closed & ~closed, len(back))
    if back.any():
        sign = np.where(back[m.loop_face], -sign, sign)
        over = back[m.loop_face[owner]]
        first, second = np.where(over, second, first), np.where(over, first, second)
        closed = _closed(m, first, second, corner_mesh, count)
    if (m.closed & ~closed).any():
        closed |= stitched(first, second, corner_mesh, m.closed & ~closed, welded)
    volume = np.asarray(np.bincount(loop_mesh, part * sign, minlength=count), np.float64)
    live = first != second
    walk = Walk(first[live], second[live], owner[live], corner_mesh[live], m.loop_face, part * sign, welded)
    knot = tangled(walk, closed)
    return Faceted(np.where(closed & ~knot, np.abs(volume), np.nan), area, closed, box, knot, back)


def _boxes(m: Meshes, corners: Ints, mesh: Ints, count: int) -> Floats:
    box = np.full((count, 2, 3), np.nan)
    for k in range(3):
        np.fmin.at(box[:, 0, k], mesh, m.points[corners, k])
        np.fmax.at(box[:, 1, k], mesh, m.points[corners, k])
    return box


def _hole_signs(m: Meshes, vector: Floats) -> Floats:
    """-1 for an inner loop that runs the same way round as its face's outer one: some programs write it so."""
    first = np.ones(len(m.loop_face), np.bool_)
    first[1:] = m.loop_face[1:] != m.loop_face[:-1]
    outer = np.flatnonzero(first)
    of = outer[np.cumsum(first) - 1]
    same = (vector * vector[of]).sum(axis=1) > 0
    return np.where(~first & same, -1.0, 1.0)


def _welded_edges(m: Meshes, start: Ints, end: Ints, sign: Floats) -> tuple[Ints, Ints, Floats]:
    """Welded start and end of each edge, turned where its loop runs the wrong way, and the welded points (p, 3)."""
    used, where = np.unique(np.concatenate((start, end)), return_inverse=True)
    number = _weld(m.points[used])
    welded = number[where.reshape(-1)]
    a, b = welded[: len(start)], welded[len(start) :]
    points = np.zeros((int(number.max()) + 1 if len(number) else 0, 3))
    points[number] = m.points[used]
    return np.where(sign > 0, a, b), np.where(sign > 0, b, a), points


def _closed(m: Meshes, a: Ints, b: Ints, mesh: Ints, count: int) -> Bools:
    """A mesh is closed when every edge is walked as often one way as the other."""
    live = a != b
    a, b, mesh = a[live], b[live], mesh[live]
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((high, low, mesh))
    low, high, mesh, way = low[order], high[order], mesh[order], np.where(a < b, 1, -1)[order]
    new = np.ones(len(low), np.bool_)
    new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1]) | (mesh[1:] != mesh[:-1])
    edge = np.cumsum(new) - 1
    balance = np.bincount(edge, way, minlength=int(new.sum()))
    bad = np.zeros(count, np.bool_)
    bad[mesh[new][balance != 0]] = True
    faces = np.bincount(m.face_mesh, minlength=count)
    return ~bad & (faces >= 4)


def _weld(points: Floats) -> Ints:
    """A number per point, the same for points that round to the same place."""
    grid = np.round(np.nan_to_num(points) / WELD_MM).astype(np.int64)
    order = np.lexsort(grid.T)
    sorted_grid = grid[order]
    new = np.ones(len(grid), np.int64)
    new[1:] = (sorted_grid[1:] != sorted_grid[:-1]).any(axis=1)
    number = np.empty(len(grid), np.int64)
    number[order] = np.cumsum(new) - 1
    return number


def triangles_of(facts: Facts, mesh: int, turned: Bools) -> tuple[Floats, Ints]:
    """Welded points (p, 3) mm and triangles (t, 3) of one mesh, its polygons cut into triangles. turned: (faces,) of
    `Faceted`."""
    m = facts.meshes
    faces = np.flatnonzero(m.face_mesh == mesh)
    loops = np.flatnonzero(np.isin(m.loop_face, faces))
    used = unique(
        np.concatenate([m.loops[k] for k in loops.tolist()]) if len(loops) else np.zeros(0, np.int64)
    )
    number = _weld(m.points[used])
    _, first = np.unique(number, return_index=True)
    points = m.points[used[first]]
    of = dict(zip(used.tolist(), number.tolist(), strict=True))
    triangles: list[tuple[int, int, int]] = []
    by_face: dict[int, list[list[int]]] = {}
    for k in loops.tolist():
        by_face.setdefault(int(m.loop_face[k]), []).append([of[p] for p in m.loops[k].tolist()])
    for face, rings in by_face.items():
        found = face_triangles(points, rings)
        triangles += [t[::-1] for t in found] if turned[face] else found
    return points, np.array(triangles, np.int64).reshape(-1, 3)
