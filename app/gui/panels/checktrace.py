"""The check in the inspector, and its trace: the clauses of a member with formula, figures, result and limit."""

from __future__ import annotations

import html
import logging
import traceback
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QHideEvent, QPixmap, QRegion, QShowEvent, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.checking import sheet_of
from app.gui import theme
from app.gui.beside import Beside
from app.gui.checking import Found, checking_of
from app.gui.job import Job
from app.gui.panels.assumptions import AssumptionsDialog
from app.gui.panels.sectiondrawing import SectionDrawing
from app.gui.panels.told import Link, Told
from app.gui.panels.tracehtml import Inks, trace
from app.gui.query import words_of
from app.gui.session import Session
from components.checks.gb50017.engine import Case
from components.checks.members import Members
from components.exports.checksheet.parts import CheckSheet
from components.model import Model
from components.sections import Shape, outline, properties
from components.sheet import text
from components.table import Ints, Text, load

log = logging.getLogger("steelyard")
PAUSE_MS = 40
MOST_SHEETS = 200
"""Sheets of more members than this are not written from a selection; the export chooses."""
_DRAWING = (300, 176)


class TraceView(QWidget):
    """Shows a check sheet, or a sentence. One document: it is laid out once, however long it is."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.sheet: CheckSheet | None = None
        self.said, self.words = QLabel(wordWrap=True), QTextBrowser()
        self.said.setObjectName("quiet")
        self.said.setContentsMargins(14, 8, 14, 4)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.words.document().setDocumentMargin(12)
        self._drawing = SectionDrawing()
        self._drawing.resize(*_DRAWING)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.said, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        self.show_sentence("")

    def show_sentence(self, words: str) -> None:
        """Nothing but a sentence."""
        self.sheet = None
        self.said.setText(words)
        self.said.setVisible(True)
        self.words.clear()

    def show_sheet(self, sheet: CheckSheet, remark: str = "") -> None:
        """A sheet, and a remark on which member it is."""
        self.sheet = sheet
        self.remark(remark)
        look = theme.colours(self._session.preferences.theme)
        inks = Inks(look.quiet, look.line, look.error, look.good)
        self.words.clear()
        picture = self._picture(sheet)
        if picture is not None:
            kind = QTextDocument.ResourceType.ImageResource.value
            self.words.document().addResource(kind, QUrl("section"), picture)
        shown = '<p align="center"><img src="section"></p>' if picture is not None else ""
        self.words.setHtml(_head(sheet, look) + shown + trace(sheet, inks))

    def remark(self, words: str) -> None:
        """Which of several members it is."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _picture(self, sheet: CheckSheet) -> QPixmap | None:
        """The section to scale with its axes."""
        shape = sheet.subject.shape
        if not isinstance(shape, Shape):
            return None
        held = properties(shape)
        dims = np.array(shape.dims)
        self._drawing.setPalette(self.palette())
        self._drawing.show_section(list(outline(shape)), shape.family, dims, (held.xc_mm, held.yc_mm))
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self._drawing.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        flags = QWidget.RenderFlag.DrawChildren
        self._drawing.render(picture, QPoint(), QRegion(), flags)
        return picture

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.sheet is not None:
            self.show_sheet(self.sheet, self.said.text())


def _head(sheet: CheckSheet, look: theme.Colours) -> str:
    ink = {"over": look.error, "passes": look.good, "near": look.warning}.get(sheet.verdict, look.quiet)
    figure = f"{sheet.utilisation:.3f}" if np.isfinite(sheet.utilisation) else "–"
    name, headline = html.escape(sheet.subject.name), html.escape(sheet.headline)
    section = html.escape(f"{sheet.subject.section}  {sheet.subject.grade}".strip())
    return (
        f'<p style="margin-bottom:2px"><span style="font-size:13pt; font-weight:600">{name}</span>'
        f'&nbsp;&nbsp;<span style="color:{look.quiet}">{section}</span></p>'
        f'<p style="margin-top:0"><span style="font-size:17pt; font-weight:600; color:{ink}">{figure}</span>'
        f'&nbsp;&nbsp;<span style="color:{ink}">{headline}</span></p>'
    )


