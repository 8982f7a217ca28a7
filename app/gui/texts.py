"""Every text of the window, from the words tables, in the language of the moment."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from components.words import LANGUAGES, say

_GAP = re.compile(
    r"(?<=\d) (?=(?:%|kg|t|mm²?|m[²³]?|kN|MPa)(?![A-Za-z]))|(?<=[≥≤<>~–～]) (?=\d)|(?<=%) (?=[~–～])"
    r"|(?<=GB) (?=\d)|(?<=GB/T) (?=\d)"
)
_WHOLE = re.compile(r"(?<=[\d%])(?=～)|(?<=～)(?=\d)|(?<=GB/)(?=T)")


def held(words: str) -> str:
    """The same sentence, broken into lines nowhere between a figure and its unit, nor within a range or a standard."""
    return _WHOLE.sub("\u2060", _GAP.sub("\u00a0", words))


class Texts(QObject):
    """The language of the window. What is bound here is said again when the language changes."""

    changed = Signal(str)

    def __init__(self, lang: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self._bound: list[tuple[QObject, Callable[[str], object], str, dict[str, Any]]] = []

    @property
    def lang(self) -> str:
        """`zh` or `en`."""
        return self._lang

    def set_lang(self, lang: str) -> None:
        """Change the language of the open window."""
        if lang not in LANGUAGES or lang == self._lang:
            return
        self._lang = lang
        self._bound = [b for b in self._bound if isValid(b[0])]
        for _, setter, code, args in self._bound:
            setter(say(code, lang, args))
        self.changed.emit(lang)

    def say(self, code: str, **args: Any) -> str:
        """The sentence of a code now."""
        return say(code, self._lang, args)

    def bind(self, owner: QObject, setter: Callable[[str], object], code: str, **args: Any) -> None:
        """Say a code through a setter of `owner` now and at each change of language."""
        self._bound.append((owner, setter, code, args))
        setter(say(code, self._lang, args))
