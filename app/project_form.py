"""Whether the values of a project file have the form that the program gives them, so that no damage gets further."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from math import isfinite
from typing import Any

from components.model import CATEGORIES, SETTLEMENT_RULES

Test = Callable[[Any], bool]
_LARGEST = 2**63
_NAMES = 4096
"""Signs that a path may have on the systems we know."""


def word(value: Any) -> bool:
    """Text that can be written to a file."""
    if not isinstance(value, str):
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:  # half of a pair
        return False
    return True


def _path(value: Any) -> bool:
    return word(value) and "\0" not in value and len(value) <= _NAMES


def _number(low: float, high: float) -> Test:
    return lambda v: (
        isinstance(v, (int, float)) and not isinstance(v, bool) and low <= v <= high and isfinite(v)
    )


def _step(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST


def _one_of(*choices: str) -> Test:
    return lambda value: isinstance(value, str) and value in choices


def _list(test: Test) -> Test:
    return lambda value: isinstance(value, list) and all(map(test, value))


def _map(test: Test) -> Test:
    return lambda value: isinstance(value, dict) and all(map(word, value)) and all(map(test, value.values()))


def _record(must: Mapping[str, Test], may: Mapping[str, Test] | None = None) -> Test:
    """Keys of neither are let by: a later version wrote them."""

    def test(value: Any) -> bool:
        return (
            isinstance(value, dict)
            and all(k in value and t(value[k]) for k, t in must.items())
            and all(t(value[k]) for k, t in (may or {}).items() if k in value)
        )

    return test


def _any(value: Any) -> bool:
    return True


def _group(value: Any) -> bool:
    """A table of an answers file: single values, tables, lists of tables."""
    return isinstance(value, dict) and all(
        word(k) and (_group(v) or _list(_group)(v) or word(v) or isinstance(v, (int, float)))
        for k, v in value.items()
    )


def _answers(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and all(word(k) and (_group(v) or _list(_group)(v)) for k, v in value.items())
        and _group(value.get("unit", {}))
        and all(_map(_group)(value.get(name, {})) for name in ("answer", "function"))
    )


_PLAIN_DECISION = _record(
    {"step_id": _step, **dict.fromkeys(("model", "global_id", "field", "value", "reason"), word)},
    dict.fromkeys(("before", "date", "who"), word),
)


def _decision(value: Any) -> bool:
    return _PLAIN_DECISION(value) and (value["field"] != "category" or value["value"] in CATEGORIES)


_TEXTS = {"file": _path, "text": word}
_RULE = _record(
    {"base": word}, {"reason": word, **dict.fromkeys(("kinds", "storeys", "lots", "marks"), _list(word))}
)
_SETTINGS = {
    "steel_density": _number(1.0, 1e5), "tolerance": _number(0.0, 1.0), "duplicates": _one_of("keep", "drop"),
    "settlement_rule": _one_of(*SETTLEMENT_RULES), "paint_deduction": _number(0.0, 1.0),
}  # fmt: skip
FORM: Test = _record(
    {
        "models": _list(_record({"path": _path, "sha256": word})),
        "decisions": _list(_decision),
        "settings": _record({}, _SETTINGS),
    },
    {
        "block": _map(word),
        "bill": _record(
            {},
            {
                "mode": word, "previous": _path, "assign": _list(_RULE), "revisions": _list(_map(word)),
                **dict.fromkeys(("marks", "template", "bases"), lambda v: not v or _record(_TEXTS)(v)),
            },
        ),
        "rate": _record({}, {"books": _list(_path), "answers": _answers}),
        "check": _record(
            {},
            {
                "forces": _path, "sha256": word, "layout": word, "mapping": _map(word), "declared": _map(_map(word)),
                "settings": _map(_any),
            },
        ),
    },
)  # fmt: skip
"""The form of a whole project file."""


def settings_known(settings: type) -> bool:
    """Whether each setting of the model has a test here."""
    return {f.name for f in fields(settings)} == set(_SETTINGS)
