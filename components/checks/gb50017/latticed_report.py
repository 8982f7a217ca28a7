"""The check of a latticed member as plain values for programs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from components.checks.gb50017.latticed import Lacing
from components.checks.gb50017.latticed_check import LatticedResult
from components.checks.gb50017.report import not_built, plain, step_report, stress_of
from components.codes.gb50017_2017.settings import origins
from components.findings import INFO, Finding
from components.words import say

NOTES = ("note_connections", "note_gb55006", "note_memory", "note_latticed")
FIT = 0.1
"""How far the spacing of lacing joints may be from what the angle of the bars makes of it."""
LATTICED = ("latticed", "latticed_bending")
"""Clauses of `not_built` that are built for these members."""


def latticed_report(result: LatticedResult, lang: str) -> dict[str, Any]:
    """Every figure of a latticed member: dictionaries, lists, text, numbers, None where there is no figure."""
    i, b = result.inputs, result.section
    checks = []
    for line in result.lines:
        known = not math.isnan(line.utilisation)
        checks.append(
            {
                "check": line.check, "title": say(f"gb50017.check_{line.check}", lang), "document": line.document,
                "clause": line.clause, "utilisation": plain(line.utilisation), "reason": line.reason,
                "sentence": say(f"gb50017.reason_{line.reason}", lang),
            }
            | stress_of(line.check, result.asked if known else ())
        )  # fmt: skip
    return {
        "section": b.name,
        "shape": {
            "limb": {"family": b.limb.family, "dimensions_mm": list(b.limb.dims)},
            "limbs": b.n, "axes_mm": b.a, "toes_out": b.toes_out,
        },
        "inputs": {k: _values(v) for k, v in asdict(i).items() if k != "settings"},
        "settings": {k: {"value": plain(v), **asdict(origins()[k])} for k, v in asdict(i.settings).items()},
        "verdict": result.verdict,
        "verdict_sentence": say(f"gb50017.verdict_{result.verdict}", lang),
        "utilisation": plain(result.utilisation),
        "governing": result.governing or None,
        "section_class": 0,
        "figures": {k: plain(v) for k, v in result.figures.items()},
        "quantities": {k: plain(v) for k, v in result.figures.items()},
        "capacities": capacities(result.figures),
        "checks": checks,
        "steps": [step_report(a) for a in result.asked],
        "governed": [],
        "not_built": [
            {"document": row["document"], "clause": row["clause"],
             "sentence": say(f"gb50017.not_built_{row['what']}", lang)}
            for row in left_out()
        ],
        "notes": [say(f"gb50017.{note}", lang) for note in NOTES],
    }  # fmt: skip


def capacities(figures: Mapping[str, float]) -> dict[str, float | None]:
    """Resistances as of a solid member: gross yield and stability about either axis, N."""
    known = figures["A"] * figures["f"]
    shares = {"N_t": 1.0, "N_x": figures.get("phi_x", math.nan), "N_y": figures.get("phi_y", math.nan)}
    return {name: plain(known * share) for name, share in shares.items()}


def left_out() -> tuple[dict[str, str], ...]:
    """Clauses the sheet of a latticed member leaves out."""
    real_axis = {"document": "gb50017_2017", "clause": "8.2.3, 8.2.6", "what": "latticed_other_axis"}
    return (real_axis, *(row for row in not_built() if row["what"] not in LATTICED))


def odd(result: LatticedResult) -> tuple[Finding, ...]:
    """What is to be said of the lacing: a spacing of joints that its angle does not make."""
    join = result.inputs.join
    if not isinstance(join, Lacing) or math.isnan(join.panel):
        return ()
    one = result.section.a / math.tan(math.radians(join.angle))
    if any(abs(join.panel - k * one) <= FIT * k * one for k in (1.0, 2.0)):
        return ()
    args = {"panel": f"{join.panel:g}", "one": f"{one:.0f}", "two": f"{2.0 * one:.0f}"}
    return (Finding("gb50017.latticed_panel", INFO, (), args),)


def _values(value: Any) -> Any:
    return {k: plain(v) for k, v in value.items()} if isinstance(value, dict) else plain(value)
