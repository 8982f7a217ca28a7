"""Bodies of bolts and studs."""

from __future__ import annotations

import math

from ifc_samples.builder import Model
from ifc_samples.space import Frame, Vec2
from ifc_samples.step import Ref

BOLT = ("栓 bolt", 0.85, 0.70, 0.20)


def bolt_items(
    m: Model, d: float, length: float, wide: float, head: float, grip: float, nut: float
) -> tuple[Ref, ...]:
    """A bolt along z: head below 0, shank, nut from `grip` on; `wide` is across the corners, mm."""
    hexagon: tuple[Vec2, ...] = tuple(
        (wide / 2 * math.cos(k * math.pi / 3), wide / 2 * math.sin(k * math.pi / 3)) for k in range(6)
    )
    parts = [
        m.extrusion(m.circle(None, d), length),
        m.extrusion(m.outline(None, hexagon), nut, Frame((0.0, 0.0, grip))),
    ]
    if head:
        parts.append(m.extrusion(m.outline(None, hexagon), head, Frame((0.0, 0.0, -head))))
    return tuple(m.paint(part, *BOLT) for part in parts)


def stud_items(m: Model, d: float, length: float, head_d: float, head: float) -> tuple[Ref, ...]:
    """A headed stud along z from the face it is welded to; `length` is over all, mm."""
    shank = m.extrusion(m.circle(None, d), length - head)
    top = m.extrusion(m.circle(None, head_d), head, Frame((0.0, 0.0, length - head)))
    return (m.paint(shank, *BOLT), m.paint(top, *BOLT))
