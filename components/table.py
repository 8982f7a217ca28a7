"""Column tables: frozen dataclasses whose fields are equal-length, read-only numpy arrays or coded text."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Self, TypeVar, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from components.record import record

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Codes = NDArray[np.int32]
Bools = NDArray[np.bool_]
Kind = TypeVar("Kind")


def unique(values: NDArray[Any], axis: int | None = None) -> NDArray[Any]:
    """The values without repeats, ascending. `np.unique` alone asks whether they are masked, and loads for that what a
    fiftieth of a start goes into; where counts are asked for it does not."""
    return np.asarray(np.unique(values, return_counts=True, axis=axis)[0])


def median(values: NDArray[Any]) -> float:
    """The middle one of values that are none of them NaN; `np.median` loads masked arrays to ask for NaN."""
    ordered = np.sort(values)
    half = len(ordered) // 2
    return float((ordered[half] + ordered[~half]) / 2)


@record
class Text:
    """A text column as int32 codes into a vocabulary; -1 stands for "the file says nothing".

    codes: (n,) int32. vocabulary: tuple of distinct strings.
    """

    codes: Codes
    vocabulary: tuple[str, ...]

    def __post_init__(self) -> None:
        codes = np.ascontiguousarray(self.codes, dtype=np.int32)
        codes.flags.writeable = False
        object.__setattr__(self, "codes", codes)

    @classmethod
    def of(cls, values: Iterable[str | None]) -> Text:
        """Code a sequence of strings; None becomes -1."""
        seen: dict[str, int] = {}
        codes = [-1 if v is None else seen.setdefault(v, len(seen)) for v in values]
        return cls(np.array(codes, dtype=np.int32), tuple(seen))

    @classmethod
    def full(cls, n: int, value: str | None = None) -> Text:
        """A column of n equal values."""
        return cls(np.full(n, -1 if value is None else 0, np.int32), () if value is None else (value,))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str | None:
        code = int(self.codes[row])
        return None if code < 0 else self.vocabulary[code]

    def __iter__(self) -> Iterator[str | None]:
        words: tuple[str | None, ...] = (*self.vocabulary, None)
        return (words[c] for c in self.codes.tolist())

    def take(self, rows: NDArray[Any]) -> Text:
        """The column of the given rows (int index or boolean mask)."""
        return Text(self.codes[rows], self.vocabulary)

    def get(self, row: int, default: str = "") -> str:
        """The word of one row, or `default` where there is none."""
        word = self[row]
        return default if word is None else word

    def filled(self, default: str = "") -> list[str]:
        """Every row as a plain string."""
        words = (*self.vocabulary, default)
        return [words[c] for c in self.codes.tolist()]

    def isin(self, wanted: Iterable[str]) -> Bools:
        """(n,) bool: rows whose word is one of `wanted`."""
        keep = set(wanted)
        hit = np.array([*(w in keep for w in self.vocabulary), False], dtype=np.bool_)
        return np.asarray(hit[self.codes])

    def used(self) -> list[int]:
        """Codes that stand in the column, ascending: a column taken from another has the vocabulary of the whole."""
        stands = np.zeros(len(self.vocabulary) + 1, np.bool_)
        stands[self.codes] = True
        return np.flatnonzero(stands[:-1]).tolist()

    def match(self, test: Any) -> Bools:
        """(n,) bool: rows whose word passes `test`, which is asked once per word that stands in the column; no word is
        False."""
        hit = np.zeros(len(self.vocabulary) + 1, np.bool_)
        hit[[code for code in self.used() if test(self.vocabulary[code])]] = True
        return np.asarray(hit[self.codes])

    def map(self, change: Any) -> Text:
        """The column after `change(word) -> str | None`, which is asked once per word that stands in the column."""
        seen: dict[str, int] = {}
        table = np.full(len(self.vocabulary) + 1, -1, np.int32)
        for code in self.used():
            if (word := change(self.vocabulary[code])) is not None:
                table[code] = seen.setdefault(word, len(seen))
        return Text(table[self.codes], tuple(seen))

    def where(self, mask: Bools, other: Text) -> Text:
        """This column where `mask` is false, `other` where it is true."""
        seen = {w: i for i, w in enumerate(self.vocabulary)}
        shift = np.array([seen.setdefault(w, len(seen)) for w in other.vocabulary] + [-1], dtype=np.int32)
        return Text(np.where(mask, shift[other.codes], self.codes).astype(np.int32), tuple(seen))


@record
class Table:
    """Base of every column table. Fields are numpy arrays (first axis = rows) or `Text`, all equally long."""

    def __post_init__(self) -> None:
        length: int | None = None
        for f in fields(self):
            column = getattr(self, f.name)
            if not isinstance(column, Text):
                column = np.asarray(column)
                column.flags.writeable = False
                object.__setattr__(self, f.name, column)
            if length is None:
                length = len(column)
            elif len(column) != length:
                raise ValueError(f"{type(self).__name__}.{f.name}: {len(column)} rows, expected {length}")

    def __len__(self) -> int:
        return len(getattr(self, fields(self)[0].name))

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(f.name for f in fields(cls))

    def take(self, rows: NDArray[Any]) -> Self:
        """The table of the given rows (int index or boolean mask)."""
        picked: dict[str, Any] = {}
        for name in self.names():
            column = getattr(self, name)
            picked[name] = column.take(rows) if isinstance(column, Text) else column[rows]
        return type(self)(**picked)


@record
class Ragged:
    """Lists of different lengths in one array: row i is `values[offsets[i]:offsets[i + 1]]`.

    offsets: (n + 1,) int64. values: (m, ...) any dtype.
    """

    offsets: Ints
    values: NDArray[Any]

    def __post_init__(self) -> None:
        for name in ("offsets", "values"):
            array = np.asarray(getattr(self, name))
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    @classmethod
    def of(cls, rows: Sequence[Any], dtype: Any = np.float64, width: int | None = None) -> Ragged:
        """Join a sequence of arrays; `width` gives the second axis where there may be no rows at all."""
        offsets = np.zeros(len(rows) + 1, np.int64)
        np.cumsum([len(r) for r in rows], out=offsets[1:])
        shape = (0,) if width is None else (0, width)
        full = [np.asarray(r, dtype) for r in rows if len(r)]
        return cls(offsets, np.concatenate(full) if full else np.zeros(shape, dtype))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> NDArray[Any]:
        return np.asarray(self.values[self.offsets[row] : self.offsets[row + 1]])

    def counts(self) -> Ints:
        """(n,) int64: the length of each row."""
        return np.diff(self.offsets)

    def owners(self) -> Ints:
        """(m,) int64: for each value, the row it belongs to."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.counts())


