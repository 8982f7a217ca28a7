"""The form of the questions: answers with their evidence, kept in the project through undo."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.gui.places.rate.buildings import BuildingsTable
from app.gui.places.rate.cells import INVALID, Editor
from app.gui.places.rate.questions import NUMBER, TEXT, Ask, asks
from app.gui.session import Session
from app.rating_inputs import Inputs, given
from components.findings import Refusal
from components.imports.answers_text import VALUES
from components.rates.book import Book
from components.rates.wording import text

_HALF = ({"part"}, {"total"})
"""Half an answer: it waits for the other half."""


class Row:
    """One question with its editors."""

    def __init__(self, ask: Ask, form: AnswersForm) -> None:
        self.ask = ask
        self.editors = {c.key: Editor(c, form.session.texts, lambda: form.commit(self)) for c in ask.cells}
        self.label = QLabel(wordWrap=True)

    def collect(self) -> dict[str, Any] | None:
        """The answers of the row, None for a blank; no dictionary where one cannot be read."""
        values = {key: editor.value() for key, editor in self.editors.items()}
        for key, editor in self.editors.items():
            editor.mark(values[key] is not INVALID)
        return None if INVALID in values.values() else values


class AnswersForm(QScrollArea):
    """Every question of the books in use. What is refused is told above and kept out of the project."""

    def __init__(self, session: Session) -> None:
        super().__init__(widgetResizable=True)
        self.session = session
        self.rows: list[Row] = []
        self._built_for: tuple[Any, ...] | None = None
        self._says: Mapping[str, float] = {}
        self._left: list[tuple[str, tuple[Ask, ...]]] = []
        self._column = QVBoxLayout()
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._grow)
        self.problem = QLabel(wordWrap=True)
        self.problem.setObjectName("bad")
        self.buildings = BuildingsTable(session.texts)
        self.buildings.edited.connect(self._commit_buildings)

    def refresh(self, books: tuple[Book, ...], storeys: tuple[str, ...], says: Mapping[str, float]) -> None:
        """Show the questions of these books and the answers of the project."""
        wanted = (tuple(b.sha256 for b in books), storeys, self.session.texts.lang)
        if wanted != self._built_for:
            self._built_for = wanted
            at = self.verticalScrollBar().value()
            self._build(books, storeys)
            self.verticalScrollBar().setValue(at)
        self._says = says
        self._fill(self.rows)
        answers = self.session.rating.inputs.answers
        self.buildings.show_buildings(_table_at(answers, ("unit",)).get("building", []))

    def _fill(self, rows: Sequence[Row]) -> None:
        answers, says = self.session.rating.inputs.answers, self._says
        for row in rows:
            table = _table_at(answers, row.ask.table)
            for key, editor in row.editors.items():
                if editor.widget.hasFocus() and editor.cell.kind in (NUMBER, TEXT) and table.get(key) is None:
                    continue
                editor.set(table.get(key))
                said = says.get(editor.cell.says)
                editor.hint(f"{said:,.3f}" if said is not None else "")

    def _build(self, books: tuple[Book, ...], storeys: tuple[str, ...]) -> None:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 8, 16, 16)
        self.problem.setParent(body)
        self.buildings.setParent(body)
        layout.addWidget(self.problem)
        self.problem.hide()
        self.rows = []
        self._left = list(asks(books, storeys))
        self._column = layout
        layout.addStretch(1)
        old = self.takeWidget()
        self.setWidget(body)
        if old is not None:
            old.deleteLater()
        self._grow()

    @property
    def grown(self) -> bool:
        """Whether every question stands."""
        return not self._left

    def _grow(self) -> None:
        """One section at a time, so that the window answers in between."""
        if not self._left:
            return
        heading, questions = self._left.pop(0)
        head = QLabel(self.session.texts.say(heading))
        head.setObjectName("subheading")
        head.setIndent(0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        made = []
        for i, ask in enumerate(questions):
            row = Row(ask, self)
            row.label.setText(text(ask.question, self.session.texts.lang))
            grid.addWidget(row.label, i, 0)
            grid.addLayout(self._line(row), i, 1)
            made.append(row)
        at = self._column.count() - 1
        self._column.insertWidget(at, head)
        self._column.insertLayout(at + 1, grid)
        if heading == "gui_rate.sec_unit":
            self._column.insertWidget(at + 2, self.buildings)
        self.rows += made
        self._fill(made)
        self._more.start()

    def _line(self, row: Row) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        for cell in row.ask.cells:
            editor = row.editors[cell.key]
            if cell.words and cell.kind == TEXT and row.ask.noted:
                editor.widget.setProperty("placeholderText", self.session.texts.say(cell.words))
            elif cell.words and cell.kind == NUMBER:
                name = QLabel(self.session.texts.say(cell.words))
                name.setObjectName("quiet")
                line.addWidget(name)
            stretch = 3 if cell.key == "evidence" else 1 if cell.kind == TEXT else 0
            line.addWidget(editor.widget, stretch)
        if not any(c.kind == TEXT for c in row.ask.cells):
            line.addStretch(1)
        line.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return line

    # Answers into the project.

    def commit(self, row: Row) -> None:
        """Take what a row says, if it can be read and the answers stand with it."""
        values = row.collect()
        if values is None:
            return
        given_now = {k for k in VALUES if values.get(k) is not None}
        if given_now in _HALF:
            self._tell("gui_rate.half_answer", {})
            return
        self._give(row.ask.table, values)

    def _commit_buildings(self, rows: list[dict[str, Any]]) -> None:
        self._give(("unit",), {"building": rows or None})

    def _give(self, table: tuple[str, ...], values: Mapping[str, Any]) -> None:
        before = self.session.rating.inputs
        plain = json.loads(json.dumps(before.answers))
        _put(plain, table, values)
        after = Inputs(before.books, plain)
        try:
            given(after)
        except Refusal as refused:
            self._tell(refused.code, refused.arguments)
            return
        self.problem.hide()
        if plain != before.answers:
            self.session.rating.give(after, self.session.texts.say("gui_rate.undo_answer"))

    def _tell(self, code: str, args: Mapping[str, Any]) -> None:
        self.problem.setText(self.session.texts.say(code, **args))
        self.problem.show()


def _table_at(answers: Mapping[str, Any], path: tuple[str, ...]) -> Mapping[str, Any]:
    """The table at a path; a path into a list of storeys ends in the name of one."""
    here: Any = answers
    for i, key in enumerate(path):
        if isinstance(here, list):
            here = next((r for r in here if isinstance(r, Mapping) and r.get("name") == key), {})
        else:
            here = (
                here.get(key, [] if path[i : i + 1] == ("storey",) else {})
                if isinstance(here, Mapping)
                else {}
            )
    return here if isinstance(here, Mapping) else {}


def _put(plain: dict[str, Any], path: tuple[str, ...], values: Mapping[str, Any]) -> None:
    """Set or drop the answers of a table, in place of a copy; tables left empty go."""
    if "storey" in path:
        rows = [r for r in plain.setdefault("areas", {}).get("storey", []) if r.get("name") != path[-1]]
        if values.get("m2") is not None:
            rows.append({"name": path[-1], "m2": values["m2"]})
        plain["areas"]["storey"] = rows
        if not rows:
            del plain["areas"]["storey"]
        return
    here = plain
    for key in path:
        here = here.setdefault(key, {})
    for key, value in values.items():
        if value is None:
            here.pop(key, None)
        else:
            here[key] = value
    for depth in range(len(path), 0, -1):
        above = plain
        for key in path[: depth - 1]:
            above = above[key]
        if not above[path[depth - 1]]:
            del above[path[depth - 1]]
