"""The form of a cutter's outline: round, a slot, a rectangle, or any other."""

from __future__ import annotations

import math

import numpy as np

from components.record import record
from components.table import Floats, Ints, unique
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.outlines.rectangles import smallest_rectangle

ROUND, SLOT, OTHER = "round", "slot", "other"
_LEAST_CORNERS = 8
_SHARE = 2e-3


@record
class Form:
    """kind: round, slot or other. size: diameter, or the smaller side of the smallest rectangle; length: the larger side;
    centre: (2,) mm; area: mm2 of a true circle where it is drawn by chords."""

    kind: str
    size: float
    length: float
    centre: Floats
    area: float


def forms_of(shapes: Shapes, profiles: Ints) -> dict[int, Form]:
    """Form of each distinct profile (-1 left out)."""
    return {
        int(p): form_of(list(shapes.loops[int(p)]), float(shapes.area[int(p)]))
        for p in unique(profiles[profiles >= 0]).tolist()
        if shapes.loops[int(p)]
    }


def form_of(loops: list[Floats], area: float) -> Form:
    """Form of one outline (k, 3) of lines and arcs."""
    around = smallest_rectangle(loops[:1])
    centre = _middle(loops[0])
    loop = loops[0]
    if len(loops) == 1:
        round_one = circle_of(loop)
        if round_one is not None:
            middle, radius = round_one
            return Form(ROUND, 2 * radius, 2 * radius, middle, math.pi * radius**2)
        # A slot holds its rectangle less the corners outside its half-circles.
        short = around.width
        slot = around.length * short - (1 - math.pi / 4) * short**2
        rounded = bool((loop[:, 2] != 0).any()) or len(loop) > 2 * _LEAST_CORNERS
        if rounded and around.length > short * 1.02 and abs(area / slot - 1) < 0.012:
            return Form(SLOT, short, around.length, centre, area)
    return Form(OTHER, around.width, around.length, centre, area)


def circle_of(loop: Floats) -> tuple[Floats, float] | None:
    """Centre and radius of a loop that is a circle, or a regular polygon of at least eight corners on one."""
    points = loop[:, :2]
    curved = loop[:, 2] != 0
    if curved.any():
        way = np.roll(points, -1, axis=0) - points
        chord = np.hypot(way[:, 0], way[:, 1])
        live = chord > 1e-9
        if not (curved | ~live).all():
            return None
        b = loop[live, 2]
        off = (1 - b * b) / (4 * b)
        side = np.column_stack((-way[live, 1], way[live, 0]))
        centres = (points + way / 2)[live] + off[:, None] * side
        radii = chord[live] * (1 + b * b) / (4 * np.abs(b))
        middle, radius = centres.mean(axis=0), float(radii.mean())
        same = np.abs(centres - middle).max() < _SHARE * radius and np.ptp(radii) < _SHARE * radius
        return (middle, radius) if same else None
    step = np.roll(points, -1, axis=0) - points
    points = points[np.hypot(step[:, 0], step[:, 1]) > 1e-6]
    if len(points) < _LEAST_CORNERS:
        return None
    middle = points.mean(axis=0)
    radii = np.hypot(*(points - middle).T)
    step = np.roll(points, -1, axis=0) - points
    sides = np.hypot(step[:, 0], step[:, 1])
    radius = float(radii.mean())
    alike = np.ptp(radii) < 5 * _SHARE * radius and np.ptp(sides) < 0.05 * float(sides.mean())
    return (middle, radius) if alike else None


def _middle(loop: Floats) -> Floats:
    low, high = loop[:, :2].min(axis=0), loop[:, :2].max(axis=0)
    return np.asarray((low + high) / 2)
