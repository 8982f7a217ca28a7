"""Making and verifying audit packages. What reads signatures loads when a package is asked for, not in every worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.gui.tasks.kinds import Task
from app.usecases import Opened
from components.audit.refusals import PackageRefused
from components.facts import Facts
from components.model import Model
from components.progress import Progress
from components.reading import is_file
from components.table import load

if TYPE_CHECKING:
    from app.auditing import Form, Inputs


def make_package(
    progress: Progress,
    facts: Path,
    model: Path,
    file: Path,
    inputs: Inputs,
    target: Path,
    form: Form,
    key: Path | None,
    password: str,
) -> dict[str, Any]:
    """The package of a saved model. file: the model file, which goes in on request."""
    from app.auditing import audit, key_from

    signing = key_from(key, password)
    progress("progress.measure", 0.0)
    opened = Opened(load(Facts, facts), load(Model, model))
    made = audit(file, inputs, target, form, signing, progress=progress, opened=opened)
    return {"path": made.path, "headline": made.headline}


def verify_package(
    progress: Progress,
    path: Path,
    model: Path | None,
    open_models: tuple[tuple[str, Path], ...],
    trusted: tuple[Path, ...],
    register: Path | None,
) -> dict[str, Any]:
    """The verdict on a package. open_models: (SHA-256, path) of models that are open, one of which may be its own."""
    from app.verifying import verify
    from components.audit.register import read_register
    from components.audit.trust import read_trusted

    reviewers = read_register(register) if register is not None else ()
    at_hand = model or _its_own(path, dict(open_models))
    return {"verdict": verify(path, at_hand, read_trusted(trusted), reviewers, progress=progress)}


def _its_own(path: Path, open_models: dict[str, Path]) -> Path | None:
    """The open model that a package is of; None where there is none, or its manifest cannot be read."""
    from components.audit.container import MANIFEST, open_package
    from components.audit.manifest import parse

    try:
        said = parse(open_package(path).read(MANIFEST), path.name)
    except PackageRefused:
        return None
    found = open_models.get(str(said.model["sha256"]))
    return found if found is not None and is_file(found) else None


TASKS: dict[str, Task] = {"make_package": make_package, "verify_package": verify_package}
