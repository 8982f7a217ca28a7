"""`steelyard rate MODEL`: the three rates, each with its lines; the calculation sheet where a folder is given."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from app.cli.idle import idle
from app.cli.shared import answer, exit_code, findings_options
from app.rating import Rated, answers_in, books_of, rate, write_template
from app.usecases import open_model
from components.exports.target import check_folder
from components.rates.banner import figure
from components.rates.gauges import Gauge
from components.rates.result import RateResult
from components.rates.told import reach_lines
from components.rates.wording import text
from components.words import say

_SIGN = {"met": "√", "missed": "×", "not_known": "?"}


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    parser.add_argument("model", type=Path, nargs="?", metavar="MODEL", help=say("cli.rate_model", lang))
    parser.add_argument("--book", action="append", default=[], metavar="FILE", help=say("cli.book", lang))
    parser.add_argument("--answers", type=Path, metavar="FILE", help=say("cli.answers", lang))
    parser.add_argument("--template", type=Path, metavar="FILE", help=say("cli.template_answers", lang))
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help=say("cli.output", lang))
    findings_options(parser, lang)


def run(options: argparse.Namespace) -> int:
    """Rate and tell; write where a folder is given."""
    idle(options, ("--answers", "--output", "--json"), "--template", options.template is not None)
    idle(options, ("MODEL",), "--template", options.template is not None)
    if options.output is not None:
        check_folder(options.output)
    books = books_of(options.book)
    if options.template is not None:
        print(write_template(options.template, books))
        return 0
    if options.model is None and options.answers is None:
        print(say("cli.rate_nothing", options.lang), file=sys.stderr)
        return 2
    answers = answers_in(options.answers, books)
    opened = open_model(options.model) if options.model is not None else None
    rated = rate(opened, books, answers)
    files: list[Path] = []
    findings = rated.findings
    if options.output is not None:
        from app.rating_files import write_rate

        files, odd = write_rate(rated, options.output, options.lang)
        findings = (*findings, *odd)
    lang = options.lang
    answer(options, findings, files, lambda: describe(rated, lang), lambda: _print(rated, lang))
    return exit_code(findings, options.fail_on)


def _print(rated: Rated, lang: str) -> None:
    """The three rates first, then what the assembly rate is made of, then what is still open."""
    for gauge in rated.gauges:
        print(f"{text(gauge.name, lang)}  {figure(gauge, lang)}")
        for mark in gauge.marks:
            print(f"  {_SIGN.get(mark.state, '·')} {text(mark.title, lang)}  {text(mark.text, lang)}")
        for line in gauge.told:
            print(f"    {text(line, lang)}")
    for result in rated.results:
        print()
        for line in result.lines:
            print(text(line, lang))
        _print_items(result, lang)
    for question in rated.assembly.questions:
        print(f"? {text(question, lang)}")
    for reach in rated.reaches:
        for line in reach_lines(rated.assembly, reach):
            print(f"→ {text(line, lang)}")


def _print_items(result: RateResult, lang: str) -> None:
    for r in result.items:
        ratio = f"{r.ratio_percent:9.3f} %" if r.ratio_percent is not None else f"{'-':>11}"
        points = f"{r.points:.1f}" if r.points == r.points_high else f"{r.points:.1f} – {r.points_high:.1f}"
        key = r.item.key if r.item.key != r.item.measure else ""
        print(f"  {key:<7}{ratio}  {points:>11} / {r.item.full:g}  {r.item.name.of(lang)}")


def describe(rated: Rated, lang: str) -> dict[str, Any]:
    """A rating as plain values."""
    measured = rated.measured
    return {
        "rates": [_gauge(g, lang) for g in rated.gauges],
        "books": [_book(r, lang) for r in rated.results],
        "measures": {
            key: {
                "part": m.part,
                "total": m.total,
                "unit": m.unit,
                "undecided": m.undecided,
                "unmeasured": m.unmeasured,
            }
            for key, m in (measured.measures.items() if measured else ())
        },
        "floor_area_m2": measured.floor_area_m2 if measured else None,
        "questions": [text(q, lang) for q in rated.assembly.questions],
        "reach": [text(line, lang) for r in rated.reaches for line in reach_lines(rated.assembly, r)],
    }


def _gauge(gauge: Gauge, lang: str) -> dict[str, Any]:
    return {
        "rate": gauge.rate,
        "state": gauge.state,
        "low_percent": gauge.low,
        "high_percent": gauge.high,
        "headline": text(gauge.headline, lang),
        "beside": [text(b, lang) for b in gauge.beside],
        "lines": [
            {
                "role": m.role, "percent": m.percent, "state": m.state, "margin": m.margin,
                "title": text(m.title, lang), "text": text(m.text, lang),
            }
            for m in gauge.marks
        ],
    }  # fmt: skip


def _book(result: RateResult, lang: str) -> dict[str, Any]:
    return {
        "book": result.book.key, "edition": result.book.edition, "rate": result.book.rate,
        "rate_percent": result.rate_percent, "low_percent": result.rate_low, "high_percent": result.rate_high,
        "unrounded_low_percent": result.rate_unrounded_low, "unrounded_high_percent": result.rate_unrounded_high,
        "complete": result.complete, "recognised": result.recognised, "grade": result.grade.key,
        "groups": {g.key: {"points": g.points, "points_high": g.points_high} for g in result.groups}, "Q4": result.Q4,
        "lines": [text(line, lang) for line in result.lines],
        "items": [
            {
                "item": r.item.key, "measure": r.measure_key, "state": r.state, "ratio_percent": r.ratio_percent,
                "points": r.points, "points_high": r.points_high, "full": r.item.full,
                "reason": text(r.reason, lang) if r.reason else None,
            }
            for r in result.items
        ],
    }  # fmt: skip
