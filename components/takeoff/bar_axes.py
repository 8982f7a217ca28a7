"""Straight bars of a model that are drawn as faceted bodies: axes in the element and in the world, sections, ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.facts import Facts
from components.table import Floats, Ints, Table, Text
from components.takeoff.bars import CUT, NO_BODY, Bar, straight_bar
from components.takeoff.bodies import BOUNDARY, Bodies, ItemFigures
from components.takeoff.shells import mesh_faces, shell_of
from components.takeoff.voids import world_of

CERTAIN, LIKELY, NONE = "certain", "likely", "none"
"""certain: section by length between the ends is the whole body; likely: notched besides; none: no straight bar."""


@dataclass(frozen=True, eq=False)
class BarTable(Table):
    """One row per element asked for. NaN: no straight bar.

    length_mm: overall, what is sawn; axis_length_mm: of the centroid's line between the end planes. start, end, up:
    (n, 3) in the element's coordinates; world_start, world_end, world_up likewise in the world, up a unit vector, the
    section's y. area_mm2: of the section. start_angle_rad, end_angle_rad: ends against square ones. filling: body over
    section by axis length. section: row of the loops returned beside, -1 none. confidence: certain, likely or none.
    """

    element: Ints
    length_mm: Floats
    axis_length_mm: Floats
    start: Floats
    end: Floats
    up: Floats
    world_start: Floats
    world_end: Floats
    world_up: Floats
    area_mm2: Floats
    start_angle_rad: Floats
    end_angle_rad: Floats
    filling: Floats
    section: Ints
    confidence: Text
    reason: Text


Sections = tuple[tuple[Floats, ...], ...]
"""Outlines (k, 3) of (x, y, 0) about the section's centroid, scaled to mm of the element; outer loops first."""


def straight_bars(
    facts: Facts, figures: ItemFigures, bodies: Bodies, rows: Ints
) -> tuple[BarTable, Sections]:
    """Bars among the elements `rows` whose one body is a closed faceted one. Each mesh is measured once."""
    faces = mesh_faces(facts)
    known: dict[int, Bar] = {}
    place: dict[tuple[int, float], int] = {}
    sections: list[tuple[Floats, ...]] = []
    found: list[tuple[Bar, float, Floats, Floats, int]] = []
    for element in rows.tolist():
        item = int(bodies.main[element])
        mesh = int(facts.solids.mesh[figures.base[item]]) if item >= 0 else -1
        whole = item >= 0 and bodies.items[element] == 1 and figures.source[item] == BOUNDARY
        matrix = facts.items.matrix[item] if item >= 0 else np.eye(4)
        size = np.linalg.norm(matrix[:3, :3], axis=0)
        if not whole or mesh < 0 or np.ptp(size) > 1e-6 * size[0]:
            found.append((Bar(reason=NO_BODY), 1.0, np.eye(4), np.eye(4), -1))
            continue
        if mesh not in known:
            known[mesh] = straight_bar(shell_of(faces, mesh))
        bar, scale = known[mesh], float(size[0])
        row = -1
        if bar.reason in ("", CUT):
            row = place.setdefault((mesh, round(scale, 9)), len(sections))
            if row == len(sections):
                sections.append(tuple(loop * (scale, scale, 1.0) for loop in bar.loops))
        else:
            bar = Bar(reason=bar.reason)
        found.append((bar, scale, matrix, world_of(facts, element) @ matrix, row))
    return _table(rows, found), tuple(sections)


def _table(rows: Ints, found: list[tuple[Bar, float, Floats, Floats, int]]) -> BarTable:
    scale = np.array([s for _, s, _, _, _ in found], np.float64)
    own, world = (np.array([f[k] for f in found], np.float64).reshape(-1, 4, 4) for k in (2, 3))

    def numbers(name: str) -> Floats:
        return np.array([getattr(f[0], name) for f in found], np.float64)

    def points(name: str, matrix: Floats) -> Floats:
        p = numbers(name).reshape(-1, 3)
        return np.asarray(np.einsum("nij,nj->ni", matrix[:, :3, :3], p) + matrix[:, :3, 3])

    def ways(matrix: Floats) -> Floats:
        turned = np.einsum("nij,nj->ni", matrix[:, :3, :3], numbers("up").reshape(-1, 3))
        return np.asarray(turned / np.linalg.norm(turned, axis=1)[:, None])

    angles = numbers("end_angles").reshape(-1, 2)
    sure = {"": CERTAIN, CUT: LIKELY}
    return BarTable(
        element=np.asarray(rows, np.int64), length_mm=numbers("length") * scale,
        axis_length_mm=numbers("axis_length") * scale, start=points("start", own), end=points("end", own),
        up=ways(own), world_start=points("start", world), world_end=points("end", world), world_up=ways(world),
        area_mm2=numbers("area") * scale**2, start_angle_rad=angles[:, 0], end_angle_rad=angles[:, 1],
        filling=numbers("filling"), section=np.array([f[4] for f in found], np.int64),
        confidence=Text.of([sure.get(f[0].reason, NONE) for f in found]),
        reason=Text.of([f[0].reason or None for f in found]),
    )  # fmt: skip
