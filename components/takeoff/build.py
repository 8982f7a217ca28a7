"""Facts and the user's decisions to a Model. Pure: the same input gives the same Model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.facts import Facts
from components.findings import INFO, WARNING, Finding
from components.model import (
    Assemblies,
    Axes,
    Components,
    Features,
    Model,
    Overrides,
    Quantities,
    Sections,
    Settings,
)  # fmt: skip
from components.progress import Progress, silent
from components.sections import FAMILY_CODE, Shape, measure, outline
from components.table import Bools, Floats, Ints, Ragged, Text
from components.takeoff import bodies, declared, profiles
from components.takeoff.bolts import fasteners
from components.takeoff.classify import Classified, classify
from components.takeoff.evidence import Evidence
from components.takeoff.masses import Masses, agree, masses
from components.takeoff.naming import Named, name_elements
from components.takeoff.places import spatial_of, storey_names, storey_rows
from components.takeoff.wholes import Wholes, find_wholes, heaviest, marks_of

_METAL = ("steel_member", "plate", "bent_plate", "accessory", "fastener", "stud", "deck")


@dataclass(frozen=True, eq=False)
class Said:
    """What the file declares per element: mm, mm3, kg; NaN where it is silent."""

    length: Floats
    net_volume: Floats
    gross_volume: Floats
    net_mass: Floats
    gross_mass: Floats
    surface: Floats


def build(facts: Facts, overrides: Overrides | None = None, progress: Progress = silent) -> Model:
    """The model of one file under the user's decisions."""
    overrides = overrides or Overrides()
    progress("progress.profiles", 0.0)
    shapes = profiles.read(facts)
    figures = bodies.measure_items(facts, shapes)
    whole = bodies.by_element(facts, shapes, figures)
    evidence = Evidence(facts)
    progress("progress.recognise", 0.4)
    named = name_elements(facts, shapes, figures, whole, evidence)
    said = _declared(facts, evidence)
    any_mass = np.where(np.isfinite(said.net_mass), said.net_mass, said.gross_mass)
    kinds = classify(facts, named, whole, _forced(facts, overrides, "category"), any_mass)
    wholes = find_wholes(facts)
    progress("progress.measure", 0.6)
    return _model(facts, overrides, shapes, figures, whole, evidence, named, said, kinds, wholes)


def _declared(facts: Facts, evidence: Evidence) -> Said:
    def number(names: tuple[str | tuple[str, str], ...]) -> Floats:
        return declared.ask_number(facts, evidence, names)[0]

    return Said(
        length=number(declared.LENGTH), net_volume=number(declared.NET_VOLUME),
        gross_volume=number(declared.GROSS_VOLUME), net_mass=number(declared.NET_MASS),
        gross_mass=number(declared.GROSS_MASS), surface=number(declared.SURFACE),
    )  # fmt: skip


def _forced(facts: Facts, overrides: Overrides, field: str) -> dict[int, str]:
    """Element row -> value that the user decided for a field."""
    rows = {int(s): i for i, s in enumerate(facts.elements.step_id.tolist())} if overrides.edits else {}
    return {rows[e.step_id]: e.value for e in overrides.edits if e.field == field and e.step_id in rows}


