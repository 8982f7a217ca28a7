"""From a checked member to its sheet: nothing is computed here, every figure comes from the run that was recorded."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from components.checks.decisions import FLAGS, OWN_STANDARD, Decided
from components.checks.decisions import fields as fields_of
from components.checks.gb50017.engine import Case
from components.checks.gb50017.reasons import CODE
from components.checks.gb50017.report import not_built
from components.checks.gb50017.results import VERDICTS, notes_of
from components.checks.gb50017.single import LOADS, MemberResult, case_of, mu_of
from components.checks.gb50017.sink import checks
from components.checks.gb50017.trace import Asked, Governed, Sheet
from components.codes.formula import number, symbol_of
from components.codes.gb50017_2017.settings import origins
from components.exports.checksheet.front import cited, front
from components.exports.checksheet.parts import CheckSheet, Fact, Part, Subject, Summed, Work
from components.words import say

KILO, MEGA = 1.0e3, 1.0e6
FORCES = (("N", "kN", KILO), ("Vx", "kN", KILO), ("Vy", "kN", KILO), ("Mx", "kN·m", MEGA), ("My", "kN·m", MEGA),
          ("T", "kN·m", MEGA), ("M1x", "kN·m", MEGA), ("M2x", "kN·m", MEGA), ("M1y", "kN·m", MEGA),
          ("M2y", "kN·m", MEGA), ("F", "kN", KILO))  # fmt: skip
DEFLECTIONS = ("deflection_total", "deflection_live")
AXIAL = (
    "lambda_z", "lambda_xz", "lambda_yz", "phi_x", "phi_y", "phi_z", "phi_v", "NEx", "NEy", "Ncrx", "Ncry",
    "limit_flange", "limit_web", "rho_web", "rho_flange", "rho_angle", "A_e", "phi_bu_top", "phi_bu_bottom",
)  # fmt: skip
"""Quantities that matter to members in compression only."""
UNBENT = ("phi_b_top", "phi_b_bottom", "phi_bu_top", "phi_bu_bottom", "NEx", "NEy", "Ncrx", "Ncry")
"""Quantities of compression members that matter only where they are bent as well."""
WORDED = ("role", "ltb_case", "one_leg", "edge", "deflection")
"""Kinds of decisions whose values are codes of the words tables."""
CAPACITIES = {"N_t": "axial_gross", "N_x": "stability_x", "N_y": "stability_y", "M_x": "bending", "M_y": "bending",
              "M_b": "lateral", "V_y": "shear_y", "V_x": "shear_x"}  # fmt: skip


def of_member(result: MemberResult, lang: str, name: str = "", project: str = "") -> CheckSheet:
    """The sheet of one member without a model."""
    i = result.inputs
    told = tuple(
        say("checks.mu_by_annex_e", lang, facts) for axis in "xy" if (facts := _annex_e(result, axis, lang))
    )
    subject = Subject(name or result.section, result.section, result.shape, i.grade, project, remarks=told)
    return content(case_of(i, result.shape), 0, result.sheet, subject, lang)


def _annex_e(result: MemberResult, axis: str, lang: str) -> dict[str, str]:
    """What annex E made of the stiffness ratios about an axis; nothing where none were given."""
    i, mu = result.inputs, mu_of(result.inputs, axis)
    ratios = i.K_x if axis == "x" else i.K_y
    if ratios is None:
        return {}
    sway = i.sway_x if axis == "x" else i.sway_y
    frame = say(f"checks.frame_{'sway' if sway else 'braced'}", lang)
    figures = {"K1": ratios[0], "K2": ratios[1], "mu": mu}
    shown = {name: number(value, 4) for name, value in figures.items()}
    return {"axis": axis, "clause": "E.0.2" if sway else "E.0.1", "frame": frame} | shown


def content(case: Case, member: int, sheet: Sheet, subject: Subject, lang: str) -> CheckSheet:
    """The sheet of one member of a case, in one language."""
    found = sheet.results
    verdict = VERDICTS[int(found.verdict[0])]
    governing = int(found.governing[0])
    forces = any(line.row >= 0 for line in sheet.lines)
    headline = say(f"gb50017.verdict_{verdict}", lang)
    if verdict in ("unproven", "not_checked"):
        headline += say("checks.because", lang, {"reason": _reason(int(found.reason[0]), lang)})
    return CheckSheet(
        lang, say("checks.sheet_title" if forces else "checks.capacity_title", lang), subject, verdict, headline,
        "" if governing < 0 else _titled(found.checks[governing].check, lang), float(found.utilisation[0]),
        front(case, member, sheet, subject, lang),
        tuple(_summary(case, sheet, lang)), tuple(_calculation(case, sheet, forces, lang)),
        tuple(_closing(case, sheet, subject, lang)),
        tuple(say(note, lang) for note in notes_of(found)),
    )  # fmt: skip


def _reason(code: int, lang: str) -> str:
    name = next(n for n, c in CODE.items() if c == code)
    return say(f"gb50017.reason_{name}", lang)


def _titled(check: str, lang: str) -> str:
    one = next(c for c in checks() if c.check == check)
    return f"{say(f'gb50017.check_{check}', lang)} · {cited(one.document, one.clause, lang)}"


def _combination(case: Case, row: int) -> str:
    return case.combinations.name.get(row) if row >= 0 else ""


def _summary(case: Case, sheet: Sheet, lang: str) -> list[Summed]:
    """Every check that has a figure or lacks one it should have."""
    rows = []
    for line in sheet.lines:
        if np.isnan(line.utilisation) and line.reason == "not_applicable":
            continue
        reason = "" if line.reason == "checked" else say(f"gb50017.reason_{line.reason}", lang)
        rows.append(Summed(
            say(f"gb50017.check_{line.check}", lang), cited(line.document, line.clause, lang),
            line.utilisation, _combination(case, line.combination), reason,
        ))  # fmt: skip
    return rows


def works(asked: list[Asked], digits: int, lang: str) -> tuple[Work, ...]:
    """Lines of the clauses asked, each clause once."""
    out, seen = [], set()
    for a in asked:
        s = a.step
        if (a.tag, s) in seen:
            continue
        seen.add((a.tag, s))
        for i, line in enumerate(s.lines):
            last = i == len(s.lines) - 1
            unit = f" {_unit(s.unit)}" if last and s.unit not in ("", "1") else ""
            symbol = _symbol(a.tag, s.symbol) if last else line.symbol
            out.append(Work(
                cited(s.document, s.clause, lang) if i == 0 else "", symbol, line.formula,
                line.substituted, number(line.value, digits) + unit, line.condition,
                number(s.limit, digits) if last and s.limit is not None else "", s.status if i == 0 else "",
            ))  # fmt: skip
    return tuple(out)


def _unit(unit: str) -> str:
    """A unit of the clauses as it is printed: mm2 is mm², N.mm is N·mm."""
    raised = unit.translate(str.maketrans("23456", "²³⁴⁵⁶"))
    return raised.replace(".", "·")


def _symbol(tag: str, symbol: str) -> str:
    """The symbol of a clause, with the axis or class of the quantity it was asked for."""
    if symbol == "u":
        return "u"
    wanted = {"lambda_l1": "λ_y (l_1)", "lambda_1": "λ_1", "I_x": "I_x", "lambda_x": "λ_x", "lambda_y": "λ_y",
              "NEx": "N'_Ex", "NEy": "N'_Ey", "Ncrx": "N_cr,x", "Ncry": "N_cr,y",
              "beta_mx": "β_mx", "beta_my": "β_my", "beta_tx": "β_tx", "beta_ty": "β_ty", "sigma_max": "σ_max",
              "sigma_min": "σ_min", "sigma_1": "σ_1", "sigma_2": "σ_2", "sigma_y": "σ_y"}  # fmt: skip
    if tag == "seismic_web" and symbol == "[b/t]":
        return "[h_0/t_w]"
    if tag in wanted:
        return wanted[tag]
    if tag.startswith("phi_") and symbol in ("φ", "λ_n"):
        return symbol_of(tag) if symbol == "φ" else f"λ_n,{tag[-1]}"
    if tag.startswith("web_s") and tag[-1].isdigit():
        return f"[h_0/t_w] (S{tag[-1]})"
    if tag.startswith("flange_s") and tag[-1].isdigit():
        return f"{symbol} (S{tag[-1]})"
    return symbol


def _compressed(case: Case) -> bool:
    return case.forces is not None and bool((case.forces.N > 0.0).any())


def _needless(case: Case) -> tuple[str, ...]:
    """Quantities that no check of these forces asks for."""
    if not _compressed(case):
        return AXIAL
    f = case.forces
    return () if f is not None and bool(((f.Mx != 0.0) | (f.My != 0.0)).any()) else UNBENT


def _calculation(case: Case, sheet: Sheet, forces: bool, lang: str) -> list[Part]:
    digits = case.settings.digits
    named = {c.check for c in checks()}
    by_check = {line.check: line for line in sheet.lines}
    needless = _needless(case) if forces else ()
    known = [
        a for a in sheet.member if a.tag not in named and a.tag not in needless and np.isfinite(a.step.value)
    ]
    parts = [Part(say("checks.part_quantities", lang), works=works(known, digits, lang))]
    if sheet.second:
        second = [a for a in sheet.second if a.tag not in named and np.isfinite(a.step.value)]
        parts.append(Part(say("checks.part_second", lang), works=works(second, digits, lang)))
    if not forces:
        parts.append(_capacities(sheet, digits, lang))

    def judged(check: str, asked: list[Asked]) -> Part:
        u = by_check[check].utilisation
        return Part(_titled(check, lang), say("checks.utilisation_is", lang, {"value": number(u, digits)}),
                    works=works(asked, digits, lang),
                    verdict="over" if u > case.settings.over else "ok")  # fmt: skip

    for g in sheet.governed:
        parts.append(_forces(case, g, lang))
        aside = _by_class([a for a in g.asked if a.tag not in named])
        if aside:
            parts.append(Part(say("checks.part_classes", lang), works=works(aside, digits, lang)))
        parts += [judged(check, [a for a in g.asked if a.tag == check]) for check in g.checks]
    for check in ("slenderness", *DEFLECTIONS, "seismic_slenderness", "seismic_flange", "seismic_web"):
        asked = [a for a in sheet.member if a.tag == check]
        if asked and not np.isnan(by_check[check].utilisation):
            parts.append(judged(check, asked))
    return [p for p in parts if p.facts or p.works]


def _by_class(asked: list[Asked]) -> list[Asked]:
    """Limits of the classes from S1 to S4, which are asked as they are needed."""
    limits = sorted((a for a in asked if _class_limit(a.tag)), key=lambda a: a.tag)
    rest = [a for a in asked if not _class_limit(a.tag)]
    at = next((i for i, a in enumerate(asked) if _class_limit(a.tag)), len(rest))
    return [*rest[:at], *limits, *rest[at:]]


def _class_limit(tag: str) -> bool:
    return tag[:-1] in ("web_s", "flange_s") and tag[-1].isdigit()


def _capacities(sheet: Sheet, digits: int, lang: str) -> Part:
    facts = []
    for name, values in sheet.results.capacities.items():
        value, moment = float(values[0]), name.startswith("M")
        unit = "kN·m" if moment else "kN"
        shown = f"{number(value / (MEGA if moment else KILO), digits)} {unit}"
        told = shown if np.isfinite(value) else say("checks.unknown", lang)
        facts.append(Fact(f"{name}  {say(f'checks.capacity_{name}', lang)}", told))
    return Part(say("checks.part_capacities", lang), say("checks.capacities_remark", lang), tuple(facts))


def _forces(case: Case, g: Governed, lang: str) -> Part:
    c, at = case.combinations, g.combination
    words = [
        say(f"checks.situation_{c.situation.get(at)}", lang),
        say(f"checks.analysis_{c.analysis.get(at)}", lang),
    ]
    words += [say(f"checks.gamma_0_{'in' if c.gamma_0_in[at] else 'out'}", lang)]
    if c.situation.get(at) == "seismic":
        words.append(say(f"checks.seismic_{'in' if c.seismic_in[at] else 'out'}", lang))
    facts = [
        Fact(symbol_of(name if len(name) == 1 else f"{name[0]}_{name[1:]}"), f"{number(value / scale, 4)} {unit}")
        for name, unit, scale in FORCES
        if np.isfinite(value := g.forces[name]) and (value != 0.0 or name in ("N", "Mx") or _one_of_two_ends(name, g))
    ]  # fmt: skip
    facts += _loads(case, g, lang)
    facts.append(Fact(say("checks.station", lang), number(g.forces["station"], 4)))
    name = c.name.get(at)
    title = say("checks.part_forces", lang, {"name": name}) if name else say("checks.part_forces_given", lang)
    return Part(title, ", ".join(words), tuple(facts))


def _one_of_two_ends(name: str, g: Governed) -> bool:
    """Whether the other end of the segment has a moment: then this one is told though it is nil."""
    other = name.translate(str.maketrans("12", "21"))
    return other != name and bool(np.isfinite(g.forces[other])) and g.forces[other] != 0.0


def _loads(case: Case, g: Governed, lang: str) -> list[Fact]:
    """The kind of transverse load that was taken, about each axis whose end moments are known or whose load is stated."""
    out, kinds = [], {code: word for word, code in LOADS.items()}
    for axis in "xy":
        word = kinds[int(getattr(case.forces, f"load_{axis}")[g.row])] if case.forces is not None else ""
        bent = g.forces[f"M{axis}"] != 0.0
        if bent and (word not in ("", "unknown") or np.isfinite(g.forces[f"M1{axis}"])):
            out.append(Fact(say(f"checks.load_{axis}", lang), say(f"checks.load_{word}", lang)))
    return out


def _decided(one: Decided, lang: str) -> Fact:
    """A decision of the user: what it sets, its reason, and what stood there before."""
    field = fields_of()[one.field]

    def shown(value: str) -> str:
        if not value:
            return OWN_STANDARD if field.kind == "standard" else say("checks.not_stated", lang)
        prefix = field.kind if field.kind in WORDED else None
        if field.kind == "flag":
            return say("exports.yes" if FLAGS[value.lower()] else "exports.no", lang)
        if prefix is not None:
            return say(f"checks.{prefix}_{value}", lang)
        return f"{value} mm" if one.field.endswith("_mm") else value

    symbol = f"{field.symbol}  " if field.symbol else ""
    told = {"value": shown(one.value), "before": shown(one.before), "reason": one.reason or "-"}
    return Fact(f"{symbol}{say(f'checks.field_{one.field}', lang)}", say("checks.decided_as", lang, told))


def _closing(case: Case, sheet: Sheet, subject: Subject, lang: str) -> list[Part]:
    cfg, out = case.settings, []
    if subject.decided:
        out.append(
            Part(say("checks.part_decided", lang), facts=tuple(_decided(d, lang) for d in subject.decided))
        )
    if subject.remarks:
        out.append(
            Part(say("checks.part_assumptions", lang), facts=tuple(Fact("", r) for r in subject.remarks))
        )
    facts = []
    for field in fields(cfg):
        value, origin = getattr(cfg, field.name), origins()[field.name]
        if isinstance(value, bool):
            shown = say("exports.yes" if value else "exports.no", lang)
        elif isinstance(value, str):
            shown = say(f"checks.choice_{value}", lang)
        else:
            missing = "no_limit" if field.name == "depth_limit" else "unknown"
            shown = number(float(value), 4) if np.isfinite(value) else say(f"checks.{missing}", lang)
        beside = f"{origin.clause}  {say(f'gb50017.status_{origin.status}', lang)}".strip()
        facts.append(Fact(say(f"checks.setting_{field.name}", lang), shown, beside))
    out.append(Part(say("checks.part_settings", lang), facts=tuple(facts)))
    left = [
        Fact(cited(row["document"], row["clause"], lang), say(f"gb50017.not_built_{row['what']}", lang))
        for row in not_built()
    ]  # fmt: skip
    out.append(Part(say("checks.part_not_built", lang), facts=tuple(left)))
    return out
