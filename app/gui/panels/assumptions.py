"""What is assumed of the selected members: role, lengths, factors, restraints; changed with a reason, through undo."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLineEdit,
    QScrollArea,
    QTabWidget,
    QWidget,
)

from app.gui.checking import checking_of, standing_value
from app.gui.panels.decisiondialog import DecisionDialog
from app.gui.session import Session
from components.checks.decisions import DecisionField, choices, decisions, fields
from components.checks.gb50017.tables import MemberTable
from components.findings import Finding
from components.model import Override

USUAL = (
    "check_role", "check_standard", "check_length_y_mm", "check_length_z_mm", "check_mu_y", "check_mu_z",
    "check_buckling_y_mm", "check_buckling_z_mm", "check_restraint_mm", "check_ltb_case", "check_held",
)  # fmt: skip
_FEW = 500
"""Where more members are selected, values that stand there now are compared on these first ones only."""


def field_words(session: Session, field: str) -> str:
    """The name of a field, with its symbol and unit."""
    one = fields()[field]
    symbol = f"{one.symbol.replace('_', '')}  " if one.symbol else ""
    unit = " (mm)" if field.endswith("_mm") else ""
    return f"{symbol}{session.texts.say('checks.field_' + field)}{unit}"


def choice_words(session: Session, kind: str, word: str) -> str:
    """A choice as people read it."""
    if kind == "flag":
        return session.texts.say("exports.yes" if word == "yes" else "exports.no")
    if kind in ("role", "ltb_case", "one_leg", "edge"):
        return session.texts.say(f"checks.{kind}_{word}")
    return word


class AssumptionsDialog(DecisionDialog):
    """Every field with what stands there now; what is filled in is decided."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        say = session.texts.say
        checking = checking_of(session)
        rows = checking.selected()
        title = say("gui_check.edit_title", count=f"{len(rows):,}")
        super().__init__(parent, session, title, say("gui_check.reason_hint"), say("gui.edit_note"))
        self._checking = checking
        self.editors: dict[str, QComboBox | QLineEdit] = {}
        tabs = QTabWidget(documentMode=True)
        held = checking.standing()
        rest = tuple(f for f in fields() if f not in USUAL)
        for code, names in (("gui_check.edit_usual", USUAL), ("gui_check.edit_rest", rest)):
            tabs.addTab(self._page(names, held, rows[:_FEW].tolist()), say(code))
        self.above.addWidget(tabs)
        self.finish()
        self.resize(740, 580)
        self._check()

    def _page(self, names: tuple[str, ...], held: MemberTable | None, rows: list[int]) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(4, 12, 12, 4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name in names:
            before = self._now(name, held, rows)
            editor = self._editor(fields()[name], before)
            self.editors[name] = editor
            form.addRow(field_words(self._session, name), editor)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(page)
        return area

    def _now(self, name: str, held: MemberTable | None, rows: list[int]) -> str:
        """What stands there now, as shown."""
        if held is None or not rows:
            return ""
        values = np.unique([standing_value(held, name, row) for row in rows])
        if len(values) > 1:
            return self._session.texts.say("gui.inspect_mixed")
        word, kind = str(values[0]), fields()[name].kind
        if not word and kind == "standard":
            return choices("standard")[0]
        return choice_words(self._session, kind, word) if word and choices(kind) else word

    def _editor(self, field: DecisionField, before: str) -> QComboBox | QLineEdit:
        if not choices(field.kind):
            line = QLineEdit(placeholderText=before or self._session.texts.say("checks.unknown"))
            line.textChanged.connect(lambda _: self._check())
            return line
        box = QComboBox()
        box.addItem(self._session.texts.say("gui_check.unchanged", value=before or "–"), "")
        for word in choices(field.kind):
            box.addItem(choice_words(self._session, field.kind, word), word)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        box.currentIndexChanged.connect(lambda _: self._check())
        return box

    def chosen(self) -> dict[str, str]:
        """Fields that are filled in, and their values."""
        found = {
            name: str(e.currentData()) if isinstance(e, QComboBox) else e.text().strip()
            for name, e in self.editors.items()
        }
        return {name: value for name, value in found.items() if value}

    def _check(self) -> None:
        reason = self.reason.text().strip()
        tried = tuple(Override(1, name, value, reason or "?") for name, value in self.chosen().items())
        _, odd = decisions(tried, np.array([1]))
        say = self._session.texts.say
        self.note.setText(self._refusal(odd[0]) if odd else say("gui.edit_note"))
        self.note.setObjectName("bad" if odd else "quiet")
        self.note.style().polish(self.note)
        self.apply.setEnabled(bool(reason) and bool(tried) and not odd)

    def _refusal(self, odd: Finding) -> str:
        named = field_words(self._session, str(odd.args["field"]))
        allowed = odd.args.get("allowed", "")
        return self._session.texts.say(
            "gui_check.edit_bad", field=named, value=odd.args["value"], allowed=allowed
        )

    def _apply(self) -> None:
        self._checking.decide(self.chosen(), self.reason.text().strip())
        self.accept()
