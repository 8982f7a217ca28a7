"""What argparse itself says, in the language of the run: headings of the help, and what is wrong with a command line.

argparse asks gettext for them by their English wording. `words/en/parser.toml` holds that wording, and the file beside
it what stands for it; what argparse may say beyond (only to those who write a parser) stays as it is.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from app.cli.folded import folded
from components.words import say, table


def speak(lang: str) -> None:
    """Let every parser of this process speak `lang` from now on."""
    own = dict(zip(table("en", "parser").values(), table(lang, "parser").values(), strict=True))

    def said(message: str) -> str:
        return own.get(message, message)

    def counted(one: str, several: str, count: int) -> str:
        return said(one if count == 1 else several)

    vars(argparse).update({"_": said, "ngettext": counted})


class Help(argparse.HelpFormatter):
    """Help in columns, wide signs counting two, and each command on the line of what it does."""

    def add_argument(self, action: argparse.Action) -> None:
        """As argparse, which forgets that commands are set in."""
        super().add_argument(action)
        if action.help is not argparse.SUPPRESS:
            for one in self._iter_indented_subactions(action):
                wide = len(self._format_action_invocation(one)) + self._current_indent
                self._action_max_length = max(self._action_max_length, wide)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return folded(" ".join(text.split()), width=width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(folded(" ".join(text.split()), indent, indent, width))


class Parser(argparse.ArgumentParser):
    """A parser that refuses in one sentence, with what was meant where that is near, and where to read on."""

    lang = "en"
    asked: tuple[str, ...] = ()
    """The words of the command line."""
    command: str | None = None

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **{"formatter_class": Help, **more})  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Exit 2."""
        program = self.prog.split()[0]
        whose = self.prog if self.prog != program or self.command is None else f"{program} {self.command}"
        lines = [say("parser.error", self.lang).rstrip() % {"prog": whose, "message": message}]
        if near := self._meant(message):
            lines.append(say("cli.meant", self.lang, {"word": near}))
        lines.append(say("cli.see_help", self.lang, {"program": whose}))
        self.exit(2, "\n".join(lines) + "\n")

    def _meant(self, message: str) -> str | None:
        """The nearest command or option to a word that is neither."""
        from difflib import get_close_matches

        known = self._words()
        for word in self.asked:
            stem = word.split("=")[0]
            if stem not in known and ((stem.startswith("--") and stem in message) or repr(word) in message):
                near = get_close_matches(stem, sorted(known), 1, 0.6)
                if near:
                    return near[0]
        return None

    def _words(self) -> set[str]:
        words = set(self._option_string_actions)
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                parsers: Sequence[tuple[str, Parser]] = tuple(action.choices.items())
                for name, one in parsers:
                    words |= {name} | (one._words() if name == self.command else set())
        return words
