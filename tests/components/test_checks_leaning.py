"""Leaning columns beside a frame: the increase of mu of 8.3.1-2 by hand, eta = sqrt(1 + sum(N_l/h_l)/sum(N_f/h_f))."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from test_checks_frames import SPAN, H, solved

from components.checks.decisions import Decided
from components.checks.gb50017.adapt import section_table
from components.checks.gb50017.engine import Case
from components.checks.gb50017.material import gb_steels
from components.checks.gb50017.tables import CombinationTable, forces_of, members_of
from components.checks.leaning import with_leaning
from components.checks.members import Members
from components.codes.gb50017_2017.settings import Settings
from components.table import Text

BARS = [
    ("column", [0.0, 0, 0], [0.0, 0, H]), ("column", [SPAN, 0, 0], [SPAN, 0, H]),
    ("column", [SPAN / 2, 9000.0, 0], [SPAN / 2, 9000.0, 2 * H]),
    ("beam", [0, 0, H], [SPAN, 0, H]),
]  # fmt: skip
"""A portal along x and, aside, a column twice as high that no beam holds."""


def made(N: list[list[float]], cfg: Settings | None = None) -> tuple[Members, Case, tuple[np.ndarray, ...]]:
    """Members and forces: N per combination and column, kN."""
    cfg = cfg or Settings()
    found, framing = solved(BARS, cfg)
    n, k = len(BARS), len(N)
    table = members_of(
        n, section=np.zeros(n, np.int64), steel=np.zeros(n, np.int64), role=Text.of(b[0] for b in BARS),
        l0x=found.frame_x.l0, l0y=found.frame_y.l0, lx=framing.lx, ly=framing.ly,
    )  # fmt: skip
    yes = np.ones(k, np.bool_)
    words = Text.full(k, "persistent")
    combinations = CombinationTable(
        Text.of([f"C{i}" for i in range(k)]), yes, words, Text.full(k, "first_order"), yes, yes
    )
    owner, combination = np.tile(np.arange(3), k), np.repeat(np.arange(k), 3)
    forces = forces_of(owner, combination, N=1e3 * np.array(N).ravel())
    sections = section_table(["I"], np.array([[300.0, 300, 10, 15, 0, 0, 0, 0]]), [None])
    case = Case(sections, gb_steels(), table, combinations, forces, cfg)
    start, end = (np.array([b[i] for b in BARS], float) for i in (1, 2))
    up = np.where(table.role.isin(["column"])[:, None], [1.0, 0, 0], [0.0, 0, 1.0])
    members = Members(np.arange(n), case, Text.full(n), framing, (), found)
    return members, case, (start, end, up)


def test_the_increase_is_that_of_the_worst_combination() -> None:
    members, case, axes = made([[100, 100, 300], [200, 50, 700], [100, 100, -400]])
    assert members.effective.frame_x.leaning[2]
    _, after, told = with_leaning(members, case, axes)
    # leaning: 700/2H, frame: 250/H in the second combination; tension helps nobody
    eta = max(math.sqrt(1 + (300 / 2) / 200), math.sqrt(1 + (700 / 2) / 250))
    assert after.members.l0x[:2] == pytest.approx(eta * case.members.l0x[:2])
    assert after.members.l0x[2] == case.members.l0x[2]
    assert [f.code for f in told] == ["checks.leaning_done"]
    assert told[0].args["most"] == f"{eta:.3f}"


def test_a_plane_in_which_all_columns_lean_has_nothing_to_raise() -> None:
    members, case, axes = made([[100, 100, 300]])
    assert members.effective.frame_y.leaning[:3].all()
    _, after, _ = with_leaning(members, case, axes)
    np.testing.assert_array_equal(after.members.l0y, case.members.l0y)


def test_a_stated_increase_and_decided_lengths_stay() -> None:
    members, case, axes = made([[100, 100, 300]], Settings(leaning=1.2))
    assert with_leaning(members, case, axes)[1] is case
    members, case, axes = made([[100, 100, 300]])
    members = replace(members, decided=(Decided(0, "check_buckling_y_mm", "", "5000", "by hand"),))
    after = with_leaning(members, case, axes)[1]
    assert after.members.l0x[0] == case.members.l0x[0]
    assert after.members.l0x[1] > case.members.l0x[1]


def test_columns_without_forces_leave_the_increase_open_and_say_so() -> None:
    members, case, axes = made([[100, 100, 300]])
    assert case.forces is not None
    bare = replace(case, forces=case.forces.take(np.array([0, 1])))
    _, after, told = with_leaning(members, bare, axes)
    assert after is bare
    assert [(f.code, f.args["count"]) for f in told] == [("checks.leaning_open", 1)]
