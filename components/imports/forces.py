"""Forces of members from a table: by GlobalId, mark or name, combination and station, units in the header.

Signs and axes come out as in `checks.gb50017.tables`: compression positive, x strong axis.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from components.checks.gb50017.single import ANALYSES
from components.checks.gb50017.tables import CombinationTable, ForceTable, forces_of
from components.findings import ERROR, INFO, WARNING, Finding
from components.imports.forces_table import DEPTH, ForcesRefused, Header, headers_of, read_rows
from components.imports.forces_units import FORCE, LENGTH, MOMENT, factor
from components.record import record
from components.table import Floats, Ints, Text

KIND = {"N": FORCE, "Vx": FORCE, "Vy": FORCE, "Mx": MOMENT, "My": MOMENT, "T": MOMENT,
        "M1x": MOMENT, "M2x": MOMENT, "M1y": MOMENT, "M2y": MOMENT, "Mqx": MOMENT, "Mqy": MOMENT,
        "vT": LENGTH, "vQ": LENGTH, "F": FORCE}  # fmt: skip
OWN_FORCES, SIGNED = ("N", "Vx", "Vy", "Mx", "My"), ("N", "Mx")
"""Forces one of which makes a table of ours, and those whose sign has to be known."""
BLANK = ("Mqx", "Mqy", "vT", "vQ")
"""Fields that are unknown, not nil, where a cell is empty."""
DECLARED = ("values", "situation", "analysis", "gamma_0", "seismic")
WORDS: Mapping[str, Mapping[str, str]] = {
    "values": {"design": "design", "设计值": "design", "characteristic": "characteristic", "标准值": "characteristic"},
    "situation": {"persistent": "persistent", "持久": "persistent", "seismic": "seismic", "地震": "seismic",
                  "serviceability": "serviceability", "正常使用": "serviceability"},
    "analysis": {**{a: a for a in ANALYSES}, "一阶": "first_order", "p-delta": "p_delta", "二阶": "p_delta",
                 "直接分析": "direct"},
    "gamma_0": {"in": "in", "含": "in", "out": "out", "不含": "out"},
    "seismic": {"in": "in", "含": "in", "out": "out", "不含": "out"},
}  # fmt: skip
PLAIN = {
    "values": "design",
    "situation": "persistent",
    "analysis": "first_order",
    "gamma_0": "in",
    "seismic": "in",
}
"""What a combination is taken for where nobody says; the reader is told."""


@record
class ForcesFile:
    """A force table as read. member: as written; forces.member is the row of the file until `attach` finds members."""

    layout: str
    member: Text
    combinations: CombinationTable
    forces: ForceTable
    findings: tuple[Finding, ...]


@record
class Names:
    """What each member may be called, in the order it is tried."""

    global_id: Text
    part_mark: Text
    assembly_mark: Text
    name: Text


@cache
def layouts() -> tuple[dict[str, Any], ...]:
    """The known layouts, in the order they are tried."""
    text = resources.files(__package__).joinpath("forces_layouts.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["layout"])


@dataclass(frozen=True)
class Recognised:
    """What a force table looks like. layout: a row of `layouts`. columns: our field to the place of its column.

    body: the rows below the header, each as long as the header.
    """

    layout: Mapping[str, Any]
    heads: tuple[Header, ...]
    columns: Mapping[str, int]
    body: Sequence[Sequence[str]]


def recognise(path: Path, layout: str | None = None, mapping: Mapping[str, str] | None = None) -> Recognised:
    """The layout, headers and columns of a force table. ForcesRefused: unreadable, no header. See `read_forces`."""
    rows = read_rows(path)
    chosen, at, heads, skip = _layout(rows, path, layout, mapping or {})
    body = [r for r in rows[at + 1 + skip :] if any(c.strip() for c in r)]
    width = len(heads)
    body = [r + [""] * (width - len(r)) for r in body]
    return Recognised(chosen, tuple(heads), _columns(chosen, heads, mapping or {}), body)


def read_forces(
    path: Path,
    layout: str | None = None,
    mapping: Mapping[str, str] | None = None,
    declared: Path | Mapping[str, Mapping[str, str]] | None = None,
) -> ForcesFile:
    """The forces of a CSV or XLSX. ForcesRefused: unreadable, no header, no unit, a declaration that is no word.

    layout: name of a layout, None: the first that fits. mapping: our field to a header, before the layout's own.
    declared: what combinations declare by name and field, or a table of them with the columns combination, values,
    situation, analysis, gamma_0, seismic.
    """
    return forces_in(recognise(path, layout, mapping), path, declared)


def forces_in(
    seen: Recognised, path: Path, declared: Path | Mapping[str, Mapping[str, str]] | None = None
) -> ForcesFile:
    """The forces of a table that was recognised. See `read_forces`."""
    for needed in ("member", "combination"):
        if needed not in seen.columns:
            raise ForcesRefused(f"forces.no_column_{needed}", file=path.name)
    if not any(f in seen.columns for f in KIND):
        raise ForcesRefused("forces.no_column_forces", file=path.name)
    return _read(path, seen.layout, seen.columns, seen.heads, seen.body, declared)


def _read(
    path: Path, chosen: Mapping[str, Any], columns: Mapping[str, int], heads: Sequence[Header],
    body: Sequence[Sequence[str]], declared: Path | Mapping[str, Mapping[str, str]] | None,
) -> ForcesFile:  # fmt: skip
    def column(field: str) -> list[str]:
        return [r[columns[field]].strip() for r in body]

    member, combination = Text.of(column("member")), Text.of(column("combination"))
    values = {}
    for field in (f for f in KIND if f in columns):
        scale = _scale(path, field, heads[columns[field]])
        values[field] = (
            _figures(column(field), blank=np.nan if field[1:2].isdigit() or field in BLANK else 0.0) * scale
        )
    if "N" in values:
        values["N"] = values["N"] * float(chosen["sign_N"])
    station, findings = np.zeros(len(body)), []
    if "station" in columns:
        head = heads[columns["station"]]
        station = _stations(column("station"), member, bool(chosen["absolute_stations"]) or bool(head.unit))
    said = {f: column(f) for f in DECLARED if f in columns}
    combinations, undeclared = _combinations(path, combination, said, declared)
    if undeclared:
        findings.append(Finding("forces.undeclared", WARNING, (), {"count": undeclared}))
    if chosen["status"] == "own" and any(heads[columns[f]].name != f.lower() for f in SIGNED if f in columns):
        findings.append(Finding("forces.own_signs", INFO))
    if chosen["status"] != "own":
        severity = INFO if chosen["status"] == "documented" else WARNING
        findings.append(
            Finding(f"forces.layout_{chosen['status']}", severity, (), {"layout": chosen["name"]})
        )
    rows = np.arange(len(body), dtype=np.int64)
    forces = forces_of(rows, combination.codes.astype(np.int64), station=station, **values)
    return ForcesFile(str(chosen["name"]), member, combinations, forces, tuple(findings))


def _layout(
    rows: Sequence[list[str]], path: Path, wanted: str | None, mapping: Mapping[str, str]
) -> tuple[dict[str, Any], int, list[Header], int]:
    """The layout that fits, the row of its header, the headers, and 1 where a row of units follows."""
    if wanted is not None and wanted not in [f["name"] for f in layouts()]:
        names = ", ".join(str(f["name"]) for f in layouts())
        raise ForcesRefused("forces.no_layout", layout=wanted, layouts=names)
    asked = {h.lower() for h in mapping.values()}
    order = sorted(layouts(), key=lambda f: f["name"] == "steelyard") if wanted is None else layouts()
    for at, row in enumerate(rows[:DEPTH]):
        heads, units = headers_of(row, rows[at + 1] if at + 1 < len(rows) else [])
        held = {h.name for h in heads}
        for one in order:
            if wanted not in (None, one["name"]):
                continue
            own = one["name"] == (wanted or "steelyard")
            if _fits(one, held) or (asked and asked <= held and own):
                return one, at, heads, int(units)
    raise ForcesRefused("forces.no_header", file=path.name)


def _fits(layout: Mapping[str, Any], held: set[str]) -> bool:
    """Whether a row of headers is of a layout: it holds its marks; of our own, the member and any force by any name."""
    if set(layout["marks"]) <= held:
        return True
    if layout["status"] != "own":
        return False
    fields = layout["fields"]
    return not held.isdisjoint(fields["member"]) and any(not held.isdisjoint(fields[f]) for f in OWN_FORCES)


def _columns(
    chosen: Mapping[str, Any], heads: Sequence[Header], mapping: Mapping[str, str]
) -> dict[str, int]:
    names = [h.name for h in heads]
    known = {f: [mapping[f].lower()] if f in mapping else chosen["fields"].get(f, []) for f in
             {*chosen["fields"], *mapping}}  # fmt: skip
    found = {}
    for field, words in known.items():
        place = next((names.index(w) for w in words if w in names), None)
        if place is not None:
            found[field] = place
    return found


def _scale(path: Path, field: str, head: Header) -> float:
    scale = factor(KIND[field], head.unit) if head.unit else None
    if scale is None:
        code = "forces.wrong_unit" if head.unit else "forces.no_unit"
        raise ForcesRefused(code, file=path.name, header=head.name, unit=head.unit)
    return scale


def _figures(words: Sequence[str], blank: float) -> Floats:
    """Numbers of a column, `blank` where a cell is empty, NaN where it is no number."""
    try:
        return np.array([w or blank for w in words], dtype=np.float64)
    except ValueError:
        return np.array([_figure(w, blank) for w in words], dtype=np.float64)


def _figure(word: str, blank: float) -> float:
    if not word:
        return blank
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return float("nan")


def _stations(words: Sequence[str], member: Text, absolute: bool) -> Floats:
    """Stations from 0 to 1: as written, as a place on the member (`I[1]`, `2/4`, `J[2]`), or as a length."""
    codes = Text.of(words)
    table = np.array([_station(w) for w in codes.vocabulary] + [0.0])
    values = table[codes.codes]
    if not absolute:
        return values
    most = np.zeros(len(member.vocabulary) + 1)
    np.maximum.at(most, member.codes, np.nan_to_num(values))
    longest = most[member.codes]
    return np.where(longest > 0.0, values / np.where(longest > 0.0, longest, 1.0), 0.0)


def _station(word: str) -> float:
    head = word.strip().upper()
    if head[:1] in ("I", "J"):
        return 0.0 if head[0] == "I" else 1.0
    top, slash, bottom = head.partition("/")
    try:
        return float(top) / float(bottom) if slash else float(top or 0.0)
    except (ValueError, ZeroDivisionError):
        return float("nan")


def _combinations(
    path: Path,
    combination: Text,
    said: Mapping[str, Sequence[str]],
    declared: Path | Mapping[str, Mapping[str, str]] | None,
) -> tuple[CombinationTable, int]:
    """What each combination declares, and how many declare nothing."""
    names = combination.vocabulary
    told: dict[str, dict[str, str]] = {name: {} for name in names}
    rows: list[tuple[str, dict[str, str]]] = []
    if said:
        first = {int(code): i for i, code in reversed(list(enumerate(combination.codes.tolist())))}
        rows += [(names[code], {f: said[f][i] for f in said}) for code, i in first.items() if code >= 0]
    if isinstance(declared, Path):
        rows += _declarations(declared)
    elif declared is not None:
        rows += [(name, dict(words)) for name, words in declared.items()]
    for name, words in rows:
        for field, word in words.items():
            if word and name in told:
                told[name][field] = _word(path, field, word)
    get = {f: [told[n].get(f, PLAIN[f]) for n in names] for f in DECLARED}
    table = CombinationTable(
        Text.of(names), np.array([v == "design" for v in get["values"]], np.bool_), Text.of(get["situation"]),
        Text.of(get["analysis"]), np.array([v == "in" for v in get["gamma_0"]], np.bool_),
        np.array([v == "in" for v in get["seismic"]], np.bool_),
    )  # fmt: skip
    return table, sum(not told[n] for n in names)


def _declarations(path: Path) -> list[tuple[str, dict[str, str]]]:
    rows = read_rows(path)
    if not rows:
        raise ForcesRefused("forces.no_header", file=path.name)
    own = next(f for f in layouts() if f["name"] == "steelyard")
    heads, _ = headers_of(rows[0], [])
    columns = _columns(own, heads, {})
    if "combination" not in columns:
        raise ForcesRefused("forces.no_column_combination", file=path.name)
    fields = [f for f in DECLARED if f in columns]
    body = [r + [""] * (len(heads) - len(r)) for r in rows[1:] if any(c.strip() for c in r)]
    return [(r[columns["combination"]].strip(), {f: r[columns[f]].strip() for f in fields}) for r in body]


def declarations(path: Path) -> dict[str, dict[str, str]]:
    """What a table declares of combinations, by name and field, in our words. ForcesRefused as `read_forces`."""
    return {
        name: {f: _word(path, f, word) for f, word in words.items() if word}
        for name, words in _declarations(path)
    }


def _word(path: Path, field: str, word: str) -> str:
    found = WORDS[field].get(word.strip().lower())
    if found is None:
        choices = ", ".join(dict.fromkeys(WORDS[field].values()))
        raise ForcesRefused("forces.bad_word", file=path.name, field=field, word=word, choices=choices)
    return found


def attach(file: ForcesFile, names: Names) -> tuple[ForceTable, tuple[Finding, ...]]:
    """The forces on the members they name, and what was not matched. A key of several members loads each of them."""
    holders = _holders(names)
    keys = file.member.vocabulary
    members = [holders.get(k, np.zeros(0, np.int64)) for k in keys]
    counts = np.array([len(m) for m in members] + [0])
    code = file.member.codes
    many = counts[code]
    row = np.repeat(np.arange(len(code)), many)
    within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    start = np.concatenate([[0], np.cumsum(counts)])[:-1]
    flat: Ints = np.concatenate([*members, np.zeros(0, np.int64)]).astype(np.int64)
    target = flat[start[code[row]] + within] if len(row) else np.zeros(0, np.int64)
    table = file.forces.take(row)
    out = ForceTable(**{**vars(table), "member": target})
    findings = list(file.findings)
    lost = sorted({keys[c] for c in code[many == 0].tolist() if c >= 0})
    if lost or (code < 0).any():
        shown = ", ".join(lost[:8]) + (" …" if len(lost) > 8 else "")
        count = int((many == 0).sum())
        findings.append(Finding("forces.unmatched_rows", ERROR, (), {"count": count, "names": shown}))
    several = sum(len(m) > 1 for m in members)
    if several:
        findings.append(Finding("forces.shared_names", WARNING, (), {"count": several}))
    total = len(names.global_id)
    bare = total - len(np.unique(target))
    if bare:
        findings.append(Finding("forces.members_without", WARNING, (), {"count": bare, "total": total}))
    return out, tuple(findings)


def _holders(names: Names) -> dict[str, Ints]:
    """Member rows by what they are called; a GlobalId goes before a mark, a mark before a name."""
    found: dict[str, Ints] = {}
    for column in (names.global_id, names.part_mark, names.assembly_mark, names.name):
        order = np.argsort(column.codes, kind="stable")
        starts = np.searchsorted(column.codes[order], np.arange(len(column.vocabulary) + 1))
        for code, word in enumerate(column.vocabulary):
            rows = order[starts[code] : starts[code + 1]]
            if len(rows) and word not in found:
                found[word] = rows.astype(np.int64)
    return found
