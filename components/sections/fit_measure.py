"""Dimensions from sharp corners, for many outlines of one pattern at once.

A family has a pattern: its corners in the order of its outline, convex or re-entrant. Where the pattern of a drawn loop
is the same one turned, the two go corner by corner: the section's own axes come from its long straight sides, the
dimensions from the corners in these axes, and what the corners then miss is the error of the reading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from components.record import record
from components.sections.families import DIMENSION_COUNT, DIMENSIONS
from components.sections.fit_corners import Plane
from components.sections.outline import outlines
from components.table import Bools, Floats

_ALIKE = 0.10  # walls that a family has equal
_WIDTH = 0.005  # widths that a family has equal
_FLANGE = 0.04  # thicknesses of the two flanges of an I
_SHARP = 0.20  # of the thickness: the largest radius of a corner that a family has sharp
_LEAST_SLOPE = 0.01


@record
class Reading:
    """Outlines read as one family.

    dims: (n, 8). axis: (n,) the section's x axis as a unit complex number; origin: (n,) its origin in the drawing, mm;
    mirrored: (n,). miss: (n,) the largest distance from a drawn corner to that of the family, mm. good: (n,) bool,
    whether walls and corners that the family has equal or sharp are so. sharp: (n,) area, mm2, that a drawing has more
    than the family because its bends are drawn sharp; None: no such thing.
    """

    family: str
    dims: Floats
    axis: Plane
    origin: Plane
    mirrored: Bools
    miss: Floats
    good: Bools
    sharp: Floats | None = None


Reader = Callable[[Plane, Floats], Reading]


def dims_of(family: str, **columns: Floats) -> Floats:
    """(n, 8) rows of a family from named columns."""
    names = DIMENSIONS[family]
    out = np.zeros((len(next(iter(columns.values()))), DIMENSION_COUNT))
    for name, column in columns.items():
        out[:, names.index(name)] = column
    return out


def _unit(z: Plane) -> Plane:
    return np.asarray(z / np.maximum(np.abs(z), 1.0e-12))


def _sharp(family: str, dims: Floats) -> Plane:
    """(n, m) corners of a family without its radii."""
    bare = dims.copy()
    for name in ("r", "r2", "ro", "ri"):
        if name in DIMENSIONS[family]:
            bare[:, DIMENSIONS[family].index(name)] = 0.0
    loop = outlines(family, bare)[0][:, ::2]
    return np.asarray(loop[..., 0] + 1j * loop[..., 1])


def _read(family: str, dims: Floats, z: Plane, axis: Plane, corners: Plane, good: Bools) -> Reading:
    """z: the drawn corners; corners: those of the family in its own axes."""
    local = z / axis[:, None]
    shift = np.mean(local - corners, axis=1)
    miss = np.max(np.abs(local - corners - shift[:, None]), axis=1)
    return Reading(family, dims, axis, shift * axis, np.zeros(len(dims), np.bool_), miss, good)


def _spread(*columns: Floats) -> Bools:
    """(n,) whether walls are alike."""
    table = np.stack(columns)
    return np.asarray(np.ptp(table, axis=0) <= _ALIKE * np.max(table, axis=0))


def _slopes(local: Plane, tips: list[int], roots: list[int]) -> Floats:
    """Mean fall of flanges from root to tip, as a ratio; flat ones exactly 0."""
    step = local[:, tips] - local[:, roots]
    towards = np.where(local[:, tips].imag > 0.0, step.imag, -step.imag)
    slope = np.mean(towards / np.maximum(np.abs(step.real), 1.0e-9), axis=1)
    return np.where(np.abs(slope) < _LEAST_SLOPE, 0.0, slope)


def _toe(radius: Floats, tip: Floats, slope: Floats) -> Floats:
    """A toe radius is at most what the flange tip leaves room for."""
    turn = np.pi / 2.0 - np.arctan(slope)
    return np.asarray(np.minimum(radius, np.maximum(tip, 0.0) / np.tan(turn / 2.0)))


def _i(z: Plane, radii: Floats) -> Reading:
    return _flanged(z, radii, even=True)


def _im(z: Plane, radii: Floats) -> Reading:
    return _flanged(z, radii, even=False)


def _flanged(z: Plane, radii: Floats, even: bool) -> Reading:
    axis = _unit(z[:, 0] - z[:, 11] + z[:, 5] - z[:, 6])
    local = z / axis[:, None]
    local = local - np.mean(local[:, [0, 5, 6, 11]], axis=1)[:, None]
    x, y = local.real, local.imag
    h = (y[:, 5] + y[:, 6] - y[:, 0] - y[:, 11]) / 2.0
    low, high = x[:, 0] - x[:, 11], x[:, 5] - x[:, 6]
    web = np.stack([x[:, 2] - x[:, 9], x[:, 3] - x[:, 8]])
    bottom = (y[:, 1] + y[:, 2] + y[:, 9] + y[:, 10]) / 4.0 - (y[:, 0] + y[:, 11]) / 2.0
    top = (y[:, 5] + y[:, 6]) / 2.0 - (y[:, 3] + y[:, 4] + y[:, 7] + y[:, 8]) / 4.0
    tw, tf, b = web.mean(axis=0), (top + bottom) / 2.0, (low + high) / 2.0
    alike = (np.abs(low - high) <= _WIDTH * b) & (np.abs(top - bottom) <= _FLANGE * tf)
    slope = np.maximum(_slopes(local, [1, 4, 7, 10], [2, 3, 8, 9]), 0.0)
    r, toe = radii[:, [2, 3, 8, 9]].mean(axis=1), radii[:, [1, 4, 7, 10]].mean(axis=1)
    good = _spread(*web) & (np.max(radii[:, [0, 5, 6, 11]], axis=1) <= _SHARP * tf)
    if even:
        toe = _toe(toe, tf - slope * (b - tw) / 4.0, slope)
        dims = dims_of("I", h=h, b=b, tw=tw, tf=tf, r=r, r2=toe, slope=slope)
        return _read("I", dims, z, axis, _sharp("I", dims), good & alike)
    good &= ~alike & (slope == 0.0) & (toe <= _SHARP * tf)
    dims = dims_of("IM", h=h, b1=high, t1=top, b2=low, t2=bottom, tw=tw, r=r)
    return _read("IM", dims, z, axis, _sharp("IM", dims), good)


def _channel(z: Plane) -> tuple[Plane, Plane]:
    back = _unit(z[:, 7] - z[:, 0]) / 1j
    axis = _unit(z[:, 1] - z[:, 0] + z[:, 6] - z[:, 7] + back * np.abs(z[:, 7] - z[:, 0]))
    local = z / axis[:, None]
    return axis, local - ((local[:, 0] + local[:, 7]) / 2.0)[:, None]


def _c(z: Plane, radii: Floats) -> Reading:
    axis, local = _channel(z)
    x, y = local.real, local.imag
    h = y[:, 7] - y[:, 0]
    b = np.stack([x[:, 1] - x[:, 0], x[:, 6] - x[:, 7]])
    web = np.stack([x[:, 3] - x[:, 0], x[:, 4] - x[:, 7]])
    flange = np.stack([(y[:, 2] + y[:, 3]) / 2.0 - y[:, 0], y[:, 7] - (y[:, 4] + y[:, 5]) / 2.0])
    slope = np.maximum(_slopes(local, [2, 5], [3, 4]), 0.0)
    tw, tf = web.mean(axis=0), flange.mean(axis=0)
    r, toe = radii[:, [3, 4]].mean(axis=1), radii[:, [2, 5]].mean(axis=1)
    good = _spread(*web) & _spread(*flange) & (np.max(radii[:, [0, 1, 6, 7]], axis=1) <= _SHARP * tf)
    toe = _toe(toe, tf - slope * (b.mean(axis=0) - tw) / 2.0, slope)
    dims = dims_of("C", h=h, b=b.mean(axis=0), tw=tw, tf=tf, r=r, r2=toe, slope=slope)
    return _read("C", dims, z, axis, _sharp("C", dims), good)


def _plain_cc(z: Plane, radii: Floats) -> Reading:
    axis, _ = _channel(z)
    flat = _c(z, np.zeros_like(radii))
    h, b, tw, tf = flat.dims[:, :4].T
    t, ri = (tw + tf) / 2.0, radii[:, [3, 4]].mean(axis=1)
    good = flat.good & (np.abs(tw - tf) <= 0.02 * t) & (flat.dims[:, 6] == 0.0)
    good &= (np.max(radii[:, [1, 2, 5, 6]], axis=1) <= _SHARP * t) & _bent(ri, radii[:, [0, 7]], t)
    corners = _sharp("C", dims_of("C", h=h, b=b, tw=t, tf=t))
    return _read("CC", dims_of("CC", h=h, b=b, t=t, ri=ri), z, axis, corners, good)


def _undrawn(reading: Reading, bends: int, t: Floats) -> Reading:
    """Cold bends drawn sharp: a square corner holds (1 - pi/4) t2 more than the bend about it."""
    more = np.where(reading.dims[:, 4] <= _SHARP * t, bends * (1.0 - np.pi / 4.0) * t * t, 0.0)
    return replace(reading, sharp=more)


def _bent(ri: Floats, outer: Floats, t: Floats) -> Bools:
    """Outer bends one thickness larger than inner ones, or none at all where the bends are drawn sharp."""
    ro = outer.mean(axis=1)
    return np.asarray((np.abs(ro - ri - t) <= 0.25 * t) | ((ro <= _SHARP * t) & (ri <= _SHARP * t)))


def _l(z: Plane, radii: Floats) -> Reading:
    axis = _unit(z[:, 1] - z[:, 0] + (z[:, 5] - z[:, 0]) / 1j)
    local = (z - z[:, :1]) / axis[:, None]
    x, y = local.real, local.imag
    b, a = (x[:, 1] + x[:, 2]) / 2.0, (y[:, 4] + y[:, 5]) / 2.0
    walls = np.stack([y[:, 2] - y[:, 1], y[:, 3] - y[:, 0], x[:, 3] - x[:, 0], x[:, 4] - x[:, 5]])
    t = walls.mean(axis=0)
    good = _spread(*walls) & (np.max(radii[:, [0, 1, 5]], axis=1) <= _SHARP * t)
    toe = _toe(radii[:, [2, 4]].mean(axis=1), t, np.zeros_like(t))
    dims = dims_of("L", a=a, b=b, t=t, r=radii[:, 3], r2=toe)
    return _read("L", dims, z, axis, _sharp("L", dims), good)


def _t(z: Plane, radii: Floats) -> Reading:
    axis = _unit(z[:, 3] - z[:, 4])
    local = z / axis[:, None]
    local = local - np.mean(local[:, [3, 4]], axis=1)[:, None]
    x, y = local.real, local.imag
    h, b = -(y[:, 0] + y[:, 7]) / 2.0, x[:, 3] - x[:, 4]
    stem = np.stack([x[:, 0] - x[:, 7], x[:, 1] - x[:, 6]])
    tw, tf = stem.mean(axis=0), -np.mean(y[:, [1, 2, 5, 6]], axis=1)
    slope = np.maximum(-_slopes(local, [2, 5], [1, 6]), 0.0)  # the flange lies above its inner faces here
    r, toe = radii[:, [1, 6]].mean(axis=1), radii[:, [2, 5]].mean(axis=1)
    good = _spread(*stem) & (np.max(radii[:, [0, 3, 4, 7]], axis=1) <= _SHARP * tf)
    toe = _toe(toe, tf - slope * (b - tw) / 4.0, slope)
    dims = dims_of("T", h=h, b=b, tw=tw, tf=tf, r=r, r2=toe, slope=slope)
    return _read("T", dims, z, axis, _sharp("T", dims), good)


def _zed(z: Plane) -> tuple[Plane, Plane]:
    axis = _unit(z[:, 3] - z[:, 4] + z[:, 0] - z[:, 7] + (z[:, 1] - z[:, 0] + z[:, 4] - z[:, 5]) / 1j)
    local = z / axis[:, None]
    return axis, local - local.mean(axis=1)[:, None]


def _z(z: Plane, radii: Floats) -> Reading:
    axis, local = _zed(z)
    x, y = local.real, local.imag
    h = (y[:, 3] + y[:, 4] - y[:, 0] - y[:, 7]) / 2.0
    tw = (x[:, 0] + x[:, 1] - x[:, 4] - x[:, 5]) / 2.0
    flange = np.stack([y[:, 3] - y[:, 2], y[:, 4] - y[:, 1], y[:, 5] - y[:, 0], y[:, 6] - y[:, 7]])
    tf, b = flange.mean(axis=0), (x[:, 3] - x[:, 4] + x[:, 0] - x[:, 7]) / 2.0
    r, toe = radii[:, [1, 5]].mean(axis=1), radii[:, [2, 6]].mean(axis=1)
    good = _spread(*flange) & (np.max(radii[:, [0, 3, 4, 7]], axis=1) <= _SHARP * tf)
    dims = dims_of("Z", h=h, b=b, tw=tw, tf=tf, r=r, r2=_toe(toe, tf, np.zeros_like(tf)))
    return _read("Z", dims, z, axis, _sharp("Z", dims), good)


def _plain_cz(z: Plane, radii: Floats) -> Reading:
    axis, _ = _zed(z)
    flat = _z(z, np.zeros_like(radii))
    h, b, tw, tf = flat.dims[:, :4].T
    t, ri = (tw + tf) / 2.0, radii[:, [1, 5]].mean(axis=1)
    good = flat.good & (np.abs(tw - tf) <= 0.02 * t) & (np.max(radii[:, [2, 3, 6, 7]], axis=1) <= _SHARP * t)
    good &= _bent(ri, radii[:, [0, 4]], t)
    corners = _sharp("Z", dims_of("Z", h=h, b=b, tw=t, tf=t))
    return _read("CZ", dims_of("CZ", h=h, b=b, t=t, ri=ri), z, axis, corners, good)


def _cc(z: Plane, radii: Floats) -> Reading:
    axis = _unit(z[:, 11] - z[:, 10] + z[:, 8] - z[:, 9] + (z[:, 9] - z[:, 10]) / 1j)
    local = z / axis[:, None]
    local = local - np.mean(local[:, [9, 10]], axis=1)[:, None]
    x, y = local.real, local.imag
    h, b = y[:, 9] - y[:, 10], (x[:, 8] - x[:, 9] + x[:, 11] - x[:, 10]) / 2.0
    walls = np.stack([
        x[:, 0] - x[:, 1], x[:, 3] - x[:, 10], x[:, 7] - x[:, 6], y[:, 2] - y[:, 11], y[:, 8] - y[:, 5],
        y[:, 3] - y[:, 10],
    ])  # fmt: skip
    t = walls.mean(axis=0)
    c = (y[:, 0] - y[:, 11] + y[:, 8] - y[:, 7]) / 2.0
    ri = radii[:, 2:6].mean(axis=1)
    good = _spread(*walls) & _bent(ri, radii[:, 8:], t) & (c > t)
    good &= np.max(radii[:, [0, 1, 6, 7]], axis=1) <= _SHARP * t
    px = np.stack([b, b - t, b - t, t, t, b - t, b - t, b, b, 0 * b, 0 * b, b], axis=1)
    half = h / 2.0
    py = np.stack([c - half, c - half, t - half, t - half], axis=1)
    py = np.concatenate([py, -py[:, ::-1], np.stack([half, half, -half, -half], axis=1)], axis=1)
    read = _read("CC", dims_of("CC", h=h, b=b, c=c, t=t, ri=ri), z, axis, px + 1j * py, good)
    return _undrawn(read, 4, t)


def _cz(z: Plane, radii: Floats) -> Reading:
    axis = _unit(z[:, 5] - z[:, 6] + z[:, 0] - z[:, 11] + (z[:, 1] - z[:, 0] + z[:, 6] - z[:, 7]) / 1j)
    local = z / axis[:, None]
    local = local - local.mean(axis=1)[:, None]
    half = (local[:, :6] - local[:, 6:]) / 2.0
    x, y = half.real, half.imag
    walls = np.stack([x[:, 0] + x[:, 1], x[:, 4] - x[:, 3], y[:, 5] - y[:, 2], y[:, 5] - y[:, 1]])
    t, h, c = walls.mean(axis=0), y[:, 5] - y[:, 0], y[:, 5] - y[:, 4]
    b = x[:, 5] + t / 2.0
    ri = radii[:, [1, 2, 7, 8]].mean(axis=1)
    good = _spread(*walls) & _bent(ri, radii[:, [0, 5, 6, 11]], t) & (c > t)
    good &= np.max(radii[:, [3, 4, 9, 10]], axis=1) <= _SHARP * t
    px, o = b - t / 2.0, h / 2.0
    corner = np.stack([t / 2 - 1j * o, t / 2 + 1j * (o - t), px - t + 1j * (o - t), px - t + 1j * (o - c),
                       px + 1j * (o - c), px + 1j * o], axis=1)  # fmt: skip
    corners = np.concatenate([corner, -corner], axis=1)
    return _undrawn(_read("CZ", dims_of("CZ", h=h, b=b, c=c, t=t, ri=ri), z, axis, corners, good), 4, t)


PATTERNS: Final[dict[str, tuple[Reader, ...]]] = {
    "++--++++--++": (_i, _im),
    "+++--+++": (_plain_cc, _c),
    "+++-++": (_l,),
    "+-++++-+": (_t,),
    "+-+++-++": (_plain_cz, _z),
    "++----++++++": (_cc,),
    "+--++++--+++": (_cz,),
}
"""Corners of the open families in the order of their outlines, and who reads them."""

HANDED: Final = frozenset({"+-+++-++", "+--++++--+++"})
"""Patterns that a mirrored section shares but does not fit: they are read both ways round."""
