"""The manual in a window: the page of the place, in the language of the moment, with its pictures."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QPixmap,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from app.gui.texts import Texts

_ORDER = (
    "index",
    "start",
    "model",
    "rate",
    "check",
    "bill",
    "portfolio",
    "package",
    "project",
    "keys",
    "glossary",
)
_AROUND = 22
_ABOVE, _BELOW, _LINE_PERCENT = 22.0, 6.0, 118.0
_PICTURE = "\ufffc"  # how Qt writes one in a text
_MARGIN = 2 * _AROUND + 16


def folder(lang: str) -> Path:
    """Where the pages of a language lie, and their pictures beneath `images`."""
    return Path(str(resources.files("app.help").joinpath(lang)))


PAGES = tuple(name for name in _ORDER if (folder("zh") / f"{name}.md").is_file())
"""In reading order. A place has the page of its name."""


def page(name: str, lang: str) -> str:
    """The Markdown of a page."""
    return (folder(lang) / f"{name}.md").read_text(encoding="utf-8")


class Page(QTextBrowser):
    """A page whose pictures are as wide as it is, and no wider than they are."""

    def __init__(self) -> None:
        super().__init__(openLinks=False)
        self._home = Path()
        self._words = ""
        self.document().setDocumentMargin(_AROUND)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._again = QTimer(self, singleShot=True, interval=0)  # never while the page is being laid out
        self._again.timeout.connect(self._lay_again)

    def show_page(self, words: str, home: Path) -> None:
        """Another page."""
        self._words, self._home = words, home
        self._lay()

    def _lay(self) -> None:
        """The words as a page with air: headings stand off what is above them, lines off each other."""
        self.clear()
        self.setCurrentCharFormat(QTextCharFormat())  # Markdown goes on in the letters it finds
        self.setMarkdown(self._words)
        cursor, block = QTextCursor(self.document()), self.document().begin()
        while block.isValid():
            level, form = block.blockFormat().headingLevel(), QTextBlockFormat()
            if level or block.textList():
                form.setBottomMargin(_BELOW)
            if level > 1:
                form.setTopMargin(_ABOVE)
            if _PICTURE not in block.text():
                form.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(form)
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        path = self._home / (name.toString() if isinstance(name, QUrl) else name)
        if kind != QTextDocument.ResourceType.ImageResource.value or not path.is_file():
            return super().loadResource(kind, name)
        picture = QPixmap(str(path))
        room = max(self.viewport().width() - _MARGIN, 200)
        smooth = Qt.TransformationMode.SmoothTransformation
        return picture.scaledToWidth(room, smooth) if picture.width() > room else picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and "](images/" in self._words:
            self._again.start()

    def _lay_again(self) -> None:
        at = self.verticalScrollBar().value()
        self._lay()
        self.verticalScrollBar().setValue(at)


class Manual(QDialog):
    """A list of pages and the page chosen."""

    def __init__(self, parent: QWidget, texts: Texts, first: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._texts = texts
        self.list, self.text = QListWidget(), Page()
        self.list.setFixedWidth(168)
        self.list.currentRowChanged.connect(lambda _: self._show())
        self.text.anchorClicked.connect(self._follow)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(self.text, 1)
        self.resize(1000, 720)
        texts.bind(self, self.setWindowTitle, "gui.do_manual")
        texts.changed.connect(self._say)
        self._say()
        self.go(first)

    def go(self, name: str) -> None:
        """To a page; to the first one where there is none of that name."""
        self.list.setCurrentRow(PAGES.index(name) if name in PAGES else 0)

    def _say(self, _lang: str = "") -> None:
        at = max(self.list.currentRow(), 0)
        self.list.clear()
        for name in PAGES:
            self.list.addItem(page(name, self._texts.lang).splitlines()[0].lstrip("# "))
        self.list.setCurrentRow(at)

    def _follow(self, link: QUrl) -> None:
        name = link.toString().removesuffix(".md")
        if name in PAGES:
            self.go(name)
        else:
            QDesktopServices.openUrl(link)

    def _show(self) -> None:
        if self.list.currentRow() >= 0:
            lang = self._texts.lang
            self.text.show_page(page(PAGES[self.list.currentRow()], lang), folder(lang))
