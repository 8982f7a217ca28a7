"""The tour: a walk over the window on a sample, one widget and a few sentences a step. Keys: arrows, Enter, Esc."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from app.gui.window import Window

_CARD_WIDTH, _GAP = 400, 16
_SHADE = QColor(10, 14, 20, 140)


@dataclass(frozen=True)
class Step:
    """code: of its title, `_text` of its sentences. place: shown meanwhile. target: what is lit."""

    code: str
    place: str
    target: Callable[[Window], QWidget]


def _dock(name: str) -> Callable[[Window], QWidget]:
    def find(window: Window) -> QWidget:
        dock = window.model_place.docks[name]
        dock.show()
        dock.raise_()
        return dock

    return find


def _inspector(window: Window) -> QWidget:
    model = window.session.model
    if model is not None and not len(window.session.selection):
        members = np.flatnonzero(model.components.category.isin(("steel_member",)))
        window.session.select(members[:1])
    return _dock("inspector")(window)


def _place(window: Window) -> QWidget:
    return window.stack


STEPS = (
    Step("tour.places", "model", lambda w: w.sidebar),
    Step("tour.view", "model", lambda w: w.model_place.view),
    Step("tour.trees", "model", _dock("trees")),
    Step("tour.table", "model", _dock("table")),
    Step("tour.inspector", "model", _inspector),
    Step("tour.findings", "model", _dock("findings")),
    Step("tour.edits", "model", _dock("edits")),
    Step("tour.rate", "rate", _place),
    Step("tour.check", "check", _place),
    Step("tour.bill", "bill", _place),
    Step("tour.project", "model", lambda w: w.topbar),
    Step("tour.help", "model", lambda w: w.sidebar.buttons["help"]),
)


class Tour(QWidget):
    """Lies over the window, dims it but for one widget, and says what that is. ended: closed by the user."""

    ended = Signal()

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._window, self._at = window, 0
        self._target: QWidget | None = None
        self._build()
        window.installEventFilter(self)
        window.texts.changed.connect(lambda _: self.go(self._at))
        self._place_soon = QTimer(self, singleShot=True, interval=60)
        self._place_soon.timeout.connect(self._lay)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.go(0)

    def _build(self) -> None:
        say = self._window.texts
        self.card = QFrame(self)
        self.card.setObjectName("card")
        self.card.setFixedWidth(_CARD_WIDTH)
        self.title, self.text, self.count = QLabel(), QLabel(wordWrap=True), QLabel()
        self.title.setObjectName("subheading")
        self.count.setObjectName("quiet")
        self.back, self.next, self.end = QPushButton(), QPushButton(), QPushButton()
        self.next.setObjectName("primary")
        for button, code in ((self.back, "tour.back"), (self.end, "tour.end")):
            say.bind(button, button.setText, code)
        self.back.clicked.connect(lambda: self.go(self._at - 1))
        self.next.clicked.connect(lambda: self.go(self._at + 1))
        self.end.clicked.connect(self.finish)
        row = QHBoxLayout()
        row.addWidget(self.count)
        row.addStretch(1)
        for button in (self.end, self.back, self.next):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are the tour's own
            row.addWidget(button)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addLayout(row)

    def go(self, step: int) -> None:
        """Show a step; after the last one the tour is over."""
        if step >= len(STEPS):
            self.finish()
            return
        self._at = max(step, 0)
        here, say = STEPS[self._at], self._window.texts.say
        self._window.show_place(here.place)
        self._target = here.target(self._window)
        self.title.setText(say(here.code))
        self.text.setText(say(f"{here.code}_text"))
        self.count.setText(f"{self._at + 1} / {len(STEPS)}")
        self.next.setText(say("tour.next" if self._at + 1 < len(STEPS) else "tour.done"))
        self.back.setEnabled(self._at > 0)
        self.setFocus()
        self._lay()
        self._place_soon.start()  # a place that was just shown has yet to take its size

    def finish(self) -> None:
        """Leave the window as it is."""
        self._window.removeEventFilter(self)
        self.hide()
        self.ended.emit()
        self.close()

    def lit(self) -> QRect:
        """Where the widget of the step lies, in the window."""
        if self._target is None:
            return QRect()
        return QRect(self._target.mapTo(self._window, QPoint()), self._target.size())

    def _lay(self) -> None:
        """The card beside what is lit: right, left, below, above, or inside it."""
        self.setGeometry(self._window.rect())
        self.raise_()
        self.card.adjustSize()
        lit, card, room = self.lit(), self.card.size(), self.rect().adjusted(8, 8, -8, -8)
        spots = (
            QPoint(lit.right() + _GAP, lit.top()),
            QPoint(lit.left() - _GAP - card.width(), lit.top()),
            QPoint(lit.left(), lit.bottom() + _GAP),
            QPoint(lit.left(), lit.top() - _GAP - card.height()),
        )
        fitting = [p for p in spots if room.contains(QRect(p, card))]
        inside = QPoint(lit.center().x() - card.width() // 2, lit.bottom() - card.height() - 2 * _GAP)
        at = fitting[0] if fitting else inside
        x = min(max(at.x(), room.left()), room.right() - card.width())
        y = min(max(at.y(), room.top()), room.bottom() - card.height())
        self.card.move(x, y)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hole = (
            QRectF(self.lit()).adjusted(-3, -3, 3, 3).intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        )
        shade = QPainterPath()
        shade.addRect(QRectF(self.rect()))
        shade.addRoundedRect(hole, 6, 6)  # odd-even: what lies in it stays clear
        painter.fillPath(shade, _SHADE)
        painter.setPen(QPen(self.palette().link().color(), 2))
        painter.drawRoundedRect(hole, 6, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.go(self._at + 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Backspace):
            self.go(self._at - 1)
        elif key == Qt.Key.Key_Escape:
            self.finish()
        event.accept()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:  # Esc is the tour's while it is open
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place_soon.start()
        return False
