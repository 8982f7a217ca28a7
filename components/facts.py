"""Facts: what a model file says, untouched, as frozen column tables.

Lengths in mm, areas in mm2, volumes in mm3, masses in kg, angles in rad; text as the file has it. Row numbers link the
tables (-1: none). `step_id` is the statement number in the file, the key of a row together with the file's SHA-256.
"""

from __future__ import annotations

from collections.abc import Mapping

from components.analysis import AnalysisView
from components.findings import Finding
from components.record import record, valued
from components.table import Bools, Codes, Floats, Ints, Ragged, Table, Text


@valued
class Source:
    """Which file the facts are from, and what its header says.

    options: the export options of the header, such as {"Bolts": "Off"}; a thing switched off is "not exported", not 0.
    lines: number of statements. encoding: how bytes above 127 were read.
    parts: name and SHA-256 of each file, where the facts are those of several.
    """

    name: str
    size: int
    sha256: str
    schema: str
    encoding: str
    lines: int
    file_name: str
    time_stamp: str
    originating_system: str
    preprocessor: str
    description: tuple[str, ...]
    options: Mapping[str, str]
    parts: tuple[tuple[str, str], ...] = ()


@valued
class Units:
    """Factors from the file's units to ours. declared: the unit types that the file assigns."""

    length_mm: float
    area_mm2: float
    volume_mm3: float
    mass_kg: float
    angle_rad: float
    force_n: float
    declared: tuple[str, ...]


@record
class Elements(Table):
    """Every instance of IfcElement and its subtypes, in file order, openings and assemblies included.

    placement: row of `Facts.placements`. type: row of `Facts.types`. parent: element row of the whole it is aggregated
    in or nested under. spatial: row of `Facts.spatial`. host: for an opening the element it voids; for a fastener or
    accessory assigned to a product that product's row.
    """

    step_id: Ints
    ifc_class: Text
    global_id: Text
    name: Text
    description: Text
    object_type: Text
    tag: Text
    predefined_type: Text
    assembly_place: Text
    is_opening: Bools
    placement: Ints
    type: Ints
    parent: Ints
    spatial: Ints
    host: Ints
    nominal_diameter_mm: Floats
    nominal_length_mm: Floats


@record
class Types(Table):
    """Type objects of elements."""

    step_id: Ints
    ifc_class: Text
    global_id: Text
    name: Text
    description: Text
    tag: Text
    element_type: Text
    predefined_type: Text


@record
class Spatial(Table):
    """Project, site, building, storey, space and other spatial elements.

    terrain_mm: level of the ground around a building, datum_mm: level of its zero, or of a site's; both above the sea,
    as the file says, NaN where it does not.
    """

    step_id: Ints
    ifc_class: Text
    global_id: Text
    name: Text
    long_name: Text
    elevation_mm: Floats
    terrain_mm: Floats
    datum_mm: Floats
    parent: Ints
    placement: Ints


@record
class Items(Table):
    """Body items of elements: a solid, or a mapped one with its matrix resolved.

    owner: element row (spaces: see `Facts.space_items`). solid: row of `Facts.solids`. matrix: (n, 4, 4) from the item's
    coordinates to the owner's, mm.
    """

    owner: Ints
    solid: Ints
    matrix: Floats


@record
class Solids(Table):
    """Geometric items by statement, operands of Boolean results included.

    kind: keyword without IFC, such as EXTRUDEDAREASOLID. profile, end_profile: row of `Facts.profiles`.
    position: (n, 4, 4). direction: (n, 3) unit vector. depth_mm: extrusion depth, bounded-half-space none.
    first, second: rows of the operands; operator: DIFFERENCE, UNION, INTERSECTION.
    plane_point, plane_normal: (n, 3) of a half space, normal pointing out of the material.
    outline: row of `Facts.outlines` for a polygonal bound. angle_rad, axis: revolved solids, axis (n, 6) point and
    direction; of sweeps along a curve its direction is the one that the profile's x axis follows. radius_mm,
    inner_radius_mm and path (row of `Facts.paths`): swept disks, and the radius of round primitives. size_mm: (n, 3)
    of primitives, x, y and height; of the box that holds a boxed half space, position its corner. mesh: row of
    `Facts.meshes`.
    closed: whether the file claims a closed solid.
    """

    step_id: Ints
    kind: Text
    profile: Ints
    end_profile: Ints
    position: Floats
    direction: Floats
    depth_mm: Floats
    first: Ints
    second: Ints
    operator: Text
    plane_point: Floats
    plane_normal: Floats
    outline: Ints
    angle_rad: Floats
    axis: Floats
    radius_mm: Floats
    inner_radius_mm: Floats
    size_mm: Floats
    path: Ints
    mesh: Ints
    closed: Bools


