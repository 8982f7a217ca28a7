"""Everything known of the elements before the tables of the Model are made of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from components.facts import Facts
from components.materials import read_material
from components.model import Overrides, Settings
from components.progress import Progress
from components.record import record
from components.table import Bools, Floats, Ints, Text, median
from components.takeoff.bars.bent import BentBars, bent_bars
from components.takeoff.bars.drawn import find_bars, fit_outlines, polygon_rounds
from components.takeoff.bars.several import Several, several_bodies
from components.takeoff.bars.squares import as_squares, square_bars
from components.takeoff.features.find import FeatureTable, find_features, hole_volume_of
from components.takeoff.naming import declared
from components.takeoff.naming.answers import BY_SHAPE
from components.takeoff.naming.classify import STRUCTURAL, Classified, classify, main_materials
from components.takeoff.naming.designations import Named, name_elements, named_by_hand
from components.takeoff.naming.evidence import Evidence
from components.takeoff.naming.lexicon import material_kind
from components.takeoff.outlines import profiles
from components.takeoff.places import spatial_of
from components.takeoff.plates.figures import BENT, FLAT, PlateTable, plate_figures
from components.takeoff.solids import bodies, faceted
from components.takeoff.solids.cuts import CutPrism
from components.takeoff.solids.shared import Shared, shared_space
from components.takeoff.solids.twins import duplicates
from components.takeoff.undrawn import Undrawn, find_undrawn
from components.takeoff.wholes import Wholes, find_wholes, marks_of
from components.units import MM3_PER_M3

METAL = ("steel_member", "plate", "bent_plate", "accessory", "fastener", "stud", "deck")
"""Categories that are weighed as steel."""
PLATES = ("plate", "bent_plate")
_UNCUT = ("fastener", "stud", "deck")
_SOLID = (*METAL[:4], "precast_concrete", "cast_concrete", "timber", "unclassified")
"""Categories whose volume is asked for, and whose bodies may not lie in one another."""


@record
class Said:
    """What the file declares per element: mm, mm2, mm3, kg; NaN where it is silent."""

    length: Floats
    net_volume: Floats
    gross_volume: Floats
    net_mass: Floats
    gross_mass: Floats
    surface: Floats

    @property
    def volume(self) -> Floats:
        """The net volume, else the gross one."""
        return np.where(np.isfinite(self.net_volume), self.net_volume, self.gross_volume)

    @property
    def mass(self) -> Floats:
        """The net mass, else the gross one."""
        return np.where(np.isfinite(self.net_mass), self.net_mass, self.gross_mass)


@record
class Study:
    """Per-element knowledge, all columns in the order of `Facts.elements`."""

    facts: Facts
    settings: Settings
    shapes: profiles.Shapes
    meshes: faceted.Faceted
    figures: bodies.ItemFigures
    whole: bodies.Bodies
    named: Named
    said: Said
    kinds: Classified
    wholes: Wholes
    undrawn: Undrawn
    grade: Text
    part_mark: Text
    assembly_mark: Text
    spatial: Ints
    twin: Ints
    plates: PlateTable
    features: FeatureTable
    holes: Floats
    polygon: Bools
    several: Several
    bent: BentBars
    shared: Shared

    @property
    def metal(self) -> Bools:
        """What is weighed as steel."""
        return self.kinds.category.isin(METAL)

    @property
    def sharp(self) -> Bools:
        """Bars without a name that have the dimensions of a rolled section and are drawn without its fillets."""
        return self.bar & self.named.by.isin((BY_SHAPE,)) & np.isfinite(self.named.rolled_kg)

    @property
    def drawn_other(self) -> Bools:
        """Bars that are named as one kind of section and drawn as another, which they follow."""
        return self.bar & self.named.by.isin((BY_SHAPE,)) & self.named.conflict

    @property
    def only_declared(self) -> Bools:
        """Steel whose mass is what the file says, as it draws nothing."""
        return self.undrawn.listed & self.metal

    @property
    def file_density(self) -> float:
        """kg/m3 that the declared masses and volumes of the steel imply, their median; NaN where they say nothing."""
        mass, volume = self.said.mass[self.metal], self.said.volume[self.metal]
        good = (mass > 1.0) & (volume > 0)
        return median(mass[good] / volume[good]) * MM3_PER_M3 if good.sum() >= 3 else float("nan")

    @property
    def plate(self) -> Bools:
        """What is cut from plate."""
        return self.kinds.category.isin(PLATES)

    @property
    def bar(self) -> Bools:
        """What is cut from bars."""
        return self.metal & ~self.kinds.category.isin((*PLATES, *_UNCUT))


@record
class Prepared:
    """What does not wait for the geometry kernel, of facts that it has not added to yet."""

    facts: Facts
    shapes: profiles.Shapes
    meshes: faceted.Faceted

    @cached_property
    def cuts(self) -> dict[int, CutPrism]:
        """What closed forms say of the cut bodies, by item row."""
        return bodies.cut_items(self.facts, self.shapes)

    @cached_property
    def closed(self) -> bodies.ItemFigures:
        """The body items by closed forms alone."""
        return bodies.closed_forms(self.facts, self.shapes, self.meshes, self.cuts)

    @cached_property
    def named(self) -> Named:
        """Sections by the names and shapes of the file; volumes play no part in them."""
        figures = bodies.with_kernel(self.facts, self.closed)
        whole = bodies.by_element(self.facts, self.shapes, figures)
        return name_elements(self.facts, self.shapes, figures, whole, Evidence(self.facts))


def prepare(facts: Facts) -> Prepared:
    """Measure the profiles and the faceted bodies of a file."""
    return Prepared(facts, profiles.read(facts), faceted.measure_meshes(facts))


def study(facts: Facts, overrides: Overrides, progress: Progress, prepared: Prepared | None = None) -> Study:
    """Measure, name and classify all elements."""
    progress("progress.profiles", 0.0)
    prepared = prepared or prepare(facts)
    shapes, meshes = prepared.shapes, prepared.meshes
    figures = bodies.with_kernel(facts, prepared.closed)
    whole = bodies.by_element(facts, shapes, figures)
    evidence = Evidence(facts)
    progress("progress.recognise", 0.4)
    named = prepared.named
    drawn = _drawn(facts, named)
    shapes = fit_outlines(shapes, np.where(drawn[facts.items.owner], figures.profile, -1))
    shapes, figures = find_bars(facts, shapes, figures, drawn)
    if (shapes.fitted != shapes.family).any():
        whole = bodies.by_element(facts, shapes, figures)
        named = name_elements(facts, shapes, figures, whole, evidence)
    named = named_by_hand(named, _forced(facts, overrides, "profile"))
    several = several_bodies(facts, shapes, figures, whole, named, meshes)
    named = replace(named, conflict=named.conflict & ~several.together)
    said = _declared(facts, evidence)
    forced = _forced(facts, overrides, "category")
    wholes = find_wholes(facts)
    density = overrides.settings.steel_density
    undrawn = find_undrawn(facts, named, said.length, said.volume, said.net_mass, said.gross_mass, density)
    kinds = classify(facts, named, whole, forced, said.mass, undrawn.listed)
    progress("progress.measure", 0.7)
    plates = _plates(facts, shapes, figures, whole, named, kinds)
    kinds = _as_plates(kinds, plates, forced)
    square = square_bars(facts, shapes, figures, whole, named) & kinds.category.isin(
        ("plate", "steel_member")
    )
    named = as_squares(named, square, shapes, figures, whole)
    kinds = _put(kinds, np.flatnonzero(square), "steel_member", forced)
    features, unread = find_features(facts, shapes, figures)
    metal = kinds.category.isin(METAL)
    bent = bent_bars(facts, figures, whole, named, metal & ~kinds.category.isin((*PLATES, *_UNCUT)))
    found = np.isfinite(bent.length)
    whole = replace(whole, length=np.where(found, bent.length, whole.length))
    several = replace(several, length=np.where(found, bent.length, several.length))
    part = _marked(
        declared.ask_text(facts, evidence, declared.PART_MARK), _forced(facts, overrides, "part_mark")
    )
    said_assembly = declared.ask_text(facts, evidence, declared.ASSEMBLY_MARK)
    assembly = _marked(said_assembly, _forced(facts, overrides, "assembly_mark"))
    grade = _grades(facts, evidence, kinds.material, metal)
    return Study(
        facts=facts, settings=overrides.settings, shapes=shapes, meshes=meshes, figures=figures, whole=whole,
        named=named, said=said, kinds=kinds, wholes=wholes, undrawn=undrawn,
        grade=_marked(grade, _forced(facts, overrides, "grade")),
        part_mark=part, assembly_mark=marks_of(facts, wholes, assembly), spatial=spatial_of(facts),
        twin=duplicates(facts, shapes, figures, whole, meshes, metal), plates=plates, features=features,
        holes=hole_volume_of(features, unread),
        polygon=polygon_rounds(figures, shapes, whole.main, named) | bent.polygon,
        several=several, bent=bent,
        shared=shared_space(facts, shapes, figures, meshes, whole.volume, kinds.category.isin(_SOLID)),
    )  # fmt: skip


def _drawn(facts: Facts, named: Named) -> Bools:
    """Elements whose section may only be drawn: of a structural class, of steel or of no known material, no plates."""
    kind = main_materials(facts).map(lambda w: material_kind(w)[0] or None)
    open_kind = (kind.codes < 0) | kind.isin(("steel",))
    return facts.elements.ifc_class.isin(STRUCTURAL) & open_kind & ~named.family.isin(("FLAT",))


def _plates(
    facts: Facts,
    shapes: profiles.Shapes,
    figures: bodies.ItemFigures,
    whole: bodies.Bodies,
    named: Named,
    kinds: Classified,
) -> PlateTable:
    """Plate figures of all steel that has no rolled section."""
    sheet = named.family.isin(("FLAT",)) | (named.designation.codes < 0)
    # A plate bent to the form of a section that no catalogue lists is a bent plate.
    of_class = facts.elements.ifc_class.isin(("IfcPlate", "IfcPlateStandardCase"))
    sheet |= named.by.isin((BY_SHAPE,)) & ~named.listed & of_class
    wanted = kinds.category.isin(("plate", "bent_plate", "accessory", "steel_member")) & sheet
    return plate_figures(facts, shapes, figures, whole, named, np.flatnonzero(wanted)).table


def _as_plates(kinds: Classified, plates: PlateTable, forced: dict[int, str]) -> Classified:
    """Steel whose body is a plate, flat or bent, is one, unless the user says otherwise."""
    for kind, category in ((FLAT, "plate"), (BENT, "bent_plate")):
        rows = plates.element[plates.kind.isin((kind,)) & np.isfinite(plates.thickness_mm)]
        kinds = _put(kinds, rows, category, forced)
    return kinds


def _put(kinds: Classified, rows: Ints, category: str, forced: dict[int, str]) -> Classified:
    """The kinds with these elements in a category by the form of their body, but for those the user decided."""
    codes, by = kinds.category.codes.copy(), kinds.by.codes.copy()
    names = kinds.category.vocabulary
    why = tuple(dict.fromkeys((*kinds.by.vocabulary, "takeoff.by_body")))
    rows = rows[[int(r) not in forced for r in rows.tolist()]] if len(rows) else rows
    changed = rows[codes[rows] != names.index(category)]
    codes[changed], by[changed] = names.index(category), why.index("takeoff.by_body")
    return replace(kinds, category=Text(codes, names), by=Text(by, why))


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
    edits = [e for e in overrides.edits if e.field == field]
    if not edits:
        return {}
    rows = {int(s): i for i, s in enumerate(facts.elements.step_id.tolist())}
    return {rows[e.step_id]: e.value for e in edits if e.step_id in rows}


def _marked(said: Text, forced: dict[int, str]) -> Text:
    if not forced:
        return said
    words = list(said)
    for row, word in forced.items():
        words[row] = word
    return Text.of(words)


def _grades(facts: Facts, evidence: Evidence, material: Text, metal: Bools) -> Text:
    """Steel grades as the trade writes them, from a property, else out of the material's name."""
    told = declared.ask_text(facts, evidence, declared.GRADE)
    by_property = told.map(lambda w: read_material(w).grade or None)
    by_material = material.map(lambda w: read_material(w).grade or None)
    found = by_property.where(by_property.codes < 0, by_material)
    return found.where(~metal, Text.full(len(metal)))
