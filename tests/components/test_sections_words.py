"""Designations among other words, and names of catalogues that are not at hand."""

from __future__ import annotations

import pytest

from components.sections import find

AMONG_WORDS = {
    "HEA 200 S355": "HEA200", "HEA 200 GZ1": "HEA200", "IPE 300 (GZ1)": "IPE300", "Träger HEB 300": "HEB300",
    "GZ1 HEA 200 S235JR": "HEA200", "HE 200 A S355": "HEA200", "HEA 200, S355": "HEA200", "IPE 300 L=6000": "IPE300",
    "L 100 x 100 x 10 S355": "L100×100×10", "CHS 168.3 x 6,3 S355": "CHS168.3×6.3", "W14 x 22 A992": "W14X22",
    "W 310 x 38,7 A992": "W12X26", "W 310 × 38,7": "W12X26", "H 300 х 150 х 6,5 х 9": "HN300×150×6.5×9",
    "UB 305 x 165 x 40 S355": "UB305×165×40", "PL 10 x 200 S355": "PL10×200", "H-300x150x6.5x9": "HN300×150×6.5×9",
}  # fmt: skip
"""Metric W names: ASTM A6/A6M, table A2.1, W310x38.7 is W12x26."""

UNLISTED = (
    "20Б1", "30К1", "20Ш1", "20П", "Двутавр 20Б1 С245", "310UB40.4", "250UC72.9", "150PFC", "100x50PFC", "ISMB300",
    "ISMC 200", "ISHB 200", "CS300x62", "VS 400x49", "UB310x40.4",
)  # fmt: skip
"""GOST, AS/NZS 3679.1, IS 808 and NBR 5884 names: their catalogues are not at hand."""

NO_SECTION = (
    "C 30/37", "M 20 x 60", "Level L 2", "Achse C 10", "Decke 20 cm", "H 400 Beton", "Beam R 300 x 600",
    "RC beam B 300 x 600", "Fenster TS 100 x 120 x 5", "Column RD 400", "IPE 300 HEA 200",
)  # fmt: skip


@pytest.mark.parametrize(("text", "name"), AMONG_WORDS.items())
def test_a_designation_is_found_among_grades_marks_and_blanks(text, name):
    assert find(text).canonical == name


@pytest.mark.parametrize("hint", [None, "I", "C", "L", "RHS", "CHS", "FLAT", "BOX"])
def test_names_of_other_catalogues_and_other_words_are_never_read_as_a_section(hint):
    read = {text: find(text, hint=hint).canonical for text in (*UNLISTED, *NO_SECTION)}
    assert {t: c for t, c in read.items() if c} == {}
