"""A model of the project as it is in the window: one file, or all of the project's as one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from components.facts import Facts
from components.merged import KEY, split, starts
from components.model import Model, Overrides
from components.table import Ints


@dataclass(frozen=True, eq=False)
class Loaded:
    """What was read and what was made of it.

    path: the file, of several the first. folder: holds `facts`. edits: the decisions the model was made under.
    generation: counts the rebuilds.
    """

    path: Path
    folder: Path
    facts: Facts
    model: Model
    model_folder: Path
    edits: Overrides
    generation: int = 0

    @property
    def sha256(self) -> str:
        """Which file it is, or which files in which order."""
        return self.facts.source.sha256

    @property
    def name(self) -> str:
        """The file's name; of several, all names."""
        return self.facts.source.name

    @property
    def key(self) -> tuple[str, int]:
        """Which model of which file: another one after every rebuild."""
        return self.sha256, self.generation

    @cached_property
    def starts(self) -> dict[str, int]:
        """What is added to the STEP ids of each file, by SHA-256."""
        return starts(self.facts.source)

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Name and SHA-256 of each file."""
        source = self.facts.source
        return source.parts or ((source.name, source.sha256),)

    @property
    def several(self) -> bool:
        """Whether it is made of more than one file."""
        return len(self.parts) > 1

    @cached_property
    def part(self) -> Ints:
        """(n,) place in `parts` of the file each component is from."""
        return np.asarray(np.maximum(self.model.components.step_id // KEY - 1, 0), np.int64)

    def identity(self, row: int) -> tuple[str, int]:
        """SHA-256 of the file and the STEP id in it of a component."""
        number, step = split(int(self.model.components.step_id[row]))
        return self.parts[max(number - 1, 0)][1], step

    def rows_of(self, other: Loaded, rows: Ints) -> Ints:
        """Rows here of some components of another one; those of files that are not here are left out."""
        plain = other.model.components.step_id[rows] % KEY
        shift = np.array([self.starts.get(sha256, -1) for _, sha256 in other.parts], np.int64)[
            other.part[rows]
        ]
        wanted = plain[shift >= 0] + shift[shift >= 0]
        return np.flatnonzero(np.isin(self.model.components.step_id, wanted))
