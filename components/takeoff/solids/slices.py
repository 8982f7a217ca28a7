"""Sections of a faceted body: the loops in which a plane across a direction cuts it."""

from __future__ import annotations

import numpy as np

from components.sections.contour import following, preceding
from components.table import Floats, Ints
from components.takeoff.solids.shells import Shell

_SAME_MM = 2e-2


def frame_along(direction: Floats) -> Floats:
    """(3, 3) rotation whose rows are x, y and the direction, right-handed."""
    d = np.asarray(direction, float) / np.linalg.norm(direction)
    other = np.eye(3)[int(np.argmin(np.abs(d)))]
    x = np.cross(other, d)
    x /= np.linalg.norm(x)
    return np.stack((x, np.cross(d, x), d))


def levels(shell: Shell, direction: Floats) -> Floats:
    """Distinct heights of the corners along a direction, ascending, mm."""
    height = np.sort(shell.points[_used(shell)] @ direction)
    keep = np.concatenate(([True], np.diff(height) > _SAME_MM))
    return np.asarray(height[keep])


def _used(shell: Shell) -> list[int]:
    return sorted({p for rings in shell.rings for ring in rings for p in ring})


def section(shell: Shell, frame: Floats, at: float) -> list[Floats] | None:
    """Loops (k, 3) of (x, y, 0) where the plane z = at of the frame cuts the body, outer ones counter-clockwise, holes
    clockwise; None where they do not close. The plane must meet no corner."""
    height = shell.points @ frame[2] - at
    cut = _cut_edges(shell, height)
    if not cut:
        return []
    face, order = _in_order(shell, np.array(cut), height, np.cross(frame[2], shell.normal))
    if len(order) % 2:
        return None
    following: dict[tuple[int, int], tuple[int, int]] = {}
    for i, j in zip(order[::2], order[1::2], strict=True):
        start, stop = _edge(cut[i]), _edge(cut[j])
        # A plane leaves each region as often as it enters it.
        if face[i] != face[j] or start in following:
            return None
        following[start] = stop
    loops: list[Floats] = []
    while following:
        first, at_edge = following.popitem()
        ring = [first]
        while at_edge != first:
            ring.append(at_edge)
            if at_edge not in following:
                return None
            at_edge = following.pop(at_edge)
        loops.append(_flat(shell, ring, height, frame))
    return sorted((lo for lo in loops if len(lo) > 2), key=lambda lo: -abs(loop_area(lo)))


def _cut_edges(shell: Shell, height: Floats) -> list[tuple[int, int, int]]:
    """Edges that cross the plane: region, start, end."""
    above = (height > 0).tolist()
    return [
        (k, a, b)
        for k, rings in enumerate(shell.rings)
        for ring in rings
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)
        if above[a] != above[b]
    ]


def _edge(cut: tuple[int, int, int]) -> tuple[int, int]:
    """The edge that two regions share, the same from both."""
    _, a, b = cut
    return (a, b) if a < b else (b, a)


def _in_order(shell: Shell, cut: Ints, height: Floats, ways: Floats) -> tuple[list[int], list[int]]:
    """The region of each cut edge; the edges region by region, each in the order in which the section walks them."""
    face, a, b = cut.T
    t = (height[a] / (height[a] - height[b]))[:, None]
    at = ((shell.points[a] + t * (shell.points[b] - shell.points[a])) * ways[face]).sum(axis=1)
    return face.tolist(), np.lexsort((at, face)).tolist()


def _flat(shell: Shell, ring: list[tuple[int, int]], height: Floats, frame: Floats) -> Floats:
    ends = np.array(ring)
    a, b = ends[:, 0], ends[:, 1]
    t = (height[a] / (height[a] - height[b]))[:, None]
    p = shell.points[a] + t * (shell.points[b] - shell.points[a])
    xy = p @ frame[:2].T
    return straightened(np.column_stack((xy, np.zeros(len(xy)))))


def straightened(loop: Floats) -> Floats:
    """A straight-edged loop without corners that turn nothing and without repeated ones."""
    step = np.hypot(*(loop[:, :2] - preceding(loop[:, :2])).T)
    loop = loop[step > 1e-6]
    if len(loop) < 3:
        return loop
    p = loop[:, :2]
    before, after = p - preceding(p), following(p) - p
    turn = np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0])
    reach = np.maximum(np.hypot(*before.T), np.hypot(*after.T))
    return np.asarray(loop[turn > _SAME_MM * reach])


def loop_area(loop: Floats) -> float:
    """Signed area of a straight-edged loop, mm2."""
    x, y = loop[:, 0] - loop[0, 0], loop[:, 1] - loop[0, 1]
    return float((x * following(y) - following(x) * y).sum() / 2)
