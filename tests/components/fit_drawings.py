"""Outlines as programs draw them: turned, moved, mirrored, arcs as chords. Written without the code under test."""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterable

import numpy as np

from components.table import Floats


def loop(*points: tuple[float, ...]) -> Floats:
    """A loop from (x, y) or (x, y, bulge)."""
    return np.array([(*p, 0.0)[:3] for p in points], dtype=np.float64)


def placed(
    loops: Iterable[Floats], angle: float = 0.0, move: complex = 0j, mirror: bool = False
) -> list[Floats]:
    """The loops mirrored in the y axis, turned counter-clockwise and moved."""
    out = []
    for part in loops:
        w, bulge = part[:, 0] + 1j * part[:, 1], part[:, 2]
        if mirror:
            w, bulge = -w.conj()[::-1], np.roll(bulge[::-1], -1)
        w = w * cmath.exp(1j * angle) + move
        out.append(np.column_stack((w.real, w.imag, bulge)))
    return out


def chorded(part: Floats, per_quarter: int) -> Floats:
    """Every arc as equal chords between points on it."""
    out: list[tuple[float, float, float]] = []
    for (x0, y0, bulge), (x1, y1, _) in zip(part, np.roll(part, -1, axis=0), strict=True):
        if abs(bulge) < 1e-12:
            out.append((x0, y0, 0.0))
            continue
        start, end = complex(x0, y0), complex(x1, y1)
        sweep = 4.0 * math.atan(bulge)
        centre = (start + end) / 2 + 0.5j * (end - start) * (1 - bulge**2) / (2 * bulge)
        n = max(2, round(per_quarter * abs(sweep) / (math.pi / 2)))
        on_arc = [centre + (start - centre) * cmath.exp(1j * sweep * k / n) for k in range(n)]
        out += [(p.real, p.imag, 0.0) for p in on_arc]
    return np.array(out)


def shoelace(part: Floats) -> float:
    """Signed area of a loop without arcs."""
    x, y = part[:, 0], part[:, 1]
    return 0.5 * float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
