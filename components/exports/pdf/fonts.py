"""The font of the documents: found at run time, embedded as a subset, asked what it can draw."""

from __future__ import annotations

import os
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from components.exports.bundled import bundled_folder
from components.exports.cells import clean
from components.exports.target import ExportRefused
from components.findings import WARNING, Finding

NAME = "Steelyard"
PLACEHOLDERS = "〓□?"
"""Stands for a character the font lacks; the first of these that it holds (geta, the printer's own blank)."""

REPLACED = {"⌀": "φ", "∅": "φ", "Φ": "φ", "−": "-", "‐": "-", "‑": "-", "\t": " ", "〜": "～"}
"""Signs that fonts often lack, and what is read the same; used only where the font lacks them."""


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("fonts.toml").read_text(encoding="utf-8"))


def _candidates(folders: list[Path]) -> Iterator[tuple[Path, int]]:
    """Font files in order: the bundled folder first, then by preference over the system's folders."""
    order = {name.lower(): (rank, face) for rank, (name, face) in enumerate(_known()["files"])}
    found: list[tuple[int, int, str, int]] = []
    for place, folder in enumerate(folders):
        for root, _, names in os.walk(folder):
            for name in names:
                if name.lower() in order:
                    rank, face = order[name.lower()]
                    found.append((min(place, 1), rank, str(Path(root) / name), face))
    for _, _, path, face in sorted(found):
        yield Path(path), face


def find(folders: list[Path] | None = None) -> TTFont:
    """The first font that opens and holds what our lists need; raises `ExportRefused` saying how to get one.

    folders: where to look, by default the bundled one and then the system's.
    """
    where = folders or [bundled_folder(), *(Path(f).expanduser() for f in _known()["folders"])]
    for path, face in _candidates(where):
        try:
            font = TTFont(NAME, str(path), subfontIndex=face)
        except (TTFError, OSError):
            continue
        if all(ord(c) in font.face.charToGlyph for c in _known()["needed"]):
            return font
    raise ExportRefused("exports.no_font", folder=str(where[0]))


class Face:
    """A font in use in one document: measures, replaces what it lacks, and remembers what that was."""

    def __init__(self, font: TTFont) -> None:
        registerFont(font)
        self.font = font
        self.missing: Counter[str] = Counter()
        self._glyphs = font.face.charToGlyph
        self._widths: dict[int, float] = font.face.charWidths
        self._default: float = font.face.defaultWidth
        self._placeholder = next(c for c in PLACEHOLDERS if ord(c) in self._glyphs)
        self._drawable: dict[str, str] = {}

    def width(self, word: str, size: float) -> float:
        """Width in points of a drawable word."""
        widths, default = self._widths, self._default
        return sum([widths.get(code, default) for code in map(ord, word)]) * size * 0.001

    def drawable(self, word: str) -> str:
        """The word, what the font lacks replaced by what reads the same, else by a visible placeholder."""
        if word not in self._drawable:
            glyphs = self._glyphs
            plain = all(ord(c) in glyphs for c in word) and word.isprintable()
            self._drawable[word] = word if plain else "".join(self._stand_in(c) for c in clean(word))
        return self._drawable[word]

    def _stand_in(self, sign: str) -> str:
        if sign == "\n" or (ord(sign) in self._glyphs and sign.isprintable()):
            return sign
        other = REPLACED.get(sign, "")
        if other and ord(other) in self._glyphs:
            return other
        if sign.isspace():
            return " "
        # Joiners, direction marks and variation selectors draw nothing in any font.
        if unicodedata.category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f":
            return ""
        self.missing[sign] += 1
        return self._placeholder

    def findings(self) -> tuple[Finding, ...]:
        """One finding for all characters that had to be replaced by the placeholder."""
        if not self.missing:
            return ()
        signs = ", ".join(f"{c} U+{ord(c):04X}" for c in sorted(self.missing))
        args = {"signs": signs, "count": len(self.missing), "placeholder": self._placeholder}
        return (Finding("exports.missing_glyphs", WARNING, (), args),)
