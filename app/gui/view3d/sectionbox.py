"""The section box: along each axis, where the picture begins and ends."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSlider

from app.gui.texts import Texts
from app.gui.view3d.canvas import Canvas
from app.gui.view3d.scene import Scene
from components.table import Floats, Ints

_STEPS = 1000
_SIDES = ("low", "high")
_MARGIN = 0.06


class SectionBox(QFrame):
    """Six sliders: the low and the high side along X, Y, Z."""

    def __init__(self, texts: Texts, canvas: Canvas) -> None:
        super().__init__()
        self.setObjectName("viewbar")
        self._canvas = canvas
        self._low, self._high = np.zeros(3), np.ones(3)
        self.sliders: list[tuple[QSlider, QSlider]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 4, 10, 6)
        for k, axis in enumerate("XYZ"):
            pair = (QSlider(Qt.Orientation.Horizontal), QSlider(Qt.Orientation.Horizontal))
            grid.addWidget(QLabel(axis), 0, 3 * k)
            for side, slider in enumerate(pair):
                slider.setRange(0, _STEPS)
                slider.setValue(side * _STEPS)
                slider.setMinimumWidth(60)
                texts.bind(slider, slider.setToolTip, f"gui.section_{_SIDES[side]}", axis=axis)
                texts.bind(slider, slider.setAccessibleName, f"gui.section_{_SIDES[side]}", axis=axis)
                slider.valueChanged.connect(lambda _: self._moved())
                grid.addWidget(slider, 0, 3 * k + 1 + side)
            self.sliders.append(pair)
        whole = QPushButton()
        texts.bind(whole, whole.setText, "gui.section_whole")
        whole.clicked.connect(lambda: self.around(np.zeros(0, np.int64)))
        grid.addWidget(whole, 0, 9)

    def set_scene(self, scene: Scene) -> None:
        """The room the box can take: the whole scene."""
        boxes = scene.boxes[np.isfinite(scene.boxes).all(axis=(1, 2))]
        if len(boxes):
            self._low, self._high = boxes[:, 0].min(axis=0) - 1.0, boxes[:, 1].max(axis=0) + 1.0

    def around(self, rows: Ints) -> None:
        """Put the box around some components, or around everything."""
        scene = self._canvas.scene
        if scene is None:
            return
        boxes = scene.boxes[rows]
        boxes = boxes[np.isfinite(boxes).all(axis=(1, 2))]
        size = self._high - self._low
        low, high = self._low, self._high
        if len(boxes):
            low, high = boxes[:, 0].min(axis=0) - _MARGIN * size, boxes[:, 1].max(axis=0) + _MARGIN * size
        for k, pair in enumerate(self.sliders):
            for slider, value in zip(pair, (low[k], high[k]), strict=True):
                slider.blockSignals(True)
                slider.setValue(round(_STEPS * float(np.clip((value - self._low[k]) / size[k], 0, 1))))
                slider.blockSignals(False)
        self._moved()

    def box(self) -> Floats | None:
        """(2, 3) low and high; None while the box is off."""
        if self.isHidden():
            return None
        share = np.array([[s.value() for s in pair] for pair in self.sliders]) / _STEPS
        size = self._high - self._low
        return np.stack((self._low + share.min(axis=1) * size, self._low + share.max(axis=1) * size))

    def _moved(self) -> None:
        self._canvas.set_clip(self.box())
