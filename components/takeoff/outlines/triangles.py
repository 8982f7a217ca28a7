"""Planar polygons with holes cut into triangles by clipping ears."""

from __future__ import annotations

import numpy as np

from components.table import Floats

_FLAT = 1e-12


def face_triangles(points: Floats, rings: list[list[int]]) -> list[tuple[int, int, int]]:
    """Triangles of one planar face. rings: point numbers of the outer ring, then of its holes."""
    rings = [_distinct(r) for r in rings]
    rings = [r for r in rings if len(r) >= 3]
    if not rings:
        return []
    if len(rings) == 1 and len(rings[0]) == 3:
        return [(rings[0][0], rings[0][1], rings[0][2])]
    normal = _newell(points[rings[0]])
    length = float(np.linalg.norm(normal))
    if length < _FLAT:
        return []
    u, v = _plane(normal / length)
    flat = {p: (float(points[p] @ u), float(points[p] @ v)) for ring in rings for p in ring}
    outer = rings[0]
    for hole in sorted(rings[1:], key=lambda r: -max(flat[p][0] for p in r)):
        if _area([flat[p] for p in hole]) > 0:
            hole = hole[::-1]
        outer = _bridged(outer, hole, flat)
    return _ears(outer, flat)


def _distinct(ring: list[int]) -> list[int]:
    return [p for k, p in enumerate(ring) if p != ring[k - 1]]


def _newell(p: Floats) -> Floats:
    return np.asarray(np.cross(p - p[0], np.roll(p, -1, axis=0) - p[0]).sum(axis=0))


def _plane(normal: Floats) -> tuple[Floats, Floats]:
    other = np.array([1.0, 0.0, 0.0]) if abs(normal[0]) < 0.9 else np.array([0.0, 1.0, 0.0])
    u = np.cross(other, normal)
    u /= np.linalg.norm(u)
    return u, np.cross(normal, u)


def _area(p: list[tuple[float, float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(p, p[1:] + p[:1], strict=True)) / 2


def _bridged(outer: list[int], hole: list[int], flat: dict[int, tuple[float, float]]) -> list[int]:
    """The hole joined to the outer ring by a cut to the nearest corner that it can see."""
    start = max(range(len(hole)), key=lambda k: flat[hole[k]][0])
    x, y = flat[hole[start]]
    ranked = sorted(
        range(len(outer)), key=lambda k: (flat[outer[k]][0] - x) ** 2 + (flat[outer[k]][1] - y) ** 2
    )
    seen = next((k for k in ranked if _visible((x, y), flat[outer[k]], outer, hole, flat)), ranked[0])
    turned = hole[start:] + hole[: start + 1]
    return outer[: seen + 1] + turned + outer[seen:]


def _visible(
    a: tuple[float, float],
    b: tuple[float, float],
    outer: list[int],
    hole: list[int],
    flat: dict[int, tuple[float, float]],
) -> bool:
    for ring in (outer, hole):
        for p, q in zip(ring, ring[1:] + ring[:1], strict=True):
            c, d = flat[p], flat[q]
            if c in (a, b) or d in (a, b):
                continue
            if _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0:
                return False
    return True


def _side(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _ears(ring: list[int], flat: dict[int, tuple[float, float]]) -> list[tuple[int, int, int]]:
    left = list(ring)
    if _area([flat[p] for p in left]) < 0:
        left.reverse()
        back = True
    else:
        back = False
    out: list[tuple[int, int, int]] = []
    while len(left) > 3:
        found = next((k for k in range(len(left)) if _is_ear(left, k, flat, 0.0)), None)
        if found is None:
            # Only slivers are left: take the flattest corner, it holds no area.
            found = min(range(len(left)), key=lambda k: abs(_corner(left, k, flat)))
        out.append((left[found - 1], left[found], left[(found + 1) % len(left)]))
        del left[found]
    out.append((left[0], left[1], left[2]))
    return [t[::-1] for t in out] if back else out


def _corner(ring: list[int], k: int, flat: dict[int, tuple[float, float]]) -> float:
    return _side(flat[ring[k - 1]], flat[ring[k]], flat[ring[(k + 1) % len(ring)]])


def _is_ear(ring: list[int], k: int, flat: dict[int, tuple[float, float]], least: float) -> bool:
    if _corner(ring, k, flat) <= least:
        return False
    a, b, c = flat[ring[k - 1]], flat[ring[k]], flat[ring[(k + 1) % len(ring)]]
    for p in ring:
        q = flat[p]
        if q in (a, b, c):
            continue
        if _side(a, b, q) >= 0 and _side(b, c, q) >= 0 and _side(c, a, q) >= 0:
            return False
    return True
