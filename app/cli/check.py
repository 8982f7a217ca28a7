"""`steelyard check MODEL [--forces F] [-o DIR]`: the steel members of a model by GB 50017."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.checking import check_model, checkable, steps_of, suggest, view_of, write_check
from app.cli.idle import idle, needs
from app.cli.member import settings_of
from app.cli.shared import (
    answer,
    exit_code,
    findings_options,
    model_argument,
)
from app.usecases import Opened, open_model
from components.analysis import AnalysisView
from components.checks import outcome
from components.checks.suggest import Suggestions
from components.exports import json
from components.exports.target import check_folder, write_bytes
from components.findings import ERROR, Finding
from components.imports.decisions_table import read_decisions
from components.imports.forces import declarations, layouts, read_forces
from components.imports.forces_columns import columns_of, columns_toml
from components.model import Override
from components.words import say

SHEETS = 10
MODEL, NONE = "model", "none"
"""Words for `--forces`: the results the model itself holds, and no forces at all."""


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    model_argument(parser, lang)
    parser.add_argument("--forces", type=Path, metavar="FILE", help=say("checks.cli_forces", lang))
    parser.add_argument(
        "--combinations", type=Path, metavar="FILE", help=say("checks.cli_combinations", lang)
    )
    names = [str(f["name"]) for f in layouts()]
    parser.add_argument("--layout", choices=names, help=say("checks.cli_layout", lang))
    parser.add_argument(
        "--map", nargs="+", default=[], metavar="FIELD=HEADER", help=say("checks.cli_map", lang)
    )
    parser.add_argument(
        "--set", nargs="+", default=[], metavar="NAME=VALUE", help=say("checks.cli_set", lang)
    )
    parser.add_argument("--overrides", type=Path, metavar="FILE", help=say("checks.cli_overrides", lang))
    parser.add_argument("--suggest", action="store_true", help=say("checks.cli_suggest", lang))
    parser.add_argument("--sheets", type=int, metavar="N", help=say("checks.cli_sheets", lang))
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help=say("cli.output", lang))
    findings_options(parser, lang)


def run(options: argparse.Namespace) -> int:
    """Read, check, print, write. Exit 1 where a member is over its limit."""
    word = str(options.forces) if options.forces is not None else ""
    _refuse_idle(options, word)
    settings = settings_of(options.set)
    forces, columns = None, columns_of(options.map)
    if word not in ("", MODEL, NONE):
        forces = read_forces(options.forces, options.layout, columns, options.combinations)
    opened = open_model(options.model)
    model, alone = checkable(opened.facts, opened.model)
    view, said = _view(opened, word)
    needs(options, ("--combinations",), "--forces", forces is not None or view is not None or word == MODEL)
    said = (*alone, *said)
    declared = declarations(options.combinations) if view is not None and options.combinations else None
    made: tuple[Override, ...] = ()
    unmatched: tuple[Finding, ...] = ()
    if options.overrides is not None:
        made, unmatched = read_decisions(options.overrides, steps_of(model))
    found = check_model(model, settings, forces, overrides=made, view=view, declared=declared)
    report = outcome.summary(found.checked)
    better = suggest(found.checked) if options.suggest else None
    written: list[Path] = []
    findings = (*said, *found.findings, *unmatched)
    if options.output is not None:
        sheets = SHEETS if options.sheets is None else options.sheets
        written, odd = write_check(found, options.output, options.lang, sheets, suggestions=better)
        findings = (*findings, *odd)
        if columns:
            written.append(options.output / "columns.toml")
            write_bytes(written[-1], columns_toml(columns).encode("utf-8"))

    def document() -> dict[str, object]:
        told: dict[str, object] = {
            "summary": report,
            "results": json.document(outcome.results_sheet(found.checked)),
        }
        if better is not None:
            told["suggestions"] = json.document(outcome.suggestions_sheet(found.checked, better))
        return told

    def lines() -> None:
        _print(report, options.lang)
        if better is not None:
            _print_suggestions(better, options.lang)

    answer(options, findings, written, document, lines)
    return max(exit_code(findings, options.fail_on), int(report["over"] > 0 and options.fail_on != "never"))


def _refuse_idle(options: argparse.Namespace, word: str) -> None:
    """Options without effect, and a folder that cannot be written to, before anything is read."""
    needs(options, ("--layout", "--map"), "--forces FILE", word not in ("", MODEL, NONE))
    idle(options, ("--combinations",), "--forces none", word == NONE)
    needs(options, ("--sheets",), "-o", options.output is not None)
    if options.output is not None:
        check_folder(options.output)


def _view(opened: Opened, word: str) -> tuple[AnalysisView | None, tuple[Finding, ...]]:
    """The analysis view whose results are taken: where it is asked for, or holds results and no table is given."""
    view = opened.facts.analysis
    if word == MODEL:
        return view, () if view is not None else (Finding("analysis.no_view", ERROR),)
    return view_of(view) if word == "" else (None, ())


def _print_suggestions(better: Suggestions, lang: str) -> None:
    found = better.outcome.isin(["found"])
    saved = float(better.saved_kg[found].sum())
    counts = {"asked": len(better), "found": int(found.sum()), "saved": f"{saved:.0f}"}
    print(say("checks.told_suggestions", lang, counts))


def _print(report: dict[str, Any], lang: str) -> None:
    print(say("checks.told_members", lang, {"count": report["members"]}))
    if not report["with_forces"]:
        print(say("checks.told_no_forces", lang))
    for key in ("over", "near", "low"):
        print(f"  {report[key]:>8}  {say(f'checks.told_{key}', lang)}")
    for verdict, count in report["verdicts"].items():
        if count:
            print(f"  {count:>8}  {say(f'gb50017.verdict_{verdict}', lang)}")
    if report["not_checked"]:
        print(say("checks.told_not_checked", lang))
        for reason, count in report["not_checked"].items():
            print(f"  {count:>8}  {say(f'gb50017.reason_{reason}', lang)}")
        for standard, count in report["standards"].items():
            print(f"  {count:>8}  {say('checks.told_standard', lang, {'standard': standard})}")
    print(say("checks.told_deflection", lang, report["deflection"]))
    print(say("gb50017.note_connections", lang))
