"""`steelyard verify PACKAGE [MODEL]`: three plain answers on one screen. Exit 0: all three good; 1: not; 2: refused."""

from __future__ import annotations

import argparse
import dataclasses
import textwrap
from pathlib import Path
from typing import Any

from app.cli.shared import print_json
from app.verdict import QUESTIONS, Answer, review_line, shown
from app.verifying import Verdict, verify
from components.audit.canonical import plain
from components.audit.register import read_register
from components.audit.trust import read_trusted
from components.exports.cells import columns_wide
from components.rates.wording import text
from components.words import say

WIDTH, MOST = 78, 8
"""Columns of a narrow terminal, and lines told beneath one answer."""
_SIGN = {True: "√", False: "×", None: "?"}
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
    lines = folded(say("audit.title", lang, {"file": verdict.file}), "")
    if verdict.headline is not None:
        lines += folded(about(verdict, lang), "")
    for number, (name, answer) in enumerate(zip(QUESTIONS, verdict.answers, strict=True), 1):
        lines += ["", *_answer(number, say(f"audit.question_{name}", lang), answer, lang)]
    if verdict.reviews:
        lines += ["", say("audit.reviews", lang)]
        for review in verdict.reviews:
            lines += folded(text(review_line(review), lang), "   ")
    return [*lines, "", say("audit.all_good" if verdict.good else "audit.not_all_good", lang)]


def about(verdict: Verdict, lang: str) -> str:
    """What the package is about, in one line; empty where its manifest cannot be read."""
    h = verdict.headline
    if h is None:
        return ""
    rate = (
        f"{h.P_low_percent:g} %"
        if h.P_percent is not None
        else f"{h.P_low_percent:g} – {h.P_high_percent:g} %"
    )
    args = {
        "project": h.project or say("audit.no_project", lang),
        "id": h.id,
        "P": rate,
        "model": h.model_name,
    }
    return say("audit.about_package", lang, args)


def _answer(number: int, question: str, answer: Answer, lang: str) -> list[str]:
    head = f"{number} {_SIGN[answer.good]} "
    lines = folded(f"{question} {text(answer.headline, lang)}", "    ", head)
    for sentence in answer.lines[:MOST]:
        lines += folded(text(sentence, lang), "    ")
    if len(answer.lines) > MOST:
        lines += folded(say("audit.and_more", lang, {"count": len(answer.lines) - MOST}), "    ")
    return lines


def folded(words: str, indent: str, first: str = "") -> list[str]:
    """Words in lines of at most WIDTH columns, wide signs counting two; a word is broken only where it must be."""
    lines, line = [], first or indent
    start = line
    for piece in _pieces(words):
        if columns_wide(line + piece.rstrip()) > WIDTH and line != start:
            lines.append(line.rstrip())
            line = start = indent
            piece = piece.lstrip()
        line += piece
    return [*lines, line.rstrip()]


def _pieces(words: str) -> list[str]:
    """Where a line may break: after spaces, and around each wide sign, but not before a closing mark."""
    pieces: list[str] = []
    for chunk in textwrap.TextWrapper(break_long_words=False)._split(words):
        for sign in chunk if not chunk.isascii() else [chunk]:
            stays = pieces and (
                sign in "，。；：、）”）！？…%" or (sign.isascii() and pieces[-1][-1:].isascii())
            )
            opened = pieces and pieces[-1][-1:] in "（“"
            if (stays and sign != " ") or opened:
                pieces[-1] += sign
            else:
                pieces.append(sign)
    return pieces


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
