"""Whether models drawn together lie where they can be seen together."""

from __future__ import annotations

import numpy as np

from components.table import Floats, Ints
from components.units import MM_PER_KM

_FAR_MM = MM_PER_KM
_TIMES = 10.0
"""Further apart than this and than so many times the larger of them: hardly one site."""


def far_apart(boxes: Floats, part: Ints) -> tuple[int, int, float] | None:
    """The two models that lie furthest apart, and their distance in mm; None where all may be of one site.

    boxes: (n, 2, 3) of components, NaN where nothing is drawn. part: (n,) number of the model of each.
    """
    known = np.isfinite(boxes).all(axis=(1, 2))
    drawn = np.unique(part[known]).tolist()
    whole = {
        k: np.stack((boxes[known & (part == k), 0].min(axis=0), boxes[known & (part == k), 1].max(axis=0)))
        for k in drawn
    }
    worst: tuple[int, int, float] | None = None
    for i, one in enumerate(drawn):
        for other in drawn[i + 1 :]:
            a, b = whole[one], whole[other]
            gap = float(np.linalg.norm(np.maximum(0.0, np.maximum(a[0] - b[1], b[0] - a[1]))))
            size = max(float(np.linalg.norm(box[1] - box[0])) for box in (a, b))
            if gap > max(_FAR_MM, _TIMES * size) and (worst is None or gap > worst[2]):
                worst = one, other, gap
    return worst
