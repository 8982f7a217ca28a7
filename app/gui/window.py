"""The window: side bar, top bar, menus, strips and places."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QAction, QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import project as pj
from app.gui import actions, theme
from app.gui.audit.packages import Packages, looks_like_one
from app.gui.dialogs import AboutBox, ShortcutSheet, ask_unsaved, ask_writing
from app.gui.dropped import MODELS, dropped
from app.gui.filedialogs import ProjectDialogs
from app.gui.job import Job
from app.gui.logbook import LogLines
from app.gui.manual import Manual
from app.gui.panels.editdialog import EditDialog
from app.gui.places.bill.place import BillPlace
from app.gui.places.check.place import CheckPlace
from app.gui.places.model import ModelPlace
from app.gui.places.place import Place
from app.gui.places.portfolio.place import PortfolioPlace
from app.gui.places.rate.place import RatePlace
from app.gui.preferences import Preferences
from app.gui.session import Session
from app.gui.sheetstore import save_sheets
from app.gui.sidebar import SideBar
from app.gui.startpage import SAMPLES, StartPage, sample_path
from app.gui.strips import Strips
from app.gui.tableview import TableView
from app.gui.texts import Texts
from app.gui.topbar import TopBar
from app.gui.tour import Tour
from components.findings import Finding
from components.replacing import remove
from components.sheet import Sheet


class Window(QMainWindow):
    """One window, five places."""

    def __init__(self, texts: Texts, preferences: Preferences, lines: LogLines) -> None:
        super().__init__()
        self.texts, self.preferences = texts, preferences
        self.session = Session(texts, preferences, self)
        self._given_up = (False, False)
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        self._places(lines)
        self._menus()
        self._connect()
        self.dress()
        self._titled()
        self.restoreGeometry(preferences.layout("window"))
        self.model_place.arrange(preferences.layout("docks"))

    def _places(self, lines: LogLines) -> None:
        self.sidebar: SideBar = SideBar(self.texts)
        self.strips = Strips(self.texts)
        self.files = ProjectDialogs(self, self.session, self.strips, self.open)
        self.topbar: TopBar = TopBar(self.session)
        self.start = StartPage(self.texts, self.preferences)
        self.model_place: ModelPlace = ModelPlace(self.session, lines)
        self.bill_place = BillPlace(self.session)
        self.rate_place = RatePlace(self.session)
        self.portfolio_place = PortfolioPlace(self.session)
        self.packages = Packages(self, self.session, self.exported)
        self.check_place = CheckPlace(self.session, self.model_place)
        self.stack: QStackedWidget = QStackedWidget()
        # What a place asks for while it is laid out must not widen the window, which would not shrink back.
        self.stack.setMinimumSize(640, 400)
        self.places: dict[str, Place] = {
            "model": self.model_place,
            "rate": self.rate_place,
            "check": self.check_place,
            "bill": self.bill_place,
            "portfolio": self.portfolio_place,
            "start": self.start,
        }
        for place in self.places.values():
            assert isinstance(place, QWidget)
            self.stack.addWidget(place)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget in (self.topbar, self.strips):
            right.addWidget(widget)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        body = QWidget()
        body.setLayout(row)
        self.setCentralWidget(body)
        self.show_place("model")

    def _menus(self) -> None:
        calls = {
            "open": self.files.ask_open, "add_model": self.files.ask_add, "save": self.files.save,
            "save_as": self.files.ask_save,
            "export": self.ask_export, "close": self.close_project, "quit": self.close, "undo": self.session.undo.undo,
            "redo": self.session.undo.redo, "find": self.find_text, "edit": self.edit_selected,
            "select_none": self.select_none,
            "select_all": self.model_place.select_all, "select_same": self.model_place.select_same,
            "language": self.other_language, "theme": self.other_theme, "reset_layout": self.reset_layout,
            "shortcuts": self.show_shortcuts, "log": self.show_log, "about": self.show_about,
            "manual": self.show_manual, "tour": self.show_tour,
            "package": self.packages.ask_make, "verify": self.packages.ask_verify,
        }  # fmt: skip
        self.actions_by_name: dict[str, QAction] = actions.make(self, self.texts, calls)
        menus = actions.menus(self.menuBar(), self.texts, self.actions_by_name)
        self._recent = menus["file"].addMenu("")
        self.texts.bind(self._recent, self._recent.setTitle, "gui.recent")
        self._recent.aboutToShow.connect(self._fill_recent)
        self.topbar.units_menu(menus["view"])
        for dock in self.model_place.docks.values():
            menus["view"].addAction(dock.toggleViewAction())
        self.topbar.take(self.actions_by_name)
        self.model_place.view.also = [self.actions_by_name[name] for name in ("select_same", "edit")]

    def _connect(self) -> None:
        s = self.session
        self.sidebar.chosen.connect(self.show_place)
        self.sidebar.language.connect(self.other_language)
        self.sidebar.theme.connect(self.other_theme)
        self.sidebar.help.connect(self.show_manual)
        self.start.open_file.connect(self.files.ask_open)
        self.start.chosen.connect(self.open)
        self.start.tour.connect(self.show_tour)
        s.job_started.connect(self._job)
        s.notice.connect(self.strips.add_notice)
        s.model_changed.connect(self._model_changed)
        s.project_changed.connect(self._titled)
        s.undo.cleanChanged.connect(lambda _: self._titled())
        s.file.moved.connect(self.files.ask_moved)
        s.undo.canUndoChanged.connect(self.actions_by_name["undo"].setEnabled)
        s.undo.canRedoChanged.connect(self.actions_by_name["redo"].setEnabled)
        for name in ("undo", "redo", "edit", "select_same"):
            self.actions_by_name[name].setEnabled(False)
        s.selection_changed.connect(lambda _: self._selected())
        self.topbar.units.connect(self._units)
        self.bill_place.exported.connect(self.exported)
        self.portfolio_place.exported.connect(self.exported)
        self.check_place.exported.connect(self.exported)
        self.texts.changed.connect(self._language_changed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: self.dress())
        s.bench.warm()

    # Places.

    def show_place(self, name: str) -> None:
        """Show a place; Model shows the start page while nothing is open."""
        shown = "start" if name == "model" and self.session.current is None else name
        self.place = name
        self.sidebar.show_place(name)
        if shown == "start":
            self.start.refresh()
        place = self.places[shown]
        assert isinstance(place, QWidget)
        self.stack.setCurrentWidget(place)

    def _model_changed(self) -> None:
        if self.session.current is None:
            for table in self.findChildren(TableView):
                table.clear_filters()  # what was looked for in one project hides the parts of another
        self._titled()
        self.show_place(self.place)

    def _titled(self) -> None:
        s = self.session
        for name in ("export", "save", "save_as", "add_model", "close", "package"):
            self.actions_by_name[name].setEnabled(s.current is not None or bool(s.project.models))
        name = s.file.path.name if s.file.path else s.current.name if s.current else ""
        star = "*" if s.modified else ""
        self.setWindowTitle(f"{star}{name} – Steelyard" if name else "Steelyard")

    def _selected(self) -> None:
        for name in ("edit", "select_same"):
            self.actions_by_name[name].setEnabled(bool(len(self.session.selection)))

    def _job(self, job: Job, said: str, args: dict[str, Any]) -> None:
        self.strips.add_job(job, said, args)

    # Files.

    def open(self, path: Path) -> None:
        """Open a model or a project, after asking about what is not saved."""
        self._when_saved(lambda: self._open(path))

    def _open(self, path: Path) -> None:
        self.strips.clear()
        if path.suffix.lower() == pj.SUFFIX:
            left = self.session.file.recovery.left(path)
            self.session.file.open(path)
            for copy in left[:1]:
                self._offer(copy, path)
        else:
            self.session.open(path)
        self.show_place("model")

    def offer_recovery(self) -> None:
        """Offer what an earlier run left behind unsaved."""
        for copy in self.session.file.recovery.left(None)[:1]:
            self._offer(copy, None)

    def _offer(self, copy: Path, path: Path | None) -> None:
        words = self.session.file.recovery.told(copy, path)
        notice = self.strips.add_notice("warning", "gui.recovered", words)
        notice.add("gui.recover", lambda: self.session.file.recover(copy, path))
        notice.add("gui.discard", lambda: remove(copy))

    def ask_export(self) -> None:
        """Ask where the files of the place that is shown go; where it writes none, those of the bill."""
        if not self.places[self.place].ask_export():
            self.show_place("bill")
            self.bill_place.ask_export()

    def close_project(self) -> None:
        """Back to the start page."""
        self._when_saved(self.session.new)

    def _when_saved(self, then: Any) -> None:
        """What is not saved goes when something else takes its place, not sooner: that may be refused or cancelled."""
        if self.session.modified:
            ask_unsaved(self, self.texts, lambda: self.files.save(then), then)
        else:
            then()

    def write_view(self, sheet: Sheet, path: Path) -> Job:
        """Write what a table shows."""
        folder, here = self.session.new_folder(), self.session.current
        save_sheets((sheet,), folder)
        arguments = {
            "sheets": folder, "path": path, "lang": self.texts.lang, "model_name": here.name if here else "",
        }  # fmt: skip
        return self.session.start(
            "write_view",
            arguments,
            lambda r: self.exported(r["files"], r["findings"]),
            "gui.job_export",
            folder=str(path),
        )

    def exported(self, files: list[Path], found: tuple[Finding, ...]) -> None:
        """A place has written files, and found this odd while writing."""
        notice = self.strips.add_notice(
            "info", "gui.exported", {"count": len(files), "folder": str(files[0].parent) if files else ""}
        )
        if files:
            url = QUrl.fromLocalFile(str(files[0].parent))
            notice.add("gui.show_folder", lambda: QDesktopServices.openUrl(url), close=False)
        for finding in found:
            self.strips.add_notice(finding.severity, finding.code, dict(finding.args))

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self.preferences.recent:
            self._recent.addAction(str(path)).triggered.connect(lambda _=False, p=path: self.open(p))

    # Look and words.

    def dress(self) -> None:
        """Put on the look of the moment."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        colours = theme.apply(app, self.preferences.theme)
        self.sidebar.dress(colours)
        self.topbar.dress(colours)
        for place in self.places.values():
            place.dress(colours)

    def other_theme(self) -> None:
        """Light to dark and back."""
        self.preferences.theme = "light" if theme.is_dark(self.preferences.theme) else "dark"
        self.dress()

    def other_language(self) -> None:
        """Chinese to English and back."""
        self.texts.set_lang("en" if self.texts.lang == "zh" else "zh")

    def _language_changed(self, lang: str) -> None:
        self.preferences.lang = lang
        self._titled()

    def _units(self, system: str) -> None:
        self.preferences.display = self.preferences.display.with_system(system)
        for place in self.places.values():
            place.set_display(self.preferences.display)

    def reset_layout(self) -> None:
        """Docks back where they stood at first."""
        self.show_place("model")
        self.model_place.arrange(QByteArray())

    def find_text(self) -> None:
        """Into the search box of the place."""
        if not self.places[self.place].find_text():
            self.show_place("model")
            self.model_place.find_text()

    def select_none(self) -> None:
        """Drop the selection."""
        self.session.select(self.session.selection[:0])

    def edit_selected(self) -> None:
        """Change what is selected."""
        if self.session.model is not None and len(self.session.selection):
            EditDialog(self, self.session).open()

    def show_shortcuts(self) -> None:
        """The sheet of keys."""
        ShortcutSheet(self, self.texts, self.actions_by_name, self.model_place.view.acts).open()

    def show_manual(self) -> None:
        """The manual, at the page of the place."""
        Manual(self, self.texts, self.place).show()

    def show_tour(self) -> None:
        """The tour, on what is open, or on a sample where nothing is."""
        if self.session.current is None:
            self.open(sample_path(SAMPLES[0]))
        Tour(self)

    def show_about(self) -> None:
        """Version and licence."""
        AboutBox(self, self.texts).open()

    def show_log(self) -> None:
        """The log, in front."""
        self.show_place("model")
        self.model_place.docks["log"].show()
        self.model_place.docks["log"].raise_()

    def _close_giving_up(self, dropped: bool, stopped: bool) -> None:
        """Close without what is not saved, or what is still being written."""
        self._given_up = dropped, stopped
        self.close()

    # Events.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped(event)
        if paths:
            event.acceptProposedAction()
            if looks_like_one(paths[0]) and len(paths) == 1:
                self.packages.verify(paths[0])
            else:
                self._when_saved(lambda: self.open_dropped(paths))

    def open_dropped(self, paths: list[Path]) -> None:
        """Open one file; models of several as one project, in their order."""
        models = [p for p in paths if p.suffix.lower() in MODELS]
        others = [p for p in paths if p not in models]
        if models:
            self.strips.clear()
            self.session.models.add_all(models)
            self.show_place("model")
        else:
            first, *others = others
            (self.packages.verify if looks_like_one(first) else self._open)(first)
        for path in others:
            self.session.notice.emit("info", "gui.dropped_alone", {"file": path.name}, "")

    def closeEvent(self, event: QCloseEvent) -> None:
        (dropped, stopped), self._given_up = self._given_up, (False, False)
        if self.session.modified and not dropped:
            event.ignore()
            drop = partial(self._close_giving_up, True, stopped)
            ask_unsaved(self, self.texts, lambda: self.files.save(self.close), drop)
            return
        if self.session.writing and not stopped:
            event.ignore()
            ask_writing(self, self.texts, partial(self._close_giving_up, dropped, True))
            return
        if dropped:
            self.session.abandon()
        self.preferences.keep_layout("window", self.saveGeometry())
        self.preferences.keep_layout("docks", self.model_place.arrangement())
        self.preferences.flush()
        self.session.close()
        event.accept()
