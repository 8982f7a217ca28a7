"""Formulas on paper: indices lowered, powers raised, lines broken between terms."""

from __future__ import annotations

import re
from functools import cache

from components.exports.pdf.fonts import Face
from components.exports.pdf.pen import INK, Pen

SMALL, LOW, HIGH = 0.70, -0.17, 0.33
BASE, SUB, SUP = 0, -1, 1
_MARK = re.compile(
    r"(?<=[A-Za-z\u0370-\u03ff'])_([A-Za-z0-9\u0370-\u03ff]+(?:,[A-Za-z0-9\u0370-\u03ff]+)*)|\^(-?[A-Za-z0-9.]+)|([⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
)


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@cache
def runs(text: str) -> tuple[tuple[str, int], ...]:
    """The text as (word, level): `φ_x` gives φ and a lowered x, `10^8` a raised 8."""
    out, at = [], 0
    for mark in _MARK.finditer(text):
        if mark.start() > at:
            out.append((text[at : mark.start()], BASE))
        out.append((mark[1], SUB) if mark[1] else (mark[2] or mark[3].translate(_RAISED), SUP))
        at = mark.end()
    if at < len(text):
        out.append((text[at:], BASE))
    return tuple(out)


def width(face: Face, text: str, size: float) -> float:
    """Width in points of a formula."""
    return sum(face.width(face.drawable(w), size * (SMALL if level else 1.0)) for w, level in runs(text))


def draw(
    pen: Pen,
    x: float,
    y: float,
    text: str,
    size: float,
    ink: str = INK,
    bold: bool = False,
    right: bool = False,
) -> float:
    """A formula with its baseline at y; the x where it ends."""
    if right:
        x -= width(pen.face, text, size)
    for word, level in runs(text):
        shown = pen.face.drawable(word)
        own = size * (SMALL if level else 1.0)
        lift = size * (LOW if level == SUB else HIGH if level == SUP else 0.0)
        pen.text(x, y + lift, shown, own, ink, bold)
        x += pen.face.width(shown, own)
    return x


def broken(face: Face, text: str, size: float, room: float) -> list[str]:
    """A formula in lines of at most `room` points, broken at spaces, else before × or ·, not within a power of ten."""
    lines, line = [], ""
    for piece in re.split(r"(?<= )|(?=[×·/(])(?!×10\^)", text):
        if line and width(face, (line + piece).rstrip(), size) > room:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines
