"""What a planner orders and cuts from: holes and end cuts, boxes of plated members, sets of bolts, parts in doubt."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))
from bills import SAMPLES, issue, opened

from app.bills import Issue, Plan, make_issue
from components.bom.bill import Scope, everything
from components.bom.rules import KEEP
from components.bom.sets import LISTS
from components.findings import INFO
from components.imports.bill_template import default_template
from components.imports.marks import default_rules
from components.sheet import Sheet, groups
from components.table import Text
from components.takeoff.notes import _named
from components.words import LANGUAGES

TRUSS, PORTAL = SAMPLES / "truss_gussets.ifc", SAMPLES / "portal_workshop.ifc"


def sheet(made: Issue, name: str, lang: str = "zh") -> Sheet:
    found = LISTS[name](made.bill, everything(made.bill), lang)
    assert found is not None
    return found


def by_mark(one: Sheet, key: str) -> dict[str, object]:
    values = one.data[key]
    plain = list(values) if isinstance(values, Text) else np.asarray(values).tolist()
    return dict(zip(list(one.data["mark"]), plain, strict=True))


def test_the_part_list_tells_the_holes_and_end_cuts_of_the_truss() -> None:
    """A diagonal of 3:4 (ifc_samples/README.md, 3) is cut at atan(4/3) = 53.1 degrees, the top chord at 36.9."""
    work = by_mark(sheet(issue(TRUSS), "parts"), "work")
    assert work["P1"] == "4-φ22; 端部斜切 53.1°, 53.1°"
    assert work["P4"] == "端部斜切 36.9°, 36.9°"
    assert work["ZB2"] == "折弯; 1-φ18"
    assert work["P3"] is None
    english = by_mark(sheet(issue(TRUSS), "parts", "en"), "work")
    assert english["P1"] == "4-φ22; ends cut 53.1°, 53.1°"


def test_the_part_list_says_that_work_not_listed_may_still_be_there() -> None:
    assert "bom.note_work" in sheet(issue(TRUSS), "parts").notes


def test_the_box_of_a_column_welded_of_plates_is_longest_along_its_length() -> None:
    """The model turns the web plate's axis through its thickness; the column is 6112 mm tall over its end plates."""
    one = sheet(issue(PORTAL), "erection")
    sides = [by_mark(one, f"box_{side}_mm")["GZ-1"] for side in ("length", "width", "height")]
    assert sides == pytest.approx([6112.0, 758.0, 260.0], abs=1.0)
    along, high = by_mark(one, "centre_x_mm")["GZ-1"], by_mark(one, "centre_z_mm")["GZ-1"]
    assert high == pytest.approx(130.0, abs=0.5), (
        "a column symmetrical about its web weighs in the middle of it"
    )
    assert isinstance(along, float) and 2500.0 < along < 6112.0


def test_nuts_of_an_anchor_that_nobody_states_are_unknown_and_not_none() -> None:
    one = sheet(issue(PORTAL), "bolts")
    nuts = dict(zip(list(one.data["fastener"]), np.asarray(one.data["nuts"]).tolist(), strict=True))
    assert np.isnan(nuts["anchor"]) and nuts["bolt"] == 120


def test_plates_of_one_thickness_and_two_grades_have_a_subtotal_each() -> None:
    o = opened(TRUSS)
    c = o.model.components
    grade = list(c.grade)
    thin = np.flatnonzero(c.category.isin(("plate",)) & (c.thickness_mm == 10))
    grade[thin[0]] = "Q235B"
    model = replace(o.model, components=replace(c, grade=Text.of(grade)))
    one = sheet(make_issue(o.facts, model, Plan(default_rules(), default_template(), KEEP)), "plates")
    stock = one.data["stock"]
    assert isinstance(stock, Text)
    runs = [stock.get(run.start) for run in groups(one)]
    assert {"PL10 Q235B", "PL10 Q355B"} <= set(runs) and len(runs) == len(set(runs))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("length_mm", np.nan, {"zh": "长度未量得", "en": "length not measured"}),
        ("thickness_mm", 381.0, {"zh": "板厚超过 100 mm", "en": "thicker than 100 mm"}),
    ],
)
def test_a_part_that_nobody_can_order_as_it_stands_is_in_doubt(
    field: str, value: float, said: dict[str, str]
) -> None:
    o = opened(TRUSS)
    c = o.model.components
    kind = "steel_member" if field == "length_mm" else "plate"
    row = int(np.flatnonzero(c.category.isin((kind,)))[0])
    column = getattr(c, field).copy()
    column[row] = value
    model = replace(o.model, components=replace(c, **{field: column}))
    made = make_issue(o.facts, model, Plan(default_rules(), default_template(), KEEP))
    for lang in LANGUAGES:
        one = sheet(made, "doubt", lang)
        why = dict(zip(list(one.data["global_id"]), list(one.data["why"]), strict=True))
        assert said[lang] in str(why[c.global_id.get(row)])


