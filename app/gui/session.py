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
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app import project as pj
from app.gui.job import Bench, Job
from app.gui.loaded import Loaded
from app.gui.preferences import Preferences
from app.gui.projectfile import ProjectFile
from app.gui.rating import Rating
from app.gui.results import Results
from app.gui.texts import Texts
from components.facts import Facts
from components.model import Model
from components.table import Ints, load

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

    notice: severity, sentence code, arguments, details. selection_changed: who changed it (a view leaves its own alone).
    """

    project_changed = Signal()
    model_changed = Signal()
    models_changed = Signal()
    selection_changed = Signal(object)
    job_started = Signal(object, str, object)
    notice = Signal(str, str, object, str)
    carried = Signal(object)

    def __init__(self, texts: Texts, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts, self.preferences = texts, preferences
        self.bench = Bench(self)
        self.undo = QUndoStack(self)
        self.project = pj.Project()
        self.loaded: dict[str, Loaded] = {}
        self.active = ""
        self.selection = NOBODY
        self._temporary = tempfile.TemporaryDirectory(prefix="steelyard-", ignore_cleanup_errors=True)
        self._serial = self._era = 0
        self._rebuild: Job | None = None
        self.results = Results(lambda: self.current, self)
        self.file = ProjectFile(self)
        self.rating = Rating(self)

    # What views read.

    @property
    def current(self) -> Loaded | None:
        """The model that is shown."""
        return self.loaded.get(self.active)

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
        rows = np.unique(np.asarray(rows, np.int64))
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
        job.failed.connect(self._failed)
        job.cancelled.connect(lambda: log.info("%s cancelled", name))
        self.job_started.emit(job, said, args)
        return job

    def refuse(self, code: str, arguments: dict[str, Any]) -> None:
        """Show a refusal as its sentence."""
        log.warning("%s %s", code, arguments)
        self.notice.emit("error", code, arguments, "")

    def _failed(self, details: str) -> None:
        log.error("%s", details)
        self.notice.emit("error", "gui.our_fault", {}, details)

    # Models.

    def open(self, path: Path) -> None:
        """Open a project file, or a model in a project of its own."""
        if path.suffix.lower() == pj.SUFFIX:
            self.file.open(path)
        else:
            self.add_model(path, fresh=True)

    def add_model(self, path: Path, fresh: bool = False) -> Job:
        """Read a model and show it, in this project or (`fresh`) in one of its own once it has been read."""
        folder = self.new_folder()
        here = () if fresh else self.project.models
        known = next((m.sha256 for m in here if Path(m.path) == path.resolve()), "")
        arguments = {"path": path, "overrides": pj.overrides(self.project, known), "folder": folder}
        return self.start(
            "open_model",
            arguments,
            lambda r: self._read(path, folder, known, fresh, r),
            "gui.job_open",
            file=path.name,
        )

    def _read(self, path: Path, folder: Path, known: str, fresh: bool, result: dict[str, Any]) -> None:
        """Map what the worker wrote; what is shown of it follows in a turn of its own."""
        facts, model = load(Facts, result["facts"]), load(Model, result["model"])
        here, era = Loaded(path.resolve(), folder, facts, model, result["model"]), self._era

        def show() -> None:
            if era == self._era:  # nothing else was opened in between
                self._opened(here, known, fresh)

        QTimer.singleShot(0, self, show)

    def _opened(self, here: Loaded, known: str, fresh: bool) -> None:
        if fresh:
            self.replace(pj.Project(), None)
        self.preferences.add_recent(here.path)
        self.loaded[here.sha256] = here
        if known and known != here.sha256:
            self._changed_file(known, here)
        elif here.sha256 not in {m.sha256 for m in self.project.models}:
            refs = tuple(m for m in self.project.models if Path(m.path) != here.path)
            self.project = replace(self.project, models=(*refs, pj.ModelRef(str(here.path), here.sha256)))
        self.active, self.selection = here.sha256, NOBODY
        self.models_changed.emit()
        self.project_changed.emit()
        self.model_changed.emit()
        self.selection_changed.emit(None)

    def _changed_file(self, old: str, here: Loaded) -> None:
        """The file is not the one that was decided about: carry decisions over by GlobalId and say what that touches."""
        elements = here.facts.elements
        count = np.bincount(
            np.maximum(elements.global_id.codes, 0), minlength=len(elements.global_id.vocabulary)
        )
        step_of = {
            guid: int(step)
            for guid, step, code in zip(
                elements.global_id.filled(),
                elements.step_id.tolist(),
                elements.global_id.codes.tolist(),
                strict=True,
            )
            if code >= 0 and count[code] == 1
        }
        carried = pj.carry_over(self.project, old, here.sha256, step_of)
        self.project = carried.project
        self.undo.resetClean()
        self.carried.emit(carried)
        words = {"file": here.path.name, "kept": len(carried.kept), "lost": len(carried.lost)}
        self.notice.emit("warning", "gui.file_changed", words, "")
        if carried.kept:
            QTimer.singleShot(0, self, self._rebuild_current)

    def show_model(self, sha256: str) -> None:
        """Show another model of the project."""
        if sha256 in self.loaded and sha256 != self.active:
            self.active, self.selection = sha256, NOBODY
            self.model_changed.emit()
            self.selection_changed.emit(None)

    # Decisions.

    def edit(self, after: pj.Project, words: str) -> None:
        """Change the project through undo."""
        if after != self.project:
            self.undo.push(Edit(self, self.project, after, words))

    def decide(self, field: str, value: str, reason: str) -> None:
        """Decide a field of the selected components, with a reason."""
        if self.model is None or not len(self.selection):
            return
        c = self.model.components
        column = getattr(c, field)
        when, who = datetime.now().isoformat(timespec="seconds"), pj.user()
        made = tuple(
            pj.Decision(
                self.active,
                int(c.step_id[r]),
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
        """Put another project in place; the model follows where its decisions changed. Only undo calls this."""
        before, self.project = self.project, after
        self.project_changed.emit()
        self.file.touched()
        if pj.overrides(before, self.active) != pj.overrides(after, self.active):
            self._rebuild_current()

    def _rebuild_current(self) -> None:
        here = self.current
        if here is None:
            return
        if self._rebuild is not None and not self._rebuild.over:
            self._rebuild.cancel()
        folder = self.new_folder()
        arguments = {
            "facts": here.folder / "facts", "overrides": pj.overrides(self.project, here.sha256), "folder": folder,
        }  # fmt: skip
        self._rebuild = self.start(
            "rebuild",
            arguments,
            lambda r: self._rebuilt(here.sha256, r),
            "gui.job_rebuild",
            file=here.path.name,
        )

    def _rebuilt(self, sha256: str, result: dict[str, Any]) -> None:
        here = self.loaded.get(sha256)
        if here is None:
            return
        self.loaded[sha256] = replace(
            here,
            model=load(Model, result["model"]),
            model_folder=result["model"],
            generation=here.generation + 1,
        )
        self.results.drop(sha256)
        if sha256 == self.active:
            self.model_changed.emit()
            self.selection_changed.emit(None)

    # The whole project.

    def replace(self, project: pj.Project, path: Path | None) -> None:
        """Another project, whose models are still to be read."""
        self._era += 1
        self.bench_jobs_off()
        self.undo.clear()
        self.project, self.file.path = project, path
        self.loaded, self.active, self.selection = {}, "", NOBODY
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
        """Cancel every job under way."""
        for job in self.bench.findChildren(Job):
            if not job.over:
                job.cancel()

    def close(self) -> None:
        """End every process and remove what they wrote."""
        self.file.close()
        self.bench.close()
        self.loaded = {}
        self._temporary.cleanup()
