"""Published table of phi for curve a, Q235.

Source: table of stability factors of class a sections, m.jinchutou.com, read at lambda = 10, 20 ... 130.
"""

from __future__ import annotations

import numpy as np
import pytest

from components.codes.gb50017_2017.annexd import lambda_n
from components.codes.gb50017_2017.curves import CURVES, phi

PUBLISHED = {
    10: 0.995, 20: 0.981, 30: 0.963, 40: 0.941, 50: 0.916, 60: 0.883, 70: 0.839, 80: 0.783, 90: 0.714,
    100: 0.638, 110: 0.563, 120: 0.494, 130: 0.434,
}  # fmt: skip


def read(curve: str, slenderness: float, f_y: float) -> float:
    normalised = np.array([float(lambda_n(slenderness, f_y, 206_000.0))])
    return float(phi(np.array([CURVES.index(curve)], np.int32), normalised)[0])


@pytest.mark.parametrize(("slenderness", "published"), PUBLISHED.items())
def test_curve_a_equals_the_printed_table_to_three_decimals(slenderness: float, published: float) -> None:
    assert round(read("a", slenderness, 235.0), 3) == published


def test_an_unknown_curve_has_no_phi() -> None:
    assert np.isnan(phi(np.array([-1], np.int32), np.array([0.5]))[0])
