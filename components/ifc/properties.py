"""Property sets and quantities in bulk: every value is decoded once, whoever shares it."""

from __future__ import annotations

import numpy as np

from components.facts import ELEMENT, SPATIAL, TYPE, Properties, PropertySets, SetLinks
from components.ifc.columns import Rows
from components.ifc.context import Context, position_in
from components.ifc.products import Products, pairs
from components.ifc.unit_factors import unit_factor
from components.record import record
from components.table import Codes, Floats, Ints, Text, unique

_QUANTITIES = (
    "IFCQUANTITYLENGTH", "IFCQUANTITYAREA", "IFCQUANTITYVOLUME", "IFCQUANTITYWEIGHT", "IFCQUANTITYCOUNT",
    "IFCQUANTITYTIME", "IFCQUANTITYNUMBER",
)  # fmt: skip
_FACTOR = {
    "IFCLENGTHMEASURE": "length_mm", "IFCPOSITIVELENGTHMEASURE": "length_mm", "IFCNONNEGATIVELENGTHMEASURE": "length_mm",
    "QUANTITYLENGTH": "length_mm", "IFCAREAMEASURE": "area_mm2", "QUANTITYAREA": "area_mm2",
    "IFCVOLUMEMEASURE": "volume_mm3", "QUANTITYVOLUME": "volume_mm3", "IFCMASSMEASURE": "mass_kg",
    "QUANTITYWEIGHT": "mass_kg", "IFCPLANEANGLEMEASURE": "angle_rad", "IFCPOSITIVEPLANEANGLEMEASURE": "angle_rad",
}  # fmt: skip


@record
class PropertyFacts:
    """The three property tables."""

    sets: PropertySets
    values: Properties
    links: SetLinks


def read(ctx: Context, products: Products) -> PropertyFacts:
    """All property and quantity sets, their single values, and who has them."""
    sets = ctx.rows("IFCPROPERTYSET", "IFCELEMENTQUANTITY")
    quantity_kind = np.array([k == "IFCELEMENTQUANTITY" for k in ctx.step.keywords] + [False])
    table = PropertySets(
        step_id=sets.ids,
        name=ctx.attribute(sets, "Name").texts(ctx.decode),
        is_quantity=quantity_kind[ctx.step.kinds[sets.rows]],
    )
    return PropertyFacts(table, _values(ctx, sets), _links(ctx, products, sets))


def _values(ctx: Context, sets: Rows) -> Properties:
    owner, member = _members(ctx, sets)
    single = ctx.rows("IFCPROPERTYSINGLEVALUE")
    amount = ctx.rows(*_QUANTITIES)
    listed = ctx.rows("IFCPROPERTYENUMERATEDVALUE", "IFCPROPERTYLISTVALUE")
    rows = np.concatenate((single.rows, amount.rows, listed.rows))
    order = np.argsort(rows, kind="stable")
    kind, text, number = single.arg(2).typed(ctx.decode)
    own_unit = ctx.step.find(single.arg(3).refs())
    q_kind = ctx.classes(amount).map(lambda w: w.removeprefix("Ifc").upper())
    q_unit = ctx.step.find(amount.arg(2).refs())
    l_kind, l_text = _first_of_lists(ctx, listed)
    measure = _stack(_stack(kind, q_kind), l_kind)
    words = _stack(_stack(text, Text.full(len(amount))), l_text)
    numbers = np.concatenate((number, amount.arg(3).reals(), np.full(len(listed), np.nan)))
    units = np.concatenate((own_unit, q_unit, np.full(len(listed), -1)))
    names = Rows(ctx.step, rows).arg(0).texts(ctx.decode)
    numbers = numbers * _factors(ctx, measure, units)
    at = position_in(rows[order], member)
    keep = at >= 0
    at = order[at[keep]]
    return Properties(
        set=owner[keep],
        name=names.take(at),
        measure=measure.take(at),
        text=words.take(at),
        number=numbers[at],
    )


