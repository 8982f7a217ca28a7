"""Thin profiles of constant thickness: an outline read as a bent strip, with its bends and its developed length.

The neutral line lies k thicknesses from the inside of a bend; the default 0.5 is the middle of the sheet, where the
developed length is the profile's area over its thickness. Chords of a faceted bend count as the arc they stand for.
"""

from __future__ import annotations

import math

import numpy as np

from components.record import record, valued
from components.sections import contour
from components.table import Floats, median
from components.takeoff.outlines.inside import corners

MID_SHEET = 0.5
"""Neutral line in the middle of the sheet (k-factor of the developed length)."""
_SHARE = 0.005
_TURN = math.radians(2.0)
_FACET, _COARSE = math.radians(36.0), math.radians(50.0)


@valued
class Bend:
    """angle: rad, signed (counter-clockwise walking the strip). inner_radius: mm, 0 for a sharp one. at: developed
    length from the strip's start to the bend's middle, mm."""

    angle: float
    inner_radius: float
    at: float


@record
class Strip:
    """thickness, developed mm; bends in order; straight: (s, 5) developed start of each straight piece, and x, y of its
    start and end on the middle line."""

    thickness: float
    developed: float
    bends: tuple[Bend, ...]
    straight: Floats


@record
class _Bow:
    """A run of small turns or an arc of one side: angle, chord or arc length by what it stands for, radius."""

    angle: float
    radius: float


@record
class _Side:
    """One side of a strip: lengths of its straight pieces, their ends (n, 2, 2), the bows between them."""

    pieces: Floats
    ends: Floats
    bows: tuple[_Bow, ...]


def read_strip(loop: Floats, k_factor: float = MID_SHEET) -> Strip | None:
    """The strip that a closed outline (k, 3) of lines and arcs is; None where it is none of constant thickness."""
    loop = loop[_edge_lengths(loop) > 1e-6]
    if len(loop) < 4:
        return None
    area = abs(float(contour.moments([loop[None]]).area[0]))
    around = float(contour.length(loop[None])[0])
    root = around * around - 16.0 * area
    if not area > 0 or root < 0:
        return None
    thickness = (around - math.sqrt(root)) / 4.0
    if _ccw(loop) < 0:
        loop = contour.reversed_loop(loop)
    for first, second in _caps(loop, thickness):
        exact = (_edge_lengths(loop)[first] + _edge_lengths(loop)[second]) / 2
        left, right = _chain(loop, first, second), _turned_chain(_chain(loop, second, first))
        strip = _paired(left, right, exact, k_factor)
        if strip is None:
            continue
        # The profile's own area confirms the strip: facets may cut a bend's corner, nothing more.
        if abs(strip.developed_mid * exact / area - 1) < 2 * _SHARE and _even(left, right, exact):
            return strip.strip
    return None


@record
class _Found:
    strip: Strip
    developed_mid: float


def _ccw(loop: Floats) -> float:
    return float(contour.moments([loop[None]]).area[0])


def _edge_lengths(loop: Floats) -> Floats:
    way = np.roll(loop[:, :2], -1, axis=0) - loop[:, :2]
    return np.asarray(np.hypot(way[:, 0], way[:, 1]))


def _caps(loop: Floats, thickness: float) -> list[tuple[int, int]]:
    """Pairs of straight edges as long as the strip is thick, the most alike halves first."""
    length = _edge_lengths(loop)
    way = np.array([_arc_length(loop, k) for k in range(len(loop))])
    near = np.abs(length - thickness) <= 0.03 * thickness + 0.02
    rows = np.flatnonzero(near & (loop[:, 2] == 0)).tolist()
    if len(rows) > 24:
        return []
    total = np.concatenate(([0.0], np.cumsum(way)))
    pairs = []
    for i, a in enumerate(rows):
        for b in rows[i + 1 :]:
            one = float(total[b] - total[a + 1])
            other = float(total[-1] - one - way[a] - way[b])
            pairs.append((abs(one - other), a, b))
    return [(a, b) for _, a, b in sorted(pairs)[:6]]


def _arc_length(loop: Floats, k: int) -> float:
    chord = float(np.hypot(*(loop[(k + 1) % len(loop), :2] - loop[k, :2])))
    half = 2 * math.atan(abs(float(loop[k, 2])))
    return chord if half < 1e-12 else chord * half / math.sin(half)


def _chain(loop: Floats, first: int, second: int) -> Floats:
    """Points (n, 3) from the end of one cap to the start of the other."""
    n = len(loop)
    stop = second if second > first else second + n
    line = loop[[k % n for k in range(first + 1, stop + 1)]].copy()
    line[-1, 2] = 0.0
    return np.asarray(line)


def _turned_chain(line: Floats) -> Floats:
    back = line[::-1].copy()
    back[:-1, 2] = -back[1:, 2]
    back[-1, 2] = 0.0
    return np.asarray(back)


