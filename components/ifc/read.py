"""A model file to Facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from components.facts import Facts, Source
from components.findings import INFO, WARNING
from components.ifc import (
    analysis,
    bodies,
    materials,
    meshes,
    products,
    profiles,
    properties,
    solids,
    unit_factors,
)
from components.ifc.container import Content, load
from components.ifc.context import Context
from components.ifc.curves import Curves
from components.ifc.entities import of_file
from components.ifc.geometry import Geometry
from components.ifc.header import Header, parse
from components.ifc.step import UnreadableModel, index
from components.ifc.text import decoder, detect
from components.progress import Progress, silent
from components.table import Ragged


def read(
    path: Path, progress: Progress = silent, indexed: Callable[[tuple[str, ...]], None] | None = None
) -> Facts:
    """Read a model: `.ifc` or `.ifczip`, IFC2X3, IFC4, IFC4X1, IFC4X2, IFC4X3.

    indexed: called with the keywords that the file holds as soon as they are known.
    Raises `UnreadableModel` where the file cannot be read; what is odd but readable is in `Facts.findings`.
    """
    progress("progress.load", 0.0)
    content = load(path)
    progress("progress.index", 0.05)
    encoding = detect(content.raw)
    decode = decoder(encoding)
    raw, content = content.raw, replace(content, raw=b"")
    step = index(raw, content.name)
    del raw
    lines = len(step.ids)
    header = parse(step.header, decode)
    schema = of_file(header.schema, content.name)
    if not lines:
        raise UnreadableModel("ifc.no_statements", file=content.name)
    if indexed is not None:
        indexed(step.keywords)
    progress("progress.units", 0.3)
    units, notes = unit_factors.read(step, decode)
    ctx = Context(content.name, step, schema, decode, units, list(notes))
    if encoding.assumed:
        ctx.note(
            "ifc.encoding_assumed", INFO if encoding.name == "utf-8" else WARNING, encoding=encoding.name
        )
    if step.odd:
        ctx.note("ifc.odd_statements", WARNING, count=step.odd)
    for code, ids in (("ifc.doubled_ids", step.doubled), ("ifc.empty_arguments", step.gaps)):
        if len(ids):
            ctx.note(code, WARNING, count=len(ids), first=f"#{ids[0]}")
    if step.blank:
        ctx.note("ifc.blank_statements", INFO, count=step.blank)
    _options(ctx, header.options)
    return _tables(ctx, progress, _source(content, header, encoding.name, lines, schema.name))


def _source(content: Content, header: Header, encoding: str, lines: int, schema: str) -> Source:
    return Source(
        name=content.name, size=content.size, sha256=content.sha256, schema=schema, encoding=encoding, lines=lines,
        file_name=header.file_name, time_stamp=header.time_stamp, originating_system=header.originating_system,
        preprocessor=header.preprocessor, description=header.description, options=header.options,
    )  # fmt: skip


_TOLD = (
    "Assemblies",
    "Bolts",
    "Welds",
    "Rebars",
    "PourObjects",
    "SurfaceTreatments",
    "BaseQuantities",
    "Studs",
)
"""Export options that decide what a bill can hold."""


def _options(ctx: Context, options: dict[str, str]) -> None:
    """What the program was told not to export is not 0, it is not known."""
    off = sorted(k for k, v in options.items() if k in _TOLD and v.strip().lower() in ("off", "no", "false"))
    if off:
        ctx.note("ifc.not_exported", INFO, options=", ".join(off))


def _tables(ctx: Context, progress: Progress, source: Source) -> Facts:
    geometry = Geometry(ctx)
    curves = Curves(ctx, geometry)
    placement_rows, placements = geometry.placements
    progress("progress.elements", 0.4)
    found = products.read(ctx, placement_rows)
    progress("progress.profiles", 0.5)
    shapes = profiles.read(ctx, geometry, curves)
    progress("progress.bodies", 0.6)
    faceted = meshes.read(ctx, geometry, curves)
    solid = solids.read(ctx, geometry, curves, shapes.rows, faceted, len(shapes.outlines))
    items, body = bodies.read(ctx, geometry, found.element_rows, solid.rows, solid.endless)
    space_items, _ = bodies.read(ctx, geometry, found.spatial_rows, solid.rows, solid.endless)
    progress("progress.properties", 0.8)
    sets = properties.read(ctx, found)
    listed = materials.read(ctx, found, shapes.rows)
    view = analysis.read(ctx, geometry, found, shapes.rows)
    progress("progress.done", 1.0)
    return Facts(
        source=source,
        units=ctx.units,
        elements=found.elements,
        types=found.types,
        spatial=found.spatial,
        placements=placements,
        items=items,
        solids=solid.solids,
        profiles=shapes.profiles,
        outlines=Ragged.of(shapes.outlines + solid.outlines, width=3),
        paths=Ragged.of(solid.paths, width=4),
        composite=shapes.composite,
        meshes=faceted.meshes,
        materials=listed,
        property_sets=sets.sets,
        properties=sets.values,
        set_links=sets.links,
        relations=found.relations,
        body=body,
        space_items=space_items,
        findings=tuple(ctx.findings),
        analysis=view,
    )
