"""Suggested sections: for members over the limit or far below it, the lightest of the same series that passes."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui.checking import Found, checking_of
from app.gui.display import Display
from app.gui.job import Job
from app.gui.session import Session
from app.gui.sheetstore import load_sheets
from app.gui.tableview import TableView
from components.table import Ints

COLUMNS = ("part_mark", "name", "profile", "suggested", "outcome", "before", "utilisation", "mass", "mass_new",
           "saved_kg", "depth", "governing", "global_id")  # fmt: skip
"""Columns at first, what is changed beside what it was."""


class Suggestions(QWidget):
    """Asked for by a button, in the worker; gone with the check they were made of."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._checking = session, checking_of(session)
        self._of: Found | None = None
        self._member: Ints = np.zeros(0, np.int64)
        self._job: Job | None = None
        texts = session.texts
        self.ask, self.said = QPushButton(), QLabel(wordWrap=True)
        texts.bind(self.ask, self.ask.setText, "gui_check.suggest")
        self.ask.clicked.connect(self.start)
        self.said.setObjectName("quiet")
        self.table = TableView(texts, session.preferences.display)
        self.table.choose_columns(COLUMNS)
        self.table.selected.connect(self._select)
        row = QHBoxLayout()
        row.setContentsMargins(10, 8, 10, 0)
        row.addWidget(self.ask)
        row.addWidget(self.said, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        self._checking.changed.connect(self._stale)
        texts.changed.connect(lambda _: self._tell(None))
        self._stale()

    def _stale(self) -> None:
        found = self._checking.found
        self.ask.setEnabled(found is not None and bool(found.summary["with_forces"]))
        if found is not self._of:
            self._of = None
            if self._job is not None and not self._job.over:
                self._job.cancel()
            self.table.set_sheet(None)
            self._tell(None)

    def _tell(self, told: dict[str, Any] | None) -> None:
        say = self._session.texts.say
        words = [say("checks.told_suggestions", **told)] if told else []
        self.said.setText("  ·  ".join((*words, say("checks.note_suggestions"))))

    def start(self) -> None:
        """Look for sections in the worker."""
        found = self._checking.found
        if found is None:
            return
        self._of = found
        arguments = {"model": found.model_folder, "folder": found.folder, "out": self._session.new_folder()}
        self._job = self._session.start(
            "suggest_sections", arguments, lambda r: self._came(found, r), "gui_check.job_suggest"
        )

    def _came(self, found: Found, result: dict[str, Any]) -> None:
        if found is not self._of:
            return
        self._member = result["member"]
        self.table.set_sheet(load_sheets(result["sheets"])[0])
        self._tell(result["told"])

    def _select(self, rows: Ints) -> None:
        found = self._checking.found
        if found is not None and found is self._of:
            chosen = self._member[rows]
            if found.alone:
                self._checking.pick(chosen)
            else:
                self._session.select(found.rows[chosen], self)

    def set_display(self, display: Display) -> None:
        """Figures in other units."""
        self.table.set_display(display)
