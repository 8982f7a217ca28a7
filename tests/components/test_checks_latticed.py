"""Latticed members: laws, refusals, and the sheet that says what the check found."""

from __future__ import annotations

import math

import pytest

from components.checks.gb50017.latticed import Battens, Lacing, LatticedInputs
from components.checks.gb50017.latticed_check import CHECKS, LatticedResult, check_latticed
from components.checks.gb50017.latticed_report import latticed_report, odd
from components.checks.gb50017.single import MemberRefused
from components.exports.checksheet import paper, plain
from components.exports.checksheet.latticed import of_latticed
from components.words import say

LACED = {
    "limb": "[28a",
    "grade": "Q235B",
    "width": 260.0,
    "join": Lacing("L45x4"),
    "N": 1.0e6,
    "l0x": 6e3,
    "l0y": 6e3,
}
BATTENED = LACED | {"join": Battens(180.0, 8.0, 780.0)}


def checked(**given: object) -> LatticedResult:
    return check_latticed(LatticedInputs(**given))  # type: ignore[arg-type]


def use(result: LatticedResult, check: str) -> float:
    return next(line.utilisation for line in result.lines if line.check == check)


def test_more_lacing_never_raises_the_slenderness() -> None:
    found = [
        checked(**LACED | {"join": Lacing(bar)}).figures["lambda_0x"] for bar in ("L40x4", "L50x5", "L75x8")
    ]
    assert found == sorted(found, reverse=True)
    assert found[-1] > checked(**LACED).figures["lambda_x"]


def test_a_moment_that_vanishes_leaves_the_axial_check() -> None:
    bent = checked(**LACED | {"Mx": 1.0})
    assert use(bent, "latticed_in_plane") == pytest.approx(use(bent, "stability_x"), rel=1e-6)
    assert use(bent, "limb_stability") == pytest.approx(use(bent, "stability_y"), rel=1e-6)


@pytest.mark.parametrize("given", [LACED, BATTENED])
def test_axial_utilisations_scale_with_the_force(given: dict[str, object]) -> None:
    once, twice = checked(**given), checked(**given | {"N": 2.0e6})
    for check in ("axial_gross", "stability_x", "stability_y"):
        assert use(twice, check) == pytest.approx(2.0 * use(once, check))


def test_a_force_beyond_euler_is_over_and_says_so() -> None:
    r = checked(**LACED | {"N": 8.0e6, "Mx": 1.0e7, "l0x": 12e3})
    line = next(one for one in r.lines if one.check == "latticed_in_plane")
    assert math.isinf(line.utilisation) and line.reason == "beyond_euler" and r.verdict == "over"


def test_a_length_that_is_missing_leaves_the_member_unproven() -> None:
    r = checked(**{k: v for k, v in LACED.items() if k != "l0y"})
    assert r.verdict == "unproven" and r.reason == "bad_length"


def test_without_forces_nothing_passes() -> None:
    r = checked(**LACED | {"N": 0.0, "forces": False})
    assert r.verdict == "not_checked" and r.reason == "no_forces"
    assert use(r, "limb_slenderness") < 1.0
    shown = "\n".join(plain.lines(of_latticed(r, "en")))
    N_x = r.figures["phi_x"] * r.figures["A"] * r.figures["f"]
    assert say("checks.capacities_remark", "en") in shown and f"{N_x / 1e3:.0f} kN" in shown


def test_plates_off_the_table_are_not_checked() -> None:
    assert checked(**LACED | {"grade": "Q345GJ"}).verdict == "not_checked"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"limb": "φ219x8"}, "gb50017.latticed_limb"),
        ({"limb": "L100x80x8"}, "gb50017.latticed_limb"),
        ({"limb": "nothing"}, "gb50017.section_refused"),
        ({"width": 100.0}, "gb50017.latticed_apart"),
        ({"axes": 200.0}, "gb50017.latticed_one_width"),
        ({"width": math.nan}, "gb50017.latticed_one_width"),
        ({"join": Lacing("[10")}, "gb50017.latticed_bar"),
        ({"join": Lacing("L45x4", 30.0)}, "gb50017.latticed_angle"),
        ({"join": Battens(180.0, 8.0, 150.0)}, "gb50017.latticed_battens"),
        ({"join": Battens(180.0, -8.0, 780.0)}, "gb50017.latticed_size"),
        ({"grade": "Q999"}, "gb50017.latticed_grade"),
        ({"N": math.nan}, "gb50017.latticed_size"),
        ({"l0x": -6000.0}, "gb50017.latticed_size"),
        ({"role": "wall"}, "gb50017.word_refused"),
    ],
)
def test_what_cannot_be_a_latticed_member_is_refused_in_a_sentence(
    change: dict[str, object], code: str
) -> None:
    with pytest.raises(MemberRefused) as refused:
        checked(**LACED | change)
    assert refused.value.code == code
    for lang in ("zh", "en"):
        assert "{" not in say(refused.value.code, lang, refused.value.arguments)


def test_joints_that_do_not_go_with_the_angle_are_told() -> None:
    assert [f.code for f in odd(checked(**LACED | {"join": Lacing("L45x4", 45.0, 300.0)}))] == [
        "gb50017.latticed_panel"
    ]
    assert odd(checked(**LACED | {"join": Lacing("L45x4", 45.0, 436.0)})) == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "given", [LACED, BATTENED | {"Mx": 2.0e7, "V": 1.0e4}, LACED | {"limb": "L100x10", "width": 500.0}]
)
def test_the_sheet_ends_each_check_with_its_utilisation(given: dict[str, object], lang: str) -> None:
    r = checked(**given)
    sheet = of_latticed(r, lang)
    assert {line.check for line in r.lines} == set(CHECKS)
    for line in r.lines:
        if math.isnan(line.utilisation):
            continue
        own = [a.step.value for a in r.asked if a.tag == line.check and a.step.limit is not None]
        assert max(own) == pytest.approx(line.utilisation)
        title = say(f"gb50017.check_{line.check}", lang)
        assert any(part.title.startswith(title) and part.works for part in sheet.calculation)
    assert all("{" not in text for text in plain.lines(sheet))
    assert paper.render((sheet,))[0].startswith(b"%PDF")
    report = latticed_report(r, lang)
    assert report["figures"]["lambda_0x"] > report["figures"]["lambda_x"]
    f = report["figures"]
    assert report["capacities"]["N_x"] == pytest.approx(f["phi_x"] * f["A"] * f["f"])
