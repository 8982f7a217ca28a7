"""The cover: what is issued, to whom, from which model; register of lists, revisions, boxes to sign."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from components.exports.pdf import drawing, listing
from components.exports.pdf.fonts import Face
from components.exports.pdf.frame import Paper
from components.exports.pdf.listing import Listing
from components.exports.pdf.pen import INK, QUIET, Pen
from components.exports.pdf.wrap import shortened, wrap
from components.record import record
from components.sheet import INTEGER, Column, Data, Document, Sheet, Words, entries, pair, text
from components.table import Text

TITLE, SECTION, FIELD, LABEL = 25.0, 10.0, 9.5, 6.6
GAP, SIGNATURE_HEIGHT, LEFT_SHARE = 22.0, 58.0, 0.44
BANNER_GAP = 10.0
REGISTER_SIZES = (8.0, 7.0, 6.0)
"""Letters of the register, the largest at which it stays on the first page; where none does it goes on, large."""
REVISIONS_SHARE = 0.38
"""Of the height between title and signatures, at most this much goes to the revisions on the first page."""


@record
class Cover:
    """The cover laid out: register and revisions with the bands on the first page and those that follow.

    rest: further pages as (title, listing, span).
    """

    register: Listing
    revisions: Listing | None
    register_span: tuple[int, int]
    revisions_span: tuple[int, int]
    rest: tuple[tuple[Words, Listing, tuple[int, int]], ...]

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return 1 + len(self.rest)


def register(document: Document, pages: Sequence[tuple[int, int]]) -> Sheet:
    """The lists with their rows and pages; `pages` as (first, last) for each list."""
    every, lang = entries(document), document.language
    count = len(every)
    columns = (
        Column("number", "exports.entry", kind=INTEGER, width=5.0),
        Column("list", "exports.list"),
        Column("rows", "exports.rows", kind=INTEGER, width=8.0),
        Column("pages", "exports.pages", width=9.0),
    )
    names = ["  ".join(pair(one.title, lang)).strip() for one in every]
    data: dict[str, Data] = {
        "number": np.arange(1, count + 1),
        "list": Text.of(names),
        "rows": np.array([len(e) if isinstance(e, Sheet) else np.nan for e in every], dtype=np.float64),
        "pages": Text.of([str(a) if a == b else f"{a}–{b}" for a, b in pages]),
    }
    return Sheet("register", "exports.register", columns, data)


def revisions(document: Document) -> Sheet:
    """The revision table."""
    columns = tuple(Column(key, f"exports.{key}") for key in ("revision", "date", "what", "by"))
    entries = document.revisions
    data = {
        "revision": Text.of([e.mark for e in entries]),
        "date": Text.of([e.date for e in entries]),
        "what": Text.of([e.what for e in entries]),
        "by": Text.of([e.by for e in entries]),
    }
    return Sheet("revisions", "exports.revisions", columns, data)


def title_lines(face: Face, document: Document, width: float) -> tuple[tuple[str, ...], float]:
    """The title's lines and letter size: large, and smaller where it would take more than two lines."""
    word = face.drawable(text(document.title, document.language))
    for size in (TITLE, 19.0, 14.0, 10.0, 7.0):
        lines = wrap(face, word, size, width)
        if len(lines) <= 2:
            break
    return lines, size


def _title_height(face: Face, document: Document, width: float) -> float:
    lines, size = title_lines(face, document, width)
    return _above_title(document) + len(lines) * size * 1.2 + 24.0 + _banner_height(document)


def _above_title(document: Document) -> float:
    """Room for the company's name; a cover with a banner needs it where there is one only."""
    return 14.0 if document.banner is not None and not document.block.company else 38.0


def _banner_height(document: Document) -> float:
    return document.banner.height + BANNER_GAP if document.banner is not None else 0.0


