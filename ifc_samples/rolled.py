"""Outlines of rolled sections with sloping flanges (GB/T 706 I and channel), as lines and arcs.

IFC has parametric profiles for them, but readers disagree on where the flange thickness is measured; GB/T 706
measures it half-way along the outstand. An outline leaves no room for that.
"""

from __future__ import annotations

import math

from ifc_samples.space import Vec2

Curve = tuple[tuple[Vec2, ...], tuple[int, ...]]


def _on(centre: Vec2, radius: float, way: Vec2) -> Vec2:
    length = math.hypot(*way)
    return (centre[0] + radius * way[0] / length, centre[1] + radius * way[1] / length)


def _upper(h: float, web: float, tip: float, t: float, r: float, r1: float, slope: float) -> tuple[Vec2, ...]:
    """From the web face at x = `web` up and out to the tip at x = `tip`: 7 points."""
    angle = math.atan(slope)
    normal = (-math.sin(angle), math.cos(angle))
    away = (math.sin(angle), -math.cos(angle))

    def inner(x: float) -> float:
        return h / 2 - t + slope * (x - (web + tip) / 2)

    root = (web + r, inner(web + r) - r / math.cos(angle))
    toe = (tip - r1, inner(tip - r1) + r1 / math.cos(angle))
    return (
        (web, root[1]),
        _on(root, r, (normal[0] - 1.0, normal[1])),
        _on(root, r, normal),
        _on(toe, r1, away),
        _on(toe, r1, (away[0] + 1.0, away[1])),
        (tip, toe[1]),
        (tip, h / 2),
    )


def i_section(h: float, b: float, d: float, t: float, r: float, r1: float) -> Curve:
    """A rolled I, flanges sloping 1 in 6, centred."""
    upper = _upper(h, d / 2, b / 2, t, r, r1, 1 / 6)
    half = (*((x, -y) for x, y in reversed(upper)), *upper)
    points = (*half, *((-x, -y) for x, y in half))
    return points, (1, 4, 7, 10, 15, 18, 21, 24)


def channel(h: float, b: float, d: float, t: float, r: float, r1: float) -> Curve:
    """A rolled channel, flanges sloping 1 in 10, open to +x, centred on its bounding box."""
    upper = _upper(h, d, b, t, r, r1, 1 / 10)
    points = (*((x, -y) for x, y in reversed(upper)), *upper, (0.0, h / 2), (0.0, -h / 2))
    return tuple((x - b / 2, y) for x, y in points), (1, 4, 7, 10)
