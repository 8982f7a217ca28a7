"""Torsion and warping constants and shear centres in closed form, over columns of one family.

Junctions of rolled sections after El Darwish and Johnston, "Torsion of structural shapes", ASCE J. Struct.
Div. 91 (1965): alpha D^4 for each junction, 0.105 t^4 less for each free end. Closed sections after Bredt
with the wall's own stiffness, hollow sections as EN 10219-2, annex B. Open thin walls by sectorial
coordinates along the midline.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from components.record import record
from components.table import Floats

_END = 0.105
_STRETCHES = 6  # of a tapered flange or a bend, along the midline


@record
class Torsion:
    """It mm4, Iw mm6, and the shear centre in the axes of the outline, mm; (n,) each, NaN where not
    computed.
    """

    it: Floats
    iw: Floats
    xs: Floats
    ys: Floats


_TEE = ((-0.042, 0.2204, 0.1355, -0.0865, -0.0725), (-0.0836, 0.2536, 0.1268, -0.0806, -0.0858))
_ELL = ((-0.0908, 0.2621, 0.1231, -0.0752, -0.0945), (-0.1325, 0.3015, 0.1400, -0.1070, -0.0956))
_STEEP = (
    1.0 / 6.0
)  # the slope the second row of each pair is for; between it and none the factors are blended


def _alpha(pair: tuple[tuple[float, ...], ...], q: Floats, s: Floats, slope: Floats) -> Floats:
    flat, steep = (c[0] + c[1] * q + c[2] * s + c[3] * q * s + c[4] * q * q for c in pair)
    share = np.minimum(slope / _STEEP, 1.0)
    # fitted to rolled sections; a web much thinner than its flange adds nothing, it takes nothing away
    return np.maximum(flat * (1.0 - share) + steep * share, 0.0)


def _t_junction(tf: Floats, tw: Floats, r: Floats, slope: Floats | float = 0.0) -> Floats:
    """alpha D^4 of a web on the middle of a flange; D: the largest circle in the junction, from its
    geometry.
    """
    slope = np.asarray(slope)
    yc = tf + r * (np.sqrt(1.0 + slope**2) - slope)  # centre of the fillet below the outer face
    d = ((tw / 2.0 + r) ** 2 + yc**2 - r**2) / (yc + r)
    return np.asarray(_alpha(_TEE, tw / tf, r / tf, slope) * d**4)


def _l_junction(tf: Floats, tw: Floats, r: Floats, slope: Floats | float = 0.0) -> Floats:
    """alpha D^4 of a web on the edge of a flange."""
    slope = np.asarray(slope)
    xc, yc = tw + r, tf + r * (np.sqrt(1.0 + slope**2) - slope)
    total = xc + yc + r
    d = 2.0 * (total - np.sqrt(total**2 - (xc**2 + yc**2 - r**2)))
    return np.asarray(_alpha(_ELL, tw / tf, r / tf, slope) * d**4)


def _tapered(b: Floats, tw: Floats, tf: Floats, slope: Floats, u: Floats, sides: int) -> tuple[Floats, ...]:
    """Integral of t^3 / 3 over a flange, its thickness at web and tip, and its mean."""
    outstand = (b - tw) / sides
    at = np.where(u > 0.0, u, outstand / 2.0)
    mean = tf + slope * (outstand / 2.0 - at)
    off = slope * outstand / 2.0
    over = sides * outstand * (mean**3 + mean * off**2) / 3.0 + tw * (mean + off) ** 3 / 3.0
    return over, mean + off, mean - off, mean


def _chain(points: list[tuple[Floats, Floats]], walls: list[Floats]) -> tuple[Floats, Floats, Floats]:
    """Iw and shear centre of an open wall along a midline of points with a thickness for each stretch."""
    x = np.stack([p[0] for p in points], axis=1)
    y = np.stack([p[1] for p in points], axis=1)
    run = np.hypot(np.diff(x, axis=1), np.diff(y, axis=1)) * np.stack(walls, axis=1)

    def over(f: Floats, g: Floats) -> Floats:
        f0, f1, g0, g1 = f[:, :-1], f[:, 1:], g[:, :-1], g[:, 1:]
        return np.asarray(np.sum(run * (2 * f0 * g0 + f0 * g1 + f1 * g0 + 2 * f1 * g1), axis=1) / 6.0)

    one = np.ones_like(x)
    area = over(one, one)
    xc, yc = over(x, one) / area, over(y, one) / area
    x, y = x - xc[:, None], y - yc[:, None]
    swept = x[:, :-1] * np.diff(y, axis=1) - y[:, :-1] * np.diff(x, axis=1)
    w = np.concatenate([np.zeros((len(x), 1)), np.cumsum(swept, axis=1)], axis=1)
    ixx, iyy, ixy, wx, wy = over(y, y), over(x, x), over(x, y), over(w, y), over(w, x)
    det = ixy**2 - ixx * iyy
    px, py = (ixy * wy - iyy * wx) / det, (ixx * wy - ixy * wx) / det
    w = w - px[:, None] * (y - y[:, :1]) + py[:, None] * (x - x[:, :1])
    w = w - (over(w, one) / area)[:, None]
    return over(w, w), xc + px, yc + py


_GAUSS = ((0.11270166537925831, 5 / 18), (0.5, 8 / 18), (0.8872983346207417, 5 / 18))


def _i(d: Floats) -> Torsion:
    h, b, tw, tf, r, _, slope, u = d.T
    over, root, tip, _ = _tapered(b, tw, tf, slope, u, 2)
    junctions = _t_junction(root, tw, r, slope)
    it = 2.0 * (over + junctions) + (h - 2.0 * root) * tw**3 / 3.0 - 4.0 * _END * tip**4
    iw, zero = np.zeros_like(h), np.zeros_like(h)
    inner = root + slope * tw / 2.0  # the midline of a flange that thins out is straight, but leans
    for at, weight in _GAUSS:  # integral of t w^2 with w = x (h - inner) / 2 along it, a polynomial
        x = b / 2.0 * at
        iw = iw + weight * b / 2.0 * (inner - slope * x) * x**2 * (h - inner) ** 2
    return Torsion(it, iw, zero, zero)


def _im(d: Floats) -> Torsion:
    h, b1, t1, b2, t2, tw, r = d.T[:7]
    it = (h - t1 - t2) * tw**3 / 3.0
    for b, t in ((b1, t1), (b2, t2)):
        it = it + b * t**3 / 3.0 + _t_junction(t, tw, r) - 2.0 * _END * t**4
    i1, i2, apart = t1 * b1**3 / 12.0, t2 * b2**3 / 12.0, h - (t1 + t2) / 2.0
    down = apart * i2 / (i1 + i2)
    return Torsion(it, apart**2 * i1 * i2 / (i1 + i2), np.zeros_like(h), h / 2.0 - t1 / 2.0 - down)


def _c(d: Floats) -> Torsion:
    h, b, tw, tf, r, _, slope, u = d.T
    over, root, tip, _ = _tapered(b, tw, tf, slope, u, 1)
    junctions = _l_junction(root, tw, r, slope)
    ends = 2.0 * _END * (tip**4 + root**4)
    it = 2.0 * (over + junctions) + (h - 2.0 * root) * tw**3 / 3.0 - ends
    steps = np.linspace(0.0, 1.0, _STRETCHES + 1)
    xs = [tw / 2.0 + (b - tw / 2.0) * k for k in steps]
    ts = [root - slope * (x - tw) for x in xs]
    upper = [(x, (h - t) / 2.0) for x, t in zip(xs, ts, strict=True)]
    walls = [(t0 + t1) / 2.0 for t0, t1 in pairwise(ts)]
    lower = [(x, -y) for x, y in reversed(upper)]
    return Torsion(it, *_chain([*lower, *upper], [*reversed(walls), tw, *walls]))


def _l(d: Floats) -> Torsion:
    a, b, t, r = d.T[:4]
    it = (a + b - t) * t**3 / 3.0 + _l_junction(t, t, r) - 2.0 * _END * t**4
    return Torsion(it, t**3 / 36.0 * ((a - t / 2.0) ** 3 + (b - t / 2.0) ** 3), t / 2.0, t / 2.0)


def _t(d: Floats) -> Torsion:
    h, b, tw, tf, r, _, slope, _ = d.T
    over, root, tip, mean = _tapered(b, tw, tf, slope, np.zeros_like(h), 2)
    ends = _END * (2.0 * tip**4 + tw**4)
    it = over + (h - root) * tw**3 / 3.0 + _t_junction(root, tw, r, slope) - ends
    iw = mean**3 * b**3 / 144.0 + tw**3 * (h - mean / 2.0) ** 3 / 36.0
    return Torsion(it, iw, np.zeros_like(h), -mean / 2.0)


def _z(d: Floats) -> Torsion:
    h, b, tw, tf, r = d.T[:5]
    it = 2.0 * (b * tf**3 / 3.0 + _l_junction(tf, tw, r)) + (h - 2.0 * tf) * tw**3 / 3.0 - 4.0 * _END * tf**4
    x, y, o = b - tw / 2.0, (h - tf) / 2.0, np.zeros_like(h)
    return Torsion(it, *_chain([(-x, -y), (o, -y), (o, y), (x, y)], [tf, tw, tf]))


def _closed(it: Floats) -> Torsion:
    """Closed sections and round bars: warping is taken as nil, the shear centre is the centre."""
    zero = np.zeros_like(it)
    return Torsion(it, zero, zero, zero)


def _rhs(d: Floats) -> Torsion:
    h, b, t, ro, ri = d.T[:5]
    rc = (ro + ri) / 2.0
    around = 2.0 * ((b - t) + (h - t)) - 2.0 * rc * (4.0 - np.pi)
    inside = (b - t) * (h - t) - rc**2 * (4.0 - np.pi)
    return _closed(t**3 * around / 3.0 + 4.0 * inside**2 * t / around)


def _chs(d: Floats) -> Torsion:
    return _closed(np.pi / 32.0 * (d[:, 0] ** 4 - (d[:, 0] - 2.0 * d[:, 1]) ** 4))


def _round(d: Floats) -> Torsion:
    return _closed(np.pi / 32.0 * d[:, 0] ** 4)


def _flat(d: Floats) -> Torsion:
    """Saint-Venant's series for the rectangle."""
    a, b = np.maximum(d[:, 0], d[:, 1]), np.minimum(d[:, 0], d[:, 1])
    odd = np.arange(1, 40, 2)[:, None]
    series = np.sum(np.tanh(odd * np.pi * a / (2.0 * b)) / odd**5, axis=0)
    zero = np.zeros_like(a)
    return Torsion(
        a * b**3 / 3.0 * (1.0 - 192.0 * b / (np.pi**5 * a) * series), a**3 * b**3 / 144.0, zero, zero
    )


