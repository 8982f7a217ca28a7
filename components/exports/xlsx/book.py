"""A document as a workbook; the same document always makes the same bytes."""

from __future__ import annotations

import io
import re
from datetime import datetime
from pathlib import Path

import xlsxwriter

from components.exports import logo as logos
from components.exports.cells import clean
from components.exports.target import write_bytes
from components.exports.xlsx import cover, lists
from components.exports.xlsx.styles import FONT, Styles
from components.progress import Progress, silent
from components.sheet import Document, text
from components.words import say

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME_LIMIT = 31


def sheet_names(wanted: list[str]) -> list[str]:
    """Names a workbook accepts: nothing forbidden, at most 31 long, different even when case is ignored."""
    taken = {"history"}
    names: list[str] = []
    for word in wanted:
        base = _FORBIDDEN.sub("_", clean(word)).strip().strip("'") or "_"
        name, count = base[:_NAME_LIMIT].strip("'"), 1
        while name.lower() in taken or not name:
            count += 1
            tail = f" ({count})"
            name = base[: _NAME_LIMIT - len(tail)] + tail
        taken.add(name.lower())
        names.append(name)
    return names


def _created(date: str) -> datetime:
    """The document's date; a fixed day where it has none, so that equal input makes equal bytes."""
    try:
        return datetime.fromisoformat(date).replace(tzinfo=None)
    except ValueError:
        return datetime(2000, 1, 1)


def render(document: Document, progress: Progress = silent) -> bytes:
    """The workbook's bytes; raises `ExportRefused` where the logo cannot be used."""
    lang, content = document.language, io.BytesIO()
    logo = logos.load(document.block.logo)
    look = {"default_format_properties": {"font_name": FONT[lang], "font_size": 10}, "in_memory": True}
    book = xlsxwriter.Workbook(content, look)
    book.set_properties(
        {
            "title": clean(text(document.title, lang)),
            "company": clean(document.block.company),
            "created": _created(document.block.date),
        }
    )
    first = [say("exports.cover", lang)] if document.cover else []
    names = sheet_names([*first, *(text(s.title, lang) for s in document.sheets)])
    styles, papers = Styles(book), [book.add_worksheet(name) for name in names]
    if document.cover:
        cover.fill(papers[0], styles, document, names[1:], logo)
    for done, (paper, sheet) in enumerate(zip(papers[len(first) :], document.sheets, strict=True)):
        progress("exports.writing_xlsx", done / (len(document.sheets) + 1))
        lists.fill(paper, styles, sheet, document)
    book.close()
    progress("exports.writing_xlsx", 1.0)
    return content.getvalue()


def write(document: Document, path: Path, progress: Progress = silent) -> None:
    """Write the document as a workbook; raises `ExportRefused`."""
    write_bytes(path, render(document, progress))
