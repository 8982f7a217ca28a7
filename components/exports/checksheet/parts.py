"""What a check sheet holds, in the words of one language, whatever it is written on."""

from __future__ import annotations

from dataclasses import dataclass

from components.checks.decisions import Decided
from components.sections import Shape


@dataclass(frozen=True)
class Fact:
    """A label, its value as shown and a remark beside it."""

    label: str
    value: str
    remark: str = ""


@dataclass(frozen=True)
class Work:
    """One line of arithmetic: symbol = formula = substituted = result.

    clause: "" on the inner lines of a clause. limit: what the result must not exceed, "" where it has none.
    status: how sure the figures of the clause are, a word of `status.toml`.
    """

    clause: str
    symbol: str
    formula: str
    substituted: str
    result: str
    condition: str = ""
    limit: str = ""
    status: str = ""


@dataclass(frozen=True)
class Part:
    """A heading with facts or arithmetic under it. verdict: "ok", "over" or "" where nothing is judged."""

    title: str
    remark: str = ""
    facts: tuple[Fact, ...] = ()
    works: tuple[Work, ...] = ()
    verdict: str = ""


@dataclass(frozen=True)
class Summed:
    """One line of the summary: a check and its utilisation, or the reason why there is none."""

    title: str
    clause: str
    utilisation: float
    combination: str
    reason: str


@dataclass(frozen=True)
class Drawn:
    """A section as it is drawn: closed polygons in mm, its centroid, named dimensions, and lines that join its parts."""

    loops: tuple[tuple[tuple[float, float], ...], ...]
    centre: tuple[float, float]
    dimensions: tuple[tuple[str, float], ...]
    ties: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True)
class Subject:
    """Who is checked. name: as the drawing calls the member. shape: None where only a designation is known.

    combinations: names by row of the combination table. remarks: assumptions and their reasons, as sentences.
    decided: what the user decided of this member.
    """

    name: str
    section: str
    shape: Shape | Drawn | None
    grade: str
    project: str = ""
    model: str = ""
    remarks: tuple[str, ...] = ()
    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True)
class CheckSheet:
    """A finished sheet. verdict: a word of `VERDICTS`; headline: the sentence on top. utilisation: NaN where none."""

    language: str
    title: str
    subject: Subject
    verdict: str
    headline: str
    governing: str
    utilisation: float
    parts: tuple[Part, ...]
    summary: tuple[Summed, ...]
    calculation: tuple[Part, ...]
    closing: tuple[Part, ...]
    notes: tuple[str, ...]
