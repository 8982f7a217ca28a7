"""The lookup of designations: every spelling in use comes to one section, or says why not."""

from __future__ import annotations

import math

import pytest

from app.checking import SectionRefused, known
from components.sections import FAMILIES, find, lookup, properties, wording
from components.words import say, table

SAME = {
    "HW400×400×13×21": [
        "HW400x400",
        "HW 400*400",
        "ＨＷ４００×４００",
        "hw400X400",
        "H400x400",
        "HW400×400×13×21",
    ],
    "HN400×200×8×13": [
        "HN 400×200×8×13",
        "H400*200*8*13",
        "H400X200X8X13",
        "HN400*200*",
        "HN400x200x8x13mm",
        "GZ-HN400X200X8X13-Q355B",
        "热轧H型钢HN400x200",
        "HN400x200/Q355B",
    ],
    "HW300×305×15×15": ["HW 300x305x15/15", "HW300x305"],
    "BH500×300×10×16": ["BH500*300*10*16", "WH500x300x10x16", "焊接H型钢500x300x10x16"],
    "I20a": ["I20a", "工20a", "工字钢20a", "I 20 A"],
    "[20a": ["[20a", "C20a", "槽20a", "［２０ａ"],
    "L100×80×8": ["L100*80*8", "L100X80X8", "∟100×80×8", "L80/100/8", "角钢L100x80x8"],
    "B400×300×12×16": ["B400*300*12*16", "□400x300x12x16", "箱形400*300*12*16"],
    "H500×300×10×16": ["H500x300x10x16", "H500,300,10,16", "H 500 300 10 16"],
    "CHS219×8": [
        "○219×8",
        "〇219x8",
        "φ219x8",
        "Φ219*8",
        "D219x8",
        "P219*8",
        "圆管219×8",
        "ø219x8",
        "CHS219x8",
    ],
    "D24": ["φ24", "D24", "RD24", "圆钢φ24", "圆钢24"],
    "IPE300": ["IPE300", "IPE 300", "ipe300"],
    "HEA200": ["HEA200", "HE200A", "HE 200 A", "HEA 200", "IPBl200"],
    "UPN200": ["UPN200", "UNP 200", "U200"],
    "UB457×191×67": ["UB457x191x67", "457x191x67 UB", "UB 457 x 191 x 67"],
    "W16X36": ["W16x36", "W16X36", "w 16x36"],
    "HSS12X10X3/8": ["HSS12x10x3/8", "HSS12X10X.375", "TS12x10x3/8"],
    "HSS6.000X.375": ["HSS6.000X.375", "HSS6x0.375"],
    "L2-1/2X2-1/2X3/8": ["L2-1/2X2-1/2X3/8", "L2 1/2 x 2 1/2 x 3/8", "L2.5X2.5X3/8"],
    "PIPE3STD": ["Pipe3STD", "PIPE-3-STD", "Pipe 3 Std"],
    "PL10×150": ["PL10*150", "-10x150", "FL150x10", "PL150*10", "扁钢150x10", "—10×150"],
    "C160×60×20×2.5": ["C160*60*20*2.5", "C160x60x20x2.5"],
    "Z200×70×20×2": ["Z200*70*20*2", "XZ200x70x20x2.0"],
    "CHS60×1": ["BUIS60/1"],
    "2[20a": ["2[20a", "双槽钢20a", "2-[20a", "2×[20a", "2x［20a", "][20a", "GL1 2-[20a", "双槽[20a"],
    "2[16a-10": ["2[16a-10", "2-[16a-10"],
    "2L90×90×8": ["2L90x8", "2∠90×8", "2×∠90×8", "2-L90x8", "双角钢∠90×8", "2L90x8 Q235B"],
    "2L100×63×8": ["2∠100×63×8", "2L100x63x8 长肢相连", "2L100×63×8（长边相连）"],
    "2L63×100×8": ["2∠100×63×8 短肢相连", "2L100x63x8（短边相并）"],
    "TN200×200×8×13": ["TN200x200", "TN 200×200", "T型钢TN200×200", "TN200x200x8x13"],
    "TW150×300×10×15": ["TW150x300", "剖分T型钢TW150*300", "ＴＷ１５０×３００"],
    "TM147×200×8×12": ["TM150x200", "TM147x200x8x12"],
    "T150×150×10×15": ["T150x150x10x15", "⊥150×150×10×15", "T形150x150x10x15", "焊接T型钢150x150x10x15"],
    "L63×63×5": ["∠63×5", "<63×5", "〈63x5", "等边角钢63x5"],
    "HN600×200×11×17": ["HN 600*200 (Q355B)", "HN600×200（Q235B）", "HN600x200 Q355B-Z15"],
    "1/2 IPE300": ["1/2 IPE300", "½ IPE 300", "1/2IPE300"],
    "1/2 HN400×200×8×13": ["半HN400x200", "1/2 HN400×200×8×13"],
    "BH300×300×15×20": ["WI300-15-20*300", "HI300-15-20*300"],
    "RHS200×100×6": ["CFRHS200X100X6", "RHS200*100*6"],
    "CHS219×10": ["CFCHS219X10", "PD219*10", "PIP219X10", "○-219x10", "φ-219×10", "φ219×10钢管"],
    "RHS200×100×8": ["□-200x100x8"],
    "HEB200": ["IPB200", "IPB 200"],
    "HEM300": ["IPBv 300"],
    "UB305×165×40": ["305x165UB40", "305 x 165 x 40 UB"],
    "D16": ["Rd. 16", "RD.16", "Φ16圆钢"],
    "PL8×100": ["Fl.100x8", "Bl. 8x100", "100x8扁钢"],
    "I25a": ["25a#工字钢", "25a工字钢"],
    "SQ80": ["80x80方钢", "方钢80"],
    "CT200×200×8×13": ["CT-200x200x8x13"],
}


