"""Two outlines as one double section: channels or angles back to back, together or a gap apart."""

from __future__ import annotations

import numpy as np

from components.record import valued
from components.sections.families import DIMENSION_COUNT, DIMENSIONS, Shape
from components.sections.fit_measure import Reading

_ALIKE = 0.01
_TURN = 0.01
_OFF = 0.005


@valued
class Piece:
    """One outline read: its shape, its x axis and origin in the drawing as complex numbers, and its hand."""

    shape: Shape
    axis: complex
    origin: complex
    mirrored: bool


def read(first: Piece, second: Piece) -> Reading | None:
    """The double section that two pieces make; None where they make none."""
    if first.shape.family != second.shape.family or first.shape.family not in ("C", "L"):
        return None
    one, two = np.array(first.shape.dims), np.array(second.shape.dims)
    if np.any(np.abs(one - two) > _ALIKE * np.maximum(one, two) + 0.1):
        return None
    mean = (one + two) / 2.0
    if first.shape.family == "C":
        return _channels(first, second, mean.tolist())
    return _angles(first, second, mean.tolist())


def _reading(family: str, values: dict[str, float], axis: complex, origin: complex, miss: float) -> Reading:
    dims = np.zeros((1, DIMENSION_COUNT))
    for name, value in values.items():
        dims[0, DIMENSIONS[family].index(name)] = value
    no, yes = np.array([False]), np.array([True])
    return Reading(family, dims, np.array([axis]), np.array([origin]), no, np.array([miss]), yes)


def _apart(right: complex, left: complex, along: complex, size: float) -> tuple[float, float] | None:
    """Gap and misfit of two backs; None where one lies in front of the other."""
    between = (right - left) * along.conjugate()
    if between.real < -_OFF * size or abs(between.imag) > _OFF * size:
        return None
    return max(between.real, 0.0), abs(between.imag)


def _channels(first: Piece, second: Piece, mean: list[float]) -> Reading | None:
    if abs(first.axis + second.axis) > _TURN:
        return None
    placed = _apart(first.origin, second.origin, first.axis, mean[0])
    if placed is None:
        return None
    values = dict(zip(DIMENSIONS["C"][:7], mean[:7], strict=True)) | {"gap": placed[0]}
    return _reading("2C", values, first.axis, (first.origin + second.origin) / 2.0, placed[1])


def _legs(piece: Piece) -> list[tuple[complex, complex, bool]]:
    """Directions of the upright and of the lying leg, for either leg taken as the upright one."""
    upright, lying = piece.axis * 1j, -piece.axis if piece.mirrored else piece.axis
    return [(upright, lying, True), (lying, upright, False)]


def _angles(first: Piece, second: Piece, mean: list[float]) -> Reading | None:
    a, b, t, r, r2 = mean[:5]
    for up, out, is_a in _legs(first):
        for other_up, other_out, other_is_a in _legs(second):
            same = is_a == other_is_a or abs(a - b) <= _ALIKE * a
            if not same or abs(up - other_up) > _TURN or abs(out + other_out) > _TURN:
                continue
            placed = _apart(first.origin, second.origin, out, max(a, b))
            if placed is None:
                continue
            values = {
                "a": a if is_a else b,
                "b": b if is_a else a,
                "t": t,
                "r": r,
                "r2": r2,
                "gap": placed[0],
            }
            middle = (first.origin + second.origin) / 2.0
            return _reading("2L", values, up * 1j, middle, placed[1])  # its stem hangs down
    return None
