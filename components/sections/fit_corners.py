"""A drawn loop of lines and arcs as the sharp polygon behind it: its corners, and the radius of each.

Arcs that were drawn as short chords are made arcs again first, so that a fillet is a fillet however it was drawn. The
work is on complex numbers, x + iy, and on one loop at a time: distinct outlines are few in any model.
"""

from __future__ import annotations

import cmath
import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from components.record import record
from components.table import Floats

Plane = NDArray[np.complex128]

_SAME_POINT = 1.0e-6  # of the size of the loop
_ON_LINE = 3.0e-6
_STRAIGHT = math.radians(0.3)
_KINK = math.radians(15.0)  # an arc that leaves its line by less is taken as tangent to it
_PART = math.radians(120.0)  # a longer arc is more than one corner
_FACET_TURN = (math.radians(0.5), math.radians(50.0))
_FACET_LENGTH = 0.25  # facets of one arc are equally long, to the rounding of coordinates
_FACET_ANGLE = 0.30
_TANGENT = (0.15, 0.85)  # a chord leaves a tangent line by half the turn between chords
_ROUND_SIDES = 8
_WHOLE = 1.9 * math.pi  # an arc that turns further is a circle, or none


class Edge(NamedTuple):
    """From one point to the next; sweep: angle of the arc between them, 0 for a line."""

    start: complex
    end: complex
    sweep: float


class Line(NamedTuple):
    """A straight side by a point and its unit direction; radius: of the corner to the next line."""

    point: complex
    direction: complex
    radius: float


@record
class Corners:
    """A loop read back, counter-clockwise.

    points, radii: (m,) the sharp corners, x + iy in mm, and the radius of each. signs: '+' for a convex corner, '-' for
    a re-entrant one. restored: (k, 3) the loop with its chords made arcs. sides: chords of a faceted circle, 0
    otherwise. diameter_mm: of a circle, else 0; its centre is then `points[0]`. faceted: chords were made arcs.
    """

    points: Plane
    radii: Floats
    signs: str
    restored: Floats
    faceted: bool
    sides: int = 0
    diameter_mm: float = 0.0


def read(loop: Floats) -> Corners | None:
    """The corners of one counter-clockwise loop (k, 3) of x mm, y mm, bulge; None where it bounds nothing."""
    edges = _cleaned(loop)
    if len(edges) < 2:
        return None
    circle = _circle(edges)
    if circle is not None:
        return circle
    joined = _joined(edges)
    arcs = _unfaceted(joined)
    if any(e.start == e.end for e in arcs):
        return None
    restored = np.array([(e.start.real, e.start.imag, math.tan(e.sweep / 4.0)) for e in arcs])
    return _corners(_lines(arcs), restored, len(arcs) < len(joined))


def _cleaned(loop: Floats) -> list[Edge]:
    """Edges without the empty ones, straight runs as one."""
    z: list[complex] = (loop[:, 0] + 1j * loop[:, 1]).tolist()
    sweeps = [4.0 * math.atan(b) if abs(b) > 1.0e-9 else 0.0 for b in loop[:, 2].tolist()]
    size = max(np.ptp(loop[:, 0]), np.ptp(loop[:, 1]), 1.0e-9)
    near = _SAME_POINT * float(size)
    points: list[complex] = []
    bends: list[float] = []
    for p, q, s in zip(z, z[1:] + z[:1], sweeps, strict=True):
        if abs(q - p) > near:
            points.append(p)
            bends.append(s)
    return _straightened(points, bends, _ON_LINE * float(size))


def _straightened(points: list[complex], bends: list[float], off: float) -> list[Edge]:
    kept: list[int] = []
    n = len(points)
    for i in range(n):
        if bends[i] == 0.0 and bends[i - 1] == 0.0:
            before = points[kept[-1]] if kept else points[i - 1]
            a, b = points[i] - before, points[(i + 1) % n] - points[i]
            along = (a.conjugate() * b).real
            if along > 0.0 and abs((a.conjugate() * b).imag) <= off * abs(a + b):
                continue
        kept.append(i)
    return [
        Edge(points[i], points[j], bends[i]) for i, j in zip(kept, kept[1:] + kept[:1], strict=True) if i != j
    ]


