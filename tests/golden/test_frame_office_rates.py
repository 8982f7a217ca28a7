"""The rates of the sample office, read from its file, against the figures worked out by hand beside it."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from app.rating import Rated, books_of, rate
from app.usecases import Opened, open_model
from components.building import FACTORY, Building
from components.rates.answers import Answers, EvaluationUnit, Presence, UnitBuilding
from components.rates.from_model import Choices, from_model
from components.rates.measures import Measure, Note, done, percent
from components.takeoff.building.measure import Wishes, measure

FOLDER = Path(__file__).parents[2] / "ifc_samples"
NOTED = Note("建施-02")
ANSWERS = Answers(
    unit=EvaluationUnit("single", (UnitBuilding("1#", 3, 1054.08),)),
    stage="pre_evaluation",
    outdoor_ground_mm=-450.0,
    structure="steel_frame_concrete_core",
    core_choice="frame_points",
    structure_note=Note("预评价意见书"),
    functions={"kitchen": Presence(False, NOTED)},
    measures={
        "decor": done(True, NOTED),
        "q3a": Measure(0.0, 1054.08, "m2", note=NOTED),
        "q3c": Measure(0.0, 300.0, "m2", note=NOTED),
        "q3d": percent(55.0, NOTED),
    },
)


@pytest.fixture(scope="module")
def office() -> Opened:
    return open_model(FOLDER / "frame_office.ifc")


@pytest.fixture(scope="module")
def building(office: Opened) -> Building:
    return measure(office.facts, office.model, Wishes(outdoor_ground_mm=-450.0))


@pytest.fixture(scope="module")
def rated(office: Opened) -> Rated:
    return rate(office, books_of(), ANSWERS)


def expected() -> dict[str, tuple[float, float]]:
    with (FOLDER / "expected" / "frame_office_ratios.csv").open(encoding="utf-8", newline="") as rows:
        return {r["ratio"]: (float(r["numerator"]), float(r["denominator"])) for r in csv.DictReader(rows)}


@pytest.mark.parametrize(
    ("key", "ratio"),
    [
        ("q_volume", "prefabrication"),
        ("q1a", "q1a_core_as_cast"),
        ("q1b", "q1b"),
        ("q2a", "q2a"),
        ("q2b", "q2b"),
        ("q2c", "q2c"),
        ("q2d", "q2d"),
    ],
)
def test_part_and_whole_of_every_ratio_are_those_worked_out_by_hand(
    building: Building, key: str, ratio: str
) -> None:
    found = from_model(building).measures[key]
    part, total = expected()[ratio]
    assert (found.part, found.total) == (pytest.approx(part, abs=1e-6), pytest.approx(total, abs=1e-6))
    assert (found.undecided, found.unmeasured) == (0.0, 0)


def test_the_settings_leave_out_roof_and_envelope_as_by_hand(building: Building) -> None:
    found = from_model(building, Choices(roof=False, envelope=False)).measures
    for key, ratio in (("q_volume", "prefabrication_structure_only"), ("q1b", "q1b_roof_left_out")):
        part, total = expected()[ratio]
        assert found[key].part == pytest.approx(part, abs=1e-6)
        assert found[key].total == pytest.approx(total, abs=1e-6)


def test_each_level_of_1b_is_that_worked_out_by_hand(building: Building) -> None:
    rows = from_model(building).by_storey["q1b"]
    for i, level in enumerate(("2F", "3F", "RF")):
        part, total = expected()[f"q1b_level_{level}"]
        assert (rows.part[i], rows.total[i]) == (
            pytest.approx(part, abs=1e-6),
            pytest.approx(total, abs=1e-6),
        )


def test_the_rate_with_the_answers_of_the_readme_is_73_51_and_grade_A(rated: Rated) -> None:
    """69.1 / 94, as the README works out."""
    assert rated.assembly.rate_unrounded_low == pytest.approx(69.1 / 94 * 100, abs=1e-9)
    assert rated.assembly.rate_percent == 74.0
    assert (rated.assembly.recognised, rated.assembly.grade.key) == ("met", "A")
    points = {r.item.key: r.points for r in rated.assembly.items}
    assert points == {
        "1a": 30.0, "1b": 14.8, "2a": 5.0, "2b": 3.8, "2c": 5.0, "2d": 0.0, "decor": 6.0, "3a": 0.0, "3b": 0.0,
        "3c": 0.0, "3d": 4.5,
    }  # fmt: skip
    assert rated.gauges[0].low == rated.gauges[0].high == 30.34
    assert (rated.gauges[2].low, rated.gauges[2].marks[0].state) == (100.0, "met")


def test_with_the_core_by_volume_the_office_is_no_prefabricated_building(office: Opened) -> None:
    """Q1 = 14.8, P = 39.1 / 94, as the README works out."""
    by_volume = rate(office, books_of(), replace(ANSWERS, core_choice="volume_ratio"))
    assert by_volume.assembly.group("Q1").points == 14.8
    assert by_volume.assembly.rate_unrounded_low == pytest.approx(39.1 / 94 * 100, abs=1e-9)
    assert by_volume.assembly.recognised == "missed"
    assert by_volume.gauges[2].low == 0.0


def test_the_core_is_split_at_outdoor_ground(building: Building) -> None:
    """Four walls from -1.500 to 4.200: 5.9325 m3 lie below -0.450, as the README says."""
    parts = building.parts
    core = parts.role.isin(("bearing_wall",))
    below = float((parts.volume_mm3 * (1.0 - parts.above))[core].sum()) / 1e9
    assert below == pytest.approx(5.9325, abs=1e-9)
    assert set(parts.how.take(core)) == {"exact"}


def test_every_part_of_the_office_says_what_decided(office: Opened, building: Building) -> None:
    """West and east panels by AssemblyPlace, south ones by the casting property, flights by their name."""
    parts, names = building.parts, office.model.components.name
    by = {
        "building.by_place": names.match(lambda w: "外挂" in w) & parts.made_by.isin(("building.by_place",)),
        "building.by_method": names.match(lambda w: "外挂" in w)
        & parts.made_by.isin(("building.by_method",)),
        "building.by_name": names.match(lambda w: "梯段" in w) & parts.made_by.isin(("building.by_name",)),
    }
    assert {k: int(v.sum()) for k, v in by.items()} == {
        "building.by_place": 24, "building.by_method": 18, "building.by_name": 4,
    }  # fmt: skip
    assert all((parts.made[v] == FACTORY).all() for v in by.values())
    silent = (
        ~parts.role.isin(("other", "connection")) & (parts.concrete | parts.steel) & (parts.made_by.codes < 0)
    )
    assert not silent.any()


def test_without_outdoor_ground_the_office_is_asked_for_it_and_nothing_that_reaches_down_is_certain(
    office: Opened,
) -> None:
    found = rate(office, books_of(), replace(ANSWERS, outdoor_ground_mm=None))
    assert "building.ground_unsaid" in {f.code for f in found.findings}
    assert not found.prefabrication.complete
    assert found.prefabrication.lines[0].code == "rates.line_incomplete"
    assert found.assembly.lines[0].code == "rates.line_incomplete"
