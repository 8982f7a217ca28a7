"""`steelyard reviewer add|list --register FILE`: who may review, and with which certificate."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from app.cli.shared import print_json
from components.audit import register
from components.words import LANGUAGES, say


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    deeds = parser.add_subparsers(dest="deed", metavar="add|list", required=True)
    add = deeds.add_parser(
        "add", help=say("cli.reviewer_add", lang), description=say("cli.reviewer_add", lang)
    )
    told = deeds.add_parser(
        "list", help=say("cli.reviewer_list", lang), description=say("cli.reviewer_list", lang)
    )
    for one in (add, told):
        one.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=say("cli.lang", lang))
        one.add_argument(
            "--register", type=Path, required=True, metavar="FILE", help=say("cli.register", lang)
        )
    add.add_argument(
        "--certificate",
        type=Path,
        required=True,
        metavar="CERT.pem",
        help=say("cli.reviewer_certificate", lang),
    )
    add.add_argument("--field", required=True, help=say("cli.reviewer_field", lang))
    add.add_argument("--name", default="", help=say("cli.reviewer_name", lang))
    add.add_argument("--organisation", default="", help=say("cli.reviewer_organisation", lang))
    told.add_argument("--json", action="store_true", help=say("cli.json", lang))


def run(options: argparse.Namespace) -> int:
    """Add or list."""
    if options.deed == "add":
        new = register.add(
            options.register, options.certificate, options.field, options.name, options.organisation
        )
        print(say("audit.reviewer_added", options.lang, dataclasses.asdict(new)))
        return 0
    known = register.read_register(options.register)
    if options.json:
        print_json({"reviewers": [dataclasses.asdict(r) for r in known]})
        return 0
    for r in known:
        print(f"{r.name}  {r.field}  {r.organisation}  {r.fingerprint}")
    if not known:
        print(say("audit.no_reviewers", options.lang))
    return 0
