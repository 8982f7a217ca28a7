"""Annex B: permissible deflections."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from components.codes.clause import Real, clause


@clause("B.1.1", "v/[v]", limit=1.0)
def deflection(v: Real, l: Real, n: Real) -> Real:  # noqa: E741
    """Deflection as a share of l/n (B.1.1). v, l mm (l twice the length of a cantilever); n of table B.1.1.

    Ratio.
    """
    return v * n / l


@cache
def limits() -> dict[str, dict[str, float]]:
    """Divisors n of table B.1.1 by kind of member: {kind: {"total": n, "live": n}}."""
    text = resources.files(__package__).joinpath("annexb.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, float]] = tomllib.loads(text)["limit"]
    return table
