"""What the program does, as plain functions; the window and the command line are two covers over these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from components.facts import Facts
from components.findings import SEVERITIES, Finding
from components.ifc import kernel
from components.ifc.read import read
from components.merged import merge
from components.model import Model, Overrides
from components.progress import Progress, silent
from components.takeoff.build import build
from components.takeoff.study import Prepared, prepare


@dataclass(frozen=True, eq=False)
class Opened:
    """A model file as it was read and what we made of it."""

    facts: Facts
    model: Model


def open_model(path: Path, overrides: Overrides | None = None, progress: Progress = silent) -> Opened:
    """Read a model and take it off. UnreadableModel where the file cannot be read."""
    facts, prepared = _measured(path, progress)
    model = build(facts, overrides, lambda stage, done: progress(stage, 0.8 + 0.2 * done), prepared)
    progress("progress.done", 1.0)
    return Opened(facts, model)


def open_models(
    paths: Sequence[Path], overrides: Overrides | None = None, progress: Progress = silent
) -> Opened:
    """Read several models and take them off as one. UnreadableModel, or NotMerged where they cannot be one."""
    if len(paths) == 1:
        return open_model(paths[0], overrides, progress)
    share = 0.9 / len(paths)
    read_ones = [
        _measured(path, lambda stage, done, k=k: progress(stage, share * (k + done)))[0]  # type: ignore[misc]
        for k, path in enumerate(paths)
    ]
    facts = merge(read_ones)
    return Opened(facts, build(facts, overrides, lambda stage, done: progress(stage, 0.9 + 0.1 * done)))


def _measured(path: Path, progress: Progress) -> tuple[Facts, Prepared]:
    """The facts of a file with what the kernel found, and what was prepared of them."""
    with kernel.Standby() as standby:
        facts = read(path, lambda stage, done: progress(stage, 0.5 * done), standby.expect)
        prepared = prepare(facts)
        facts = kernel.measure(
            facts, lambda stage, done: progress(stage, 0.5 + 0.3 * done), prepared=prepared, standby=standby,
            path=path,
        )  # fmt: skip
    return facts, prepared


def worst(findings: Sequence[Finding]) -> int:
    """Place of the worst severity in SEVERITIES; -1 where there is no finding."""
    return max((SEVERITIES.index(f.severity) for f in findings), default=-1)
