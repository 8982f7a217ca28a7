"""What the user decides about a bill's looks: lists, columns, title block, and what a set of bolts is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from components.record import valued
from components.sheet import Column, Revision, TitleBlock


@valued
class ListLayout:
    """One list: its name (ASCII), title by language, columns in order, key of the column whose changes make groups."""

    name: str
    title: Mapping[str, str]
    columns: tuple[Column, ...]
    group: str = ""


@valued
class BoltSet:
    """Nuts and washers that go with one bolt of a kind and one some grades (none: any)."""

    kind: str
    grades: tuple[str, ...]
    nuts: int
    washers: int
    source: Mapping[str, str]


@valued
class Template:
    """lists in the order of the document. spare_percent: fasteners ordered over the count."""

    lists: tuple[ListLayout, ...]
    bolt_sets: tuple[BoltSet, ...]
    spare_percent: float = 0.0
    paper: str = "A3"
    block: TitleBlock = field(default_factory=TitleBlock)
    revisions: tuple[Revision, ...] = ()

    def layout(self, name: str) -> ListLayout | None:
        """The layout of a list; None where the user has left it out."""
        return next((one for one in self.lists if one.name == name), None)
