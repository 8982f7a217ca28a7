"""What parts of a building are made of: the layer that makes up most of them, and how much of it is concrete."""

from __future__ import annotations

import numpy as np

from components.building import NO, UNSAID, YES
from components.facts import ELEMENT, TYPE, Facts
from components.model import Components
from components.table import Bools, Floats, Text
from components.takeoff.building.curtain import panels_and_rest
from components.takeoff.building.decisions import Decided
from components.takeoff.building.words import any_says
from components.takeoff.naming.lexicon import material_kind

METAL = ("steel_member", "plate", "bent_plate", "accessory", "deck")


def main_material(facts: Facts, c: Components) -> tuple[Text, Floats]:
    """(n,) the material of the thickest layer (or the only material), and the share of concrete in the thickness."""
    m = facts.materials
    layer = np.flatnonzero(m.usage.isin(("LAYER",)) & (m.thickness_mm > 0) & (m.name.codes >= 0))
    if not len(layer):
        return c.material, np.ones(len(c))
    concrete = m.name.match(lambda w: material_kind(w)[0] == "concrete")
    n, types = len(facts.elements), len(facts.types)
    # One slot per element, then one per type.
    slot = np.where(m.table == ELEMENT, m.owner, np.where(m.table == TYPE, n + m.owner, -1))[layer]
    layer, slot = layer[slot >= 0], slot[slot >= 0]
    thick = m.thickness_mm[layer]
    order = np.lexsort((-np.arange(len(layer)), thick, slot))
    best = np.full(n + types + 1, -1, np.int64)
    best[slot[order]] = layer[order]
    whole = np.bincount(slot, thick, minlength=n + types + 1)
    part = np.bincount(slot, thick * concrete[layer], minlength=n + types + 1)
    of_type = np.where(facts.elements.type >= 0, n + facts.elements.type, n + types)[c.element]
    at = np.where(best[c.element] >= 0, c.element, of_type)
    row = best[at]
    named = Text(np.where(row >= 0, m.name.codes[np.maximum(row, 0)], -1), m.name.vocabulary)
    share = np.divide(part[at], whole[at], out=np.ones(len(c)), where=whole[at] > 0)
    return c.material.where(row >= 0, named), share


def concrete_of(c: Components, material: Text) -> Bools:
    """(n,) bool: concrete by its main material, or by category where the material does not say."""
    told = material.map(lambda w: material_kind(w)[0] or None)
    said = told.isin(("concrete",)) | (
        (told.codes < 0) & c.category.isin(("precast_concrete", "cast_concrete"))
    )
    return said & ~c.category.isin((*METAL, "reinforcement", "fastener", "stud"))


def masonry_of(
    facts: Facts, c: Components, material: Text, names: tuple[Text, ...], concrete: Bools, decided: Decided
) -> tuple[np.ndarray, Text, Bools]:
    """Whether walls are masonry: YES, NO, UNSAID; what decided; and where material and name contradict each other.

    AAC panels are not, AAC blocks are, AAC alone says nothing. Concrete cast on site is laid by no mason, yet is no
    dry wall either: it is told apart by how it is made.
    """
    n = len(c)
    words = tuple(_wall(columns) for columns in ((material,), names))
    out = np.full(n, UNSAID, np.int8)
    by = Text.full(n)
    curtain = c.ifc_class.isin(("IfcCurtainWall",)) | panels_and_rest(facts, c.element)[0]
    for hit, value, code in (
        (curtain, NO, "building.by_class"),
        (words[0] == YES, YES, "building.by_material"),
        (words[0] == NO, NO, "building.by_material"),
        (concrete, NO, "building.by_material"),
        (words[1] == YES, YES, "building.by_name"),
        (words[1] == NO, NO, "building.by_name"),
    ):
        new = hit & (out == UNSAID)
        out[new] = value
        by = by.where(new, Text.full(n, code))
    against = (words[0] != UNSAID) & (words[1] != UNSAID) & (words[0] != words[1])
    out[against] = YES
    by = by.where(against, Text.full(n, "building.by_contradiction"))
    user = decided.value.codes >= 0
    out = np.where(user, np.where(decided.isin("masonry"), YES, NO), out).astype(np.int8)
    return out, by.where(user, decided.by), against & ~user


def _wall(columns: tuple[Text, ...]) -> np.ndarray:
    """YES where a text names masonry, NO where it names panels and no masonry."""
    masonry, panel = any_says(columns, "wall", "masonry"), any_says(columns, "wall", "panel")
    return np.select([masonry, panel], [YES, NO], UNSAID).astype(np.int8)
