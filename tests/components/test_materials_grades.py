"""Grades are read from material text as the trade writes them; what is no grade has a reason."""

from __future__ import annotations

import pytest

from components.materials import density_kg_per_m3, elastic, read_material
from components.words import say

STEEL = {
    # text: grade, base, family, nominal yield by its standard, MPa
    "Q235B": ("Q235B", "Q235", "GB", 235),
    "Q355B": ("Q355B", "Q355", "GB", 355),
    "钢 Q355B": ("Q355B", "Q355", "GB", 355),
    "Ｑ３５５Ｂ": ("Q355B", "Q355", "GB", 355),
    "Q235-B": ("Q235B", "Q235", "GB", 235),
    "Q345GJC-Z15": ("Q345GJC-Z15", "Q345GJ", "GB", 345),
    "Q390": ("Q390", "Q390", "GB", 390),
    "Q420C": ("Q420C", "Q420", "GB", 420),
    "Q460": ("Q460", "Q460", "GB", 460),
    "Q355NHB": ("Q355NHB", "Q355", "GB", 355),
    "20#": ("20#", "20#", "GB", 245),
    "S235JR": ("S235JR", "S235", "EN", 235),
    "STEEL/S235JR": ("S235JR", "S235", "EN", 235),
    "S275": ("S275", "S275", "EN", 275),
    "S355J2+N": ("S355J2", "S355", "EN", 355),
    "S355JOH": ("S355J0H", "S355", "EN", 355),
    "S460": ("S460", "S460", "EN", 460),
    "St 37-2": ("ST 37-2", "ST37", "EN", 235),
    "A36": ("A36", "A36", "ASTM", 250),
    "A572 Gr.50": ("A572 Gr.50", "A572 Gr.50", "ASTM", 345),
    "ASTM A572 Grade 50": ("A572 Gr.50", "A572 Gr.50", "ASTM", 345),
    "A500 Gr.B": ("A500 Gr.B", "A500 Gr.B", "ASTM", 315),
    "A500 Gr. C": ("A500 Gr.C", "A500 Gr.C", "ASTM", 345),
    "Metal - Steel - ASTM A992": ("A992", "A992", "ASTM", 345),
    "Metal - Steel - ASTM A53": ("A53", "A53", "ASTM", 240),
}


@pytest.mark.parametrize("text", STEEL)
def test_a_steel_grade_is_read_from_its_text(text: str) -> None:
    grade, base, family, fy = STEEL[text]
    found = read_material(text)
    assert (found.kind, found.grade, found.base, found.family) == ("steel", grade, base, family)
    assert found.yield_mpa == fy
    assert found.reason == ""


def test_strengths_written_in_the_text_outrank_the_table() -> None:
    """1 ksi = 6.894757 MPa."""
    found = read_material("A992 Wide Flange Steel: fu=65  fy=50")
    assert found.grade == "A992"
    assert found.yield_mpa == pytest.approx(50 * 6.894757, rel=1e-6)
    assert found.tensile_mpa == pytest.approx(65 * 6.894757, rel=1e-6)
    assert read_material("A500A Steel Tube: fu=45  fy=39").grade == "A500 Gr.A"


def test_the_old_name_of_q355_is_kept_as_written_and_said_so() -> None:
    found = read_material("Q345B")
    assert (found.grade, found.base, found.yield_mpa) == ("Q345B", "Q345", 345)
    assert found.reason == "materials.old_name"


@pytest.mark.parametrize(
    ("text", "grade", "fy", "fu"),
    [
        # GB/T 3098.1: the first number is fu/100, the second ten times fy/fu
        ("4.6", "4.6", 240, 400),
        ("4.8", "4.8", 320, 400),
        ("5.6", "5.6", 300, 500),
        ("8.8", "8.8", 640, 800),
        ("10.9", "10.9", 900, 1000),
        ("10.9S", "10.9S", 900, 1000),
        ("8.8S", "8.8S", 640, 800),
        ("10.9级", "10.9", 900, 1000),
        ("M20-10.9S", "10.9S", 900, 1000),
    ],
)
def test_a_bolt_class_gives_its_strengths(text: str, grade: str, fy: float, fu: float) -> None:
    found = read_material(text)
    assert (found.kind, found.grade) == ("bolt", grade)
    assert (found.yield_mpa, found.tensile_mpa) == pytest.approx((fy, fu))


@pytest.mark.parametrize("text", ["A325", "A325N", "A490-X", "F1852", "D=3/4 L=2 Site A325SC"])
def test_american_bolts_are_bolts(text: str) -> None:
    assert read_material(text).kind == "bolt"


@pytest.mark.parametrize("text", ["C30", "混凝土 C35", "C30混凝土", "Concrete - C30", "C40/50"])
def test_concrete_grades_are_concrete(text: str) -> None:
    found = read_material(text)
    assert found.kind == "concrete"
    assert found.base.startswith("C")


@pytest.mark.parametrize(
    "text", ["C30a", "C10X15.3", "C160*60*20*2.5", "W24X103", "HEA200", "S24X121", "L8.8"]
)
def test_a_section_is_no_material(text: str) -> None:
    found = read_material(text)
    assert (found.kind, found.reason) == ("unknown", "materials.unknown")


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("", "unknown", "no_text"),
        ("结构钢", "steel", "no_grade"),
        ("05 Staal - RAL 7016", "steel", "no_grade"),
        ("J_Beam_Steel_Painted", "steel", "no_grade"),
        ("钢筋混凝土", "concrete", "no_grade"),
        ("STEEL/NEOPRENE", "other", "other_material"),
        ("TIMBER/HOUT", "timber", "other_material"),
        ("MISCELLANEOUS/PVC", "other", "other_material"),
        ("GRADE50", "unknown", "grade_alone"),
        ("ceiling_Janesville", "unknown", "unknown"),
        ("Q235B/Q355B", "steel", "several_grades"),
        ("A572", "steel", "not_listed"),
    ],
)
def test_what_is_no_single_grade_has_a_reason_in_both_languages(text: str, kind: str, reason: str) -> None:
    found = read_material(text)
    assert (found.kind, found.reason) == (kind, f"materials.{reason}")
    assert all(say(found.reason, lang, found.args) for lang in ("zh", "en"))


def test_steel_has_the_density_and_the_constants_of_gb_50017() -> None:
    """GB 50017-2017, 4.4.8: 7850 kg/m3, 206000 and 79000 MPa, 12e-6 per K."""
    assert density_kg_per_m3("steel") == 7850
    assert density_kg_per_m3("ceiling") is None
    gb = elastic("GB")
    assert gb is not None
    assert (gb.E_mpa, gb.G_mpa, gb.alpha_per_k) == (206000, 79000, 12e-6)
