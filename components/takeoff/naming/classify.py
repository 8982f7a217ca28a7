"""What each element is, by evidence in a stated order.

1 the user; 2 what the class alone says (bars, bolts); 3 words of its name for fasteners and studs; 4 a material whose
own name tells; 5 a designation of a thin-walled section, which outranks a material that only sounds like another;
6 a thin-walled shape; 7 the family of the material; 8 the class.
"""

from __future__ import annotations

import numpy as np

from components.facts import ELEMENT, TYPE, Facts
from components.model import CATEGORIES
from components.record import record
from components.table import Bools, Floats, Text
from components.takeoff.naming.designations import Named
from components.takeoff.naming.lexicon import kinds_in, material_kind
from components.takeoff.solids.bodies import Bodies

STRUCTURAL = (
    "IfcBeam", "IfcBeamStandardCase", "IfcColumn", "IfcColumnStandardCase", "IfcMember", "IfcMemberStandardCase",
    "IfcPlate", "IfcPlateStandardCase", "IfcDiscreteAccessory", "IfcBuildingElementProxy", "IfcElementAssembly",
    "IfcBuildingElementPart", "IfcPile", "IfcFooting", "IfcBuildingElement", "IfcBuiltElement",
    "IfcBuildingElementComponent",
)  # fmt: skip
BODY_CLASSES = ("IfcSlab", "IfcSlabStandardCase", "IfcWall", "IfcWallStandardCase", "IfcStair", "IfcStairFlight",
                 "IfcRamp", "IfcRampFlight", "IfcRoof", "IfcRailing", "IfcBearing")  # fmt: skip
_BARS = ("IfcReinforcingBar", "IfcReinforcingMesh", "IfcReinforcingElement", "IfcTendon", "IfcTendonAnchor",
         "IfcTendonConduit")  # fmt: skip
_FASTENERS = ("IfcMechanicalFastener", "IfcFastener")
_WALLED = ("I", "IM", "C", "L", "T", "Z", "RHS", "CHS", "BOX", "2L", "2C", "CC", "CZ")
_THICK_MM = 45.0
"""Mean wall over which a shape alone is not taken for steel: concrete sections of the same form are thicker."""


@record
class Classified:
    """Per element: category, code of the deciding evidence, material text, its kind, where evidence conflicts, and what
    the name says it is made of."""

    category: Text
    by: Text
    material: Text
    material_kind: Text
    conflict: Bools
    called: Text


def main_materials(facts: Facts) -> Text:
    """(n,) the first material of each element, or of its type; several of a list are joined."""
    m = facts.materials
    n = len(facts.elements)
    joined: dict[int, dict[int, list[str]]] = {ELEMENT: {}, TYPE: {}}
    several = m.usage.isin(("LIST", "CONSTITUENT", "LAYER"))
    first = np.full(n, -1, np.int64)
    of_type = np.full(len(facts.types), -1, np.int64)
    for table, target in ((ELEMENT, first), (TYPE, of_type)):
        rows = np.flatnonzero((m.table == table) & (m.name.codes >= 0))
        target[m.owner[rows][::-1]] = rows[::-1]
        for r in np.flatnonzero((m.table == table) & several & (m.name.codes >= 0)).tolist():
            joined[table].setdefault(int(m.owner[r]), []).append(m.name.get(r))
    by_type = np.where((facts.elements.type >= 0) & (first < 0), facts.elements.type, -1)
    rows = np.where(by_type >= 0, of_type[by_type] if len(of_type) else -1, first)
    single = Text(
        np.where(rows >= 0, m.name.codes[np.maximum(rows, 0)] if len(m) else -1, -1), m.name.vocabulary
    )
    if not joined[ELEMENT] and not joined[TYPE]:
        return single
    words: list[str | None] = [None] * n
    for e in range(n):
        parts = joined[ELEMENT].get(e) or joined[TYPE].get(int(by_type[e]))
        words[e] = "; ".join(dict.fromkeys(parts)) if parts else single[e]
    return Text.of(words)


