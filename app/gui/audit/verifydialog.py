"""Verifying a package: three plain answers, what stands behind each, and what more can be brought."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.gui.audit.card import Card
from app.gui.audit.trusted import Trusted
from app.gui.filedialogs import ask_file
from app.gui.job import Job
from app.gui.session import Session
from app.verdict import QUESTIONS, review_line
from app.verdict_words import about, paragraphs, spoken
from app.verifying import Verdict
from components.findings import Refusal

_SHARES = 1000


class VerifyDialog(QDialog):
    """verdict: None until the job has ended well."""

    def __init__(self, parent: QWidget, session: Session, path: Path) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._texts, self.path = session, session.texts, path
        self.trusted = Trusted(session.preferences.folder / "trusted")
        self.model: Path | None = None
        self.verdict: Verdict | None = None
        self._job: Job | None = None
        self.title, self.about, self.problem = QLabel(path.name), QLabel(), QLabel(wordWrap=True)
        self.title.setObjectName("heading")
        self.about.setObjectName("quiet")
        self.problem.setObjectName("bad")
        self.problem.hide()
        self.bar = QProgressBar(maximum=_SHARES, textVisible=False)
        self.cards = {name: Card(self._texts, name) for name in QUESTIONS}
        self.reviews = QLabel(wordWrap=True)
        self.reviews.hide()
        for label in (self.title, self.about, self.problem, self.reviews):
            label.setTextFormat(Qt.TextFormat.PlainText)  # what comes out of a package is never markup
        self._buttons()
        self._lay_out()
        self.setMinimumSize(620, 420)
        self.resize(760, 640)
        self._texts.changed.connect(self._say)
        self._say()

    def _buttons(self) -> None:
        self.choose_model, self.trust, self.copy, self.leave = (QPushButton() for _ in range(4))
        self.choose_model.clicked.connect(self.ask_model)
        self.menu = QMenu(self.trust)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.trust.setMenu(self.menu)
        self.copy.clicked.connect(self.copy_words)
        self.leave.clicked.connect(self.close)
        self.leave.setObjectName("primary")
        for button in (self.choose_model, self.trust, self.copy):
            button.setAutoDefault(False)
        self.leave.setDefault(True)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for card in self.cards.values():
            column.addWidget(card)
        column.addWidget(self.reviews)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        row = QHBoxLayout()
        for button in (self.choose_model, self.trust, self.copy):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(8)
        for widget in (self.title, self.about, self.problem, self.bar):
            layout.addWidget(widget)
        layout.addWidget(area, 1)
        layout.addLayout(row)

    # The job.

    def start(self) -> None:
        """Verify, again where something more was brought."""
        if self._job is not None and not self._job.over:
            self._job.cancel()
        self.verdict = None
        self.problem.hide()
        self.bar.setValue(0)
        self.bar.show()
        for card in self.cards.values():
            card.show_answer(None)
        arguments = {
            "path": self.path, "model": self.model, "trusted": self.trusted.files, "register": self.trusted.register,
            "open_models": tuple((sha256, here.path) for sha256, here in self._session.models.loaded.items()),
        }  # fmt: skip
        self._job = Job("verify_package", arguments, self._session.bench)
        self._job.progressed.connect(lambda _stage, done, _left: self.bar.setValue(int(done * _SHARES)))
        self._job.finished.connect(self._finished)
        self._job.refused.connect(lambda code, args: self._refused(code, args))
        self._job.failed.connect(self._failed)
        self._job.ended.connect(self.bar.hide)

    def _finished(self, result: dict[str, Any]) -> None:
        verdict = result["verdict"]
        assert isinstance(verdict, Verdict)
        self.verdict = verdict
        for card, answer in zip(self.cards.values(), verdict.answers, strict=True):
            card.show_answer(answer)
        self._say()

    def _refused(self, code: str, args: dict[str, Any]) -> None:
        self.problem.setText(self._texts.say(code, **args))
        self.problem.show()

    def _failed(self, details: str) -> None:
        self._refused("gui.our_fault", {})
        self._session.notice.emit("error", "gui.our_fault", {}, details)

    # What the user brings.

    def ask_model(self) -> None:
        """Which model file is recomputed from?"""
        self._ask("gui_audit.which_model", "gui.filter_models", self.take_model)

    def take_model(self, path: Path) -> None:
        """Recompute from this model."""
        self.model = path
        self.start()

    def _fill_menu(self) -> None:
        self.menu.clear()
        say = self._texts.say
        for code, pattern, call in (
            ("gui_audit.add_certificate", "gui_audit.filter_certificates", self.trusted.add),
            ("gui_audit.take_register", "gui_audit.filter_registers", self.trusted.take_register),
        ):
            action = self.menu.addAction(say(code))
            action.triggered.connect(
                lambda _=False, c=code, p=pattern, then=call: self._ask(c, p, lambda f: self.bring(then, f))
            )
        names = self.trusted.names()
        if names:
            self.menu.addSeparator()
        for path, name in names:
            action = self.menu.addAction(say("gui_audit.no_longer", name=name))
            action.triggered.connect(lambda _=False, p=path: self._forget(p))

    def _forget(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self.start()

    def bring(self, take: Callable[[Path], object], path: Path) -> None:
        """Take a certificate or a register over, then verify again."""
        try:
            take(path)
        except Refusal as refused:
            self._refused(refused.code, refused.arguments)
            return
        self.start()

    def _ask(self, title: str, pattern: str, then: Callable[[Path], object]) -> None:
        ask_file(self, self._texts.say(title), self._texts.say(pattern), then)

    # Words.

    def _say(self, _lang: str = "") -> None:
        say, lang = self._texts.say, self._texts.lang
        self.setWindowTitle(say("gui.do_verify").rstrip("…"))
        self.choose_model.setText(say("gui_audit.choose_model"))
        self.trust.setText(say("gui_audit.trusted"))
        self.copy.setText(say("gui_audit.copy"))
        self.leave.setText(say("gui.close"))
        for card in self.cards.values():
            card.say()
        if self.verdict is None:
            self.about.setText(say("gui_audit.verifying"))
            return
        self.about.setText(about(self.verdict, lang))
        lines = [spoken(review_line(r), lang) for r in self.verdict.reviews]
        self.reviews.setText("\n".join([say("audit.reviews"), *lines]))
        self.reviews.setVisible(bool(lines))

    def copy_words(self) -> None:
        """The answers as plain text, to pass on."""
        if self.verdict is not None:
            QGuiApplication.clipboard().setText(
                "\n".join("    " * i + w for i, w in paragraphs(self.verdict, self._texts.lang))
            )

    def closeEvent(self, event: Any) -> None:
        if self._job is not None and not self._job.over:
            self._job.cancel()
        super().closeEvent(event)
