"""Path operators of a small drawing: outlines of lines and arcs."""

from __future__ import annotations

import math

from components.sheet import Sketch

Point = tuple[float, float, float]


def outline(sketch: Sketch, box: float) -> str:
    """Path operators of a sketch, scaled into a square of `box` points and centred."""
    points = [(x, y) for loop in sketch.loops for x, y, _ in loop]
    arcs = [_extent(loop[i], loop[(i + 1) % len(loop)]) for loop in sketch.loops for i in range(len(loop))]
    points += [point for arc in arcs for point in arc]
    if not points:
        return ""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    size = max(max(xs) - min(xs), max(ys) - min(ys))
    scale = (box / size) if size > 0 else 0.0
    across = box / 2 - scale * (max(xs) + min(xs)) / 2
    up = box / 2 - scale * (max(ys) + min(ys)) / 2
    path: list[str] = []
    for loop in sketch.loops:
        placed = [(scale * x + across, scale * y + up, bulge) for x, y, bulge in loop]
        if placed:
            path.append(f"{placed[0][0]:.2f} {placed[0][1]:.2f} m")
        path += [_edge(placed[i], placed[(i + 1) % len(placed)]) for i in range(len(placed))]
        path.append("h")
    return f"{' '.join(path)} {'B*' if sketch.filled else 'S'}"


def _arc(a: Point, b: Point) -> tuple[float, float, float, float, float]:
    """Centre, radius, start angle and sweep of the arc from a to b; sweep = 4 atan(bulge), left positive."""
    (x0, y0, bulge), (x1, y1, _) = a, b
    # The centre lies off the middle of the chord by (1 - bulge^2) / (4 bulge) chords, to the left.
    off = (1 - bulge * bulge) / (4 * bulge)
    cx, cy = (x0 + x1) / 2 - off * (y1 - y0), (y0 + y1) / 2 + off * (x1 - x0)
    return cx, cy, math.hypot(x0 - cx, y0 - cy), math.atan2(y0 - cy, x0 - cx), 4 * math.atan(bulge)


def _extent(a: Point, b: Point) -> list[tuple[float, float]]:
    """Points along an arc, enough to know how far it reaches."""
    if a[2] == 0:
        return []
    cx, cy, radius, start, sweep = _arc(a, b)
    angles = [start + sweep * i / 32 for i in range(33)]
    return [(cx + radius * math.cos(t), cy + radius * math.sin(t)) for t in angles]


def _edge(a: Point, b: Point) -> str:
    """The operators from a to b: a line, or an arc as cubic curves of at most a right angle each."""
    if a[2] == 0:
        return f"{b[0]:.2f} {b[1]:.2f} l"
    cx, cy, radius, start, sweep = _arc(a, b)
    count = math.ceil(abs(sweep) / (math.pi / 2) - 1e-9)
    step = sweep / count
    reach = 4 / 3 * math.tan(step / 4) * radius
    curves: list[str] = []
    for i in range(count):
        t, u = start + i * step, start + (i + 1) * step
        controls = (
            cx + radius * math.cos(t) - reach * math.sin(t),
            cy + radius * math.sin(t) + reach * math.cos(t),
            cx + radius * math.cos(u) + reach * math.sin(u),
            cy + radius * math.sin(u) - reach * math.cos(u),
            cx + radius * math.cos(u),
            cy + radius * math.sin(u),
        )
        curves.append(" ".join(f"{c:.2f}" for c in controls) + " c")
    return " ".join(curves)
