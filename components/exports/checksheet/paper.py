"""Check sheets as a PDF, A4 upright: laid out as bands first, so that each page knows how many there are."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from components.exports.cells import clean
from components.exports.checksheet.bands import Band, bands_of
from components.exports.checksheet.parts import CheckSheet
from components.exports.pdf import fonts
from components.exports.pdf.fonts import Face
from components.exports.pdf.pen import INK, QUIET, Pen
from components.exports.pdf.wrap import shortened
from components.exports.target import write_bytes
from components.findings import Finding
from components.progress import Progress, silent
from components.words import say

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 20 * MM, 12 * MM, 12 * MM, 12 * MM
FOOT, HEAD = 30.0, 20.0
WIDTH, HEIGHT = A4
ROOM = WIDTH - LEFT - RIGHT

rl_config.useA85 = 0
LANGUAGE = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True)
class Page:
    """The bands of one page, and the sheet they belong to."""

    sheet: CheckSheet
    bands: tuple[Band, ...]
    number: int
    of: int


def _paged(bands: Sequence[Band], room: float) -> list[tuple[Band, ...]]:
    """Bands cut into pages; a band that keeps stays on the page of the one below it."""
    pages: list[tuple[Band, ...]] = []
    page: list[Band] = []
    used, i = 0.0, 0
    while i < len(bands):
        j = i
        while j < len(bands) - 1 and bands[j].keep:
            j += 1
        block = bands[i : j + 1]
        tall = sum(b.height for b in block)
        if page and used + tall > room:
            pages.append(tuple(page))
            page, used = [], 0.0
        page += block
        used += tall
        i = j + 1
    return [*pages, tuple(page)] if page else pages


def render(
    sheets: Sequence[CheckSheet], progress: Progress = silent, fonts_in: list[Path] | None = None
) -> tuple[bytes, tuple[Finding, ...]]:
    """The PDF's bytes, each sheet on pages of its own, and what was odd. `ExportRefused`: no usable font."""
    face, content = Face(fonts.find(fonts_in)), io.BytesIO()
    lang = sheets[0].language if sheets else "zh"
    canvas = Canvas(
        content, pagesize=A4, pageCompression=1, invariant=1, initialFontName=fonts.NAME, initialFontSize=8,
        lang=LANGUAGE[lang],
    )  # fmt: skip
    if sheets:
        canvas.setTitle(
            clean(f"{sheets[0].title} {sheets[0].subject.name if len(sheets) == 1 else ''}".strip())
        )
    canvas.setCreator("Steelyard")
    pen = Pen(canvas, face)
    for done, sheet in enumerate(sheets):
        cut = _paged(bands_of(face, sheet, ROOM), HEIGHT - TOP - BOTTOM - FOOT - HEAD)
        canvas.bookmarkPage(f"sheet{done}")
        canvas.addOutlineEntry(clean(sheet.subject.name or sheet.title), f"sheet{done}")
        for number, bands in enumerate(cut, start=1):
            _draw(pen, Page(sheet, bands, number, len(cut)))
            pen.finish()
            canvas.showPage()
        progress("exports.writing_pdf", (done + 1) / len(sheets))
    canvas.save()
    return content.getvalue(), face.findings()


def _draw(pen: Pen, page: Page) -> None:
    sheet, face = page.sheet, pen.face
    top = HEIGHT - TOP
    subject = sheet.subject
    head = face.drawable("  ·  ".join(w for w in (subject.project, sheet.title, subject.name) if w))
    pen.text(LEFT, top - 8, shortened(face, head, 7.2, ROOM * 0.8), 7.2, QUIET)
    pen.text(LEFT + ROOM, top - 8, "Steelyard", 7.2, QUIET, right=True)
    pen.rule(LEFT, top - 13, ROOM, 0.5, INK)
    y = top - HEAD
    for band in page.bands:
        band.draw(pen, LEFT, y)
        y -= band.height
    _foot(pen, page)


def _foot(pen: Pen, page: Page) -> None:
    lang, face, y = page.sheet.language, pen.face, BOTTOM
    pen.frame(LEFT, y, ROOM, FOOT - 6, 0.5)
    shares = (0.0, 0.40, 0.56, 0.72, 0.88)
    words = [page.sheet.subject.model or page.sheet.subject.section, "", "", "",
             f"{page.number} / {page.of}"]  # fmt: skip
    labels = ["exports.model" if page.sheet.subject.model else "checks.part_section", "exports.prepared",
              "exports.checked", "exports.approved", "exports.page"]  # fmt: skip
    for share, label, word in zip(shares, labels, words, strict=True):
        x = LEFT + share * ROOM
        if share:
            pen.post(x, y, FOOT - 6, 0.35, INK)
        pen.text(x + 3, y + FOOT - 12.5, face.drawable(say(label, lang)), 5, QUIET)
        pen.text(x + 3, y + 4.2, shortened(face, face.drawable(word), 7.4, 0.38 * ROOM), 7.4)


def write(
    sheets: Sequence[CheckSheet], path: Path, progress: Progress = silent, fonts_in: list[Path] | None = None
) -> tuple[Finding, ...]:
    """Write the sheets as one PDF (see `render`); raises `ExportRefused`."""
    data, findings = render(sheets, progress, fonts_in)
    write_bytes(path, data)
    return findings
