"""The check of one member as plain values for programs: every figure, every clause with its arguments, every stress."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict, fields
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from components.checks.gb50017.results import notes_of
from components.checks.gb50017.single import MemberResult, mu_of
from components.checks.gb50017.trace import Asked
from components.codes.formula import Step
from components.codes.gb50017_2017.curves import CURVES
from components.codes.gb50017_2017.settings import origins
from components.words import say

GROSS = (
    "epsilon_k", "f", "lambda_x", "lambda_y", "lambda_z", "curve_x", "curve_y", "phi_x", "phi_y", "phi_z",
)  # fmt: skip
ARGUMENTS = {
    "phi_b": ("phi_b", "phi_bx"), "beta_mx": ("beta_mx", "beta"), "beta_my": ("beta_my",), "beta_tx": ("beta_tx",),
    "beta_ty": ("beta_ty",), "gamma_x": ("gamma_x", "gamma_m"), "gamma_y": ("gamma_y",), "eta": ("eta",),
    "l_z": ("l_z",), "A_e": ("A_e",),
}  # fmt: skip
"""Figures that are told by what a clause was asked with, and the names they bear there."""


@cache
def not_built() -> tuple[dict[str, str], ...]:
    """Clauses a sheet leaves out whatever the member: document, clause and the word that says what they are."""
    text = resources.files(__package__).joinpath("not_built.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def member_report(result: MemberResult, lang: str) -> dict[str, Any]:
    """Every figure of a member as plain values: dictionaries, lists, text, numbers, None where there is
    no figure.
    """
    found = result.sheet.results
    q = found.quantities
    single = {
        f.name: plain(getattr(q, f.name)[0])
        for f in fields(q)
        if f.name not in ("flange_beam", "flange_column")
    }
    for axis in ("x", "y"):
        curve = int(getattr(q, f"curve_{axis}")[0])
        single[f"curve_{axis}"] = CURVES[curve] if curve >= 0 else None
    checks = [
        {
            "check": line.check, "title": say(f"gb50017.check_{line.check}", lang), "document": line.document,
            "clause": line.clause, "utilisation": plain(line.utilisation), "reason": line.reason,
            "sentence": say(f"gb50017.reason_{line.reason}", lang),
        }
        for line in result.sheet.lines
    ]  # fmt: skip
    governing = int(found.governing[0])
    asked = [*result.sheet.member, *(a for g in result.sheet.governed for a in g.asked)]
    for line in checks:
        known = line["utilisation"] is not None
        line |= stress_of(line["check"], asked if known else ())
    return {
        "section": result.section,
        "shape": {"family": result.shape.family, "dimensions_mm": list(result.shape.dims)},
        "inputs": {k: plain(v) for k, v in asdict(result.inputs).items() if k not in ("section", "settings")},
        "settings": {
            k: {"value": plain(v), **asdict(origins()[k])} for k, v in asdict(result.inputs.settings).items()
        },
        "verdict": result.verdict,
        "verdict_sentence": say(f"gb50017.verdict_{result.verdict}", lang),
        "utilisation": plain(result.utilisation),
        "governing": found.checks[governing].check if governing >= 0 else None,
        "section_class": int(found.section_class[0]),
        "figures": _figures(result, single, asked),
        "quantities": single,
        "capacities": {k: plain(v[0]) for k, v in found.capacities.items()},
        "checks": checks,
        "steps": [step_report(a) for a in (*result.sheet.member, *result.sheet.second)],
        "governed": [
            {
                "checks": list(g.checks),
                "forces": {k: plain(v) for k, v in g.forces.items()},
                "steps": [step_report(a) for a in g.asked],
            }
            for g in result.sheet.governed
        ],
        "not_built": [
            {
                "document": row["document"],
                "clause": row["clause"],
                "sentence": say(f"gb50017.not_built_{row['what']}", lang),
            }
            for row in not_built()
        ],
        "notes": [say(note, lang) for note in notes_of(found)],
    }


def stress_of(check: str, asked: Iterable[Asked]) -> dict[str, float | None]:
    """The stress of a check and the strength it stands against, MPa: utilisation times the strength it was asked with.

    None where the check is no stress (slenderness, plates, interaction formulas without a strength).
    """
    worst: Step | None = None
    for a in asked:
        own = a.tag == check and a.step.limit is not None and a.step.document == "gb50017_2017"
        if own and (worst is None or a.step.value > worst.value):
            worst = a.step
    given = dict(worst.arguments) if worst is not None else {}
    strength = None
    if "f_u" in given:
        strength = 0.7 * given["f_u"]
    elif "f_v" in given:
        strength = given["f_v"]
    elif "f" in given:
        strength = given["f"] * given.get("beta_1", 1.0)
    if worst is None or strength is None:
        return {"stress_mpa": None, "strength_mpa": None}
    return {"stress_mpa": plain(worst.value * strength), "strength_mpa": plain(strength)}


def _figures(result: MemberResult, single: dict[str, Any], asked: Iterable[Asked]) -> dict[str, Any]:
    """The figures a reader looks for first, in the standard's names; forces N, lengths mm, strengths MPa.

    lambda_yz, lambda_xz: with torsion, where it enters. phi_b: of the row that governs, as a beam or in uniform bending.
    """
    out: dict[str, Any] = {"class": f"S{c}" if (c := int(result.sheet.results.section_class[0])) else None}
    out |= {name: single[name] for name in GROSS}
    out["f_v"] = single["fv_w"]
    for axis in ("x", "y"):
        out[f"mu_{axis}"] = plain(mu_of(result.inputs, axis))
        coupled = single[f"eff_{axis}"] != single[f"lambda_{axis}"]
        out[f"lambda_{axis}z"] = single[f"eff_{axis}"] if coupled else None
        out[f"N'E{axis}"], out[f"Ncr{axis}"] = single[f"NE{axis}"], single[f"Ncr{axis}"]
    found = dict.fromkeys((*ARGUMENTS, "alpha_0", "phi_d", "rho_e"))
    steps = list(asked)
    for name, words in ARGUMENTS.items():
        values = [v for a in steps for k, v in a.step.arguments if k in words and a.step.limit is not None]
        found[name] = plain(values[-1]) if values else None
    for a in steps:
        if a.tag == "alpha_0":
            found["alpha_0"] = plain(a.step.value)
        for k, v in a.step.arguments:
            if k in ("phi_d", "rho_e"):
                found[k] = plain(v)
    return out | found


def step_report(asked: Asked) -> dict[str, Any]:
    step = asked.step
    return {
        "for": asked.tag,
        "document": step.document,
        "clause": step.clause,
        "symbol": step.symbol,
        "value": plain(step.value),
        "unit": step.unit,
        "limit": step.limit,
        "status": step.status,
        "source": step.source,
        "arguments": {name: plain(value) for name, value in step.arguments},
        "lines": [
            {
                "symbol": line.symbol,
                "formula": line.formula,
                "substituted": line.substituted,
                "value": plain(line.value),
                "condition": line.condition,
            }
            for line in step.lines
        ],
    }


def plain(value: Any) -> Any:
    """A number JSON can hold: NaN and infinity become None and "inf"."""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return None if np.isnan(number) else "inf" if np.isinf(number) else number
    return value
