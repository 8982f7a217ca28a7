"""What each part does in the building: by the user, its class, its own properties, its names, how it stands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from components.building import NO, ROLES, UNSAID, WALLS, YES
from components.facts import Facts
from components.model import Components, Model
from components.record import record
from components.table import Bools, Floats, Text
from components.takeoff.building.curtain import held_by, panels_and_rest
from components.takeoff.building.decisions import Decided
from components.takeoff.building.words import any_says, listed, pattern
from components.takeoff.naming.evidence import Evidence

Tri = NDArray[np.int8]
_WALL = ("IfcWall", "IfcWallStandardCase", "IfcWallElementedCase", "IfcCurtainWall")
_SLAB = ("IfcSlab", "IfcSlabStandardCase", "IfcSlabElementedCase", "IfcRoof")
_BEAM = ("IfcBeam", "IfcBeamStandardCase")
_COLUMN = ("IfcColumn", "IfcColumnStandardCase")
_MEMBER = ("IfcMember", "IfcMemberStandardCase")
_SMALL = ("IfcPlate", "IfcPlateStandardCase", "IfcDiscreteAccessory")
_LEVEL_BEAMS = ("PURLIN", "RAFTER", "JOIST", "CHORD", "STRINGER", "MULLION", "PLATE")
_STEEP = np.sin(np.radians(20.0))
_UPRIGHT = np.sin(np.radians(75.0))


@record
class Roles:
    """Per component: role and the evidence that decided; walls: external, load-bearing, integrated as said.

    assumed: load-bearing was taken from the material because nothing says it.
    """

    role: Text
    by: Text
    external: Tri
    load_bearing: Tri
    integrated: Tri
    assumed: Bools


def tri(column: Text) -> Tri:
    """YES, NO, UNSAID of a property's text."""
    out = np.full(len(column), UNSAID, np.int8)
    out[column.match(lambda w: bool(pattern("value", "yes").search(w.strip())))] = YES
    out[column.match(lambda w: bool(pattern("value", "no").search(w.strip())))] = NO
    return out


def forced(decided: Decided, said: Tri) -> Tri:
    """A yes or no of the user in place of what was said."""
    out = np.where(decided.isin("yes"), YES, said)
    return np.where(decided.isin("no"), NO, out).astype(np.int8)


def roles(
    facts: Facts, model: Model, evidence: Evidence, names: tuple[Text, ...], concrete: Bools,
    precast: Bools, decided: dict[str, Decided],
) -> Roles:  # fmt: skip
    """Roles of every component."""
    c = model.components
    n = len(c)
    out = _Sorter(n)
    classes = c.ifc_class
    kind = facts.elements.predefined_type.take(c.element)
    panel, held = panels_and_rest(facts, c.element)
    wall = classes.isin(_WALL) | panel
    said = evidence.ask(listed("properties", "external")).text(facts)
    external = tri(said.take(c.element))
    over = tri(said.take(np.maximum(held_by(facts)[c.element], 0)))
    external = np.where(panel & (external == UNSAID), over, external).astype(np.int8)
    bearing = tri(evidence.ask(listed("properties", "load_bearing")).text(facts).take(c.element))
    external = forced(decided["external"], external)
    bearing = forced(decided["load_bearing"], bearing)
    core = wall & (
        kind.isin(("SHEAR",)) | any_says(names, "role", "core") | any_says(names, "role", "bearing")
    )
    bearing = np.where((bearing == UNSAID) & core, YES, bearing).astype(np.int8)
    by_name = any_says(names, "role", "envelope"), any_says(names, "role", "partition")
    external = np.where(
        (external == UNSAID) & wall & (kind.isin(("PARTITIONING", "MOVABLE", "PLUMBINGWALL")) | by_name[1]),
        NO,
        external,
    )
    external = np.where(
        (external == UNSAID) & wall & (classes.isin(("IfcCurtainWall",)) | panel | kind.isin(("PARAPET",)) | by_name[0]),
        YES, external,
    ).astype(np.int8)  # fmt: skip
    # Concrete cast on site that says nothing is taken to bear: that can only lower a rate.
    assumed = wall & (bearing == UNSAID) & concrete & ~precast & (external != NO)
    bearing = np.where(assumed, YES, bearing).astype(np.int8)
    for value in ROLES:
        out.put(decided["role"].isin(value), value, "building.by_user")
    # A column, slab or wall that the file does not draw is missing, not absent: it keeps its role without a quantity.
    missing = (facts.body[c.element] == 0) & classes.isin((*_WALL, *_SLAB, *_BEAM, *_COLUMN, *_MEMBER))
    idle = c.category.isin(("fastener", "stud", "reinforcement")) | (
        c.category.isin(("non_physical",)) & ~missing
    )
    out.put(idle, "other", "building.by_class")
    out.put(held, "other", "building.by_class")
    out.put(c.category.isin(("deck",)), "deck", "building.by_name")
    out.put(classes.isin(("IfcFooting", "IfcPile", "IfcDeepFoundation", "IfcCaissonFoundation")), "foundation",
            "building.by_class")  # fmt: skip
    out.put(wall & (bearing == YES), "bearing_wall", "building.by_property")
    out.put(wall & (external == YES), "envelope_wall", "building.by_property")
    out.put(wall & (external == NO), "partition", "building.by_property")
    out.put(wall, "wall", "building.by_nothing")
    _slabs(out, classes, kind, names)
    out.put(
        classes.isin(("IfcStairFlight", "IfcRampFlight", "IfcStair", "IfcRamp")),
        "stair_flight",
        "building.by_class",
    )
    _bars(out, facts, model, classes, kind, names)
    out.put(classes.isin(_SMALL), "connection", "building.by_class")
    out.put(np.ones(n, np.bool_), "other", "building.by_class")
    role = out.role()
    return Roles(role, out.by(), external, bearing, _integrated(facts, c, role, decided["integrated"]),
                 assumed & role.isin(WALLS))  # fmt: skip


