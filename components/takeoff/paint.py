"""What is painted of a part: its outer faces. The inside of a tube is not, however its surface was measured."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.table import Floats, unique
from components.takeoff.outlines.profiles import Shapes, loop_figures
from components.takeoff.solids.bodies import BOUNDARY, KERNEL, Bodies, ItemFigures


def outer_faces(facts: Facts, shapes: Shapes, figures: ItemFigures, whole: Bodies) -> Floats:
    """(elements,) mm2 of the outer faces of each element.

    A prism's own sides are those of its outline; a body measured by its whole surface loses the walls of the hollows in
    its section, along the length that its volume has of it.
    """
    surface = whole.side_area + 2.0 * whole.end_area
    source = np.array(figures.source, dtype=object)
    bore = np.nan_to_num(facts.solids.inner_radius_mm[figures.base])
    hollow = (figures.profile >= 0) | (bore > 0)
    rows = np.flatnonzero(((source == KERNEL) | (source == BOUNDARY)) & hollow)
    if not len(rows):
        return surface
    inner, area = (
        2.0 * np.pi * bore[rows],
        np.pi * (facts.solids.radius_mm[figures.base[rows]] ** 2 - bore[rows] ** 2),
    )
    for profile in unique(figures.profile[rows]).tolist():
        if profile >= 0:
            loops = loop_figures(list(shapes.loops[profile]))
            mine = figures.profile[rows] == profile
            inner[mine], area[mine] = loops.length[loops.area < 0].sum(), shapes.area[profile]
    factor = np.abs(np.linalg.det(facts.items.matrix[rows][:, :3, :3]))
    across = np.sqrt(factor / figures.stretch[rows])
    walls = np.where(inner > 0, inner * figures.volume[rows] / (area * across), 0.0)
    return np.asarray(surface - np.bincount(facts.items.owner[rows], np.nan_to_num(walls), len(surface)))
