"""Everything known about what is selected, and where each figure is from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui.extras import SECTIONS
from app.gui.panels.editdialog import EditDialog
from app.gui.panels.facts_of import MOST, properties_sheet, quantities_sheet
from app.gui.panels.told import Told
from app.gui.session import Session
from app.gui.soon import Soon
from app.gui.tableview import TableView


class Inspector(QTabWidget):
    """Overview, quantities by source, every property of the file."""

    def __init__(self, session: Session) -> None:
        super().__init__(documentMode=True)
        self.tabBar().setDrawBase(False)
        self._session = session
        texts, display = session.texts, session.preferences.display
        self.overview = QScrollArea(widgetResizable=True)
        self.overview.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.quantities, self.properties = TableView(texts, display), TableView(texts, display)
        self.properties.choose_columns(("property", "value", "set"))  # what is narrow shows the value first
        self.some, self._listed = QLabel(wordWrap=True), QWidget()
        self.some.setObjectName("warn")
        self.some.setContentsMargins(10, 6, 10, 0)
        self.some.hide()
        column = QVBoxLayout(self._listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.some)
        column.addWidget(self.properties, 1)
        for i, (name, page) in enumerate(
            (("overview", self.overview), ("quantities", self.quantities), ("properties", self._listed))
        ):
            self.addTab(page, "")
            texts.bind(page, lambda w, i=i: self.setTabText(i, w), f"gui.tab_{name}")  # type: ignore[misc]
        self.edit = QPushButton()
        self._soon = Soon(self, self.refresh)
        session.selection_changed.connect(lambda _: self._soon.ask())
        session.model_changed.connect(self._soon.ask)
        session.results.changed.connect(lambda _: self._soon.ask())
        texts.changed.connect(lambda _: self._soon.ask())
        self.currentChanged.connect(lambda _: self._soon.ask())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.ask()

    def refresh(self) -> None:
        """Say it anew; only the page in front is filled, and nothing while none of it is seen."""
        if not self.isVisible():
            return
        here, rows = self._session.current, self._session.selection
        page = self.currentWidget()
        if page is self.overview:
            self._overview()
        elif page is self.quantities:
            self.quantities.set_sheet(
                quantities_sheet(here, rows, self._session.texts.lang) if here is not None else None
            )
        elif page is self._listed:
            self.some.setText(
                self._session.texts.say("gui.properties_of_some", most=MOST, count=f"{len(rows):,}")
            )
            self.some.setVisible(len(rows) > MOST)
            self.properties.set_sheet(properties_sheet(here, rows) if here is not None else None)

    def _overview(self) -> None:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(14, 10, 8, 14)
        here, rows, say = self._session.current, self._session.selection, self._session.texts.say
        if here is None or not len(rows):
            _sentence(layout, say("gui.inspect_nothing"))
        else:
            if len(rows) > 1:
                _sentence(layout, say("gui.inspect_several", count=f"{len(rows):,}"), "subheading")
            self.edit = QPushButton(say("gui.edit"))
            self.edit.clicked.connect(lambda: EditDialog(self, self._session).open())
            layout.addWidget(self.edit)
            for provider in SECTIONS:
                told = provider(self._session, rows)
                if told is not None and not told.empty:
                    _show(layout, told)
        layout.addStretch(1)
        self.overview.setWidget(body)


_NAMES = 98
"""Width of the names in pixels, so that the values of all sections stand in one line."""
_LONG = 5


def _show(layout: QVBoxLayout, told: Told) -> None:
    _sentence(layout, told.title, "subheading")
    if told.picture is not None:
        layout.addWidget(told.picture())
    _grid(layout, [line for line in told.lines if line[1]])
    for note in told.notes:
        if note:
            _sentence(layout, note)
    for link in told.links:
        button = QPushButton(link.words)
        button.clicked.connect(lambda _=False, act=link.act: act())
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


def _sentence(layout: QVBoxLayout, words: str, name: str = "quiet") -> None:
    label = QLabel(words, wordWrap=True)
    label.setObjectName(name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    layout.addWidget(label)


def _grid(layout: QVBoxLayout, lines: list[tuple[str, str]]) -> None:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, _NAMES)
    for i, (words, value) in enumerate(lines):
        left, right = QLabel(words, wordWrap=len(words) > _LONG), QLabel(value, wordWrap=True)
        left.setFixedWidth(_NAMES)
        left.setObjectName("quiet")
        right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        right.setMinimumWidth(60)
        grid.addWidget(left, i, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(right, i, 1)
    layout.addLayout(grid)
