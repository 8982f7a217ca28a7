"""A TOML file read strictly: every key is asked for, its kind is checked, and what is left over is refused.

A refusal names the file, the line and the key path (`item[3].window_percent`), counting from 1.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from components.findings import Refusal
from components.reading import reason, toml
from components.record import valued
from components.words import Phrase

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\-\"]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\-\"]+)\s*=")
_SYNTAX_LINE = re.compile(r"at line (\d+)")
_LONGEST_NAME = 2000
"""Signs of a line that names a place; a longer one has no line of its own in a refusal."""
_IDENTIFIER = re.compile(r"^[A-Za-z][A-Za-z0-9_\-]*$")


@valued
class Origin:
    """Where a node was read: the file's name, the line of each
    key path, and the refusal its room raises.
    """

    file: str
    lines: Mapping[str, int]
    refusal: type[Refusal]

    def line_of(self, path: str) -> int:
        """The line of a key path, or of the nearest one above it; 1 where there is none."""
        while path and path not in self.lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get(path, 1)


def key_lines(text: str) -> dict[str, int]:
    """{key path: line} of a TOML text that `tomllib` accepts."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    table, inside = "", False
    for number, line in enumerate(text.splitlines(), 1):
        skip = inside
        if (line.count('"""') + line.count("'''")) % 2:
            inside = not inside
        if skip:
            continue
        if len(line) > _LONGEST_NAME:
            continue
        if head := _HEADER.match(line):
            table = _resolve(head[2].replace('"', ""), head[1] == "[[", counts)
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault(f"{table}.{key[1]}".replace('"', "").lstrip("."), number)
    return lines


def _resolve(name: str, is_array: bool, counts: dict[str, int]) -> str:
    """The path of a header: parts that are arrays of tables stand for their latest entry."""
    path = ""
    parts = name.split(".")
    for at, part in enumerate(parts):
        path = f"{path}.{part}".lstrip(".")
        if at == len(parts) - 1 and is_array:
            counts[path] = counts.get(path, 0) + 1
        if path in counts:
            path = f"{path}[{counts[path]}]"
    return path


