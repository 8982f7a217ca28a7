"""Effective lengths of frame columns by annex E: stiffness of the beams that frame in over that of the columns.

Columns stand on one line whatever their section; storeys lie between the places where beams frame in, plane by plane.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from components.checks.lines import joined, origins
from components.checks.touching import Touches
from components.codes.gb50017_2017 import annexe
from components.codes.gb50017_2017.settings import Settings
from components.record import record
from components.table import Bools, Floats, Ints, Table

ALONG = 0.7
"""A beam lies in a plane of a column where it has this share of its direction in it; braces likewise."""
SAME_PLACE_MM = 400.0
"""Beams nearer than this along a column meet it at one node."""


@record
class Frame(Table):
    """One plane of n members; not a column: NaN. height: of the storey that governs, mm. K_1, K_2: at its upper and
    lower end. mu: by E.0.1 or E.0.2, leaning increase included. l0: mu height. sway: no brace was found in the plane.

    leaning: no beam holds the storey, so mu = 1 and the others carry its sway.
    """

    height: Floats
    K_1: Floats
    K_2: Floats
    mu: Floats
    l0: Floats
    sway: Bools
    leaning: Bools


@record
class Bars:
    """What a frame needs of n members: axes (n, 3) mm, unit directions, inertias mm4, beam spans mm, and their kind."""

    start: Floats
    end: Floats
    unit: Floats
    up: Floats
    size: Floats
    I_x: Floats
    I_y: Floats
    span: Floats
    column: Bools
    beam: Bools
    brace: Bools


def frames(bars: Bars, near: Touches, cfg: Settings) -> tuple[Frame, Frame]:
    """The planes in which columns bend about x and about y."""
    n = len(bars.start)
    upright = bars.column & (np.abs(bars.unit[:, 2]) > 0.94)
    both = upright[near.a] & upright[near.b]
    stacked = Touches(near.a[both], near.b[both], near.along[both], near.distance[both], near.cosine[both])
    stack = joined(bars.start, bars.end, np.zeros(n, np.int64), stacked, n)
    side = np.cross(bars.up, bars.unit)
    return (
        _plane(bars, near, stack, upright, bars.up, bars.I_x, cfg),
        _plane(bars, near, stack, upright, side, bars.I_y, cfg),
    )


def _plane(
    bars: Bars, near: Touches, stack: Ints, upright: Bools, way: Floats, I_c: Floats, cfg: Settings
) -> Frame:
    n = len(stack)
    nothing = np.full(n, np.nan)
    empty = np.zeros(n, np.bool_)
    if not upright.any():
        return Frame(nothing, nothing, nothing, nothing, nothing, empty, empty)
    head = origins(stack)
    low = np.minimum(bars.start[:, 2], bars.end[:, 2])
    high = np.maximum(bars.start[:, 2], bars.end[:, 2])
    line, z, lent, spot = _points(bars, near, stack, upright, way, low, high, cfg)
    lower, upper = _storeys(line, z)
    height = z[upper] - z[lower]
    owner = _at_middle(stack, upright, low, high, line[lower], (z[lower] + z[upper]) / 2.0)
    stiff = np.nan_to_num(I_c[owner] / height)
    at_point = np.zeros(len(z))
    np.add.at(at_point, lower, stiff)
    np.add.at(at_point, upper, stiff)
    sway = _sways(way[head[line[lower]]], (z[lower] + z[upper]) / 2.0, bars, cfg)
    K = np.empty((2, len(height)))
    for k, point in enumerate((upper, lower)):
        lends = np.where(sway, lent[1][point], lent[0][point])
        with np.errstate(divide="ignore", invalid="ignore"):
            K[k] = np.where(at_point[point] > 0.0, lends / at_point[point], 0.0)
    K[1] = np.where(spot[lower] == FOOT, annexe.K_BASE[cfg.frame_base], K[1])
    held = (lent[0][upper] > 0.0) | (lent[0][lower] > 0.0)
    leaning = sway & ~held
    with np.errstate(divide="ignore", invalid="ignore"):
        mu = np.where(sway, annexe.mu_sway(K[0], K[1]) * cfg.leaning, annexe.mu_non_sway(K[0], K[1]))
    mu = np.where(leaning, 1.0, mu)
    return _govern(stack, upright, low, high, line[lower], z[lower], z[upper], K, mu, sway, leaning)


NODE, FOOT, TOP = 0, 1, 2


def _points(
    bars: Bars, near: Touches, stack: Ints, upright: Bools, way: Floats, low: Floats, high: Floats, cfg: Settings,
) -> tuple[Ints, Floats, tuple[Floats, Floats], Ints]:  # fmt: skip
    """Nodes and ends of all stacks, sorted: stack, height, stiffness lent without and with sway, kind."""
    use = upright[near.a] & bars.beam[near.b] & (np.abs(bars.unit[near.b, 2]) < 0.5)
    use &= np.abs(np.einsum("ij,ij->i", bars.unit[near.b], way[near.a])) > ALONG
    a, b, along = near.a[use], near.b[use], near.along[use]
    z = bars.start[a, 2] + along * bars.unit[a, 2]
    _, once = np.unique(
        stack[a] * len(stack) + b, return_index=True
    )  # a beam at a splice touches both pieces
    a, b, z = a[once], b[once], z[once]
    place = bars.start[a].copy()
    place[:, 2] = z
    on_beam = np.einsum("ij,ij->i", place - bars.start[b], bars.unit[b])
    whole = np.linalg.norm(bars.end[b] - bars.start[b], axis=1)
    reach = bars.size[a] + 100.0
    spans = np.where((on_beam > reach) & (on_beam < whole - reach), 2.0, 1.0)
    steep = np.abs(bars.up[b, 2]) > ALONG
    own = np.nan_to_num(np.where(steep, bars.I_x[b], bars.I_y[b]) / bars.span[b])
    far = _far_ends(bars, near, b, stack[a], upright, stack)
    share = {kind: np.where(far, 1.0, annexe.FAR_END[kind]["hinged"]) for kind in ("non_sway", "sway")}
    joints = 0.0 if cfg.frame_joints == "pinned" else 1.0
    stacks = np.unique(stack[upright])
    foot, top = np.full(len(stack), np.inf), np.full(len(stack), -np.inf)
    np.minimum.at(foot, stack[upright], low[upright])
    np.maximum.at(top, stack[upright], high[upright])
    line = np.concatenate([stack[a], stacks, stacks])
    at = np.concatenate([z, foot[stacks], top[stacks]])
    kind = np.concatenate([np.full(len(a), NODE), np.full(len(stacks), FOOT), np.full(len(stacks), TOP)])
    none = np.zeros(2 * len(stacks))
    lends = [np.concatenate([joints * spans * own * share[k], none]) for k in ("non_sway", "sway")]
    order = np.lexsort((at, line))
    line, at, kind = line[order], at[order], kind[order]
    fresh = np.ones(len(at), np.bool_)
    fresh[1:] = (line[1:] != line[:-1]) | (at[1:] - at[:-1] > SAME_PLACE_MM)
    group = np.cumsum(fresh) - 1
    count = int(group[-1]) + 1
    place_of = np.bincount(group, at, count) / np.bincount(group, minlength=count)
    lent = [np.bincount(group, v[order], count).astype(np.float64) for v in lends]
    # an end at which beams frame in is a node; a foot with beams close to it still stands on its base
    has_foot = np.bincount(group, kind == FOOT, count) > 0
    spot = np.where(has_foot & (lent[0] <= 0.0), FOOT, NODE).astype(np.int64)
    return line[fresh].astype(np.int64), place_of, (lent[0], lent[1]), spot


def _far_ends(bars: Bars, near: Touches, b: Ints, here: Ints, upright: Bools, stack: Ints) -> Bools:
    """Whether a beam also reaches a column of another stack: its far end then counts as rigid, else as hinged."""
    use = upright[near.b] & bars.beam[near.a]
    beam, other = near.a[use], stack[near.b[use]]
    least = np.full(len(stack), np.iinfo(np.int64).max)
    most = np.full(len(stack), -1)
    np.minimum.at(least, beam, other)
    np.maximum.at(most, beam, other)
    return np.asarray((most[b] >= 0) & ((least[b] != here) | (most[b] != here)))


def _storeys(line: Ints, z: Floats) -> tuple[Ints, Ints]:
    """Points below and above each storey."""
    lower = np.flatnonzero(line[1:] == line[:-1])
    return lower, lower + 1


def _at_middle(stack: Ints, upright: Bools, low: Floats, high: Floats, line: Ints, z: Floats) -> Ints:
    """The piece of each stack that stands at a height; the last one below where none does."""
    rows = np.flatnonzero(upright)
    rows = rows[np.lexsort((low[rows], stack[rows]))]
    base, scale = low[rows].min(), float(high[rows].max() - low[rows].min()) + 1.0
    key = stack[rows] * scale + (low[rows] - base)
    at = np.searchsorted(key, line * scale + (z - base), side="right") - 1
    return np.asarray(rows[np.clip(at, 0, len(rows) - 1)])


def _sways(way: Floats, z: Floats, bars: Bars, cfg: Settings) -> Bools:
    """Storeys (s,) without a brace in their plane at mid-height. way: (s, 3) direction in which the column bends."""
    if cfg.frame != "auto":
        return np.full(len(z), cfg.frame == "sway")
    rows = np.flatnonzero(bars.brace & (np.abs(bars.unit[:, 2]) > 0.15) & (np.abs(bars.unit[:, 2]) < 0.98))
    out = np.ones(len(z), np.bool_)
    if not len(rows):
        return out
    flat = bars.unit[rows, :2] / np.maximum(np.linalg.norm(bars.unit[rows, :2], axis=1), 1e-9)[:, None]
    low = np.minimum(bars.start[rows, 2], bars.end[rows, 2])
    high = np.maximum(bars.start[rows, 2], bars.end[rows, 2])
    angle = np.round(np.degrees(np.arctan2(way[:, 1], way[:, 0])) / 5.0).astype(np.int64) % 36
    for turn in np.unique(angle).tolist():  # a building has few directions
        theta = np.radians(5.0 * turn)
        fits = np.abs(flat @ np.array([np.cos(theta), np.sin(theta)])) > ALONG
        starts, stops = np.sort(low[fits]), np.sort(high[fits])
        mine = angle == turn
        open_ = np.searchsorted(starts, z[mine], side="right") - np.searchsorted(stops, z[mine], side="left")
        out[mine] = open_ <= 0
    return out


def _govern(
    stack: Ints, upright: Bools, low: Floats, high: Floats, line: Ints, lower: Floats, upper: Floats,
    K: Floats, mu: Floats, sway: Bools, leaning: Bools,
) -> Frame:  # fmt: skip
    """For each piece of a column the storey it stands in whose effective length is the largest."""
    n = len(stack)
    base = float(lower.min()) - 10.0
    scale = float(upper.max()) - base + 20.0
    key_low, key_high = line * scale + (lower - base), line * scale + (upper - base)
    rows = np.flatnonzero(upright)
    own = stack[rows] * scale
    first = np.searchsorted(key_high, own + (low[rows] - base) + 50.0, side="right")
    last = np.searchsorted(key_low, own + (high[rows] - base) - 50.0, side="left")
    out: dict[str, Any] = {k: np.full(n, np.nan) for k in ("height", "K_1", "K_2", "mu", "l0")}
    out |= {k: np.zeros(n, np.bool_) for k in ("sway", "leaning")}
    many = np.maximum(last - first, 0)
    piece = np.repeat(np.arange(len(rows)), many)
    which = np.repeat(first, many) + np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    l0 = mu * (upper - lower)
    order = np.lexsort((-l0[which], piece))
    _, lead = np.unique(piece[order], return_index=True)
    chosen, at = which[order][lead], rows[piece[order][lead]]
    for name, values in (
        ("height", upper - lower),
        ("K_1", K[0]),
        ("K_2", K[1]),
        ("mu", mu),
        ("l0", l0),
    ):
        out[name][at] = values[chosen]
    out["sway"][at], out["leaning"][at] = sway[chosen], leaning[chosen]
    return Frame(**out)
