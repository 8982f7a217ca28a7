"""Where a portfolio stands against the key points: prefabricated, green and energy-saving buildings by floor area."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from components.rates.measures import MeasureRefused
from components.rates.projects import Projects
from components.rates.share import NO, UNKNOWN, YES, Buildings, ShareRows, share_rows
from components.record import record
from components.table import Bools, Floats, Ints, Text


@dataclass(frozen=True)
class Targets:
    """Lines to be reached [%]. energy_residential, energy_public: of one building; the others: shares of floor area."""

    prefabricated: float
    green: float
    energy_residential: float
    energy_public: float
    energy_compliance: float


@cache
def targets() -> Targets:
    """The lines of the 2021 key points, as reported."""
    text = resources.files(__package__).joinpath("keypoints.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    return Targets(
        prefabricated=said["prefabricated_share_percent"],
        green=said["green_share_percent"],
        energy_residential=said["energy_residential_percent"],
        energy_public=said["energy_public_percent"],
        energy_compliance=said["energy_compliance_percent"],
    )


@record
class Standing:
    """One measure. whole: all years together, one row or none. by_city, by_base: rows per (city or base, year)."""

    target_percent: float
    whole: ShareRows
    by_year: ShareRows
    by_city: ShareRows
    by_base: ShareRows


@record
class KeyPoints:
    """A portfolio against the key points.

    years: that were asked for, empty for all. energy: civil buildings only (residential, public, and those whose use
    is not known). projects: in the period or undated. undated, unmeasured, undecided: how many have no permit date,
    no floor area, no recognition, and undated_m2 the area of the first.
    """

    targets: Targets
    years: tuple[int, ...]
    prefabricated: Standing
    green: Standing
    energy: Standing
    projects: int
    undated: int
    undated_m2: float
    unmeasured: int
    undecided: int


def key_points(projects: Projects, lines: Targets | None = None, years: tuple[int, ...] = ()) -> KeyPoints:
    """Shares of floor area by year, city and base. Undated projects may belong to any year and widen its bounds.

    MeasureRefused: a target outside 0 to 100.
    """
    lines = lines or targets()
    for line in (lines.prefabricated, lines.green, lines.energy_compliance):
        if not 0.0 <= line <= 100.0:
            raise MeasureRefused("rates.target_out_of_range", target=line)
    year = years_of(projects)
    if years:
        kept = np.isin(year, (0, *years))
        projects, year = projects.take(kept), year[kept]
    decided = states(projects.recognition, ("recognised",), ("not_recognised",))
    green = states(projects.green, ("basic", "one_star", "two_star", "three_star"), ("none",))
    civil = ~projects.use.isin(("industrial", "other"))
    undated = year == 0
    return KeyPoints(
        targets=lines,
        years=years,
        prefabricated=_standing(projects, decided, year, lines.prefabricated),
        green=_standing(projects, green, year, lines.green),
        energy=_standing(
            projects.take(civil), energy_states(projects, lines)[civil], year[civil], lines.energy_compliance
        ),
        projects=len(projects),
        undated=int(undated.sum()),
        undated_m2=float(np.nansum(projects.floor_area_m2[undated])),
        unmeasured=int(np.isnan(projects.floor_area_m2).sum()),
        undecided=int((decided == UNKNOWN).sum()),
    )


def years_of(projects: Projects) -> Ints:
    """(n,) year of the permit, 0 where there is none."""
    dated = ~np.isnat(projects.permit_date)
    year = projects.permit_date.astype("datetime64[Y]").astype(np.int64) + 1970
    return np.where(dated, year, 0)


def states(words: Text, yes: tuple[str, ...], no: tuple[str, ...]) -> NDArray[np.int8]:
    """(n,) int8: YES, NO, UNKNOWN."""
    return np.where(words.isin(yes), YES, np.where(words.isin(no), NO, UNKNOWN)).astype(np.int8)


def energy_states(projects: Projects, lines: Targets) -> NDArray[np.int8]:
    """(n,) int8: whether each reaches the line of its use; UNKNOWN without a rate, or between the lines where the use
    is not known."""
    saving: Floats = projects.energy_saving_percent
    home, public = projects.use.isin(("residential",)), projects.use.isin(("public",))
    low = np.where(home, lines.energy_residential, lines.energy_public)
    high = np.where(public, lines.energy_public, lines.energy_residential)
    lower, upper = np.minimum(low, high), np.maximum(low, high)
    return np.where(saving >= upper, YES, np.where(saving < lower, NO, UNKNOWN)).astype(np.int8)


def _standing(projects: Projects, counts: NDArray[np.int8], year: Ints, target: float) -> Standing:
    of = Buildings(projects.floor_area_m2, counts, projects.permit_date, projects.city)
    dated: Bools = year > 0
    everywhere, always = Text.full(len(of)), np.zeros(len(of), np.int64)
    return Standing(
        target_percent=target,
        whole=share_rows(of, everywhere, always, target, dated),
        by_year=share_rows(of, everywhere, year, target, dated),
        by_city=share_rows(of, projects.city, year, target, dated),
        by_base=share_rows(of, projects.base, year, target, dated),
    )
