"""GB 50017-2017 annex C, from a public transcription of the annex (tables C.0.1, C.0.2, C.0.4 with their notes).

Figures typed from the tables; what follows from them is worked out here with plain formulas.
"""

from __future__ import annotations

import math

import pytest

from components.checks.gb50017.single import MemberInputs, member


def phi_b(section: str, grade: str, length: float, case: str) -> float:
    made = MemberInputs(section, grade, Mx=1e7, lx=length, ly=length, role="beam", ltb_case=case)
    return float(member(made).sheet.results.quantities.phi_b_top[0])


def reduced(raw: float) -> float:
    return min(1.07 - 0.282 / raw, 1.0) if raw > 0.6 else raw


@pytest.mark.parametrize(
    ("section", "length", "case", "printed"),
    [
        ("I20a", 6000.0, "none_point_top", 0.68), ("I32a", 6000.0, "none_point_top", 0.72),
        ("I36a", 6000.0, "none_point_top", 0.68), ("I40a", 4000.0, "none_point_bottom", 1.84),
        ("I45a", 4000.0, "none_point_bottom", 2.30), ("I10", 10000.0, "none_udl_top", 0.37),
        ("I25a", 7000.0, "none_udl_top", 0.51), ("I63a", 8000.0, "none_udl_top", 0.44),
        ("I16", 3000.0, "none_udl_bottom", 1.55), ("I56a", 9000.0, "none_udl_bottom", 0.55),
        ("I18", 6000.0, "mid_point", 0.66), ("I28a", 5000.0, "mid_udl_top", 0.96), ("I50a", 5000.0, "more_top", 1.01),
    ],
)  # fmt: skip
def test_rolled_ordinary_i_takes_the_printed_factor_of_table_c02(
    section: str, length: float, case: str, printed: float
) -> None:
    assert phi_b(section, "Q235B", length, case) == pytest.approx(reduced(printed), abs=1e-12)
    # other grades: times epsilon_k squared (note 2 to the table)
    assert phi_b(section, "Q355B", length, case) == pytest.approx(reduced(printed * 235.0 / 355.0), abs=1e-12)


def test_between_two_lengths_of_table_c02_the_factor_lies_on_the_straight_line() -> None:
    raw = 0.73 + (0.60 - 0.73) * 0.25  # I 25a, uniform load on top, 5.25 m
    assert phi_b("I25a", "Q235B", 5250.0, "none_udl_top") == pytest.approx(reduced(raw), abs=1e-12)


def test_below_two_metres_the_factor_of_two_metres_stands_and_beyond_ten_there_is_none() -> None:
    assert phi_b("I25a", "Q235B", 1200.0, "none_udl_top") == pytest.approx(reduced(2.10), abs=1e-12)
    assert math.isnan(phi_b("I25a", "Q235B", 10001.0, "none_udl_top"))


@pytest.mark.parametrize("case", ["ends", "uniform", "cantilever_udl_top"])
def test_a_case_without_a_row_of_table_c02_is_refused(case: str) -> None:
    found = member(MemberInputs("I25a", "Q235B", Mx=1e7, lx=4000, ly=4000, role="beam", ltb_case=case))
    lateral = next(line for line in found.sheet.lines if line.check == "lateral")
    assert math.isnan(lateral.utilisation) and lateral.reason == "table_c02_missing"


def test_channels_follow_c03() -> None:
    # [20a: h 200, b 73, mean t 11; 570 b t / (l h), 4 m, Q235
    raw = 570.0 * 73.0 * 11.0 / (4000.0 * 200.0)
    assert phi_b("[20a", "Q235B", 4000.0, "none_udl_top") == pytest.approx(
        raw if raw <= 0.6 else reduced(raw), rel=1e-9
    )


def test_point_loads_at_two_or_more_lateral_supports_take_1_20() -> None:
    # note 4 to table C.0.1: rows 8 and 9 with loads at the supports both take 1.20
    assert phi_b("HN600x200", "Q235B", 3000.0, "more_at_supports") == phi_b(
        "HN600x200", "Q235B", 3000.0, "more_top"
    )
