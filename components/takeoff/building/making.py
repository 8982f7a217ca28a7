"""How each part is made, by evidence in a stated order; what contradicts it counts as cast in place and is told.

1 the user; 2 a rule of the user; 3 place of assembly and casting properties, of the element, its type, the whole it is
part of; 4 property sets of precast fabrication; 5 material; 6 names, in Chinese and English. A material never
contradicts: steel assembled on site is still made in a factory, and concrete may be either.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from components.building import CAST, FACTORY, UNDECIDED
from components.facts import TYPE, Facts
from components.model import Components
from components.record import record
from components.table import Bools, Floats, Text
from components.takeoff.building.decisions import Decided
from components.takeoff.building.words import any_says, first_saying, listed, pattern
from components.takeoff.naming.evidence import Evidence

Made = NDArray[np.int8]
_STEEL = ("steel_member", "plate", "bent_plate", "accessory", "deck", "timber")


@record
class Making:
    """Per component, see `components.building.Parts`."""

    made: Made
    by: Text
    said: Text
    contradicts: Bools
    plan_made: Made
    topping: Floats


@record
class _Voice:
    """One kind of evidence: what it says (UNDECIDED: nothing), and its words."""

    says: Made
    said: Text
    by: str


def making(
    facts: Facts,
    c: Components,
    evidence: Evidence,
    names: tuple[Text, ...],
    concrete: Bools,
    decided: Decided,
    unsaid_is_cast: bool,
) -> Making:
    """The evidence on every component. unsaid_is_cast: concrete of which nothing is said counts as cast, not open."""
    steel = c.category.isin(_STEEL)
    voices = (
        _places(facts, c, evidence, concrete),
        _methods(facts, c, evidence),
        _fabrication(facts, c, evidence),
        _names(names, concrete),
    )
    made = np.full(len(c), UNDECIDED, np.int8)
    by, said = Text.full(len(c)), Text.full(len(c))
    for voice in voices[:3]:
        made, by, said = _heard(voice, made, by, said)
    stuff = np.where(steel, FACTORY, UNDECIDED).astype(np.int8)
    made, by, said = _heard(_Voice(stuff, c.material, "building.by_material"), made, by, said)
    made, by, said = _heard(voices[3], made, by, said)
    against = np.zeros(len(c), np.bool_)
    for voice in voices:
        against |= concrete & (voice.says != UNDECIDED) & (made != UNDECIDED) & (voice.says != made)
    topping, halved = _toppings(facts, c, names, concrete, voices)
    against &= ~halved
    # On steel, a place of assembly says where it is put up, not how it is made.
    made = np.where(steel, FACTORY, np.where(against, CAST, made)).astype(np.int8)
    by = by.where(steel, Text.full(len(c), "building.by_material")).where(
        against & ~steel, Text.full(len(c), "building.by_contradiction")
    )
    open_half = halved & ~np.isfinite(topping)
    made = np.where(halved, np.where(open_half, UNDECIDED, FACTORY), made).astype(np.int8)
    by = by.where(halved, Text.full(len(c), "building.by_half"))
    silent = concrete & (made == UNDECIDED) & ~halved & unsaid_is_cast
    made[silent] = CAST
    by = by.where(silent, Text.full(len(c), "building.by_setting"))
    made, by, said, user = _overruled(decided, made, by, said)
    plan = _plan(made, names, concrete, halved, user)
    return Making(made, by, said, against & ~user, plan, np.where(np.isfinite(topping) & ~user, topping, 0.0))


def _heard(voice: _Voice, made: Made, by: Text, said: Text) -> tuple[Made, Text, Text]:
    new = (made == UNDECIDED) & (voice.says != UNDECIDED)
    made = np.where(new, voice.says, made).astype(np.int8)
    return made, by.where(new, Text.full(len(made), voice.by)), said.where(new, voice.said)


def _overruled(decided: Decided, made: Made, by: Text, said: Text) -> tuple[Made, Text, Text, Bools]:
    user = decided.value.codes >= 0
    made = np.where(user, np.where(decided.isin("factory"), FACTORY, CAST), made).astype(np.int8)
    return made, by.where(user, decided.by), said.where(user, decided.reason), user


def _value(column: Text) -> Made:
    """FACTORY, CAST or UNDECIDED for each text of a property."""
    factory, cast = pattern("value", "factory"), pattern("value", "cast")
    says = np.full(len(column), UNDECIDED, np.int8)
    says[column.match(lambda w: bool(cast.search(w.strip())))] = CAST
    says[column.match(lambda w: bool(factory.search(w.strip())))] = FACTORY
    return says


def _places(facts: Facts, c: Components, evidence: Evidence, concrete: Bools) -> _Voice:
    """AssemblyPlace of the element, its type, the whole that holds it; FACTORY and SITE speak of concrete alone."""
    own = evidence.ask(listed("properties", "place")).text(facts).take(c.element)
    attribute = facts.elements.assembly_place.take(c.element)
    said = own.where(attribute.codes >= 0, attribute)
    at = facts.elements.parent[c.element]
    for _ in range(8):
        silent = (_value(said) == UNDECIDED) & (at >= 0)
        if not silent.any():
            break
        above = facts.elements.assembly_place.take(np.maximum(at, 0))
        by_set = evidence.ask(listed("properties", "place")).text(facts).take(np.maximum(at, 0))
        above = above.where(above.codes < 0, by_set)
        said = said.where(silent & (above.codes >= 0), above)
        at = np.where(at >= 0, facts.elements.parent[np.maximum(at, 0)], -1)
    says = np.where(concrete, _value(said), UNDECIDED).astype(np.int8)
    return _Voice(says, said, "building.by_place")


def _methods(facts: Facts, c: Components, evidence: Evidence) -> _Voice:
    """Casting properties of the element or its type, else of the whole that holds it."""
    asked = evidence.ask(listed("properties", "method")).text(facts)
    said = asked.take(c.element)
    parent = facts.elements.parent[c.element]
    above = asked.take(np.maximum(parent, 0))
    said = said.where((_value(said) == UNDECIDED) & (parent >= 0) & (above.codes >= 0), above)
    return _Voice(_value(said), said, "building.by_method")


def _fabrication(facts: Facts, c: Components, evidence: Evidence) -> _Voice:
    """Sets that only precast parts have; a piece mark outside of them says it too where the part is concrete."""
    has = np.zeros(len(facts.elements), np.bool_)
    of_set = facts.property_sets.name.isin(listed("sets", "fabrication"))
    links = facts.set_links
    hit = of_set[links.set] if len(links) else np.zeros(0, np.bool_)
    has[links.owner[hit & (links.table == 0)]] = True
    types = np.zeros(len(facts.types) + 1, np.bool_)
    types[links.owner[hit & (links.table == TYPE)]] = True
    has |= types[np.where(facts.elements.type >= 0, facts.elements.type, len(facts.types))]
    piece = evidence.ask([("Pset_PrecastConcreteElementGeneral", p) for p in listed("properties", "piece")])
    said = piece.text(facts).take(c.element)
    says = np.where(has[c.element], FACTORY, UNDECIDED).astype(np.int8)
    return _Voice(says, said, "building.by_fabrication")


def _names(names: tuple[Text, ...], concrete: Bools) -> _Voice:
    """Words of the names; a slab on decking is cast on site."""
    factory, cast = any_says(names, "made", "factory"), any_says(names, "made", "cast")
    deck = any_says(names, "made", "deck") & concrete
    says = np.full(len(concrete), UNDECIDED, np.int8)
    says[factory] = FACTORY
    says[(cast | deck) & ~factory] = CAST
    says[factory & cast] = CAST
    return _Voice(says, first_saying(names, "made", ("factory", "cast", "deck")), "building.by_name")


def _toppings(
    facts: Facts, c: Components, names: tuple[Text, ...], concrete: Bools, voices: tuple[_Voice, ...]
) -> tuple[Floats, Bools]:
    """Share of the volume that is cast on a factory-made part, and which parts are such; NaN where nobody says how much.

    Layers say it: those named as precast against those named as cast.
    """
    m = facts.materials
    layer = m.usage.isin(("LAYER",)) & np.isfinite(m.thickness_mm)
    factory = layer & m.name.match(lambda w: bool(pattern("made", "factory").search(w)))
    cast = layer & m.name.match(lambda w: bool(pattern("made", "cast").search(w)))
    thick = np.zeros((2, len(facts.elements)))
    for kind, mask in enumerate((factory, cast)):
        own, of_type = mask & (m.table == 0), mask & (m.table == TYPE)
        thick[kind] = np.bincount(m.owner[own], m.thickness_mm[own], minlength=len(facts.elements))
        by_type = np.bincount(m.owner[of_type], m.thickness_mm[of_type], minlength=len(facts.types) + 1)
        inherited = by_type[np.where(facts.elements.type >= 0, facts.elements.type, len(facts.types))]
        thick[kind] = np.where(thick[kind] > 0, thick[kind], inherited)
    below, above = thick[0][c.element], thick[1][c.element]
    layered = concrete & (below > 0) & (above > 0)
    mixed = voices[1].said.match(lambda w: bool(pattern("value", "mixed").search(w.strip())))
    half = concrete & (any_says(names, "made", "half") | mixed) & ~any_says(names, "made", "deck")
    share = np.full(len(c), np.nan)
    share[layered] = above[layered] / (below + above)[layered]
    # Drawn as two parts, the precast one says so by its own properties and needs no share.
    whole = half & ~layered & ((voices[1].says == FACTORY) | (voices[2].says == FACTORY))
    return np.where(whole, 0.0, share), layered | half


def _plan(made: Made, names: tuple[Text, ...], concrete: Bools, halved: Bools, user: Bools) -> Made:
    """How a part counts in 1b: decking and half-precast slabs need no formwork and count."""
    deck = any_says(names, "made", "deck") & ~any_says(names, "made", "formwork")
    return np.where((deck & concrete & ~user) | (halved & ~user), FACTORY, made).astype(np.int8)
