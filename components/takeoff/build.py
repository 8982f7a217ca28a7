"""Facts and the user's decisions to a Model. Pure: the same input gives the same Model."""

from __future__ import annotations

import numpy as np

from components.facts import Facts
from components.model import Assemblies, Axes, Components, Model, Overrides, Quantities, Sections
from components.progress import Progress, silent
from components.sections import FAMILY_CODE, Shape, measure, outline
from components.table import Bools, Floats, Ints, Ragged, Text
from components.takeoff.bars.lengths import bar_like
from components.takeoff.features.find import as_features
from components.takeoff.masses import (
    Claims,
    Masses,
    agree,
    doubted_by_kernel,
    masses,
    only_declared,
    solid_blocks,
    with_doubts,
)
from components.takeoff.naming.answers import BY_SHAPE
from components.takeoff.naming.bolts import fasteners, lines_of
from components.takeoff.naming.designations import Named
from components.takeoff.notes import notes
from components.takeoff.paint import outer_faces
from components.takeoff.places import storey_names, storey_rows
from components.takeoff.plates.figures import FLAT
from components.takeoff.solids import bodies
from components.takeoff.solids.voids import undrawn_openings
from components.takeoff.study import Prepared, Study, study
from components.takeoff.undrawn import with_undrawn
from components.takeoff.wholes import heaviest


def build(
    facts: Facts,
    overrides: Overrides | None = None,
    progress: Progress = silent,
    prepared: Prepared | None = None,
) -> Model:
    """The model of one file under the user's decisions. prepared: what `study.prepare` made of the same facts."""
    overrides = overrides or Overrides()
    known = study(facts, overrides, progress, prepared)
    progress("progress.measure", 0.8)
    keep = _kept(known)
    sections, section_of = _sections(known.named, known.metal)
    row_of = np.full(len(facts.elements), -1, np.int64)
    row_of[keep] = np.arange(len(keep))
    components = _components(known, keep, section_of, row_of)
    loops, section_loops = _outlines(sections)
    return Model(
        source=facts.source,
        components=components,
        quantities=_quantities(known, keep),
        sections=sections,
        axes=_axes(known, keep),
        features=as_features(known.features, row_of),
        assemblies=_assemblies(known, components),
        fasteners=fasteners(facts, components),
        outlines=loops,
        section_loops=section_loops,
        settings=overrides.settings,
        findings=(*facts.findings, *notes(known, components)),
    )


def _kept(known: Study) -> Ints:
    """Element rows that become components, in the order of their GlobalIds."""
    elements = known.facts.elements
    physical = ~elements.is_opening & (~known.wholes.holder | known.only_declared)
    if known.settings.duplicates == "drop":
        physical &= known.twin < 0
    keep = np.flatnonzero(physical)
    guids = np.array(elements.global_id.take(keep).filled(), dtype=object)
    return keep[np.lexsort((elements.step_id[keep], guids.astype(str)))] if len(keep) else keep


