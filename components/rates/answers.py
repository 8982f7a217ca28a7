"""What the user answers where the model is silent, as frozen
data. `components.imports.answers` reads the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from components.building import Rule
from components.rates.measures import NO_NOTE, Measure, Note

UNIT_KINDS = ("single", "tower", "podium", "tower_and_podium", "group")
STAGES = ("pre_evaluation", "completion")
AREA_TARGET_PERCENT = 21.0
"""Liaoning's 2021 key points, as given by the user: a share of new floor area.

A setting, not found in a source.
"""


@dataclass(frozen=True)
class UnitBuilding:
    """One building of the evaluation unit."""

    planning_number: str
    storeys: int | None = None
    above_ground_area_m2: float | None = None


@dataclass(frozen=True)
class EvaluationUnit:
    """What is evaluated as one: a building, a tower or podium of it, or a group of small buildings."""

    kind: str
    buildings: tuple[UnitBuilding, ...]


@dataclass(frozen=True)
class Presence:
    """Does the building have a function (kitchen, bathroom)?"""

    exists: bool
    note: Note = NO_NOTE


@dataclass(frozen=True)
class Answers:
    """Every answer. None or absence from a mapping means: not answered.

    outdoor_ground_mm: level of the outdoor ground above project zero [mm]. above_ground_area_m2: floor
    area [m2]. own_targets: the user's target [%] for "prefabrication" or "assembly". rounding: a method
    of `book.METHODS` in place of the book's own. storey_areas_m2: floor area by storey name.

    What is measured from the model: rules: decisions on its parts, the last that fits wins. roof_counts:
    the roof level is a floor of 1b. envelope_counts: concrete of the envelope is in the volume rate.
    unsaid_is_cast: concrete without any evidence counts as cast in place instead of staying open.
    """

    project: str = ""
    city: str = ""
    note: Note = NO_NOTE
    unit: EvaluationUnit | None = None
    stage: str | None = None
    assessed_on: dt.date | None = None
    permit_date: dt.date | None = None
    outdoor_ground_mm: float | None = None
    above_ground_area_m2: float | None = None
    total_floor_area_m2: float | None = None
    structure: str | None = None
    core_choice: str | None = None
    structure_note: Note = NO_NOTE
    functions: Mapping[str, Presence] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    rounding: str | None = None
    own_targets: Mapping[str, float] = field(default_factory=dict)
    area_target_percent: float = AREA_TARGET_PERCENT
    storey_areas_m2: Mapping[str, float] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    roof_counts: bool = True
    envelope_counts: bool = True
    unsaid_is_cast: bool = False
    file: str = ""
    sha256: str = ""


NOTHING_ANSWERED = Answers()