def _circle(edges: list[Edge]) -> Corners | None:
    """The circle that the whole loop is: arcs about one centre, or at least eight equal chords."""
    n = len(edges)
    if all(e.sweep for e in edges):
        centre, radius = _centre(edges[0])
        off = max(abs(_centre(e)[0] - centre) + abs(_centre(e)[1] - radius) for e in edges)
        total = sum(e.sweep for e in edges)
        if off > 0.005 * radius or abs(total - 2.0 * math.pi) > 0.01:
            return None
        return _round(centre, radius, 0)
    if n < _ROUND_SIDES or any(e.sweep for e in edges):
        return None
    centre = sum(e.start for e in edges) / n
    spokes = [abs(e.start - centre) for e in edges]
    sides = [abs(e.end - e.start) for e in edges]
    radius = sum(spokes) / n
    if max(spokes) - min(spokes) > 0.01 * radius or max(sides) - min(sides) > 0.05 * max(sides):
        return None
    return _round(centre, radius, n)


def _round(centre: complex, radius: float, sides: int) -> Corners:
    x, y = centre.real, centre.imag
    restored = np.array([(x + radius, y, 1.0), (x - radius, y, 1.0)])
    return Corners(np.array([centre]), np.array([radius]), "o", restored, sides > 0, sides, 2.0 * radius)


def _centre(edge: Edge) -> tuple[complex, float]:
    """Centre and radius of an arc."""
    chord = edge.end - edge.start
    half = edge.sweep / 2.0
    to = 0.5j / math.tan(half) if abs(math.tan(half)) > 1.0e-12 else 0j
    return edge.start + chord * (0.5 + to), abs(chord) / (2.0 * abs(math.sin(half)))


def _joined(edges: list[Edge]) -> list[Edge]:
    """Neighbouring arcs of one circle as one arc."""
    out: list[Edge] = []
    for edge in edges:
        if out and edge.sweep * out[-1].sweep > 0.0 and _same_circle(out[-1], edge):
            out[-1] = Edge(out[-1].start, edge.end, out[-1].sweep + edge.sweep)
        else:
            out.append(edge)
    if len(out) > 2 and out[0].sweep * out[-1].sweep > 0.0 and _same_circle(out[-1], out[0]):
        last = out.pop()
        out[0] = Edge(last.start, out[0].end, last.sweep + out[0].sweep)
    return out


def _same_circle(a: Edge, b: Edge) -> bool:
    (p, r), (q, s) = _centre(a), _centre(b)
    return abs(p - q) + abs(r - s) < 0.01 * r and abs(a.sweep + b.sweep) < _WHOLE


def _unfaceted(edges: list[Edge]) -> list[Edge]:
    """Runs of equal chords that turn equally, made arcs."""
    n = len(edges)
    vector = [e.end - e.start for e in edges]
    length = [abs(v) for v in vector]
    turn = [cmath.phase(vector[i] * vector[i - 1].conjugate()) for i in range(n)]
    inner = [_inside_arc(edges, length, turn, i) for i in range(n)]
    if not any(inner):
        return edges
    begin = min(range(n), key=lambda i: (inner[i], abs(turn[i])))  # never within an arc
    order = [(begin + k) % n for k in range(n)]
    out: list[Edge] = []
    k = 0
    while k < n:
        i = order[k]
        more = 0
        while k + more + 1 < n and _continues(inner, turn, order, k + 1, k + more + 1):
            more += 1
        sweep = (more + 1) * sum(turn[order[k + q]] for q in range(1, more + 1)) / max(more, 1)
        if more and abs(sweep) < _WHOLE and _is_arc(turn, i, more, n):
            out.append(Edge(edges[i].start, edges[order[k + more]].end, sweep))
            k += more + 1
        else:
            out.append(edges[i])
            k += 1
    return out


