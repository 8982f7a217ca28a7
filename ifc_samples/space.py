"""Points, directions and right-handed frames in millimetres; just enough to place parts."""

from __future__ import annotations

import math
from dataclasses import dataclass

Vec = tuple[float, float, float]
Vec2 = tuple[float, float]


def add(a: Vec, b: Vec) -> Vec:
    """The sum of two vectors."""
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def sub(a: Vec, b: Vec) -> Vec:
    """The vector from b to a."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def times(a: Vec, k: float) -> Vec:
    """A vector made k times as long."""
    return (a[0] * k, a[1] * k, a[2] * k)


def dot(a: Vec, b: Vec) -> float:
    """The scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    """The vector product."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def unit(a: Vec) -> Vec:
    """The direction of a vector."""
    return times(a, 1.0 / math.sqrt(dot(a, a)))


def distance(a: Vec, b: Vec) -> float:
    """The distance of two points, mm."""
    return math.sqrt(dot(sub(a, b), sub(a, b)))


@dataclass(frozen=True)
class Frame:
    """A right-handed frame: origin (mm) and the directions of its x and z axes."""

    o: Vec = (0.0, 0.0, 0.0)
    x: Vec = (1.0, 0.0, 0.0)
    z: Vec = (0.0, 0.0, 1.0)

    @property
    def y(self) -> Vec:
        """The direction of the y axis."""
        return cross(self.z, self.x)

    def point(self, p: Vec) -> Vec:
        """A point given in this frame, in the frame this one is given in."""
        return add(self.o, self.turn(p))

    def turn(self, v: Vec) -> Vec:
        """A direction given in this frame, in the frame this one is given in."""
        return add(add(times(self.x, v[0]), times(self.y, v[1])), times(self.z, v[2]))

    def place(self, child: Frame) -> Frame:
        """A frame given in this frame, in the frame this one is given in."""
        return Frame(self.point(child.o), self.turn(child.x), self.turn(child.z))

    def within(self, parent: Frame) -> Frame:
        """This frame as seen from `parent`; both are given in the same frame."""

        def seen(v: Vec) -> Vec:
            return (dot(v, parent.x), dot(v, parent.y), dot(v, parent.z))

        return Frame(seen(sub(self.o, parent.o)), seen(self.x), seen(self.z))


def along(p: Vec, q: Vec, up: Vec) -> Frame:
    """A frame at p whose z axis points to q and whose y axis is the part of `up` that is square to it."""
    z = unit(sub(q, p))
    y = unit(sub(up, times(z, dot(up, z))))
    return Frame(p, cross(y, z), z)


def mirrored(points: tuple[Vec2, ...]) -> tuple[Vec2, ...]:
    """A plane outline seen from behind: x changes sign, the sense of rotation is kept."""
    return tuple((-x, y) for x, y in reversed(points))
