"""The front of a check sheet: the member, its section and its material as facts."""

from __future__ import annotations

import numpy as np

from components.checks.gb50017.engine import Case
from components.checks.gb50017.plates import ANGLE_KINDS
from components.checks.gb50017.quantities import TUBE
from components.checks.gb50017.slender import radii
from components.checks.gb50017.trace import Sheet
from components.codes.formula import number, symbol_of
from components.codes.gb50017_2017.curves import CURVES
from components.exports.checksheet.parts import Fact, Part, Subject
from components.materials import grade_code, read_material, table
from components.words import say

LENGTHS = ("lx", "ly", "l0x", "l0y", "l1", "lw", "bottom_l", "panel_a", "bearing", "rail_h")
PROPERTIES = (
    ("A", "mm²"), ("Ix", "mm⁴"), ("Iy", "mm⁴"), ("W1x", "mm³"), ("W2x", "mm³"), ("Wy", "mm³"),
    ("Sx", "mm³"), ("Sy", "mm³"), ("It", "mm⁴"), ("Iw", "mm⁶"),
)  # fmt: skip
SYMBOLS = {"Ix": "I_x", "Iy": "I_y", "W1x": "W_1x", "W2x": "W_2x", "Wy": "W_y", "Sx": "S_x", "Sy": "S_y",
           "It": "I_t", "Iw": "I_w", "lx": "l_x", "ly": "l_y", "l0x": "l_0x", "l0y": "l_0y", "l1": "l_1",
           "lw": "l_w", "bottom_l": "l", "panel_a": "a", "bearing": "a", "rail_h": "h_R"}  # fmt: skip


PRINCIPAL = {"x": "u", "y": "v"}
"""Axes of single angles that stand for x and y: of the largest and of the least radius."""


def front(case: Case, row: int, sheet: Sheet, subject: Subject, lang: str) -> tuple[Part, Part, Part]:
    """Member, section and material."""
    return (
        _member(case, row, sheet, lang),
        _section(case, row, sheet, lang),
        _material(case, row, sheet, subject, lang),
    )


def cited(document: str, clause: str, lang: str) -> str:
    """A clause as it is cited."""
    return f"{say(f'checks.doc_{document}', lang)} {clause}"


def _member(case: Case, row: int, sheet: Sheet, lang: str) -> Part:
    m = case.members
    role = m.role[row]
    facts = [
        Fact(
            say("checks.role", lang),
            say(f"checks.role_{role}", lang) if role else say("checks.unknown", lang),
        )
    ]
    facts += _sorted_in(case, row, sheet, lang)
    if m.standard[row]:
        facts.append(Fact(say("checks.standard", lang), m.standard.get(row)))
    at = int(m.section[row])
    angle = at >= 0 and bool(case.sections.kind.isin(ANGLE_KINDS)[at])
    for name in LENGTHS:
        value = float(getattr(m, name)[row])
        if np.isfinite(value) and (value != 0.0 or name != "rail_h"):
            own = f" ({PRINCIPAL[name[-1]]})" if angle and name in ("lx", "ly", "l0x", "l0y") else ""
            label = f"{SYMBOLS[name]}  {say(f'checks.length_{name}', lang)}{own}"
            facts.append(Fact(label, f"{number(value, case.settings.digits)} mm"))
    facts += [
        Fact(say(f"checks.word_{name}", lang), say(f"checks.{name}_{word}", lang))
        for name in ("edge", "ltb_case", "one_leg", "deflection") if (word := getattr(m, name)[row])
    ]  # fmt: skip
    facts += [
        Fact(say(f"checks.flag_{name}", lang), say("exports.yes", lang))
        for name in ("held", "sway_x", "sway_y", "fatigue") if bool(getattr(m, name)[row])
    ]  # fmt: skip
    for name, plain in (
        ("net_ratio", np.nan),
        ("eta", 1.0),
        ("bolts", np.nan),
        ("bolts_row", np.nan),
        ("psi", 1.0),
    ):
        value = float(getattr(m, name)[row])
        if np.isfinite(value) and value != plain:
            facts.append(Fact(say(f"checks.{name}", lang), number(value, 4)))
    for name in ("beta_mx", "beta_my", "beta_tx", "beta_ty"):
        if np.isfinite(value := float(getattr(m, name)[row])):
            facts.append(Fact(f"{symbol_of(name)}  {say('checks.stated', lang)}", number(value, 4)))
    if m.seismic_grade[row]:
        facts.append(Fact(say("checks.seismic_grade", lang), str(int(m.seismic_grade[row]))))
    return Part(say("checks.part_member", lang), facts=tuple(facts))


