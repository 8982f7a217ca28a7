"""Reading a model, making it again under other decisions, drawing it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app import usecases
from app.gui.tasks.kinds import Task
from app.gui.view3d.build import build_scene
from components.facts import Facts
from components.merged import merge
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


def merge_models(
    progress: Progress, facts: Sequence[Path], overrides: Overrides, folder: Path
) -> dict[str, Any]:
    """Models already read as one. NotMerged where they cannot be."""
    progress("progress.load", 0.0)
    whole = merge([load(Facts, one) for one in facts])
    model = build(whole, overrides, lambda stage, done: progress(stage, 0.2 + 0.6 * done))
    progress("progress.write", 0.8)
    save(model, folder / "model")
    save(whole, folder / "facts")
    return {"facts": folder / "facts", "model": folder / "model"}


def rebuild(progress: Progress, facts: Path, overrides: Overrides, folder: Path) -> dict[str, Any]:
    """The model again from facts already read, under other decisions."""
    model = build(load(Facts, facts), overrides, progress)
    save(model, folder)
    return {"model": folder}


def scene(
    progress: Progress, facts: Path, model: Path, folder: Path, wait_s: float = math.inf
) -> dict[str, Any]:
    """What the 3D view draws. wait_s: for the geometry kernel, see `build_scene`."""
    save(build_scene(load(Facts, facts), load(Model, model), progress, wait_s), folder)
    return {"scene": folder}


TASKS: dict[str, Task] = {
    "open_model": open_model, "merge_models": merge_models, "rebuild": rebuild, "scene": scene,
}  # fmt: skip
