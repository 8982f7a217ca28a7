"""Making a package of the model that is shown: where, signed by which key, with the model or without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.auditing import Form, inputs_from
from app.gui.job import Job
from app.gui.session import Session
from components.words import LANGUAGES

ZIP, FOLDER = "zip", "folder"
_SHARES = 1000


class MakeDialog(QDialog):
    """made: the package is there. What is wrong is told in the dialog, which stays open."""

    made = Signal(object)

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._job: Job | None = None
        here = session.current
        assert here is not None  # the action is off without a model
        self._here = here
        say = session.texts.say
        self.setWindowTitle(say("gui.do_package").rstrip("…"))
        self.kind, self.language = QComboBox(), QComboBox()
        for kind in (ZIP, FOLDER):
            self.kind.addItem(say(f"gui_audit.as_{kind}"), kind)
        for lang in LANGUAGES:
            self.language.addItem(say(f"gui_audit.in_{lang}"), lang)
        self.language.setCurrentIndex(self.language.findData(session.texts.lang))
        self.target, self.key, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        name = say("gui_audit.package_name", name=here.path.stem)
        self.target.setText(str(here.path.with_name(f"{name}.zip")))
        self.key.setPlaceholderText(say("gui_audit.no_key"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.with_model = QCheckBox(say("gui_audit.with_model"))
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _: self._kind_changed())
        self.key.textChanged.connect(lambda _: self._key_changed())
        self._key_changed()
        self.setMinimumWidth(620)

    def _lay_out(self) -> None:
        say = self._session.texts.say
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setVerticalSpacing(9)
        form.addRow(say("gui_audit.kind"), self.kind)
        form.addRow(say("gui_audit.target"), self._with_browse(self.target, self._browse_target))
        form.addRow(say("gui_audit.language"), self.language)
        form.addRow("", self.with_model)
        form.addRow(say("gui_audit.key"), self._with_browse(self.key, self._browse_key))
        form.addRow(say("gui_audit.password"), self.password)
        self.note, self.problem = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.note.setObjectName("quiet")
        self.problem.setObjectName("bad")
        self.problem.hide()
        self.bar = QProgressBar(maximum=_SHARES, textVisible=False)
        self.bar.hide()
        self.buttons = QDialogButtonBox()
        self.apply = self.buttons.addButton(say("gui_audit.make"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.apply.setObjectName("primary")
        self.buttons.addButton(say("gui.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.start)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.setSpacing(10)
        layout.addLayout(form)
        for widget in (self.note, self.problem, self.bar, self.buttons):
            layout.addWidget(widget)

    def _with_browse(self, line: QLineEdit, call: Any) -> QWidget:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(self._session.texts.say("gui_audit.browse"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: call())
        row.addWidget(line, 1)
        row.addWidget(button)
        held = QWidget()
        held.setLayout(row)
        return held

    def _kind_changed(self) -> None:
        path = Path(self.target.text())
        zipped = self.kind.currentData() == ZIP
        if zipped != (path.suffix.lower() == ".zip"):
            self.target.setText(str(path.with_name(path.name + ".zip") if zipped else path.with_suffix("")))

    def _key_changed(self) -> None:
        signed = bool(self.key.text().strip())
        self.password.setEnabled(signed)
        code = "gui_audit.note_signed" if signed else "gui_audit.note_unsigned"
        self.note.setText(self._session.texts.say(code))

    def _browse_target(self) -> None:
        say = self._session.texts.say
        zipped = self.kind.currentData() == ZIP
        dialog = QFileDialog(self, say("gui_audit.target"), self.target.text())
        if zipped:
            dialog.setNameFilter(say("gui_audit.filter_zip"))
            dialog.setDefaultSuffix("zip")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # Whether an existing package may go is asked when it is made, for a typed name too.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(self.target.text())
        dialog.fileSelected.connect(self.target.setText)
        dialog.open()

    def _browse_key(self) -> None:
        say = self._session.texts.say
        dialog = QFileDialog(self, say("gui_audit.key"), "", say("gui_audit.filter_keys"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.key.setText)
        dialog.open()

    def start(self) -> None:
        """Make it; the dialog closes when it is there."""
        key = self.key.text().strip()
        zipped = self.kind.currentData() == ZIP
        project = self._session.project
        arguments = {
            "facts": self._here.folder / "facts", "model": self._here.model_folder, "file": self._here.path,
            "inputs": inputs_from(project=project, model_sha256=self._here.sha256),
            "target": Path(self.target.text().strip()), "key": Path(key) if key else None,
            "form": Form(self.language.currentData(), zipped, self.with_model.isChecked()),
            "password": self.password.text(),
        }  # fmt: skip
        self.problem.hide()
        self.bar.setValue(0)
        self.bar.show()
        self.apply.setEnabled(False)
        job = self._job = Job("make_package", arguments, self._session.bench)
        job.progressed.connect(lambda _stage, done, _left: self.bar.setValue(int(done * _SHARES)))
        job.finished.connect(self._finished)
        job.refused.connect(self._refused)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)

    def _finished(self, result: dict[str, Any]) -> None:
        self.made.emit(result["path"])
        self.accept()

    def _refused(self, code: str, args: dict[str, Any]) -> None:
        self.problem.setText(self._session.texts.say(code, **args))
        self.problem.show()

    def _failed(self, details: str) -> None:
        self._refused("gui.our_fault", {})
        self._session.notice.emit("error", "gui.our_fault", {}, details)

    def _ended(self) -> None:
        self.bar.hide()
        self.apply.setEnabled(True)

    def done(self, result: int) -> None:
        self.password.clear()
        if self._job is not None and not self._job.over:
            self._job.cancel()
        super().done(result)
