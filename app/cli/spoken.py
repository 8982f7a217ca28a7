"""What argparse itself says, in the language of the run: headings of the help, and what is wrong with a command line.

argparse asks gettext for them by their English wording. `words/en/parser.toml` holds that wording, and the file beside
it what stands for it; what argparse may say beyond (only to those who write a parser) stays as it is.
"""

from __future__ import annotations

import argparse

from components.words import table


def speak(lang: str) -> None:
    """Let every parser of this process speak `lang` from now on."""
    own = dict(zip(table("en", "parser").values(), table(lang, "parser").values(), strict=True))

    def said(message: str) -> str:
        return own.get(message, message)

    def counted(one: str, several: str, count: int) -> str:
        return said(one if count == 1 else several)

    vars(argparse).update({"_": said, "ngettext": counted})
