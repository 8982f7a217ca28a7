"""One member without a model: what is said of it, its check and its sheet, and both as plain values for
JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from components.checks.gb50017.adapt import PROCESSES, section_table
from components.checks.gb50017.engine import Case
from components.checks.gb50017.finish import roles
from components.checks.gb50017.lateral import cantilever_rows, cases
from components.checks.gb50017.material import gb_steel_row, gb_steels
from components.checks.gb50017.results import VERDICTS
from components.checks.gb50017.tables import CombinationTable, ForceTable, forces_of, members_of
from components.checks.gb50017.trace import Sheet, sheet
from components.codes.gb50017_2017 import annexe
from components.codes.gb50017_2017.settings import Settings
from components.findings import Refusal
from components.sections import Shape, find, name_of
from components.table import Text

NAN = float("nan")
LOADS: Mapping[str, int] = {"unknown": -1, "none": 0, "point": 1, "uniform": 2, "both": 3}
"""Words for `LOAD_*`."""
SITUATIONS = ("persistent", "seismic")
ANALYSES = ("first_order", "p_delta", "direct")
ONE_LEG = ("equal", "short", "long", "both")


FIGURES = (
    "bottom_l",
    "net_ratio",
    "eta",
    "panel_a",
    "bolts",
    "bolts_row",
    "bearing",
    "rail_h",
    "rail_I",
    "psi",
    "beta_mx",
    "beta_my",
    "beta_tx",
    "beta_ty",
)
"""Figures of `MemberInputs` that go to the member table as they are."""


LENGTHS, SHORT = ("lx", "ly", "l0x", "l0y", "l1", "lw"), 100.0
"""Lengths of a member in mm below this are metres that were typed without their unit."""


class MemberRefused(Refusal):
    """A member that cannot be put to a check: unknown section name or an input that is not one of its
    words.
    """


@dataclass(frozen=True)
class MemberInputs:
    """One member. N, N.mm, mm; NaN: not known. Signs as in `tables`: compression positive.

    section: designation, or a `Shape`. process: one of `PROCESSES`, None: from the shape. forces:
    whether there are any. The rest is as in `MemberTable`, `ForceTable` and `CombinationTable`; l0x and
    l0y fall back on lx, ly where not given, times mu of annex E where K_x, K_y (K_1, K_2) are; lw on ly, then
    on l0y, and l1 on these, then on lx and l0x.
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
    F: float = 0.0
    lx: float = NAN
    ly: float = NAN
    l0x: float = NAN
    l0y: float = NAN
    l1: float = NAN
    lw: float = NAN
    K_x: tuple[float, float] | None = None
    K_y: tuple[float, float] | None = None
    role: str | None = None
    edge: str | None = None
    ltb_case: str | None = None
    held: bool = False
    bottom_l: float = NAN
    sway_x: bool = False
    sway_y: bool = False
    net_ratio: float = NAN
    eta: float = NAN
    one_leg: str | None = None
    panel_a: float = NAN
    bolts: float = NAN
    bolts_row: float = NAN
    bearing: float = NAN
    rail_h: float = 0.0
    rail_I: float = NAN
    psi: float = 1.0
    beta_mx: float = NAN
    beta_my: float = NAN
    beta_tx: float = NAN
    beta_ty: float = NAN
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


def mu_of(inputs: MemberInputs, axis: str) -> float:
    """mu about an axis by annex E from the stiffness ratios stated for it, sway or not; NaN where none are."""
    ratios = getattr(inputs, f"K_{axis}")
    if ratios is None:
        return NAN
    solve = annexe.mu_sway if getattr(inputs, f"sway_{axis}") else annexe.mu_non_sway
    return float(solve(np.array([ratios[0]]), np.array([ratios[1]]))[0])


def case_of(inputs: MemberInputs, shape: Shape) -> Case:
    """The one-row tables of a member."""
    sections = section_table([shape.family], np.array([shape.dims]), [inputs.process])
    sideways = _or(inputs.ly, inputs.l0y)
    free = _or(sideways, _or(inputs.lx, inputs.l0x))
    effective = {
        axis: _or(getattr(inputs, f"l0{axis}"), _or(mu_of(inputs, axis), 1.0) * getattr(inputs, f"l{axis}"))
        for axis in "xy"
    }
    either = {
        "l0x": effective["x"], "l0y": effective["y"], "l1": _or(inputs.l1, free),
        "lw": _or(inputs.lw, sideways), "lx": inputs.lx, "ly": inputs.ly,
    }  # fmt: skip
    numbers = either | {n: getattr(inputs, n) for n in FIGURES}
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
    names = ("N", "Vx", "Vy", "Mx", "My", "T", "F", "M1x", "M2x", "M1y", "M2y", "Mqx", "Mqy")
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


def refuse_short(lengths: Mapping[str, float]) -> None:
    """Lengths, mm, that are none of a member: above nil and below `SHORT`."""
    for name, value in lengths.items():
        if 0.0 < value < SHORT:
            raise MemberRefused("checks.short_length", option=name, value=f"{value:g}", least=f"{SHORT:g}")


def _refuse_strange_words(inputs: MemberInputs) -> None:
    refuse_short({name: getattr(inputs, name) for name in LENGTHS})
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