def _model(
    facts: Facts, overrides: Overrides, shapes: profiles.Shapes, figures: bodies.ItemFigures, whole: bodies.Bodies,
    evidence: Evidence, named: Named, said: Said, kinds: Classified, wholes: Wholes,
) -> Model:  # fmt: skip
    settings = overrides.settings
    elements = facts.elements
    keep = np.flatnonzero(~elements.is_opening & ~wholes.holder)
    guid = np.array(elements.global_id.filled(), dtype=object)[keep]
    keep = keep[np.lexsort((elements.step_id[keep], guid.astype(str)))] if len(keep) else keep
    metal = kinds.category.isin(_METAL)
    plate = kinds.category.isin(("plate", "bent_plate"))
    length, width, thickness, blank = _sizes(facts, shapes, figures, whole, named, plate)
    bars = metal & ~plate & ~kinds.category.isin(("fastener", "stud", "deck"))
    weights = masses(
        named,
        settings,
        whole.gross,
        whole.volume,
        np.zeros(len(elements)),
        length,
        blank,
        bars,
        whole.items > 1,
    )
    declared_volume = np.where(np.isfinite(said.net_volume), said.net_volume, said.gross_volume)
    declared_mass = np.where(np.isfinite(said.net_mass), said.net_mass, said.gross_mass)
    agreed = agree(
        whole.volume, declared_volume, np.where(metal, declared_mass, np.nan), named, settings, kinds.conflict
    )
    spatial = spatial_of(facts)
    part_mark = _marked(
        declared.ask_text(facts, evidence, declared.PART_MARK), _forced(facts, overrides, "part_mark")
    )
    assembly_mark = marks_of(facts, wholes, declared.ask_text(facts, evidence, declared.ASSEMBLY_MARK))
    sections, section_of = _sections(named, metal)
    grade = declared.ask_text(facts, evidence, declared.GRADE)
    grade = grade.where((grade.codes < 0) & metal, kinds.material)
    measured = np.array(whole.source, dtype=object) != ""
    components = Components(
        element=keep,
        step_id=elements.step_id[keep],
        global_id=elements.global_id.take(keep),
        ifc_class=elements.ifc_class.take(keep),
        category=kinds.category.take(keep),
        category_by=kinds.by.take(keep),
        name=elements.name.take(keep),
        profile=named.designation.where(~metal, Text.full(len(metal))).take(keep),
        family=named.family.take(keep),
        profile_by=named.by.take(keep),
        section=section_of[keep],
        grade=grade.take(keep),
        material=kinds.material.take(keep),
        part_mark=part_mark.take(keep),
        assembly_mark=assembly_mark.take(keep),
        assembly=wholes.of[keep],
        storey=storey_names(facts, storey_rows(facts, spatial)).take(keep),
        spatial=spatial[keep],
        pieces=np.maximum(whole.pieces, 1)[keep],
        length_mm=length[keep],
        width_mm=width[keep],
        thickness_mm=thickness[keep],
        gross_volume_mm3=np.where(measured, whole.gross, np.nan)[keep],
        net_volume_mm3=np.where(measured, whole.volume, np.nan)[keep],
        order_mass_kg=np.where(metal, weights.order, np.nan)[keep],
        settlement_mass_kg=np.where(metal, weights.settlement, np.nan)[keep],
        net_mass_kg=np.where(metal, weights.net, np.nan)[keep],
        paint_area_mm2=(whole.side_area + 2 * whole.end_area)[keep],
        volume_source=Text.of([s or None for s in whole.source]).take(keep),
        mass_source=_mass_source(whole, weights, metal).take(keep),
        agreement=Text.of(agreed.word).take(keep),
        cause=Text.of([c or None for c in agreed.cause]).take(keep),
        reason=Text.of([r or None for r in whole.reason]).take(keep),
        duplicate_of=np.full(len(keep), -1, np.int64),
    )
    loops, section_loops = _outlines(sections)
    return Model(
        source=facts.source,
        components=components,
        quantities=_quantities(components, said, keep),
        sections=sections,
        axes=_axes(facts, shapes, figures, whole, keep),
        features=_no_features(),
        assemblies=_assemblies(facts, wholes, components, assembly_mark),
        fasteners=fasteners(facts, components),
        outlines=loops,
        section_loops=section_loops,
        settings=settings,
        findings=(*facts.findings, *_findings(components, settings)),
    )


def _marked(said: Text, forced: dict[int, str]) -> Text:
    if not forced:
        return said
    words = list(said)
    for row, word in forced.items():
        words[row] = word
    return Text.of(words)


