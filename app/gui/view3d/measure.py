"""Lengths between points that the user takes in the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from components.table import Floats


@dataclass(frozen=True, eq=False)
class Measure:
    """From one point to another, mm from the scene's origin."""

    start: Floats
    end: Floats

    @property
    def length(self) -> float:
        """mm."""
        return float(np.linalg.norm(self.end - self.start))


class Ruler:
    """Points taken so far: pairs are measures."""

    def __init__(self, length: Callable[[float], str]) -> None:
        self._length = length
        self.done: list[Measure] = []
        self.first: Floats | None = None
        self.hover: tuple[Floats, str] | None = None

    def add(self, point: Floats, kind: str) -> None:
        """Take a point; the second one ends a measure."""
        if self.first is None:
            self.first = point
        else:
            self.done.append(Measure(self.first, point))
            self.first = None

    def clear(self) -> None:
        """Forget everything."""
        self.done, self.first, self.hover = [], None, None

    def words(self, measure: Measure) -> str:
        """A length, and its parts along the three axes."""
        parts = zip("XYZ", np.abs(measure.end - measure.start).tolist(), strict=True)
        return (
            self._length(measure.length)
            + "   "
            + "  ".join(f"{k} {self._length(v)}" for k, v in parts if v > 0.05)
        )