def test_bolts_in_another_bases_bill_are_not_said_to_be_missing_from_the_model() -> None:
    made = issue(PORTAL)
    none = Scope(np.zeros_like(everything(made.bill).parts), np.zeros_like(everything(made.bill).pieces), "x")
    said = {name: LISTS[name](made.bill, none, "zh") for name in ("bolts", "welds")}
    assert said["bolts"] is not None and said["bolts"].notes == ("bom.note_elsewhere",)
    assert said["welds"] is not None and said["welds"].notes == ("bom.note_no_welds",)


def test_a_plate_is_specified_by_the_rectangle_it_is_cut_from_whatever_the_model_calls_it() -> None:
    o = opened(TRUSS)
    c = o.model.components
    width = c.width_mm.copy()
    row = int(np.flatnonzero(c.category.isin(("plate",)) & (c.thickness_mm == 20))[0])
    width[row] = 175.04
    model = replace(o.model, components=replace(c, width_mm=width))
    bill = make_issue(o.facts, model, Plan(default_rules(), default_template(), KEEP)).bill
    assert c.profile.get(row) == "PL20×200" and bill.spec.get(row) == "PL20×175"


def test_welds_state_no_material_and_studs_without_a_grade_are_told_apart_from_parts() -> None:
    found = {f.code: f for f in opened(TRUSS).model.findings}
    assert "takeoff.no_material" not in found and "takeoff.no_grade" not in found
    assert found["takeoff.no_grade_hardware"].severity == INFO
    assert found["takeoff.no_grade_hardware"].args["count"] == 12  # the studs of the sample


def test_deck_sheets_without_a_grade_are_told_apart_from_parts() -> None:
    found = {f.code: f for f in opened(SAMPLES / "frame_office.ifc").model.findings}
    assert found["takeoff.no_grade_deck"].args["count"] == 4 and "takeoff.no_grade" not in found


def test_bought_items_are_told_by_name_the_most_first() -> None:
    o = opened(TRUSS)
    c = o.model.components
    category = list(c.category)
    names: list[str | None] = [None] * len(c)
    for row, name in enumerate(("GRATING", "RAIL", "GRATING")):
        category[row], names[row] = "bought_item", name
    changed = replace(c, category=Text.of(category), name=Text.of(names))
    assert _named(changed, changed.category.isin(("bought_item",))) == "GRATING 2, RAIL 1"


def test_a_sheet_of_decking_drawn_as_its_outline_on_plan_has_no_section() -> None:
    """The office's sheets are 8 m by 7 m extruded by 0.5 mm: 7000 x 8000 is what they cover, not what they are."""
    c = opened(SAMPLES / "frame_office.ifc").model.components
    deck = np.flatnonzero(c.category.isin(("deck",)))
    assert len(deck) == 4
    assert (c.profile.codes[deck] < 0).all() and (c.section[deck] < 0).all()
    assert c.net_mass_kg[deck] == pytest.approx(8.0 * 7.0 * 0.0005 * 7850.0)


def test_what_is_bought_ready_made_is_listed_once_in_the_whole_bill_and_once_among_the_bases() -> None:
    """The office has four fields of decking of 28 dm3 each: 4 x 0.028 x 7850 = 879.2 kg, in no list of steel parts."""
    made = issue(SAMPLES / "frame_office.ifc", KEEP, bases=True)
    (row,) = zip(
        *(list(sheet(made, "bought").data[k]) for k in ("category", "pieces", "net_mass_kg")), strict=True
    )
    assert row[:2] == ("deck", 4) and row[2] == pytest.approx(879.2)
    each = [LISTS["bought"](made.bill, scope, "zh") for scope in made.scopes]
    assert sum(int(np.sum(one.data["pieces"])) for one in each if one is not None) == 4
    assert sheet(issue(TRUSS), "bought").notes == ("bom.note_no_bought",)


def test_bought_items_that_differ_by_the_number_of_their_element_alone_are_one_line() -> None:
    o = opened(SAMPLES / "frame_office.ifc")
    c = o.model.components
    name = [
        f"Panel:Glass:{341000 + i}" if k == "deck" else n
        for i, (n, k) in enumerate(zip(c.name, c.category, strict=True))
    ]
    made = make_issue(
        o.facts,
        replace(o.model, components=replace(c, name=Text.of(name))),
        Plan(default_rules(), default_template(), KEEP),
    )
    assert list(sheet(made, "bought").data["name"]) == ["Panel:Glass"]
