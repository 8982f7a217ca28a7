"""Which bodies are one body turned: labelled point sets compared over rotations, reflections told apart.

A body is a cloud of points that every turned copy has too (corners, hole axes, cutting planes), each with a label that
says what it is and a length that goes with it (a radius). Two clouds are the same where a rotation maps one onto the
other, label on label, within a tolerance of the first one, the master; there is no chaining from part to part.
"""

from __future__ import annotations

import numpy as np

from components.record import record
from components.table import Bools, Codes, Floats, Ints

_CHUNK, _ROOM, _BLOCK = 8, 400_000, 64
_NEXT, _LAST = [1, 2, 0], [2, 0, 1]
LARGEST = 1500
"""Clouds of more points are compared as they stand, without turning: n x n distances would not end."""


@record
class Cloud:
    """points: (n, 3) mm about their mean. label: (n,) kind of each. value: (n,) mm that goes with it, such as a radius.

    signature: sorted (label, radius) pairs as (n,) mm, the same however the cloud is turned.
    """

    points: Floats
    label: Codes
    value: Floats
    signature: Floats


def cloud(points: Floats, label: Codes, value: Floats) -> Cloud:
    """A cloud about its mean, rows sorted by label and distance from the mean."""
    centred = points - points.mean(axis=0) if len(points) else points
    radius = np.linalg.norm(centred, axis=1)
    order = np.lexsort((radius, value, label))
    by_radius = np.lexsort((radius, label))
    return Cloud(centred[order], label[order], value[order], radius[by_radius])


def chirality(c: Cloud) -> float:
    """A figure that changes its sign in a mirror and not under rotation; 0 for what is its own mirror image.

    Product of the coordinates along the principal axes: turning them by their signs leaves it, reflecting does not.
    """
    if len(c.points) < 4 or not np.isfinite(c.points).all():
        return 0.0
    spread, axes = np.linalg.eigh(c.points.T @ c.points)
    if np.min(np.diff(spread)) < 1e-6 * max(float(spread[-1]), 1.0):
        return 0.0
    if np.linalg.det(axes) < 0:
        axes[:, 0] = -axes[:, 0]
    along = c.points @ axes
    return float((along.prod(axis=1) * (1.0 + c.label + c.value)).sum())


def same(master: Cloud, other: Cloud, tolerance: float, mirrored: bool = False) -> bool:
    """Whether a rotation (mirrored: a reflection) maps `other` onto `master`, every point within the tolerance [mm]."""
    n = len(master.points)
    if n != len(other.points) or not np.array_equal(master.label, other.label):
        return False
    if n and np.abs(master.signature - other.signature).max() > 2 * tolerance + 1e-9:
        return False
    if n == 0:
        return True
    if not (np.isfinite(master.points).all() and np.isfinite(other.points).all()):
        return False  # a shape with a figure that is none is like no other
    if n > LARGEST:
        return not mirrored and _fits(master, other, other.points, tolerance)
    blocks = _blocks(master, other, _rough(tolerance))
    return any(
        _try(master, other, turns, tolerance, blocks) for turns in _turns(master, other, tolerance, mirrored)
    )


def _rough(tolerance: float) -> float:
    """How far points may be from each other before the turn is set right, mm."""
    return 6 * tolerance + 1e-2


def _blocks(master: Cloud, other: Cloud, reach: float) -> list[tuple[Ints, Ints]]:
    """Rows of both clouds that can lie within `reach` of each other however one is turned: of one label, at like radii.

    A turn keeps radii, so rows of two blocks are never partners. Blocks hold `_BLOCK` rows or more: each costs its call.
    """
    n = len(master.points)
    by_radius = [np.lexsort((np.linalg.norm(c.points, axis=1), c.label)) for c in (master, other)]
    label = master.label[by_radius[0]]
    inner, outer = (f(master.signature, other.signature) for f in (np.minimum, np.maximum))
    apart = np.append(inner[1:] - outer[:-1] > reach + 1e-6, True)
    other_label = np.append(label[1:] != label[:-1], True)
    ends, start = [], 0
    for end in (np.flatnonzero(apart | other_label) + 1).tolist():
        if other_label[end - 1] or end - start >= _BLOCK:
            ends.append(end)
            start = end
    # In the order of the clouds, so that of equals the first is taken however they are cut up.
    return [
        (np.sort(by_radius[0][low:high]), np.sort(by_radius[1][low:high]))
        for low, high in zip([0, *ends], ends, strict=False)
        if low < n
    ]


def _fits(master: Cloud, other: Cloud, points: Floats, tolerance: float) -> bool:
    near = np.linalg.norm(master.points - points, axis=1).max() <= tolerance
    return bool(near and np.abs(master.value - other.value).max() <= tolerance)


