"""Settings that change masses and areas: each against a plate and a bar worked out by hand, at 7850 kg/m3."""

from __future__ import annotations

from pathlib import Path

import pytest
from step_text import StepText

from app.cli import main
from components.bom.lists import materials_sheet
from components.ifc.read import read
from components.model import Components, Model, Overrides, Settings
from components.takeoff.build import build

KG = 7850e-9


def ring(s: StepText, *points: tuple[float, float]) -> str:
    refs = [s.point(*p) for p in points]
    return s.add(f"IFCPOLYLINE(({','.join([*refs, refs[0]])}))")


def written(folder: Path) -> Path:
    """A plate 300 x 200 x 10, a corner of 100 x 100 cut, a window of 50 x 40; a bar 100 x 200 sawn at 45 degrees."""
    s = StepText()
    outer = ring(s, (0, 0), (300, 0), (300, 100), (200, 200), (0, 200))
    hole = ring(s, (50, 50), (100, 50), (100, 90), (50, 90))
    profile = s.add(f"IFCARBITRARYPROFILEDEFWITHVOIDS(.AREA.,$,{outer},({hole}))")
    s.element(s.prism(profile, 10), "IFCPLATE", name="'P'")
    bar = s.minus(s.prism(s.rectangle(100, 200), 1000), s.half_space((0, 0, 900), (0, 1, 1), False))
    s.element(bar, "IFCBEAM", "0000000000000000000002", "'B'", kind="Clipping")
    steel = s.add("IFCMATERIAL('Q355B',$,$)")
    owners = [f"#{i}" for i, line in enumerate(s.lines, 1) if line.startswith(("IFCPLATE(", "IFCBEAM("))]
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000003',$,$,$,({','.join(owners)}),{steel})")
    return s.write(folder)


def model(folder: Path, **settings: object) -> Model:
    return build(read(written(folder)), Overrides(settings=Settings(**settings)))  # type: ignore[arg-type]


def rows(c: Components) -> tuple[int, int]:
    names = c.name.filled()
    return names.index("P"), names.index("B")


def test_holes_drawn_in_the_outline_are_settled_though_not_weighed(tmp_path: Path) -> None:
    c = model(tmp_path).components
    plate, bar = rows(c)
    assert c.order_mass_kg[plate] == pytest.approx(300 * 200 * 10 * KG)
    assert c.settlement_mass_kg[plate] == pytest.approx((300 * 200 - 100 * 100 / 2) * 10 * KG)
    assert c.net_mass_kg[plate] == pytest.approx((300 * 200 - 100 * 100 / 2 - 50 * 40) * 10 * KG)
    # The saw runs 900 mm up the middle of the section: the mean length.
    assert c.settlement_mass_kg[bar] == pytest.approx(100 * 200 * 900 * KG)


def test_settlement_by_the_outer_rectangle_deducts_neither_cuts_nor_holes(tmp_path: Path) -> None:
    c = model(tmp_path, settlement_rule="outer_rectangle").components
    plate, bar = rows(c)
    assert c.settlement_mass_kg[plate] == pytest.approx(300 * 200 * 10 * KG)
    assert c.settlement_mass_kg[bar] == pytest.approx(c.order_mass_kg[bar])
    assert c.net_mass_kg[plate] == pytest.approx((300 * 200 - 100 * 100 / 2 - 50 * 40) * 10 * KG)


def test_a_share_of_the_surface_is_left_unpainted_and_the_bill_says_whose_estimate_it_is(
    tmp_path: Path,
) -> None:
    whole, less = model(tmp_path).components, model(tmp_path, paint_deduction=0.08)
    assert less.components.paint_area_mm2 == pytest.approx(whole.paint_area_mm2 * 0.92)
    notes = [n["zh"] for n in materials_sheet(less).notes if not isinstance(n, str)]
    assert any("8 %" in n and "估算" in n for n in notes)
    assert "bom.note_holes_not_deducted" in materials_sheet(less).notes


@pytest.mark.parametrize("said", ["-1", "101", "eight"])
def test_a_paint_deduction_that_is_no_percentage_is_refused(
    tmp_path: Path, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["bom", str(written(tmp_path)), "-o", str(tmp_path / "o"), "--paint-deduction", said])
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("thickness", "told"), [(100, False), (381, True)])
def test_a_plate_too_thick_for_table_441_is_told_with_its_mass(
    tmp_path: Path, thickness: float, told: bool
) -> None:
    s = StepText()
    s.element(s.prism(s.rectangle(900, 1000), thickness), "IFCPLATE", name="'Base'")
    steel = s.add("IFCMATERIAL('Q355B',$,$)")
    owner = next(f"#{i}" for i, line in enumerate(s.lines, 1) if line.startswith("IFCPLATE("))
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000003',$,$,$,({owner}),{steel})")
    found = [
        f for f in build(read(s.write(tmp_path)), Overrides()).findings if f.code == "takeoff.thick_plate"
    ]
    assert len(found) == told
    for finding in found:
        assert finding.args["thickest"] == "381"
        assert finding.args["mass"] == f"{900 * 1000 * 381 * KG:,.0f}"
