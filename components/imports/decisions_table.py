"""Decisions on members from a file: one row per element and field, by STEP id or GlobalId, with a reason.

CSV or XLSX: step_id or global_id, field, value, reason
TOML:        [[decision]]   step_id or global_id, field, value, reason
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from components.findings import ERROR, Finding, Refusal
from components.imports.forces_table import ForcesRefused, headers_of, read_rows
from components.model import Override
from components.reading import read_file, reason, toml

COLUMNS = {
    "step_id": ("step_id", "step", "stepid", "编号"),
    "global_id": ("global_id", "globalid", "guid", "构件"),
    "field": ("field", "字段", "项目"),
    "value": ("value", "值", "取值"),
    "reason": ("reason", "理由", "原因"),
}


_DIGITS = 18
"""Of the largest number that a column of STEP ids takes whatever its digits."""


class DecisionsRefused(Refusal):
    """A file of decisions that cannot be used."""


def read_decisions(
    path: Path, step_of: Mapping[str, Sequence[int]]
) -> tuple[tuple[Override, ...], tuple[Finding, ...]]:
    """The decisions of a file. step_of: STEP ids of the elements of a GlobalId. DecisionsRefused: not such a file."""
    rows = _toml(path) if path.suffix.lower() == ".toml" else _table(path)
    made: list[Override] = []
    lost: list[str] = []
    for row in rows:
        steps = _steps(row, step_of)
        if not steps:
            lost.append(row.get("global_id") or row.get("step_id") or "-")
        made += [
            Override(s, row.get("field", ""), row.get("value", ""), row.get("reason", "")) for s in steps
        ]
    if not lost:
        return tuple(made), ()
    shown = ", ".join(lost[:8]) + (" …" if len(lost) > 8 else "")
    return tuple(made), (
        Finding("checks.decision_unmatched", ERROR, (), {"count": len(lost), "names": shown}),
    )


def _steps(row: Mapping[str, str], step_of: Mapping[str, Sequence[int]]) -> list[int]:
    text = row.get("step_id", "").lstrip("#")
    if text:
        return [int(text)] if text.isdecimal() and len(text) <= _DIGITS else []
    return list(step_of.get(row.get("global_id", ""), ()))


def _table(path: Path) -> list[dict[str, str]]:
    try:
        rows = [r for r in read_rows(path) if any(c.strip() for c in r)]
    except ForcesRefused as refused:
        if "reason" not in refused.arguments:
            raise
        why = refused.arguments["reason"]
        raise DecisionsRefused("checks.decisions_unreadable", file=path.name, reason=why) from refused
    names = [h.name for h in headers_of(rows[0], [])[0]] if rows else []
    at = {ours: next((names.index(w) for w in words if w in names), None) for ours, words in COLUMNS.items()}
    for needed in ("field", "value", "reason"):
        if at[needed] is None:
            raise DecisionsRefused("checks.decisions_no_column", file=path.name, column=needed)
    if at["step_id"] is None and at["global_id"] is None:
        raise DecisionsRefused("checks.decisions_no_column", file=path.name, column="step_id, global_id")
    return [
        {ours: row[place].strip() for ours, place in at.items() if place is not None and place < len(row)}
        for row in rows[1:]
    ]


def _toml(path: Path) -> list[dict[str, str]]:
    try:
        held = toml(read_file(path).decode("utf-8"))
    except (OSError, ValueError) as error:
        why = reason(error)
        raise DecisionsRefused("checks.decisions_unreadable", file=path.name, reason=why) from error
    listed = held.get("decision")
    if not isinstance(listed, list) or not all(isinstance(r, dict) for r in listed):
        raise DecisionsRefused("checks.decisions_no_column", file=path.name, column="[[decision]]")
    return [{k: _word(v) for k, v in row.items()} for row in listed]


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip()