@pytest.mark.parametrize(("canonical", "text"), [(c, t) for c, ts in SAME.items() for t in ts])
def test_every_spelling_comes_to_one_canonical_designation(canonical: str, text: str) -> None:
    assert find(text).canonical == canonical


@pytest.mark.parametrize(
    ("text", "mass"),
    [
        # printed: GB/T 11263-2017, GB/T 706-2016, EN 10365, SCI P363; AISC lb/ft times 0.45359237/0.3048
        ("HW400x400", 172.0),
        ("HM588x300x12x20", 147.0),
        ("I45a", 80.4),
        ("[20a", 22.6),
        ("L100x10", 15.1),
        ("UB457x191x67", 67.1),
        ("W16x36", 36 * 1.48816394),
        ("C10X15.3", 15.3 * 1.48816394),
        ("2L100x10", 30.2),
    ],
)
def test_a_rolled_section_has_its_printed_mass(text: str, mass: float) -> None:
    assert find(text).mass_kg_per_m == pytest.approx(mass, rel=1e-5)


@pytest.mark.parametrize(
    ("text", "mass"),
    [
        ("IPE300", 42.2),
        ("HEA200", 42.3),
        ("HEB300", 117.0),
        ("IPN200", 26.2),
        ("UPN200", 25.3),
        ("CHS168.3x10", 39.0),
    ],
)
def test_a_european_section_has_the_mass_of_its_standard(text: str, mass: float) -> None:
    """EN 10365:2017 and EN 10210-2, printed to three digits."""
    assert find(text).mass_kg_per_m == pytest.approx(mass, rel=0.004)


def test_a_tube_weighs_as_the_formula_of_its_standard() -> None:
    """GB/T 17395-2008: W = 0.0246615 (D - S) S."""
    assert find("φ219x8").mass_kg_per_m == pytest.approx(0.0246615 * (219 - 8) * 8, rel=1e-5)


@pytest.mark.parametrize(
    ("text", "hint", "canonical"),
    [
        ("H80/80/8", "L", "L80×80×8"),
        ("K80/80/4", None, "SHS80×80×4"),
        ("K152,4/12,5", "CHS", "CHS152.4×12.5"),
        ("B193.7/8", "CHS", "CHS193.7×8"),
    ],
)
def test_the_family_in_the_file_decides_what_a_prefix_means(
    text: str, hint: str | None, canonical: str
) -> None:
    assert find(text, hint).canonical == canonical


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no_numbers"),
        ("HEB balk", "no_numbers"),
        ("TTT33", "unknown"),
        ("FASTFIX30/1", "unknown"),
        ("M24", "unknown"),
        ('2.5" x 5" rectangular', "unknown"),
        ("PL 12", "thickness_only"),
        ("δ=20", "thickness_only"),
        ("H700-500x200x8x12", "tapered"),
        ("H80/80/8", "needs_hint"),
        ("C30", "concrete_grade"),
        ("3-[20a", "several_pieces"),
        ("4∠90×8", "several_pieces"),
        ("[]20a", "channels_facing"),
        ("+500x300x10x16", "cruciform"),
        ("十字H500x200x10x16", "cruciform"),
        ("QU80", "rail"),
        ("B_WLD_A500*300*10*16", "parametric"),
        ("H(500~900)x300x10x16", "tapered"),
        ("HN588x300", "unknown"),
    ],
)
def test_what_is_no_section_has_a_reason_in_both_languages(text: str, reason: str) -> None:
    found = find(text)
    assert found.section is None
    assert found.reason == f"sections.{reason}"
    assert all(say(found.reason, lang, found.args) for lang in ("zh", "en"))


