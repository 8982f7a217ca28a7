"""Where results and sheets go, in which language, and how many sheets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.gui.checking import checking_of
from app.gui.job import Job
from app.gui.session import Session
from components.words import LANGUAGES

MOST = 2000


class ExportDialog(QDialog):
    """written: files and findings."""

    written = Signal(object, object)

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self._session = session
        say = session.texts.say
        self.setWindowTitle(say("gui_check.export_title"))
        self.language, self.sheets = QComboBox(), QSpinBox()
        for lang in LANGUAGES:
            self.language.addItem(say(f"gui_audit.in_{lang}"), lang)
        self.language.setCurrentIndex(self.language.findData(session.texts.lang))
        self.suggest = QCheckBox(say("gui_check.export_suggest"))
        here = checking_of(session).found
        self.suggest.setEnabled(here is not None and bool(here.summary["with_forces"]))
        self.sheets.setRange(0, MOST)
        self.sheets.setValue(10)
        note = QLabel(say("gui_check.export_note"), wordWrap=True)
        note.setObjectName("quiet")
        form = QFormLayout()
        form.addRow(say("gui_check.export_language"), self.language)
        form.addRow(say("gui_check.export_sheets"), self.sheets)
        form.addRow("", self.suggest)
        buttons = QDialogButtonBox()
        choose = buttons.addButton(say("gui_check.export_choose"), QDialogButtonBox.ButtonRole.AcceptRole)
        choose.setObjectName("primary")
        buttons.addButton(say("gui.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addWidget(buttons)
        self.setMinimumWidth(460)

    def _choose(self) -> None:
        here = self._session.current
        dialog = QFileDialog(
            self, self._session.texts.say("gui.export_to"), str(here.path.parent) if here else ""
        )
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, folder: Path) -> Job | None:
        """Write `checks.csv`, `checks.xlsx`, `check_sheets.pdf` into a folder."""
        found = checking_of(self._session).found
        self.accept()
        if found is None:
            return None
        arguments = {
            "model": found.model_folder, "folder": found.folder, "out": folder, "lang": self.language.currentData(),
            "sheets": self.sheets.value(), "suggest": self.suggest.isChecked(), "findings": found.findings,
        }  # fmt: skip
        return self._session.start(
            "write_check_lists",
            arguments,
            lambda r: self.written.emit(r["files"], r["findings"]),
            "gui.job_export",
            folder=str(folder),
        )
