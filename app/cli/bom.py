"""`steelyard bom MODEL ... -o DIR`: the component table, marks, and the bill in total and per base."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.idle import idle
from app.cli.shared import (
    answer,
    exit_code,
    findings_options,
    model_argument,
)
from app.usecases import Opened, open_models
from components.bom.lists import summary
from components.exports.target import check_folder
from components.findings import Finding
from components.model import SETTLEMENT_RULES, Overrides, Settings
from components.units import KG_PER_TONNE
from components.words import say

FORMATS = ("csv", "xlsx", "pdf")
MARKS = ("keep", "number", "model")
"""As `app.bill_table.FORMATS` and `components.bom.rules.MODES`; told here so that the help needs no bill."""
_OF_MARKS = ("--marks", "--marks-rules", "--previous", "--template", "--bases")
"""What has no effect on the component table alone."""


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    model_argument(parser, lang, several=True)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help=say("cli.output", lang)
    )
    parser.add_argument(
        "--format",
        default=",".join(FORMATS),
        metavar="LIST",
        type=lambda text: _formats(text, lang),
        help=say("cli.format", lang),
    )
    parser.add_argument("--lists", choices=("all", "table"), default="all", help=say("cli.lists", lang))
    parser.add_argument(
        "--duplicates", choices=("keep", "drop"), default="keep", help=say("cli.duplicates", lang)
    )
    parser.add_argument(
        "--settlement",
        choices=SETTLEMENT_RULES,
        default=SETTLEMENT_RULES[0],
        help=say("cli.settlement", lang),
    )
    parser.add_argument(
        "--paint-deduction", type=lambda text: _share(text, lang), default=0.0, metavar="PERCENT",
        help=say("cli.paint_deduction", lang),
    )  # fmt: skip
    parser.add_argument("--marks", choices=MARKS, help=say("cli.marks", lang))
    for name, code in (
        ("--marks-rules", "cli.marks_rules"),
        ("--previous", "cli.previous"),
        ("--template", "cli.template"),
        ("--bases", "cli.bases"),
    ):
        parser.add_argument(name, type=Path, metavar="FILE", help=say(code, lang))
    findings_options(parser, lang)


def _formats(text: str, lang: str) -> tuple[str, ...]:
    wanted = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    unknown = [w for w in wanted if w not in FORMATS]
    if unknown or not wanted:
        known = {"value": text, "formats": ", ".join(FORMATS)}
        raise argparse.ArgumentTypeError(say("cli.format_wrong", lang, known))
    return wanted


def _share(text: str, lang: str) -> float:
    """Per cent as a share. A percentage beyond its bounds is refused."""
    try:
        share = float(text) / 100.0
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        raise argparse.ArgumentTypeError(say("cli.share_wrong", lang, {"value": text}))
    return share


def run(options: argparse.Namespace) -> int:
    """Read, take off, write."""
    formats = _formats(options.format, options.lang) if isinstance(options.format, str) else options.format
    overrides = Overrides(
        settings=Settings(
            duplicates=options.duplicates,
            settlement_rule=options.settlement,
            paint_deduction=options.paint_deduction,
        )
    )
    idle(options, _OF_MARKS, "--lists table", options.lists == "table")
    check_folder(options.output)
    if options.lists == "table":
        opened = open_models(options.model, overrides)
        from app.bill_table import write_table

        written, odd = write_table(opened.model, options.output, options.lang, formats)
        told = [_table_words(opened, options.lang)]
    else:
        opened, written, odd, told = _whole(options, overrides, formats)
    findings = (*opened.model.findings, *odd)
    answer(
        options,
        findings,
        written,
        lambda: {"summary": summary(opened.model.components)},
        lambda: print("\n".join(told)),
    )
    return exit_code(findings, options.fail_on)


def _whole(
    options: argparse.Namespace, overrides: Overrides, formats: tuple[str, ...]
) -> tuple[Opened, list[Path], tuple[Finding, ...], list[str]]:
    """The bill with its marks, assemblies and lists, and what it comes to."""
    from app.bills import in_short, make_issue, plan_of, write_issue

    plan = plan_of(
        options.marks or MARKS[0], options.marks_rules, options.template, options.bases, options.previous
    )
    opened = open_models(options.model, overrides)
    issue = make_issue(opened.facts, opened.model, plan)
    written, odd = write_issue(issue, options.output, options.lang, formats)
    return opened, written, (*issue.findings, *odd), in_short(issue, options.lang)


def _table_words(opened: Opened, lang: str) -> str:
    figures = summary(opened.model.components)
    masses = {k: f"{figures[f'{k}_mass_kg'] / KG_PER_TONNE:,.3f}" for k in ("net", "order")}
    said = say("cli.table_words", lang, {"pieces": figures["steel_pieces"], **masses})
    lost = figures["unmeasured"]
    return said + (say("bom.in_all_lost", lang, {"count": lost}) if lost else "")
