"""A model of the project as it is in the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from components.facts import Facts
from components.model import Model


@dataclass(frozen=True, eq=False)
class Loaded:
    """What was read and what was made of it. folder: holds `facts`. generation: counts the rebuilds."""

    path: Path
    folder: Path
    facts: Facts
    model: Model
    model_folder: Path
    generation: int = 0

    @property
    def sha256(self) -> str:
        """Which file it is."""
        return self.facts.source.sha256

    @property
    def key(self) -> tuple[str, int]:
        """Which model of which file: another one after every rebuild."""
        return self.sha256, self.generation
