"""Figures as the user wants to see them: the units of the window. What is stored and written does not change."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from components.sheet import AREA, DEFAULT, DIVISOR, LENGTH, MASS, PERCENT, VOLUME, Column
from components.units import (
    KG_PER_POUND,
    KG_PER_TONNE,
    MM2_PER_M2,
    MM3_PER_M3,
    MM_PER_FOOT,
    MM_PER_INCH,
    MM_PER_M,
)

Unit = tuple[str, float, int]
"""Symbol, divisor from the internal unit, decimals."""

_FT2, _FT3 = MM_PER_FOOT**2, MM_PER_FOOT**3
SYSTEMS: dict[str, dict[str, Unit]] = {
    "metric": {LENGTH: ("mm", 1.0, 1), AREA: ("m²", MM2_PER_M2, 3), VOLUME: ("m³", MM3_PER_M3, 5), MASS: ("kg", 1.0, 2)},
    "large": {
        LENGTH: ("m", MM_PER_M, 3), AREA: ("m²", MM2_PER_M2, 2), VOLUME: ("m³", MM3_PER_M3, 4),
        MASS: ("t", KG_PER_TONNE, 4),
    },
    "feet": {LENGTH: ("ft", MM_PER_FOOT, 3), AREA: ("ft²", _FT2, 2), VOLUME: ("ft³", _FT3, 3),
             MASS: ("lb", KG_PER_POUND, 1)},
    "inches": {LENGTH: ("in", MM_PER_INCH, 3), AREA: ("ft²", _FT2, 2), VOLUME: ("ft³", _FT3, 3),
               MASS: ("lb", KG_PER_POUND, 1)},
}  # fmt: skip
"""The systems of units a user can choose from, by kind of figure."""


_DIGITS, _LEAST = 5, 2


def telling(volume: float, decimals: int) -> int:
    """How many of the decimals of a volume that stands alone tell something: those that leave it five digits.

    A column keeps its own: bolts stand in it beside slabs.
    """
    whole = math.floor(math.log10(abs(volume))) + 1 if abs(volume) >= 1 else 0
    return min(decimals, max(_DIGITS - whole, _LEAST))


@dataclass(frozen=True)
class Display:
    """How figures are shown. system: a key of `SYSTEMS`."""

    system: str = "metric"

    def unit(self, column: Column) -> Unit:
        """Symbol, divisor and decimals of a column; metric columns keep the unit their list gives them."""
        chosen = SYSTEMS[self.system].get(column.kind) if self.system != "metric" else None
        if chosen is None:
            divisor = DIVISOR.get(column.kind, {}).get(column.shown_unit, 1.0)
            return column.shown_unit, divisor, column.shown_decimals
        return chosen

    def figure(self, kind: str, value: float, with_unit: bool = True) -> str:
        """One figure of a kind from its internal unit; a dash where it is unknown."""
        if not math.isfinite(value):
            return "–"
        if kind == PERCENT:
            return f"{value * 100:,.{DEFAULT[PERCENT][1]}f} %"
        symbol, divisor, decimals = SYSTEMS[self.system].get(kind, ("", 1.0, 2))
        if kind == VOLUME:
            decimals = telling(value / divisor, decimals)
        number = f"{value / divisor:,.{decimals}f}"
        return f"{number} {symbol}" if with_unit and symbol else number

    def with_system(self, system: str) -> Display:
        """The same in other units."""
        return replace(self, system=system) if system in SYSTEMS else self