def _sorted_in(case: Case, row: int, sheet: Sheet, lang: str) -> list[Fact]:
    """How the tables of the standard see the section: kind, buckling curves, class of its plates."""
    at, q = int(case.members.section[row]), sheet.results.quantities
    kind = case.sections.kind[at] if at >= 0 else None
    facts = [Fact(say("checks.kind", lang), say(f"checks.kind_{kind}", lang))] if kind else []
    curves = [(axis, int(getattr(q, f"curve_{axis}")[0])) for axis in "xy"]
    shown = ", ".join(f"{axis}: {CURVES[code]}" for axis, code in curves if code >= 0)
    if shown:
        facts.append(Fact(say("checks.curves", lang), shown))
    if worst := int(sheet.results.section_class[0]):
        facts.append(Fact(say("checks.plates_class", lang), f"S{worst}"))
    return facts


def _section(case: Case, row: int, sheet: Sheet, lang: str) -> Part:
    at = int(case.members.section[row])
    facts = []
    for name, unit in PROPERTIES:
        value = float(getattr(case.sections, name)[at]) if at >= 0 else np.nan
        if np.isfinite(value):
            facts.append(Fact(SYMBOLS.get(name, name), f"{number(value, case.settings.digits)} {unit}"))
    if at >= 0:
        angle = bool(case.sections.kind.isin(ANGLE_KINDS)[at])
        for axis, radius in zip(
            "uv" if angle else "xy", radii(case.sections.take(np.array([at]))), strict=True
        ):
            label = f"i_{axis}" + (f"  (λ_{'x' if axis == 'u' else 'y'})" if angle else "")
            facts.append(Fact(label, f"{number(float(radius[0]), case.settings.digits)} mm"))
    q = sheet.results.quantities
    outer = "D/t" if int(q.group[0]) == TUBE else "b/t"
    for label, value in ((outer, float(q.flange[0])), ("h_0/t_w", float(q.web[0]))):
        if at >= 0 and np.isfinite(value):
            facts.append(Fact(label, number(value, case.settings.digits)))
    return Part(say("checks.part_section", lang), facts=tuple(facts))


def _material(case: Case, row: int, sheet: Sheet, subject: Subject, lang: str) -> Part:
    q, at = sheet.results.quantities, int(case.members.steel[row])
    name = case.steels.name.get(at) if at >= 0 else ""
    facts = [Fact(say("checks.grade", lang), subject.grade or say("checks.unknown", lang), name)]
    thick = np.nanmax([[q.t1[0], q.t2[0], q.tw[0], 0.0]])
    facts.append(Fact(say("checks.thickest", lang), f"{number(float(thick), 4)} mm"))
    shown = (
        ("f", "f"),
        ("f_vw", "fv_w"),
        ("f_vf", "fv_f"),
        ("f_y", "fy"),
        ("f_u", "fu"),
        ("ε_k", "epsilon_k"),
    )
    for symbol, column in shown:
        value = float(getattr(q, column)[0])
        unit = "" if column == "epsilon_k" else " MPa"
        facts.append(
            Fact(symbol, number(value, 4) + unit if np.isfinite(value) else say("checks.unknown", lang))
        )
    return Part(say("checks.part_material", lang), say(f"checks.row_{_standing(name)}", lang), tuple(facts))


def strength_standing(grade: str, lang: str) -> str:
    """What is said of the design strengths of a grade: seen in a public source, or from memory."""
    return say(f"checks.row_{_standing(read_material(grade).base or '')}", lang)


def _standing(name: str) -> str:
    """Whether the strengths of a grade were seen in a public source: the least sure row of the grade decides."""
    held = table()
    code = grade_code(name) if name else -1
    words = {held.status[i] for i in range(len(held.status)) if held.grade[i] == code}
    return "seen" if words == {"seen"} else "memory" if words else "none"
