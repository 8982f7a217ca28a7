"""How parts and assemblies are marked: the user's rules, as they are read from a file."""

from __future__ import annotations

from components.record import valued

KEEP, NUMBER, MODEL = "keep", "number", "model"
MODES = (KEEP, NUMBER, MODEL)
"""keep: the model's marks, and numbers where it has none. number: all anew. model: the model's only."""
APART, TOGETHER = "apart", "together"
LOTS = ("none", "property", "storey")
PART, ASSEMBLY = "part", "assembly"

Question = str | tuple[str, str]
"""A property name, or (set name, property name); `@tag`, `@name` and `@description` ask the element itself."""


@valued
class Series:
    """One run of numbers. kind: its name; zh, en: what a list calls it. prefix: before the number of a loose part or an
    assembly; inside: before the number of a part within an assembly. categories, names, classes: what belongs to it."""

    kind: str
    zh: str
    en: str
    prefix: str
    inside: str
    categories: tuple[str, ...]
    names: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


@valued
class MarkRules:
    """tolerance_mm: of identity, against the mark's master. mirrored: apart, or together under one mark with both
    hands counted. template: of a mark, out of {lot}, {prefix} and {number}. start, digits: of the numbers. lot: where
    the lot comes from, and `lot_series` whether each lot has numbers of its own. part_names, assembly_names, lot_names:
    what is asked of the model. unsure: what a mark contains where its writer was not sure. longest: characters."""

    part_names: tuple[Question, ...]
    assembly_names: tuple[Question, ...]
    lot_names: tuple[Question, ...]
    series: tuple[Series, ...]
    tolerance_mm: float = 1.0
    mirrored: str = APART
    template: str = "{prefix}{number}"
    start: int = 1
    digits: int = 1
    lot: str = "property"
    lot_series: bool = False
    unsure: tuple[str, ...] = ("(?)",)
    longest: int = 32

    def mark(self, lot: str, prefix: str, number: int) -> str:
        """The mark of a number in a series."""
        return self.template.format(lot=lot, prefix=prefix, number=f"{number:0{self.digits}d}")
