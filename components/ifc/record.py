"""One statement as Python values, for the few things that are rare or deeply nested (units, composite curves)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from components.ifc.step import Step
from components.record import valued

_TOKEN = re.compile(
    rb"\s*(?:'((?:[^']|'')*)'|#(\d+)|\.([A-Za-z0-9_]+)\.|([-+]?\d[\d.]*(?:[eE][-+]?\d+)?)|"
    rb"([A-Za-z_][A-Za-z0-9_]*)\s*\(|([(),$*])|\"([0-9A-Fa-f]*)\")",
    re.S,
)


class Ref(int):
    """A reference to another statement by its number."""


@valued
class Typed:
    """A select value that names its type."""

    keyword: str
    value: Any


def arguments(step: Step, row: int, decode: Callable[[bytes], str]) -> list[Any]:
    """All arguments of one statement: Ref, str, float, None, list, Typed; enumerations and logicals as str."""
    start = int(step.marks[step.first[row]]) + 1
    stop = int(step.marks[step.last[row]])
    raw = step.text[start:stop].tobytes()
    stack: list[tuple[str, list[Any]]] = [("", [])]
    for m in _TOKEN.finditer(raw):
        string, ref, word, number, call, mark, binary = m.groups()
        top = stack[-1][1]
        if string is not None:
            top.append(decode(string))
        elif ref is not None:
            top.append(Ref(ref))
        elif word is not None:
            top.append(word.decode("latin-1").upper())
        elif number is not None:
            top.append(_number(number))
        elif call is not None:
            stack.append((call.decode("latin-1").upper(), []))
        elif binary is not None or mark in b"$*":
            top.append(None)
        elif mark == b"(":
            stack.append(("", []))
        elif mark == b")" and len(stack) > 1:
            keyword, values = stack.pop()
            made = Typed(keyword, values[0] if values else None) if keyword else values
            stack[-1][1].append(made)
    return stack[0][1]


def _number(raw: bytes) -> float | None:
    try:
        return float(raw)
    except ValueError:
        return None
