"""Changing a field of what is selected, with a reason."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from app.gui.panels.decisiondialog import DecisionDialog
from app.gui.query import natural, told
from app.gui.session import Session
from components.materials.grades import read_material
from components.model import CATEGORIES
from components.sections.lookup import find
from components.table import Text

FIELDS = ("category", "profile", "grade", "part_mark", "assembly_mark")


class EditDialog(DecisionDialog):
    """Field, value, reason."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        say = session.texts.say
        title = say("gui.edit_title", count=f"{len(session.selection):,}")
        super().__init__(parent, session, title, say("gui.edit_reason_hint"), say("gui.edit_note"))
        self.field, self.value = QComboBox(), QComboBox(editable=True)
        for name in FIELDS:
            self.field.addItem(say(f"bom.{name}"), name)
        self.form.addRow(say("gui.edit_field"), self.field)
        self.form.addRow(say("gui.edit_value"), self.value)
        self.taken = QLabel(wordWrap=True)
        self.form.addRow("", self.taken)
        self.finish()
        self.field.currentIndexChanged.connect(lambda _: self._offer())
        self.value.editTextChanged.connect(lambda _: self._check())
        self.value.currentIndexChanged.connect(lambda _: self._check())
        self._offer()

    def _offer(self) -> None:
        """The values there are; what all components share is chosen, and nothing where they differ."""
        model, rows, lang = self._session.model, self._session.selection, self._session.texts.lang
        field = str(self.field.currentData())
        self.value.clear()
        if model is None or not len(rows):
            return
        column: Text = getattr(model.components, field)
        shared = len(np.unique(column.codes[rows])) == 1
        hint = "" if shared else self._session.texts.say("gui.inspect_mixed")
        self.value.setPlaceholderText(hint)
        if field == "category":
            self.value.setEditable(False)
            for word in CATEGORIES:
                self.value.addItem(told(f"model.category_{word}", lang), word)
            self.value.setCurrentIndex(self.value.findData(column.get(int(rows[0]))) if shared else -1)
        else:
            self.value.setEditable(True)
            self.value.addItems(sorted(column.vocabulary, key=natural))
            self.value.setEditText(column.get(int(rows[0])) if shared else "")
            if (line := self.value.lineEdit()) is not None:
                line.setPlaceholderText(hint)
        self._check()

    def chosen(self) -> str:
        """The value to set."""
        return (
            str(self.value.currentData() or "")
            if self.field.currentData() == "category"
            else self.value.currentText().strip()
        )

    def _check(self) -> None:
        words, known = self._read_as()
        self.taken.setText(words)
        self.taken.setVisible(bool(words))
        self.taken.setObjectName("quiet" if known else "warn")
        self.taken.style().polish(self.taken)
        self.apply.setEnabled(bool(self.reason.text().strip()) and bool(self.chosen()))

    def _read_as(self) -> tuple[str, bool]:
        """What a section or grade is taken for, and whether it is known; what is not known is kept as it is written."""
        field, value, say = self.field.currentData(), self.chosen(), self._session.texts.say
        if field == "profile" and value:
            match = find(value)
            if match.section is None:
                return say(match.reason, **match.args) + say("gui.edit_kept"), False
            if match.ambiguity:
                return say(match.ambiguity, **match.args), False
            mass = match.section.mass_kg_per_m
            figure = say("gui.section_mass", value=f"{mass:.4g}") if mass is not None else ""
            return f"{match.section.name}   {figure}".rstrip(), True
        if field == "grade" and value:
            material = read_material(value)
            if material.reason:
                return say(material.reason, **material.args) + say("gui.edit_kept"), False
        return "", True

    def _apply(self) -> None:
        self._session.decide(str(self.field.currentData()), self.chosen(), self.reason.text().strip())
        self.accept()
