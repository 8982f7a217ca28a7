"""The commands and what they share: language, JSON, findings level, refusals as sentences."""

from __future__ import annotations

import argparse
import gc
import importlib
import locale
import os
import sys
import warnings
from collections.abc import Sequence

# Our arrays are long and thin: threads of the linear algebra library only spin, and each costs its start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from app.cli.spoken import Parser, speak
from components.findings import Refusal
from components.words import LANGUAGES, say

COMMANDS = (
    "info", "bom", "rate", "run", "sections", "member", "check", "audit", "verify", "review", "reviewer", "portfolio",
    "gui",
)  # fmt: skip
"""Each is a module of this package with `arguments(parser, lang)` and `run(options) -> int`."""
DONE, WITH_FINDINGS, REFUSED = 0, 1, 2


def language() -> str:
    """STEELYARD_LANG, else the system's language: Chinese, or English for the rest."""
    told = os.environ.get("STEELYARD_LANG", "").lower()[:2]
    if told in LANGUAGES:
        return told
    system = next((v for k in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(k))), "") or (
        locale.getlocale()[0] or ""
    )
    return "zh" if system.lower().startswith(("zh", "chinese")) else "en"


class _Version(argparse.Action):
    """`--version`; argparse's own action wants the words of every run, and finding them costs 20 ms."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"steelyard {version()}")
        parser.exit()


def parser(lang: str, only: str | None = None) -> argparse.ArgumentParser:
    """The whole command line; `only` loads the options of one command, the rest keep their help line."""
    top = Parser(prog="steelyard", description=say("cli.about", lang), add_help=True)
    top.add_argument("--lang", choices=LANGUAGES, default=lang, help=say("cli.lang", lang))
    top.add_argument("--version", action=_Version, nargs=0, help=say("parser.version", lang))
    commands = top.add_subparsers(dest="command", metavar=say("cli.command", lang), required=True)
    for name in COMMANDS:
        one = commands.add_parser(name, help=say(f"cli.{name}", lang), description=say(f"cli.{name}", lang))
        if name != only:
            continue
        one.add_argument("--lang", choices=LANGUAGES, default=lang, help=say("cli.lang", lang))
        importlib.import_module(f"app.cli.{name}").arguments(one, lang)
    return top


def version() -> str:
    """The version of the installed distribution."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("steelyard")
    except PackageNotFoundError:
        return "0"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Refusals are one sentence on stderr and exit 2; our own faults keep their traceback."""
    # What a command makes it mostly keeps: to look for garbage every 700 objects is a thirtieth of its time.
    gc.set_threshold(50_000)
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    lang = language()
    for i, word in enumerate(words):
        if word == "--lang" and i + 1 < len(words) and words[i + 1] in LANGUAGES:
            lang = words[i + 1]
        elif word.startswith("--lang=") and word[7:] in LANGUAGES:
            lang = word[7:]
    command = next((w for w in words if w in COMMANDS), None)
    # numpy tells of every division by zero in a model's figures; what comes of them is looked at where they are used.
    warnings.simplefilter("ignore", RuntimeWarning)
    speak(lang)
    Parser.lang, Parser.asked, Parser.command = lang, tuple(words), command
    options = parser(lang, command).parse_args(words)
    try:
        code = int(importlib.import_module(f"app.cli.{options.command}").run(options))
        if sys.stdout is not None:
            sys.stdout.flush()  # a reader that has gone is met here, not at the interpreter's end
        return code
    except Refusal as refused:
        print(say(refused.code, lang, refused.arguments), file=sys.stderr)
        return REFUSED
    except MemoryError:
        print(say("cli.no_memory", lang), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(say("cli.cancelled", lang), file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
