"""Openings: which solids are taken from which element, in the element's own coordinates."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.table import Floats


def openings_of(facts: Facts) -> dict[int, tuple[tuple[int, Floats], ...]]:
    """Element row -> (solid row, (4, 4) matrix into the element's coordinates) of each opening's body items."""
    elements, items = facts.elements, facts.items
    voids = facts.relations.kind.isin(("VOIDS",))
    hosts, openings = facts.relations.first[voids], facts.relations.second[voids]
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


def world_of(facts: Facts, element: int) -> Floats:
    """(4, 4) world matrix of an element; identity where it has no placement."""
    row = int(facts.elements.placement[element])
    return facts.placements[row] if row >= 0 else np.eye(4)