def classify(
    facts: Facts, named: Named, bodies: Bodies, forced: dict[int, str], declared_mass: Floats, undrawn: Bools
) -> Classified:
    """Categories of all elements. forced: element row -> category, by the user. undrawn: what has quantities and no body;
    of these only steel is a component."""
    elements = facts.elements
    n = len(elements)
    material = main_materials(facts)
    told = {w: material_kind(w) for w in material.vocabulary}
    kind = material.map(lambda w: told[w][0] or None)
    own = material.match(lambda w: told[w][1])
    words = _name_words(facts)
    called = _called(facts)
    category = np.full(n, -1, np.int32)
    by = np.full(n, -1, np.int32)
    reasons: dict[str, int] = {}

    def decide(mask: Bools, what: str, why: str) -> None:
        rows = mask & (category < 0)
        category[rows] = CATEGORIES.index(what)
        by[rows] = reasons.setdefault(f"takeoff.by_{why}", len(reasons))

    for row, what in forced.items():
        decide(np.arange(n) == row, what, "user")
    classes = elements.ifc_class
    structural = classes.isin(STRUCTURAL)
    wall = _mean_wall(named, bodies)
    steel = kind.isin(("steel",))
    walled = named.family.isin(_WALLED) & (named.designation.codes >= 0)
    by_name = walled & ~named.by.isin(("takeoff.by_shape",))
    other = own & ~steel & (kind.codes >= 0)
    decide(classes.isin(_BARS), "reinforcement", "class")
    decide(classes.isin(_FASTENERS) & words["stud"], "stud", "name")
    decide(classes.isin(_FASTENERS), "fastener", "class")
    decide((bodies.items == 0) & (facts.body != 2) & ~undrawn, "non_physical", "no_body")
    hardware = words["bolt"] | words["nut"] | words["washer"] | words["anchor"] | words["stud"]
    small = ~(bodies.gross > 3e6)
    decide(structural & words["stud"] & ~other & small, "stud", "name")
    decide(structural & hardware & ~other & small, "fastener", "name")
    # A slab may be named after the formwork it is cast on; then it is the slab.
    poured = words["cast"] | words["precast"]
    decide(words["formwork"] & ~poured & ~steel, "bought_item", "name")
    weightless = (declared_mass == 0) & ~own
    decide(structural & weightless & (kind.codes >= 0) & ~steel, "bought_item", "weightless")
    decide(
        structural & kind.isin(("rubber", "insulation", "plastic", "gypsum", "glass")),
        "bought_item",
        "material",
    )
    decide(
        words["deck"] & (steel | (kind.codes < 0)) & (structural | classes.isin(("IfcSlab", "IfcCovering"))),
        "deck",
        "name",
    )
    proxy = classes.isin(("IfcBuildingElementProxy",))
    decide(proxy & words["appliance"] & ~by_name, "bought_item", "name")
    # A grating is drawn as a solid sheet and bought by the square metre.
    decide(structural & words["grating"] & ~walled, "bought_item", "name")
    is_plate = _plates(facts, named, classes)
    decide(undrawn & ~steel & ~(by_name & ~other), "non_physical", "no_body")
    for mask, why in (
        (structural & steel, "material"),
        (structural & by_name & ~other, "designation"),
        (structural & by_name & other & (wall < 20.0) & named.listed, "designation"),
        (structural & walled & (wall < _THICK_MM) & (kind.codes < 0), "shape"),
    ):
        decide(mask & is_plate, "plate", why)
        decide(mask & classes.isin(("IfcDiscreteAccessory",)) & ~walled, "accessory", why)
        decide(mask, "steel_member", why)
    parent = np.maximum(elements.parent, 0)
    in_curtain = (elements.parent >= 0) & classes.isin(("IfcCurtainWall",))[parent] if n else category < -1
    sheet = classes.isin(("IfcPlate", "IfcPlateStandardCase")) & ~in_curtain & ~words["panel"]
    decide(sheet & (kind.codes < 0) & (bodies.items > 0), "plate", "class")
    explicit = named.by.isin(("takeoff.by_profile_name",)) & named.family.isin(("FLAT", "ROUND"))
    decide(structural & explicit & (kind.codes < 0) & is_plate, "plate", "designation")
    decide(
        structural & explicit & (kind.codes < 0) & named.family.isin(("ROUND",)),
        "steel_member",
        "designation",
    )
    concrete = kind.isin(("concrete",)) & (structural | classes.isin(BODY_CLASSES))
    precast = words["precast"] | (elements.assembly_place.isin(("FACTORY",)))
    decide(concrete & precast & ~words["cast"], "precast_concrete", "name")
    decide(concrete, "cast_concrete", "material")
    of_building = structural | classes.isin(BODY_CLASSES)
    decide(of_building & kind.isin(("timber",)), "timber", "material")
    decide(of_building & kind.isin(("masonry",)), "masonry", "material")
    decide(words["bought"] & structural, "bought_item", "name")
    # Where no material is stated, the name may tell it, but steel is never taken on the word of a name alone.
    by_word = of_building & (kind.codes < 0) & ~own & ~proxy & ~classes.isin(("IfcDiscreteAccessory",))
    decide(by_word & called.isin(("concrete",)) & precast & ~words["cast"], "precast_concrete", "name")
    decide(by_word & called.isin(("concrete",)), "cast_concrete", "name")
    decide(by_word & called.isin(("timber",)), "timber", "name")
    decide(~structural, "other", "class")
    decide(category < 0, "unclassified", "nothing")
    conflict = (named.conflict & walled) | (by_name & other & (category == CATEGORIES.index("steel_member")))
    return Classified(
        Text(category, CATEGORIES),
        Text(by, tuple(reasons)),
        material,
        kind,
        conflict & _is_steel(category),
        called,
    )


