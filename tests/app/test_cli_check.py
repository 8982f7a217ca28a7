"""`steelyard check`: what it counts, writes and never calls OK."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pypdf
import pytest

from app.cli import main

OFFICE = Path(__file__).parents[2] / "ifc_samples" / "frame_office.ifc"
PORTAL = OFFICE.with_name("portal_workshop.ifc")
FORCES = "构件,组合,位置,N (kN),Vy (kN),Mx (kN·m),设计状况\n次梁 Secondary beam,C1,0.5,0,30,{m},持久\n"


def report(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict]:
    code = main(["check", *map(str, words), "--json", "--lang", "en"])
    return code, json.loads(capsys.readouterr().out)


def test_without_forces_no_member_passes(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = report(capsys, OFFICE)
    assert code == 0
    assert told["summary"]["members"] == 90
    assert told["summary"]["verdicts"]["passes"] == told["summary"]["verdicts"]["near"] == 0
    assert told["summary"]["not_checked"] == {"no_forces": 90}
    assert told["summary"]["connections"] == "not_checked"
    # f A by hand for HN350x175x7x11 of Q355, r = 13: A = 2 175 11 + 328 7 + (4 - pi) 13^2 = 6291 mm2
    row = next(r for r in told["results"]["rows"] if r["profile"].startswith("HN350"))
    assert row["capacity_N_t"] == pytest.approx(6291.07 * 305.0 / 1e3, rel=1e-4)


def test_members_of_other_standards_are_counted_in_the_open(capsys: pytest.CaptureFixture[str]) -> None:
    _, told = report(capsys, PORTAL)
    standards = told["summary"]["standards"]
    assert standards["GB 50018"] == 72
    assert (
        sum(standards.values())
        == told["summary"]["not_checked"]["other_standard"]
        == told["summary"]["members"]
    )


def test_bending_shares_are_m_over_gamma_w_f(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "forces.csv"
    path.write_text(FORCES.format(m=100), encoding="gb18030")
    _, told = report(capsys, OFFICE, "--forces", path)
    rows = [r for r in told["results"]["rows"] if r["profile"].startswith("HN350")]
    assert len(rows) == 15
    # by hand, fillets left out: I = (175 350^3 - 168 328^3)/12, W = I/175; gamma 1.05, f 305: a little above the sheet
    plain = 100e6 / (1.05 * (175 * 350**3 - 168 * 328**3) / 12 / 175 * 305.0)
    for row in rows:
        assert row["group_strength"] == pytest.approx(plain, rel=0.03)
        assert row["group_strength"] < plain
        assert row["combination"] == "C1"
    assert told["summary"]["not_checked"]["no_forces"] == 75


def test_exit_1_where_a_member_is_over(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "forces.csv"
    path.write_text(FORCES.format(m=900), encoding="utf-8")
    code, told = report(capsys, OFFICE, "--forces", path)
    assert code == 1
    assert told["summary"]["over"] == 15


def test_a_force_that_is_no_number_leaves_its_member_unproven(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "forces.csv"
    path.write_text(FORCES.format(m="nan"), encoding="utf-8")
    _, told = report(capsys, OFFICE, "--forces", path)
    rows = [r for r in told["results"]["rows"] if r["profile"].startswith("HN350")]
    assert {r["verdict"] for r in rows}.isdisjoint({"passes", "near"})
    assert "gb50017.forces_not_a_number" in [f["code"] for f in told["findings"]]


def test_repeated_rows_are_a_finding(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "forces.csv"
    text = FORCES.format(m=50)
    path.write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    _, told = report(capsys, OFFICE, "--forces", path)
    assert "gb50017.forces_duplicate" in [f["code"] for f in told["findings"]]


def test_the_files_hold_every_member_and_state_the_assumptions(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "forces.csv"
    path.write_text(FORCES.format(m=100), encoding="utf-8")
    main(
        [
            "check",
            str(OFFICE),
            "--forces",
            str(path),
            "-o",
            str(tmp_path / "out"),
            "--sheets",
            "2",
            "--lang",
            "zh",
        ]
    )
    with (tmp_path / "out" / "checks.csv").open(encoding="utf-8-sig") as lines:
        assert sum(1 for _ in csv.DictReader(lines)) == 90
    assert (tmp_path / "out" / "checks.xlsx").stat().st_size > 0
    text = "".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "out" / "check_sheets.pdf").pages)
    assert "假定" in text
    assert "未验算节点连接" in text


def test_a_missing_force_table_is_a_sentence_and_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(OFFICE), "--forces", "no_such.csv", "--lang", "en"]) == 2
    assert "no_such.csv" in capsys.readouterr().err


def test_a_mapping_is_written_beside_the_results_and_read_back(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, out = tmp_path / "f.csv", tmp_path / "out"
    path.write_text('Bar,Fall,Moment "x" (kN·m)\n次梁 Secondary beam,C1,60\n', encoding="utf-8")
    words = [str(OFFICE), "--forces", str(path), "--lang", "en", "--json"]
    mapped = ["member=Bar", "combination=Fall", 'Mx=Moment "x"']
    main(["check", *words, "--map", *mapped, "-o", str(out)])
    first = json.loads(capsys.readouterr().out)
    main(["check", *words, "--map", str(out / "columns.toml")])
    again = json.loads(capsys.readouterr().out)
    assert first["summary"]["verdicts"] == again["summary"]["verdicts"]
    assert first["summary"]["not_checked"] == {"no_forces": 75}


def test_a_mapping_to_a_field_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(OFFICE), "--forces", "f.csv", "--map", "axial=N", "--lang", "en"]) == 2
    assert "axial" in capsys.readouterr().err
