"""One member without a model: what is said of it, its check and its sheet, and both as plain values for
JSON.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from components.checks.gb50017.adapt import PROCESSES, section_table
from components.checks.gb50017.engine import Case
from components.checks.gb50017.finish import roles
from components.checks.gb50017.lateral import cantilever_rows, cases
from components.checks.gb50017.material import gb_steel_row, gb_steels
from components.checks.gb50017.results import VERDICTS
from components.checks.gb50017.tables import CombinationTable, ForceTable, forces_of, members_of
from components.checks.gb50017.trace import Asked, Sheet, sheet
from components.codes.gb50017_2017.curves import CURVES
from components.codes.gb50017_2017.settings import Settings, origins
from components.findings import Refusal
from components.sections import Shape, find, name_of
from components.table import Text
from components.words import say

NAN = float("nan")
LOADS: Mapping[str, int] = {"unknown": -1, "none": 0, "point": 1, "uniform": 2, "both": 3}
"""Words for `LOAD_*`."""
SITUATIONS = ("persistent", "seismic")
ANALYSES = ("first_order", "p_delta", "direct")
ONE_LEG = ("equal", "short", "long", "both")


class MemberRefused(Refusal):
    """A member that cannot be put to a check: unknown section name or an input that is not one of its
    words.
    """


@cache
def not_built() -> tuple[dict[str, str], ...]:
    """Clauses a sheet leaves out whatever the member: document, clause and the word that says what they are."""
    text = resources.files(__package__).joinpath("not_built.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@dataclass(frozen=True)
class MemberInputs:
    """One member. N, N.mm, mm; NaN: not known. Signs as in `tables`: compression positive.

    section: designation, or a `Shape`. process: one of `PROCESSES`, None: from the shape. forces:
    whether there are any. The rest is as in `MemberTable`, `ForceTable` and `CombinationTable`; l0x and
    l0y fall back on lx, ly where not given, l1 and lw on ly, then on l0y.
    """

    section: str | Shape
    grade: str
    process: str | None = None
    forces: bool = True
    N: float = 0.0
    Vx: float = 0.0
    Vy: float = 0.0
    Mx: float = 0.0
    My: float = 0.0
    T: float = 0.0
    M1x: float = NAN
    M2x: float = NAN
    M1y: float = NAN
    M2y: float = NAN
    load_x: str = "unknown"
    load_y: str = "unknown"
    Mqx: float = NAN
    Mqy: float = NAN
    vT: float = NAN
    vQ: float = NAN
    lx: float = NAN
    ly: float = NAN
    l0x: float = NAN
    l0y: float = NAN
    l1: float = NAN
    lw: float = NAN
    role: str | None = None
    edge: str | None = None
    ltb_case: str | None = None
    held: bool = False
    bottom_l: float = NAN
    sway_x: bool = False
    sway_y: bool = False
    net_ratio: float = NAN
    eta: float = 1.0
    one_leg: str | None = None
    panel_a: float = NAN
    seismic_grade: int = 0
    fatigue: bool = False
    deflection: str | None = None
    situation: str = "persistent"
    analysis: str = "first_order"
    gamma_0_in: bool = True
    seismic_in: bool = True
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True)
class MemberResult:
    """The check of one member. section: its canonical designation, "" where only the shape is known."""

    inputs: MemberInputs
    section: str
    shape: Shape
    sheet: Sheet

    @property
    def utilisation(self) -> float:
        """The largest utilisation, NaN where there is none."""
        return float(self.sheet.results.utilisation[0])

    @property
    def verdict(self) -> str:
        """One of `VERDICTS`."""
        return VERDICTS[int(self.sheet.results.verdict[0])]


def member(inputs: MemberInputs) -> MemberResult:
    """Check one member and write its sheet. `MemberRefused` where an input cannot be understood."""
    _refuse_strange_words(inputs)
    name, shape = _section(inputs.section)
    return MemberResult(inputs, name, shape, sheet(case_of(inputs, shape), 0))


def case_of(inputs: MemberInputs, shape: Shape) -> Case:
    """The one-row tables of a member."""
    sections = section_table([shape.family], np.array([shape.dims]), [inputs.process])
    sideways = _or(inputs.ly, inputs.l0y)
    either = {
        "l0x": _or(inputs.l0x, inputs.lx), "l0y": _or(inputs.l0y, inputs.ly), "l1": _or(inputs.l1, sideways),
        "lw": _or(inputs.lw, sideways), "lx": inputs.lx, "ly": inputs.ly,
    }  # fmt: skip
    numbers = {**either, "bottom_l": inputs.bottom_l, "net_ratio": inputs.net_ratio, "eta": inputs.eta,
               "panel_a": inputs.panel_a}  # fmt: skip
    flags = {n: np.array([getattr(inputs, n)]) for n in ("held", "sway_x", "sway_y", "fatigue")}
    words = {n: Text.of([getattr(inputs, n)]) for n in ("role", "edge", "ltb_case", "one_leg", "deflection")}
    members = members_of(
        1, section=np.zeros(1, np.int64), steel=np.array([gb_steel_row(inputs.grade)]),
        seismic_grade=np.array([inputs.seismic_grade]), **flags, **words,
        **{n: np.array([float(v)]) for n, v in numbers.items()},
    )  # fmt: skip
    combinations, forces = _forces_of(inputs)
    return Case(sections, gb_steels(), members, combinations, forces, inputs.settings)


def _forces_of(inputs: MemberInputs) -> tuple[CombinationTable, ForceTable | None]:
    """The forces in the stated combination, and the deflections in a characteristic one of their own."""
    yes, no = np.ones(2, np.bool_), np.array([True, False])
    combinations = CombinationTable(
        Text.of(["", ""]), no, Text.of([inputs.situation, "serviceability"]), Text.of([inputs.analysis, "first_order"]),
        np.array([inputs.gamma_0_in, True]), yes & np.array([inputs.seismic_in, True]),
    )  # fmt: skip
    names = ("N", "Vx", "Vy", "Mx", "My", "T", "M1x", "M2x", "M1y", "M2y", "Mqx", "Mqy")
    nothing = {n: NAN if n[1:2].isdigit() or "q" in n else 0.0 for n in names}
    columns = {n: np.array([float(getattr(inputs, n)), nothing[n]]) for n in names}
    bent = {n: np.array([NAN, float(getattr(inputs, n))]) for n in ("vT", "vQ")}
    load = {f"load_{a}": np.array([LOADS[getattr(inputs, f"load_{a}")], LOADS["unknown"]]) for a in "xy"}
    whole = forces_of(np.zeros(2, np.int64), np.arange(2), **columns, **bent, **load)
    given = [inputs.forces, any(np.isfinite(v[1]) for v in bent.values())]
    rows = np.flatnonzero(given)
    return combinations, whole.take(rows) if len(rows) else None


def _or(value: float, fallback: float) -> float:
    return fallback if np.isnan(value) else value


def _section(asked: str | Shape) -> tuple[str, Shape]:
    if isinstance(asked, Shape):
        return name_of(asked), asked
    found = find(asked)
    if found.section is None:
        raise MemberRefused("gb50017.section_refused", name=asked)
    return found.section.name, found.section.shape


def _refuse_strange_words(inputs: MemberInputs) -> None:
    ltb = {*cases(), *(row[0] for row in cantilever_rows())}
    for name, choices in (
        ("process", PROCESSES),
        ("role", roles()),
        ("edge", ("flame_cut", "sheared")),
        ("ltb_case", ltb),
        ("one_leg", ONE_LEG),
        ("load_x", LOADS),
        ("load_y", LOADS),
        ("situation", SITUATIONS),
        ("analysis", ANALYSES),
    ):
        value = getattr(inputs, name)
        if value is not None and value not in choices:
            raise MemberRefused(
                "gb50017.word_refused", name=name, value=value, choices=", ".join(sorted(choices))
            )
    if inputs.seismic_grade not in range(5):
        raise MemberRefused(
            "gb50017.word_refused", name="seismic_grade", value=inputs.seismic_grade, choices="0-4"
        )


def member_report(result: MemberResult, lang: str) -> dict[str, Any]:
    """Every figure of a member as plain values: dictionaries, lists, text, numbers, None where there is
    no figure.
    """
    found = result.sheet.results
    q = found.quantities
    single = {
        f.name: _plain(getattr(q, f.name)[0])
        for f in fields(q)
        if f.name not in ("flange_beam", "flange_column")
    }
    for axis in ("x", "y"):
        curve = int(getattr(q, f"curve_{axis}")[0])
        single[f"curve_{axis}"] = CURVES[curve] if curve >= 0 else None
    checks = [
        {
            "check": line.check, "title": say(f"gb50017.check_{line.check}", lang), "document": line.document,
            "clause": line.clause, "utilisation": _plain(line.utilisation), "reason": line.reason,
            "sentence": say(f"gb50017.reason_{line.reason}", lang),
        }
        for line in result.sheet.lines
    ]  # fmt: skip
    governing = int(found.governing[0])
    return {
        "section": result.section,
        "shape": {"family": result.shape.family, "dimensions_mm": list(result.shape.dims)},
        "inputs": {
            k: _plain(v) for k, v in asdict(result.inputs).items() if k not in ("section", "settings")
        },
        "settings": {
            k: {"value": _plain(v), **asdict(origins()[k])} for k, v in asdict(result.inputs.settings).items()
        },
        "verdict": result.verdict,
        "verdict_sentence": say(f"gb50017.verdict_{result.verdict}", lang),
        "utilisation": _plain(result.utilisation),
        "governing": found.checks[governing].check if governing >= 0 else None,
        "section_class": int(found.section_class[0]),
        "quantities": single,
        "capacities": {k: _plain(v[0]) for k, v in found.capacities.items()},
        "checks": checks,
        "steps": [_step(a) for a in (*result.sheet.member, *result.sheet.second)],
        "governed": [
            {
                "checks": list(g.checks),
                "forces": {k: _plain(v) for k, v in g.forces.items()},
                "steps": [_step(a) for a in g.asked],
            }
            for g in result.sheet.governed
        ],
        "not_built": [
            {
                "document": row["document"],
                "clause": row["clause"],
                "sentence": say(f"gb50017.not_built_{row['what']}", lang),
            }
            for row in not_built()
        ],
        "notes": [
            say(f"gb50017.{note}", lang) for note in ("note_connections", "note_gb55006", "note_memory")
        ],
    }


def _step(asked: Asked) -> dict[str, Any]:
    step = asked.step
    return {
        "for": asked.tag,
        "document": step.document,
        "clause": step.clause,
        "symbol": step.symbol,
        "value": _plain(step.value),
        "unit": step.unit,
        "limit": step.limit,
        "status": step.status,
        "source": step.source,
        "lines": [
            {
                "symbol": line.symbol,
                "formula": line.formula,
                "substituted": line.substituted,
                "value": _plain(line.value),
                "condition": line.condition,
            }
            for line in step.lines
        ],
    }


def _plain(value: Any) -> Any:
    """A number JSON can hold: NaN and infinity become None and "inf"."""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return None if np.isnan(number) else "inf" if np.isinf(number) else number
    return value
