"""Rule book files to `Book`: strict, every refusal with file, line, key path and reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from components.rates import book as b
from components.rates.book_consistency import refuse_contradictions
from components.rates.strict_toml import Node, parse
from components.rates.wording import Name
from components.reading import read_file, reason

SHIPPED = Path(__file__).with_name("books")
SCHEMA = 1
_KINDS = ("group_points", "item_points", "item_ratio", "rate")
_PURPOSES = ("recognition", "grade")
_FIGURES = ("window", "points", "definition")
_T = TypeVar("_T")


def shipped_books() -> tuple[Path, ...]:
    """The files of the rule books that come with the program, sorted by name."""
    return tuple(sorted(SHIPPED.glob("*.toml")))


def read_book(path: Path) -> b.Book:
    """A rule book from a file. Raises BookRefused where it cannot be read or is malformed."""
    try:
        raw = read_file(path)
    except OSError as error:
        why = reason(error)
        raise b.BookRefused("rates.file_unreadable", file=path.name, line=1, path="-", reason=why) from error
    return book_of(raw, path.name)


def book_of(raw: bytes, file: str) -> b.Book:
    """A rule book from a file's bytes. Raises BookRefused."""
    root = parse(raw, file, b.BookRefused)
    schema = root.integer("schema", 1, 99)
    if schema != SCHEMA:
        raise root.refused("schema", "toml_schema", got=schema, known=SCHEMA)
    head = root.table("book")
    sources = _each(root, "source", _source, required=False)
    known = {s.key for s in sources}
    book = b.Book(
        key=head.identifier("key"),
        rate=head.choice("rate", b.RATES),
        name=_name(head, "name"),
        edition=head.text("edition"),
        standing=head.choice("standing", b.STANDINGS),
        effective_from=head.date_or_none("effective_from"),
        effective_to=head.date_or_none("effective_to"),
        effective_figure=_figure(head, "effective_figure", known) if head.has("effective_from") else None,
        note=_name(head, "note"),
        total_points=head.number("total_points", 1.0, 1000.0),
        rounding=_rounding(root.table("rounding"), known),
        unit_rule=_unit_rule(root.table_or_empty("group_of_buildings"), known),
        groups=_each(root, "group", lambda n: _group(n, known)),
        items=_each(root, "item", lambda n: _item(n, known)),
        conditions=_each(root, "condition", lambda n: _condition(n, known), required=False),
        grades=_each(root, "grade", lambda n: _grade(n, known), required=False),
        sources=sources,
        file=file,
        sha256=hashlib.sha256(raw).hexdigest(),
    )
    head.done()
    root.done()
    refuse_contradictions(book, root)
    return book


def _each(root: Node, key: str, make: Callable[[Node], _T], required: bool = True) -> tuple[_T, ...]:
    made = []
    for node in root.tables(key, required):
        made.append(make(node))
        node.done()
    return tuple(made)


def _name(node: Node, key: str) -> Name:
    table = node.table(key)
    name = Name(table.text("zh"), table.text("en"))
    table.done()
    return name


def _source(node: Node) -> b.SourceRef:
    return b.SourceRef(node.identifier("key"), node.text("title"), node.text("where"))


def _figure(node: Node, key: str, known: set[str]) -> b.Figure:
    """`"verified S1 S2"`: a status, then the sources; a verified figure names at least one."""
    status, *sources = node.text(key).split()
    if status not in b.STATUSES:
        raise node.refused(key, "toml_not_one_of", got=status, allowed=", ".join(b.STATUSES))
    for source in sources:
        if source not in known:
            raise node.refused(key, "book_unknown_source", got=source)
    if status == "verified" and not sources:
        raise node.refused(key, "book_verified_without_source")
    return b.Figure(status, tuple(sources))


def _figures(node: Node, known: set[str]) -> dict[str, b.Figure]:
    table = node.table("figures")
    figures = {key: _figure(table, key, known) for key in _FIGURES}
    table.done()
    return figures


