"""What the worker process does: use cases whose results travel as folders of mapped arrays. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app import usecases
from app.gui.sheetstore import save_sheets
from app.gui.view3d.build import build_scene
from components.facts import Facts
from components.model import Model, Overrides
from components.progress import Progress
from components.table import load, save
from components.takeoff.build import build


def open_model(progress: Progress, path: Path, overrides: Overrides, folder: Path) -> dict[str, Any]:
    """Read a model and take it off; facts and model are saved beneath `folder`."""
    opened = usecases.open_model(path, overrides, lambda stage, done: progress(stage, 0.95 * done))
    progress("progress.write", 0.95)
    save(opened.model, folder / "model")
    save(opened.facts, folder / "facts")
    return {"facts": folder / "facts", "model": folder / "model", "sha256": opened.facts.source.sha256}


def rebuild(progress: Progress, facts: Path, overrides: Overrides, folder: Path) -> dict[str, Any]:
    """The model again from facts already read, under other decisions."""
    model = build(load(Facts, facts), overrides, progress)
    save(model, folder)
    return {"model": folder}


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


def scene(progress: Progress, facts: Path, model: Path, folder: Path) -> dict[str, Any]:
    """What the 3D view draws."""
    save(build_scene(load(Facts, facts), load(Model, model), progress), folder)
    return {"scene": folder}


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "open_model": open_model,
    "rebuild": rebuild,
    "write_bill": write_bill,
    "bill_sheets": bill_sheets,
    "scene": scene,
}
"""By name, so that the window never pickles a function."""
