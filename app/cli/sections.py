"""`steelyard sections QUERY`: what a designation stands for, and its properties."""

from __future__ import annotations

import argparse
from typing import Any

from app.checking import lookup, section_report
from app.cli.shared import DONE, WITH_FINDINGS, print_json
from components.codes.formula import number
from components.words import say

UNITS = {"mm2": "mm²", "mm3": "mm³", "mm4": "mm⁴", "mm6": "mm⁶", "m2_per_m": "m²/m", "kg_per_m": "kg/m"}


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    parser.add_argument("query", metavar="QUERY", nargs="+", help=say("checks.cli_query", lang))
    parser.add_argument("--limit", type=int, default=20, metavar="N", help=say("checks.cli_limit", lang))
    parser.add_argument("--json", action="store_true", help=say("cli.json", lang))


def run(options: argparse.Namespace) -> int:
    """Look up, print."""
    found = lookup(" ".join(options.query), max(options.limit, 0))
    said = say(found.said, options.lang, found.arguments) if found.said else ""
    if options.json:
        exact = section_report(found.exact) if found.exact else None
        rows = [section_report(s) for s in found.rows]
        print_json({"query": found.query, "exact": exact, "said": said, "rows": rows, "others": found.others})
    else:
        if found.exact:
            _print(section_report(found.exact), options.lang)
        if said:
            print(said)
        for s in found.rows:
            mass = (
                "" if s.mass_kg_per_m is None else f"{s.mass_kg_per_m:.3f}".rstrip("0").rstrip(".") + " kg/m"
            )
            print(f"  {s.name:<28}{mass:>16}  {s.standard}")
        if found.others:
            print(say("checks.more_hits", options.lang, {"count": found.others}))
        if not found.exact and not found.rows:
            print(say("checks.no_hits", options.lang, {"query": found.query}))
    return DONE if found.exact or found.rows else WITH_FINDINGS


def _print(report: dict[str, Any], lang: str) -> None:
    print(
        f"{report['name']}  {say('sections.family_' + report['family'], lang)}  {report['standard']}".rstrip()
    )
    print("  " + "  ".join(f"{k} = {v:g}" for k, v in report["dimensions_mm"].items() if v))
    if report["nominal_mass_kg_per_m"] is not None:
        mass = number(report["nominal_mass_kg_per_m"], 5)
        print("  " + say("checks.nominal", lang, {"mass": mass, "standard": report["standard"] or "-"}))
    for name, value in report["properties"].items():
        if value is not None:
            symbol, _, unit = name.partition("_") if not name.startswith("W") else _split(name)
            if name in ("area_mm2", "mass_kg_per_m", "surface_m2_per_m", "alpha_rad"):
                symbol = {"area": "A", "mass": "m", "surface": "U", "alpha": "α"}[symbol]
            shown = f"{number(value, 5)} {UNITS.get(unit, unit)}"
            print(f"  {symbol:<10}{shown:<22}{say(f'checks.property_{name}', lang)}")


def _split(name: str) -> tuple[str, str, str]:
    symbol, _, unit = name.rpartition("_")
    return symbol, "_", unit
