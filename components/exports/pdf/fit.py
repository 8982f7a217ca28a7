"""How wide the columns of a list are on a page, and how large its letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from components.exports.cells import as_text, fixed
from components.exports.pdf.fonts import Face
from components.exports.pdf.wrap import WIDE, wrap
from components.exports.target import ExportRefused
from components.record import valued
from components.sheet import SKETCH, SUM, Column, Sheet, Sketches, pair, shown, total

SIZES = (8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5)
PAD, APART = 3.5, 9.0
"""White on either side of a cell, in points; and more of it between figures and the words to their right."""

SMALL = 0.72
"""The English beside, against the Chinese."""

STRETCH = 2.6
"""A short list is drawn out to at most this much of the width its words need."""

SMALLEST_WHOLE = 6.5
LATIN_WHOLE, CHINESE_WHOLE = 23, 5.0
"""What is not broken over lines if it can be helped: Latin runs of so many digits' width (a GlobalId has 22
characters), Chinese of so many characters."""

SKETCH_BOX = 28.0
UNKNOWN = "—"


@valued
class Ready:
    """One column ready to be set: words as drawable text with codes, or figures as strings of equal decimals.

    narrowest, natural: the least it can be wrapped to and what it would like, in points at letter size 1,
    without the white beside. A column of figures or sketches gets what it would like.
    indent: further white to the left, in points.
    """

    column: Column
    words: tuple[str, ...]
    codes: list[int]
    figures: list[str]
    head: tuple[str, str, str]
    narrowest: float
    natural: float
    indent: float = 0.0


def prepared(face: Face, sheet: Sheet, lang: str) -> tuple[Ready, ...]:
    """Every column of a list made ready."""
    ready = [prepare(face, sheet, column, lang) for column in sheet.columns]
    for place in range(1, len(ready)):
        if ready[place - 1].column.numeric and not ready[place].column.numeric:
            ready[place] = replace(ready[place], indent=APART)
    return tuple(ready)


def prepare(face: Face, sheet: Sheet, column: Column, lang: str) -> Ready:
    """Words and figures of a column, and the widths they ask for."""
    main, beside = pair(column.header, lang)
    unit = f"({column.shown_unit})" if column.shown_unit else ""
    head = (face.drawable(main), face.drawable(unit), face.drawable(beside))
    head_least = max([_longest(face, head[0]), face.width(head[1], 1), _longest(face, head[2]) * SMALL])
    head_wide = max(face.width(f"{head[0]} {head[1]}".strip(), 1), face.width(head[2], 1) * SMALL)
    data = sheet.data[column.key]
    if column.kind == SKETCH or isinstance(data, Sketches):
        codes = data.codes.tolist() if isinstance(data, Sketches) else []
        return Ready(column, (), codes, [], head, head_least, head_wide)
    if column.numeric:
        figures = [f or UNKNOWN for f in fixed(shown(column, data), column.shown_decimals)]
        widest = max(map(len, figures), default=1)
        if column.total == SUM and len(sheet):
            widest = max(widest, len(f"{total(sheet, column):.{column.shown_decimals}f}"))
        # Digits are of one width, and no sign or point is wider.
        wide = max(face.width("0", 1) * widest, face.width(UNKNOWN, 1))
        return Ready(column, (), [], figures, head, max(wide, head_least), max(wide, head_wide))
    # A column has the vocabulary of the table it was taken from: only the words that stand in it take room.
    coded = as_text(column, data, lang).map(face.drawable)
    words = coded.vocabulary
    least = max((_longest(face, word) for word in words), default=0.0)
    wide = max((face.width(line, 1) for word in words for line in word.split("\n")), default=0.0)
    least = max(min(least, LATIN_WHOLE * face.width("0", 1)), head_least)
    return Ready(column, words, coded.codes.tolist(), [], head, least, max(wide, head_wide))


def _longest(face: Face, word: str) -> float:
    """Width at size 1 of the widest piece that is better not broken."""
    pieces = ((piece, face.width(piece, 1)) for piece in word.split())
    return max(
        (min(wide, CHINESE_WHOLE) if WIDE.search(piece) else wide for piece, wide in pieces), default=0.0
    )


def widths(
    ready: Sequence[Ready], room: float, name: str, stretch: float = STRETCH, largest: float = SIZES[0]
) -> tuple[float, list[float]]:
    """Letter size and column widths (points, white included) that fit into `room`.

    stretch: a short list is drawn out to at most this much of what it would like. largest: letters no larger.
    Raises `ExportRefused` where not even the least widths fit at the smallest size.
    """
    for size in (s for s in SIZES if s <= largest):
        least = [_least(r, size, room) for r in ready]
        wanted = [max(_wanted(r, size, room), n) for r, n in zip(ready, least, strict=True)]
        if sum(wanted) <= room:
            return size, _drawn_out(wanted, room, stretch, [not r.column.width for r in ready])
        # Smaller letters while they keep rows on one line; below `SMALLEST_WHOLE` wrapped lines read better.
        if sum(least) <= room and (sum(wanted) <= 1.1 * room or size <= SMALLEST_WHOLE):
            return size, _shared(least, wanted, room)
    raise ExportRefused("exports.too_many_columns", sheet=name, columns=len(ready))


def _least(ready: Ready, size: float, room: float) -> float:
    least = ready.narrowest * size
    if ready.column.numeric:
        least = ready.natural * size
    elif ready.column.kind == SKETCH:
        least = max(least, SKETCH_BOX)
    elif not ready.column.wrap:
        least = max(least, min(ready.natural * size, 0.3 * room))
    return least + 2 * PAD + ready.indent


def _wanted(ready: Ready, size: float, room: float) -> float:
    if ready.column.width:
        return ready.column.width * size * 0.55 + 2 * PAD + ready.indent
    return min(ready.natural * size, 0.45 * room) + 2 * PAD + ready.indent


def _drawn_out(wanted: list[float], room: float, stretch: float, free: list[bool]) -> list[float]:
    """Room that is left goes to the columns without a width of their own."""
    spare = min(room, stretch * sum(wanted)) - sum(wanted)
    share = [float(f or not any(free)) for f in free]
    return [width + spare * s / sum(share) for width, s in zip(wanted, share, strict=True)]


def _shared(least: list[float], wanted: list[float], room: float) -> list[float]:
    """Narrow columns what they would like, and the wide ones, which wrap anyway, one common width."""

    def capped(cap: float) -> list[float]:
        return [max(low, min(high, cap)) for low, high in zip(least, wanted, strict=True)]

    low, high = 0.0, room
    for _ in range(40):
        cap = (low + high) / 2
        low, high = (cap, high) if sum(capped(cap)) <= room else (low, cap)
    return capped(low)


def lefts(of: Sequence[float], start: float) -> list[float]:
    """Left edges of columns beginning at `start`."""
    return list(accumulate(of[:-1], initial=start))


def wrapped(face: Face, ready: Ready, size: float, width: float) -> list[tuple[str, ...]]:
    """Lines of each word of a text column in its width, and last of the empty cell."""
    return [*(wrap(face, word, size, width - 2 * PAD - ready.indent) for word in ready.words), ("",)]
