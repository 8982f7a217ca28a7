"""Elements, their types, the spatial structure, and how they belong together."""

from __future__ import annotations

import numpy as np

from components.facts import Elements, Relations, Spatial, Types
from components.findings import INFO, WARNING
from components.ifc.alignments import ALIGNED
from components.ifc.columns import Rows
from components.ifc.context import Context, position_in
from components.ifc.step import UnreadableModel
from components.record import record
from components.table import Ints, Text


@record
class Products:
    """The product tables and the statement rows behind them."""

    elements: Elements
    types: Types
    spatial: Spatial
    relations: Relations
    element_rows: Rows
    type_rows: Rows
    spatial_rows: Rows


def pairs(ctx: Context, keywords: tuple[str, ...], one: str, many: str) -> tuple[Ints, Ints]:
    """Statement rows (one, many) of every pair that the given relationships tell; -1 where a reference is dead."""
    rows = ctx.rows(*keywords)
    lists = ctx.attribute(rows, many)
    ones = ctx.attribute(rows, one).refs()
    if len(rows) and lists.is_list().any():
        listed = lists.ref_lists()
        return ctx.step.find(ones[listed.owners()]), ctx.step.find(listed.values)
    return ctx.step.find(ones), ctx.step.find(lists.refs())


def read(ctx: Context, placement_rows: Ints) -> Products:
    """All elements, types and spatial elements of the file with their relations."""
    rows = ctx.rows(*ctx.below("IFCELEMENT"))
    types = ctx.rows(*ctx.below("IFCTYPEPRODUCT"))
    roots = (*ctx.below("IFCSPATIALSTRUCTUREELEMENT"), *ctx.below("IFCSPATIALELEMENT"), "IFCPROJECT")
    spatial = ctx.rows(*dict.fromkeys(roots))
    n = len(rows)
    parent, in_spatial, spatial_parent = _wholes(ctx, rows, spatial)
    type_of = np.full(n, -1, np.int64)
    relating, related = pairs(ctx, ("IFCRELDEFINESBYTYPE",), "RelatingType", "RelatedObjects")
    _set(type_of, position_in(rows.rows, related), position_in(types.rows, relating))
    host, relations = _relations(ctx, rows)

    def text(name: str) -> Text:
        return _text(ctx, rows, name)

    def length(name: str) -> np.ndarray:
        return np.asarray(ctx.attribute(rows, name).reals() * ctx.units.length_mm)

    opening = np.array(
        [ctx.schema.is_a(k, "IFCFEATUREELEMENTSUBTRACTION") for k in ctx.step.keywords] + [False]
    )
    elements = Elements(
        step_id=rows.ids,
        ifc_class=ctx.classes(rows),
        global_id=text("GlobalId"),
        name=text("Name"),
        description=text("Description"),
        object_type=text("ObjectType"),
        tag=text("Tag"),
        predefined_type=ctx.attribute(rows, "PredefinedType").words(),
        assembly_place=ctx.attribute(rows, "AssemblyPlace").words(),
        is_opening=opening[ctx.step.kinds[rows.rows]],
        placement=position_in(placement_rows, ctx.step.find(ctx.attribute(rows, "ObjectPlacement").refs())),
        type=type_of,
        parent=parent,
        spatial=in_spatial,
        host=host,
        nominal_diameter_mm=length("NominalDiameter"),
        nominal_length_mm=length("NominalLength"),
    )
    _check(ctx, rows, elements)
    return Products(
        elements, _types(ctx, types), _spatial(ctx, spatial, spatial_parent, placement_rows), relations,
        rows, types, spatial,
    )  # fmt: skip


def _text(ctx: Context, rows: Rows, name: str) -> Text:
    return ctx.attribute(rows, name).texts(ctx.decode)  # type: ignore[no-any-return]


def _set(column: Ints, at: Ints, value: Ints) -> None:
    good = (at >= 0) & (value >= 0)
    column[at[good]] = value[good]


def _wholes(ctx: Context, rows: Rows, spatial: Rows) -> tuple[Ints, Ints, Ints]:
    """Per element its whole and its spatial container; per spatial element its own container."""
    parent = np.full(len(rows), -1, np.int64)
    contained = np.full(len(rows), -1, np.int64)
    above = np.full(len(spatial), -1, np.int64)
    one, many = pairs(ctx, ("IFCRELNESTS",), "RelatingObject", "RelatedObjects")
    _set(parent, position_in(rows.rows, many), position_in(rows.rows, one))
    one, many = pairs(ctx, ("IFCRELAGGREGATES",), "RelatingObject", "RelatedObjects")
    _set(parent, position_in(rows.rows, many), position_in(rows.rows, one))
    _set(contained, position_in(rows.rows, many), position_in(spatial.rows, one))
    _set(above, position_in(spatial.rows, many), position_in(spatial.rows, one))
    one, many = pairs(ctx, ("IFCRELCONTAINEDINSPATIALSTRUCTURE",), "RelatingStructure", "RelatedElements")
    _set(contained, position_in(rows.rows, many), position_in(spatial.rows, one))
    _refuse_circles(ctx, rows, parent)
    return parent, contained, above