_COLUMNS, _LAYOUT = "columns.bin", "columns.json"
_ALIGN = 64


def pack(folder: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays side by side into one file of a folder; `unpack` maps it.

    One file instead of one for each, because a window that opens two hundred stands still for a tenth of a second.
    """
    folder.mkdir(parents=True, exist_ok=True)
    layout: dict[str, tuple[str, tuple[int, ...], int]] = {}
    with (folder / _COLUMNS).open("wb") as out:
        for name, array in arrays.items():
            plain = np.ascontiguousarray(array)
            out.write(bytes(-out.tell() % _ALIGN))
            layout[name] = plain.dtype.str, array.shape, out.tell()
            out.write(plain.data.cast("B") if plain.size else b"")
    (folder / _LAYOUT).write_text(json.dumps(layout), encoding="utf-8")


def unpack(folder: Path) -> dict[str, NDArray[Any]]:
    """The arrays that `pack` wrote, read-only, memory-mapped."""
    layout = json.loads((folder / _LAYOUT).read_text(encoding="utf-8"))
    with (folder / _COLUMNS).open("rb") as file:
        empty = file.seek(0, 2) == 0  # an empty file cannot be mapped
        whole = b"" if empty else mmap(file.fileno(), 0, access=ACCESS_READ)
    made: dict[str, NDArray[Any]] = {}
    for name, (kind, shape, at) in layout.items():
        count = math.prod(shape)
        array = np.frombuffer(whole, kind, count, at) if count else np.zeros(0, kind)
        made[name] = array.reshape(shape)
        made[name].flags.writeable = False
    return made


def save(value: Any, folder: Path) -> None:
    """Write a (nested) dataclass to a folder whose arrays can be memory-mapped; `load` reads it back.

    Plain values (numbers, text, tuples, dicts, dataclasses that hold no columns) go to one `plain.json`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    plain: dict[str, Any] = {}
    arrays: dict[str, NDArray[Any]] = {}
    for f in fields(value):
        part = getattr(value, f.name)
        if isinstance(part, Text):
            arrays[f.name] = part.codes
            plain[f.name] = {"vocabulary": list(part.vocabulary)}
        elif isinstance(part, np.ndarray):
            arrays[f.name] = part
        elif _holds_columns(part):
            save(part, folder / f.name)
        else:
            plain[f.name] = part
    if arrays:
        pack(folder, arrays)
    said = json.dumps(plain, ensure_ascii=False, default=_plain)
    (folder / "plain.json").write_text(said, encoding="utf-8", errors="surrogatepass")


def _holds_columns(part: Any) -> bool:
    if not is_dataclass(part) or isinstance(part, type):
        return False
    columns = (getattr(part, f.name) for f in fields(part))
    return any(isinstance(c, (np.ndarray, Text)) or _holds_columns(c) for c in columns)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, np.generic):
        return value.item()
    return dict(value) if isinstance(value, Mapping) else str(value)


def load(kind: type[Kind], folder: Path) -> Kind:
    """Read back a dataclass that `save` wrote, its arrays memory-mapped."""
    plain = json.loads((folder / "plain.json").read_text(encoding="utf-8", errors="surrogatepass"))
    hints = _hints(kind)  # type: ignore[arg-type]
    arrays = unpack(folder) if (folder / _LAYOUT).exists() else {}
    made: dict[str, Any] = {}
    for f in fields(kind):  # type: ignore[arg-type]
        if f.name in arrays:
            array = arrays[f.name]
            said = plain.get(f.name)
            made[f.name] = array if said is None else Text(array, tuple(said["vocabulary"]))
        elif (folder / f.name / "plain.json").exists():
            made[f.name] = load(_class_of(hints[f.name]), folder / f.name)
        else:
            made[f.name] = _revived(hints[f.name], plain[f.name])
    return kind(**made)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _class_of(hint: Any) -> Any:
    """The dataclass of an annotation that may also allow None."""
    return next((h for h in get_args(hint) if is_dataclass(h)), hint)


def _revived(hint: Any, value: Any) -> Any:
    """A plain value in the shape its annotation asks for."""
    whole = _class_of(hint)
    if is_dataclass(whole) and get_origin(hint) is not tuple and isinstance(value, dict):
        kinds = _hints(whole)  # type: ignore[arg-type]
        return whole(**{k: _revived(kinds[k], v) for k, v in value.items()})  # type: ignore[operator]
    inner = get_args(hint)
    if get_origin(hint) is tuple and isinstance(value, list):
        if inner in ((int, ...), (str, ...), (float, ...)):
            return tuple(value)
        each = [inner[0]] * len(value) if len(inner) == 2 and inner[1] is Ellipsis else inner
        return tuple(_revived(h, v) for h, v in zip(each, value, strict=True))
    return value