def _box(d: Floats) -> Torsion:
    h, b, tw, tf = d.T[:4]
    y, x = h - tf, b - tw
    bredt = 4.0 * (x * y) ** 2 / (2.0 * x / tf + 2.0 * y / tw)
    return _closed(bredt + 2.0 * (x * tf**3 + y * tw**3) / 3.0)


def _pair(single: Callable[[Floats], Torsion]) -> Callable[[Floats], Torsion]:
    """Two pieces apart: twice the torsion of one; warping and shear centre hang on how they are tied."""

    def both(d: Floats) -> Torsion:
        unknown = np.full(len(d), np.nan)
        plain = d.copy()
        plain[:, 7] = 0.0
        return Torsion(2.0 * single(plain).it, unknown, np.zeros(len(d)), unknown)

    return both


def _bent(points: list[tuple[Floats, Floats]], radius: Floats) -> list[tuple[Floats, Floats]]:
    """A midline with every inner corner, a right angle, rounded by chords of an arc of `radius` (n,)."""
    line = [points[0]]
    for (x0, y0), (x, y), (x1, y1) in zip(points, points[1:], points[2:], strict=False):
        a, b = np.hypot(x0 - x, y0 - y), np.hypot(x1 - x, y1 - y)
        r = np.minimum(radius, np.minimum(a, b))
        ax, ay, bx, by = (x0 - x) / a, (y0 - y) / a, (x1 - x) / b, (y1 - y) / b
        for k in range(_STRETCHES + 1):
            turn = np.pi / 2.0 * k / _STRETCHES
            p, q = r * (1.0 - np.sin(turn)), r * (1.0 - np.cos(turn))
            line.append((x + ax * p + bx * q, y + ay * p + by * q))
    return [*line, points[-1]]


