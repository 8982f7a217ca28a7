"""The tables of the record, as Markdown, and how they get into the README."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; columns of figures stand to the right."""
    figures = [all(re.fullmatch(r"[-\d.,]*", r[i]) for r in rows) for i in range(len(head))]
    lines = [head, ["---:" if right else "---" for right in figures], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def put(readme: Path, name: str, table: str) -> None:
    """Put a table between its two marks; LookupError where the README has lost them."""
    text = readme.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
    if begin not in text or end not in text:
        raise LookupError(f"{readme.name} has no place for the table of {name}")
    before, _, rest = text.partition(begin)
    readme.write_text(before + begin + table + end + rest.partition(end)[2], encoding="utf-8", newline="\n")
