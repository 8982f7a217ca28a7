"""What a writer is given: columns with headers and units, lists, documents; figures in internal units."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from components.drawing import Drawing
from components.record import record, valued
from components.table import Floats, Ints, Text
from components.units import KG_PER_TONNE, MM2_PER_M2, MM3_PER_M3, MM_PER_M
from components.words import say

Words = str | Mapping[str, str]
"""A code of the words tables, or text by language, `{"zh": ..., "en": ...}` (what a user typed)."""

TEXT, FLAG, DATE, SKETCH = "text", "flag", "date", "sketch"
INTEGER, NUMBER, PERCENT = "integer", "number", "percent"
LENGTH, AREA, VOLUME, MASS = "length", "area", "volume", "mass"
NUMERIC = (INTEGER, NUMBER, PERCENT, LENGTH, AREA, VOLUME, MASS)

DIVISOR = {
    LENGTH: {"mm": 1.0, "m": MM_PER_M},
    AREA: {"mm²": 1.0, "m²": MM2_PER_M2},
    VOLUME: {"mm³": 1.0, "m³": MM3_PER_M3},
    MASS: {"kg": 1.0, "t": KG_PER_TONNE},
    PERCENT: {"%": 0.01},
}
"""Internal figure / divisor = figure shown. A percent is a share from 0 to 1 inside."""

DEFAULT = {
    INTEGER: ("", 0), NUMBER: ("", 2), PERCENT: ("%", 1),
    LENGTH: ("mm", 0), AREA: ("m²", 2), VOLUME: ("m³", 4), MASS: ("kg", 1),
}  # fmt: skip
"""Unit and decimals of a column that states neither."""

NONE, SUM = "none", "sum"


def text(words: Words, lang: str) -> str:
    """The words in a language; typed text that lacks it falls back to the language it has."""
    if isinstance(words, str):
        return say(words, lang) if words else ""
    return words.get(lang) or next((w for w in words.values() if w), "")


def entries(document: Document) -> tuple[Sheet | Drawing, ...]:
    """Lists and drawings in the order of the pages."""
    named = {sheet.name for sheet in document.sheets}
    out: list[Sheet | Drawing] = []
    for sheet in document.sheets:
        out += [d for d in document.drawings if d.before == sheet.name]
        out.append(sheet)
    return (*out, *(d for d in document.drawings if d.before not in named))


def pair(words: Words, lang: str) -> tuple[str, str]:
    """The words, and in Chinese the English that stands small beside them ("" where it is the same)."""
    main = text(words, lang)
    beside = text(words, "en") if lang == "zh" else ""
    return main, "" if beside == main else beside


@valued
class Sketch:
    """A small drawing, such as a section: closed outlines in any unit, y upwards.

    loops: a tuple per outline of (x, y, bulge); bulge = tan(sweep / 4) of the arc to the next point.
    """

    loops: tuple[tuple[tuple[float, float, float], ...], ...]
    filled: bool = True


@record
class Sketches:
    """A column of drawings as int codes into a few shapes; -1 is an empty cell."""

    codes: Ints
    shapes: tuple[Sketch, ...]

    def __len__(self) -> int:
        return len(self.codes)


Data = Text | Sketches | NDArray[Any]


@valued
class Column:
    """One column of a list.

    key: name in the data, and header of a machine-readable file. header: words for people.
    unit: as shown; the figures come in internal units (mm, mm², mm³, kg, a share of 1) and are divided here;
    for INTEGER and NUMBER it is a label only. decimals: as shown in documents; None takes the kind's default.
    words: prefix of a code; a word w is shown as `say(words + w)` in documents, raw in keyed files.
    width: width in characters in documents; 0 takes what the content needs.
    total: `sum` adds the column under groups and lists.
    """

    key: str
    header: Words
    kind: str = TEXT
    unit: str = ""
    decimals: int | None = None
    total: str = NONE
    wrap: bool = True
    width: float = 0.0
    words: str = ""

    def __post_init__(self) -> None:
        if self.kind not in (*NUMERIC, TEXT, FLAG, DATE, SKETCH):
            raise ValueError(f"column {self.key}: kind {self.kind}")
        if self.kind in DIVISOR and self.shown_unit not in DIVISOR[self.kind]:
            raise ValueError(f"column {self.key}: {self.kind} in {self.unit}")
        if self.total == SUM and self.kind not in NUMERIC:
            raise ValueError(f"column {self.key}: a {self.kind} column has no sum")

    @property
    def numeric(self) -> bool:
        """Whether cells are figures, set flush on the decimal."""
        return self.kind in NUMERIC

    @property
    def shown_unit(self) -> str:
        """The unit in the header; empty for counts and plain numbers."""
        return self.unit or (DEFAULT[self.kind][0] if self.numeric else "")

    @property
    def shown_decimals(self) -> int:
        """Digits after the point in documents."""
        if self.decimals is not None:
            return self.decimals
        return DEFAULT[self.kind][1] if self.numeric else 0


@record
class Sheet:
    """One finished list.

    name: ASCII stem for files. data: key -> column, all equally long; NaN and -1 are empty cells.
    group: key of the column at whose changes subtotals stand; rows come in that order already. "" for none.
    totals: key -> the model's own total in internal units, if the caller has it; else the column is summed.
    line_of: (n,) the row that each component of a model stands in, -1 for none; None where rows are no components.
    """

    name: str
    title: Words
    columns: tuple[Column, ...]
    data: Mapping[str, Data]
    group: str = ""
    notes: tuple[Words, ...] = ()
    totals: Mapping[str, float] = field(default_factory=dict)
    line_of: Ints | None = None

    def __post_init__(self) -> None:
        lengths = {c.key: len(self.data[c.key]) for c in self.columns}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"sheet {self.name}: columns of different lengths {lengths}")
        if self.group and self.group not in self.data:
            raise ValueError(f"sheet {self.name}: no column {self.group} to group by")

    def __len__(self) -> int:
        return len(self.data[self.columns[0].key]) if self.columns else 0

    @property
    def summed(self) -> tuple[Column, ...]:
        """Columns that are added up."""
        return tuple(c for c in self.columns if c.total == SUM)


@valued
class Revision:
    """One line of the revision table; date in ISO form."""

    mark: str
    date: str
    what: str
    by: str = ""


@valued
class TitleBlock:
    """What stands in the title block. An empty field is an empty box to write in. date: ISO.

    file_label, digest_label: what the boxes of `model_name` and `model_sha256` are headed with.
    extra: the user's own fields, (label, value), in order. logo: PNG, JPEG or nothing.
    """

    project: str = ""
    company: str = ""
    issued_to: str = ""
    number: str = ""
    revision: str = ""
    date: str = ""
    model_name: str = ""
    model_sha256: str = ""
    prepared: str = ""
    checked: str = ""
    approved: str = ""
    file_label: Words = "exports.model"
    digest_label: Words = "exports.sha256"
    extra: tuple[tuple[Words, str], ...] = ()
    logo: Path | None = None


@record
class Document:
    """A set of lists that is issued together.

    language: `zh` (English stands small beside) or `en`. paper: `A4` or `A3`, landscape.
    cover: a first page with the register of lists, the revision table and the boxes to sign.
    drawings: pages of their own in the PDF, each in front of the list it names. banner: on the cover, under the title.
    stamp: stands over the frame of every page; empty for none.
    """

    title: Words
    sheets: tuple[Sheet, ...]
    block: TitleBlock = TitleBlock()
    language: str = "zh"
    revisions: tuple[Revision, ...] = ()
    notes: tuple[Words, ...] = ()
    paper: str = "A4"
    cover: bool = True
    drawings: tuple[Drawing, ...] = ()
    banner: Drawing | None = None
    stamp: Words = ""


def shown(column: Column, data: Data) -> Floats:
    """(n,) figures of a numeric column in its shown unit, NaN where unknown; a ValueError on infinity."""
    figures = np.asarray(data, dtype=np.float64)
    if np.isinf(figures).any():
        raise ValueError(f"column {column.key}: infinite figure")
    divisor = DIVISOR.get(column.kind, {}).get(column.shown_unit, 1.0)
    return figures if divisor == 1.0 else figures / divisor


def total(sheet: Sheet, column: Column, rows: slice | None = None) -> float:
    """The sum of a column in its shown unit over all rows or a run of them; unknown cells add nothing.

    A ValueError where the caller's total is not the sum of the rows: the list would contradict itself.
    """
    figures = shown(column, np.asarray(sheet.data[column.key])[rows or slice(None)])
    added = math.fsum(figures[~np.isnan(figures)].tolist())
    if rows is None and column.key in sheet.totals:
        given = float(shown(column, np.array([sheet.totals[column.key]]))[0])
        if not math.isclose(given, added, rel_tol=1e-9, abs_tol=1e-9):
            raise ValueError(f"sheet {sheet.name}: total of {column.key} is {given}, its rows make {added}")
    return added


def missing(sheet: Sheet) -> list[tuple[Column, int]]:
    """The summed columns whose total leaves out rows of unknown figure, with the number of such rows."""
    counts = [(c, int(np.isnan(shown(c, sheet.data[c.key])).sum())) for c in sheet.summed]
    return [(c, n) for c, n in counts if n]


def groups(sheet: Sheet) -> list[slice]:
    """Runs of equal values in the group column, in order; one run over everything where there is no group."""
    n = len(sheet)
    if not n or not sheet.group:
        return [slice(0, n)] if n else []
    data = sheet.data[sheet.group]
    keys = data.codes if isinstance(data, (Text, Sketches)) else np.asarray(data)
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))).tolist()
    return [slice(a, b) for a, b in zip(starts, [*starts[1:], n], strict=True)]