def _refuse_circles(ctx: Context, rows: Rows, parent: Ints) -> None:
    done = parent < 0
    while not done.all():
        ready = ~done & done[np.maximum(parent, 0)]
        if not ready.any():
            step_id = int(rows.ids[~done][0])
            raise UnreadableModel("ifc.cyclic", file=ctx.file, step_id=step_id, what="IfcRelAggregates")
        done = done | ready


def _relations(ctx: Context, rows: Rows) -> tuple[Ints, Relations]:
    host = np.full(len(rows), -1, np.int64)
    kinds: list[str] = []
    first: list[Ints] = []
    second: list[Ints] = []
    table = (
        ("ASSIGNED", ("IFCRELASSIGNSTOPRODUCT",), "RelatingProduct", "RelatedObjects"),
        ("VOIDS", ("IFCRELVOIDSELEMENT",), "RelatingBuildingElement", "RelatedOpeningElement"),
        ("FILLS", ("IFCRELFILLSELEMENT",), "RelatingOpeningElement", "RelatedBuildingElement"),
        ("CONNECTS", ctx.below("IFCRELCONNECTSELEMENTS"), "RelatingElement", "RelatedElement"),
        ("REALIZES", ("IFCRELCONNECTSWITHREALIZINGELEMENTS",), "RelatingElement", "RealizingElements"),
        ("COVERS", ("IFCRELCOVERSBLDGELEMENTS",), "RelatingBuildingElement", "RelatedCoverings"),
    )
    for kind, keywords, one, many in table:
        a, b = pairs(ctx, keywords, one, many)
        a, b = position_in(rows.rows, a), position_in(rows.rows, b)
        good = (a >= 0) & (b >= 0)
        kinds += [kind] * int(good.sum())
        first.append(a[good])
        second.append(b[good])
        if kind in ("ASSIGNED", "VOIDS"):
            _set(host, b, a)
    return host, Relations(Text.of(kinds), np.concatenate(first), np.concatenate(second))


def _types(ctx: Context, rows: Rows) -> Types:
    return Types(
        step_id=rows.ids,
        ifc_class=ctx.classes(rows),
        global_id=_text(ctx, rows, "GlobalId"),
        name=_text(ctx, rows, "Name"),
        description=_text(ctx, rows, "Description"),
        tag=_text(ctx, rows, "Tag"),
        element_type=_text(ctx, rows, "ElementType"),
        predefined_type=ctx.attribute(rows, "PredefinedType").words(),
    )


def _spatial(ctx: Context, rows: Rows, parent: Ints, placement_rows: Ints) -> Spatial:
    placement = ctx.step.find(ctx.attribute(rows, "ObjectPlacement").refs())
    height, site = (ctx.attribute(rows, name).reals() for name in ("ElevationOfRefHeight", "RefElevation"))
    return Spatial(
        step_id=rows.ids,
        ifc_class=ctx.classes(rows),
        global_id=_text(ctx, rows, "GlobalId"),
        name=_text(ctx, rows, "Name"),
        long_name=_text(ctx, rows, "LongName"),
        elevation_mm=ctx.attribute(rows, "Elevation").reals() * ctx.units.length_mm,
        terrain_mm=ctx.attribute(rows, "ElevationOfTerrain").reals() * ctx.units.length_mm,
        datum_mm=np.where(np.isfinite(height), height, site) * ctx.units.length_mm,
        parent=parent,
        placement=position_in(placement_rows, placement),
    )


def _check(ctx: Context, rows: Rows, elements: Elements) -> None:
    """Findings on the elements as the file tells them."""
    codes = elements.global_id.codes
    if (codes < 0).any():
        lost = rows.ids[codes < 0]
        ctx.note("ifc.guid_missing", WARNING, lost, count=len(lost))
    counts = np.bincount(codes[codes >= 0], minlength=len(elements.global_id.vocabulary))
    twice = np.flatnonzero((codes >= 0) & (counts[codes] > 1)) if len(counts) else np.zeros(0, np.int64)
    if len(twice):
        ctx.note("ifc.guid_twice", WARNING, rows.ids[twice], count=len(twice))
    for keyword in ctx.below("IFCELEMENT"):
        entity = ctx.schema.entities.get(keyword)
        if entity is not None and entity.abstract:
            ids = ctx.rows(keyword).ids
            ctx.note("ifc.abstract", WARNING, ids, keyword=entity.name, count=len(ids))
    known = {*ctx.schema.entities, *ALIGNED}
    unknown = [k for k in ctx.step.keywords if k.startswith("IFC") and k not in known]
    if unknown:
        count = sum(ctx.step.count(k) for k in unknown)
        ctx.note("ifc.unknown_entities", WARNING, (), keywords=", ".join(sorted(unknown)[:8]), count=count)
    if not len(rows):
        ctx.note("ifc.no_elements", INFO)
