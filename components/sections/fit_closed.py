"""Rectangles, hollow sections, rounds and tubes from the corners or circles of their loops."""

from __future__ import annotations

import numpy as np

from components.sections.fit_corners import Plane
from components.sections.fit_measure import Reading, dims_of
from components.table import Floats

_ALIKE = 0.05


def _upright(z: Plane, radii: Floats) -> tuple[Plane, Floats]:
    """The corners turned in their order so that the first side is the shorter one."""
    wide = np.abs(z[:, 1] - z[:, 0]) > np.abs(z[:, 2] - z[:, 1]) * (1.0 + 1.0e-9)
    return (
        np.where(wide[:, None], np.roll(z, -1, axis=1), z),
        np.where(wide[:, None], np.roll(radii, -1, axis=1), radii),
    )


def _box(z: Plane) -> tuple[Plane, Plane, Floats, Floats, Floats]:
    """Axis, centre, width, height and how far the corners are off the rectangle."""
    axis = z[:, 1] - z[:, 0] + z[:, 2] - z[:, 3] + (z[:, 2] - z[:, 1] + z[:, 3] - z[:, 0]) / 1j
    axis = axis / np.maximum(np.abs(axis), 1.0e-12)
    centre = z.mean(axis=1)
    local = (z - centre[:, None]) / axis[:, None]
    x, y = np.abs(local.real).mean(axis=1), np.abs(local.imag).mean(axis=1)
    corners = np.stack([-x - 1j * y, x - 1j * y, x + 1j * y, -x + 1j * y], axis=1)
    return axis, centre, 2.0 * x, 2.0 * y, np.max(np.abs(local - corners), axis=1)


def flat(z: Plane, radii: Floats) -> Reading:
    """Rectangles with sharp corners, (n, 4)."""
    z, radii = _upright(z, radii)
    axis, centre, t, b, miss = _box(z)
    good = radii.max(axis=1) <= 0.02 * t
    none = np.zeros(len(z), np.bool_)
    return Reading("FLAT", dims_of("FLAT", b=b, t=t), axis, centre, none, miss, good)


def _hollow(z: Plane, radii: Floats, inner: Plane, inside: Floats) -> tuple[Floats, Reading]:
    """Walls left, right, bottom, top (4, n), and the section read with equal ones."""
    z, radii = _upright(z, radii)
    axis, centre, b, h, miss = _box(z)
    rows = np.arange(len(z))
    first = np.argmin(np.abs(inner - z[:, :1]), axis=1)
    order = (first[:, None] + np.arange(4)) % 4
    inner, inside = inner[rows[:, None], order], inside[rows[:, None], order]
    local = (inner - centre[:, None]) / axis[:, None]
    x, y = local.real, local.imag
    walls = np.stack([
        (x[:, 0] + x[:, 3]) / 2.0 + b / 2.0, b / 2.0 - (x[:, 1] + x[:, 2]) / 2.0,
        (y[:, 0] + y[:, 1]) / 2.0 + h / 2.0, h / 2.0 - (y[:, 2] + y[:, 3]) / 2.0,
    ])  # fmt: skip
    left, right, bottom, top = walls
    corners = np.stack([
        left - b / 2 + 1j * (bottom - h / 2), b / 2 - right + 1j * (bottom - h / 2),
        b / 2 - right + 1j * (h / 2 - top), left - b / 2 + 1j * (h / 2 - top),
    ], axis=1)  # fmt: skip
    miss = np.maximum(miss, np.max(np.abs(local - corners), axis=1))
    dims = dims_of("RHS", h=h, b=b, t=walls.mean(axis=0), ro=radii.mean(axis=1), ri=inside.mean(axis=1))
    good = (np.ptp(radii, axis=1) <= 0.3 * walls.mean(axis=0)) & (walls.min(axis=0) > 0.0)
    return walls, Reading("RHS", dims, axis, centre, np.zeros(len(z), np.bool_), miss, good)


def tube(z: Plane, radii: Floats, inner: Plane, inside: Floats) -> Reading:
    """Rectangular tubes of one wall; corners (n, 4) outside and, counter-clockwise too, inside."""
    walls, read = _hollow(z, radii, inner, inside)
    even = np.ptp(walls, axis=0) <= _ALIKE * walls.max(axis=0)
    return Reading("RHS", read.dims, read.axis, read.origin, read.mirrored, read.miss, read.good & even)


def welded(z: Plane, radii: Floats, inner: Plane, inside: Floats) -> Reading:
    """Welded boxes: two walls of one thickness, two of another, all corners sharp."""
    walls, read = _hollow(z, radii, inner, inside)
    left, right, bottom, top = walls
    tw, tf = (left + right) / 2.0, (bottom + top) / 2.0
    h, b, _, ro, ri = read.dims[:, :5].T
    even = (np.abs(left - right) <= _ALIKE * tw) & (np.abs(top - bottom) <= _ALIKE * tf)
    even &= np.ptp(walls, axis=0) > _ALIKE * walls.max(axis=0)
    even &= np.maximum(ro, ri) <= 0.2 * np.minimum(tw, tf)
    dims = dims_of("BOX", h=h, b=b, tw=tw, tf=tf)
    return Reading("BOX", dims, read.axis, read.origin, read.mirrored, read.miss, read.good & even)


def bar(centre: Plane, diameter: Floats) -> Reading:
    """Round bars from circles (n,)."""
    none, one = np.zeros(len(centre)), np.ones(len(centre), np.complex128)
    return Reading("ROUND", dims_of("ROUND", d=diameter), one, centre, none > 0, none, none == 0)


def pipe(centre: Plane, diameter: Floats, hole: Plane, bore: Floats) -> Reading:
    """Round tubes from an outer and an inner circle, (n,) each."""
    off, t = np.abs(centre - hole), (diameter - bore) / 2.0
    one = np.ones(len(centre), np.complex128)
    dims = dims_of("CHS", d=diameter, t=t)
    return Reading("CHS", dims, one, centre, off < 0, off, (t > 0) & (off <= _ALIKE * t))
