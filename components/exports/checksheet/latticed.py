"""From a checked latticed member to its sheet: nothing is computed here."""

from __future__ import annotations

import math

from components.checks.gb50017.latticed import Battens, LatticedInputs
from components.checks.gb50017.latticed_check import LatticedResult
from components.checks.gb50017.latticed_report import NOTES, capacities, left_out, odd
from components.checks.gb50017.trace import Asked
from components.codes.formula import number
from components.codes.gb50017_2017.settings import origins
from components.exports.checksheet.content import works
from components.exports.checksheet.front import cited, strength_standing
from components.exports.checksheet.latticed_drawing import latticed
from components.exports.checksheet.parts import CheckSheet, Fact, Part, Subject, Summed
from components.sections import properties
from components.words import say

KILO, MEGA = 1.0e3, 1.0e6
SECTION = (("A", "mm²"), ("I_x", "mm⁴"), ("I_y", "mm⁴"), ("i_x", "mm"), ("i_y", "mm"))
CHOICES = ("epsilon_k_from", "phi_yield_from", "strength_from", "over", "near", "digits")
"""Settings that a latticed member depends on."""


def of_latticed(result: LatticedResult, lang: str, name: str = "", project: str = "") -> CheckSheet:
    """The sheet of one latticed member."""
    i, b = result.inputs, result.section
    subject = Subject(name or b.name, b.name, latticed(b), i.grade, project)
    headline = say(f"gb50017.verdict_{result.verdict}", lang)
    if result.reason:
        headline += say("checks.because", lang, {"reason": say(f"gb50017.reason_{result.reason}", lang)})
    title = say(f"checks.{'capacity' if result.reason == 'no_forces' else 'sheet'}_title", lang)
    return CheckSheet(
        lang, title, subject, result.verdict, headline,
        _titled(result.governing, lang, result) if result.governing else "", result.utilisation,
        (_member(result, lang), _section(result, lang), _material(result, lang)),
        tuple(_summary(result, lang)), tuple(_calculation(result, lang)), tuple(_closing(result, lang)),
        (*(say(f.code, lang, f.args) for f in odd(result)), *(say(f"gb50017.{note}", lang) for note in NOTES)),
    )  # fmt: skip


def _shown(value: float, digits: int, unit: str = "") -> str:
    return f"{number(value, digits)} {unit}".strip()


def _member(result: LatticedResult, lang: str) -> Part:
    i, b, digits = result.inputs, result.section, result.inputs.settings.digits
    facts = [
        Fact(say("checks.role", lang), say(f"checks.role_{i.role}", lang)),
        Fact(say("checks.kind", lang), say(f"checks.kind_latticed_{b.limb.family}", lang)),
        Fact(say("checks.curves", lang), "x: b, y: b"),
    ]
    for symbol, key, value in (("l_0x", "length_l0x", i.l0x), ("l_0y", "length_l0y", i.l0y)):
        if math.isfinite(value):
            facts.append(Fact(f"{symbol}  {say(f'checks.{key}', lang)}", _shown(value, digits, "mm")))
    facts += _joint(i, result.figures["l_01"], lang)
    if i.sway_x:
        facts.append(Fact(say("checks.flag_sway_x", lang), say("exports.yes", lang)))
    if i.forces:
        forces = (("N", i.N, KILO, "kN"), ("M_x", i.Mx, MEGA, "kN·m"), ("V", i.V, KILO, "kN"),
                  ("M_1x", i.M1x, MEGA, "kN·m"), ("M_2x", i.M2x, MEGA, "kN·m"),
                  ("M_qx", i.Mqx, MEGA, "kN·m"))  # fmt: skip
        facts += [
            Fact(symbol, _shown(value / scale, 4, unit))
            for symbol, value, scale, unit in forces
            if math.isfinite(value) and (value != 0.0 or symbol == "N")
        ]
        if i.Mx != 0.0:
            facts.append(Fact(say("checks.load_x", lang), say(f"checks.load_{i.load_x}", lang)))
    return Part(say("checks.part_member", lang), facts=tuple(facts))


