"""The one thing that changes: the open project, its models and results, the selection, the work under way."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app import project as pj
from app.gui.job import Bench, Job
from app.gui.loaded import Loaded
from app.gui.marking import Marking
from app.gui.models import Models
from app.gui.preferences import Preferences
from app.gui.projectfile import ProjectFile
from app.gui.rating import Rating
from app.gui.results import Results
from app.gui.texts import Texts
from components.model import Model
from components.table import Ints

log = logging.getLogger("steelyard")
NOBODY = np.zeros(0, np.int64)


class Edit(QUndoCommand):
    """Swaps two frozen projects."""

    def __init__(self, session: Session, before: pj.Project, after: pj.Project, words: str) -> None:
        super().__init__(words)
        self._session, self._before, self._after = session, before, after

    def redo(self) -> None:
        self._session.swap(self._after)

    def undo(self) -> None:
        self._session.swap(self._before)


class Session(QObject):
    """Owns project, models, results, selection, jobs. Views read it and listen to its signals.

    model_changed: something else is shown. models_changed: of which models the project is, or which is chosen.
    notice: severity, sentence code, arguments, details. selection_changed: who changed it (a view leaves its own alone).
    """

    project_changed = Signal()
    model_changed = Signal()
    models_changed = Signal()
    selection_changed = Signal(object)
    job_started = Signal(object, str, object)
    notice = Signal(str, str, object, str)

    def __init__(self, texts: Texts, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts, self.preferences = texts, preferences
        self.bench = Bench(self)
        self.undo = QUndoStack(self)
        self.project = pj.Project()
        self.selection = NOBODY
        self._temporary = tempfile.TemporaryDirectory(prefix="steelyard-", ignore_cleanup_errors=True)
        self._serial = 0
        self.models = Models(self)
        self.results = Results(lambda: self.current, self)
        self.file = ProjectFile(self)
        self.rating = Rating(self)
        self.marking = Marking(self)

    # What views read.

    @property
    def current(self) -> Loaded | None:
        """What is shown: a model, or all of the project as one."""
        return self.models.shown

    @property
    def model(self) -> Model | None:
        """What we make of it."""
        return self.current.model if self.current else None

    @property
    def modified(self) -> bool:
        """Whether the project says something its file does not."""
        return not self.undo.isClean() or (self.file.path is None and bool(self.project.decisions))

    def new_folder(self) -> Path:
        """A folder for the result of one job."""
        self._serial += 1
        return Path(self._temporary.name) / str(self._serial)

    # Selection: component rows of the current model.

    def select(self, rows: Ints, by: object = None) -> None:
        """Select component rows everywhere."""
        rows = np.asarray(rows, np.int64)
        if (np.diff(rows) <= 0).any():
            rows = np.sort(rows)
            rows = rows[np.diff(rows, prepend=-1) > 0]
        if not np.array_equal(rows, self.selection):
            self.selection = rows
            self.selection_changed.emit(by)

    def select_steps(self, step_ids: tuple[int, ...], by: object = None) -> None:
        """Select components by STEP id."""
        if self.model is not None:
            wanted = np.array(step_ids, np.int64)
            self.select(np.flatnonzero(np.isin(self.model.components.step_id, wanted)), by)

    # Jobs.

    def start(
        self,
        name: str,
        arguments: dict[str, Any],
        then: Callable[[dict[str, Any]], None],
        said: str,
        **args: Any,
    ) -> Job:
        """Start a task; `said` is the sentence code of what is done. Refusals and faults become notices."""
        log.info("%s started", name)
        job = Job(name, arguments, self.bench)
        job.finished.connect(lambda _: log.info("%s finished", name))
        job.finished.connect(then)
        job.refused.connect(lambda code, a: self.refuse(code, a))
        job.failed.connect(lambda details: self._failed(details, self.texts.say(said, **args)))
        job.cancelled.connect(lambda: log.info("%s cancelled", name))
        self.job_started.emit(job, said, args)
        return job

    def refuse(self, code: str, arguments: dict[str, Any]) -> None:
        """Show a refusal as its sentence."""
        log.warning("%s %s", code, arguments)
        self.notice.emit("error", code, arguments, "")

    def _failed(self, details: str, step: str) -> None:
        log.error("%s", details)
        self.notice.emit("error", "gui.step_failed", {"step": step}, details)

    # Models.

    def open(self, path: Path) -> None:
        """Open a project file, or a model in a project of its own."""
        if path.suffix.lower() == pj.SUFFIX:
            self.file.open(path)
        else:
            self.models.add(path, fresh=True)

    # Decisions.

    def edit(self, after: pj.Project, words: str) -> None:
        """Change the project through undo."""
        if after != self.project:
            self.undo.push(Edit(self, self.project, after, words))

    def decide(self, field: str, value: str, reason: str) -> None:
        """Decide a field of the selected components, with a reason."""
        here = self.current
        if here is None or not len(self.selection):
            return
        c = here.model.components
        column = getattr(c, field)
        when, who = datetime.now().isoformat(timespec="seconds"), pj.user()
        made = tuple(
            pj.Decision(
                *here.identity(r),
                c.global_id.get(r),
                field,
                value,
                reason,
                column.get(r),
                when,
                who,
            )
            for r in self.selection.tolist()
        )
        self.edit(pj.decide(self.project, made), self.texts.say("gui.undo_edit", count=len(made)))

    def swap(self, after: pj.Project) -> None:
        """Put another project in place; the models follow where it says something else. Only undo calls this."""
        before, self.project = self.project, after
        self.project_changed.emit()
        self.file.touched()
        if before.models != after.models:
            self.models_changed.emit()
        self.models.follow()

    # The whole project.

    def replace(self, project: pj.Project, path: Path | None) -> None:
        """Another project, whose models are still to be read."""
        self.models.clear()
        self.bench_jobs_off()
        self.file.discard()
        self.undo.clear()
        self.project, self.file.path = project, path
        self.selection = NOBODY
        self.results.clear()
        self.models_changed.emit()
        self.project_changed.emit()
        self.model_changed.emit()

    def new(self) -> None:
        """Nothing open."""
        self.replace(pj.Project(), None)

    def abandon(self) -> None:
        """Drop what is not saved, on the way out."""
        self.file.discard()
        self.undo.setClean()
        self.project = replace(self.project, decisions=()) if self.file.path is None else self.project

    def bench_jobs_off(self) -> None:
        """Cancel every job under way but those that write: what they write of lies in folders of their own."""
        for job in self.bench.findChildren(Job):
            if not job.over and not job.writing:
                job.cancel()

    @property
    def writing(self) -> bool:
        """Whether files of the user's are being written."""
        return any(job.writing for job in self.bench.findChildren(Job))

    def close(self) -> None:
        """End every process and remove what they wrote."""
        self.file.close()
        self.models.clear()
        self.bench.close()
        self._temporary.cleanup()
