"""What of a part stands above outdoor ground: by volume, exactly for prisms and closed faceted bodies."""

from __future__ import annotations

import numpy as np
import shapely

from components.facts import Facts
from components.table import Bools, Floats, Ints, unique
from components.takeoff.building.bodies import FACETED, SWEPT, UPRIGHT, Drawn
from components.takeoff.building.plan import item_plans

_TOUCH_MM = 1e-3


def shares_above(
    facts: Facts,
    drawn: Drawn,
    elements: Ints,
    low: Floats,
    high: Floats,
    ground: float,
    holes: dict[int, list[int]],
) -> tuple[Floats, Bools]:
    """(n,) share of each element's volume above a height in the world, and whether it is exact.

    Elements wholly on one side are exact. NaN where nothing says where the element is.
    """
    share = np.where(low >= ground - _TOUCH_MM, 1.0, np.where(high <= ground + _TOUCH_MM, 0.0, np.nan))
    exact = np.isfinite(share)
    first, last = drawn.span(elements)
    across = np.isnan(share) & np.isfinite(low) & np.isfinite(high) & (last > first)
    if not across.any():
        return share, exact
    at = np.minimum(first, len(drawn.owner) - 1)
    pierced = (
        np.isin(elements, np.array(sorted(holes), np.int64)) if holes else np.zeros(len(elements), np.bool_)
    )
    plain = across & (last - first == 1) & (drawn.form[at] == UPRIGHT) & ~drawn.clipped[at] & ~pierced
    height = (high - ground) / np.where(high > low, high - low, 1.0)
    share[plain], exact[plain] = height[plain], True
    for i in np.flatnonzero(across & ~plain).tolist():
        rows = np.arange(first[i], last[i])
        share[i], exact[i] = _one(facts, drawn, rows, holes.get(int(elements[i]), []), ground)
        if not np.isfinite(share[i]):
            share[i], exact[i] = height[i], False
    return share, exact


def _one(facts: Facts, drawn: Drawn, rows: Ints, cut: list[int], ground: float) -> tuple[float, bool]:
    """The share of one element that crosses the height."""
    exact = not bool(drawn.clipped[rows].any())
    if (drawn.form[rows] == UPRIGHT).all() and (cut or len(rows) > 1):
        below, above, fine = _stacked(facts, drawn, rows, cut, ground)
    else:
        pairs = [_faces(facts, drawn, int(r), ground) for r in rows]
        below, above = sum(p[0] for p in pairs), sum(p[1] for p in pairs)
        fine = not cut
    whole = below + above
    return (above / whole if whole > 0 else float("nan")), exact and fine


def _stacked(
    facts: Facts, drawn: Drawn, rows: Ints, cut: list[int], ground: float
) -> tuple[float, float, bool]:
    """Volumes below and above of upright prisms less their openings, slice by slice between all their heights."""
    openings = np.array(cut, np.int64)
    solid, void = item_plans(facts, drawn, rows), item_plans(facts, drawn, openings)
    fine = all(_is_stack(drawn, int(r)) for r in openings)
    heights = unique(
        np.concatenate(
            (drawn.low[rows], drawn.high[rows], drawn.low[openings], drawn.high[openings], [ground])
        )
    )
    below = above = 0.0
    for a, b in zip(heights[:-1].tolist(), heights[1:].tolist(), strict=True):
        middle = (a + b) / 2
        here = solid[(drawn.low[rows] < middle) & (drawn.high[rows] > middle)]
        gone = void[(drawn.low[openings] < middle) & (drawn.high[openings] > middle)]
        left = shapely.union_all(here[~shapely.is_missing(here)])
        gone = gone[~shapely.is_missing(gone)]
        if len(gone):
            left = shapely.difference(left, shapely.union_all(gone))
        volume = float(shapely.area(left)) * (b - a)
        below, above = (below + volume, above) if middle < ground else (below, above + volume)
    return below, above, fine


