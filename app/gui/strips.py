"""What stands above the places: work under way, and notices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.job import Job
from app.gui.texts import Texts

_SHARES = 1000


class JobStrip(QFrame):
    """One job: what it does, its stage, time left, cancel."""

    def __init__(self, job: Job, texts: Texts, said: str, args: dict[str, Any]) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.job = job
        self._texts, self._stage, self._left = texts, "", -1.0
        self.title, self.stage = QLabel(), QLabel()
        self.bar = QProgressBar(maximum=_SHARES, textVisible=False)
        self.bar.setFixedWidth(220)
        self.cancel = QPushButton()
        texts.bind(self, self.title.setText, said, **args)
        texts.bind(self, self.cancel.setText, "gui.cancel")
        texts.changed.connect(self._say)
        self.cancel.clicked.connect(job.cancel)
        self.stage.setObjectName("quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 12, 5)
        for widget in (self.title, self.bar, self.stage):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.cancel)
        job.progressed.connect(self._progress)
        job.ended.connect(self._gone)

    def _progress(self, stage: str, done: float, left: float) -> None:
        self._stage, self._left = stage, left
        self.bar.setValue(int(done * _SHARES))
        self._say()

    def _say(self, _lang: str = "") -> None:
        words = self._texts.say(self._stage) if self._stage else ""
        if self._left >= 0:
            seconds = max(1, round(self._left))
            code = "gui.seconds_left" if seconds < 90 else "gui.minutes_left"
            words += "  ·  " + self._texts.say(code, count=seconds if seconds < 90 else round(seconds / 60))
        self.stage.setText(words)

    def _gone(self) -> None:
        self.hide()
        self.deleteLater()


class Notice(QFrame):
    """A sentence with what can be done about it."""

    def __init__(
        self, texts: Texts, severity: str, code: str, args: dict[str, Any], details: str = ""
    ) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("severity", severity)
        self.code, self.args, self.times, self.going = code, dict(args), 1, False
        self.counted = QLabel()
        self.counted.setObjectName("quiet")
        self.counted.hide()
        self.sentence = QLabel(wordWrap=True)
        texts.bind(self, self.sentence.setText, code, **args)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 6, 8, 6)
        self.row.addWidget(self.sentence, 1)
        self.row.addWidget(self.counted)
        self._texts = texts
        if details:
            self.add("gui.copy_details", lambda: QGuiApplication.clipboard().setText(details), close=False)
        self._close = QToolButton()
        self._close.setText("✕")
        self._close.setAutoRaise(True)
        texts.bind(self, self._close.setToolTip, "gui.close")
        self._close.clicked.connect(self.gone)
        self.row.addWidget(self._close)

    def add(self, code: str, act: Callable[[], object], close: bool = True) -> QPushButton:
        """Add a button."""
        button = QPushButton()
        self._texts.bind(self, button.setText, code)

        def pressed() -> None:
            if close:
                self.gone()
            act()

        button.clicked.connect(pressed)
        self.row.insertWidget(max(self.row.count() - 1, 1), button)
        return button

    def count(self, times: int) -> None:
        """How often it was said."""
        self.times = times
        self.counted.setText(f"×{times}")
        self.counted.setVisible(times > 1)

    def gone(self) -> None:
        """Take the notice away."""
        self.going = True
        self.hide()
        self.deleteLater()


class Strips(QWidget):
    """The stack of strips and notices, newest last; as high as what it holds."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def add_job(self, job: Job, said: str, args: dict[str, Any]) -> JobStrip:
        """Show a job until it ends."""
        strip = JobStrip(job, self._texts, said, args)
        self._layout.insertWidget(0, strip)
        return strip

    def add_notice(self, severity: str, code: str, args: dict[str, Any], details: str = "") -> Notice:
        """Show a notice until it is closed. One that says the very same becomes this one, which counts; news of the
        same kind take the place of older news, while warnings about different things all stand."""
        times = 1
        for old in self.findChildren(Notice):
            same = old.code == code and old.args == args
            if old.going or not (same or (old.code == code and severity == "info")):
                continue
            times += old.times if same else 0
            old.gone()
        notice = Notice(self._texts, severity, code, args, details)
        notice.count(times)
        self._layout.addWidget(notice)
        return notice

    def clear(self) -> None:
        """Take every notice away."""
        for notice in self.findChildren(Notice):
            notice.gone()
