"""The file of the open project: read, saved, copied automatically, recovered."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app import project as pj
from app.gui.recovery import Recovery
from components.findings import Refusal
from components.reading import is_file
from components.replacing import remove

if TYPE_CHECKING:
    from app.gui.session import Session

log = logging.getLogger("steelyard")
_AUTOSAVE_MS = 2000


class ProjectFile(QObject):
    """path: None while the project has no file. moved: a model that does not lie where the project says."""

    moved = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.path: Path | None = None
        self._stood = ""
        self.recovery = Recovery(session.preferences.folder)
        self._soon = QTimer(self, singleShot=True, interval=_AUTOSAVE_MS)
        self._soon.timeout.connect(self.autosave)

    def open(self, path: Path) -> None:
        """Open a project and read its models."""
        stood = pj.file_sha256(path)
        project = self._read(path)
        if project is not None:
            self._session.replace(project, path)
            self._stood = stood
            self._session.preferences.add_recent(path)
            self._read_models()

    def recover(self, copy: Path, path: Path | None) -> None:
        """Take the automatic copy of a window that is gone; it counts as not saved."""
        project = self._read(copy)
        if project is not None:
            self._session.replace(project, path)
            self._stood = pj.file_sha256(path) if path is not None else ""
            self._session.undo.resetClean()
            self.autosave()  # ours now
            remove(copy)
            self._read_models()

    def _read(self, path: Path) -> pj.Project | None:
        try:
            return pj.read(path)
        except Refusal as refused:
            self._session.refuse(refused.code, refused.arguments)
            return None

    def _read_models(self) -> None:
        there = {ref: is_file(Path(ref.path)) for ref in self._session.project.models}
        for ref, found in there.items():
            if not found:
                self.moved.emit(ref)
        if paths := [Path(ref.path) for ref, found in there.items() if found]:
            self._session.models.add_all(paths, fresh=False)

    def relocate(self, ref: pj.ModelRef, path: Path) -> None:
        """A model of the project lies elsewhere now."""
        before = self._session.project
        moved = tuple(replace(m, path=str(path.resolve())) if m == ref else m for m in before.models)
        self._session.project = replace(before, models=moved)
        self._session.undo.resetClean()
        self._session.models.add(path)

    def overtaken(self, path: Path) -> bool:
        """Whether another window or program has written the project's file since it was opened or saved here."""
        return path == self.path and path.exists() and pj.file_sha256(path) != self._stood

    def save(self, path: Path) -> bool:
        """Write the project; the automatic copy goes."""
        try:
            pj.write(self._session.project, path)
        except Refusal as refused:
            self._session.refuse(refused.code, refused.arguments)
            return False
        self.discard()
        self.path, self._stood = path, pj.file_sha256(path)
        self._session.undo.setClean()
        self._session.preferences.add_recent(path)
        self._session.project_changed.emit()
        return True

    def touched(self) -> None:
        """The project says something new: copy it soon."""
        self._soon.start()

    def autosave(self) -> None:
        """Write the automatic copy."""
        if self._session.modified:
            try:
                pj.write(self._session.project, self.recovery.place(self.path))
            except Refusal as refused:
                log.warning("%s %s", refused.code, refused.arguments)

    def discard(self) -> None:
        """The automatic copy is not needed any more."""
        self._soon.stop()
        remove(self.recovery.place(self.path))

    def close(self) -> None:
        """No more copies."""
        self._soon.stop()
        self.recovery.close()
