"""Icons: one-colour drawings beside this module, painted in the colour of the moment."""

from __future__ import annotations

from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SIZES = (16, 20, 24, 32, 48, 64)
_INK = b"#000000"


@cache
def icon(name: str, colour: str = "") -> QIcon:
    """An icon by name; `colour` (#rrggbb) replaces black."""
    drawn = resources.files("app.gui").joinpath("icons", f"{name}.svg").read_bytes()
    renderer = QSvgRenderer(QByteArray(drawn.replace(_INK, colour.encode() or _INK)))
    made = QIcon()
    for size in _SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            renderer.render(painter, QRectF(0, 0, size, size))
        made.addPixmap(pixmap)
    return made
