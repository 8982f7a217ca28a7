"""`steelyard review PACKAGE --sign KEY`: a reviewer's signed statement, beside the first signature."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.audit import key_of, key_options
from app.verifying import review
from components.audit.reviews import ACCEPTED, RETURNED
from components.words import say


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    parser.add_argument("package", type=Path, metavar="PACKAGE", help=say("cli.package", lang))
    verdict = parser.add_mutually_exclusive_group(required=True)
    verdict.add_argument("--accepted", action="store_true", help=say("cli.review_accepted", lang))
    verdict.add_argument("--returned", metavar="REMARKS", help=say("cli.review_returned", lang))
    key_options(parser, lang, required=True)


def run(options: argparse.Namespace) -> int:
    """Sign and say so."""
    key = key_of(options)
    assert key is not None  # --sign is required
    verdict = ACCEPTED if options.accepted else RETURNED
    number = review(options.package, key, verdict, options.returned or "")
    print(say("audit.reviewed", options.lang, {"number": number, "path": options.package}))
    return 0