class Node:
    """One table of the file.

    Ask for each key by its kind, then call `done`; it raises the room's refusal.
    """

    def __init__(self, data: Mapping[str, Any], path: str, origin: Origin) -> None:
        self.data, self.path, self.origin = data, path, origin
        self._left = set(data)

    def keys(self) -> tuple[str, ...]:
        """The keys as written."""
        return tuple(self.data)

    def has(self, key: str) -> bool:
        """Is the key written?"""
        return key in self.data

    def refused(self, key: str, reason: str, **args: Any) -> Refusal:
        """The refusal for a key: `reason` is the key of the words table `rates`."""
        path = f"{self.path}.{key}".strip(".") if key else self.path
        where = {"file": self.origin.file, "line": self.origin.line_of(path), "path": path or "-"}
        return self.origin.refusal(f"rates.{reason}", **where, **args)

    def _take(self, key: str, kinds: tuple[type, ...], kind: str, optional: bool) -> Any:
        self._left.discard(key)
        if key not in self.data:
            if optional:
                return None
            raise self.refused(key, "toml_missing_key")
        value = self.data[key]
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise self.refused(key, "toml_wrong_kind", kind=kind, got=_short(value))
        return value

    def text(self, key: str, empty: bool = False) -> str:
        """A text; refused when blank unless `empty`."""
        value = str(self._take(key, (str,), "text", False))
        if not empty and not value.strip():
            raise self.refused(key, "toml_blank")
        return value

    def text_or(self, key: str, default: str = "") -> str:
        """A text that may be left out or left blank."""
        value = self._take(key, (str,), "text", True)
        return default if value is None else str(value)

    def identifier(self, key: str) -> str:
        """A text of ASCII letters, digits, `_` and `-` that begins with a letter."""
        value = self.text(key)
        if not _IDENTIFIER.match(value):
            raise self.refused(key, "toml_not_identifier", got=_short(value))
        return value

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """One of the allowed texts."""
        value = self.text(key)
        if value not in allowed:
            raise self.refused(key, "toml_not_one_of", got=_short(value), allowed=", ".join(allowed))
        return value

    def choice_or_none(self, key: str, allowed: Sequence[str]) -> str | None:
        """One of the allowed texts, or None where it is left out or blank (not answered yet)."""
        return self.choice(key, allowed) if self.text_or(key).strip() else None

    def flag(self, key: str) -> bool:
        """true or false."""
        return bool(self._take(key, (bool,), "true / false", False))

    def number(self, key: str, low: float = -math.inf, high: float = math.inf) -> float:
        """A finite number within [low, high]."""
        return self._number(key, self._take(key, (int, float), "number", False), low, high)

    def number_or_none(self, key: str, low: float = -math.inf, high: float = math.inf) -> float | None:
        """A finite number within [low, high], or None where it is left out."""
        value = self._take(key, (int, float), "number", True)
        return None if value is None else self._number(key, value, low, high)

    def _number(self, key: str, value: Any, low: float, high: float) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.refused(key, "toml_wrong_kind", kind="number", got=_short(value))
        if not math.isfinite(value) or not low <= value <= high:
            limits = {"low": _limit(low), "high": _limit(high)}
            raise self.refused(key, "toml_out_of_range", got=value, **limits)
        return float(value)

    def integer(self, key: str, low: int, high: int) -> int:
        """A whole number within [low, high]."""
        value = self._take(key, (int,), "whole number", False)
        return int(self._number(key, value, low, high))

    def integer_or_none(self, key: str, low: int, high: int) -> int | None:
        """A whole number within [low, high], or None where it is left out."""
        return self.integer(key, low, high) if self.has(key) else self._take(key, (int,), "", True)

    def numbers(self, key: str, low: float, high: float) -> tuple[float, ...]:
        """A list of at least one number, each within [low, high]."""
        values = self._take(key, (list,), "list of numbers", False)
        if not values:
            raise self.refused(key, "toml_blank")
        return tuple(self._number(key, v, low, high) for v in values)

    def date_or_none(self, key: str) -> dt.date | None:
        """A date without a time (2018-02-01), or None where it is left out."""
        value = self._take(key, (dt.date,), "date", True)
        if isinstance(value, dt.datetime):
            raise self.refused(key, "toml_wrong_kind", kind="date", got=_short(value))
        return None if value is None else dt.date(value.year, value.month, value.day)

    def table(self, key: str) -> Node:
        """A table that must be there."""
        return self._node(key, self._take(key, (dict,), "table", False))

    def table_or_empty(self, key: str) -> Node:
        """A table, or an empty one where it is left out."""
        return self._node(key, self._take(key, (dict,), "table", True) or {})

    def tables(self, key: str, required: bool = True) -> tuple[Node, ...]:
        """An array of tables (`[[key]]`)."""
        values = self._take(key, (list,), "array of tables", not required) or []
        for value in values:
            if not isinstance(value, dict):
                raise self.refused(key, "toml_wrong_kind", kind="array of tables", got=_short(value))
        return tuple(self._node(f"{key}[{i}]", v) for i, v in enumerate(values, 1))

    def _node(self, key: str, data: Mapping[str, Any]) -> Node:
        return Node(data, f"{self.path}.{key}".lstrip("."), self.origin)

    def done(self) -> None:
        """Refuse the first key nobody asked for."""
        for key in self.data:
            if key in self._left:
                raise self.refused(key, "toml_unknown_key")


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def parse(raw: bytes, file: str, refusal: type[Refusal]) -> Node:
    """The root table of a TOML file's bytes. Raises `refusal` where it is not UTF-8 or not TOML."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise refusal("rates.toml_not_utf8", file=file, line=line, path="-") from error
    try:
        data = toml(text)
    except ValueError as error:
        why = reason(error)
        if isinstance(why, Phrase):
            raise refusal("rates.toml_unfit", file=file, line=1, path="-", reason=why) from error
        found = _SYNTAX_LINE.search(why)
        line = int(found[1]) if found else text.count("\n") + 1
        raise refusal("rates.toml_syntax", file=file, line=line, path="-", reason=why) from error
    return Node(data, "", Origin(file, key_lines(text), refusal))


def _limit(value: float) -> str:
    return f"{value:g}" if math.isfinite(value) else "−∞" if value < 0 else "∞"
