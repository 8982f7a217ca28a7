"""What the user decides of a member's assumptions: role, standard, lengths, factors, each with a reason.

A decision is a `components.model.Override` on a component's STEP id; its field is one of `fields()`. y in a field is
the member's strong axis (x of GB 50017), z the weak one (y of GB 50017): the local axes of IFC and EN.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from components.checks.gb50017.finish import roles
from components.checks.gb50017.lateral import cantilever_rows, cases
from components.checks.gb50017.single import ONE_LEG
from components.checks.roles import COLD, COMPOSITE, PORTAL
from components.codes.formula import number
from components.codes.gb50017_2017 import annexb
from components.codes.gb50017_2017.settings import CHOICES
from components.findings import ERROR, WARNING, Finding
from components.model import Override
from components.table import Ints, Text

PREFIX = "check_"
OWN_STANDARD = "GB 50017"
"""Value of check_standard that puts a member under the rules checked here."""
FLAGS = {"yes": 1.0, "true": 1.0, "1": 1.0, "是": 1.0, "no": 0.0, "false": 0.0, "0": 0.0, "否": 0.0}


@dataclass(frozen=True)
class DecisionField:
    """What can be decided. column: of `MemberTable` (or mu_x, mu_y). low, high: bounds, NaN none."""

    field: str
    column: str
    kind: str
    low: float
    high: float
    symbol: str


@dataclass(frozen=True)
class Decided:
    """One decision as it stands. row: member; before: what stood there, "" where nothing did; value: as written."""

    row: int
    field: str
    before: str
    value: str
    reason: str


@dataclass(frozen=True)
class Decision:
    """One valid override on one member. value: figure, 0 or 1 for a flag, or word ("" for none)."""

    row: int
    override: Override
    value: float | str


@cache
def fields() -> dict[str, DecisionField]:
    """Every field that can be decided, in the order it is shown."""
    text = resources.files(__package__).joinpath("decisions.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        r["field"]: DecisionField(
            r["field"],
            r["column"],
            r["kind"],
            float(r["low"] or "nan"),
            float(r["high"] or "nan"),
            r["symbol"],
        )
        for r in rows
    }


@cache
def choices(kind: str) -> tuple[str, ...]:
    """Words a field of this kind may hold; none for numbers."""
    return {
        "role": tuple(roles()),
        "standard": (OWN_STANDARD, PORTAL, COLD, COMPOSITE),
        "ltb_case": tuple(dict.fromkeys((*cases(), *(r[0] for r in cantilever_rows())))),
        "one_leg": ONE_LEG,
        "edge": tuple(str(w) for w in CHOICES["flange_edge"]),
        "deflection": tuple(annexb.limits()),
        "flag": ("yes", "no"),
    }.get(kind, ())


def decisions(
    overrides: Iterable[Override], step_ids: Ints
) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
    """The overrides that can be used, and findings on the others; overrides of other rooms are left alone.

    step_ids: (n,) of the members. The last one on a member's field stands.
    """
    rows = {int(step): row for row, step in enumerate(step_ids.tolist())}
    kept: dict[tuple[int, str], Decision] = {}
    found: list[Finding] = []
    for one in overrides:
        if not one.field.startswith(PREFIX):
            continue
        told = {"field": one.field, "value": one.value, "step": one.step_id}
        touched = (one.step_id,)
        if one.field not in fields():
            known = ", ".join(fields())
            found.append(Finding("checks.decision_unknown_field", ERROR, touched, {**told, "fields": known}))
            continue
        if one.step_id not in rows:
            found.append(Finding("checks.decision_no_member", ERROR, touched, told))
            continue
        value = _value(fields()[one.field], one.value)
        if value is None:
            allowed = _allowed(fields()[one.field])
            found.append(Finding("checks.decision_bad_value", ERROR, touched, {**told, "allowed": allowed}))
            continue
        if not one.reason.strip():
            found.append(Finding("checks.decision_no_reason", WARNING, touched, told))
        kept.pop((one.step_id, one.field), None)
        kept[one.step_id, one.field] = Decision(rows[one.step_id], one, value)
    return tuple(kept.values()), tuple(found)


def _value(field: DecisionField, text: str) -> float | str | None:
    word = text.strip()
    if field.kind == "flag":
        return FLAGS.get(word.lower())
    if field.kind in ("number", "grade"):
        try:
            value = float(word)
        except ValueError:
            return None
        whole = field.kind == "number" or value.is_integer()
        return value if math.isfinite(value) and field.low <= value <= field.high and whole else None
    if word not in choices(field.kind):
        return None
    return "" if word == OWN_STANDARD else word


def _allowed(field: DecisionField) -> str:
    if field.kind in ("number", "grade"):
        return f"{field.low:g} … {field.high:g}"
    return ", ".join(choices(field.kind))


def decide(
    columns: Mapping[str, Any], made: Sequence[Decision]
) -> tuple[dict[str, Any], tuple[Decided, ...]]:
    """The columns with the decisions on them, and what stood there before. Columns: (n,) arrays or Text."""
    out = dict(columns)
    told = []
    for one in made:
        field = fields()[one.override.field]
        if field.column not in out:
            continue
        column = out[field.column]
        before = columns[field.column]
        told.append(
            Decided(
                one.row,
                field.field,
                _shown(before, one.row),
                one.override.value.strip(),
                one.override.reason.strip(),
            )
        )
        if isinstance(column, Text):
            at = np.zeros(len(column), np.bool_)
            at[one.row] = True
            out[field.column] = column.where(at, Text.full(len(column), str(one.value) or None))
        else:
            changed = column.copy()
            changed[one.row] = one.value
            out[field.column] = changed
    return out, tuple(told)


def _shown(column: Any, row: int) -> str:
    if isinstance(column, Text):
        return column.get(row)
    if column.dtype == np.bool_:
        return "yes" if column[row] else "no"
    return number(float(column[row])) if np.isfinite(column[row]) else ""


def lines_of(told: Sequence[Decided], n: int) -> Text:
    """(n,) what was decided of each member as short text: symbol or word, value and reason; none where nothing was."""
    words: dict[int, list[str]] = {}
    for one in told:
        symbol = fields()[one.field].symbol
        left = f"{symbol} = {one.value}" if symbol else f"{one.field.removeprefix(PREFIX)} = {one.value}"
        words.setdefault(one.row, []).append(f"{left} ({one.reason})" if one.reason else left)
    return Text.of("; ".join(words[row]) if row in words else None for row in range(n))
