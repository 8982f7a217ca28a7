"""The check as a whole: sheet and columns agree, nothing passes in silence, order and chunks do not matter."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import numpy as np
import pytest
from gb50017_cases import combinations, drawn_case

from components.checks.gb50017 import engine
from components.checks.gb50017.engine import Case, check
from components.checks.gb50017.inspect import inspect_forces
from components.checks.gb50017.latticed import Battens, Lacing, LatticedInputs
from components.checks.gb50017.latticed_check import check_latticed
from components.checks.gb50017.material import gb_steels
from components.checks.gb50017.reasons import CODE, NAMES, REASONS
from components.checks.gb50017.report import member_report, not_built
from components.checks.gb50017.results import NOT_CHECKED, OVER, PASSES, VERDICTS, CheckResults
from components.checks.gb50017.single import (
    MemberInputs,
    MemberRefused,
    MemberResult,
    case_of,
    member,
)
from components.checks.gb50017.sink import checks
from components.checks.gb50017.tables import forces_of
from components.checks.gb50017.trace import last_value, sheet
from components.codes.clause import clause_of, clauses, standing
from components.codes.gb50017_2017.settings import SettingRefused, Settings, origins
from components.sections import shape
from components.table import Text
from components.words import table

N = 400
CASE = drawn_case(N, 6, seed=3)
WHOLE = check(CASE)
I_500 = shape("I", h=500, b=250, tw=10, tf=16)


def good(**changes: object) -> MemberInputs:
    """A column that passes."""
    base = MemberInputs(
        I_500, "Q355B", N=400e3, Mx=100e6, M1x=100e6, M2x=50e6, load_x="none", lx=4000, ly=4000, role="column"
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def reasons(result: MemberResult) -> set[str]:
    return {line.reason for line in result.sheet.lines}


def same(one: CheckResults, other: CheckResults, order: np.ndarray | None = None) -> None:  # type: ignore[type-arg]
    at = slice(None) if order is None else order
    for c in one.checks:
        a, b = one.columns[c.check], other.columns[c.check]
        np.testing.assert_allclose(a.utilisation[at], b.utilisation, rtol=1e-12, err_msg=c.check)
        np.testing.assert_array_equal(a.reason[at], b.reason, err_msg=c.check)


def test_sheet_and_columns_agree_on_every_clause() -> None:
    agreed: set[str] = set()
    after = replace(CASE, settings=Settings(post_buckling=True))
    later = check(after)
    for case, whole, i in (
        *((CASE, WHOLE, i) for i in range(N)),
        *((after, later, i) for i in range(0, N, 4)),
    ):
        written = sheet(case, i)
        for line in written.lines:
            u = whole.columns[line.check].utilisation[i]
            if not np.isfinite(u):
                continue
            asked = next((g.asked for g in written.governed if line.check in g.checks), written.member)
            assert last_value(asked, line.check) == pytest.approx(u, rel=1e-12), (i, line.check)
            agreed.add(line.check)
    deflections = {"deflection_total", "deflection_live"}  # see test_checks_deflection
    assert agreed == {c.check for c in checks()} - {"torsion"} - deflections


def test_a_sheet_names_the_governing_combination() -> None:
    for i in range(20):
        for line in sheet(CASE, i).lines:
            row = WHOLE.columns[line.check].row[i]
            assert CASE.forces is not None
            assert line.row == row
            assert line.combination == (CASE.forces.combination[row] if row >= 0 else -1)


def test_one_member_at_a_time_gives_the_columns() -> None:
    for i in range(0, N, 40):
        alone = sheet(CASE, i).results
        for c in checks():
            a, b = alone.columns[c.check], WHOLE.columns[c.check]
            np.testing.assert_allclose(a.utilisation[0], b.utilisation[i], rtol=1e-12)
            assert a.reason[0] == b.reason[i]


def test_the_order_of_members_and_of_forces_does_not_matter() -> None:
    g = np.random.default_rng(5)
    order = g.permutation(N)
    place = np.argsort(order)
    assert CASE.forces is not None
    shuffled = CASE.forces.take(g.permutation(len(CASE.forces)))
    shuffled = replace(shuffled, member=place[shuffled.member])
    same(WHOLE, check(replace(CASE, members=CASE.members.take(order), forces=shuffled)), order)


def test_small_chunks_give_what_large_ones_give(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CHUNK", 50)
    same(WHOLE, check(CASE))


def test_members_with_different_numbers_of_rows_are_checked_alike() -> None:
    assert CASE.forces is not None
    fewer = np.flatnonzero((CASE.forces.member % 3 != 0) | (CASE.forces.combination < 4))
    part = check(replace(CASE, forces=CASE.forces.take(fewer)))
    full = np.arange(N) % 3 != 0
    for c in checks():
        np.testing.assert_allclose(
            part.columns[c.check].utilisation[full], WHOLE.columns[c.check].utilisation[full]
        )


def test_the_governing_check_is_the_largest_and_nothing_over_is_called_a_pass() -> None:
    stacked = np.array([WHOLE.columns[c.check].utilisation for c in WHOLE.checks])
    largest = np.where(
        np.isnan(stacked).all(axis=0), np.nan, np.nan_to_num(stacked, nan=-1.0, posinf=np.inf).max(axis=0)
    )
    np.testing.assert_array_equal(WHOLE.utilisation, largest)
    assert (WHOLE.verdict[largest > 1.0] == OVER).all()
    assert np.nanmax(largest[WHOLE.verdict == PASSES]) <= 0.9


def test_a_missing_figure_keeps_a_member_from_passing() -> None:
    missing = {CODE[name] for name, kind in REASONS if kind == "missing"}
    for i in range(N):
        lacking = {int(WHOLE.columns[c.check].reason[i]) for c in WHOLE.checks} & missing
        if lacking:
            assert VERDICTS[int(WHOLE.verdict[i])] in ("over", "unproven", "not_checked")


def test_a_good_column_passes() -> None:
    assert member(good()).verdict == "passes"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"N": float("nan")}, "bad_force"),
        ({"Mx": float("inf")}, "bad_force"),
        ({"grade": "S355JR"}, "unknown_grade"),
        ({"grade": "C30"}, "unknown_grade"),
        ({"section": shape("I", h=900, b=500, tw=60, tf=120)}, "thickness_off_table"),
        ({"lx": 0.0}, "bad_length"),
        ({"ly": float("nan")}, "bad_length"),
        ({"section": shape("CC", h=200, b=70, c=20, t=2)}, "cold_formed"),
        ({"section": shape("RHS", h=200, b=150, t=8, ro=16, ri=8)}, "cold_formed"),
        ({"section": shape("Z", h=100, b=50, tw=6, tf=8)}, "unknown_section"),
        ({"N": 5e8}, "beyond_euler"),
        ({"T": 1e7}, "torsion_not_built"),
        ({"N": -400e3}, "net_unknown"),
        ({"forces": False}, "no_forces"),
        ({"role": None}, "role_unknown"),
        ({"N": 0.0}, "ltb_case_unknown"),
        ({"section": shape("L", a=100, b=100, t=10), "N": 50e3}, "angle_bending"),
        ({"section": shape("L", a=100, b=100, t=10), "N": 50e3, "Mx": 0.0}, "angle_connection_unknown"),
        ({"section": shape("IM", h=500, b1=300, t1=16, b2=200, t2=12, tw=10), "My": 1e6}, "biaxial_not_built"),
        ({"section": "I30a", "N": 0.0, "ltb_case": "ends"}, "table_c02_missing"),
        ({"section": shape("I", h=1800, b=300, tw=8, tf=16), "N": 0.0, "held": True}, "panel_unknown"),
        ({"held": True, "N": 0.0, "Mx": -100e6}, "bottom_length_unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_has_a_reason_and_never_passes(
    changes: dict[str, object], reason: str
) -> None:
    result = member(good(**changes))
    found = reasons(result) | {NAMES[int(result.sheet.results.reason[0])]}
    assert reason in found
    assert result.verdict not in ("passes", "near")


def test_a_member_of_another_standard_is_not_checked() -> None:
    members = replace(CASE.members, standard=Text.full(N, "GB 51022"))
    results = check(replace(CASE, members=members))
    assert (results.reason == CODE["other_standard"]).all()
    assert not np.isin(results.verdict, [PASSES, 1]).any()


def test_an_unknown_profile_is_not_checked() -> None:
    members = replace(CASE.members, section=np.full(N, -1))
    results = check(replace(CASE, members=members))
    assert (results.verdict == NOT_CHECKED).all()
    assert (results.reason == CODE["unknown_section"]).all()


def test_characteristic_combinations_prove_nothing() -> None:
    characteristic = replace(CASE.combinations, design=np.zeros(len(CASE.combinations), np.bool_))
    results = check(replace(CASE, combinations=characteristic))
    assert not np.isin(results.verdict, [PASSES, 1]).any()
    assert CODE["only_characteristic"] in results.reason


def test_without_forces_there_are_capacities_and_no_pass() -> None:
    results = check(replace(CASE, forces=None))
    assert not np.isin(results.verdict, [PASSES, 1]).any()
    assert np.isfinite(results.capacities["N_x"]).sum() > N / 2


def test_the_sheet_names_what_is_left_out() -> None:
    report = member_report(member(good()), "en")
    assert {row["clause"] for row in report["not_built"]} == {row["clause"] for row in not_built()}
    assert report["notes"][0] == "Connections are not checked."


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_is_plain_json_with_every_intermediate_value(lang: str) -> None:
    report = member_report(member(good()), lang)
    text = json.dumps(report, allow_nan=False, ensure_ascii=False)
    assert json.loads(text) == report
    q = report["quantities"]
    for name in ("lambda_x", "lambda_y", "phi_x", "phi_y", "phi_bu_top", "NEx", "epsilon_k", "f"):
        assert isinstance(q[name], float)
    assert report["section_class"] in (1, 2, 3, 4, 5)
    assert {"7.2.1", "8.2.1-1", "8.2.1-3", "8.1.1-1"} <= {
        s["clause"] for g in report["governed"] for s in g["steps"]
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_check_reason_and_verdict_has_words(lang: str) -> None:
    words = table(lang, "gb50017")
    wanted = [f"check_{c.check}" for c in checks()] + [f"reason_{n}" for n in NAMES]
    wanted += [f"verdict_{v}" for v in VERDICTS] + [f"group_{c.group}" for c in checks()]
    wanted += [f"not_built_{row['what']}" for row in not_built()]
    wanted += [
        f"status_{standing(d, k).status}" for d in ("gb50017_2017", "gbt50011_2010") for k in ("*", "7.2.1")
    ]
    assert [w for w in wanted if not words.get(w)] == []
    assert set(table("zh", "gb50017")) == set(table("en", "gb50017"))


def test_every_clause_of_chapters_6_to_8_that_gives_a_utilisation_is_asked_or_named_as_left_out() -> None:
    asked: set[object] = set()
    for i in range(N):
        written = sheet(CASE, i)
        for a in (*written.member, *(a for g in written.governed for a in g.asked)):
            asked.add((a.step.clause, a.step.symbol))
    for join in (Lacing("L45x4"), Battens(180.0, 8.0, 780.0)):
        bent = LatticedInputs(
            "[28a", "Q235B", join, width=260.0, N=5e5, Mx=1e7, M1x=1e7, M2x=1e7, l0x=6e3, l0y=6e3
        )
        asked |= {(a.step.clause, a.step.symbol) for a in check_latticed(bent).asked}
    left_out = {"6.1.4-1", "6.4.1-1", "7.1.1-3", "B.1.1"}
    utilisations = {
        (s.number, s.symbol)
        for f in clauses("gb50017_2017").values()
        for s in (clause_of(f),)
        if s.limit is not None
    }
    assert {u for u in utilisations - asked if u[0] not in left_out} == set()


@pytest.mark.parametrize(
    "changes",
    [{"role": "pillar"}, {"ltb_case": "x"}, {"seismic_grade": 7}, {"section": "XYZ999"}, {"load_x": "wind"}],
)
def test_words_that_are_not_choices_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(MemberRefused):
        member(good(**changes))


def test_a_setting_that_is_not_a_choice_is_refused() -> None:
    with pytest.raises(SettingRefused):
        Settings(flange_edge="torn")


def test_settings_say_where_their_defaults_come_from() -> None:
    assert set(origins()) == {f.name for f in fields(Settings)}
    assert {o.status for o in origins().values()} <= {"verified", "memory_twice", "memory", "choice"}


def test_a_beam_with_a_little_compression_is_still_checked_as_a_beam() -> None:
    alone = member(good(role="beam", N=0.0, ltb_case="none_udl_top", lx=8000, ly=8000))
    pressed = member(good(role="beam", N=2e3, ltb_case="none_udl_top", lx=8000, ly=8000))
    expected = float(alone.sheet.results.columns["lateral"].utilisation[0])
    assert float(pressed.sheet.results.columns["lateral"].utilisation[0]) == pytest.approx(expected)


def test_odd_rows_of_forces_are_findings() -> None:
    forces = forces_of(
        np.array([0, 0, 9, 0, 1]), np.array([0, 0, 0, 7, 0]), N=np.array([1.0, 1.0, 1.0, 1.0, np.nan])
    )
    kept, found = inspect_forces(forces, 2, combinations(3))
    assert len(kept) == 3
    assert {f.code: f.args["count"] for f in found} == {
        "gb50017.forces_unknown_member": 1, "gb50017.forces_unknown_combination": 1, "gb50017.forces_duplicate": 1,
        "gb50017.forces_not_a_number": 1,
    }  # fmt: skip


def test_stations_give_stability_the_ends_and_the_largest_moment() -> None:
    """A straight diagram from 100 to -50 kN.m over five stations is end moments only: beta = 0.6 - 0.4 x 0.5."""
    by_ends = member(good(Mx=100e6, M1x=100e6, M2x=-50e6))
    case = _stationed(np.linspace(100e6, -50e6, 5))
    found = check(case).columns["in_plane"]
    assert found.utilisation[0] == pytest.approx(
        float(by_ends.sheet.results.columns["in_plane"].utilisation[0])
    )
    written = sheet(case, 0)
    line = next(x for x in written.lines if x.check == "in_plane")
    asked = next(g.asked for g in written.governed if "in_plane" in g.checks)
    assert last_value(asked, "in_plane") == pytest.approx(line.utilisation)


def test_a_purlin_that_is_bent_alone_is_not_asked_for_a_slenderness() -> None:
    bent = MemberInputs("[16a", "Q235B", Mx=9e6, My=8e5, Vy=6e3, lx=6e3, held=True, role="purlin")
    assert member(bent).verdict == "passes"
    strut = member(replace(bent, N=5e3, ly=1.5e3))
    line = next(x for x in strut.sheet.lines if x.check == "slenderness")
    # table 7.4.6: 200; GB/T 706: i_x = 62.8 mm, i_y = 18.3 mm
    assert line.utilisation == pytest.approx(max(6000 / 62.8, 1500 / 18.3) / 200, rel=5e-3)


def test_a_sagging_diagram_is_not_taken_for_end_moments() -> None:
    sagging = check(_stationed(np.array([0.0, 75e6, 100e6, 75e6, 0.0]))).columns["in_plane"]
    by_hand = member(good(Mx=100e6, M1x=float("nan"), M2x=float("nan"), load_x="unknown"))
    assert sagging.utilisation[0] == pytest.approx(
        float(by_hand.sheet.results.columns["in_plane"].utilisation[0])
    )


def _stationed(Mx: np.ndarray) -> Case:  # type: ignore[type-arg]
    case = case_of(good(), I_500)
    n = len(Mx)
    nil = np.zeros(n, np.int64)
    return replace(case, forces=forces_of(nil, nil, station=np.linspace(0, 1, n), N=np.full(n, 400e3), Mx=Mx))


def test_tables_of_grades_start_where_the_standard_starts() -> None:
    steels = gb_steels()
    row = steels.name.filled().index("Q345GJ")
    assert np.isnan(steels.f[row, 0]) and steels.upto_mm[row, 0] == 16.0


@pytest.mark.parametrize("load", ["unknown", "uniform", "point", "both"])
def test_moments_that_are_not_known_earn_no_reduction(load: str) -> None:
    """Ends unknown: beta_m = beta_t = 1, whatever the transverse load is said to be."""
    unknown = member(good(M1x=float("nan"), M2x=float("nan"), load_x=load))
    equal = member(good(M1x=100e6, M2x=100e6, load_x="none"))
    for check_name in ("in_plane", "out_of_plane"):
        found = [float(r.sheet.results.columns[check_name].utilisation[0]) for r in (unknown, equal)]
        assert found[0] == pytest.approx(found[1])


def test_slenderness_needs_no_grade() -> None:
    found = member(good(grade="Q999"))
    slenderness = next(line for line in found.sheet.lines if line.check == "slenderness")
    known = next(line for line in member(good()).sheet.lines if line.check == "slenderness")
    assert slenderness.utilisation == known.utilisation
    assert found.verdict == "not_checked"
