"""The marks of the bill for what is shown: worked out in the background once the picture is there, without a word."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from app.gui.job import Job
from app.gui.results import Results
from components.bom.lists import ComponentMarks
from components.model import Model
from components.table import Text, load

if TYPE_CHECKING:
    from app.gui.loaded import Loaded
    from app.gui.session import Session

log = logging.getLogger("steelyard")
RESULT = "marks"
"""Its name among the results of the places."""
PICTURE = "scene"
_PATIENCE_MS = 3000
"""Where no picture comes, the marks do not wait for it any longer."""
_KEPT = ("marks", "mode", "previous")
"""What the project keeps for the bill that marks depend on."""


class Marking(QObject):
    """Keeps `ComponentMarks` among the results. What cannot be marked is told by the bill, not here."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._job: Job | None = None
        self._of: tuple[Any, ...] | None = None
        self._later = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._later.timeout.connect(self._start)
        session.model_changed.connect(self._moved)
        session.project_changed.connect(self._moved)
        session.results.changed.connect(self._found)

    def _wanted(self) -> tuple[Any, ...] | None:
        here, bill = self._session.current, self._session.project.bill
        return (here.key, *(repr(bill.get(k)) for k in _KEPT)) if here is not None else None

    def _moved(self) -> None:
        wanted = self._wanted()
        if wanted == self._of:
            return
        if self._job is not None and not self._job.over:
            self._job.cancel()
        self._of = None
        if wanted is not None:
            self._later.start(_PATIENCE_MS)

    def _found(self, name: str) -> None:
        if name == PICTURE and self._of is None and self._session.current is not None:
            self._later.start(0)

    def _start(self) -> None:
        here, wanted = self._session.current, self._wanted()
        if here is None or wanted == self._of:
            return
        self._of = wanted
        arguments = {
            "facts": here.folder / "facts", "model": here.model_folder, "project": self._session.project,
            "folder": self._session.new_folder(),
        }  # fmt: skip
        self._job = job = Job("mark_components", arguments, self._session.bench)
        job.finished.connect(lambda r: self._came(wanted, here, r))
        job.refused.connect(lambda code, args: log.warning("%s %s", code, args))
        job.failed.connect(lambda details: log.error("%s", details))

    def _came(self, wanted: tuple[Any, ...] | None, here: Loaded, result: dict[str, Any]) -> None:
        if wanted == self._wanted():
            self._session.results.put(RESULT, here, load(ComponentMarks, result["marks"]))


def column_of(model: Model, results: Results, name: str) -> Text:
    """A text column of the components; a mark is that of the bill where there are any."""
    marks = results.get(RESULT, ComponentMarks)
    if marks is not None and name in ("part_mark", "assembly_mark"):
        return marks.part if name == "part_mark" else marks.assembly
    column = getattr(model.components, name)
    assert isinstance(column, Text)
    return column
