"""`steelyard portfolio add|import|list|report|export --db FILE`: many projects, and where they stand against 21 %."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from app.cli.idle import idle, needs
from app.cli.shared import DONE, WITH_FINDINGS, answer, exit_code, print_findings, print_json, told
from app.portfolio.store import load
from app.portfolio_report import write_report
from app.portfolios import (
    FORMATS,
    Filter,
    Imported,
    Reported,
    add_project,
    add_said,
    export_list,
    import_table,
    matching,
    report,
    write_template,
)
from components.exports.json import document
from components.exports.target import check_folder
from components.imports.portfolio import BadRow
from components.imports.portfolio_fields import FieldRefused, read_field
from components.rates.portfolio_sheets import MEASURES, STATES, headline, place, projects_sheet, standing
from components.rates.projects import FIELDS
from components.rates.result import NOT_KNOWN
from components.rates.share import ShareRows
from components.rates.wording import text
from components.words import LANGUAGES, say

FLAGS = {
    "name": "--name", "permit": "--permit", "city": "--city", "permit_date": "--date", "floor_area_m2": "--area",
    "use": "--use", "P_percent": "--p", "recognition": "--recognition", "book": "--book", "stage": "--stage",
    "base": "--base", "package_sha256": "--package-sha256", "green": "--green", "energy_saving_percent": "--energy",
}  # fmt: skip
"""The option of each field."""
_SIGN = {"met": "√", "missed": "×", NOT_KNOWN: "?"}


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    deeds = parser.add_subparsers(dest="deed", metavar=say("cli.command", lang), required=True)
    made = {}
    for name in ("add", "import", "list", "report", "export"):
        one = deeds.add_parser(
            name,
            help=say(f"portfolio.do_{name}", lang).replace("%", "%%"),
            description=say(f"portfolio.do_{name}", lang),
        )
        one.add_argument(
            "--db", type=Path, required=name != "import", metavar="FILE", help=say("portfolio.db", lang)
        )
        one.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=say("cli.lang", lang))
        one.add_argument("--json", action="store_true", help=say("cli.json", lang))
        made[name] = one
    for field, flag in FLAGS.items():
        made["add"].add_argument(flag, dest=field, metavar="…", help=say(f"portfolio.col_{field}", lang))
    made["add"].add_argument(
        "--package", type=Path, metavar="PATH", help=say("portfolio.package_option", lang)
    )
    made["import"].add_argument(
        "table", type=Path, nargs="?", metavar="TABLE", help=say("portfolio.table", lang)
    )
    made["import"].add_argument(
        "--template", type=Path, metavar="FILE", help=say("portfolio.template_file", lang)
    )
    for name in ("list", "export"):
        for field in ("city", "base", "use", "recognition"):
            made[name].add_argument(
                f"--{field}", default="", metavar="…", help=say(f"portfolio.col_{field}", lang)
            )
        made[name].add_argument("--year", type=int, metavar="YYYY", help=say("portfolio.year", lang))
        made[name].add_argument("--find", default="", metavar="…", help=say("portfolio.find", lang))
    made["export"].add_argument("file", type=Path, metavar="FILE", help=say("portfolio.export_file", lang))
    _report_options(made["report"], lang)


def _report_options(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument(
        "--target", type=float, metavar="SHARE", help=say("portfolio.target_option", lang).replace("%", "%%")
    )
    parser.add_argument(
        "--year",
        type=int,
        action="append",
        default=[],
        metavar="YYYY",
        help=say("portfolio.years_option", lang),
    )
    parser.add_argument("-o", "--output", type=Path, metavar="DIR", help=say("cli.output", lang))
    parser.add_argument(
        "--format",
        type=lambda text: _formats(text, lang),
        metavar="LIST",
        help=say("portfolio.formats", lang),
    )


def _formats(said: str, lang: str) -> tuple[str, ...]:
    wanted = tuple(part.strip().lower() for part in said.split(",") if part.strip())
    if not wanted or any(w not in FORMATS for w in wanted):
        known = {"value": said, "formats": ", ".join(FORMATS)}
        raise argparse.ArgumentTypeError(say("cli.format_wrong", lang, known))
    return wanted


def run(options: argparse.Namespace) -> int:
    """One of the deeds."""
    deeds = {"add": _add, "import": _import, "list": _list, "report": _report, "export": _export}
    return deeds[options.deed](options)


def _add(options: argparse.Namespace) -> int:
    said = {f: v for f in FIELDS if (v := getattr(options, f)) is not None}
    new = not os.path.lexists(options.db)
    try:
        if options.package is not None:
            from app.portfolio_package import from_package

            given, unsigned = from_package(options.package, said)
            ident, project, findings = add_project(options.db, given)
            findings = (*unsigned, *findings)
        else:
            ident, project, findings = add_said(options.db, said)
    except FieldRefused as refused:
        reason = say(refused.code, options.lang, refused.arguments)
        args = {"field": FLAGS[refused.arguments["field"]], "reason": reason}
        print(say("portfolio.in_field", options.lang, args), file=sys.stderr)
        return 2
    if options.json:
        print_json({"id": ident, "name": project.name, "findings": told(findings, options.lang)})
        return exit_code(findings, "error")
    if new:
        print(say("portfolio.created", options.lang, {"file": str(options.db)}))
    print(say("portfolio.added", options.lang, {"id": ident, "name": project.name}))
    print_findings(findings, options.lang)
    return DONE


def _import(options: argparse.Namespace) -> int:
    idle(options, ("TABLE", "--db", "--json"), "--template", options.template is not None)
    if options.template is not None:
        print(write_template(options.template, options.lang))
        return DONE
    if options.table is None or options.db is None:
        print(say("portfolio.import_nothing", options.lang), file=sys.stderr)
        return 2
    done = import_table(options.db, options.table)
    if options.json:
        print_json(_imported(done, options.lang))
    else:
        args = {"count": len(done.ids), "read": done.read, "bad": len(done.bad)}
        print(say("portfolio.imported", options.lang, args))
        for bad in done.bad:
            print(bad_line(bad, options.lang), file=sys.stderr)
        print_findings(done.findings, options.lang)
    return WITH_FINDINGS if done.bad else DONE


def bad_line(bad: BadRow, lang: str) -> str:
    """A row that was left out, in one line."""
    code = "portfolio.bad_row_in" if bad.column else "portfolio.bad_row"
    reason = say(bad.code, lang, bad.args)
    return say(code, lang, {"row": bad.row, "column": bad.column, "reason": reason})


def _imported(done: Imported, lang: str) -> dict[str, Any]:
    return {
        "read": done.read,
        "added": len(done.ids),
        "ids": list(done.ids),
        "bad_rows": [
            {
                "row": b.row, "column": b.column or None, "value": b.text, "code": b.code,
                "reason": say(b.code, lang, b.args),
            }
            for b in done.bad
        ],
        "findings": told(done.findings, lang),
    }  # fmt: skip


def _filter(options: argparse.Namespace) -> Filter:
    """The filter, its words understood as in a table."""
    fields = ("city", "base", "use", "recognition")
    said = [str(read_field(f, v)) if (v := getattr(options, f)) else "" for f in fields]
    return Filter(said[0], said[1], options.year, said[2], said[3], options.find)


def _list(options: argparse.Namespace) -> int:
    loaded = load(options.db)
    rows = loaded.projects.take(matching(loaded.projects, _filter(options)))
    if options.json:
        listed = document(projects_sheet(rows, None))["rows"]
        print_json(
            {"projects": listed, "of": len(loaded.projects), "findings": told(loaded.findings, options.lang)}
        )
        return exit_code(loaded.findings, "error")
    from components.exports.cells import cells, columns_wide

    sheet = projects_sheet(rows, options.lang)
    shown = [c for c in sheet.columns if c.key not in ("package_sha256", "book", "stage")]
    shown = [shown[-1], *shown[:-1]]
    table = [
        [say(str(c.header), options.lang), *cells(c, sheet.data[c.key], options.lang, c.shown_decimals)]
        for c in shown
    ]
    widths = [max(map(columns_wide, column)) for column in table]
    for line in zip(*table, strict=True):
        padded = [
            " " * (w - columns_wide(word)) + word if c.numeric else word + " " * (w - columns_wide(word))
            for word, w, c in zip(line, widths, shown, strict=True)
        ]
        print("  ".join(padded).rstrip())
    print(say("portfolio.listed", options.lang, {"count": len(rows), "all": len(loaded.projects)}))
    print_findings(loaded.findings, options.lang)
    return exit_code(loaded.findings, "error")


def _report(options: argparse.Namespace) -> int:
    needs(options, ("--format",), "-o", options.output is not None)
    if options.output is not None:
        check_folder(options.output)
    reported = report(options.db, options.target, options.year)
    findings = reported.loaded.findings
    files: list[Path] = []
    if options.output is not None:
        files, odd = write_report(reported, options.output, options.lang, options.format or ("pdf", "xlsx"))
        findings = (*findings, *odd)
    from app.portfolio_json import describe

    lang = options.lang
    answer(options, findings, files, lambda: describe(reported, lang), lambda: _print(reported, lang))
    return exit_code(findings, "error")


def _print(reported: Reported, lang: str) -> None:
    points = reported.points
    for line in headline(points):
        print(text(line, lang))
    share = points.prefabricated
    for code, rows in (("by_year", share.by_year), ("by_city", share.by_city), ("by_base", share.by_base)):
        print()
        print(say(f"portfolio.{code}", lang))
        for i in range(len(rows)):
            print("  " + _line(rows, i, "" if code == "by_year" else place(rows, i, lang)))
    print()
    print(say("portfolio.key_points", lang))
    for measure in MEASURES[1:]:
        rows = standing(points, measure).by_year
        print(
            f"  {say(f'portfolio.measure_{measure}', lang)}  {standing(points, measure).target_percent:g} %"
        )
        for i in range(len(rows)):
            print("    " + _line(rows, i, ""))


def _line(rows: ShareRows, i: int, where: str) -> str:
    """A row of a report: state, year, place, share, bounds, areas."""
    from components.exports.cells import columns_wide

    low, high = float(rows.low_percent[i]), float(rows.high_percent[i])
    bounds = "" if not high - low > 0.005 else f"  ({low:.2f} – {high:.2f} %)"
    share = (
        f"{rows.share_percent[i]:6.2f} %" if rows.share_percent[i] == rows.share_percent[i] else f"{'–':>8}"
    )
    sign = _SIGN[STATES.get(int(rows.met[i]), NOT_KNOWN)]
    named = where + " " * max(12 - columns_wide(where), 1) if where else ""
    areas = f"{rows.recognised_m2[i]:>14,.0f} / {rows.total_m2[i]:>14,.0f} m²"
    return f"{sign} {rows.year[i]}  {named}{share}  {areas}{bounds}"


def _export(options: argparse.Namespace) -> int:
    loaded = load(options.db)
    findings = (*loaded.findings, *export_list(loaded, options.file, options.lang, _filter(options)))
    answer(options, findings, [options.file], dict)
    return exit_code(findings, "error")
