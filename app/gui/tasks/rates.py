"""Rating a saved model, and writing its calculation sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.gui.rated import keep
from app.gui.tasks.kinds import Task
from app.rating import Rated, rate
from app.rating_files import write_rate
from app.rating_inputs import ANSWERS_FILE, Inputs, given, text_of
from app.usecases import Opened
from components.exports.target import write_bytes
from components.facts import Facts
from components.imports.answers_text import answered
from components.model import Model, Override
from components.progress import Progress
from components.sheet import TitleBlock
from components.table import load


def rate_model(
    progress: Progress,
    facts: Path | None,
    model: Path | None,
    edits: tuple[Override, ...],
    inputs: Inputs,
    folder: Path,
) -> dict[str, Any]:
    """A model, or the answers alone, rated; see `results.rated`."""
    progress("progress.measure", 0.0)
    rated = _rated(facts, model, edits, inputs)
    progress("progress.write", 0.8)
    return {"rated": keep(rated, folder)}


def write_rating(
    progress: Progress,
    facts: Path | None,
    model: Path | None,
    edits: tuple[Override, ...],
    inputs: Inputs,
    folder: Path,
    lang: str,
    formats: tuple[str, ...],
    block: TitleBlock,
) -> dict[str, Any]:
    """The calculation sheet in the formats asked for, and beside it the answers that it was made with."""
    progress("progress.measure", 0.0)
    rated = _rated(facts, model, edits, inputs)
    written, findings = write_rate(
        rated, folder, lang, formats, block, lambda stage, done: progress(stage, 0.2 + 0.8 * done)
    )
    if answered(inputs.answers):
        write_bytes(folder / ANSWERS_FILE, text_of(inputs).encode("utf-8"))
        written.append(folder / ANSWERS_FILE)
    return {"files": written, "findings": findings}


def _rated(facts: Path | None, model: Path | None, edits: tuple[Override, ...], inputs: Inputs) -> Rated:
    opened = (
        Opened(load(Facts, facts), load(Model, model)) if facts is not None and model is not None else None
    )
    books, answers = given(inputs)
    return rate(opened, books, answers, edits)


TASKS: dict[str, Task] = {"rate_model": rate_model, "write_rating": write_rating}