def _anchors(c: Cloud) -> tuple[int, int]:
    """Two rows to hang a frame on: the farthest point, and the one farthest off the line to it (-1: all on a line)."""
    radius = np.linalg.norm(c.points, axis=1)
    a = int(np.argmax(radius))
    if radius[a] < 1e-6:
        return a, -1
    off = np.linalg.norm(_cross(c.points / max(radius[a], 1e-12), c.points[a][None]), axis=1)
    b = int(np.argmax(off))
    return a, b if off[b] > 1e-3 else -1


def _turns(master: Cloud, other: Cloud, tolerance: float, mirrored: bool) -> list[Floats]:
    """Candidate rotations in chunks (m, 3, 3): all that put the master's two anchors on like points of the other."""
    a, b = _anchors(master)
    p, q, reach = master.points, other.points, 2 * tolerance + 1e-6
    radius = np.linalg.norm(q, axis=1)
    like = (other.label == master.label[a]) & (np.abs(radius - np.linalg.norm(p[a])) <= reach)
    first = np.flatnonzero(like & (np.abs(other.value - master.value[a]) <= tolerance + 1e-9))
    if b < 0:
        return _on_a_line(p[a], q[first], mirrored)
    like = (other.label == master.label[b]) & (np.abs(radius - np.linalg.norm(p[b])) <= reach)
    second = np.flatnonzero(like & (np.abs(other.value - master.value[b]) <= tolerance + 1e-9))
    i, j = (x.reshape(-1) for x in np.meshgrid(first, second, indexing="ij"))
    apart = np.linalg.norm(q[i] - q[j], axis=1)
    error = np.abs(apart - np.linalg.norm(p[a] - p[b]))
    keep = np.flatnonzero((error <= 2 * reach) & (i != j))
    keep = keep[np.argsort(error[keep], kind="stable")]
    frames, good = _frames(q[i[keep]], q[j[keep]], mirrored)
    base, fine = _frames(p[a][None], p[b][None], False)
    if not fine[0]:
        return []
    turns = np.einsum("ij,mkj->mik", base[0], frames[good])
    step = int(min(max(_ROOM // max(len(p), 1) ** 2, 1), _CHUNK))
    # The likeliest alone at first: where two bodies are alike it mostly settles the matter.
    return [turns[:1], *(turns[k : k + step] for k in range(1, len(turns), step))]


def _cross(a: Floats, b: Floats) -> Floats:
    """(m, 3) cross products of rows. Thousands of small ones: `np.cross` spends its time on which axis is meant."""
    return np.asarray(a[:, _NEXT] * b[:, _LAST] - a[:, _LAST] * b[:, _NEXT])


def _frames(a: Floats, b: Floats, mirrored: bool) -> tuple[Floats, Bools]:
    """(m, 3, 3) orthonormal columns from pairs of points, and which pairs make one."""
    long = np.linalg.norm(a, axis=1)
    u = a / np.maximum(long, 1e-12)[:, None]
    w = _cross(u, b)
    off = np.linalg.norm(w, axis=1)
    w = w / np.maximum(off, 1e-12)[:, None]
    v = _cross(w, u)
    return np.stack((u, v, -w if mirrored else w), axis=2), (long > 1e-9) & (off > 1e-6)


def _on_a_line(p: Floats, q: Floats, mirrored: bool) -> list[Floats]:
    """Clouds on one line, such as a plain tube: any turn that lays line on line will do, and so will its mirror."""
    if np.linalg.norm(p) < 1e-6:
        return [np.eye(3)[None]]
    base = _any_frame(p)
    turns = [base @ _any_frame(x).T for x in q]
    if mirrored:
        flip = np.diag((1.0, 1.0, -1.0))
        turns = [base @ flip @ _any_frame(x).T for x in q]
    return [np.array(turns)] if turns else []


def _any_frame(along: Floats) -> Floats:
    u = along / np.linalg.norm(along)
    side = np.eye(3)[int(np.argmin(np.abs(u)))]
    v = np.cross(u, side)
    v /= np.linalg.norm(v)
    return np.stack((u, v, np.cross(u, v)), axis=1)


def _try(
    master: Cloud, other: Cloud, turns: Floats, tolerance: float, blocks: list[tuple[Ints, Ints]]
) -> bool:
    """Whether one of the turns, set right by least squares, lays every point within the tolerance."""
    n = len(master.points)
    turned = np.einsum("mij,nj->mni", turns, other.points)
    partner, worst = np.zeros(turned.shape[:2], np.int64), np.zeros(len(turns))
    for own, others in blocks:
        p, q = master.points[own], turned[:, others]
        # |p - q|2 = |p|2 + |q|2 - 2 p.q: a matrix product, many times faster than differences.
        far = (p**2).sum(axis=1)[None, :, None] + (q**2).sum(axis=2)[:, None, :]
        square = np.maximum(far - 2.0 * (p @ np.swapaxes(q, 1, 2)), 0.0)
        partner[:, own] = others[square.argmin(axis=2)]
        worst = np.maximum(worst, square.min(axis=2).max(axis=1))
    rough = np.sqrt(worst)
    for k in np.flatnonzero(rough <= _rough(tolerance)).tolist():
        match = partner[k]
        if np.bincount(match, minlength=n).max() > 1:
            continue
        if np.abs(master.value - other.value[match]).max() > tolerance + 1e-9:
            continue
        if _residual(master.points, turned[k][match]) <= tolerance + 1e-6:
            return True
    return False


def _residual(p: Floats, q: Floats) -> float:
    """Greatest distance left after the best rotation of q onto p in the sense of least squares (Kabsch)."""
    plain = float(np.linalg.norm(p - q, axis=1).max())
    left, _, right = np.linalg.svd(q.T @ p)
    turn = left @ np.diag((1.0, 1.0, np.sign(np.linalg.det(left @ right)))) @ right
    return min(plain, float(np.linalg.norm(p - q @ turn, axis=1).max()))


@record
class Grouping:
    """master: (n,) row of each cloud's master, its own row where it is one. reversed: (n,) a mirror image of it."""

    master: Ints
    reversed: Bools


def group(clouds: list[Cloud], tolerance: float, given: int = 0, mirrored: bool = False) -> Grouping:
    """Group clouds in order: each joins the first master that it fits, or becomes one.

    given: the first so many are masters already, such as those of an earlier revision. mirrored: mirror images join too.
    """
    n = len(clouds)
    master, turned = np.arange(n, dtype=np.int64), np.zeros(n, np.bool_)
    looks: dict[bytes, list[int]] = {}
    for i, one in enumerate(clouds):
        looks.setdefault(one.label.tobytes(), []).append(i)
    for rows in looks.values():
        signatures = np.stack([clouds[i].signature for i in rows])
        if not signatures.shape[1]:
            continue
        known: list[int] = []
        unsure: list[int] = []
        for at, i in enumerate(rows):
            near = _near(signatures, known, at, tolerance) if i >= given else []
            found = _first(clouds, [rows[k] for k in near], i, tolerance, mirrored)
            if found[0] < 0:
                known.append(at)
                continue
            master[i], turned[i] = found
            unsure.append(at)
        for at in unsure:
            # Masters that came later may be nearer; the nearest is taken, so that it is taken again in a later issue.
            near = _near(signatures, known, at, tolerance)
            if len(near) > 1:
                i = rows[at]
                master[i], turned[i] = _first(clouds, [rows[k] for k in near], i, tolerance, mirrored)
    return Grouping(master, turned)


def _near(signatures: Floats, known: list[int], at: int, tolerance: float) -> list[int]:
    """Those of `known` whose signature could be that of one body with `at`, the nearest first."""
    if not known:
        return []
    off = np.abs(signatures[known] - signatures[at]).max(axis=1)
    fits = np.flatnonzero(off <= 2 * tolerance + 1e-9)
    return [known[k] for k in fits[np.argsort(off[fits], kind="stable")].tolist()]


def _first(
    clouds: list[Cloud], masters: list[int], i: int, tolerance: float, mirrored: bool
) -> tuple[int, bool]:
    """The first master that a cloud fits, and whether as a mirror image; -1 for none. Turned comes before mirrored."""
    for flip in (False, True) if mirrored else (False,):
        for m in masters:
            if same(clouds[m], clouds[i], tolerance, flip):
                return m, flip
    return -1, False


def group_lengths(length: Floats, tolerance: float) -> Ints:
    """(n,) row of each bar's master: the fewest masters such that every length is within the tolerance of its own."""
    order = np.argsort(length, kind="stable")
    sorted_length = length[order]
    chosen = []
    at, reach = 0, tolerance + 1e-9
    while at < len(order):
        middle = int(np.searchsorted(sorted_length, sorted_length[at] + reach, "right")) - 1
        chosen.append(middle)
        at = int(np.searchsorted(sorted_length, sorted_length[middle] + reach, "right"))
    if not chosen:
        return order
    # The nearest of them: so a bar keeps its master when these come back as those of an earlier issue.
    masters = np.array(chosen, np.int64)
    after = np.clip(np.searchsorted(sorted_length[masters], length), 1, max(len(masters) - 1, 1))
    after = np.minimum(after, len(masters) - 1)
    before = np.maximum(after - 1, 0)
    first = np.abs(length - sorted_length[masters[before]]) <= np.abs(length - sorted_length[masters[after]])
    return np.asarray(order[masters[np.where(first, before, after)]])
