"""The 3D view as a widget: a picture drawn off screen, and on top of it what Qt draws better: words and marks."""

from __future__ import annotations

import contextlib
import importlib
import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.gui.view3d import keys, overlay, picking
from app.gui.view3d.camera import Camera
from app.gui.view3d.colours import Entry
from app.gui.view3d.measure import Measure, Ruler
from app.gui.view3d.scene import Scene, outposts
from components.table import Bools, Floats, Ints

if TYPE_CHECKING:
    from app.gui.theme import Colours
    from app.gui.view3d.engine import Engine

_ENGINE = "app.gui.view3d.engine"
_SETTLE_MS = 180
_QUICK_MS = 45.0
"""A full picture faster than this is drawn while moving too."""
_COARSE_PIXELS = 1_000_000
_DRAG_PIXELS = 4
_ORBIT = math.radians(0.4)
_WHEEL = 1.0015


def load_engine() -> None:
    """Load VTK ahead of its use; where it cannot be loaded, the canvas says so when it needs it."""
    with contextlib.suppress(ImportError):
        importlib.import_module(_ENGINE)


class Canvas(QWidget):
    """picked: component row or -1, and whether it is added. framed: rows and whether they are added."""

    picked = Signal(int, bool)
    framed = Signal(object, bool)
    failed = Signal(str)
    menu = Signal(QPoint)

    def __init__(self, say: Callable[..., str], length: Callable[[float], str]) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 160)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._say = say
        self.camera = Camera()
        self.scene: Scene | None = None
        self.engine: Engine | None = None
        self.visible: Bools = np.zeros(0, np.bool_)
        self.legend: tuple[Entry, ...] = ()
        self.legend_title = self.note = ""
        self.marked: Ints = np.zeros(0, np.int64)
        self.labels: Callable[[], tuple[Ints, list[str]]] | None = None
        self.ruler = Ruler(length)
        self.measuring = False
        self.clip_box: Floats | None = None
        self.hint = "gui.view_empty"
        self.frames = 0
        self.full = False
        self._image = QImage()
        self._picture: object = None  # the memory of the image
        self._look: Colours | None = None
        self._press: QPoint | None = None
        self._last, self._button = QPoint(), Qt.MouseButton.NoButton
        self._pivot: Floats | None = None
        self._frame: QRect | None = None
        self._framing = False
        self._moving = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._still)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._draw)

    # What is shown.

    def set_scene(self, scene: Scene | None) -> None:
        """Another scene, or none."""
        self.scene = scene
        self.ruler.clear()
        if scene is None:
            self.visible = np.zeros(0, np.bool_)
            if self.engine is not None:
                self.engine.clear()
            self.refresh()
            return
        if self.engine is None and not self._start():
            return
        assert self.engine is not None
        self.engine.set_scene(scene)
        self.visible = np.ones(scene.count, np.bool_)

    def replace_scene(self, scene: Scene) -> None:
        """The same components drawn otherwise: what is visible, measured and looked at stays."""
        old = self.scene
        if old is None or self.engine is None:
            self.set_scene(scene)
            return
        shift = old.origin - scene.origin
        x, y, z = (np.array(self.camera.target) + shift).tolist()
        self.camera = replace(self.camera, target=(x, y, z))
        self.scene = scene
        if shift.any():
            self.ruler.clear()
        self.engine.set_scene(scene)

    def _start(self) -> bool:
        try:
            self.engine = importlib.import_module(_ENGINE).Engine()
        except ImportError as error:
            self.hint = "gui.no_3d"
            self.failed.emit(str(error))
            return False
        if self._look is not None:
            self.dress(self._look)
        return True

    def dress(self, look: Colours) -> None:
        """The look of the moment."""
        self._look = look
        if self.engine is not None:
            self.engine.dress(look.sky_low, look.sky_high, look.selected, look.text)
        self.refresh()

    def refresh(self, moving: bool = False) -> None:
        """Draw soon. moving: the reduced picture is enough until it is still."""
        self._moving = moving
        if moving or (self.engine is not None and self.engine.full_ms > 100):
            self._moving = True
            self._settle.start()
        self._soon.start()

    def _still(self) -> None:
        self._moving = False
        self._soon.start()

    def _draw(self) -> None:
        if self.scene is None or self.engine is None or self.width() < 2 or not self.isVisible():
            self.update()
            return
        self.full = not self._moving or 0 < self.engine.full_ms < _QUICK_MS
        ratio = self.devicePixelRatioF()
        if not self.full and self.width() * self.height() * ratio**2 > _COARSE_PIXELS:
            ratio /= 2  # a large picture costs by its pixels; while it moves nobody counts them
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        self._picture = self.engine.draw(self.camera, width, height, self.full)
        self._image = QImage(self._picture.data, width, height, 4 * width, QImage.Format.Format_RGBX8888)
        self.frames += 1
        if not self.full and not self._settle.isActive():
            self._settle.start()  # whatever asked for it: a reduced picture never stays
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        look = self._look
        if self.scene is None or self._image.isNull():
            painter.fillRect(self.rect(), self.palette().window())
            if look is not None:
                overlay.sentence(painter, self.rect(), self._say(self.hint), look)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.full)
        painter.drawImage(self.rect(), self._image)
        if look is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        overlay.outlines(painter, self.scene, self.camera, self.pixels, self.marked, look)
        if self.labels is not None and not self._moving:
            rows, words = self.labels()
            overlay.labels(painter, self.scene, self.camera, self.pixels, rows, words, look)
        overlay.measures(painter, self.camera, self.pixels, self.ruler, look)
        overlay.triad(painter, self.camera, self.height(), look)
        overlay.note(painter, self.rect(), self.note, look)
        overlay.legend(painter, self.rect(), self.legend_title, self.legend, look)
        if self._frame is not None:
            overlay.frame(painter, self._frame, look)
        if self.hasFocus():
            overlay.focus(painter, self.rect(), look)

    # Camera.

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in logical pixels."""
        return self.width(), max(self.height(), 1)

    @property
    def settled(self) -> bool:
        """Whether the full picture of what is now to be seen stands there."""
        return self.scene is None or (self.full and not self._moving and not self._soon.isActive())

    def fit(self, rows: Ints | None = None) -> None:
        """Show some components whole; all that are visible where none of them is."""
        if self.scene is None:
            return
        chosen = rows[self.visible[rows]] if rows is not None else np.zeros(0, np.int64)
        chosen = chosen if len(chosen) else np.flatnonzero(self.visible)
        boxes = self.scene.boxes[chosen]
        boxes = boxes[np.isfinite(boxes).all(axis=(1, 2))]
        if len(boxes):
            box, _ = overlay.legend_box(self.fontMetrics(), self.rect(), self.legend_title, self.legend)
            corner = (box.left() - 6, box.bottom() + 6) if box.isValid() else None
            self.camera = self.camera.fit_beside(outposts(boxes), self.pixels, corner)
            self.refresh()

    def look_from(self, name: str) -> None:
        """A standard view, fitted."""
        self.camera = self.camera.view(name)
        self.fit()

    def set_parallel(self, on: bool) -> None:
        """Parallel or perspective."""
        self.camera = replace(self.camera, parallel=on)
        self.refresh()

    def set_clip(self, box: Floats | None) -> None:
        """A section box, mm from the scene's origin."""
        self.clip_box = box
        if self.engine is not None:
            self.engine.clip(box)
        self.refresh()

    # Mouse.

    def hit(self, at: QPointF | QPoint) -> picking.Hit | None:
        """What lies beneath a place of the widget."""
        if self.scene is None:
            return None
        start, way = self.camera.ray(at.x(), at.y(), *self.pixels)
        return picking.pick(self.scene, self.visible, start, way, self.clip_box)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = self._last = event.position().toPoint()
        self._button = event.button()
        found = self.hit(event.position())
        self._pivot = found.point if found is not None else np.array(self.camera.target)
        held = event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
        self._framing = event.button() == Qt.MouseButton.LeftButton and bool(held)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._press is None:
            if self.measuring:
                self._hover(event)
            return
        if (at - self._press).manhattanLength() < _DRAG_PIXELS and not self._moving and self._frame is None:
            return
        if self._framing:
            self._frame = QRect(self._press, at)
            self.update()
            return
        step, self._last = at - self._last, at
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._button == Qt.MouseButton.MiddleButton or (
            self._button == Qt.MouseButton.LeftButton and shift
        ):
            self._pan(step)
        elif self._button == Qt.MouseButton.RightButton:
            assert self._pivot is not None
            self.camera = self.camera.zoom(_WHEEL ** (-4 * step.y()), self._pivot)
        elif self._button == Qt.MouseButton.LeftButton:
            assert self._pivot is not None
            self.camera = self.camera.orbit(-_ORBIT * step.x(), _ORBIT * step.y(), self._pivot)
        self.refresh(moving=True)

    def _pan(self, step: QPoint) -> None:
        """The point taken hold of follows the pointer."""
        assert self._pivot is not None
        now = self._last
        was = now - step
        a = self.camera.at_depth_of(was.x(), was.y(), *self.pixels, self._pivot)
        b = self.camera.at_depth_of(now.x(), now.y(), *self.pixels, self._pivot)
        target = np.array(self.camera.target) - (b - a)
        self.camera = replace(self.camera, target=(float(target[0]), float(target[1]), float(target[2])))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        press, self._press = self._press, None
        add = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._frame is not None:
            self._framed(add)
            return
        if press is None or (event.position().toPoint() - press).manhattanLength() >= _DRAG_PIXELS:
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._clicked(event, add)
        elif event.button() == Qt.MouseButton.RightButton:
            self.menu.emit(event.globalPosition().toPoint())

    def _clicked(self, event: QMouseEvent, add: bool) -> None:
        found = self.hit(event.position())
        if self.measuring:
            if found is not None and self.scene is not None:
                at = event.position()
                self.ruler.add(*picking.snap(self.scene, found, self.camera, self.pixels, at.x(), at.y()))
                self.update()
            return
        self.picked.emit(found.component if found is not None else -1, add)

    def _hover(self, event: QMouseEvent) -> None:
        found = self.hit(event.position())
        at = event.position()
        self.ruler.hover = (
            picking.snap(self.scene, found, self.camera, self.pixels, at.x(), at.y())
            if found is not None and self.scene is not None
            else None
        )
        self.update()

    def _framed(self, add: bool) -> None:
        frame, self._frame = self._frame, None
        self.update()
        if self.scene is None or frame is None:
            return
        whole = frame.width() > 0  # to the right: what lies in it; to the left: what it touches
        box = frame.normalized()
        edges = (float(box.left()), float(box.top()), float(box.right()), float(box.bottom()))
        rows = picking.in_frame(self.scene, self.visible, self.camera, self.pixels, edges, whole)
        self.framed.emit(rows, add)

    def wheelEvent(self, event: QWheelEvent) -> None:
        at = event.position()
        found = self.hit(at)
        focus = np.array(self.camera.target)
        point = (
            found.point if found is not None else self.camera.at_depth_of(at.x(), at.y(), *self.pixels, focus)
        )
        self.camera = self.camera.zoom(_WHEEL ** event.angleDelta().y(), point)
        self.refresh(moving=True)
        event.accept()

    # Keys.

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
            and (self.ruler.first is not None or self._frame is not None)
        ):  # first let go of what is half done, then of the selection
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._press = self._frame = self.ruler.first = None
            self.update()
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        seen = keys.moved(self.camera, event.key(), shift, self.pixels[1])
        if seen is None:
            super().keyPressEvent(event)
            return
        self.camera = seen
        self.refresh(moving=True)

    def set_measuring(self, on: bool) -> None:
        """Clicks measure instead of picking."""
        self.measuring = on
        self.ruler.hover = None
        self.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)
        if not on:
            self.ruler.clear()
        self.update()

    def measures(self) -> tuple[Measure, ...]:
        """What has been measured."""
        return tuple(self.ruler.done)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.refresh()

    def close_engine(self) -> None:
        """Let the graphics memory go."""
        if self.engine is not None:
            self.engine.close()
            self.engine = None
