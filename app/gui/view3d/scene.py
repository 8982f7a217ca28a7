"""What the view draws, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from components.table import Floats, Ints

Points = NDArray[np.float32]
Index = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Scene:
    """Triangles of all components in one array, ordered by component; coordinates are mm from `origin`.

    points: (p, 3) float32; owner: (p,) component of each. triangles: (t, 3) point rows.
    first: (n + 1,) first triangle of each component.
    edges: (e, 2) point rows of sharp edges, ordered by component; first_edge: (n + 1,).
    axes: (a, 2, 3) lines of the reduced picture; axis_owner: (a,) component. members: (a,) whether it is a member axis.
    boxes: (n, 2, 3) low and high corner, NaN where nothing is drawn. rough: (n,) cuts that are not drawn;
    late: how many bodies are so only because the geometry kernel was not waited for.
    """

    points: Points
    owner: Index
    triangles: Index
    first: Ints
    edges: Index
    first_edge: Ints
    axes: Points
    axis_owner: Index
    members: NDArray[np.bool_]
    boxes: Floats
    rough: NDArray[np.bool_]
    origin: Floats
    late: int = 0

    @property
    def count(self) -> int:
        """How many components there are."""
        return len(self.boxes)


_FEW = 8
"""The cells of fewer components than one in so many are counted up; those of more are sieved out of all, sooner."""
_FEW_BOXES = 5000
_CELLS = 16


def outposts(boxes: Floats) -> Floats:
    """(k, 3) points that stand for (n, 2, 3) boxes: their corners, and where they are few the middles between.

    Where they are many, boxes whose middles lie in one cell of a coarse grid are taken together: nothing sticks out.
    """
    many = len(boxes) >= _FEW_BOXES
    shares = (0.0, 1.0) if many else (0.0, 0.5, 1.0)
    grid = np.stack(np.meshgrid(shares, shares, shares), axis=-1).reshape(-1, 1, 3)
    held = _gathered(boxes) if many else boxes
    return np.asarray(held[:, 0] + grid * (held[:, 1] - held[:, 0])).reshape(-1, 3)


def _gathered(boxes: Floats) -> Floats:
    """(m, 2, 3) the box around all boxes of a cell, for each cell that holds any."""
    middles = boxes.mean(axis=1)
    low, span = middles.min(axis=0), np.ptp(middles, axis=0)
    cells = ((middles - low) / np.where(span > 0.0, span, 1.0) * (_CELLS - 1e-9)).astype(np.int64)
    key = (cells[:, 0] * _CELLS + cells[:, 1]) * _CELLS + cells[:, 2]
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.diff(key[order], prepend=-1))
    lows, highs = boxes[order, 0], boxes[order, 1]
    return np.stack((np.minimum.reduceat(lows, first), np.maximum.reduceat(highs, first)), axis=1)


def spread(first: Ints, rows: Ints) -> Ints:
    """Indices of all entries of some components: the runs first[r]..first[r + 1] joined."""
    low, high = first[rows], first[rows + 1]
    times = high - low
    total = int(times.sum())
    if total == 0:
        return np.zeros(0, np.int64)
    return np.repeat(low - (np.cumsum(times) - times), times) + np.arange(total)


def cells_of(cells: Index, first: Ints, rows: Ints) -> Index:
    """The cells (c, k) of some components (ascending rows); the array itself where it is all of them."""
    count = len(first) - 1
    if len(rows) == count:
        return cells
    if len(rows) * _FEW < count:
        return cells[spread(first, rows)]
    chosen = np.zeros(count, np.bool_)
    chosen[rows] = True
    return cells.compress(np.repeat(chosen, np.diff(first)), axis=0)


def box_edges(boxes: Floats) -> Points:
    """(12 n, 2, 3) edges of boxes (n, 2, 3)."""
    corner = np.array([[i >> 2 & 1, i >> 1 & 1, i & 1] for i in range(8)])
    pairs = [(a, b) for a in range(8) for b in range(a + 1, 8) if np.abs(corner[a] - corner[b]).sum() == 1]
    points = np.stack([boxes[:, corner[k], [0, 1, 2]] for k in range(8)], axis=1)
    lines = np.stack([points[:, [a, b]] for a, b in pairs], axis=1)
    return np.ascontiguousarray(lines.reshape(-1, 2, 3), np.float32)