def _components(known: Study, keep: Ints, section_of: Ints, row_of: Ints) -> Components:
    facts, whole, named, kinds, said = known.facts, known.whole, known.named, known.kinds, known.said
    elements = facts.elements
    metal = known.metal
    length, width, thickness, blank, face = _sizes(known)
    several = known.several
    weights = masses(
        named, known.settings, whole.gross, whole.volume, np.nan_to_num(known.holes), several.length,
        blank, face, known.bar, named.conflict | known.polygon,
    )  # fmt: skip
    weights = with_undrawn(weights, known.undrawn, metal)
    length = np.where(known.only_declared, known.undrawn.length_mm, length)
    claims = Claims(said.volume, np.where(metal, said.mass, np.nan), known.file_density)
    agreed = agree(whole.volume, claims, named, known.settings, kinds.conflict, known.polygon)
    mixed = several.mixed & known.bar & np.isfinite(named.kg_per_m)
    surface = whole.side_area + 2.0 * whole.end_area
    blocks = solid_blocks(whole.gross, surface, claims, known.settings, kinds.called)
    agreed = with_doubts(
        agreed,
        (
            (mixed, "takeoff.cause_bodies"), (doubted_by_kernel(facts), "takeoff.cause_kernel"),
            (_of_items(known, known.figures.unsure), "takeoff.cause_turn"),
            (known.sharp, "takeoff.cause_sharp"), (known.drawn_other, "takeoff.cause_drawn_section"),
            (known.shared.own, "takeoff.cause_shared"), (known.shared.parts, "takeoff.cause_within"),
            (several.repeated, "takeoff.cause_repeated"),
            (undrawn_openings(facts), "takeoff.cause_opening"), (known.bent.unsure, "takeoff.cause_facets"),
            (metal & ~(known.bar & np.isfinite(named.kg_per_m)) & blocks, "takeoff.cause_solid"),
        ),
    )  # fmt: skip
    measured = np.array(whole.source, dtype=object) != ""
    agreed = only_declared(agreed, known.only_declared, known.undrawn.against)
    painted = outer_faces(facts, known.shapes, known.figures, whole)
    twin = known.twin[keep]
    none = Text.full(len(elements))
    # A sheet of decking drawn as its outline on plan has no section: that outline is none.
    sheet = kinds.category.isin(("deck",)) & named.family.isin(("FLAT",)) & named.by.isin((BY_SHAPE,))
    return Components(
        element=keep,
        step_id=elements.step_id[keep],
        global_id=elements.global_id.take(keep),
        ifc_class=elements.ifc_class.take(keep),
        category=kinds.category.take(keep),
        category_by=kinds.by.take(keep),
        name=elements.name.take(keep),
        profile=_designations(known, thickness, width).where(~metal | sheet, none).take(keep),
        family=named.family.where(sheet, none).take(keep),
        profile_by=named.by.where(sheet, none).take(keep),
        section=np.where(sheet, -1, section_of)[keep],
        grade=known.grade.take(keep),
        material=kinds.material.take(keep),
        part_mark=known.part_mark.take(keep),
        assembly_mark=known.assembly_mark.take(keep),
        assembly=known.wholes.of[keep],
        storey=storey_names(facts, storey_rows(facts, known.spatial)).take(keep),
        spatial=known.spatial[keep],
        pieces=_pieces(known)[keep],
        length_mm=length[keep],
        width_mm=width[keep],
        thickness_mm=thickness[keep],
        gross_volume_mm3=np.where(measured, whole.gross, np.nan)[keep],
        net_volume_mm3=np.where(measured, whole.volume, np.nan)[keep],
        order_mass_kg=np.where(metal, weights.order, np.nan)[keep],
        settlement_mass_kg=np.where(metal, weights.settlement, np.nan)[keep],
        net_mass_kg=np.where(metal, weights.net, np.nan)[keep],
        paint_area_mm2=(painted * (1 - known.settings.paint_deduction))[keep],
        volume_source=Text.of([s or None for s in whole.source]).take(keep),
        mass_source=_mass_source(known, weights).take(keep),
        agreement=Text.of(agreed.word).take(keep),
        cause=Text.of([c or None for c in agreed.cause]).take(keep),
        reason=Text.of([r or None for r in whole.reason]).take(keep),
        duplicate_of=np.where(twin >= 0, row_of[np.maximum(twin, 0)], -1),
    )


def _of_items(known: Study, items: Bools) -> Bools:
    """(elements,) bool, whether any body item of an element is among these."""
    out = np.zeros(len(known.facts.elements), np.bool_)
    out[known.facts.items.owner[items]] = True
    return out


def _pieces(known: Study) -> Ints:
    """Loose pieces per element: closed outlines of its section, bodies side by side; of a fastener its axis lines."""
    pieces = np.maximum(known.whole.pieces, 1)
    several = known.kinds.category.isin(("fastener", "stud")) & (known.whole.items > 1)
    if not several.any():
        return pieces
    owner = known.facts.items.owner
    order = np.argsort(owner, kind="stable")
    first = np.searchsorted(owner[order], np.arange(len(pieces) + 1))
    for e in np.flatnonzero(several).tolist():
        rows = order[first[e] : first[e + 1]]
        pieces[e] = lines_of(known.figures.start[rows], known.figures.end[rows])
    return pieces


