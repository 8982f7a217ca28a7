"""One list on one sheet of a workbook."""

from __future__ import annotations

from typing import Any

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from components.exports.cells import as_text, cells, clean, columns_wide, group_word
from components.exports.xlsx.layout import fitting, height, lines, short, write_across
from components.exports.xlsx.styles import Styles, number_format
from components.record import valued
from components.sheet import (
    PERCENT,
    SKETCH,
    Column,
    Document,
    Sheet,
    groups,
    missing,
    pair,
    shown,
    text,
    total,
)
from components.words import say

HEAD_ROW = 2
HEAD_POINTS = 20.0
NARROWEST, WIDEST, WIDEST_HEAD = 8.0, 48.0, 24.0


@valued
class _Page:
    """A sheet being filled: the rows of the list stand from `HEAD_ROW + 1` down."""

    paper: Any
    styles: Styles
    sheet: Sheet
    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    lang: str

    @property
    def edge(self) -> int:
        """Index of the last column."""
        return max(len(self.columns) - 1, 0)


def head(column: Column, lang: str) -> str:
    """The header cell: words and unit, in Chinese the English below. A percent cell bears its own sign."""
    main, beside = pair(column.header, lang)
    unit = f" ({column.shown_unit})" if column.shown_unit and column.kind != PERCENT else ""
    return clean(main + unit + (f"\n{beside}" if beside else ""))


def fill(paper: Any, styles: Styles, sheet: Sheet, document: Document) -> None:
    """Write a list, its subtotals, total and notes, and set it up for filtering and printing."""
    lang = document.language
    columns = tuple(c for c in sheet.columns if c.kind != SKETCH)
    page = _Page(paper, styles, sheet, columns, tuple(_width(sheet, c, lang) for c in columns), lang)
    _top(page, document)
    rows, breaks = _rows(sheet)
    _heights(page, rows, bool(breaks))
    for index, column in enumerate(columns):
        _column(page, index, column, rows)
    last = HEAD_ROW + len(sheet) + len(breaks)
    for run, row in breaks:
        _sums(page, run, row, "subtotal")
    bottom = last
    if sheet.summed and len(sheet):
        bottom += 1
        _sums(page, slice(0, len(sheet)), bottom, "total")
    bottom = _notes(page, bottom)
    _set_up(page, document, last, bottom)


def _top(page: _Page, document: Document) -> None:
    """Title, what it belongs to, and the header row."""
    block, across, room = document.block, (0, page.edge), sum(page.widths)
    title = "  ".join(pair(page.sheet.title, page.lang)).strip()
    write_across(page.paper, 0, across, title, page.styles("title"))
    page.paper.set_row(0, 26 * lines(title, room / 1.5))
    said = (block.project, block.number, block.revision, block.date, block.model_name)
    belongs = "  ·  ".join(" ".join(s.split()) for s in said if s)
    write_across(page.paper, 1, across, belongs, page.styles("beside"))
    page.paper.set_row(1, height(lines(belongs, room)))
    tallest = 1
    for index, (column, width) in enumerate(zip(page.columns, page.widths, strict=True)):
        words = head(column, page.lang)
        tallest = max(tallest, lines(words, width))
        page.paper.write_string(
            HEAD_ROW, index, words, page.styles("head_number" if column.numeric else "head")
        )
        page.paper.set_column(index, index, width)
    page.paper.set_row(HEAD_ROW, height(tallest) or HEAD_POINTS)


def _rows(sheet: Sheet) -> tuple[list[int], list[tuple[slice, int]]]:
    """The row of each entry, and each subtotal as (run of entries, row)."""
    first = HEAD_ROW + 1
    if not (sheet.group and sheet.summed):
        return list(range(first, first + len(sheet))), []
    rows: list[int] = []
    breaks: list[tuple[slice, int]] = []
    for done, run in enumerate(groups(sheet)):
        rows.extend(range(first + run.start + done, first + run.stop + done))
        breaks.append((run, first + run.stop + done))
    return rows, breaks


def _heights(page: _Page, rows: list[int], grouped: bool) -> None:
    """Rows as tall as their wrapped words; rows under a subtotal can be folded away."""
    tallest = np.ones(len(rows), np.int64)
    for column, width in zip(page.columns, page.widths, strict=True):
        if not column.numeric and column.wrap:
            words = as_text(column, page.sheet.data[column.key], page.lang)
            needed = np.array([*(lines(word, width) for word in words.vocabulary), 1])
            np.maximum(tallest, needed[words.codes], out=tallest)
    fold = {"level": 1} if grouped else {}
    for row, count in zip(rows, tallest.tolist(), strict=True):
        if grouped or count > 1:
            page.paper.set_row(row, height(count), None, fold)


def _column(page: _Page, index: int, column: Column, rows: list[int]) -> None:
    data = page.sheet.data[column.key]
    if not column.numeric:
        style = page.styles("text" if column.wrap else "text_one_line")
        words = as_text(column, data, page.lang).map(fitting).filled()
        for row, word in zip(rows, words, strict=True):
            page.paper.write_string(row, index, word, style)
        return
    figures = np.asarray(data, np.float64) if column.kind == PERCENT else shown(column, data)
    style = page.styles("number", number_format(column.shown_decimals, column.kind == PERCENT))
    blank = page.styles("unknown")
    for row, figure in zip(rows, (figures + 0.0).tolist(), strict=True):
        if figure == figure:
            page.paper.write_number(row, index, figure, style)
        else:
            page.paper.write_blank(row, index, None, blank)


def _sums(page: _Page, run: slice, row: int, style: str) -> None:
    """A subtotal or total row. SUBTOTAL leaves out the subtotals in its range, and what a filter hides."""
    whole = style == "total"
    first = HEAD_ROW + 2 if whole else row - (run.stop - run.start) + 1
    for index, column in enumerate(page.columns):
        if column not in page.sheet.summed:
            page.paper.write_blank(row, index, None, page.styles(style))
            continue
        letter, percent = xl_col_to_name(index), column.kind == PERCENT
        value = total(page.sheet, column, None if whole else run) * (0.01 if percent else 1.0)
        look = page.styles(style, number_format(column.shown_decimals, percent))
        page.paper.write_formula(row, index, f"=SUBTOTAL(9,{letter}{first}:{letter}{row})", look, value)
    if page.columns[0] not in page.sheet.summed:
        label = " ".join(pair(f"exports.{style}", page.lang)).strip()
        named = "" if whole else "  " + group_word(page.sheet, run, page.lang)
        # Left unwrapped: it runs on over the blank cells beside it.
        page.paper.write_string(row, 0, fitting(short(label + named, 60)), page.styles(f"{style}_label"))


def _notes(page: _Page, bottom: int) -> int:
    """Notes below the list; the last row used."""
    said = [text(note, page.lang) for note in page.sheet.notes]
    for column, count in missing(page.sheet):
        said.append(
            say("exports.left_out", page.lang, {"column": text(column.header, page.lang), "count": count})
        )
    if not len(page.sheet):
        said.insert(0, say("exports.empty_list", page.lang))
    for row, note in enumerate(said, start=bottom + 1):
        write_across(page.paper, row, (0, page.edge), note, page.styles("note"))
        # A merged cell does not grow with its text.
        page.paper.set_row(row, height(lines(note, sum(page.widths))))
    return bottom + len(said)


def _width(sheet: Sheet, column: Column, lang: str) -> float:
    """Width in characters: the widest word or header line within bounds; a Chinese character counts two."""
    if column.width:
        return column.width
    data = sheet.data[column.key]
    if column.numeric:
        strings = cells(column, data, lang, column.shown_decimals)
        if column in sheet.summed:
            strings = [*strings, f"{total(sheet, column):.{column.shown_decimals}f}"]
        widest = max(map(len, strings), default=0) + (1 if column.kind == PERCENT else 0)
    else:
        told = as_text(column, data, lang)
        words = [told.vocabulary[code] for code in told.used()]
        widest = max((columns_wide(part) for word in words for part in word.split("\n")), default=0)
    header = max(map(columns_wide, head(column, lang).split("\n")))
    # Room for the indent, and in the header for the filter button.
    return min(max(widest + 4.0, min(header + 5.0, WIDEST_HEAD), NARROWEST), WIDEST)


def _set_up(page: _Page, document: Document, last: int, bottom: int) -> None:
    paper = page.paper
    paper.freeze_panes(HEAD_ROW + 1, 1)
    paper.autofilter(HEAD_ROW, 0, last, page.edge)
    paper.hide_gridlines(2)
    paper.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    paper.repeat_rows(HEAD_ROW)
    paper.print_area(0, 0, bottom, page.edge)
    print_on(paper, document)


def print_on(paper: Any, document: Document) -> None:
    """Landscape, as wide as the page, with a footer; `&`, which begins a command there, is doubled."""
    lang = document.language
    title = short(text(document.title, lang), 40).replace("&", "&&")
    model = short(document.block.model_name, 40).replace("&", "&&")
    pages = say("exports.page_of_pages", lang, {"page": "&P", "pages": "&N"})
    paper.set_landscape()
    paper.set_paper(8 if document.paper == "A3" else 9)
    paper.fit_to_pages(1, 0)
    # The blank after the font size keeps a name that begins with a digit from lengthening it.
    paper.set_footer(f"&L&8 {title}&C&8 {model}&R&8 {pages}")