def _sheet(points: list[tuple[Floats, Floats]], t: Floats, ri: Floats) -> Torsion:
    line = _bent(points, ri + t / 2.0)
    return Torsion(np.full(len(t), np.nan), *_chain(line, [t] * (len(line) - 1)))


def _cc(d: Floats) -> Torsion:
    h, b, c, t, ri = d.T[:5]
    x, y = t / 2.0, (h - t) / 2.0
    far = np.where(c > t, b - x, b)
    core = [(far, -y), (x, -y), (x, y), (far, y)]
    if np.all(c <= t):
        return _sheet(core, t, ri)
    lip = np.maximum(c - x, 1.0e-6)
    return _sheet([(far, lip - y), *core, (far, y - lip)], t, ri)


def _cz(d: Floats) -> Torsion:
    h, b, c, t, ri = d.T[:5]
    y, o = (h - t) / 2.0, np.zeros(len(d))
    far = np.where(c > t, b - t, b - t / 2.0)
    core = [(-far, -y), (o, -y), (o, y), (far, y)]
    if np.all(c <= t):
        return _sheet(core, t, ri)
    lip = np.maximum(c - t / 2.0, 1.0e-6)
    return _sheet([(-far, lip - y), *core, (far, y - lip)], t, ri)


_TORSION: dict[str, Callable[[Floats], Torsion]] = {
    "I": _i, "IM": _im, "C": _c, "L": _l, "T": _t, "Z": _z, "RHS": _rhs, "CHS": _chs, "ROUND": _round,
    "FLAT": _flat, "BOX": _box, "2L": _pair(_l), "2C": _pair(_c), "CC": _cc, "CZ": _cz,
}  # fmt: skip


def torsion(family: str, dims: Floats, area_mm2: Floats) -> Torsion:
    """Torsion properties of n sections of one family; `area_mm2` (n,) is that of the exact contour."""
    found = _TORSION[family](dims)
    if family in ("CC", "CZ"):  # a bent sheet: its length times t^3 / 3, the bends as they are
        wall = dims[:, 3]
        found = Torsion(area_mm2 * wall**2 / 3.0, found.iw, found.xs, found.ys)
    return found
