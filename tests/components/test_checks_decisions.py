"""Decisions of the user on members: what they change, what is refused, and where they are told."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from app.checking import check_model, member_sheet, steps_of
from app.cli import main
from app.usecases import open_model
from components.checks import outcome
from components.checks.decisions import choices, fields
from components.checks.members import Members, members_of_model
from components.imports.decisions_table import DecisionsRefused, read_decisions
from components.model import Model, Override
from components.words import say

OFFICE = Path(__file__).parents[2] / "ifc_samples" / "frame_office.ifc"


@cache
def office() -> Model:
    return open_model(OFFICE).model


def step(row: int = 0) -> int:
    model = office()
    rows = np.flatnonzero(model.components.category.isin(["steel_member"]))
    return int(model.components.step_id[rows[row]])


def decided(**edits: str) -> Members:
    made = tuple(Override(step(), f"check_{k}", v, "drawing S-3") for k, v in edits.items())
    return members_of_model(office(), overrides=made)


def test_a_decided_length_carries_the_effective_length_and_the_restraint_with_it() -> None:
    m = decided(length_z_mm="2500", mu_z="1.2").case.members
    assert (m.ly[0], m.l1[0], m.lw[0]) == (2500.0, 2500.0, 2500.0)
    assert m.l0y[0] == pytest.approx(3000.0)


def test_a_decided_restraint_leaves_the_buckling_length_alone() -> None:
    before = members_of_model(office()).case.members
    m = decided(restraint_mm="1200").case.members
    assert m.l1[0] == 1200.0
    assert m.l0y[0] == before.l0y[0] and m.l1[1] == before.l1[1]


def test_a_stated_buckling_length_goes_before_a_factor() -> None:
    assert decided(buckling_y_mm="7700", mu_y="2").case.members.l0x[0] == 7700.0


def test_a_decided_role_is_told_as_a_decision() -> None:
    made = decided(role="brace")
    assert made.case.members.role.get(0) == "brace"
    assert made.role_by.get(0) == "decision"


def test_a_member_can_be_given_to_another_standard_and_taken_back() -> None:
    assert decided(standard="GB 51022").case.members.standard.get(0) == "GB 51022"
    assert decided(standard="GB 50017").case.members.standard.get(0) == ""


def test_a_stated_moment_factor_enters_the_check() -> None:
    m = decided(beta_m_y="0.6").case.members
    assert m.beta_mx[0] == 0.6 and np.isnan(m.beta_mx[1])


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("check_lenght", "1", "decision_unknown_field"),
        ("check_length_x_mm", "1", "decision_unknown_field"),
        ("check_mu_y", "nan", "decision_bad_value"),
        ("check_mu_y", "-1", "decision_bad_value"),
        ("check_length_y_mm", "0", "decision_bad_value"),
        ("check_role", "pillar", "decision_bad_value"),
        ("check_seismic_grade", "2.5", "decision_bad_value"),
    ],
)
def test_what_cannot_be_decided_is_a_finding_and_changes_nothing(field: str, value: str, code: str) -> None:
    plain = members_of_model(office())
    made = members_of_model(office(), overrides=(Override(step(), field, value, "r"),))
    assert f"checks.{code}" in {f.code for f in made.findings}
    assert made.decided == ()
    for name in plain.case.members.names():
        a, b = getattr(plain.case.members, name), getattr(made.case.members, name)
        same = (
            a.filled() == b.filled()
            if hasattr(a, "filled")
            else np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
        )
        assert same, name


def test_a_decision_on_something_that_is_no_member_and_one_without_a_reason_are_found() -> None:
    made = members_of_model(
        office(), overrides=(Override(1, "check_mu_y", "2", "r"), Override(step(), "check_mu_y", "2", " "))
    )
    assert {"checks.decision_no_member", "checks.decision_no_reason"} <= {f.code for f in made.findings}
    assert made.case.members.l0x[0] == pytest.approx(2.0 * made.case.members.lx[0])


def test_decisions_of_other_rooms_are_left_alone() -> None:
    assert members_of_model(office(), overrides=(Override(step(), "grade", "Q235", "r"),)).findings == (
        members_of_model(office()).findings
    )


def test_a_decision_stands_on_the_sheet_and_in_the_list_with_its_reason() -> None:
    made = (Override(step(), "check_length_y_mm", "3333", "图 S-3 有支撑"),)
    found = check_model(office(), overrides=made)
    row = int(np.flatnonzero(found.checked.members.rows == found.checked.members.rows[0])[0])
    sheet = member_sheet(found.checked, row, "zh")
    part = next(p for p in sheet.closing if p.title == say("checks.part_decided", "zh"))
    assert "3333 mm" in part.facts[0].value and "图 S-3 有支撑" in part.facts[0].value
    told = outcome.results_sheet(found.checked).data["decided"]
    assert "l_x = 3333 (图 S-3 有支撑)" in told.filled()


def test_every_field_and_every_choice_has_its_words() -> None:
    for lang in ("zh", "en"):
        for name, field in fields().items():
            assert say(f"checks.field_{name}", lang)
            prefix = {
                "role": "role",
                "ltb_case": "ltb_case",
                "one_leg": "one_leg",
                "edge": "edge",
                "deflection": "deflection",
            }.get(field.kind)
            for word in choices(field.kind) if prefix else ():
                assert say(f"checks.{prefix}_{word}", lang)


def test_a_file_of_decisions_is_read_by_step_and_by_globalid(tmp_path: Path) -> None:
    names = steps_of(office())
    guid = next(k for k, v in names.items() if v == [step()])
    table, toml = tmp_path / "d.csv", tmp_path / "d.toml"
    table.write_text(
        f"GlobalId,字段,值,理由\n{guid},check_mu_y,1.5,图\nnobody,check_mu_y,1,x\n", encoding="gb18030"
    )
    toml.write_text(
        f"[[decision]]\nstep_id = {step()}\nfield = 'check_held'\nvalue = true\nreason = 'deck'\n"
    )
    made, odd = read_decisions(table, names)
    assert made == (Override(step(), "check_mu_y", "1.5", "图"),)
    assert [f.code for f in odd] == ["checks.decision_unmatched"]
    assert read_decisions(toml, names)[0] == (Override(step(), "check_held", "yes", "deck"),)
    table.write_text("GlobalId,value\nx,1\n", encoding="utf-8")
    with pytest.raises(DecisionsRefused):
        read_decisions(table, names)


@pytest.mark.parametrize("number", ["²", "9" * 30, "9" * 5000])
def test_a_step_id_that_is_no_number_of_a_file_names_no_element(number: str, tmp_path: Path) -> None:
    table = tmp_path / "d.csv"
    table.write_text(f"step_id,field,value,reason\n{number},check_held,yes,deck\n", encoding="utf-8")
    made, odd = read_decisions(table, {})
    assert made == () and [f.code for f in odd] == ["checks.decision_unmatched"]


def test_decisions_that_are_not_there_are_called_decisions(tmp_path: Path) -> None:
    with pytest.raises(DecisionsRefused) as told:
        read_decisions(tmp_path / "gone.csv", {})
    assert told.value.code == "checks.decisions_unreadable"


def test_the_command_takes_a_file_of_decisions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "d.csv"
    path.write_text(
        f"step_id,field,value,reason\n{step()},check_standard,GB 51022,portal\n", encoding="utf-8"
    )
    assert main(["check", str(OFFICE), "--overrides", str(path), "--lang", "en", "--json"]) == 0
    assert '"GB 51022": 1' in capsys.readouterr().out
