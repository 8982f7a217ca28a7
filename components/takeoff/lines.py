"""Members of a file that holds an analysis view and no bodies: components with an axis and a section, without mass."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from components.analysis import AnalysisMembers
from components.facts import Facts
from components.materials import read_material
from components.model import Axes, Components, Model, Sections
from components.sections import FAMILY_CODE
from components.sections.measure import measure
from components.table import Bools, Floats, Ints, Text, unique
from components.takeoff.naming.answers import by_shape
from components.takeoff.naming.designations import region_of
from components.takeoff.naming.lexicon import material_kind
from components.takeoff.outlines import profiles

SOLID = ("FLAT", "ROUND")
"""Families that are as often concrete or timber: of these only what says that it is steel is taken."""


def lines_model(facts: Facts, model: Model) -> Model:
    """The model with a steel member for each steel line member of the analysis view, where it has no steel member.

    The model itself where it has, or where there is no view. Members of other materials are left out.
    """
    view = facts.analysis
    if view is None or not len(view.members) or model.components.category.isin(["steel_member"]).any():
        return model
    m = view.members
    sections, section = _sections(facts, m)
    family = _of(sections.family, section)
    rows = np.flatnonzero(_steel(m, family))
    if not len(rows):
        return model
    m, section, family = m.take(rows), section[rows], family.take(rows)
    whole = np.linalg.norm(m.end - m.start, axis=1)
    straight = np.where(m.straight, whole, np.nan)
    components = _components(m, sections, section, family, straight)
    up = np.where(m.straight[:, None], m.z_axis, np.nan)
    start = np.where(m.straight[:, None], m.start, np.nan)
    axes = Axes(np.arange(len(m)), start, m.end, up)
    return replace(model, components=components, sections=sections, axes=axes)


def _sections(facts: Facts, m: AnalysisMembers) -> tuple[Sections, Ints]:
    """Sections of the profiles that members have, and of each member its row, -1 none."""
    shapes, region = profiles.read(facts), region_of(facts)
    used = [int(p) for p in unique(m.profile) if p >= 0 and shapes.fitted[p] >= 0]
    made = [by_shape(shapes, p, region) for p in used]
    families = [a.family or "" for a in made]
    dims = np.array([a.dims for a in made], np.float64).reshape(len(made), 8)
    codes = np.array([FAMILY_CODE[f] for f in families], np.int32)
    area, perimeter = measure(codes, dims) if len(made) else (np.zeros(0), np.zeros(0))
    mass = np.array([a.kg_per_m for a in made], np.float64)
    of = np.full(len(facts.profiles) + 1, -1, np.int64)
    of[used] = np.arange(len(used))
    table = Sections(
        Text.of([a.designation for a in made]), Text.of(families), Text.of([a.standard for a in made]), dims, area,
        perimeter, mass,
    )  # fmt: skip
    return table, of[m.profile]


def _of(words: Text, section: Ints) -> Text:
    """(n,) words of sections by their rows; none where there is no section, which is not the last one."""
    known = section >= 0
    if not known.any():
        return Text.full(len(section))
    return words.take(np.where(known, section, 0)).where(~known, Text.full(len(section)))


def _steel(m: AnalysisMembers, family: Text) -> Bools:
    """Members whose material is steel, or is not known while their section is one that only steel has."""
    kind = m.material.map(lambda word: material_kind(word)[0] or None)
    thin = (family.codes >= 0) & ~family.isin(SOLID)
    return np.asarray(kind.isin(["steel"]) | ((kind.codes < 0) & thin))


def _components(m: AnalysisMembers, s: Sections, section: Ints, family: Text, length: Floats) -> Components:
    n = len(m)
    none, unknown, nobody = Text.full(n), np.full(n, np.nan), np.full(n, -1, np.int64)

    def all_(word: str) -> Text:
        return Text.full(n, word)

    grade = m.material.map(lambda word: read_material(word).grade or word)
    return Components(
        element=nobody, step_id=m.step_id, global_id=m.global_id, ifc_class=all_("IfcStructuralCurveMember"),
        category=all_("steel_member"), category_by=none, name=m.name, profile=_of(s.designation, section),
        family=family, profile_by=none, section=section, grade=grade, material=m.material, part_mark=none,
        assembly_mark=none, assembly=nobody, storey=none, spatial=nobody, pieces=np.ones(n, np.int64),
        length_mm=length, width_mm=unknown, thickness_mm=unknown, gross_volume_mm3=unknown, net_volume_mm3=unknown,
        order_mass_kg=unknown, settlement_mass_kg=unknown, net_mass_kg=unknown, paint_area_mm2=unknown,
        volume_source=none, mass_source=none, agreement=none, cause=none, reason=none, duplicate_of=nobody,
    )  # fmt: skip
