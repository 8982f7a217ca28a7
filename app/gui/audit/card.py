"""One answer of a verification as a card: a large sign, the question, the answer, and what stands behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy

from app.gui.texts import Texts
from app.verdict import Answer
from app.verdict_words import spoken

SIGNS = {True: ("✓", "good"), False: ("✕", "bad"), None: ("?", "warn")}
MOST_LINES = 60


class Card(QFrame):
    """Empty until an answer is shown on it."""

    def __init__(self, texts: Texts, question: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._texts, self._question = texts, question
        self.answer: Answer | None = None
        self.sign, self.asked, self.headline, self.behind = QLabel(), QLabel(), QLabel(), QLabel()
        self.sign.setFixedWidth(44)
        self.sign.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.sign.setStyleSheet("font-size: 22pt; font-weight: 700;")
        self.asked.setObjectName("quiet")
        self.headline.setStyleSheet("font-size: 14pt; font-weight: 600;")
        for label in (self.headline, self.behind):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)  # what comes out of a package is never markup
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            # As high as its words need at the width it has, and no higher.
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            label.setSizePolicy(policy)
            label.setMinimumWidth(420)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 18, 12)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.addWidget(self.sign, 0, 0, 3, 1)
        for row, label in enumerate((self.asked, self.headline, self.behind)):
            grid.addWidget(label, row, 1)
        grid.setColumnStretch(1, 1)
        self.say()

    def show_answer(self, answer: Answer | None) -> None:
        """Show an answer; None: it is not there yet."""
        self.answer = answer
        self.say()

    def say(self) -> None:
        """In the language of the moment."""
        lang = self._texts.lang
        self.asked.setText(self._texts.say(f"audit.question_{self._question}"))
        sign, colour = SIGNS[self.answer.good] if self.answer is not None else ("…", "quiet")
        self.sign.setObjectName(colour)
        self.sign.style().polish(self.sign)
        self.sign.setText(sign)
        if self.answer is None:
            self.headline.setText("")
            self.behind.setText("")
            return
        self.headline.setText(spoken(self.answer.headline, lang))
        lines = [spoken(line, lang) for line in self.answer.lines[:MOST_LINES]]
        if len(self.answer.lines) > MOST_LINES:
            lines.append(self._texts.say("gui_audit.and_more", count=len(self.answer.lines) - MOST_LINES))
        self.behind.setText("\n".join(lines))
