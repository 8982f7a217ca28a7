"""`steelyard member` and `steelyard sections`: what they print, write and refuse."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pypdf
import pytest

from app.cli import main

COLUMN = [
    "--section",
    "HN500x200x10x16",
    "--grade",
    "Q355B",
    "--N",
    "800",
    "--Mx",
    "150",
    "--load-x",
    "none",
    "--lx",
    "6m",
    "--ly",
    "6000",
    "--role",
    "column",
]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    out = capsys.readouterr()
    return code, out.out, out.err


def report(capsys: pytest.CaptureFixture[str], *words: str) -> dict:
    return json.loads(run(capsys, "member", *words, "--json", "--lang", "en")[1])


def test_the_axial_share_of_the_report_is_n_over_a_f(capsys: pytest.CaptureFixture[str]) -> None:
    # by hand: A = 2 200 16 + (500 - 32) 10 + (4 - pi) 13^2 mm2, f = 305 MPa (Q355, up to 16 mm)
    area = 2 * 200 * 16 + 468 * 10 + (4 - math.pi) * 13**2
    checks = {c["check"]: c for c in report(capsys, *COLUMN)["checks"]}
    assert checks["axial_gross"]["utilisation"] == pytest.approx(800e3 / (area * 305.0), rel=1e-9)


@pytest.mark.parametrize(
    "units",
    [
        ["--N", "800000N", "--Mx", "150e6 N·mm", "--lx", "600cm"],
        ["--N", "0.8MN", "--Mx", "150 kN-m", "--lx", "6000"],
        ["--N", "81.577297303 tf", "--Mx", "15.2957432 tf*m", "--lx", "6 m"],
    ],
)
def test_units_leave_the_utilisation_alone(capsys: pytest.CaptureFixture[str], units: list[str]) -> None:
    plain = report(capsys, *COLUMN)["utilisation"]
    assert report(capsys, *COLUMN, *units)["utilisation"] == pytest.approx(plain, rel=1e-6)


def test_every_step_of_the_report_ends_in_the_utilisation_of_its_check(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = report(capsys, *COLUMN)
    steps = [s for g in told["governed"] for s in g["steps"]] + told["steps"]
    for check in told["checks"]:
        if check["utilisation"] is not None:
            own = [s["value"] for s in steps if s["for"] == check["check"] and s["limit"] is not None]
            assert max(own) == pytest.approx(check["utilisation"], rel=1e-12), check["check"]


def test_without_forces_nothing_is_said_to_pass(capsys: pytest.CaptureFixture[str]) -> None:
    told = report(capsys, "--section", "HN500x200x10x16", "--grade", "Q355B", "--lx", "6000", "--ly", "3000")
    assert told["verdict"] == "not_checked"
    assert told["capacities"]["N_t"] > 0.0
    code, text, _ = run(
        capsys, "member", "--section", "HN500x200x10x16", "--grade", "Q355B", "--lx", "6000", "--ly", "3000",
        "--lang", "en",
    )  # fmt: skip
    assert code == 0
    assert "so nothing is said to pass" in text
    assert "All the clauses checked are satisfied" not in text


def test_a_section_of_plates_is_the_section_of_the_same_name(capsys: pytest.CaptureFixture[str]) -> None:
    rest = [
        "--grade",
        "Q355B",
        "--N",
        "500",
        "--lx",
        "5000",
        "--ly",
        "5000",
        "--role",
        "column",
        "--process",
        "welded",
    ]
    named = report(capsys, "--section", "BH500x200x8x12", *rest)
    made = report(capsys, "--plates", "I", "h=500", "b=200", "tw=8", "tf=12", *rest)
    assert named["utilisation"] == pytest.approx(made["utilisation"], rel=1e-12)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--section", "NOSUCH", "--grade", "Q355B"], "NOSUCH"),
        (["--plates", "I", "h=500", "b=200", "tw=300", "tf=12", "--grade", "Q355B"], "cannot be a section"),
        (["--plates", "I", "q=5", "--grade", "Q355B"], "q"),
        (["--section", "HN500x200x10x16", "--grade", "Q355B", "--set", "nonsense=1"], "nonsense=1"),
    ],
)
def test_what_cannot_be_understood_is_a_sentence_and_exit_2(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    code, _, sentence = run(capsys, "member", *words, "--lang", "en")
    assert code == 2
    assert said in sentence
    assert "Traceback" not in sentence


@pytest.mark.parametrize("figure", ["nan", "inf", "12 bananas", "12 m", ""])
def test_a_force_that_is_no_force_is_refused(capsys: pytest.CaptureFixture[str], figure: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["member", "--section", "I20a", "--grade", "Q235B", f"--N={figure}"])
    assert left.value.code == 2


def test_an_unknown_grade_is_not_checked_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    told = report(capsys, "--section", "HN500x200x10x16", "--grade", "Z999", "--N", "10", "--lx", "6000")
    assert told["verdict"] == "not_checked"
    assert any(c["reason"] == "unknown_grade" for c in told["checks"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_names_connections_gb55006_and_the_governing_clause(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "sheet.pdf"
    assert main(["member", *COLUMN, "--name", "GZ-1", "-o", str(path), "--lang", lang]) == 1
    pages = pypdf.PdfReader(path).pages
    text = "".join(page.extract_text() for page in pages)
    assert "GB 55006-2021" in text
    assert {"zh": "未验算节点连接", "en": "onnections"}[lang] in text
    assert "8.2.1-3" in text


def test_the_same_member_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        main(["member", *COLUMN, "-o", str(tmp_path / name), "--lang", "zh"])
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_sections_gives_the_nominal_mass_of_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    # HN500x200x10x16 of GB/T 11263-2017 is listed with 88.1 kg/m
    code, out, _ = run(capsys, "sections", "HN500x200x10x16", "--json", "--lang", "en")
    told = json.loads(out)
    assert code == 0
    assert told["exact"]["nominal_mass_kg_per_m"] == pytest.approx(88.1)
    assert told["exact"]["properties"]["area_mm2"] == pytest.approx(11225, abs=1.0)


def test_sections_lists_what_holds_the_query_and_says_how_many_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(capsys, "sections", "HN", "--limit", "3", "--json", "--lang", "en")
    told = json.loads(out)
    assert [r["name"][:2] for r in told["rows"]] == ["HN"] * 3
    assert told["others"] > 0
    assert run(capsys, "sections", "zzzz", "--lang", "en")[0] == 1


@pytest.mark.parametrize(
    ("words", "case", "l1"),
    [
        ("--diagram uniform", "none_udl_top", None), ("--diagram point --load-on bottom", "none_point_bottom", None),
        ("--diagram points --supports 0", "none_udl_top", 6000.0), ("--diagram point --supports 1", "mid_point", 3000.0),
        ("--diagram uniform --supports 1 --load-on bottom", "mid_udl_bottom", 3000.0),
        ("--diagram uniform --supports 2", "more_top", 2000.0), ("--diagram ends", "ends", None),
        ("--diagram uniform --supports 2 --l1 1500", "more_top", 1500.0),
        ("--diagram constant --ltb-case mid_point", "mid_point", None),
    ],
)  # fmt: skip
def test_a_diagram_says_the_case_of_table_c01_and_the_spacing_of_supports(
    capsys: pytest.CaptureFixture[str], words: str, case: str, l1: float | None
) -> None:
    main(
        [
            "member",
            *[
                "--section",
                "HN400x200",
                "--grade",
                "Q355B",
                "--Mx",
                "50",
                "--lx",
                "6000",
                "--json",
                "--lang",
                "en",
            ],
            *words.split(),
        ]
    )
    told = json.loads(capsys.readouterr().out)["inputs"]
    assert told["ltb_case"] == case
    assert told["l1"] == l1


def test_a_stranger_is_told_which_options_are_missing(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, said = run(
        capsys,
        "member",
        "--section",
        "HW400x400",
        "--grade",
        "Q235",
        "--N",
        "100",
        "--lx",
        "4000",
        "--lang",
        "en",
    )
    assert code == 0
    assert "--ly" in said and "--role" in said
    assert "--lx" not in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--section", "HW400x400", "--lx", "-5"], "--lx"),
        (["--section", "HW400x400", "--net-ratio", "1.4"], "--net-ratio"),
        (["--section", "HW400"], "HW400×400×13×21"),
        (["--plates", "I", "h=500", "b=200"], "tw, tf"),
        (["--section", "HW400x400", "--bolts", "3", "5"], "3"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    code, _, told = run(capsys, "member", "--grade", "Q235", "--N", "100", *words, "--lang", "en")
    assert code == 2
    assert said in told


def test_plates_may_bear_units_or_be_a_designation(capsys: pytest.CaptureFixture[str]) -> None:
    plain = report(
        capsys, "--plates", "I", "h=500", "b=200", "tw=8", "tf=12", "--grade", "Q235", "--N", "100"
    )
    for words in (["I", "h=50cm", "b=200mm", "tw=8", "tf=12"], ["H500x200x8x12"]):
        other = report(capsys, "--plates", *words, "--grade", "Q235", "--N", "100")
        assert other["quantities"]["Ix"] == plain["quantities"]["Ix"]


def test_how_a_name_was_read_is_in_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    told = report(capsys, "--section", "H600x300x14x20", "--grade", "Q235", "--N", "100")
    assert any("welded" in remark for remark in told["remarks"])
    assert told["hints"]


PORTAL = (
    "member --section BH500x250x8x12 --grade Q355B --role column --N 300 --l0x 15000 --l0y 4000 "
    "--end-moments 300 0 --sway-x --edge flame_cut --json --lang en"
)


def test_end_moments_alone_stand_for_a_member_without_transverse_load_and_that_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """8.2.1 of a portal column by hand: curve b both ways, beta_mx = 1 - 0.36 N/Ncr, beta_tx = 0.65 + 0.35 * 0."""
    assert main(PORTAL.split()) == 0
    told = json.loads(capsys.readouterr().out)
    A, Ix = 2 * 250 * 12 + 476 * 8, 250 * 500**3 / 12 - 242 * 476**3 / 12
    Iy = 2 * 12 * 250**3 / 12 + 476 * 8**3 / 12
    W, N, M, f = Ix / 250, 300e3, 300e6, 305.0

    def phi(slenderness: float) -> float:
        n = slenderness / math.pi * math.sqrt(355 / 206e3)
        s = 0.965 + 0.3 * n + n * n
        return (s - math.sqrt(s * s - 4 * n * n)) / (2 * n * n)

    lx, ly = 15000 / math.sqrt(Ix / A), 4000 / math.sqrt(Iy / A)
    Ncr = math.pi**2 * 206e3 * A / lx**2
    plane = N / phi(lx) / A / f + (1 - 0.36 * N / Ncr) * M / (1.05 * W * (1 - 0.8 * N / (Ncr / 1.1)) * f)
    phi_b = 1.07 - ly**2 / (44000 * 235 / 355)
    aside = N / phi(ly) / A / f + 0.65 * M / (phi_b * W * f)
    found = {c["check"]: c["utilisation"] for c in told["checks"]}
    assert found["in_plane"] == pytest.approx(plane, rel=1e-9)
    assert found["out_of_plane"] == pytest.approx(aside, rel=1e-9)
    assert any("--load-x" in remark for remark in told["remarks"])


def test_a_stated_transverse_load_is_not_taken_away_from_end_moments(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main([*PORTAL.split(), "--load-x", "uniform"])
    told = json.loads(capsys.readouterr().out)
    assert told["inputs"]["load_x"] == "uniform"
    main([*PORTAL.split(), "--Mx", "320"])
    told = json.loads(capsys.readouterr().out)
    assert told["inputs"]["load_x"] == "unknown"
    assert not any("--load-x" in remark for remark in told["remarks"])


def test_plates_are_let_off_by_the_resistance_that_governs_torsion_included(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """7.3.2 by hand: sheared flanges 500x20, web 460x12, l0y = lw = 3 m: lambda_z is above lambda_y, both of curve c."""
    words = (
        "member --plates I h=500 b=500 tw=12 tf=20 --grade Q235B --edge sheared --N 4500 --l0x 6000 --l0y 3000 "
        "--role column --json --lang en"
    )
    main(words.split())
    told = json.loads(capsys.readouterr().out)
    A = 2 * 500 * 20 + 460 * 12
    polar = 500 * 500**3 / 12 - 488 * 460**3 / 12 + 2 * 20 * 500**3 / 12 + 460 * 12**3 / 12
    torsion, warping = (2 * 500 * 20**3 + 460 * 12**3) / 3, (2 * 20 * 500**3 / 12) * 480**2 / 4
    slenderness = math.sqrt(polar / (torsion / 25.7 + warping / 3000**2))
    n = slenderness / math.pi * math.sqrt(235 / 206e3)
    s = 0.906 + 0.595 * n + n * n
    phi = (s - math.sqrt(s * s - 4 * n * n)) / (2 * n * n)
    alpha = math.sqrt(phi * A * 205 / 4500e3)
    found = {c["check"]: c["utilisation"] for c in told["checks"]}
    assert found["axial_web"] == pytest.approx(460 / 12 / ((25 + 0.5 * 30) * alpha), rel=3e-4)


@pytest.mark.parametrize(
    ("words", "mu"),
    [
        ("--K-x 1 10 --sway-x", 1.173),
        ("--K-x 0.5 2", 0.765),
        ("--K-x 1 1", 0.774),
        ("--K-x 0 1 --sway-x", 2.328),
    ],
)
def test_stiffness_ratios_make_the_effective_length_of_annex_e(
    capsys: pytest.CaptureFixture[str], words: str, mu: float
) -> None:
    """mu as in the published tables of annex E, to their three digits."""
    base = (
        "member --section HW400x400 --grade Q355B --N 2000 --lx 4000 --ly 4000 --role column --json --lang en"
    )
    main([*base.split(), *words.split()])
    told = json.loads(capsys.readouterr().out)
    assert told["figures"]["mu_x"] == pytest.approx(mu, abs=5e-4)
    assert told["figures"]["lambda_x"] == pytest.approx(mu * 4000 / 174.5, rel=2e-3)
    main([*base.replace("--json ", "").split(), *words.split()])
    assert "annex E.0." in capsys.readouterr().out


def test_ratios_that_leave_a_sway_column_without_an_end_are_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    base = (
        "member --section HW400x400 --grade Q355B --N 2000 --lx 4000 --ly 4000 --sway-x --K-x 0 0 --lang en"
    )
    assert main(base.split()) == 2
    assert "K_1 and K_2" in capsys.readouterr().err


def test_metres_without_their_unit_are_no_length(capsys: pytest.CaptureFixture[str]) -> None:
    base = "member --section HW400x400 --grade Q355B --N 2000 --lang en"
    assert main([*base.split(), "--lx", "6", "--ly", "6"]) == 2
    assert "metres are written 6m" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("--section HW200x200 --N -100 --lx 4m --ly 4m --role tie", "--net-ratio"),
        ("--section SHS200x200x8 --N 100 --lx 4m --ly 4m --role column", "hot_formed"),
        ("--section L100x8 --N 100 --lx 2m --ly 2m --role brace", "--one-leg"),
        ("--section 2[20a --N 100 --lx 2m --ly 2m --role column", "--lacing"),
        ("--section HN400x200 --Mx 100 --lx 6m --role beam", "--diagram"),
        ("--plates I h=1200 b=300 tw=8 tf=16 --Mx 100 --lx 6m --role beam --diagram uniform", "--panel-a"),
    ],
)
def test_a_missing_figure_names_the_option_that_gives_it(
    capsys: pytest.CaptureFixture[str], words: str, option: str
) -> None:
    main(["member", *words.split(), "--grade", "Q235", "--json", "--lang", "en"])
    assert any(option in hint for hint in json.loads(capsys.readouterr().out)["hints"])


def test_a_seismic_beam_whose_compression_leaves_no_web_is_over(capsys: pytest.CaptureFixture[str]) -> None:
    """8.3.2 of GB/T 50011, grade 1: 72 - 120 rho is below nil from rho = 0.6 on; the share must not turn negative."""
    words = "--plates I h=500 b=250 tw=16 tf=16 --grade Q235 --N 2300 --Mx 5 --lx 3000 --ly 3000 --role beam --held"
    main(["member", *words.split(), "--seismic-grade", "1", "--json", "--lang", "en"])
    told = json.loads(capsys.readouterr().out)
    web = next(c for c in told["checks"] if c["check"] == "seismic_web")
    assert (web["utilisation"], web["reason"], told["verdict"]) == ("inf", "limit_nil", "over")
