"""Several models as one: tables one after another, references moved, STEP ids made keys of model and id.

Model and bill are then made of the whole, so equal parts of different models share a mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, TypeVar

import numpy as np

from components.analysis import AnalysisView
from components.facts import OWNERS, Facts, Kernel, Meshes, Source
from components.findings import Refusal
from components.table import Ints, Ragged, Table, Text
from components.units import MM_PER_FOOT, MM_PER_INCH

KEY = 10**12
"""A key is KEY times the number of the model, from 1, plus the STEP id; a model alone keeps its plain ids."""
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "elements": {
        "placement": "placements", "type": "types", "parent": "elements", "spatial": "spatial", "host": "elements",
    },
    "types": {},
    "spatial": {"parent": "spatial", "placement": "placements"},
    "items": {"owner": "elements", "solid": "solids"},
    "solids": {
        "profile": "profiles", "end_profile": "profiles", "first": "solids", "second": "solids", "outline": "outlines",
        "path": "paths", "mesh": "meshes",
    },
    "profiles": {"first_loop": "outlines"},
    "materials": {"owner": "", "profile": "profiles"},
    "property_sets": {},
    "properties": {"set": "property_sets"},
    "set_links": {"owner": "", "set": "property_sets"},
    "relations": {"first": "elements", "second": "elements"},
    "space_items": {"owner": "spatial", "solid": "solids"},
    "kernel": {"item": "items"},
}  # fmt: skip
"""Columns of each table that are rows of another one; "" for a row of the table that its column `table` names."""

VIEW: Mapping[str, Mapping[str, str]] = {
    "members": {"profile": "profiles", "element": "elements"},
    "nodes": {},
    "joints": {"member": "members", "node": "nodes"},
    "load_groups": {},
    "links": {"whole": "load_groups", "part": "load_groups"},
    "result_groups": {"load_group": "load_groups"},
    "activities": {
        "member": "members", "node": "nodes", "load_group": "load_groups", "result_group": "result_groups",
    },
    "values": {"activity": "activities"},
}  # fmt: skip
"""The same of the tables of the analysis view."""

_LISTS = ("placements", "outlines", "paths")
T = TypeVar("T", bound=Table)


class NotMerged(Refusal):
    """Models that cannot make one bill."""


def split(key: int) -> tuple[int, int]:
    """Number of the model (0: one model alone) and STEP id."""
    return key // KEY, key % KEY


def numbered(files: Sequence[str]) -> dict[str, int]:
    """What is added to the STEP ids of each file to make its keys; 0 for a file alone. files: in order, by SHA-256."""
    return {file: KEY * (k + 1) if len(files) > 1 else 0 for k, file in enumerate(files)}


def starts(source: Source) -> dict[str, int]:
    """The same of the files that facts are from."""
    return numbered([sha256 for _, sha256 in source.parts] or [source.sha256])


def told(key: int) -> str:
    """A key for people: `#12`, or `2#12` of the second model."""
    number, step = split(key)
    return f"{number}#{step}" if number else f"#{step}"


def merge(models: Sequence[Facts]) -> Facts:
    """The facts of all models as those of one; pure, the models stay as they are.

    Raises NotMerged where a model is given twice, or names its sections in inches while another does not.
    """
    if len(models) == 1:
        return models[0]
    _check(models)
    at = _starts(models)
    tables = {name: _table(models, name, at) for name in REFERENCES if name != "kernel"}
    first = models[0]
    return replace(
        first,
        source=_source([m.source for m in models]),
        placements=np.concatenate([m.placements for m in models]),
        outlines=_ragged([m.outlines for m in models]),
        paths=_ragged([m.paths for m in models]),
        composite=_ragged([_moved(m.composite, at["profiles"][k]) for k, m in enumerate(models)]),
        meshes=_meshes([m.meshes for m in models]),
        body=np.concatenate([m.body for m in models]),
        kernel=_kernel(models, at),
        analysis=_view(models, at),
        **tables,
    )


def _check(models: Sequence[Facts]) -> None:
    names: dict[str, str] = {}
    for m in models:
        if m.source.sha256 in names:
            raise NotMerged("bom.merge_twice", file=m.source.name, other=names[m.source.sha256])
        names[m.source.sha256] = m.source.name
    inches = [m.units.length_mm in (MM_PER_INCH, MM_PER_FOOT) for m in models]
    if any(inches) and not all(inches):
        one = models[inches.index(True)].source.name
        raise NotMerged("bom.merge_units", file=one, other=models[inches.index(False)].source.name)


def _starts(models: Sequence[Facts]) -> dict[str, list[int]]:
    """Per table the first row of each model in the merged one."""
    sizes = {
        name: [len(getattr(m, name)) for m in models] for name in (*REFERENCES, *_LISTS) if name != "kernel"
    }
    sizes["meshes"] = [len(m.meshes.closed) for m in models]
    return {
        name: np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.int64).tolist()
        for name, counts in sizes.items()
    }


def _table(models: Sequence[Facts], name: str, at: Mapping[str, list[int]]) -> Any:
    """One table of all models."""
    parts = [_shifted(getattr(m, name), REFERENCES[name], k, at) for k, m in enumerate(models)]
    return stacked(parts)


def _shifted(table: T, references: Mapping[str, str], k: int, at: Mapping[str, list[int]]) -> T:
    """A table of model k with its references and keys as they are in the merged facts."""
    made: dict[str, Any] = {}
    for column, target in references.items():
        rows = getattr(table, column)
        if target:
            made[column] = np.where(rows >= 0, rows + at[target][k], rows)
        else:
            start = np.array([at[owner][k] for owner in OWNERS])
            made[column] = np.where(rows >= 0, rows + start[table.table], rows)  # type: ignore[attr-defined]
    if "step_id" in table.names():
        steps: Ints = table.step_id  # type: ignore[attr-defined]
        made["step_id"] = np.where(steps >= 0, steps + (k + 1) * KEY, steps)
    return replace(table, **made)


def stacked(tables: Sequence[T]) -> T:
    """Tables of one kind, one after another."""
    made: dict[str, Any] = {}
    for name in tables[0].names():
        columns = [getattr(t, name) for t in tables]
        made[name] = joined(columns) if isinstance(columns[0], Text) else np.concatenate(columns)
    return type(tables[0])(**made)


def joined(columns: Sequence[Text]) -> Text:
    """Text columns, one after another, over one vocabulary."""
    seen: dict[str, int] = {}
    parts = []
    for column in columns:
        code = [seen.setdefault(w, len(seen)) for w in column.vocabulary]
        parts.append(np.array([*code, -1], np.int32)[column.codes])
    return Text(np.concatenate(parts), tuple(seen))


def _ragged(lists: Sequence[Ragged]) -> Ragged:
    counts = np.concatenate([r.counts() for r in lists])
    full = [r.values for r in lists if len(r.values)]
    values = np.concatenate(full) if full else lists[0].values
    return Ragged(np.concatenate(([0], np.cumsum(counts))).astype(np.int64), values)


def _moved(lists: Ragged, start: int) -> Ragged:
    return Ragged(lists.offsets, np.where(lists.values >= 0, lists.values + start, lists.values))


def _meshes(meshes: Sequence[Meshes]) -> Meshes:
    points = faces = bodies = 0
    loops, loop_face, face_mesh = [], [], []
    for m in meshes:
        loops.append(_moved(m.loops, points))
        loop_face.append(m.loop_face + faces)
        face_mesh.append(m.face_mesh + bodies)
        points, faces, bodies = points + len(m.points), faces + len(m.face_mesh), bodies + len(m.closed)
    return Meshes(
        np.concatenate([m.points for m in meshes]), _ragged(loops), np.concatenate(loop_face),
        np.concatenate(face_mesh), np.concatenate([m.closed for m in meshes]),
    )  # fmt: skip


def _kernel(models: Sequence[Facts], at: Mapping[str, list[int]]) -> Kernel | None:
    table = REFERENCES["kernel"]
    parts = [_shifted(m.kernel, table, k, at) for k, m in enumerate(models) if m.kernel is not None]
    return stacked(parts) if parts else None


def _view(models: Sequence[Facts], at: Mapping[str, list[int]]) -> AnalysisView | None:
    """The analysis views of all models as one; None where no model has one."""
    views = [(k, m.analysis) for k, m in enumerate(models) if m.analysis is not None]
    if not views:
        return None
    starts: dict[str, list[int]] = dict(at)
    for name in VIEW:
        sizes = np.zeros(len(models) + 1, np.int64)
        for k, view in views:
            sizes[k + 1] = len(getattr(view, name))
        starts[name] = np.cumsum(sizes)[:-1].tolist()
    tables: dict[str, Any] = {
        name: stacked([_shifted(getattr(view, name), VIEW[name], k, starts) for k, view in views])
        for name in VIEW
    }
    return AnalysisView(models=sum(view.models for _, view in views), **tables)


def _source(sources: Sequence[Source]) -> Source:
    """The sources as one: its SHA-256 is that of the SHA-256 of all in order; what one export left out, all lack."""
    whole = sha256("\n".join(s.sha256 for s in sources).encode("ascii")).hexdigest()
    options: dict[str, str] = {}
    for s in sources:
        options |= {
            k: v for k, v in s.options.items() if options.get(k, "").casefold() not in ("off", "false")
        }
    return Source(
        name=" + ".join(s.name for s in sources),
        size=sum(s.size for s in sources),
        sha256=whole,
        schema=" + ".join(dict.fromkeys(s.schema for s in sources)),
        encoding=" + ".join(dict.fromkeys(s.encoding for s in sources)),
        lines=sum(s.lines for s in sources),
        file_name="", time_stamp=max(s.time_stamp for s in sources),
        originating_system=" + ".join(dict.fromkeys(s.originating_system for s in sources if s.originating_system)),
        preprocessor=" + ".join(dict.fromkeys(s.preprocessor for s in sources if s.preprocessor)),
        description=tuple(d for s in sources for d in s.description),
        options=options,
        parts=tuple(zip(_apart([s.name for s in sources]), (s.sha256 for s in sources), strict=True)),
    )  # fmt: skip


def _apart(names: Sequence[str]) -> list[str]:
    """Names that tell the files apart: the second of a name is followed by (2)."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out