def _called(facts: Facts) -> Text:
    """The kind of material that the name of each element, or of its type, says; none where it says several."""

    def kind(word: str) -> str | None:
        found = kinds_in(word, "material")
        return found[0] if len(found) == 1 else None

    elements, types = facts.elements, facts.types
    name = elements.name.map(kind)
    if not len(types):
        return name
    codes = np.where(elements.type >= 0, types.name.codes[elements.type], -1)
    return name.where(name.codes < 0, Text(codes, types.name.vocabulary).map(kind))


def _is_steel(category: np.ndarray) -> Bools:
    return np.asarray(category == CATEGORIES.index("steel_member"))


def _mean_wall(named: Named, bodies: Bodies) -> Floats:
    """Mean thickness of a designated section, mm: twice the area over the perimeter all round, from its dims."""
    thickness = np.full(len(named.dims), np.nan)
    place = {"I": 3, "IM": 4, "C": 3, "L": 2, "T": 3, "Z": 3, "RHS": 2, "CHS": 1, "BOX": 3, "2L": 2, "2C": 3, "CC": 3,
             "CZ": 3}  # fmt: skip
    for family, column in place.items():
        rows = named.family.isin((family,))
        thickness[rows] = named.dims[rows, column]
    return thickness


def _plates(facts: Facts, named: Named, classes: Text) -> Bools:
    """Plates and flats: by designation, or of the class with no other section."""
    flat = named.family.isin(("FLAT",))
    walled = named.family.isin(_WALLED)
    return flat | (classes.isin(("IfcPlate", "IfcPlateStandardCase")) & ~walled)


def _name_words(facts: Facts) -> dict[str, Bools]:
    """Per kind of the lexicon: elements whose name, description, object type or type name says it."""
    elements, types = facts.elements, facts.types
    columns = [elements.name, elements.description, elements.object_type]
    if len(types):
        codes = np.where(elements.type >= 0, types.name.codes[elements.type], -1)
        columns.append(Text(codes, types.name.vocabulary))
    told = [{c.vocabulary[k]: kinds_in(c.vocabulary[k], "name") for k in c.used()} for c in columns]
    out = {}
    for kind in (
        "stud",
        "anchor",
        "nut",
        "washer",
        "bolt",
        "weld",
        "deck",
        "precast",
        "cast",
        "formwork",
        "bought",
        "panel",
        "appliance",
        "grating",
    ):
        hit = np.zeros(len(elements), np.bool_)
        for column, kinds in zip(columns, told, strict=True):
            hit |= column.isin(word for word, said in kinds.items() if kind in said)
        out[kind] = hit
    return out
