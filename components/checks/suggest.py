"""The lightest section of the same catalogue series that satisfies every check of a member, by the same engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from components.checks.gb50017.adapt import section_table
from components.checks.gb50017.engine import Case, check
from components.checks.gb50017.results import ABOVE, LOW, NEAR, PASSES, CheckResults
from components.checks.members import PROCESS_OF
from components.progress import Progress, silent
from components.record import record
from components.sections import catalogue, find
from components.sections.catalogue import Catalogue
from components.sections.families import DIMENSIONS
from components.table import Bools, Floats, Ints, Table, Text

ROWS = 400_000
"""Rows of forces per run: members times candidates times their combinations."""
DENSITY = 7.85e-6
"""kg/mm3 of what no catalogue gives a mass for."""
NO_SERIES, NONE_PASSES, LIGHTEST, FOUND = "no_series", "none_passes", "lightest", "found"


@record
class Suggestions(Table):
    """One row per member asked for. member: row of the check; section: designation, none where there is none.

    outcome: found, lightest (its own is), none_passes or no_series. mass, mass_before: kg/m. depth: mm.
    saved_kg: over the member's length, negative where it gets heavier. utilisation, governing: of the section named.
    """

    member: Ints
    section: Text
    outcome: Text
    mass: Floats
    mass_before: Floats
    depth: Floats
    saved_kg: Floats
    utilisation: Floats
    governing: Text


def worth_asking(results: CheckResults) -> Ints:
    """Members over the limit, and those proven whose loads use little of them."""
    return np.flatnonzero(np.isin(results.levels(), (ABOVE, LOW)))


def suggest(
    case: Case, names: Sequence[str], length_mm: Floats, rows: Ints, progress: Progress = silent
) -> Suggestions:
    """Suggestions for members `rows`. names: designation of each section row; length_mm: (n,) of the members.

    Lengths, restraints and forces stay as they are: a new section changes the analysis, which has to follow.
    """
    book = catalogue()
    own = np.array([_row_of(name) for name in names] + [-1], np.int64)[case.members.section[rows]]
    out = _Answers.over(len(rows))
    out.before[:] = _masses(case, book, own, rows)
    series = np.array([f"{book.source[r]}|{book.series[r]}" if r >= 0 else "" for r in own.tolist()])
    for done, word in enumerate(kinds := np.unique(series[own >= 0]).tolist()):
        mine = np.flatnonzero(series == word)
        _series(case, book, own, rows, mine, out)
        progress("progress.check", (done + 1) / len(kinds))
    return out.table(book, rows, length_mm)


@dataclass
class _Answers:
    """Per member asked: catalogue row (-1), whether its own is the lightest, utilisation, governing check, mass."""

    row: Ints
    own: Bools
    known: Bools
    utilisation: Floats
    governing: list[str | None]
    before: Floats

    @classmethod
    def over(cls, n: int) -> _Answers:
        no = np.zeros(n, np.bool_)
        return cls(np.full(n, -1), no, no.copy(), np.full(n, np.nan), [None] * n, np.full(n, np.nan))

    def table(self, book: Catalogue, rows: Ints, length_mm: Floats) -> Suggestions:
        """The answers as a table."""
        found = self.row >= 0
        mass = np.where(found, book.mass_kg_per_m[self.row], np.nan)
        missing = found & ~np.isfinite(mass)
        mass[missing] = [_area(book, r) * DENSITY * 1e3 for r in self.row[missing].tolist()]
        outcome = np.select([found & self.own, found, self.known], [LIGHTEST, FOUND, NONE_PASSES], NO_SERIES)
        return Suggestions(
            rows,
            Text.of(book.section(int(r)).name if r >= 0 else None for r in self.row),
            Text.of(outcome.tolist()),
            mass,
            self.before,
            np.array([_depth(book, int(r)) if r >= 0 else np.nan for r in self.row]),
            (self.before - mass) * length_mm[rows] / 1e3,
            self.utilisation,
            Text.of(self.governing),
        )


def _row_of(name: str) -> int:
    section = find(name).section if name else None
    return -1 if section is None or section.row is None else int(section.row)


def _depth(book: Catalogue, row: int) -> float:
    names = DIMENSIONS[book.sources[int(book.source[row])]["family"]]
    at = next((i for i, name in enumerate(names) if name in ("h", "a", "d")), 0)
    return float(book.dims[row, at])


def _area(book: Catalogue, row: int) -> float:
    family = book.sources[int(book.source[row])]["family"]
    return float(section_table([family], book.dims[[row]], [None]).A[0])


def _masses(case: Case, book: Catalogue, own: Ints, rows: Ints) -> Floats:
    section = case.members.section[rows]
    area = np.where(section >= 0, case.sections.A[np.maximum(section, 0)], np.nan)
    listed = np.where(own >= 0, book.mass_kg_per_m[np.maximum(own, 0)], np.nan)
    return np.where(np.isfinite(listed), listed, area * DENSITY * 1e3)


def _series(case: Case, book: Catalogue, own: Ints, rows: Ints, mine: Ints, out: _Answers) -> None:
    """Members `mine` against every section of their series within the depth limit."""
    one = int(own[mine[0]])
    same = [
        r
        for r in np.flatnonzero(book.source == book.source[one]).tolist()
        if book.series[r] == book.series[one]
    ]
    limit = case.settings.depth_limit
    same = [r for r in same if not _depth(book, r) > limit]
    out.known[mine] = True
    if not same:
        return
    source = book.sources[int(book.source[one])]
    made = next((p for k, p in PROCESS_OF.items() if source["standard"].startswith(k)), None)
    table = section_table([source["family"]] * len(same), book.dims[same], [made] * len(same))
    mass = np.array([book.mass_kg_per_m[r] for r in same])
    mass = np.where(np.isfinite(mass), mass, table.A * DENSITY * 1e3)
    counts = np.zeros(len(case.members), np.int64)
    if case.forces is not None:
        counts = np.bincount(case.forces.member, minlength=len(case.members))
    step = max(1, int(ROWS / (len(same) * max(float(counts[rows[mine]].mean()), 1.0))))
    for i in range(0, len(mine), step):
        part = mine[i : i + step]
        results = check(_crossed(case, replace(case, sections=table), rows[part], len(same)))
        u = results.utilisation.reshape(len(part), len(same))
        fine = np.isin(results.verdict, (PASSES, NEAR)).reshape(u.shape)
        best = np.argmin(np.where(fine, mass, np.inf), axis=1)
        at = np.arange(len(part))
        got = fine[at, best]
        chosen = np.array(same)[best]
        # nothing lighter than the section it has: then that one stands, if it passes
        out.row[part[got]] = chosen[got]
        out.own[part[got]] = chosen[got] == own[part[got]]
        out.utilisation[part[got]] = u[at, best][got]
        governing = results.governing.reshape(u.shape)[at, best]
        for k in np.flatnonzero(got).tolist():
            index = int(governing[k])
            out.governing[int(part[k])] = results.checks[index].check if index >= 0 else None


def _crossed(case: Case, other: Case, rows: Ints, many: int) -> Case:
    """Every member of `rows` with each of the `many` sections of `other`."""
    members = case.members.take(np.repeat(rows, many))
    members = replace(members, section=np.tile(np.arange(many), len(rows)))
    if case.forces is None:
        return replace(other, members=members)
    order = np.argsort(case.forces.member, kind="stable")
    held = case.forces.member[order]
    low = np.searchsorted(held, rows, side="left")
    count = np.searchsorted(held, rows, side="right") - low
    each = np.repeat(count, many)
    start = np.repeat(low, many)
    owner = np.repeat(np.arange(len(each)), each)
    within = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
    forces = case.forces.take(order[start[owner] + within])
    return replace(other, members=members, forces=replace(forces, member=owner))
