"""Where elements belong: storey, and the assembly that holds them."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.table import Ints, Text

_STOREY = ("IfcBuildingStorey",)


def spatial_of(facts: Facts) -> Ints:
    """(n,) row of `Facts.spatial` of each element: its own container, or that of the whole it is part of."""
    elements = facts.elements
    own = elements.spatial.copy()
    holder = np.where(elements.parent >= 0, elements.parent, elements.host)
    for _ in range(32):
        lacking = np.flatnonzero((own < 0) & (holder >= 0))
        if not len(lacking):
            break
        found = own[holder[lacking]]
        own[lacking] = found
        further = holder[holder[lacking]]
        holder = holder.copy()
        holder[lacking] = np.where(found >= 0, -1, further)
    return own


def storey_rows(facts: Facts, spatial: Ints) -> Ints:
    """(n,) storey row of `Facts.spatial` for each spatial row given; -1 where it is in none."""
    table = facts.spatial
    is_storey = table.ifc_class.isin(_STOREY)
    at = spatial.copy()
    for _ in range(16):
        climb = (at >= 0) & ~is_storey[np.maximum(at, 0)] if len(table) else np.zeros(len(at), np.bool_)
        if not climb.any():
            break
        at = np.where(climb, table.parent[np.maximum(at, 0)], at)
    return at


def storey_names(facts: Facts, storeys: Ints) -> Text:
    """(n,) storey names."""
    name = facts.spatial.name
    if not len(name):
        return Text.full(len(storeys))
    return Text(np.where(storeys >= 0, name.codes[np.maximum(storeys, 0)], -1), name.vocabulary)
