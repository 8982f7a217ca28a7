"""The first sheet of a workbook: title block, register of lists, revisions, boxes to sign."""

from __future__ import annotations

from typing import Any

from components.exports.cells import columns_wide
from components.exports.logo import Logo
from components.exports.xlsx.layout import fitting, height, lines, write_across
from components.exports.xlsx.lists import print_on
from components.exports.xlsx.styles import Styles
from components.sheet import Document, Words, pair, text

WIDTHS = (26, 26, 22, 22, 22, 22)
EDGE = len(WIDTHS) - 1
WIDEST_LABEL = 52
LOGO_PIXELS = (300, 60)


def fields(document: Document) -> list[tuple[Words, str]]:
    """The rows of the title block: (label, value)."""
    block = document.block
    return [
        ("exports.project", block.project),
        ("exports.issued_to", block.issued_to),
        ("exports.number", block.number),
        ("exports.revision", block.revision),
        ("exports.date", block.date),
        (block.file_label, block.model_name),
        (block.digest_label, block.model_sha256),
        *block.extra,
    ]


def label(words: Words, lang: str) -> str:
    """A label, with the English beside it in a Chinese document."""
    return " ".join(pair(words, lang)).strip()


def fill(paper: Any, styles: Styles, document: Document, names: list[str], logo: Logo | None) -> None:
    """Write the cover; `names` are the sheets' names, in the order of the document's lists."""
    lang = document.language
    labels = [columns_wide(label(name, lang)) + 2 for name, _ in fields(document)]
    for index, width in enumerate((max(WIDTHS[0], min(max(labels), WIDEST_LABEL)), *WIDTHS[1:])):
        paper.set_column(index, index, width)
    main, beside = pair(document.title, lang)
    _across(paper, 0, (0, 3), main, styles("title"), 1.5)
    _across(paper, 1, (0, 3), "  ".join(w for w in (beside, document.block.company) if w), styles("beside"))
    if logo is not None:
        scale = min(LOGO_PIXELS[0] / logo.width, LOGO_PIXELS[1] / logo.height)
        paper.insert_image(0, 4, "logo", {"image_data": logo.stream(), "x_scale": scale, "y_scale": scale})
    row = 3
    for name, value in fields(document):
        _across(paper, row, (1, EDGE), value, styles("field"))
        paper.write_string(row, 0, fitting(label(name, lang)), styles("label"))
        row += 1
    row = _register(paper, styles, document, names, row + 1)
    row = _revisions(paper, styles, document, row + 1)
    row = _signatures(paper, styles, document, row + 1)
    for note in document.notes:
        _across(paper, row, (0, EDGE), text(note, lang), styles("note"))
        row += 1
    paper.hide_gridlines(2)
    paper.print_area(0, 0, max(row - 1, 1), EDGE)
    print_on(paper, document)
    paper.fit_to_pages(1, 1)


def _across(paper: Any, row: int, cells: tuple[int, int], word: str, style: Any, size: float = 1.0) -> None:
    """Text over several cells, the row as tall as it needs; size: of the letters, against the usual."""
    write_across(paper, row, cells, word, style)
    room = sum(WIDTHS[cells[0] : cells[1] + 1])
    count = lines(word, room / size)
    paper.set_row(row, height(count) if size == 1.0 else 18 * size * count)


def _heads(paper: Any, styles: Styles, row: int, section: str, heads: tuple[str, ...], lang: str) -> int:
    write_across(paper, row, (0, EDGE), label(section, lang), styles("section"))
    for index in range(EDGE + 1):
        words = label(heads[index], lang) if index < len(heads) else ""
        paper.write_string(row + 1, index, words, styles("head"))
    return row + 2


def _register(paper: Any, styles: Styles, document: Document, names: list[str], row: int) -> int:
    lang = document.language
    heads = ("exports.list", "", "exports.sheet_name", "", "exports.rows")
    row = _heads(paper, styles, row, "exports.register", heads, lang)
    for sheet, name in zip(document.sheets, names, strict=True):
        quoted = name.replace("'", "''")
        _across(paper, row, (0, 1), label(sheet.title, lang), styles("text"))
        paper.merge_range(row, 2, row, 3, "", styles("link"))
        paper.write_url(row, 2, f"internal:'{quoted}'!A1", styles("link"), name)
        paper.write_number(row, 4, len(sheet), styles("count", "0"))
        paper.write_blank(row, 5, None, styles("text"))
        row += 1
    return row


def _revisions(paper: Any, styles: Styles, document: Document, row: int) -> int:
    heads = ("exports.revision", "exports.date", "exports.by", "exports.what")
    row = _heads(paper, styles, row, "exports.revisions", heads, document.language)
    for entry in document.revisions:
        for index, value in enumerate((entry.mark, entry.date, entry.by)):
            paper.write_string(row, index, fitting(value), styles("text"))
        _across(paper, row, (3, EDGE), entry.what, styles("text"))
        row += 1
    return row


def _signatures(paper: Any, styles: Styles, document: Document, row: int) -> int:
    block = document.block
    roles = (("prepared", block.prepared), ("checked", block.checked), ("approved", block.approved))
    for place, (role, person) in enumerate(roles):
        said = label(f"exports.{role}", document.language)
        write_across(paper, row, (2 * place, 2 * place + 1), f"{said}\n{person}", styles("box"))
    paper.set_row(row, 48)
    return row + 2
