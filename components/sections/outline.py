"""Contours of every family from columns of dimensions, fillets, toes, slopes and rounded corners included.

Axes: x to the right, y up. I, T, RHS, BOX, Z, 2L and 2C are symmetric about x = 0 (Z about its centre); C has
the back of its web on x = 0, L its heel in the origin, T and 2L the outer face of their flange on y = 0 with the stem
hanging down.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from components.sections.contour import Loop, following, rounded
from components.sections.families import DIMENSION_COUNT, DIMENSIONS, Shape
from components.table import Floats

Corner = tuple[Floats, Floats, Floats]


def _loop(corners: list[Corner]) -> Loop:
    """A rounded loop from corners (x, y, radius), each (n,)."""
    stacked = np.stack([np.stack(np.broadcast_arrays(*c), axis=-1) for c in corners], axis=1)
    return rounded(stacked[..., :2], stacked[..., 2])


def _flange(b: Floats, tw: Floats, tf: Floats, slope: Floats, u: Floats, sides: int) -> tuple[Floats, Floats]:
    """Thickness at the tip and at the web of a flange that is tf thick at u from its edge."""
    outstand = (b - tw) / sides
    at = np.where(u > 0.0, u, outstand / 2.0)
    return tf - slope * at, tf + slope * (outstand - at)


def _i(d: Floats) -> list[Loop]:
    h, b, tw, tf, r, r2, slope, u = d.T
    tip, web = _flange(b, tw, tf, slope, u, 2)
    x, y, w, o = b / 2, h / 2, tw / 2, np.zeros_like(h)
    right = [(x, -y, o), (x, tip - y, r2), (w, web - y, r), (w, y - web, r), (x, y - tip, r2), (x, y, o)]
    return [_loop([*right, *((-px, py, pr) for px, py, pr in reversed(right))])]


def _im(d: Floats) -> list[Loop]:
    h, b1, t1, b2, t2, tw, r, o = d.T
    y, w = h / 2, tw / 2
    low, high = b2 / 2, b1 / 2
    right = [(low, -y, o), (low, t2 - y, o), (w, t2 - y, r), (w, y - t1, r), (high, y - t1, o), (high, y, o)]
    return [_loop([*right, *((-px, py, pr) for px, py, pr in reversed(right))])]


def _c(d: Floats) -> list[Loop]:
    h, b, tw, tf, r, r2, slope, u = d.T
    tip, web = _flange(b, tw, tf, slope, u, 1)
    y, o = h / 2, np.zeros_like(h)
    return [
        _loop([
            (o, -y, o), (b, -y, o), (b, tip - y, r2), (tw, web - y, r),
            (tw, y - web, r), (b, y - tip, r2), (b, y, o), (o, y, o),
        ])
    ]  # fmt: skip


def _l(d: Floats) -> list[Loop]:
    a, b, t, r, r2 = d.T[:5]
    o = np.zeros_like(a)
    return [_loop([(o, o, o), (b, o, o), (b, t, r2), (t, t, r), (t, a, r2), (o, a, o)])]


def _t(d: Floats) -> list[Loop]:
    h, b, tw, tf, r, r2, slope, o = d.T
    tip, web = _flange(b, tw, tf, slope, np.zeros_like(h), 2)
    x, w = b / 2, tw / 2
    right = [(w, -h, o), (w, -web, r), (x, -tip, r2), (x, np.zeros_like(h), o)]
    return [_loop([*right, *((-px, py, pr) for px, py, pr in reversed(right))])]


def _z(d: Floats) -> list[Loop]:
    h, b, tw, tf, r, r2 = d.T[:6]
    x, y, w, o = b - tw / 2, h / 2, tw / 2, np.zeros_like(h)
    half = [(w, -y, o), (w, y - tf, r), (x, y - tf, r2), (x, y, o)]
    return [_loop([*half, *((-px, -py, pr) for px, py, pr in half)])]


def _rectangle(h: Floats, b: Floats, r: Floats) -> Loop:
    x, y = b / 2, h / 2
    return _loop([(-x, -y, r), (x, -y, r), (x, y, r), (-x, y, r)])


def _hole(loop: Loop) -> Loop:
    """The same loop run the other way: an arc then starts where it ended, with the opposite bulge."""
    back = loop[:, ::-1].copy()
    back[:, :, 2] = -np.roll(back[:, :, 2], -1, axis=1)
    return back


def _circle(d: Floats) -> Loop:
    o, one = np.zeros_like(d), np.ones_like(d)
    return np.stack([np.stack([d / 2, o, one], -1), np.stack([-d / 2, o, one], -1)], axis=1)


def _rhs(d: Floats) -> list[Loop]:
    h, b, t, ro, ri = d.T[:5]
    return [_rectangle(h, b, ro), _hole(_rectangle(h - 2 * t, b - 2 * t, ri))]


def _chs(d: Floats) -> list[Loop]:
    return [_circle(d[:, 0]), _hole(_circle(d[:, 0] - 2 * d[:, 1]))]


def _round(d: Floats) -> list[Loop]:
    return [_circle(d[:, 0])]


def _flat(d: Floats) -> list[Loop]:
    return [_rectangle(d[:, 0], d[:, 1], np.zeros(len(d)))]


def _box(d: Floats) -> list[Loop]:
    h, b, tw, tf = d.T[:4]
    o = np.zeros_like(h)
    return [_rectangle(h, b, o), _hole(_rectangle(h - 2 * tf, b - 2 * tw, o))]


def _pair(loops: list[Loop], gap: Floats) -> list[Loop]:
    """A section whose back is on x = 0, beside its mirror image, `gap` apart."""
    right = loops[0].copy()
    right[:, :, 0] += gap[:, None] / 2.0
    left = _hole(right)
    left[:, :, 0] *= -1.0
    left[:, :, 2] *= -1.0
    return [right, left]


def _2l(d: Floats) -> list[Loop]:
    """The lying legs on top, as the flange of a tee: the upright ones hang down."""
    under = _hole(_l(d)[0])
    under[:, :, 1:] *= -1.0
    return _pair([under], d[:, 5])


def _2c(d: Floats) -> list[Loop]:
    single = d.copy()
    single[:, 7] = 0.0
    return _pair(_c(single), d[:, 7])


def _lip(c: Floats, t: Floats, ri: Floats) -> tuple[Floats, Floats, Floats]:
    """Lip depth, inner and outer bend radius at the lip; a plain channel has neither lip nor bend there."""
    bent = c > t
    return np.where(bent, c, t), np.where(bent, ri, 0.0), np.where(bent, ri + t, 0.0)


def _cc(d: Floats) -> list[Loop]:
    h, b, c, t, ri = d.T[:5]
    depth, inner, outer = _lip(c, t, ri)
    y, o, ro = h / 2, np.zeros_like(h), ri + t
    lower = [(b, depth - y, o), (b - t, depth - y, o), (b - t, t - y, inner), (t, t - y, ri)]
    outside = [(b, y, outer), (o, y, ro), (o, -y, ro), (b, -y, outer)]
    return [_loop([*lower, *((px, -py, pr) for px, py, pr in reversed(lower)), *outside])]


def _cz(d: Floats) -> list[Loop]:
    h, b, c, t, ri = d.T[:5]
    depth, inner, outer = _lip(c, t, ri)
    x, y, w, o = b - t / 2, h / 2, t / 2, np.zeros_like(h)
    tip = [(x - t, y - t, inner), (x - t, y - depth, o), (x, y - depth, o), (x, y, outer)]
    half = [(w, -y, ri + t), (w, y - t, ri), *tip]
    return [_loop([*half, *((-px, -py, pr) for px, py, pr in half)])]


_OUTLINES: dict[str, Callable[[Floats], list[Loop]]] = {
    "I": _i, "IM": _im, "C": _c, "L": _l, "T": _t, "Z": _z, "RHS": _rhs, "CHS": _chs, "ROUND": _round,
    "FLAT": _flat, "BOX": _box, "2L": _2l, "2C": _2c, "CC": _cc, "CZ": _cz,
}  # fmt: skip


def as_rows(dims: Floats) -> Floats:
    """(n, 8) float64 of a row or a table of dimensions with up to eight columns."""
    rows = np.atleast_2d(np.asarray(dims, dtype=np.float64))
    filled = np.zeros((len(rows), DIMENSION_COUNT))
    filled[:, : rows.shape[1]] = rows
    return filled


def outlines(family: str, dims: Floats) -> list[Loop]:
    """Loops of n sections of one family, each (n, m, 3): x mm, y mm, bulge; outer loops first, holes
    clockwise.

    dims: (n, 8), in the order of `DIMENSIONS[family]`. KeyError for an unknown family.
    """
    return _OUTLINES[family](as_rows(dims))


def outline(section: Shape) -> list[Floats]:
    """Loops (m, 3) of one section: x mm, y mm, bulge = tan(arc angle / 4) to the next point, empty edges
    left out.
    """
    kept = []
    for loop in outlines(section.family, np.array([section.dims])):
        points = loop[0]
        step = np.hypot(*(following(points) - points)[:, :2].T)
        kept.append(points[step > 1.0e-9])
    return kept


def valid(family: str, dims: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """(n,) bool: dimensions a section can have: positive, and walls that leave room for one another."""
    rows = as_rows(dims)
    col = {name: rows[:, i] for i, name in enumerate(DIMENSIONS[family])}
    must = [n for n in col if n not in ("r", "r2", "slope", "u", "ro", "ri", "gap", "c")]
    good = np.all([col[n] > 0.0 for n in must], axis=0) & np.all(rows >= 0.0, axis=1)
    for thin, thick, times in _ROOM[family]:
        good &= times * col[thin] < col[thick]
    for walls, wall, fillets, side in _FILLETS.get(family, ()):
        good &= walls * col[wall] + fillets * col["r"] <= col[side] * (1.0 + 1e-9)
    if family == "IM":
        good &= col["t1"] + col["t2"] < col["h"]
    return np.asarray(good & np.all(np.isfinite(rows), axis=1))


_FILLETS: dict[str, tuple[tuple[float, str, float, str], ...]] = {
    "I": ((2.0, "tf", 2.0, "h"), (1.0, "tw", 2.0, "b")),
    "C": ((2.0, "tf", 2.0, "h"), (1.0, "tw", 1.0, "b")),
    "L": ((1.0, "t", 1.0, "a"), (1.0, "t", 1.0, "b")),
    "T": ((1.0, "tf", 1.0, "h"), (1.0, "tw", 2.0, "b")),
}
"""How many walls and fillets have to find room on a side."""
_ROOM: dict[str, tuple[tuple[str, str, float], ...]] = {
    "I": (("tf", "h", 2.0), ("tw", "b", 1.0)),
    "IM": (("tw", "b1", 1.0), ("tw", "b2", 1.0)),
    "C": (("tf", "h", 2.0), ("tw", "b", 1.0)),
    "2C": (("tf", "h", 2.0), ("tw", "b", 1.0)),
    "L": (("t", "a", 1.0), ("t", "b", 1.0)),
    "2L": (("t", "a", 1.0), ("t", "b", 1.0)),
    "T": (("tf", "h", 1.0), ("tw", "b", 1.0)),
    "Z": (("tf", "h", 2.0), ("tw", "b", 1.0)),
    "RHS": (("t", "h", 2.0), ("t", "b", 2.0)),
    "CHS": (("t", "d", 2.0),),
    "BOX": (("tf", "h", 2.0), ("tw", "b", 2.0)),
    "CC": (("t", "h", 2.0), ("t", "b", 1.0), ("c", "h", 2.0)),
    "CZ": (("t", "h", 2.0), ("t", "b", 1.0), ("c", "h", 1.0)),
    "ROUND": (),
    "FLAT": (),
}
