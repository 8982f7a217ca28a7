"""`steelyard bom MODEL -o DIR`: the component table and the bill."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.shared import exit_code, findings_options, model_argument, print_findings, print_json, told
from app.usecases import FORMATS, open_model, write_bill
from components.bom.lists import summary
from components.words import say


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    model_argument(parser, lang)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help=say("cli.output", lang)
    )
    parser.add_argument(
        "--format", default=",".join(FORMATS), metavar="LIST", type=_formats, help=say("cli.format", lang)
    )
    findings_options(parser, lang)


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    unknown = [w for w in wanted if w not in FORMATS]
    if unknown or not wanted:
        raise argparse.ArgumentTypeError(f"{text!r}: {', '.join(FORMATS)}")
    return wanted


def run(options: argparse.Namespace) -> int:
    """Read, take off, write."""
    formats = _formats(options.format) if isinstance(options.format, str) else options.format
    opened = open_model(options.model)
    written, odd = write_bill(opened.model, options.output, options.lang, formats)
    findings = (*opened.model.findings, *odd)
    if options.json:
        print_json(
            {
                "files": [str(p) for p in written],
                "summary": summary(opened.model.components),
                "findings": told(findings, options.lang),
            }
        )
    else:
        for path in written:
            print(path)
        print_findings(findings, options.lang)
    return exit_code(findings, options.fail_on)
