"""What the window does with audit packages: asks for one, makes one, verifies what is dropped on it.

What reads signatures takes a while to load, so the dialogs come when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.gui.session import Session
from components.findings import Finding

if TYPE_CHECKING:
    from app.gui.audit.makedialog import MakeDialog
    from app.gui.audit.verifydialog import VerifyDialog

_SIGNS_OF_ONE = ("manifest.json", "SHA256SUMS")


def looks_like_one(path: Path) -> bool:
    """A zip file, or a folder with the two files that every package has."""
    if path.is_dir():
        return any((path / name).is_file() for name in _SIGNS_OF_ONE)
    return path.suffix.lower() == ".zip"


class Packages(QObject):
    """Opens the dialogs over the window. exported: told of the files that were written."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        exported: Callable[[list[Path], tuple[Finding, ...]], None],
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._exported = window, session, exported

    def ask_make(self) -> MakeDialog | None:
        """The dialog that makes a package of the model that is shown."""
        from app.gui.audit.makedialog import MakeDialog

        if self._session.current is None:
            return None
        if self._session.current.several:
            self._session.notice.emit("warning", "gui_audit.one_model", {}, "")
            return None
        dialog = MakeDialog(self._window, self._session)
        dialog.made.connect(lambda path: self._exported([path], ()))
        dialog.open()
        return dialog

    def ask_verify(self) -> None:
        """Which package? A zip file, or a folder by the manifest in it."""
        say = self._session.texts.say
        dialog = QFileDialog(
            self._window, say("gui_audit.which_package"), "", say("gui_audit.filter_packages")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.verify(self.package_of(Path(name))))
        dialog.open()

    @staticmethod
    def package_of(chosen: Path) -> Path:
        """The package that a chosen file stands for: a zip itself, else the folder of the file."""
        return chosen.parent if chosen.name in _SIGNS_OF_ONE else chosen

    def verify(self, path: Path) -> VerifyDialog:
        """Verify a package in front of the user."""
        from app.gui.audit.verifydialog import VerifyDialog

        dialog = VerifyDialog(self._window, self._session, path)
        dialog.open()
        dialog.start()
        return dialog
