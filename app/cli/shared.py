"""Options and output that several commands share."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.cli.folded import folded
from app.usecases import worst
from components.findings import SEVERITIES, Finding
from components.words import say

DONE, WITH_FINDINGS = 0, 1


def model_argument(parser: argparse.ArgumentParser, lang: str, several: bool = False) -> None:
    """The model to read, or one and more that make one bill."""
    if several:
        parser.add_argument("model", type=Path, nargs="+", metavar="MODEL", help=say("cli.models", lang))
    else:
        parser.add_argument("model", type=Path, metavar="MODEL", help=say("cli.model", lang))


def findings_options(parser: argparse.ArgumentParser, lang: str) -> None:
    """`--json` and the level of findings that makes the exit code 1."""
    parser.add_argument("--json", action="store_true", help=say("cli.json", lang))
    parser.add_argument(
        "--fail-on",
        choices=(*SEVERITIES, "never"),
        default="error",
        metavar="LEVEL",
        help=say("cli.fail_on", lang),
    )


def exit_code(findings: Iterable[Finding], level: str) -> int:
    """1 where a finding is at the level asked for or above."""
    if level == "never":
        return DONE
    return WITH_FINDINGS if worst(tuple(findings)) >= SEVERITIES.index(level) else DONE


def told(findings: Iterable[Finding], lang: str) -> list[dict[str, Any]]:
    """Findings as plain values for JSON."""
    return [
        {
            "code": f.code, "severity": f.severity, "message": say(f.code, lang, f.args),
            "step_ids": list(f.step_ids), "arguments": dict(f.args),
        }
        for f in findings
    ]  # fmt: skip


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=float, allow_nan=False)
    print()


def print_findings(findings: Iterable[Finding], lang: str) -> None:
    """A line per finding on stderr, worst first."""
    for f in sorted(findings, key=lambda f: -SEVERITIES.index(f.severity)):
        print(f"{say(f'model.severity_{f.severity}', lang)}  {say(f.code, lang, f.args)}", file=sys.stderr)


def answer(
    options: argparse.Namespace,
    findings: Iterable[Finding],
    files: Sequence[Path],
    document: Callable[[], Mapping[str, Any]],
    lines: Callable[[], None] | None = None,
) -> None:
    """What a command ends with: one JSON document where asked for, else its lines, the files it wrote, the findings."""
    if options.json:
        print_json({**document(), "files": [str(p) for p in files], "findings": told(findings, options.lang)})
        return
    if lines is not None:
        lines()
    print_files(files, options.lang)
    print_findings(findings, options.lang)


def typed(path: Path) -> str:
    """A path as it is typed on a command line."""
    return f'"{path}"' if " " in str(path) else str(path)


def print_files(files: Sequence[Path], lang: str) -> None:
    """What was written, folder by folder; a file alone by its path."""
    folders: dict[Path, list[str]] = {}
    for path in files:
        folders.setdefault(path.parent, []).append(path.name)
    for folder, names in folders.items():
        if len(names) == 1:
            print(folder / names[0])
            continue
        print(say("cli.written", lang, {"count": len(names), "folder": str(folder)}))
        for line in folded("  ".join(names), "  ", "  "):
            print(line)
