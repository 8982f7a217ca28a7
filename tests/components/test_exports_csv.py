"""CSV and JSON lists: what a spreadsheet and a program find in them."""

from __future__ import annotations

import csv as standard_csv
import io
import json as standard_json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.exports import csv, json
from components.exports.cells import clean
from components.sheet import (
    AREA,
    DATE,
    FLAG,
    INTEGER,
    LENGTH,
    MASS,
    PERCENT,
    SUM,
    VOLUME,
    Column,
    Sheet,
)
from components.table import Text

NAME = Column("name", {"zh": "名称", "en": "Name"})
MASS_COLUMN = Column("net_mass_kg", {"zh": "净重", "en": "Net mass"}, kind=MASS, decimals=1, total=SUM)


def sheet_of(names: list[str | None], masses: list[float]) -> Sheet:
    data = {"name": Text.of(names), "net_mass_kg": np.array(masses)}
    return Sheet("list", {"zh": "清单", "en": "List"}, (NAME, MASS_COLUMN), data)


def read(content: bytes) -> list[list[str]]:
    return list(standard_csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_begins_with_the_utf8_mark_that_makes_spreadsheets_read_chinese() -> None:
    content = csv.render(sheet_of(["钢柱"], [1.0]))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "name,net_mass_kg\r\n钢柱,1\r\n"


@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "  =1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        '=HYPERLINK("http://x")',
    ],
)
def test_no_text_cell_begins_with_what_a_spreadsheet_runs(name: str) -> None:
    cell = read(csv.render(sheet_of([name], [1.0])))[1][0]
    assert cell.lstrip()[:1] == "'"
    assert cell.replace("'", "", 1).strip() == name.strip()


@given(st.lists(st.text(max_size=12), min_size=1, max_size=8))
def test_any_names_come_back_from_csv_as_they_went_in_but_for_the_guard(names: list[str]) -> None:
    rows = read(csv.render(sheet_of(list(names), [1.0] * len(names))))
    assert len(rows) == len(names) + 1
    for row, name in zip(rows[1:], names, strict=True):
        assert len(row) == 2
        assert row[0].replace("'", "") == clean(name).replace("'", "")
        assert not row[0].lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("cut", [";", "\t", "\n", "\r"])
def test_a_formula_hidden_behind_another_programs_separator_is_guarded_too(cut: str) -> None:
    assert read(csv.render(sheet_of([f"a{cut}=1+1"], [1.0])))[1][0] == f"a{cut}'=1+1"


def test_a_negative_figure_in_a_numeric_column_stays_a_number() -> None:
    assert read(csv.render(sheet_of(["a"], [-12.5])))[1][1] == "-12.5"


def test_an_unknown_figure_and_an_unknown_word_are_empty_cells_never_zero() -> None:
    assert read(csv.render(sheet_of([None], [float("nan")])))[1] == ["", ""]


def test_negative_zero_is_written_as_zero() -> None:
    assert read(csv.render(sheet_of(["a", "b"], [-0.0, -0.0001]), rounded=True))[1:] == [
        ["a", "0.0"],
        ["b", "0.0"],
    ]


def test_an_infinite_figure_is_our_fault_and_raised() -> None:
    with pytest.raises(ValueError, match="net_mass_kg"):
        csv.render(sheet_of(["a"], [float("inf")]))


def test_figures_leave_in_the_unit_of_the_header() -> None:
    columns = (
        Column("length", {"zh": "长度", "en": "Length"}, kind=LENGTH, unit="m"),
        Column("area", {"zh": "面积", "en": "Area"}, kind=AREA),
        Column("volume", {"zh": "体积", "en": "Volume"}, kind=VOLUME),
        Column("mass", {"zh": "重量", "en": "Mass"}, kind=MASS, unit="t"),
        Column("share", {"zh": "占比", "en": "Share"}, kind=PERCENT),
    )
    # 12.345 m, 1.5 m2, 0.25 m3, 7.85 t, 12.5 % in mm, mm2, mm3, kg and a share of one.
    data = {"length": 12345.0, "area": 1.5e6, "volume": 2.5e8, "mass": 7850.0, "share": 0.125}
    sheet = Sheet("u", {"en": "u"}, columns, {k: np.array([v]) for k, v in data.items()})
    head, row = read(csv.render(sheet, lang="en"))
    assert head == ["Length (m)", "Area (m²)", "Volume (m³)", "Mass (t)", "Share (%)"]
    assert row == ["12.345", "1.5", "0.25", "7.85", "12.5"]


def test_dates_are_iso_and_flags_are_words_for_people_and_codes_for_programs() -> None:
    columns = (Column("day", {"en": "Day"}, kind=DATE), Column("spare", {"en": "Spare"}, kind=FLAG))
    data = {"day": np.array(["2026-03-09", "NaT"], "datetime64[D]"), "spare": np.array([True, False])}
    sheet = Sheet("d", {"en": "d"}, columns, data)
    assert read(csv.render(sheet))[1:] == [["2026-03-09", "true"], ["", "false"]]
    assert read(csv.render(sheet, lang="zh"))[1:] == [["2026-03-09", "是"], ["", "否"]]


def test_codes_are_raw_for_programs_and_words_for_people() -> None:
    column = Column("spare", {"zh": "备用", "en": "Spare"}, words="exports.")
    sheet = Sheet("w", {"en": "w"}, (column,), {"spare": Text.of(["yes", None, "no"])})
    assert [row[:1] for row in read(csv.render(sheet))] == [["spare"], ["yes"], [""], ["no"]]
    assert [row[:1] for row in read(csv.render(sheet, lang="zh"))] == [["备用"], ["是"], [""], ["否"]]


def test_figures_keep_twelve_digits_unless_rounding_is_asked_for() -> None:
    sheet = sheet_of(["a"], [1234.56789012345])
    assert float(read(csv.render(sheet))[1][1]) == pytest.approx(1234.56789012345, rel=1e-11)
    assert read(csv.render(sheet, rounded=True))[1][1] == "1234.6"


def test_an_empty_list_is_a_header_alone() -> None:
    assert read(csv.render(sheet_of([], []))) == [["name", "net_mass_kg"]]


def test_columns_of_different_lengths_do_not_make_a_list() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        sheet_of(["a", "b"], [1.0])


def test_what_utf8_cannot_hold_is_shown_as_a_replacement_not_dropped() -> None:
    assert read(csv.render(sheet_of(["a\ud800b\x00c"], [1.0])))[1][0] == "a\ufffdb\ufffdc"


def test_json_holds_the_same_rows_with_null_for_the_unknown() -> None:
    count = Column("quantity", {"en": "Qty"}, kind=INTEGER)
    data = {
        "name": Text.of(["梁", None]),
        "net_mass_kg": np.array([-1.5, np.nan]),
        "quantity": np.array([3, 4]),
    }
    sheet = Sheet("list", {"en": "List"}, (NAME, MASS_COLUMN, count), data)
    said = standard_json.loads(json.render(sheet))
    assert said["columns"][1] == {"key": "net_mass_kg", "kind": "mass", "unit": "kg"}
    assert said["rows"] == [
        {"name": "梁", "net_mass_kg": -1.5, "quantity": 3},
        {"name": None, "net_mass_kg": None, "quantity": 4},
    ]


def test_writing_csv_loads_neither_the_pdf_nor_the_workbook_library() -> None:
    code = (
        "import sys, components.exports.csv, components.exports.json;"
        "print(sorted({'reportlab', 'xlsxwriter', 'PIL'} & {m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