def lay_out(
    face: Face, document: Document, sheet: Paper, pages: Sequence[tuple[int, int]], page_top: float
) -> Cover:
    """Set the cover; `page_top`: height a list's title takes on the pages that follow."""
    lang = document.language
    _, _, width, height = sheet.content
    middle = (
        height
        - _title_height(face, document, width)
        - SIGNATURE_HEIGHT
        - 10
        - _notes_height(face, document, width)
    )
    right = width * (1 - LEFT_SHARE) - GAP
    most = height - page_top
    revised = None
    if document.revisions:
        revised = listing.lay_out(face, revisions(document), lang, width, most, math.inf)
    taken, revised_pages = 0.0, [(0, 0)]
    if revised is not None:
        room = max(middle * REVISIONS_SHARE - 20 - revised.head_height, 0.0)
        revised_pages = listing.cut(revised.bands, room, most - revised.head_height)
        taken = 26 + revised.head_height + sum(b.height for b in revised.bands[slice(*revised_pages[0])])
    lists = register(document, pages)

    def in_letters(size: float) -> tuple[Listing, list[tuple[int, int]]]:
        listed = listing.lay_out(face, lists, lang, right, most, math.inf, size)
        room = max(middle - taken - 20 - listed.head_height, 0.0)
        return listed, listing.cut(listed.bands, room, most - listed.head_height)

    tried = map(in_letters, REGISTER_SIZES)
    listed, listed_pages = next((t for t in tried if len(t[1]) == 1), None) or in_letters(REGISTER_SIZES[0])
    rest: list[tuple[Words, Listing, tuple[int, int]]] = [
        ("exports.register", listed, s) for s in listed_pages[1:]
    ]
    if revised is not None:
        rest += [("exports.revisions", revised, span) for span in revised_pages[1:]]
    return Cover(listed, revised, listed_pages[0], revised_pages[0], tuple(rest))


def draw(pen: Pen, document: Document, sheet: Paper, cover: Cover) -> list[tuple[int, float, float]]:
    """The first page; where each entry of the register stands: (list, left, lower edge)."""
    face, lang = pen.face, document.language
    x, bottom, width, height = sheet.content
    top = bottom + height
    pen.text(x, top - 12, face.drawable(document.block.company), 10.5, bold=True)
    lines, size = title_lines(face, document, width)
    y = top - _above_title(document)
    for line in lines:
        y -= size * 1.2
        pen.text(x, y + size * 0.2, line, size, bold=True)
    pen.text(x, y - 12, face.drawable(pair(document.title, lang)[1]), 11, QUIET)
    y -= 24.0
    if document.banner is not None:
        y -= _banner_height(document)
        drawing.draw(pen, document.banner, lang, (x, y + BANNER_GAP / 2, width, document.banner.height))
    low = bottom + SIGNATURE_HEIGHT + 10 + _notes_height(face, document, width)
    if cover.revisions is not None:
        span = cover.revisions.bands[slice(*cover.revisions_span)]
        edge = low + sum(b.height for b in span) + cover.revisions.head_height
        _section(pen, x, edge + 6, "exports.revisions", lang)
        under = listing.draw_head(pen, cover.revisions, x, edge)
        listing.draw_bands(pen, cover.revisions, cover.revisions_span, x, under)
        low = edge + 26
    across = x + width * LEFT_SHARE + GAP
    _fields(pen, document, (x, low, width * LEFT_SHARE, y - low))
    _section(pen, across, y - 10, "exports.register", lang)
    under = listing.draw_head(pen, cover.register, across, y - 16)
    rows = listing.draw_bands(pen, cover.register, cover.register_span, across, under)
    _notes(pen, document, x, bottom + SIGNATURE_HEIGHT + 4, width)
    _signatures(pen, document, (x, bottom, width, SIGNATURE_HEIGHT))
    return [(row, across, edge) for row, edge in rows]


def _section(pen: Pen, x: float, y: float, code: str, lang: str) -> None:
    main, beside = pair(code, lang)
    pen.text(x, y, main, SECTION, bold=True)
    pen.text(x + pen.face.width(main, SECTION) + 5, y, beside, SECTION * 0.72, QUIET)


