"""Files that are dropped on the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

from app import project as pj
from app.gui.audit.packages import looks_like_one

MODELS = (".ifc", ".ifczip")


def dropped(event: QDropEvent) -> list[Path]:
    """The models, projects and packages among what is dropped."""
    paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
    return [p for p in paths if p.suffix.lower() in (*MODELS, pj.SUFFIX) or looks_like_one(p)]
