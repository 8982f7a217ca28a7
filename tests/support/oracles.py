"""Where the real models and their oracles are, and how to read them. They stay outside the project."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"


def model(name: str) -> Path:
    """The path of a real model; the test is skipped where it is not there."""
    path = SHARED / "ifc" / name
    if not path.exists():
        pytest.skip(f"no real model {name} beside the project")
    return path


def rows(name: str) -> list[dict[str, str]]:
    """An oracle table."""
    path = SHARED / "oracles" / f"{name}.csv"
    if not path.exists():
        pytest.skip(f"no oracle {name} beside the project")
    with path.open(encoding="utf-8") as f:
        return list(csv.DictReader(line for line in f if not line.startswith("#")))


@cache
def opened(name: str):
    """A real model, read and taken off, once per run."""
    from app.usecases import open_model

    return open_model(model(name))
