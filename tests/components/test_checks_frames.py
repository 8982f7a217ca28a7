"""Effective lengths from the frame: annex E against ratios worked out by hand, table 7.4.1-1 and crossed braces.

mu for K = 1, 1 and K = 0, 1 (sway 1.317, 2.328; non-sway 0.774, 0.875) is solved independently of the program
(shared fact sheet, table of annex E values, and solved again here with a plain bisection).
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from app.checking import check_model, member_sheet
from app.usecases import open_model
from components.checks.lengths import Effective, effective
from components.checks.lines import Framing, framing
from components.checks.members import members_of_model
from components.codes.gb50017_2017.settings import Settings
from components.table import Text

OFFICE = Path(__file__).parents[2] / "ifc_samples" / "frame_office.ifc"
H, SPAN, I_C, I_B = 4000.0, 8000.0, 2.0e8, 4.0e8  # I_B/SPAN = I_C/H: every K below is a whole number of these


def mu_sway(K1: float, K2: float) -> float:
    low, high = 1e-9, math.pi - 1e-9
    for _ in range(200):
        p = (low + high) / 2
        value = (36 * K1 * K2 - p * p) * math.sin(p) + 6 * (K1 + K2) * p * math.cos(p)
        low, high = (p, high) if value > 0 else (low, p)
    return math.pi / low


def mu_non_sway(K1: float, K2: float) -> float:
    low, high = math.pi, 2 * math.pi
    for _ in range(200):
        p = (low + high) / 2
        value = (
            (p * p + 2 * (K1 + K2) - 4 * K1 * K2) * p * math.sin(p)
            - 2 * ((K1 + K2) * p * p + 4 * K1 * K2) * math.cos(p)
            + 8 * K1 * K2
        )
        low, high = (p, high) if value > 0 else (low, p)
    return math.pi / low


def test_the_two_equations_agree_with_the_fact_sheet() -> None:
    assert mu_sway(1, 1) == pytest.approx(1.317, abs=5e-4)
    assert mu_sway(1e-12, 1) == pytest.approx(2.328, abs=5e-4)
    assert mu_non_sway(1, 1) == pytest.approx(0.774, abs=5e-4)
    assert mu_non_sway(0, 1) == pytest.approx(0.875, abs=5e-4)


def solved(
    bars: list[tuple[str, list[float], list[float]]], cfg: Settings | None = None
) -> tuple[Effective, Framing]:
    """Bars by role; columns have their web along x, everything else upright webs."""
    start, end = (np.array([b[i] for b in bars], float) for i in (1, 2))
    role = Text.of(b[0] for b in bars)
    column = role.isin(["column"])
    up = np.where(column[:, None], [1.0, 0, 0], [0.0, 0, 1.0])
    n = len(bars)
    size = np.full(n, 300.0)
    slight = role.isin(["brace"])
    found = framing(start, end, up, size, size, np.where(column, 0, 1), np.ones(n, bool), slight)
    I_x = np.where(column, I_C, I_B)
    return effective(
        (start, end, up), size, (I_x, I_x / 2.0), role, Text.full(n, "I"), found, cfg or Settings()
    ), found


def portal() -> list[tuple[str, list[float], list[float]]]:
    """Two storeys, one bay along x: two columns of two storeys, a beam at each floor."""
    columns = [("column", [x, 0, 0], [x, 0, 2 * H]) for x in (0.0, SPAN)]
    return [*columns, *[("beam", [0, 0, z], [SPAN, 0, z]) for z in (H, 2 * H)]]


def test_a_two_storey_frame_with_pinned_feet_sways_as_annex_e_says() -> None:
    found, _ = solved(portal())
    # storey 1: foot K2 = 0, first floor K1 = 1/(1 + 1); storey 2: top 1/1, first floor 1/2; storey 1 governs
    assert found.frame_x.sway[0] and not found.frame_x.leaning[0]
    assert found.frame_x.K_1[0] == pytest.approx(0.5)
    assert found.frame_x.K_2[0] == 0.0
    assert found.frame_x.mu[0] == pytest.approx(mu_sway(0.5, 1e-12), rel=1e-6)
    assert found.frame_x.height[0] == pytest.approx(H)
    assert found.mu_x[0] * H == pytest.approx(found.frame_x.l0[0])


@pytest.mark.parametrize(("base", "K2"), [("fixed", 10.0), ("base_plate", 0.1)])
def test_the_base_of_the_settings_is_k2(base: str, K2: float) -> None:
    found, _ = solved(portal(), Settings(frame_base=base))
    lower, upper = mu_sway(0.5, K2), mu_sway(1.0, 0.5)
    assert found.frame_x.mu[0] == pytest.approx(max(lower, upper), rel=1e-6)


def test_a_brace_in_the_plane_makes_the_frame_non_sway_and_one_across_it_does_not() -> None:
    along = [("brace", [0, 5000, z], [SPAN, 5000, z + H]) for z in (0.0, H)]
    across = [("brace", [0, 5000, z], [0, 5000 + SPAN, z + H]) for z in (0.0, H)]
    braced, _ = solved([*portal(), *along])
    assert not braced.frame_x.sway[0]
    assert braced.frame_x.mu[0] == pytest.approx(max(mu_non_sway(0.5, 0.0), mu_non_sway(1.0, 0.5)), rel=1e-6)
    assert solved([*portal(), *across])[0].frame_x.sway[0]
    assert not solved(portal(), Settings(frame="non_sway"))[0].frame_x.sway[0]


def test_a_plane_without_beams_makes_a_leaning_column() -> None:
    found, lengths = solved(portal())
    assert found.frame_y.leaning[0] and found.frame_y.mu[0] == 1.0
    assert found.mu_y[0] * lengths.ly[0] == pytest.approx(2 * H)  # nothing holds it on the way up


def test_the_increase_of_leaning_columns_comes_from_the_settings() -> None:
    plain, more = solved(portal())[0], solved(portal(), Settings(leaning=1.2))[0]
    assert more.frame_x.mu[0] == pytest.approx(1.2 * plain.frame_x.mu[0])


def test_pinned_joints_leave_columns_without_a_frame() -> None:
    assert solved(portal(), Settings(frame_joints="pinned"))[0].frame_x.leaning[0]


def test_a_beam_whose_far_end_rests_on_no_column_counts_half_with_sway_and_half_more_without() -> None:
    lone = [("column", [0.0, 0, 0], [0.0, 0, H]), ("beam", [0, 0, H], [SPAN, 0, H])]
    assert solved(lone)[0].frame_x.K_1[0] == pytest.approx(0.5)
    assert solved(lone, Settings(frame="non_sway"))[0].frame_x.K_1[0] == pytest.approx(1.5)


def test_a_beam_running_through_a_column_lends_both_its_spans() -> None:
    bars = [("column", [x, 0, 0], [x, 0, H]) for x in (0.0, SPAN, 2 * SPAN)]
    found, _ = solved([*bars, ("beam", [0, 0, H], [2 * SPAN, 0, H])])
    assert found.frame_x.K_1[:3].tolist() == pytest.approx([1.0, 2.0, 1.0])


def test_angles_in_a_truss_take_the_lengths_of_table_741() -> None:
    bars = [
        ("truss_chord", [0, 0, 0], [12000, 0, 0]), ("truss_chord", [0, 0, 2000], [12000, 0, 2000]),
        ("truss_web", [3000, 0, 0], [6000, 0, 2000]),
    ]  # fmt: skip
    start, end = (np.array([b[i] for b in bars], float) for i in (1, 2))
    up = np.array([[0, 0, 1.0], [0, 0, 1.0], [0, 1.0, 0]])  # the web member's y stands across the truss
    size, role = np.full(3, 100.0), Text.of(b[0] for b in bars)
    found = framing(start, end, up, size, size, np.arange(3), np.ones(3, bool), np.zeros(3, bool))

    def shares(family: str, cfg: Settings) -> tuple[float, float]:
        made = effective(
            (start, end, up), size, (np.full(3, 1e6),) * 2, role, Text.full(3, family), found, cfg
        )
        return float(made.mu_x[2]), float(made.mu_y[2])

    assert shares("2L", Settings()) == (1.0, 0.8)
    assert shares("L", Settings()) == (1.0, 0.9)
    assert shares("2L", Settings(truss_lengths="full")) == (1.0, 1.0)
    assert shares("CHS", Settings()) == (1.0, 1.0)


def test_crossed_braces_reach_to_their_crossing_in_the_plane_only() -> None:
    found, _ = solved([("brace", [0, 0, 0], [6000, 0, 4000]), ("brace", [0, 0, 4000], [6000, 0, 0])])
    assert found.crossed.all()
    # their webs stand upright, in the plane of the cross: bending about x lies in it
    assert found.mu_x.tolist() == pytest.approx([0.5, 0.5], abs=0.01)
    assert found.mu_y.tolist() == [1.0, 1.0]


@cache
def office():
    return open_model(OFFICE).model


def test_a_frame_of_a_model_takes_annex_e_and_says_so_on_the_sheet() -> None:
    found = check_model(office())
    members = found.checked.members
    column = np.flatnonzero(members.case.members.role.isin(["column"]))
    assert np.isfinite(members.effective.frame_x.mu[column]).all()
    assert {"checks.assumed_columns"} <= {f.code for f in found.findings}
    sheet = member_sheet(found.checked, int(column[0]), "zh")
    told = " ".join(f.value for p in sheet.closing for f in p.facts)
    assert "K_1" in told and "E.0" in told


def test_direct_analysis_still_takes_mu_one() -> None:
    from components.checks.gb50017.asking import plain
    from components.checks.gb50017.quantities import quantities

    case = members_of_model(office()).case
    second = quantities(plain, case.sections, case.steels, case.members, case.settings, True)
    first = quantities(plain, case.sections, case.steels, case.members, case.settings, False)
    column = case.members.role.isin(["column"])
    assert (second.lambda_x[column] < first.lambda_x[column]).any()
    assert not second.sway_x.any()
