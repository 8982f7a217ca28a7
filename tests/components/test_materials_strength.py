"""Design strengths of GB 50017-2017, table 4.4.1, by grade and thickness; off the table is a reason, not a number."""

from __future__ import annotations

import numpy as np
import pytest

from components.materials import REASONS, grade_code, strength, table
from components.words import say


@pytest.mark.parametrize(
    ("grade", "t", "f", "fv", "fce", "fy", "fu"),
    [
        ("Q235", 10, 215, 125, 320, 235, 370),
        ("Q235", 16, 215, 125, 320, 235, 370),
        ("Q235", 16.5, 205, 120, 320, 225, 370),
        ("Q235", 100, 200, 115, 320, 215, 370),
        ("Q355", 12, 305, 175, 400, 355, 470),
        ("Q355", 40, 295, 170, 400, 345, 470),
        ("Q355", 63, 290, 165, 400, 335, 470),
        ("Q355", 80, 280, 160, 400, 325, 470),
        ("Q355", 90, 270, 155, 400, 315, 470),
        ("Q345", 12, 305, 175, 400, 345, 470),
        ("Q390", 20, 330, 190, 415, 370, 490),
        ("Q420", 50, 320, 185, 440, 380, 520),
        ("Q460", 80, 340, 195, 470, 400, 550),
        ("Q345GJ", 30, 325, 190, 415, 345, 490),
    ],
)
def test_a_cell_of_the_table_is_found_by_grade_and_thickness(
    grade: str, t: float, f: float, fv: float, fce: float, fy: float, fu: float
) -> None:
    found = strength(np.array([grade_code(grade)]), np.array([t]))
    got = (found.f[0], found.fv[0], found.fce[0], found.fy[0], found.fu[0])
    assert got == (f, fv, fce, fy, fu)
    assert REASONS[found.reason[0]] == ""


@pytest.mark.parametrize(
    ("grade", "t", "reason"),
    [
        ("Q999", 10, "materials.grade_not_in_table"),
        ("Q235", 120, "materials.thickness_off_table"),
        ("Q345GJ", 12, "materials.thickness_off_table"),
        ("Q235", float("nan"), "materials.no_thickness"),
    ],
)
def test_off_the_table_there_is_a_reason_and_no_number(grade: str, t: float, reason: str) -> None:
    found = strength(np.array([grade_code(grade)]), np.array([t]))
    assert np.isnan([found.f[0], found.fv[0], found.fce[0], found.fy[0], found.fu[0]]).all()
    assert REASONS[found.reason[0]] == reason
    assert all(say(reason, lang) for lang in ("zh", "en"))


def test_columns_give_what_single_parts_give() -> None:
    grades = np.array([grade_code(g) for g in ("Q355", "Q235", "Q460", "Q355")])
    t = np.array([10.0, 20.0, 200.0, 50.0])
    found = strength(grades, t)
    for i in range(4):
        alone = strength(grades[i : i + 1], t[i : i + 1])
        assert found.reason[i] == alone.reason[0]
        assert np.array_equal(found.f[i], alone.f[0], equal_nan=True)


def test_cold_formed_sections_go_by_their_own_table() -> None:
    """GB 50018-2002: Q235 f 205, Q345 f 300."""
    found = strength(
        np.array([grade_code("Q235"), grade_code("Q345"), grade_code("Q460")]), np.full(3, 6.0), True
    )
    assert found.f[:2].tolist() == [205, 300]
    assert REASONS[found.reason[2]] == "materials.grade_not_in_table"


def test_the_table_has_no_gap_and_no_overlap_in_thickness_and_every_row_says_where_it_is_from() -> None:
    held = table()
    for code in range(len(held.grades)):
        for cold in (False, True):
            rows = np.flatnonzero((held.grade == code) & (held.cold_formed == cold))
            assert np.array_equal(held.over_mm[rows][1:], held.upto_mm[rows][:-1])
            assert np.all(np.diff(held.values[rows, 0]) < 0)
    assert set(held.status) == {"seen", "memory"}
    assert all(held.source)