def _joint(i: LatticedInputs, free: float, lang: str) -> list[Fact]:
    if isinstance(i.join, Battens):
        return [
            Fact(say("checks.battens", lang), f"{i.join.depth:g}×{i.join.t:g} mm"),
            Fact(say("checks.batten_panel", lang), f"{i.join.panel:g} mm"),
        ]
    kind = say(f"checks.lacing_{'crossed' if i.join.crossed else 'single'}", lang)
    return [
        Fact(say("checks.lacing", lang), f"{i.join.bar}, {kind}"),
        Fact(say("checks.lacing_angle", lang), f"{i.join.angle:g}°"),
        Fact(say("checks.lacing_panel", lang), f"{number(free, i.settings.digits)} mm"),
    ]


def _section(result: LatticedResult, lang: str) -> Part:
    b, digits, figures = result.section, result.inputs.settings.digits, result.figures
    limb = properties(b.limb)
    facts = [Fact("a", _shown(b.a, digits, "mm"))]
    facts += [Fact(symbol, _shown(figures[symbol], digits, unit)) for symbol, unit in SECTION]
    facts += [
        Fact(symbol, _shown(value, digits, unit))
        for symbol, value, unit in (
            ("A_1", b.A_1, "mm²"), ("I_1", b.I_1, "mm⁴"), ("i_1", b.i_1, "mm"), ("y_0", b.y_0, "mm"),
            ("y_max", b.y_max, "mm"), ("z_0", limb.xc_mm if b.limb.family != "I" else math.nan, "mm"),
        )
        if math.isfinite(value)
    ]  # fmt: skip
    return Part(say("checks.part_section", lang), b.name, tuple(facts))


def _material(result: LatticedResult, lang: str) -> Part:
    facts = [
        Fact(say("checks.grade", lang), result.inputs.grade),
        *(Fact(s, _shown(result.figures[k], 4, u)) for s, k, u in (("f", "f", "MPa"), ("ε_k", "epsilon_k", ""))),
    ]  # fmt: skip
    return Part(say("checks.part_material", lang), strength_standing(result.inputs.grade, lang), tuple(facts))


def _titled(check: str, lang: str, result: LatticedResult) -> str:
    line = next(one for one in result.lines if one.check == check)
    return f"{say(f'gb50017.check_{check}', lang)} · {cited(line.document, line.clause, lang)}"


def _summary(result: LatticedResult, lang: str) -> list[Summed]:
    return [
        Summed(
            say(f"gb50017.check_{line.check}", lang), cited(line.document, line.clause, lang), line.utilisation, "",
            "" if line.reason == "checked" else say(f"gb50017.reason_{line.reason}", lang),
        )
        for line in result.lines
        if line.reason != "not_applicable"
    ]  # fmt: skip


def _calculation(result: LatticedResult, lang: str) -> list[Part]:
    digits, named = result.inputs.settings.digits, {line.check for line in result.lines}
    known = [a for a in result.asked if a.tag not in named and math.isfinite(a.step.value)]
    parts = [Part(say("checks.part_quantities", lang), works=works(known, digits, lang))]
    if result.reason == "no_forces":
        facts = [
            Fact(f"{name}  {say(f'checks.capacity_{name}', lang)}", _shown(value / KILO, digits, "kN"))
            for name, value in capacities(result.figures).items()
            if value is not None
        ]
        parts.append(
            Part(say("checks.part_capacities", lang), say("checks.capacities_remark", lang), tuple(facts))
        )
    for line in result.lines:
        asked: list[Asked] = [a for a in result.asked if a.tag == line.check]
        if asked and not math.isnan(line.utilisation):
            parts.append(Part(
                _titled(line.check, lang, result),
                say("checks.utilisation_is", lang, {"value": number(line.utilisation, digits)}),
                works=works(asked, digits, lang),
                verdict="over" if line.utilisation > result.inputs.settings.over else "ok",
            ))  # fmt: skip
    return parts


def _closing(result: LatticedResult, lang: str) -> list[Part]:
    cfg, facts = result.inputs.settings, []
    for name in CHOICES:
        value, origin = getattr(cfg, name), origins()[name]
        shown = say(f"checks.choice_{value}", lang) if isinstance(value, str) else number(float(value), 4)
        beside = f"{origin.clause}  {say(f'gb50017.status_{origin.status}', lang)}".strip()
        facts.append(Fact(say(f"checks.setting_{name}", lang), shown, beside))
    left = [
        Fact(cited(row["document"], row["clause"], lang), say(f"gb50017.not_built_{row['what']}", lang))
        for row in left_out()
    ]  # fmt: skip
    return [
        Part(say("checks.part_settings", lang), facts=tuple(facts)),
        Part(say("checks.part_not_built", lang), facts=tuple(left)),
    ]
