"""One faceted body as planar regions: coplanar neighbours joined, outlines and inner loops in order, holes found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np

from components.facts import Facts
from components.record import record
from components.table import Floats, Ints
from components.takeoff.solids.faceted import WELD_MM
from components.takeoff.solids.turned import turned_faces

_COPLANAR_MM = 2.5 * WELD_MM
_PARALLEL = 1e-3
Ring = tuple[int, ...]


@record
class Shell:
    """Planar regions of one body, normals pointing out.

    points: (p, 3) mm, welded. normal: (k, 3) unit. offset: (k,) normal . point. area: (k,) mm2. rings: per region its
    loops as point rows, the outer one first and counter-clockwise seen from outside. volume: mm3.
    """

    points: Floats
    normal: Floats
    offset: Floats
    area: Floats
    rings: tuple[tuple[Ring, ...], ...]
    volume: float

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Holes that go straight from one planar region to a parallel one."""
        return tuple(_passages(self))


@record
class Passage:
    """A hole from one planar region to a parallel one. ring: its mouth; walls: regions inside; depth: mm."""

    regions: tuple[int, int]
    ring: Ring
    other: Ring
    walls: frozenset[int]
    direction: Floats
    depth: float
    area: float


@record
class MeshFaces:
    """Loops of every mesh, sorted once: `rows[start[m]:start[m + 1]]` are the loop rows of mesh m."""

    facts: Facts
    rows: Ints
    start: Ints


def mesh_faces(facts: Facts) -> MeshFaces:
    """Index of the loops by mesh."""
    m = facts.meshes
    mesh = m.face_mesh[m.loop_face] if len(m.loop_face) else np.zeros(0, np.int64)
    rows = np.argsort(mesh, kind="stable")
    start = np.searchsorted(mesh[rows], np.arange(len(m.closed) + 1))
    return MeshFaces(facts, rows, start)


def shell_of(faces: MeshFaces, mesh: int) -> Shell | None:
    """The regions of one closed mesh; None where no face has an area."""
    m = faces.facts.meshes
    loops = faces.rows[faces.start[mesh] : faces.start[mesh + 1]]
    if not len(loops):
        return None
    used, back = np.unique(np.concatenate([m.loops[k] for k in loops.tolist()]), return_inverse=True)
    cells = np.round(m.points[used] / WELD_MM).astype(np.int64)
    _, first, number = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    points = m.points[used[first]]
    welded = number.reshape(-1)[back.reshape(-1)]
    ends = np.cumsum([len(m.loops[k]) for k in loops.tolist()])
    rings = [_distinct(r.tolist()) for r in np.split(welded, ends[:-1])]
    by_face: dict[int, list[Ring]] = {}
    for face, ring in zip(m.loop_face[loops].tolist(), rings, strict=True):
        if len(ring) >= 3:
            by_face.setdefault(face, []).append(ring)
    return shell_from(points, list(by_face.values()))


def shell_from(points: Floats, faces: Sequence[Sequence[Ring]]) -> Shell | None:
    """A shell of faces, each its outer ring and then its holes, as point rows."""
    kept: list[tuple[Ring, ...]] = []
    vectors: list[Floats] = []
    for rings in faces:
        ways = [_vector(points, r) for r in rings]
        if not float(np.linalg.norm(ways[0])) > 1e-9:
            continue
        turned = [rings[0]]
        total = ways[0]
        for ring, way in zip(rings[1:], ways[1:], strict=True):
            same = float(way @ ways[0]) > 0
            turned.append(ring[::-1] if same else ring)
            total = total - way if same else total + way
        kept.append(tuple(turned))
        vectors.append(total)
    if not kept:
        return None
    total_vectors = np.array(vectors)
    for k in _turned(kept):
        kept[k], total_vectors[k] = tuple(r[::-1] for r in kept[k]), -total_vectors[k]
    if _volume(points, kept, total_vectors) < 0:
        kept = [tuple(r[::-1] for r in rings) for rings in kept]
        total_vectors = -total_vectors
    return _merged(points, kept, total_vectors)


