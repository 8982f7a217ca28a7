"""Room for text in a workbook, where nothing measures fonts: character cells, lines, row heights."""

from __future__ import annotations

import math
from typing import Any

from components.exports.cells import clean, columns_wide

LINE_POINTS, MARGIN_POINTS, TALLEST_POINTS = 14.0, 4.0, 409.0
CELL_LIMIT = 32_767
"""Characters a cell of the format can hold."""


def fitting(word: str) -> str:
    """The word, cut with a visible mark where the format cannot hold it."""
    word = clean(word)
    return word if len(word) <= CELL_LIMIT else word[: CELL_LIMIT - 1] + "…"


def lines(word: str, width: float) -> int:
    """Lines a word takes in a cell so many characters wide, a little kept back for uneven line ends."""
    room = max(width * 0.94 - 2, 1)
    return sum(max(1, math.ceil(columns_wide(part) / room)) for part in word.split("\n"))


def height(count: int) -> float | None:
    """Row height in points for so many lines; None, the default, for one."""
    return None if count <= 1 else min(count * LINE_POINTS + MARGIN_POINTS, TALLEST_POINTS)


def short(word: str, limit: int) -> str:
    """The word on one line, cut with a visible mark after so many character cells."""
    word = " ".join(clean(word).split())
    while columns_wide(word) > limit:
        word = word[: max(min(len(word) - 2, limit - 1), 0)] + "…"
    return word


def write_across(paper: Any, row: int, cells: tuple[int, int], word: str, style: Any) -> None:
    """Text over several cells of a row, from the first to the last.

    Not by `merge_range` alone: it would take a name that begins with '=' for a formula.
    """
    first, last = cells
    if last > first:
        paper.merge_range(row, first, row, last, "", style)
    paper.write_string(row, first, fitting(word), style)
