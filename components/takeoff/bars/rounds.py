"""Round bars and tubes that are drawn with flat sides: true diameter, axis length, and how much the flats leave out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from components.facts import Facts
from components.table import Floats, Ints, Table, Text
from components.takeoff.outlines.forms import circle_of
from components.takeoff.outlines.profiles import Shapes, loop_figures
from components.takeoff.solids.bodies import BOUNDARY, Bodies, ItemFigures
from components.takeoff.solids.shells import Shell, mesh_faces, shell_of
from components.takeoff.solids.slices import frame_along, straightened

NOT_ROUND = "plates.not_round"
_SHARE = 0.01


@dataclass(frozen=True, eq=False)
class Round:
    """diameter, inner diameter (0 solid) mm of the circles through the corners; length mm of the axis, bends included;
    area_factor: drawn area over that of the true ring; corners: of the polygon, 0 for a true circle."""

    diameter: float = math.nan
    inner_diameter: float = math.nan
    length: float = math.nan
    area_factor: float = math.nan
    corners: int = 0
    reason: str = NOT_ROUND


@dataclass(frozen=True, eq=False)
class RoundTable(Table):
    """One row per element asked for; the true volume is the drawn one over area_factor. reason: none where round."""

    element: Ints
    diameter_mm: Floats
    inner_diameter_mm: Floats
    length_mm: Floats
    area_factor: Floats
    corners: Ints
    reason: Text


def round_bars(facts: Facts, shapes: Shapes, figures: ItemFigures, bodies: Bodies, rows: Ints) -> RoundTable:
    """Elements `rows` that are one polygonal bar or tube, straight or bent: closed facets, or an extruded polygon."""
    faces = mesh_faces(facts)
    known: dict[int, Round] = {}
    found = []
    for element in rows.tolist():
        item = int(bodies.main[element])
        if item < 0 or bodies.items[element] != 1:
            found.append(Round())
            continue
        size = np.linalg.norm(facts.items.matrix[item][:3, :3], axis=0)
        mesh = int(facts.solids.mesh[figures.base[item]])
        if np.ptp(size) > 1e-6 * size[0]:
            found.append(Round())
        elif mesh >= 0 and figures.source[item] == BOUNDARY:
            if mesh not in known:
                known[mesh] = round_shell(shell_of(faces, mesh))
            found.append(_sized(known[mesh], float(size[0])))
        elif mesh < 0 and figures.profile[item] >= 0:
            outline = round_outline(shapes.loops[int(figures.profile[item])], 1.0)
            drawn = _sized(outline, float(size[0]))
            found.append(Round(drawn.diameter, drawn.inner_diameter, float(figures.length[item]), drawn.area_factor,
                               drawn.corners, drawn.reason))  # fmt: skip
        else:
            found.append(Round())

    def column(name: str) -> Floats:
        return np.array([getattr(r, name) for r in found], np.float64)

    return RoundTable(
        element=np.asarray(rows, np.int64), diameter_mm=column("diameter"),
        inner_diameter_mm=column("inner_diameter"), length_mm=column("length"), area_factor=column("area_factor"),
        corners=np.array([r.corners for r in found], np.int64), reason=Text.of([r.reason or None for r in found]),
    )  # fmt: skip


def _sized(r: Round, s: float) -> Round:
    return Round(r.diameter * s, r.inner_diameter * s, r.length * s, r.area_factor, r.corners, r.reason)


def round_outline(loops: tuple[Floats, ...], length: float) -> Round:
    """An outline that is a circle, a ring, or a regular polygon of at least eight corners."""
    if not 1 <= len(loops) <= 2:
        return Round()
    rings = [circle_of(loop) for loop in loops]
    if any(r is None for r in rings):
        return Round()
    radii = [r[1] for r in rings if r is not None]
    centres = [r[0] for r in rings if r is not None]
    if len(radii) == 2 and np.abs(centres[0] - centres[1]).max() > 0.01 * radii[0]:
        return Round()
    inner = radii[1] if len(radii) == 2 else 0.0
    area = loop_figures(list(loops)).area
    drawn = abs(float(area[0])) - sum(abs(float(a)) for a in area[1:])
    factor = drawn / (math.pi * (radii[0] ** 2 - inner**2))
    corners = 0 if loops[0][:, 2].any() else len(loops[0])
    return Round(2 * radii[0], 2 * inner, length, factor, corners, "")


def round_shell(shell: Shell | None) -> Round:
    """A closed body swept from one regular polygon to another: its sides are the polygon's girth times its length."""
    if shell is None:
        return Round()
    ends = [(k, drawn) for k in range(len(shell.rings)) if not (drawn := _end(shell, k)).reason]
    for i, (a, one) in enumerate(ends):
        for b, other in ends[i + 1 :]:
            alike = abs(one.diameter - other.diameter) + abs(one.inner_diameter - other.inner_diameter)
            if alike > _SHARE * one.diameter or one.corners != other.corners:
                continue
            length = shell.volume / float(shell.area[a])
            n = one.corners
            girth = n * math.sin(math.pi / n) * (one.diameter + one.inner_diameter)
            sides = float(shell.area.sum() - shell.area[a] - shell.area[b])
            if abs(sides / (girth * length) - 1) < _SHARE:
                return Round(one.diameter, one.inner_diameter, length, one.area_factor, n, "")
    return Round()


def _end(shell: Shell, k: int) -> Round:
    if len(shell.rings[k][0]) < 8 or len(shell.rings[k]) > 2:
        return Round()
    frame = frame_along(shell.normal[k])
    loops = []
    for ring in shell.rings[k]:
        xy = shell.points[list(ring)] @ frame[:2].T
        loops.append(straightened(np.column_stack((xy, np.zeros(len(xy))))))
    return round_outline(tuple(loops), math.nan)
