"""Deflections against annex B: v n/l by hand, which rows count, and what is said where none is given."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from app.cli import main
from components.checks.gb50017.single import MemberInputs, MemberResult, member
from components.checks.gb50017.trace import last_value
from components.codes.gb50017_2017.settings import Settings

OFFICE = Path(__file__).parents[2] / "ifc_samples" / "frame_office.ifc"


def beam(**changes: object) -> MemberResult:
    base = {"Mx": 50e6, "lx": 6000.0, "ly": 3000.0, "role": "beam", "held": True}
    return member(MemberInputs("HN400x200", "Q355B", **(base | changes)))  # type: ignore[arg-type]


def use(result: MemberResult, check: str) -> float:
    return float(result.sheet.results.columns[check].utilisation[0])


def test_a_main_beam_bends_no_more_than_a_400th_and_under_variable_loads_a_500th() -> None:
    found = beam(vT=12.0, vQ=-9.0)
    assert use(found, "deflection_total") == pytest.approx(12.0 / (6000 / 400))
    assert use(found, "deflection_live") == pytest.approx(9.0 / (6000 / 500))
    assert last_value(found.sheet.member, "deflection_total") == pytest.approx(0.8)


def test_the_row_of_the_table_is_stated_by_the_member_or_by_the_settings() -> None:
    assert use(beam(vT=12.0, deflection="other_beam"), "deflection_total") == pytest.approx(
        12.0 / (6000 / 250)
    )
    loose = Settings(deflection_beam="other_beam")
    assert use(beam(vQ=12.0, settings=loose), "deflection_live") == pytest.approx(12.0 / (6000 / 300))
    assert use(beam(vT=20.0, role="purlin"), "deflection_total") == pytest.approx(20.0 / (6000 / 200))


def test_a_deflection_over_its_limit_governs() -> None:
    found = beam(vT=30.0)
    assert found.verdict == "over" and found.utilisation == pytest.approx(2.0)


def test_a_column_without_a_row_is_unproven_and_one_without_a_deflection_is_not() -> None:
    bent = beam(role="column", vT=5.0)
    assert bent.verdict == "unproven"
    assert {line.reason for line in bent.sheet.lines if line.check == "deflection_total"} == {
        "deflection_kind_unknown"
    }
    assert beam().verdict in ("passes", "near")


def test_a_deflection_alone_proves_no_strength() -> None:
    found = beam(forces=False, Mx=0.0, vT=5.0)
    assert use(found, "deflection_total") == pytest.approx(5.0 / 15.0)
    assert found.verdict == "not_checked"


def test_a_table_gives_deflections_in_its_serviceability_rows_only(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "f.csv"
    head = "构件,组合,N (kN),Mx (kN·m),v_T (mm),取值,设计状况\n"
    rows = "次梁 Secondary beam,C1,0,60,99,设计值,持久\n次梁 Secondary beam,S1,0,40,7.5,标准值,正常使用\n"
    path.write_text(head + rows, encoding="utf-8")
    main(["check", str(OFFICE), "--forces", str(path), "--json", "--lang", "en"])
    told = json.loads(capsys.readouterr().out)
    assert told["summary"]["deflection"] == {"checked": 15, "not_checked": 75}
    bent = [r for r in told["results"]["rows"] if r["group_deflection"] is not None]
    assert np.array([r["group_deflection"] * r["lx"] / 7.5 for r in bent]) == pytest.approx(400.0)


def test_the_command_of_one_member_takes_deflections(capsys: pytest.CaptureFixture[str]) -> None:
    words = "--section HN400x200 --grade Q355B --Mx 50 --lx 6000 --role beam --held --v-total 12 --deflection main_beam"
    main(["member", *words.split(), "--json", "--lang", "en"])
    told = json.loads(capsys.readouterr().out)
    assert next(
        c["utilisation"] for c in told["checks"] if c["check"] == "deflection_total"
    ) == pytest.approx(0.8)