def _members(ctx: Context, sets: Rows) -> tuple[Ints, Ints]:
    """(set row, member statement row) of all members, those of complex properties included."""
    lists = [ctx.attribute(sets, name).ref_lists() for name in ("HasProperties", "Quantities")]
    owner = np.concatenate([part.owners() for part in lists])
    member = ctx.step.find(np.concatenate([part.values for part in lists]))
    complex_rows = ctx.rows("IFCCOMPLEXPROPERTY", "IFCPHYSICALCOMPLEXQUANTITY")
    if not len(complex_rows):
        return owner, member
    inner = ctx.attribute(complex_rows, "HasProperties").ref_lists()
    extra = ctx.attribute(complex_rows, "HasQuantities").ref_lists()
    for _ in range(4):
        at = position_in(complex_rows.rows, member)
        hit = np.flatnonzero(at >= 0)
        if not len(hit):
            break
        found_owner, found = [], []
        for part in (inner, extra):
            for row in hit.tolist():
                ids = part[int(at[row])]
                found.append(ctx.step.find(ids))
                found_owner.append(np.full(len(ids), owner[row]))
        rest = at < 0
        owner = np.concatenate([owner[rest], *found_owner])
        member = np.concatenate([member[rest], *found])
    return owner, member


def _first_of_lists(ctx: Context, rows: Rows) -> tuple[Text, Text]:
    """Enumerated and list values as one text, joined by commas."""
    counts, items = rows.arg(2).items()
    kind, text, number = items.typed(ctx.decode)
    said = [
        t if t is not None else (f"{x:g}" if x == x else "")
        for t, x in zip(text, number.tolist(), strict=True)
    ]
    owner = np.repeat(np.arange(len(rows)), counts)
    joined: list[list[str]] = [[] for _ in range(len(rows))]
    for row, word in zip(owner.tolist(), said, strict=True):
        joined[row].append(word)
    first = np.cumsum(counts) - counts
    kinds = [kind[int(f)] if c else None for f, c in zip(first, counts, strict=True)]
    return Text.of(kinds), Text.of([", ".join(j) if j else None for j in joined])


def _stack(first: Text, second: Text) -> Text:
    order = {w: i for i, w in enumerate(first.vocabulary)}
    shift: Codes = np.array([order.setdefault(w, len(order)) for w in second.vocabulary] + [-1], np.int32)
    return Text(np.concatenate((first.codes, shift[second.codes])), tuple(order))


def _factors(ctx: Context, measure: Text, units: Ints) -> Floats:
    """Factor to our units per value: its own unit's where it names one, else the project's."""
    per_word = np.array(
        [getattr(ctx.units, _FACTOR[w]) if w in _FACTOR else 1.0 for w in measure.vocabulary] + [1.0]
    )
    factor = per_word[measure.codes]
    for row in unique(units[units >= 0]):
        own = unit_factor(ctx.step, ctx.decode, int(ctx.step.ids[row]))
        if own is not None:
            factor[(units == row) & (measure.match(_FACTOR.__contains__))] = own
    return np.asarray(factor)


def _links(ctx: Context, products: Products, sets: Rows) -> SetLinks:
    definition, related = pairs(
        ctx, ("IFCRELDEFINESBYPROPERTIES",), "RelatingPropertyDefinition", "RelatedObjects"
    )
    which = position_in(sets.rows, definition)
    owner, table, link = [], [], []
    for code, rows in ((ELEMENT, products.element_rows), (SPATIAL, products.spatial_rows)):
        at = position_in(rows.rows, related)
        good = (at >= 0) & (which >= 0)
        owner.append(at[good])
        link.append(which[good])
        table.append(np.full(int(good.sum()), code, np.int32))
    has = ctx.attribute(products.type_rows, "HasPropertySets").ref_lists()
    at = position_in(sets.rows, ctx.step.find(has.values))
    owner.append(has.owners()[at >= 0])
    link.append(at[at >= 0])
    table.append(np.full(int((at >= 0).sum()), TYPE, np.int32))
    return SetLinks(owner=np.concatenate(owner), table=np.concatenate(table), set=np.concatenate(link))