def _side(line: Floats) -> _Side:
    """Straight pieces and bows of one open line."""
    step = np.diff(line[:, :2], axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    chord = np.arctan2(step[:, 1], step[:, 0])
    half = 2.0 * np.arctan(line[:-1, 2])
    curved = np.abs(half) > 1e-9
    turn = (chord[1:] - half[1:] - (chord[:-1] + half[:-1]) + math.pi) % (2 * math.pi) - math.pi
    chords = _facets(length, turn, curved)
    pieces: list[float] = []
    ends: list[Floats] = []
    bows: list[_Bow] = []
    angle, facets, span, radius = 0.0, 0, 0.0, 0.0
    for k in range(len(step)):
        if k > 0:
            angle += float(turn[k - 1])
        if curved[k]:
            angle += 2 * float(half[k])
            radius = float(length[k] / (2 * abs(math.sin(half[k]))))
            continue
        if chords[k]:
            facets += 1
            span += float(length[k])
            continue
        if pieces:
            bows.append(_Bow(angle, radius or _radius(span, facets, angle)))
        angle, facets, span, radius = 0.0, 0, 0.0, 0.0
        pieces.append(float(length[k]))
        ends.append(line[k : k + 2, :2])
    return _Side(np.array(pieces), np.array(ends).reshape(-1, 2, 2), tuple(bows))


def _facets(length: Floats, turn: Floats, curved: np.ndarray) -> np.ndarray:
    """Which straight edges are chords of a bow: between two turns of one sense, short against what they turn."""
    found = np.zeros(len(length), np.bool_)
    for k in range(1, len(length) - 1):
        before, after = float(turn[k - 1]), float(turn[k])
        found[k] = (
            _alike(before, after)
            and not curved[k]
            and length[k] < 0.6 * max(length[k - 1], length[k + 1], 1e-9)
        )
    # The inner chords of a run, and those of a rolled sheet, have no longer neighbour.
    for k in [*range(1, len(length) - 1), *range(len(length) - 2, 0, -1)]:
        if not found[k] and _alike(float(turn[k - 1]), float(turn[k])) and not curved[k]:
            beside = [float(length[j]) for j in (k - 1, k + 1) if found[j]]
            found[k] = any(abs(length[k] / max(other, 1e-9) - 1) < 0.3 for other in beside)
    return found


def _alike(before: float, after: float) -> bool:
    """Two turns of one bow: of one sense and small, or the first or last of it, half as large as the next."""
    low, high = sorted((abs(before), abs(after)))
    return before * after > 0 and (high < _FACET or (high < _COARSE and abs(low / high - 0.5) < 0.05))


def _radius(span: float, facets: int, angle: float) -> float:
    """Radius of the circle whose chords these are."""
    return span / (2 * facets * math.sin(abs(angle) / (2 * facets))) if facets and abs(angle) > 1e-9 else 0.0


def _paired(left: Floats, right: Floats, thickness: float, k_factor: float) -> _Found | None:
    """Both sides bend alike, the outer radius by a thickness more than the inner one."""
    a, b = _side(left), _side(right)
    if not len(a.pieces) or len(a.pieces) != len(b.pieces):
        return None
    bends: list[Bend] = []
    straight = np.zeros((len(a.pieces), 5))
    at = mid = 0.0
    for k in range(len(a.pieces)):
        piece = float(a.pieces[k] + b.pieces[k]) / 2
        straight[k] = (at, *((a.ends[k] + b.ends[k]) / 2).reshape(-1))
        at, mid = at + piece, mid + piece
        if k == len(a.bows):
            break
        one, other = a.bows[k], b.bows[k]
        inner, outer = sorted((one.radius, other.radius))
        sharp = inner == 0.0 and outer == 0.0
        if abs(one.angle - other.angle) > _TURN:
            return None
        # Facets of a bend lie on its true circle, or on one a little off where a centre line was thickened.
        if not sharp and abs(outer - inner - thickness) > 0.2 * thickness:
            return None
        inner = 0.0 if sharp else max((inner + outer - thickness) / 2, 0.0)
        angle = (one.angle + other.angle) / 2
        if abs(angle) < 1e-6:
            continue
        middle = abs(angle) * (inner + thickness / 2) if not sharp else 0.0
        shift = (k_factor - MID_SHEET) * thickness * abs(angle)
        bends.append(Bend(float(angle), float(inner), at + (middle + shift) / 2))
        at, mid = at + middle + shift, mid + middle
    return _Found(Strip(thickness, at, tuple(bends), straight), mid)


def _even(left: Floats, right: Floats, thickness: float) -> bool:
    """No point of one side is nearer to the other side, or further from it, than a strip allows."""
    a, b = corners_open(left), corners_open(right)
    middle = (a[:-1] + a[1:]) / 2
    far = np.sqrt(_distance(middle, b))
    low, high = 0.9 * thickness, thickness * 1.06 / math.cos(math.radians(45.0)) + 0.02
    return bool((far > low).all() and (far < high).all() and median(far) < 1.06 * thickness)


def corners_open(line: Floats) -> Floats:
    """(n, 2) points along an open line of lines and arcs, arcs in steps of five degrees."""
    points = corners(line)
    return points if not line[-1, 2] else np.concatenate((points, line[-1:, :2]))


def _distance(points: Floats, line: Floats) -> Floats:
    """(n,) squared distance of points to an open polyline."""
    start, way = line[:-1], np.diff(line, axis=0)
    rel = points[:, None] - start[None]
    t = np.clip((rel * way).sum(axis=2) / np.maximum((way * way).sum(axis=1), 1e-12), 0.0, 1.0)
    return np.asarray(((rel - t[..., None] * way) ** 2).sum(axis=2).min(axis=1))


def reversed_strip(strip: Strip) -> Strip:
    """The same strip read from its other end."""
    length = np.hypot(
        strip.straight[:, 3] - strip.straight[:, 1], strip.straight[:, 4] - strip.straight[:, 2]
    )
    back = strip.straight[::-1].copy()
    back[:, 0] = strip.developed - strip.straight[::-1, 0] - length[::-1]
    back[:, 1:3], back[:, 3:5] = strip.straight[::-1, 3:5], strip.straight[::-1, 1:3]
    bends = tuple(Bend(-b.angle, b.inner_radius, strip.developed - b.at) for b in reversed(strip.bends))
    return Strip(strip.thickness, strip.developed, bends, back)
