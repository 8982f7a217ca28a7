"""A document as a PDF: everything is laid out first, so that each page knows how many there are."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from components.drawing import Drawing
from components.exports import logo as logos
from components.exports.cells import clean
from components.exports.pdf import cover, drawing, fonts, frame, listing
from components.exports.pdf.cover import Cover
from components.exports.pdf.fonts import Face
from components.exports.pdf.listing import Listing
from components.exports.pdf.pen import QUIET, Pen
from components.exports.pdf.wrap import shortened
from components.exports.target import write_bytes
from components.findings import Finding
from components.progress import Progress, silent
from components.record import record
from components.sheet import Document, Words, entries, pair, text

TOP, TITLE, APART = 30.0, 14.0, 22.0
"""Height of a list's title above its header, the size of its letters, and what stands apart on one page."""
SHORT = 1 / 3
"""Share of a page's height up to which a list may stand under the one before it; a longer one begins a page."""

# Page streams as plain bytes: coding them as text costs a third of the time and a quarter more room.
rl_config.useA85 = 0

PDF_LANGUAGE = {"zh": "zh-CN", "en": "en"}


@record
class _Page:
    """A page of a list: which list (-1: of the cover), which of its bands, whether it continues one.

    down: how far beneath the top of the paper it begins, because it stands under what comes before it.
    """

    title: Words
    listing: Listing | Drawing
    span: tuple[int, int]
    continues: bool
    place: int = -1
    down: float = 0.0

    @property
    def height(self) -> float:
        """What it takes of the paper, its title included; of a drawing all of it."""
        if isinstance(self.listing, Drawing):
            return math.inf
        return TOP + self.listing.head_height + sum(b.height for b in self.listing.bands[slice(*self.span)])


def _pages(face: Face, document: Document) -> Iterator[list[_Page]]:
    """The pages of each list. A short one, or one without rows, stands under the list before it where there is room."""
    _, _, width, height = frame.paper(document).content
    used = math.inf
    for place, sheet in enumerate(entries(document)):
        if isinstance(sheet, Drawing):
            yield [_Page(sheet.title, sheet, (0, 0), False, place)]
            used = math.inf
            continue
        laid = listing.lay_out(face, sheet, document.language, width, height - TOP)
        room = height - TOP - laid.head_height
        spans = listing.cut(laid.bands, room, room)
        pages = [_Page(sheet.title, laid, span, n > 0, place) for n, span in enumerate(spans)]
        short = not len(sheet) or pages[0].height <= SHORT * height
        if short and len(pages) == 1 and used + APART + pages[0].height <= height:
            pages = [replace(pages[0], down=used + APART)]
        used = pages[-1].down + pages[-1].height
        yield pages


def _lay_out(face: Face, document: Document) -> tuple[Cover | None, list[_Page]]:
    """The cover, if there is one, and every further page in order."""
    lists = list(_pages(face, document))
    flat = [page for pages in lists for page in pages]
    if not document.cover:
        return None, flat

    def numbered(before: int) -> Cover:
        spans, number = [], before
        for pages in lists:
            first = number if pages[0].down else number + 1
            number = first + len(pages) - 1
            spans.append((first, number))
        return cover.lay_out(face, document, frame.paper(document), spans, TOP)

    # The register's own length does not depend on the numbers in it: the second time they are right.
    first = numbered(numbered(1).pages)
    return first, [_Page(title, laid, span, True) for title, laid, span in first.rest] + flat


def _canvas(document: Document, content: io.BytesIO) -> Canvas:
    sheet, lang = frame.paper(document), document.language
    canvas = Canvas(
        content,
        pagesize=(sheet.width, sheet.height),
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.NAME,
        initialFontSize=8,
        lang=PDF_LANGUAGE[lang],
    )
    canvas.setTitle(clean(text(document.title, lang)))
    canvas.setAuthor(clean(document.block.company))
    canvas.setSubject(clean(f"{document.block.model_name} SHA-256 {document.block.model_sha256}"))
    canvas.setCreator("Steelyard")
    return canvas


def _draw_list(pen: Pen, document: Document, page: _Page) -> None:
    x, bottom, width, height = frame.paper(document).content
    face, lang = pen.face, document.language
    main, beside = (face.drawable(word) for word in pair(page.title, lang))
    more = face.drawable(text("exports.continued", lang)) if page.continues else ""
    title = shortened(face, main, TITLE, width * 0.7)
    top = bottom + height - page.down
    y = top - TITLE
    pen.text(x, y, title, TITLE, bold=True)
    after = x + face.width(title, TITLE) + 7
    for word in (beside, more):
        word = shortened(face, word, 8.5, max(x + width - after - 10, 20.0))
        pen.text(after, y, word, 8.5, QUIET)
        after += face.width(word, 8.5) + 7 if word else 0
    if isinstance(page.listing, Drawing):
        drawing.draw(pen, page.listing, lang, (x, bottom, width, height - TOP))
        return
    under = listing.draw_head(pen, page.listing, x, top - TOP)
    listing.draw_bands(pen, page.listing, page.span, x, under)


def render(
    document: Document, progress: Progress = silent, fonts_in: list[Path] | None = None
) -> tuple[bytes, tuple[Finding, ...]]:
    """The PDF's bytes, and a finding where characters had to be replaced because the font lacks them.

    fonts_in: folders to look for the font in, instead of the bundled one and the system's.
    Raises `ExportRefused`: no usable font or logo, or more columns than a page can hold.
    """
    logo = logos.load(document.block.logo)
    face, content = Face(fonts.find(fonts_in)), io.BytesIO()
    front, pages = _lay_out(face, document)
    ahead = 0 if front is None else 1
    total = sum(1 for page in pages if not page.down) + ahead
    canvas, sheet = _canvas(document, content), frame.paper(document)
    pen = Pen(canvas, face)

    def finish(number: int) -> None:
        frame.draw(pen, sheet, document, number, total, logo)
        pen.finish()
        if logo is not None:
            frame.draw_logo(canvas, logo, frame.logo_place(sheet))
            if front is not None and number == 1:
                frame.draw_logo(canvas, logo, frame.cover_logo_place(sheet))
        canvas.showPage()
        progress("exports.writing_pdf", number / total)

    if front is not None:
        for row, left, edge in cover.draw(pen, document, sheet, front):
            area = (left, edge, left + front.register.width, edge + 14)
            canvas.linkRect("", f"list{row}", area, Border="[0 0 0]")
        finish(1)
    number = ahead
    for place, page in enumerate(pages):
        number += 0 if page.down else 1
        if not page.continues:
            canvas.bookmarkPage(f"list{page.place}")
            canvas.addOutlineEntry(clean(text(page.title, document.language)), f"list{page.place}")
        _draw_list(pen, document, page)
        if place + 1 == len(pages) or not pages[place + 1].down:
            finish(number)
    canvas.save()
    return content.getvalue(), face.findings()


def write(
    document: Document, path: Path, progress: Progress = silent, fonts_in: list[Path] | None = None
) -> tuple[Finding, ...]:
    """Write the document as a PDF (see `render`); raises `ExportRefused`."""
    content, findings = render(document, progress, fonts_in)
    write_bytes(path, content)
    return findings
