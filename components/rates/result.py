"""What a rule book makes of a building, as frozen data. Nothing here is OK by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.findings import Finding
from components.rates.answers import EvaluationUnit
from components.rates.book import Book, Figure, Item, Scale
from components.rates.measures import Measure
from components.rates.wording import Sentence

SCORED, ABSENT, NOT_KNOWN = "scored", "absent", "not_known"
MET, MISSED = "met", "missed"
"""States of an item, and of a condition (met, missed or not_known)."""


@dataclass(frozen=True)
class ItemResult:
    """One item scored. Ratios in %, points in points; low and high bound what is not known.

    state: scored (points certain), absent (full points in Q4) or not_known. reason: why, where not
    plainly scored. scale: the one applied, of a variant where the structure asks for it. points:
    rounded as the book says, `low` end.
    """

    item: Item
    state: str
    reason: Sentence | None
    measure_key: str
    measure: Measure | None
    scale: Scale
    figures: Mapping[str, Figure]
    ratio_percent: float | None
    ratio_low: float
    ratio_high: float
    points_unrounded: float
    points: float
    points_high: float
    choice: str | None = None


@dataclass(frozen=True)
class GroupResult:
    """Points of a group; low and high differ where an item is not known."""

    key: str
    points: float
    points_high: float
    max_points: float


@dataclass(frozen=True)
class ConditionResult:
    """One minimum, met or missed by how much.

    margin_low, margin_high: what was reached less what is needed, at either end of the range; equal
    where certain. by_rounding: only the rounding of the rate makes the difference.
    """

    key: str
    purpose: str
    kind: str
    of: str
    state: str
    needed: float
    margin_low: float
    margin_high: float
    clause: str
    by_rounding: bool = False
    detail: Sentence | None = None


@dataclass(frozen=True)
class GradeResult:
    """key: the grade, None where none is given.

    candidates: the grades still open while data is incomplete.
    """

    state: str
    key: str | None
    candidates: tuple[str, ...]
    in_gap: bool
    reason: Sentence


@dataclass(frozen=True)
class RateResult:
    """A building scored by one rule book.

    rate_low, rate_high: P rounded as `rounding` says; rate_percent is P where the two are certain, else None.
    complete: no item is not known. questions: what to ask next, most useful first.
    """

    book: Book
    unit: EvaluationUnit | None
    stage: str | None
    structure: str | None
    rounding: str
    items: tuple[ItemResult, ...]
    groups: tuple[GroupResult, ...]
    Q4: float
    rate_unrounded_low: float
    rate_unrounded_high: float
    rate_low: float
    rate_high: float
    complete: bool
    conditions: tuple[ConditionResult, ...]
    recognised: str
    grade: GradeResult
    questions: tuple[Sentence, ...]
    findings: tuple[Finding, ...]
    lines: tuple[Sentence, ...]

    @property
    def rate_percent(self) -> float | None:
        """P [%], None while an item is not known."""
        return self.rate_low if self.complete else None

    def item(self, key: str) -> ItemResult:
        """The result of an item; KeyError where the book has none."""
        return {r.item.key: r for r in self.items}[key]

    def group(self, key: str) -> GroupResult:
        """The result of a group; KeyError where the book has none."""
        return {g.key: g for g in self.groups}[key]

    def condition(self, key: str) -> ConditionResult:
        """The result of a condition; KeyError where the book has none."""
        return {c.key: c for c in self.conditions}[key]
