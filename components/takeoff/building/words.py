"""The words of `making.toml`, asked once per distinct text."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from components.facts import Facts
from components.model import Components
from components.table import Bools, Text

_START, _END = r"(?<![^\W\d_])", r"(?![^\W\d_])"


@cache
def _table() -> dict[str, dict[str, Any]]:
    text = Path(__file__).with_name("making.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def pattern(group: str, kind: str) -> re.Pattern[str]:
    """The expression of one kind of a group."""
    return re.compile(str(_table()[group][kind]).replace("<", _START).replace(">", _END), re.I)


def listed(group: str, kind: str) -> tuple[str, ...]:
    """Names of properties or sets."""
    return tuple(_table()[group][kind])


def says(column: Text, group: str, kind: str) -> Bools:
    """(n,) whether each text holds a word of the kind."""
    found = pattern(group, kind)
    return column.match(lambda word: bool(found.search(word)))


def names_of(facts: Facts, components: Components) -> tuple[Text, ...]:
    """What components are called: name, object type, description, name of their type."""
    rows, elements = components.element, facts.elements
    columns = [elements.name.take(rows), elements.object_type.take(rows), elements.description.take(rows)]
    if len(facts.types):
        of = elements.type[rows]
        codes = facts.types.name.codes[of.clip(0)].copy()
        codes[of < 0] = -1
        columns.append(Text(codes, facts.types.name.vocabulary))
    return tuple(columns)


def any_says(columns: tuple[Text, ...], group: str, kind: str) -> Bools:
    """(n,) whether one of the texts holds a word of the kind."""
    found = says(columns[0], group, kind)
    for column in columns[1:]:
        found = found | says(column, group, kind)
    return found


def first_saying(columns: tuple[Text, ...], group: str, kinds: tuple[str, ...]) -> Text:
    """(n,) the first text that holds a word of one of the kinds."""
    out = Text.full(len(columns[0]))
    for column in reversed(columns):
        hit = says(column, group, kinds[0])
        for kind in kinds[1:]:
            hit = hit | says(column, group, kind)
        out = out.where(hit, column)
    return out
