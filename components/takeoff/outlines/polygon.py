"""Loops of lines and arcs as polygons that keep their area."""

from __future__ import annotations

import math

import numpy as np

from components.table import Floats

STEP = math.radians(2.5)


def polygon(loop: Floats, step: float = STEP) -> Floats:
    """(k, 2) polygon of a loop; points of an arc are moved off its circle so that the area is the arc's.

    step: rad of an arc between two of its points, at most.
    """
    if not loop[:, 2].any():
        return np.ascontiguousarray(loop[:, :2])
    out: list[Floats] = []
    for (x0, y0, bulge), (x1, y1, _) in zip(loop, np.roll(loop, -1, axis=0), strict=True):
        if abs(bulge) < 1e-12:
            out.append(np.array([[x0, y0]]))
            continue
        sweep = 4 * math.atan(bulge)
        chord = math.hypot(x1 - x0, y1 - y0)
        off = (1 - bulge * bulge) / (4 * bulge)
        centre = np.array([(x0 + x1) / 2 - off * (y1 - y0), (y0 + y1) / 2 + off * (x1 - x0)])
        r = chord * (1 + bulge * bulge) / (4 * abs(bulge))
        steps = max(2, math.ceil(abs(sweep) / step))
        t = math.atan2(y0 - centre[1], x0 - centre[0]) + np.linspace(0, sweep, steps + 1)[:-1]
        radius = np.full(steps, r)
        radius[1:] = r * _inflated(abs(sweep) / steps, steps)
        out.append(centre + radius[:, None] * np.column_stack((np.cos(t), np.sin(t))))
    return np.concatenate(out)


def _inflated(angle: float, steps: int) -> float:
    """Factor on the radius of the inner points, the end points staying, that gives the arc's own area.

    Sum of triangles: two end ones r * r', steps - 2 inner ones r' * r', each with half the sine of the step angle.
    """
    want = angle * steps / math.sin(angle)
    inner = steps - 2
    if inner == 0:
        return want / 2
    return (-2 + math.sqrt(4 + 4 * inner * want)) / (2 * inner)
