"""Assemblies: what the file groups, and who belongs to whom."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.record import record
from components.table import Bools, Floats, Ints, Text


@record
class Wholes:
    """element: element row of each assembly. of: per element the row of its innermost assembly, -1 none.

    holder: per element, whether it is only a holder of others and no component itself.
    """

    element: Ints
    parent: Ints
    of: Ints
    holder: Bools


def find_wholes(facts: Facts) -> Wholes:
    """Elements that hold others: an IfcElementAssembly always, another one where it has no body of its own."""
    elements = facts.elements
    n = len(elements)
    has_parts = np.zeros(n, np.bool_)
    has_parts[elements.parent[elements.parent >= 0]] = True
    assembly = elements.ifc_class.isin(("IfcElementAssembly",))
    bodiless = facts.body == 0
    holder = bodiless & (assembly | has_parts)
    rows = np.flatnonzero(holder | (assembly & has_parts))
    number = np.full(n, -1, np.int64)
    number[rows] = np.arange(len(rows))
    up = np.where(elements.parent >= 0, elements.parent, elements.host)
    of = np.where(up >= 0, number[np.maximum(up, 0)], -1)
    step = up.copy()
    for _ in range(32):
        lacking = np.flatnonzero((of < 0) & (step >= 0))
        if not len(lacking):
            break
        step[lacking] = up[step[lacking]]
        of[lacking] = np.where(step[lacking] >= 0, number[np.maximum(step[lacking], 0)], -1)
    return Wholes(rows, of[rows], of, holder)


def marks_of(facts: Facts, wholes: Wholes, said: Text) -> Text:
    """(n,) assembly mark of each element: its own word, or that of the assembly that holds it (its tag at last)."""
    elements = facts.elements
    if not len(wholes.element):
        return said
    own = said.take(wholes.element)
    tag = elements.tag.take(wholes.element)
    tags = tag.match(lambda w: 0 < len(w) <= 24 and not w.startswith("ID"))
    mark = own.where((own.codes < 0) & tags, tag)
    held = Text(np.where(wholes.of >= 0, mark.codes[np.maximum(wholes.of, 0)], -1), mark.vocabulary)
    return said.where((said.codes < 0) & (held.codes >= 0), held)


def heaviest(of: Ints, mass: Floats, count: int) -> Ints:
    """(count,) the row of greatest mass of each assembly; -1 where it has none."""
    out = np.full(count, -1, np.int64)
    rows = np.flatnonzero(of >= 0)
    order = rows[np.lexsort((-rows, np.nan_to_num(mass[rows]), of[rows]))]
    out[of[order]] = order
    return out
