"""Effective length factors of annex E: known limits of frame stability theory, and the simplified formulas.

Limits (Timoshenko and Gere, Theory of Elastic Stability): braced, hinged ends mu = 1, fixed ends 0.5, one of
each 0.6992; unbraced, fixed base and a rigid beam 1.0, fixed base and free top 2.0. The exact column is
a separate solution of the same equations, to three decimals.
"""

from __future__ import annotations

import numpy as np
import pytest

from components.codes.gb50017_2017.annexe import mu_non_sway, mu_sway
from components.codes.gb50017_2017.ch8_frames import leaning_increase
from components.codes.gb50017_2017.ch8_frames import mu_non_sway as simplified_non_sway
from components.codes.gb50017_2017.ch8_frames import mu_sway as simplified_sway

TABLE = [
    (0.0, 1.0, 0.875, 0.880, 2.328, 2.349),
    (0.0, 10.0, 0.732, 0.745, 2.033, 2.038),
    (0.1, 0.1, 0.963, 0.962, 3.010, 2.951),
    (0.5, 0.5, 0.855, 0.855, 1.589, 1.604),
    (1.0, 1.0, 0.774, 0.775, 1.317, 1.338),
    (0.5, 2.0, 0.765, 0.768, 1.367, 1.379),
    (2.0, 2.0, 0.686, 0.689, 1.164, 1.182),
    (1.0, 10.0, 0.654, 0.655, 1.173, 1.184),
    (5.0, 5.0, 0.592, 0.598, 1.066, 1.077),
    (10.0, 10.0, 0.549, 0.554, 1.033, 1.039),
]


@pytest.mark.parametrize("row", TABLE)
def test_exact_and_simplified_factors_are_those_of_the_independent_table(row: tuple[float, ...]) -> None:
    K_1, K_2, exact_non, simple_non, exact_sway, simple_sway = row
    found = [
        mu_non_sway(K_1, K_2),
        simplified_non_sway(K_1, K_2),
        mu_sway(K_1, K_2),
        simplified_sway(K_1, K_2),
    ]
    assert [round(float(v), 3) for v in found] == pytest.approx(
        [exact_non, simple_non, exact_sway, simple_sway], abs=1.01e-3
    )


@pytest.mark.parametrize(
    ("solve", "K_1", "K_2", "mu"),
    [
        (mu_non_sway, 0.0, 0.0, 1.0),
        (mu_non_sway, 1e9, 1e9, 0.5),
        (mu_non_sway, 0.0, 1e9, 0.69916),
        (mu_sway, 1e9, 1e9, 1.0),
        (mu_sway, 0.0, 1e9, 2.0),
    ],
)
def test_the_limits_are_those_of_elastic_stability(solve: object, K_1: float, K_2: float, mu: float) -> None:
    assert callable(solve)
    assert float(solve(K_1, K_2)) == pytest.approx(mu, abs=1e-4)


def test_a_hinged_sway_column_is_a_mechanism_and_bad_stiffness_has_no_factor() -> None:
    assert np.isinf(mu_sway(0.0, 0.0))
    assert np.isnan(mu_sway(np.array([np.nan, -1.0]), np.array([1.0, 1.0]))).all()


def test_leaning_columns_as_heavy_as_the_frame_raise_mu_by_root_two() -> None:
    assert float(leaning_increase(50.0, 50.0)) == pytest.approx(2**0.5)
