"""The view of a table as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.gui.sheetstore import load_sheets
from app.gui.tasks.kinds import Task
from components.exports import csv
from components.progress import Progress
from components.sheet import Document, TitleBlock


def write_view(progress: Progress, sheets: Path, path: Path, lang: str, model_name: str) -> dict[str, Any]:
    """Write the one list of a folder: a workbook without a cover, or CSV with headers in words."""
    (sheet,) = load_sheets(sheets)
    progress("progress.write", 0.1)
    if path.suffix.lower() == ".csv":
        csv.write(sheet, path, lang)
    else:
        from components.exports import xlsx

        block = TitleBlock(model_name=model_name)
        xlsx.write(Document(sheet.title, (sheet,), block, lang, paper="A3", cover=False), path, progress)
    return {"files": [path], "findings": ()}


TASKS: dict[str, Task] = {"write_view": write_view}
