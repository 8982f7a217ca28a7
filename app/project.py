"""What the user decided about one or several models, as a frozen value, and its file `*.steelyard`.

The models themselves stay where they are: the project names them by path and SHA-256. The file is JSON, replaced
whole: killed at any instant, either the old file or the new one stands. Older versions are upgraded while reading.
"""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.project_form import FORM
from components.building import FIELDS
from components.findings import Refusal
from components.model import Override, Overrides, Settings
from components.reading import LARGEST_TABLE, opened, read_file, reason, unfit
from components.replacing import put

VERSION = 1
SUFFIX = ".steelyard"


class ProjectUnreadable(Refusal):
    """A project file that cannot be used."""


class ProjectUnwritable(Refusal):
    """A project file that cannot be written."""


@dataclass(frozen=True)
class ModelRef:
    """A model of the project: its path as last seen (absolute), and the SHA-256 of the file the decisions are about."""

    path: str
    sha256: str = ""


@dataclass(frozen=True)
class Decision:
    """One decision on one element. model: SHA-256; global_id finds the element again in a changed file.

    before: what stood there; date: ISO, day and time. who: decided, as the system knows the user.
    """

    model: str
    step_id: int
    global_id: str
    field: str
    value: str
    reason: str
    before: str = ""
    date: str = ""
    who: str = ""


@dataclass(frozen=True)
class Project:
    """Everything the user decided. block: fields of the title block. bill, rate, check: inputs of the places."""

    models: tuple[ModelRef, ...] = ()
    decisions: tuple[Decision, ...] = ()
    settings: Settings = field(default_factory=Settings)
    block: Mapping[str, str] = field(default_factory=dict)
    bill: Mapping[str, Any] = field(default_factory=dict)
    rate: Mapping[str, Any] = field(default_factory=dict)
    check: Mapping[str, Any] = field(default_factory=dict)


LATER = frozenset({"base"})
CHECK = "check_"
"""Fields of decisions that the Model does not depend on; those of the check of members begin with `CHECK`."""
EVIDENCE = frozenset(FIELDS)
"""Fields of decisions that the rates alone ask for."""
UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From a version to the next one: plain JSON in, plain JSON out."""


def user() -> str:
    """Who sits here, as the system knows him; empty where it does not."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def overrides(project: Project, starts: Mapping[str, int]) -> Overrides:
    """The decisions on the models shown as the engine takes them; the last one on an element's field stands.

    starts: what is added to the STEP ids of each model to make its keys, by SHA-256 (`components.merged.starts`).
    Fields of LATER and EVIDENCE are left out: what a place decides on the finished model does not make it anew.
    """
    made = _last(project, starts)
    kept = (o for o in made if o.field not in (*LATER, *EVIDENCE) and not o.field.startswith(CHECK))
    return Overrides(tuple(kept), project.settings)


def evidence(project: Project, starts: Mapping[str, int]) -> tuple[Override, ...]:
    """The decisions that the rates alone ask for: the model stays as it is."""
    return tuple(o for o in _last(project, starts) if o.field in EVIDENCE)


def check_overrides(project: Project, starts: Mapping[str, int]) -> tuple[Override, ...]:
    """The decisions on members for their check: the model stays as it is."""
    return tuple(o for o in _last(project, starts) if o.field.startswith(CHECK))


def _last(project: Project, starts: Mapping[str, int]) -> tuple[Override, ...]:
    last: dict[tuple[int, str], Override] = {}
    for d in project.decisions:
        if d.model in starts:
            at = starts[d.model] + d.step_id
            last.pop((at, d.field), None)
            last[at, d.field] = Override(at, d.field, d.value, d.reason)
    return tuple(last.values())


def decide(project: Project, made: tuple[Decision, ...]) -> Project:
    """The project with further decisions; one on the same field of the same element replaces the earlier one."""
    keys = {(d.model, d.step_id, d.field) for d in made}
    kept = tuple(d for d in project.decisions if (d.model, d.step_id, d.field) not in keys)
    return replace(project, decisions=kept + made)


def withdraw(project: Project, taken: frozenset[Decision]) -> Project:
    """The project without some decisions."""
    return replace(project, decisions=tuple(d for d in project.decisions if d not in taken))


