"""The user's bill template, read strictly; the shipped `bill.toml` says which lists and columns there are.

    schema = 1
    [document] paper, spare_percent    [title] project, company, issued_to, number, revision, date, prepared, checked,
    approved, logo    [[title.extra]] zh, en, value    [[revision]] mark, date, what, by
    [[bolt_set]] kind, grades, nuts, washers, zh, en
    [[list]] name, zh, en, group, columns = [{ key, zh, en, unit, decimals, width, total, shown }]

A file that has any [[list]] prints those lists and no others; what it does not say of a column is as shipped.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from components.bom import FOLDER
from components.bom.template import BoltSet, ListLayout, Template
from components.findings import Refusal
from components.imports.marks import read_bytes, texts
from components.rates.strict_toml import Node, parse
from components.sheet import NONE, SUM, TEXT, Column, Revision, TitleBlock

SCHEMA, SHIPPED = 1, "bill.toml"
PAPERS = ("A4", "A3")


class TemplateRefused(Refusal):
    """A bill template that cannot be used."""


@cache
def default_template() -> Template:
    """The template that is shipped: without the columns that are not shown."""
    full = _full()
    lists = tuple(
        ListLayout(
            one.name,
            one.title,
            tuple(c for c in one.columns if (one.name, c.key) not in _hidden()),
            one.group,
        )
        for one in full.lists
    )
    return Template(lists, full.bolt_sets, full.spare_percent, full.paper)


@cache
def _shipped() -> Node:
    return _root(shipped_template(), SHIPPED)


@cache
def _full() -> Template:
    return _template(_shipped(), None, Path())


@cache
def _hidden() -> frozenset[tuple[str, str]]:
    return frozenset(
        (one["name"], c["key"])
        for one in _shipped().data["list"]
        for c in one["columns"]
        if c.get("shown", True) is False
    )


def read_template(path: Path) -> Template:
    """The template of a file. Raises TemplateRefused with file, line and key."""
    return parse_template(read_bytes(path), path.name, path.parent)


def shipped_template() -> bytes:
    """The text of the shipped template, to start one's own from."""
    return (FOLDER / SHIPPED).read_bytes()


def parse_template(raw: bytes, file: str, folder: Path) -> Template:
    """The template of a text; `file` is what refusals call it, a logo lies in `folder`. Raises TemplateRefused."""
    return _template(_root(raw, file), _full(), folder)


def _root(raw: bytes, file: str) -> Node:
    root = parse(raw, file, TemplateRefused)
    if (schema := root.integer("schema", 1, 99)) != SCHEMA:
        raise root.refused("schema", "toml_schema", got=schema, known=SCHEMA)
    return root


def _template(root: Node, base: Template | None, folder: Path) -> Template:
    document, title = root.table_or_empty("document"), root.table_or_empty("title")
    sets = tuple(_bolt_set(node) for node in root.tables("bolt_set", required=False))
    lists: list[ListLayout] = []
    for node in root.tables("list", required=base is None):
        lists.append(_layout(node, base))
        if lists[-1].name in [one.name for one in lists[:-1]]:
            raise node.refused("name", "toml_not_one_of", got=repr(lists[-1].name), allowed="-")
    spare = document.number_or_none("spare_percent", 0.0, 100.0)
    made = Template(
        lists=tuple(lists) or default_template().lists,
        bolt_sets=sets or (base.bolt_sets if base else ()),
        spare_percent=spare if spare is not None else (base.spare_percent if base else 0.0),
        paper=document.choice_or_none("paper", PAPERS) or (base.paper if base else PAPERS[1]),
        block=_block(title, folder),
        revisions=tuple(_revision(node) for node in root.tables("revision", required=False)),
    )
    for node in (document, title, root):
        node.done()
    return made


