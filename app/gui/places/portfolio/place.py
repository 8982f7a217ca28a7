"""Portfolio: where many projects stand against their line, and the projects themselves."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme
from app.gui.display import Display
from app.gui.filedialogs import ask_file, ask_new_file
from app.gui.places.place import Place
from app.gui.places.portfolio.bar import PortfolioBar
from app.gui.places.portfolio.chart import Chart, Swatches
from app.gui.places.portfolio.dialog import ImportDialog, ProjectDialog
from app.gui.places.portfolio.keeper import Keeper
from app.gui.session import Session
from app.gui.tableview import TableView
from app.gui.texts import held
from app.portfolios import Imported
from components.rates.keypoints import KeyPoints
from components.rates.portfolio_charts import figure, of_year, places_chart, years_chart
from components.rates.portfolio_sheets import STATES, headline
from components.rates.projects import Project
from components.rates.result import MET, MISSED, NOT_KNOWN
from components.rates.wording import text
from components.table import Ints

SUFFIX = "steelyard-db"
_COLUMNS = (
    "name", "permit", "city", "permit_date", "floor_area_m2", "use", "P_percent", "recognition", "base", "green",
    "energy_saving_percent", "book", "stage", "id",
)  # fmt: skip


class PortfolioPlace(QWidget, Place):
    """exported: the files written, and what the writers found odd."""

    exported = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._look = session, theme.LIGHT
        self.keeper = Keeper(session)
        self._seen = False
        deeds = {
            "new": self.ask_new, "open": self.ask_open, "import": self.ask_import, "export": self.ask_list,
            "report": self.ask_export,
        }  # fmt: skip
        self.bar = PortfolioBar(session.texts, self.keeper.target, deeds)
        self.bar.target_set.connect(self.keeper.set_target)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(self._standing())
        self.split.addWidget(self._table())
        for at, share in enumerate((2, 3)):
            self.split.setStretchFactor(at, share)
        self.split.setSizes([290, 430])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._nothing(), 1)
        layout.addWidget(self.split, 1)
        self.keeper.changed.connect(self.refresh)
        self.keeper.imported.connect(self._imported)
        self.keeper.packaged.connect(self._packaged)
        self.keeper.written.connect(self.exported)
        session.texts.changed.connect(lambda _: self.refresh())
        self.refresh()

    # What it is made of.

    def _button(self, name: str, deed: Any) -> QPushButton:
        button = QPushButton()
        self._session.texts.bind(button, button.setText, f"gui_portfolio.{name}")
        button.clicked.connect(lambda _=False: deed())
        return button

    def _nothing(self) -> QWidget:
        texts = self._session.texts
        self.nothing = QWidget()
        words = QLabel(wordWrap=True)
        words.setObjectName("quiet")
        words.setMaximumWidth(680)
        texts.bind(words, lambda said: words.setText(held(said)), "gui_portfolio.empty")
        row = QHBoxLayout()
        for name, deed in (("new", self.ask_new), ("open", self.ask_open), ("template", self.ask_template)):
            row.addWidget(self._button(name, deed))
        row.addStretch(1)
        column = QVBoxLayout(self.nothing)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(14)
        column.addWidget(words)
        column.addLayout(row)
        column.addStretch(1)
        return self.nothing

    def _standing(self) -> QWidget:
        texts = self._session.texts
        self.share, self.said = QLabel(), QLabel(wordWrap=True)
        self.share.setObjectName("heading")
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.years, self.places, self.swatches = Chart(), Chart(), Swatches()
        self.year, self.kind = QComboBox(), QComboBox()
        self.kind.addItems(["", ""])
        for box in (self.year, self.kind):
            box.currentIndexChanged.connect(lambda _: self._show_places())
        left = QVBoxLayout()
        left.addWidget(self.share)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.said)
        for clear in (scroll.viewport(), self.said):
            clear.setAutoFillBackground(False)
        left.addWidget(scroll, 1)
        words = QWidget()
        words.setLayout(left)
        words.setFixedWidth(290)
        by_year = QLabel()
        by_year.setObjectName("subheading")
        texts.bind(by_year, by_year.setText, "portfolio.by_year")
        middle = QVBoxLayout()
        middle.addWidget(by_year)
        middle.addWidget(self.years, 1)
        middle.addWidget(self.swatches)
        choice = QHBoxLayout()
        choice.addWidget(self.kind)
        choice.addWidget(self.year)
        choice.addStretch(1)
        right = QVBoxLayout()
        right.addLayout(choice)
        right.addWidget(self.places, 1)
        over = QFrame()
        over.setObjectName("topbar")
        row = QHBoxLayout(over)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(22)
        row.addWidget(words)
        row.addLayout(middle, 1)
        row.addLayout(right, 1)
        over.setMinimumHeight(250)
        return over

    def _table(self) -> TableView:
        self.table = TableView(self._session.texts, self._session.preferences.display)
        self.table.choose_columns(_COLUMNS)
        deeds = {"add": self.ask_add, "edit": self.ask_edit, "remove": self.ask_remove}
        self.row_buttons = {name: self._button(name, deed) for name, deed in deeds.items()}
        for button in self.row_buttons.values():
            button.setObjectName("tool")
            self.table.bar.addWidget(button)
        self.table.selected.connect(lambda _: self._selection())
        self.table.activated.connect(self.edit)
        more = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        entries = {"package": self.ask_package, "package_zip": self.ask_zip, "template": self.ask_template}
        for name, deed in entries.items():
            action = menu.addAction("")
            action.triggered.connect(lambda _=False, d=deed: d())
            self._session.texts.bind(action, action.setText, f"gui_portfolio.{name}")
        more.setText("…")
        more.setObjectName("tool")
        self._session.texts.bind(more, more.setToolTip, "gui_portfolio.more")
        more.setMenu(menu)
        self.table.bar.addWidget(more)
        return self.table

    # What the window asks.

    def dress(self, colours: theme.Colours) -> None:
        """The look of the moment."""
        self._look = colours
        for chart in (self.years, self.places):
            chart.dress(colours)
        self._legend()
        if self.keeper.view is not None:
            self._show_standing(self.keeper.view.points)

    def set_display(self, display: Display) -> None:
        """Figures in other units."""
        self.table.set_display(display)

    def find_text(self) -> bool:
        """Into the search box of the projects."""
        if self.keeper.view is not None:
            self.table.search.setFocus()
        return self.keeper.view is not None

    def ask_export(self) -> bool:
        """Choose where the report goes."""
        if self.keeper.path is None:
            return False
        dialog = QFileDialog(self, self._session.texts.say("gui.export_to"), str(self.keeper.path.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        lang = self._session.texts.lang
        dialog.fileSelected.connect(lambda name: self.keeper.report(Path(name), lang, ("pdf", "xlsx")))
        dialog.open()
        return True

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        last = self._session.preferences.portfolio
        if not self._seen and self.keeper.path is None and last is not None:
            self.keeper.open(last)
        self._seen = True

    # What is shown.

    def refresh(self) -> None:
        """Show the portfolio as it was read last."""
        view = self.keeper.view
        self.nothing.setVisible(view is None)
        self.split.setVisible(view is not None)
        self.bar.show_file(view.path if view is not None else None)
        say = self._session.texts.say
        for i, code in enumerate(("portfolio.by_city", "portfolio.by_base")):
            self.kind.setItemText(i, say(code))
        self._legend()
        self.table.set_sheet(view.sheet if view is not None else None)
        self._selection()
        if view is None:
            return
        self._show_standing(view.points)
        self._fill_years(view.points)
        self._show_places()

    def _show_standing(self, points: KeyPoints) -> None:
        rows, lang = points.prefabricated.whole, self._session.texts.lang
        known = bool(len(rows)) and bool(np.isfinite(rows.low_percent[0]))
        self.share.setText(f"{figure(rows, 0)} %" if known else "–")
        state = STATES.get(int(rows.met[0]), NOT_KNOWN) if known else NOT_KNOWN
        colour = {MET: self._look.good, MISSED: self._look.error}.get(state, self._look.warning)
        self.share.setStyleSheet(f"font-size: 22pt; color: {colour}")
        self.said.setText(held("\n".join(text(line, lang) for line in headline(points))))
        target = points.prefabricated.target_percent
        by_year = points.prefabricated.by_year
        self.years.show_chart(lambda la, w, h: years_chart(by_year, target, la, w, h), lang)

    def _fill_years(self, points: KeyPoints) -> None:
        years = sorted({int(y) for y in points.prefabricated.by_year.year.tolist()}, reverse=True)
        chosen = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        for year in years:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(self.year.findData(chosen), 0))
        self.year.blockSignals(False)
        self.year.setVisible(bool(years))  # before the first date there is no year to choose

    def _show_places(self) -> None:
        view, year = self.keeper.view, self.year.currentData()
        if view is None or year is None:
            self.places.show_chart(None, self._session.texts.lang)
            return
        share = view.points.prefabricated
        rows = of_year(share.by_city if self.kind.currentIndex() == 0 else share.by_base, year)
        target = share.target_percent
        self.places.show_chart(
            lambda lang, wide, high: places_chart(rows, target, lang, wide, high), self._session.texts.lang
        )

    def _legend(self) -> None:
        say = self._session.texts.say
        words = [("bar", "key_certain"), ("open", "key_open"), ("met", "state_met"),
                 ("missed", "state_missed"), ("neutral", "state_not_known")]  # fmt: skip
        self.swatches.show_words([(ink, say(f"portfolio.{code}")) for ink, code in words], self._look)

    def _selection(self) -> None:
        count = len(self.table.selected_rows())
        self.row_buttons["edit"].setEnabled(count == 1)
        self.row_buttons["remove"].setEnabled(count > 0)

    # Deeds.

    def ask_open(self) -> None:
        """Choose a portfolio."""
        say = self._session.texts.say
        ask_file(self, say("gui_portfolio.open"), say("gui_portfolio.filter"), self.keeper.open)

    def ask_new(self) -> None:
        """Choose where a new portfolio goes."""
        self._ask_save("new", "gui_portfolio.filter", SUFFIX, self.keeper.create)

    def ask_template(self) -> None:
        """Choose where an empty table goes."""
        self._ask_save("template", "gui_portfolio.filter_table", "xlsx", self.keeper.write_template)

    def ask_list(self) -> None:
        """Choose where the list of projects goes."""
        self._ask_save("export", "gui_portfolio.filter_list", "xlsx", self.keeper.export)

    def _ask_save(self, title: str, pattern: str, suffix: str, then: Any) -> None:
        say = self._session.texts.say
        ask_new_file(self, say(f"gui_portfolio.{title}"), say(pattern), suffix, then)

    def ask_import(self) -> None:
        """Choose a table of projects."""
        say = self._session.texts.say
        ask_file(self, say("gui_portfolio.import"), say("gui_portfolio.filter_table"), self.keeper.take_table)

    def ask_package(self) -> None:
        """Choose the folder of an audit package."""
        dialog = QFileDialog(self, self._session.texts.say("gui_portfolio.package"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.keeper.read_package(Path(name)))
        dialog.open()

    def ask_zip(self) -> None:
        """Choose an audit package in one file."""
        title = self._session.texts.say("gui_portfolio.package_zip")
        ask_file(self, title, "ZIP (*.zip)", self.keeper.read_package)

    def _packaged(self, project: Project) -> None:
        ProjectDialog(self.window(), self._session.texts, project, self.keeper.add).open()

    def _imported(self, done: Imported) -> None:
        ImportDialog(self.window(), self._session.texts, self._session.preferences.display, done).open()

    def ask_add(self) -> None:
        """The dialog of a new project."""
        ProjectDialog(self.window(), self._session.texts, None, self.keeper.add).open()

    def ask_edit(self) -> None:
        """The dialog of the selected project."""
        rows = self.table.selected_rows()
        if len(rows) == 1:
            self.edit(int(rows[0]))

    def edit(self, row: int) -> None:
        """The dialog of a project."""
        project = self.keeper.project(row)
        if project is not None:
            ProjectDialog(
                self.window(), self._session.texts, project, partial(self.keeper.replace, row)
            ).open()

    def ask_remove(self) -> None:
        """Ask before projects go."""
        rows: Ints = self.table.selected_rows()
        if not len(rows):
            return
        texts = self._session.texts
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(texts.say("gui_portfolio.remove_sure", count=len(rows)))
        yes = box.addButton(texts.say("gui_portfolio.remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(texts.say("gui.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.buttonClicked.connect(lambda b: self.keeper.remove(rows) if b is yes else None)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