@pytest.mark.parametrize(
    ("text", "code", "others"),
    [
        ("H200x200", "several_sizes", 2),
        ("I20", "several_sizes", 2),
        ("[20", "several_sizes", 2),
        ("L100x10", "several_standards", 2),
        ("□200x8", "several_standards", 2),
        ("K152,4/12,5", "several_readings", 1),
        ("φ219", "bar_or_tube", 0),
        ("H500x300x10x16", "taken_as_welded", 0),
        ("GZ1 H400x200x8x13", "embedded", 0),
    ],
)
def test_an_ambiguous_name_is_never_resolved_in_silence(text: str, code: str, others: int) -> None:
    found = find(text)
    assert found.section is not None
    assert found.ambiguity == f"sections.{code}"
    assert len(found.alternatives) == others
    assert all(found.canonical in say(found.ambiguity, lang, found.args) for lang in ("zh", "en"))


def test_dimensions_win_over_a_short_name_with_several_sizes() -> None:
    assert find("H192x198x6x8").canonical == "HT192×198×6×8"
    assert find("H192x198x6x8").ambiguity == ""


@pytest.mark.parametrize(
    ("text", "family", "area"),
    [
        # JIS G 3192: [ h x b x web x flange, drawn without fillets here; JIS G 3350: h x b x lip x thickness
        ("C-200x80x7.5x11", "C", 2 * 80 * 11 + (200 - 2 * 11) * 7.5),
        ("C100x50x5x7.5", "C", 2 * 50 * 7.5 + (100 - 2 * 7.5) * 5),
        ("[-125x65x6x8", "C", 2 * 65 * 8 + (125 - 2 * 8) * 6),
    ],
)
def test_a_channel_is_not_read_as_a_lipped_one_with_lips_thinner_than_its_steel(
    text: str, family: str, area: float
) -> None:
    """The sign C stands for both: the last two figures are web and flange, or lip and thickness."""
    found = find(text).section
    assert found is not None
    assert found.shape.family == family
    assert found.mass_kg_per_m == pytest.approx(area * 7850e-6, rel=0.002)


@pytest.mark.parametrize("text", ["C160x60x20x2.5", "[160x60x20x2.5", "U160x60x20x2.5"])
def test_a_lipped_channel_is_not_read_as_one_with_a_web_of_twenty(text: str) -> None:
    found = find(text).section
    assert found is not None
    assert (found.shape.family, found.shape["c"], found.shape["t"]) == ("CC", 20.0, 2.5)


def test_a_plate_written_as_inches_are_is_not_a_third_of_a_millimetre_thick() -> None:
    assert find("PL.375x6").section.shape.dims[:2] == pytest.approx((152.4, 9.525))  # type: ignore[union-attr]


def test_a_region_settles_which_standard_is_meant() -> None:
    assert find("L100x10", region="GB").ambiguity == ""
    assert find("L100x10", region="EN").section.standard.startswith("EN 10056")  # type: ignore[union-attr]


def test_numbers_of_plates_are_inches_where_a_fraction_or_the_file_says_so() -> None:
    assert find("PL1/2x6").section.shape.dims[:2] == pytest.approx((152.4, 12.7))  # type: ignore[union-attr]
    assert find("PL1x8", inches=True).section.shape.dims[:2] == pytest.approx((203.2, 25.4))  # type: ignore[union-attr]
    assert find("PL1x8").section.shape.dims[:2] == (8.0, 1.0)  # type: ignore[union-attr]


def test_a_double_section_keeps_its_gap_and_twice_the_mass() -> None:
    found = find("2L5X5X7/16X3/4").section
    assert found is not None
    assert found.shape["gap"] == pytest.approx(19.05)
    assert found.mass_kg_per_m == pytest.approx(
        2 * 14.3 * 1.48816394, rel=1e-5
    )  # AISC: L5x5x7/16, 14.3 lb/ft


