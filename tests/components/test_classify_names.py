"""What a part is taken for, by what its name and its material say of it."""

from importlib.resources import files
from pathlib import Path

import pytest
from step_text import StepText

from app.usecases import open_model
from components.model import Components
from components.takeoff.naming.lexicon import material_kind

MEANT = {
    "concrete": "钢筋混凝土|钢筋砼 C30|钢纤维混凝土|Stahlbeton|Beton, Stahlbeton Decke|Steel reinforced concrete|"
    "béton armé|calcestruzzo|Железобетон B25|żelbet|鉄筋コンクリート|C30/37|C25",
    "steel": "钢|金属 - 钢 - 345 MPa|钢筋|热轧H型钢|镀锌钢|Q345GJC|Q420qE|Betonstahl BSt 500|Сталь С245|acciaio|Teräs|"
    "Rostfritt|S355J2G3|S350GD+Z|RSt37-2|A500GrB|A572-50|SS400|SM490A|350W|8.8",
    "timber": "C24|GL24h|KVH Holz|木材",
    "composite": "钢管混凝土|型钢混凝土|Concrete-filled steel tube",
    "glass": "钢化玻璃",
    "": "Metal|Crystal|White RAL 9010|<Unnamed>",
}
"""What engineers mean by these words; EN 338 and EN 14080 name timber C24 and GL24h, GB 50010 concrete C25."""


@pytest.mark.parametrize(("text", "kind"), [(t, k) for k, words in MEANT.items() for t in words.split("|")])
def test_a_material_is_what_the_trade_means_by_its_name(text, kind):
    assert material_kind(text)[0] == kind


def test_a_slab_named_after_its_formwork_is_the_slab():
    c = open_model(Path(str(files("ifc_samples") / "frame_office.ifc"))).model.components
    row = c.name.filled().index("现浇屋面板 Roof slab cast on formwork")
    assert c.category.get(row) == "cast_concrete"


def block(folder: Path, keyword: str, name: str, material: str, *size: float) -> Components:
    """One prism of this class, name, material ("": none) and size."""
    s = StepText()
    s.element(s.prism(s.rectangle(*size[:2]), size[2]), keyword, name=f"'{name}'")
    owner = len(s.lines)
    if material:
        stated = s.add(f"IFCMATERIAL('{material}',$,$)")
        s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000003',$,$,$,(#{owner}),{stated})")
    return open_model(s.write(folder)).model.components


@pytest.mark.parametrize(
    ("keyword", "name", "material", "category"),
    [
        ("IFCFOOTING", "Bodenplatte", "Stahlbeton C25/30", "cast_concrete"),
        ("IFCCOLUMN", "KZ1", "钢筋混凝土", "cast_concrete"),
        ("IFCBEAM", "Concrete beam", "", "cast_concrete"),
        ("IFCBEAM", "Holzbalken-1", "", "timber"),
        ("IFCCOLUMN", "GZ1", "钢管混凝土", "unclassified"),
        ("IFCBUILDINGELEMENTPROXY", "M_Refrigerator:600 x 660mm", "Stainless steel", "bought_item"),
        ("IFCPLATE", "Gitterrost P240", "S235JR", "bought_item"),
        ("IFCFURNISHINGELEMENT", "Table", "Oak wood", "other"),
    ],
)
def test_what_is_not_a_steel_part_is_not_weighed_as_steel(tmp_path, keyword, name, material, category):
    c = block(tmp_path, keyword, name, material, 600, 600, 3000)
    assert (c.category.get(0), c.net_mass_kg[0] > 0) == (category, False)


@pytest.mark.parametrize(
    ("name", "size", "doubted"),
    [
        ("GZ1", (600, 600, 3000), True),
        ("Holzstütze", (80, 80, 3000), True),
        ("GZ1", (80, 80, 3000), False),
        ("Base plate", (600, 600, 60), False),
    ],
)
def test_a_solid_block_is_not_weighed_as_steel_without_a_word(tmp_path, name, size, doubted):
    c = block(tmp_path, "IFCCOLUMN", name, "Stahl", *size)
    assert (c.agreement.get(0), c.cause.get(0)) == (
        ("uncertain", "takeoff.cause_solid") if doubted else ("single", "")
    )


@pytest.mark.parametrize(
    ("keyword", "name", "kind", "size"),
    [
        ("IFCMECHANICALFASTENER", "Unterlegscheibe 17", "washer", None),
        ("IFCMECHANICALFASTENER", "Sechskantschraube M16x50", "bolt", (16.0, 50.0)),
        ("IFCFASTENER", "Schweißnaht a5", "weld", None),
        ("IFCFASTENER", "F1", "weld", None),
        ("IFCFASTENER", "M20x60", "bolt", (20.0, 60.0)),
        ("IFCDISCRETEACCESSORY", "栓钉 φ19×110", "stud", (19.0, 110.0)),
    ],
)
def test_washers_welds_and_studs_are_not_counted_as_bolts(tmp_path, keyword, name, kind, size):
    s = StepText()
    s.element(s.prism(s.rectangle(16, 16), 50), keyword, name=f"'{name}'")
    found = open_model(s.write(tmp_path)).model.fasteners
    assert found.kind.get(0) == kind
    if size:
        assert (found.diameter_mm[0], found.length_mm[0]) == size


def test_steel_railings_that_are_not_in_the_bill_are_told(tmp_path):
    s = StepText()
    s.element(s.prism(s.rectangle(40, 40), 900), "IFCRAILING", name="'R'")
    rail = len(s.lines)
    stated = s.add("IFCMATERIAL('S235JR',$,$)")
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000003',$,$,$,(#{rail}),{stated})")
    codes = [f.code for f in open_model(s.write(tmp_path)).model.findings]
    assert "takeoff.steel_elsewhere" in codes


@pytest.mark.parametrize(
    ("name", "cause"),
    [("C10", ""), ("C-12", ""), ("I20", ""), ("[20a", "takeoff.cause_drawn_section")],
)
def test_the_number_of_a_column_is_no_section_that_it_contradicts(
    tmp_path: Path, name: str, cause: str
) -> None:
    """HN400x200 of GB/T 11263, 65.4 kg/m, without a name of its own; C10 and I20 are channel and I of GB/T 706 too."""
    s = StepText()
    profile = s.add("IFCISHAPEPROFILEDEF(.AREA.,$,$,200.,400.,8.,13.,13.,$,$)")
    column = s.element(s.prism(profile, 6000.0), "IFCCOLUMN", name=f"'{name}'")
    steel = s.add("IFCMATERIAL('Q355B',$,$)")
    s.add(f"IFCRELASSOCIATESMATERIAL('0000000000000000000003',$,$,$,({column}),{steel})")
    c = open_model(s.write(tmp_path)).model.components
    assert c.order_mass_kg[0] == pytest.approx(6 * 65.4)
    assert (c.cause[0] or "") == cause
