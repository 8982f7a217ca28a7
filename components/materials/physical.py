"""Densities and elastic constants, each with its source."""

from __future__ import annotations

import csv
from functools import cache

from components.materials.grades import FOLDER
from components.record import valued


@valued
class Elastic:
    """E and G in MPa, alpha per K."""

    E_mpa: float
    G_mpa: float
    alpha_per_k: float
    source: str


def _rows(file: str) -> list[list[str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]


@cache
def densities() -> dict[str, tuple[float, str]]:
    """kg/m3 and its source by kind of material."""
    return {kind: (float(value), source) for kind, value, source in _rows("densities.csv")}


def density_kg_per_m3(kind: str) -> float | None:
    """Usual density of a kind of material (`Material.kind`), None where there is none."""
    found = densities().get(kind)
    return found[0] if found else None


@cache
def elastic(family: str) -> Elastic | None:
    """Elastic constants of steel by the standards of a family (GB, EN, ASTM), None for others."""
    for name, e, g, alpha, source in _rows("elastic.csv"):
        if name == family:
            return Elastic(float(e), float(g), float(alpha), source)
    return None
