"""A drawing as data: shapes, lines and words for a page, computed by whoever knows what it shows."""

from __future__ import annotations

from collections.abc import Mapping

from components.record import record, valued
from components.table import Floats

Words = str | Mapping[str, str]
"""A code of the words tables, or text by language (as in `components.sheet`)."""

PAPER, WORLD = "paper", "world"
"""Coordinates: points from the lower left of the room given; or mm of the building, fitted to the room by a scale."""
LEFT, MIDDLE, RIGHT = "left", "middle", "right"


@valued
class Ink:
    """How a shape looks. fill, edge: "r g b" from 0 to 1, or "" for none. weight in points; dash: on and off."""

    fill: str = ""
    edge: str = ""
    weight: float = 0.4
    dash: tuple[float, ...] = ()


@record
class Shape:
    """Closed rings (k, 2), holes among them by the even-odd rule; or one open line. ink: key of `Drawing.inks`."""

    rings: tuple[Floats, ...]
    ink: str
    closed: bool = True


@valued
class Label:
    """Words at a place; size in points. width: wrap into so many points (paper drawings), 0 keeps one line."""

    x: float
    y: float
    words: Words
    size: float = 7.0
    align: str = LEFT
    bold: bool = False
    ink: str = ""
    width: float = 0.0


@valued
class Key:
    """An entry of the legend; `note` stands behind the words."""

    ink: str
    words: Words
    note: str = ""


@record
class Drawing:
    """A page of its own, or a banner on the cover (PAPER coordinates, `height` points high).

    before: name of the list it stands in front of; "" at the end. notes: lines under the legend.
    """

    name: str
    title: Words
    inks: Mapping[str, Ink]
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...] = ()
    legend: tuple[Key, ...] = ()
    notes: tuple[Words, ...] = ()
    unit: str = WORLD
    height: float = 0.0
    before: str = ""