class CheckTrace(QWidget):
    """The trace of the selected member, worst first where there are several. written: files and findings.

    name: who wants the results, so that they are kept up while this is seen.
    """

    written = Signal(object, object)

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self._session, self._name = session, name
        self._checking = checking_of(session)
        self._shown: tuple[Path, int, str] | None = None
        self._beside = Beside(self)
        self.view = TraceView(session)
        self.edit, self.pdf = QPushButton(), QPushButton()
        for button, code, call in (
            (self.edit, "gui_check.edit", self.ask_edit), (self.pdf, "gui_check.sheet_pdf", self.ask_pdf),
        ):  # fmt: skip
            session.texts.bind(button, button.setText, code)
            button.clicked.connect(call)
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self.edit)
        row.addWidget(self.pdf)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        # bound methods: they are let go with a dialog that is closed
        session.selection_changed.connect(self.refresh)
        self._checking.changed.connect(self.refresh)
        session.texts.changed.connect(self.refresh)
        self.refresh()

    @property
    def settled(self) -> bool:
        """Whether what is to be shown of the selection stands there."""
        return not (self._pause.isActive() or self._beside.busy)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._checking.want(self._name)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._checking.want(self._name, False)

    def refresh(self, *_: object) -> None:
        """Show the member that is selected, after a breath."""
        rows = self._checking.selected()
        found = self._checking.found
        alone = found is not None and found.alone
        self.edit.setEnabled(len(rows) > 0 and not alone)
        self.edit.setToolTip(self._session.texts.say("gui_check.edit_alone") if alone else "")
        self.pdf.setEnabled(0 < len(rows) <= MOST_SHEETS)
        if self.isVisible():
            self._pause.start()

    def _ask(self) -> None:
        checking, say = self._checking, self._session.texts.say
        found, rows = checking.found, checking.selected()
        if found is None:
            here = self._session.current
            waits = "gui_check.which_first" if here is not None and here.several else "gui_check.running"
            code, args = checking.refusal or (waits, {})
            self._nothing(say(code, **args) if self._session.current is not None else "")
        elif not len(rows):
            none = found.alone or not len(self._session.selection)
            self._nothing(say("gui_check.select_member" if none else "gui_check.no_member"))
        else:
            self._trace(found, _worst(found.sheet.data["utilisation"], rows))

    def _nothing(self, words: str) -> None:
        self._shown = None
        self._beside.forget()
        self.view.show_sentence(words)

    def _trace(self, found: Found, row: int) -> None:
        wanted = (found.folder, row, self._session.texts.lang)
        if wanted == self._shown:
            if self.view.sheet is not None:
                self.view.remark(self._remark())
            return
        self._shown = wanted
        self.view.show_sentence(
            self._session.texts.say("gui_check.running")
        )  # never another member's figures
        self._beside.ask(lambda: _told(found, row, wanted[2]), self._came)

    def _came(self, told: CheckSheet | str) -> None:
        if isinstance(told, CheckSheet):
            self.view.show_sheet(told, self._remark())
        else:
            log.error("%s", told)
            self.view.show_sentence(self._session.texts.say("gui.our_fault"))

    def _remark(self) -> str:
        count = len(self._checking.selected())
        return self._session.texts.say("gui_check.worst_of", count=f"{count:,}") if count > 1 else ""

    def ask_edit(self) -> None:
        """The dialog that changes assumptions of the selected members."""
        if len(self._checking.selected()):
            AssumptionsDialog(self, self._session).open()

    def ask_pdf(self) -> None:
        """Ask where the sheets of the selected members go."""
        here, say = self._session.current, self._session.texts.say
        if here is None or not len(self._checking.selected()):
            return
        dialog = QFileDialog(self, say("gui_check.sheet_pdf"), "", say("gui_check.filter_pdf"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setDirectory(str(here.path.parent))
        dialog.selectFile(f"{here.path.stem}-check.pdf")
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, path: Path) -> Job | None:
        """Write the sheets of the selected members as one PDF."""
        found, rows = self._checking.found, self._checking.selected()
        if found is None or not len(rows):
            return None
        arguments = {
            "model": found.model_folder, "folder": found.folder, "rows": tuple(rows[:MOST_SHEETS].tolist()),
            "path": path, "lang": self._session.texts.lang,
        }  # fmt: skip
        return self._session.start(
            "write_check_sheets",
            arguments,
            lambda r: self.written.emit(r["files"], r["findings"]),
            "gui_check.job_sheets",
            count=len(rows),
        )


def _worst(utilisation: Any, rows: Ints) -> int:
    values = np.nan_to_num(np.asarray(utilisation)[rows], nan=-1.0)
    return int(rows[int(np.argmax(values))])


@lru_cache(maxsize=2)
def _tables(folder: Path, model: Path) -> tuple[Model, Members, Case]:
    """A checked model as the worker left it, mapped."""
    return load(Model, model), load(Members, folder / "members"), load(Case, folder / "case")


def _told(found: Found, row: int, lang: str) -> CheckSheet | str:
    """The sheet of a member, or what went wrong."""
    try:
        return sheet_of(*_tables(found.folder, found.model_folder), row, lang)
    except Exception:
        return traceback.format_exc()


class TraceDialog(QDialog):
    """The trace in a window of its own, beside the model."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        session.texts.bind(self, self.setWindowTitle, "gui_check.trace_title")
        self.trace = CheckTrace(session, "dialog")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.trace)
        self.resize(560, 760)


_LINES = (
    "verdict", "utilisation", "governing", "combination", "reason", "group_strength", "group_in_plane",
    "group_out_of_plane", "group_slenderness", "role", "standard", "section_class", "l0x", "l0y", "l1", "decided",
)  # fmt: skip


def told_check(session: Session, rows: Ints) -> Told | None:
    """The check of the selected members for the inspector: that of the worst, with the way to its trace."""
    say, checking = session.texts.say, checking_of(session)
    here, found = session.current, checking.found
    if here is None or not here.model.components.category.take(rows).isin(["steel_member"]).any():
        return None
    title = say("gui_check.check")
    if found is None and here.several:
        return Told(title, notes=(say("gui_check.which_first"),))
    if found is None:
        start = Link(say("gui_check.check_now"), checking.start)
        words = say("gui_check.running") if checking.running else say("gui_check.not_yet")
        return Told(title, notes=(words,), links=() if checking.running else (start,))
    at = checking.selected()
    if not len(at):
        return None
    worst = _worst(found.sheet.data["utilisation"], at)
    note = say("gui_check.worst_of", count=f"{len(at):,}") if len(at) > 1 else ""
    notes = (note, say("gb50017.note_connections"))
    links = (
        Link(say("gui_check.trace"), lambda: TraceDialog(_window(session), session).show()),
        Link(say("gui_check.edit"), lambda: AssumptionsDialog(_window(session), session).open()),
    )
    return Told(title, _lines(session, found, worst), notes, links=links)


def _lines(session: Session, found: Found, row: int) -> tuple[tuple[str, str], ...]:
    lang, by_key = session.texts.lang, {column.key: column for column in found.sheet.columns}
    out = []
    for key in (k for k in _LINES if k in by_key):
        column, data = by_key[key], found.sheet.data[key]
        if isinstance(data, Text):
            value = words_of(column, Text.of([data.get(row) or None]), lang).get(0)
        else:
            figure = float(np.asarray(data)[row])
            value = session.preferences.display.figure(column.kind, figure) if np.isfinite(figure) else ""
            if column.kind in ("number", "integer") and np.isfinite(figure):
                value = f"{figure:.{column.shown_decimals}f}"
        out.append((text(column.header, lang), value))
    return tuple(out)


def _window(session: Session) -> QWidget | None:
    owner = session.parent()
    return owner if isinstance(owner, QWidget) else None
