"""What a clause function says of itself: document, clause, symbol, unit, limit. The function stays plain."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources
from pkgutil import iter_modules
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Real = float | NDArray[np.float64]
"""A float or an array; every clause function broadcasts."""

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Clause:
    """One numbered expression of one document.

    document: package name. number: clause and equation as printed, such as `8.2.1-1`. symbol: what it yields.
    unit: unit of the result ("1" for a ratio). limit: what the result may not exceed, or None.
    """

    document: str
    number: str
    symbol: str
    unit: str
    limit: float | None


@dataclass(frozen=True)
class Standing:
    """How sure a figure is: status (`verified`, `memory_twice`, `memory`, `unsure`) and the source seen."""

    status: str
    source: str


def clause(
    number: str, symbol: str, unit: str = "1", limit: float | None = None
) -> Callable[[Function], Function]:
    """Attach a `Clause` to a function and return the same function."""

    def attach(function: Function) -> Function:
        document = function.__module__.split(".")[-2]
        function.__clause__ = Clause(document, number, symbol, unit, limit)  # type: ignore[attr-defined]
        return function

    return attach


def clause_of(function: Callable[..., Any]) -> Clause:
    """The clause a function carries; AttributeError for a function that carries none."""
    found = function.__clause__  # type: ignore[attr-defined]
    assert isinstance(found, Clause)
    return found


@cache
def clauses(document: str) -> dict[str, Callable[..., Any]]:
    """Every clause function of a document package, by `module.function`."""
    package = import_module(f"components.codes.{document}")
    found: dict[str, Callable[..., Any]] = {}
    for module in iter_modules(package.__path__):
        loaded = import_module(f"{package.__name__}.{module.name}")
        for name, value in vars(loaded).items():
            if callable(value) and hasattr(value, "__clause__") and value.__module__ == loaded.__name__:
                found[f"{module.name}.{name}"] = value
    return found


@cache
def _standings(document: str) -> dict[str, dict[str, str]]:
    text = resources.files(f"components.codes.{document}").joinpath("status.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)["clause"]
    return table


def standing(document: str, number: str) -> Standing:
    """The standing of an equation, else of its clause, else of its section, else of the document."""
    table = _standings(document)
    parts = number.split("-")[0].split(".")
    names = [number] + [".".join(parts[:i]) for i in range(len(parts), 0, -1)] + ["*"]
    row = next(table[name] for name in names if name in table)
    return Standing(row["status"], row["source"])
