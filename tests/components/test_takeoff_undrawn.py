"""Parts that a file lists with quantities and does not draw. kg/m typed from the standards' own tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from step_text import StepText

from app.usecases import open_model
from components.model import Components, Model

HN400X200 = 65.4
"""kg/m of HN400x200x8x13, GB/T 11263-2017, table 1."""


def lists(
    s: StepText, keyword: str, number: int, name: str, quantities: dict[str, float], material: str = "Q355B"
) -> str:
    """An element without a body, with a quantity set; lengths mm, masses kg, volumes m3."""
    tail = ",$,$" if keyword == "IFCELEMENTASSEMBLY" else ",$"
    element = s.element([], keyword, guid=f"000000000000000000000{number}", name=f"'{name}'", tail=tail)
    kind = {"Length": "LENGTH", "NetVolume": "VOLUME"}
    said = [
        s.add(f"IFCQUANTITY{kind.get(k, 'WEIGHT')}('{k}',$,$,{float(v)!r},$)") for k, v in quantities.items()
    ]
    if said:
        listed = ",".join(said)
        held = s.add(f"IFCELEMENTQUANTITY('00000000000000000001{number}0',$,'BaseQuantities',$,$,({listed}))")
        s.add(f"IFCRELDEFINESBYPROPERTIES('00000000000000000001{number}1',$,$,$,({element}),{held})")
    if material:
        stated = s.add(f"IFCMATERIAL('{material}',$,$)")
        s.add(f"IFCRELASSOCIATESMATERIAL('00000000000000000001{number}2',$,$,$,({element}),{stated})")
    return element


def made(folder: Path, s: StepText) -> Model:
    return open_model(s.write(folder)).model


def one(folder: Path, name: str, quantities: dict[str, float], material: str = "Q355B") -> Components:
    s = StepText()
    lists(s, "IFCBEAM", 1, name, quantities, material)
    return made(folder, s).components


@pytest.mark.parametrize(
    ("quantities", "order", "net", "length", "cause"),
    [
        ({"Length": 6000, "GrossWeight": 6 * HN400X200, "NetWeight": 380}, 6 * HN400X200, 380, 6000, "undrawn"),
        ({"Length": 6000, "NetWeight": 390}, 6 * HN400X200, 390, 6000, "undrawn"),
        ({"Length": 6000}, 6 * HN400X200, 6 * HN400X200, 6000, "undrawn"),
        ({"GrossWeight": 500}, 500, 500, None, "undrawn"),
        ({"Length": 6000, "GrossWeight": 500}, 500, 500, None, "contradicts"),
    ],
)  # fmt: skip
def test_a_beam_that_is_not_drawn_weighs_what_is_declared_of_it_and_is_told(
    tmp_path, quantities, order, net, length, cause
):
    c = one(tmp_path, "HN400X200X8X13", quantities)
    assert (c.category.get(0), c.mass_source.get(0)) == ("steel_member", "declared")
    assert (c.agreement.get(0), c.cause.get(0)) == ("uncertain", f"takeoff.cause_{cause}")
    assert c.order_mass_kg[0] == pytest.approx(order, rel=1e-6)
    assert c.net_mass_kg[0] == pytest.approx(net, rel=1e-6)
    assert c.length_mm[0] == length if length else c.length_mm[0] != c.length_mm[0]
    assert c.net_volume_mm3[0] != c.net_volume_mm3[0]


@pytest.mark.parametrize(
    ("name", "material", "quantities"),
    [
        ("HN400X200X8X13", "Q355B", {}),
        ("B-01", "C30", {"Length": 6000, "GrossWeight": 3600, "NetVolume": 1.44}),
        ("B-01", "", {"Length": 6000, "GrossWeight": 390}),
        ("HN400X200X8X13", "Q355B", {"Length": 0, "GrossWeight": -1}),
    ],
)
def test_without_a_body_only_steel_with_quantities_is_a_part(tmp_path, name, material, quantities):
    s = StepText()
    lists(s, "IFCBEAM", 1, name, quantities, material)
    model = made(tmp_path, s)
    c = model.components
    assert (c.category.get(0), c.order_mass_kg[0] > 0) == ("non_physical", False)
    told = "takeoff.undrawn_left" in {f.code for f in model.findings}
    assert told == (quantities.get("GrossWeight", 0) > 0)


@pytest.mark.parametrize("whole", ["drawn", "listed"])
def test_a_whole_and_its_parts_are_weighed_once(tmp_path, whole):
    s = StepText()
    s_profile = s.add("IFCISHAPEPROFILEDEF(.AREA.,'HN400X200X8X13',$,200.,400.,8.,13.,13.,$,$)")
    bar = s.prism(s_profile, 6000)
    if whole == "drawn":
        up = s.element(bar, "IFCBEAM", guid="0000000000000000000005", name="'HN400X200X8X13'")
        part = lists(s, "IFCBEAM", 1, "HN400X200X8X13", {"Length": 6000, "GrossWeight": 392})
    else:
        up = lists(s, "IFCELEMENTASSEMBLY", 1, "HN400X200X8X13", {"Length": 6000, "GrossWeight": 392})
        part = s.element(bar, "IFCBEAM", guid="0000000000000000000005", name="'HN400X200X8X13'")
    s.add(f"IFCRELAGGREGATES('0000000000000000000009',$,$,$,{up},({part}))")
    c = made(tmp_path, s).components
    weighed = c.order_mass_kg[c.order_mass_kg > 0]
    assert weighed.tolist() == pytest.approx([6 * HN400X200], rel=1e-6)


def test_an_assembly_without_parts_that_declares_a_mass_is_a_part(tmp_path):
    s = StepText()
    lists(s, "IFCELEMENTASSEMBLY", 1, "Truss T1", {"GrossWeight": 1200})
    lists(s, "IFCELEMENTASSEMBLY", 2, "Truss T2", {})
    c = made(tmp_path, s).components
    assert c.order_mass_kg.tolist() == [1200.0]
