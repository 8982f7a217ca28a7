"""Loads and results of the structural analysis view: what they act on, which group they are of, and their figures."""

from __future__ import annotations

import numpy as np

from components.analysis import FORCE, LINE_FORCE, Activities, ActivityValues
from components.findings import WARNING
from components.ifc.columns import Rows
from components.ifc.context import Context, position_in
from components.ifc.products import pairs
from components.ifc.unit_factors import derived_factors
from components.table import Floats, Ints, Ragged, Text

_SINGLE = ("IFCSTRUCTURALLOADSINGLEFORCE", "IFCSTRUCTURALLOADSINGLEFORCEWARPING")
_LINE = ("IFCSTRUCTURALLOADLINEARFORCE",)
_CONFIGURATION = "IFCSTRUCTURALLOADCONFIGURATION"


def activities(
    ctx: Context, members: Rows, nodes: Rows, loads: Rows, results: Rows
) -> tuple[Activities, ActivityValues]:
    """Every load and every result of the file, and their figures."""
    rows = ctx.rows(*ctx.below("IFCSTRUCTURALACTIVITY"))
    member, node = np.full(len(rows), -1, np.int64), np.full(len(rows), -1, np.int64)
    on, act = pairs(
        ctx, ("IFCRELCONNECTSSTRUCTURALACTIVITY",), "RelatingElement", "RelatedStructuralActivity"
    )
    at = position_in(rows.rows, act)
    for column, items in ((member, members), (node, nodes)):
        target = position_in(items.rows, on)
        good = (at >= 0) & (target >= 0)
        column[at[good]] = target[good]
    load_group, result_group = _groups(ctx, rows, loads), _groups(ctx, rows, results)
    reaction = np.array([ctx.schema.is_a(k, "IFCSTRUCTURALREACTION") for k in ctx.step.keywords] + [False])
    of, values = _values(ctx, rows)
    table = Activities(
        step_id=rows.ids,
        ifc_class=ctx.classes(rows),
        result=reaction[ctx.step.kinds[rows.rows]],
        member=member,
        node=node,
        load_group=load_group,
        result_group=result_group,
        in_world=ctx.attribute(rows, "GlobalOrLocal").words().isin(["GLOBAL_COORDS"]),
        spread=ctx.attribute(rows, "PredefinedType").words(),
        projected=ctx.attribute(rows, "ProjectedOrTrue").words().isin(["PROJECTED_LENGTH"]),
        of=of,
    )
    return table, values


def _groups(ctx: Context, rows: Rows, groups: Rows) -> Ints:
    """Row of the group each activity is assigned to, -1 none."""
    out = np.full(len(rows), -1, np.int64)
    group, item = pairs(ctx, ("IFCRELASSIGNSTOGROUP",), "RelatingGroup", "RelatedObjects")
    more = pairs(ctx, ("IFCRELASSIGNSTOGROUPBYFACTOR",), "RelatingGroup", "RelatedObjects")
    group, item = np.concatenate([group, more[0]]), np.concatenate([item, more[1]])
    at, target = position_in(rows.rows, item), position_in(groups.rows, group)
    good = (at >= 0) & (target >= 0)
    out[at[good]] = target[good]
    return out


def _values(ctx: Context, rows: Rows) -> tuple[Text, ActivityValues]:
    """What kind of load each activity holds, and a row per figure of it."""
    load = ctx.step.find(ctx.attribute(rows, "AppliedLoad").refs())
    configurations = ctx.rows(_CONFIGURATION)
    inside = ctx.attribute(configurations, "Values").ref_lists()
    place = _places(ctx, configurations, inside)
    which = position_in(configurations.rows, load)
    several = np.where(which >= 0, inside.counts()[which] if len(inside) else 0, 1)
    owner = np.repeat(np.arange(len(rows)), several)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(several) - several, several)
    listed = which[owner] >= 0
    entry, at_mm = load[owner].copy(), np.full(len(owner), np.nan)
    if listed.any():
        spot = inside.offsets[:-1][which[owner[listed]]] + within[listed]
        entry[listed] = ctx.step.find(inside.values)[spot]
        at_mm[listed] = place[spot]
    force, moment, kind = _figures(ctx, entry)
    first = np.full(len(rows), -1, np.int32)
    first[owner[::-1]] = kind.codes[::-1]
    mixed = np.zeros(len(rows), np.bool_)
    mixed[owner[kind.codes != first[owner]]] = True
    if mixed.any():
        ctx.note("ifc.analysis_mixed", WARNING, rows.ids[mixed], count=int(mixed.sum()))
        first[mixed] = -1
    return Text(first, kind.vocabulary), ActivityValues(owner, at_mm, force, moment)


def _places(ctx: Context, rows: Rows, inside: Ragged) -> Floats:
    """Distance along the member of every value of every configuration, mm; NaN where the file gives none."""
    out = np.full(len(inside.values), np.nan)
    counts, lists = ctx.attribute(rows, "Locations").items()
    numbers = lists.real_lists()
    some = numbers.counts() > 0
    first = np.full(len(numbers), np.nan)
    first[some] = numbers.values[numbers.offsets[:-1][some]]
    fits = counts == inside.counts()
    odd = (counts > 0) & ~fits
    if odd.any():
        ctx.note("ifc.analysis_places", WARNING, rows.ids[odd], count=int(odd.sum()))
    from_row = np.repeat(fits, counts)
    out[np.repeat(fits, inside.counts())] = first[from_row]
    return out * ctx.units.length_mm


def _figures(ctx: Context, entry: Ints) -> tuple[Floats, Floats, Text]:
    """Forces (n, 3), moments (n, 3) in N and mm, and the kind of each entry; NaN where a figure is not given."""
    force, moment = np.full((len(entry), 3), np.nan), np.full((len(entry), 3), np.nan)
    words = [FORCE if k in _SINGLE else LINE_FORCE if k in _LINE else k for k in ctx.step.keywords]
    kind = Text(np.where(entry >= 0, ctx.step.kinds[np.maximum(entry, 0)], -1).astype(np.int32), tuple(words))
    kind = kind.map(lambda w: w)
    factor = derived_factors(ctx.step, ctx.decode, ctx.units)
    for name, prefix, units in (
        (FORCE, "", (ctx.units.force_n, factor["TORQUEUNIT"])),
        (LINE_FORCE, "Linear", (factor["LINEARFORCEUNIT"], factor["LINEARMOMENTUNIT"])),
    ):
        at = np.flatnonzero(kind.isin([name]))
        rows = Rows(ctx.step, entry[at])
        for i, axis in enumerate("XYZ"):
            force[at, i] = ctx.attribute(rows, f"{prefix}Force{axis}").reals() * units[0]
            moment[at, i] = ctx.attribute(rows, f"{prefix}Moment{axis}").reals() * units[1]
    return force, moment, kind
