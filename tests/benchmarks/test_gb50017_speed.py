"""How the check scales: time against one clause on as many rows, not against a clock."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "components"))

from gb50017_cases import drawn_case

from components.checks.gb50017.engine import check
from components.codes.gb50017_2017.ch8 import biaxial

pytestmark = pytest.mark.alone

K = 10


def seconds(n: int, only: tuple[int, ...] | None = None) -> float:
    case = drawn_case(n, K, only=only)
    check(case)
    times = []
    for _ in range(3):
        start = perf_counter()
        check(case)
        times.append(perf_counter() - start)
    return min(times)


def one_clause(rows: int) -> float:
    """The longest clause, 8.2.5-1, once on as many rows, seconds."""
    g = np.random.default_rng(0)
    columns = [g.uniform(1.0, 2.0, rows) for _ in range(14)]
    times = []
    for _ in range(5):
        start = perf_counter()
        biaxial(*columns)
        times.append(perf_counter() - start)
    return min(times)


def test_ten_times_the_members_take_no_more_than_fifteen_times_as_long() -> None:
    assert seconds(20_000) < 15.0 * seconds(2_000)


def test_all_clauses_on_mixed_sections_cost_no_more_than_five_hundred_times_the_longest_one() -> None:
    # A loop over members would cost some ten times that.
    n = 20_000
    assert seconds(n) < 500.0 * one_clause(n * K)
