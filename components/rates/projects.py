"""Projects of a portfolio: what is kept of each, as one record and as columns, and what looks odd in them."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from components.findings import INFO, WARNING, Finding
from components.rates.wording import Name
from components.record import record
from components.table import Floats, Ints, Table, Text

UNKNOWN = "unknown"
USES = ("residential", "public", "industrial", "other", UNKNOWN)
RECOGNITIONS = ("recognised", "not_recognised", UNKNOWN)
STAGES = ("pre_evaluation", "completion", UNKNOWN)
GREENS = ("none", "basic", "one_star", "two_star", "three_star", UNKNOWN)
"""Grades of GB/T 50378-2019; `none`: not a green building."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "use": USES,
    "recognition": RECOGNITIONS,
    "stage": STAGES,
    "green": GREENS,
}
RECOGNISED_FROM_P = 50.0
"""No building is recognised below this rate (GB/T 51129-2017, chapter 3)."""
SMALL_M2, LARGE_M2 = 30.0, 2.0e6
"""Floor areas outside are read as given and asked about: most are a slip of 10,000."""


@dataclass(frozen=True)
class Project:
    """One project. An empty text, None or `unknown` is what nobody has said.

    city, base: a key of `cities()`, or as typed. P_percent: assembly rate [%]. book: key of the rule book.
    package_sha256: of the audit package, 64 hex digits. energy_saving_percent [%] against the reference building.
    """

    name: str
    permit: str = ""
    city: str = ""
    permit_date: dt.date | None = None
    floor_area_m2: float | None = None
    use: str = UNKNOWN
    P_percent: float | None = None
    recognition: str = UNKNOWN
    book: str = ""
    stage: str = UNKNOWN
    base: str = ""
    package_sha256: str = ""
    green: str = UNKNOWN
    energy_saving_percent: float | None = None


FIELDS = tuple(f.name for f in fields(Project))
FIGURES = ("floor_area_m2", "P_percent", "energy_saving_percent")
DATES = ("permit_date",)


@record
class Projects(Table):
    """Projects as columns, in the order they were added. id: never given twice. Figures NaN and dates NaT: not known."""

    id: Ints
    name: Text
    permit: Text
    city: Text
    permit_date: NDArray[np.datetime64]
    floor_area_m2: Floats
    use: Text
    P_percent: Floats
    recognition: Text
    book: Text
    stage: Text
    base: Text
    package_sha256: Text
    green: Text
    energy_saving_percent: Floats


@cache
def cities() -> dict[str, Name]:
    """The 14 cities of Liaoning by key."""
    return {row["key"]: Name(row["zh"], row["en"]) for row in _city_rows()}


@cache
def base_cities() -> tuple[str, ...]:
    """The cities where the 2021 key points want steel structure bases."""
    return tuple(row["key"] for row in _city_rows() if row["base"])


def _city_rows() -> list[dict[str, str]]:
    text = resources.files(__package__).joinpath("cities.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def place_name(key: str, lang: str) -> str:
    """A city or base in a language; one that is not of the 14 as it was typed."""
    known = cities().get(key)
    return known.of(lang) if known else key


def columns_of(rows: Iterable[Sequence[object]]) -> Projects:
    """Columns from rows (id, then `FIELDS`); dates as ISO text or None, figures as float or None."""
    listed = list(zip(*rows, strict=True)) or [()] * (len(FIELDS) + 1)
    made: dict[str, object] = {"id": np.array(listed[0], np.int64)}
    for name, values in zip(FIELDS, listed[1:], strict=True):
        if name in FIGURES:
            made[name] = np.array([np.nan if v is None else v for v in values], np.float64)
        elif name in DATES:
            made[name] = np.array(["NaT" if v is None else str(v) for v in values], "datetime64[D]")
        else:
            made[name] = Text.of([str(v) if v else None for v in values])
    return Projects(**made)  # type: ignore[arg-type]


def project_at(projects: Projects, row: int) -> Project:
    """One row as a record."""
    said: dict[str, object] = {}
    for name in FIELDS:
        column = getattr(projects, name)
        if isinstance(column, Text):
            said[name] = column.get(row, UNKNOWN if name in CHOICES else "")
        elif name in DATES:
            said[name] = None if np.isnat(column[row]) else column[row].item()
        else:
            said[name] = None if np.isnan(column[row]) else float(column[row])
    return Project(**said)  # type: ignore[arg-type]


def oddities(project: Project) -> tuple[Finding, ...]:
    """What is accepted but looks like a slip."""
    found = []
    who = {"name": project.name}
    if project.city and project.city not in cities():
        found.append(Finding("portfolio.city_elsewhere", INFO, args=who | {"city": project.city}))
    area, p = project.floor_area_m2, project.P_percent
    if area is not None and not SMALL_M2 <= area <= LARGE_M2:
        found.append(Finding("portfolio.area_odd", WARNING, args=who | {"area": f"{area:g}"}))
    if project.recognition == "recognised" and p is not None and p < RECOGNISED_FROM_P:
        found.append(Finding("portfolio.recognised_below", WARNING, args=who | {"rate": f"{p:g}"}))
    saving = project.energy_saving_percent
    if saving is not None and 0.0 < saving < 20.0:
        found.append(Finding("portfolio.saving_odd", WARNING, args=who | {"rate": f"{saving:g}"}))
    return tuple(found)
