"""What the project keeps for its bill: title block, measures, marks, template, bases; checked before it is taken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app import bill_plan as bp
from app.gui.filedialogs import ask_file, ask_new_file
from app.gui.places.bill.measures import MeasuresPage
from app.gui.session import Session
from components.bom.rules import KEEP, MODES
from components.exports import logo as logos
from components.findings import Refusal
from components.imports.mark_table import read_marks
from components.reading import read_file, reason
from components.replacing import put

PAGES = ("title", "measures", "marks", "template", "bases")
_REVISION = ("mark", "date", "what", "by")
_EMPTY_LINES = 3


class TextPage(QWidget):
    """One of the user's files as a text: load, change, save a copy, back to what is shipped."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self._say, self.name = session.texts.say, name
        held = bp.kept(session.project.bill, name)
        self.file = held[0] if held else ""
        self._shipped = bp.SHIPPED[name]().decode("utf-8")
        self.text = QPlainTextEdit(lineWrapMode=QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setPlainText(held[1].decode("utf-8") if held else self._shipped)
        self.told, self.wrong = QLabel(), QLabel(wordWrap=True)
        self.told.setObjectName("quiet")
        self.wrong.setObjectName("bad")
        self.wrong.hide()
        row = QHBoxLayout()
        row.addWidget(self.told, 1)
        for code, call in (
            ("bill.load", self._load),
            ("bill.save_copy", self._save),
            ("bill.shipped", self._reset),
        ):
            button = QPushButton(self._say(code))
            button.clicked.connect(lambda _=False, c=call: c())
            row.addWidget(button)
        self.layout_ = QVBoxLayout(self)
        note = QLabel(self._say(f"bill.{name}_note"), wordWrap=True)
        note.setObjectName("quiet")
        for widget in (note, self.text, self.wrong):
            self.layout_.addWidget(widget)
        self.layout_.addLayout(row)
        self.text.textChanged.connect(self._tell)
        self._tell()

    @property
    def own(self) -> bool:
        """Whether it says something else than what is shipped; bases are the user's own once they are taken."""
        return self.text.toPlainText() != self._shipped or (self.name == "bases" and bool(self.file))

    def _tell(self) -> None:
        self.told.setText(self._say("bill.own_file", file=self.file or f"{self.name}.toml") if self.own
                          else self._say("bill.as_shipped"))  # fmt: skip

    def _load(self) -> None:
        ask_file(self, self._say("bill.load"), "TOML (*.toml)", self.take)

    def take(self, path: Path) -> None:
        """Take the text of a file."""
        try:
            raw = read_file(path)
            bp.check(self.name, raw, path.name)
        except OSError as error:
            self._refuse(self._say("bill.unreadable", file=path.name, reason=reason(error)))
            return
        except Refusal as refused:
            self._refuse(self._say(refused.code, **refused.arguments))
            return
        self.file = path.name
        self.text.setPlainText(raw.decode("utf-8-sig"))
        self.wrong.hide()

    def _refuse(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.show()

    def _save(self) -> None:
        title = self._say("bill.save_copy")
        ask_new_file(self, title, "TOML (*.toml)", "toml", self._write, f"{self.name}.toml")

    def _write(self, path: Path) -> None:
        try:
            put(path, self.text.toPlainText().encode("utf-8"))
        except OSError as error:
            self._refuse(self._say("bill.unreadable", file=path.name, reason=reason(error)))

    def _reset(self) -> None:
        self.file = ""
        self.text.setPlainText(self._shipped)
        self.wrong.hide()

    def checked(self) -> bool:
        """Whether the text can be used; where not, the reason is shown."""
        try:
            bp.check(self.name, self.text.toPlainText().encode("utf-8"), self.file or f"{self.name}.toml")
        except Refusal as refused:
            self._refuse(self._say(refused.code, **refused.arguments))
            return False
        self.wrong.hide()
        return True

    def put(self, bill: dict[str, Any]) -> dict[str, Any]:
        """`Project.bill` with this text, or without it where it is as shipped."""
        rest = {k: v for k, v in bill.items() if k != self.name}
        if not self.own:
            return rest
        return {
            **rest,
            self.name: {"file": self.file or f"{self.name}.toml", "text": self.text.toPlainText()},
        }


class MarksPage(TextPage):
    """The marking rules, the way to mark, and the marks of the issue before."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "marks")
        self.mode = QComboBox()
        for mode in MODES:
            self.mode.addItem(self._say(f"bill.mode_{mode}"), mode)
        bill = session.project.bill
        self.mode.setCurrentIndex(self.mode.findData(bill.get("mode", KEEP)))
        self.previous = QLineEdit(str(bill.get("previous", "")), clearButtonEnabled=True)
        self.previous.setPlaceholderText(self._say("bill.previous_hint"))
        choose = QPushButton(self._say("bill.choose"))
        choose.clicked.connect(
            lambda: ask_file(
                self, self._say("bill.previous"), "CSV (*.csv)", lambda p: self.previous.setText(str(p))
            )
        )
        row = QHBoxLayout()
        row.addWidget(self.previous, 1)
        row.addWidget(choose)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self._say("bill.mode"), self.mode)
        form.addRow(self._say("bill.previous"), row)
        self.layout_.insertLayout(0, form)

    def checked(self) -> bool:
        """Whether rules and earlier marks can be used."""
        if not super().checked():
            return False
        if self.previous.text().strip():
            try:
                read_marks(Path(self.previous.text().strip()))
            except Refusal as refused:
                self._refuse(self._say(refused.code, **refused.arguments))
                return False
        return True

    def put(self, bill: dict[str, Any]) -> dict[str, Any]:
        """`Project.bill` with rules, mode and the earlier marks."""
        made = super().put({k: v for k, v in bill.items() if k not in ("mode", "previous")})
        if (mode := str(self.mode.currentData())) != KEEP:
            made["mode"] = mode
        if previous := self.previous.text().strip():
            made["previous"] = previous
        return made


class TitlePage(QWidget):
    """Fields of the title block, logo, revisions."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._say = session.texts.say
        block = session.project.block
        self.fields: dict[str, QLineEdit] = {}
        left, right = QFormLayout(), QFormLayout()
        for i, name in enumerate(k for k in bp.BLOCK if k != "logo"):
            line = QLineEdit(block.get(name, ""))
            if name == "date":
                line.setPlaceholderText(self._say("bill.date_hint"))
            self.fields[name] = line
            (left if i < 5 else right).addRow(self._say(_label(name)), line)
        columns = QHBoxLayout()
        columns.addLayout(left, 1)
        columns.addSpacing(24)
        columns.addLayout(right, 1)
        self.logo = QLineEdit(block.get("logo", ""), clearButtonEnabled=True)
        self.logo.setPlaceholderText(self._say("bill.logo_hint"))
        self.picture = QLabel()
        self.picture.setFixedSize(150, 44)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        choose = QPushButton(self._say("bill.choose"))
        choose.clicked.connect(
            lambda: ask_file(self, self._say("bill.logo"), "PNG, JPEG (*.png *.jpg *.jpeg)",
                         lambda p: self.logo.setText(str(p)))
        )  # fmt: skip
        row = QHBoxLayout()
        for widget in (QLabel(self._say("bill.logo")), self.logo, choose, self.picture):
            row.addWidget(widget, 1 if widget is self.logo else 0)
        self.wrong = QLabel(wordWrap=True)
        self.wrong.setObjectName("bad")
        self.wrong.hide()
        head = QLabel(self._say("exports.revisions"))
        head.setObjectName("subheading")
        layout = QVBoxLayout(self)
        layout.addLayout(columns)
        layout.addLayout(row)
        layout.addWidget(head)
        layout.addWidget(self._revisions(session.project.bill.get("revisions", ())), 1)
        layout.addWidget(self.wrong)
        self.logo.textChanged.connect(lambda _: self._show_logo())
        self._show_logo()

    def _revisions(self, made: Any) -> QTableWidget:
        self.revisions = QTableWidget(len(made) + _EMPTY_LINES, len(_REVISION))
        self.revisions.setHorizontalHeaderLabels([self._say(f"bill.revision_{k}") for k in _REVISION])
        self.revisions.verticalHeader().hide()
        for i, one in enumerate(made):
            for k, key in enumerate(_REVISION):
                self.revisions.setItem(i, k, QTableWidgetItem(str(one.get(key, ""))))
        head = self.revisions.horizontalHeader()
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        return self.revisions

    def _show_logo(self) -> None:
        picture = QPixmap(self.logo.text().strip()) if self.logo.text().strip() else QPixmap()
        if not picture.isNull():
            picture = picture.scaled(
                self.picture.size(),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self.picture.setPixmap(picture)

    def checked(self) -> bool:
        """Whether the date is one and the logo can be used."""
        self.wrong.hide()
        try:
            for day in (self.fields["date"].text().strip(), *(one["date"] for one in self.told())):
                bp.day(day)
            if self.logo.text().strip():
                logos.load(Path(self.logo.text().strip()))
        except Refusal as refused:
            self.wrong.setText(self._say(refused.code, **refused.arguments))
        except ValueError:
            self.wrong.setText(self._say("bill.bad_date"))
        else:
            return True
        self.wrong.show()
        return False

    def told(self) -> list[dict[str, str]]:
        """The revisions that are filled in."""
        rows = []
        for i in range(self.revisions.rowCount()):
            cells = (self.revisions.item(i, k) for k in range(len(_REVISION)))
            one = {k: (c.text().strip() if c else "") for k, c in zip(_REVISION, cells, strict=True)}
            if any(one.values()):
                rows.append(one)
        return rows

    def block(self) -> dict[str, str]:
        """`Project.block`: what is filled in."""
        told = {k: line.text().strip() for k, line in self.fields.items()}
        told["logo"] = self.logo.text().strip()
        return {k: v for k, v in told.items() if v}


def _label(name: str) -> str:
    return "bill.company" if name == "company" else f"exports.{name}"


class SettingsDialog(QDialog):
    """Five pages; taken together, through one undo."""

    def __init__(self, parent: QWidget, session: Session, page: str = "title") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        say = session.texts.say
        self.setWindowTitle(say("bill.settings"))
        self.title, self.measures, self.marks = TitlePage(session), MeasuresPage(session), MarksPage(session)
        self.template, self.bases = TextPage(session, "template"), TextPage(session, "bases")
        self.tabs = QTabWidget(documentMode=True)
        self._pages: tuple[TitlePage | MeasuresPage | TextPage, ...] = (
            self.title,
            self.measures,
            self.marks,
            self.template,
            self.bases,
        )
        for name, widget in zip(PAGES, self._pages, strict=True):
            self.tabs.addTab(widget, say(f"bill.page_{name}"))
        self.tabs.setCurrentIndex(PAGES.index(page))
        buttons = QDialogButtonBox()
        self.apply = buttons.addButton(say("gui.edit_apply"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.apply.setObjectName("primary")
        buttons.addButton(say("gui.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(buttons)
        self.resize(860, 600)

    def take(self) -> None:
        """Take it over where every page can be used; else show the page that cannot."""
        for i, page in enumerate(self._pages):
            if not page.checked():
                self.tabs.setCurrentIndex(i)
                return
        project = self._session.project
        bill = {k: v for k, v in project.bill.items() if k != "revisions"}
        for one in (self.marks, self.template, self.bases):
            bill = one.put(bill)
        if made := self.title.told():
            bill["revisions"] = made
        settings = self.measures.put(project.settings)
        after = replace(project, bill=bill, block=self.title.block(), settings=settings)
        self._session.edit(after, self._session.texts.say("bill.undo_settings"))
        self.accept()
