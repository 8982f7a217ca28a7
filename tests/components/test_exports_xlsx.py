"""Workbooks: what a spreadsheet finds in them, computes from them and prints of them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path

import exports_document as samples
import numpy as np
import openpyxl
import pytest
from PIL import Image

from components.exports import xlsx
from components.exports.target import ExportRefused
from components.exports.xlsx.book import sheet_names
from components.sheet import Document, Sheet, TitleBlock
from components.table import Text


def opened(content: bytes, cached: bool = False) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return openpyxl.load_workbook(io.BytesIO(content), data_only=cached)


@pytest.fixture(scope="module")
def bill() -> bytes:
    return xlsx.render(samples.bill("zh"))


@pytest.fixture(scope="module")
def odd() -> bytes:
    return xlsx.render(samples.nasty_document("zh"))


def formulas(content: bytes) -> dict[tuple[str, str], str]:
    return {
        (paper.title, cell.coordinate): cell.value
        for paper in opened(content)
        for row in paper.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def test_each_list_is_a_sheet_of_its_own_after_the_cover(bill: bytes) -> None:
    assert opened(bill).sheetnames == ["封面", "构件清单", "零件清单", "材料汇总表"]


def test_headers_name_the_unit_and_in_chinese_carry_the_english(bill: bytes) -> None:
    heads = [cell.value for cell in opened(bill)["构件清单"][3]]
    assert heads[5] == "长度 (mm)\nLength"
    assert [c.value for c in opened(xlsx.render(samples.bill("en")))["Assembly list"][3]][5] == "Length (mm)"


def test_headers_are_frozen_filtered_and_repeated_in_print(bill: bytes) -> None:
    for paper in opened(bill).worksheets[1:]:
        assert paper.freeze_panes == "B4"
        assert paper.auto_filter.ref.startswith("A3:")
        assert paper.print_title_rows == "$3:$3"
        assert paper.print_area
        assert paper.page_setup.orientation == "landscape"


def test_figures_are_numbers_with_their_decimals(bill: bytes) -> None:
    cell = opened(bill)["构件清单"]["G4"]
    assert cell.data_type == "n"
    assert cell.number_format == "0.0"
    assert cell.value == pytest.approx(float(samples.assemblies().data["mass"][0]), rel=1e-14)


def subtotal(paper: openpyxl.worksheet.worksheet.Worksheet, formula: str) -> float:
    """SUBTOTAL(9, range) by its definition: the sum of the numbers, other SUBTOTAL cells left out."""
    first, last = re.fullmatch(r"=SUBTOTAL\(9,([A-Z]+\d+):([A-Z]+\d+)\)", formula).groups()  # type: ignore[union-attr]
    cells = [row[0] for row in paper[f"{first}:{last}"]]
    return sum(c.value for c in cells if c.data_type == "n" and c.value is not None)


def test_total_formulas_recalculate_to_the_models_own_sums(bill: bytes) -> None:
    book = opened(bill)
    parts = samples.parts().data
    sums = [formula for (sheet, _), formula in formulas(bill).items() if sheet == "零件清单"]
    by_hand = [
        int(np.sum(parts["quantity"])),
        float(np.nansum(parts["gross"])),
        float(np.nansum(parts["net"])),
    ]
    assert [subtotal(book["零件清单"], f) for f in sums[-3:]] == pytest.approx(by_hand, rel=1e-12)
    assert len(sums) == 3 * (10 + 1), "ten assemblies and the whole"


def test_every_formula_is_a_sum_of_ours_and_carries_the_figure_it_computes(bill: bytes, odd: bytes) -> None:
    for content in (bill, odd):
        book, cached = opened(content), opened(content, cached=True)
        assert formulas(content)
        for (sheet, cell), formula in formulas(content).items():
            assert cached[sheet][cell].value == pytest.approx(subtotal(book[sheet], formula), rel=1e-12)


def test_names_that_look_like_formulas_stay_text(odd: bytes) -> None:
    book = opened(odd)
    paper = book.worksheets[1]
    names = [paper.cell(4 + i, 1) for i in range(len(samples.NASTY))]
    assert names[0].value == samples.NASTY[0]
    assert all(c.data_type in "sn" for c in names)
    title_block = {c.value: c.data_type for row in book.worksheets[0].iter_rows() for c in row}
    assert title_block[samples.nasty_document().block.model_name] == "s"
    assert not [f for f in formulas(odd).values() if not f.startswith("=SUBTOTAL(9,")]


def test_unknown_figures_are_marked_cells_and_the_note_says_the_total_leaves_them_out(bill: bytes) -> None:
    paper = opened(bill)["零件清单"]
    assert paper["G7"].value is None
    assert paper["G7"].fill.fgColor.rgb != paper["G6"].fill.fgColor.rgb
    said = [str(c.value) for c in paper["A"] if c.value]
    assert "“毛重”有 4 行数值未知，未计入合计。" in said


def test_sheet_names_are_legal_and_differ_even_without_case() -> None:
    names = sheet_names(["Abc", "aBC", "a[b]:c*d?e/f\\g", "", "'quoted'", "x" * 40, "x" * 41, "History"])
    assert len({n.lower() for n in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.lower() != "history"


def test_an_empty_list_says_so_and_has_no_total(odd: bytes) -> None:
    paper = opened(odd).worksheets[2]
    assert paper["A4"].value == "本清单没有内容。"


def test_the_same_document_makes_the_same_bytes(bill: bytes) -> None:
    assert xlsx.render(samples.bill("zh")) == bill


def test_text_longer_than_a_cell_holds_is_cut_with_a_mark() -> None:
    column = samples.column("name", "名称", "Name")
    sheet = Sheet("long", {"zh": "长"}, (column,), {"name": Text.of(["长" * 40_000])})
    value = opened(xlsx.render(Document({"zh": "长"}, (sheet,), cover=False)))["长"]["A4"].value
    assert len(value) == 32_767
    assert value.endswith("…")


def test_the_cover_bears_the_model_hash_the_register_and_the_boxes_to_sign(bill: bytes) -> None:
    said = {str(c.value) for row in opened(bill)["封面"].iter_rows() for c in row if c.value is not None}
    assert samples.bill().block.model_sha256 in said
    assert {"构件清单 Assembly list", "编制 Prepared\n王工", "校核 Checked\n李工", "审核 Approved\n"} <= said


def test_a_logo_is_drawn_and_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    logo, broken = tmp_path / "logo.png", tmp_path / "broken.png"
    Image.new("RGB", (300, 80), "navy").save(logo)
    broken.write_bytes(logo.read_bytes()[:60])
    made = xlsx.render(Document({"zh": "题"}, (samples.materials(),), TitleBlock(logo=logo)))
    assert "xl/media/image1.png" in zipfile.ZipFile(io.BytesIO(made)).namelist()
    with pytest.raises(ExportRefused) as caught:
        xlsx.render(Document({"zh": "题"}, (), TitleBlock(logo=broken)))
    assert caught.value.code == "exports.bad_logo"


def test_a_total_that_is_not_the_sum_of_its_rows_is_our_fault_and_raised() -> None:
    sheet = samples.assemblies()
    wrong = Sheet(sheet.name, sheet.title, sheet.columns, sheet.data, totals={"total": 1.0})
    with pytest.raises(ValueError, match="total"):
        xlsx.render(Document({"zh": "题"}, (wrong,)))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_recalculates_the_totals_to_our_figures(tmp_path: Path, bill: bytes) -> None:
    bare = tmp_path / "bare.xlsx"
    # Without the cached figures the spreadsheet has to compute each one itself.
    with zipfile.ZipFile(io.BytesIO(bill)) as full, zipfile.ZipFile(bare, "w") as stripped:
        for item in full.namelist():
            content = full.read(item)
            if item.startswith("xl/worksheets/"):
                content = re.sub(rb"</f><v>[^<]*</v>", b"</f>", content)
            stripped.writestr(item, content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(bare)], check=True, capture_output=True, timeout=120
    )
    ours, theirs = (
        opened(bill, cached=True),
        opened((tmp_path / "out" / "bare.xlsx").read_bytes(), cached=True),
    )
    for sheet, cell in formulas(bill):
        assert theirs[sheet][cell].value == pytest.approx(ours[sheet][cell].value, rel=1e-12)