def _inside_arc(edges: list[Edge], length: list[float], turn: list[float], i: int) -> bool:
    """Whether the point before edge i may lie within an arc drawn as chords."""
    if edges[i].sweep or edges[i - 1].sweep or not _FACET_TURN[0] <= abs(turn[i]) <= _FACET_TURN[1]:
        return False
    return abs(length[i] - length[i - 1]) <= _FACET_LENGTH * max(length[i], length[i - 1])


def _continues(inner: list[bool], turn: list[float], order: list[int], first: int, at: int) -> bool:
    a, b = turn[order[first]], turn[order[at]]
    return inner[order[at]] and a * b > 0.0 and abs(a - b) <= _FACET_ANGLE * max(abs(a), abs(b)) + 0.01


def _is_arc(turn: list[float], first: int, inside: int, n: int) -> bool:
    """Whether chords, `inside` points between them, meet what is beside them as an arc would."""
    t = turn[(first + 1) % n]
    ends = (turn[first] / t, turn[(first + inside + 1) % n] / t)
    tangent = [_TANGENT[0] <= e <= _TANGENT[1] for e in ends]
    return all(tangent) or (inside >= 3 and abs(t) < math.radians(31.0))


def _lines(edges: list[Edge]) -> list[Line]:
    """The straight sides in order, an arc as the radius between two; a side of no length where two arcs meet."""
    begin = next((i for i, e in enumerate(edges) if not e.sweep), 0)
    edges = edges[begin:] + edges[:begin]
    out: list[Line] = []
    for i, edge in enumerate(edges):
        start, end = _tangents(edge)
        if not edge.sweep:
            out.append(Line(edge.start, start, 0.0))
            continue
        before = _tangents(edges[i - 1])[1]
        smooth = abs(cmath.phase(start * before.conjugate())) <= _KINK
        if edges[i - 1].sweep or not smooth:
            mean = (start + before) / abs(start + before) if smooth else start
            out.append(Line(edge.start, mean, 0.0))
        centre, radius = _centre(edge)
        parts = math.ceil(abs(edge.sweep) / _PART)
        for k in range(1, parts):
            step = cmath.exp(1j * edge.sweep * k / parts)
            out[-1] = out[-1]._replace(radius=radius)
            out.append(Line(centre + (edge.start - centre) * step, start * step, 0.0))
        out[-1] = out[-1]._replace(radius=radius)
        after = _tangents(edges[(i + 1) % len(edges)])[0]
        if abs(cmath.phase(after * end.conjugate())) > _KINK:
            out.append(Line(edge.end, end, 0.0))
    return out


def _tangents(edge: Edge) -> tuple[complex, complex]:
    """Unit directions in which an edge leaves and arrives."""
    chord = edge.end - edge.start
    along = chord / abs(chord)
    if not edge.sweep:
        return along, along
    half = cmath.exp(0.5j * edge.sweep)
    return along / half, along * half


def _corners(lines: list[Line], restored: Floats, faceted: bool) -> Corners | None:
    """Sides to corners; sides that go straight on are one."""
    kept = [
        line
        for line, after in zip(lines, lines[1:] + lines[:1], strict=True)
        if abs(cmath.phase(after.direction * line.direction.conjugate())) > _STRAIGHT
    ]
    if len(kept) < 3:
        return None
    points, radii, signs = [], [], []
    for line, after in zip(kept, kept[1:] + kept[:1], strict=True):
        cross = (line.direction.conjugate() * after.direction).imag
        if abs(cross) < 1.0e-6:
            return None
        reach = ((after.point - line.point).conjugate() * after.direction).imag / cross
        points.append(line.point + reach * line.direction)
        radii.append(line.radius)
        signs.append("+" if cross > 0.0 else "-")
    return Corners(np.array(points), np.array(radii), "".join(signs), restored, faceted)
