"""Workbooks from people who may want to harm: a small file may say that it holds thousands of millions of cells."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import openpyxl

from components.reading import LARGEST_TABLE
from components.words import Phrase

MOST_ROWS, MOST_CELLS = 1_048_576, 30_000_000
"""Rows that a sheet may have at all (ISO/IEC 29500 leaves it open, every program keeps to it), and cells that we take."""
LARGEST_RATIO, _RATIO_FLOOR = 250, 20_000_000
"""Cells pack 5 to 60 times; a large part that packs better is a bomb."""
BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, IndexError, TypeError, AttributeError, SyntaxError,
    EOFError, NotImplementedError, RuntimeError, OverflowError, AssertionError,
)  # fmt: skip
"""What openpyxl and its XML reader end in on a workbook that is none; they have no error of their own for it."""


class TooMuch(ValueError):
    """A workbook that says it holds more than any table does. Its text is a `Phrase`."""


def rows(raw: bytes, values_only: bool = True, cached: bool = True) -> Iterator[tuple[Any, ...]]:
    """The rows of the first sheet, ragged, blank ones too. cached: what formulas last came to, not their text.

    BROKEN, TooMuch among them, where it is no workbook.
    """
    refuse_bomb(raw)
    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=cached)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
    cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=values_only)):
        cells += len(row)
        if number >= MOST_ROWS or cells > MOST_CELLS:
            raise TooMuch(Phrase("reading.too_many_cells"))
        yield row


def refuse_bomb(raw: bytes) -> None:
    """TooMuch where the parts of a zip would grow beyond reason."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
    packs = [p.file_size for p in parts if p.file_size > LARGEST_RATIO * max(p.compress_size, 1)]
    if sum(p.file_size for p in parts) > LARGEST_TABLE or max(packs, default=0) > _RATIO_FLOOR:
        raise TooMuch(Phrase("reading.bomb"))


def why(error: BaseException) -> str:
    """Why a workbook cannot be read, as an argument of a sentence."""
    return error.args[0] if isinstance(error, TooMuch) else Phrase("reading.no_workbook")
