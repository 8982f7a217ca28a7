"""`steelyard gui [MODEL]`: the window, in a process of its own, so that the command line never imports Qt."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from components.words import say


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Options of the command."""
    parser.add_argument("model", type=Path, nargs="?", metavar="MODEL", help=say("cli.model", lang))


def run(options: argparse.Namespace) -> int:
    """Start the window and wait for it."""
    # The frozen program has no `-m`; its own first word opens the window.
    start = ["--window"] if getattr(sys, "frozen", False) else ["-m", "app.gui"]
    words = [sys.executable, *start, "--lang", options.lang]
    return subprocess.call(words + ([str(options.model)] if options.model else []))
