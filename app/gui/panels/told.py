"""A section of the inspector as data: what a place tells about the components that are selected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from components.table import Ints

if TYPE_CHECKING:
    from app.gui.session import Session


@dataclass(frozen=True)
class Link:
    """A button beneath a section. words: already said. act: what it does."""

    words: str
    act: Callable[[], object]


@dataclass(frozen=True)
class Told:
    """One section, its words already said. lines: words and value; those without a value are left out.

    picture: makes a widget that stands above the lines. notes: sentences beneath them.
    """

    title: str
    lines: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    picture: Callable[[], QWidget] | None = None
    links: tuple[Link, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (any(v for _, v in self.lines) or self.notes or self.picture or self.links)


Provider = Callable[["Session", Ints], Told | None]
"""The session and the component rows selected (at least one) to a section, or None where it has nothing to say."""
