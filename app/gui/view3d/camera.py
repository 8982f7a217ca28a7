"""The camera as a frozen value: orbit, pan, zoom to a point, standard views; world to screen and back."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from components.table import Floats

ANGLE = math.radians(30.0)
"""Full vertical angle of the perspective."""
VIEWS = {
    "iso": (math.radians(-50.0), math.radians(28.0)), "front": (math.radians(-90.0), 0.0),
    "back": (math.radians(90.0), 0.0), "left": (math.radians(180.0), 0.0), "right": (0.0, 0.0),
    "top": (math.radians(-90.0), math.radians(90.0)), "bottom": (math.radians(-90.0), math.radians(-90.0)),
}  # fmt: skip
"""Azimuth and height of the eye as seen from the target."""
_LIMIT = math.radians(90.0)
_TRIES = 10
_EDGE = 6.0
"""Pixels between the edge of the picture and what is fitted beside something."""


@dataclass(frozen=True)
class Camera:
    """target: what is looked at, mm. azimuth, height: of the eye. span: mm of the picture's height at the target."""

    target: tuple[float, float, float] = (0.0, 0.0, 0.0)
    azimuth: float = VIEWS["iso"][0]
    height: float = VIEWS["iso"][1]
    span: float = 10000.0
    parallel: bool = False

    @property
    def axes(self) -> tuple[Floats, Floats, Floats]:
        """Unit vectors to the right, upwards and towards the eye."""
        ca, sa, ch, sh = (f(v) for v in (self.azimuth, self.height) for f in (math.cos, math.sin))
        back = np.array([ca * ch, sa * ch, sh])
        right = np.array([-sa, ca, 0.0])
        return right, np.cross(back, right), back

    @property
    def distance(self) -> float:
        """From eye to target, mm."""
        return self.span / 2 / math.tan(ANGLE / 2)

    @property
    def eye(self) -> Floats:
        """Where the eye is."""
        return np.array(self.target) + self.axes[2] * self.distance

    def view(self, name: str) -> Camera:
        """A standard view of the same target."""
        azimuth, height = VIEWS[name]
        return replace(self, azimuth=azimuth, height=height)

    def orbit(self, right: float, up: float, about: Floats) -> Camera:
        """Turn by angles about a point that keeps its place on the screen."""
        height = min(max(self.height + up, -_LIMIT), _LIMIT)
        turned = replace(self, azimuth=self.azimuth + right, height=height)
        local = np.stack(self.axes) @ (np.array(self.target) - about)
        target = about + local @ np.stack(turned.axes)
        return replace(turned, target=_three(target))

    def pan(self, right: float, up: float, screen_height: int) -> Camera:
        """Shift by pixels."""
        scale = self.span / max(screen_height, 1)
        x, y, _ = self.axes
        return replace(self, target=_three(np.array(self.target) - scale * (right * x + up * y)))

    def zoom(self, factor: float, at: Floats) -> Camera:
        """Come nearer by a factor, towards a point."""
        span = min(max(self.span / factor, 1.0), 1e8)
        share = 1.0 - span / self.span
        target = np.array(self.target) + share * (at - np.array(self.target))
        return replace(self, target=_three(target), span=span)

    def fit(self, low: Floats, high: Floats, aspect: float) -> Camera:
        """Show a box whole."""
        corners = np.array([[(low, high)[i >> k & 1][k] for k in range(3)] for i in range(8)])
        local = (corners - (low + high) / 2) @ np.stack(self.axes).T
        x, y, z = np.abs(local[:, 0]) / max(aspect, 0.1), np.abs(local[:, 1]), local[:, 2]
        half = np.maximum(x, y)
        slope = math.tan(ANGLE / 2)
        reach = half if self.parallel else half + z * slope  # what stands nearer to the eye needs more room
        span = max(2 * float(reach.max()), 10.0) * 1.06
        return replace(self, target=_three((low + high) / 2), span=float(span))

    def fit_beside(self, points: Floats, size: tuple[int, int], corner: tuple[float, float] | None) -> Camera:
        """Show (n, 3) points whole, and none of them beneath what is drawn over a corner of the picture.

        size: of the picture; corner: left and bottom of what is taken at its top right, all in pixels. The picture
        moves to the left of that or below it, whichever leaves it larger; where neither leaves half of its size,
        it stays.
        """
        low, high = points.min(axis=0), points.max(axis=0)
        width, height = size
        whole = self.fit(low, high, width / height)
        if corner is None or not whole._reaches(points, size, corner):
            return whole
        left, bottom = corner
        beside = self.fit(low, high, left / height)
        below = self.fit(low, high, width / max(height - bottom, 1.0))
        below = replace(below, span=below.span * height / max(height - bottom, 1.0))
        if min(beside.span, below.span) > 2 * whole.span:
            return whole
        aside = beside.span <= below.span
        moved, shift = (beside, (left - width, 0.0)) if aside else (below, (0.0, -bottom))
        for _ in range(_TRIES):  # out of the middle the perspective draws what is near a little larger
            placed = moved.pan(shift[0] / 2, shift[1] / 2, height)
            if placed._holds(points, size) and not placed._reaches(points, size, corner):
                break
            moved = replace(moved, span=moved.span * 1.03)
        return placed

    def _reaches(self, points: Floats, size: tuple[int, int], corner: tuple[float, float]) -> bool:
        """Whether a point lies to the right of and above a corner."""
        seen = self.project(points, *size)
        return bool(((seen[:, 0] > corner[0]) & (seen[:, 1] < corner[1])).any())

    def _holds(self, points: Floats, size: tuple[int, int]) -> bool:
        """Whether all points lie in the picture, off its edges."""
        seen = self.project(points, *size)[:, :2]
        return bool(((seen > _EDGE) & (seen < np.array(size) - _EDGE)).all())

    def project(self, points: Floats, width: int, height: int) -> Floats:
        """(n, 3) points to pixels from the top left, and depth from the eye in mm (negative: behind it)."""
        right, up, back = self.axes
        local = (points - np.array(self.target)) @ np.stack((right, up, back)).T
        depth = self.distance - local[:, 2]
        shrink = (
            np.ones(len(points)) if self.parallel else self.distance / np.where(depth > 1e-6, depth, 1e-6)
        )
        scale = height / self.span * shrink
        return np.column_stack((width / 2 + local[:, 0] * scale, height / 2 - local[:, 1] * scale, depth))

    def ray(self, x: float, y: float, width: int, height: int) -> tuple[Floats, Floats]:
        """Start and unit direction of the ray through a pixel."""
        right, up, back = self.axes
        scale = self.span / height
        place = np.array(self.target) + (x - width / 2) * scale * right + (height / 2 - y) * scale * up
        if self.parallel:
            return place + back * 1e7, -back
        way = place - self.eye
        return self.eye, way / np.linalg.norm(way)

    def at_depth_of(self, x: float, y: float, width: int, height: int, point: Floats) -> Floats:
        """The point beneath a pixel on the plane through `point` that faces the eye."""
        start, way = self.ray(x, y, width, height)
        back = self.axes[2]
        down = float(way @ back)
        return start + way * (float((point - start) @ back) / (down if abs(down) > 1e-9 else -1.0))


def _three(v: Floats) -> tuple[float, float, float]:
    return float(v[0]), float(v[1]), float(v[2])
