"""The sheet and the result agree on every clause."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from components.checks.gb50017.single import MemberInputs, member
from components.codes.formula import number
from components.exports.checksheet import content, plain, typeset

MEMBERS = [
    MemberInputs("HN500x200x10x16", "Q355B", N=8e5, Mx=1.5e8, Vy=1e5, load_x="none", lx=6e3, ly=6e3, role="column"),
    MemberInputs("HN400x200x8x13", "Q355B", Mx=1.2e8, Vy=9e4, lx=7e3, ly=3.5e3, role="beam", ltb_case="mid_udl_top"),
    MemberInputs("CHS219x8", "Q235B", N=4e5, lx=5e3, ly=5e3, role="brace"),
    MemberInputs("L100x10", "Q235B", N=6e4, lx=2e3, ly=2e3, role="truss_web", one_leg="equal"),
    MemberInputs("CHS219x8", "Q355B", N=-4e5, lx=5e3, ly=5e3, role="tie", net_ratio=0.9),
    MemberInputs("HW400x400x13x21", "Q355B", N=2e6, Mx=1e8, My=5e7, lx=4e3, ly=4e3, role="column", seismic_grade=2,
                 situation="seismic", seismic_in=False),
]  # fmt: skip


@pytest.mark.parametrize("inputs", MEMBERS, ids=lambda i: f"{i.section} {i.role}")
def test_every_judged_clause_of_the_sheet_ends_in_the_figure_of_the_result(inputs: MemberInputs) -> None:
    result = member(inputs)
    sheet = content.of_member(result, "en")
    figures = {
        line.check: line.utilisation for line in result.sheet.lines if line.utilisation == line.utilisation
    }
    judged = [p for p in sheet.calculation if p.verdict]
    assert len(judged) == len(figures) == sum(row.utilisation == row.utilisation for row in sheet.summary)
    shown = sorted(number(u) for u in figures.values())
    assert sorted(p.remark.removeprefix("utilisation ") for p in judged) == shown
    for part in judged:
        u = part.remark.removeprefix("utilisation ")
        assert u in [w.result for w in part.works if w.limit], part.title
        assert part.verdict == ("over" if float(u) > 1.0 else "ok")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sheet_says_that_connections_are_not_checked_and_cites_gb55006(lang: str) -> None:
    text = "\n".join(plain.lines(content.of_member(member(MEMBERS[0]), lang)))
    assert {"zh": "未验算节点连接", "en": "onnections"}[lang] in text
    assert "GB 55006-2021" in text


def test_a_capacity_sheet_passes_no_judgement_on_strength() -> None:
    inputs = MemberInputs("HN500x200x10x16", "Q355B", forces=False, lx=6e3, ly=3e3, role="column")
    sheet = content.of_member(member(inputs), "en")
    assert sheet.verdict == "not_checked"
    assert [p.title for p in sheet.calculation if p.verdict] == ["Slenderness · GB 50017-2017 7.4.6/7.4.7"]
    assert any(f.label.startswith("N_y") for p in sheet.calculation for f in p.facts)


def test_known_holes_raise_the_axial_share_of_8_1_1() -> None:
    # by hand: N/(0.8 A) instead of N/A, so the share grows by N/(A f) (1/0.8 - 1); A as the catalogue outline has it
    def share(ratio: float) -> float:
        found = member(
            MemberInputs("HN500x200x10x16", "Q355B", N=8e5, Mx=1.5e8, lx=6e3, ly=6e3, net_ratio=ratio)
        )
        return float(found.sheet.results.columns["strength"].utilisation[0])

    area = 2 * 200 * 16 + 468 * 10 + (4 - math.pi) * 13**2
    assert share(0.8) - share(1.0) == pytest.approx(8e5 / (area * 305.0) * 0.25, rel=1e-6)


def _formulas(inputs: MemberInputs) -> str:
    sheet = content.of_member(member(inputs), "zh")
    return "\n".join(plain.lines(sheet))


def test_a_sheet_of_a_member_that_is_pressed_alone_writes_nothing_of_bending() -> None:
    pressed = MemberInputs("2L100x10-10", "Q235B", N=4e5, lx=2e3, ly=2e3, role="truss_chord")
    assert "φ_b" not in _formulas(pressed)
    assert "N'_Ex" not in _formulas(pressed)
    bent = _formulas(replace(pressed, Mx=5e6, load_x="uniform"))
    assert "φ_b" in bent
    assert "N'_Ex" in bent


def test_the_sheet_names_the_transverse_load_and_both_end_moments() -> None:
    told = _formulas(
        MemberInputs("HW300x300", "Q355B", N=8e5, Mx=1e8, M1x=1e8, M2x=0.0, load_x="none", lx=6e3, ly=6e3, role="column")
    )  # fmt: skip
    assert "横向荷载（M_x）" in told
    assert "M_2x" in told


def test_plates_are_written_against_the_limit_of_their_own_letters() -> None:
    beam = _formulas(MemberInputs("BH500x250x8x12", "Q355B", Mx=2e8, held=True, lx=6e3, role="beam"))
    assert "u = (b/t)/[b/t] = " in beam
    assert "u = (h_0/t_w)/[h_0/t_w] = " in beam
    tube = _formulas(MemberInputs("CHS219x8", "Q235B", N=2e5, Mx=1e7, lx=3e3, ly=3e3, role="column"))
    assert "u = (D/t)/[D/t] = " in tube
    assert "lim" not in beam + tube


def test_a_greek_index_is_set_small() -> None:
    assert typeset.runs("k_σ") == (("k", 0), ("σ", typeset.SUB))
