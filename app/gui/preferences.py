"""What the window remembers of its user: language, look, units, recent files, layout. Nothing that changes a number."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from app.gui.display import SYSTEMS, Display
from components.reading import is_file
from components.words import LANGUAGES

RECENT = 10
THEMES = ("system", "light", "dark")


def state_folder() -> Path:
    """Where automatic copies and preferences of this user lie; a folder of this run alone where he has no home.

    The window is worth more than what it remembers.
    """
    place = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(mkdtemp(prefix="steelyard-"))
    return place if os.access(place, os.W_OK | os.X_OK) else Path(mkdtemp(prefix="steelyard-"))


class Preferences:
    """A thin cover over one INI file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    def _word(self, key: str, default: str) -> str:
        return str(self._settings.value(key, default))

    @property
    def lang(self) -> str:
        """`zh`, `en`, or "" where the user has not chosen."""
        found = self._word("lang", "")
        return found if found in LANGUAGES else ""

    @lang.setter
    def lang(self, lang: str) -> None:
        self._settings.setValue("lang", lang)

    @property
    def theme(self) -> str:
        """One of THEMES."""
        found = self._word("theme", "system")
        return found if found in THEMES else "system"

    @theme.setter
    def theme(self, theme: str) -> None:
        self._settings.setValue("theme", theme)

    @property
    def display(self) -> Display:
        """The units of the window."""
        found = self._word("units", "metric")
        return Display(found if found in SYSTEMS else "metric")

    @display.setter
    def display(self, display: Display) -> None:
        self._settings.setValue("units", display.system)

    @property
    def recent(self) -> list[Path]:
        """Files opened last that are still there, newest first."""
        found = self._settings.value("recent", [])
        names = found if isinstance(found, list) else [found]
        return [p for n in names if n and is_file(p := Path(str(n)))]

    def add_recent(self, path: Path) -> None:
        """Put a file at the head of the list."""
        path = path.resolve()
        names = [str(path), *(str(p) for p in self.recent if p != path)]
        self._settings.setValue("recent", names[:RECENT])

    @property
    def portfolio(self) -> Path | None:
        """The portfolio opened last, where it is still there."""
        found = self._word("portfolio", "")
        return Path(found) if found and is_file(Path(found)) else None

    @portfolio.setter
    def portfolio(self, path: Path) -> None:
        self._settings.setValue("portfolio", str(path.resolve()))

    def layout(self, key: str) -> QByteArray:
        """A stored layout; empty where there is none."""
        found = self._settings.value(f"layout/{key}")
        return found if isinstance(found, QByteArray) else QByteArray()

    def keep_layout(self, key: str, state: QByteArray) -> None:
        """Store a layout."""
        self._settings.setValue(f"layout/{key}", state)

    def flush(self) -> None:
        """Write now."""
        self._settings.sync()
