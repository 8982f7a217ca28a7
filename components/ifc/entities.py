"""Entities of the schemas we read: names, supertypes, positions of attributes, from the tables in `schema/`."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from components.ifc.step import UnreadableModel
from components.record import record, valued

FOLDER = Path(__file__).with_name("schema")
# A schema is looked up in the first table, what that lacks in the next.
_TABLES = {
    "IFC2X3": ("IFC2X3",),
    "IFC4X1": ("IFC4", "IFC4X3_ADD2"),
    "IFC4X2": ("IFC4", "IFC4X3_ADD2"),
    "IFC4X3": ("IFC4X3_ADD2",),
    "IFC4": ("IFC4",),
}


@valued
class Entity:
    """One entity: its spelling, its supertype's spelling, whether it is abstract, its explicit attributes in order."""

    name: str
    parent: str
    abstract: bool
    attributes: tuple[str, ...]


@record
class Schema:
    """One edition of IFC, keyed by upper-case keyword."""

    name: str
    entities: dict[str, Entity]

    def __hash__(self) -> int:
        return hash(self.name)

    @cached_property
    def _descent(self) -> dict[str, frozenset[str]]:
        return {}

    def spelled(self, keyword: str) -> str:
        """The entity's own spelling, or the keyword itself where the schema lacks it."""
        entity = self.entities.get(keyword)
        return entity.name if entity else keyword

    def is_a(self, keyword: str, ancestor: str) -> bool:
        """Whether an entity is `ancestor` (a keyword) or one of its subtypes."""
        return ancestor in self.ancestors(keyword)

    def ancestors(self, keyword: str) -> frozenset[str]:
        """The entity and all its supertypes as keywords."""
        known = self._descent.get(keyword)
        if known is None:
            entity = self.entities.get(keyword)
            above = self.ancestors(entity.parent.upper()) if entity and entity.parent else frozenset[str]()
            known = self._descent[keyword] = above | {keyword}
        return known

    def position(self, keyword: str, attribute: str) -> int:
        """Place of an attribute among the arguments; -1 where the entity has none of that name."""
        entity = self.entities.get(keyword)
        if entity is None or attribute not in entity.attributes:
            return -1
        return entity.attributes.index(attribute)


@cache
def _table(name: str) -> dict[str, Entity]:
    text = (FOLDER / f"{name}.csv").read_text(encoding="ascii")
    found = {}
    for line in text.splitlines():
        spelled, parent, abstract, attributes = line.split(",")
        found[spelled.upper()] = Entity(spelled, parent, abstract == "1", tuple(attributes.split()))
    return found


@cache
def schema(name: str) -> Schema:
    """The schema of a FILE_SCHEMA name such as IFC2X3, IFC4X3_ADD2. KeyError where we do not read it."""
    for known, tables in _TABLES.items():
        exact = name == known or (name.startswith(known) and not name[len(known) :][:1].isalnum())
        if exact:
            joined: dict[str, Entity] = {}
            for table in reversed(tables):
                joined |= _table(table)
            return Schema(known, joined)
    raise KeyError(name)


def of_file(name: str, file: str) -> Schema:
    """The schema a file names, or a refusal that lists what is read."""
    try:
        return schema(name.strip().upper())
    except KeyError:
        raise UnreadableModel("ifc.schema", file=file, schema=name or "?", known=", ".join(_TABLES)) from None
