"""Results of a model as lists for files and windows: one row per member in the columns engineers read."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from components.checks.decisions import lines_of
from components.checks.gb50017.engine import Case
from components.checks.gb50017.reasons import NAMES
from components.checks.gb50017.results import LEVELS, NOT_CHECKED, UNPROVEN, VERDICTS, CheckResults, notes_of
from components.checks.members import Members
from components.checks.suggest import Suggestions
from components.model import Model
from components.record import record
from components.sheet import INTEGER, LENGTH, MASS, NUMBER, Column, Sheet
from components.table import Floats, Ints, Text

GROUPS = ("strength", "in_plane", "out_of_plane", "slenderness", "flange", "web", "web_panel", "deflection")
CAPACITIES = (("N_t", 1e3), ("N_x", 1e3), ("N_y", 1e3), ("M_x", 1e6), ("M_b", 1e6), ("V_y", 1e3))


@record
class Checked:
    """The check of a model: its members, the case with forces (or without) and the results."""

    model: Model
    members: Members
    case: Case
    results: CheckResults


def summary(checked: Checked) -> dict[str, Any]:
    """Counts: over, near, far below, verdicts, reasons of what is not checked, governing standards."""
    r, levels = checked.results, checked.results.levels()
    lacking = np.isin(r.verdict, (NOT_CHECKED, UNPROVEN)) & (r.reason > 0)
    standard = checked.case.members.standard
    bent = int(np.isfinite(r.group("deflection")[0]).sum())
    return {
        "members": len(r),
        **{name: int((levels == i).sum()) for i, name in enumerate(LEVELS) if name != "normal"},
        "verdicts": {v: int((r.verdict == i).sum()) for i, v in enumerate(VERDICTS)},
        "not_checked": dict(sorted(Counter(NAMES[w] for w in r.reason[lacking].tolist()).items())),
        "standards": dict(sorted(Counter(w for w in standard if w).items())),
        "decided": len(checked.members.decided),
        "with_forces": checked.case.forces is not None,
        "deflection": {"checked": bent, "not_checked": len(r) - bent},
        "connections": "not_checked",
    }


def _text(words: Text, rows: Ints) -> Text:
    return words.take(rows)


def results_sheet(checked: Checked) -> Sheet:
    """One row per member: who it is, what governs, and the utilisations by group."""
    c, r, at = checked.model.components, checked.results, checked.members.rows
    m, q = checked.case.members, checked.results.quantities
    names = tuple(check.check for check in r.checks)
    combinations = checked.case.combinations.name
    data: dict[str, Any] = {
        "global_id": _text(c.global_id, at), "part_mark": _text(c.part_mark, at), "name": _text(c.name, at),
        "storey": _text(c.storey, at), "profile": _text(c.profile, at), "grade": _text(c.grade, at),
        "role": m.role, "role_by": checked.members.role_by, "standard": m.standard,
        "verdict": Text(r.verdict.astype(np.int32), VERDICTS),
        "level": Text(np.where(r.levels() > 0, r.levels(), -1).astype(np.int32), LEVELS),
        "utilisation": _finite(r.utilisation), "governing": Text(r.governing.astype(np.int32), names),
        "combination": Text(np.where(r.combination >= 0, combinations.codes[r.combination], -1).astype(np.int32)
                            if len(combinations) else np.full(len(r), -1, np.int32), combinations.vocabulary),
        "reason": Text(np.where(r.reason > 0, r.reason, -1).astype(np.int32), NAMES),
        "section_class": np.where(r.section_class > 0, r.section_class, np.nan).astype(np.float64),
        "lambda_x": _finite(q.lambda_x), "lambda_y": _finite(q.lambda_y),
        "lx": _finite(m.lx), "ly": _finite(m.ly), "l0x": _finite(m.l0x), "l0y": _finite(m.l0y), "l1": _finite(m.l1),
        "b_t": _finite(q.flange), "h0_tw": _finite(q.web),
    }  # fmt: skip
    data["decided"] = lines_of(checked.members.decided, len(r))
    data |= {f"group_{g}": _finite(r.group(g)[0]) for g in GROUPS}
    data |= {f"capacity_{k}": _finite(r.capacities[k] / scale) for k, scale in CAPACITIES}
    return Sheet("checks", "checks.list_results", _columns(), data, notes=notes_of(r))


def _finite(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)


def _columns() -> tuple[Column, ...]:
    words = {"level": "checks.level_",
             "role": "checks.role_", "standard": "", "verdict": "checks.verdict_", "governing": "gb50017.check_",
             "reason": "gb50017.reason_", "role_by": "checks.role_by_"}  # fmt: skip
    text = (
        "global_id",
        "part_mark",
        "name",
        "storey",
        "profile",
        "grade",
        "role",
        "role_by",
        "standard",
        "verdict",
        "level",
    )
    out = [Column(k, f"checks.col_{k}", words=words.get(k, "")) for k in text]
    out += [Column("utilisation", "checks.col_utilisation", NUMBER, decimals=3)]
    out += [Column(f"group_{g}", f"gb50017.group_{g}", NUMBER, decimals=3) for g in GROUPS]
    out += [
        Column(k, f"checks.col_{k}", words=words.get(k, "")) for k in ("governing", "combination", "reason")
    ]
    out += [Column("section_class", "checks.col_section_class", INTEGER)]
    out += [
        Column(k, f"checks.col_{k}", NUMBER, decimals=1) for k in ("lambda_x", "lambda_y", "b_t", "h0_tw")
    ]
    out += [Column(k, f"checks.col_{k}", LENGTH) for k in ("lx", "ly", "l0x", "l0y", "l1")]
    out += [Column("decided", "checks.col_decided")]
    units = {"N": "kN", "M": "kN·m", "V": "kN"}
    out += [Column(f"capacity_{k}", f"checks.capacity_{k}", NUMBER, units[k[0]], 1) for k, _ in CAPACITIES]
    return tuple(out)


def suggestions_sheet(checked: Checked, found: Suggestions) -> Sheet:
    """One row per suggestion: the section a member has, the lightest of its series that passes, and what it saves."""
    c, at = checked.model.components, checked.members.rows[found.member]
    data: dict[str, Any] = {
        "global_id": c.global_id.take(at), "part_mark": c.part_mark.take(at), "name": c.name.take(at),
        "profile": c.profile.take(at), "before": _finite(checked.results.utilisation[found.member]),
        "suggested": found.section, "outcome": found.outcome, "mass": found.mass_before, "mass_new": found.mass,
        "depth": found.depth, "saved_kg": found.saved_kg, "utilisation": found.utilisation,
        "governing": found.governing,
    }  # fmt: skip
    columns = (
        *(Column(k, f"checks.col_{k}") for k in ("global_id", "part_mark", "name", "profile")),
        Column("before", "checks.col_utilisation", NUMBER, decimals=3),
        Column("suggested", "checks.col_suggested"),
        Column("outcome", "checks.col_outcome", words="checks.suggest_"),
        Column("mass", "checks.col_mass", NUMBER, "kg/m", 1),
        Column("mass_new", "checks.col_mass_new", NUMBER, "kg/m", 1),
        Column("depth", "checks.col_depth", LENGTH),
        Column("saved_kg", "checks.col_saved", MASS),
        Column("utilisation", "checks.col_utilisation_new", NUMBER, decimals=3),
        Column("governing", "checks.col_governing", words="gb50017.check_"),
    )
    return Sheet("suggestions", "checks.list_suggestions", columns, data, notes=("checks.note_suggestions",))
