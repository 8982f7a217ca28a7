"""The element table of a package, record by record: a hash for each, and where two tables differ."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from components.audit.canonical import sha256

TABLE = "elements.csv"
STEP, GUID = "step_id", "global_id"
_OF_THE_FILE = ("no", STEP, "twin_of")
"""Columns that count rows of one file."""
CLOSE = 1e-9
"""Figures that differ by less, relative or absolute, are the same: another processor may round the last digit."""


@dataclass(frozen=True)
class Evidence:
    """A table: its column keys, and per STEP id the record as it stands in the file, in its order."""

    keys: tuple[str, ...]
    records: dict[int, str]

    def cells(self, step_id: int) -> dict[str, str]:
        """The record of a STEP id by column."""
        return self.split(self.records[step_id])

    def split(self, record: str) -> dict[str, str]:
        """A record by column."""
        return dict(zip(self.keys, next(csv.reader([record])), strict=False))

    def hashes(self) -> list[str]:
        """`<STEP id> <GlobalId> <SHA-256 of the record without its line end>` of every record."""
        at = self.keys.index(GUID)
        rows = csv.reader(self.records.values())
        return [
            f"{step} {cells[at]} {sha256(record.encode())}"
            for (step, record), cells in zip(self.records.items(), rows, strict=True)
        ]


def read(table: bytes) -> Evidence | None:
    """A table from its bytes; None where it is no element table."""
    try:
        records = list(_records(table.decode("utf-8-sig")))
        keys = tuple(next(csv.reader(records[:1])))
        at = keys.index(STEP)
        steps = [int(cells[at]) for cells in csv.reader(records[1:])]
        keys.index(GUID)
    except (UnicodeDecodeError, StopIteration, ValueError, IndexError, csv.Error):
        return None
    found = dict(zip(steps, records[1:], strict=True))
    return Evidence(keys, found) if len(found) == len(steps) else None


def _records(text: str) -> Iterator[str]:
    """Records without their line ends; a line end between quotes belongs to its cell."""
    held = ""
    for line in text.split("\r\n"):
        held = f"{held}\r\n{line}" if held else line
        if held.count('"') % 2 == 0:
            if held:
                yield held
            held = ""
    if held:
        yield held


@dataclass(frozen=True)
class CellDiffers:
    """One element, one column: what the package says and what was found. name: what the element is called."""

    global_id: str
    name: str
    column: str
    was: str
    now: str


@dataclass(frozen=True)
class TablesDiffer:
    """cells: the first differences. changed: how many elements differ; missing, new: GlobalIds on one side only."""

    cells: tuple[CellDiffers, ...]
    changed: int
    missing: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.changed or self.missing or self.new)


def compare(
    was: Evidence, now: Evidence, most: int, other_version: bool = False, other_model: bool = False
) -> TablesDiffer:
    """Two tables, element by element; at most `most` cells are told one by one.

    Columns that only the new table has were never claimed and are not compared; made by another version of the
    program, nor are those that only the old one has. In another model STEP ids mean nothing: elements are the same
    where their GlobalIds are, and what numbers the rows is not compared.
    """
    keys = [k for k in was.keys if k in now.keys or not other_version]
    if other_model:
        keys = [k for k in keys if k not in _OF_THE_FILE]
    before, after = (_by_guid(t) if other_model else _by_step(t) for t in (was, now))
    cells: list[CellDiffers] = []
    changed = 0
    for one in before.keys() & after.keys():
        # Most records are equal to the byte; only those that are not are taken apart.
        if before[one] == after[one]:
            continue
        found = list(_cells(keys, was.split(before[one]), now.split(after[one])))
        changed += bool(found)
        cells += islice(found, max(most - len(cells), 0))
    cells.sort(key=lambda c: c.global_id)
    gone = sorted(was.split(before[k])[GUID] for k in before.keys() - after.keys())
    new = sorted(now.split(after[k])[GUID] for k in after.keys() - before.keys())
    return TablesDiffer(tuple(cells), changed, tuple(gone), tuple(new))


def _by_step(table: Evidence) -> Mapping[Any, str]:
    return table.records


def _by_guid(table: Evidence) -> Mapping[Any, str]:
    """Records by GlobalId, and by its turn where one occurs again."""
    at = table.keys.index(GUID)
    turns: dict[str, int] = {}
    found: dict[str, str] = {}
    rows = csv.reader(table.records.values())
    for record, cells in zip(table.records.values(), rows, strict=True):
        turn = turns[cells[at]] = turns.get(cells[at], 0) + 1
        found[f"{cells[at]} {turn}"] = record
    return found


def _cells(keys: Sequence[str], was: dict[str, str], now: dict[str, str]) -> Iterator[CellDiffers]:
    for key in keys:
        before, after = was.get(key, ""), now.get(key, "")
        if not _same(before, after):
            yield CellDiffers(now.get(GUID) or was.get(GUID, ""), was.get("name", ""), key, before, after)


def _same(before: str, after: str) -> bool:
    if before == after:
        return True
    try:
        return math.isclose(float(before), float(after), rel_tol=CLOSE, abs_tol=CLOSE)
    except ValueError:
        return False
