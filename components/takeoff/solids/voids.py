"""Openings: which solids are taken from which element, in the element's own coordinates."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.table import Bools, Floats, Ints

_DEEPEST = 8
"""Levels of parts of parts that openings of a whole reach."""


def openings_of(facts: Facts) -> dict[int, tuple[tuple[int, Floats], ...]]:
    """Element row -> (solid row, (4, 4) matrix into the element's coordinates) of each opening's body items."""
    elements, items = facts.elements, facts.items
    hosts, openings = pierced_by(facts)
    if not len(hosts):
        return {}
    order = np.argsort(items.owner, kind="stable")
    start = np.searchsorted(items.owner[order], np.arange(len(elements) + 1))
    found: dict[int, list[tuple[int, Floats]]] = {}
    for host, opening in zip(hosts.tolist(), openings.tolist(), strict=True):
        to_host = np.linalg.inv(world_of(facts, host)) @ world_of(facts, opening)
        for item in order[start[opening] : start[opening + 1]].tolist():
            found.setdefault(host, []).append((int(items.solid[item]), to_host @ items.matrix[item]))
    return {host: tuple(cutters) for host, cutters in found.items()}


def undrawn_openings(facts: Facts) -> Bools:
    """(elements,) bool, those with an opening that has no body, or one that could not be read: it is not deducted."""
    out = np.zeros(len(facts.elements), np.bool_)
    hosts, openings = pierced_by(facts)
    out[hosts[facts.body[openings] != 1]] = True
    return out


def pierced_by(facts: Facts) -> tuple[Ints, Ints]:
    """Elements and their openings, pair by pair. An opening of a whole without a body is one of each of its parts."""
    voids = facts.relations.kind.isin(("VOIDS",))
    hosts, openings = facts.relations.first[voids], facts.relations.second[voids]
    bare = facts.body[hosts] == 0
    if not bare.any():
        return hosts, openings
    parent = facts.elements.parent
    more: list[tuple[Ints, Ints]] = [(hosts, openings)]
    whole, hole = hosts[bare], openings[bare]
    for _ in range(_DEEPEST):
        of = np.argsort(parent, kind="stable")
        low, high = (np.searchsorted(parent[of], whole, side=side) for side in ("left", "right"))
        count = high - low
        if not count.any():
            break
        at = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        whole, hole = of[np.repeat(low, count) + at], np.repeat(hole, count)
        more.append((whole, hole))
    return np.concatenate([m[0] for m in more]), np.concatenate([m[1] for m in more])


def world_of(facts: Facts, element: int) -> Floats:
    """(4, 4) world matrix of an element; identity where it has no placement."""
    row = int(facts.elements.placement[element])
    return facts.placements[row] if row >= 0 else np.eye(4)
