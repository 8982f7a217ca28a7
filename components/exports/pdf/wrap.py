"""Lines of Chinese and Latin text in a given width."""

from __future__ import annotations

import re

from components.exports.pdf.fonts import Face

_CLOSING = r"，。、；：？！）》】〉」』”’％…,.;:?!)\]}"
_OPENING = r"（《【〈「『“‘(\[{"
_WIDE = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
WIDE = re.compile(f"[{_WIDE}]")
"""Finds Chinese and other full-width characters."""

# What stays together on a line: white space; a Chinese character or a Latin run, with the brackets that open
# before it and the stops and brackets that close after it.
_PIECE = re.compile(
    rf"\s+|[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}{_OPENING}]+)[{_CLOSING}]*|[{_OPENING}{_CLOSING}]+|."
)
_SLACK = 5e-7
"""Points that sums of widths may be off: a word that its own column was made for stays whole."""
_JOINT = re.compile(r"(?<=[:/_\-])")


def wrap(face: Face, word: str, size: float, width: float) -> tuple[str, ...]:
    """The word in lines of at most `width` points (one character may be wider); its own line ends stay."""
    width += _SLACK
    lines: list[str] = []
    for part in word.split("\n"):
        if face.width(part, size) <= width:
            lines.append(part.strip())
        else:
            lines.extend(_broken(face, part, size, width))
    return tuple(lines)


def _broken(face: Face, part: str, size: float, width: float) -> list[str]:
    lines, line, used = [], "", 0.0
    for piece in _pieces(face, part, size, width):
        wide = face.width(piece, size)
        if used + wide <= width:
            line, used = line + piece, used + wide
            continue
        if piece.isspace():
            lines.append(line)
            line, used = "", 0.0
            continue
        if wide > width:
            *whole, line = _cut(face, line, piece, size, width)
            lines.extend(whole)
            used = face.width(line, size)
            continue
        lines.append(line)
        line, used = piece, wide
    return [text for text in (*(one.strip() for one in lines), line.strip()) if text]


def _pieces(face: Face, part: str, size: float, width: float) -> list[str]:
    """What stays together; a run too long for a line may also break after the signs that join its parts."""
    pieces: list[str] = []
    for piece in _PIECE.findall(part):
        pieces += [piece] if face.width(piece, size) <= width else _JOINT.split(piece)
    return pieces


def _cut(face: Face, line: str, piece: str, size: float, width: float) -> list[str]:
    """A run too long for any line, cut where the line is full."""
    lines, used = [], face.width(line, size)
    for sign in piece:
        wide = face.width(sign, size)
        if used + wide > width and line:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + sign, used + wide
    return [*lines, line]


def shortened(face: Face, word: str, size: float, width: float) -> str:
    """The word on one line, its middle left out with a visible mark where it is too wide."""
    word = " ".join(word.split())
    if face.width(word, size) <= width:
        return word
    room = width - face.width("…", size)
    most, over = 0, len(word)
    while over - most > 1:  # halving: a name may be as long as its file
        middle = (most + over) // 2
        if face.width("".join(_ends(word, middle)), size) <= room:
            most = middle
        else:
            over = middle
    head, tail = _ends(word, most)
    return f"{head}…{tail}"


def _ends(word: str, kept: int) -> tuple[str, str]:
    """Beginning and end of a word, of `kept` signs together: both a prefix and a file extension stay legible."""
    tail = kept // 3
    return word[: kept - tail], word[len(word) - tail :]
