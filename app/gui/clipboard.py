"""Rows as they paste into a spreadsheet: tab-separated text, and HTML that keeps marks such as 1-2 as text.

Column by column: a word of a text column is made ready once, however many rows have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from app.gui.query import words_of
from app.gui.sheetmodel import SheetModel
from components.exports.cells import clean
from components.sheet import Column
from components.table import Codes, Ints, Text

_TEXT_CELL = " style='mso-number-format:\"\\@\"'"


def copied(
    model: SheetModel, view_rows: Sequence[int] | Ints, with_headers: bool = True
) -> tuple[bytes, bytes]:
    """The cells of rows of a view with all shown columns, as plain text and as HTML, in UTF-8."""
    rows = model.sheet_rows(view_rows)
    columns = [_cells(model, rows, c) for c in model.columns]
    lines = ["\t".join(cells) for cells in zip(*(plain for plain, _ in columns), strict=True)]
    html = ["<tr>" + "".join(cells) + "</tr>" for cells in zip(*(rich for _, rich in columns), strict=True)]
    if with_headers:
        heads = [_flat(model.header(c)) for c in model.columns]
        lines.insert(0, "\t".join(heads))
        html.insert(0, "<tr>" + "".join(f"<th{_TEXT_CELL}>{escape(h)}</th>" for h in heads) + "</tr>")
    return "\n".join(lines).encode(), f"<table>{''.join(html)}</table>".encode()


def _cells(model: SheetModel, rows: Ints, column: Column) -> tuple[list[str], list[str]]:
    """Cells of a column as plain text and as HTML."""
    data = model.sheet.data[column.key] if model.sheet is not None else None
    if isinstance(data, Text):
        said = words_of(column, data, model.lang)
        words = [_flat(w) for w in (*said.vocabulary, "")]  # the last is that of an empty cell, code -1
        at = said.codes[rows]
        return _pick([_harmless(w) for w in words], at), _pick([_rich(w) for w in words], at)
    if column.numeric and data is not None:
        words = model.figures(column, np.asarray(data)[rows])
        return words, [f"<td>{w}</td>" for w in words]
    words = [_flat(model.cell(row, column)) for row in rows.tolist()]
    return [_harmless(w) for w in words], [_rich(w) for w in words]


def _pick(words: list[str], at: Codes) -> list[str]:
    return [words[i] for i in at.tolist()]


def _rich(word: str) -> str:
    return f"<td{_TEXT_CELL}>{escape(word)}</td>"


def _flat(word: str) -> str:
    return clean(" ".join(word.split()))


def _harmless(word: str) -> str:
    """A text cell that a spreadsheet would execute starts with an apostrophe."""
    return "'" + word if word[:1] in ("=", "+", "-", "@") and word != "-" else word
