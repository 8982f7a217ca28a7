"""The part of an answers file that decides on the parts of a model.

[[rule]]    when = { class = "IfcWall", name = "外挂" }   class, name, material, storey, global_id, property
            field, value: role, made, wall, integrated, joint, external, load_bearing (see `components.building`)
            reason: why
[settings]  roof_counts, envelope_counts: true or false; unsaid_concrete: "open" or "cast"
"""

from __future__ import annotations

from components.building import FIELDS, VALUES, Rule
from components.rates.strict_toml import Node

CONDITIONS = ("class", "name", "material", "storey", "global_id", "property")
UNSAID = ("open", "cast")
SETTINGS = ("roof_counts = ", "envelope_counts = ", 'unsaid_concrete = ""')
EXAMPLE = ("[[rule]]", 'when = { class = "", name = "" }', 'field = ""', 'value = ""', 'reason = ""')


def rules(root: Node) -> tuple[Rule, ...]:
    """Every rule of the file, in order. Raises the file's refusal with line and key path."""
    found = []
    for node in root.tables("rule", required=False):
        when = node.table("when")
        conditions = {key: when.text(key) for key in sorted(when.data) if key in CONDITIONS}
        when.done()
        if not conditions:
            raise node.refused("when", "toml_blank")
        field = node.choice("field", FIELDS)
        found.append(Rule(conditions, field, node.choice("value", VALUES[field]), node.text("reason")))
        node.done()
    return tuple(found)


def storey_areas(areas: Node) -> dict[str, float]:
    """Floor area [m2] by storey name; zero is refused, because nothing is built on it."""
    found: dict[str, float] = {}
    for node in areas.tables("storey", required=False):
        name, area = node.text("name"), node.number("m2", 0.0)
        if area == 0.0:
            raise node.refused("m2", "toml_out_of_range", got=area, low="> 0", high="∞")
        if name in found:
            raise node.refused("name", "book_twice", got=name)
        found[name] = area
        node.done()
    return found


def flag_or(node: Node, key: str, default: bool) -> bool:
    """A flag, or its default where it is left out."""
    return node.flag(key) if node.has(key) else default
