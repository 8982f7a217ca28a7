"""Sentences as data: a code and its arguments, rendered in a language only at the border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from components.words import LANGUAGES, Told, say

_JOINT = {"zh": "、", "en": ", "}
_LONG_JOINT = {"zh": "；", "en": "; "}
"""Between names and sentences, which have commas of their own."""


@dataclass(frozen=True)
class Name:
    """What something is called, in each language. A rule book brings its own names."""

    zh: str
    en: str

    def of(self, lang: str) -> str:
        """The name in a language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Sentence:
    """A code of the words tables with its arguments; an argument
    may be a `Name`, a `Sentence` or a tuple of them.
    """

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)


def tell(what: Any, lang: str) -> Any:
    """Render a `Sentence` (its arguments first), a `Name`, or a tuple of them; anything else is handed back.

    Raises KeyError on an unknown code: a missing word is our fault.
    """
    if isinstance(what, Sentence):
        return Told(say(what.code, lang, {k: tell(v, lang) for k, v in what.args.items()}))
    if isinstance(what, Name):
        return what.of(lang)
    if isinstance(what, tuple):
        told = [tell(w, lang) for w in what]
        parts = [str(w) for w in told]
        plain = all(isinstance(w, (str, Name)) for w in what) and not any(_JOINT[lang] in p for p in parts)
        joined = (_JOINT if plain else _LONG_JOINT)[lang].join(parts)
        return Told(joined) if all(isinstance(w, Told) for w in told) else joined
    return what


def plain(figure: float) -> str:
    """A figure with two decimals at most, and no noughts that nobody computed: a rounded 74 less 50 is 24, not 24.00."""
    return f"{figure + 0.0:.2f}".rstrip("0").rstrip(".")


def text(what: Sentence | Name | str, lang: str) -> str:
    """`tell` for what is certain to be one piece of text."""
    return str(tell(what, lang))


def both(what: Sentence | Name | str) -> dict[str, str]:
    """The text in every language, as writers of files take it."""
    return {lang: text(what, lang) for lang in LANGUAGES}
