"""Reading small models: units, containers, schemas, wholes, and what is refused."""

import math
import zipfile

import numpy as np
import pytest
from step_text import StepText

from components.ifc.read import read
from components.ifc.step import UnreadableModel


def a_beam(unit: str = "mm", schema: str = "IFC4", size: float = 1.0) -> StepText:
    s = StepText(schema, unit)
    s.element(s.prism(s.rectangle(100 * size, 200 * size), 3000 * size))
    return s


@pytest.mark.parametrize(("unit", "size"), [("mm", 1.0), ("m", 1e-3), ("cm", 0.1), ("ft", 1 / 304.8)])
def test_lengths_come_in_millimetres_whatever_the_unit(tmp_path, unit, size):
    facts = read(a_beam(unit, size=size).write(tmp_path))
    assert facts.solids.depth_mm[0] == pytest.approx(3000, rel=1e-12)
    assert facts.profiles.dims[0][:2].tolist() == pytest.approx([200, 100])


def test_a_prefix_belongs_to_the_metre_not_to_the_square_metre(tmp_path):
    s = StepText("IFC4", "")
    units = [
        s.add("IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.)"), s.add("IFCSIUNIT(*,.AREAUNIT.,.MILLI.,.SQUARE_METRE.)"),
        s.add("IFCSIUNIT(*,.VOLUMEUNIT.,.CENTI.,.CUBIC_METRE.)"), s.add("IFCSIUNIT(*,.MASSUNIT.,.KILO.,.GRAM.)"),
    ]  # fmt: skip
    s.add(f"IFCUNITASSIGNMENT(({','.join(units)}))")
    found = read(s.write(tmp_path)).units
    assert (found.area_mm2, found.volume_mm3, found.mass_kg) == pytest.approx((1.0, 1000.0, 1.0))


def test_a_model_without_a_length_unit_says_so(tmp_path):
    facts = read(a_beam("").write(tmp_path))
    assert [f.severity for f in facts.findings if f.code == "ifc.no_length_unit"] == ["error"]


@pytest.mark.parametrize("schema", ["IFC2X3", "IFC4", "IFC4X1", "IFC4X3", "IFC4X3_ADD2", "IFC4X2"])
def test_every_schema_in_use_is_read(tmp_path, schema):
    assert len(read(a_beam(schema=schema).write(tmp_path)).elements) == 1


@pytest.mark.parametrize("schema", ["IFC5", "AP214", "", "IFC2X2_FINAL"])
def test_other_schemas_are_refused_with_what_is_read(tmp_path, schema):
    with pytest.raises(UnreadableModel) as refused:
        read(a_beam(schema=schema).write(tmp_path))
    assert refused.value.code == "ifc.schema"
    assert "IFC4" in refused.value.arguments["known"]


@pytest.mark.parametrize("name", ["m.ifczip", "M.IFCZIP", "m.zip"])
def test_a_zipped_model_reads_like_the_plain_one(tmp_path, name):
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Model.IFC", a_beam().text())
    assert len(read(tmp_path / name).elements) == 1


def test_an_archive_of_two_models_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "m.ifczip", "w") as archive:
        archive.writestr("a.ifc", "x")
        archive.writestr("b.ifc", "x")
    with pytest.raises(UnreadableModel) as refused:
        read(tmp_path / "m.ifczip")
    assert refused.value.code == "ifc.zip_members"


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "m.ifczip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ifc", b"0" * 80_000_000)
    with pytest.raises(UnreadableModel) as refused:
        read(tmp_path / "m.ifczip")
    assert refused.value.code == "ifc.zip_bomb"


def test_a_damaged_archive_is_a_sentence(tmp_path):
    (tmp_path / "m.ifczip").write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(UnreadableModel) as refused:
        read(tmp_path / "m.ifczip")
    assert refused.value.code == "ifc.zip_broken"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "ifc.empty"), (bytes(range(256)) * 20, "ifc.binary"), (b"hello", "ifc.not_step")],
)
def test_what_is_no_model_is_refused(tmp_path, content, code):
    path = tmp_path / "x.ifc"
    path.write_bytes(content)
    with pytest.raises(UnreadableModel) as refused:
        read(path)
    assert refused.value.code == code


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(UnreadableModel) as missing:
        read(tmp_path / "no.ifc")
    with pytest.raises(UnreadableModel) as folder:
        read(tmp_path)
    assert (missing.value.code, folder.value.code) == ("ifc.missing", "ifc.folder")


def test_placements_in_a_circle_are_refused(tmp_path):
    s = a_beam()
    s.lines = [line.replace("IFCLOCALPLACEMENT($", f"IFCLOCALPLACEMENT(#{i}") if "LOCALPLACEMENT" in line else line
               for i, line in enumerate(s.lines, 1)]  # fmt: skip
    with pytest.raises(UnreadableModel) as refused:
        read(s.write(tmp_path))
    assert refused.value.code == "ifc.cyclic"


def test_placements_add_up_along_their_chain(tmp_path):
    s = StepText()
    low = s.add(f"IFCLOCALPLACEMENT($,{s.axes((1000, 0, 0), z=(0, 0, 1), x=(0, 1, 0))})")
    high = s.add(f"IFCLOCALPLACEMENT({low},{s.axes((0, 500, 0))})")
    s.element(s.prism(s.rectangle(10, 10), 100), placement=high)
    facts = read(s.write(tmp_path))
    world = facts.placements[facts.elements.placement[0]]
    assert world[:3, 3].tolist() == pytest.approx([500, 0, 0])
    assert world[:3, 0].tolist() == pytest.approx([0, 1, 0])


