"""The check of the model that is shown: started while somebody looks at it, again when what it rests on changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from app import project as pj
from app.checking_inputs import CheckInputs, inputs_of, plain_of
from app.gui.job import Job
from app.gui.loaded import Loaded
from app.gui.session import NOBODY, Session
from app.gui.sheetstore import load_sheets
from components.checks.decisions import fields
from components.checks.gb50017.tables import MemberTable
from components.findings import Finding
from components.sheet import Sheet
from components.table import Floats, Ints, Text, load

RESULT = "check"
BANDS = ("over", "near", "high", "middle", "low", "unproven", "not_checked")
"""States of a member, the colours of the view: over 1.0, above 0.9, then down; each from the limits of the settings."""
_ALWAYS = {"over": "over", "near": "near", "unproven": "unproven", "not_checked": "not_checked"}


@dataclass(frozen=True, eq=False)
class Found:
    """A check as the window shows it. sheet: a row per member; rows: component row of each, -1 where it is none;
    band: index in `BANDS`.

    member: (components,) row of the results, -1 where a component is no member. limits: low and near of the settings.
    key: of what it was made. alone: the members are lines of the analysis view, no component of the model that is shown.
    """

    key: tuple[object, ...]
    folder: Path
    model_folder: Path
    sheet: Sheet
    rows: Ints
    member: Ints
    band: Ints
    limits: tuple[float, float]
    summary: Mapping[str, Any]
    findings: tuple[Finding, ...]
    alone: bool = False


def bands(verdict: Text, level: Text, utilisation: Floats, limits: tuple[float, float]) -> Ints:
    """(n,) index in `BANDS` of members with a verdict, a level and a utilisation.

    What is not proven has no colour of passing. level: `low` where the loads use little, whatever the slenderness is.
    """
    middle = np.nan_to_num(utilisation, nan=2.0) < sum(limits) / 2
    passing = np.where(level.isin(["low"]), 4, np.where(middle, 3, 2))
    always = np.array([BANDS.index(_ALWAYS[w]) if w in _ALWAYS else -1 for w in verdict.vocabulary] + [6])
    told = always[verdict.codes]
    return np.where(told >= 0, told, passing).astype(np.int64)


class Checking(QObject):
    """changed: another result, none, or a check under way. refusal: why there is no result, code and arguments."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.refusal: tuple[str, dict[str, Any]] | None = None
        self._job: Job | None = None
        self._asked: tuple[object, ...] | None = None
        self._wanting: set[str] = set()
        self._picked: Ints = NOBODY
        session.model_changed.connect(self._stale)
        session.project_changed.connect(self._stale)
        session.results.changed.connect(lambda name: self.changed.emit() if name in (RESULT, "") else None)

    @property
    def inputs(self) -> CheckInputs:
        """What the project says of its check."""
        return inputs_of(self._session.project.check)

    @property
    def found(self) -> Found | None:
        """The result for the model that is shown, of its present state and inputs."""
        held = self._session.results.get(RESULT, Found)
        return held if held is not None and held.key == self._key() else None

    @property
    def running(self) -> bool:
        """Whether a check is under way."""
        return self._job is not None and not self._job.over

    def want(self, who: str, on: bool = True) -> None:
        """A view shows results, or does not any more. While one does, there are results of the state of the moment."""
        if on:
            self._wanting.add(who)
            QTimer.singleShot(0, self, self._refresh)
        else:
            self._wanting.discard(who)

    def start(self) -> None:
        """Check now, once: after a refusal, or where no view keeps results up."""
        if not self.running:
            self._asked = self.refusal = None
            self._refresh(once=True)

    def _key(self) -> tuple[object, ...] | None:
        here = self._session.current
        if here is None or here.several:
            return None  # which standard governs is decided for a whole model: the page asks which one
        decided = pj.check_overrides(self._session.project, here.starts)
        return *here.key, repr(self.inputs), decided

    def _stale(self) -> None:
        key = self._key()
        if key != self._asked:
            if self.running and self._job is not None:
                self._job.cancel()
            self._asked = self.refusal = None
            here = self._session.current
            held = self._session.results.get(RESULT, Found)
            if here is not None and held is not None and held.key != key:
                self._session.results.put(RESULT, here, None)  # not of this state: it is not shown meanwhile
            self.changed.emit()
        if self._wanting:
            QTimer.singleShot(0, self, self._refresh)

    def _refresh(self, once: bool = False) -> None:
        here, key = self._session.current, self._key()
        if here is None or key is None or key == self._asked or self.found is not None:
            return
        if not (self._wanting or once):
            return
        self._asked = key
        home = self._session.file.path.parent if self._session.file.path else None
        arguments = {
            "model": here.model_folder, "inputs": self.inputs, "home": home, "folder": self._session.new_folder(),
            "overrides": pj.check_overrides(self._session.project, here.starts), "facts": here.folder / "facts",
        }  # fmt: skip
        self._job = job = self._session.start(
            "check_members",
            arguments,
            lambda r: self._came(key, here, r),
            "gui_check.job_check",
            file=here.name,
        )
        job.refused.connect(lambda code, args: self._none(key, code, args))
        job.failed.connect(lambda _: self._none(key, "gui.our_fault", {}))
        job.cancelled.connect(lambda: self._none(key, "gui_check.cancelled", {}))
        self.changed.emit()

    def _none(self, key: tuple[object, ...], code: str, args: dict[str, Any]) -> None:
        if key == self._asked:
            self.refusal = (code, args)
            self.changed.emit()

    def _came(self, key: tuple[object, ...], here: Loaded, result: dict[str, Any]) -> None:
        if key != self._key():
            return
        sheet = load_sheets(result["folder"] / "results")[0]
        rows, alone = result["rows"], bool(result["alone"])
        member = np.full(len(here.model.components), -1, np.int64)
        if alone:
            rows = np.full(len(rows), -1, np.int64)
        else:
            member[rows] = np.arange(len(rows))
        verdict, utilisation = sheet.data["verdict"], np.asarray(sheet.data["utilisation"])
        level = sheet.data["level"]
        assert isinstance(verdict, Text)
        assert isinstance(level, Text)
        self.refusal = None
        self._picked = NOBODY
        found = Found(
            key, result["folder"], result["model"], sheet, rows, member,
            bands(verdict, level, utilisation, result["limits"]), result["limits"], result["summary"], result["findings"],
            alone,
        )  # fmt: skip
        self._session.results.put(RESULT, here, found)

    # What the user decides.

    def set_inputs(self, inputs: CheckInputs, words: str) -> None:
        """Other inputs, through undo. words: what undo is called."""
        project = self._session.project
        self._session.edit(replace(project, check=plain_of(inputs)), words)

    def pick(self, rows: Ints) -> None:
        """Select rows of the results where they are no components, which the session cannot hold."""
        if self.found is not None and self.found.alone and not np.array_equal(rows, self._picked):
            self._picked = rows
            self.changed.emit()

    def selected(self) -> Ints:
        """Rows of the results that are selected."""
        found, chosen = self.found, self._session.selection
        if found is None:
            return NOBODY
        if found.alone:
            return self._picked
        at = found.member[chosen[chosen < len(found.member)]]
        return at[at >= 0]

    def standing(self) -> MemberTable | None:
        """The assumptions of the members as they stand in the result."""
        return load(MemberTable, self.found.folder / "case" / "members") if self.found is not None else None

    def decide(self, values: Mapping[str, str], reason: str) -> None:
        """Decide fields of the selected members, with a reason. values: by field of `components.checks.decisions`."""
        session, found, rows, held = self._session, self.found, self.selected(), self.standing()
        here = session.current
        if here is None or found is None or found.alone or held is None or not len(rows):
            return
        c, who = here.model.components, pj.user()
        when = datetime.now().isoformat(timespec="seconds")
        made = tuple(
            pj.Decision(
                *here.identity(at), c.global_id.get(at), field, value, reason,
                standing_value(held, field, row), when, who,
            )
            for row, at in zip(rows.tolist(), found.rows[rows].tolist(), strict=True)
            for field, value in values.items()
        )  # fmt: skip
        session.edit(
            pj.decide(session.project, made), session.texts.say("gui_check.undo_edit", count=len(rows))
        )


def standing_value(held: MemberTable, field: str, row: int) -> str:
    """What stands in a field of a member now, as a decision would write it; "" where nothing is known."""
    name = fields()[field].column
    if name in ("mu_x", "mu_y"):
        whole, effective = getattr(held, f"l{name[-1]}")[row], getattr(held, f"l0{name[-1]}")[row]
        return f"{effective / whole:.4g}" if whole > 0.0 and np.isfinite(effective) else ""
    column = getattr(held, name, None)
    if column is None:
        return ""
    if isinstance(column, Text):
        return column.get(row)
    value = column[row]
    if isinstance(value, np.bool_):
        return "yes" if value else "no"
    return f"{float(value):.6g}" if np.isfinite(value) else ""


def checking_of(session: Session) -> Checking:
    """The one check of a session."""
    return session.findChild(Checking) or Checking(session)
