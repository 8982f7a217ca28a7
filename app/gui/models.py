"""The models of the open project: read, merged, made again under other decisions, left out of the picture.

What is shown is one of them, or all as one: the facts of all merged, and one model made of them. So every place works
on what is shown and asks nobody how many files it is from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from app import project as pj
from app.gui.loaded import Loaded
from components.facts import Facts
from components.merged import numbered
from components.model import Model, Overrides
from components.table import load

if TYPE_CHECKING:
    from app.gui.job import Job
    from app.gui.session import Session

ALL = ""
"""The choice of all models together."""


class Models(QObject):
    """shown: what every place works on. chosen: ALL, or the SHA-256 of the one wanted. hidden: SHA-256 of those that the
    3D view leaves out. hidden_changed: of these.
    """

    hidden_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.loaded: dict[str, Loaded] = {}
        self.shown: Loaded | None = None
        self.chosen = ALL
        self.hidden: frozenset[str] = frozenset()
        self._whole: Loaded | None = None
        self._newest = ""
        self._era = self._reading = 0
        self._making: tuple[str, Overrides | None, Job] | None = None

    # Reading.

    def add(self, path: Path, fresh: bool = False) -> Job:
        """Read a model into this project or (`fresh`) into one of its own once it has been read."""
        session, folder = self._session, self._session.new_folder()
        project = pj.Project() if fresh else session.project
        known = next((m.sha256 for m in project.models if Path(m.path) == path.resolve()), "")
        edits = pj.overrides(project, {known: 0})
        self._reading += 1
        job = session.start(
            "open_model",
            {"path": path, "overrides": edits, "folder": folder},
            lambda r: self._read(path, folder, edits, known, fresh, r),
            "gui.job_open",
            file=path.name,
        )
        job.ended.connect(self._ended)
        return job

    def add_all(self, paths: Sequence[Path], fresh: bool = True) -> None:
        """Read models one after the other, into this project or (`fresh`) into one of their own; one that cannot be
        read is told of and left out. However many a project names, there is one worker at a time."""
        self._reading += 1  # they are made one when all are there
        self._next(list(dict.fromkeys(paths)), fresh, None if fresh else self._era)

    def _next(self, paths: list[Path], fresh: bool, era: int | None) -> None:
        if not paths or era not in (None, self._era):  # another project was opened meanwhile
            self._ended()
            return
        job, refused = self.add(paths[0], fresh), []
        for way in (job.refused, job.failed):
            way.connect(lambda *_: refused.append(paths[0]))
        job.cancelled.connect(lambda: refused.extend(paths))

        def go_on() -> None:
            left = [] if len(refused) == len(paths) else paths[1:]  # cancelled: the rest is not wanted either
            self._next(left, fresh and bool(refused), era)

        job.ended.connect(lambda: QTimer.singleShot(0, self, go_on))

    def _ended(self) -> None:
        self._reading -= 1
        QTimer.singleShot(0, self, self.follow)

    def _read(
        self, path: Path, folder: Path, edits: Overrides, known: str, fresh: bool, result: dict[str, Any]
    ) -> None:
        """Map what the worker wrote; what is shown of it follows in a turn of its own."""
        facts, model = load(Facts, result["facts"]), load(Model, result["model"])
        here, era = Loaded(path.resolve(), folder, facts, model, result["model"], edits), self._era

        def show() -> None:
            if era == self._era:  # nothing else was opened in between
                self._opened(here, known, fresh)

        QTimer.singleShot(0, self, show)

    def _opened(self, here: Loaded, known: str, fresh: bool) -> None:
        session = self._session
        if fresh:
            session.replace(pj.Project(), None)
        session.preferences.add_recent(here.path)
        self.loaded[here.sha256] = here
        self._newest = here.sha256
        project = session.project
        if known and known != here.sha256:
            self._changed_file(known, here)
        elif here.sha256 not in {m.sha256 for m in project.models}:
            others = tuple(m for m in project.models if Path(m.path) != here.path)
            after = replace(project, models=(*others, pj.ModelRef(str(here.path), here.sha256)))
            if others and len(others) == len(project.models):
                session.edit(after, session.texts.say("gui.undo_add_model", file=here.name))
            else:  # the first one, or one whose file is new: nothing to take back
                session.project = after
                session.project_changed.emit()
        elif not known:
            session.notice.emit("info", "gui.model_twice", {"file": here.path.name}, "")
        session.models_changed.emit()
        self.follow()

    def _changed_file(self, old: str, here: Loaded) -> None:
        """The file is not the one that was decided about: carry decisions over by GlobalId and say what that touches."""
        session, elements = self._session, here.facts.elements
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
        carried = pj.carry_over(session.project, old, here.sha256, step_of)
        session.project = carried.project
        session.undo.resetClean()
        words = {"file": here.path.name, "kept": len(carried.kept), "lost": len(carried.lost)}
        another = carried.lost and not carried.kept
        code = "gui.file_another" if another else "gui.file_changed"
        session.notice.emit("warning", code, words, "")
        session.project_changed.emit()

    # What is shown.

    def here(self) -> tuple[Loaded, ...]:
        """The models of the project that have been read, in its order; two that became the same file count once."""
        held = (self.loaded.get(s) for s in dict.fromkeys(m.sha256 for m in self._session.project.models))
        return tuple(one for one in held if one is not None)

    def choose(self, sha256: str) -> None:
        """Show all models (`ALL`) or one of them."""
        if sha256 != self.chosen:
            self.chosen = sha256
            self.follow()
            self._session.models_changed.emit()

    def hide(self, sha256: str, on: bool = True) -> None:
        """Leave a model out of the 3D view, or take it in again."""
        self.hidden = self.hidden | {sha256} if on else self.hidden - {sha256}
        self.hidden_changed.emit()

    def remove(self, sha256: str) -> None:
        """Take a model out of the project, through undo; what was decided about it stays."""
        session, held = self._session, self.loaded.get(sha256)
        kept = tuple(m for m in session.project.models if m.sha256 != sha256)
        if held is not None and kept:
            words = session.texts.say("gui.undo_remove_model", file=held.name)
            session.edit(replace(session.project, models=kept), words)

    def follow(self) -> None:
        """Show what project and choice say; where it is still to be made, make it."""
        here = self.here()
        known = {one.sha256 for one in here}
        if self.chosen not in known:
            self.chosen = ALL
        if not here:
            self._show(None)
            return
        wanted = (
            self.loaded[self.chosen] if self.chosen else here[0] if len(here) == 1 else self._merged(here)
        )
        if wanted is None:
            if self.shown is None or not known >= set(self.shown.starts):
                self._show(here[0])  # until all are one
            if not self._reading:
                self._merge(here)
            return
        self._show(wanted)
        edits = pj.overrides(self._session.project, wanted.starts)
        if edits != wanted.edits:
            self._make_again(wanted, edits)
        elif self._making is not None and self._making[0] == wanted.sha256:
            self._stop()  # undone before it was made

    def _merged(self, here: tuple[Loaded, ...]) -> Loaded | None:
        whole = self._whole
        same = whole is not None and tuple(whole.starts) == tuple(one.sha256 for one in here)
        return whole if same else None

    def _show(self, target: Loaded | None) -> None:
        before, session = self.shown, self._session
        if target is before:
            return
        self.shown = target
        if before is None or target is None:
            session.selection = session.selection[:0]
        elif before.sha256 != target.sha256:
            session.selection = target.rows_of(before, session.selection)
        session.model_changed.emit()
        session.selection_changed.emit(None)

    # Making.

    def _stop(self) -> None:
        making, self._making = self._making, None
        if making is not None and not making[2].over:
            making[2].cancel()

    def _merge(self, here: tuple[Loaded, ...]) -> None:
        """Make one model of several; the parts stay as they are."""
        session, wanted = self._session, "+".join(one.sha256 for one in here)
        if self._making is not None and self._making[0] == wanted and not self._making[2].over:
            return
        self._stop()
        starts = numbered([one.sha256 for one in here])
        folder, edits = session.new_folder(), pj.overrides(session.project, starts)
        arguments = {"facts": [one.folder / "facts" for one in here], "overrides": edits, "folder": folder}
        job = session.start(
            "merge_models",
            arguments,
            lambda r: self._one(here[0].path, folder, edits, r),
            "gui.job_merge",
            count=len(here),
        )
        self._making = wanted, None, job
        for stopped in (job.refused, job.failed, job.cancelled):
            stopped.connect(lambda *_: self._apart(job))

    def _one(self, path: Path, folder: Path, edits: Overrides, result: dict[str, Any]) -> None:
        facts, model = load(Facts, result["facts"]), load(Model, result["model"])
        self._making = None
        self._whole = Loaded(path, folder, facts, model, result["model"], edits)
        QTimer.singleShot(0, self, self.follow)

    def _apart(self, job: Job) -> None:
        """They were not made one: show the one read last."""
        if self._making is not None and self._making[2] is job:
            self._making = None
            self.choose(self._newest if self._newest in self.loaded else self.here()[-1].sha256)

    def _make_again(self, here: Loaded, edits: Overrides) -> None:
        making = self._making
        if making is not None and making[:2] == (here.sha256, edits) and not making[2].over:
            return
        self._stop()
        job = self._session.start(
            "rebuild",
            {"facts": here.folder / "facts", "overrides": edits, "folder": self._session.new_folder()},
            lambda r: self._rebuilt(here, edits, r),
            "gui.job_rebuild",
            file=here.name,
        )
        self._making = here.sha256, edits, job

    def _rebuilt(self, here: Loaded, edits: Overrides, result: dict[str, Any]) -> None:
        self._making = None
        made = replace(
            here,
            model=load(Model, result["model"]),
            model_folder=result["model"],
            edits=edits,
            generation=here.generation + 1,
        )
        if here is self._whole:
            self._whole = made
        elif self.loaded.get(here.sha256) is here:
            self.loaded[here.sha256] = made
        else:
            return
        self._session.results.drop(here.sha256)
        self.follow()

    def clear(self) -> None:
        """Another project: nothing is read yet, and what is being read is not wanted."""
        self._era += 1
        self._making = self._whole = None
        self.loaded, self.shown, self.chosen, self.hidden = {}, None, ALL, frozenset()
