"""`steelyard audit MODEL -o DIR`: the rating as a package that others can verify."""

from __future__ import annotations

import argparse
import dataclasses
import getpass
import os
import sys
from pathlib import Path

from app import project as pj
from app.auditing import PASSWORD_VARIABLE, Form, audit, inputs_from, key_from
from app.cli.idle import needs
from app.cli.shared import exit_code, findings_options, model_argument, print_findings, print_json, told
from components.audit.keys import SigningKey
from components.audit.refusals import KeyRefused
from components.reading import read_file, reason
from components.words import say


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    model_argument(parser, lang)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help=say("cli.audit_output", lang)
    )
    parser.add_argument("--book", action="append", default=[], metavar="FILE", help=say("cli.book", lang))
    parser.add_argument("--answers", type=Path, metavar="FILE", help=say("cli.answers", lang))
    parser.add_argument("--project", type=Path, metavar="FILE", help=say("cli.audit_project", lang))
    parser.add_argument("--zip", action="store_true", help=say("cli.audit_zip", lang))
    parser.add_argument("--replace", action="store_true", help=say("cli.audit_replace", lang))
    parser.add_argument("--with-model", action="store_true", help=say("cli.audit_with_model", lang))
    key_options(parser, lang, required=False)
    findings_options(parser, lang)


def key_options(parser: argparse.ArgumentParser, lang: str, required: bool) -> None:
    """The key that signs, and where its password is: never an argument, which every user of the machine could read."""
    parser.add_argument(
        "--sign",
        type=Path,
        required=required,
        metavar="KEY.p12",
        help=say("cli.review_sign" if required else "cli.audit_sign", lang),
    )
    parser.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help=say("cli.audit_password_file", lang, {"variable": PASSWORD_VARIABLE}),
    )


def key_of(options: argparse.Namespace) -> SigningKey | None:
    """The key, its password from a file, the environment or, on a terminal, asked for. KeyRefused."""
    if options.sign is None:
        return None
    password = None
    if options.password_file is not None:
        try:
            password = read_file(options.password_file).decode("utf-8").splitlines()[0]
        except IndexError:
            password = ""
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else str(error)
            raise KeyRefused("audit.password_file", file=str(options.password_file), reason=why) from error
    elif PASSWORD_VARIABLE not in os.environ and sys.stdin.isatty():
        password = getpass.getpass(
            say("audit.password_for", options.lang, {"file": options.sign.name}), stream=sys.stderr
        )
    try:
        return key_from(options.sign, password)
    except KeyRefused as refused:
        if refused.code != "audit.key_password" or password is not None or PASSWORD_VARIABLE in os.environ:
            raise
        args = {"file": options.sign.name, "variable": PASSWORD_VARIABLE}
        raise KeyRefused("audit.key_password_missing", **args) from None


def run(options: argparse.Namespace) -> int:
    """Rate, write the package, say what it is."""
    zipped = options.zip or options.output.suffix.lower() == ".zip"
    needs(options, ("--password-file",), "--sign", options.sign is not None)
    needs(options, ("--replace",), "--zip", zipped)
    key = key_of(options)
    project = pj.read(options.project) if options.project is not None else None
    sha256 = pj.file_sha256(options.model) if project is not None else ""
    inputs = inputs_from(options.book, options.answers, project, sha256)
    target = options.output
    if zipped and target.suffix.lower() != ".zip":
        target = target.with_name(target.name + ".zip")
    form = Form(options.lang, zipped, options.with_model, options.replace)
    made = audit(options.model, inputs, target, form, key)
    findings = made.rated.findings
    if options.json:
        headline = dataclasses.asdict(made.headline)
        print_json({"package": str(made.path), **headline, "findings": told(findings, options.lang)})
    else:
        h = made.headline
        print(say("audit.made", options.lang, {"path": made.path}))
        print(say("audit.made_id", options.lang, {"id": h.id, "hash": h.hash}))
        code = "audit.made_signed" if key is not None else "audit.made_unsigned"
        print(say(code, options.lang, {"name": h.signed_by}))
        print_findings(findings, options.lang)
    return exit_code(findings, options.fail_on)
