"""Which section each element is, by its designation and by its shape, and where the two disagree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.facts import Facts
from components.sections import (
    FAMILIES,
    Match,
    Shape,
    area_and_perimeter,
    catalogue,
    find,
    name_of,
    recognise,
)
from components.table import Bools, Floats, Ints, Text
from components.takeoff.bodies import Bodies, ItemFigures
from components.takeoff.evidence import Evidence
from components.takeoff.profiles import Shapes
from components.units import MM_PER_FOOT, MM_PER_INCH

PROFILE_PROPERTIES = (
    ("Tekla Common", "Profile"), "Profile", "ProfileName", "Profile Name", "Section", "Section Name", "截面", "截面规格",
    "规格", "型号", "截面型号",
)  # fmt: skip
SAME_AREA = 0.03
"""Relative difference of areas up to which a designation and a shape are one section: fillets and rounding."""
_LOOSE = ("sections.embedded",)

BY_PROFILE, BY_MATERIAL, BY_PROPERTY, BY_TEXT, BY_SHAPE = (
    f"takeoff.by_{w}" for w in ("profile_name", "material_profile", "property", "text", "shape")
)


@dataclass(frozen=True, eq=False)
class Named:
    """Per element. designation: canonical name or none; by: code of the evidence; family: name; dims: (n, 8);
    kg_per_m: catalogue mass, NaN where no catalogue has the section; listed: a catalogue has it; conflict: the
    designation's area and the shape's differ; area: the designation's mm2, NaN none; shape_area: of the drawn profile.
    standard: the catalogue's name."""

    designation: Text
    by: Text
    family: Text
    dims: Floats
    kg_per_m: Floats
    listed: Bools
    conflict: Bools
    area: Floats
    shape_area: Floats
    standard: Text


@dataclass(frozen=True)
class _Answer:
    designation: str | None
    by: str | None
    family: str | None
    dims: tuple[float, ...]
    kg_per_m: float
    listed: bool
    conflict: bool
    area: float
    standard: str | None


_NONE = _Answer(None, None, None, (0.0,) * 8, float("nan"), False, False, float("nan"), None)


def name_elements(
    facts: Facts, shapes: Shapes, figures: ItemFigures, bodies: Bodies, evidence: Evidence
) -> Named:
    """Ask each distinct combination of texts and profile once."""
    main = bodies.main
    profile = np.where(main >= 0, figures.profile[np.maximum(main, 0)], -1) if len(figures.profile) else main
    texts = _texts(facts, evidence)
    wire = _material_profiles(facts)
    keys = np.stack([profile, wire, *(t.codes.astype(np.int64) for _, t in texts)], axis=1)
    distinct, which = np.unique(keys, axis=0, return_inverse=True)
    answers = [_answer(facts, shapes, texts, row) for row in distinct]
    which = which.reshape(-1)
    shape_area = np.where(
        profile >= 0, shapes.area[np.maximum(profile, 0)] if len(shapes.area) else np.nan, np.nan
    )

    def text(field: str) -> Text:
        return Text.of([getattr(a, field) for a in answers]).take(which)

    def column(field: str) -> np.ndarray:
        return np.array([getattr(a, field) for a in answers])[which] if answers else np.zeros(0)

    return Named(
        designation=text("designation"), by=text("by"), family=text("family"),
        dims=np.array([a.dims for a in answers]).reshape(-1, 8)[which], kg_per_m=column("kg_per_m").astype(float),
        listed=column("listed").astype(bool), conflict=column("conflict").astype(bool), area=column("area").astype(float),
        shape_area=shape_area, standard=text("standard"),
    )  # fmt: skip


def _texts(facts: Facts, evidence: Evidence) -> list[tuple[str, Text]]:
    elements = facts.elements
    types = facts.types.name
    type_name = (
        Text(np.where(elements.type >= 0, types.codes[elements.type], -1), types.vocabulary)
        if len(types)
        else None
    )
    found = [(BY_PROPERTY, evidence.ask(PROFILE_PROPERTIES).text(facts))]
    found += [
        (BY_TEXT, t)
        for t in (elements.description, elements.object_type, type_name, elements.name)
        if t is not None
    ]
    return found


def _material_profiles(facts: Facts) -> Ints:
    """Per element the profile its material profile set names, -1 where there is none."""
    out = np.full(len(facts.elements), -1, np.int64)
    m = facts.materials
    own = np.flatnonzero((m.table == 0) & (m.profile >= 0))
    out[m.owner[own][::-1]] = m.profile[own][::-1]
    return out


def _answer(facts: Facts, shapes: Shapes, texts: list[tuple[str, Text]], key: Ints) -> _Answer:
    profile, wire = int(key[0]), int(key[1])
    hint = shapes.family_name(profile) if profile >= 0 else ""
    area = float(shapes.area[profile]) if profile >= 0 else float("nan")
    asked: list[tuple[str, str]] = []
    if profile >= 0:
        asked.append((BY_PROFILE, facts.profiles.name.get(profile)))
    if wire >= 0:
        asked.append((BY_MATERIAL, facts.profiles.name.get(wire)))
    asked += [
        (by, t.vocabulary[code]) for (by, t), code in zip(texts, key[2:].tolist(), strict=True) if code >= 0
    ]
    inches = facts.units.length_mm in (MM_PER_INCH, MM_PER_FOOT)
    conflict: _Answer | None = None
    seen: set[str] = set()
    for by, word in asked:
        if not word.strip() or word in seen or len(word) > 120:
            continue
        seen.add(word)
        match = find(word, hint=hint or None, inches=inches)
        if match.section is None:
            continue
        found = _of_match(match, by)
        agrees = not np.isfinite(area) or abs(found.area / area - 1) <= SAME_AREA
        loose = by == BY_TEXT and match.ambiguity in _LOOSE
        if agrees or (hint in ("FLAT", "ROUND") and found.family in ("FLAT", "ROUND")):
            return found
        if conflict is None and not (loose and found.family in ("FLAT", "ROUND")):
            conflict = _Answer(**{**found.__dict__, "conflict": True})
    if conflict is not None and conflict.family not in ("FLAT", "ROUND"):
        return conflict
    return _by_shape(shapes, profile) if hint else _NONE


def _of_match(match: Match, by: str) -> _Answer:
    section = match.section
    assert section is not None
    area = float(area_and_perimeter(section.shape.family, np.array([section.shape.dims]))[0][0])
    listed = section.row >= 0
    mass = section.mass_kg_per_m if listed and section.mass_kg_per_m is not None else float("nan")
    return _Answer(
        section.name,
        by,
        section.shape.family,
        section.shape.dims,
        mass,
        listed,
        False,
        area,
        section.standard,
    )


def _by_shape(shapes: Shapes, profile: int) -> _Answer:
    """The catalogue section with these dimensions, or a name made of the dimensions."""
    family = FAMILIES[int(shapes.family[profile])]
    dims = shapes.dims[profile]
    row = int(recognise(family, dims[None])[0])
    if row >= 0:
        section = catalogue().section(row)
        own = _of_match(Match(section.name, section), BY_SHAPE)
        if abs(own.area / float(shapes.area[profile]) - 1) <= SAME_AREA:
            return own
    made = name_of(Shape(family, tuple(dims.tolist())))
    area = float(shapes.area[profile])
    return _Answer(made, BY_SHAPE, family, tuple(dims.tolist()), float("nan"), False, False, area, None)
