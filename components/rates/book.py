"""What a rule book says, as frozen data. `book_reader` makes it from a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from components.findings import Refusal
from components.rates.wording import Name

STATUSES = ("verified", "memory", "memory_twice", "unsure", "own", "example")
"""How far a figure can be trusted: seen in a source; recalled;
recalled by two; doubtful; our own choice; made up.
"""

STANDINGS = ("official", "method", "example")
RATES = ("assembly", "prefabrication")
METHODS = ("half_up", "down", "none")
INTERPOLATIONS = ("linear", "step")
STRUCTURES = ("concrete", "all_steel", "steel_frame_concrete_core", "timber", "other")
CHOICES = ("frame_points", "volume_ratio", "local_rule")
UNITS = ("m", "m2", "m3", "kg", "count", "%", "yes_no")

MEASURES = {
    "q1a": "m3", "q1a_factory": "kg", "q1a_local": "%", "q1b": "m2",
    "q2a": "m2", "q2b": "m2", "q2c": "m2", "q2d": "m2",
    "decor": "yes_no", "q3a": "m2", "q3b": "m2", "q3c": "m2", "q3d": "m",
    "q_volume": "m3",
}  # fmt: skip
"""The ratios Steelyard knows how to measure or ask, and the unit of each.

A book may bring more, with a question.
"""


class BookRefused(Refusal):
    """A rule book that cannot be used."""


@dataclass(frozen=True)
class SourceRef:
    """A source the book's figures refer to by `key`."""

    key: str
    title: str
    where: str


@dataclass(frozen=True)
class Figure:
    """Where a figure comes from: a status of `STATUSES` and the keys of the sources."""

    status: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Scale:
    """Ratio to points.

    window_percent and points (k,) increasing; linear between them, or a step at each.
    """

    window_percent: tuple[float, ...]
    points: tuple[float, ...]
    interpolation: str

    @property
    def full(self) -> float:
        """The most points the scale gives."""
        return self.points[-1]


@dataclass(frozen=True)
class Variant:
    """What replaces an item's own measure and scale for one
    kind of structure (and one choice within it).
    """

    structure: str
    choice: str | None
    measure: str
    unit: str
    scale: Scale
    needs_evidence: bool
    excludes_measure: str | None
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Item:
    """One line of the score table."""

    key: str
    group: str
    name: Name
    clause: str
    measure: str
    unit: str
    scale: Scale
    absent_function: str | None
    variants: tuple[Variant, ...]
    ask: Name | None
    figures: Mapping[str, Figure]

    @property
    def full(self) -> float:
        """The most points the item can earn; what enters Q4 where its function is absent."""
        return max(self.scale.full, *(v.scale.full for v in self.variants), 0.0)


@dataclass(frozen=True)
class Group:
    """A part of the score table (Q1, Q2, Q3)."""

    key: str
    name: Name
    max_points: float
    figure: Figure


@dataclass(frozen=True)
class Condition:
    """A minimum. purpose: recognition or grade. kind: group_points, item_points, item_ratio or rate."""

    key: str
    purpose: str
    kind: str
    of: str
    at_least: float
    clause: str
    figure: Figure


@dataclass(frozen=True)
class Grade:
    """A grade and its band of P [%]; the lower limit decides, `up_to` is what the document prints."""

    key: str
    at_least: float
    up_to: float | None
    figure: Figure


@dataclass(frozen=True)
class Rounding:
    """item_decimals: points of an item, half up. rate_method and rate_decimals: the rate itself."""

    item_decimals: int
    rate_method: str
    rate_decimals: int
    figure: Figure


@dataclass(frozen=True)
class UnitRule:
    """When several buildings may be one unit: storeys and floor area above ground of each."""

    max_storeys: int
    max_area_m2: float
    clause: str
    figure: Figure


@dataclass(frozen=True)
class Book:
    """A rule book. sha256 is that of the file's bytes."""

    key: str
    rate: str
    name: Name
    edition: str
    standing: str
    effective_from: dt.date | None
    effective_to: dt.date | None
    effective_figure: Figure | None
    note: Name
    total_points: float
    rounding: Rounding
    unit_rule: UnitRule | None
    groups: tuple[Group, ...]
    items: tuple[Item, ...]
    conditions: tuple[Condition, ...]
    grades: tuple[Grade, ...]
    sources: tuple[SourceRef, ...]
    file: str
    sha256: str

    def item(self, key: str) -> Item:
        """The item of a key; KeyError where there is none."""
        return {i.key: i for i in self.items}[key]
