"""One member without a model: section, steel, lengths and forces in; every clause and a sheet out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.checking import plates
from app.checking_inputs import settings_of
from app.gui.checking import checking_of
from app.gui.job import Job
from app.gui.panels.checktrace import TraceView
from app.gui.session import Session
from components.checks.gb50017.adapt import PROCESSES
from components.checks.gb50017.finish import roles
from components.checks.gb50017.lateral import cantilever_rows, cases
from components.checks.gb50017.material import gb_steels
from components.checks.gb50017.single import ANALYSES, LOADS, ONE_LEG, SITUATIONS, MemberInputs
from components.findings import Refusal
from components.imports.forces_units import FORCE, LENGTH, MOMENT, figure
from components.sections import catalogue

FORCES = ("N", "Vy", "Vx", "Mx", "My", "T", "M1x", "M2x", "M1y", "M2y", "Mqx", "Mqy")
LENGTHS = ("lx", "ly", "l0x", "l0y", "l1", "lw", "bottom_l", "panel_a")
CHOICES: dict[str, tuple[str, ...]] = {
    "role": tuple(roles()),
    "ltb_case": tuple(sorted({*cases(), *(row[0] for row in cantilever_rows())})),
    "process": tuple(str(p) for p in PROCESSES if p),
    "edge": ("flame_cut", "sheared"),
    "one_leg": ONE_LEG,
}
SURE: dict[str, tuple[str, ...]] = {
    "load_x": tuple(LOADS), "load_y": tuple(LOADS), "situation": SITUATIONS, "analysis": ANALYSES,
}  # fmt: skip
FLAGS = ("held", "sway_x", "sway_y", "fatigue")
UNIT = {FORCE: "kN", MOMENT: "kN·m", LENGTH: "mm"}


class Calculator(QDialog):
    """written: files and findings."""

    written = Signal(object, object)

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._job: Job | None = None
        self._made: MemberInputs | None = None
        say = session.texts.say
        self.setWindowTitle(say("gui_check.do_calculator"))
        self.boxes: dict[str, QComboBox] = {}
        self.lines: dict[str, QLineEdit] = {}
        self.flags: dict[str, QCheckBox] = {}
        self.trace = TraceView(session)
        self.trace.show_sentence(say("gui_check.calculator_hint"))
        self.run, self.pdf = QPushButton(say("gui_check.calculate")), QPushButton(say("gui_check.sheet_pdf"))
        self.run.setObjectName("primary")
        self.run.setDefault(True)
        self.pdf.setEnabled(False)
        self.run.clicked.connect(self.calculate)
        self.pdf.clicked.connect(self.ask_pdf)
        self.said = QLabel(wordWrap=True)
        self.said.setObjectName("bad")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 10, 6, 10)
        area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        form = self._form()
        area.setWidget(form)
        bar = area.verticalScrollBar().sizeHint().width()
        area.setMinimumWidth(
            form.minimumSizeHint().width() + bar
        )  # there is no bar below: nothing may stick out
        buttons = QHBoxLayout()
        buttons.addWidget(self.run)
        buttons.addWidget(self.pdf)
        buttons.addStretch(1)
        column.addWidget(area, 1)
        column.addWidget(self.said)
        column.addLayout(buttons)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.trace)
        split.setChildrenCollapsible(False)
        split.setSizes([420, 620])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.resize(1080, 720)
        self.finished.connect(lambda _: self._stop())

    def _form(self) -> QWidget:
        say, page = self._session.texts.say, QWidget()
        form = QFormLayout(page)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._head(form, "gui_check.calc_member")
        section = self._line(form, "section", say("checks.part_section"), "HN500x200x10x16")
        completer = QCompleter(sorted(set(catalogue().names)), section)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        section.setCompleter(completer)
        self._line(form, "plates", say("gui_check.calc_plates"), "I h=500 b=200 tw=10 tf=16")
        grade = self.boxes["grade"] = QComboBox(editable=True)
        grade.addItems(sorted(set(gb_steels().name.filled())))
        grade.setEditText("Q355")
        form.addRow(say("checks.grade"), grade)
        for name in ("role", "process", "edge"):
            self._box(form, name, CHOICES[name], True)
        self._head(form, "gui_check.calc_lengths")
        for name in LENGTHS:
            symbol = "" if "_" in name else name
            self._line(form, name, f"{symbol}  {say(f'checks.length_{name}')}".strip(), UNIT[LENGTH])
        for name in ("ltb_case", "one_leg"):
            self._box(form, name, CHOICES[name], True)
        self._flags(form)
        self._head(form, "gui_check.calc_forces")
        for name in FORCES:
            kind = MOMENT if name[0] in "MT" else FORCE
            self._line(form, name, say(f"gui_check.field_{name.lower()}"), UNIT[kind])
        for name in SURE:
            self._box(form, name, SURE[name], False)
        note = QLabel(say("gui_check.calc_settings"), wordWrap=True)
        note.setObjectName("quiet")
        form.addRow(note)
        return page

    def _head(self, form: QFormLayout, code: str) -> None:
        head = QLabel(self._session.texts.say(code))
        head.setObjectName("subheading")
        form.addRow(head)

    def _line(self, form: QFormLayout, name: str, words: str, hint: str) -> QLineEdit:
        line = self.lines[name] = QLineEdit(placeholderText=hint)
        form.addRow(words, line)
        return line

    def _box(self, form: QFormLayout, name: str, choices: tuple[str, ...], unknown: bool) -> None:
        say, box = self._session.texts.say, QComboBox()
        if unknown:
            box.addItem(say("checks.unknown"), None)
        prefix = {
            "load_x": "gui_check.load_",
            "load_y": "gui_check.load_",
            "process": "gui_check.process_",
        }.get(name, f"checks.{name}_")
        for choice in choices:
            box.addItem(say(prefix + choice), choice)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(18)
        self.boxes[name] = box
        form.addRow(say(f"gui_check.calc_{name}"), box)

    def _flags(self, form: QFormLayout) -> None:
        for name in FLAGS:
            box = self.flags[name] = QCheckBox(self._session.texts.say(f"checks.flag_{name}"))
            form.addRow("", box)

    def inputs(self) -> MemberInputs:
        """The member as filled in. Refusal where a figure or plates cannot be read."""
        given: dict[str, Any] = {}
        forced = False
        for name in (*LENGTHS, *FORCES):
            text = self.lines[name].text().strip()
            if text:
                kind = LENGTH if name in LENGTHS else MOMENT if name[0] in "MT" else FORCE
                given[name] = figure(text, kind, UNIT[kind])
                forced |= name in FORCES
        for axis in (
            "x",
            "y",
        ):  # the larger end moment is a moment of the member, even where no other is given
            ends = [given[f"M{end}{axis}"] for end in (1, 2) if f"M{end}{axis}" in given]
            if ends:
                given.setdefault(f"M{axis}", max(ends, key=abs))
        for name in (*CHOICES, *SURE):
            given[name] = self.boxes[name].currentData()
        for name, box in self.flags.items():
            given[name] = box.isChecked()
        words = self.lines["plates"].text().split()
        section = plates(words) if words else self.lines["section"].text().strip()
        settings = settings_of(checking_of(self._session).inputs)
        grade = self.boxes["grade"].currentText().strip()
        return MemberInputs(section, grade, forces=forced, settings=settings, **given)

    def _stop(self) -> None:
        if self._job is not None and not self._job.over:
            self._job.cancel()

    def calculate(self) -> None:
        """Check in the worker and show the trace."""
        self._stop()
        try:
            made = self.inputs()
        except Refusal as refused:
            self._refused(refused.code, refused.arguments)
            return
        self.said.clear()
        arguments = {"inputs": made, "lang": self._session.texts.lang, "name": ""}
        self._job = job = Job("check_one", arguments, self._session.bench)
        job.finished.connect(lambda result: self._came(made, result))
        job.refused.connect(self._refused)
        job.failed.connect(lambda _: self._refused("gui.our_fault", {}))

    def _refused(self, code: str, args: Any) -> None:
        self._made = None
        self.pdf.setEnabled(False)
        self.trace.show_sentence("")
        self.said.setText(self._session.texts.say(code, **args))

    def _came(self, made: MemberInputs, result: dict[str, Any]) -> None:
        self._made = made
        self.pdf.setEnabled(True)
        self.trace.show_sheet(result["sheet"])

    def ask_pdf(self) -> None:
        """Ask where the sheet goes."""
        say = self._session.texts.say
        dialog = QFileDialog(self, say("gui_check.sheet_pdf"), "", say("gui_check.filter_pdf"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("member.pdf")
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, path: Path) -> Job | None:
        """Write the sheet of the member last calculated."""
        if self._made is None:
            return None
        arguments = {"inputs": self._made, "lang": self._session.texts.lang, "name": "", "path": path}
        return self._session.start(
            "write_one",
            arguments,
            lambda r: self.written.emit(r["files"], r["findings"]),
            "gui_check.job_sheets",
            count=1,
        )
