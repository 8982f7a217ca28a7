"""Units as people write them beside a figure or in a header: kN, kN·m, kN-m, tf*m, mm."""

from __future__ import annotations

import csv
import math
import re
from functools import cache
from importlib import resources

from components.findings import Refusal

FORCE, LENGTH, MOMENT, AREA = "force", "length", "moment", "area"
_PRODUCT = re.compile(r"[·∙⋅.*×\-_ ]+")
_LONGEST_UNIT = 40
_FIGURE = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(\S.*?)?\s*$")


class UnitRefused(Refusal):
    """A figure or a unit that cannot be read."""


@cache
def factors() -> dict[str, dict[str, float]]:
    """Factor to N or mm by kind and spelling in lower case; kgf and tf by standard gravity (ISO 80000-3)."""
    text = resources.files(__package__).joinpath("forces_units.csv").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["kind"], {})[row["spelling"].lower()] = float(row["factor"])
    return found


def factor(kind: str, unit: str) -> float | None:
    """Factor of a unit to N, mm, mm2 or N.mm; None where it is no unit of that kind."""
    word = unit.strip().lower()
    return None if len(word) > _LONGEST_UNIT else _factor(kind, word)


@cache
def _factor(kind: str, word: str) -> float | None:
    if kind == AREA:
        side = factors()[LENGTH].get(word.removesuffix("²").removesuffix("2"))
        return None if side is None or word[-1:] not in ("²", "2") else side**2
    if kind != MOMENT:
        return factors()[kind].get(word)
    force, length = factors()[FORCE], factors()[LENGTH]
    for parts in (_PRODUCT.split(word), *((word[:i], word[i:]) for i in range(1, len(word)))):
        if len(parts) == 2 and parts[0] in force and parts[1] in length:
            return force[parts[0]] * length[parts[1]]
        if len(parts) == 2 and parts[0] in length and parts[1] in force:
            return length[parts[0]] * force[parts[1]]
    return None


def figure(text: str, kind: str, unit: str) -> float:
    """A figure with or without its unit, in N, mm, mm2 or N.mm; `unit` stands where none is written. UnitRefused else."""
    found = _FIGURE.match(text)
    if found is None:
        raise UnitRefused("forces.not_a_figure", text=text)
    scale = factor(kind, found[2] or unit)
    value = float(found[1])
    if scale is None or not math.isfinite(value):
        raise UnitRefused("forces.not_a_unit", text=text, unit=found[2] or unit, kind=kind)
    return value * scale
