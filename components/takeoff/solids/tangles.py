"""Faceted bodies of several closed shells: a hollow inside a body is meant, two bodies in one place are not."""

from __future__ import annotations

import numpy as np

from components.record import record
from components.table import Bools, Floats, Ints, unique

_TOUCH_MM = 0.1


@record
class Walk:
    """All edges of all bodies as they are walked: welded start and end point, loop, body of each; and per loop its
    face and its part of the signed volume, mm3. points: (p, 3) mm of the welded points."""

    start: Ints
    end: Ints
    loop: Ints
    mesh: Ints
    loop_face: Ints
    volume: Floats
    points: Floats


def tangled(walk: Walk, closed: Bools) -> Bools:
    """(meshes,) closed bodies of which two shells share space without one being a hollow of the other.

    Boxes are compared, so bodies that merely interlock are told too: in doubt nothing is weighed.
    """
    found = np.zeros(len(closed), np.bool_)
    keep = _not_one_simple_shell(walk, closed)[walk.mesh]
    if not keep.any():
        return found
    start, end, loop, mesh = walk.start[keep], walk.end[keep], walk.loop[keep], walk.mesh[keep]
    size = len(walk.points)
    node, where = np.unique(np.concatenate((mesh * size + start, mesh * size + end)), return_inverse=True)
    where = where.reshape(-1)
    first, other = where[: len(start)], where[len(start) :]
    loops, at = np.unique(loop, return_index=True)
    _, outer = np.unique(walk.loop_face[loops], return_index=True)
    of = np.searchsorted(walk.loop_face[loops[outer]], walk.loop_face[loops])
    # A hole in a face belongs to the shell of the face, though no edge leads there.
    label = _labels(
        len(node), np.concatenate((first, first[at])), np.concatenate((other, first[at[outer]][of]))
    )
    shell, shell_of_node = np.unique(label, return_inverse=True)
    shell_of_node = shell_of_node.reshape(-1)
    shell_mesh = (node // size)[shell]
    volume = np.bincount(shell_of_node[first[at]], walk.volume[loops], minlength=len(shell)).astype(
        np.float64
    )
    low, high = np.full((len(shell), 3), np.inf), np.full((len(shell), 3), -np.inf)
    np.minimum.at(low, shell_of_node, walk.points[node % size])
    np.maximum.at(high, shell_of_node, walk.points[node % size])
    for row in np.flatnonzero(np.bincount(shell_mesh, minlength=len(closed)) > 1).tolist():
        mine = np.flatnonzero(shell_mesh == row)
        found[row] = _share_space(low[mine], high[mine], volume[mine])
    return found


def _not_one_simple_shell(walk: Walk, closed: Bools) -> Bools:
    """Euler: points - edges + faces - inner loops is 2 for one shell without a hole through it; those need no look."""
    count = len(closed)
    size = len(walk.points)
    points = np.bincount(unique(walk.mesh * size + walk.start) // size, minlength=count)
    edges = np.bincount(walk.mesh, minlength=count) / 2
    loops, at = np.unique(walk.loop, return_index=True)
    mesh = walk.mesh[at]
    faces = np.unique(walk.loop_face[loops], return_index=True)[1]
    outer = np.bincount(mesh[faces], minlength=count)
    inner = np.bincount(mesh, minlength=count) - outer
    return np.asarray(closed & (points - edges + outer - inner != 2))


def _labels(count: int, first: Ints, other: Ints) -> Ints:
    """(count,) the lowest node that each node is joined to."""
    label = np.arange(count)
    while True:
        before = label.copy()
        low = np.minimum(label[first], label[other])
        np.minimum.at(label, first, low)
        np.minimum.at(label, other, low)
        label = label[label]
        if np.array_equal(before, label):
            return label


def _share_space(low: Floats, high: Floats, volume: Floats) -> bool:
    """Whether two shells meet in space and are no body and its hollow. (s, 3) boxes, (s,) signed volumes."""
    order = np.argsort(-np.abs(volume))
    low, high, volume = low[order], high[order], volume[order]
    for k in range(1, len(order)):
        meet = ((low[:k] < high[k] - _TOUCH_MM) & (high[:k] > low[k] + _TOUCH_MM)).all(axis=1)
        within = ((low[:k] <= low[k] + _TOUCH_MM) & (high[:k] >= high[k] - _TOUCH_MM)).all(axis=1)
        hollow = within & (np.sign(volume[:k]) != np.sign(volume[k]))
        if (meet & ~hollow).any() and not (meet & hollow).any():
            return True
    return False