def test_a_mapped_item_scales_and_mirrors_what_it_maps(tmp_path):
    s = StepText()
    rep = s.add(f"IFCSHAPEREPRESENTATION($,'Body','SweptSolid',({s.prism(s.rectangle(10, 20), 100)}))")
    source = s.add(f"IFCREPRESENTATIONMAP({s.axes()},{rep})")
    x, y, z = s.direction(-1, 0, 0), s.direction(0, 1, 0), s.direction(0, 0, 1)
    target = s.add(f"IFCCARTESIANTRANSFORMATIONOPERATOR3D({x},{y},{s.point(5, 0, 0)},2.,{z})")
    s.element(s.add(f"IFCMAPPEDITEM({source},{target})"), kind="MappedRepresentation")
    matrix = read(s.write(tmp_path)).items.matrix[0]
    assert np.linalg.det(matrix[:3, :3]) == pytest.approx(-8)
    assert matrix[:3, 3].tolist() == pytest.approx([5, 0, 0])


def test_an_arc_of_an_indexed_curve_keeps_its_exact_area(tmp_path):
    from components.takeoff.outlines.profiles import read as shapes

    s = StepText()
    points = s.add("IFCCARTESIANPOINTLIST2D(((10.,0.),(0.,10.),(-10.,0.),(0.,-10.)))")
    curve = s.add(f"IFCINDEXEDPOLYCURVE({points},(IFCARCINDEX((1,2,3)),IFCARCINDEX((3,4,1))),$)")
    profile = s.add(f"IFCARBITRARYCLOSEDPROFILEDEF(.AREA.,$,{curve})")
    s.element(s.prism(profile, 100))
    assert shapes(read(s.write(tmp_path))).area[0] == pytest.approx(math.pi * 100, rel=1e-12)


@pytest.mark.parametrize("sense", [(".T.", 0.25), (".F.", 0.75)])
def test_a_trimmed_circle_turns_the_way_it_says(tmp_path, sense):
    from components.takeoff.outlines.profiles import read as shapes

    s = StepText()
    s.add("IFCSIUNIT(*,.PLANEANGLEUNIT.,$,.RADIAN.)")
    circle = s.add(f"IFCCIRCLE({s.add(f'IFCAXIS2PLACEMENT2D({s.point(0, 0)},$)')},10.)")
    trim = f"(IFCPARAMETERVALUE(0.)),(IFCPARAMETERVALUE({math.pi / 2!r}))"
    arc = s.add(f"IFCTRIMMEDCURVE({circle},{trim},{sense[0]},.PARAMETER.)")
    back = s.add(f"IFCPOLYLINE(({s.point(0, 10)},{s.point(0, 0)},{s.point(10, 0)}))")
    parts = ",".join(s.add(f"IFCCOMPOSITECURVESEGMENT(.CONTINUOUS.,.T.,{c})") for c in (arc, back))
    profile = s.add(f"IFCARBITRARYCLOSEDPROFILEDEF(.AREA.,$,{s.add(f'IFCCOMPOSITECURVE(({parts}),.F.)')})")
    s.element(s.prism(profile, 100))
    assert shapes(read(s.write(tmp_path))).area[0] == pytest.approx(math.pi * 100 * sense[1], rel=1e-9)


def test_type_properties_stand_in_where_the_element_is_silent(tmp_path):
    from components.takeoff.naming.evidence import Evidence

    s = a_beam()
    beam = f"#{len(s.lines)}"
    own = s.add("IFCPROPERTYSINGLEVALUE('Grade',$,IFCLABEL('Q355B'),$)")
    of_type = [
        s.add(f"IFCPROPERTYSINGLEVALUE('{n}',$,IFCLABEL('{v}'),$)")
        for n, v in (("Grade", "Q235"), ("Mark", "B1"))
    ]
    first = s.add(f"IFCPROPERTYSET('a',$,'P',$,({own}))")
    second = s.add(f"IFCPROPERTYSET('b',$,'P',$,({','.join(of_type)}))")
    kind = s.add(f"IFCBEAMTYPE('c',$,'T',$,$,({second}),$,$,$,.BEAM.)")
    s.add(f"IFCRELDEFINESBYPROPERTIES('d',$,$,$,({beam}),{first})")
    s.add(f"IFCRELDEFINESBYTYPE('e',$,$,$,({beam}),{kind})")
    facts = read(s.write(tmp_path))
    evidence = Evidence(facts)
    assert evidence.ask(["grade"]).text(facts)[0] == "Q355B"
    assert evidence.ask([("p", "MARK")]).text(facts)[0] == "B1"
    assert evidence.ask(["nothing"]).text(facts)[0] is None


def test_export_options_that_are_off_are_told(tmp_path):
    text = (
        a_beam()
        .text()
        .replace("'ViewDefinition [CoordinationView]'", "'Option [Bolts: Off]','Option [Welds:On]'")
    )
    path = tmp_path / "t.ifc"
    path.write_text(text, encoding="utf-8")
    facts = read(path)
    assert facts.source.options == {"Bolts": "Off", "Welds": "On"}
    assert [f.args["options"] for f in facts.findings if f.code == "ifc.not_exported"] == ["Bolts"]
