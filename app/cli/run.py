"""`steelyard run MODEL -o DIR`: all there is, in every format and both languages."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.bills import FORMATS, in_short, make_issue, plan_of, write_issue
from app.checking import check_model, checkable, view_of, write_check
from app.cli.shared import (
    answer,
    exit_code,
    findings_options,
    model_argument,
    typed,
)
from app.rating import Rated, rate
from app.rating_files import write_rate
from app.usecases import Opened, open_model
from components.bom.lists import summary
from components.checks import outcome
from components.exports.target import check_folder
from components.findings import WARNING, Finding, Refusal
from components.rates.banner import figure
from components.rates.wording import text
from components.words import LANGUAGES, say


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    model_argument(parser, lang)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help=say("cli.output", lang)
    )
    findings_options(parser, lang)


def run(options: argparse.Namespace) -> int:
    """Read once; the bill, the rates and the member check, a folder per language."""
    check_folder(options.output)
    opened = open_model(options.model)
    issue = make_issue(opened.facts, opened.model, plan_of())
    view, said = view_of(opened.facts.analysis)
    model, alone = checkable(opened.facts, opened.model)
    checked = check_model(model, view=view)
    findings = [*opened.model.findings, *issue.findings, *alone, *said, *checked.findings]
    rated = _rated(opened, findings)
    written: list[Path] = []
    for lang in LANGUAGES:
        folder = options.output / lang
        parts = [write_issue(issue, folder, lang, FORMATS), write_check(checked, folder, lang)]
        if rated is not None:
            parts.append(write_rate(rated, folder, lang))
        for files, odd in parts:
            written += files
            findings += odd if lang == options.lang else ()
    report = outcome.summary(checked.checked)

    def lines() -> None:
        for line in in_short(issue, options.lang):
            print(line)
        _print_rates(rated, options)
        verdicts = (
            f"{say(f'gb50017.verdict_{v}', options.lang)} {n}" for v, n in report["verdicts"].items() if n
        )
        joint = "，" if options.lang == "zh" else ", "
        print(
            say(
                "cli.run_checks",
                options.lang,
                {"count": report["members"], "verdicts": joint.join(verdicts) or "—"},
            )
        )
        if not report["with_forces"]:
            print(say("checks.told_no_forces", options.lang))

    answer(options, findings, written, lambda: {"summary": summary(opened.model.components)}, lines)
    return exit_code(findings, options.fail_on)


def _print_rates(rated: Rated | None, options: argparse.Namespace) -> None:
    """The three rates, each by its name, and how to answer what is open."""
    if rated is None:
        return
    for gauge in rated.gauges:
        print(f"{text(gauge.name, options.lang)}  {figure(gauge, options.lang)}")
    if open_ := len(rated.assembly.questions):
        args = {"count": open_, "model": typed(options.model), "folder": typed(options.output)}
        print(say("cli.run_questions", options.lang, args))


def _rated(opened: Opened, findings: list[Finding]) -> Rated | None:
    """The rates without answers; a model they refuse still gets its bill, with the reason among the findings."""
    try:
        rated = rate(opened)
    except Refusal as refused:
        findings.append(Finding(refused.code, WARNING, (), refused.arguments))
        return None
    findings += rated.findings
    return rated
