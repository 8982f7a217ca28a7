"""What is said around a designation: how many of it, how two are joined, its grade; and what is no section here at all.

The table is `catalogues/wordings.csv`: a pattern, and what it says.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import replace
from functools import cache

from components.sections.catalogue import FOLDER, Section
from components.sections.families import shape

_TWICE = re.compile(r"(?<![\w./])2\s*[-—–xX×*]\s*(?=[L∟∠└┗<〈\[〔⊏匚槽角])")
_MANY = re.compile(r"(?<![\w./])(?:[3-9]|[1-9]\d)\s*[-—–xX×*]?\s*(?=[L∟∠└┗\[〔⊏匚]\s*\d)")
_GRADE = re.compile(r"[\s(,;/_-]*Q\d{3}(?:GJ|NH)?[A-F]?(?:-?Z\d\d)?\)?\s*$", re.IGNORECASE)

SEVERAL_PIECES = "sections.several_pieces"


@cache
def _wordings() -> tuple[tuple[re.Pattern[str], str], ...]:
    with (FOLDER / "wordings.csv").open(encoding="utf-8", newline="") as lines:
        _, *rows = csv.reader(lines)
    return tuple((re.compile(pattern, re.IGNORECASE), says) for pattern, says in rows)


def reasons() -> frozenset[str]:
    """Every words code that `why_not` gives."""
    return frozenset({SEVERAL_PIECES, *(says for _, says in _wordings() if "." in says)})


def twice(text: str) -> str:
    """`2-[20a`, `2×∠90×8` as `2[20a`, `2∠90×8`: two sections, not one."""
    plain = unicodedata.normalize("NFKC", text)
    made = _TWICE.sub("2", plain) if "2" in plain else plain
    return text if made == plain else made


def without_grade(text: str) -> str:
    """The text without a steel grade at its end: `HN600×200 (Q355B)`."""
    return _GRADE.sub("", text.replace("（", "(").replace("）", ")"))


def joined(text: str) -> tuple[str, str]:
    """The text without the words on which legs of a double angle lie together, and `long`, `short` or ""."""
    for pattern, says in _wordings():
        if says in ("long", "short") and pattern.search(text):
            return pattern.sub("", text).strip(), says
    return text, ""


def short_legs_together(pair: Section) -> Section:
    """The double angle with its short legs back to back."""
    d = pair.shape
    turned = shape("2L", a=d["b"], b=d["a"], **{n: d[n] for n in ("t", "r", "r2", "gap")})
    gap = f"-{d['gap']:g}" if d["gap"] else ""
    name = f"2L{d['b']:g}×{d['a']:g}×{d['t']:g}{gap}"
    return replace(pair, name=name, shape=turned)


def why_not(text: str) -> str:
    """The words code of why this is no section here although it is a known way of writing one; "" where it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if _MANY.search(plain):
        return SEVERAL_PIECES
    for pattern, says in _wordings():
        if "." in says and pattern.search(plain):
            return says
    return ""
