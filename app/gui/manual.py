"""The manual in a window: the page of the place, in the language of the moment."""

from __future__ import annotations

from importlib import resources

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from app.gui.texts import Texts

PAGES = ("model", "check", "bill", "project", "portfolio")


def page(name: str, lang: str) -> str:
    """The Markdown of a page."""
    return resources.files("app.help").joinpath(lang, f"{name}.md").read_text(encoding="utf-8")


class Manual(QDialog):
    """A list of pages and the page chosen."""

    def __init__(self, parent: QWidget, texts: Texts, first: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._texts = texts
        self.list, self.text = QListWidget(), QTextBrowser(openExternalLinks=True)
        self.list.setMaximumWidth(180)
        self.list.currentRowChanged.connect(lambda _: self._show())
        split = QSplitter()
        split.addWidget(self.list)
        split.addWidget(self.text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.resize(820, 620)
        texts.bind(self, self.setWindowTitle, "gui.do_manual")
        texts.changed.connect(self._say)
        self._say()
        self.list.setCurrentRow(PAGES.index(first) if first in PAGES else 0)

    def _say(self, _lang: str = "") -> None:
        at = max(self.list.currentRow(), 0)
        self.list.clear()
        for name in PAGES:
            self.list.addItem(page(name, self._texts.lang).splitlines()[0].lstrip("# "))
        self.list.setCurrentRow(at)

    def _show(self) -> None:
        if self.list.currentRow() >= 0:
            self.text.setMarkdown(page(PAGES[self.list.currentRow()], self._texts.lang))
