"""The bar of the place: rule books, formats, language of the files, export."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.gui.session import Session
from app.rating_files import FORMATS
from app.rating_inputs import Inputs
from components.findings import Refusal
from components.rates.book import RATES
from components.rates.book_reader import read_book, shipped_books
from components.rates.wording import text
from components.words import LANGUAGES


class RateBar(QFrame):
    """export: into a folder."""

    export = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("topbar")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        title = QLabel()
        title.setObjectName("heading")
        session.texts.bind(title, title.setText, "gui.place_rate")
        row.addWidget(title)
        self.books = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        session.texts.bind(self.books, self.books.setText, "gui_rate.books")
        self.books.setMenu(QMenu(self.books))
        self.books.menu().aboutToShow.connect(self._fill)
        row.addWidget(self.books)
        row.addStretch(1)
        self.formats: dict[str, QCheckBox] = {}
        for name in FORMATS:
            box = QCheckBox(name.upper())
            box.setChecked(True)
            self.formats[name] = box
            row.addWidget(box)
        self.language = QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToContents)
        for lang in LANGUAGES:
            self.language.addItem("", lang)
        row.addWidget(self.language)
        self.button = QPushButton()
        self.button.setObjectName("primary")
        session.texts.bind(self.button, self.button.setText, "gui_rate.export")
        self.button.clicked.connect(self.ask_folder)
        row.addWidget(self.button)
        session.texts.changed.connect(lambda _: self._say())
        self._say()

    def _say(self) -> None:
        texts = self._session.texts
        for i in range(self.language.count()):
            self.language.setItemText(i, texts.say(f"gui_rate.sheet_in_{self.language.itemData(i)}"))
        self.language.setCurrentIndex(self.language.findData(texts.lang))

    def chosen(self) -> tuple[str, tuple[str, ...]]:
        """Language and formats of the files."""
        return str(self.language.currentData()), tuple(n for n, b in self.formats.items() if b.isChecked())

    def ask_folder(self) -> None:
        """Choose where the files go."""
        here = self._session.current
        start = str(here.path.parent) if here is not None else ""
        dialog = QFileDialog(self, self._session.texts.say("gui.export_to"), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.export.emit(Path(name)))
        dialog.open()

    # Rule books.

    def _fill(self) -> None:
        menu, texts = self.books.menu(), self._session.texts
        menu.clear()
        inputs = self._session.rating.inputs
        shipped = {path.stem.replace("_", "-"): path for path in shipped_books()}
        usual = [key for key, path in shipped.items() if read_book(path).standing != "example"]
        on = list(inputs.books) or usual
        for name in [*shipped, *(b for b in inputs.books if b not in shipped)]:
            try:
                book = read_book(shipped.get(name, Path(name)))
                words = f"{book.edition}  {text(book.name, texts.lang)}"
                if book.standing == "example":
                    words += f"  ({texts.say('rates.report_standing_example')})"
            except Refusal:
                words = texts.say("gui_rate.book_lost", file=Path(name).name)
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(name in on)
            action.triggered.connect(lambda _=False, n=name, o=tuple(on): self._toggle(n, o))
        menu.addSeparator()
        add = menu.addAction(texts.say("gui_rate.add_book"))
        add.triggered.connect(self.ask_book)

    def _toggle(self, name: str, on: tuple[str, ...]) -> None:
        books = tuple(b for b in on if b != name) if name in on else (*on, name)
        self._give(books)

    def ask_book(self) -> None:
        """Choose a rule book's file."""
        dialog = QFileDialog(self, self._session.texts.say("gui_rate.add_book"), "", "TOML (*.toml)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.add_book(Path(name)))
        dialog.open()

    def add_book(self, path: Path) -> None:
        """Rate by this book too; one that cannot be used is told."""
        try:
            book = read_book(path)
        except Refusal as refused:
            self._session.refuse(refused.code, refused.arguments)
            return
        before = self._session.rating.inputs.books
        shipped = [p.stem.replace("_", "-") for p in shipped_books() if read_book(p).standing != "example"]
        assert book.rate in RATES
        self._give((*(before or shipped), str(path.resolve())))

    def _give(self, books: tuple[str, ...]) -> None:
        rating = self._session.rating
        rating.give(
            Inputs(tuple(dict.fromkeys(books)), rating.inputs.answers),
            self._session.texts.say("gui_rate.books"),
        )


class AnswersBar(QWidget):
    """Load, save and template of the answers."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 0)
        note = QLabel(wordWrap=True)
        note.setObjectName("quiet")
        session.texts.bind(note, note.setText, "gui_rate.answers_note")
        row.addWidget(note, 1)
        self.load, self.save, self.template = QPushButton(), QPushButton(), QPushButton()
        for button, code in ((self.load, "load"), (self.save, "save"), (self.template, "template")):
            session.texts.bind(button, button.setText, f"gui_rate.answers_{code}")
            row.addWidget(button)
