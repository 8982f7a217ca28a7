"""Setting type: lines that lose nothing, drawings that are the shape they were given."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.exports.pdf import fonts
from components.exports.pdf.fit import prepare
from components.exports.pdf.fonts import Face
from components.exports.pdf.outline import outline
from components.exports.pdf.wrap import shortened, wrap
from components.exports.xlsx.lists import _width
from components.sheet import Column, Sheet, Sketch
from components.table import Text

FACE = Face(fonts.find())
TEXT = st.text(st.sampled_from("钢柱梁，。（）《ABC abc 012-×/\n"), max_size=60)


@given(TEXT, st.floats(9.0, 200.0))
def test_wrapping_loses_nothing_but_white_space_and_keeps_to_the_width(word: str, width: float) -> None:
    lines = wrap(FACE, word, 8.0, width)
    assert "".join("".join(lines).split()) == "".join(word.split())
    assert all(FACE.width(line, 8.0) <= width + 1e-6 or len(line) == 1 for line in lines)


def test_no_line_begins_with_a_stop_or_ends_with_an_opening_bracket() -> None:
    for width in range(30, 120, 3):
        lines = wrap(FACE, "系杆（含端板），檩条、拉条。撑杆（双侧）；隅撑。", 8.0, float(width))
        assert not [line for line in lines[1:] if line[0] in "，。、；）"]
        assert not [line for line in lines if line[-1] in "（"]


def test_a_long_latin_run_breaks_after_the_signs_that_join_it() -> None:
    lines = wrap(FACE, "HEA-Breitflanschtraeger:HEA300:287712", 8.0, 110.0)
    assert lines == ("HEA-Breitflanschtraeger:", "HEA300:287712")


@given(st.text("钢 aW.i_-", max_size=60), st.floats(1.0, 200.0))
def test_a_shortened_name_is_the_longest_that_fits(word: str, width: float) -> None:
    plain, short = " ".join(word.split()), shortened(FACE, word, 8.0, width)
    if FACE.width(plain, 8.0) <= width:
        assert short == plain
        return
    kept = len(short) - 1
    assert FACE.width(short, 8.0) <= width or kept == 0
    longer = plain[: kept + 1 - (kept + 1) // 3] + "…" + plain[len(plain) - (kept + 1) // 3 :]
    assert kept + 1 == len(plain) or FACE.width(longer, 8.0) > width


def test_a_name_as_long_as_a_file_is_shortened_in_a_few_measurings(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[int] = []
    plain = FACE.width
    monkeypatch.setattr(FACE, "width", lambda word, size: measured.append(len(word)) or plain(word, size))
    assert len(shortened(FACE, "x" * 100_000, 8.0, 100.0)) < 40
    assert len(measured) < 30


def test_a_shortened_name_shows_its_beginning_and_its_end() -> None:
    short = shortened(FACE, "鞍山重型装配车间二期12号厂房_rev_B.ifc", 8.0, 100.0)
    assert FACE.width(short, 8.0) <= 100.0
    assert short.startswith("鞍山")
    assert short.endswith(".ifc")
    assert "…" in short


def drawn(sketch: Sketch, box: float) -> list[tuple[float, float]]:
    """The points on the path: ends of lines and curves."""
    numbers = re.findall(r"((?:-?[\d.]+ )+)([mlc])\b", outline(sketch, box))
    return [(float(n.split()[-2]), float(n.split()[-1])) for n, _ in numbers]


def test_a_bulge_of_one_is_half_a_circle_on_the_right_of_its_chord() -> None:
    # From (0, 0) to (2, 0) with bulge 1: the sweep is 4 atan(1), a half turn to the left, through (1, -1).
    half = Sketch(((((0.0, 0.0, 1.0)), (2.0, 0.0, 0.0)),))
    points = drawn(half, 20.0)
    # 2 x 1 in a square of 20: ten points a unit, in the middle of the height.
    assert points[0] == pytest.approx((0.0, 15.0), abs=0.02)
    assert points[1] == pytest.approx((10.0, 5.0), abs=0.02)
    assert points[2] == pytest.approx((20.0, 15.0), abs=0.02)


@given(st.floats(0.05, 3.0) | st.floats(-3.0, -0.05))
def test_curves_of_an_arc_stay_on_its_circle(bulge: float) -> None:
    # Chord 2 from (-1, 0) to (1, 0): sagitta = bulge, radius = (1 + bulge^2) / (2 |bulge|).
    points = drawn(Sketch((((-1.0, 0.0, bulge), (1.0, 0.0, 0.0)),)), 1000.0)
    span = math.dist(points[0], points[-2] if points[-1] == points[0] else points[-1])
    unit = span / 2
    radius = (1 + bulge * bulge) / (2 * abs(bulge)) * unit
    middle = ((points[0][0] + points[-2][0]) / 2, points[0][1])
    centre = (middle[0], middle[1] + (radius - abs(bulge) * unit) * math.copysign(1, bulge))
    for point in points[:-1]:
        assert math.dist(point, centre) == pytest.approx(radius, rel=2e-3)


def test_a_sketch_without_size_draws_nothing_and_does_not_fail() -> None:
    assert outline(Sketch(()), 10.0) == ""
    assert "nan" not in outline(Sketch((((1.0, 1.0, 0.0),),)), 10.0)


def test_words_that_do_not_stand_in_a_column_make_it_no_wider() -> None:
    long = Text.of(["C1", "a component of another list, whose name is much longer"])
    column = Column("mark", {"en": "Part"})
    for rows in (long.take(np.array([0])), long.take(np.zeros(0, np.int64))):
        narrow = prepare(FACE, Sheet("parts", "bom.findings", (column,), {"mark": rows}), column, "en")
        assert narrow.natural <= FACE.width("Part", 1) + 1e-9
    one = Sheet("parts", "bom.findings", (column,), {"mark": long.take(np.array([0]))})
    assert _width(one, column, "en") < 20


def test_a_header_stays_whole_in_the_column_made_for_it() -> None:
    for size in (8.0, 7.5, 7.0, 6.5, 6.0):
        room = FACE.width("Item", 1) * 0.72 * size + 7.0 - 7.0
        assert wrap(FACE, "Item", size * 0.72, room) == ("Item",)
