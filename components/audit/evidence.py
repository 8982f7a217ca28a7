"""The element table of a package, record by record: a hash for each, and where two tables differ."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from components.audit.canonical import sha256

TABLE = "elements.csv"
STEP, GUID = "step_id", "global_id"
CLOSE = 1e-9
"""Figures that differ by less, relative or absolute, are the same: another processor may round the last digit."""


@dataclass(frozen=True)
class Evidence:
    """A table: its column keys, and per STEP id the record as it stands in the file, in its order."""

    keys: tuple[str, ...]
    records: dict[int, str]

    def cells(self, step_id: int) -> dict[str, str]:
        """A record by column."""
        return dict(zip(self.keys, next(csv.reader([self.records[step_id]])), strict=False))

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
    """One element, one column: what the package says and what was found."""

    step_id: int
    global_id: str
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


def compare(was: Evidence, now: Evidence, most: int, other_version: bool = False) -> TablesDiffer:
    """Two tables by STEP id; at most `most` cells are told one by one.

    Columns that only the new table has were never claimed and are not compared; made by another version of the
    program, nor are those that only the old one has.
    """
    keys = [k for k in was.keys if k in now.keys or not other_version]
    cells: list[CellDiffers] = []
    changed = 0
    for step in was.records.keys() & now.records.keys():
        # Most records are equal to the byte; only those that are not are taken apart.
        if was.records[step] == now.records[step]:
            continue
        found = list(_cells(keys, step, was.cells(step), now.cells(step)))
        changed += bool(found)
        cells += islice(found, max(most - len(cells), 0))
    cells.sort(key=lambda c: (c.global_id, c.step_id))
    gone, new = was.records.keys() - now.records.keys(), now.records.keys() - was.records.keys()
    return TablesDiffer(tuple(cells), changed, _guids(was, sorted(gone)), _guids(now, sorted(new)))


def _guids(table: Evidence, steps: Sequence[int]) -> tuple[str, ...]:
    return tuple(table.cells(step)[GUID] for step in steps)


def _cells(keys: Sequence[str], step: int, was: dict[str, str], now: dict[str, str]) -> Iterator[CellDiffers]:
    for key in keys:
        before, after = was.get(key, ""), now.get(key, "")
        if not _same(before, after):
            yield CellDiffers(step, now.get(GUID) or was.get(GUID, ""), key, before, after)


def _same(before: str, after: str) -> bool:
    if before == after:
        return True
    try:
        return math.isclose(float(before), float(after), rel_tol=CLOSE, abs_tol=CLOSE)
    except ValueError:
        return False
