"""The mark table of an earlier issue (`marks.csv`), read back."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from components.bom.marks import Earlier
from components.bom.remembered import remembered
from components.bom.rules import ASSEMBLY, PART
from components.imports.marks import MarksRefused, read_bytes

COLUMNS = ("what", "mark", "lot", "key", "shape")
_GUARD = re.compile(r"(^|[;\t\r\n])'(?=\s*[=+\-@＝＋－＠\t\r])")
"""The apostrophe that the CSV writer puts before what a spreadsheet would run."""


def read_marks(path: Path) -> tuple[Earlier, ...]:
    """The marks of an earlier issue. Raises MarksRefused with the line that cannot be used."""
    raw = read_bytes(path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise MarksRefused("rates.toml_not_utf8", file=path.name, line=line, path="-") from error
    # A shape of many points is one long cell.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.DictReader(io.StringIO(text, newline=""))
    lacking = [c for c in COLUMNS if c not in (reader.fieldnames or ())]
    if lacking:
        raise MarksRefused("marks.table_columns", file=path.name, columns=", ".join(lacking))
    out = []
    for row in reader:
        word = {k: _GUARD.sub(r"\1", row[k] or "") for k in COLUMNS}
        if word["what"] not in (PART, ASSEMBLY) or not word["mark"]:
            raise MarksRefused("marks.table_row", file=path.name, line=reader.line_num)
        try:
            remembered(word["shape"])
        except ValueError as error:
            raise MarksRefused("marks.table_row", file=path.name, line=reader.line_num) from error
        out.append(Earlier(*(word[k] for k in COLUMNS)))
    return tuple(out)
