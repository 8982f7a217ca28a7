"""The text of a sheet is read from the source of the clause functions and says what they compute."""

from __future__ import annotations

import inspect
import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from components.codes.clause import clause_of, clauses, standing
from components.codes.formula import number, symbol_of, trace
from components.codes.gb50017_2017.annexd import phi
from components.codes.gb50017_2017.ch7 import axial_stability

DOCUMENTS = ("gb50017_2017", "gbt50011_2010")
ALL = [(d, key, f) for d in DOCUMENTS for key, f in clauses(d).items()]
IDS = [f"{d}:{key}" for d, key, _ in ALL]


def values_for(function: Callable[..., Any], seed: int) -> dict[str, float]:
    """Positive numbers between 0.3 and 1.9 for every argument."""
    draw = np.random.default_rng(seed)
    return {name: float(draw.uniform(0.3, 1.9)) for name in inspect.signature(function).parameters}


def reckoned(text: str) -> float:
    """What a reader gets who types the printed line into a calculator."""
    text = re.sub(r"×10\^(-?\d+)", r"*10**(\1)", text)
    text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text)
    for shown, typed in (
        ("×", "*"),
        ("²", "**2"),
        ("³", "**3"),
        ("^", "**"),
        ("√", "sqrt"),
        ("π", "pi"),
        ("ln", "log"),
    ):
        text = text.replace(shown, typed)
    names = {n: getattr(math, n) for n in ("sqrt", "sin", "cos", "log", "pi")}
    return float(eval(text, {"__builtins__": {}}, {**names, "min": min, "max": max, "abs": abs}))


@pytest.mark.parametrize(("document", "key", "function"), ALL, ids=IDS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_traced_clause_has_the_value_of_the_clause_function(
    document: str, key: str, function: Callable[..., Any], seed: int
) -> None:
    values = values_for(function, seed)
    with np.errstate(all="ignore"):
        expected = float(function(**values))
    step = trace(function, values)
    assert step.value == pytest.approx(expected, rel=0.0, abs=0.0, nan_ok=True)
    assert step.lines[-1].value == pytest.approx(expected, rel=1e-12, nan_ok=True)


@pytest.mark.parametrize(("document", "key", "function"), ALL, ids=IDS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_printed_numbers_reckoned_by_hand_give_the_printed_value(
    document: str, key: str, function: Callable[..., Any], seed: int
) -> None:
    for line in trace(function, values_for(function, seed), digits=15).lines:
        if math.isfinite(line.value):
            assert reckoned(line.substituted) == pytest.approx(line.value, rel=1e-5)


@pytest.mark.parametrize(("document", "key", "function"), ALL, ids=IDS)
def test_every_clause_says_its_number_unit_and_standing(
    document: str, key: str, function: Callable[..., Any]
) -> None:
    said = clause_of(function)
    assert said.document == document
    assert re.fullmatch(r"[A-E0-9]+(\.\d+)+(-\d+)?", said.number)
    assert said.unit in ("1", "mm", "mm2", "mm3", "mm4", "N", "MPa", "N.mm", "N.mm2")
    assert standing(document, said.number).status in ("verified", "memory_twice", "memory", "unsure")
    assert function.__doc__


def test_symbols_are_those_of_the_standard() -> None:
    assert [symbol_of(n) for n in ("phi_x", "lambda_", "epsilon_k", "W_1x", "NEx", "beta_mx")] == [
        "φ_x", "λ", "ε_k", "W_1x", "N'_Ex", "β_mx",
    ]  # fmt: skip


def test_numbers_keep_their_digits_and_large_whole_ones_stay_whole() -> None:
    shown = [
        number(v) for v in (250000.0, 0.55951, 215.0, 1.43576e6, 3.23046e8, 0.0, float("nan"), float("inf"))
    ]
    assert shown == ["250000", "0.5595", "215", "1435760", "3.230×10^8", "0", "?", "∞"]


def test_the_axial_clause_reads_as_printed() -> None:
    step = trace(axial_stability, {"N": 250000.0, "phi": 0.3388, "A": 3556.0, "f": 215.0})
    assert (step.formula, step.substituted) == ("N/(φ·A·f)", "250000/(0.3388×3556×215)")
    assert (step.clause, step.limit, step.status) == ("7.2.1", 1.0, "verified")


def test_of_a_branch_the_condition_that_holds_is_shown() -> None:
    shown = [
        trace(phi, {"lambda_n": x, "alpha_1": 0.65, "alpha_2": 0.965, "alpha_3": 0.3}).lines[-1].condition
        for x in (0.1, 1.0)
    ]
    assert shown == ["λ_n ≤ 0.215", "λ_n > 0.215"]


def test_a_greek_index_is_written_in_greek() -> None:
    assert symbol_of("k_sigma") == "k_σ"
    assert symbol_of("lambda_limit") == "[λ]"
    assert symbol_of("M_x") == "M_x"
