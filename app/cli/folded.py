"""Words in the lines of a terminal, where Chinese signs are two columns wide."""

from __future__ import annotations

import textwrap

from components.words.wide import columns_wide

WIDTH = 78
"""Columns of a narrow terminal."""


def folded(words: str, indent: str = "", first: str = "", width: int = WIDTH) -> list[str]:
    """Words in lines of at most `width` columns, wide signs counting two; a word is broken only where it must be."""
    lines, line = [], first
    start = line
    for piece in _pieces(words):
        if columns_wide(line + piece.rstrip()) > width and line != start:
            lines.append(line.rstrip())
            line = start = indent
            piece = piece.lstrip()
        line += piece
    return [*lines, line.rstrip()]


def _pieces(words: str) -> list[str]:
    """Where a line may break: after spaces, and around each wide sign, but not before a closing mark."""
    pieces: list[str] = []
    for chunk in textwrap.TextWrapper(break_long_words=False)._split(words):
        for sign in chunk if not chunk.isascii() else [chunk]:
            stays = pieces and (
                sign in "，。；：、）”）！？…%" or (sign.isascii() and pieces[-1][-1:].isascii())
            )
            opened = pieces and pieces[-1][-1:] in "（“"
            if (stays and not sign.isspace()) or opened:
                pieces[-1] += sign
            else:
                pieces.append(sign)
    return pieces