def _turned(faces: Sequence[Sequence[Ring]]) -> list[int]:
    """Faces that are written the wrong way round; none where no edge is walked twice in one sense."""
    walked = [(a, b, k) for k, rings in enumerate(faces) for a, b in _edges(rings)]
    if len({(a, b) for a, b, _ in walked}) == len(walked):
        return []
    start, end, face = np.array(walked).T
    one = np.zeros(len(walked), np.int64)
    return np.flatnonzero(turned_faces(start, end, face, one, np.ones(1, np.bool_), len(faces))).tolist()


def _distinct(ring: list[int]) -> Ring:
    return tuple(p for k, p in enumerate(ring) if p != ring[k - 1])


def _vector(points: Floats, ring: Ring) -> Floats:
    """Area vector of a ring. Plain numbers: rings are short, and there are many."""
    corners = points[list(ring)].tolist()
    ox, oy, oz = corners[0]
    ax = ay = az = 0.0
    px, py, pz = corners[1][0] - ox, corners[1][1] - oy, corners[1][2] - oz
    for x, y, z in corners[2:]:
        qx, qy, qz = x - ox, y - oy, z - oz
        ax, ay, az = ax + py * qz - pz * qy, ay + pz * qx - px * qz, az + px * qy - py * qx
        px, py, pz = qx, qy, qz
    return np.array((ax / 2, ay / 2, az / 2))


def _volume(points: Floats, faces: Sequence[Sequence[Ring]], vectors: Floats) -> float:
    origin = points[faces[0][0][0]]
    start = points[[rings[0][0] for rings in faces]] - origin
    return float((start * vectors).sum() / 3)


def _merged(points: Floats, faces: list[tuple[Ring, ...]], vectors: Floats) -> Shell:
    """Faces that share an edge and a plane become one region."""
    area = np.linalg.norm(vectors, axis=1)
    normal = vectors / area[:, None]
    group = list(range(len(faces)))

    def root(k: int) -> int:
        while group[k] != k:
            group[k] = group[group[k]]
            k = group[k]
        return k

    pairs = np.array(_neighbours(faces), np.int64).reshape(-1, 2)
    level = (normal[pairs[:, 0]] * normal[pairs[:, 1]]).sum(axis=1) >= 0.999
    for a, b in pairs[level].tolist():
        large, small = (a, b) if area[a] >= area[b] else (b, a)
        corners = points[[p for ring in faces[small] for p in ring]]
        gap = (corners - points[faces[large][0][0]]) @ normal[large]
        if np.abs(gap).max() <= _COPLANAR_MM:
            group[root(small)] = root(large)
    members: dict[int, list[int]] = {}
    for k in range(len(faces)):
        members.setdefault(root(k), []).append(k)
    rings, total = [], []
    for parts in members.values():
        rings.append(faces[parts[0]] if len(parts) == 1 else _boundary(points, [faces[k] for k in parts]))
        total.append(vectors[parts].sum(axis=0))
    size = np.linalg.norm(total, axis=1)
    unit = np.array(total) / size[:, None]
    good = [k for k, r in enumerate(rings) if r]
    offset = np.array([float(unit[k] @ points[list(rings[k][0])].mean(axis=0)) for k in good])
    return Shell(
        points, unit[good], offset, size[good], tuple(rings[k] for k in good), _volume(points, faces, vectors)
    )


def _neighbours(faces: Sequence[Sequence[Ring]]) -> list[tuple[int, int]]:
    """Pairs of faces that share an edge."""
    seen: dict[tuple[int, int], list[int]] = {}
    for k, rings in enumerate(faces):
        for a, b in _edges(rings):
            seen.setdefault((min(a, b), max(a, b)), []).append(k)
    return [(f[0], g) for f in seen.values() for g in f[1:] if g != f[0]]


def _edges(rings: Iterable[Ring]) -> list[tuple[int, int]]:
    return [(ring[i - 1], ring[i]) for ring in rings for i in range(len(ring))]