def _sizes(known: Study) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Length, width, thickness (plates), the volume of the rectangle a plate is cut from, and that of its own outline
    with all holes filled; mm, mm3."""
    whole, named, plates = known.whole, known.named, known.plates
    n = len(named.dims)
    width, thickness, blank, face = (np.full(n, np.nan) for _ in range(4))
    good = known.plate[plates.element] & np.isfinite(plates.thickness_mm)
    rows = plates.element[good]
    thickness[rows], width[rows] = plates.thickness_mm[good], plates.width_mm[good]
    blank[rows] = (plates.length_mm * plates.width_mm * plates.thickness_mm)[good]
    flat = good & plates.kind.isin((FLAT,)) & (plates.reason.codes < 0)
    face[plates.element[flat]] = (plates.area_mm2 * plates.thickness_mm)[flat]
    told = known.plate & named.family.isin(("FLAT",)) & ~np.isfinite(thickness)
    thickness[told], width[told] = named.dims[told, 1], named.dims[told, 0]
    bar = bar_like(
        known.facts,
        known.shapes,
        known.figures,
        whole,
        known.bar | told,
        known.bar & (named.designation.codes >= 0),
    )
    # Bars of unequal length have no one length to order or to cut.
    length = np.where(bar & known.several.even, whole.length, np.nan)
    length[rows] = plates.length_mm[good]
    return length, width, thickness, blank, face


def _designations(known: Study, thickness: Floats, width: Floats) -> Text:
    """Section names; a plate that has none of its own, or only that of its outline, is PL thickness x width."""
    named = known.named
    bare = known.plate & ((named.designation.codes < 0) | named.by.isin((BY_SHAPE,))) & np.isfinite(thickness)
    words: list[str | None] = [None] * len(bare)
    for i in np.flatnonzero(bare).tolist():
        words[i] = f"PL{thickness[i]:.4g}×{width[i]:.5g}"
    return named.designation.where(bare, Text.of(words))


def _sections(named: Named, metal: Bools) -> tuple[Sections, Ints]:
    """Distinct sections of steel, and per element its row."""
    live = np.flatnonzero(metal & (named.designation.codes >= 0) & (named.family.codes >= 0))
    key = np.column_stack((named.designation.codes[live], named.dims[live]))
    distinct, first, which = np.unique(key, axis=0, return_index=True, return_inverse=True)
    rows = live[first]
    of = np.full(len(metal), -1, np.int64)
    of[live] = which.reshape(-1)
    codes = np.array([FAMILY_CODE.get(f, -1) for f in named.family.take(rows).filled()], np.int32)
    area, perimeter = measure(codes, named.dims[rows]) if len(distinct) else (np.zeros(0), np.zeros(0))
    return (
        Sections(
            designation=named.designation.take(rows), family=named.family.take(rows),
            standard=named.standard.take(rows), dims=named.dims[rows], area_mm2=area, perimeter_mm=perimeter,
            nominal_kg_per_m=named.kg_per_m[rows],
        ),
        of,
    )  # fmt: skip


def _outlines(sections: Sections) -> tuple[Ragged, Ragged]:
    drawn = [
        outline(Shape(family, tuple(dims.tolist())))
        for family, dims in zip(sections.family.filled(), sections.dims, strict=True)
    ]
    counts = np.concatenate(([0], np.cumsum([len(d) for d in drawn]))).astype(np.int64)
    flat = [loop for part in drawn for loop in part]
    return Ragged.of(flat, width=3), Ragged(counts, np.arange(len(flat)))


def _mass_source(known: Study, weights: Masses) -> Text:
    words = [
        None if not m or o != o else "nominal" if nominal else source or None
        for m, o, nominal, source in zip(
            known.metal.tolist(),
            weights.order.tolist(),
            weights.nominal.tolist(),
            known.whole.source,
            strict=True,
        )
    ]
    source = Text.of(words)
    return source.where(known.only_declared, Text.full(len(source), "declared"))


def _quantities(known: Study, keep: Ints) -> Quantities:
    """What every source says, long."""
    said, whole, named = known.said, known.whole, known.named
    by_geometry = Text.of([s or None for s in whole.source])
    parts: list[tuple[str, str | None, Floats]] = [
        ("length_mm", "declared", said.length), ("net_volume_mm3", "declared", said.net_volume),
        ("gross_volume_mm3", "declared", said.gross_volume), ("net_mass_kg", "declared", said.net_mass),
        ("gross_mass_kg", "declared", said.gross_mass), ("paint_area_mm2", "declared", said.surface),
        ("mass_kg_per_m", "nominal", np.where(known.metal, named.kg_per_m, np.nan)),
        ("net_volume_mm3", None, np.where(by_geometry.codes >= 0, whole.volume, np.nan)),
        ("gross_volume_mm3", None, np.where(by_geometry.codes >= 0, whole.gross, np.nan)),
    ]  # fmt: skip
    rows = [np.flatnonzero(np.isfinite(v[keep])) for _, _, v in parts]
    many = [len(at) for at in rows]
    words = tuple(dict.fromkeys((*by_geometry.vocabulary, "declared", "nominal")))
    source = [
        np.full(len(at), words.index(who)) if who else by_geometry.codes[keep[at]]
        for (_, who, _), at in zip(parts, rows, strict=True)
    ]
    names = tuple(dict.fromkeys(name for name, _, _ in parts))
    return Quantities(
        component=np.concatenate(rows),
        quantity=Text(np.repeat([names.index(name) for name, _, _ in parts], many), names),
        source=Text(np.concatenate(source), words),
        value=np.concatenate([v[keep][at] for (_, _, v), at in zip(parts, rows, strict=True)]),
    )


def _axes(known: Study, keep: Ints) -> Axes:
    start, end = bodies.centred(known.figures, known.facts, known.shapes)
    main = known.whole.main[keep]
    known_rows = np.isfinite(start[np.maximum(main, 0)]).all(axis=1) if len(start) else main < -1
    rows = np.flatnonzero((main >= 0) & known_rows)
    return Axes(component=rows, start=start[main[rows]], end=end[main[rows]], up=known.figures.up[main[rows]])


def _assemblies(known: Study, components: Components) -> Assemblies:
    wholes, elements = known.wholes, known.facts.elements
    rows = wholes.element
    return Assemblies(
        element=rows,
        global_id=elements.global_id.take(rows),
        name=elements.name.take(rows),
        mark=known.assembly_mark.take(rows),
        place=elements.assembly_place.take(rows),
        parent=wholes.parent,
        main=heaviest(components.assembly, components.order_mass_kg, len(rows)),
        single=np.zeros(len(rows), np.bool_),
    )