def _rounding(node: Node, known: set[str]) -> b.Rounding:
    rounding = b.Rounding(
        item_decimals=node.integer("item_decimals", 0, 2),
        rate_method=node.choice("rate_method", b.METHODS),
        rate_decimals=node.integer("rate_decimals", 0, 4),
        figure=_figure(node, "figure", known),
    )
    node.done()
    return rounding


def _unit_rule(node: Node, known: set[str]) -> b.UnitRule | None:
    """None where the book lets no buildings be grouped."""
    if not node.keys():
        return None
    rule = b.UnitRule(
        max_storeys=node.integer("max_storeys", 1, 100),
        max_area_m2=node.number("max_area_m2", 0.0),
        clause=node.text("clause"),
        figure=_figure(node, "figure", known),
    )
    node.done()
    return rule


def _group(node: Node, known: set[str]) -> b.Group:
    return b.Group(
        key=node.identifier("key"),
        name=_name(node, "name"),
        max_points=node.number("max_points", 0.0, 1000.0),
        figure=_figure(node, "figure", known),
    )


def _scale(node: Node) -> b.Scale:
    window = node.numbers("window_percent", 0.0, 100.0)
    points = node.numbers("points", 0.0, 1000.0)
    interpolation = node.choice("interpolation", b.INTERPOLATIONS)
    if len(window) != len(points):
        raise node.refused("points", "book_knots_differ", window=len(window), points=len(points))
    for key, values in (("window_percent", window), ("points", points)):
        if any(high <= low for low, high in pairwise(values)):
            raise node.refused(key, "book_not_increasing")
    if interpolation == "linear" and len(window) < 2:
        raise node.refused("interpolation", "book_one_knot")
    if points[-1] <= 0.0:
        raise node.refused("points", "book_no_points")
    return b.Scale(window, points, interpolation)


def _measure(node: Node, required: bool) -> tuple[str, str]:
    """The measure's key and unit; a measure of the book's own must state its unit."""
    measure = node.identifier("measure")
    if measure in b.MEASURES:
        if node.has("unit"):
            raise node.refused("unit", "book_unit_is_known", measure=measure)
        return measure, b.MEASURES[measure]
    if not required:
        raise node.refused("measure", "toml_not_one_of", got=measure, allowed=", ".join(b.MEASURES))
    return measure, node.choice("unit", b.UNITS)


def _item(node: Node, known: set[str]) -> b.Item:
    measure, unit = _measure(node, required=True)
    return b.Item(
        key=node.text("key"),
        group=node.identifier("group"),
        name=_name(node, "name"),
        clause=node.text("clause"),
        measure=measure,
        unit=unit,
        scale=_scale(node),
        absent_function=node.identifier("absent_function") if node.has("absent_function") else None,
        variants=_each(node, "variant", lambda n: _variant(n, known), required=False),
        ask=_name(node, "ask") if node.has("ask") or measure not in b.MEASURES else None,
        figures=_figures(node, known),
    )


def _variant(node: Node, known: set[str]) -> b.Variant:
    measure, unit = _measure(node, required=False)
    return b.Variant(
        structure=node.choice("structure", b.STRUCTURES),
        choice=node.choice("choice", b.CHOICES) if node.has("choice") else None,
        measure=measure,
        unit=unit,
        scale=_scale(node),
        needs_evidence=node.flag("needs_evidence"),
        excludes_measure=node.choice("excludes_measure", tuple(b.MEASURES))
        if node.has("excludes_measure")
        else None,
        figures=_figures(node, known),
    )


def _condition(node: Node, known: set[str]) -> b.Condition:
    kind = node.choice("kind", _KINDS)
    return b.Condition(
        key=node.identifier("key"),
        purpose=node.choice("purpose", _PURPOSES),
        kind=kind,
        of="" if kind == "rate" else node.text("of"),
        at_least=node.number("at_least", 0.0, 1000.0),
        clause=node.text("clause"),
        figure=_figure(node, "figure", known),
    )


def _grade(node: Node, known: set[str]) -> b.Grade:
    return b.Grade(
        key=node.identifier("key"),
        at_least=node.number("at_least", 0.0, 100.0),
        up_to=node.number_or_none("up_to", 0.0, 100.0),
        figure=_figure(node, "figure", known),
    )
