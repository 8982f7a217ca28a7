"""The camera by keys: arrows turn, with Shift they shift, plus and minus zoom, Home shows all."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import Qt

from app.gui.view3d.camera import Camera

_TURN = math.radians(10.0)
_SHIFT = 0.1
_ZOOM = 1.25

Key = Qt.Key
_WAYS = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, 1), Key.Key_Down: (0, -1)}
_NEARER, _FARTHER = (Key.Key_Plus, Key.Key_Equal), (Key.Key_Minus, Key.Key_Underscore)


def moved(camera: Camera, key: int, shift: bool, screen_height: int) -> Camera | None:
    """The camera after a key; None where the key means nothing to it. What is looked at stays in the middle."""
    middle = np.array(camera.target)
    if key in _NEARER or key in _FARTHER:
        return camera.zoom(_ZOOM if key in _NEARER else 1 / _ZOOM, middle)
    way = next((w for k, w in _WAYS.items() if k == key), None)
    if way is None:
        return None
    right, up = way
    if shift:  # the eye goes that way, so the picture goes the other
        step = _SHIFT * screen_height
        return camera.pan(-right * step, -up * step, screen_height)
    return camera.orbit(_TURN * right, _TURN * up, middle)
