"""`steelyard info MODEL`: what a file holds."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import Any

from app.cli.shared import exit_code, findings_options, model_argument, print_findings, print_json, told
from app.usecases import Opened, open_model
from components.bom.lists import summary
from components.words import say


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    model_argument(parser, lang)
    findings_options(parser, lang)


def run(options: argparse.Namespace) -> int:
    """Read, count, print."""
    opened = open_model(options.model)
    report = describe(opened, options.lang)
    if options.json:
        print_json(report)
    else:
        _print(report, options.lang)
        print_findings(opened.model.findings, options.lang)
    return exit_code(opened.model.findings, options.fail_on)


def describe(opened: Opened, lang: str) -> dict[str, Any]:
    """The figures of a file as plain values."""
    facts, model = opened.facts, opened.model
    source = facts.source
    return {
        "file": source.name,
        "size": source.size,
        "sha256": source.sha256,
        "schema": source.schema,
        "program": source.originating_system or source.preprocessor,
        "written": source.time_stamp,
        "encoding": source.encoding,
        "statements": source.lines,
        "length_unit_mm": facts.units.length_mm,
        "options": dict(source.options),
        "elements": dict(sorted(Counter(facts.elements.ifc_class.filled()).items())),
        "storeys": [
            name for name, kind in zip(facts.spatial.name.filled(), facts.spatial.ifc_class, strict=True)
            if kind == "IfcBuildingStorey"
        ],
        "categories": dict(sorted(Counter(model.components.category.filled()).items())),
        "analysis": None if facts.analysis is None else facts.analysis.counts(),
        "summary": summary(model.components),
        "findings": told(model.findings, lang),
    }  # fmt: skip


def _print(report: dict[str, Any], lang: str) -> None:
    def line(code: str, value: object) -> None:
        print(f"{say(code, lang)}{'：' if lang == 'zh' else ': '}{value}")

    for key in ("file", "schema", "program", "written", "size", "sha256"):
        if report[key]:
            line(f"cli.info_{key}", report[key])
    line("cli.info_unit", f"{report['length_unit_mm']:g} mm")
    line("cli.info_elements", sum(report["elements"].values()))
    for name, count in report["elements"].items():
        print(f"  {count:>8}  {name}")
    if report["analysis"] is not None:
        print(say("analysis.view", lang))
        for name, count in report["analysis"].items():
            print(f"  {count:>8}  {say(f'analysis.count_{name}', lang)}")
    line("cli.info_components", report["summary"]["components"])
    for name, count in report["categories"].items():
        print(f"  {count:>8}  {say(f'model.category_{name}', lang)}")
    line("cli.info_order_mass", f"{report['summary']['order_mass_kg']:.1f} kg")
    line("cli.info_net_mass", f"{report['summary']['net_mass_kg']:.1f} kg")
    if report["summary"]["unmeasured"]:
        line("cli.info_unmeasured", report["summary"]["unmeasured"])
