"""The page of the settings that changes figures: what a settlement mass leaves in, what is not painted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.gui.session import Session
from components.model import SETTLEMENT_RULES, Settings


class MeasuresPage(QWidget):
    """Rule of the settlement mass, share of the surfaces that is not painted; in the words of the command line."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        say = self._say = session.texts.say
        held = session.project.settings
        self.rule = QComboBox()
        for rule in SETTLEMENT_RULES:
            self.rule.addItem(say(f"bill.settlement_{rule}"), rule)
        self.rule.setCurrentIndex(max(self.rule.findData(held.settlement_rule), 0))
        self.rule_note, self.wrong = QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.rule_note.setObjectName("quiet")
        self.wrong.setObjectName("bad")
        self.wrong.hide()
        self.paint = QLineEdit(f"{100 * held.paint_deduction:.10g}")
        self.paint.setMaximumWidth(120)
        paint_note = QLabel(say("cli.paint_deduction"), wordWrap=True)
        paint_note.setObjectName("quiet")
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.setHorizontalSpacing(18)
        form.addRow(say("bill.settlement"), self.rule)
        form.addRow("", self.rule_note)
        form.addRow(say("bill.paint_deduction"), self.paint)
        form.addRow("", paint_note)
        form.addRow("", self.wrong)
        note = QLabel(say("bill.measures_note"), wordWrap=True)
        note.setObjectName("quiet")
        layout = QVBoxLayout(self)
        layout.addWidget(note)
        layout.addSpacing(8)
        layout.addLayout(form)
        layout.addStretch(1)
        self.rule.currentIndexChanged.connect(lambda _: self._tell())
        self._tell()

    def _tell(self) -> None:
        self.rule_note.setText(self._say(f"bom.note_{self.rule.currentData()}"))

    def _share(self) -> float | None:
        """The share that is typed, 0 to 1; None where it is no percentage from 0 to 100."""
        try:
            share = float(self.paint.text().strip() or "0") / 100.0
        except ValueError:
            return None
        return share if 0.0 <= share <= 1.0 else None

    def checked(self) -> bool:
        """Whether the percentage is one; where not, it is told."""
        good = self._share() is not None
        self.wrong.setText("" if good else self._say("cli.share_wrong", value=self.paint.text().strip()))
        self.wrong.setVisible(not good)
        return good

    def put(self, settings: Settings) -> Settings:
        """`Project.settings` with both."""
        share = self._share()
        kept = settings.paint_deduction if share is None else share
        return replace(settings, settlement_rule=str(self.rule.currentData()), paint_deduction=kept)
