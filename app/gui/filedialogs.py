"""The dialogs that ask for a file; opened, not executed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app import project as pj
from app.gui.session import Session
from app.gui.strips import Strips

Taken = Callable[[Path], object]


def ask_file(parent: QWidget, title: str, pattern: str, then: Taken) -> QFileDialog:
    """Ask for a file that is there. title, pattern: as they are shown."""
    dialog = _dialog(parent, title, pattern, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_new_file(
    parent: QWidget, title: str, pattern: str, suffix: str, then: Taken, suggested: str = ""
) -> QFileDialog:
    """Ask where a file goes. suffix: added to a name without one; suggested: the name at first."""
    dialog = _dialog(parent, title, pattern, then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    if suggested:
        dialog.selectFile(suggested)
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, pattern: str, then: Taken) -> QFileDialog:
    dialog = QFileDialog(parent, title, "", pattern)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    return dialog


class ProjectDialogs:
    """The dialogs of models and projects: open, add, save, and where a model has gone."""

    def __init__(self, window: QWidget, session: Session, strips: Strips, open_file: Taken) -> None:
        self._window, self._session, self._strips, self._open = window, session, strips, open_file

    def _models(self, title: str, then: Taken, pattern: str = "gui.filter_models") -> None:
        say = self._session.texts.say
        ask_file(self._window, say(title), say(pattern), then)

    def ask_open(self) -> None:
        """The dialog that opens a file."""
        self._models("gui.do_open", self._open, "gui.filter_open")

    def ask_add(self) -> None:
        """The dialog that adds a model to the project."""
        self._models("gui.do_add_model", self._session.models.add)

    def ask_save(self) -> None:
        """The dialog that saves the project."""
        say, here = self._session.texts.say, self._session.current
        suggested = here.path.stem + pj.SUFFIX if here is not None else ""
        title, pattern = say("gui.do_save_as"), say("gui.filter_project")
        ask_new_file(self._window, title, pattern, pj.SUFFIX[1:], self._session.file.save, suggested)

    def ask_moved(self, ref: pj.ModelRef) -> None:
        """Tell that a model is not where the project says, and offer to look for it."""
        notice = self._strips.add_notice("warning", "gui.model_moved", {"file": Path(ref.path).name})
        notice.add(
            "gui.find_model",
            lambda: self._models("gui.find_model", lambda p: self._session.file.relocate(ref, p)),
        )
