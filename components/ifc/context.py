"""What the parts of a read share: the index, the schema, the text decoder, the units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from components.facts import Units
from components.findings import Finding
from components.ifc.columns import Rows
from components.ifc.entities import Schema
from components.ifc.record import arguments
from components.ifc.step import Step
from components.table import Ints, Text


@dataclass(eq=False)
class Context:
    """One read. Lives only while a file is read; `findings` collects what is odd."""

    file: str
    step: Step
    schema: Schema
    decode: Callable[[bytes], str]
    units: Units
    findings: list[Finding] = field(default_factory=list)

    def rows(self, *keywords: str) -> Rows:
        """Statements of the given keywords."""
        return Rows(self.step, self.step.rows(*keywords))

    def below(self, ancestor: str) -> tuple[str, ...]:
        """Keywords present in the file that are `ancestor` or a subtype of it."""
        return tuple(k for k in self.step.keywords if self.schema.is_a(k, ancestor))

    def attribute(self, rows: Rows, name: str) -> Any:
        """Spans of a named attribute over rows of several entities (empty where an entity lacks it)."""
        words = self.step.keywords
        place = np.array([self.schema.position(k, name) for k in words], np.int64)
        return rows.arg(place[self.step.kinds[rows.rows]])

    def classes(self, rows: Rows) -> Text:
        """The entity's spelling of each row."""
        codes = self.step.kinds[rows.rows]
        return Text(codes, tuple(self.schema.spelled(k) for k in self.step.keywords)).map(lambda w: w)

    def one(self, row: int) -> list[Any]:
        """All arguments of one statement as Python values."""
        return arguments(self.step, row, self.decode)

    def row_of(self, step_id: int) -> int:
        """Statement row of one id; -1 where there is none."""
        return int(self.step.find(np.array([step_id]))[0])

    def keyword_of(self, step_id: int) -> str:
        """Keyword of one statement by its id; empty where there is none."""
        row = self.row_of(step_id)
        return self.step.keyword(row) if row >= 0 else ""

    def note(self, code: str, severity: str, step_ids: Any = (), **args: Any) -> None:
        """Keep a finding."""
        self.findings.append(Finding(code, severity, tuple(int(i) for i in step_ids), args))

    @cached_property
    def nothing(self) -> Ints:
        """An empty column."""
        return np.zeros(0, np.int64)


def position_in(rows: Ints, wanted: Ints) -> Ints:
    """Where each wanted statement row stands in a sorted array of rows; -1 where it is not there."""
    if not len(rows):
        return np.full(len(wanted), -1, np.int64)
    at = np.minimum(np.searchsorted(rows, wanted), len(rows) - 1)
    return np.where((wanted >= 0) & (rows[at] == wanted), at, -1)
