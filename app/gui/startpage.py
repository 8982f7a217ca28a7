"""What stands where nothing is open: what to do, samples one click away, files opened last."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.gui.places.place import Place
from app.gui.preferences import Preferences
from app.gui.texts import Texts

SAMPLES = ("portal_workshop", "frame_office", "truss_gussets", "zh_gb_small")
_STEPS = ("gui.start_step_1", "gui.start_step_2", "gui.start_step_3")


def sample_path(name: str) -> Path:
    """Where a sample lies."""
    return Path(str(resources.files("ifc_samples").joinpath(f"{name}.ifc")))


_WIDE = 640


class StartPage(QScrollArea, Place):
    """open_file: the user asks for the dialog. chosen: a file. tour: the user asks to be shown round."""

    open_file = Signal()
    tour = Signal()
    chosen = Signal(object)

    def __init__(self, texts: Texts, preferences: Preferences) -> None:
        super().__init__(widgetResizable=True)
        self._texts, self._preferences = texts, preferences
        body = QWidget()
        outer = QVBoxLayout(body)
        outer.addStretch(1)
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(_WIDE)
        middle = QHBoxLayout()  # not an alignment: that would not ask how high the words stand at this width
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(2)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(36, 30, 36, 30)
        layout.setSpacing(10)
        self._label(layout, "gui.start_title", "heading")
        self._label(layout, "gui.start_text", "quiet")
        self.open = QPushButton()
        self.open.setObjectName("primary")
        texts.bind(self.open, self.open.setText, "gui.start_open")
        self.open.clicked.connect(self.open_file)
        row = QHBoxLayout()
        row.addWidget(self.open)
        drop = QLabel()
        drop.setObjectName("quiet")
        texts.bind(drop, drop.setText, "gui.start_drop")
        row.addWidget(drop, 1)
        layout.addLayout(row)
        self._label(layout, "gui.start_samples", "subheading")
        self.samples: dict[str, QPushButton] = {}
        for name in SAMPLES:
            if sample_path(name).is_file():
                button = QPushButton()
                button.setStyleSheet("text-align: left; padding: 8px 14px;")
                texts.bind(button, button.setText, f"gui.sample_{name}")
                button.clicked.connect(lambda _=False, n=name: self.chosen.emit(sample_path(n)))
                layout.addWidget(button)
                self.samples[name] = button
        self.round = QPushButton()
        texts.bind(self.round, self.round.setText, "gui.do_tour")
        self.round.clicked.connect(self.tour)
        layout.addWidget(self.round, 0, Qt.AlignmentFlag.AlignLeft)
        self._recent_head = self._label(layout, "gui.start_recent", "subheading")
        self._recent = QVBoxLayout()
        layout.addLayout(self._recent)
        self._label(layout, "gui.start_next", "subheading")
        for code in _STEPS:
            self._label(layout, code, "quiet")
        self.setWidget(body)
        self.refresh()

    def _label(self, layout: QVBoxLayout, code: str, name: str) -> QLabel:
        label = QLabel(wordWrap=True)
        label.setObjectName(name)
        self._texts.bind(label, label.setText, code)
        layout.addWidget(label)
        return label

    def refresh(self) -> None:
        """List the files opened last."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        recent = self._preferences.recent[:5]
        self._recent_head.setVisible(bool(recent))
        for path in recent:
            button = QPushButton(f"{path.name}    {path.parent}")
            button.setStyleSheet("text-align: left; padding: 6px 14px;")
            button.clicked.connect(lambda _=False, p=path: self.chosen.emit(p))
            self._recent.addWidget(button)