def test_every_family_and_every_code_has_words_in_both_languages() -> None:
    zh, en = table("zh", "sections"), table("en", "sections")
    assert set(zh) == set(en)
    codes = wording.reasons() | {
        v for v in vars(lookup).values() if isinstance(v, str) and v.startswith("sections.")
    }
    assert {c.split(".")[1] for c in codes} | {f"family_{f}" for f in FAMILIES} == set(zh)


def test_half_a_beam_is_a_tee_of_half_its_mass() -> None:
    half, whole = find("1/2 IPE300").section, find("IPE300").section
    assert half is not None and whole is not None and whole.mass_kg_per_m is not None
    assert half.shape.family == "T"
    assert (half.shape["h"], half.shape["b"], half.shape["tf"]) == (150.0, 150.0, 10.7)
    assert half.mass_kg_per_m == pytest.approx(whole.mass_kg_per_m / 2)
    assert find("1/2 L100x10").section is None


@pytest.mark.parametrize(
    ("text", "h", "b", "tw", "tf", "r"),
    [
        ("TN200x200", 200, 200, 8, 13, 13),  # half of HN400x200x8x13 of GB/T 11263
        ("TW150x300", 150, 300, 10, 15, 13),  # half of HW300x300x10x15
        ("TM150x200", 147, 200, 8, 12, 13),  # half of HM294x200x8x12
        ("T150x150x10x15", 150, 150, 10, 15, 0),
    ],
)
def test_a_tee_has_the_properties_of_its_rectangles_and_fillets(
    text: str, h: float, b: float, tw: float, tf: float, r: float
) -> None:
    """Two rectangles and two spandrels of radius r, added up by hand; y down from the outer face of the flange."""
    found = find(text).section
    assert found is not None
    held = properties(found.shape)
    quarter, out = math.pi / 4 * r * r, 4 * r / 3 / math.pi  # quarter disc, its centroid from its centre
    spandrel = r * r - quarter
    first = r**3 / 2 - quarter * (r - out)
    second = r**4 / 3 - (math.pi * r**4 / 16 - quarter * out**2 + quarter * (r - out) ** 2)
    off = first / spandrel if r else 0.0
    own = second - spandrel * off**2
    parts = [
        (b * tf, tf / 2, b * tf**3 / 12),
        ((h - tf) * tw, (h + tf) / 2, tw * (h - tf) ** 3 / 12),
        (2 * spandrel, tf + off, 2 * own),
    ]
    area = sum(A for A, _, _ in parts)
    low = sum(A * y for A, y, _ in parts) / area
    inertia = sum(own_ + A * (y - low) ** 2 for A, y, own_ in parts)
    across = tf * b**3 / 12 + (h - tf) * tw**3 / 12 + 2 * (own + spandrel * (tw / 2 + off) ** 2)
    assert held.area_mm2 == pytest.approx(area, rel=1e-9)
    assert held.Ix_mm4 == pytest.approx(inertia, rel=1e-9)
    assert held.Iy_mm4 == pytest.approx(across, rel=1e-9)
    assert held.Wx_bottom_mm3 == pytest.approx(inertia / (h - low), rel=1e-9)


def test_a_split_tee_weighs_half_of_its_h() -> None:
    """GB/T 11263-2017: HN400x200 65.4 kg/m."""
    assert find("TN200x200").mass_kg_per_m == pytest.approx(65.4 / 2)


def test_a_box_that_has_one_reading_is_not_called_ambiguous() -> None:
    assert find("B500x500x20x20").ambiguity == ""


@pytest.mark.parametrize(("text", "held"), [("HN588x300", "HM588×300×12×20"), ("HK300B", "BH500×300×10×16")])
def test_what_is_not_found_is_answered_by_what_is_near_or_by_how_to_write_one(text: str, held: str) -> None:
    with pytest.raises(SectionRefused) as refused:
        known(text)
    assert held in say(refused.value.code, "zh", refused.value.arguments)


@pytest.mark.parametrize(
    ("text", "canonical"), [("20a工字钢", "I20a"), ("20a号槽钢", "[20a"), ("40b 普通工字钢", "I40b")]
)
def test_a_size_may_stand_before_its_kind(text: str, canonical: str) -> None:
    assert find(text).canonical == canonical
