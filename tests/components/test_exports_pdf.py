"""PDF documents: what is on their pages, where, and that nothing is lost, cut off or left to chance."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import exports_document as samples
import numpy as np
import pypdf
import pytest
from PIL import Image

from components.exports import pdf
from components.exports.pdf import fonts, frame, listing
from components.exports.pdf.fonts import Face
from components.exports.target import ExportRefused
from components.progress import Cancelled
from components.sheet import MASS, NUMBER, Document, Revision, Sheet, TitleBlock
from components.table import Text
from components.words import say


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def squeezed(words: str) -> str:
    return "".join(words.split())


def placed(content: bytes, page: int) -> Iterator[tuple[float, float, str]]:
    """Every piece of text of a page as (x, y, words)."""
    found: list[tuple[float, float, str]] = []

    def visit(words: str, _: object, matrix: list[float], *rest: object) -> None:
        if words.strip():
            found.append((matrix[4], matrix[5], words.strip()))

    pypdf.PdfReader(io.BytesIO(content)).pages[page].extract_text(visitor_text=visit)
    yield from found


@pytest.fixture(scope="module")
def face() -> Face:
    return Face(fonts.find())


@pytest.fixture(scope="module")
def bill() -> bytes:
    return pdf.render(samples.bill("zh"))[0]


def listed(words: list[str], masses: list[float] | None = None) -> Document:
    columns = [samples.column("name", "名称", "Name")]
    data: dict[str, Text | np.ndarray] = {"name": Text.of(words)}
    if masses is not None:
        columns.append(samples.column("mass", "重量", "Mass", MASS, total="sum"))
        data["mass"] = np.array(masses)
    return Document(
        {"zh": "清单", "en": "List"}, (Sheet("l", {"zh": "表"}, tuple(columns), data),), cover=False
    )


def test_every_font_is_an_embedded_subset_with_its_text_recoverable(bill: bytes) -> None:
    seen = set()
    for page in pypdf.PdfReader(io.BytesIO(bill)).pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            seen.add(font["/BaseFont"])
            assert "/FontFile2" in font["/FontDescriptor"].get_object()
            assert "/ToUnicode" in font
            assert "+" in font["/BaseFont"], "a subset is named so"
    assert seen


def test_the_same_document_makes_the_same_bytes(bill: bytes) -> None:
    assert pdf.render(samples.bill("zh"))[0] == bill


def test_each_page_bears_the_model_its_hash_and_its_place_among_the_pages(bill: bytes) -> None:
    said, block = pages(bill), samples.bill().block
    for number, words in enumerate(said, start=1):
        assert block.model_sha256 in squeezed(words)
        assert block.model_name in words
        assert f"{number} / {len(said)}" in words


def test_each_page_of_a_list_repeats_its_header_in_both_languages(bill: bytes) -> None:
    for words in pages(bill)[1:3]:
        assert "构件清单" in words
        assert "总重 (kg)" in words
        assert "Total mass" in words
    assert "（续）" in pages(bill)[2]


def test_an_english_document_has_english_labels_alone() -> None:
    words = pages(pdf.render(samples.bill("en"))[0])[1]
    assert "Total mass (kg)" in words
    assert "总重" not in words


def test_totals_and_subtotals_stand_on_the_page(bill: bytes) -> None:
    data = samples.assemblies().data
    assert f"{float(np.sum(data['total'])):.1f}" in pages(bill)[2]
    parts = samples.parts().data
    assert f"{float(np.nansum(parts['net'][:6])):.2f}" in pages(bill)[3]


def test_unknown_figures_are_dashes_and_a_note_says_the_total_leaves_them_out(bill: bytes) -> None:
    said = "\n".join(pages(bill)[3:6])
    assert said.count("—") >= 8
    assert "“毛重”有 4 行数值未知，未计入合计。" in said


def test_figures_of_a_column_end_flush_so_that_decimals_stand_under_each_other(face: Face) -> None:
    masses = [1.5, 123456.25, 0.0, -77.0]
    content = pdf.render(listed(["a", "b", "c", "d"], masses))[0]
    shown = {f"{m:.1f}" for m in masses}
    ends = [round(x + face.width(words, 8.0), 1) for x, _, words in placed(content, 0) if words in shown]
    assert len(ends) == 4
    assert len(set(ends)) == 1


def test_nothing_is_set_outside_the_frame(face: Face) -> None:
    document = samples.nasty_document("zh")
    sheet, content = frame.paper(document), pdf.render(document)[0]
    for number in range(len(pages(content))):
        for x, y, words in placed(content, number):
            assert x >= sheet.left, words
            assert frame.EDGE < y < sheet.height - frame.EDGE, words
            # The smallest letters in use bound the width from below.
            assert x + face.width(words, 3.0) <= sheet.left + sheet.frame_width, words


def test_rows_stay_above_the_title_block() -> None:
    document = samples.bill("zh")
    sheet, content = frame.paper(document), pdf.render(document)[0]
    edge = frame.EDGE + frame.BLOCK_HEIGHT
    marks = set(samples.assemblies().data["mark"])
    rows = [y for x, y, words in placed(content, 1) if words in marks]
    assert rows
    assert min(rows) > edge
    assert max(rows) < sheet.height


def test_long_names_are_on_the_page_whole() -> None:
    long = "轴线交点处的变截面焊接工字钢柱" * 20
    content = pdf.render(listed([long, "X" * 300], [1.0, 2.0]))[0]
    said = squeezed(pages(content)[0])
    assert long in said
    assert "X" * 300 in said


def test_a_name_longer_than_a_page_goes_on_over_the_next_pages() -> None:
    long = "".join(chr(0x4E00 + i % 900) for i in range(9000))
    said = pages(pdf.render(listed([long, "尾"]))[0])
    assert len(said) > 1
    counted = sum(squeezed(words).count(sign) for words in said for sign in (chr(0x4E00 + 777),))
    assert counted == 10


def test_more_characters_than_one_subset_holds_stay_themselves() -> None:
    signs = [chr(0x4E00 + 7 * i) for i in range(700)]
    said = squeezed("".join(pages(pdf.render(listed(signs))[0])))
    assert all(sign in said for sign in signs)


def test_markup_in_names_is_shown_not_obeyed() -> None:
    words = pages(pdf.render(listed(["<b>x</b> &amp; <font size=40>", r"(a) \) Tj ET"]))[0])[0]
    assert "<b>x</b> &amp; <font size=40>" in words
    assert r"(a) \) Tj ET" in words


def test_characters_the_font_lacks_are_shown_as_a_placeholder_and_reported() -> None:
    content, findings = pdf.render(listed(["梁 🏗️ 𬒈"]))
    assert "梁 〓 〓" in pages(content)[0]
    (finding,) = findings
    assert finding.args["count"] == 2
    for lang in ("zh", "en"):
        assert "U+1F3D7" in say(finding.code, lang, finding.args)


def test_the_diameter_sign_that_fonts_lack_is_drawn_as_phi_without_complaint() -> None:
    content, findings = pdf.render(listed(["⌀20"]))
    assert pages(content)[0].count("φ20") + pages(content)[0].count("⌀20") == 1
    assert findings == ()


def test_without_a_font_the_sentence_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused) as caught:
        pdf.render(listed(["x"]), fonts_in=[tmp_path])
    for lang in ("zh", "en"):
        assert "fonts-wqy-microhei" in say(caught.value.code, lang, caught.value.arguments)
        assert str(tmp_path) in say(caught.value.code, lang, caught.value.arguments)


def test_the_font_that_comes_with_the_program_is_taken_before_the_systems(tmp_path: Path) -> None:
    system = Path(fonts.find().face.filename)
    bundled = tmp_path / "fonts" / "simhei.ttf"
    bundled.parent.mkdir()
    bundled.write_bytes(system.read_bytes())
    assert Path(fonts.find([bundled.parent, system.parent]).face.filename) == bundled


def test_a_font_file_that_is_broken_or_has_no_chinese_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "wqy-microhei.ttc").write_bytes(b"not a font")
    with pytest.raises(ExportRefused):
        fonts.find([tmp_path])


def test_more_columns_than_a_page_holds_are_refused_with_the_way_out() -> None:
    columns = tuple(samples.column(f"c{i}", "长表头", "Header", NUMBER) for i in range(90))
    sheet = Sheet("wide", {"zh": "宽"}, columns, {c.key: np.zeros(1) for c in columns})
    with pytest.raises(ExportRefused) as caught:
        pdf.render(Document({"zh": "宽"}, (sheet,)))
    assert "A3" in say(caught.value.code, "zh", caught.value.arguments)


def test_many_columns_are_set_smaller_rather_than_cut() -> None:
    columns = tuple(samples.column(f"c{i}", "重量", "Mass", NUMBER) for i in range(24))
    sheet = Sheet("wide", {"zh": "宽"}, columns, {c.key: np.array([12345.678]) for c in columns})
    words = pages(pdf.render(Document({"zh": "宽"}, (sheet,), cover=False))[0])[0]
    assert words.count("12345.68") == 24


def test_the_register_names_each_list_with_its_pages(bill: bytes) -> None:
    said, front = pages(bill), squeezed(pages(bill)[0])
    for sheet in samples.bill().sheets:
        title = str(sheet.title["zh"])  # type: ignore[index]
        on = [
            i for i, words in enumerate(said[1:], start=2) if words.startswith(title) or title in words[:400]
        ]
        span = str(on[0]) if len(on) == 1 else f"{on[0]}–{on[-1]}"
        assert f"{len(sheet)}{span}" in front


def test_lists_without_rows_share_a_page_with_the_one_before_and_the_register_says_so() -> None:
    full = samples.materials()
    empty = listed([]).sheets[0]
    sheets = (full, replace(empty, title={"zh": "空表甲"}), replace(empty, title={"zh": "空表乙"}), full)
    said = pages(pdf.render(Document({"zh": "题"}, sheets))[0])
    assert len(said) == 3
    assert "空表甲" in said[1] and "空表乙" in said[1] and "空表甲" not in said[2]
    assert "空表甲02" in squeezed(said[0]) and "空表乙02" in squeezed(said[0])
    assert f"{len(full)}3" in squeezed(said[0])


def test_a_short_list_stands_under_the_one_before_and_a_long_one_begins_a_page() -> None:
    short, long = listed(["甲"], [1.0]).sheets[0], listed(["乙"] * 25, [1.0] * 25).sheets[0]
    sheets = tuple(replace(one, title={"zh": f"表{i}"}) for i, one in enumerate((short, short, long, short)))
    said = pages(pdf.render(Document({"zh": "题"}, sheets))[0])
    assert ["表0" in said[1] and "表1" in said[1], "表2" in said[1], "表2" in said[2]] == [True, False, True]
    assert all(f"表{i}{n}{page}" in squeezed(said[0]) for i, n, page in ((0, 1, 2), (1, 1, 2), (2, 25, 3)))


def test_a_group_of_one_row_has_no_subtotal_that_would_repeat_it(face: Face) -> None:
    sheet = replace(listed(["甲", "甲", "乙"], [1.0, 2.0, 4.0]).sheets[0], group="name")
    bands = [b.kind for b in listing.lay_out(face, sheet, "zh", 500.0, 400.0).bands]
    assert bands == [listing.ROW, listing.ROW, listing.SUBTOTAL, listing.ROW, listing.TOTAL]


@pytest.mark.parametrize("rows", range(20, 60))
def test_no_page_holds_sums_and_notes_without_a_row(rows: int, face: Face) -> None:
    sheet = replace(listed(["字"] * rows, [1.0] * rows).sheets[0], notes=({"zh": "注"},))
    laid = listing.lay_out(face, sheet, "zh", 500.0, 400.0)
    spans = listing.cut(laid.bands, 300.0, 300.0)
    assert [a for a, _ in spans] == [0, *(b for _, b in spans[:-1])]
    assert all(any(b.kind == listing.ROW for b in laid.bands[slice(*span)]) for span in spans)


def test_only_rows_with_a_drawing_are_as_tall_as_one(face: Face) -> None:
    sheet = samples.materials()
    key = next(c.key for c in sheet.columns if c.kind == "sketch")
    some = sheet.data[key]
    codes = np.where(np.arange(len(sheet)) % 2 == 0, -1, np.maximum(some.codes, 0))
    mixed = replace(sheet, data={**sheet.data, key: replace(some, codes=codes)})
    bands = [b for b in listing.lay_out(face, mixed, "zh", 1100.0, 700.0).bands if b.kind == listing.ROW]
    assert max(b.height for b in bands[0::2]) < 20 < min(b.height for b in bands[1::2])


def test_a_long_register_and_revision_table_go_on_over_further_pages() -> None:
    sheets = tuple(replace(samples.materials(), title={"zh": f"清单之{i}"}) for i in range(40))
    revisions = tuple(Revision(f"R{i}", "2026-01-01", f"改动{i}号") for i in range(70))
    said = pages(pdf.render(Document({"zh": "题"}, sheets, revisions=revisions))[0])
    together = "\n".join(said[: len(said) - 40])
    assert all(f"清单之{i} " in f"{together} " or f"清单之{i}\n" in together for i in range(40))
    assert all(f"改动{i}号" in together for i in range(70))
    assert f"{len(said)}\n" in together.replace(" ", "\n")


def test_the_cover_has_boxes_to_sign_and_the_revisions(bill: bytes) -> None:
    front = pages(bill)[0]
    for word in (
        "编制",
        "校核",
        "审核",
        "Prepared",
        "Checked",
        "Approved",
        "修订记录",
        "首次发出",
        "LN-2026-0471",
    ):
        assert word in front


def test_an_empty_list_says_so() -> None:
    content, _ = pdf.render(listed([], []))
    assert "本清单没有内容。" in pages(content)[0]


def test_a_document_without_lists_or_fields_is_still_a_cover() -> None:
    assert len(pages(pdf.render(Document({"zh": "空"}, ()))[0])) == 1


def test_a3_pages_are_a3() -> None:
    box = pypdf.PdfReader(io.BytesIO(pdf.render(samples.bill(paper="A3"))[0])).pages[0].mediabox
    # ISO 216: 420 mm x 297 mm.
    assert (float(box.width) * 25.4 / 72, float(box.height) * 25.4 / 72) == pytest.approx((420, 297), abs=0.1)


def test_a_logo_is_drawn_and_a_broken_one_refused(tmp_path: Path) -> None:
    logo, broken = tmp_path / "logo.png", tmp_path / "broken.png"
    Image.new("RGBA", (300, 80), "navy").save(logo)
    broken.write_bytes(b"GIF89a")
    content, _ = pdf.render(replace(listed(["x"]), block=TitleBlock(logo=logo)))
    assert pypdf.PdfReader(io.BytesIO(content)).pages[0]["/Resources"]["/XObject"]
    with pytest.raises(ExportRefused):
        pdf.render(replace(listed(["x"]), block=TitleBlock(logo=broken)))


def test_cancelling_leaves_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "bill.pdf"
    target.write_bytes(b"old")

    def stop(stage: str, done: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        pdf.write(samples.bill(), target, stop)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_progress_ends_at_one_and_names_its_stage(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    pdf.write(samples.bill(), tmp_path / "bill.pdf", lambda stage, done: told.append((stage, done)))
    assert told[-1][1] == 1.0
    assert {say(stage, lang) for stage, _ in told for lang in ("zh", "en")} == {
        "正在生成 PDF",
        "Writing the PDF",
    }


def test_a_total_never_stands_alone_at_the_top_of_a_page(face: Face) -> None:
    for rows in range(20, 60):
        document = listed([f"n{i}" for i in range(rows)], [1.0] * rows)
        laid = listing.lay_out(face, document.sheets[0], "zh", 700.0, 400.0)
        spans = listing.cut(laid.bands, 380.0, 380.0)
        assert [i for a, b in spans for i in range(a, b)] == list(range(len(laid.bands)))
        assert all(laid.bands[a].kind == listing.ROW for a, _ in spans)
        assert all(sum(band.height for band in laid.bands[a:b]) <= 380.0 for a, b in spans)
