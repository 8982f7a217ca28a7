"""The user's marking rules (`marks.toml`), read strictly; the shipped file is the default.

    schema = 1
    [identity] tolerance_mm, mirrored   [number] template, start, digits, lot, lot_series
    [read] part, assembly, lot, unsure, longest   [[series]] kind, zh, en, prefix, inside, categories, names, classes

What is left out keeps the shipped value, but for [[series]]: a file that has any states all of them.
"""

from __future__ import annotations

import string
from functools import cache
from pathlib import Path

from components.bom import FOLDER
from components.bom.rules import APART, LOTS, TOGETHER, MarkRules, Question, Series
from components.findings import Refusal
from components.model import CATEGORIES
from components.rates.strict_toml import Node, parse
from components.reading import LARGEST_TABLE, read_file, reason

SCHEMA = 1
SHIPPED = "marks.toml"


class MarksRefused(Refusal):
    """A marking file, or an earlier mark table, that cannot be used."""


@cache
def default_rules() -> MarkRules:
    """The rules that are shipped."""
    return _rules(shipped_rules(), SHIPPED, None)


def read_rules(path: Path) -> MarkRules:
    """The rules of a file. Raises MarksRefused with file, line and key."""
    return parse_rules(read_bytes(path), path.name)


def shipped_rules() -> bytes:
    """The text of the shipped rules, to start one's own from."""
    return (FOLDER / SHIPPED).read_bytes()


def parse_rules(raw: bytes, file: str) -> MarkRules:
    """The rules of a text; `file` is what refusals call it. Raises MarksRefused with line and key."""
    return _rules(raw, file, default_rules())


def read_bytes(path: Path) -> bytes:
    """The bytes of a user's file. Raises MarksRefused where it cannot be read."""
    try:
        return read_file(path, LARGEST_TABLE)
    except OSError as error:
        why = reason(error)
        raise MarksRefused("rates.file_unreadable", file=path.name, line=1, path="-", reason=why) from error


def _rules(raw: bytes, file: str, base: MarkRules | None) -> MarkRules:
    root = parse(raw, file, MarksRefused)
    if (schema := root.integer("schema", 1, 99)) != SCHEMA:
        raise root.refused("schema", "toml_schema", got=schema, known=SCHEMA)
    identity, number, read = (root.table_or_empty(k) for k in ("identity", "number", "read"))
    given = tuple(_series(node) for node in root.tables("series", required=base is None))
    fallback = base or MarkRules((), (), (), given)
    rules = MarkRules(
        part_names=_questions(read, "part", fallback.part_names),
        assembly_names=_questions(read, "assembly", fallback.assembly_names),
        lot_names=_questions(read, "lot", fallback.lot_names),
        series=given or fallback.series,
        tolerance_mm=_or(identity.number_or_none("tolerance_mm", 0.001, 100.0), fallback.tolerance_mm),
        mirrored=identity.choice_or_none("mirrored", (APART, TOGETHER)) or fallback.mirrored,
        template=_template(number, fallback.template),
        start=int(_or(number.integer_or_none("start", 0, 1_000_000), fallback.start)),
        digits=int(_or(number.integer_or_none("digits", 1, 9), fallback.digits)),
        lot=number.choice_or_none("lot", LOTS) or fallback.lot,
        lot_series=number.flag("lot_series") if number.has("lot_series") else fallback.lot_series,
        unsure=_texts(read, "unsure", fallback.unsure),
        longest=int(_or(read.integer_or_none("longest", 1, 1000), fallback.longest)),
    )
    if rules.lot_series and "{lot}" not in rules.template:
        raise number.refused(
            "template", "toml_not_one_of", got=repr(rules.template), allowed="{lot}{prefix}{number}"
        )
    for node in (identity, number, read, root):
        node.done()
    return rules


def _or(value: float | None, default: float) -> float:
    return default if value is None else value


def _template(node: Node, default: str) -> str:
    """A template of {lot}, {prefix}, {number}; refused where it lacks the number or names anything else."""
    if not node.has("template"):
        return default
    text = node.text("template")
    try:
        fields = [(f, spec, change) for _, f, spec, change in string.Formatter().parse(text) if f is not None]
    except ValueError as error:
        raise node.refused(
            "template", "toml_not_one_of", got=repr(text), allowed="{prefix}{number}"
        ) from error
    plain = all(f in ("lot", "prefix", "number") and not spec and not change for f, spec, change in fields)
    if not plain or "number" not in [f for f, _, _ in fields]:
        raise node.refused("template", "toml_not_one_of", got=repr(text), allowed="{lot} {prefix} {number}")
    return text


def texts(node: Node, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A list of texts that may be left out."""
    if not node.has(key):
        return default
    values = node._take(key, (list,), "list of texts", False)
    for value in values:
        if not isinstance(value, str) or not value.strip():
            raise node.refused(key, "toml_wrong_kind", kind="list of texts", got=repr(value)[:60])
    return tuple(values)


_texts = texts


def _questions(node: Node, key: str, default: tuple[Question, ...]) -> tuple[Question, ...]:
    """Property names; `set/name` at the first slash where the part before it is a set, else the whole is a name."""
    if not node.has(key):
        return default
    out: list[Question] = []
    for word in texts(node, key):
        before, slash, after = word.partition("/")
        out.append((before.strip(), after.strip()) if slash and not _whole(word) else word.strip())
    return tuple(out)


def _whole(word: str) -> bool:
    """Tekla's own names have a slash in them."""
    return word.startswith("Assembly/Cast unit")


def _series(node: Node) -> Series:
    prefix = node.text("prefix", empty=True)
    one = Series(
        kind=node.identifier("kind"),
        zh=node.text_or("zh"),
        en=node.text_or("en"),
        prefix=prefix,
        inside=node.text("inside", empty=True) if node.has("inside") else prefix,
        categories=texts(node, "categories"),
        names=texts(node, "names"),
        classes=texts(node, "classes"),
    )
    for word in one.categories:
        if word not in CATEGORIES:
            raise node.refused("categories", "toml_not_one_of", got=repr(word), allowed=", ".join(CATEGORIES))
    node.done()
    return one
