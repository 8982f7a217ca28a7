"""Every sentence and header a user reads, as a code with arguments, in Chinese and English.

A code is `<file>.<key>`, found in `words/zh/<file>.toml` and `words/en/<file>.toml`; a file is read when it is
first asked for. Arguments stand in braces: `{file}`, `{count}`; `{count?row|rows}` is the first word where the
argument is 1, else the second.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).parent
_LONGEST = 400
"""Signs of one argument of a sentence; a name may be as long as a file system allows, and a file may hold anything."""
_EITHER = re.compile(r"\{(\w+)\?([^|{}]*)\|([^|{}]*)\}")
_STEERING = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@cache
def table(lang: str, room: str) -> dict[str, str]:
    """All words of one file as {key: sentence}; KeyError where there is no such file."""
    path = FOLDER / lang / f"{room}.toml"
    if not path.is_file():
        raise KeyError(f"no words/{lang}/{room}.toml")
    return {k: str(v) for k, v in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def say(code: str, lang: str, args: Mapping[str, Any] | None = None) -> str:
    """The sentence of a code in a language, its arguments filled in; one that differs by language comes as a mapping.

    KeyError where the code is unknown: a missing word is our fault and a test catches it.
    """
    room, _, key = code.partition(".")
    sentence = table(lang, room)[key]
    if "|" in sentence and args:
        sentence = _EITHER.sub(lambda m: m[2] if str(args[m[1]]) == "1" else m[3], sentence)
    return sentence.format_map({k: _tame(v, lang) for k, v in args.items()} if args else {})


class Phrase(str):
    """An argument of a sentence that is itself a code of ours; as plain text it is English."""

    code: str

    def __new__(cls, code: str) -> Phrase:
        made = super().__new__(cls, say(code, "en"))
        made.code = code
        return made

    def __getnewargs__(self) -> tuple[str]:  # it travels between processes by its code
        return (self.code,)


class Told(str):
    """A sentence of ours as part of another: its own arguments are tamed already, and it is never cut."""


def _tame(value: Any, lang: str) -> Any:
    """Words of a file as part of a sentence: on one line, without signs that steer a terminal, and no novel."""
    if isinstance(value, Phrase):
        return say(value.code, lang)
    if isinstance(value, Mapping):
        value = value.get(lang, str(value))
    if not isinstance(value, str) or isinstance(value, Told):
        return value
    if len(value) > _LONGEST:
        value = f"{value[: _LONGEST // 2]}…{value[-_LONGEST // 4 :]}"
    return _STEERING.sub(lambda m: m.group().encode("unicode_escape").decode("ascii"), value)
