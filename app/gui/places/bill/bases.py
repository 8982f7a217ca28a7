"""The bases: load against capacity and limits, who goes where and why, and giving pieces to another one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.bill_plan import own_rules
from app.bill_view import BillView
from app.gui.places.bill.assign import AssignDialog, touched, withdraw
from app.gui.places.bill.found import colours_of
from app.gui.session import Session
from app.gui.tableview import TableView
from components.bom.bases import Base, Rule
from components.sheet import LENGTH, MASS, SUM, Column, Data, Sheet
from components.table import Bools, Ints, Text

_SHARES = 1000


class Card(QFrame):
    """A base with what it was given. pressed: its pieces are asked for."""

    pressed = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        super().mousePressEvent(event)


class BasesPage(QWidget):
    """settings: a page of the settings is asked for. example: the shipped example is to be taken."""

    settings = Signal(str)
    example = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.view: BillView | None = None
        texts = session.texts
        self.none = self._nothing()
        self.some = QWidget()
        self.cards, self.rules = QGridLayout(), QVBoxLayout()
        self.cards.setSpacing(10)
        self.rules.setSpacing(2)
        self.hint = QLabel(wordWrap=True)
        self.hint.setObjectName("warn")
        self.by_hand, self.by_rule, self.back = QPushButton(), QPushButton(), QPushButton()
        self.chosen = QLabel()
        self.chosen.setObjectName("quiet")
        buttons = QHBoxLayout()
        for button, code in (
            (self.by_hand, "bill.assign_selected"), (self.back, "bill.withdraw"), (self.by_rule, "bill.assign_by_rule"),
        ):  # fmt: skip
            texts.bind(button, button.setText, code)
            buttons.addWidget(button)
        buttons.addWidget(self.chosen, 1)
        edit = QPushButton()
        texts.bind(edit, edit.setText, "bill.edit_bases")
        edit.clicked.connect(lambda: self.settings.emit("bases"))
        buttons.addWidget(edit)
        self.by_hand.clicked.connect(lambda: self.ask(False))
        self.by_rule.clicked.connect(lambda: self.ask(True))
        self.back.clicked.connect(self._withdraw)
        self.pieces = TableView(texts, session.preferences.display)
        self.pieces.selected.connect(self._select)
        body = QVBoxLayout(self.some)
        body.setContentsMargins(14, 10, 14, 0)
        body.addWidget(self.hint)
        body.addLayout(self.cards)
        body.addWidget(self._rules_box())
        body.addLayout(buttons)
        body.addWidget(self.pieces, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.none)
        layout.addWidget(self.some, 1)
        session.selection_changed.connect(self._selected)

    def _nothing(self) -> QWidget:
        """What stands here while the project has no bases."""
        box, texts = QWidget(), self._session.texts
        words = QLabel(wordWrap=True)
        words.setObjectName("quiet")
        texts.bind(words, words.setText, "bill.no_bases")
        row = QHBoxLayout()
        calls: dict[str, Callable[[], object]] = {
            "bill.load_bases": lambda: self.settings.emit("bases"), "bill.example_bases": self.example.emit,
        }  # fmt: skip
        for code, call in calls.items():
            button = QPushButton()
            texts.bind(button, button.setText, code)
            button.clicked.connect(lambda _=False, c=call: c())
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.addWidget(words)
        layout.addLayout(row)
        layout.addStretch(1)
        return box

    def _rules_box(self) -> QScrollArea:
        inner = QWidget()
        inner.setLayout(self.rules)
        self.rules.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inner)
        area.setFixedHeight(124)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    # What is shown.

    def show_view(self, view: BillView | None) -> None:
        """Show the assignment of another bill."""
        self.view = view
        there = view is not None and bool(view.bases)
        self.none.setVisible(view is not None and not there)
        self.some.setVisible(there)
        if view is None or not there:
            return
        say = self._session.texts.say
        self.hint.setText(say("marks.bases_example"))
        self.hint.setVisible(view.example)
        self._fill_cards(view)
        self._fill_rules(view)
        self.pieces.set_sheet(pieces_sheet(view, self._session))
        self._selected(None)

    def _fill_cards(self, view: BillView) -> None:
        _emptied(self.cards)
        colours = colours_of(view)
        codes = view.pieces.base
        for i, base in enumerate(view.bases):
            self.cards.addWidget(
                self._card(base, colours[base.name], codes.isin((base.code,))), i // 2, i % 2
            )
        lost = codes.codes < 0
        if lost.any():
            nobody = Base(
                "", say_of(self._session, "marks.unassigned_name"), "", math.nan, math.nan, math.nan
            )
            at = len(view.bases)
            self.cards.addWidget(self._card(nobody, "#a9afb8", lost), at // 2, at % 2)

    def _card(self, base: Base, colour: str, mine: Bools) -> Card:
        assert self.view is not None
        say, p = self._session.texts.say, self.view.pieces
        rows = np.flatnonzero(mine)
        mass = float(np.nansum(p.net_mass_kg[rows]))
        card = Card()
        card.setObjectName("card")
        card.setCursor(Qt.CursorShape.PointingHandCursor)
        card.pressed.connect(partial(self._select_pieces, rows))
        grid = QGridLayout(card)
        grid.setContentsMargins(14, 8, 14, 8)
        grid.setVerticalSpacing(3)
        head = QLabel(
            f"<span style='color:{colour}; font-size:15pt'>■</span>&nbsp; <b>{base.name}</b>&nbsp; {base.city}"
        )
        load = QLabel(say("bill.given", count=f"{len(rows):,}", mass=f"{mass / 1000:,.2f}"))
        load.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(head, 0, 0)
        grid.addWidget(load, 0, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if base.code:
            bar = QProgressBar(maximum=_SHARES, textVisible=False)
            months = mass / base.capacity_kg if base.capacity_kg > 0 else math.nan
            bar.setValue(int(_SHARES * min(months, 1.0)) if math.isfinite(months) else 0)
            grid.addWidget(bar, 1, 0, 1, 2)
            grid.addWidget(
                self._line(self._capacity(base, months), math.isfinite(months) and months > 1), 2, 0
            )
            for row, (code, values, limit, factor) in enumerate(
                (("bill.longest", p.length_mm[rows], base.longest_mm, 1000.0),
                 ("bill.heaviest", p.net_mass_kg[rows], base.heaviest_kg, 1000.0))
            ):  # fmt: skip
                grid.addWidget(self._limit(code, values, limit, factor), 2 + row, 1)
            over = int(p.over[rows].sum())
            unsure = int(p.unsure[rows].sum())
            said = [say("bill.over_limits", count=over)] if over else []
            said += [say("bill.not_compared", count=unsure)] if unsure else []
            words = "  ".join(said) or (say("bill.within_limits") if len(rows) else "")
            grid.addWidget(self._line(words, bool(over or unsure)), 3, 0)
        return card

    def _capacity(self, base: Base, months: float) -> str:
        if not math.isfinite(months):
            return say_of(self._session, "bill.no_capacity")
        return self._session.texts.say(
            "bill.capacity" if months <= 1 else "bill.capacity_over",
            capacity=f"{base.capacity_kg / 1000:,.0f}",
            share=f"{100 * months:,.1f}",
            months=f"{months:,.1f}",
        )

    def _limit(self, code: str, values: np.ndarray, limit: float, factor: float) -> QLabel:
        known = values[np.isfinite(values)]
        most = f"{known.max() / factor:,.2f}" if len(known) else "–"
        top = f"{limit / factor:,.1f}" if math.isfinite(limit) else "–"
        over = bool(len(known)) and math.isfinite(limit) and bool(known.max() > limit)
        label = self._line(self._session.texts.say(code, most=most, limit=top), over)
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        return label

    @staticmethod
    def _line(words: str, bad: bool) -> QLabel:
        label = QLabel(words)
        label.setObjectName("bad" if bad else "quiet")
        return label

    def _fill_rules(self, view: BillView) -> None:
        _emptied(self.rules)
        own = own_rules(self._session.project.bill)
        decided = int(view.pieces.by.isin(("hand",)).sum())
        hand = self._session.texts.say("bill.rule_by_hand", count=decided)
        self.rules.addWidget(self._line(hand, False))
        for number, rule in enumerate(view.rules):
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            used = int((view.pieces.rule == number).sum())
            words = QLabel(f"{number + 1}. {rule_words(rule, view, self._session)}  ({used:,})")
            words.setToolTip(rule.reason)
            row.addWidget(words)
            at = own.index(rule) if rule in own else -1
            if at >= 0:
                gone = QToolButton()
                gone.setText("✕")
                gone.setToolTip(say_of(self._session, "bill.rule_remove"))
                gone.clicked.connect(lambda _=False, i=at: self._remove(i))
                row.addWidget(gone)
            row.addStretch(1)
            holder = QWidget()
            holder.setLayout(row)
            self.rules.addWidget(holder)
        self.rules.addStretch(1)

    # What the user does.

    def ask(self, by_rule: bool) -> AssignDialog | None:
        """The dialog that gives the selected pieces, or those of a rule, to a base."""
        if self.view is None or not self.view.bases:
            return None
        dialog = AssignDialog(self, self._session, self.view, by_rule)
        dialog.open()
        return dialog

    def _withdraw(self) -> None:
        if self.view is not None:
            withdraw(self._session, self.view, touched(self.view, self._session.selection))

    def _remove(self, at: int) -> None:
        project = self._session.project
        left = [r for i, r in enumerate(project.bill.get("assign", ())) if i != at]
        bill = {k: v for k, v in project.bill.items() if k != "assign"} | ({"assign": left} if left else {})
        self._session.edit(replace(project, bill=bill), say_of(self._session, "bill.rule_remove"))

    def _select(self, rows: Ints) -> None:
        self._select_pieces(rows, self.pieces)

    def _select_pieces(self, pieces: Ints, by: object = None) -> None:
        if self.view is not None:
            self._session.select(np.flatnonzero(np.isin(self.view.piece_of, pieces)), by or self)

    def _selected(self, by: object) -> None:
        view = self.view
        if view is None or not view.bases:
            return
        pieces = touched(view, self._session.selection)
        mass = float(np.nansum(view.pieces.net_mass_kg[pieces]))
        words = self._session.texts.say(
            "bill.assign_count", count=f"{len(pieces):,}", mass=f"{mass / 1000:,.2f}"
        )
        self.chosen.setText(words if len(pieces) else say_of(self._session, "bill.select_first"))
        self.by_hand.setEnabled(len(pieces) > 0)
        self.back.setEnabled(bool(view.pieces.by.isin(("hand",))[pieces].any()))
        if by is not self.pieces:
            self.pieces.select_rows(pieces, scroll=by is not self)


def say_of(session: Session, code: str) -> str:
    """A sentence without arguments."""
    return session.texts.say(code)


def rule_words(rule: Rule, view: BillView, session: Session) -> str:
    """A rule in words: its conditions, its base, why."""
    say = session.texts.say
    titles = dict(zip(view.kinds, view.titles, strict=True))
    kinds = tuple(titles.get(k) or k for k in rule.kinds)
    parts = [
        say(f"bill.if_{name}", words=("、" if session.texts.lang == "zh" else ", ").join(words))
        for name, words in (
            ("kind", kinds),
            ("storey", rule.storeys),
            ("lot", rule.lots),
            ("marks", rule.marks),
        )
        if words
    ]
    base = next((b.name for b in view.bases if b.code == rule.base), rule.base)
    what = ("，" if session.texts.lang == "zh" else ", ").join(parts) or say("bill.if_any")
    return f"{what} → {base}" + (f"    {rule.reason}" if rule.reason else "")


def pieces_sheet(view: BillView, session: Session) -> Sheet:
    """Pieces with their base and who decided."""
    p, names = view.pieces, {b.code: b.name for b in view.bases}
    said = [
        "" if r < 0 else session.texts.say("bill.by_rule_number", number=int(r) + 1) for r in p.rule.tolist()
    ]
    by = p.by.map(lambda w: session.texts.say(f"bill.by_{w}"))
    ruled = p.rule >= 0
    answers = tuple(session.texts.say(code) for code in ("exports.no", "exports.yes", "bill.unknown"))
    over = Text(np.where(p.unsure, 2, p.over).astype(np.int32), answers)
    columns = (
        Column("mark", "bom.assembly_mark"), Column("title", "bom.name"), Column("storey", "bom.storey"),
        Column("lot", "marks.lot"), Column("length_mm", "bom.length", LENGTH),
        Column("net_mass_kg", "bom.net_mass", MASS, total=SUM), Column("base", "bom.base"),
        Column("by", "bill.assigned_by"), Column("over", "bill.over"),
    )  # fmt: skip
    data: dict[str, Data] = {
        "mark": p.mark, "title": p.title, "storey": p.storey, "lot": p.lot, "length_mm": p.length_mm,
        "net_mass_kg": p.net_mass_kg, "base": p.base.map(names.get), "by": by.where(ruled, Text.of(said)), "over": over,
    }  # fmt: skip
    return Sheet("pieces", "bill.pieces", columns, data)


def _emptied(layout: QGridLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
