"""Which figures of the standards were published and which remembered, counted from the marks beside the figures."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARKS = ("verified", "memory_twice", "memory", "unsure")
HEAD = (
    "document",
    "what is marked",
    *("seen in a published source", "recalled twice", "recalled once", "doubtful"),
)
ROOMS = (
    ("GB 50017-2017", "clauses", "components/codes/gb50017_2017/status.toml"),
    ("GB 50017-2017", "curves of buckling", "components/codes/gb50017_2017/curves.csv"),
    ("GB 50017-2017", "limits and plasticity factors", "components/checks/gb50017/*.csv"),
    ("GB 50017-2017", "deflection limits", "components/codes/gb50017_2017/annexb.toml"),
    ("GB 50017-2017", "design strengths", "components/materials/strength_gb50017.csv"),
    ("GB/T 50011-2010", "clauses", "components/codes/gbt50011_2010/status.toml"),
    ("GB/T 51129-2017", "figures of the rule book", "components/rates/books/gbt51129_2017.toml"),
)


def marks(path: Path) -> list[str]:
    """Every mark in a file: a `status` column or key, or a `figure` key."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8") as source:
            return [
                row.get("status", "") for row in csv.DictReader(line for line in source if line[0] != "#")
            ]
    tomllib.loads(path.read_text(encoding="utf-8"))
    return re.findall(r'=\s*"(verified|seen|memory_twice|memory|unsure)\b', path.read_text(encoding="utf-8"))


def rows() -> list[tuple[str, ...]]:
    """The table, a row a room; a mark that is none of MARKS is counted as doubtful."""
    found = []
    for document, what, pattern in ROOMS:
        told = Counter(m for path in sorted(ROOT.glob(pattern)) for m in marks(path) if m)
        told["verified"] += told.pop("seen", 0)
        strange = sum(n for mark, n in told.items() if mark not in MARKS)
        counts = [told[mark] for mark in MARKS]
        counts[-1] += strange
        if sum(counts):
            found.append((document, what, *map(str, counts)))
    return found
