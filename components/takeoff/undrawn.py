"""Steel that the file lists with quantities and does not draw: it is taken at its word, and told."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.record import record
from components.table import Bools, Floats
from components.takeoff.masses import Masses
from components.takeoff.naming.classify import BODY_CLASSES, STRUCTURAL
from components.takeoff.naming.designations import Named
from components.units import MM3_PER_M3, MM_PER_M

SAME_MASS = 0.05
"""Share by which a declared mass may differ from section times length: cuts, fillets and a density of 8000 kg/m3."""
_DEPTH = 32


@record
class Undrawn:
    """Per element. listed: it has quantities and no body, and nothing drawn stands for it. length_mm: as declared, NaN
    where it is not that of a section or is not believed; order_kg, net_kg: NaN where nothing tells. against: what is
    declared contradicts itself. left: what has no body and is no steel; rates must stay open for want of it, so it is
    only told."""

    listed: Bools
    length_mm: Floats
    order_kg: Floats
    net_kg: Floats
    against: Bools
    left: Bools


def find_undrawn(
    facts: Facts, named: Named, length: Floats, volume: Floats, net: Floats, gross: Floats, density: float
) -> Undrawn:
    """What the file claims of parts that it does not draw. length mm; volume mm3; net and gross mass kg;
    density kg/m3.

    A part of something drawn is drawn with it, and what holds or hosts parts is the sum of them: neither is listed.
    """
    elements = facts.elements
    has_section = (named.designation.codes >= 0) & np.isfinite(named.area)
    length = np.where(has_section & (length > 0), length, np.nan)
    net, gross = (np.where(m > 0, m, np.nan) for m in (net, gross))
    told = np.where(np.isfinite(gross), gross, net)
    by_area = named.area * density * MM_PER_M / MM3_PER_M3
    section = np.where(np.isfinite(named.kg_per_m), named.kg_per_m, by_area) * length / MM_PER_M
    with np.errstate(invalid="ignore"):
        against = np.abs(section / told - 1.0) > SAME_MASS
    order = np.where(np.isfinite(told) & (against | ~np.isfinite(section)), told, section)
    carries = np.zeros(len(elements), np.bool_)
    for up in (elements.parent, elements.host):
        carries[up[up >= 0]] = True
    bare = (facts.body == 0) & ~elements.is_opening & ~carries & ~_within_drawn(facts)
    listed = bare & elements.ifc_class.isin(STRUCTURAL) & np.isfinite(order)
    left = bare & elements.ifc_class.isin((*STRUCTURAL, *BODY_CLASSES)) & ((volume > 0) | np.isfinite(told))
    return Undrawn(
        listed=listed, length_mm=np.where(listed & ~against, length, np.nan), order_kg=np.where(listed, order, np.nan),
        net_kg=np.where(listed, np.fmin(order, net), np.nan), against=listed & against, left=left,
    )  # fmt: skip


def _within_drawn(facts: Facts) -> Bools:
    """(elements,) bool, whether anything that an element belongs to has a body."""
    elements = facts.elements
    up = np.where(elements.parent >= 0, elements.parent, elements.host)
    out = np.zeros(len(elements), np.bool_)
    step = up.copy()
    for _ in range(_DEPTH):
        live = np.flatnonzero(step >= 0)
        if not len(live):
            break
        out[live] |= facts.body[step[live]] != 0
        step[live] = up[step[live]]
    return out


def with_undrawn(weights: Masses, undrawn: Undrawn, metal: Bools) -> Masses:
    """The masses with those that are only declared."""
    rows = undrawn.listed & metal
    return Masses(
        order=np.where(rows, undrawn.order_kg, weights.order),
        settlement=np.where(rows, undrawn.order_kg, weights.settlement),
        net=np.where(rows, undrawn.net_kg, weights.net),
        nominal=weights.nominal & ~rows,
    )