def _is_stack(drawn: Drawn, row: int) -> bool:
    """Whether an opening has the same plan at every height: an upright prism, or a rectangle swept level."""
    if drawn.form[row] == UPRIGHT:
        return True
    ring = drawn.ring[row]
    if drawn.form[row] != SWEPT or len(ring) != 4 or abs(drawn.sweep[row, 2]) > 1e-6:
        return False
    side = np.roll(ring, -1, axis=0) - ring
    level, upright = np.abs(side[:, 2]) < 1e-6, np.hypot(side[:, 0], side[:, 1]) < 1e-6
    return bool((level | upright).all() and level.sum() == 2)


def _faces(facts: Facts, drawn: Drawn, row: int, ground: float) -> tuple[float, float]:
    """Volumes below and above of one body by its faces: the flux of (x, 0, 0), to which a level cut adds nothing."""
    if drawn.form[row] == FACETED:
        triangles = _fan_mesh(facts, drawn, row)
    elif drawn.form[row] in (SWEPT, UPRIGHT):
        triangles = _fan_prism(drawn, row)
    else:
        return 0.0, 0.0
    triangles = triangles - np.array([*triangles.reshape(-1, 3)[0][:2], ground])
    whole = _flux(triangles)
    low = _flux(_cut(triangles))
    return abs(low), abs(whole - low)


def _fan(ring: Floats) -> Floats:
    """(k - 2, 3, 3) triangles from the first corner; where the ring is not convex they overlap and cancel."""
    return np.stack((np.broadcast_to(ring[0], ring[1:-1].shape), ring[1:-1], ring[2:]), axis=1)


def _fan_prism(drawn: Drawn, row: int) -> Floats:
    """Triangles of a prism's two ends and sides, holes included, all turned the same way."""
    parts = []
    rings = [drawn.ring[row], *(drawn.hole[int(h)] for h in np.flatnonzero(drawn.hole_of == row))]
    sweep = drawn.sweep[row]
    sign = 1.0
    for number, ring in enumerate(rings):
        turned = float(np.cross(ring - ring[0], np.roll(ring, -1, axis=0) - ring[0]).sum(axis=0) @ sweep)
        if number == 0:
            sign = turned
        if (turned > 0) == (sign > 0) and number > 0:
            ring = ring[::-1]
        start, end = _fan(ring), _fan(ring + sweep)
        following = np.roll(ring, -1, axis=0)
        one = np.stack((ring, following, following + sweep), axis=1)
        two = np.stack((ring, following + sweep, ring + sweep), axis=1)
        parts += [start[:, ::-1], end, one, two]
    return np.concatenate(parts)


def _fan_mesh(facts: Facts, drawn: Drawn, row: int) -> Floats:
    m = facts.meshes
    mesh = int(facts.solids.mesh[drawn.solid[row]])
    loops = np.flatnonzero(m.face_mesh[m.loop_face] == mesh)
    rings = np.split(drawn.ring[row], np.cumsum(m.loops.counts()[loops])[:-1])
    return np.concatenate([_fan(r) for r in rings if len(r) >= 3])


def _flux(t: Floats) -> float:
    """Flux of (x, 0, 0) through triangles: the volume of what they close."""
    if not len(t):
        return 0.0
    x_part = np.cross(t[:, 1] - t[:, 0], t[:, 2] - t[:, 0])[:, 0] / 2
    return float((x_part * t[:, :, 0].mean(axis=1)).sum())


def _cut(t: Floats) -> Floats:
    """What of the triangles lies below z = 0, as triangles."""
    out = []
    below = t[:, :, 2] <= 0
    count = below.sum(axis=1)
    out.append(t[count == 3])
    for many in (1, 2):
        some = t[count == many]
        if not len(some):
            continue
        # Turned so that the odd corner out comes first; a turn keeps the way round.
        odd = np.argmax((some[:, :, 2] <= 0) == (many == 1), axis=1)
        turn = (odd[:, None] + np.arange(3)) % 3
        a, b, c = np.moveaxis(np.take_along_axis(some, turn[:, :, None], axis=1), 1, 0)
        ab = a + (b - a) * (a[:, 2] / (a[:, 2] - b[:, 2]))[:, None]
        ac = a + (c - a) * (a[:, 2] / (a[:, 2] - c[:, 2]))[:, None]
        if many == 1:
            out.append(np.stack((a, ab, ac), axis=1))
        else:
            out += [np.stack((ab, b, c), axis=1), np.stack((ab, c, ac), axis=1)]
    return np.concatenate(out)