PROFILE_DIMS = (
    "depth", "width", "web", "flange", "fillet", "edge", "slope", "wall", "girth", "radius",
    "inner_fillet", "outer_fillet", "width2", "flange2", "fillet2", "edge2",
)  # fmt: skip
"""Columns of `Profiles.dims`: all mm but `slope` (rad). width2, flange2, fillet2, edge2: the other flange."""


@record
class Profiles(Table):
    """Profile definitions, derived ones resolved to their base with `mirrored` and `scale`.

    kind: keyword without IFC and PROFILEDEF, such as ISHAPE. dims: (n, 16), see PROFILE_DIMS; NaN: not given.
    first_loop, loops: rows of `Facts.outlines` that bound an arbitrary profile, the outer one first.
    position: (n, 3, 3) matrix in the profile plane, mm. wire_mm: thickness of a centre-line profile, whose one loop is
    open. mirrored: derived by a mirror.
    """

    step_id: Ints
    kind: Text
    name: Text
    dims: Floats
    first_loop: Ints
    loops: Ints
    position: Floats
    wire_mm: Floats
    mirrored: Bools


@record
class Meshes:
    """Faceted bodies. points: (p, 3) mm. loops: point rows of each loop. loop_face: face of each loop (its outer loop
    first). face_mesh: mesh of each face. closed: (m,) whether the file claims a closed shell."""

    points: Floats
    loops: Ragged
    loop_face: Ints
    face_mesh: Ints
    closed: Bools


OWNERS = ("elements", "types", "spatial")
"""Tables of `Facts` that own materials and property sets, by the code used in `Materials.table`, `SetLinks.table`."""
ELEMENT, TYPE, SPATIAL = 0, 1, 2


@record
class Materials(Table):
    """Materials of elements and types, one row per layer, constituent, profile or list entry.

    owner, table: a row, and which table it is of (OWNERS). order: place in its list. usage: SINGLE, LIST, LAYER,
    PROFILE, CONSTITUENT. profile: row of `Facts.profiles`. thickness_mm of a layer.
    """

    owner: Ints
    table: Codes
    order: Ints
    name: Text
    category: Text
    usage: Text
    profile: Ints
    thickness_mm: Floats


@record
class PropertySets(Table):
    """Property sets and quantity sets, each once. is_quantity: an IfcElementQuantity."""

    step_id: Ints
    name: Text
    is_quantity: Bools


@record
class Properties(Table):
    """Single values and quantities, each once, by set.

    set: row of `PropertySets`. measure: keyword of the value's type, such as IFCLABEL or QUANTITYLENGTH. text: the
    value where it is text, an enumeration or a logical. number: the value where it is a number, converted to our units
    where the measure is a length, area, volume, mass or angle; NaN otherwise.
    """

    set: Ints
    name: Text
    measure: Text
    text: Text
    number: Floats


@record
class SetLinks(Table):
    """Which element, type or spatial element (table: see OWNERS) has which property set."""

    owner: Ints
    table: Codes
    set: Ints


@record
class Relations(Table):
    """Other relations by element row: kind is VOIDS, FILLS, CONNECTS, ASSIGNED, COVERS."""

    kind: Text
    first: Ints
    second: Ints


@record
class Kernel(Table):
    """What the geometry kernel measured of body items that no closed form answers.

    item: row of `Facts.items`. state: ok, doubt (two ways of measuring disagree), empty (nothing
    is left), not_closed, unread, failed, timeout, crashed. gross_mm3: the uncut
    body, NaN unknown. low_mm, high_mm: where it starts and ends along its extrusion. pieces: separate bodies.
    """

    item: Ints
    state: Text
    volume_mm3: Floats
    gross_mm3: Floats
    area_mm2: Floats
    low_mm: Floats
    high_mm: Floats
    pieces: Ints


@record
class Facts:
    """Everything the file says that Steelyard uses. See the tables for units.

    placements: (p, 4, 4) world matrices. outlines: closed loops of rows (x, y, bulge), the bulge tan(angle / 4) of the
    arc that leaves the point. paths: rows (x, y, z, exact length of the piece that leaves the point). composite: per
    profile its member profile rows. body: per element 0 (no body in the file), 1 (read), 2 (an item of a kind that is
    not read). space_items: body items of spatial elements, owner a row of `spatial`. kernel: None where it was not
    asked. analysis: the structural analysis view, None where the file holds none.
    """

    source: Source
    units: Units
    elements: Elements
    types: Types
    spatial: Spatial
    placements: Floats
    items: Items
    solids: Solids
    profiles: Profiles
    outlines: Ragged
    paths: Ragged
    composite: Ragged
    meshes: Meshes
    materials: Materials
    property_sets: PropertySets
    properties: Properties
    set_links: SetLinks
    relations: Relations
    body: Codes
    space_items: Items
    findings: tuple[Finding, ...]
    kernel: Kernel | None = None
    analysis: AnalysisView | None = None
