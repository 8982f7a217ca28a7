"""Model: what we make of the facts. Frozen column tables, keyed by component row; N, mm, MPa, kg, rad.

Every component is a row, also those that could not be classified or measured: then `reason` says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from components.facts import Source
from components.findings import Finding
from components.record import record, valued
from components.table import Bools, Floats, Ints, Ragged, Table, Text

CATEGORIES = (
    "steel_member", "plate", "bent_plate", "accessory", "fastener", "stud", "deck", "precast_concrete",
    "cast_concrete", "reinforcement", "masonry", "timber", "bought_item", "other", "non_physical", "unclassified",
)  # fmt: skip
STEEL = ("steel_member", "plate", "bent_plate", "accessory")
"""Categories that a steel shop cuts and weighs; fasteners, studs and decks are counted apart."""

SOURCES = ("declared", "nominal", "analytic", "boundary", "kernel")
"""Where a quantity is from: the file, a catalogue, a closed formula, a closed faceted body, a geometry kernel."""
AGREEMENTS = ("agrees", "explained", "uncertain", "single", "none")
"""How the sources compare: agree; differ for a named cause; differ without one; there is one only; there is none."""


@record
class Components(Table):
    """One row per physical element of the file, in the order of global_id.

    element: row of `Facts.elements`. category: see CATEGORIES; category_by: code of the evidence that decided.
    profile: designation as it is ordered; family: code of `components.sections`; profile_by: code of the evidence.
    section: row of `Model.sections`, -1 for none. assembly: row of `Model.assemblies`. pieces: how many loose pieces
    the element is. length_mm: bar length, or the longer side of a plate, NaN for all else (a wall has
    no length of this kind); width_mm and thickness_mm of plates.
    order_mass_kg (毛重), settlement_mass_kg (结算重), net_mass_kg (净重): see the words table; NaN: not measured.
    volume_source, mass_source: see SOURCES. agreement: see AGREEMENTS; cause: code of the explanation or the doubt.
    reason: code of why something was not measured; none where all is.
    duplicate_of: component row that this one coincides with, -1.
    """

    element: Ints
    step_id: Ints
    global_id: Text
    ifc_class: Text
    category: Text
    category_by: Text
    name: Text
    profile: Text
    family: Text
    profile_by: Text
    section: Ints
    grade: Text
    material: Text
    part_mark: Text
    assembly_mark: Text
    assembly: Ints
    storey: Text
    spatial: Ints
    pieces: Ints
    length_mm: Floats
    width_mm: Floats
    thickness_mm: Floats
    gross_volume_mm3: Floats
    net_volume_mm3: Floats
    order_mass_kg: Floats
    settlement_mass_kg: Floats
    net_mass_kg: Floats
    paint_area_mm2: Floats
    volume_source: Text
    mass_source: Text
    agreement: Text
    cause: Text
    reason: Text
    duplicate_of: Ints


@record
class Quantities(Table):
    """Every quantity by source, long: component row, quantity (net_volume_mm3, length_mm, ...), source, value."""

    component: Ints
    quantity: Text
    source: Text
    value: Floats


@record
class Sections(Table):
    """Distinct cross-sections. dims: (n, 8) of the family, see `components.sections.families`.

    loops: rows of `Model.outlines`. standard: catalogue it is listed in. nominal_kg_per_m: NaN where no catalogue has it.
    """

    designation: Text
    family: Text
    standard: Text
    dims: Floats
    area_mm2: Floats
    perimeter_mm: Floats
    nominal_kg_per_m: Floats


@record
class Axes(Table):
    """Member axes: start and end (n, 3) in world coordinates, mm; up: (n, 3) the section's y direction."""

    component: Ints
    start: Floats
    end: Floats
    up: Floats


@record
class Features(Table):
    """Holes, cuts, copes and end angles. kind: hole, slot, cut, cope, end_cut, notch. place: (n, 3) in part coordinates.

    size_mm: diameter of a hole; angle_rad: of an end cut against the square one; volume_mm3: what it takes away.
    """

    component: Ints
    kind: Text
    place: Floats
    size_mm: Floats
    depth_mm: Floats
    angle_rad: Floats
    volume_mm3: Floats


@record
class Assemblies(Table):
    """Steel assemblies. parent: assembly row, -1. main: component row of the main part. box_mm: (n, 3) outline box.

    single: an assembly that we made of one loose part.
    """

    element: Ints
    global_id: Text
    name: Text
    mark: Text
    place: Text
    parent: Ints
    main: Ints
    single: Bools


@record
class Fasteners(Table):
    """Bolts, anchors and studs. component: row. kind: bolt, anchor, stud, nut, washer. where: shop, site, unknown."""

    component: Ints
    kind: Text
    size: Text
    diameter_mm: Floats
    length_mm: Floats
    grade: Text
    where: Text
    count: Ints


@valued
class Override:
    """One decision of the user on one element. field: category, profile, grade, part_mark, ...; reason: why."""

    step_id: int
    field: str
    value: str
    reason: str


HOLES_NOT_DEDUCTED, OUTER_RECTANGLE = "holes_not_deducted", "outer_rectangle"
SETTLEMENT_RULES = (HOLES_NOT_DEDUCTED, OUTER_RECTANGLE)
"""What a settlement mass (结算重) leaves in. holes_not_deducted: as drawn, cuts and copes deducted, holes not.
outer_rectangle: neither; bars by their overall length, plates by the rectangle around them."""


@valued
class Settings:
    """What changes numbers, told in every output.

    steel_density: kg/m3 at which steel is ordered. tolerance: agreement of volumes, relative. duplicates: keep or drop.
    settlement_rule: see SETTLEMENT_RULES. paint_deduction: share of each part's surface that is not painted because it
    lies on another part or in concrete, 0 to 1: the user's estimate, no contact is measured.
    """

    steel_density: float = 7850.0
    tolerance: float = 0.01
    duplicates: str = "keep"
    settlement_rule: str = HOLES_NOT_DEDUCTED
    paint_deduction: float = 0.0


@valued
class Overrides:
    """All decisions of the user that make a Model of Facts."""

    edits: tuple[Override, ...] = ()
    settings: Settings = field(default_factory=Settings)


@record
class Model:
    """The components of one file and their child tables.

    outlines: loops (x, y, bulge) of sections and plates; section_loops: rows of `outlines` per section.
    summary: figures of the whole model by name.
    """

    source: Source
    components: Components
    quantities: Quantities
    sections: Sections
    axes: Axes
    features: Features
    assemblies: Assemblies
    fasteners: Fasteners
    outlines: Ragged
    section_loops: Ragged
    settings: Settings
    findings: tuple[Finding, ...]
    notes: Mapping[str, Any] = field(default_factory=dict)


def steel_rows(components: Components) -> Bools:
    """(n,) bool: rows that a steel shop cuts and weighs."""
    return components.category.isin(STEEL)
