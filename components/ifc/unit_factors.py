"""The file's units as factors to mm, mm2, mm3, kg, rad, N: SI with prefixes, and converted units."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from components.facts import Units
from components.findings import ERROR, INFO, WARNING, Finding
from components.ifc.columns import Decode
from components.ifc.record import Ref, Typed, arguments
from components.ifc.step import Step
from components.units import KG_PER_G, MM_PER_M, SI_PREFIX

_POWER = {"SQUARE_METRE": 2, "CUBIC_METRE": 3}
# What one unit without a prefix is in ours.
_TO_OURS = {
    "LENGTHUNIT": MM_PER_M,
    "AREAUNIT": MM_PER_M**2,
    "VOLUMEUNIT": MM_PER_M**3,
    "MASSUNIT": KG_PER_G,
    "PLANEANGLEUNIT": 1.0,
    "FORCEUNIT": 1.0,
}
_PLAUSIBLE_LENGTH_MM = (1e-3, 2e6)


def read(step: Step, decode: Decode) -> tuple[Units, list[Finding]]:
    """Units of the project. Where the file assigns none, SI is taken and a finding says so."""
    found: dict[str, float] = {}
    findings: list[Finding] = []
    for row in step.rows("IFCUNITASSIGNMENT")[:1]:
        listed = arguments(step, int(row), decode)
        for ref in listed[0] if listed and isinstance(listed[0], list) else []:
            if isinstance(ref, Ref):
                kind, factor = _unit(step, decode, ref, frozenset())
                if kind in _TO_OURS and factor is not None:
                    found.setdefault(kind, factor)
    length = found.get("LENGTHUNIT")
    if length is None:
        findings.append(Finding("ifc.no_length_unit", ERROR))
    elif not _PLAUSIBLE_LENGTH_MM[0] <= length <= _PLAUSIBLE_LENGTH_MM[1]:
        findings.append(Finding("ifc.odd_length_unit", ERROR, args={"factor": length}))
    missing = [k for k in ("AREAUNIT", "VOLUMEUNIT", "PLANEANGLEUNIT") if k not in found]
    if length is not None and missing:
        findings.append(Finding("ifc.units_missing", INFO, args={"units": ", ".join(missing)}))
    if "AREAUNIT" in found and length and _odd(found["AREAUNIT"], length, 2):
        findings.append(Finding("ifc.units_mixed", WARNING, args={"unit": "AREAUNIT"}))
    return (
        Units(
            length_mm=found.get("LENGTHUNIT", MM_PER_M),
            area_mm2=found.get("AREAUNIT", MM_PER_M**2),
            volume_mm3=found.get("VOLUMEUNIT", MM_PER_M**3),
            mass_kg=found.get("MASSUNIT", 1.0),
            angle_rad=found.get("PLANEANGLEUNIT", 1.0),
            force_n=found.get("FORCEUNIT", 1.0),
            declared=tuple(sorted(found)),
        ),
        findings,
    )


def _odd(factor: float, length: float, power: int) -> bool:
    """mm with m2 is usual; anything over a million apart from the length's own power is not."""
    ratio = factor / length**power
    return not 1e-7 < ratio < 1e7


def _unit(step: Step, decode: Decode, ref: int, seen: frozenset[int]) -> tuple[str, float | None]:
    """(unit type, factor to our unit) of one unit statement."""
    row = _row(step, ref)
    if row < 0 or ref in seen:
        return "", None
    keyword = step.keyword(row)
    args: list[Any] = arguments(step, row, decode)
    if keyword == "IFCSIUNIT" and len(args) >= 4:
        kind, prefix, name = args[1], args[2], args[3]
        factor = SI_PREFIX.get(prefix, 1.0) ** _POWER.get(name, 1) if prefix else 1.0
        return str(kind), _TO_OURS.get(str(kind), 1.0) * factor
    if keyword in ("IFCCONVERSIONBASEDUNIT", "IFCCONVERSIONBASEDUNITWITHOFFSET") and len(args) >= 4:
        kind = str(args[1])
        measure = _row(step, args[3]) if isinstance(args[3], Ref) else -1
        if measure < 0:
            return kind, None
        value, base = (*arguments(step, measure, decode), None, None)[:2]
        number = value.value if isinstance(value, Typed) else value
        if not isinstance(number, float) or not 0 < number < math.inf or not isinstance(base, Ref):
            return kind, None
        base_kind, one = _unit(step, decode, base, seen | {ref})
        if one is None:
            return kind, None
        # Some programs give a conversion on a unit of another kind; the number then counts in SI.
        return kind, number * (one if base_kind == kind else _TO_OURS.get(kind, 1.0))
    return "", None


def _row(step: Step, ref: int) -> int:
    return int(step.find(np.array([ref]))[0])


def unit_factor(step: Step, decode: Decode, unit_id: int) -> float | None:
    """Factor to our unit of one unit statement, such as a property's own; None where it is of another kind."""
    kind, factor = _unit(step, decode, unit_id, frozenset())
    return factor if kind in _TO_OURS else None


_DERIVED = {"TORQUEUNIT": (1, 1), "LINEARFORCEUNIT": (1, -1), "LINEARMOMENTUNIT": (1, 0)}
"""Derived units of loads: powers of force and length."""


def derived_factors(step: Step, decode: Decode, units: Units) -> dict[str, float]:
    """Factors to N.mm, N/mm and N: of the derived units the file assigns, else of its force and length units."""
    made = {k: units.force_n**f * units.length_mm**x for k, (f, x) in _DERIVED.items()}
    for row in step.rows("IFCUNITASSIGNMENT")[:1]:
        listed = arguments(step, int(row), decode)
        for ref in listed[0] if listed and isinstance(listed[0], list) else []:
            at = _row(step, ref) if isinstance(ref, Ref) else -1
            if at < 0 or step.keyword(at) != "IFCDERIVEDUNIT":
                continue
            told: list[Any] = arguments(step, at, decode)
            kind = told[1] if len(told) > 1 else ""
            value = _product(step, decode, told[0]) if kind in _DERIVED else None
            if value is not None:
                made[str(kind)] = value
    return made


def _product(step: Step, decode: Decode, parts: Any) -> float | None:
    """The factor of a derived unit of forces, lengths and angles; None where it holds anything else."""
    value = 1.0
    for part in parts if isinstance(parts, list) else []:
        at = _row(step, part) if isinstance(part, Ref) else -1
        told: list[Any] = arguments(step, at, decode) if at >= 0 else []
        if len(told) < 2 or not isinstance(told[0], Ref) or not isinstance(told[1], float):
            return None
        unit, power = told[0], told[1]
        kind, factor = _unit(step, decode, unit, frozenset())
        if kind not in ("FORCEUNIT", "LENGTHUNIT", "PLANEANGLEUNIT") or factor is None:
            return None
        value *= 1.0 if kind == "PLANEANGLEUNIT" else factor ** int(power)
    return value
