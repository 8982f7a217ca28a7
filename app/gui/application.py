"""The program: one window, its language, look and log."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from app.gui import logbook, theme
from app.gui.icon import icon
from app.gui.preferences import Preferences, state_folder
from app.gui.texts import Texts
from app.gui.window import Window
from components.words import LANGUAGES, say


def language(asked: str, preferences: Preferences) -> str:
    """What was asked for, else what the user chose last, else the system's: Chinese, or English for the rest."""
    told = asked or preferences.lang or os.environ.get("STEELYARD_LANG", "")[:2].lower()
    if told in LANGUAGES:
        return told
    return "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def start(folder: Path | None = None, asked: str = "") -> tuple[QApplication, Window]:
    """The application, dressed, and its window, not shown yet. folder: where preferences and the log lie."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("Steelyard")
    app.setDesktopFileName("steelyard")
    preferences = Preferences(folder or state_folder())
    texts = Texts(language(asked, preferences))
    app.setFont(theme.font())
    app.setWindowIcon(icon("steelyard"))
    _qt_words(app, texts)
    lines = logbook.start(preferences.folder)
    return app, Window(texts, preferences, lines)


def _qt_words(app: QApplication, texts: Texts) -> None:
    """Qt's own words (file dialogs, menus of text boxes) in the language of the window."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)

    def follow(lang: str) -> None:
        app.removeTranslator(translator)
        if lang == "zh" and translator.load("qtbase_zh_CN", folder):
            app.installTranslator(translator)

    follow(texts.lang)
    texts.changed.connect(follow)


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window; the exit code of the program."""
    words = argparse.ArgumentParser(prog="steelyard gui")
    words.add_argument("--lang", choices=LANGUAGES, default="")
    words.add_argument("model", type=Path, nargs="?", metavar="MODEL")
    options = words.parse_args(argv)
    if sys.platform.startswith("linux") and not any(
        os.environ.get(k) for k in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        lang = options.lang or ("zh" if os.environ.get("LANG", "").startswith("zh") else "en")
        print(say("gui.no_display", lang), file=sys.stderr)
        return 2
    app, window = start(asked=options.lang)
    window.show()
    if options.model:
        QTimer.singleShot(0, window, lambda: window.open(options.model))
    else:
        QTimer.singleShot(0, window, window.offer_recovery)
    code = app.exec()
    window.session.close()
    return int(code)
