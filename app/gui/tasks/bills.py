"""The bill of a saved model: its lists to look at, its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app import usecases
from app.gui.sheetstore import save_sheets
from app.gui.tasks.kinds import Task
from components.facts import Facts
from components.model import Model
from components.progress import Progress
from components.table import load


def write_bill(
    progress: Progress, facts: Path, model: Path, folder: Path, lang: str, formats: tuple[str, ...]
) -> dict[str, Any]:
    """The whole bill of a saved model; the files written and the findings of marks and writers."""
    written, findings = usecases.write_bill(
        load(Model, model), folder, lang, formats, progress, load(Facts, facts)
    )
    return {"files": written, "findings": findings}


def bill_sheets(progress: Progress, facts: Path, model: Path, lang: str, folder: Path) -> dict[str, Any]:
    """The lists of the bill, to look at."""
    progress("progress.measure", 0.0)
    made = usecases.bill(load(Model, model), lang, facts=load(Facts, facts))
    save_sheets(made.sheets, folder)
    return {"sheets": folder}


TASKS: dict[str, Task] = {"write_bill": write_bill, "bill_sheets": bill_sheets}
