"""The log: kept in memory for the window, and in a file of the user's state folder."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.gui.texts import Texts

_FORMAT = "%(asctime)s  %(levelname)-7s  %(message)s"
_MOST_LINES = 5000
_FILE_BYTES = 1 << 20


class LogLines(QObject):
    """Brings log records to the window's thread."""

    line = Signal(str)


class _Handler(logging.Handler):
    def __init__(self, lines: LogLines) -> None:
        super().__init__()
        self._lines = lines
        self.setFormatter(logging.Formatter(_FORMAT))

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(RuntimeError):  # the window may be gone already
            self._lines.line.emit(self.format(record))


def start(folder: Path) -> LogLines:
    """Log to the window and to a file; what nobody caught is logged too."""
    logger = logging.getLogger("steelyard")
    logger.setLevel(logging.INFO)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    lines = LogLines()
    logger.addHandler(_Handler(lines))
    try:
        file = RotatingFileHandler(
            folder / "window.log", maxBytes=_FILE_BYTES, backupCount=2, encoding="utf-8"
        )
        file.setFormatter(logging.Formatter(_FORMAT))
        logger.addHandler(file)
    except OSError as error:
        logger.warning("no log file: %s", error)

    def uncaught(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        logger.critical("uncaught", exc_info=(kind, value, trace))
        sys.__excepthook__(kind, value, trace)

    sys.excepthook = uncaught
    threading.excepthook = lambda a: logger.critical("uncaught in a thread: %s", a.exc_value)
    return lines


class LogPanel(QWidget):
    """The log with a button that copies it."""

    def __init__(self, texts: Texts, lines: LogLines) -> None:
        super().__init__()
        self.text = QPlainTextEdit(readOnly=True, maximumBlockCount=_MOST_LINES)
        lines.line.connect(self.text.appendPlainText)
        copy = QPushButton()
        texts.bind(copy, copy.setText, "gui.copy_log")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(copy)
        row.setContentsMargins(8, 4, 8, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text, 1)
        layout.addLayout(row)
