"""The user's logo, read once and checked before anything is drawn."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from components.exports.target import ExportRefused
from components.reading import read_file
from components.record import valued

LARGEST_BYTES = 8_000_000


@valued
class Logo:
    """A PNG or JPEG: its bytes and its size in pixels."""

    content: bytes
    width: int
    height: int

    def stream(self) -> io.BytesIO:
        """The bytes as a new stream."""
        return io.BytesIO(self.content)


def load(path: Path | None) -> Logo | None:
    """The logo, or None where there is none; `ExportRefused` for what is no readable PNG or JPEG."""
    if path is None:
        return None
    try:
        content = read_file(path)
        if len(content) > LARGEST_BYTES:
            raise ExportRefused("exports.logo_too_large", file=str(path), limit=LARGEST_BYTES // 1_000_000)
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
            image.load()
            return Logo(content, *image.size)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise ExportRefused("exports.bad_logo", file=str(path)) from problem