def _field_words(document: Document) -> list[tuple[Words, str]]:
    block = document.block
    if document.banner is not None:
        # Little room is left, and the title block below has the rest.
        return [("exports.project", block.project), *block.extra]
    return [
        ("exports.project", block.project),
        ("exports.issued_to", block.issued_to),
        ("exports.number", block.number),
        ("exports.revision", block.revision),
        ("exports.date", block.date),
        *block.extra,
        (block.file_label, block.model_name),
        (block.digest_label, f"{block.model_sha256[:32]}\n{block.model_sha256[32:]}".strip()),
    ]


def _fields(pen: Pen, document: Document, area: tuple[float, float, float, float]) -> None:
    """Label and value a line, wrapped; the letters smaller where all of it would not fit into the height."""
    face, lang = pen.face, document.language
    x, _, width, height = area
    labels = [pair(name, lang) for name, _ in _field_words(document)]
    wide = min(max(face.width(f"{a} {b}", LABEL) for a, b in labels) + 10, width * 0.5)
    for size in (FIELD, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0):
        values = [wrap(face, face.drawable(v), size, width - wide) for _, v in _field_words(document)]
        step, pad = size * 1.28, size * 0.75
        if sum(len(v) * step + pad for v in values) <= height:
            break
    y = area[1] + height
    for (main, beside), lines in zip(labels, values, strict=True):
        first = y - pad / 2 - size
        for place, line in enumerate(lines):
            pen.text(x + wide, first - place * step, line, size)
        small = min(LABEL, size)
        label = face.drawable(main)
        pen.text(x, first, label, small, QUIET)
        after = x + face.width(label, small) + 3
        other = (
            shortened(face, face.drawable(beside), small * 0.9, max(x + wide - after - 4, 1.0))
            if beside
            else ""
        )
        pen.text(after, first, other, small * 0.9, QUIET)
        y -= len(lines) * step + pad
        pen.rule(x, y, width)


def _note_lines(face: Face, document: Document, width: float) -> list[str]:
    said = [face.drawable(text(note, document.language)) for note in document.notes]
    return [line for note in said for line in wrap(face, note, 7.0, width)][:12]


def _notes_height(face: Face, document: Document, width: float) -> float:
    lines = _note_lines(face, document, width)
    return len(lines) * 9.2 + 6 if lines else 0.0


def _notes(pen: Pen, document: Document, x: float, y: float, width: float) -> None:
    lines = _note_lines(pen.face, document, width)
    for place, line in enumerate(reversed(lines)):
        pen.text(x, y + place * 9.2 + 2, line, 7.0, QUIET)


def _signatures(pen: Pen, document: Document, area: tuple[float, float, float, float]) -> None:
    """Three boxes: role and name, room to sign, room for the date."""
    face, lang, block = pen.face, document.language, document.block
    x, y, width, height = area
    pen.frame(x, y, width, height - 6, 0.5)
    roles = (("prepared", block.prepared), ("checked", block.checked), ("approved", block.approved))
    for place, (role, person) in enumerate(roles):
        left, wide = x + place * width / 3, width / 3
        if place:
            pen.post(left, y, height - 6, 0.35, INK)
        main, beside = pair(f"exports.{role}", lang)
        pen.text(left + 5, y + height - 18, main, 8.5, bold=True)
        pen.text(left + 9 + face.width(main, 8.5), y + height - 18, beside, 6.2, QUIET)
        lines = wrap(face, face.drawable(person), 8.0, wide * 0.5)
        pen.text(left + wide * 0.46, y + height - 18, lines[0] + ("…" if len(lines) > 1 else ""), 8.0)
        for code, share in (("exports.signature", 0.0), ("exports.date", 0.55)):
            words = " ".join(pair(code, lang)).strip()
            begin = left + 5 + share * wide
            pen.text(begin, y + 7, words, 6.0, QUIET)
            start = begin + face.width(words, 6.0) + 4
            pen.rule(start, y + 6, left + (0.5 if share == 0 else 0.97) * wide - start, 0.35, QUIET)
