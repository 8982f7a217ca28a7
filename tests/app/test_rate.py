"""`steelyard rate`: the three rates first, refusals in one sentence, and files an auditor can follow."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pypdf
import pytest
from audit_rig import ANSWERS

from app.cli.main import main
from components.imports.answers import answers_of

OFFICE = Path(__file__).parents[2] / "ifc_samples" / "frame_office.ifc"


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rate") / "answers.toml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("zh", ("预制率", "装配率", "新开工装配式建筑面积占比")),
        ("en", ("Prefabrication rate", "Assembly rate", "Prefabricated share of new floor area")),
    ],
)
def test_the_three_rates_come_first_each_with_a_line_at_21(
    answers: Path, lang: str, names: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rate", str(OFFICE), "--answers", str(answers), "--lang", lang]) == 0
    lines = capsys.readouterr().out.split("\n\n")[0].splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads == [f"{names[0]}  30.34 %", f"{names[1]}  74 %", f"{names[2]}  100 %"]
    assert sum("21 %" in line.split("  ")[1] for line in lines if line.startswith("  ")) == 3


def test_the_json_carries_rates_measures_and_reasons(
    answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rate", str(OFFICE), "--answers", str(answers), "--json", "--lang", "zh"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [r["rate"] for r in told["rates"]] == ["prefabrication", "assembly", "share"]
    assert told["measures"]["q1b"]["part"] == pytest.approx(788.0211)
    assert told["books"][0]["unrounded_low_percent"] == pytest.approx(69.1 / 94 * 100)


def test_without_a_model_the_answers_alone_are_scored(
    answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rate", "--answers", str(answers), "--json", "--lang", "en"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["measures"] == {}
    assert not told["books"][0]["complete"]
    assert told["books"][0]["lines"][0].startswith("Incomplete data")


def test_without_answers_the_model_alone_says_that_it_is_incomplete(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rate", str(OFFICE), "--lang", "zh", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert all(b["lines"][0].startswith("数据不完整") for b in told["books"])
    assert told["questions"]


def test_with_neither_a_model_nor_answers_the_way_out_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rate", "--lang", "en"]) == 2
    assert "--template" in capsys.readouterr().err


def test_the_template_is_a_blank_answers_file(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    assert main(["rate", "--template", str(path), "--lang", "zh"]) == 0
    assert dict(answers_of(path.read_bytes(), path.name).measures) == {}


def test_a_second_book_stands_beside_the_first_with_the_reasons(
    answers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "rate",
        str(OFFICE),
        "--answers",
        str(answers),
        "--book",
        "gbt51129-2017",
        "--book",
        "example-local",
    ]
    assert main([*words, "--json", "--lang", "en"]) == 0
    assert [b["book"] for b in json.loads(capsys.readouterr().out)["books"]] == [
        "gbt51129-2017", "example-local", "volume-ratio",
    ]  # fmt: skip


def test_a_malformed_book_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "bad.toml"
    book.write_text('schema = 1\n[book]\nkey = "x"\nrate = "colour"\n', encoding="utf-8")
    assert main(["rate", str(OFFICE), "--book", str(book), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "bad.toml" in said and "line" in said
    assert len(said.strip().splitlines()) == 1


def squeezed(words: str) -> str:
    return "".join(words.split())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_calculation_sheet_holds_what_an_auditor_asks_for(
    answers: Path, tmp_path: Path, lang: str
) -> None:
    assert main(["rate", str(OFFICE), "--answers", str(answers), "--lang", lang, "-o", str(tmp_path)]) == 0
    pages = [squeezed(p.extract_text()) for p in pypdf.PdfReader(tmp_path / "rate.pdf").pages]
    first, whole = pages[0], "".join(pages)
    for figure in ("30.34%", "74%", "100%", "21", "50", "60", "76", "91"):
        assert figure in first, figure
    for box in {"zh": ("编制", "校核", "审核"), "en": ("Prepared", "Checked", "Approved")}[lang]:
        assert box in first
    assert "69.1/94=73.51%" in whole
    for wanted in {
        "zh": (
            "装配率计分表",
            "1b楼面平面：二层2F",
            "竖向构件与墙体平面：一层1F",
            "核实状态",
            "凭记忆，未核实",
            "325.784",
        ),
        "en": (
            "Scoretable",
            "Floorplanfor1b:二层2F",
            "Verticalmembersandwalls:一层1F",
            "howfartheyareknown",
            "325.784",
        ),
    }[lang]:
        assert wanted in whole, wanted


def test_the_element_table_leads_from_a_number_to_its_elements(answers: Path, tmp_path: Path) -> None:
    """The faces of the rows that entered 2a in the part add up to 788.112 m2; so the workbook says too."""
    assert main(["rate", str(OFFICE), "--answers", str(answers), "--lang", "zh", "-o", str(tmp_path)]) == 0
    with (tmp_path / "rate_elements.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    part = sum(float(r["side"]) for r in rows if "2a+" in r["entered"].split())
    assert part == pytest.approx(788.112, abs=1e-6)
    assert all(r["made_by"] for r in rows if r["made"] in ("factory", "cast"))
    book = openpyxl.load_workbook(tmp_path / "rate.xlsx", read_only=True)
    assert "构件依据表" in book.sheetnames


def test_a_rule_book_that_is_neither_shipped_nor_a_file_is_told_with_those_that_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rate", str(OFFICE), "--book", "gbt51129", "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "gbt51129-2017" in told and "volume-ratio" in told and "\n" not in told.strip()


def test_the_cover_of_the_workbook_bears_the_three_rates_by_their_names(
    answers: Path, tmp_path: Path
) -> None:
    assert main(["rate", str(OFFICE), "--answers", str(answers), "-o", str(tmp_path), "--lang", "en"]) == 0
    cover = openpyxl.load_workbook(tmp_path / "rate.xlsx").worksheets[0]
    said = {row[0].value: row[1].value for row in cover.iter_rows(max_col=2) if row[0].value}
    assert str(said["Prefabrication rate"]).startswith("30.34 %  Factory-made share by mass")
    assert said["Assembly rate"] == "74 %"
    assert str(said["Prefabricated share of new floor area"]).startswith(
        "100 %  The building of this model alone"
    )
    assert cover.page_setup.fitToHeight != 0  # 0 is as many pages as it takes
