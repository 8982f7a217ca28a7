"""The header section of a STEP file: schema, programs, export options."""

from __future__ import annotations

import re
from collections.abc import Callable

from components.record import valued

_ENTRY = re.compile(
    rb"\b(FILE_DESCRIPTION|FILE_NAME|FILE_SCHEMA)\s*\(((?:'(?:[^']|'')*'|[^;'])*)\)\s*;", re.S | re.I
)
_STRING = re.compile(rb"'((?:[^']|'')*)'|(\()|(\))|(,)|(\$)", re.S)
_OPTION = re.compile(r"Option\s*\[(.*)\]\s*$", re.S)


@valued
class Header:
    """What the header says, as plain text; empty where it is silent."""

    schema: str
    description: tuple[str, ...]
    file_name: str
    time_stamp: str
    preprocessor: str
    originating_system: str
    options: dict[str, str]


def parse(raw: bytes, decode: Callable[[bytes], str]) -> Header:
    """Read the header of a STEP file (comments already blanked)."""
    found = {m.group(1).upper(): _arguments(m.group(2), decode) for m in _ENTRY.finditer(raw)}
    description = tuple(_strings(found.get(b"FILE_DESCRIPTION", [])[:1]))
    name = found.get(b"FILE_NAME", [])
    schemas = _strings(found.get(b"FILE_SCHEMA", []))

    def at(position: int) -> str:
        return " ".join(_strings(name[position : position + 1]))

    return Header(
        schema=schemas[0] if schemas else "",
        description=description,
        file_name=at(0),
        time_stamp=at(1),
        preprocessor=at(4),
        originating_system=at(5),
        options=_options(description),
    )


def _arguments(raw: bytes, decode: Callable[[bytes], str]) -> list[list[str]]:
    """Top-level arguments, each as its strings."""
    arguments: list[list[str]] = [[]]
    depth = 0
    for m in _STRING.finditer(raw):
        if m.group(2):
            depth += 1
        elif m.group(3):
            depth -= 1
        elif m.group(4):
            if depth == 0:
                arguments.append([])
        elif m.group(1) is not None:
            arguments[-1].append(decode(m.group(1)))
    return arguments


def _strings(arguments: list[list[str]]) -> list[str]:
    return [s for part in arguments for s in part]


def _options(description: tuple[str, ...]) -> dict[str, str]:
    options = {}
    for line in description:
        if found := _OPTION.search(line):
            key, _, value = found.group(1).partition(":")
            options[key.strip()] = value.strip()
    return options
