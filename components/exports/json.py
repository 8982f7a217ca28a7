"""JSON for programs that read a list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from components.exports.cells import SIGNIFICANT, as_text
from components.exports.target import write_bytes
from components.sheet import FLAG, INTEGER, SKETCH, Column, Sheet, shown
from components.table import Text


def _values(column: Column, sheet: Sheet) -> list[Any]:
    data = sheet.data[column.key]
    if column.kind == FLAG and not isinstance(data, Text):
        return list(np.asarray(data, dtype=np.bool_).tolist())
    if not column.numeric:
        return list(as_text(column, data, None))
    if column.kind == INTEGER:
        return [None if v != v else round(v) for v in shown(column, data).tolist()]
    return [None if v != v else float(f"{v:.{SIGNIFICANT}g}") for v in (shown(column, data) + 0.0).tolist()]


def document(sheet: Sheet) -> dict[str, Any]:
    """The list as plain values: its columns with units, and one object a row; null where nothing is known."""
    columns = [c for c in sheet.columns if c.kind != SKETCH]
    keys = [c.key for c in columns]
    values = zip(*(_values(c, sheet) for c in columns), strict=True)
    return {
        "name": sheet.name,
        "columns": [{"key": c.key, "kind": c.kind, "unit": c.shown_unit} for c in columns],
        "rows": [dict(zip(keys, row, strict=True)) for row in values],
    }


def render(sheet: Sheet) -> str:
    """The list as JSON text ending in a newline."""
    return json.dumps(document(sheet), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def write(sheet: Sheet, path: Path) -> None:
    """Write the list to a JSON file in UTF-8; raises `ExportRefused`."""
    write_bytes(path, render(sheet).encode("utf-8"))
