"""The user's bases (`bases.toml`), read strictly.

schema = 1    example = true: the figures are made up
[[base]] code, name, city, capacity_t_per_month, longest_piece_m, heaviest_assembly_t
[[assign]] base, marks    by hand, before the rules
[[rule]] base, kinds, storeys, lots, marks    the first that fits
"""

from __future__ import annotations

import math
from pathlib import Path

from components.bom import FOLDER
from components.bom.bases import Base, Bases, Rule
from components.findings import Refusal
from components.imports.marks import read_bytes, texts
from components.rates.strict_toml import Node, parse
from components.units import KG_PER_TONNE, MM_PER_M

SCHEMA, SHIPPED = 1, "bases.toml"


class BasesRefused(Refusal):
    """A file of bases that cannot be used."""


def example_bases() -> Bases:
    """The example that is shipped; it says of itself that its figures are not real."""
    return parse_bases(shipped_bases(), SHIPPED)


def read_bases(path: Path) -> Bases:
    """The bases of a file. Raises BasesRefused with file, line and key."""
    return parse_bases(read_bytes(path), path.name)


def shipped_bases() -> bytes:
    """The text of the example, to start one's own from."""
    return (FOLDER / SHIPPED).read_bytes()


def parse_bases(raw: bytes, file: str) -> Bases:
    """The bases of a text; `file` is what refusals call it. Raises BasesRefused with line and key."""
    root = parse(raw, file, BasesRefused)
    if (schema := root.integer("schema", 1, 99)) != SCHEMA:
        raise root.refused("schema", "toml_schema", got=schema, known=SCHEMA)
    example = root.flag("example") if root.has("example") else False
    bases: list[Base] = []
    for node in root.tables("base"):
        bases.append(_base(node))
        if bases[-1].code in [b.code for b in bases[:-1]]:
            raise node.refused("code", "toml_not_one_of", got=repr(bases[-1].code), allowed="-")
    codes = tuple(b.code for b in bases)
    rules = [_rule(node, codes, True) for node in root.tables("assign", required=False)]
    rules += [_rule(node, codes, False) for node in root.tables("rule", required=False)]
    root.done()
    return Bases(tuple(bases), tuple(rules), example)


def _base(node: Node) -> Base:
    def limit(key: str, factor: float) -> float:
        value = node.number_or_none(key, 0.0)
        return math.nan if value is None else value * factor

    one = Base(
        code=node.identifier("code"), name=node.text("name"), city=node.text_or("city"),
        capacity_kg=limit("capacity_t_per_month", KG_PER_TONNE), longest_mm=limit("longest_piece_m", MM_PER_M),
        heaviest_kg=limit("heaviest_assembly_t", KG_PER_TONNE),
    )  # fmt: skip
    node.done()
    return one


def _rule(node: Node, codes: tuple[str, ...], by_hand: bool) -> Rule:
    base = node.choice("base", codes)
    if by_hand:
        rule = Rule(base, marks=texts(node, "marks"), by_hand=True)
        if not rule.marks:
            raise node.refused("marks", "toml_missing_key")
    else:
        kinds, storeys, lots, marks = (texts(node, k) for k in ("kinds", "storeys", "lots", "marks"))
        rule = Rule(base, kinds, storeys, lots, marks)
    node.done()
    return rule
