"""The axes and signs of a check as a picture: member, section, and the signs of end moments."""

from __future__ import annotations

import numpy as np

from components.drawing import MIDDLE, PAPER, Drawing, Ink, Label, Shape
from components.table import Floats

HEIGHT, WIDTH = 118.0, 500.0
"""Points."""
INKS = {
    "steel": Ink("0.82 0.86 0.90", "0.15 0.18 0.22", 0.6),
    "pressed": Ink("0.93 0.70 0.66", "0.15 0.18 0.22", 0.6),
    "line": Ink("", "0.15 0.18 0.22", 0.7),
    "axis": Ink("", "0.72 0.30 0.18", 0.6, (4.0, 2.0)),
    "force": Ink("", "0.10 0.32 0.62", 1.1),
    "head": Ink("0.10 0.32 0.62", "0.10 0.32 0.62", 0.3),
}


def signs() -> Drawing:
    """Compression positive; Mx positive where it compresses the top flange; end moments of one sign bend one way."""
    shapes, labels = [], []
    for part_shapes, part_labels in (_member(), _section(), _ends()):
        shapes += part_shapes
        labels += part_labels
    return Drawing(
        "signs", "checks.part_signs", INKS, tuple(shapes), tuple(labels), unit=PAPER, height=HEIGHT
    )


def _box(x: float, y: float, w: float, h: float, ink: str) -> Shape:
    return Shape((np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]]),), ink)


def _arrow(points: Floats) -> list[Shape]:
    """An open line with a head at its last point."""
    tip, along = points[-1], points[-1] - points[-2]
    along = along / np.linalg.norm(along)
    across = np.array([-along[1], along[0]])
    head = np.array([tip, tip - 6.0 * along + 2.4 * across, tip - 6.0 * along - 2.4 * across])
    return [Shape((points,), "force", closed=False), Shape((head,), "head")]


def _turn(x: float, y: float, radius: float, first: float, last: float) -> list[Shape]:
    """A curved arrow about (x, y) from one angle to another, degrees."""
    a = np.radians(np.linspace(first, last, 24))
    return _arrow(np.stack([x + radius * np.cos(a), y + radius * np.sin(a)], axis=1))


def _line(*points: tuple[float, float]) -> Floats:
    return np.array(points, np.float64)


def _member() -> tuple[list[Shape], list[Label]]:
    """Seen from the side: axial force, moment about x and shear, all as positive."""
    left, right, low, deep = 42.0, 158.0, 48.0, 26.0
    shapes = [
        _box(left, low, right - left, deep, "steel"), _box(left, low + deep - 5, right - left, 5, "pressed"),
        Shape((_line((left - 40, low + deep / 2), (right + 40, low + deep / 2)),), "axis", closed=False),
    ]  # fmt: skip
    shapes += _arrow(_line((left - 30, low + deep / 2), (left - 2, low + deep / 2)))
    shapes += _arrow(_line((right + 30, low + deep / 2), (right + 2, low + deep / 2)))
    # moments at the cut ends that press the top: clockwise on the left, anticlockwise on the right
    shapes += _turn(left - 4, low + deep / 2, 20, 235, 125)
    shapes += _turn(right + 4, low + deep / 2, 20, -55, 55)
    shapes += _arrow(_line(((left + right) / 2, low - 4), ((left + right) / 2, low - 22)))
    labels = [
        Label(left - 36, low + deep / 2 + 3, "checks.signs_n", 7.0),
        Label(right + 31, low + deep / 2 + 3, "checks.signs_n", 7.0),
        Label(left - 4, low + deep / 2 + 24, "checks.signs_mx", 7.0, MIDDLE),
        Label(right + 4, low + deep / 2 + 24, "checks.signs_mx", 7.0, MIDDLE),
        Label((left + right) / 2 + 5, low - 18, "checks.signs_vy", 7.0),
        Label((left + right) / 2, low + deep + 4, "checks.signs_pressed", 6.4, MIDDLE),
        Label((left + right) / 2, 8, "checks.signs_member", 7.0, MIDDLE),
    ]  # fmt: skip
    return shapes, labels


def _section() -> tuple[list[Shape], list[Label]]:
    """Across: x strong axis, y weak axis, as in GB 50017; IFC and EN call them y and z."""
    x, y, b, h = 245.0, 62.0, 44.0, 56.0
    shapes = [
        _box(x - b / 2, y + h / 2 - 6, b, 6, "pressed"), _box(x - 2.5, y - h / 2 + 6, 5, h - 12, "steel"),
        _box(x - b / 2, y - h / 2, b, 6, "steel"),
        Shape((_line((x - 38, y), (x + 38, y)),), "axis", closed=False),
        Shape((_line((x, y - 38), (x, y + 38)),), "axis", closed=False),
    ]  # fmt: skip
    shapes += _turn(x + 38, y, 7, -140, 140)
    shapes += _turn(x, y + 38, 7, -50, 230)
    labels = [
        Label(x + 49, y - 3, "checks.signs_x", 7.0), Label(x + 11, y + 37, "checks.signs_y", 7.0),
        Label(x, 8, "checks.signs_section", 7.0, MIDDLE),
    ]  # fmt: skip
    return shapes, labels


def _ends() -> tuple[list[Shape], list[Label]]:
    """End moments of one sign bend one way, of two signs both ways."""
    shapes, labels = [], []
    for x, kind in ((352.0, "same"), (433.0, "opposite")):
        t = np.linspace(0.0, 1.0, 40)
        bow = 12.0 * np.sin((1.0 if kind == "same" else 2.0) * np.pi * t)
        shapes.append(Shape((np.stack([x + 42 * t, 62 - bow], axis=1),), "line", closed=False))
        shapes += _turn(x - 2, 62, 12, 250, 110)
        shapes += _turn(x + 44, 62, 12, -70, 70) if kind == "same" else _turn(x + 44, 62, 12, 70, -70)
        labels += [
            Label(x - 6, 80, "checks.signs_m1", 7.0), Label(x + 39, 80, "checks.signs_m2", 7.0),
            Label(x + 21, 34, f"checks.signs_{kind}", 6.6, MIDDLE),
        ]  # fmt: skip
    labels.append(Label(413.0, 8, "checks.signs_ends", 7.0, MIDDLE))
    return shapes, labels
