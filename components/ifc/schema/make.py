"""Write the schema tables beside this file from the definitions that ifcopenshell carries.

Run `python -m components.ifc.schema.make` when a schema is added. One line per entity: name, supertype, abstract (1/0),
explicit attributes in order, inherited ones first, separated by blanks.
"""

from __future__ import annotations

from pathlib import Path

import ifcopenshell.ifcopenshell_wrapper as wrapper

SCHEMAS = ("IFC2X3", "IFC4", "IFC4X3_ADD2")


def lines(schema: str) -> list[str]:
    """The table of one schema as text lines, sorted by name."""
    rows = []
    for entity in wrapper.schema_by_name(schema).entities():
        parent = entity.supertype()
        attributes = " ".join(a.name() for a in entity.all_attributes())
        rows.append(
            f"{entity.name()},{parent.name() if parent else ''},{int(entity.is_abstract())},{attributes}"
        )
    return sorted(rows)


if __name__ == "__main__":
    for name in SCHEMAS:
        Path(__file__).with_name(f"{name}.csv").write_text("\n".join(lines(name)) + "\n", encoding="ascii")
