"""Profiles swept along a curve with a stated up, and primitives, as rings of points that `bodies.tube` joins."""

from __future__ import annotations

import math

import numpy as np

from app.gui.view3d.bodies import Body, tube
from app.gui.view3d.profile import Patch
from components.facts import Facts
from components.table import Floats

ALONG = ("SURFACECURVESWEPTAREASOLID", "FIXEDREFERENCESWEPTAREASOLID")
PRIMITIVES = ("BLOCK", "RECTANGULARPYRAMID", "RIGHTCIRCULARCYLINDER", "RIGHTCIRCULARCONE", "SPHERE")
_STEPS = 16
"""Of a full circle; radii are stretched so that the polygon keeps the circle's area."""
_BENT = 1e-9
_FLAT = 0.2
"""Cosine below which two pieces double back so sharply that their mitre is cut off square."""


def along(facts: Facts, drawn: Patch, item: int, solid: int, world: Floats) -> Body | None:
    """A profile along a path, its x axis as near as it can be to the stated direction; mitred where the path turns.

    IFC 4.3, 8.8.3.10 IfcFixedReferenceSweptAreaSolid and 8.8.3.39 IfcSurfaceCurveSweptAreaSolid.
    """
    path, up = int(facts.solids.path[solid]), facts.solids.axis[solid, 3:6]
    line = facts.paths[path][:, :3] if path >= 0 else np.zeros((0, 3))
    if not len(drawn.points) or len(line) < 2 or not np.isfinite(up).all():
        return None
    far = np.linalg.norm(np.diff(line, axis=0), axis=1)
    line = line[np.concatenate(([True], far > _BENT))]
    if len(line) < 2:
        return None
    ahead = np.diff(line, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    x = up - ahead * (ahead @ up)[:, None]
    size = np.linalg.norm(x, axis=1, keepdims=True)
    if not (size > 1e-6).all():
        return None
    x = x / size
    y = np.cross(ahead, x)
    piece = np.concatenate(([0], np.arange(len(ahead))))  # the piece that each point's ring is laid in
    before, after = ahead[piece], ahead[np.minimum(np.arange(len(line)), len(ahead) - 1)]
    plane = before + after
    off = drawn.points[None, :, :1] * x[piece][:, None] + drawn.points[None, :, 1:2] * y[piece][:, None]
    lean = (plane * before).sum(axis=1)
    shift = -np.einsum("kmi,ki->km", off, plane) / np.where(lean > _FLAT, lean, np.inf)[:, None]
    rings = line[:, None] + off + shift[:, :, None] * before[:, None]
    return tube(facts, rings, drawn, item, solid, world)


def primitive(facts: Facts, kind: str, item: int, solid: int, world: Floats) -> Body | None:
    """A block, pyramid, cylinder, cone or sphere as stated: IFC 4.3, 8.8.3.8, 29, 33, 32 and 37."""
    x, y, z = facts.solids.size_mm[solid].tolist()
    r = float(facts.solids.radius_mm[solid])
    if kind in ("BLOCK", "RECTANGULARPYRAMID"):
        if not min(x, y, z) > 0:
            return None
        base = np.array([(0.0, 0.0), (x, 0.0), (x, y), (0.0, y)])
        top = base if kind == "BLOCK" else np.full((4, 2), (x / 2, y / 2))
        return _stacked(facts, [(base, 0.0), (top, z)], np.ones(4, np.bool_), item, solid, world)
    if not r > 0 or (kind != "SPHERE" and not z > 0):
        return None
    turn = np.arange(_STEPS) * 2 * math.pi / _STEPS
    wide = math.sqrt(2 * math.pi / _STEPS / math.sin(2 * math.pi / _STEPS))
    ring = r * wide * np.column_stack((np.cos(turn), np.sin(turn)))
    if kind == "SPHERE":
        rise = -math.pi / 2 + np.arange(_STEPS // 2 + 1) * 2 * math.pi / _STEPS
        levels = [(ring * math.cos(a), r * math.sin(a)) for a in rise.tolist()]
    else:
        levels = [(ring, 0.0), (ring if kind == "RIGHTCIRCULARCYLINDER" else 0 * ring, z)]
    return _stacked(facts, levels, np.zeros(_STEPS, np.bool_), item, solid, world)


def _stacked(
    facts: Facts, levels: list[tuple[Floats, float]], sharp: np.ndarray, item: int, solid: int, world: Floats
) -> Body:
    """Rings (m, 2) at heights, one above the other."""
    m = len(sharp)
    side = np.column_stack((np.arange(m), (np.arange(m) + 1) % m))
    cap = np.array([[0, k, k + 1] for k in range(1, m - 1)])
    rings = np.stack([np.column_stack((ring, np.full(m, height))) for ring, height in levels])
    return tube(facts, rings, Patch(levels[0][0], cap, side, sharp), item, solid, world)
