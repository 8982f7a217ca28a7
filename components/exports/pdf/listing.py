"""A list set in lines: bands of rows, subtotals, total and notes, cut into pages and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from components.exports.cells import group_word
from components.exports.pdf import fit
from components.exports.pdf.fit import PAD, SKETCH_BOX, SMALL, Ready
from components.exports.pdf.fonts import Face
from components.exports.pdf.pen import INK, QUIET, SHADE, Pen
from components.exports.pdf.wrap import shortened, wrap
from components.record import record, valued
from components.sheet import SKETCH, Column, Sheet, Sketches, groups, missing, pair, text, total
from components.words import say

LEADING, ABOVE, BELOW = 1.28, 2.2, 2.2
ROW, SUBTOTAL, TOTAL, NOTE = "row", "subtotal", "total", "note"
_TAIL = 8
"""Sums and lines of notes that go on the next page with the row above them; more are let go."""


@valued
class Band:
    """A strip across the list: a row or some of its lines, a sum over a run of rows (None: all), a note."""

    kind: str
    height: float
    row: int = -1
    lines: tuple[int, int] = (0, 1)
    run: slice | None = None
    note: str = ""


@record
class Listing:
    """A list laid out for a width: columns with widths and wrapped words, bands from top to bottom."""

    sheet: Sheet
    lang: str
    size: float
    ready: tuple[Ready, ...]
    widths: tuple[float, ...]
    words: tuple[list[tuple[str, ...]], ...]
    heads: tuple[list[tuple[str, float, str, bool]], ...]
    head_height: float
    bands: tuple[Band, ...]

    @property
    def width(self) -> float:
        """Width of all columns together."""
        return sum(self.widths)


def lay_out(
    face: Face,
    sheet: Sheet,
    lang: str,
    room: float,
    tallest: float,
    stretch: float = fit.STRETCH,
    largest: float = fit.SIZES[0],
) -> Listing:
    """Set a list into `room` points; no row is taller than `tallest`: longer ones go on in a further band.

    Raises `ExportRefused` where the columns do not fit at any size.
    """
    ready = fit.prepared(face, sheet, lang)
    size, widths = fit.widths(ready, room, sheet.name, stretch, largest)
    words = tuple(fit.wrapped(face, r, size, w) for r, w in zip(ready, widths, strict=True))
    heads = tuple(_head(face, r, size, w) for r, w in zip(ready, widths, strict=True))
    head_height = max(sum(s * 1.25 for _, s, _, _ in head) for head in heads) + 7.0
    bands = _bands(face, sheet, lang, size, ready, words, tallest - head_height, sum(widths))
    return Listing(sheet, lang, size, ready, tuple(widths), words, heads, head_height, tuple(bands))


def _head(face: Face, ready: Ready, size: float, width: float) -> list[tuple[str, float, str, bool]]:
    """Lines of a header cell as (words, size, ink, bold): the name, its unit behind or below, the English."""
    main, unit, beside = ready.head
    room = width - 2 * PAD - ready.indent
    lines = [(line, size, INK, True) for line in wrap(face, main, size, room)]
    joined = f"{lines[-1][0]} {unit}"
    if unit and face.width(joined, size) <= room:
        lines[-1] = (joined, size, INK, True)
    elif unit:
        lines.append((unit, size, INK, True))
    if beside:
        lines += [(line, size * SMALL, QUIET, False) for line in wrap(face, beside, size * SMALL, room)]
    return lines


def _bands(
    face: Face,
    sheet: Sheet,
    lang: str,
    size: float,
    ready: tuple[Ready, ...],
    words: tuple[list[tuple[str, ...]], ...],
    tallest: float,
    width: float,
) -> list[Band]:
    bands: list[Band] = []
    rows = _row_bands(sheet, size, ready, words, tallest)
    plain = size * LEADING + ABOVE + BELOW
    grouped = bool(sheet.group and sheet.summed)
    for run in groups(sheet):
        for row in range(run.start, run.stop):
            bands.extend(rows[row])
        if grouped and run.stop - run.start > 1:  # one row is its own sum
            bands.append(Band(SUBTOTAL, plain, run=run))
    if sheet.summed and len(sheet):
        bands.append(Band(TOTAL, plain + 2))
    said = [] if len(sheet) else [say("exports.empty_list", lang)]
    said += [text(note, lang) for note in sheet.notes]
    for column, count in missing(sheet):
        said.append(say("exports.left_out", lang, {"column": text(column.header, lang), "count": count}))
    lines = [line for note in said for line in wrap(face, face.drawable(note), size * 0.9, max(width, 300.0))]
    for place, line in enumerate(lines):
        bands.append(Band(NOTE, size * 1.3 + (5.0 if place == 0 else 0.0), note=line))
    return bands


def _row_bands(
    sheet: Sheet,
    size: float,
    ready: tuple[Ready, ...],
    words: tuple[list[tuple[str, ...]], ...],
    tallest: float,
) -> list[tuple[Band, ...]]:
    """The band of each row, or the bands of one that is taller than a page."""
    counts, least = np.ones(len(sheet), np.int64), np.zeros(len(sheet))
    for r, lines in zip(ready, words, strict=True):
        if r.column.kind == SKETCH:
            least = np.maximum(least, np.where(np.array(r.codes) >= 0, SKETCH_BOX + 5, 0.0))
        elif not r.column.numeric:
            counts = np.maximum(counts, np.array([len(w) for w in lines])[r.codes])
    most = max(int((tallest - ABOVE - BELOW) / (size * LEADING)), 1)
    bands: list[tuple[Band, ...]] = []
    for row, (count, at_least) in enumerate(zip(counts.tolist(), least.tolist(), strict=True)):
        starts = range(0, count, most)
        bands.append(
            tuple(
                Band(
                    ROW,
                    max(min(most, count - s) * size * LEADING + ABOVE + BELOW, at_least),
                    row,
                    (s, s + most),
                )
                for s in starts
            )
        )
    return bands


def cut(bands: Sequence[Band], first: float, following: float) -> list[tuple[int, int]]:
    """Pages as (first band, end), `first` points high, then `following`; sums and notes stay with the row above."""
    tops = [0.0, *accumulate(band.height for band in bands)]
    pages: list[tuple[int, int]] = []
    start, room = 0, first
    for index in range(len(bands)):
        if tops[index + 1] - tops[start] <= room + 1e-6:
            continue
        end = index
        while end > start + 1 and index - end <= _TAIL and bands[end].kind != ROW:
            end -= 1
        end = index if index - end > _TAIL else end
        end = end if end > start else index
        # Nothing fits on a short first page: it stays without rows.
        pages.append((start, end))
        start, room = end, following
    pages.append((start, len(bands)))
    return pages


def draw_head(pen: Pen, listing: Listing, x: float, top: float) -> float:
    """The header row between two rules; its lower edge."""
    bottom = top - listing.head_height
    pen.rule(x, top, listing.width, 0.9, INK)
    pen.rule(x, bottom, listing.width, 0.45, INK)
    for left, width, r, lines in zip(
        fit.lefts(listing.widths, x), listing.widths, listing.ready, listing.heads, strict=True
    ):
        y = top - 3.2
        for words, size, ink, bold in lines:
            y -= size * 1.25
            start = left + width - PAD if r.column.numeric else left + PAD + r.indent
            pen.text(start, y + size * 0.3, words, size, ink, bold, right=r.column.numeric)
    return bottom


def draw_bands(
    pen: Pen, listing: Listing, span: tuple[int, int], x: float, top: float
) -> list[tuple[int, float]]:
    """The bands of one page from `top` down; where each row begins: (row, its lower edge)."""
    lefts, y = fit.lefts(listing.widths, x), top
    begun: list[tuple[int, float]] = []
    for band in listing.bands[span[0] : span[1]]:
        y -= band.height
        if band.kind == ROW:
            _draw_row(pen, listing, band, lefts, y)
            begun.append((band.row, y))
        elif band.kind == NOTE:
            pen.text(x + PAD, y + listing.size * 0.2, band.note, listing.size * 0.9, QUIET)
        else:
            _draw_sums(pen, listing, band, lefts, y)
    return begun


def _draw_row(pen: Pen, listing: Listing, band: Band, lefts: list[float], y: float) -> None:
    size, step = listing.size, listing.size * LEADING
    pen.rule(lefts[0], y, listing.width)
    drawn = any(r.column.kind == SKETCH and r.codes[band.row] >= 0 for r in listing.ready)
    first = y + band.height - ABOVE - size * 0.98
    for left, width, r, words in zip(lefts, listing.widths, listing.ready, listing.words, strict=True):
        if r.column.numeric:
            if band.lines[0] == 0:
                line = y + (band.height - size * 0.72) / 2 if drawn else first
                pen.text(left + width - PAD, line, r.figures[band.row], size, right=True)
        elif r.column.kind == SKETCH:
            data = listing.sheet.data[r.column.key]
            if isinstance(data, Sketches) and r.codes[band.row] >= 0 and band.lines[0] == 0:
                low = y + (band.height - SKETCH_BOX) / 2  # in the middle of a row that long words make taller
                pen.sketch(left + PAD + r.indent, low, SKETCH_BOX, data.shapes[r.codes[band.row]])
        else:
            lines = words[r.codes[band.row]][band.lines[0] : band.lines[1]]
            line = y + (band.height + (len(lines) - 1) * step - size * 0.72) / 2 if drawn else first
            for place, word in enumerate(lines):
                pen.text(left + PAD + r.indent, line - place * step, word, size)


def _draw_sums(pen: Pen, listing: Listing, band: Band, lefts: list[float], y: float) -> None:
    """A subtotal on a tint, or the total under a strong rule."""
    sheet, size, lang = listing.sheet, listing.size, listing.lang
    whole = band.kind == TOTAL
    if whole:
        pen.rule(lefts[0], y + band.height, listing.width, 0.9, INK)
        pen.rule(lefts[0], y, listing.width, 0.45, INK)
    else:
        pen.fill(lefts[0], y, listing.width, band.height, SHADE)
        pen.rule(lefts[0], y, listing.width, 0.25, QUIET)
    line = y + (band.height - size * 0.72) / 2
    columns: list[Column] = [r.column for r in listing.ready]
    for left, width, column in zip(lefts, listing.widths, columns, strict=True):
        if column in sheet.summed:
            figure = f"{total(sheet, column, band.run) + 0.0:.{column.shown_decimals}f}"
            pen.text(left + width - PAD, line, figure, size, bold=True, right=True)
    first = next(i for i, column in enumerate(columns) if column in sheet.summed)
    room = (lefts[first] if first else 0.0) - lefts[0] - 2 * PAD
    if room <= 0:
        return
    main, beside = pair(f"exports.{band.kind}", lang)
    named = "" if band.run is None else "  " + group_word(sheet, band.run, lang)
    label = shortened(pen.face, pen.face.drawable(main + named), size, room)
    pen.text(lefts[0] + PAD, line, label, size, bold=True)
    after = lefts[0] + PAD + pen.face.width(label, size) + 4
    if beside and after + pen.face.width(beside, size * SMALL) < lefts[first]:
        pen.text(after, line, beside, size * SMALL, QUIET)
