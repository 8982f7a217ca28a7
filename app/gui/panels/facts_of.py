"""What the file and the sources say of some components, as sheets."""

from __future__ import annotations

import numpy as np

from app.gui.loaded import Loaded
from app.gui.query import told
from components.facts import ELEMENT, TYPE
from components.sheet import NUMBER, Column, Sheet
from components.table import Ints, Text
from components.units import MM2_PER_M2, MM3_PER_M3

MOST = 200
"""Properties of more components than this are not listed: the table shows those of the first."""
PER_METRE = "mass_kg_per_m"
_SCALE = {
    "_kg_per_m": ("kg/m", 1.0),
    "_mm": ("mm", 1.0),
    "mm2": ("m²", MM2_PER_M2),
    "mm3": ("m³", MM3_PER_M3),
    "_kg": ("kg", 1.0),
}


def properties_sheet(here: Loaded, rows: Ints) -> Sheet:
    """Every property of the file on some components, their types' included: set, name, value."""
    facts = here.facts
    element = here.model.components.element[rows[:MOST]]
    links = facts.set_links
    own = (links.table == ELEMENT) & np.isin(links.owner, element)
    types = np.unique(facts.elements.type[element])
    inherited = (links.table == TYPE) & np.isin(links.owner, types[types >= 0])
    sets = np.unique(links.set[own | inherited])
    at = np.flatnonzero(np.isin(facts.properties.set, sets))
    if len(rows) > 1:  # equal lines of several components are one line
        p = facts.properties
        key = np.column_stack((facts.property_sets.name.codes[p.set[at]], p.name.codes[at], p.text.codes[at]))
        number = np.nan_to_num(p.number[at], nan=-1e99)
        _, first = np.unique(np.column_stack((key, number)), axis=0, return_index=True)
        at = at[np.sort(first)]
    p = facts.properties
    words = [
        p.text.get(int(r))
        if p.text.codes[r] >= 0
        else f"{p.number[r]:.10g}"
        if np.isfinite(p.number[r])
        else ""
        for r in at.tolist()
    ]
    return Sheet(
        "properties",
        "gui.tab_properties",
        (
            Column("set", "gui.ins_set"),
            Column("property", "gui.ins_property"),
            Column("value", "gui.ins_value"),
        ),
        {
            "set": facts.property_sets.name.take(p.set[at]),
            "property": p.name.take(at),
            "value": Text.of(words),
        },
    )


def quantities_sheet(here: Loaded, rows: Ints, lang: str) -> Sheet:
    """Every quantity by source of some components, summed where there are several; a mass per metre is never added
    up: it stands where all have the same."""
    q = here.model.quantities
    at = np.flatnonzero(np.isin(q.component, rows))
    key = np.column_stack((q.quantity.codes[at], q.source.codes[at]))
    distinct, first, which = np.unique(key, axis=0, return_index=True, return_inverse=True)
    value = np.bincount(which.reshape(-1), q.value[at], minlength=len(distinct))
    lead = at[first]
    names: list[str] = []
    values: list[float] = []
    units: list[str] = []
    for r, v in zip(lead.tolist(), value.tolist(), strict=True):
        name = q.quantity.get(r)
        unit, divisor = next((u for end, u in _SCALE.items() if name.endswith(end)), ("", 1.0))
        if name == PER_METRE:
            per = q.value[at[which.reshape(-1) == len(values)]]
            v = float(per[0]) if np.all(per == per[0]) else float("nan")
        names.append(told(f"gui.quantity_{name}", lang))
        values.append(v / divisor)
        units.append(unit)
    return Sheet(
        "quantities",
        "gui.tab_quantities",
        (
            Column("quantity", "gui.ins_quantity"),
            Column("source", "gui.ins_source", words="model.source_"),
            Column("value", "gui.ins_value", NUMBER, decimals=5),
            Column("unit", "gui.units"),
        ),
        {
            "quantity": Text.of(names), "source": q.source.take(lead), "value": np.array(values, np.float64),
            "unit": Text.of(units),
        },
    )  # fmt: skip
