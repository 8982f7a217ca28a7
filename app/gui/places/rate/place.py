"""The page of the rates: three gauges, then what stands behind them."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.display import Display
from app.gui.filedialogs import ask_file, ask_new_file
from app.gui.panels.findings import FindingsPanel
from app.gui.panels.whichmodel import WhichModel
from app.gui.places.place import Place
from app.gui.places.rate.bar import AnswersBar, RateBar
from app.gui.places.rate.decidedialog import DecideDialog
from app.gui.places.rate.evidence import EvidenceTable
from app.gui.places.rate.form import AnswersForm
from app.gui.places.rate.gauges import Gauges
from app.gui.places.rate.lists import Line, Sentences
from app.gui.places.rate.scores import ScorePages
from app.gui.rated import RatedView
from app.gui.session import Session
from app.gui.tableview import TableView
from app.rating import books_of, write_template
from app.rating_inputs import answers_from, text_of
from components.exports.target import write_bytes
from components.findings import Refusal
from components.rates.result import MET, MISSED
from components.rates.wording import text
from components.table import Ints

_SCORES = ("score", "storeys", "books")
TABS = ("score", "reach", "storeys", "answers", "evidence", "books", "findings")
_SIGN = {
    MET: ("✓", "good"),
    MISSED: ("✕", "bad"),
    "not_known": ("?", "warn"),
    "reachable": ("→", "warn"),
    "impossible": ("✕", "bad"),
}


class RatePlace(QWidget, Place):
    """exported: the files written, and what the writers found odd. to_model: show the selection in the model."""

    exported = Signal(object, object)
    to_model = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._look = theme.LIGHT
        self._dirty: set[str] = set()
        self._moved = False
        self.bar = RateBar(session)
        self.bar.export.connect(self.write)
        self.said = QLabel(wordWrap=True)
        self.gauges = Gauges()
        # not within the layout that asks for it: there the splitter would not follow
        self.gauges.stood.connect(lambda: QTimer.singleShot(0, self, self._divide))
        over = QScrollArea(widgetResizable=True)
        over.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        over.setWidget(self.gauges)
        self.tabs = QTabWidget(documentMode=True)
        self.tabs.tabBar().setDrawBase(False)
        self._pages()
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(over)
        self.split.addWidget(self.tabs)
        self.split.setStretchFactor(1, 1)
        self.split.splitterMoved.connect(lambda *_: self._by_hand())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        self.which = WhichModel(session, "gui_rate.which_model", "gui_rate.which_none")
        layout.addWidget(self.which)
        layout.addWidget(self.said)
        layout.addWidget(self.split, 1)
        layout.addStretch(0)  # what stands above stays above where there are no gauges yet
        session.rating.changed.connect(self.refresh)
        session.rating.written.connect(self.exported)
        session.rating.ask_decision.connect(self._decide)
        session.project_changed.connect(self._answers)
        session.texts.changed.connect(lambda _: self.refresh())
        self.refresh()

    def _pages(self) -> None:
        session = self._session
        self.scores = ScorePages(session)
        self.reach, self.evidence = Sentences(), EvidenceTable(session)
        self.answers, self.answers_bar = AnswersForm(session), AnswersBar(session)
        self.findings = FindingsPanel(session.texts, session.preferences.display)
        asked = QWidget()
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.answers_bar)
        column.addWidget(self.answers, 1)
        pages: dict[str, QWidget] = {
            "score": self.scores.score, "reach": self.reach, "storeys": self.scores.storeys, "answers": asked,
            "evidence": self.evidence, "books": self.scores.books, "findings": self.findings,
        }  # fmt: skip
        for i, name in enumerate(TABS):
            self.tabs.addTab(pages[name], "")
            session.texts.bind(pages[name], lambda w, i=i: self.tabs.setTabText(i, w), f"gui_rate.tab_{name}")  # type: ignore[misc]
        self.tabs.currentChanged.connect(lambda _: self._fill())
        self.scores.asked.connect(self.show_number)
        self.evidence.shown.connect(self.to_model)
        self.findings.chosen.connect(lambda ids: session.select_steps(ids, self.findings))
        self.answers_bar.load.clicked.connect(self.ask_load)
        self.answers_bar.save.clicked.connect(
            lambda: self._ask_save("gui_rate.answers_save", self.save_answers)
        )
        self.answers_bar.template.clicked.connect(
            lambda: self._ask_save("gui_rate.answers_template", self.save_template)
        )

    def dress(self, colours: theme.Colours) -> None:
        """The look of the moment."""
        self._look = colours
        self._show_gauges()

    def set_display(self, display: Display) -> None:
        """Figures in other units."""
        for table in self.findChildren(TableView):
            table.set_display(display)

    def find_text(self) -> bool:
        """Into the search box of the list shown."""
        tables = [t for t in self.findChildren(TableView) if t.isVisible()]
        if tables:
            tables[0].search.setFocus()
        return bool(tables)

    def ask_export(self) -> bool:
        """Choose where the calculation sheet goes, where there is a rating."""
        ready = self.bar.button.isEnabled()
        if ready:
            self.bar.ask_folder()
        return ready

    def _decide(self, rows: Ints) -> None:
        DecideDialog(self.window(), self._session, rows).open()

    # What is shown.

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._session.rating.look(self, True)
        self._fill()
        self._divide()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self._session.rating.look(self, False)

    def refresh(self) -> None:
        """Show the rating of the session, or why there is none."""
        rating, say = self._session.rating, self._session.texts.say
        view = rating.view
        if rating.refusal is not None:
            code, args = rating.refusal
            words, style = say(code, **args), "bad"
        elif view is None:
            here = self._session.current
            several = here is not None and here.several
            code = "gui_rate.which_first" if several else "gui_rate.working" if here else "gui_rate.empty"
            words, style = say(code), "quiet"
        else:
            words, style = say("gui_rate.stale") if rating.stale else "", "quiet"
        self.said.setText(words)
        self.said.setVisible(bool(words))
        hint = view is None and rating.refusal is None
        self.said.setContentsMargins(*((24, 24, 24, 24) if hint else (16, 6, 16, 2)))
        self.said.setObjectName(style)
        self.said.setStyleSheet("")  # the style of the new name
        self.bar.button.setEnabled(view is not None and not rating.stale)
        self.split.setVisible(view is not None or rating.refusal is not None)
        self._show_gauges()
        self._dirty = set(TABS)
        self.scores.set_view(view)
        self._fill()
        self._divide()

    def _fill(self) -> None:
        """Show the page in front; the others wait until somebody looks at them."""
        name, view = TABS[self.tabs.currentIndex()], self._session.rating.view
        if name not in self._dirty or not self.isVisible():
            return
        self._dirty.discard(name)
        if name in _SCORES:
            self.scores.refresh(name)
        elif name == "evidence":
            self.evidence.refresh()
        elif name == "findings":
            self.findings.set_findings(view.findings if view is not None else ())
        elif name == "reach":
            self.reach.show_lines(_told(view, self._session) if view is not None else ())
        else:
            self._answers()

    def _show_gauges(self) -> None:
        view = self._session.rating.view
        self.gauges.setVisible(view is not None)
        if view is not None:
            self.gauges.show_gauges(view.gauges, self._session.texts, self._look)

    def _divide(self) -> None:
        """The gauges as high as they need to be, but never more than half; where the user put the line it stays."""
        if self._moved or self.split.count() < 2:
            return
        wanted, high = self.gauges.minimumHeight(), self.split.height()
        top = min(wanted + 4, int(0.55 * high))
        if high > 200:
            self.split.setSizes([top, high - top])

    def _by_hand(self) -> None:
        self._moved = True

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._divide()

    def _answers(self) -> None:
        if not self.answers.isVisible():
            self._dirty.add("answers")
            return
        view = self._session.rating.view
        try:
            books = books_of(self._session.rating.inputs.books)
        except Refusal:
            books = books_of()
        self.answers.refresh(books, view.storeys if view else (), view.says if view else {})

    def show_number(self, measure: str, state: str) -> None:
        """The elements behind a number."""
        if "evidence" in self._dirty:
            self._dirty.discard("evidence")
            self.evidence.refresh()
        self.evidence.show_number(measure, state)
        self.tabs.setCurrentWidget(self.evidence)

    # Files.

    def write(self, folder: Path) -> None:
        """Write the calculation sheet into a folder."""
        lang, formats = self.bar.chosen()
        if not formats:
            self._session.notice.emit("warning", "gui.no_format", {}, "")
            return
        self._session.rating.write(folder, lang, formats)

    def ask_load(self) -> None:
        """Choose an answers file."""
        title = self._session.texts.say("gui_rate.answers_load")
        ask_file(self, title, "TOML (*.toml)", self.load_answers)

    def load_answers(self, path: Path) -> None:
        """Take the answers of a file in place of those there are."""
        rating = self._session.rating
        self._or_refuse(
            lambda: rating.give(
                answers_from(path, rating.inputs), self._session.texts.say("gui_rate.answers_load")
            )
        )

    def _ask_save(self, title: str, then: Any) -> None:
        ask_new_file(self, self._session.texts.say(title), "TOML (*.toml)", "toml", then)

    def save_answers(self, path: Path) -> None:
        """Write the answers of the project as a file."""
        raw = text_of(self._session.rating.inputs).encode("utf-8")
        self._or_refuse(lambda: write_bytes(path, raw))

    def save_template(self, path: Path) -> None:
        """Write a blank answers file with every question."""
        self._or_refuse(lambda: write_template(path, books_of(self._session.rating.inputs.books)))

    def _or_refuse(self, deed: Any) -> None:
        try:
            deed()
        except Refusal as refused:
            self._session.refuse(refused.code, refused.arguments)


def _told(view: RatedView, session: Session) -> list[Line]:
    """Conclusion, what it would take, what to ask next."""
    say, lang = session.texts.say, session.texts.lang
    lines: list[Line] = [("", "", say("rating.conclusion"))]
    result = view.assembly
    states = ["", "", result.recognised, *(c.state for c in result.conditions)]
    for line, state in zip_longest(result.lines, states, fillvalue=""):
        lines.append((*_SIGN.get(str(state), ("·", "quiet")), text(line, lang)))
    lines.append(("", "", say("rating.reach")))
    for reach, told in view.reach:
        sign, style = _SIGN[reach.state]
        lines.append((sign, style, text(told[0], lang)))
        lines += [("·", "quiet", text(line, lang)) for line in told[1:]]
    if view.questions:
        lines.append(("", "", say("rating.questions")))
        lines += [("?", "warn", text(q, lang)) for q in view.questions]
    return lines