def _sizes(
    facts: Facts,
    shapes: profiles.Shapes,
    figures: bodies.ItemFigures,
    whole: bodies.Bodies,
    named: Named,
    plate: Bools,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Length, width, thickness (plates) and the volume of the rectangle a plate is cut from; mm, mm3."""
    n = len(facts.elements)
    length = whole.length.copy()
    width, thickness, blank = (np.full(n, np.nan) for _ in range(3))
    main = np.maximum(whole.main, 0)
    profile = np.where((whole.main >= 0) & plate, figures.profile[main] if len(figures.profile) else -1, -1)
    rows = np.flatnonzero((profile >= 0) & np.isfinite(whole.length))
    if len(rows):
        sides = profiles.smallest_rectangles(shapes, np.unique(profile[rows]))
        box = np.array([sides[int(p)] for p in profile[rows]])
        three = np.sort(np.column_stack((box, whole.length[rows])), axis=1)
        thickness[rows], width[rows], length[rows] = three[:, 0], three[:, 1], three[:, 2]
        blank[rows] = three.prod(axis=1)
        several = whole.items[rows] > 1
        blank[rows[several]] = np.nan
    flat = plate & named.family.isin(("FLAT",)) & ~np.isfinite(thickness)
    thickness[flat], width[flat] = named.dims[flat, 1], named.dims[flat, 0]
    return length, width, thickness, blank


def _sections(named: Named, metal: Bools) -> tuple[Sections, Ints]:
    """Distinct sections of steel, and per element its row."""
    live = np.flatnonzero(metal & (named.designation.codes >= 0))
    key = np.column_stack((named.designation.codes[live], named.dims[live]))
    _distinct, first, which = np.unique(key, axis=0, return_index=True, return_inverse=True)
    rows = live[first]
    of = np.full(len(metal), -1, np.int64)
    of[live] = which.reshape(-1)
    perimeter = np.full(len(rows), np.nan)
    codes = np.array([FAMILY_CODE.get(f, -1) for f in named.family.take(rows).filled()], np.int32)
    area, perimeter = measure(codes, named.dims[rows]) if len(rows) else (perimeter, perimeter)
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


def _mass_source(whole: bodies.Bodies, weights: Masses, metal: Bools) -> Text:
    words = [
        None if not m or o != o else "nominal" if nominal else source or None
        for m, o, nominal, source in zip(
            metal.tolist(), weights.order.tolist(), weights.nominal.tolist(), whole.source, strict=True
        )
    ]
    return Text.of(words)


def _quantities(components: Components, said: Said, keep: Ints) -> Quantities:
    """What every source says, long."""
    parts: list[tuple[str, str, Floats]] = [
        ("length_mm", "declared", said.length[keep]),
        ("net_volume_mm3", "declared", said.net_volume[keep]),
        ("gross_volume_mm3", "declared", said.gross_volume[keep]),
        ("net_mass_kg", "declared", said.net_mass[keep]),
        ("gross_mass_kg", "declared", said.gross_mass[keep]),
        ("paint_area_mm2", "declared", said.surface[keep]),
    ]
    rows = [np.flatnonzero(np.isfinite(v)) for _, _, v in parts]
    count = [len(r) for r in rows]
    return Quantities(
        component=np.concatenate(rows),
        quantity=Text.of([q for (q, _, _), c in zip(parts, count, strict=True) for _ in range(c)]),
        source=Text.of([s for (_, s, _), c in zip(parts, count, strict=True) for _ in range(c)]),
        said_by=Text.full(sum(count)),
        value=np.concatenate([v[r] for (_, _, v), r in zip(parts, rows, strict=True)]),
    )


def _axes(
    facts: Facts, shapes: profiles.Shapes, figures: bodies.ItemFigures, whole: bodies.Bodies, keep: Ints
) -> Axes:
    start, end = bodies.centred(figures, facts, shapes)
    main = whole.main[keep]
    rows = (
        np.flatnonzero((main >= 0) & np.isfinite(start[np.maximum(main, 0)]).all(axis=1))
        if len(start)
        else main[:0]
    )
    return Axes(component=rows, start=start[main[rows]], end=end[main[rows]], up=figures.up[main[rows]])


def _no_features() -> Features:
    empty = np.zeros(0)
    return Features(np.zeros(0, np.int64), Text.full(0), np.zeros((0, 3)), empty, empty, empty, empty)


def _assemblies(facts: Facts, wholes: Wholes, components: Components, marks: Text) -> Assemblies:
    rows = wholes.element
    elements = facts.elements
    return Assemblies(
        element=rows,
        global_id=elements.global_id.take(rows),
        name=elements.name.take(rows),
        mark=marks.take(rows),
        place=elements.assembly_place.take(rows),
        parent=wholes.parent,
        main=heaviest(components.assembly, components.order_mass_kg, len(rows)),
        single=np.zeros(len(rows), np.bool_),
    )


def _findings(components: Components, settings: Settings) -> list[Finding]:
    found: list[Finding] = []
    metal = components.category.isin(_METAL)

    def note(code: str, severity: str, mask: Bools, **args: object) -> None:
        if mask.any():
            ids = tuple(components.step_id[mask].tolist())
            found.append(Finding(code, severity, ids, {"count": len(ids), **args}))

    unmeasured = metal & ~np.isfinite(components.order_mass_kg)
    for reason in components.reason.take(np.flatnonzero(unmeasured)).vocabulary:
        note(reason, WARNING, unmeasured & components.reason.isin((reason,)))
    uncertain = components.agreement.isin(("uncertain",)) & metal
    for cause in components.cause.vocabulary:
        note(cause, WARNING, uncertain & components.cause.isin((cause,)))
    explained = components.agreement.isin(("explained",)) & metal
    for cause in components.cause.vocabulary:
        note(cause, INFO, explained & components.cause.isin((cause,)))
    note("takeoff.unclassified", INFO, components.category.isin(("unclassified",)))
    return found
