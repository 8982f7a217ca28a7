"""The latest rating of the model that is shown: made when somebody looks at it, made again when its inputs change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from app import project as pj
from app.gui.rated import RatedView
from app.rating_inputs import Inputs, inputs_of, kept_of
from components.building import CAST, FACTORY, Parts
from components.sheet import TitleBlock
from components.table import Ints, Text

if TYPE_CHECKING:
    from app.gui.job import Job
    from app.gui.loaded import Loaded
    from app.gui.session import Session

RESULT = "rating"
"""Its name among the results of the places."""
_TRI = {1: "yes", 0: "no"}
_MADE = {FACTORY: "factory", CAST: "cast"}


class Rating(QObject):
    """changed: another rating, none, or a refusal. written: the files of an export, and what was odd. ask_decision: the
    user would decide how these component rows count.

    view: None while there is no rating. refusal: code and arguments where the inputs cannot be used. stale: inputs have
    changed since, and a new rating is on its way.
    """

    changed = Signal()
    written = Signal(object, object)
    ask_decision = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.view: RatedView | None = None
        self.refusal: tuple[str, dict[str, Any]] | None = None
        self.stale = False
        self._of: tuple[Any, ...] | None = None
        self._asked: tuple[Any, ...] | None = None
        self._job: Job | None = None
        self._lookers: list[QObject] = []
        self._once = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._follow)
        session.model_changed.connect(self._moved)
        session.project_changed.connect(self._moved)
        session.results.wished.connect(self._wished)

    @property
    def inputs(self) -> Inputs:
        """What the project keeps for the rating."""
        return inputs_of(self._session.project.rate)

    def look(self, who: QObject, on: bool) -> None:
        """Somebody shows the rating, or does not any more; while nobody does, none is made."""
        if on and who not in self._lookers:
            self._lookers.append(who)
            self._later.start()
        elif not on and who in self._lookers:
            self._lookers.remove(who)

    def _wished(self, name: str) -> None:
        if name == RESULT:
            self._once = True
            self._later.start()

    def _wanted(self) -> tuple[Any, ...] | None:
        """What the rating is made of; None where there is nothing to rate."""
        here, inputs = self._session.current, self.inputs
        if here is None:
            return (None, None, (), inputs) if inputs.answers else None
        if here.several:
            return None  # a rate is that of one building: the page asks which
        edits = pj.evidence(self._session.project, here.starts)
        return (here.folder / "facts", here.model_folder, edits, inputs)

    def _moved(self) -> None:
        wanted = self._wanted()
        if self.view is not None and (wanted is None or self._of is None or wanted[:2] != self._of[:2]):
            self.view, self._of, self.stale = (
                None,
                None,
                False,
            )  # another model: its figures must not stand here
            self.changed.emit()
        self._later.start()

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted is None:
            self._asked = self.view = self.refusal = None
            self.changed.emit()
            return
        if not (self._lookers or self._once) or wanted == self._asked:
            return
        self._once = False
        if self._job is not None and not self._job.over:
            self._job.cancel()
        if wanted == self._of and self.refusal is None:
            self._asked, self.stale = wanted, False
            self.changed.emit()
            return
        self._asked, self.stale = wanted, self.view is not None
        here = self._session.current
        self._job = self._session.start(
            "rate_model",
            self._arguments(wanted) | {"folder": self._session.new_folder()},
            lambda r: self._done(wanted, here, r),
            "gui_rate.job_rate",
            file=here.name if here is not None else "",
        )
        self._job.refused.connect(lambda code, args: self._refused(wanted, code, args))
        self._job.failed.connect(lambda _: self._forget(wanted))
        self._job.cancelled.connect(lambda: self._forget(wanted))
        self.changed.emit()

    def _arguments(self, wanted: tuple[Any, ...]) -> dict[str, Any]:
        return dict(zip(("facts", "model", "edits", "inputs"), wanted, strict=True))

    def _forget(self, wanted: tuple[Any, ...]) -> None:
        if self._asked == wanted:
            self._asked = None

    def _done(self, wanted: tuple[Any, ...], here: Loaded | None, result: dict[str, Any]) -> None:
        if wanted == self._asked:
            self.view, self._of, self.refusal, self.stale = result["rated"], wanted, None, False
            if here is not None:
                self._session.results.put(RESULT, here, self.view)
            self.changed.emit()

    def _refused(self, wanted: tuple[Any, ...], code: str, args: dict[str, Any]) -> None:
        if wanted == self._asked:
            self.view, self._of, self.refusal, self.stale = None, None, (code, args), False
            self.changed.emit()

    # What the user does.

    def give(self, inputs: Inputs, words: str) -> None:
        """Other books or answers, through undo."""
        session = self._session
        session.edit(replace(session.project, rate=kept_of(inputs)), words)

    def decide(self, rows: Ints, field: str, value: str, reason: str) -> None:
        """Decide how parts count, with a reason, through undo."""
        session = self._session
        here = session.current
        if here is None or self.view is None or self.view.parts is None or not len(rows):
            return
        c, when = here.model.components, datetime.now().isoformat(timespec="seconds")
        parts, who = self.view.parts, pj.user()
        made = tuple(
            pj.Decision(
                *here.identity(r), c.global_id.get(r), field, value, reason,
                stands(parts, field, r), when, who,
            )
            for r in rows.tolist()
        )  # fmt: skip
        session.edit(pj.decide(session.project, made), session.texts.say("gui.undo_edit", count=len(made)))

    def write(self, folder: Path, lang: str, formats: tuple[str, ...]) -> Job | None:
        """Write the calculation sheet; `written` tells when it is there."""
        wanted = self._wanted()
        if wanted is None:
            return None
        kept = {k: v for k, v in self._session.project.block.items() if k in _BLOCK}
        block = replace(TitleBlock(), **kept)  # type: ignore[arg-type]
        arguments = self._arguments(wanted) | {
            "folder": folder,
            "lang": lang,
            "formats": formats,
            "block": block,
        }
        return self._session.start(
            "write_rating",
            arguments,
            lambda r: self.written.emit(r["files"], r["findings"]),
            "gui.job_export",
            folder=str(folder),
        )


_BLOCK = ("project", "company", "issued_to", "number", "revision", "date", "prepared", "checked", "approved")


def stands(parts: Parts, field: str, row: int) -> str:
    """What stands in a field of evidence of one part, as a decision on it would say it; empty where open."""
    if field == "made":
        return _MADE.get(int(parts.made[row]), "")
    if field == "wall":
        return {1: "masonry", 0: "panel"}.get(int(parts.masonry[row]), "")
    if field == "joint":
        return "yes" if parts.joint[row] else "no"
    column = getattr(parts, field)
    return column.get(row) if isinstance(column, Text) else _TRI.get(int(np.asarray(column)[row]), "")