class _Sorter:
    """The first decision on each row stands."""

    def __init__(self, n: int) -> None:
        self._role = np.full(n, -1, np.int32)
        self._by = np.full(n, -1, np.int32)
        self._codes: dict[str, int] = {}

    def put(self, mask: Bools, role: str, code: str) -> None:
        rows = mask & (self._role < 0)
        self._role[rows] = ROLES.index(role)
        self._by[rows] = self._codes.setdefault(code, len(self._codes))

    def role(self) -> Text:
        return Text(self._role, ROLES)

    def by(self) -> Text:
        return Text(self._by, tuple(self._codes))


def _slabs(out: _Sorter, classes: Text, kind: Text, names: tuple[Text, ...]) -> None:
    slab = classes.isin(_SLAB)
    out.put(
        slab & kind.isin(("BASESLAB", "PAVING", "SIDEWALK", "TRACKSLAB")), "ground_slab", "building.by_class"
    )
    out.put(slab & any_says(names, "role", "ground"), "ground_slab", "building.by_name")
    out.put(slab & kind.isin(("LANDING",)), "landing", "building.by_class")
    for word in ("landing", "balcony", "ac_board"):
        out.put(slab & any_says(names, "role", word), word, "building.by_name")
    out.put(slab, "slab", "building.by_class")


def _bars(
    out: _Sorter, facts: Facts, model: Model, classes: Text, kind: Text, names: tuple[Text, ...]
) -> None:
    """Columns, beams and braces; a member is told by its type, its name, then by how it stands."""
    out.put(classes.isin(_COLUMN), "column", "building.by_class")
    brace = any_says(names, "role", "brace")
    out.put(classes.isin(_BEAM) & ~brace, "beam", "building.by_class")
    bar = classes.isin((*_MEMBER, *_BEAM))
    out.put(bar & (kind.isin(("BRACE",)) | brace), "brace", "building.by_name")
    out.put(bar & kind.isin(("POST", "STUD")), "column", "building.by_class")
    out.put(bar & kind.isin(_LEVEL_BEAMS), "beam", "building.by_class")
    out.put(bar & any_says(names, "role", "column"), "column", "building.by_name")
    rise = _rise(model)
    steel = model.components.category.isin(("steel_member", "timber"))
    loose = steel & classes.isin(("IfcBuildingElementProxy", "IfcBuildingElementPart", "IfcElementAssembly"))
    for mask in (bar, loose):
        out.put(mask & (rise >= _UPRIGHT), "column", "building.by_stance")
        out.put(mask & (rise >= _STEEP), "brace", "building.by_stance")
        out.put(mask, "beam", "building.by_stance")


def _rise(model: Model) -> Floats:
    """(n,) how steeply each component's axis stands: 0 level, 1 upright; 0 where it has none."""
    way = model.axes.end - model.axes.start
    length = np.linalg.norm(way, axis=1)
    rise = np.zeros(len(model.components))
    rise[model.axes.component] = np.divide(
        np.abs(way[:, 2]), length, out=np.zeros(len(length)), where=length > 0
    )
    return rise


def _integrated(facts: Facts, c: Components, role: Text, decided: Decided) -> Tri:
    """Walls that are one with insulation and finish (envelope), or with pipes and finish (partitions)."""
    out = np.full(len(c), UNSAID, np.int8)
    evidence = Evidence(facts)
    for word, where in (
        ("envelope", role.isin(("envelope_wall", "bearing_wall"))),
        ("partition", role.isin(("partition",))),
    ):
        found = pattern("integrated", word)
        asked = tuple(name for name in facts.properties.name.vocabulary if found.search(name))
        if asked:
            said = tri(evidence.ask(asked).text(facts).take(c.element))
            out = np.where(where, said, out).astype(np.int8)
    return forced(decided, out)
