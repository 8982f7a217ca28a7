"""Braces of a storey against S_b of 8.3.1-6, worked out by hand for a portal with one diagonal."""

from __future__ import annotations

import math

import numpy as np
import pytest
from test_checks_frames import SPAN, H, mu_non_sway, mu_sway, solved

from components.checks.bracing import bracing
from components.checks.gb50017.adapt import section_table
from components.checks.gb50017.engine import Case
from components.checks.gb50017.material import gb_steel_row, gb_steels
from components.checks.gb50017.tables import members_of
from components.checks.members import Members, no_combinations
from components.codes.gb50017_2017.settings import Settings
from components.table import Text

E = 206_000.0
PORTAL = [
    ("column", [0.0, 0, 0], [0.0, 0, H]), ("column", [SPAN, 0, 0], [SPAN, 0, H]), ("beam", [0, 0, H], [SPAN, 0, H]),
]  # fmt: skip
DIAGONAL = ("brace", [0, 0, 0], [SPAN, 0, H])


def told(diameter: float, cfg: Settings | None = None, grade: str = "Q355") -> tuple[str, float]:
    """Code and the least ratio for the portal with a round diagonal of a diameter, columns 300x300x10x15 of Q355."""
    cfg = cfg or Settings()
    bars = [*PORTAL, DIAGONAL]
    found, framing = solved(bars, cfg)
    n = len(bars)
    role = Text.of(b[0] for b in bars)
    section = np.where(role.isin(["brace"]), 1, 0).astype(np.int64)
    table = members_of(
        n, section=section, steel=np.full(n, gb_steel_row(grade)), role=role, lx=framing.lx, ly=framing.ly,
        l0x=np.full(n, H), l0y=np.full(n, H), lw=np.full(n, H),
    )  # fmt: skip
    dims = np.array([[300.0, 300, 10, 15, 0, 0, 0, 0], [diameter, 0, 0, 0, 0, 0, 0, 0]])
    case = Case(
        section_table(["I", "ROUND"], dims, [None, None]), gb_steels(), table, no_combinations(), None, cfg
    )
    start, end = (np.array([b[i] for b in bars], float) for i in (1, 2))
    up = np.where(role.isin(["column"])[:, None], [1.0, 0, 0], [0.0, 0, 1.0])
    members = Members(np.arange(n), case, Text.full(n), framing, (), found)
    out = bracing(members, case, (start, end, up), np.arange(n))
    if not out:
        return "", math.nan
    return out[0].code, float(out[0].args.get("least", "nan"))


def phi_b_curve(lam: float) -> float:
    x = lam / math.pi * math.sqrt(355 / E)
    s = 0.965 + 0.300 * x + x * x
    return (s - math.sqrt(s * s - 4 * x * x)) / (2 * x * x)


def by_hand(diameter: float) -> float:
    """S_b over what 8.3.1-6 asks: K_1 = (I_b/SPAN)/(I_c/H) = 1 as in the frame of `solved`, K_2 = 0 at pinned feet."""
    A = 2 * 300 * 15 + 270 * 10
    i_x = math.sqrt((300 * 300**3 - 290 * 270**3) / 12 / A)
    N = [2 * phi_b_curve(mu * H / i_x) * A * 305 for mu in (mu_non_sway(1, 0), mu_sway(1, 1e-12))]
    needed = 4.4 * ((1 + 100 / 355) * N[0] - N[1])
    length = math.hypot(SPAN, H)
    area = math.pi * diameter**2 / 4
    return E * area / length * (SPAN / length) ** 2 * H / needed


@pytest.mark.parametrize(
    ("diameter", "code"), [(60.0, "checks.bracing_strong"), (10.0, "checks.bracing_weak")]
)
def test_the_stiffness_of_a_diagonal_against_8_3_1_6(diameter: float, code: str) -> None:
    assert (by_hand(diameter) >= 1.0) == (code == "checks.bracing_strong")
    found, least = told(diameter)
    assert found == code
    assert least == pytest.approx(by_hand(diameter), abs=0.006)


def test_a_stated_kind_of_frame_asks_for_no_stiffness() -> None:
    assert told(60.0, Settings(frame="sway"))[0] == ""


def test_columns_of_unknown_strength_leave_the_storey_open_and_say_so() -> None:
    assert told(60.0, grade="A992")[0] == "checks.bracing_open"