@dataclass(frozen=True)
class Carried:
    """Decisions carried over to a changed file. project: with the new SHA-256. kept, lost: decisions of the old file
    whose element is there again, and those whose element is not, or not only once."""

    project: Project
    kept: tuple[Decision, ...]
    lost: tuple[Decision, ...]


def carry_over(project: Project, old: str, new: str, step_of: Mapping[str, int]) -> Carried:
    """Move the decisions on file `old` to file `new` by GlobalId.

    step_of: GlobalId -> STEP id of the new file, only those that occur once. What is lost stays in the project under
    the old SHA-256, so that going back to the old file brings it back.
    """
    mine = [d for d in project.decisions if d.model == old]
    kept = tuple(d for d in mine if d.global_id in step_of)
    lost = tuple(d for d in mine if d.global_id not in step_of)
    moved = {d: replace(d, model=new, step_id=step_of[d.global_id]) for d in kept}
    models = tuple(replace(m, sha256=new) if m.sha256 == old else m for m in project.models)
    decisions = tuple(moved.get(d, d) for d in project.decisions)
    return Carried(replace(project, models=models, decisions=decisions), kept, lost)


def write(project: Project, path: Path) -> None:
    """Write the file whole or not at all. Models beneath the project's folder are named relative to it."""
    home = Path(os.path.realpath(path)).parent
    plain = {"steelyard": VERSION, **asdict(project)}
    plain["models"] = [{**asdict(m), "path": _relative(m.path, home)} for m in project.models]
    text = json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    try:
        put(path, text.encode("utf-8"))
    except OSError as error:
        raise ProjectUnwritable("project.unwritable", file=path.name, reason=reason(error)) from error


def _relative(model: str, home: Path) -> str:
    there = Path(model)
    return there.relative_to(home).as_posix() if there.is_relative_to(home) else model


def read(path: Path) -> Project:
    """Read a project of this version or an older one. ProjectUnreadable with the way out where it cannot."""
    try:
        plain = json.loads(read_file(path, LARGEST_TABLE).decode("utf-8"))
    except OSError as error:
        raise ProjectUnreadable("project.missing", file=path.name, reason=reason(error)) from error
    except (ValueError, RecursionError) as error:
        raise ProjectUnreadable("project.damaged", file=path.name) from error
    version = plain.get("steelyard") if isinstance(plain, dict) else None
    if not isinstance(version, int) or version < 1:
        raise ProjectUnreadable("project.foreign", file=path.name)
    if version > VERSION:
        raise ProjectUnreadable("project.newer", file=path.name, version=version, known=VERSION)
    for step in range(version, VERSION):
        plain = UPGRADES[step](plain)
    if unfit(plain) or not FORM(plain):
        raise ProjectUnreadable("project.damaged", file=path.name)
    try:
        return _project(plain, path.resolve().parent)
    except (
        TypeError,
        RuntimeError,
        OSError,
    ) as error:  # a decision with a field too many, a model's path in a circle
        raise ProjectUnreadable("project.damaged", file=path.name) from error


def _project(plain: dict[str, Any], home: Path) -> Project:
    known = {f.name for f in fields(Settings)}
    return Project(
        models=_each_once(
            ModelRef(str((home / m["path"]).resolve()), str(m["sha256"])) for m in plain["models"]
        ),
        decisions=tuple(Decision(**d) for d in plain["decisions"]),
        settings=Settings(**{k: v for k, v in plain["settings"].items() if k in known}),
        block={str(k): str(v) for k, v in plain.get("block", {}).items()},
        bill=dict(plain.get("bill", {})),
        rate=dict(plain.get("rate", {})),
        check=dict(plain.get("check", {})),
    )


def _each_once(named: Iterable[ModelRef]) -> tuple[ModelRef, ...]:
    """The models without those that are the same file byte for byte: they would be counted twice."""
    first: dict[str, ModelRef] = {}
    for one in named:
        first.setdefault(one.sha256 or one.path, one)
    return tuple(first.values())


def file_sha256(path: Path) -> str:
    """SHA-256 of a file as lower-case hex; empty where it cannot be read, which whoever reads it says."""
    digest = sha256()
    try:
        with opened(path) as source:
            while block := source.read(1 << 20):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()
