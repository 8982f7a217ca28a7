"""The sheet of paper: margins, frame, and the title block along its lower edge."""

from __future__ import annotations

from typing import Any

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.utils import ImageReader

from components.exports.logo import Logo
from components.exports.pdf.fonts import Face
from components.exports.pdf.pen import INK, QUIET, Pen
from components.exports.pdf.wrap import shortened, wrap
from components.record import valued
from components.sheet import Document, Words, pair, text
from components.words import say

MM = 72 / 25.4
FILING_EDGE, EDGE = 20 * MM, 10 * MM
"""ISO 5457: 20 mm on the filing side, 10 mm elsewhere."""

BLOCK_HEIGHT, INSET = 48.0, 9.0
LABEL, VALUE, LEAST = 4.8, 7.6, 4.6
STAMP = 9.0


@valued
class Paper:
    """A page size and, inside frame and title block, the area for content; points from the lower left."""

    width: float
    height: float

    @property
    def left(self) -> float:
        """Left edge of the frame."""
        return FILING_EDGE

    @property
    def frame_width(self) -> float:
        """Width of the frame."""
        return self.width - FILING_EDGE - EDGE

    @property
    def content(self) -> tuple[float, float, float, float]:
        """Left, bottom, width and height of the area for content."""
        bottom = EDGE + BLOCK_HEIGHT + INSET
        return self.left + INSET, bottom, self.frame_width - 2 * INSET, self.height - EDGE - INSET - bottom


def paper(document: Document) -> Paper:
    """The landscape page of a document."""
    return Paper(*landscape(A3 if document.paper == "A3" else A4))


@valued
class Box:
    """A field of the title block: its place as shares of the block's width and its row (1 upper, 0 lower)."""

    left: float
    right: float
    row: int
    code: Words
    value: str
    bold: bool = False


def boxes(document: Document, page: int, pages: int) -> tuple[Box, ...]:
    """The fields of the title block on a page, after ISO 7200."""
    block, lang = document.block, document.language
    where = say("exports.page_in_set", lang, {"page": page, "pages": pages})
    return (
        Box(0.16, 0.42, 1, "exports.project", block.project),
        Box(0.42, 0.61, 1, "exports.title", text(document.title, lang), bold=True),
        Box(0.61, 0.76, 1, "exports.number", block.number),
        Box(0.76, 0.84, 1, "exports.revision", block.revision, bold=True),
        Box(0.84, 0.92, 1, "exports.date", block.date),
        Box(0.92, 1.00, 1, "exports.page", where, bold=True),
        Box(0.16, 0.30, 0, "exports.issued_to", block.issued_to),
        Box(0.30, 0.48, 0, block.file_label, block.model_name),
        Box(0.48, 0.76, 0, block.digest_label, block.model_sha256),
        Box(0.76, 0.84, 0, "exports.prepared", block.prepared),
        Box(0.84, 0.92, 0, "exports.checked", block.checked),
        Box(0.92, 1.00, 0, "exports.approved", block.approved),
    )


def draw(pen: Pen, sheet: Paper, document: Document, page: int, pages: int, logo: Logo | None) -> None:
    """Frame and title block of one page."""
    left, bottom, width = sheet.left, EDGE, sheet.frame_width
    pen.frame(left, bottom, width, sheet.height - 2 * EDGE)
    pen.rule(left, bottom + BLOCK_HEIGHT, width, 0.7, INK)
    pen.rule(left + 0.16 * width, bottom + BLOCK_HEIGHT / 2, 0.84 * width, 0.35, INK)
    for box in boxes(document, page, pages):
        x, y = left + box.left * width, bottom + box.row * BLOCK_HEIGHT / 2
        pen.post(x, y, BLOCK_HEIGHT / 2, 0.35, INK)
        _label(pen, x + 3, y + BLOCK_HEIGHT / 2 - 6.4, box.code, document.language)
        _value(pen, x + 3, y, (box.right - box.left) * width - 6, box)
    if document.stamp:
        word = pen.face.drawable(text(document.stamp, document.language))
        size = min(STAMP, width / max(pen.face.width(word, 1), 1.0))
        pen.text(left + width, sheet.height - EDGE + 6, word, size, bold=True, right=True)
    if logo is None:
        _value(
            pen, left + 4, bottom + 12, 0.16 * width - 8, Box(0, 0.16, 1, "", document.block.company, True)
        )


def draw_logo(canvas: Any, logo: Logo, area: tuple[float, float, float, float]) -> None:
    """The logo, as large as fits into (left, bottom, width, height), at its left, half-way up."""
    x, y, width, height = area
    scale = min(width / logo.width, height / logo.height)
    wide, high = logo.width * scale, logo.height * scale
    canvas.drawImage(ImageReader(logo.stream()), x, y + (height - high) / 2, wide, high, mask="auto")


def cover_logo_place(sheet: Paper) -> tuple[float, float, float, float]:
    """Where the logo stands on the cover: above the register."""
    x, bottom, width, height = sheet.content
    return x + width * 0.44 + 22.0, bottom + height - 46, width * 0.3, 46


def logo_place(sheet: Paper) -> tuple[float, float, float, float]:
    """Where the logo stands in the title block."""
    return sheet.left + 5, EDGE + 5, 0.16 * sheet.frame_width - 10, BLOCK_HEIGHT - 10


def _label(pen: Pen, x: float, y: float, code: Words, lang: str) -> None:
    main, beside = pair(code, lang)
    pen.text(x, y, pen.face.drawable(main), LABEL, QUIET)
    if beside:
        pen.text(x + pen.face.width(main, LABEL) + 2, y, pen.face.drawable(beside), LABEL * 0.9, QUIET)


def _value(pen: Pen, x: float, y: float, width: float, box: Box) -> None:
    """A value in a box: smaller, then in two lines, then with its middle left out, as its length asks."""
    face, word = pen.face, pen.face.drawable(" ".join(box.value.split()))
    size = fitting(face, word, width)
    if size >= LEAST:
        pen.text(x, y + 5.2, word, size, bold=box.bold and size > 6)
        return
    lines = wrap(face, word, LEAST, width)
    if len(lines) > 2:
        lines = (lines[0], shortened(face, word[len(lines[0]) :], LEAST, width))
    for place, line in enumerate(lines):
        pen.text(x, y + 8.6 - place * 5.6, line, LEAST)


def fitting(face: Face, word: str, width: float) -> float:
    """The size, at most `VALUE`, at which the word fits on one line."""
    needed = face.width(word, 1)
    return VALUE if needed * VALUE <= width else width / needed
