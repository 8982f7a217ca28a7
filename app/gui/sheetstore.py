"""Finished sheets as folders of mapped arrays, so that a worker can hand them over. No Qt here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from components.sheet import Column, Data, Sheet, Sketch, Sketches
from components.table import Text, pack, unpack

_LINES = " lines.npy"
"""A name that no key of a column has."""


def save_sheets(sheets: Sequence[Sheet], folder: Path) -> None:
    """Write sheets, in order, beneath `folder`."""
    for i, sheet in enumerate(sheets):
        home = folder / str(i)
        home.mkdir(parents=True, exist_ok=True)
        said: dict[str, Any] = {
            "name": sheet.name,
            "title": sheet.title,
            "columns": [{k: _words(v) for k, v in asdict(c).items()} for c in sheet.columns],
            "group": sheet.group,
            "notes": [_words(n) for n in sheet.notes],
            "totals": dict(sheet.totals),
            "words": {},
            "sketches": {},
        }
        arrays: dict[str, NDArray[Any]] = {}
        for key, data in sheet.data.items():
            if isinstance(data, Text):
                arrays[key] = data.codes
                said["words"][key] = list(data.vocabulary)
            elif isinstance(data, Sketches):
                arrays[key] = np.asarray(data.codes)
                said["sketches"][key] = [asdict(s) for s in data.shapes]
            else:
                arrays[key] = np.asarray(data)
        if sheet.line_of is not None:
            arrays[_LINES] = np.asarray(sheet.line_of)
        pack(home, arrays)
        (home / "sheet.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    (folder / "count").write_text(str(len(sheets)), encoding="utf-8")


def _words(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def load_sheets(folder: Path) -> tuple[Sheet, ...]:
    """The sheets of a folder, their columns memory-mapped."""
    count = int((folder / "count").read_text(encoding="utf-8"))
    return tuple(_load(folder / str(i)) for i in range(count))


def _load(home: Path) -> Sheet:
    said = json.loads((home / "sheet.json").read_text(encoding="utf-8"))
    columns = tuple(Column(**c) for c in said["columns"])
    data: dict[str, Data] = {}
    arrays = unpack(home)
    lines = arrays.pop(_LINES, None)
    for key, array in arrays.items():
        if key in said["words"]:
            data[key] = Text(array, tuple(said["words"][key]))
        elif key in said["sketches"]:
            data[key] = Sketches(array, tuple(_sketch(s) for s in said["sketches"][key]))
        else:
            data[key] = array
    return Sheet(
        said["name"], said["title"], columns, data, said["group"], tuple(said["notes"]), said["totals"], lines
    )  # fmt: skip


def _sketch(said: dict[str, Any]) -> Sketch:
    loops = tuple(tuple((x, y, b) for x, y, b in loop) for loop in said["loops"])
    return Sketch(loops, bool(said["filled"]))
