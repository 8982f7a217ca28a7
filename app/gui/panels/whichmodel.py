"""Which of several models a place works on that takes one at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from app.gui.session import Session


class WhichModel(QWidget):
    """A sentence and a choice; hidden while the project has only one model. why, none: codes of the sentence, with
    `count`, and of what stands in the box while no model is chosen."""

    def __init__(self, session: Session, why: str, none: str) -> None:
        super().__init__()
        self._session, self._why, self._none = session, why, none
        self.words = QLabel(wordWrap=True)
        self.box = QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.box.activated.connect(lambda i: session.models.choose(str(self.box.itemData(i))))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 2)
        row.addWidget(self.box)
        row.addWidget(self.words, 1)
        session.model_changed.connect(self.refresh)
        session.models_changed.connect(self.refresh)
        session.texts.changed.connect(lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """The models of the moment."""
        say, models, shown = self._session.texts.say, self._session.models, self._session.current
        here = models.here()
        self.setVisible(len(here) > 1)
        self.words.setText(say(self._why, count=len(here)))
        self.box.clear()
        self.box.setPlaceholderText(say(self._none))
        for one in here:
            self.box.addItem(one.name, one.sha256)
        self.box.setCurrentIndex(self.box.findData(shown.sha256) if shown is not None else -1)
