"""Width of words in character cells of a terminal or a workbook."""

from __future__ import annotations

import unicodedata


def columns_wide(word: str) -> int:
    """Width of a word in character cells, Chinese, emoji and signs as wide as they counting as two."""
    if word.isascii():
        return len(word)
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in word)
