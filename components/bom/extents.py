"""Outline box, mass and centre of gravity of pieces, in the axes of the main part."""

from __future__ import annotations

import numpy as np

from components.bom.bill import Bill
from components.bom.outlines import PLANE, ROUND, VOID, VOID_ROUND
from components.bom.shapes import world_points
from components.record import record
from components.table import Bools, Floats, Ints


@record
class Extents:
    """box: (p, 3) mm along, across and above the main part. centre: (p, 3) mm from the box's low corner. mass: (p,) kg.

    A plate's axis is through its thickness, and a faceted body has none: there the sides stand from long to short.
    NaN where a part of the piece has no body (box and centre), or no mass (centre and mass).
    """

    box: Floats
    centre: Floats
    mass: Floats


def extents(bill: Bill, pieces: Ints) -> Extents:
    """Box and centre of some pieces. Parts weigh at the middle of their axis, or of their own box without an axis."""
    if not len(pieces):
        return Extents(np.zeros((0, 3)), np.zeros((0, 3)), np.zeros(0))
    m, c = bill.marking, bill.model.components
    place = np.full(len(m.piece_mark), -1, np.int64)
    place[pieces] = np.arange(len(pieces))
    held = m.belonging.piece_of
    rows = np.flatnonzero(m.steel & (held >= 0) & (place[np.maximum(held, 0)] >= 0))
    owner = place[held[rows]]
    main = m.belonging.pieces.main[pieces]
    frame = main_frames(bill, main)
    part, label, value, points = world_points(bill.facts, c.element[rows], m.shapes.keys)
    real = (label != PLANE) & (label < PLANE + 2)
    part, label, value, points = part[real], label[real], value[real], points[real]
    local = np.einsum("nij,nj->ni", frame[owner[part]], points)
    reach = _round_reach(bill, rows, frame[owner], part, label, value)
    low, high = (np.full((len(rows), 3), s * np.inf) for s in (1.0, -1.0))
    np.minimum.at(low, part, local - reach)
    np.maximum.at(high, part, local + reach)
    known = np.isfinite(low).all(axis=1)
    middle = _middles(
        bill,
        rows,
        frame[owner],
        np.where(known[:, None], low, np.nan) / 2 + np.where(known[:, None], high, np.nan) / 2,
    )
    mass = np.where(np.isfinite(c.net_mass_kg[rows]), c.net_mass_kg[rows], np.nan)
    n = len(pieces)
    total = np.bincount(owner, np.nan_to_num(mass), minlength=n)
    first, last = (np.full((n, 3), s * np.inf) for s in (1.0, -1.0))
    np.minimum.at(first, owner, low)
    np.maximum.at(last, owner, high)
    lost = np.bincount(owner, ~known, minlength=n) > 0
    unweighed = np.bincount(owner, ~np.isfinite(mass), minlength=n) > 0
    sums = np.stack(
        [np.bincount(owner, np.nan_to_num(mass * middle[:, k]), minlength=n) for k in range(3)], axis=1
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = sums / total[:, None] - first
    box = np.where(lost[:, None], np.nan, last - first)
    turn = _long_first(bill, main, box)
    box, centre = np.take_along_axis(box, turn, axis=1), np.take_along_axis(centre, turn, axis=1)
    return Extents(
        box,
        np.where((lost | unweighed | (total <= 0))[:, None], np.nan, centre),
        np.where(unweighed, np.nan, total),
    )


def _long_first(bill: Bill, main: Ints, box: Floats) -> Ints:
    """(p, 3) which side of a box stands first, second and third: as they are, or from long to short."""
    c = bill.model.components
    barlike = np.zeros(len(c), np.bool_)
    barlike[bill.model.axes.component] = True
    barlike &= ~c.category.isin(("plate", "bent_plate"))
    sides = np.nan_to_num(box)
    return np.where(barlike[main][:, None], np.arange(3), np.argsort(-sides, axis=1, kind="stable"))


def main_frames(bill: Bill, main: Ints) -> Floats:
    """(p, 3, 3) rows along, across and above each main part: along its axis, above nearest to the vertical.

    A part without an axis (a faceted body) keeps the axes of the world.
    """
    axes = bill.model.axes
    at = np.full(len(bill.model.components), -1, np.int64)
    at[axes.component] = np.arange(len(axes))
    k = at[main]
    along = (
        np.where((k >= 0)[:, None], axes.end[np.maximum(k, 0)] - axes.start[np.maximum(k, 0)], np.nan)
        if len(axes)
        else np.full((len(main), 3), np.nan)
    )
    up = axes.up[np.maximum(k, 0)] if len(axes) else np.full((len(main), 3), np.nan)
    long = np.linalg.norm(along, axis=1)
    fine = np.isfinite(long) & (long > 1e-9) & np.isfinite(up).all(axis=1)
    u = np.where(fine[:, None], along / np.where(fine, long, 1.0)[:, None], (1.0, 0.0, 0.0))
    v = np.where(fine[:, None], up, (0.0, 0.0, 1.0))
    v = v - (v * u).sum(axis=1)[:, None] * u
    short = np.linalg.norm(v, axis=1)
    v = np.where((short > 1e-9)[:, None], v / np.maximum(short, 1e-12)[:, None], (0.0, 0.0, 1.0))
    side = np.cross(v, u)
    upright = np.abs(v[:, 2]) >= np.abs(side[:, 2])
    above = np.where(upright[:, None], v, side)
    above = above * np.where(above[:, 2:] < 0, -1.0, 1.0)
    return np.stack((u, np.cross(above, u), above), axis=1)


def _round_reach(bill: Bill, rows: Ints, frame: Floats, part: Ints, label: Ints, value: Floats) -> Floats:
    """(m, 3) how far a circle around an axis point reaches along each axis of the frame."""
    axes = bill.model.axes
    way = np.full((len(bill.model.components), 3), np.nan)
    way[axes.component] = axes.end - axes.start
    way = way[rows]
    unit = way / np.maximum(np.linalg.norm(way, axis=1), 1e-12)[:, None]
    cosine = np.einsum("nij,nj->ni", frame, unit)
    across = np.sqrt(np.clip(1.0 - np.where(np.isfinite(cosine), cosine, 0.0) ** 2, 0.0, 1.0))
    ring: Bools = label == ROUND
    assert VOID_ROUND == ROUND + VOID
    return np.where(ring[:, None], value[:, None] * across[part], 0.0)


def _middles(bill: Bill, rows: Ints, frame: Floats, boxes: Floats) -> Floats:
    axes = bill.model.axes
    middle = np.full((len(bill.model.components), 3), np.nan)
    middle[axes.component] = (axes.start + axes.end) / 2
    own = np.einsum("nij,nj->ni", frame, middle[rows])
    return np.where(np.isfinite(own), own, boxes)
