"""`steelyard run MODEL -o DIR`: all there is, in every format and both languages."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.bills import make_issue, plan_of, write_issue
from app.cli.shared import exit_code, findings_options, model_argument, print_findings, print_json, told
from app.usecases import FORMATS, open_model
from components.bom.lists import summary
from components.words import LANGUAGES, say


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    model_argument(parser, lang)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help=say("cli.output", lang)
    )
    findings_options(parser, lang)


def run(options: argparse.Namespace) -> int:
    """Read once, write a folder per language."""
    opened = open_model(options.model)
    written: list[Path] = []
    issue = make_issue(opened.facts, opened.model, plan_of())
    findings = [*opened.model.findings, *issue.findings]
    for lang in LANGUAGES:
        files, odd = write_issue(issue, options.output / lang, lang, FORMATS)
        written += files
        if lang == options.lang:
            findings += odd
    if options.json:
        report = {"files": [str(p) for p in written], "summary": summary(opened.model.components)}
        print_json(report | {"findings": told(findings, options.lang)})
    else:
        for path in written:
            print(path)
        print_findings(findings, options.lang)
    return exit_code(findings, options.fail_on)
