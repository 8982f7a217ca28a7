"""Centres of gravity of what is drawn."""

from __future__ import annotations

import numpy as np

from app.gui.view3d.scene import Scene, spread
from components.table import Floats, Ints


def centres(scene: Scene, rows: Ints) -> Floats:
    """(k, 3) centre of the drawn body of each component, mm in world coordinates; NaN where none is drawn whole.

    Divergence theorem over the closed triangles of each body, coordinates taken from the middle of its box.
    """
    at = spread(scene.first, rows)
    of = np.repeat(np.arange(len(rows)), scene.first[rows + 1] - scene.first[rows])
    middle = scene.boxes[rows].mean(axis=1)
    p = scene.points[scene.triangles[at]].astype(np.float64) - middle[of][:, None, :]
    six = np.einsum("ij,ij->i", p[:, 0], np.cross(p[:, 1], p[:, 2]))
    volume = np.bincount(of, six, minlength=len(rows))
    moment = np.stack(
        [np.bincount(of, six * p[:, :, k].sum(axis=1) / 4, minlength=len(rows)) for k in range(3)], 1
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        found = moment / volume[:, None] + middle + scene.origin
    found[scene.rough[rows] | ~(np.abs(volume) > 0)] = np.nan
    return np.asarray(found, np.float64)
