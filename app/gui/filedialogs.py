"""The dialogs that ask for a file; opened, not executed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app import project as pj
from app.gui.dialogs import ask_overtaken
from app.gui.session import Session
from app.gui.strips import Strips

Taken = Callable[[Path], object]


def ask_file(parent: QWidget, title: str, pattern: str, then: Taken, folder: str = "") -> QFileDialog:
    """Ask for a file that is there. title, pattern: as they are shown. folder: where to look first."""
    dialog = _dialog(parent, title, pattern, then, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_new_file(
    parent: QWidget, title: str, pattern: str, suffix: str, then: Taken, suggested: str = "", folder: str = ""
) -> QFileDialog:
    """Ask where a file goes. suffix: added to a name without one; suggested: the name at first, in `folder`."""
    dialog = _dialog(parent, title, pattern, then, folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    if suggested:
        dialog.selectFile(suggested)
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, pattern: str, then: Taken, folder: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, folder, pattern)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    return dialog


class ProjectDialogs:
    """The dialogs of models and projects: open, add, save, and where a model has gone."""

    def __init__(self, window: QWidget, session: Session, strips: Strips, open_file: Taken) -> None:
        self._window, self._session, self._strips, self._open = window, session, strips, open_file

    def _models(self, title: str, then: Taken, pattern: str = "gui.filter_models") -> None:
        say = self._session.texts.say
        ask_file(self._window, say(title), say(pattern), then, self._folder())

    def _folder(self) -> str:
        """Where the project lies, else the model, else what was opened last."""
        session = self._session
        here = session.current.path if session.current is not None else None
        for path in (session.file.path, here, *session.preferences.recent[:1]):
            if path is not None:
                return str(path.parent)
        return ""

    def ask_open(self) -> None:
        """The dialog that opens a file."""
        self._models("gui.do_open", self._open, "gui.filter_open")

    def ask_add(self) -> None:
        """The dialog that adds a model to the project."""
        self._models("gui.do_add_model", self._session.models.add)

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save where the project lies, or ask. then: what follows once it is saved."""
        path = self._session.file.path
        if path is None:
            self.ask_save(then)
        else:
            self._save(path, then)

    def _save(self, path: Path, then: Callable[[], object] | None) -> None:
        def write() -> None:
            if self._session.file.save(path) and then is not None:
                then()

        if self._session.file.overtaken(path):
            ask_overtaken(self._window, self._session.texts, path.name, write, lambda: self.ask_save(then))
        else:
            write()

    def ask_save(self, then: Callable[[], object] | None = None) -> None:
        """The dialog that saves the project. then: what follows once it is saved."""
        say, here = self._session.texts.say, self._session.current
        suggested = here.path.stem + pj.SUFFIX if here is not None else ""
        title, pattern = say("gui.do_save_as"), say("gui.filter_project")
        ask_new_file(
            self._window,
            title,
            pattern,
            pj.SUFFIX[1:],
            lambda p: self._save(p, then),
            suggested,
            self._folder(),
        )

    def ask_moved(self, ref: pj.ModelRef) -> None:
        """Tell that a model is not where the project says, and offer to look for it."""
        notice = self._strips.add_notice("warning", "gui.model_moved", {"file": Path(ref.path).name})

        def found(path: Path) -> None:
            notice.gone()
            self._session.file.relocate(ref, path)

        # until a file is chosen the notice stays: who cancels may look again
        notice.add("gui.find_model", lambda: self._models("gui.find_model", found), close=False)
