"""`steelyard verify PACKAGE [MODEL]`: three plain answers on one screen. Exit 0: all three good; 1: not; 2: refused."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from app.cli.folded import folded
from app.cli.shared import print_json
from app.verdict import QUESTIONS, review_line, shown
from app.verdict_words import paragraphs
from app.verifying import Verdict, verify
from components.audit.canonical import plain
from components.audit.register import read_register
from components.audit.trust import read_trusted
from components.rates.wording import text
from components.words import say

MOST = 8
"""Lines told beneath one answer."""
_WORDS = {True: "good", False: "bad", None: "open"}


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    parser.add_argument("package", type=Path, metavar="PACKAGE", help=say("cli.package", lang))
    parser.add_argument("model", type=Path, nargs="?", metavar="MODEL", help=say("cli.verify_model", lang))
    parser.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="CERT.pem", help=say("cli.trust", lang)
    )
    parser.add_argument("--register", type=Path, metavar="FILE", help=say("cli.register", lang))
    parser.add_argument("--json", action="store_true", help=say("cli.json", lang))


def run(options: argparse.Namespace) -> int:
    """Verify and tell."""
    register = read_register(options.register) if options.register is not None else ()
    verdict = verify(options.package, options.model, read_trusted(options.trust), register)
    if options.json:
        print_json(describe(verdict, options.lang))
    else:
        for line in screen(verdict, options.lang):
            print(line)
    return 0 if verdict.good else 1


def screen(verdict: Verdict, lang: str) -> list[str]:
    """The verdict as lines of a terminal, none wider than WIDTH columns."""
    lines: list[str] = []
    for indent, words in paragraphs(verdict, lang, MOST):
        lines += folded(words, "    ", "    " * indent)
    return lines


def describe(verdict: Verdict, lang: str) -> dict[str, Any]:
    """A verdict as plain values."""
    return {
        "package": verdict.file,
        "good": verdict.good,
        **{
            name: {
                "state": a.state, "answer": _WORDS[a.good], "headline": text(a.headline, lang),
                "lines": [text(line, lang) for line in a.lines],
            }
            for name, a in zip(QUESTIONS, verdict.answers, strict=True)
        },
        "reviews": [
            {
                "number": r.number, "state": r.state, "verdict": r.verdict, "remarks": r.remarks, "name": r.name,
                "signed_at": plain(r.at), "registered": r.registered is not None,
                "trust": shown(r.trust and r.trust.state),
                "line": text(review_line(r), lang),
            }
            for r in verdict.reviews
        ],
        "headline": None if verdict.headline is None else plain(dataclasses.asdict(verdict.headline)),
    }  # fmt: skip
