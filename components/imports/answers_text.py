"""Answers as plain JSON values, as a project keeps them, and as the text of an answers file.

The plain form has the tables of an answers file (see `answers`) without its `schema`; a date is its ISO text. What is
written can be read by `answers.answers_of`, which alone judges it.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Mapping
from typing import Any

from components.imports.answers import SCHEMA

Plain = Mapping[str, Any]
DATES = ("assessed_on", "permit_date", "when")
VALUES = ("part", "total", "ratio_percent", "done")
"""What makes an answer of a measure one; without any it is a draft, and drafts are not written."""


def plain_of(raw: bytes) -> dict[str, Any]:
    """The plain form of an answers file that `answers.answers_of` has accepted."""
    found: dict[str, Any] = _dated(tomllib.loads(raw.decode("utf-8-sig")))
    found.pop("schema", None)
    return found


def _dated(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _dated(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_dated(v) for v in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def to_toml(plain: Plain) -> str:
    """The text of an answers file. Empty values and drafts are left out."""
    lines = [f"schema = {SCHEMA}"]
    for name, value in answered(plain).items():
        if isinstance(value, list):
            lines += _tables(name, value)
        else:
            lines += _table(name, value)
    return "\n".join(lines) + "\n"


def answered(plain: Plain) -> dict[str, Any]:
    """The plain form without empty values, and without notes on answers that were not given."""
    kept: dict[str, Any] = _pruned(plain) or {}
    asked = kept.get("answer", {})
    functions = kept.get("function", {})
    unit = kept.get("unit", {})
    if "kind" in unit and "building" not in unit:
        kept.pop("unit")
    given = {k: v for k, v in asked.items() if any(w in v for w in VALUES)}
    known = {k: v for k, v in functions.items() if "exists" in v}
    for name, was, now in (("answer", asked, given), ("function", functions, known)):
        if was and not now:
            kept.pop(name)
        elif was:
            kept[name] = now
    return kept


def _pruned(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: p for k, v in value.items() if (p := _pruned(v)) is not None} or None
    if isinstance(value, (list, tuple)):
        return [p for v in value if (p := _pruned(v)) is not None] or None
    return None if value == "" else value


def _table(name: str, table: Plain) -> list[str]:
    scalars = {k: v for k, v in table.items() if not isinstance(v, (dict, list))}
    lines = ["", f"[{name}]", *_pairs(scalars)] if scalars else []
    for key, value in table.items():
        if isinstance(value, dict):
            lines += _table(f"{name}.{_key(key)}", value)
        elif isinstance(value, list):
            lines += _tables(f"{name}.{key}", value)
    return lines


def _tables(name: str, rows: list[Plain]) -> list[str]:
    lines: list[str] = []
    for row in rows:
        lines += ["", f"[[{name}]]", *_pairs(row)]
    return lines


def _pairs(scalars: Plain) -> list[str]:
    return [f"{_key(k)} = {_value(k, v)}" for k, v in scalars.items()]


def _key(key: str) -> str:
    bare = key.replace("-", "").replace("_", "")
    return key if bare.isascii() and bare.isalnum() else _text(key)


def _value(key: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_pairs(value)) + " }" if value else "{}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if key in DATES and _is_date(str(value)):
        return str(value)
    return _text(str(value))


def _text(value: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_date(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