def _layout(node: Node, base: Template | None) -> ListLayout:
    name = node.identifier("name")
    known = base.layout(name) if base else None
    if base and known is None:
        allowed = ", ".join(one.name for one in base.lists)
        raise node.refused("name", "toml_not_one_of", got=repr(name), allowed=allowed)
    title = dict(known.title) if known else {}
    title |= {lang: node.text(lang) for lang in ("zh", "en") if node.has(lang)}
    shipped = {c.key: c for c in known.columns} if known else {}
    entries = [_column(one, shipped) for one in node.tables("columns", required=known is None)]
    columns = [c for c, shown in entries if shown or known is None] or list(known.columns if known else ())
    keys = [c.key for c in columns]
    if len(set(keys)) < len(keys):
        twice = next(k for k in keys if keys.count(k) > 1)
        raise node.refused("columns", "toml_not_one_of", got=repr(twice), allowed=", ".join(sorted(shipped)))
    group = node.text_or("group") if node.has("group") else (known.group if known else "")
    every = sorted(shipped) or keys
    if group and group not in every:
        raise node.refused("group", "toml_not_one_of", got=repr(group), allowed=", ".join(every))
    node.done()
    return ListLayout(name, title, tuple(columns), group)


def _column(node: Node, shipped: dict[str, Column]) -> tuple[Column, bool]:
    """One column and whether it is printed. A key the list does not have is refused."""
    key = node.identifier("key")
    if shipped and key not in shipped:
        raise node.refused("key", "toml_not_one_of", got=repr(key), allowed=", ".join(shipped))
    old = shipped.get(key)
    header: dict[str, str] = dict(old.header) if old and not isinstance(old.header, str) else {}
    header |= {lang: node.text(lang) for lang in ("zh", "en") if node.has(lang)}
    made: dict[str, Any] = {
        "key": key, "header": header,
        "kind": (node.text_or("kind", old.kind if old else TEXT)),
        "unit": node.text_or("unit", old.unit if old else ""),
        "decimals": node.integer_or_none("decimals", 0, 9) if node.has("decimals") else (old.decimals if old else None),
        "total": (SUM if node.flag("total") else NONE) if node.has("total") else (old.total if old else NONE),
        "width": node.number_or_none("width", 0.0, 200.0) if node.has("width") else (old.width if old else 0.0),
        "words": node.text_or("words", old.words if old else ""),
    }  # fmt: skip
    if old and (made["kind"], made["words"]) != (old.kind, old.words):
        raise node.refused("kind", "toml_not_one_of", got=repr(made["kind"]), allowed=old.kind)
    shown = node.flag("shown") if node.has("shown") else True
    try:
        column = Column(**made)
    except ValueError as error:
        raise node.refused(
            "unit", "toml_not_one_of", got=str(error), allowed="mm, m, mm², m², mm³, m³, kg, t"
        ) from error
    node.done()
    return column, shown


def _bolt_set(node: Node) -> BoltSet:
    one = BoltSet(
        node.choice("kind", ("bolt", "anchor")), texts(node, "grades"), node.integer("nuts", 0, 9),
        node.integer("washers", 0, 9), {"zh": node.text_or("zh"), "en": node.text_or("en")},
    )  # fmt: skip
    node.done()
    return one


def _date(node: Node, key: str) -> str:
    day = node.date_or_none(key)
    return "" if day is None else day.isoformat()


def _block(node: Node, folder: Path) -> TitleBlock:
    logo = node.text_or("logo")
    extra = []
    for one in node.tables("extra", required=False):
        extra.append(({"zh": one.text_or("zh"), "en": one.text_or("en")}, one.text_or("value")))
        one.done()
    return TitleBlock(
        project=node.text_or("project"), company=node.text_or("company"), issued_to=node.text_or("issued_to"),
        number=node.text_or("number"), revision=node.text_or("revision"), date=_date(node, "date"),
        prepared=node.text_or("prepared"), checked=node.text_or("checked"), approved=node.text_or("approved"),
        extra=tuple(extra), logo=folder / logo if logo else None,
    )  # fmt: skip


def _revision(node: Node) -> Revision:
    one = Revision(node.text("mark"), _date(node, "date"), node.text_or("what"), node.text_or("by"))
    node.done()
    return one
