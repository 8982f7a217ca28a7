"""Segments of alignments (IFC4X1) as paths of sweeps: their parameter is the way along them, so any part is exact."""

from __future__ import annotations

import math

import numpy as np

from components.ifc.context import Context
from components.ifc.curves import UnknownCurve
from components.ifc.geometry import Geometry
from components.table import Floats

ALIGNED = ("IFCLINESEGMENT2D", "IFCCIRCULARARCSEGMENT2D")
_STEP = math.radians(3.0)
_OVER = 1e-6


def aligned(
    ctx: Context, geometry: Geometry, curve_id: int, start: float | None, end: float | None
) -> Floats:
    """(k, 4) x, y, z and exact length of the piece that leaves each point, of a segment between two distances along it.

    From 0 to 1 is the whole, as for other paths. UnknownCurve where the distances leave the segment.
    """
    keyword, args = ctx.keyword_of(curve_id), ctx.one(ctx.row_of(curve_id))
    scale, whole = ctx.units.length_mm, float(args[2])
    low, high = 0.0 if start is None else start, whole if end is None else end
    if (low, high) == (0.0, 1.0):
        high = whole
    if not (0.0 <= low < high <= whole * (1 + _OVER)):
        raise UnknownCurve(f"{keyword} ({low:g} – {high:g})")
    origin = geometry.points(np.array([int(args[0])]))[0]
    angle = float(args[1]) * ctx.units.angle_rad
    radius, turn = math.inf, 0.0
    if keyword == "IFCCIRCULARARCSEGMENT2D":
        radius = float(args[3])
        turn = (1.0 if args[4] == "T" else -1.0) / radius
    pieces = max(2, math.ceil((high - low) / radius / _STEP)) if turn else 1
    at = np.linspace(low, high, pieces + 1)
    # The chord from the start of the segment to a point s along it: sin(x) / x of its length, at half the turn.
    half = at * turn / 2
    reach = at * np.sinc(half / math.pi)
    points = np.zeros((pieces + 1, 4))
    points[:, 0] = origin[0] + reach * np.cos(angle + half) * scale
    points[:, 1] = origin[1] + reach * np.sin(angle + half) * scale
    points[:-1, 3] = (high - low) / pieces * scale
    return points
