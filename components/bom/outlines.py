"""What marks a profile: corners, the middles of arcs, circles; redundant points on straight sides left out."""

from __future__ import annotations

import numpy as np

from components.record import record
from components.table import Codes, Floats

CORNER, ARC, ROUND, VOID_CORNER, VOID_ARC, VOID_ROUND, PLANE, VERTEX = range(8)
"""Kinds of points. VOID: of what is cut out. ROUND: the middle of a full circle, with its radius."""
VOID = 3
"""From the label of an outer point to that of the same point of a hole."""
_STRAIGHT_MM = 1e-3


@record
class Key:
    """Key points of a profile or of one loop. xy: (n, 2) mm. label: (n,). value: (n,) radius of a circle, mm."""

    xy: Floats
    label: Codes
    value: Floats

    @property
    def rectangle(self) -> bool:
        """Four square corners and nothing else."""
        if len(self.xy) != 4 or self.label.any():
            return False
        side = np.roll(self.xy, -1, axis=0) - self.xy
        long = np.linalg.norm(side, axis=1)
        square = np.abs((side * np.roll(side, -1, axis=0)).sum(axis=1))
        return bool((long > 0).all() and (square <= 1e-6 * long * np.roll(long, -1)).all())


def loop_key(loop: Floats, void: bool = False) -> Key:
    """Key points of one closed loop (k, 3) of (x, y, bulge)."""
    shift = VOID if void else 0
    ring = _circle(loop)
    if ring is not None:
        return Key(ring[None, :2], np.array([ROUND + shift], np.int32), ring[2:])
    loop = _bare(loop)
    xy, bulge = loop[:, :2], loop[:, 2]
    step = np.roll(xy, -1, axis=0) - xy
    bent = np.abs(bulge) > 1e-9
    # The middle of an arc lies bulge x half the chord to the right of it.
    middle = xy + step / 2 + np.stack((step[:, 1], -step[:, 0]), axis=1) * bulge[:, None] / 2
    points = np.concatenate((xy, middle[bent]))
    label = np.concatenate((np.full(len(xy), CORNER), np.full(int(bent.sum()), ARC))).astype(np.int32) + shift
    return Key(points, label, np.zeros(len(points)))


def profile_key(loops: tuple[Floats, ...]) -> Key:
    """Key points of a profile: outer loops run counter-clockwise, holes clockwise."""
    keys = [loop_key(loop, _area(loop) < 0) for loop in loops if len(loop) >= 2]
    if not keys:
        return Key(np.zeros((0, 2)), np.zeros(0, np.int32), np.zeros(0))
    return Key(*(np.concatenate([getattr(k, f) for k in keys]) for f in ("xy", "label", "value")))


def _area(loop: Floats) -> float:
    x, y, bulge = loop.T
    x1, y1 = np.roll(x, -1), np.roll(y, -1)
    chord = np.hypot(x1 - x, y1 - y)
    sweep = 4 * np.arctan(bulge)
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.where(np.abs(bulge) > 1e-12, chord * (1 + bulge**2) / (4 * np.abs(bulge)), 0.0)
    return float(((x * y1 - x1 * y) + r**2 * (sweep - np.sin(sweep))).sum() / 2)


def _circle(loop: Floats) -> Floats | None:
    """(3,) centre and radius where the loop is one full circle, else None."""
    x, y, bulge = loop.T
    if len(loop) < 2 or not (np.abs(bulge) > 1e-9).all():
        return None
    x1, y1 = np.roll(x, -1), np.roll(y, -1)
    off = (1 - bulge**2) / (4 * bulge)
    centres = np.stack(((x + x1) / 2 - off * (y1 - y), (y + y1) / 2 + off * (x1 - x)), axis=1)
    radius = np.hypot(x - centres[:, 0], y - centres[:, 1])
    whole = abs(abs(4 * np.arctan(bulge).sum()) - 2 * np.pi) < 1e-6
    if (
        not whole
        or np.ptp(radius) > 1e-6 * radius[0] + 1e-9
        or np.ptp(centres, axis=0).max() > 1e-6 * radius[0] + 1e-9
    ):
        return None
    return np.array([*centres.mean(axis=0), radius.mean()])


def _bare(loop: Floats) -> Floats:
    """The loop without doubled points and without points in the middle of straight sides."""
    step = np.roll(loop[:, :2], -1, axis=0) - loop[:, :2]
    loop = loop[np.hypot(step[:, 0], step[:, 1]) > _STRAIGHT_MM]
    if len(loop) < 3:
        return loop
    before, after = np.roll(loop, 1, axis=0), np.roll(loop, -1, axis=0)
    way = after[:, :2] - before[:, :2]
    off = np.abs(way[:, 0] * (loop[:, 1] - before[:, 1]) - way[:, 1] * (loop[:, 0] - before[:, 0]))
    flat = off <= _STRAIGHT_MM * np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)
    straight = (np.abs(loop[:, 2]) < 1e-9) & (np.abs(before[:, 2]) < 1e-9)
    return loop[~(flat & straight)]
