"""Words that tell what a thing is: one regular expression per kind, asked once per distinct text."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from components.materials import read_material
from components.table import Text

_START, _END = r"(?<![^\W\d_])", r"(?![^\W\d_])"


LONGEST = 2000
"""Signs of a name that are looked at; the search takes seconds for a million of them."""


@cache
def _words() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _patterns(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For text in small letters: expressions for any letter case take twice as long to compile."""
    return tuple(
        (kind, re.compile(pattern.replace("<", _START).replace(">", _END)))
        for kind, pattern in _words()[group].items()
    )


def kinds_in(text: str, group: str) -> tuple[str, ...]:
    """Every kind of a group that a text names, in the table's order."""
    text = text[:LONGEST]
    small = text.lower()
    return tuple(kind for kind, pattern in _patterns(group) if pattern.search(small))


def kind_of(column: Text, group: str) -> Text:
    """(n,) the first kind that each text names; none where it names none."""
    return column.map(lambda word: next(iter(kinds_in(word, group)), None))


def material_kind(name: str) -> tuple[str, bool]:
    """What a material is, and whether its own name says so (False: only the family before the slash does).

    Tekla writes FAMILY/NAME: the name outranks the family, as in STEEL/NEOPRENE.
    """
    family, slash, own = name.partition("/")
    if slash and family.strip().upper() in ("STEEL", "CONCRETE", "TIMBER", "MISCELLANEOUS"):
        found = kinds_in(own, "material")
        if found:
            return found[0], True
        said = kinds_in(family, "material")
        return (said[0] if said else "", False)
    found = kinds_in(name, "material")
    if found:
        return found[0], True
    # A name that is nothing but a grade, as "350W" or "8.8".
    graded = read_material(name).kind in ("steel", "stainless", "bolt", "rebar")
    return ("steel" if graded else "", graded)
