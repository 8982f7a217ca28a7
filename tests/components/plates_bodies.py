"""Faceted bodies drawn for tests: prisms of an outline with holes, cut by an end plane, moved and turned."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from components.takeoff.solids.shells import Shell, shell_from

Points = NDArray[np.float64]


def prism(
    outline: list[tuple[float, float]],
    depth: float,
    holes: tuple[list[tuple[float, float]], ...] = (),
    lean: tuple[float, float] = (0.0, 0.0),
    move: Points | None = None,
) -> Shell:
    """An outline (counter-clockwise) swept along z; its top leans: z = depth + lean . (x, y). move: (4, 4) matrix."""
    rings = [outline, *(hole[::-1] for hole in holes)]
    points: list[tuple[float, float, float]] = []
    low: list[tuple[int, ...]] = []
    high: list[tuple[int, ...]] = []
    faces: list[list[tuple[int, ...]]] = []
    for ring in rings:
        n, first = len(ring), len(points)
        points += [(x, y, 0.0) for x, y in ring]
        points += [(x, y, depth + lean[0] * x + lean[1] * y) for x, y in ring]
        bottom, top = list(range(first, first + n)), list(range(first + n, first + 2 * n))
        low.append(tuple(bottom[::-1]))
        high.append(tuple(top))
        faces += [[(bottom[k], bottom[(k + 1) % n], top[(k + 1) % n], top[k])] for k in range(n)]
    xyz = np.array(points)
    if move is not None:
        xyz = xyz @ move[:3, :3].T + move[:3, 3]
    shell = shell_from(xyz, [low, high, *faces])
    assert shell is not None
    return shell


def circle(x: float, y: float, d: float, n: int) -> list[tuple[float, float]]:
    """A regular polygon on the circle of diameter d."""
    return [
        (x + d / 2 * math.cos(2 * math.pi * k / n), y + d / 2 * math.sin(2 * math.pi * k / n))
        for k in range(n)
    ]


def polygon_area(d: float, n: int) -> float:
    """Area of a regular polygon on the circle of diameter d."""
    return n / 2 * (d / 2) ** 2 * math.sin(2 * math.pi / n)


def turned(rx: float, ry: float, rz: float, at: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> Points:
    """(4, 4) rotation by three angles and a shift."""
    move = np.eye(4)
    for axis, angle in enumerate((rx, ry, rz)):
        c, s = math.cos(angle), math.sin(angle)
        i, j = [k for k in range(3) if k != axis]
        part = np.eye(4)
        part[i, i], part[i, j], part[j, i], part[j, j] = c, -s, s, c
        move = part @ move
    move[:3, 3] = at
    return move


def folded(
    legs: list[float], angles: list[float], t: float, r: float, chords: int
) -> list[tuple[float, float]]:
    """Outline of a bent strip: straight legs, bends (rad) of inner radius r drawn with chords."""
    left: list[tuple[float, float]] = []
    right: list[tuple[float, float]] = []
    x = y = heading = 0.0

    def mark() -> None:
        nx, ny = -math.sin(heading), math.cos(heading)
        left.append((x + nx * t / 2, y + ny * t / 2))
        right.append((x - nx * t / 2, y - ny * t / 2))

    mark()
    for k, leg in enumerate(legs):
        x, y = x + leg * math.cos(heading), y + leg * math.sin(heading)
        mark()
        if k == len(angles):
            break
        step = angles[k] / chords
        reach = 2 * (r + t / 2) * math.sin(abs(step) / 2)
        for _ in range(chords):
            x, y = x + reach * math.cos(heading + step / 2), y + reach * math.sin(heading + step / 2)
            heading += step
            mark()
    return right + left[::-1]