def _boundary(points: Floats, faces: Sequence[Sequence[Ring]]) -> tuple[Ring, ...]:
    """Loops around several faces of one plane: edges walked both ways cancel."""
    count: dict[tuple[int, int], int] = {}
    for rings in faces:
        for a, b in _edges(rings):
            if count.get((b, a), 0) > 0:
                count[(b, a)] -= 1
            else:
                count[(a, b)] = count.get((a, b), 0) + 1
    following: dict[int, list[int]] = {}
    for (a, b), n in count.items():
        following.setdefault(a, []).extend([b] * n)
    loops: list[Ring] = []
    while following:
        start = next(iter(following))
        ring, at = [start], following[start].pop()
        while at != start and following.get(at):
            ring.append(at)
            at = following[at].pop()
        following = {k: v for k, v in following.items() if v}
        if len(ring) >= 3:
            loops.append(tuple(ring))
    return tuple(sorted(loops, key=lambda r: -float(np.linalg.norm(_vector(points, r)))))


def _passages(shell: Shell) -> list[Passage]:
    edge_of: dict[tuple[int, int], tuple[int, int]] = {}
    for k, rings in enumerate(shell.rings):
        for place, ring in enumerate(rings):
            for edge in _edges((ring,)):
                edge_of[edge] = (k, place)
    found: list[Passage] = []
    done: set[tuple[int, int]] = set()
    for k, rings in enumerate(shell.rings):
        for place in range(1, len(rings)):
            if (k, place) in done:
                continue
            mouths, walls = _walk(shell, edge_of, k, place)
            done |= mouths
            if (passage := _passage(shell, mouths, walls)) is not None:
                found.append(passage)
    return found


def _walk(
    shell: Shell, edge_of: dict[tuple[int, int], tuple[int, int]], region: int, place: int
) -> tuple[set[tuple[int, int]], set[int]]:
    """From one inner loop over the walls behind it to the other inner loops they end in."""
    mouths, walls = {(region, place)}, set[int]()
    waiting = [edge_of.get((b, a), (-1, 0)) for a, b in _edges((shell.rings[region][place],))]
    while waiting:
        k, at = waiting.pop()
        if k < 0:
            return {(region, place)}, set()
        if at > 0:
            mouths.add((k, at))
            continue
        if k in walls:
            continue
        walls.add(k)
        if len(walls) > 400:
            return {(region, place)}, set()
        waiting += [edge_of.get((b, a), (-1, 0)) for a, b in _edges(shell.rings[k])]
    return mouths, walls


def _passage(shell: Shell, mouths: set[tuple[int, int]], walls: set[int]) -> Passage | None:
    if len(mouths) != 2 or not walls:
        return None
    (a, at), (b, bt) = sorted(mouths)
    n = shell.normal[a]
    straight = np.abs(shell.normal[sorted(walls)] @ n).max() < 1e-2
    if a == b or a in walls or b in walls or not straight or shell.normal[b] @ n > -1 + _PARALLEL:
        return None
    depth = float(shell.offset[a] + shell.offset[b])
    size = float(np.linalg.norm(_vector(shell.points, shell.rings[a][at])))
    if not depth > 0:
        return None
    return Passage(
        (a, b), shell.rings[a][at], shell.rings[b][bt], frozenset(walls), np.asarray(n), depth, size
    )


def filled(shell: Shell, holes: Sequence[Passage]) -> Shell:
    """The shell as if these holes were not there."""
    if not holes:
        return shell
    gone = {w for h in holes for w in h.walls}
    shut = {r for h in holes for r in (h.ring, h.other)}
    keep = [k for k in range(len(shell.rings)) if k not in gone]
    area = shell.area.copy()
    for h in holes:
        for k in h.regions:
            area[k] += h.area
    rings = tuple(tuple(r for r in shell.rings[k] if r not in shut) for k in keep)
    volume = shell.volume + sum(h.area * h.depth for h in holes)
    return Shell(shell.points, shell.normal[keep], shell.offset[keep], area[keep], rings, volume)
