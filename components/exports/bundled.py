"""Where the fonts lie that come with the program."""

from __future__ import annotations

import sys
from pathlib import Path


def bundled_folder() -> Path:
    """The folder of fonts that comes with the program: in the frozen program, or at the source's root."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) / "fonts" if frozen else Path(__file__).resolve().parents[2] / "fonts"
