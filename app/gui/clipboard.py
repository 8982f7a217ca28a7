"""Rows as they paste into a spreadsheet: tab-separated text, and HTML that keeps marks such as 1-2 as text."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QMimeData

from app.gui.sheetmodel import SheetModel
from components.exports.cells import clean

_TEXT_CELL = " style='mso-number-format:\"\\@\"'"


def copied(model: SheetModel, view_rows: list[int], with_headers: bool = True) -> QMimeData:
    """The cells of rows of a view with all shown columns."""
    lines, html = [], []
    if with_headers:
        heads = [_flat(model.header(c)) for c in model.columns]
        lines.append("\t".join(heads))
        html.append("<tr>" + "".join(f"<th{_TEXT_CELL}>{escape(h)}</th>" for h in heads) + "</tr>")
    for row in model.sheet_rows(view_rows).tolist():
        cells = [_flat(model.cell(row, c)) for c in model.columns]
        lines.append("\t".join(_harmless(w, c.numeric) for w, c in zip(cells, model.columns, strict=True)))
        html.append(
            "<tr>"
            + "".join(
                f"<td{'' if c.numeric else _TEXT_CELL}>{escape(w)}</td>"
                for w, c in zip(cells, model.columns, strict=True)
            )
            + "</tr>"
        )
    data = QMimeData()
    data.setText("\n".join(lines))
    data.setHtml("<table>" + "".join(html) + "</table>")
    return data


def _flat(word: str) -> str:
    return clean(" ".join(word.split()))


def _harmless(word: str, numeric: bool) -> str:
    """A text cell that a spreadsheet would execute starts with an apostrophe."""
    return "'" + word if not numeric and word[:1] in ("=", "+", "-", "@") and word != "-" else word
