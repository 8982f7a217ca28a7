"""The force table: chosen, recognised, its columns named by hand where need be, its combinations declared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.checking_inputs import CheckInputs
from app.gui.checking import checking_of
from app.gui.job import Job
from app.gui.places.check.axes import AxesPicture
from app.gui.places.check.declared import Declarations
from app.gui.session import Session
from components.imports.forces import layouts

FIELDS = ("member", "combination", "station", "N", "Vy", "Mx", "Vx", "My", "T", "M1x", "M2x", "M1y", "M2y",
          "Mqx", "Mqy", "values", "situation", "analysis", "gamma_0", "seismic")  # fmt: skip
_PER_COLUMN = 10


class ForcesDialog(QDialog):
    """Shows what would be read; nothing is taken before it can be."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._checking = session, checking_of(session)
        self.inputs: CheckInputs = self._checking.inputs
        self.seen: dict[str, Any] | None = None
        self._job: Job | None = None
        self._quiet = False
        say = session.texts.say
        self.setWindowTitle(say("gui_check.forces_title"))
        self.said, self.looks = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.looks.setObjectName("quiet")
        tabs = QTabWidget(documentMode=True)
        tabs.addTab(self._columns(), say("gui_check.forces_columns"))
        self.declarations = Declarations(session.texts)
        self.declarations.changed.connect(self._declared)
        tabs.addTab(self.declarations, say("gui_check.forces_combinations"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.addLayout(self._file_row())
        layout.addWidget(self.looks)
        layout.addWidget(tabs, 1)
        layout.addWidget(self.said)
        layout.addWidget(self._buttons())
        self.resize(1040, 700)
        self.finished.connect(lambda _: self._stop())
        self._tell()
        if self.inputs.forces:
            self.look()

    def _file_row(self) -> QHBoxLayout:
        say, row = self._session.texts.say, QHBoxLayout()
        self.path = QLabel()
        choose, drop = QPushButton(say("gui_check.forces_choose")), QPushButton(say("gui_check.forces_drop"))
        choose.clicked.connect(self.ask_file)
        drop.clicked.connect(self.drop)
        self.layouts = QComboBox()
        self.layouts.addItem(say("gui_check.layout_any"), "")
        for one in layouts():
            self.layouts.addItem(say(f"gui_check.layout_{one['name']}"), str(one["name"]))
        self.layouts.setCurrentIndex(max(self.layouts.findData(self.inputs.layout), 0))
        self.layouts.currentIndexChanged.connect(
            lambda _: self._changed(layout=str(self.layouts.currentData()))
        )
        row.addWidget(choose)
        row.addWidget(self.path)
        row.addStretch(1)
        row.addWidget(self.layouts)
        row.addWidget(drop)
        return row

    def _columns(self) -> QWidget:
        say, page = self._session.texts.say, QWidget()
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        self.mapped: dict[str, QComboBox] = {}
        for i, field in enumerate(FIELDS):
            box = self.mapped[field] = QComboBox()
            box.setMinimumContentsLength(16)
            box.currentIndexChanged.connect(lambda _: self._mapped())
            at, side = i % _PER_COLUMN, 2 * (i // _PER_COLUMN)
            grid.addWidget(QLabel(say(f"gui_check.field_{field.lower()}")), at, side)
            grid.addWidget(box, at, side + 1)
        self.preview = QTableWidget(0, 0)
        self.preview.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.preview.verticalHeader().hide()
        self.preview.setMinimumHeight(150)
        top = QHBoxLayout()
        top.addLayout(grid, 1)
        top.addWidget(AxesPicture(self._session.texts))
        layout = QVBoxLayout(page)
        layout.addLayout(top)
        layout.addWidget(self.preview, 1)
        return page

    def _buttons(self) -> QDialogButtonBox:
        say, role = self._session.texts.say, QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        self.apply = buttons.addButton(say("gui_check.forces_take"), role.AcceptRole)
        self.apply.setObjectName("primary")
        buttons.addButton(say("gui.cancel"), role.RejectRole)
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        return buttons

    # What the user chooses.

    def ask_file(self) -> None:
        """Choose the table."""
        say, here = self._session.texts.say, self._session.current
        start = (
            str(Path(self.inputs.forces).parent)
            if self.inputs.forces
            else str(here.path.parent)
            if here
            else ""
        )
        dialog = QFileDialog(self, say("gui_check.forces_choose"), start, say("gui_check.filter_forces"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.choose(Path(name)))
        dialog.open()

    def choose(self, path: Path) -> None:
        """Another table; what was mapped for the last one stays where its headers are there too."""
        self.inputs = replace(self.inputs, forces=str(path.resolve()), sha256="")
        self.look()

    def drop(self) -> None:
        """No forces."""
        self._stop()
        self.inputs, self.seen = self.inputs.without_forces(), None
        self._tell()

    def _changed(self, **change: Any) -> None:
        if not self._quiet:
            self.inputs = replace(self.inputs, **change)
            if self.inputs.forces:
                self.look()

    def _mapped(self) -> None:
        if not self._quiet:
            chosen = {f: str(b.currentData()) for f, b in self.mapped.items() if b.currentData()}
            self._changed(mapping=chosen)

    def _declared(self) -> None:
        told = {name: dict(words) for name, words in self.inputs.declared.items()}
        for name, words in self.declarations.declared().items():
            told.setdefault(name, {}).update(words)
        self._changed(declared=told)

    # What is seen.

    def _stop(self) -> None:
        if self._job is not None and not self._job.over:
            self._job.cancel()
        self._job = None

    def look(self) -> None:
        """Read the table in the worker and show what it looks like."""
        self._stop()
        self.apply.setEnabled(False)
        self.path.setText(Path(self.inputs.forces).name)
        self._say("quiet", self._session.texts.say("gui_check.forces_reading"))
        arguments = {"path": Path(self.inputs.forces), "inputs": self.inputs}
        self._job = job = Job("preview_forces", arguments, self._session.bench)
        job.finished.connect(self._came)
        job.failed.connect(lambda _: self._say("bad", self._session.texts.say("gui.our_fault")))

    def _came(self, seen: dict[str, Any]) -> None:
        self.seen = seen
        self.inputs = replace(self.inputs, sha256=seen["sha256"])
        self._tell()

    def _say(self, style: str, words: str) -> None:
        self.said.setText(words)
        self.said.setObjectName(style)
        self.said.style().polish(self.said)

    def _tell(self) -> None:
        say, seen = self._session.texts.say, self.seen
        self.path.setText(Path(self.inputs.forces).name or say("gui_check.forces_none"))
        self.path.setToolTip(self.inputs.forces)
        self._quiet = True
        self._offer_heads(seen)
        self._show_rows(seen)
        self.declarations.show_declared(seen["declares"] if seen else {})
        self._quiet = False
        self.apply.setEnabled(seen is None or seen["refused"] is None)
        if seen is None:
            self.looks.setText(say("gui_check.forces_hint"))
            self._say("quiet", "")
            return
        sign = "tension" if seen["sign_N"] < 0 else "compression"
        self.looks.setText(
            say(
                "gui_check.forces_look",
                layout=say(f"gui_check.layout_{seen['layout']}"),
                rows=f"{seen['count']:,}",
                combinations=f"{seen['combinations']:,}",
                sign=say(f"gui_check.sign_{sign}"),
            )
            if seen["layout"]
            else say("gui_check.forces_unknown")
        )
        if seen["refused"] is not None:
            code, args = seen["refused"]
            self._say("bad", say(code, **args))
        else:
            told = [say(f.code, **f.args) for f in seen["findings"]]
            if seen["combinations"] > len(seen["declares"]):
                told.append(say("gui_check.more_combinations", count=len(seen["declares"])))
            self._say("warn", "\n".join(told))

    def _offer_heads(self, seen: dict[str, Any] | None) -> None:
        say, heads = self._session.texts.say, seen["heads"] if seen else []
        columns = seen["columns"] if seen else {}
        for field, box in self.mapped.items():
            box.clear()
            found = heads[columns[field]][2] if field in columns and field not in self.inputs.mapping else ""
            box.addItem(say("gui_check.map_auto", head=found) if found else "–", "")
            for name, unit, written in heads:
                if name:
                    box.addItem(f"{written} ({unit})" if unit else written, name)
            box.setCurrentIndex(max(box.findData(self.inputs.mapping.get(field, "").lower()), 0))

    def _show_rows(self, seen: dict[str, Any] | None) -> None:
        heads, rows = (seen["heads"], seen["rows"]) if seen else ([], [])
        field_at = {at: field for field, at in seen["columns"].items()} if seen else {}
        self.preview.clear()
        self.preview.setColumnCount(len(heads))
        self.preview.setRowCount(len(rows))
        say = self._session.texts.say
        names = []
        for i, (_, unit, written) in enumerate(heads):
            label = f"{written} ({unit})" if unit else written
            field = field_at.get(i)
            names.append(f"{label}\n→ {say(f'gui_check.field_{field.lower()}')}" if field else f"{label}\n")
        self.preview.setHorizontalHeaderLabels(names)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row[: len(heads)]):
                self.preview.setItem(r, c, QTableWidgetItem(cell))
        self.preview.resizeColumnsToContents()

    def take(self) -> None:
        """Check with this table."""
        code = "gui_check.undo_forces" if self.inputs.forces else "gui_check.undo_no_forces"
        self._checking.set_inputs(self.inputs, self._session.texts.say(code))
        if self._checking.refusal is not None:
            self._checking.start()  # the same table, which may be there again
        self.accept()
