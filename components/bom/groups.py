"""Which assemblies are the same: the same parts in the same relative places, one turned to the other, never mirrored."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np

from components.bom.congruence import Cloud, cloud, group
from components.bom.identity import Identity
from components.bom.pieces import Belonging
from components.bom.shapes import Shapes, world_points
from components.facts import Facts
from components.model import Components, Model
from components.record import record
from components.table import Floats, Ints, Text

_LABELS = 16
"""More than there are kinds of key points."""


@record
class PieceGroups:
    """group: (p,) number of equal pieces of each piece. parts: per group the part components of its first piece.
    clouds: per group its key points, labels out of part group and kind of point; None for a loose part.
    """

    group: Ints
    parts: tuple[Ints, ...]
    clouds: tuple[Cloud | None, ...]

    @property
    def count(self) -> int:
        """How many different pieces there are."""
        return len(self.parts)

    def bulk(self, number: int, components: Components) -> tuple[int, int]:
        """How many parts a group has and their volume [cm3], the bigger first: sorts assemblies of equal main parts."""
        rows = self.parts[number]
        return -len(rows), -round(float(np.nansum(components.net_volume_mm3[rows])) / 1000.0)

    def content(self, number: int, part: Text) -> str:
        """The parts of a group in one line, `2*P1+P2`."""
        marks = Counter(part.get(r) for r in self.parts[number].tolist())
        return "+".join(f"{n}*{m}" if n > 1 else m for m, n in sorted(marks.items()))

    def named(self, number: int, marks: list[str]) -> Cloud | None:
        """The cloud of a group, labels out of the place of the part's mark instead of its number in this model.

        marks: of each part group. So an assembly of a later revision can be held against it.
        """
        one = self.clouds[number]
        if one is None:
            return None
        groups = (one.label // _LABELS).tolist()
        place = {m: i for i, m in enumerate(sorted({marks[g] for g in groups}))}
        label = np.array([place[marks[g]] for g in groups], np.int32) * _LABELS + one.label % _LABELS
        return cloud(one.points, label.astype(np.int32), one.value)


def group_pieces(
    facts: Facts,
    model: Model,
    rows: Ints,
    shapes: Shapes,
    identity: Identity,
    belonging: Belonging,
    tolerance: float,
) -> PieceGroups:
    """Group the pieces. Loose parts: by the part. Assemblies: by their parts and how these lie to one another."""
    piece = belonging.piece_of[rows]
    p = belonging.pieces
    n = len(p)
    key = np.full(n, -1, np.int64)
    key[piece[p.single[piece]]] = identity.group[p.single[piece]]
    order = np.argsort(piece, kind="stable")
    start = np.searchsorted(piece[order], np.arange(n + 1))
    several = np.flatnonzero(~p.single)
    clouds: list[Cloud] = []
    if len(several):
        masters, clouds = _assemblies(facts, model, rows, shapes, identity, piece, several, tolerance)
        key[several] = len(identity.master) + masters
    _, first, number = np.unique(key, return_index=True, return_inverse=True)
    parts = tuple(rows[order[start[i] : start[i + 1]]] for i in first.tolist())
    own = [int(k) - len(identity.master) for k in key[first].tolist()]
    return PieceGroups(number.reshape(-1), parts, tuple(clouds[k] if k >= 0 else None for k in own))


def _assemblies(
    facts: Facts,
    model: Model,
    rows: Ints,
    shapes: Shapes,
    identity: Identity,
    piece: Ints,
    several: Ints,
    tolerance: float,
) -> tuple[Ints, list[Cloud]]:
    """Master of each assembly in `several`, as a place in it, and their clouds."""
    place = np.full(int(piece.max()) + 1, -1, np.int64)
    place[several] = np.arange(len(several))
    inside = np.flatnonzero(place[piece] >= 0)
    part, label, value, points = world_points(facts, model.components.element[rows[inside]], shapes.keys)
    label = identity.group[inside[part]] * _LABELS + label
    owner = place[piece[inside[part]]]
    order = np.argsort(owner, kind="stable")
    owner, label, value, points = owner[order], label[order], value[order], points[order]
    at = np.searchsorted(owner, np.arange(len(several) + 1)).tolist()
    clouds = [cloud(points[a:b], label[a:b].astype(np.int32), value[a:b]) for a, b in pairwise(at)]
    rank = sorted(range(len(clouds)), key=lambda i: (len(clouds[i].points), _look(clouds[i].signature)))
    found = group([clouds[i] for i in rank], tolerance)
    out = np.empty(len(several), np.int64)
    out[np.array(rank)] = np.array(rank)[found.master]
    return out, clouds


def _look(signature: Floats) -> list[float]:
    return [round(float(x), 1) for x in signature[:8]]
