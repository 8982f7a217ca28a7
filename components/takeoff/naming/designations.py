"""Which section each element is, by its designation and by its shape, and where the two disagree."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from components.facts import OWNERS, Facts
from components.merged import KEY
from components.record import record, valued
from components.sections import DIMENSIONS, PRIMARY, find
from components.table import Bools, Floats, Ints, Text, unique
from components.takeoff.naming.answers import (
    NO_ANSWER,
    SAME_AREA,
    Answer,
    by_shape,
    of_match,
    tapers,
)
from components.takeoff.naming.evidence import Evidence
from components.takeoff.outlines.profiles import Shapes
from components.takeoff.solids.bodies import Bodies, ItemFigures
from components.units import MM_PER_FOOT, MM_PER_INCH

PROFILE_PROPERTIES = (
    ("Tekla Common", "Profile"), "Profile", "ProfileName", "Profile Name", "Section", "Section Name", "截面", "截面规格",
    "规格", "型号", "截面型号",
)  # fmt: skip
BY_USER = "takeoff.by_user"
SAME_WALL, SAME_WALL_MM = 0.005, 0.3
"""Difference of a dimension up to which it is the same: files round to half a millimetre."""
_KINDS = (("I", "IM"), ("C", "CC", "2C"), ("L", "2L"), ("RHS", "BOX"), ("CHS",), ("T",), ("Z", "CZ"))
"""Families that one name and one drawing may both be; a simplified body is solid, so solids are not among them."""
_LOOSE = ("sections.embedded",)
_LONGEST = 120
_MARK = re.compile(r"\s*[A-Za-z]-?\d{1,2}\s*")
"""C10, L2: how columns and lintels are numbered. Such a text says nothing of a section that it does not fit."""
_REGIONS = (
    ("GB", re.compile(r"Q(195|215|235|275|345|355|390|420|460)", re.I)),
    ("EN", re.compile(r"(?<![A-Z0-9])S(235|275|355|420|450|460)", re.I)),
    ("US", re.compile(r"(?<![A-Z0-9])A(36|53|500|572|588|913|992)(?![0-9])", re.I)),
)

BY_PROFILE, BY_MATERIAL, BY_PROPERTY, BY_TEXT = (
    f"takeoff.by_{w}" for w in ("profile_name", "material_profile", "property", "text")
)


@record
class Named:
    """Per element. designation: canonical name or none; by: code of the evidence; family: name; dims: (n, 8);
    kg_per_m: catalogue mass, NaN where no catalogue has the section; listed: a catalogue has it; conflict: the
    designation's area and the shape's differ; area: the designation's mm2, NaN none; shape_area: of the drawn profile.
    standard: the catalogue's name. rolled: the rolled section that has the very dimensions of a nameless one drawn with
    sharp corners; rolled_kg: its kg/m. told: what the file calls the profile."""

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
    rolled: Text
    rolled_kg: Floats
    told: Text


def name_elements(
    facts: Facts, shapes: Shapes, figures: ItemFigures, bodies: Bodies, evidence: Evidence
) -> Named:
    """Ask the texts of the elements one after another, each distinct one once, until one agrees with the shape."""
    main = bodies.main
    n = len(main)
    profile = np.where(main >= 0, figures.profile[np.maximum(main, 0)], -1) if len(figures.profile) else main
    answers: list[Answer] = [NO_ANSWER]
    chosen, doubtful = np.zeros(n, np.int64), np.zeros(n, np.int64)
    of_file, regions = regions_of(facts)
    ask = [_Asker(facts, shapes, region) for region in regions]
    texts = _texts(facts, evidence, profile)
    for by, text in texts:
        open_rows = np.flatnonzero((chosen == 0) & (text.codes >= 0))
        if not len(open_rows):
            continue
        key = np.stack(
            (profile[open_rows], text.codes[open_rows].astype(np.int64), of_file[open_rows]), axis=1
        )
        distinct, which = np.unique(key, axis=0, return_inverse=True)
        numbers = np.zeros((len(distinct), 2), np.int64)
        for i, (of, code, file) in enumerate(distinct.tolist()):
            found = ask[file].answer(of, text.vocabulary[code], by)
            if found is not None:
                answers.append(found)
                numbers[i, int(found.conflict)] = len(answers) - 1
        agreed, conflicting = numbers[which.reshape(-1)].T
        chosen[open_rows] = agreed
        first = (doubtful[open_rows] == 0) & (conflicting > 0)
        doubtful[open_rows[first]] = conflicting[first]
    chosen = np.where(chosen > 0, chosen, doubtful)
    bare = np.flatnonzero((chosen == 0) & (profile >= 0))
    for of in unique(profile[bare]).tolist():
        if shapes.fitted[of] >= 0:  # a profile is of one file
            alike = bare[profile[bare] == of]
            answers.append(by_shape(shapes, of, regions[of_file[alike[0]]]))
            chosen[alike] = len(answers) - 1
    for rows, answer in tapers(facts, shapes, figures, main, lambda row: regions[of_file[row]]):
        answers.append(answer)
        chosen[rows] = len(answers) - 1
    told = Text.full(n)
    for by, text in texts:
        told = told.where(told.codes < 0, text) if by != BY_TEXT else told
    return _columns(answers, chosen, shapes, profile, told)


def _columns(answers: list[Answer], chosen: Ints, shapes: Shapes, profile: Ints, told: Text) -> Named:
    def text(field: str) -> Text:
        return Text.of([getattr(a, field) for a in answers]).take(chosen)

    def column(field: str) -> NDArray[Any]:
        return np.asarray(np.array([getattr(a, field) for a in answers])[chosen])

    known = profile >= 0
    shape_area = (
        np.where(known, shapes.area[np.maximum(profile, 0)], np.nan)
        if len(shapes.area)
        else np.full(len(known), np.nan)
    )
    return Named(
        designation=text("designation"), by=text("by"), family=text("family"), dims=column("dims").reshape(-1, 8),
        kg_per_m=column("kg_per_m").astype(float), listed=column("listed").astype(bool),
        conflict=column("conflict").astype(bool), area=column("area").astype(float), shape_area=shape_area,
        standard=text("standard"), rolled=text("rolled"), rolled_kg=column("rolled_kg").astype(float), told=told,
    )  # fmt: skip


def regions_of(facts: Facts) -> tuple[Ints, tuple[str, ...]]:
    """Per element the number of its file, and the region of each: of models that are merged each means its own."""
    files, of = np.unique(facts.elements.step_id // KEY, return_inverse=True)
    if len(files) < 2:
        return np.zeros(len(facts.elements), np.int64), (region_of(facts),)
    return of.reshape(-1).astype(np.int64), tuple(region_of(facts, int(f)) for f in files)


def _file_of_materials(facts: Facts) -> Ints:
    """Of each material the number of the file that its owner is of."""
    m = facts.materials
    out = np.zeros(len(m), np.int64)
    for code, table in enumerate(OWNERS):
        rows = np.flatnonzero(m.table == code)
        out[rows] = getattr(facts, table).step_id[m.owner[rows]] // KEY
    return out


def region_of(facts: Facts, file: int | None = None) -> str:
    """Whose catalogue is meant where several print one name: the American in inches and feet, else by the grades.

    file: the number of one of the models that are merged.
    """
    if facts.units.length_mm in (MM_PER_INCH, MM_PER_FOOT):
        return "US"
    names = facts.materials.name
    codes = unique(names.codes if file is None else names.codes[_file_of_materials(facts) == file])
    told = " ".join(names.vocabulary[c] for c in codes.tolist() if c >= 0)
    for region, pattern in _REGIONS:
        if pattern.search(told):
            return region
    return ""


def _texts(facts: Facts, evidence: Evidence, profile: Ints) -> list[tuple[str, Text]]:
    elements = facts.elements
    names = facts.profiles.name
    told = (profile >= 0) & (profile < len(names))
    own = Text(
        np.where(told, names.codes[np.where(told, profile, 0)] if len(names) else -1, -1), names.vocabulary
    )
    wire = _material_profiles(facts)
    by_material = Text(
        np.where(wire >= 0, names.codes[np.maximum(wire, 0)] if len(names) else -1, -1), names.vocabulary
    )
    found = [
        (BY_PROFILE, own),
        (BY_MATERIAL, by_material),
        (BY_PROPERTY, evidence.ask(PROFILE_PROPERTIES).text(facts)),
    ]
    types = facts.types.name
    found += [(BY_TEXT, elements.description), (BY_TEXT, elements.object_type)]
    if len(types):
        type_name = Text(
            np.where(elements.type >= 0, types.codes[np.maximum(elements.type, 0)], -1), types.vocabulary
        )
        found.append((BY_TEXT, type_name))
    return [*found, (BY_TEXT, elements.name)]


def _material_profiles(facts: Facts) -> Ints:
    """Per element the profile its material profile set names, -1 where there is none."""
    out = np.full(len(facts.elements), -1, np.int64)
    m = facts.materials
    own = np.flatnonzero((m.table == 0) & (m.profile >= 0))
    out[m.owner[own][::-1]] = m.profile[own][::-1]
    return out


@valued
class _Asker:
    facts: Facts
    shapes: Shapes
    region: str

    def answer(self, profile: int, word: str, by: str) -> Answer | None:
        """What one text says of one profile (-1: a body without), marked where the two conflict; None: nothing."""
        if not word.strip() or len(word) > _LONGEST:
            return None
        hint = self.shapes.family_name(profile) if profile >= 0 else ""
        area = float(self.shapes.area[profile]) if profile >= 0 else float("nan")
        inches = self.facts.units.length_mm in (MM_PER_INCH, MM_PER_FOOT)
        match = find(word, hint=hint or None, inches=inches, region=self.region or None)
        if match.section is None:
            return None
        found = of_match(match, by)
        solid = found.family in ("FLAT", "ROUND")
        if by == BY_TEXT and match.ambiguity in _LOOSE and solid:
            return None
        if (
            not np.isfinite(area)
            or abs(found.area / area - 1) <= SAME_AREA
            or (solid and hint in ("FLAT", "ROUND"))
        ):
            return found
        if profile >= 0 and hint == found.family and _same_walls(found, self.shapes.fitted_dims[profile]):
            return found
        if solid or (by == BY_TEXT and _MARK.fullmatch(word)):
            return None
        if _other_kind(found.family, hint):
            # Which kind of section it is, a drawing cannot mistake; a name read by another country's habit can.
            return replace(by_shape(self.shapes, profile, self.region), conflict=True)
        return replace(found, conflict=True)


def _other_kind(named: str | None, drawn: str) -> bool:
    """Whether the family of a name and the drawn one are two kinds of section."""
    kinds = [next((k for k in _KINDS if family in k), None) for family in (named, drawn)]
    return None not in kinds and kinds[0] != kinds[1]


def named_by_hand(named: Named, forced: dict[int, str]) -> Named:
    """The names with those the user decided, element row -> designation; one that no catalogue or reading knows is kept
    as it is written, without figures."""
    if not forced:
        return named
    words = {f: list(getattr(named, f)) for f in ("designation", "by", "family", "standard", "rolled")}
    dims, kg, area = named.dims.copy(), named.kg_per_m.copy(), named.area.copy()
    listed, conflict = named.listed.copy(), named.conflict.copy()
    for row, word in forced.items():
        match = find(word)
        found = (
            of_match(match, BY_USER)
            if match.section is not None
            else replace(NO_ANSWER, designation=word, by=BY_USER)
        )
        for field, column in words.items():
            column[row] = getattr(found, field)
        dims[row], kg[row], area[row], listed[row] = found.dims, found.kg_per_m, found.area, found.listed
        conflict[row] = not abs(found.area / named.shape_area[row] - 1) <= SAME_AREA
    told = {f: Text.of(c) for f, c in words.items()}
    return replace(named, dims=dims, kg_per_m=kg, area=area, listed=listed, conflict=conflict, **told)  # type: ignore[arg-type]


def _same_walls(found: Answer, drawn: Floats) -> bool:
    """Whether two sections of one family differ in their radii alone: many programs draw none."""
    names = DIMENSIONS[found.family or ""]
    at = [names.index(n) for n in PRIMARY[found.family or ""]]
    own = np.array(found.dims)[at]
    return bool((np.abs(own - drawn[at]) <= np.maximum(SAME_WALL_MM, SAME_WALL * own)).all())
