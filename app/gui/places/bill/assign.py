"""Giving pieces to a base: those that are selected, or those of a rule; each with a reason, through undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from app import project as pj
from app.bill_plan import BASE, with_rule
from app.bill_view import BillView
from app.gui.panels.decisiondialog import DecisionDialog
from app.gui.query import natural
from app.gui.session import Session
from components.bom.bases import Rule, hits
from components.table import Ints, Text

_BY_RULES = ("kind", "storey", "lot", "marks")


def touched(view: BillView, rows: Ints) -> Ints:
    """Pieces that some components belong to."""
    rows = rows[rows < len(view.piece_of)]
    pieces = np.unique(view.piece_of[rows])
    return pieces[pieces >= 0]


def decide(session: Session, view: BillView, pieces: Ints, base: str, reason: str) -> None:
    """Give pieces to a base by hand: one decision on the main part of each."""
    here = session.current
    if here is None or not len(pieces):
        return
    c, p = here.model.components, view.pieces
    when, who = datetime.now().isoformat(timespec="seconds"), pj.user()
    made = tuple(
        pj.Decision(
            *here.identity(r),
            c.global_id.get(int(r)),
            BASE,
            base,
            reason,
            p.base.get(i),
            when,
            who,
        )
        for i, r in zip(pieces.tolist(), p.main[pieces].tolist(), strict=True)
    )
    project = pj.decide(_without(session, view, pieces), made)
    session.edit(project, session.texts.say("bill.undo_assign", count=len(made)))


def withdraw(session: Session, view: BillView, pieces: Ints) -> None:
    """Take back what was decided by hand about pieces."""
    session.edit(_without(session, view, pieces), session.texts.say("bill.undo_withdraw"))


def _without(session: Session, view: BillView, pieces: Ints) -> pj.Project:
    """The project without decisions on any part of the pieces."""
    here = session.current
    assert here is not None
    ids = set(here.model.components.step_id[np.isin(view.piece_of, pieces)].tolist())
    gone = frozenset(
        d
        for d in session.project.decisions
        if d.field == BASE and d.model in here.starts and here.starts[d.model] + d.step_id in ids
    )
    return pj.withdraw(session.project, gone)


class AssignDialog(DecisionDialog):
    """By hand or by rule, base, reason."""

    def __init__(self, parent: QWidget, session: Session, view: BillView, by_rule: bool) -> None:
        say = session.texts.say
        title = say("bill.assign_by_rule" if by_rule else "bill.assign_selected")
        note = say("bill.assign_rule_note" if by_rule else "bill.assign_note")
        super().__init__(parent, session, title, say("bill.reason_hint"), note)
        self._view, self._by_rule = view, by_rule
        self._pieces = touched(view, session.selection)
        self.base = QComboBox()
        for b in view.bases:
            self.base.addItem(f"{b.name}  {b.city}", b.code)
        self.conditions: dict[str, QComboBox | QLineEdit] = {}
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.count = QLabel(wordWrap=True)
        self.above.addWidget(self.count)
        if by_rule:
            self._conditions(self.form)
        self.form.addRow(say("bom.base"), self.base)
        self.finish()
        self.base.currentIndexChanged.connect(lambda _: self._check())
        self._check()

    def _conditions(self, form: QFormLayout) -> None:
        say = self._session.texts.say
        for name in _BY_RULES[:3]:
            box = QComboBox()
            box.addItem(say("bill.any"), "")
            for raw, shown in self._choices(name):
                box.addItem(shown, raw)
            box.setEnabled(box.count() > 1)
            box.currentIndexChanged.connect(lambda _: self._check())
            self.conditions[name] = box
            form.addRow(say(f"bill.rule_{name}"), box)
        line = QLineEdit(placeholderText=say("bill.rule_marks_hint"))
        line.textChanged.connect(lambda _: self._check())
        self.conditions["marks"] = line
        form.addRow(say("bill.rule_marks"), line)

    def _choices(self, name: str) -> list[tuple[str, str]]:
        """Raw word and word shown of what the pieces have."""
        p = self._view.pieces
        column: Text = getattr(p, name)
        if name == "kind":
            pairs = set(zip(column.filled(), p.title.filled(), strict=True))
            return sorted((a, b or a) for a, b in pairs if a)
        return [(w, w) for w in sorted({w for w in column if w}, key=natural)]

    def rule(self) -> Rule:
        """The rule as it is filled in."""
        said = {k: self._value(k) for k in self.conditions}
        kinds, storeys, lots = ((said[k],) if said.get(k) else () for k in _BY_RULES[:3])
        marks = tuple(said.get("marks", "").replace("，", " ").replace(",", " ").split())
        return Rule(
            str(self.base.currentData()), kinds, storeys, lots, marks, reason=self.reason.text().strip()
        )

    def _value(self, name: str) -> str:
        widget = self.conditions[name]
        return str(widget.currentData()) if isinstance(widget, QComboBox) else widget.text().strip()

    def _hit(self) -> Ints:
        """Pieces that it is about."""
        if not self._by_rule:
            return self._pieces
        p = self._view.pieces
        return np.flatnonzero(hits(self.rule(), p.kind, p.storey, p.lot, p.mark))

    def _check(self) -> None:
        hit, p = self._hit(), self._view.pieces
        say = self._session.texts.say
        base = next((b for b in self._view.bases if b.code == self.base.currentData()), None)
        mass = float(np.nansum(p.net_mass_kg[hit]))
        code = "bill.rule_count" if self._by_rule else "bill.assign_count"
        words = say(code, count=f"{len(hit):,}", mass=f"{mass / 1000:,.2f}")
        if base is not None and len(hit):
            over = (p.length_mm[hit] > base.longest_mm) | (p.net_mass_kg[hit] > base.heaviest_kg)
            words += say("bill.assign_over", count=int(over.sum())) if over.any() else ""
        self.count.setText(words)
        rule_has_condition = not self._by_rule or any(self._value(k) for k in self.conditions)
        self.apply.setEnabled(
            bool(self.reason.text().strip()) and base is not None and len(hit) > 0 and rule_has_condition
        )

    def _apply(self) -> None:
        session = self._session
        if self._by_rule:
            rule = self.rule()
            after = replace(session.project, bill=with_rule(session.project.bill, rule))
            session.edit(after, session.texts.say("bill.undo_rule"))
        else:
            base, reason = str(self.base.currentData()), self.reason.text().strip()
            decide(session, self._view, self._pieces, base, reason)
        self.accept()
