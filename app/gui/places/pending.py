"""A place whose engine is not in this version: what will stand there, said plainly."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.gui.places.place import Place
from app.gui.texts import Texts


class PendingPlace(QWidget, Place):
    """One heading and one honest sentence."""

    def __init__(self, texts: Texts, name: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 48, 48, 48)
        for code, style in ((f"gui.place_{name}", "heading"), (f"gui.pending_{name}", "quiet")):
            label = QLabel(wordWrap=True)
            label.setObjectName(style)
            label.setMaximumWidth(680)
            texts.bind(label, label.setText, code)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)
