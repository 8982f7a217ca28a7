"""A latticed section as it is drawn: its limbs in place, x across the open side, faces of lacing or battens dashed."""

from __future__ import annotations

from components.checks.gb50017.latticed import Built
from components.exports.checksheet.drawing import points
from components.exports.checksheet.parts import Drawn
from components.sections import outline, properties

Points = tuple[tuple[float, float], ...]


def latticed(b: Built) -> Drawn:
    """Two limbs above each other, or four in a square."""
    loop = tuple(points(outline(b.limb)[0]))
    x_c, y_c = properties(b.limb).xc_mm, properties(b.limb).yc_mm
    half = b.a / 2.0
    if b.n == 4:
        corner = tuple((x - x_c - half, y - y_c - half) for x, y in loop)
        loops = [_turned(corner, sx, sy) for sx in (1.0, -1.0) for sy in (1.0, -1.0)]
    else:
        # the web lies along x; a channel's toes (its own +x) look to the other limb, or away from it
        way = 1.0 if b.toes_out else -1.0
        upper = tuple((y - y_c, half + way * (x - x_c)) for x, y in loop)
        loops = [upper, _turned(upper, 1.0, -1.0)]
    xs = [x for one in loops for x, _ in one]
    ys = [y for one in loops for _, y in one if y < 0.0]
    inner = max(ys)
    ties = tuple((x, inner, x, -inner) for x in (min(xs), max(xs)))
    if b.n == 4:
        ties += tuple((inner, y, -inner, y) for y in (min(xs), max(xs)))
    limb = b.limb
    size = (
        (("t", limb["t"]), ("b", limb["b"])) if limb.family == "L" else (("h", limb["h"]), ("b", limb["b"]))
    )
    return Drawn(tuple(loops), (0.0, 0.0), (("a", b.a), *size), ties)


def _turned(loop: Points, sx: float, sy: float) -> Points:
    return tuple((sx * x, sy * y) for x, y in loop)
